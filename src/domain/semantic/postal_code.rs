//! `postal_code`: a postal code of any country.

use super::{ArgumentError, SemanticType, Shape, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "postal_code",
    summary: "a postal code of any country",
    example: "postal_code postal_code",
    like: "10115",
    arguments: "",
    resolve,
};

fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("postal_code", arguments)?;
    Ok(Shape::varchar(12).matching("^[A-Z0-9][A-Z0-9 -]{1,11}$"))
}
