//! What is kept of something each time that it happens: *every time a member scans the code: member, club, time*, *each time a drug is handed out we log the time and which carer did it*.
//!
//! Comes in: the pieces of a sentence that opens so. Goes out: facts of what happens, of all who take part, and of what is kept of it; whether the sentence was read. Never happens: a sentence that keeps nothing is read here.

use super::parts::plain;
use super::predicates::objects;
use crate::intent::rules::clauses::{Clause, clauses};
use crate::intent::rules::facts::{Fact, Manner, SURE};
use crate::intent::rules::phrases::{self, Group, Noun, Piece, Quantity};
use crate::intent::rules::properties::{is_actor, is_thing};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words::{self, Sense};

pub fn read(reader: &mut Reader, pieces: &[Piece]) -> bool {
    let opens = |piece: &Piece| !matches!(piece, Piece::And | Piece::But | Piece::Adverb(_) | Piece::Sign(_));
    let Some(start) = pieces.iter().position(opens) else { return false };
    if !matches!(&pieces[start], Piece::Wh(word, _) if word == "whenever") || pieces.iter().any(|piece| piece.is_sign(";")) {
        return false;
    }
    let pieces = &pieces[start + 1..];
    let Some(end) = ends(pieces) else { return false };
    let (happens, kept) = pieces.split_at(end);
    let Some(verb) = happens.iter().find_map(finite) else { return false };
    let mut part_in: Vec<Noun> = Vec::new();
    for piece in happens {
        let Piece::Noun(noun) = piece else { continue };
        for noun in std::iter::once(noun).chain(noun.of.as_deref()) {
            let meant = reader.meant_by(noun).filter(is_thing);
            part_in.extend(meant.map(|noun| Noun { quantity: Quantity::default(), ..noun }));
        }
    }
    let Some(keeps) = keeps(reader, kept, happens, &verb) else { return false };
    let sent = happens.last().filter(|_| kept.first().is_some_and(|piece| piece.is_sign(":"))).and_then(made);
    let sent = sent.filter(|noun| part_in.len() > 1 && words::is_event_of(noun.head(), &verb.base));
    let object = happens.windows(2).find_map(|two| finite(&two[0]).filter(|group| !group.passive).and_then(|_| made(&two[1])));
    let Some(event) = keeps.event.or(sent.cloned()).or_else(|| named(reader, &verb, object)) else { return false };
    part_in.retain(|noun| noun.words != event.words);
    let Some(listed) = list(keeps.list) else { return false };
    let parts: Vec<_> = objects(&listed).collect();
    if part_in.is_empty() || parts.iter().all(|one| one.items.is_empty()) {
        return false;
    }
    let event = Noun { brackets: Vec::new(), quantity: Quantity::default(), ..event };
    reader.thing(&event, SURE);
    for noun in &part_in {
        reader.concerns(&event, noun);
    }
    // `from one bin to another`
    for (from, to) in ways(happens) {
        let Some(place) = reader.meant_by(from).filter(is_thing) else { continue };
        if to.words == from.words || to.quantity.other {
            for word in ["from", "to"] {
                let role = Noun { range: from.range.clone(), ..plain(&format!("{word}_{}", place.head())) };
                reader.push(Fact::Plays { owner: event.clone(), role, thing: place.clone() });
            }
        }
    }
    for complement in parts {
        reader.listed_parts(&event, complement, Manner::Stored);
    }
    reader.topic = Some(event.clone());
    reader.own_topic = Some(event);
    true
}

/// `from one bin to another`
fn ways(pieces: &[Piece]) -> impl Iterator<Item = (&Noun, &Noun)> {
    pieces.windows(4).filter_map(|four| match four {
        [Piece::Preposition(from, _), Piece::Noun(one), Piece::Preposition(to, _), Piece::Noun(other)] if from == "from" && to == "to" => {
            Some((one, other))
        }
        _ => None,
    })
}

fn finite(piece: &Piece) -> Option<Group> {
    match piece {
        Piece::Verb(group) if !group.bare && !group.negated => Some(group.clone()),
        _ => None,
    }
}

/// Where what happens ends: at a sign behind its verb, or where somebody keeps something.
fn ends(pieces: &[Piece]) -> Option<usize> {
    let verb = pieces.iter().position(|piece| finite(piece).is_some())?;
    let keeper = |at: &usize| {
        let who = matches!(&pieces[*at], Piece::Noun(noun) if matches!(noun.pronoun.as_deref(), Some("we" | "i")));
        who && pieces.get(at + 1).and_then(finite).is_some()
    };
    (verb + 1..pieces.len()).find(|at| pieces[*at].is_sign(":") || pieces[*at].is_sign(",") || keeper(at))
}

struct Keeps<'a> {
    /// What it is called where it is kept: `we log a scan`.
    event: Option<Noun>,
    list: &'a [Piece],
}

/// A noun for one thing that is new here.
fn made(piece: &Piece) -> Option<&Noun> {
    match piece {
        Piece::Noun(noun) if is_thing(noun) && noun.quantity.indefinite && !noun.plural => Some(noun),
        _ => None,
    }
}

fn keeps<'a>(reader: &Reader, pieces: &'a [Piece], happens: &[Piece], verb: &Group) -> Option<Keeps<'a>> {
    let colon = pieces.first().is_some_and(|piece| piece.is_sign(":"));
    let pieces = if colon || pieces.first().is_some_and(|piece| piece.is_sign(",")) { &pieces[1..] } else { pieces };
    if colon {
        return Some(Keeps { event: None, list: pieces });
    }
    let at = pieces.iter().position(|piece| matches!(finite(piece), Some(group) if group.sense == Sense::Store))?;
    let Some(Piece::Verb(group)) = pieces.get(at) else { return None };
    let behind = &pieces[at + 1..];
    if group.passive {
        // `the passage is logged with a time stamp`, `the date and the outcome are recorded`
        let with = behind.iter().position(|piece| matches!(piece, Piece::Preposition(word, _) if word == "with"));
        return match (&pieces[..at], with) {
            ([Piece::Noun(noun)], Some(with)) if is_thing(noun) && !noun.plural => {
                Some(Keeps { event: Some(noun.clone()), list: &behind[with + 1..] })
            }
            (list, None) => Some(Keeps { event: None, list }),
            _ => None,
        };
    }
    // Only who keeps it stands before.
    let [Piece::Noun(who)] = &pieces[..at] else { return None };
    if !is_actor(who) && who.pronoun.is_none() && !words::is_organization(who.head()) {
        return None;
    }
    match behind {
        [Piece::Noun(noun), Piece::Preposition(word, _), list @ ..] if word == "with" => {
            Some(Keeps { event: Some(told(reader, noun, happens, verb)?), list })
        }
        list => Some(Keeps { event: None, list }),
    }
}

/// What a noun means that is kept with something: `a scan`, `the rental`, `it`.
fn told(reader: &Reader, noun: &Noun, happens: &[Piece], verb: &Group) -> Option<Noun> {
    let once = |noun: &&Noun| is_thing(noun) && !noun.plural;
    let nouns = || happens.iter().filter_map(|piece| if let Piece::Noun(noun) = piece { Some(noun) } else { None }).filter(once);
    if noun.pronoun.as_deref() == Some("it") {
        // `an order is placed`: it is the order.
        return if verb.passive { nouns().next().cloned() } else { named(reader, verb, None) };
    }
    if !once(&noun) || noun.owner_word.is_some() {
        return None;
    }
    let is_event = words::is_event_of(noun.head(), &verb.base) || words::event_name(&verb.base) == noun.head();
    let known = noun.quantity.indefinite || is_event || nouns().any(|one| one.words == noun.words);
    known.then(|| noun.clone())
}

/// What it is called by its verb, or by its object where the verb has no noun: `somebody throws a one-eighty`.
fn named(reader: &Reader, verb: &Group, object: Option<&Noun>) -> Option<Noun> {
    let says_little = matches!(
        verb.base.as_str(),
        "be" | "have"
            | "do"
            | "go"
            | "get"
            | "give"
            | "make"
            | "take"
            | "put"
            | "come"
            | "perform"
            | "search"
            | "use"
            | "happen"
            | "process"
    );
    let known = words::verb_named(&verb.base).filter(|known| !known.nouns.is_empty());
    if known.is_none()
        && let Some(object) = object.filter(|_| !matches!(verb.base.as_str(), "have" | "use" | "go"))
    {
        return Some(object.clone());
    }
    if says_little || verb.sense == Sense::Store {
        return None;
    }
    let name = match known {
        Some(known) => super::happenings::name(reader, known)?,
        None => words::event_name(&verb.base),
    };
    Some(Noun { range: verb.range.clone(), ..plain(&name) })
}

/// A list as what somebody keeps; none where more than a list is said.
fn list(pieces: &[Piece]) -> Option<Clause> {
    let range = phrases::words_of(pieces);
    let mut kept = vec![Piece::Verb(phrases::group("store", Sense::Store, false, false, range.start..range.start))];
    kept.extend_from_slice(pieces);
    let mut all = clauses(&kept).into_iter();
    all.next().filter(|_| all.next().is_none())
}
