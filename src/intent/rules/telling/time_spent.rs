//! Time that somebody spends on something: *workers log hours on tasks*, *employees book their time per project*.
//!
//! Comes in: a clause whose verb is one of writing down, and its subjects. Goes out: facts of an entry for each such time. Never happens: an entry where the text has a noun for it.

use super::parts::{of_noun, plain};
use super::predicates::{nouns_of, objects};
use crate::intent::rules::clauses::Clause;
use crate::intent::rules::facts::{Manner, SURE};
use crate::intent::rules::phrases::Noun;
use crate::intent::rules::properties::is_thing;
use crate::intent::rules::reader::Reader;

/// Nouns for such an entry.
const ENTRIES: [&str; 4] = ["timesheet", "timesheets", "entry", "entries"];

pub fn read(reader: &mut Reader, clause: &Clause, subjects: &[Noun]) -> bool {
    let Some(verb) = clause.verb.as_ref().filter(|verb| !verb.passive && !verb.negated) else { return false };
    if !matches!(verb.base.as_str(), "log" | "record" | "book" | "enter" | "track" | "report" | "register") {
        return false;
    }
    let spent = |noun: &&Noun| {
        matches!(noun.name().as_str(), "hour" | "time" | "working_hour" | "working_time" | "minute" | "labour_hour" | "labor_hour")
            && noun.of.is_none()
            && if noun.head() == "time" { !noun.plural && noun.owner_word.is_some() } else { noun.plural }
    };
    let Some(time) = objects(clause).flat_map(nouns_of).find(spent) else { return false };
    let on = |word: Option<&str>| matches!(word, Some("on" | "for" | "to" | "against" | "per"));
    let about = clause.complements.iter().filter(|one| on(one.preposition.as_deref())).flat_map(nouns_of);
    let about: Vec<Noun> = about.filter_map(|noun| reader.meant_by(noun)).filter(is_thing).collect();
    let who = subjects.iter().cloned().chain(reader.actor()).find(is_thing);
    let named = ENTRIES.iter().any(|word| reader.words.contains(*word));
    let (Some(who), false, false) = (who, about.is_empty(), named) else { return false };
    let entry = Noun { range: time.range.clone(), ..plain("time_entry") };
    reader.thing(&entry, SURE);
    reader.thing(&who, 0.5);
    let name = if time.head() == "time" { "duration".to_string() } else { time.written() };
    reader.owns(&entry, of_noun(&Noun { range: time.range.clone(), ..plain(&name) }), Manner::Has);
    for noun in std::iter::once(&who).chain(&about) {
        reader.concerns(&entry, &Noun { quantity: crate::intent::rules::phrases::Quantity::default(), ..noun.clone() });
    }
    reader.topic = Some(entry);
    true
}
