//! `fk-no-on-update-cascade`: keys do not change.

use super::{Practice, Review, Work};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity;
use crate::syntax::ast::ActionKind;

pub const PRACTICE: Practice = Practice {
    code: "fk-no-on-update-cascade",
    summary: "Keys do not change",
    source: "pgrubic CT001; GitLab database guidelines, foreign keys",
    documentation: "ON UPDATE CASCADE rewrites every row that refers to a key that changes. A key that may change is a unique field beside a generated `id`.",
    work: Work::Advises { find, bad: BAD },
    example: GOOD,
};

const BAD: &str = "entity Country {\n  key (code)\n  code country\n}\nentity Post {\n  title varchar(80) unique\n  country -> Country on update cascade\n}";
const GOOD: &str = "entity Country {\n  key (code)\n  code country\n}\nentity Post {\n  title varchar(80) unique\n  country -> Country\n}";

fn find(review: &Review, findings: &mut Vec<Diagnostic>) {
    for entity in review.domain.own_entities() {
        for reference in entity.references() {
            if let Some((ActionKind::Cascade, span)) = reference.on_update {
                let target = &review.domain.entity(reference.target).name.text;
                findings.push(
                    Diagnostic::new(Severity::Question, PRACTICE.code, format!("Does the key of `{target}` change?"))
                        .at(span, "then every row that refers to it is rewritten")
                        .help(format!(
                            "If it does, give `{target}` a generated key and make this field `unique`; if not, take `on update cascade` out"
                        )),
                );
            }
        }
    }
}
