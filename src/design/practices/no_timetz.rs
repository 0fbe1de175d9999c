//! `no-timetz`: a time of day has no time zone.

use super::{Practice, Review, Work};
use crate::diagnostic::Diagnostic;

pub const PRACTICE: Practice = Practice {
    code: "no-timetz",
    summary: "A time of day has no time zone",
    source: "PostgreSQL wiki, Don't Do This: do not use timetz; pgrubic TP002",
    documentation: "Without a date nobody knows whether it is summer; the offset cannot be right all year.",
    work: Work::Advises { find, bad: BAD },
    example: GOOD,
};

const BAD: &str = "entity Post {\n  title varchar(80) unique\n  opens_at timetz\n}";
const GOOD: &str = "entity Post {\n  title varchar(80) unique\n  opens_at time\n}";

fn find(review: &Review, findings: &mut Vec<Diagnostic>) {
    for (_, field) in review.fields() {
        if field.data_type.sql.name == "timetz" {
            findings.push(
                Diagnostic::advice(PRACTICE.code, format!("`{}` has a time zone but no date", field.name.text))
                    .at(field.name.span, "`timetz`")
                    .help("Write `time`, and a `timezone` beside it if needed"),
            );
        }
    }
}
