//! `bool-not-null`: a truth value is true or false, not unknown.

use super::{Practice, Review, Work};
use crate::diagnostic::Diagnostic;
use crate::domain::ValueClass;

pub const PRACTICE: Practice = Practice {
    code: "bool-not-null",
    summary: "A truth value is true or false, not unknown",
    source: "pgrubic TP017; SQL Antipatterns, Fear of the Unknown",
    documentation: "With NULL there are three cases, and `not x` misses one. A default says what a new row is.",
    work: Work::Advises { find, bad: BAD },
    example: GOOD,
};

const BAD: &str = "entity Post {\n  title varchar(80) unique\n  is_public bool?\n}";
const GOOD: &str = "entity Post {\n  title varchar(80) unique\n  is_public bool = false\n}";

fn find(review: &Review, findings: &mut Vec<Diagnostic>) {
    for (_, field) in review.fields() {
        if field.optional && field.data_type.class == ValueClass::Boolean {
            findings.push(
                Diagnostic::advice(PRACTICE.code, format!("`{}` has three values: true, false and unknown", field.name.text))
                    .at(field.name.span, "may be empty")
                    .help("Write `bool = false`, or an enum whose third value has a name"),
            );
        }
    }
}
