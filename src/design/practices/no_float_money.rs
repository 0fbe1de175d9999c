//! `no-float-money`: money is exact: never a binary fraction.

use super::{Practice, Review, Work};
use crate::diagnostic::Diagnostic;
use crate::domain::ValueClass;

pub const PRACTICE: Practice = Practice {
    code: "no-float-money",
    summary: "Money is exact: never a binary fraction",
    source: "SQL Antipatterns, Rounding Errors; pgrubic TP011",
    documentation: "0.1 + 0.2 is not 0.3 in `float` and `real`, and sums drift. `money(EUR)` or `decimal(12,2)` keep every cent.",
    work: Work::Advises { find, bad: BAD },
    example: GOOD,
};

const BAD: &str = "entity Post {\n  title varchar(80) unique\n  price float\n}";
const GOOD: &str = "entity Post {\n  title varchar(80) unique\n  price money(EUR)\n}";

fn find(review: &Review, findings: &mut Vec<Diagnostic>) {
    for (_, field) in review.fields() {
        let amount = field.column.split('_').any(|word| AMOUNTS.contains(&word));
        if amount && field.data_type.class == ValueClass::Float {
            findings.push(
                Diagnostic::warning(PRACTICE.code, format!("`{}` sounds like money, but its type rounds", field.name.text))
                    .at(field.name.span, "a binary fraction")
                    .help("Write `money(EUR)` with its currency, or `decimal(12,2)`"),
            );
        }
    }
}

/// Words that stand for amounts of money in a field's name.
const AMOUNTS: &[&str] = &[
    "price", "amount", "total", "subtotal", "cost", "fee", "balance", "salary", "tax", "discount", "revenue", "payment", "refund", "budget",
];
