//! `enum-too-large`: a set of more than twenty values is a table.

use super::{Practice, Review, Work};
use crate::diagnostic::Diagnostic;
use crate::domain::EnumStyle;

pub const PRACTICE: Practice = Practice {
    code: "enum-too-large",
    summary: "A set of more than twenty values is a table",
    source: "SQL Antipatterns, 31 Flavors; squawk and eugene W13 on enums",
    documentation: "A long list grows, and its values soon want a description or an order of their own: an entity or `enums table` has room for both.",
    work: Work::Advises { find, bad: BAD },
    example: GOOD,
};

const BAD: &str = "enum Color { c1 c2 c3 c4 c5 c6 c7 c8 c9 c10 c11 c12 c13 c14 c15 c16 c17 c18 c19 c20 c21 }\nentity Post {\n  title varchar(80) unique\n  color Color\n}";
const GOOD: &str = "enum Color { red green blue }\nentity Post {\n  title varchar(80) unique\n  color Color\n}";

fn find(review: &Review, findings: &mut Vec<Diagnostic>) {
    if review.domain.settings.enums == EnumStyle::Table {
        return;
    }
    for enumeration in review.domain.enums.iter().filter(|enumeration| enumeration.values.len() > 20) {
        findings.push(
            Diagnostic::advice(PRACTICE.code, format!("The enum `{}` has {} values", enumeration.name.text, enumeration.values.len()))
                .at(enumeration.name.span, "a list that grows")
                .help("Make it an entity with `rows`, or write `settings { enums table }`"),
        );
    }
}
