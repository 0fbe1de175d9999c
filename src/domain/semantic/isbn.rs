//! `isbn`: a book's number, 13 digits without hyphens.

use super::{ArgumentError, SemanticType, Shape, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "isbn",
    summary: "a book's number, 13 digits without hyphens",
    example: "isbn isbn unique",
    like: "9783161484100",
    arguments: "",
    resolve,
};

/// Source: ISO 2108.
fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("isbn", arguments)?;
    Ok(Shape::varchar(13).matching("^97[89][0-9]{10}$"))
}
