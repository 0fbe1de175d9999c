//! What goes with what somebody does: *ban a shopper, giving the reason and an end date*, *close a path from one date to another, citing a reason*, *throw away drugs and give a reason*.
//!
//! Comes in: the clauses of a sentence. Goes out: facts of what is done. Never happens: such words tell of who does it, or of whom it is done to.

use super::predicates::{nouns_of, objects};
use crate::intent::rules::clauses::Clause;
use crate::intent::rules::facts::Manner;
use crate::intent::rules::phrases::{Noun, Quantity};
use crate::intent::rules::properties::{is_actor, is_property};
use crate::intent::rules::reader::Reader;

/// `, giving the reason and an end date`
fn gives(clause: &Clause) -> bool {
    clause.verb.as_ref().is_some_and(|verb| verb.bare && clause.relative) && tells(clause)
}

/// `and give a reason`, of who did something right before.
fn gives_too(clause: &Clause) -> bool {
    let once = |noun: &Noun| noun.quantity.indefinite || noun.quantity == Quantity::default();
    let plainly = clause.before.is_empty() && !clause.relative && !clause.aside && clause.subjects.iter().all(is_actor);
    plainly && objects(clause).flat_map(nouns_of).all(once) && tells(clause)
}

fn tells(clause: &Clause) -> bool {
    let Some(verb) = clause.verb.as_ref().filter(|verb| !verb.passive && !verb.negated) else { return false };
    let gives = matches!(
        verb.base.as_str(),
        "give"
            | "cite"
            | "state"
            | "name"
            | "note"
            | "mention"
            | "leave"
            | "add"
            | "provide"
            | "quote"
            | "specify"
            | "enter"
            | "say"
            | "indicate"
            | "record"
    );
    let mut listed = objects(clause).flat_map(nouns_of).peekable();
    gives && listed.peek().is_some() && listed.all(|noun| is_property(noun) && !noun.plural)
}

/// They are read when all else was.
pub fn last(clauses: &mut [Clause]) {
    clauses.sort_by_key(gives);
}

pub fn read(reader: &mut Reader, clause: &Clause) -> bool {
    let Some(event) = reader.happened.clone().filter(|_| gives(clause) || gives_too(clause)) else { return false };
    for complement in objects(clause) {
        reader.listed_parts(&event, complement, Manner::Has);
    }
    true
}
