//! `percent`: a percentage from 0 to 100, two digits after the point.

use super::{ArgumentError, SemanticType, Shape, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "percent",
    summary: "a percentage from 0 to 100, two digits after the point",
    example: "discount percent = 0",
    like: "12.50",
    arguments: "",
    resolve,
};

fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("percent", arguments)?;
    Ok(Shape::decimal(5, 2).check("{column} BETWEEN 0 AND 100"))
}
