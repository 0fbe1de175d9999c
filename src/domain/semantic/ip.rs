//! `ip`: the address of one host, IPv4 or IPv6.

use super::{ArgumentError, SemanticType, Shape, ValueClass, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "ip",
    summary: "the address of one host, IPv4 or IPv6",
    example: "address ip",
    like: "192.0.2.10",
    arguments: "",
    resolve,
};

/// Source: PostgreSQL, 8.9.1: inet holds a host and, optionally, its subnet.
fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("ip", arguments)?;
    Ok(Shape::of("inet", ValueClass::Network).check("masklen({column}) = CASE family({column}) WHEN 4 THEN 32 ELSE 128 END"))
}
