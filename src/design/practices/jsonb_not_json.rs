//! `jsonb-not-json`: jSON is stored as jsonb.

use super::{Practice, Review, Work};
use crate::diagnostic::Diagnostic;

pub const PRACTICE: Practice = Practice {
    code: "jsonb-not-json",
    summary: "JSON is stored as jsonb",
    source: "PostgreSQL, 8.14. JSON Types: most applications should prefer to store JSON data as jsonb; pgrubic TP008",
    documentation: "`json` keeps the text and is parsed again by every query; it has no equality, so that DISTINCT and GROUP BY fail.",
    work: Work::Advises { find, bad: BAD },
    example: GOOD,
};

const BAD: &str = "entity Post {\n  title varchar(80) unique\n  attributes pg.json\n}";
const GOOD: &str = "entity Post {\n  title varchar(80) unique\n  attributes jsonb\n}";

fn find(review: &Review, findings: &mut Vec<Diagnostic>) {
    for (_, field) in review.fields() {
        if field.data_type.sql.name == "json" {
            findings.push(
                Diagnostic::advice(PRACTICE.code, format!("`{}` is kept as text and parsed by every query", field.name.text))
                    .at(field.name.span, "`pg.json`")
                    .help("Write `json` or `jsonb`"),
            );
        }
    }
}
