//! `no-reserved`: no name is a word of SQL.

use super::{Practice, Review, Work};
use crate::diagnostic::Diagnostic;
use crate::sql::keywords::is_reserved;

pub const PRACTICE: Practice = Practice {
    code: "no-reserved",
    summary: "No name is a word of SQL",
    source: "pgrubic NM011; PostgreSQL, Appendix C. SQL Key Words",
    documentation: "A reserved word must stand in double quotes in every query, and sooner or later does not.",
    work: Work::Advises { find, bad: BAD },
    example: GOOD,
};

const BAD: &str = "entity Post {\n  title varchar(80) unique\n  order int\n}";
const GOOD: &str = "entity Post {\n  title varchar(80) unique\n  position_in_list int\n}";

fn find(review: &Review, findings: &mut Vec<Diagnostic>) {
    for entity in review.domain.own_entities() {
        let columns =
            entity.attributes.iter().flat_map(|attribute| attribute.columns().into_iter().map(move |column| (column, attribute.name())));
        for (name, place) in std::iter::once((entity.table.as_str(), &entity.name)).chain(columns) {
            if is_reserved(name) {
                findings.push(
                    Diagnostic::advice(PRACTICE.code, format!("`{name}` is a word of SQL and must be quoted in every query"))
                        .at(place.span, "a reserved word")
                        .help("Choose another name, or one for the database alone: `column \"…\"` at a field, `table \"…\"` at an entity"),
                );
            }
        }
    }
}
