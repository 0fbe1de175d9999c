//! Whose the things of a user story are: *as a hiker I want to register with my name*, *see my orders*, *mark huts as favourites*.
//!
//! Comes in: clauses of a story, and its person. Goes out: facts about that person. Never happens: a person who only looks at things gets anything.

use super::clauses::{Clause, Complement};
use super::facts::{Manner, Relates};
use super::phrases::{Group, Noun};
use super::predicates::{nouns_of, objects};
use super::reader::{Reader, is_actor, is_property};
use super::words::Sense;

/// `my orders`: they are the person's.
pub fn mine(reader: &mut Reader, noun: &Noun) {
    let Some(actor) = reader.actor().filter(|_| noun.owner_word.as_deref() == Some("my")) else { return };
    if is_property(noun) || is_actor(noun) || is_actor(&actor) || noun.name() == actor.name() || !noun.plural {
        return;
    }
    reader.relates(Relates {
        from: noun.clone(),
        to: actor,
        verb: "belong".to_string(),
        sense: Some(Sense::Belong),
        preposition: Some("of".to_string()),
        passive: true,
        range: noun.range.clone(),
        ..Relates::default()
    });
}

/// `I want to register with my name and my e-mail address`: what is kept of the person.
pub fn signs_up(reader: &mut Reader, clause: &Clause, verb: &Group) -> bool {
    let Some(actor) = reader.actor().filter(|actor| !is_actor(actor)) else { return false };
    let alone = objects(clause).flat_map(nouns_of).next().is_none();
    if !alone || !matches!(verb.base.as_str(), "register" | "sign" | "enrol" | "enroll" | "join" | "apply") {
        return false;
    }
    let has = |one: &&Complement| {
        matches!(one.preposition.as_deref(), Some("with" | "using" | ":" | "by"))
            && one.items.iter().filter_map(|item| item.noun.as_ref()).all(is_property)
    };
    let Some(with) = clause.complements.iter().find(has) else { return false };
    reader.thing(&actor, 1.0);
    reader.listed_parts(&actor, with, Manner::Has);
    true
}

/// `mark huts as favourites`, `add recipes to my favourites`: another word for a verb.
pub fn favours(clause: &Clause, verb: &Group) -> bool {
    matches!(verb.base.as_str(), "mark" | "save" | "add" | "flag" | "put")
        && clause
            .complements
            .iter()
            .filter(|one| matches!(one.preposition.as_deref(), Some("as" | "to" | "in" | "among")))
            .flat_map(nouns_of)
            .any(|noun| matches!(noun.head(), "favourite" | "favorite"))
}
