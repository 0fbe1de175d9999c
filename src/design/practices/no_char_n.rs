//! `no-char-n`: a text is not padded.

use super::{Practice, Review, Work};
use crate::diagnostic::Diagnostic;

pub const PRACTICE: Practice = Practice {
    code: "no-char-n",
    summary: "A text is not padded",
    source: "PostgreSQL wiki, Don't Do This: do not use char(n); squawk ban-char-field; pgrubic TP004",
    documentation: "`char(n)` fills up with blanks and saves nothing.",
    work: Work::Advises { find, bad: BAD },
    example: GOOD,
};

const BAD: &str = "entity Post {\n  title varchar(80) unique\n  code char(3)\n}";
const GOOD: &str = "entity Post {\n  title varchar(80) unique\n  code varchar(3..3)\n}";

fn find(review: &Review, findings: &mut Vec<Diagnostic>) {
    for (_, field) in review.fields() {
        if field.data_type.sql.name == "char" {
            findings.push(
                Diagnostic::advice(PRACTICE.code, format!("`{}` is padded with blanks", field.name.text))
                    .at(field.name.span, "`char`")
                    .help("Write `varchar(n)`, with a minimum if the length is fixed: `varchar(3..3)`"),
            );
        }
    }
}
