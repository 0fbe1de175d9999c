//! `street`: a street with the house's number.

use super::{ArgumentError, SemanticType, Shape, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "street",
    summary: "a street with the house's number",
    example: "street street",
    like: "12 Analytical Row",
    arguments: "",
    resolve,
};

fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("street", arguments)?;
    Ok(Shape::varchar(200))
}
