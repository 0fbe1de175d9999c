//! `company`: a company's name.

use super::{ArgumentError, SemanticType, Shape, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType =
    SemanticType { name: "company", summary: "a company's name", example: "company company", like: "Example GmbH", arguments: "", resolve };

fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("company", arguments)?;
    Ok(Shape::varchar(200))
}
