//! `url`: a web address, http or https.

use super::{ArgumentError, SemanticType, Shape, takes_none};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "url",
    summary: "a web address, http or https",
    example: "website url?",
    like: "https://example.org/about",
    arguments: "",
    resolve,
};

/// Source: RFC 9110, 4.1 asks for at least 8000; 2048 is what sitemaps.org and search engines take.
fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    takes_none("url", arguments)?;
    Ok(Shape::varchar(2048).matching("^https?://[^[:space:]]+$"))
}
