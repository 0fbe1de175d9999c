//! What is done to one thing by somebody for a third: *a subject is taught to a class by a teacher*, *hours are booked by masons on stones*, *bands are engaged for a festival at a fee*.
//!
//! Comes in: a passive clause. Goes out: a thing for what is done, of all who take part, with what else is told of it. Never happens: such a thing where a word of number says that it is done once, or where what is done to
//! is itself what happens or a paper of it.

use super::happenings;
use super::parts::{of_noun, plain};
use super::predicates::nouns_of;
use crate::intent::rules::clauses::Clause;
use crate::intent::rules::facts::{Manner, SURE};
use crate::intent::rules::phrases::{Group, Noun};
use crate::intent::rules::properties::{is_actor, is_plain_property, is_property, is_thing};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words::{self, Sense};

/// Once or for good: where something is, whose it is, what it is made of.
fn for_good(base: &str) -> bool {
    matches!(
        base,
        "place"
            | "put"
            | "locate"
            | "make"
            | "build"
            | "write"
            | "create"
            | "found"
            | "design"
            | "paint"
            | "publish"
            | "add"
            | "send"
            | "submit"
            | "file"
            | "report"
            | "invite"
            | "post"
            | "upload"
            | "keep"
            | "sell"
            | "buy"
            | "use"
            | "do"
            | "carry"
            | "issue"
    )
}

pub fn read(reader: &mut Reader, clause: &Clause, subjects: &[Noun], verb: &Group) -> bool {
    let [subject] = subjects else { return false };
    let acts = matches!(verb.sense, Sense::Make | Sense::Meet | Sense::Act) && !for_good(&verb.base);
    if !verb.passive || verb.negated || verb.bare || clause.relative || clause.aside || !acts {
        return false;
    }
    let once = |noun: &Noun| noun.quantity.said && noun.quantity.many != Some(true);
    let is_event = |noun: &Noun| crate::intent::rules::meanings::is_one_of(noun.head(), &["event", "document"]);
    let itself = words::names_what_happens(subject.head()) || is_event(subject);
    if !is_thing(subject) || once(subject) || itself || subject.quantity.pointed || subject.quantity.each {
        return false;
    }
    let behind = |words: &'static [&'static str]| {
        clause.complements.iter().filter(move |one| one.preposition.as_deref().is_some_and(|word| words.contains(&word))).flat_map(nouns_of)
    };
    let by: Vec<Noun> = behind(&["by"]).filter_map(|noun| reader.meant_by(noun)).filter(is_thing).collect();
    // `heated by a boiler in a cellar`: where that stands.
    let placed = behind(&["in", "at"]).filter(|noun| noun.plural);
    let to: Vec<Noun> = behind(&["to", "on", "for"]).chain(placed).filter_map(|noun| reader.meant_by(noun)).filter(is_thing).collect();
    let to: Vec<Noun> = to.into_iter().filter(|noun| !crate::intent::rules::meanings::is_one_of(noun.head(), &["unit"])).collect();
    let priced = behind(&["at", "for"]).any(|noun| {
        is_plain_property(noun)
            && noun.quantity.indefinite
            && matches!(noun.head(), "fee" | "price" | "rate" | "wage" | "salary" | "sum" | "rent" | "cost")
    });
    let somebody = by.iter().all(super::deeds::is_somebody);
    let third = !by.is_empty() && somebody || by.is_empty() && priced;
    if !third
        || to.len() != 1
        || by.len() > 1
        || to.iter().chain(&by).any(|noun| once(noun) || is_actor(noun) || noun.name() == subject.name())
    {
        return false;
    }
    let known = words::verb_named(&verb.base);
    let name = match known.filter(|known| !known.nouns.is_empty()) {
        Some(known) => happenings::name(reader, known),
        None => Some(words::event_name(&verb.base)),
    };
    let Some(name) = name.filter(|name| !to.iter().chain(&by).any(|noun| noun.head() == name)) else { return false };
    let event = Noun { range: verb.range.clone(), ..plain(&name) };
    if words::is_never(event.head()) {
        return false;
    }
    reader.thing(&event, SURE);
    for noun in [subject].into_iter().chain(&to).chain(&by) {
        reader.concerns(&event, &Noun { quantity: crate::intent::rules::phrases::Quantity::default(), ..noun.clone() });
    }
    for complement in &clause.complements {
        match complement.preposition.as_deref() {
            Some("at" | "for" | "in" | "on") => {
                for noun in nouns_of(complement).filter(|noun| is_property(noun) && noun.quantity.indefinite) {
                    reader.owns(&event, of_noun(noun), Manner::Has);
                }
            }
            Some("with" | ":") => reader.listed_parts(&event, complement, Manner::Has),
            _ => {}
        }
    }
    reader.topic = Some(event);
    true
}
