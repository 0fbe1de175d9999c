//! `rating`: a mark in whole numbers, 1 to 5.

use super::{ArgumentError, SemanticType, Shape};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "rating",
    summary: "a mark in whole numbers, 1 to 5",
    example: "stars rating",
    like: "4",
    arguments: "`rating(0..10)`: the lowest and the highest mark",
    resolve,
};

fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    let (low, high) = match arguments {
        [] => (1, 5),
        [TypeArgumentValue::Range(low, high)] => match (low.parse::<i16>(), high.parse::<i16>()) {
            (Ok(low), Ok(high)) if low < high => (low, high),
            _ => return Err(wrong()),
        },
        _ => return Err(wrong()),
    };
    Ok(Shape::integer("smallint", low.into(), high.into()).check(&format!("{{column}} BETWEEN {low} AND {high}")))
}

fn wrong() -> ArgumentError {
    ArgumentError::new("`rating` takes its lowest and its highest mark", "write `rating` for 1 to 5, or `rating(0..10)`")
}
