//! What is enough to know: *for regulars a name and a phone will do*, *the name and the e-mail are enough*.
//!
//! Comes in: a clause. Goes out: facts of what is kept. Never happens: what is done, and not kept, becomes a property.

use super::keeping::stored;
use super::predicates::objects;
use crate::intent::rules::clauses::Clause;
use crate::intent::rules::phrases::{Group, Noun};
use crate::intent::rules::properties::is_property;
use crate::intent::rules::reader::Reader;

/// Whether the clause says that some properties are all that is wanted.
pub fn read(reader: &mut Reader, clause: &Clause, subjects: &[Noun], verb: &Group) -> bool {
    let told = !subjects.is_empty() && subjects.iter().all(is_property) && !verb.negated && !verb.passive && !verb.bare;
    if !told || !clause.before.iter().all(|one| matches!(one.preposition.as_deref(), Some("for" | "of" | "about" | "on" | "per") | None)) {
        return false;
    }
    let alone = clause.complements.is_empty();
    let enough = match verb.base.as_str() {
        "do" | "suffice" => alone,
        "be" => {
            let items: Vec<_> = objects(clause).flat_map(|one| &one.items).collect();
            let fine = |word: &str| matches!(word, "enough" | "sufficient" | "fine" | "plenty" | "ok" | "voluntary");
            matches!(items.as_slice(), [item] if item.adjective.as_deref().is_some_and(fine)
                || item.noun.as_ref().is_some_and(|noun| fine(noun.pronoun.as_deref().unwrap_or(noun.head()))))
        }
        _ => false,
    };
    if !enough {
        return false;
    }
    let kept =
        Clause { complements: clause.complements.iter().filter(|one| one.preposition.is_some()).cloned().collect(), ..clause.clone() };
    stored(reader, &kept, subjects);
    true
}
