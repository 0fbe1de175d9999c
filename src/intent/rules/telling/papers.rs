//! What a paper says, and what is told of a property again and again: *a plan saying which rep is due at which store on which day*, *their condition is judged at every visit*.
//!
//! Comes in: the pieces of a sentence. Goes out: facts of the paper, or of the two that the property is of; the pieces without these words. Never happens: a person says anything of that kind.

use super::parts::of_noun;
use crate::intent::rules::facts::{Manner, Part};
use crate::intent::rules::phrases::{Noun, Piece, Quantity};
use crate::intent::rules::properties::{is_property, is_thing};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words;

pub fn read(reader: &mut Reader, pieces: &mut Vec<Piece>) {
    says(reader, pieces);
    at_every(reader, pieces);
}

/// `a plan saying which rep is due at which store on which day`
fn says(reader: &mut Reader, pieces: &mut Vec<Piece>) {
    let Some(at) = (1..pieces.len()).find(|at| {
        matches!(&pieces[*at], Piece::Verb(verb) if verb.bare && !verb.passive && matches!(verb.base.as_str(), "say" | "state" | "show" | "tell" | "list" | "indicate" | "specify"))
            && matches!(pieces.get(at + 1), Some(Piece::Wh(..)))
    }) else {
        return;
    };
    let Piece::Noun(paper) = &pieces[at - 1] else { return };
    if !is_thing(paper) || words::is_person(paper.head()) || !(paper.quantity.indefinite || paper.quantity.each || paper.plural) {
        return;
    }
    let paper = Noun { brackets: Vec::new(), ..paper.clone() };
    let end = (at..pieces.len()).find(|end| ends(&pieces[*end..])).unwrap_or(pieces.len());
    let mut asked: Vec<Noun> = Vec::new();
    for pair in pieces[at..end].windows(2) {
        if let [Piece::Wh(word, _), Piece::Noun(noun)] = pair
            && matches!(word.as_str(), "which" | "what")
            && noun.pronoun.is_none()
        {
            asked.push(Noun { quantity: Quantity::default(), ..noun.clone() });
        }
    }
    if asked.len() < 2 || !asked.iter().any(is_thing) {
        return;
    }
    reader.thing(&paper, 1.5);
    for noun in asked {
        if is_thing(&noun) {
            reader.concerns(&paper, &noun);
        } else {
            reader.owns(&paper, of_noun(&noun), Manner::Has);
        }
    }
    pieces.drain(at..end);
}

/// A sign, or a clause that asks nothing: *…, and every nurse has a phone number*.
fn ends(pieces: &[Piece]) -> bool {
    match pieces {
        [Piece::Sign(sign), ..] if sign == ";" || sign == ":" => true,
        [Piece::Sign(_) | Piece::And, Piece::Noun(_), Piece::Verb(verb), ..] => !verb.bare,
        [Piece::Sign(_), Piece::And, Piece::Noun(_), Piece::Verb(verb), ..] => !verb.bare,
        _ => false,
    }
}

/// `displays are set up in stores and their condition is judged at every visit`
fn at_every(reader: &mut Reader, pieces: &mut Vec<Piece>) {
    for at in 1..pieces.len().saturating_sub(3) {
        let [Piece::Noun(told), Piece::Verb(verb), Piece::Preposition(word, _), Piece::Noun(event)] = &pieces[at..at + 4] else { continue };
        let judged = verb.passive
            && !verb.negated
            && matches!(
                verb.base.as_str(),
                "judge" | "check" | "measure" | "note" | "record" | "assess" | "rate" | "weigh" | "read" | "write" | "grade"
            );
        let each = event.quantity.each && is_thing(event) && matches!(word.as_str(), "at" | "on" | "in" | "during" | "after");
        let its = matches!(told.owner_word.as_deref(), Some("its" | "their" | "his" | "her")) && is_property(told) && !told.plural;
        if !judged || !each || !its {
            continue;
        }
        let before = pieces[..at].iter().find_map(|piece| match piece {
            Piece::Noun(noun) if is_thing(noun) && noun.name() != event.name() => Some(noun.clone()),
            _ => None,
        });
        let Some(owner) = before.or_else(|| reader.topic().cloned()).filter(is_thing) else { continue };
        let (owner, event) = (
            Noun { quantity: Quantity::default(), brackets: Vec::new(), ..owner },
            Noun { quantity: Quantity::default(), brackets: Vec::new(), ..event.clone() },
        );
        let part = of_noun(&Noun { owner_word: None, ..told.clone() });
        reader.thing(&event, 0.7);
        reader.owns(&owner, Part { between: Some((owner.clone(), event)), ..part }, Manner::Stored);
        let start = if matches!(pieces[at - 1], Piece::And) { at - 1 } else { at };
        pieces.drain(start..at + 4);
        return;
    }
}
