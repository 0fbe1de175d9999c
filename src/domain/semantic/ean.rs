//! `ean`: an article's number, 8 or 13 digits.

use super::{ArgumentError, SemanticType, Shape, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "ean",
    summary: "an article's number, 8 or 13 digits",
    example: "ean ean unique",
    like: "4006381333931",
    arguments: "",
    resolve,
};

/// Source: GS1 General Specifications: GTIN-8 and GTIN-13.
fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("ean", arguments)?;
    Ok(Shape::varchar(13).matching("^[0-9]{8}([0-9]{5})?$"))
}
