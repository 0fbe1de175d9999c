//! `slug`: a part of an address: lower-case words with hyphens.

use super::{ArgumentError, SemanticType, Shape, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "slug",
    summary: "a part of an address: lower-case words with hyphens",
    example: "slug slug unique",
    like: "hello-world",
    arguments: "",
    resolve,
};

fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("slug", arguments)?;
    Ok(Shape::varchar(100).matching("^[a-z0-9]+(-[a-z0-9]+)*$"))
}
