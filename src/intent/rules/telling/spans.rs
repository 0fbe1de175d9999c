//! From when to when: *runs from one date to another*, *book a stay from one date to another*.
//!
//! Comes in: a clause of any verb. Goes out: two dates, or two times, of what it is about; whether that was all. Never happens: two times of a thing that is there before.

use super::happenings::Told;
use super::parts::{of_noun, plain};
use super::predicates::nouns_of;
use crate::intent::rules::clauses::Clause;
use crate::intent::rules::facts::Manner;
use crate::intent::rules::phrases::{Group, Noun};
use crate::intent::rules::properties::{is_actor, is_property};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words::{self, Sense};

/// A clause that may say so.
pub struct Span<'a> {
    pub clause: &'a Clause,
    pub verb: &'a Group,
    pub subjects: &'a [Noun],
    pub objects: &'a [Noun],
    pub event: Option<&'a Noun>,
    pub acting: bool,
}

pub fn read(reader: &mut Reader, span: &Span, told: &Told) -> bool {
    let Span { clause, verb, subjects, objects, event, acting } = *span;
    // `runs from one date to another`
    let bounds =
        |word: &str| clause.complements.iter().find(|one| one.preposition.as_deref() == Some(word)).and_then(|one| nouns_of(one).next());
    let at_times = bounds("from").is_some_and(|noun| matches!(noun.head(), "time" | "hour" | "moment"));
    let dated = (at_times || bounds("from").is_some_and(|noun| matches!(noun.head(), "date" | "day")))
        && bounds("to").or(bounds("until")).is_some_and(|noun| noun.pronoun.is_some() || matches!(noun.head(), "date" | "day" | "time"));
    let ends = if at_times { ["start_time", "end_time"] } else { ["start_date", "end_date"] };
    // `a stay runs from admission to discharge`: the days of both.
    let lasts = matches!(verb.base.as_str(), "run" | "last" | "extend" | "stretch" | "go" | "reach") && !verb.passive && objects.is_empty();
    let happens = |noun: &&Noun| {
        noun.words.len() == 1
            && !noun.plural
            && noun.quantity == crate::intent::rules::phrases::Quantity::default()
            && crate::intent::rules::meanings::is_one_of(noun.head(), &["event"])
    };
    let ends_with = || bounds("to").or_else(|| bounds("until")).filter(happens);
    if let (true, [subject], Some(from), Some(to)) = (lasts && !acting, subjects, bounds("from").filter(happens), ends_with()) {
        for noun in [from, to] {
            let date = plain(&format!("{}_date", noun.head()));
            reader.owns(subject, of_noun(&Noun { range: noun.range.clone(), ..date }), Manner::Has);
        }
        return true;
    }
    // `book a stay from one date to another`
    let booked = objects.last().filter(|noun| acting && noun.quantity.indefinite && !is_property(noun) && !is_actor(noun)).cloned();
    // `freeze an environment from one moment to another`: of the environment as little as of anything that is there before.
    let plans = matches!(verb.base.as_str(), "book" | "schedule" | "plan" | "create" | "arrange" | "make" | "add");
    let booked = match told {
        Told::All if at_times => event.cloned().map(|event| Noun { range: verb.range.clone(), ..event }),
        _ => booked.filter(|_| !at_times || plans && !matches!(told, Told::Also)),
    };
    if let (true, true, Some(owner)) = (dated, acting, &booked) {
        for name in ends {
            reader.owns(owner, of_noun(&Noun { range: verb.range.clone(), ..plain(name) }), Manner::Has);
        }
    }
    // `wardens close a section from one date to another`: what they do is from then to then.
    if let (true, false, [who], Some(object)) = (dated, acting, subjects, objects.last())
        && super::somebody::is_person(who)
        && !is_property(object)
        && !is_actor(object)
        && !matches!(verb.sense, Sense::Have | Sense::Be | Sense::Store)
    {
        let lasts = crate::intent::rules::meanings::is_one_of(object.head(), &["event"]);
        let event = if lasts { object.clone() } else { Noun { range: verb.range.clone(), ..plain(&words::event_name(&verb.base)) } };
        reader.thing(&event, 1.5);
        reader.concerns(&event, who);
        if !lasts {
            reader.concerns(&event, object);
        }
        for name in ends {
            reader.owns(&event, of_noun(&Noun { range: verb.range.clone(), ..plain(name) }), Manner::Has);
        }
        reader.happened = Some(event);
        return true;
    }
    if let (true, false, Some(owner)) = (dated, acting, subjects.last()) {
        for name in ends {
            reader.owns(owner, of_noun(&Noun { range: verb.range.clone(), ..plain(name) }), Manner::Has);
        }
        return true;
    }
    false
}
