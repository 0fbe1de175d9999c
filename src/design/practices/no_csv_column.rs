//! `no-csv-column`: a list is no text with commas.

use super::{Practice, Review, Work};
use crate::diagnostic::Diagnostic;
use crate::domain::ValueClass;

pub const PRACTICE: Practice = Practice {
    code: "no-csv-column",
    summary: "A list is no text with commas",
    source: "SQL Antipatterns, Jaywalking",
    documentation: "A list inside a text cannot be checked, joined or indexed.",
    work: Work::Advises { find, bad: BAD },
    example: GOOD,
};

const BAD: &str = "entity Post {\n  title varchar(80) unique\n  tags varchar(200)\n}";
const GOOD: &str = "entity Post {\n  title varchar(80) unique\n  tags text[]\n}";

fn find(review: &Review, findings: &mut Vec<Diagnostic>) {
    for (_, field) in review.fields() {
        if field.data_type.class == ValueClass::Text
            && !field.data_type.sql.array
            && LISTS.iter().any(|word| field.column == word.trim_start_matches('_') || field.column.ends_with(word))
        {
            findings.push(
                Diagnostic::advice(PRACTICE.code, format!("`{}` sounds like a list inside a text", field.name.text))
                    .at(field.name.span, "cannot be checked or joined")
                    .help("Write `text[]`, or a relation such as `tags <-> Tag`"),
            );
        }
    }
}

/// Endings of names that promise several values.
const LISTS: &[&str] = &["_tags", "_ids", "_list", "_csv", "_emails", "_labels", "_keywords", "_categories"];
