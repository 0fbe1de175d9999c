//! `markdown`: a text in Markdown.

use super::{ArgumentError, SemanticType, Shape, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType =
    SemanticType { name: "markdown", summary: "a text in Markdown", example: "body markdown", like: "# Hello", arguments: "", resolve };

fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("markdown", arguments)?;
    Ok(Shape::text())
}
