//! `json`: a JSON document, stored as jsonb.

use super::{ArgumentError, SemanticType, Shape, ValueClass, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "json",
    summary: "a JSON document, stored as jsonb",
    example: "attributes json = {}",
    like: "{}",
    arguments: "",
    resolve,
};

/// Source: PostgreSQL, 8.14: most applications should prefer jsonb.
fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("json", arguments)?;
    Ok(Shape::of("jsonb", ValueClass::Json))
}
