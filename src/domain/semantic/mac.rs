//! `mac`: the address of a network card.

use super::{ArgumentError, SemanticType, Shape, ValueClass, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "mac",
    summary: "the address of a network card",
    example: "card mac unique",
    like: "00:00:5e:00:53:01",
    arguments: "",
    resolve,
};

/// Source: PostgreSQL, 8.9.4.
fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("mac", arguments)?;
    Ok(Shape::of("macaddr", ValueClass::Other))
}
