//! Texts put together and taken apart.

use super::value::{Exactness, Value};
use super::{Function, powers};

/// Longer texts are PostgreSQL's to make.
const LONGEST: usize = 10_000;

/// As CONCAT writes a value.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::Text(text) => Some(text.clone()),
        Value::Number(number, Exactness::Integer) => Some(number.to_string()),
        _ => None,
    }
}

pub fn joined(arguments: &[Value], between: &str) -> Option<Value> {
    let texts: Vec<String> = arguments.iter().map(text_of).collect::<Option<_>>()?;
    Some(Value::Text(texts.join(between)))
}

pub fn joined_with(arguments: &[Value]) -> Option<Value> {
    let (between, parts) = arguments.split_first()?;
    match between {
        Value::Null => Some(Value::Null),
        Value::Text(between) => {
            let parts: Vec<Value> = parts.iter().filter(|part| **part != Value::Null).cloned().collect();
            joined(&parts, between)
        }
        _ => None,
    }
}

pub fn of_several(function: Function, arguments: &[Value]) -> Option<Value> {
    let count = |value: &Value| powers::whole(value).and_then(|count| usize::try_from(count).ok()).filter(|count| *count <= LONGEST);
    let text = match (function, arguments) {
        (Function::Replace, [Value::Text(text), Value::Text(from), Value::Text(to)]) => match from.is_empty() {
            true => text.clone(),
            false => text.replace(from.as_str(), to),
        },
        (Function::SplitPart, [Value::Text(text), Value::Text(separator), place]) if !separator.is_empty() => {
            let place = count(place).filter(|place| *place > 0)?;
            text.split(separator.as_str()).nth(place - 1).unwrap_or_default().to_string()
        }
        (Function::Repeat, [Value::Text(text), times]) => text.repeat(count(times).filter(|times| times * text.len() <= LONGEST)?),
        (Function::PadLeft | Function::PadRight, [Value::Text(text), length, rest @ ..]) => {
            let fill = match rest {
                [] => " ",
                [Value::Text(fill)] => fill.as_str(),
                _ => return None,
            };
            let length = count(length)?;
            let text: String = text.chars().take(length).collect();
            let missing = length - text.chars().count();
            let filling: String = fill.chars().cycle().take(if fill.is_empty() { 0 } else { missing }).collect();
            if function == Function::PadLeft { filling + &text } else { text + &filling }
        }
        _ => return None,
    };
    Some(Value::Text(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_postgresql_has_them() {
        let text = |text: &str| Value::Text(text.to_string());
        let call = |function, arguments: &[Value]| of_several(function, arguments);
        assert_eq!(call(Function::Replace, &[text("a-b-c"), text("-"), text("")]), Some(text("abc")));
        assert_eq!(call(Function::SplitPart, &[text("a-b"), text("-"), Value::integer(2)]), Some(text("b")));
        assert_eq!(call(Function::SplitPart, &[text("a-b"), text("-"), Value::integer(3)]), Some(text("")));
        assert_eq!(call(Function::PadLeft, &[text("42"), Value::integer(5), text("0")]), Some(text("00042")));
        assert_eq!(call(Function::PadLeft, &[text("abcdef"), Value::integer(3), text("0")]), Some(text("abc")));
        assert_eq!(call(Function::PadRight, &[text("a"), Value::integer(4), text("xy")]), Some(text("axyx")));
        assert_eq!(joined_with(&[text(" "), text("a"), Value::Null, text("b")]), Some(text("a b")));
        assert_eq!(joined(&[text("a"), Value::Null, Value::integer(3)], ""), Some(text("a3")));
    }
}
