//! `secret`: a password's hash or a key; seeds never give it a usable value.

use super::{ArgumentError, SemanticType, Shape, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "secret",
    summary: "a password's hash or a key; seeds never give it a usable value",
    example: "password_hash secret",
    like: "!",
    arguments: "",
    resolve,
};

/// Source: PHC string format: an argon2id hash stays under 128 characters.
fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("secret", arguments)?;
    Ok(Shape::varchar(255))
}
