//! `first_name`: a person's given name.

use super::{ArgumentError, SemanticType, Shape, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "first_name",
    summary: "a person's given name",
    example: "first_name first_name",
    like: "Ada",
    arguments: "",
    resolve,
};

fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("first_name", arguments)?;
    Ok(Shape::varchar(100))
}
