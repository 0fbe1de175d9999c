//! `nulls-not-distinct`: it is decided whether empty values may repeat in a unique rule.

use super::{Practice, Review, Work};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity;

pub const PRACTICE: Practice = Practice {
    code: "nulls-not-distinct",
    summary: "It is decided whether empty values may repeat in a unique rule",
    source: "PostgreSQL, 5.4.3. Unique Constraints: NULLS NOT DISTINCT",
    documentation: "PostgreSQL holds two NULLs different: rows with an empty field never clash. That is right for an optional e-mail address, and wrong for (account, parent, name).",
    work: Work::Advises { find, bad: BAD },
    example: GOOD,
};

const BAD: &str = "entity Folder {\n  parent -> Folder?\n  name varchar(80)\n  unique (parent, name)\n}";
const GOOD: &str = "entity Folder {\n  parent -> Folder?\n  name varchar(80)\n  unique (parent, name) where (parent is not null)\n  unique (name) where (parent is null)\n}";

fn find(review: &Review, findings: &mut Vec<Diagnostic>) {
    for entity in review.domain.own_entities() {
        for unique in entity.uniques.iter().filter(|unique| unique.condition.is_none() && unique.attributes.len() > 1) {
            let optional =
                unique.attributes.iter().filter_map(|index| entity.attributes.get(*index)).find(|attribute| attribute.optional());
            if let Some(attribute) = optional {
                let name = &attribute.name().text;
                findings.push(
                    Diagnostic::new(Severity::Question, PRACTICE.code, format!("May rows without `{name}` be equal in all else?"))
                        .at(unique.span, "taken as: yes, they never clash")
                        .related(attribute.name().span, "may be empty")
                        .help(format!("If they must differ, write one rule for each case: `unique (…) where ({name} is not null)` and `unique (…) where ({name} is null)`")),
                );
            }
        }
    }
}
