//! `date`: a day.

use super::{ArgumentError, SemanticType, Shape, ValueClass, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType =
    SemanticType { name: "date", summary: "a day", example: "born_on date?", like: "2026-01-31", arguments: "", resolve };

/// Source: PostgreSQL, 8.5.
fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("date", arguments)?;
    Ok(Shape::of("date", ValueClass::Date))
}
