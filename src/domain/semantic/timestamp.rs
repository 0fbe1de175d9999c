//! `timestamp`: a moment, with time zone.

use super::{ArgumentError, SemanticType, Shape, SqlType, ValueClass};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "timestamp",
    summary: "a moment, with time zone",
    example: "published_at timestamp?",
    like: "2026-01-31 12:00+00",
    arguments: "`timestamp(0)`: digits of a second, 0 to 6",
    resolve,
};

/// Source: PostgreSQL wiki, Don't Do This: do not use timestamp without time zone.
fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    let sql = match arguments {
        [] => SqlType::of("timestamptz"),
        [TypeArgumentValue::Number(digits)] if matches!(digits.parse(), Ok(0..=6u8)) => SqlType::with("timestamptz", &[digits]),
        _ => return Err(ArgumentError::new("`timestamp` takes 0 to 6 digits of a second", "write `timestamp`")),
    };
    Ok(Shape::sql(sql, ValueClass::Timestamp { with_time_zone: true }))
}
