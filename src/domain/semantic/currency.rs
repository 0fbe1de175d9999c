//! `currency`: a currency by its three letters.

use super::{ArgumentError, SemanticType, Shape, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "currency",
    summary: "a currency by its three letters",
    example: "currency currency = \"EUR\"",
    like: "EUR",
    arguments: "",
    resolve,
};

/// Source: ISO 4217.
fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("currency", arguments)?;
    Ok(Shape::varchar(3).matching("^[A-Z]{3}$"))
}
