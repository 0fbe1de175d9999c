//! `time`: a time of day.

use super::{ArgumentError, SemanticType, Shape, SqlType, ValueClass};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "time",
    summary: "a time of day",
    example: "opens_at time",
    like: "18:30",
    arguments: "`time(0)`: digits of a second, 0 to 6",
    resolve,
};

/// Source: PostgreSQL wiki, Don't Do This: timetz is never what is wanted.
fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    let sql = match arguments {
        [] => SqlType::of("time"),
        [TypeArgumentValue::Number(digits)] if matches!(digits.parse(), Ok(0..=6u8)) => SqlType::with("time", &[digits]),
        _ => return Err(ArgumentError::new("`time` takes 0 to 6 digits of a second", "write `time`")),
    };
    Ok(Shape::sql(sql, ValueClass::Time))
}
