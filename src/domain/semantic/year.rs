//! `year`: a year of the calendar, four digits.

use super::{ArgumentError, SemanticType, Shape, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "year",
    summary: "a year of the calendar, four digits",
    example: "published year",
    like: "2026",
    arguments: "",
    resolve,
};

fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("year", arguments)?;
    Ok(Shape::integer("smallint", i16::MIN.into(), i16::MAX.into()).check("{column} BETWEEN 1000 AND 9999"))
}
