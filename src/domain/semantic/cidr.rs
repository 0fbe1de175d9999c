//! `cidr`: a network, IPv4 or IPv6.

use super::{ArgumentError, SemanticType, Shape, ValueClass, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "cidr",
    summary: "a network, IPv4 or IPv6",
    example: "network cidr",
    like: "192.0.2.0/24",
    arguments: "",
    resolve,
};

/// Source: PostgreSQL, 8.9.2.
fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("cidr", arguments)?;
    Ok(Shape::of("cidr", ValueClass::Network))
}
