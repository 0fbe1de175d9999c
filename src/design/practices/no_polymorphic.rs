//! `no-polymorphic`: a reference points to one entity.

use super::{Practice, Review, Work};
use crate::diagnostic::Diagnostic;

pub const PRACTICE: Practice = Practice {
    code: "no-polymorphic",
    summary: "A reference points to one entity",
    source: "SQL Antipatterns, Polymorphic Associations; GitLab database guidelines, polymorphic associations",
    documentation: "A pair `x_type`, `x_id` can be no foreign key: nothing keeps it true, and no join is simple.",
    work: Work::Advises { find, bad: BAD },
    example: GOOD,
};

const BAD: &str = "entity Post {\n  title varchar(80) unique\n  subject_type varchar(40)\n  subject_id bigint\n}";
const GOOD: &str =
    "entity User {\n  name varchar(80) unique\n}\nentity Post {\n  title varchar(80) unique\n  user -> User?\n  parent -> Post?\n}";

fn find(review: &Review, findings: &mut Vec<Diagnostic>) {
    for (entity, field) in review.fields() {
        let Some(stem) = field.column.strip_suffix("_type") else { continue };
        if let Some(id) = entity.fields().find(|other| other.column == format!("{stem}_id")) {
            findings.push(
                Diagnostic::warning(
                    PRACTICE.code,
                    format!("`{}` and `{}` point to several entities at once", field.name.text, id.name.text),
                )
                .at(id.name.span, "can be no foreign key")
                .related(field.name.span, "says which entity")
                .help(
                    "Write one optional reference for each entity, and a check that exactly one is given: `check (num_nonnulls(a, b) = 1)`",
                ),
            );
        }
    }
}
