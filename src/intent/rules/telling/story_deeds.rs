//! What the person of a user story does, where the text has only the verb for it: *as a gardener I want to claim a plot*, *sign up for a race*, *check in at a hall*, *warn of ice on a road*,
//! *be reminded of my tablets*; and whose the things are that a person writes down: *as a host I want to list dishes*.
//!
//! Comes in: a clause of a story, and its person. Goes out: a thing for what is done, which is of that person and of what it is done to. Never happens: such a thing where nobody tells a story; a property alone
//! becomes what it is done to.

use std::sync::LazyLock;

use super::happenings::is_target;
use super::predicates::{nouns_of, objects, relation};
use crate::intent::rules::clauses::{Clause, Complement};
use crate::intent::rules::facts::{Manner, SURE};
use crate::intent::rules::phrases::{Group, Noun};
use crate::intent::rules::properties::{is_actor, is_property, is_thing};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words::Sense;

struct Deed {
    verb: &'static str,
    /// Prepositions before what it is done to; `-` for its object.
    to: Vec<&'static str>,
    event: &'static str,
}

static DEEDS: LazyLock<Vec<Deed>> = LazyLock::new(|| {
    let lines = include_str!("../../data/words/story_deeds.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let (verb, event) = line.split_once('=')?;
            let mut words = verb.split_whitespace();
            Some(Deed { verb: words.next()?, to: words.collect(), event: event.trim() })
        })
        .collect()
});

/// The person of the story, who is somebody.
fn person(reader: &Reader, subjects: &[Noun]) -> Option<Noun> {
    let acting = subjects.is_empty() || subjects.iter().all(is_actor);
    reader.actor().filter(|actor| acting && !is_actor(actor) && !is_property(actor))
}

/// What stands behind one of these prepositions; of a property the thing that has it.
fn done_to(reader: &Reader, clause: &Clause, to: &[&str]) -> Vec<Noun> {
    let stands = |one: &&Complement| to.contains(&one.preposition.as_deref().unwrap_or("-"));
    let whole = |noun: &Noun| if is_target(noun) { noun.clone() } else { noun.of.as_deref().unwrap_or(noun).clone() };
    let nouns = clause.complements.iter().filter(stands).flat_map(nouns_of).map(whole);
    nouns.filter_map(|noun| reader.meant_by(&noun)).filter(is_target).collect()
}

pub fn read(reader: &mut Reader, clause: &Clause, subjects: &[Noun], verb: &Group) -> bool {
    if verb.negated || clause.relative || clause.aside {
        return false;
    }
    let Some(actor) = person(reader, subjects) else { return false };
    if verb.passive {
        return reminded(reader, clause, verb, &actor);
    }
    if measured(reader, clause, verb, &actor) {
        return true;
    }
    let deeds = || DEEDS.iter().filter(|deed| deed.verb == verb.base);
    for deed in deeds() {
        let to = done_to(reader, clause, &deed.to);
        let itself = |noun: &Noun| noun.head() == deed.event || crate::intent::rules::words::is_event_of(noun.head(), &verb.base);
        let object = deed.to.contains(&"-") || objects(clause).flat_map(nouns_of).next().is_none();
        if to.is_empty() || !object || to.iter().any(itself) {
            continue;
        }
        happened(reader, clause, verb, &actor, deed.event, &to);
        return true;
    }
    false
}

/// The thing for what is done, with what is told of it.
fn happened(reader: &mut Reader, clause: &Clause, verb: &Group, actor: &Noun, name: &str, to: &[Noun]) {
    let event = Noun { range: verb.range.clone(), ..super::parts::plain(name) };
    reader.thing(&event, SURE);
    reader.thing(actor, 0.5);
    reader.concerns(&event, actor);
    for noun in to {
        reader.thing(noun, 0.3);
        reader.concerns(&event, noun);
    }
    for complement in &clause.complements {
        let told = nouns_of(complement).any(is_property) || complement.items.iter().any(|item| item.asked.is_some());
        if matches!(complement.preposition.as_deref(), Some("with" | ":")) && told {
            reader.listed_parts(&event, complement, Manner::Has);
        }
    }
    reader.happened = Some(event.clone());
    reader.topic = Some(event);
}

/// What people measure again and again.
const MEASURES: [&str; 16] = [
    "temperature",
    "weight",
    "mood",
    "pressure",
    "pulse",
    "level",
    "humidity",
    "height",
    "rate",
    "sugar",
    "glucose",
    "mileage",
    "depth",
    "rainfall",
    "voltage",
    "waist",
];

/// Nobody else's: *my temperature*, *the mileage*, *my heart rate*, but not *each patient's temperature*, *the exchange rate*.
fn is_own_measure(noun: &Noun) -> bool {
    let of_a_body = noun.head() != "rate" || noun.words.first().is_some_and(|word| matches!(word.as_str(), "heart" | "pulse" | "resting"));
    let own = noun.of.is_none() && noun.owner.is_none() && noun.owner_word.as_deref().is_none_or(|word| word == "my");
    MEASURES.contains(&noun.head()) && of_a_body && own && !noun.plural
}

/// `I want to write down my temperature each morning`: a reading for each time.
fn measured(reader: &mut Reader, clause: &Clause, verb: &Group, actor: &Noun) -> bool {
    let writes = matches!(verb.base.as_str(), "log" | "note" | "record" | "track" | "measure" | "write" | "store" | "enter");
    let time = |noun: &Noun| crate::intent::rules::meanings::is_one_of(noun.head(), &["unit"]) && !MEASURES.contains(&noun.head());
    let placed = clause.complements.iter().any(|one| matches!(one.preposition.as_deref(), Some("of" | "for" | "in" | "per")));
    let mut listed = objects(clause).flat_map(nouns_of).filter(|noun| !time(noun));
    let Some(measure) = listed.next().filter(|noun| is_own_measure(noun)) else {
        return false;
    };
    if !writes || placed || listed.next().is_some() {
        return false;
    }
    let event = Noun { range: measure.range.clone(), ..super::parts::plain(&format!("{}_reading", measure.name())) };
    reader.thing(&event, SURE);
    reader.thing(actor, 0.5);
    reader.concerns(&event, actor);
    let measure = Noun { owner_word: None, ..measure.clone() };
    reader.owns(&event, super::parts::of_noun(&measure), Manner::Has);
    reader.owns(&event, super::parts::plain_part("measured_at", &measure), Manner::Has);
    for with in clause.complements.iter().filter(|one| one.preposition.as_deref() == Some("with")) {
        reader.listed_parts(&event, with, Manner::Has);
    }
    reader.topic = Some(event);
    true
}

/// `I want to be reminded of my tablets at an hour I choose`: a reminder of that person.
fn reminded(reader: &mut Reader, clause: &Clause, verb: &Group, actor: &Noun) -> bool {
    let of = |one: &&Complement| matches!(one.preposition.as_deref(), Some("of" | "about"));
    let Some(of) = clause.complements.iter().find(of).filter(|_| verb.base == "remind") else { return false };
    let of: Vec<Noun> = nouns_of(of).filter_map(|noun| reader.meant_by(noun)).filter(is_thing).collect();
    let event = Noun { range: verb.range.clone(), ..super::parts::plain("reminder") };
    reader.thing(&event, SURE);
    reader.thing(actor, 0.5);
    reader.concerns(&event, actor);
    for noun in &of {
        reader.concerns(&event, noun);
    }
    let at = |one: &&Complement| matches!(one.preposition.as_deref(), Some("at" | "on"));
    for noun in clause.complements.iter().filter(at).flat_map(nouns_of).filter(|noun| is_property(noun) || noun.head() == "hour") {
        reader.owns(&event, super::parts::of_noun(noun), Manner::Has);
    }
    reader.topic = Some(event);
    true
}

/// `As a host I want to list dishes`: what somebody writes down is that person's.
pub fn written(reader: &mut Reader, clause: &Clause, subjects: &[Noun], verb: &Group) {
    let Some(actor) = person(reader, subjects).filter(|actor| !keeps_for_others(actor)) else { return };
    let writes = matches!(
        verb.base.as_str(),
        "enter"
            | "list"
            | "log"
            | "note"
            | "record"
            | "add"
            | "register"
            | "describe"
            | "state"
            | "offer"
            | "store"
            | "save"
            | "upload"
            | "post"
    );
    if !writes || verb.passive || verb.negated || clause.relative || !matches!(verb.sense, Sense::Store | Sense::Manage) {
        return;
    }
    let objects: Vec<Noun> = objects(clause).flat_map(nouns_of).filter(|noun| is_thing(noun)).cloned().collect();
    for noun in objects {
        let new = noun.quantity.indefinite
            || noun.plural && !noun.quantity.said
            || noun.quantity.each
            || noun.owner_word.as_deref() == Some("my");
        if new && noun.name() != actor.name() && noun.of.is_none() && noun.owner.is_none() {
            let group = Group { base: "belong".to_string(), sense: Sense::Belong, ..verb.clone() };
            relation(reader, &noun, &actor, &group, Some("of"), true);
        }
    }
}

/// Who writes things down for all: they are nobody's own.
fn keeps_for_others(actor: &Noun) -> bool {
    let keepers = [
        "admin",
        "administrator",
        "manager",
        "clerk",
        "editor",
        "curator",
        "secretary",
        "organiser",
        "organizer",
        "coordinator",
        "director",
        "receptionist",
        "moderator",
        "officer",
        "supervisor",
        "caretaker",
        "accountant",
        "treasurer",
        "planner",
        "dispatcher",
        "librarian",
        "worker",
        "nurse",
        "assistant",
        "staff",
        "agent",
        "technician",
        "operator",
        "employee",
    ];
    keepers.contains(&actor.head()) || crate::intent::rules::words::is_role(actor.head())
}
