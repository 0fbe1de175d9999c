//! `semver`: a version by the rules of Semantic Versioning.

use super::{ArgumentError, SemanticType, Shape, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "semver",
    summary: "a version by the rules of Semantic Versioning",
    example: "version semver",
    like: "1.4.0-rc.1",
    arguments: "",
    resolve,
};

/// Source: semver.org 2.0.0.
fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("semver", arguments)?;
    Ok(Shape::varchar(64).matching("^(0|[1-9][0-9]*)[.](0|[1-9][0-9]*)[.](0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?([+][0-9A-Za-z.-]+)?$"))
}
