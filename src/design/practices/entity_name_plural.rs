//! `entity-name-plural`: an entity is named in the singular.

use super::{Practice, Review, Work};
use crate::diagnostic::Diagnostic;
use crate::domain::{TableStyle, naming};

pub const PRACTICE: Practice = Practice {
    code: "entity-name-plural",
    summary: "An entity is named in the singular",
    source: "GitLab database guidelines, naming; Rails and Prisma conventions",
    documentation: "An entity is one thing: `User`. Its table holds many and is named `users` by itself.",
    work: Work::Advises { find, bad: BAD },
    example: GOOD,
};

const BAD: &str = "entity Posts {\n  title varchar(80) unique\n}";
const GOOD: &str = "entity Post {\n  title varchar(80) unique\n}";

fn find(review: &Review, findings: &mut Vec<Diagnostic>) {
    let follows = match review.domain.settings.tables {
        TableStyle::Plural => "; the table becomes plural by itself",
        TableStyle::Singular => ", as its table is",
    };
    for entity in review.domain.own_entities() {
        if !entity.name.text.ends_with(['s', 'S']) {
            continue;
        }
        let last = naming::snake_case(&entity.name.text);
        let last = last.rsplit('_').next().unwrap_or("");
        let singular = naming::singular(last);
        let plural = last.ends_with('s') && singular != last && naming::table_name(last) == last && !last.ends_with("ss");
        if plural {
            findings.push(
                Diagnostic::advice(PRACTICE.code, format!("`{}` is a plural; an entity is one thing", entity.name.text))
                    .at(entity.name.span, "several of them")
                    .help(format!("Name it by its singular, ending in `{singular}`{follows}")),
            );
        }
    }
}
