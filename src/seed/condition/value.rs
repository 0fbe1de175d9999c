//! A value on its way through an expression, read by the type that PostgreSQL would give it.

use std::cmp::Ordering;

use super::{interval, moment};
use crate::catalog::DataType;
use crate::seed::SeedValue;
use crate::seed::decimal::Decimal;

#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Boolean(bool),
    Number(Decimal, Exactness),
    Text(String),
    /// Microseconds since 1970, from the earliest to the latest that it may be, and the type.
    Moment(i128, i128, Clock),
    /// Microseconds since midnight.
    Time(i128),
    /// Months, days, microseconds.
    Interval(i64, i64, i128),
    Range(Box<Range>),
    Array(Vec<Value>),
    /// The length of a byte string.
    Bytes(u64),
    /// A network address, with or without the length of its mask.
    Address(String),
    Json(String),
    /// What the database makes the key of a row: the column that makes it, and which row.
    Key(u64, usize),
    /// Something that is not NULL; nothing more is said of it.
    Present,
    Unjudged,
}

/// What division and rounding make of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exactness {
    Integer,
    Decimal,
    /// `double precision` as it was written: decimals in their order are such numbers in their order.
    Double,
    /// What is computed with floating point, `real`, or a quotient that goes on: comparisons of what lies close together are not judged.
    Approximate,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    Date,
    Local,
    Zoned,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Range {
    pub empty: bool,
    /// `None` for infinite.
    pub lower: Option<Value>,
    pub upper: Option<Value>,
    pub lower_inclusive: bool,
    pub upper_inclusive: bool,
}

impl Value {
    pub fn integer(value: i64) -> Value {
        Value::Number(Decimal::integer(value), Exactness::Integer)
    }

    /// A constant or a column's value, by its type; a constant without one takes the type of what it is compared with.
    pub fn of(value: &SeedValue, data_type: Option<&DataType>) -> Value {
        match value {
            SeedValue::Null => Value::Null,
            SeedValue::Boolean(value) => Value::Boolean(*value),
            SeedValue::Number(text) => match (Decimal::parse(text), data_type) {
                (Some(number), None) => {
                    Value::Number(number, if text.contains(['.', 'e', 'E']) { Exactness::Decimal } else { Exactness::Integer })
                }
                (Some(number), Some(data_type)) => Value::Number(number, exactness(data_type)),
                (None, _) => Value::Present,
            },
            SeedValue::Text(text) => match data_type {
                Some(data_type) => Value::Text(text.clone()).typed(data_type),
                None => Value::Text(text.clone()),
            },
            SeedValue::Array(items) => {
                let element = data_type.map(element_of);
                Value::Array(items.iter().map(|item| Value::of(item, element.as_ref())).collect())
            }
            SeedValue::Expression(_) | SeedValue::Parent(_) => Value::Unjudged,
        }
    }

    /// A text read as a value of the type.
    fn typed(self, data_type: &DataType) -> Value {
        let Value::Text(text) = &self else { return self };
        if data_type.array {
            return Value::Present;
        }
        let name = data_type.name.as_str();
        if data_type.schema.is_some() {
            // citext ignores case; enums compare to their values by `=` as text does.
            return match name {
                "citext" | "hstore" | "ltree" => Value::Present,
                _ => self,
            };
        }
        match name {
            "text" | "character varying" | "uuid" => self,
            "character" => Value::Text(text.trim_end_matches(' ').to_string()),
            "smallint" | "integer" | "bigint" | "numeric" | "real" | "double precision" => {
                Decimal::parse(text).map_or(Value::Present, |number| Value::Number(number, exactness(data_type)))
            }
            "date" | "timestamp without time zone" | "timestamp with time zone" => moment_of(text, name).unwrap_or(Value::Present),
            "time without time zone" => moment::time_of_day(text).map_or(Value::Present, Value::Time),
            "interval" => interval_of(text).unwrap_or(Value::Present),
            "inet" | "cidr" => Value::Address(text.clone()),
            "bytea" => text.strip_prefix("\\x").map_or(Value::Present, |hex| Value::Bytes(hex.len() as u64 / 2)),
            "json" | "jsonb" => Value::Json(text.clone()),
            _ => match range_subtype(name) {
                Some(subtype) => range_of(text, subtype).map_or(Value::Present, |range| Value::Range(Box::new(range))),
                None => Value::Present,
            },
        }
    }

    /// As a column of the type would hold it; `None` where that cannot be said.
    pub fn seed_value(&self, data_type: &DataType) -> Option<SeedValue> {
        Some(match self {
            Value::Null => SeedValue::Null,
            Value::Boolean(value) => SeedValue::Boolean(*value),
            Value::Number(number, _) => SeedValue::Number(number.to_string()),
            Value::Text(text) | Value::Address(text) | Value::Json(text) => SeedValue::Text(text.clone()),
            Value::Moment(low, high, _) if low == high => SeedValue::Text(written(*low, &data_type.name)),
            Value::Time(micros) => SeedValue::Text(moment::write_time(*micros)),
            Value::Interval(months, days, micros) => SeedValue::Text(write_interval(*months, *days, *micros)),
            Value::Array(items) => {
                let element = element_of(data_type);
                SeedValue::Array(items.iter().map(|item| item.seed_value(&element)).collect::<Option<_>>()?)
            }
            _ => return None,
        })
    }

    /// How far along its scale the value is: a number, or seconds.
    pub fn measure(&self) -> Option<f64> {
        Some(match self {
            Value::Number(number, _) => number.approximate(),
            Value::Moment(low, high, _) if low == high => *low as f64 / 1e6,
            Value::Time(micros) => *micros as f64 / 1e6,
            Value::Interval(months, days, micros) => length_of(*months, *days, *micros) as f64 / 1e6,
            Value::Boolean(value) => f64::from(u8::from(*value)),
            _ => return None,
        })
    }
}

/// A moment as a column of the type writes it.
pub fn written(micros: i128, type_name: &str) -> String {
    let text = moment::write(micros, type_name == "date");
    if type_name == "timestamp with time zone" { text + "+00" } else { text }
}

pub fn write_interval(months: i64, days: i64, micros: i128) -> String {
    let mut parts = Vec::new();
    for (number, unit) in [(months, "mons"), (days, "days")] {
        if number != 0 {
            parts.push(format!("{number} {unit}"));
        }
    }
    if micros != 0 || parts.is_empty() {
        parts.push(format!("{}{}", if micros < 0 { "-" } else { "" }, moment::write_time(micros.abs())));
    }
    parts.join(" ")
}

/// As PostgreSQL compares intervals: a month is thirty days.
pub fn length_of(months: i64, days: i64, micros: i128) -> i128 {
    (i128::from(months) * 30 + i128::from(days)) * moment::DAY + micros
}

pub fn element_of(data_type: &DataType) -> DataType {
    DataType { array: false, ..data_type.clone() }
}

fn exactness(data_type: &DataType) -> Exactness {
    match data_type.name.as_str() {
        "smallint" | "integer" | "bigint" | "oid" => Exactness::Integer,
        "double precision" => Exactness::Double,
        "real" => Exactness::Approximate,
        _ => Exactness::Decimal,
    }
}

pub fn clock_of(type_name: &str) -> Option<Clock> {
    Some(match type_name {
        "date" => Clock::Date,
        "timestamp without time zone" => Clock::Local,
        "timestamp with time zone" => Clock::Zoned,
        _ => return None,
    })
}

fn moment_of(text: &str, type_name: &str) -> Option<Value> {
    let (micros, offset) = moment::parse(text)?;
    let clock = clock_of(type_name)?;
    let micros = match clock {
        Clock::Date => micros.div_euclid(moment::DAY) * moment::DAY,
        Clock::Local => micros,
        // Without a zone it is the session's, which is UTC where seeds are made and tried.
        Clock::Zoned => micros - offset.unwrap_or(0),
    };
    Some(Value::Moment(micros, micros, clock))
}

fn interval_of(text: &str) -> Option<Value> {
    let (months, days, seconds) = interval::parts(text)?;
    Some(Value::Interval(months, days, i128::from(seconds) * moment::SECOND))
}

/// The type of a range's bounds.
pub fn range_subtype(name: &str) -> Option<&'static str> {
    Some(match name {
        "int4range" => "integer",
        "int8range" => "bigint",
        "numrange" => "numeric",
        "daterange" => "date",
        "tsrange" => "timestamp without time zone",
        "tstzrange" => "timestamp with time zone",
        _ => return None,
    })
}

/// `[2025-01-01,2025-02-01)`, `("2025-01-01 10:00:00",]`, `empty`; in the canonical form where the type has one.
fn range_of(text: &str, subtype: &str) -> Option<Range> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("empty") {
        return Some(Range { empty: true, lower: None, upper: None, lower_inclusive: false, upper_inclusive: false });
    }
    let (mut lower_inclusive, mut upper_inclusive) = (text.starts_with('['), text.ends_with(']'));
    let inner = text.strip_prefix(['[', '('])?.strip_suffix([']', ')'])?;
    let (lower, upper) = inner.split_once(',')?;
    let data_type = DataType::builtin(subtype);
    let bound = |text: &str| {
        let text = text.trim().trim_matches('"');
        match text {
            "" => Some(None),
            _ => match Value::Text(text.to_string()).typed(&data_type) {
                Value::Present | Value::Unjudged => None,
                value => Some(Some(value)),
            },
        }
    };
    let (mut lower, mut upper) = (bound(lower)?, bound(upper)?);
    if matches!(subtype, "integer" | "bigint" | "date") {
        // Discrete ranges are held as [ ).
        if !lower_inclusive {
            lower = lower.map(next).map_or(Some(None), |next| next.map(Some))?;
        }
        if upper_inclusive {
            upper = upper.map(next).map_or(Some(None), |next| next.map(Some))?;
        }
        upper_inclusive = false;
        lower_inclusive = lower.is_some();
    }
    lower_inclusive &= lower.is_some();
    upper_inclusive &= upper.is_some();
    let empty = match (&lower, &upper) {
        (Some(lower), Some(upper)) => match relation(lower, upper)? {
            Ordering::Less => false,
            Ordering::Equal => !(lower_inclusive && upper_inclusive),
            Ordering::Greater => return None,
        },
        _ => false,
    };
    Some(match empty {
        true => Range { empty, lower: None, upper: None, lower_inclusive: false, upper_inclusive: false },
        false => Range { empty, lower, upper, lower_inclusive, upper_inclusive },
    })
}

fn next(value: Value) -> Option<Value> {
    match value {
        Value::Number(number, exactness) => Some(Value::Number(number.plus(Decimal::integer(1))?, exactness)),
        Value::Moment(low, high, clock) => Some(Value::Moment(low + moment::DAY, high + moment::DAY, clock)),
        _ => None,
    }
}

/// How two values stand to each other; `None` when that is not ours to say, as with the order of texts under a collation.
pub fn relation(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Boolean(left), Value::Boolean(right)) => Some(left.cmp(right)),
        (Value::Number(left, exactness), Value::Number(right, other)) => {
            if *exactness == Exactness::Approximate || *other == Exactness::Approximate {
                let (left, right) = (left.approximate(), right.approximate());
                let close = (left - right).abs() <= 1e-6 * left.abs().max(right.abs()).max(1e-6);
                return if close { None } else { left.partial_cmp(&right) };
            }
            left.compare(*right)
        }
        (Value::Moment(low, high, clock), Value::Moment(other_low, other_high, other_clock)) => {
            // Between local time and an instant stands the session's time zone.
            let zones = if (*clock == Clock::Zoned) == (*other_clock == Clock::Zoned) { 0 } else { moment::ZONES };
            match () {
                () if high + zones < *other_low => Some(Ordering::Less),
                () if *low > other_high + zones => Some(Ordering::Greater),
                () if zones == 0 && low == high && other_low == other_high => Some(low.cmp(other_low)),
                () => None,
            }
        }
        (Value::Time(left), Value::Time(right)) => Some(left.cmp(right)),
        (Value::Interval(months, days, micros), Value::Interval(other_months, other_days, other_micros)) => {
            Some(length_of(*months, *days, *micros).cmp(&length_of(*other_months, *other_days, *other_micros)))
        }
        (Value::Text(left), Value::Text(right)) if left == right => Some(Ordering::Equal),
        (Value::Bytes(left), Value::Bytes(right)) if left != right => None,
        (Value::Text(text), other) => relation(&alike(text, other)?, other),
        (other, Value::Text(text)) => relation(other, &alike(text, other)?),
        _ => None,
    }
}

/// A text constant read as what it is compared with.
pub fn alike(text: &str, other: &Value) -> Option<Value> {
    match other {
        Value::Number(_, exactness) => Decimal::parse(text).map(|number| Value::Number(number, *exactness)),
        Value::Moment(_, _, clock) => {
            let name = match clock {
                Clock::Date => "date",
                Clock::Local => "timestamp without time zone",
                Clock::Zoned => "timestamp with time zone",
            };
            moment_of(text, name)
        }
        Value::Time(_) => moment::time_of_day(text).map(Value::Time),
        Value::Interval(..) => interval_of(text),
        Value::Boolean(_) => match text {
            "t" | "true" => Some(Value::Boolean(true)),
            "f" | "false" => Some(Value::Boolean(false)),
            _ => None,
        },
        _ => None,
    }
}

/// Whether two values are equal; `None` where that cannot be said.
pub fn is_equal(left: &Value, right: &Value) -> Option<bool> {
    match (left, right) {
        (Value::Text(left), Value::Text(right)) => Some(left == right),
        (Value::Key(column, row), Value::Key(other, other_row)) => (column == other).then_some(row == other_row),
        (Value::Array(left), Value::Array(right)) => {
            if left.len() != right.len() {
                return Some(false);
            }
            let mut all = Some(true);
            for (left, right) in left.iter().zip(right) {
                match is_equal(left, right) {
                    Some(false) => return Some(false),
                    Some(true) => {}
                    None => all = None,
                }
            }
            all
        }
        (Value::Json(left), Value::Json(right) | Value::Text(right)) | (Value::Text(left), Value::Json(right)) => {
            let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
            Some(read(left)? == read(right)?)
        }
        _ => relation(left, right).map(Ordering::is_eq),
    }
}
