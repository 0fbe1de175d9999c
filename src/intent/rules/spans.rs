//! From when to when: *runs from one date to another*, *book a stay from one date to another*.
//!
//! Comes in: a clause of any verb. Goes out: two dates, or two times, of what it is about; whether that was all. Never happens: two times of a thing that is there before.

use super::clauses::Clause;
use super::facts::Manner;
use super::happenings::Told;
use super::parts::{of_noun, plain};
use super::phrases::{Group, Noun};
use super::predicates::nouns_of;
use super::reader::{Reader, is_actor, is_property};

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
    if let (true, false, Some(owner)) = (dated, acting, subjects.last()) {
        for name in ends {
            reader.owns(owner, of_noun(&Noun { range: verb.range.clone(), ..plain(name) }), Manner::Has);
        }
        return true;
    }
    false
}
