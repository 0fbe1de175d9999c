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
    if is_property(noun) || is_actor(noun) || is_actor(&actor) || noun.name() == actor.name() || !noun.plural || is_favourite(noun.head()) {
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

/// Whether a clause is one of those that are read here.
pub fn read(reader: &mut Reader, clause: &Clause, subjects: &[Noun], verb: &Group) -> bool {
    if verb.negated || verb.passive {
        return false;
    }
    let objects: Vec<Noun> = objects(clause).flat_map(nouns_of).filter_map(|noun| reader.meant_by(noun)).collect();
    let acting = subjects.iter().all(is_actor);
    let who: Vec<Noun> = subjects.iter().cloned().chain(reader.actor().filter(|_| acting)).collect();
    (acting && signs_up(reader, clause, verb)) || favours(reader, clause, verb, &who, &objects) || meets(reader, clause, subjects, &objects)
}

/// `I want to register with my name and my e-mail address`: what is kept of the person.
fn signs_up(reader: &mut Reader, clause: &Clause, verb: &Group) -> bool {
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

/// `mark huts as favourites`, `add recipes to my favourites`: many of both.
fn favours(reader: &mut Reader, clause: &Clause, verb: &Group, who: &[Noun], objects: &[Noun]) -> bool {
    let kept = matches!(verb.base.as_str(), "mark" | "save" | "add" | "flag" | "put" | "keep")
        && clause
            .complements
            .iter()
            .filter(|one| matches!(one.preposition.as_deref(), Some("as" | "to" | "in" | "among")))
            .flat_map(nouns_of)
            .any(|noun| is_favourite(noun.head()));
    if !kept || who.is_empty() {
        return false;
    }
    for one in who.iter().filter(|one| !is_actor(one)) {
        for object in objects.iter().filter(|object| !is_property(object)) {
            let object = Noun { plural: true, ..object.clone() };
            let group = Group { base: "favourite".to_string(), sense: Sense::Meet, passive: false, ..verb.clone() };
            super::predicates::relation(reader, one, &object, &group, None, false);
        }
    }
    true
}

fn is_favourite(head: &str) -> bool {
    matches!(head, "favourite" | "favorite" | "bookmark")
}

/// Nouns of what people do together at a time.
fn is_meeting(noun: &Noun) -> bool {
    matches!(
        noun.head(),
        "appointment"
            | "consultation"
            | "session"
            | "visit"
            | "meeting"
            | "lesson"
            | "match"
            | "game"
            | "interview"
            | "booking"
            | "reservation"
    )
}

/// `Doctors see patients in appointments`: what is done takes place in it, and it is of both.
fn meets(reader: &mut Reader, clause: &Clause, subjects: &[Noun], objects: &[Noun]) -> bool {
    let place = clause.complements.iter().filter(|one| matches!(one.preposition.as_deref(), Some("in" | "during" | "at" | "through")));
    let Some(event) = place.flat_map(nouns_of).find(|noun| noun.plural && is_meeting(noun)).cloned() else { return false };
    let plain = |noun: &&Noun| !is_actor(noun) && !is_property(noun) && noun.pronoun.is_none();
    let all: Vec<&Noun> = subjects.iter().chain(objects).filter(plain).collect();
    if all.len() < 2 {
        return false;
    }
    reader.thing(&event, 1.0);
    for noun in all {
        reader.relates(Relates {
            from: event.clone(),
            to: noun.clone(),
            verb: "concern".to_string(),
            sense: Some(Sense::Belong),
            preposition: Some("of".to_string()),
            passive: true,
            range: noun.range.clone(),
            ..Relates::default()
        });
    }
    true
}
