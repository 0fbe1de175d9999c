//! `color`: a colour as #rrggbb in lower case.

use super::{ArgumentError, SemanticType, Shape, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "color",
    summary: "a colour as #rrggbb in lower case",
    example: "background color = \"#ffffff\"",
    like: "#ffcc00",
    arguments: "",
    resolve,
};

fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("color", arguments)?;
    Ok(Shape::varchar(7).matching("^#[0-9a-f]{6}$"))
}
