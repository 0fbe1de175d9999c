//! `no-ts-precision`: a moment is not rounded.

use super::{Practice, Review, Work};
use crate::diagnostic::Diagnostic;
use crate::domain::ValueClass;

pub const PRACTICE: Practice = Practice {
    code: "no-ts-precision",
    summary: "A moment is not rounded",
    source: "PostgreSQL wiki, Don't Do This: do not use timestamp(0); pgrubic TP003",
    documentation: "`timestamp(0)` rounds, it does not cut: a moment of the future may be stored.",
    work: Work::Advises { find, bad: BAD },
    example: GOOD,
};

const BAD: &str = "entity Post {\n  title varchar(80) unique\n  seen_at timestamp(0)\n}";
const GOOD: &str = "entity Post {\n  title varchar(80) unique\n  seen_at timestamp\n}";

fn find(review: &Review, findings: &mut Vec<Diagnostic>) {
    for (_, field) in review.fields() {
        if matches!(field.data_type.class, ValueClass::Timestamp { .. }) && !field.data_type.sql.modifiers.is_empty() {
            findings.push(
                Diagnostic::advice(PRACTICE.code, format!("`{}` rounds, and so may lie in the future", field.name.text))
                    .at(field.name.span, "rounds")
                    .help("Write `timestamp`, and round when it is shown"),
            );
        }
    }
}
