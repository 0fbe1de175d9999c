//! `duration`: a length of time.

use super::{ArgumentError, SemanticType, Shape, ValueClass, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "duration",
    summary: "a length of time",
    example: "length duration",
    like: "1 hour 30 minutes",
    arguments: "",
    resolve,
};

/// Source: PostgreSQL, 8.5.4.
fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("duration", arguments)?;
    Ok(Shape::of("interval", ValueClass::Other))
}
