//! `latitude`: degrees north of the equator.

use super::{ArgumentError, SemanticType, Shape, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "latitude",
    summary: "degrees north of the equator",
    example: "latitude latitude",
    like: "52.520008",
    arguments: "",
    resolve,
};

/// Source: WGS 84; six digits after the point are about 10 cm.
fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("latitude", arguments)?;
    Ok(Shape::decimal(8, 6).check("{column} BETWEEN -90 AND 90"))
}
