//! `email`: an e-mail address, stored in lower case.

use super::{ArgumentError, SemanticType, Shape, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "email",
    summary: "an e-mail address, stored in lower case",
    example: "email email unique",
    like: "ada@example.org",
    arguments: "",
    resolve,
};

/// Source: RFC 5321, 4.5.3.1: a path has at most 256 octets, the address in it 254.
fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("email", arguments)?;
    Ok(Shape::varchar(254).check("{column} = lower({column}) AND {column} LIKE '%_@_%'").written_as("^[^A-Z@ ]+@[^A-Z@ ]+$"))
}
