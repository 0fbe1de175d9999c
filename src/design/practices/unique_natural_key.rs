//! `unique-natural-key`: what tells two rows apart is unique.

use super::{Practice, Review, Work};
use crate::diagnostic::Diagnostic;
use crate::domain::{Field, KeyKind, ValueClass};

pub const PRACTICE: Practice = Practice {
    code: "unique-natural-key",
    summary: "What tells two rows apart is unique",
    source: "SQL Antipatterns, ID Required: a pseudokey does not prevent duplicates",
    documentation: "A generated `id` lets the same thing stand twice. A unique field also names rows in `rows` and lets a seed run again.",
    work: Work::Advises { find, bad: BAD },
    example: GOOD,
};

const BAD: &str = "entity Post {\n  title varchar(80)\n}";
const GOOD: &str = "entity Post {\n  title varchar(80) unique\n}";

fn find(review: &Review, findings: &mut Vec<Diagnostic>) {
    for entity in review.domain.own_entities() {
        let unique = !entity.uniques.is_empty()
            || entity.fields().any(|field| field.unique.is_some())
            || entity.references().any(|reference| reference.unique.is_some());
        // Without a field of its own that could be a name, an entity is an event or a note: nothing to mark.
        let nameable = entity.fields().find(|field| !field.optional && is_name(field));
        if let (false, KeyKind::Generated(_), Some(field)) = (unique, &entity.key.kind, nameable) {
            findings.push(
                Diagnostic::advice(PRACTICE.code, format!("Only its `id` tells one `{}` from another", entity.name.text))
                    .at(entity.name.span, "the same may stand twice")
                    .related(field.name.span, "perhaps this, alone or with a reference")
                    .help(format!("Write `unique` at a field, or `unique ({}, …)`", field.name.text)),
            );
        }
    }
}

fn is_name(field: &Field) -> bool {
    field.data_type.class == ValueClass::Text
        && !field.data_type.sql.array
        && field.data_type.sql.name == "varchar"
        && field.data_type.word != "secret"
}
