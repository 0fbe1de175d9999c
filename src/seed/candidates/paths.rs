//! What a path into JSON asks for: `$.fields[*] ? (@.kind == "text" && @.size > 3)`.
//!
//! Comes in: the text of a path. Goes out: the smallest document in which it finds something. Never happens: a document for a path that is understood in part; an end of the
//! program for a text that is no path.

use serde_json::{Map, Value, json};

/// The document; `None` for what is no path or uses more of the language than keys, places, filters and comparisons.
pub fn document(text: &str) -> Option<Value> {
    let mut reader = Reader { rest: text.trim(), depth: 0 };
    for mode in ["lax ", "strict "] {
        reader.takes(mode);
    }
    let found = reader.comparison('$')?;
    reader.rest.trim().is_empty().then_some(found)
}

/// All of both: keys of the second beside those of the first, within each other as well.
pub fn united(one: Value, other: Value) -> Value {
    match (one, other) {
        (Value::Object(mut all), Value::Object(others)) => {
            for (key, value) in others {
                let value = match all.remove(&key) {
                    Some(known) => united(known, value),
                    None => value,
                };
                all.insert(key, value);
            }
            Value::Object(all)
        }
        (_, other) => other,
    }
}

/// One step of a path.
enum Step {
    Key(String),
    /// The item at this place of a list.
    Item(usize),
    /// What is found there holds this.
    Holds(Value),
}

/// More values are not made for one path.
const MOST_VALUES: usize = 1_000;
/// Places further than this are not written out.
const FURTHEST: usize = 20;

/// Deeper within each other, filters are not understood: their text may be of any length.
const DEEPEST: usize = 32;

struct Reader<'t> {
    rest: &'t str,
    /// How deep within filters it stands.
    depth: usize,
}

impl Reader<'_> {
    /// Goes past this, if it comes next.
    fn takes(&mut self, word: &str) -> bool {
        match self.rest.trim_start().strip_prefix(word) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// A path from `$` or `@`, and perhaps what is at its end.
    fn comparison(&mut self, root: char) -> Option<Value> {
        self.depth += 1;
        let found = (self.depth <= DEEPEST).then(|| self.path(root)).flatten();
        self.depth -= 1;
        found
    }

    fn path(&mut self, root: char) -> Option<Value> {
        if self.takes("exists") {
            let found = self.takes("(").then(|| self.comparison(root)).flatten()?;
            return self.takes(")").then_some(found);
        }
        self.rest = self.rest.trim_start().strip_prefix(root)?;
        let steps = self.steps()?;
        let end = match ["==", ">=", "<=", "!=", "<>", ">", "<"].into_iter().find(|sign| self.takes(sign)) {
            Some(sign) => Some(fulfilling(sign, &self.literal()?)?),
            None => None,
        };
        let wrap = |inner: Option<Value>, step: Step| {
            Some(match step {
                Step::Key(key) => Value::Object(Map::from_iter([(key, inner.unwrap_or(json!(1)))])),
                Step::Item(place) => Value::Array(vec![inner.unwrap_or(json!(1)); place + 1]),
                Step::Holds(held) => inner.map_or(held.clone(), |inner| united(held, inner)),
            })
        };
        Some(steps.into_iter().rev().fold(end, wrap).unwrap_or(json!({})))
    }

    fn steps(&mut self) -> Option<Vec<Step>> {
        let mut steps = Vec::new();
        // Lists in lists hold as many values as their lengths say together.
        let mut room = MOST_VALUES;
        loop {
            if self.takes("[*]") {
                steps.push(Step::Item(0));
            } else if self.takes("[") {
                let (place, rest) = self.rest.split_once(']')?;
                self.rest = rest;
                let place = place.trim().parse().ok().filter(|place| *place <= FURTHEST)?;
                room /= place + 1;
                steps.push(Step::Item(Some(place).filter(|_| room > 0)?));
            } else if self.takes(".") {
                steps.push(Step::Key(if self.rest.starts_with('"') { self.text()? } else { self.name()? }));
            } else if self.takes("?") {
                steps.push(Step::Holds(self.takes("(").then(|| self.filter()).flatten()?));
            } else {
                return Some(steps);
            }
        }
    }

    /// Comparisons that hold together; of those that do instead of each other the first.
    fn filter(&mut self) -> Option<Value> {
        let (mut found, mut is_other) = (self.comparison('@')?, false);
        loop {
            if self.takes(")") {
                return Some(found);
            }
            let is_both = self.takes("&&");
            if !is_both && !self.takes("||") {
                return None;
            }
            is_other |= !is_both;
            let next = self.comparison('@')?;
            found = if is_other { found } else { united(found, next) };
        }
    }

    fn name(&mut self) -> Option<String> {
        let end = self.rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        // What is called, like `.size()`, is no key.
        (!name.is_empty() && !rest.starts_with('(')).then(|| name.to_string())
    }

    /// A text between quotes.
    fn text(&mut self) -> Option<String> {
        let (text, rest) = self.rest.trim_start().strip_prefix('"')?.split_once('"')?;
        self.rest = rest;
        (!text.contains('\\')).then(|| text.to_string())
    }

    fn literal(&mut self) -> Option<Value> {
        self.rest = self.rest.trim_start();
        if self.rest.starts_with('"') {
            return self.text().map(Value::String);
        }
        let end = self.rest.find(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '.' | '-' | '+')).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        serde_json::from_str(word).ok()
    }
}

/// Something that stands to the literal as the sign says.
fn fulfilling(sign: &str, literal: &Value) -> Option<Value> {
    let beside = |step: i64| match literal {
        Value::Number(number) => match number.as_i64() {
            Some(number) => Some(json!(number.checked_add(step)?)),
            None => Some(json!(number.as_f64()? + step as f64)),
        },
        Value::String(text) if step > 0 => Some(json!(format!("{text}a"))),
        Value::Bool(truth) => Some(json!(!truth)),
        Value::Null => Some(json!(1)),
        _ => None,
    };
    match sign {
        "==" | ">=" | "<=" => Some(literal.clone()),
        "<" => beside(-1),
        _ => beside(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_document_in_which_a_path_finds_something() {
        for (path, wanted) in [
            (r#"$.fields[*] ? (@.type == "SIGNATURE")"#, Some(r#"{"fields":[{"type":"SIGNATURE"}]}"#)),
            (r#"lax $.a ? (@.b > 3 && @.c.d != null && exists(@."e f"))"#, Some(r#"{"a":{"b":4,"c":{"d":1},"e f":1}}"#)),
            (r#"$.a ? (@ < 2.5 || @ == "x")"#, Some(r#"{"a":1.5}"#)),
            (r#"$.a[1].b == true"#, Some(r#"{"a":[{"b":true},{"b":true}]}"#)),
            (r#"$.a ? (@ == 1 || @.b == 2 && @.c == 3)"#, Some(r#"{"a":1}"#)),
            (r#"$.a ? (@.b == 1 && && @.c == 3)"#, None),
            ("$", Some("{}")),
            ("$.a.size() > 2", None),
            ("price", None),
            (r#"$.a ? (@ like_regex "x")"#, None),
            (r#"$.a ? ("#, None),
        ] {
            assert_eq!(document(path).map(|found| found.to_string()).as_deref(), wanted, "{path}");
        }
    }

    #[test]
    fn filters_within_each_other_and_long_lists_have_an_end() {
        for path in ["exists(".repeat(200_000), format!("${}", " ? (@".repeat(200_000)), format!("${}", "[20]".repeat(8))] {
            assert_eq!(document(&path), None);
        }
    }
}
