//! `timezone`: a time zone of the IANA database.

use super::{ArgumentError, SemanticType, Shape, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "timezone",
    summary: "a time zone of the IANA database",
    example: "timezone timezone = \"Europe/Berlin\"",
    like: "Europe/Berlin",
    arguments: "",
    resolve,
};

/// Source: IANA Time Zone Database, theory.html: names of areas and locations.
fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("timezone", arguments)?;
    Ok(Shape::varchar(64).matching("^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$"))
}
