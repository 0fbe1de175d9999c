//! `no-metadata-tribbles`: one column for one kind of value, not one for each.

use super::{Practice, Review, Work};
use crate::diagnostic::Diagnostic;

pub const PRACTICE: Practice = Practice {
    code: "no-metadata-tribbles",
    summary: "One column for one kind of value, not one for each",
    source: "SQL Antipatterns, Metadata Tribbles and Multicolumn Attributes",
    documentation: "`phone1`, `phone2`, `phone3`: the fourth needs a migration, and every search reads three columns.",
    work: Work::Advises { find, bad: BAD },
    example: GOOD,
};

const BAD: &str = "entity Post {\n  title varchar(80) unique\n  phone1 phone?\n  phone2 phone?\n  phone3 phone?\n}";
const GOOD: &str = "entity Post {\n  title varchar(80) unique\n  phones text[]\n}";

fn find(review: &Review, findings: &mut Vec<Diagnostic>) {
    for entity in review.domain.own_entities() {
        for field in entity.fields() {
            let stem = field.column.trim_end_matches('3').trim_end_matches('_');
            if !field.column.ends_with('3') || stem.is_empty() || stem.ends_with(|c: char| c.is_ascii_digit()) {
                continue;
            }
            let numbered = |number: u8| {
                entity.fields().any(|other| other.column == format!("{stem}{number}") || other.column == format!("{stem}_{number}"))
            };
            if numbered(1) && numbered(2) {
                findings.push(
                    Diagnostic::advice(PRACTICE.code, format!("`{stem}` stands in numbered columns"))
                        .at(field.name.span, "the third of them")
                        .help(format!("Write a list (`{stem}s text[]`), or an entity of its own that refers to `{}`", entity.name.text)),
                );
            }
        }
    }
}
