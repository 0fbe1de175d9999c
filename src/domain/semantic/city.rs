//! `city`: a town.

use super::{ArgumentError, SemanticType, Shape, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType =
    SemanticType { name: "city", summary: "a town", example: "city city", like: "London", arguments: "", resolve };

fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("city", arguments)?;
    Ok(Shape::varchar(100))
}
