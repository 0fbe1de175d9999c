//! `language`: a language tag.

use super::{ArgumentError, SemanticType, Shape, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType =
    SemanticType { name: "language", summary: "a language tag", example: "language language = \"en\"", like: "en", arguments: "", resolve };

/// Source: RFC 5646, 4.4.1: 35 characters hold every registered tag.
fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("language", arguments)?;
    Ok(Shape::varchar(35).matching("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"))
}
