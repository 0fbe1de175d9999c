//! `longitude`: degrees east of Greenwich.

use super::{ArgumentError, SemanticType, Shape, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "longitude",
    summary: "degrees east of Greenwich",
    example: "longitude longitude",
    like: "13.404954",
    arguments: "",
    resolve,
};

/// Source: WGS 84; six digits after the point are about 10 cm.
fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("longitude", arguments)?;
    Ok(Shape::decimal(9, 6).check("{column} BETWEEN -180 AND 180"))
}
