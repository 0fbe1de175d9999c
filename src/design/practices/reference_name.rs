//! `reference-name`: a reference is named by what it points to.

use super::{Practice, Review, Work};
use crate::diagnostic::Diagnostic;

pub const PRACTICE: Practice = Practice {
    code: "reference-name",
    summary: "A reference is named by what it points to",
    source: "GitLab database guidelines, naming of foreign keys",
    documentation: "The column gets its `_id` by itself: `author -> User` is the column `author_id`.",
    work: Work::Advises { find, bad: BAD },
    example: GOOD,
};

const BAD: &str = "entity User {\n  name varchar(80) unique\n}\nentity Post {\n  title varchar(80) unique\n  author_id -> User\n}";
const GOOD: &str = "entity User {\n  name varchar(80) unique\n}\nentity Post {\n  title varchar(80) unique\n  author -> User\n}";

fn find(review: &Review, findings: &mut Vec<Diagnostic>) {
    for entity in review.domain.own_entities() {
        for reference in entity.references() {
            let Some(stem) = reference.name.text.strip_suffix("_id").or_else(|| reference.name.text.strip_suffix("Id")) else { continue };
            if reference.columns.iter().any(|column| column.column.ends_with("_id_id")) {
                findings.push(
                    Diagnostic::advice(PRACTICE.code, format!("The column would be named `{}`", reference.columns[0].column))
                        .at(reference.name.span, "`_id` is added by itself")
                        .help(format!("Write `{stem} -> {}`", review.domain.entity(reference.target).name.text)),
                );
            }
        }
    }
}
