//! `no-money`: an amount says its currency.

use super::{Practice, Review, Work};
use crate::diagnostic::Diagnostic;

pub const PRACTICE: Practice = Practice {
    code: "no-money",
    summary: "An amount says its currency",
    source: "PostgreSQL wiki, Don't Do This: do not use money; pgrubic TP006",
    documentation: "The type `money` of PostgreSQL takes its currency from the server's locale: the same rows mean other sums on another server.",
    work: Work::Advises { find, bad: BAD },
    example: GOOD,
};

const BAD: &str = "entity Post {\n  title varchar(80) unique\n  price pg.money\n}";
const GOOD: &str = "entity Post {\n  title varchar(80) unique\n  price money(EUR)\n}";

fn find(review: &Review, findings: &mut Vec<Diagnostic>) {
    for (_, field) in review.fields() {
        if field.data_type.sql.name == "money" {
            findings.push(
                Diagnostic::warning(PRACTICE.code, format!("`{}` takes its currency from the server's locale", field.name.text))
                    .at(field.name.span, "`pg.money`")
                    .help("Write `money(EUR)` with its currency"),
            );
        }
    }
}
