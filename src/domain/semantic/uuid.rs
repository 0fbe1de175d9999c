//! `uuid`: a universally unique identifier.

use super::{ArgumentError, SemanticType, Shape, ValueClass, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "uuid",
    summary: "a universally unique identifier",
    example: "public_id uuid unique",
    like: "0190a6e1-7c5d-7000-8000-000000000001",
    arguments: "",
    resolve,
};

/// Source: RFC 9562.
fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("uuid", arguments)?;
    Ok(Shape::of("uuid", ValueClass::Uuid))
}
