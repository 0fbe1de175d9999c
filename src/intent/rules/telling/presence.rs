//! Who was there and who was not: *who came, who sent apologies and who just didn't show*, *who answered and who didn't*.
//!
//! Comes in: the pieces of a sentence. Goes out: facts of an attendance, or of an answer, of what was spoken of, and the pieces without these questions. Never happens: it is told of a booking, which is of one person already.

use super::parts::plain;
use crate::intent::rules::facts::{Manner, Part, SURE};
use crate::intent::rules::phrases::{Noun, Piece, Quantity};
use crate::intent::rules::properties::is_thing;
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words;

/// What one person alone has: it says itself whose it is.
const OF_ONE: [&str; 10] =
    ["booking", "registration", "enrolment", "enrollment", "reservation", "appointment", "ticket", "invitation", "application", "order"];

pub fn read(reader: &mut Reader, pieces: &mut Vec<Piece>) {
    let who = |piece: &Piece| matches!(piece, Piece::Wh(word, _) if word == "who");
    let Some(start) = pieces.iter().position(who) else { return };
    // `Vet calls: who came, on what date`: the label is what happens.
    if start > 0 && (pieces[start - 1].is_sign(":") || pieces[start - 1].is_sign("-")) {
        return;
    }
    let mut segments: Vec<&[Piece]> = Vec::new();
    let mut end = start;
    while pieces.get(end).is_some_and(who) {
        let next = pieces[end + 1..].iter().position(|piece| matches!(piece, Piece::And | Piece::Or | Piece::Sign(_) | Piece::Wh(..)));
        let stop = next.map_or(pieces.len(), |next| end + 1 + next);
        segments.push(&pieces[end + 1..stop]);
        let joins = |piece: Option<&Piece>| {
            piece.is_some_and(|piece| matches!(piece, Piece::And | Piece::Or | Piece::Adverb(_)) || piece.is_sign(","))
        };
        end = stop;
        let mut again = stop;
        while joins(pieces.get(again)) || matches!(pieces.get(again), Some(Piece::Preposition(word, _)) if word == "with") {
            again += 1;
        }
        if !pieces.get(again).is_some_and(who) {
            break;
        }
        end = again;
    }
    let Some(base) = segments.first().and_then(|first| there(first)) else { return };
    let answers = matches!(base.as_str(), "answer" | "reply" | "respond");
    if segments.len() < 2 && answers || segments.iter().any(|one| one.len() > 5) {
        return;
    }
    let thing = |noun: &Noun| is_thing(noun) && !words::is_person(noun.head()) && !noun.quantity.none;
    // `for each rehearsal`, `we want callouts with the time and with who answered`
    let here = pieces[..start].iter().rev().find_map(|piece| match piece {
        Piece::Noun(noun) if thing(noun) && (noun.plural && noun.owner_word.is_none() || noun.quantity.each) => Some(noun.clone()),
        _ => None,
    });
    let Some(of) = here.or_else(|| reader.topic().cloned()).filter(|noun| thing(noun) && !OF_ONE.contains(&noun.head())) else { return };
    let range = pieces[start].words().cloned().unwrap_or_default();
    let event = Noun { range: range.clone(), ..plain(if answers { "response" } else { "attendance" }) };
    // Whoever booked is on a list already.
    let listed = |word: &&str| reader.words.contains(*word);
    if segments.len() < 2 && OF_ONE.iter().chain(&["attendance", "book", "register", "enrol", "enroll", "reserve"]).any(listed) {
        return;
    }
    reader.thing(&event, SURE);
    reader.concerns(&event, &Noun { quantity: Quantity::default(), ..of });
    let person = Noun { range: range.clone(), ..plain("person") };
    reader.owns(&event, Part { noun: person, who: Some("person".to_string()), range: range.clone(), ..Part::default() }, Manner::Stored);
    if segments.len() > 1 {
        let status = Noun { range: range.clone(), ..plain("status") };
        reader.owns(&event, Part { noun: status, range, ..Part::default() }, Manner::Stored);
    }
    let mut start = start;
    while start > 0
        && (matches!(&pieces[start - 1], Piece::And | Piece::Adverb(_))
            || pieces[start - 1].is_sign(",")
            || matches!(&pieces[start - 1], Piece::Preposition(word, _) if word == "with"))
    {
        start -= 1;
    }
    pieces.drain(start..end);
}

/// `came`, `was there`, `turned up`: the verb.
fn there(pieces: &[Piece]) -> Option<String> {
    let mut rest = pieces.iter().filter(|piece| !matches!(piece, Piece::Adverb(_)));
    let Some(Piece::Verb(verb)) = rest.next() else { return None };
    let next = rest.next();
    let is = match verb.base.as_str() {
        "attend" | "come" | "appear" | "participate" | "answer" | "reply" | "respond" => next.is_none() && !verb.passive,
        "show" | "turn" => matches!(next, None | Some(Piece::Preposition(..) | Piece::Adverb(_))) && rest.next().is_none(),
        "be" => match next {
            None => pieces.iter().any(|piece| matches!(piece, Piece::Adverb(_))),
            Some(Piece::Adjective(word, _)) => matches!(word.as_str(), "present" | "absent"),
            Some(Piece::Noun(noun)) => noun.pronoun.as_deref() == Some("there"),
            _ => false,
        },
        _ => false,
    };
    is.then(|| verb.base.clone())
}
