//! SQL's three-valued logic, with a fourth value for what is not judged.

use std::cmp::Ordering;

use super::call::call;
use super::value::{Clock, Exactness, Value, alike, is_equal, relation};
use super::{Comparison, Condition, Function, Node, Verdict, json, moment};
use crate::catalog::{Column, DataType};
use crate::seed::decimal::Decimal;

use crate::seed::SeedValue;

/// A row as conditions see it.
pub trait RowView {
    /// `None` for a value that only the database knows.
    fn value(&self, column: usize) -> Option<&SeedValue>;
    fn column(&self, column: usize) -> Option<&Column>;
    /// What is known of a value that only the database knows: that it is there, or whose key it is.
    fn unknown(&self, _column: usize) -> Value {
        Value::Unjudged
    }
}

/// One element of an array in the place of the array.
pub struct ElementView<'v> {
    pub row: &'v dyn RowView,
    pub array: usize,
    pub element: &'v SeedValue,
    pub column: Column,
}

impl<'v> ElementView<'v> {
    pub fn new(row: &'v dyn RowView, array: usize, element: &'v SeedValue) -> Option<ElementView<'v>> {
        let mut column = row.column(array)?.clone();
        column.data_type.array = false;
        Some(ElementView { row, array, element, column })
    }
}

impl RowView for ElementView<'_> {
    fn value(&self, column: usize) -> Option<&SeedValue> {
        if column == self.array { Some(self.element) } else { self.row.value(column) }
    }

    fn column(&self, column: usize) -> Option<&Column> {
        if column == self.array { Some(&self.column) } else { self.row.column(column) }
    }
}

impl Condition {
    pub fn verdict(&self, row: &dyn RowView) -> Verdict {
        let Some(array) = self.each else { return self.verdict_of_one(row) };
        match row.value(array) {
            Some(SeedValue::Null) => Verdict::Fulfilled,
            Some(SeedValue::Array(items)) => {
                let of_item = |item| ElementView::new(row, array, item).map_or(Verdict::Unjudged, |view| self.verdict_of_one(&view));
                let verdicts: Vec<Verdict> = items.iter().map(of_item).collect();
                [Verdict::Violated, Verdict::Unjudged].into_iter().find(|found| verdicts.contains(found)).unwrap_or(Verdict::Fulfilled)
            }
            _ => Verdict::Unjudged,
        }
    }

    fn verdict_of_one(&self, row: &dyn RowView) -> Verdict {
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
            Value::Number(number, Exactness::Integer | Exactness::Decimal) => Some(Some(number.plain().to_string())),
            Value::Text(text) => Some(Some(text)),
            Value::Moment(low, high, clock) if low == high => Some(Some(moment::write(low, clock == Clock::Date))),
            _ => None,
        }
    }
}

pub(super) fn evaluate(node: &Node, row: &dyn RowView) -> Value {
    match node {
        Node::Constant(value) => Value::of(value, None),
        Node::Column(index) => match row.value(*index) {
            Some(value) => Value::of(value, row.column(*index).map(|column| &column.data_type)),
            None => row.unknown(*index),
        },
        Node::Not(inner) => not(evaluate(inner, row)),
        Node::And(left, right) => and(evaluate(left, row), || evaluate(right, row)),
        Node::Or(left, right) => not(and(not(evaluate(left, row)), || not(evaluate(right, row)))),
        Node::Compare(left, comparison, right) => {
            let (left_value, right_value) = (evaluate(left, row), evaluate(right, row));
            match (&left_value, &right_value) {
                (Value::Text(one), Value::Text(other)) if is_by_bytes(left, row) || is_by_bytes(right, row) => {
                    Value::Boolean(comparison.accepts(one.cmp(other)))
                }
                _ => compare(left_value, *comparison, right_value),
            }
        }
        Node::Distinct(left, right, distinct) => is_distinct(evaluate(left, row), evaluate(right, row), *distinct),
        Node::Arithmetic(left, sign, right) => arithmetic(evaluate(left, row), *sign, evaluate(right, row)),
        Node::Negative(inner) => match evaluate(inner, row) {
            Value::Interval(months, days, micros) => Value::Interval(-months, -days, -micros),
            value => arithmetic(Value::integer(0), '-', value),
        },
        Node::IsNull(inner) => match evaluate(inner, row) {
            Value::Unjudged => Value::Unjudged,
            value => Value::Boolean(value == Value::Null),
        },
        Node::IsBoolean(inner, wanted) => match evaluate(inner, row) {
            Value::Boolean(value) => Value::Boolean(value == *wanted),
            Value::Null => Value::Boolean(false),
            _ => Value::Unjudged,
        },
        Node::OneOf(value, list) => one_of(evaluate(value, row), list.iter().map(|item| evaluate(item, row))),
        Node::InArray(value, array) => match evaluate(array, row) {
            Value::Array(items) => one_of(evaluate(value, row), items),
            Value::Null => Value::Null,
            _ => Value::Unjudged,
        },
        Node::Within(part, whole) => within(evaluate(part, row), evaluate(whole, row)),
        Node::Array(items) => Value::Array(items.iter().map(|item| evaluate(item, row)).collect()),
        Node::Matches(value, pattern) => match (evaluate(value, row), padding(value, row)) {
            (Value::Text(text), padding) => Value::Boolean(pattern.accepts(&format!("{text:padding$}"))),
            (Value::Null, _) => Value::Null,
            _ => Value::Unjudged,
        },
        Node::Call(function, arguments) => call(*function, arguments.iter().map(|argument| evaluate(argument, row)).collect()),
        Node::Cast(inner, data_type) => cast(evaluate(inner, row), data_type),
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
        Node::Among(columns, rows) => {
            let values: Option<Vec<&SeedValue>> = columns.iter().map(|column| row.value(*column)).collect();
            match values {
                Some(values) => Value::Boolean(rows.iter().any(|row| row.iter().eq(values.iter().copied()))),
                None => Value::Unjudged,
            }
        }
        Node::Unjudged => Value::Unjudged,
    }
}

/// Whether a text is compared byte by byte, whatever the database's order is.
fn is_by_bytes(node: &Node, row: &dyn RowView) -> bool {
    match node {
        Node::Call(Function::ByBytes, _) => true,
        Node::Cast(inner, _) => is_by_bytes(inner, row),
        // As it is written, always in small letters.
        Node::Column(column) => row.column(*column).is_some_and(|column| column.data_type.name == "uuid"),
        _ => false,
    }
}

/// A pattern sees the blanks that `character(n)` is filled up with; comparisons do not.
fn padding(node: &Node, row: &dyn RowView) -> usize {
    let Node::Column(index) = node else { return 0 };
    let Some(data_type) = row.column(*index).map(|column| &column.data_type) else { return 0 };
    match data_type.name == "character" && data_type.schema.is_none() {
        true => data_type.modifiers.first().and_then(|length| length.parse().ok()).unwrap_or(1),
        false => 0,
    }
}

fn cast(value: Value, data_type: &DataType) -> Value {
    if matches!(value, Value::Null | Value::Unjudged) {
        return value;
    }
    if data_type.array {
        return match value {
            Value::Array(items) => {
                let element = super::value::element_of(data_type);
                Value::Array(items.into_iter().map(|item| cast(item, &element)).collect())
            }
            _ => Value::Present,
        };
    }
    let name = if data_type.schema.is_some() { "" } else { data_type.name.as_str() };
    match (&value, name) {
        (Value::Boolean(value), "integer") => Value::integer(i64::from(*value)),
        (Value::Number(number, exactness), "smallint" | "integer" | "bigint") => match number.rounded_to(0) {
            // A number of floating point is rounded to even.
            Some(rounded) if matches!(exactness, Exactness::Integer | Exactness::Decimal) || number.whole() => {
                Value::Number(rounded, Exactness::Integer)
            }
            _ => Value::Unjudged,
        },
        (Value::Number(number, exactness), "numeric") => {
            let scale = match (data_type.modifiers.first(), data_type.modifiers.get(1)) {
                (None, _) => None,
                (Some(_), scale) => Some(scale.map_or(Some(0), |scale| scale.parse::<u32>().ok())),
            };
            let floating = matches!(exactness, Exactness::Approximate | Exactness::Double);
            let exactness = if floating { *exactness } else { Exactness::Decimal };
            match scale {
                None => Value::Number(*number, exactness),
                Some(Some(scale)) => number.rounded_to(scale).map_or(Value::Unjudged, |number| Value::Number(number, exactness)),
                Some(None) => Value::Unjudged,
            }
        }
        (Value::Number(number, Exactness::Integer | Exactness::Decimal | Exactness::Double), "double precision") => {
            Value::Number(*number, Exactness::Double)
        }
        (Value::Number(number, _), "real" | "double precision") => Value::Number(*number, Exactness::Approximate),
        // Numbers as they are printed: those of columns are rounded to the column's scale first.
        (Value::Number(number, Exactness::Integer), "text" | "character varying") => Value::Text(number.to_string()),
        (Value::Text(text), "text") => Value::Text(text.clone()),
        (Value::Text(text), "character varying") => match data_type.modifiers.first().map(|length| length.parse::<usize>()) {
            None => Value::Text(text.clone()),
            Some(Ok(length)) => Value::Text(text.chars().take(length).collect()),
            Some(Err(_)) => Value::Unjudged,
        },
        (Value::Text(_), "character") => Value::Unjudged,
        (Value::Moment(low, high, clock), "date") => match clock {
            Clock::Date => value,
            _ => {
                let zones = if *clock == Clock::Zoned { moment::ZONES } else { 0 };
                let midnight = |micros: i128| micros.div_euclid(moment::DAY) * moment::DAY;
                Value::Moment(midnight(low - zones), midnight(high + zones), Clock::Date)
            }
        },
        (Value::Moment(low, high, clock), "timestamp without time zone" | "timestamp with time zone") => {
            let wanted = if name == "timestamp with time zone" { Clock::Zoned } else { Clock::Local };
            let zones = if (*clock == Clock::Zoned) == (wanted == Clock::Zoned) { 0 } else { moment::ZONES };
            Value::Moment(low - zones, high + zones, wanted)
        }
        (Value::Interval(..), "interval") | (Value::Time(_), "time without time zone") | (Value::Boolean(_), "boolean") => value,
        (Value::Array(_) | Value::Present | Value::Key(..), _) => Value::Present,
        (Value::Json(_), "json" | "jsonb") | (Value::Bytes(_), "bytea") | (Value::Address(_), "inet") => value,
        (Value::Range(_), "") => Value::Present,
        (Value::Range(_), _) => value,
        (Value::Text(text), _) if data_type.schema.is_some() => match data_type.name.as_str() {
            "citext" => Value::Present,
            _ => Value::Text(text.clone()),
        },
        (Value::Text(text), _) => match Value::of(&SeedValue::Text(text.clone()), Some(data_type)) {
            // Read as a value of that type, or not for us to read.
            Value::Present if name == "boolean" => alike(text, &Value::Boolean(true)).unwrap_or(Value::Unjudged),
            Value::Present => Value::Unjudged,
            value => value,
        },
        _ => Value::Unjudged,
    }
}

fn within(part: Value, whole: Value) -> Value {
    match (part, whole) {
        (Value::Null, _) | (_, Value::Null) => Value::Null,
        (Value::Json(part) | Value::Text(part), Value::Json(whole)) | (Value::Json(part), Value::Text(whole)) => {
            json::contains(&whole, &part).map_or(Value::Unjudged, Value::Boolean)
        }
        (Value::Array(part), Value::Array(whole)) => {
            let mut result = Value::Boolean(true);
            for item in part {
                // NULL is in no array.
                let found = if item == Value::Null {
                    Value::Boolean(false)
                } else {
                    one_of(item, whole.iter().filter(|item| **item != Value::Null).cloned())
                };
                result = and(result, || found);
            }
            result
        }
        (Value::Range(part), Value::Range(whole)) if part.empty => {
            let _ = whole;
            Value::Boolean(true)
        }
        (Value::Range(part), Value::Range(whole)) => {
            let lower = match (&part.lower, &whole.lower) {
                (_, None) => Some(true),
                (None, Some(_)) => Some(false),
                (Some(part_lower), Some(whole_lower)) => relation(part_lower, whole_lower)
                    .map(|ordering| ordering.is_gt() || (ordering.is_eq() && (whole.lower_inclusive || !part.lower_inclusive))),
            };
            let upper = match (&part.upper, &whole.upper) {
                (_, None) => Some(true),
                (None, Some(_)) => Some(false),
                (Some(part_upper), Some(whole_upper)) => relation(part_upper, whole_upper)
                    .map(|ordering| ordering.is_lt() || (ordering.is_eq() && (whole.upper_inclusive || !part.upper_inclusive))),
            };
            match (lower, upper, whole.empty) {
                (_, _, true) | (Some(false), _, _) | (_, Some(false), _) => Value::Boolean(false),
                (Some(true), Some(true), false) => Value::Boolean(true),
                _ => Value::Unjudged,
            }
        }
        (value, Value::Range(range)) if matches!(value, Value::Number(..) | Value::Moment(..)) => {
            let lower = range.lower.as_ref().map_or(Some(Ordering::Greater), |lower| relation(&value, lower));
            let upper = range.upper.as_ref().map_or(Some(Ordering::Less), |upper| relation(&value, upper));
            match (lower, upper) {
                _ if range.empty => Value::Boolean(false),
                (Some(lower), Some(upper)) => Value::Boolean(
                    (lower.is_gt() || (lower.is_eq() && range.lower_inclusive))
                        && (upper.is_lt() || (upper.is_eq() && range.upper_inclusive)),
                ),
                _ => Value::Unjudged,
            }
        }
        _ => Value::Unjudged,
    }
}

pub(super) fn not(value: Value) -> Value {
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

pub(super) fn compare(left: Value, comparison: Comparison, right: Value) -> Value {
    if left == Value::Null || right == Value::Null {
        return Value::Null;
    }
    if matches!(comparison, Comparison::Equal | Comparison::NotEqual) {
        return match is_equal(&left, &right) {
            Some(equal) => Value::Boolean(equal == (comparison == Comparison::Equal)),
            None => Value::Unjudged,
        };
    }
    match (&left, &right) {
        (Value::Text(left), Value::Text(right)) if left != right => Value::Unjudged,
        _ => relation(&left, &right).map_or(Value::Unjudged, |ordering| Value::Boolean(comparison.accepts(ordering))),
    }
}

fn is_distinct(left: Value, right: Value, distinct: bool) -> Value {
    match (&left, &right) {
        (Value::Unjudged, _) | (_, Value::Unjudged) => Value::Unjudged,
        (Value::Null, Value::Null) => Value::Boolean(!distinct),
        (Value::Null, _) | (_, Value::Null) => Value::Boolean(distinct),
        _ => compare(left, if distinct { Comparison::NotEqual } else { Comparison::Equal }, right),
    }
}

fn one_of(value: Value, list: impl IntoIterator<Item = Value>) -> Value {
    let mut found = Value::Boolean(false);
    for item in list {
        let equal = compare(value.clone(), Comparison::Equal, item);
        found = not(and(not(found), || not(equal)));
    }
    found
}

/// Decimals of a quotient that goes on; PostgreSQL keeps at least sixteen significant digits.
const QUOTIENT_SCALE: u32 = 16;

fn arithmetic(left: Value, sign: char, right: Value) -> Value {
    let (left, right) = match (left, right) {
        (Value::Unjudged, _) | (_, Value::Unjudged) => return Value::Unjudged,
        (Value::Null, _) | (_, Value::Null) => return Value::Null,
        // A constant without a type takes that of the other side.
        (Value::Text(text), right @ Value::Number(..)) => (alike(&text, &right).unwrap_or(Value::Unjudged), right),
        (left @ Value::Number(..), Value::Text(text)) => {
            let right = alike(&text, &left).unwrap_or(Value::Unjudged);
            (left, right)
        }
        sides => sides,
    };
    match (left, right) {
        (Value::Number(left, kind), Value::Number(right, other)) => numbers(left, kind, sign, right, other),
        (left, right) => moments(left, sign, right).unwrap_or(Value::Unjudged),
    }
}

fn numbers(left: Decimal, kind: Exactness, sign: char, right: Decimal, other: Exactness) -> Value {
    let kind = match (kind, other) {
        (Exactness::Approximate | Exactness::Double, _) | (_, Exactness::Approximate | Exactness::Double) => Exactness::Approximate,
        (Exactness::Integer, Exactness::Integer) => Exactness::Integer,
        _ => Exactness::Decimal,
    };
    let result = match sign {
        '+' => left.plus(right),
        '-' => left.minus(right),
        '*' => left.times(right).or_else(|| left.plain().times(right.plain())),
        '/' if kind == Exactness::Integer => left.integer_quotient(right),
        '/' => {
            return match left.plain().quotient(right.plain(), QUOTIENT_SCALE) {
                Some((quotient, true)) => Value::Number(quotient.plain(), kind),
                Some((quotient, false)) => Value::Number(quotient, Exactness::Approximate),
                None => Value::Unjudged,
            };
        }
        '%' => left.remainder(right),
        _ => None,
    };
    result.map_or(Value::Unjudged, |number| Value::Number(number, kind))
}

/// Dates, moments, times of day and lengths of time.
fn moments(left: Value, sign: char, right: Value) -> Option<Value> {
    let sum = |micros: i128, months: i64, days: i64, length: i128| {
        Some(moment::plus_months(micros, months)? + i128::from(days) * moment::DAY + length)
    };
    Some(match (left, sign, right) {
        (Value::Moment(low, high, Clock::Date), '-', Value::Moment(other_low, other_high, Clock::Date))
            if low == high && other_low == other_high =>
        {
            Value::Number(Decimal::new((low - other_low) / moment::DAY, 0), Exactness::Integer)
        }
        // Between two moments there are days and hours; as a length they compare the same.
        (Value::Moment(low, high, clock), '-', Value::Moment(other_low, other_high, other)) if low == high && other_low == other_high => {
            ((clock == Clock::Zoned) == (other == Clock::Zoned)).then_some(Value::Interval(0, 0, low - other_low))?
        }
        (Value::Moment(low, high, Clock::Date), '+' | '-', Value::Number(days, Exactness::Integer)) => {
            let days = days.floor(0)? * moment::DAY * if sign == '-' { -1 } else { 1 };
            Value::Moment(low + days, high + days, Clock::Date)
        }
        (Value::Number(days, Exactness::Integer), '+', Value::Moment(low, high, Clock::Date)) => {
            let days = days.floor(0)? * moment::DAY;
            Value::Moment(low + days, high + days, Clock::Date)
        }
        (Value::Interval(months, days, micros), '+', moment @ Value::Moment(..)) => {
            return moments(moment, '+', Value::Interval(months, days, micros));
        }
        (Value::Moment(low, high, clock), '+' | '-', Value::Interval(months, days, micros)) => {
            let direction = if sign == '-' { -1 } else { 1 };
            let (months, days, micros) = (months * direction, days * direction, micros * i128::from(direction));
            // A day of an instant is as long as the session's time zone has it.
            let slack = if clock == Clock::Zoned && (months, days) != (0, 0) { 2 * moment::HOUR } else { 0 };
            let clock = if clock == Clock::Date { Clock::Local } else { clock };
            Value::Moment(sum(low, months, days, micros)? - slack, sum(high, months, days, micros)? + slack, clock)
        }
        (Value::Moment(low, high, Clock::Date), '+', Value::Time(time)) => Value::Moment(low + time, high + time, Clock::Local),
        (Value::Time(left), '-', Value::Time(right)) => Value::Interval(0, 0, left - right),
        (Value::Time(time), '+' | '-', Value::Interval(_, _, micros)) => {
            Value::Time((if sign == '-' { time - micros } else { time + micros }).rem_euclid(moment::DAY))
        }
        (Value::Interval(months, days, micros), '+', Value::Interval(other_months, other_days, other_micros)) => {
            Value::Interval(months.checked_add(other_months)?, days.checked_add(other_days)?, micros + other_micros)
        }
        (Value::Interval(months, days, micros), '-', Value::Interval(other_months, other_days, other_micros)) => {
            Value::Interval(months.checked_sub(other_months)?, days.checked_sub(other_days)?, micros - other_micros)
        }
        (Value::Interval(months, days, micros), '*', Value::Number(factor, _))
        | (Value::Number(factor, _), '*', Value::Interval(months, days, micros)) => {
            let factor = i64::try_from(factor.whole().then(|| factor.floor(0)).flatten()?).ok()?;
            Value::Interval(months.checked_mul(factor)?, days.checked_mul(factor)?, micros.checked_mul(i128::from(factor))?)
        }
        _ => return None,
    })
}
