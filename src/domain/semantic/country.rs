//! `country`: a country by its two letters.

use super::{ArgumentError, SemanticType, Shape, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "country",
    summary: "a country by its two letters",
    example: "country country",
    like: "DE",
    arguments: "",
    resolve,
};

/// Source: ISO 3166-1 alpha-2.
fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("country", arguments)?;
    Ok(Shape::varchar(2).matching("^[A-Z]{2}$"))
}
