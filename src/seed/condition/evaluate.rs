//! SQL's three-valued logic, with a fourth value for what is not judged.

use std::cmp::Ordering;

use super::{Comparison, Condition, Function, Node, Verdict, interval};
use crate::catalog::{Column, DataType};
use crate::seed::SeedValue;
use crate::seed::decimal::Decimal;

/// A value on its way through an expression.
#[derive(Debug, Clone, PartialEq)]
enum Value {
    Null,
    Boolean(bool),
    Number(String),
    /// With whether `<` and `>` of it follow the bytes (dates in ISO form), whatever the collation.
    Text(String, bool),
    Array(usize),
    /// Seconds.
    Interval(i64),
    /// A network address, with or without the length of its mask.
    Address(String),
    /// Something that is not NULL; nothing more is said of it.
    Present,
    Unjudged,
}

/// A row as conditions see it.
pub trait RowView {
    /// `None` for a value that only the database knows.
    fn value(&self, column: usize) -> Option<&SeedValue>;
    fn column(&self, column: usize) -> Option<&Column>;
}

impl Condition {
    pub fn verdict(&self, row: &dyn RowView) -> Verdict {
        match evaluate(&self.tree, row) {
            Value::Boolean(false) => Verdict::Violated,
            Value::Boolean(true) | Value::Null => Verdict::Fulfilled,
            _ => Verdict::Unjudged,
        }
    }

    /// Whether the condition is true, as a WHERE clause asks; `None` when not judged.
    pub fn holds(&self, row: &dyn RowView) -> Option<bool> {
        match evaluate(&self.tree, row) {
            Value::Boolean(value) => Some(value),
            Value::Null => Some(false),
            _ => None,
        }
    }

    /// Where it is nothing but a column: that one.
    pub fn column(&self) -> Option<usize> {
        if let Node::Column(index) = &self.tree { Some(*index) } else { None }
    }

    /// The expression's value as text, as an expression index compares it; `Some(None)` for NULL.
    pub fn text(&self, row: &dyn RowView) -> Option<Option<String>> {
        match evaluate(&self.tree, row) {
            Value::Null => Some(None),
            Value::Boolean(value) => Some(Some(value.to_string())),
            Value::Number(text) | Value::Text(text, _) => Some(Some(text)),
            Value::Array(_) | Value::Interval(_) | Value::Address(_) | Value::Present | Value::Unjudged => None,
        }
    }
}

fn evaluate(node: &Node, row: &dyn RowView) -> Value {
    match node {
        Node::Constant(value) => seed_value(value, None),
        Node::Column(index) => {
            row.value(*index).map_or(Value::Unjudged, |value| seed_value(value, row.column(*index).map(|c| &c.data_type)))
        }
        Node::Not(inner) => not(evaluate(inner, row)),
        Node::And(left, right) => and(evaluate(left, row), || evaluate(right, row)),
        Node::Or(left, right) => not(and(not(evaluate(left, row)), || not(evaluate(right, row)))),
        Node::Compare(left, comparison, right) => compare(evaluate(left, row), *comparison, evaluate(right, row)),
        Node::Distinct(left, right, distinct) => is_distinct(evaluate(left, row), evaluate(right, row), *distinct),
        Node::Arithmetic(left, sign, right) => arithmetic(evaluate(left, row), *sign, evaluate(right, row)),
        Node::Negative(inner) => arithmetic(Value::Number("0".to_string()), '-', evaluate(inner, row)),
        Node::IsNull(inner) => match evaluate(inner, row) {
            Value::Unjudged => Value::Unjudged,
            value => Value::Boolean(value == Value::Null),
        },
        Node::IsBoolean(inner, wanted) => match evaluate(inner, row) {
            Value::Boolean(value) => Value::Boolean(value == *wanted),
            Value::Null => Value::Boolean(false),
            _ => Value::Unjudged,
        },
        Node::OneOf(value, list) => one_of(evaluate(value, row), list, row),
        Node::Matches(value, pattern) => match evaluate(value, row) {
            Value::Text(text, _) => Value::Boolean(pattern.accepts(&text)),
            Value::Null => Value::Null,
            _ => Value::Unjudged,
        },
        Node::Call(function, arguments) => call(*function, arguments.iter().map(|argument| evaluate(argument, row)).collect()),
        Node::Case(branches, otherwise) => {
            for (condition, result) in branches {
                match evaluate(condition, row) {
                    Value::Boolean(true) => return evaluate(result, row),
                    Value::Boolean(false) | Value::Null => {}
                    _ => return Value::Unjudged,
                }
            }
            evaluate(otherwise, row)
        }
        Node::Unjudged => Value::Unjudged,
    }
}

fn seed_value(value: &SeedValue, data_type: Option<&DataType>) -> Value {
    match value {
        SeedValue::Null => Value::Null,
        SeedValue::Boolean(value) => Value::Boolean(*value),
        SeedValue::Number(text) => Value::Number(text.clone()),
        SeedValue::Text(text) => match data_type {
            Some(data_type) if data_type.array => Value::Present,
            Some(data_type) if is_number(data_type) => Value::Number(text.clone()),
            Some(data_type) if is_time(data_type) => Value::Text(text.clone(), true),
            Some(data_type) if is_named(data_type, "interval") => interval::seconds(text).map_or(Value::Present, Value::Interval),
            Some(data_type) if is_named(data_type, "inet") || is_named(data_type, "cidr") => Value::Address(text.clone()),
            Some(data_type) if !is_text(data_type) => Value::Present,
            _ => Value::Text(text.clone(), false),
        },
        SeedValue::Array(items) => Value::Array(items.len()),
        SeedValue::Expression(_) | SeedValue::Parent(_) => Value::Unjudged,
    }
}

fn is_number(data_type: &DataType) -> bool {
    data_type.schema.is_none()
        && matches!(data_type.name.as_str(), "smallint" | "integer" | "bigint" | "numeric" | "real" | "double precision")
}

fn is_named(data_type: &DataType, name: &str) -> bool {
    data_type.schema.is_none() && data_type.name == name
}

fn is_time(data_type: &DataType) -> bool {
    data_type.schema.is_none() && (data_type.name == "date" || data_type.name.starts_with("timestamp"))
}

/// Enums compare to their values by `=` as text does.
fn is_text(data_type: &DataType) -> bool {
    // citext ignores case.
    (data_type.schema.is_some() && data_type.name != "citext")
        || matches!(data_type.name.as_str(), "text" | "character varying" | "uuid" | "date")
}

fn not(value: Value) -> Value {
    match value {
        Value::Boolean(value) => Value::Boolean(!value),
        Value::Null => Value::Null,
        _ => Value::Unjudged,
    }
}

/// A false side decides, whatever the other is; then what is not judged hides what is NULL.
fn and(left: Value, right: impl FnOnce() -> Value) -> Value {
    if left == Value::Boolean(false) {
        return left;
    }
    match (left, right()) {
        (_, Value::Boolean(false)) => Value::Boolean(false),
        (Value::Boolean(true), Value::Boolean(true)) => Value::Boolean(true),
        (Value::Null, Value::Null | Value::Boolean(true)) | (Value::Boolean(true), Value::Null) => Value::Null,
        _ => Value::Unjudged,
    }
}

/// How two values stand to each other; `None` when that is not ours to say, as with the order of texts under a collation.
fn relation(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Boolean(left), Value::Boolean(right)) => Some(left.cmp(right)),
        (Value::Number(left), Value::Number(right) | Value::Text(right, false)) | (Value::Text(left, false), Value::Number(right)) => {
            Decimal::parse(left)?.compare(Decimal::parse(right)?)
        }
        (Value::Text(left, left_time), Value::Text(right, right_time)) if *left_time || *right_time => {
            Some(instant(left)?.cmp(&instant(right)?))
        }
        (Value::Interval(left), Value::Interval(right)) => Some(left.cmp(right)),
        (Value::Interval(left), Value::Text(right, false)) => Some(left.cmp(&interval::seconds(right)?)),
        (Value::Text(left, false), Value::Interval(right)) => Some(interval::seconds(left)?.cmp(right)),
        (Value::Text(left, _), Value::Text(right, _)) if left == right => Some(Ordering::Equal),
        _ => None,
    }
}

/// `2025-03-01`, `2025-03-01 10:30:00`, `2025-03-01T10:30:00Z`, `…+00` as one comparable text; other zones are not judged.
fn instant(text: &str) -> Option<String> {
    let text = text.strip_suffix('Z').or_else(|| text.strip_suffix("+00")).or_else(|| text.strip_suffix("+00:00")).unwrap_or(text);
    let (date, time) = text.split_once([' ', 'T']).unwrap_or((text, "00:00:00"));
    let shaped = |text: &str, shape: &str| {
        text.len() == shape.len() && text.chars().zip(shape.chars()).all(|(c, s)| if s == '0' { c.is_ascii_digit() } else { c == s })
    };
    let time = if shaped(time, "00:00") { format!("{time}:00") } else { time.to_string() };
    (shaped(date, "0000-00-00") && shaped(&time, "00:00:00")).then(|| format!("{date} {time}"))
}

fn compare(left: Value, comparison: Comparison, right: Value) -> Value {
    if left == Value::Null || right == Value::Null {
        return Value::Null;
    }
    if let (Value::Text(left, false), Value::Text(right, false)) = (&left, &right)
        && left != right
    {
        return match comparison {
            Comparison::Equal => Value::Boolean(false),
            Comparison::NotEqual => Value::Boolean(true),
            _ => Value::Unjudged,
        };
    }
    let Some(ordering) = relation(&left, &right) else { return Value::Unjudged };
    Value::Boolean(match comparison {
        Comparison::Equal => ordering == Ordering::Equal,
        Comparison::NotEqual => ordering != Ordering::Equal,
        Comparison::Less => ordering == Ordering::Less,
        Comparison::LessOrEqual => ordering != Ordering::Greater,
        Comparison::Greater => ordering == Ordering::Greater,
        Comparison::GreaterOrEqual => ordering != Ordering::Less,
    })
}

fn is_distinct(left: Value, right: Value, distinct: bool) -> Value {
    match (&left, &right) {
        (Value::Unjudged, _) | (_, Value::Unjudged) => Value::Unjudged,
        (Value::Null, Value::Null) => Value::Boolean(!distinct),
        (Value::Null, _) | (_, Value::Null) => Value::Boolean(distinct),
        _ => compare(left, if distinct { Comparison::NotEqual } else { Comparison::Equal }, right),
    }
}

fn one_of(value: Value, list: &[Node], row: &dyn RowView) -> Value {
    let mut found = Value::Boolean(false);
    for item in list {
        let equal = compare(value.clone(), Comparison::Equal, evaluate(item, row));
        found = not(and(not(found), || not(equal)));
    }
    found
}

fn arithmetic(left: Value, sign: char, right: Value) -> Value {
    let (left, right) = match (left, right) {
        (Value::Unjudged, _) | (_, Value::Unjudged) => return Value::Unjudged,
        (Value::Null, _) | (_, Value::Null) => return Value::Null,
        (Value::Number(left), Value::Number(right)) => (left, right),
        _ => return Value::Unjudged,
    };
    let (Some(left), Some(right)) = (Decimal::parse(&left), Decimal::parse(&right)) else { return Value::Unjudged };
    let result = match sign {
        '+' => left.plus(right),
        '-' => left.minus(right),
        '*' => left.times(right),
        '/' => left.integer_quotient(right),
        _ => left.remainder(right),
    };
    result.map_or(Value::Unjudged, |number| Value::Number(number.to_string()))
}

fn call(function: Function, arguments: Vec<Value>) -> Value {
    let count = |of_null: bool| match arguments.contains(&Value::Unjudged) {
        true => Value::Unjudged,
        false => Value::Number(arguments.iter().filter(|value| (**value == Value::Null) == of_null).count().to_string()),
    };
    match function {
        Function::NumberOfNonNulls => count(false),
        Function::NumberOfNulls => count(true),
        Function::Coalesce => {
            let first = arguments.into_iter().find(|value| *value != Value::Null);
            first.unwrap_or(Value::Null)
        }
        Function::Least => extreme(arguments, Ordering::Less),
        Function::Greatest => extreme(arguments, Ordering::Greater),
        Function::NullIf => match arguments.as_slice() {
            [left, right] => match compare(left.clone(), Comparison::Equal, right.clone()) {
                Value::Boolean(true) => Value::Null,
                Value::Unjudged => Value::Unjudged,
                _ => left.clone(),
            },
            _ => Value::Unjudged,
        },
        Function::Concatenate => match arguments.as_slice() {
            [Value::Text(left, false), Value::Text(right, false)] => Value::Text(format!("{left}{right}"), false),
            [Value::Null, Value::Text(..) | Value::Null] | [Value::Text(..), Value::Null] => Value::Null,
            _ => Value::Unjudged,
        },
        _ => arguments.into_iter().next().map_or(Value::Unjudged, |argument| of_one(function, argument)),
    }
}

fn extreme(arguments: Vec<Value>, wanted: Ordering) -> Value {
    let mut best = Value::Null;
    for value in arguments.into_iter().filter(|value| *value != Value::Null) {
        if best == Value::Null {
            best = value;
            continue;
        }
        match relation(&value, &best) {
            Some(ordering) if ordering == wanted => best = value,
            Some(_) => {}
            None => return Value::Unjudged,
        }
    }
    best
}

fn of_one(function: Function, argument: Value) -> Value {
    match (function, argument) {
        (_, Value::Null) => Value::Null,
        (Function::CharacterLength, Value::Text(text, false)) => Value::Number(text.chars().count().to_string()),
        (Function::ByteLength, Value::Text(text, false)) => Value::Number(text.len().to_string()),
        // Other letters change case by the locale.
        (Function::Lower, Value::Text(text, false)) if text.is_ascii() => Value::Text(text.to_ascii_lowercase(), false),
        (Function::Upper, Value::Text(text, false)) if text.is_ascii() => Value::Text(text.to_ascii_uppercase(), false),
        (Function::Trim, Value::Text(text, false)) => Value::Text(text.trim_matches(' ').to_string(), false),
        (Function::Absolute, Value::Number(text)) => Value::Number(text.strip_prefix('-').map_or(text.clone(), str::to_string)),
        (Function::Family, Value::Address(text)) => Value::Number(if text.contains(':') { "6" } else { "4" }.to_string()),
        (Function::MaskLength, Value::Address(text)) => {
            let whole = if text.contains(':') { "128" } else { "32" };
            Value::Number(text.split_once('/').map_or(whole, |(_, length)| length).to_string())
        }
        (Function::Cardinality, Value::Array(length)) => Value::Number(length.to_string()),
        _ => Value::Unjudged,
    }
}
