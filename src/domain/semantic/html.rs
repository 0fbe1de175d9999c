//! `html`: a text in HTML.

use super::{ArgumentError, SemanticType, Shape, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType =
    SemanticType { name: "html", summary: "a text in HTML", example: "page html", like: "<p>Hello</p>", arguments: "", resolve };

fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("html", arguments)?;
    Ok(Shape::text())
}
