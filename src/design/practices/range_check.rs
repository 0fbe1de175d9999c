//! `range-check`: a start comes before its end.

use super::{Practice, Review, Work};
use crate::diagnostic::Diagnostic;
use crate::domain::{Entity, Field};

pub const PRACTICE: Practice = Practice {
    code: "range-check",
    summary: "A start comes before its end",
    source: "PostgreSQL, 5.4.1. Check Constraints",
    documentation: "Two moments that belong together are checked together; otherwise a span of negative length is stored some day.",
    work: Work::Advises { find, bad: BAD },
    example: GOOD,
};

const BAD: &str = "entity Post {\n  title varchar(80) unique\n  starts_at timestamp\n  ends_at timestamp\n}";
const GOOD: &str =
    "entity Post {\n  title varchar(80) unique\n  starts_at timestamp\n  ends_at timestamp\n  check (ends_at > starts_at)\n}";

fn find(review: &Review, findings: &mut Vec<Diagnostic>) {
    for entity in review.domain.own_entities() {
        for (start, end) in entity.fields().filter_map(|start| Some((start, partner(entity, start)?))) {
            let checked = |columns: &[String]| columns.contains(&start.column) && columns.contains(&end.column);
            let by_entity = entity.checks.iter().any(|check| checked(&check.expression.columns));
            let by_field = entity.fields().filter_map(|field| field.check.as_ref()).any(|check| checked(&check.columns));
            if !by_entity && !by_field {
                findings.push(
                    Diagnostic::advice(PRACTICE.code, format!("Nothing keeps `{}` from lying before `{}`", end.name.text, start.name.text))
                        .at(end.name.span, "may come first")
                        .related(start.name.span, "the start")
                        .help(format!("Write `check ({} > {})`", end.name.text, start.name.text)),
                );
            }
        }
    }
}

/// Words of a start and of its end.
const PAIRS: &[(&str, &str)] =
    &[("starts", "ends"), ("start", "end"), ("started", "ended"), ("from", "to"), ("begin", "end"), ("min", "max"), ("opens", "closes")];

fn partner<'a>(entity: &'a Entity, start: &Field) -> Option<&'a Field> {
    let words: Vec<&str> = start.column.split('_').collect();
    PAIRS.iter().find_map(|(first, last)| {
        let place = words.iter().position(|word| word == first)?;
        let mut wanted = words.clone();
        wanted[place] = last;
        let wanted = wanted.join("_");
        entity.fields().find(|field| field.column == wanted && field.data_type.class == start.data_type.class)
    })
}
