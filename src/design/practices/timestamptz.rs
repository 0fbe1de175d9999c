//! `timestamptz`: a moment has a time zone.

use super::{Practice, Review, Work};
use crate::diagnostic::Diagnostic;
use crate::domain::ValueClass;

pub const PRACTICE: Practice = Practice {
    code: "timestamptz",
    summary: "A moment has a time zone",
    source: "PostgreSQL wiki, Don't Do This: do not use timestamp without time zone; squawk prefer-timestamptz",
    documentation: "`timestamp` without time zone is a picture of a clock: which moment it means depends on who reads it.",
    work: Work::Advises { find, bad: BAD },
    example: GOOD,
};

const BAD: &str = "entity Post {\n  title varchar(80) unique\n  seen_at pg.timestamp\n}";
const GOOD: &str = "entity Post {\n  title varchar(80) unique\n  seen_at timestamp\n}";

fn find(review: &Review, findings: &mut Vec<Diagnostic>) {
    for (_, field) in review.fields() {
        if field.data_type.class == (ValueClass::Timestamp { with_time_zone: false }) {
            findings.push(
                Diagnostic::warning(PRACTICE.code, format!("`{}` says a time of a clock, not a moment", field.name.text))
                    .at(field.name.span, "without time zone")
                    .help("Write `timestamp`, which has a time zone"),
            );
        }
    }
}
