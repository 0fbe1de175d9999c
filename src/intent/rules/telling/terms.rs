//! What somebody or something is, or has, for a time: *soldiers are posted to units for a period*, *warders are assigned to a block for a shift*, *a patient is moved from one bed to the next*, *former prices are kept*.
//!
//! Comes in: a clause. Goes out: facts of the posting, of the move, or of what something had before. Never happens: what happens once, or has no time of its own, becomes a thing.

use super::parts::{self, of_noun, plain};
use super::predicates::{nouns_of, objects};
use crate::intent::rules::clauses::{Clause, Complement};
use crate::intent::rules::facts::{Manner, SURE};
use crate::intent::rules::phrases::{Group, Noun, Piece, Quantity};
use crate::intent::rules::properties::{is_property, is_thing};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words::{self, Sense};

/// `for a period of time`, `for several weeks`
fn is_span(noun: &Noun) -> bool {
    let words = |word: &String| matches!(word.as_str(), "period" | "term" | "spell" | "stint" | "duration" | "while");
    noun.words.iter().take(2).any(words) || words::is_unit(noun.head()) && (noun.plural || noun.quantity.said) || noun.name() == "time"
}

/// `for a shift`: something that lasts.
fn lasts(noun: &Noun) -> bool {
    is_thing(noun)
        && matches!(
            noun.head(),
            "shift" | "season" | "semester" | "tour" | "voyage" | "match" | "mission" | "campaign" | "event" | "festival" | "trip" | "term"
        )
}

fn placed<'a>(clause: &'a Clause, words: &'a [&'a str]) -> impl Iterator<Item = &'a Complement> {
    clause.complements.iter().filter(|one| one.preposition.as_deref().is_some_and(|word| words.contains(&word)))
}

/// `Soldiers are posted to units for a period of time`: a posting of both, with its dates.
pub fn read(reader: &mut Reader, clause: &Clause, subjects: &[Noun], verb: &Group) -> bool {
    let ([subject], false, false) = (subjects, verb.negated, clause.aside) else { return false };
    if !is_thing(subject) || clause.relative || subject.quantity.none {
        return false;
    }
    moved(reader, clause, subject, verb) || for_a_time(reader, clause, subject, verb) || between_dates(reader, clause, subject, verb)
}

fn for_a_time(reader: &mut Reader, clause: &Clause, subject: &Noun, verb: &Group) -> bool {
    let sends = matches!(
        verb.base.as_str(),
        "assign"
            | "post"
            | "send"
            | "allocate"
            | "allot"
            | "detach"
            | "station"
            | "deploy"
            | "appoint"
            | "engage"
            | "delegate"
            | "transfer"
            | "place"
            | "lend"
            | "rent"
            | "lease"
            | "let"
            | "hire"
            | "attach"
    );
    let awards = matches!(verb.base.as_str(), "award" | "grant" | "bestow");
    let hands = matches!(verb.base.as_str(), "issue" | "give" | "hand" | "loan" | "distribute");
    let sends = sends || awards || hands;
    let several = subject.plural || subject.quantity.each || subject.quantity.indefinite;
    if !verb.passive || !sends || !several {
        return false;
    }
    let places: Vec<Noun> =
        placed(clause, &["to", "in", "at", "on"]).flat_map(nouns_of).filter_map(|noun| reader.meant_by(noun)).filter(is_thing).collect();
    let spans = !awards && !hands && placed(clause, &["for"]).flat_map(nouns_of).any(is_span);
    let during: Vec<Noun> = placed(clause, &["for", "during"]).flat_map(nouns_of).filter(|noun| lasts(noun)).cloned().collect();
    let dated = placed(clause, &["from"]).flat_map(nouns_of).any(|noun| matches!(noun.head(), "date" | "day"))
        && placed(clause, &["to", "until", "till"])
            .flat_map(nouns_of)
            .any(|noun| noun.pronoun.is_some() || matches!(noun.head(), "date" | "day"));
    let ([place], during) = (match places.as_slice() {
        // `prizes are awarded to wrestlers at tournaments`
        [place, rest @ ..] if !rest.is_empty() && awards => (std::slice::from_ref(place), rest.to_vec()),
        places => (places, during),
    }) else {
        return false;
    };
    // `tools are issued to workers and later given back`
    let returns = |piece: &Piece| matches!(piece, Piece::Verb(group) if matches!(group.base.as_str(), "return" | "collect") && piece_is_behind(group, verb));
    let returned = hands && reader.spoken.last().is_some_and(|pieces| pieces.iter().any(returns));
    if !(spans || dated || returned || !during.is_empty()) || place.name() == subject.name() {
        return false;
    }
    let Some(known) = words::verb_named(&verb.base) else { return false };
    let name = match (known.nouns.is_empty() || verb.base == "send", super::happenings::name(reader, known)) {
        (false, Some(name)) if name != subject.name() && name != place.name() => name,
        (false, None) => return false,
        _ => "assignment".to_string(),
    };
    let event = Noun { range: verb.range.clone(), ..plain(&name) };
    reader.thing(&event, SURE);
    for noun in [subject, place].into_iter().chain(&during) {
        reader.thing(noun, 0.5);
        reader.concerns(&event, &Noun { quantity: Quantity::default(), ..noun.clone() });
    }
    let by = placed(clause, &["by"]).flat_map(nouns_of).filter_map(|noun| reader.meant_by(noun)).filter(is_thing).collect::<Vec<_>>();
    for noun in by {
        reader.concerns(&event, &Noun { quantity: Quantity::default(), ..noun });
    }
    for end in ["start_date", "end_date"].into_iter().filter(|_| spans || dated) {
        reader.owns(&event, of_noun(&Noun { range: verb.range.clone(), ..plain(end) }), Manner::Has);
    }
    for end in ["issue_date", "return_date"].into_iter().filter(|_| returned) {
        reader.owns(&event, of_noun(&Noun { range: verb.range.clone(), ..plain(end) }), Manner::Has);
    }
    for list in placed(clause, &["with", ":", "as"]).filter(|one| nouns_of(one).any(is_property)) {
        reader.listed_parts(&event, list, Manner::Has);
    }
    reader.topic = Some(event);
    true
}

fn piece_is_behind(group: &Group, verb: &Group) -> bool {
    group.range.start > verb.range.start
}

/// `An account can be frozen between two dates`, `put on hold between two dates, with a reason`: a thing of its own, with both.
fn between_dates(reader: &mut Reader, clause: &Clause, subject: &Noun, verb: &Group) -> bool {
    let dates = |noun: &Noun| matches!(noun.head(), "date" | "day" | "time" | "moment") && noun.plural;
    if !verb.passive || !placed(clause, &["between"]).flat_map(nouns_of).any(dates) {
        return false;
    }
    // `put on hold`: what it is called.
    let put = matches!(verb.base.as_str(), "put" | "place" | "set");
    let called =
        placed(clause, &["on", "under", "in", "into"]).flat_map(nouns_of).find(|noun| put && is_thing(noun) && !noun.plural).cloned();
    let name = match called {
        Some(called) => called.name(),
        None if put || verb.sense == Sense::Store => return false,
        None => words::event_name(&verb.base),
    };
    let event = Noun { range: verb.range.clone(), ..plain(&name) };
    if event.name() == subject.name() {
        return false;
    }
    reader.thing(&event, SURE);
    reader.concerns(&event, &Noun { quantity: Quantity::default(), ..subject.clone() });
    for end in ["start_date", "end_date"] {
        reader.owns(&event, of_noun(&Noun { range: verb.range.clone(), ..plain(end) }), Manner::Has);
    }
    for list in placed(clause, &["with", ":", "for"]).filter(|one| nouns_of(one).any(is_property)) {
        reader.listed_parts(&event, list, Manner::Has);
    }
    reader.topic = Some(event);
    true
}

/// `An inmate is moved from cell to cell`, `from one bed to the next`: again and again, each with its time.
fn moved(reader: &mut Reader, clause: &Clause, subject: &Noun, verb: &Group) -> bool {
    let moves =
        matches!(verb.base.as_str(), "move" | "shift" | "transfer" | "relocate" | "rotate" | "change" | "pass" | "switch" | "migrate");
    let from = placed(clause, &["from"]).flat_map(nouns_of).find(|noun| is_thing(noun));
    let (true, Some(from)) = (moves, from.cloned()) else { return false };
    let bare = from.quantity == Quantity::default() || from.quantity.number == Some(1);
    let again = placed(clause, &["to", "into"]).flat_map(|one| &one.items).any(|item| {
        let other = |word: &str| matches!(word, "another" | "other" | "next");
        let points = |to: &Noun| to.pronoun.as_deref().is_some_and(other) || other(&to.name()) || to.name() == from.name();
        item.adjective.as_deref().is_some_and(other) || item.noun.as_ref().is_some_and(points)
    });
    if !bare || !again || from.name() == subject.name() {
        return false;
    }
    // What the text calls it: `all stays must remain traceable`.
    let spoken = ["stay", "placement", "occupancy", "transfer", "move", "posting", "relocation"];
    let name = spoken.iter().find(|name| reader.words.contains(**name)).copied().unwrap_or("move");
    let itself = subject.name() == name;
    let event = if itself || name == "move" { plain(&format!("{}_{}", from.head(), "move")) } else { plain(name) };
    let event = Noun { range: verb.range.clone(), ..event };
    let place = Noun { quantity: Quantity::default(), plural: false, ..from };
    reader.thing(&event, SURE);
    reader.thing(&place, 0.5);
    reader.concerns(&event, &Noun { quantity: Quantity::default(), ..subject.clone() });
    reader.concerns(&event, &place);
    for end in ["start_date", "end_date"] {
        reader.owns(&event, of_noun(&Noun { range: verb.range.clone(), ..plain(end) }), Manner::Has);
    }
    reader.topic = Some(subject.clone());
    true
}

fn is_past(word: &str) -> bool {
    matches!(word, "former" | "previous" | "earlier" | "past" | "old" | "older" | "historic" | "historical")
}

/// `Former rates must be preserved`: each of them, from when it held.
pub fn former(reader: &mut Reader, clause: &Clause, subjects: &[Noun], verb: &Group) -> bool {
    let keeps =
        verb.sense == Sense::Store || matches!(verb.base.as_str(), "preserve" | "retain" | "archive" | "remain" | "survive" | "conserve");
    if !keeps || verb.negated || clause.relative || clause.aside {
        return false;
    }
    let told: Vec<Noun> = if verb.passive { subjects.to_vec() } else { objects(clause).flat_map(nouns_of).cloned().collect() };
    let [told] = told.as_slice() else { return false };
    let past = told.words.first().is_some_and(|word| is_past(word)) || told.flags.iter().any(|flag| is_past(flag));
    if !past || !told.plural || !is_property(told) {
        return false;
    }
    let words: Vec<String> = told.words.iter().filter(|word| !is_past(word)).cloned().collect();
    let Some(value) = words.last().cloned() else { return false };
    let topic = reader.topic().and_then(|topic| if is_property(topic) { topic.of.as_deref().cloned() } else { Some(topic.clone()) });
    // `The salary of a worker changes, and former salaries are kept`
    let before = |piece: &Piece| match piece {
        Piece::Noun(noun) if noun.range.end <= told.range.start => {
            Some(noun.clone()).filter(is_thing).or_else(|| noun.of.as_deref().cloned().filter(is_thing))
        }
        _ => None,
    };
    let spoken = || reader.spoken.last().and_then(|pieces| pieces.iter().find_map(before));
    let owner = told.of.as_deref().and_then(|of| reader.meant_by(of)).or_else(|| reader.owner_word(told)).filter(is_thing);
    let Some(owner) = owner.or_else(spoken).or(topic.filter(is_thing)) else { return false };
    let name = if words.len() > 1 { words.join("_") } else { format!("{}_{value}", owner.head()) };
    let event = Noun { range: told.range.clone(), ..plain(&name) };
    reader.thing(&event, SURE);
    reader.concerns(&event, &Noun { quantity: Quantity::default(), ..owner.clone() });
    reader.owns(&event, of_noun(&Noun { range: told.range.clone(), ..plain(&value) }), Manner::Has);
    let lists: Vec<&Complement> = placed(clause, &["with", ":", "including"]).collect();
    for part in lists.iter().flat_map(|list| &list.items).flat_map(parts::parts).filter(|part| part.noun.pronoun.is_none()) {
        reader.owns(&event, part, Manner::Has);
    }
    if lists.is_empty() {
        reader.owns(&event, of_noun(&Noun { range: told.range.clone(), ..plain("valid_from") }), Manner::Has);
    }
    true
}
