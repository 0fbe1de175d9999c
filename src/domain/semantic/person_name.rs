//! `person_name`: a person's full name.

use super::{ArgumentError, SemanticType, Shape, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "person_name",
    summary: "a person's full name",
    example: "name person_name",
    like: "Ada Lovelace",
    arguments: "",
    resolve,
};

fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("person_name", arguments)?;
    Ok(Shape::varchar(200))
}
