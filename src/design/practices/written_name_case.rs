//! `written-name-case`: names written for the database are lower case too.

use super::{Practice, Review, Work};
use crate::diagnostic::Diagnostic;
use crate::domain::DefaultStyle;

pub const PRACTICE: Practice = Practice {
    code: "written-name-case",
    summary: "Names written for the database are lower case too",
    source: "PostgreSQL wiki, Don't Do This: do not use upper case table or column names",
    documentation: "A name with a capital letter or a blank must stand in double quotes in every query. Under `defaults postgres` nothing is said: the names are those that stand.",
    work: Work::Advises { find, bad: BAD },
    example: GOOD,
};

const BAD: &str = "entity Post table \"Posts\" {\n  title varchar(80) unique\n}";
const GOOD: &str = "entity Post table \"articles\" {\n  title varchar(80) unique\n}";

fn find(review: &Review, findings: &mut Vec<Diagnostic>) {
    // There the names are those that stand, and another one would be a rename.
    if review.domain.settings.defaults == DefaultStyle::Postgres {
        return;
    }
    for entity in review.domain.own_entities() {
        let columns = entity
            .attributes
            .iter()
            .flat_map(|attribute| attribute.columns().into_iter().map(move |column| (column, attribute.name().span)));
        let table = (entity.table.as_str(), entity.table_written.unwrap_or(entity.name.span));
        for (name, span) in std::iter::once(table).chain(columns) {
            if !is_plain(name) {
                findings.push(
                    Diagnostic::advice(PRACTICE.code, format!("`{name}` must be quoted in every query"))
                        .at(span, "not all lower case letters, digits and `_`")
                        .help("Write a name such as `blog_posts`"),
                );
            }
        }
    }
}

fn is_plain(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
