//! What conditions ask of JSON: its parts, their types, keys and lengths.

use serde_json::Value as Json;

use super::value::Value;
use super::{Function, powers};

fn read(text: &str) -> Option<Json> {
    serde_json::from_str(text).ok()
}

/// What `->` gives, or `->>`: an object as text is PostgreSQL's to write.
fn given(part: Option<&Json>, as_text: bool) -> Value {
    match part {
        None => Value::Null,
        Some(part) if !as_text => Value::Json(part.to_string()),
        Some(Json::Null) => Value::Null,
        Some(Json::String(text)) => Value::Text(text.clone()),
        Some(part @ (Json::Bool(_) | Json::Number(_))) => Value::Text(part.to_string()),
        Some(_) => Value::Present,
    }
}

fn part<'j>(whole: &'j Json, key: &Value) -> Option<Option<&'j Json>> {
    Some(match (whole, key) {
        (Json::Object(object), Value::Text(key)) => object.get(key),
        (Json::Array(items), Value::Number(..)) => {
            let place = powers::whole(key)?;
            let place = if place < 0 { place + items.len() as i64 } else { place };
            usize::try_from(place).ok().and_then(|place| items.get(place))
        }
        _ => None,
    })
}

/// `{a,b}`, or an array of texts; a list is walked by numbers.
fn at<'j>(whole: &'j Json, path: &Value) -> Option<Option<&'j Json>> {
    let steps = texts(path)?;
    let mut here = Some(whole);
    for step in steps {
        here = match here? {
            Json::Object(object) => object.get(&step),
            Json::Array(items) => step.parse::<usize>().ok().and_then(|place| items.get(place)),
            _ => None,
        };
        if here.is_none() {
            break;
        }
    }
    Some(here)
}

fn texts(list: &Value) -> Option<Vec<String>> {
    match list {
        Value::Array(items) => items.iter().map(|item| if let Value::Text(text) = item { Some(text.clone()) } else { None }).collect(),
        Value::Text(text) => {
            let inner = text.strip_prefix('{')?.strip_suffix('}')?;
            let is_plain = !inner.contains(['"', '\\', '{']);
            is_plain.then(|| inner.split(',').map(|step| step.trim().to_string()).collect())
        }
        _ => None,
    }
}

/// A key of an object, or a text among the items of a list.
fn has(whole: &Json, key: &str) -> bool {
    match whole {
        Json::Object(object) => object.contains_key(key),
        Json::Array(items) => items.iter().any(|item| item.as_str() == Some(key)),
        Json::String(text) => text == key,
        _ => false,
    }
}

pub fn length(text: &str) -> Option<Value> {
    // What is no list raises an error.
    Some(Value::integer(read(text)?.as_array()?.len() as i64))
}

pub fn of_several(function: Function, arguments: &[Value]) -> Option<Value> {
    let [Value::Json(text), key] = arguments else { return None };
    let whole = read(text)?;
    Some(match function {
        Function::JsonPart | Function::JsonText => given(part(&whole, key)?, function == Function::JsonText),
        Function::JsonAt | Function::JsonTextAt => given(at(&whole, key)?, function == Function::JsonTextAt),
        Function::JsonHas => match key {
            Value::Text(key) => Value::Boolean(has(&whole, key)),
            _ => return None,
        },
        Function::JsonHasAll => Value::Boolean(texts(key)?.iter().all(|key| has(&whole, key))),
        Function::JsonHasAny => Value::Boolean(texts(key)?.iter().any(|key| has(&whole, key))),
        _ => return None,
    })
}

/// `whole @> part`: all of the part's keys and items, whatever else there is.
pub fn contains(whole: &str, part: &str) -> Option<bool> {
    Some(holds(&read(whole)?, &read(part)?, true))
}

fn holds(whole: &Json, part: &Json, outermost: bool) -> bool {
    match (whole, part) {
        (Json::Object(whole), Json::Object(part)) => {
            part.iter().all(|(key, wanted)| whole.get(key).is_some_and(|value| holds(value, wanted, false)))
        }
        (Json::Array(whole), Json::Array(part)) => part.iter().all(|wanted| whole.iter().any(|value| holds(value, wanted, false))),
        // A list contains what is its item, at the top alone.
        (Json::Array(whole), part) if outermost && !part.is_object() => whole.iter().any(|value| same(value, part)),
        (whole, part) => same(whole, part),
    }
}

/// Numbers by their value: 1 is 1.0.
fn same(left: &Json, right: &Json) -> bool {
    match (left, right) {
        (Json::Number(left), Json::Number(right)) => {
            let number = |number: &serde_json::Number| crate::seed::decimal::Decimal::parse(&number.to_string());
            match (number(left), number(right)) {
                (Some(left), Some(right)) => left.compare(right).is_some_and(std::cmp::Ordering::is_eq),
                _ => left == right,
            }
        }
        _ => left == right,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_keys_and_what_is_contained() {
        let whole = Value::Json(r#"{"a": {"b": [1, "x", null]}, "n": 5, "t": "five"}"#.to_string());
        let text = |text: &str| Value::Text(text.to_string());
        let call = |function, key: Value| of_several(function, &[whole.clone(), key]);
        assert_eq!(call(Function::JsonText, text("n")), Some(text("5")));
        assert_eq!(call(Function::JsonText, text("t")), Some(text("five")));
        assert_eq!(call(Function::JsonPart, text("none")), Some(Value::Null));
        assert_eq!(call(Function::JsonTextAt, text("{a,b,1}")), Some(text("x")));
        assert_eq!(call(Function::JsonTextAt, text("{a,b,2}")), Some(Value::Null), "JSON's null is no text");
        assert_eq!(call(Function::JsonHas, text("a")), Some(Value::Boolean(true)));
        let keys = Value::Array(vec![text("a"), text("z")]);
        assert_eq!(call(Function::JsonHasAll, keys.clone()), Some(Value::Boolean(false)));
        assert_eq!(call(Function::JsonHasAny, keys), Some(Value::Boolean(true)));
        for (whole, part, wanted) in [
            (r#"{"a": 1, "b": 2}"#, r#"{"b": 2.0}"#, true),
            (r#"[1, [2]]"#, "1", true),
            (r#"[1, [2]]"#, "[[2]]", true),
            (r#"{"a": [1]}"#, r#"{"a": 1}"#, false),
            (r#"{"a": [1, 2, 3]}"#, r#"{"a": [3, 1]}"#, true),
        ] {
            assert_eq!(contains(whole, part), Some(wanted), "{whole} @> {part}");
        }
    }
}
