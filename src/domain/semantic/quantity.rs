//! `quantity`: how many: a whole number, never negative.

use super::{ArgumentError, SemanticType, Shape, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "quantity",
    summary: "how many: a whole number, never negative",
    example: "quantity quantity = 1",
    like: "3",
    arguments: "",
    resolve,
};

fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("quantity", arguments)?;
    Ok(Shape::integer("integer", 0, i32::MAX.into()).check("{column} >= 0"))
}
