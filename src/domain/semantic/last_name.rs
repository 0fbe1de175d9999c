//! `last_name`: a person's family name.

use super::{ArgumentError, SemanticType, Shape, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "last_name",
    summary: "a person's family name",
    example: "last_name last_name",
    like: "Lovelace",
    arguments: "",
    resolve,
};

fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("last_name", arguments)?;
    Ok(Shape::varchar(100))
}
