//! Written values against their types: defaults, `rows` and `seed { … }`.
//!
//! Comes in: a value and the type of its field. Goes out: a [`Literal`] that fits, or what to write instead.
//! Never happens: a value that is cut, rounded or read in the time zone of whoever runs the seed.

use super::expression::{self, Place, Scope};
use super::nearest::suggestion;
use super::types::{FieldType, TypeTable, ValueClass};
use super::{Findings, Reference};
use crate::diagnostic::Diagnostic;
use crate::syntax::ast::{Name, Number, Text, Value};

/// A value that fits its field.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    Null,
    Boolean(bool),
    /// As written: `-12.50`.
    Number(String),
    Text(String),
    Json(String),
    Array(Vec<Literal>),
    /// SQL; it may stand wherever an operand may.
    Expression(String),
}

type Fit = Result<Literal, Box<Diagnostic>>;

fn refuse(value: &Value, message: impl Into<String>, label: impl Into<String>, help: impl Into<String>) -> Fit {
    Err(Box::new(Diagnostic::error("bad-value", message).at(value.span(), label).help(help)))
}

/// What the value is, in words.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Number(_) => "a number",
        Value::Text(_) => "a text",
        Value::True(_) | Value::False(_) => "true or false",
        Value::Null(_) => "null",
        Value::Word(_) => "a word",
        Value::Json(_) => "JSON",
        Value::List(..) => "a list",
        Value::Expression(_) => "an SQL expression",
    }
}

/// The word with its article.
fn a(word: &str) -> String {
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'h']) { "an" } else { "a" };
    format!("{article} `{word}`")
}

/// A value for a field of this type. NULL fits; whether the field may be empty is the caller's question.
pub(super) fn fit(value: &Value, field_type: &FieldType, types: &TypeTable) -> Fit {
    match value {
        Value::Null(_) => Ok(Literal::Null),
        Value::Expression(written) => {
            let mut findings = Findings::for_target(types.settings);
            match expression::resolve(written, Place::Default, &Scope::default(), &mut findings) {
                Some(fragment) => Ok(Literal::Expression(if fragment.operand { fragment.text } else { format!("({})", fragment.text) })),
                None => match findings.in_order().into_iter().next() {
                    Some(diagnostic) => Err(Box::new(diagnostic)),
                    None => Ok(Literal::Null),
                },
            }
        }
        _ if field_type.class == ValueClass::Unknown => Ok(Literal::Null),
        _ if field_type.sql.array => array(value, field_type, types),
        _ => scalar(value, field_type, types),
    }
}

fn array(value: &Value, field_type: &FieldType, types: &TypeTable) -> Fit {
    let mut element = field_type.clone();
    element.sql.array = false;
    match value {
        Value::List(values, _) => Ok(Literal::Array(values.iter().map(|value| fit(value, &element, types)).collect::<Result<_, _>>()?)),
        Value::Json(text) if text.text.chars().filter(|c| !c.is_whitespace()).eq("[]".chars()) => Ok(Literal::Array(Vec::new())),
        _ => refuse(
            value,
            format!("this field holds a list, not {}", kind(value)),
            format!("its type is `{}[]`", field_type.word),
            "write `[…]`, or `[]` for an empty list",
        ),
    }
}

fn scalar(value: &Value, field_type: &FieldType, types: &TypeTable) -> Fit {
    let word = &field_type.word;
    match (&field_type.class, value) {
        (ValueClass::Boolean, Value::True(_)) => Ok(Literal::Boolean(true)),
        (ValueClass::Boolean, Value::False(_)) => Ok(Literal::Boolean(false)),
        (ValueClass::Boolean, _) => {
            refuse(value, format!("{} is true or false, not {}", a(word), kind(value)), "not a truth value", "write `true` or `false`")
        }
        (ValueClass::Integer { minimum, maximum }, Value::Number(number)) => integer(value, number, word, *minimum, *maximum),
        (ValueClass::Decimal { digits }, Value::Number(number)) => decimal(value, number, word, *digits),
        (ValueClass::Float, Value::Number(number)) => Ok(Literal::Number(number.text.clone())),
        (ValueClass::Integer { .. } | ValueClass::Decimal { .. } | ValueClass::Float, _) => refuse(
            value,
            format!("{} is a number, not {}", a(word), kind(value)),
            "not a number",
            "write digits without quotes, such as `5`",
        ),
        (ValueClass::Enumeration(index), Value::Word(Name { text, .. }) | Value::Text(Text { text, .. })) => {
            let values = types.enum_values(*index);
            if values.contains(&text.as_str()) {
                return Ok(Literal::Text(text.clone()));
            }
            refuse(
                value,
                format!("`{text}` is no value of the enum `{}`", types.enum_name(*index)),
                "unknown",
                suggestion(text, values, "values"),
            )
        }
        (ValueClass::Enumeration(index), _) => refuse(
            value,
            format!("`{}` is an enum; its values are words, not {}", types.enum_name(*index), kind(value)),
            "not a value of it",
            format!("write one of {}", super::nearest::list(&types.enum_values(*index))),
        ),
        (ValueClass::Json, _) => json(value),
        (ValueClass::Timestamp { .. } | ValueClass::Date | ValueClass::Time, Value::Word(name)) => moment_word(value, name, field_type),
        (_, Value::Text(text)) => text_value(value, text, field_type),
        (ValueClass::Other | ValueClass::Unknown, Value::Number(number)) => Ok(Literal::Text(number.text.clone())),
        (_, Value::Word(name)) => {
            let help = format!("write \"{}\" in quotes for a text, or `({}())` for a function", name.text, name.text);
            refuse(value, format!("`{}` is a bare word; {} is written as a text", name.text, a(word)), "without quotes", help)
        }
        _ => refuse(value, format!("{} is written as a text, not as {}", a(word), kind(value)), "not a text", "write it in \"quotes\""),
    }
}

fn integer(value: &Value, number: &Number, word: &str, minimum: i128, maximum: i128) -> Fit {
    match number.text.parse::<i128>() {
        Ok(parsed) if (minimum..=maximum).contains(&parsed) => Ok(Literal::Number(number.text.clone())),
        Ok(_) => refuse(
            value,
            format!("{} does not fit into `{word}`", number.text),
            format!("goes from {minimum} to {maximum}"),
            "write a smaller number, or take a larger type such as `bigint`",
        ),
        Err(_) => {
            refuse(value, format!("{} is a whole number", a(word)), "has a fraction", "write it without a point, or take `decimal(12,2)`")
        }
    }
}

fn decimal(value: &Value, number: &Number, word: &str, digits: Option<(u32, u32)>) -> Fit {
    let Some((precision, scale)) = digits else { return Ok(Literal::Number(number.text.clone())) };
    let unsigned = number.text.trim_start_matches(['-', '+']);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    if fraction.trim_end_matches('0').len() > scale as usize {
        return refuse(
            value,
            format!("{} would be rounded", number.text),
            format!("`{word}` keeps {scale} digits after the point here"),
            "write fewer digits, or give the type more",
        );
    }
    if whole.trim_start_matches('0').len() > (precision - scale) as usize {
        return refuse(
            value,
            format!("{} is too large", number.text),
            format!("`{word}` keeps {} digits before the point here", precision - scale),
            "write a smaller number, or give the type more digits",
        );
    }
    Ok(Literal::Number(number.text.clone()))
}

fn json(value: &Value) -> Fit {
    match value {
        Value::Json(text) | Value::Text(text) => match serde_json::from_str::<serde_json::Value>(&text.text) {
            Ok(_) => Ok(Literal::Json(text.text.clone())),
            Err(error) => refuse(value, "this is not JSON", error.to_string(), "write JSON such as `{}` or `{\"color\": \"red\"}`"),
        },
        Value::Number(number) => Ok(Literal::Json(number.text.clone())),
        Value::True(_) => Ok(Literal::Json("true".to_string())),
        Value::False(_) => Ok(Literal::Json("false".to_string())),
        Value::List(values, _) => {
            let mut parts = Vec::new();
            for value in values {
                match value {
                    // In a list a text is a JSON string, not JSON text.
                    Value::Text(text) => parts.push(serde_json::Value::from(text.text.as_str()).to_string()),
                    Value::Null(_) => parts.push("null".to_string()),
                    _ => match json(value)? {
                        Literal::Json(text) => parts.push(text),
                        _ => return refuse(value, "this is not JSON", "cannot stand in a JSON list", "write JSON"),
                    },
                }
            }
            Ok(Literal::Json(format!("[{}]", parts.join(", "))))
        }
        _ => refuse(
            value,
            format!("this field holds JSON, not {}", kind(value)),
            "not JSON",
            "write JSON such as `{}` or `{\"color\": \"red\"}`",
        ),
    }
}

/// `= now`, `= today`: the moment of the INSERT.
fn moment_word(value: &Value, name: &Name, field_type: &FieldType) -> Fit {
    let sql = match (name.text.as_str(), &field_type.class) {
        ("now" | "today", ValueClass::Date) => "CURRENT_DATE",
        ("now", ValueClass::Timestamp { with_time_zone: true }) => "CURRENT_TIMESTAMP",
        ("now", ValueClass::Timestamp { with_time_zone: false }) => "LOCALTIMESTAMP",
        ("now", ValueClass::Time) => "LOCALTIME",
        _ => {
            return refuse(
                value,
                format!("`{}` is no moment", name.text),
                "unknown",
                "write `now`, or a moment in quotes such as \"2026-01-31 12:00\"",
            );
        }
    };
    Ok(Literal::Expression(sql.to_string()))
}

fn text_value(value: &Value, text: &Text, field_type: &FieldType) -> Fit {
    let word = &field_type.word;
    if text.text.contains('\0') {
        return refuse(value, "PostgreSQL cannot store a NUL character", "holds one", "take it out");
    }
    match &field_type.class {
        ValueClass::Text => length_and_pattern(value, &text.text, field_type),
        ValueClass::Timestamp { with_time_zone } => moment(value, &text.text, *with_time_zone),
        ValueClass::Date if text.text.parse::<jiff::civil::Date>().is_err() => {
            refuse(value, format!("`{}` is no date", text.text), "not a day of the calendar", "write year, month and day: \"2026-01-31\"")
        }
        ValueClass::Time if text.text.parse::<jiff::civil::Time>().is_err() => {
            refuse(value, format!("`{}` is no time", text.text), "not a time of day", "write hours and minutes: \"18:30\"")
        }
        ValueClass::Uuid if !is_uuid(&text.text) => refuse(
            value,
            format!("`{}` is no uuid", text.text),
            "not 32 hexadecimal digits",
            "write it as \"0190a6e1-7c5d-7000-8000-000000000001\"",
        ),
        ValueClass::Network if !is_network(&text.text) => refuse(
            value,
            format!("`{}` is no {word}", text.text),
            "not an address",
            "write an address such as \"192.0.2.10\" or \"2001:db8::1\"",
        ),
        _ => Ok(Literal::Text(text.text.clone())),
    }
}

fn length_and_pattern(value: &Value, text: &str, field_type: &FieldType) -> Fit {
    let length = text.chars().count();
    let word = &field_type.word;
    if let Some(maximum) = field_type.maximum_length.filter(|maximum| length > *maximum as usize) {
        return refuse(
            value,
            format!("this text has {length} characters; the field takes {maximum}"),
            "too long",
            "shorten it, or give the type more room",
        );
    }
    if let Some(minimum) = field_type.minimum_length.filter(|minimum| length < *minimum as usize) {
        return refuse(
            value,
            format!("this text has {length} characters; the field asks for {minimum}"),
            "too short",
            "lengthen it, or let the type take less",
        );
    }
    let patterns = field_type.form.into_iter().chain(field_type.pattern.as_deref());
    if let Some(pattern) = patterns.into_iter().find(|pattern| !matches_pattern(pattern, text)) {
        let help = match super::semantic::find(word).filter(|found| !found.like.is_empty()) {
            Some(found) => format!("write it like \"{}\"", found.like),
            None => "write a text that matches it".to_string(),
        };
        return refuse(value, format!("this is not {} as the type asks for it", a(word)), format!("does not match /{pattern}/"), help);
    }
    Ok(Literal::Text(text.to_string()))
}

/// Patterns that mean one thing to PostgreSQL and to the regex crate are tried here; the others are PostgreSQL's to judge.
fn matches_pattern(pattern: &str, text: &str) -> bool {
    if pattern.contains('\\') || pattern.contains("(?") || pattern.starts_with("***") {
        return true;
    }
    regex::Regex::new(pattern).map_or(true, |regex| regex.is_match(text))
}

/// A moment without an offset is UTC, so that it does not move with the session's time zone.
fn moment(value: &Value, text: &str, with_time_zone: bool) -> Fit {
    let wrong = || {
        refuse(
            value,
            format!("`{text}` is no moment"),
            "not a day and a time",
            "write it as \"2026-01-31 12:00\"; without an offset it is UTC",
        )
    };
    let Some((day, rest)) = text.split_at_checked(10) else { return wrong() };
    if day.parse::<jiff::civil::Date>().is_err() {
        return wrong();
    }
    let clock = rest.trim_start_matches([' ', 'T', 't']);
    let end = clock.find(['+', '-', 'Z', 'z']).unwrap_or(clock.len());
    let (clock, offset) = clock.split_at(end);
    if !clock.trim().is_empty() && clock.trim().parse::<jiff::civil::Time>().is_err() {
        return wrong();
    }
    if !offset.is_empty() && !is_offset(offset) {
        return wrong();
    }
    Ok(Literal::Text(match (with_time_zone, clock.trim().is_empty(), offset.is_empty()) {
        (true, true, true) => format!("{day} 00:00+00"),
        (true, false, true) => format!("{}+00", text.trim_end()),
        _ => text.to_string(),
    }))
}

fn is_offset(offset: &str) -> bool {
    let digits = offset.trim_start_matches(['+', '-']);
    offset.eq_ignore_ascii_case("z") || (digits.len() >= 2 && digits.chars().all(|c| c.is_ascii_digit() || c == ':'))
}

fn is_uuid(text: &str) -> bool {
    text.chars().filter(char::is_ascii_hexdigit).count() == 32 && text.chars().all(|c| c.is_ascii_hexdigit() || "-{}".contains(c))
}

fn is_network(text: &str) -> bool {
    let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
    address.parse::<std::net::IpAddr>().is_ok() && bits.is_none_or(|bits| bits.parse::<u8>().is_ok_and(|bits| bits <= 128))
}

/// A value of a reference names the parent by its natural key: one value, or a list of as many as the key has columns.
/// `arities` are the sizes of the parent's natural keys.
pub(super) fn fit_reference(value: &Value, reference: &Reference, target: &str, arities: &[usize]) -> Fit {
    let literal = match value {
        Value::Null(_) => return Ok(Literal::Null),
        Value::Text(text) => Literal::Text(text.text.clone()),
        Value::Word(name) => Literal::Text(name.text.clone()),
        Value::Number(number) => Literal::Number(number.text.clone()),
        Value::True(_) | Value::False(_) | Value::Json(_) | Value::Expression(_) => {
            return refuse(
                value,
                format!("`{}` names a `{target}`", reference.name.text),
                "does not name one",
                "write the value of its natural key",
            );
        }
        Value::List(values, _) => {
            Literal::Array(values.iter().map(|part| fit_reference(part, reference, target, &[])).collect::<Result<Vec<_>, _>>()?)
        }
    };
    let size = match &literal {
        Literal::Array(parts) => parts.len(),
        _ => 1,
    };
    match arities {
        _ if arities.contains(&size) => Ok(literal),
        // A part of a composite key, itself a reference: the seed engine sees it whole.
        [] => Ok(literal),
        _ => refuse(
            value,
            format!("`{target}` is named by {} values, not by {size}", arities[0]),
            "does not name one row",
            format!("write a list of {} values: `[…, …]`", arities[0]),
        ),
    }
}
