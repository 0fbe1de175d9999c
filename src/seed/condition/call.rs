//! The functions that conditions may call.

use std::cmp::Ordering;

use super::evaluate::compare;
use super::value::{Clock, Exactness, Value, length_of, relation};
use super::{Comparison, Function, json, lists, moment, powers, words};
use crate::seed::calendar::{civil, days_from_civil};
use crate::seed::decimal::Decimal;

pub fn call(function: Function, arguments: Vec<Value>) -> Value {
    let count = |of_null: bool| match arguments.contains(&Value::Unjudged) {
        true => Value::Unjudged,
        false => Value::integer(arguments.iter().filter(|value| (**value == Value::Null) == of_null).count() as i64),
    };
    match function {
        Function::NumberOfNonNulls => count(false),
        Function::NumberOfNulls => count(true),
        Function::Coalesce => arguments.into_iter().find(|value| *value != Value::Null).unwrap_or(Value::Null),
        Function::Least => extreme(arguments, Ordering::Less),
        Function::Greatest => extreme(arguments, Ordering::Greater),
        Function::Now => Value::Moment(moment::NOW_AT_LEAST, moment::NOW_AT_MOST, Clock::Zoned),
        Function::Today => Value::Moment(moment::NOW_AT_LEAST, moment::NOW_AT_MOST, Clock::Date),
        Function::NullIf => match arguments.as_slice() {
            [left, right] => match compare(left.clone(), Comparison::Equal, right.clone()) {
                Value::Boolean(true) => Value::Null,
                Value::Unjudged => Value::Unjudged,
                _ => left.clone(),
            },
            _ => Value::Unjudged,
        },
        Function::RangeText => range_text(&arguments).unwrap_or(Value::Unjudged),
        // NULL counts as nothing.
        Function::JoinTexts => words::joined(&arguments, "").unwrap_or(Value::Unjudged),
        Function::JoinWith => words::joined_with(&arguments).unwrap_or(Value::Unjudged),
        Function::ArrayPosition => lists::position(&arguments).unwrap_or(Value::Unjudged),
        // All others are NULL of NULL.
        _ if arguments.contains(&Value::Unjudged) => Value::Unjudged,
        _ if arguments.contains(&Value::Null) => Value::Null,
        _ => match arguments.as_slice() {
            [argument] => of_one(function, argument).unwrap_or(Value::Unjudged),
            several => of_several(function, several).unwrap_or(Value::Unjudged),
        },
    }
}

/// A bound that is NULL is infinite.
fn range_text(arguments: &[Value]) -> Option<Value> {
    let (bounds, brackets) = match arguments {
        [low, high] => ([low, high], "[)".to_string()),
        [low, high, Value::Text(brackets)] if brackets.len() == 2 => ([low, high], brackets.clone()),
        _ => return None,
    };
    let [low, high] = bounds.map(|bound| match bound {
        Value::Null => Some(String::new()),
        Value::Text(text) => Some(format!("\"{text}\"")),
        Value::Number(number, _) => Some(number.to_string()),
        Value::Moment(low, high, clock) if low == high => {
            let zone = if *clock == Clock::Zoned { "+00" } else { "" };
            Some(format!("\"{}{zone}\"", moment::write(*low, *clock == Clock::Date)))
        }
        _ => None,
    });
    Some(Value::Text(format!("{}{},{}{}", brackets.get(..1)?, low?, high?, brackets.get(1..)?)))
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

fn of_several(function: Function, arguments: &[Value]) -> Option<Value> {
    let text = |value: &Value| match value {
        Value::Text(text) => Some(text.clone()),
        Value::Number(number, Exactness::Integer) => Some(number.to_string()),
        _ => None,
    };
    let number = |value: &Value| match value {
        Value::Number(number, Exactness::Integer) => number.floor(0).and_then(|number| i64::try_from(number).ok()),
        _ => None,
    };
    Some(match (function, arguments) {
        (Function::Concatenate, [left @ Value::Text(_), right] | [left, right @ Value::Text(_)]) => {
            Value::Text(format!("{}{}", text(left)?, text(right)?))
        }
        (Function::Concatenate, [Value::Array(left), Value::Array(right)]) => Value::Array(left.iter().chain(right).cloned().collect()),
        (Function::ArrayLength, [Value::Array(items), dimension]) if number(dimension)? == 1 => match items.len() {
            0 => Value::Null,
            length => Value::integer(length as i64),
        },
        (Function::Round, [Value::Number(value, Exactness::Decimal | Exactness::Integer), places]) => {
            let places = u32::try_from(number(places)?).ok()?;
            Value::Number(value.rounded_to(places)?, Exactness::Decimal)
        }
        (Function::Position, [Value::Text(text), Value::Text(part)]) => {
            let place = text.find(part.as_str()).map_or(0, |at| text[..at].chars().count() + 1);
            Value::integer(place as i64)
        }
        (Function::Matches(kind), [Value::Text(text), Value::Text(pattern)]) => {
            kind.pattern(pattern).map_or(Value::Unjudged, |pattern| Value::Boolean(pattern.accepts(text)))
        }
        (Function::StartsWith, [Value::Text(text), Value::Text(part)]) => Value::Boolean(text.starts_with(part.as_str())),
        (Function::Left, [Value::Text(text), count]) => {
            let (count, length) = (number(count)?, text.chars().count() as i64);
            let count = if count < 0 { (length + count).max(0) } else { count };
            Value::Text(text.chars().take(count as usize).collect())
        }
        (Function::Right, [Value::Text(text), count]) => {
            let (count, length) = (number(count)?, text.chars().count() as i64);
            let skipped = if count < 0 { -count } else { (length - count).max(0) };
            Value::Text(text.chars().skip(skipped as usize).collect())
        }
        (Function::Substring, [Value::Text(text), from, rest @ ..]) => {
            let from = number(from)?;
            let end = match rest {
                [] => i64::MAX,
                [length] => from.saturating_add(Some(number(length)?).filter(|length| *length >= 0)?),
                _ => return None,
            };
            let (skipped, end) = ((from - 1).max(0), (end - 1).max(0));
            Value::Text(text.chars().skip(skipped as usize).take((end - skipped).max(0) as usize).collect())
        }
        (Function::Truncate, [Value::Number(value, Exactness::Decimal | Exactness::Integer), places]) => {
            Value::Number(powers::truncated(*value, u32::try_from(number(places)?).ok()?)?, Exactness::Decimal)
        }
        (
            Function::Age,
            [Value::Moment(low, high, Clock::Local | Clock::Date), Value::Moment(other, other_high, Clock::Local | Clock::Date)],
        ) if low == high && other == other_high => {
            let (months, days, micros) = moment::age(*low, *other)?;
            Value::Interval(months, days, micros)
        }
        (Function::DateTruncate, [Value::Text(unit), Value::Moment(low, high, Clock::Local | Clock::Date)]) if low == high => {
            let truncated = moment::truncated(*low, unit)?;
            Value::Moment(truncated, truncated, Clock::Local)
        }
        _ => {
            let others = [words::of_several, lists::of_several, json::of_several, powers::of_several];
            return others.iter().find_map(|known| known(function, arguments));
        }
    })
}

fn of_one(function: Function, argument: &Value) -> Option<Value> {
    Some(match (function, argument) {
        (Function::CharacterLength, Value::Text(text)) => Value::integer(text.chars().count() as i64),
        (Function::CharacterLength | Function::ByteLength, Value::Bytes(length)) => Value::integer(*length as i64),
        (Function::ByteLength, Value::Text(text)) => Value::integer(text.len() as i64),
        // Other letters change case by the locale.
        (Function::Lower, Value::Text(text)) if text.is_ascii() => Value::Text(text.to_ascii_lowercase()),
        (Function::Upper, Value::Text(text)) if text.is_ascii() => Value::Text(text.to_ascii_uppercase()),
        (Function::Trim, Value::Text(text)) => Value::Text(text.trim_matches(' ').to_string()),
        (Function::TrimLeft, Value::Text(text)) => Value::Text(text.trim_start_matches(' ').to_string()),
        (Function::TrimRight, Value::Text(text)) => Value::Text(text.trim_end_matches(' ').to_string()),
        (_, Value::Range(range)) => match function {
            Function::Lower => range.lower.clone().unwrap_or(Value::Null),
            Function::Upper => range.upper.clone().unwrap_or(Value::Null),
            Function::IsEmpty => Value::Boolean(range.empty),
            Function::LowerInclusive => Value::Boolean(range.lower_inclusive),
            Function::UpperInclusive => Value::Boolean(range.upper_inclusive),
            Function::LowerInfinite => Value::Boolean(!range.empty && range.lower.is_none()),
            Function::UpperInfinite => Value::Boolean(!range.empty && range.upper.is_none()),
            _ => return None,
        },
        (_, Value::Number(number, kind)) => {
            let zero = Decimal::integer(0);
            let sign = number.compare(zero)?;
            match function {
                Function::Absolute if sign.is_lt() => Value::Number(zero.minus(*number)?, *kind),
                Function::Absolute => argument.clone(),
                Function::BitNot => powers::complement(argument)?,
                Function::SquareRoot => powers::root(*number)?,
                Function::Sign => Value::Number(Decimal::integer(sign as i64), *kind),
                _ if matches!(kind, Exactness::Approximate | Exactness::Double) && !number.whole() => return None,
                Function::Truncate => Value::Number(powers::truncated(*number, 0)?, *kind),
                Function::Floor => Value::Number(Decimal::new(number.floor(0)?, 0), *kind),
                Function::Ceiling => Value::Number(Decimal::new(number.ceiling(0)?, 0), *kind),
                Function::Round => Value::Number(number.rounded_to(0)?, *kind),
                _ => return None,
            }
        }
        (Function::Family, Value::Address(text)) => Value::integer(if text.contains(':') { 6 } else { 4 }),
        (Function::MaskLength, Value::Address(text)) => {
            let whole = if text.contains(':') { "128" } else { "32" };
            let length = text.split_once('/').map_or(whole, |(_, length)| length);
            Value::Number(Decimal::parse(length)?, Exactness::Integer)
        }
        (Function::Cardinality, Value::Array(items)) => Value::integer(items.len() as i64),
        (Function::ByBytes, value) => value.clone(),
        (Function::AtUtc, Value::Moment(low, high, Clock::Zoned)) => Value::Moment(*low, *high, Clock::Local),
        (Function::AtUtc, Value::Moment(low, high, Clock::Local)) => Value::Moment(*low, *high, Clock::Zoned),
        (Function::Reverse, Value::Text(text)) => Value::Text(text.chars().rev().collect()),
        (Function::FirstCode, Value::Text(text)) => Value::integer(text.chars().next().map_or(0, |first| i64::from(u32::from(first)))),
        (Function::JsonLength, Value::Json(text)) => json::length(text)?,
        (Function::JsonType, Value::Json(text)) => {
            let kind = match serde_json::from_str::<serde_json::Value>(text).ok()? {
                serde_json::Value::Null => "null",
                serde_json::Value::Bool(_) => "boolean",
                serde_json::Value::Number(_) => "number",
                serde_json::Value::String(_) => "string",
                serde_json::Value::Array(_) => "array",
                serde_json::Value::Object(_) => "object",
            };
            Value::Text(kind.to_string())
        }
        (Function::Epoch, Value::Interval(0, days, micros)) => seconds(length_of(0, *days, *micros))?,
        (Function::Epoch, Value::Moment(low, high, Clock::Zoned)) if low == high => seconds(*low)?,
        // The fields of an instant are those of the session's time zone.
        (_, Value::Moment(low, high, Clock::Local | Clock::Date)) if low == high => field_of(function, *low)?,
        (Function::Year | Function::Month, Value::Moment(low, high, Clock::Zoned)) => {
            let ends = [field_of(function, low - moment::ZONES)?, field_of(function, high + moment::ZONES)?];
            ends[0].eq(&ends[1]).then(|| ends[0].clone())?
        }
        (Function::Hour, Value::Time(micros)) => Value::Number(Decimal::new(micros / moment::HOUR, 0), Exactness::Decimal),
        (Function::Minute, Value::Time(micros)) => Value::Number(Decimal::new(micros / moment::MINUTE % 60, 0), Exactness::Decimal),
        _ => return None,
    })
}

fn seconds(micros: i128) -> Option<Value> {
    Some(Value::Number(Decimal::new(micros, 6).plain(), Exactness::Decimal))
}

fn field_of(function: Function, micros: i128) -> Option<Value> {
    let days = i64::try_from(micros.div_euclid(moment::DAY)).ok()?;
    let (year, month, day) = civil(days);
    let time = micros.rem_euclid(moment::DAY);
    let number = match function {
        Function::Year => year,
        Function::Month => month,
        Function::Day => day,
        Function::Hour => i64::try_from(time / moment::HOUR).ok()?,
        Function::Minute => i64::try_from(time / moment::MINUTE % 60).ok()?,
        Function::Quarter => (month - 1) / 3 + 1,
        Function::Second if time % moment::SECOND == 0 => i64::try_from(time / moment::SECOND % 60).ok()?,
        Function::DayOfYear => days - days_from_civil(year, 1, 1) + 1,
        // The week of its Thursday.
        Function::Week => {
            let thursday = days - (days + 3).rem_euclid(7) + 3;
            (thursday - days_from_civil(civil(thursday).0, 1, 1)) / 7 + 1
        }
        // 1 January 1970 was a Thursday.
        Function::DayOfWeek => (days + 4).rem_euclid(7),
        Function::IsoDayOfWeek => (days + 3).rem_euclid(7) + 1,
        _ => return None,
    };
    Some(Value::Number(Decimal::integer(number), Exactness::Decimal))
}
