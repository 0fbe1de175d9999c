//! `phone`: a telephone number in international form.

use super::{ArgumentError, SemanticType, Shape, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "phone",
    summary: "a telephone number in international form",
    example: "phone phone?",
    like: "+12025550123",
    arguments: "",
    resolve,
};

/// Source: ITU-T E.164: at most 15 digits after the plus sign.
fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("phone", arguments)?;
    Ok(Shape::varchar(16).matching("^[+][1-9][0-9]{6,14}$"))
}
