//! Exclusion constraints: rows that must not overlap.
//!
//! Comes in: a table's exclusions. Goes out: columns that begin or end a range, each row of which has a stretch of its own; keys, where only equality is
//! compared. Never happens: a stretch that depends on another row. Other operators are PostgreSQL's to judge.

use sqlparser::ast::{BinaryOperator, DataType as SqlType, Expr, FunctionArg, FunctionArgExpr, FunctionArguments, Value};
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;

use super::SeedValue;
use super::condition::Limits;
use super::decimal::Decimal;
use super::field::{At, Family, Field};
use super::generators::time;
use super::overlap::MOST_FORMS;
use crate::catalog::{ExclusionConstraint, Table};
use crate::ordered::IndexMap;

/// One end of a row's own stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    Begin,
    End,
}

/// A column that begins or ends what must not overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    pub edge: Edge,
    /// From one row's beginning to the next one's: days, or units of a number.
    step: i64,
    /// Where the first begins, of numbers.
    first: i64,
    key: u64,
}

/// Days between two rows, where days are counted, and what is usual of numbers.
const DAYS: i64 = 7;
const UNITS: i64 = 100;
/// How much further from each other, in other forms of a row.
const FURTHER: i64 = 8;
/// Days that PostgreSQL can write as a date of four figures and more.
const MOST_DAYS: i64 = 900_000;
/// From here on, days after the anchor: rows are made before what they announce.
const FIRST_DAY: i64 = 425;

/// By column: the stretches of all exclusions that can be solved.
pub fn stretches(table: &Table, limits: &[Limits], rows: u64, key: u64) -> IndexMap<usize, Stretch> {
    let mut found = IndexMap::default();
    for exclusion in table.exclusions.values() {
        let elements = exclusion.elements();
        if elements.iter().any(|(_, operator)| !matches!(operator.as_str(), "=" | "&&")) {
            continue;
        }
        let ranges = elements.iter().filter(|(_, operator)| operator == "&&").filter_map(|(value, _)| range(table, value));
        // Where one pair does not overlap, the rows do not.
        let Some(Range { begin, end, reach }) = ranges.into_iter().next() else { continue };
        let bounds = limits.get(begin);
        let bound = |number: Option<Decimal>| number.and_then(|number| number.ceiling(0)).and_then(|number| i64::try_from(number).ok());
        let least = bound(bounds.and_then(|bounds| bounds.minimum));
        let most = end.and_then(|end| bound(limits.get(end)?.maximum)).or(bound(bounds.and_then(|bounds| bounds.maximum)));
        let first = least.unwrap_or_else(|| most.map_or(1, |most| most.saturating_sub(UNITS * rows as i64)).min(1));
        let room = most.map_or(UNITS, |most| most.saturating_sub(first).saturating_add(1) / (rows.max(1) as i64));
        let is_number = table.columns.get_index(begin).is_some_and(|(_, column)| Family::of(&column.data_type) != Family::Time);
        let step = if is_number { room.clamp(1, UNITS).max(reach + 1) } else { DAYS.max(reach + 1) };
        found.entry(begin).or_insert(Stretch { edge: Edge::Begin, step, first, key });
        if let Some(end) = end {
            found.entry(end).or_insert(Stretch { edge: Edge::End, step, first, key });
        }
    }
    found
}

/// The columns that an exclusion holds distinct, as a unique key would.
pub fn as_key(exclusion: &ExclusionConstraint) -> Option<Vec<String>> {
    let elements = exclusion.elements();
    let equal = !elements.is_empty() && elements.iter().all(|(_, operator)| operator == "=");
    equal.then(|| elements.into_iter().map(|(value, _)| value).collect())
}

struct Range {
    begin: usize,
    end: Option<usize>,
    /// How far it goes where one column is all it has.
    reach: i64,
}

/// `tstzrange(starts_at, ends_at)`, `daterange(begins, begins + 7)`
fn range(table: &Table, text: &str) -> Option<Range> {
    let parsed = Parser::new(&PostgreSqlDialect {}).try_with_sql(text).and_then(|mut parser| parser.parse_expr()).ok()?;
    let Expr::Function(function) = unwrapped(&parsed) else { return None };
    let name = function.name.to_string().to_lowercase();
    let name = name.strip_prefix("pg_catalog.").unwrap_or(&name);
    if !matches!(name, "int4range" | "int8range" | "numrange" | "tsrange" | "tstzrange" | "daterange") {
        return None;
    }
    let FunctionArguments::List(list) = &function.args else { return None };
    let arguments = list.args.iter().map(|argument| match argument {
        FunctionArg::Unnamed(FunctionArgExpr::Expr(argument)) => Some(unwrapped(argument)),
        _ => None,
    });
    let arguments: Vec<&Expr> = arguments.collect::<Option<_>>()?;
    let (begin, last) = (column(table, arguments.first()?)?, *arguments.get(1)?);
    if let Some(end) = column(table, last) {
        return Some(Range { begin, end: Some(end), reach: 0 });
    }
    let Expr::BinaryOp { left, op: BinaryOperator::Plus, right } = last else { return None };
    let Expr::Value(number) = unwrapped(right) else { return None };
    let Value::Number(number, _) = &number.value else { return None };
    (column(table, left)? == begin).then_some(())?;
    Some(Range { begin, end: None, reach: number.to_string().parse().ok()? })
}

/// Without brackets, and without casts that leave a moment what it is.
fn unwrapped(expression: &Expr) -> &Expr {
    match expression {
        Expr::Nested(inner) => unwrapped(inner),
        Expr::Cast {
            expr,
            data_type: SqlType::Numeric(_) | SqlType::BigInt(_) | SqlType::Int(_) | SqlType::Integer(_) | SqlType::Text,
            ..
        } => unwrapped(expr),
        other => other,
    }
}

fn column(table: &Table, expression: &Expr) -> Option<usize> {
    let Expr::Identifier(name) = unwrapped(expression) else { return None };
    let written = if name.quote_style.is_some() { name.value.clone() } else { name.value.to_lowercase() };
    table.columns.get_index_of(&written)
}

/// The end of the row's stretch; `None` for a type that has none.
pub fn edge(field: &Field, stretch: &Stretch, at: &At) -> Option<SeedValue> {
    let mut draw = super::draw::Draw::at(stretch.key ^ 0xed9e, at.row, 0);
    let row = i64::try_from(at.row).ok()?;
    if field.family == Family::Time {
        let is_date = field.data_type.name == "date";
        // Where stretches turn out to be longer than that, they lie further from each other.
        let spread = 1 + (at.variation % MOST_FORMS) as i64 * FURTHER;
        let step = if is_date { stretch.step } else { 1 };
        let day = time::ANCHOR + FIRST_DAY.saturating_add(row.saturating_mul(step).saturating_mul(spread)).min(MOST_DAYS) * time::DAY;
        let (begin, length) = match is_date {
            true => (day, draw.between(1, (stretch.step - 2).max(1)) * time::DAY),
            false => (day + draw.between(16, 34) * 1800, draw.between(2, 8) * 1800),
        };
        let moment = if stretch.edge == Edge::Begin { begin } else { begin + length };
        return Some(SeedValue::Text(time::write(&field.data_type.name, moment)));
    }
    if !matches!(field.family, Family::Integer | Family::Decimal) {
        return None;
    }
    let begin = stretch.first.saturating_add(row.saturating_mul(stretch.step));
    let length = draw.between((stretch.step / 10).min(stretch.step - 1), stretch.step - 1);
    let number = if stretch.edge == Edge::Begin { begin } else { begin + length };
    Some(SeedValue::Number(number.to_string()))
}
