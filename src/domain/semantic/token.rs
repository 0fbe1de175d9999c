//! `token`: an opaque random text, such as a session's.

use super::{ArgumentError, SemanticType, Shape, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "token",
    summary: "an opaque random text, such as a session's",
    example: "session token unique",
    like: "Zk3vQ0r8s1T6w9Xy",
    arguments: "",
    resolve,
};

fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("token", arguments)?;
    Ok(Shape::varchar(128).matching("^[!-~]+$"))
}
