//! `ident-63`: names have at most 63 bytes.

use super::{Practice, Review, Work};
use crate::diagnostic::Diagnostic;
use crate::domain::naming;

pub const PRACTICE: Practice = Practice {
    code: "ident-63",
    summary: "Names have at most 63 bytes",
    source: "PostgreSQL, 4.1.1. Identifiers and Key Words; squawk identifier-too-long",
    documentation: "PostgreSQL cuts longer names in silence. They are shortened here, always to the same name: cut, with eight digits of a hash of the whole.",
    work: Work::Advises { find, bad: BAD },
    example: GOOD,
};

const BAD: &str = "entity VeryLongVeryLongVeryLongVeryLongVeryLongVeryLongVeryLongVeryLongVeryLong {\n  title varchar(80) unique\n}";
const GOOD: &str = "entity Post {\n  title varchar(80) unique\n}";

fn find(review: &Review, findings: &mut Vec<Diagnostic>) {
    for entity in review.domain.own_entities() {
        let tables = std::iter::once((entity.name.text.as_str(), &entity.name, entity.table.as_str()));
        let fields = entity.fields().map(|field| (field.name.text.as_str(), &field.name, field.column.as_str()));
        for (written, name, made) in tables.chain(fields) {
            if written.len() > naming::LONGEST && made.len() <= naming::LONGEST {
                findings.push(
                    Diagnostic::advice(
                        PRACTICE.code,
                        format!("This name has {} bytes; PostgreSQL keeps {}", written.len(), naming::LONGEST),
                    )
                    .at(name.span, format!("becomes `{made}`"))
                    .help("Write a shorter name"),
                );
            }
        }
    }
}
