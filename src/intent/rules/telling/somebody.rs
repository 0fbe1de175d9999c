//! Who is meant where a text only says *others* or *whoever*: *others confirm a report*, *whoever follows a route hears about it*.
//!
//! Comes in: the pieces of a sentence, and those of the sentences before. Goes out: the same with the people who were spoken of last. Never happens: others are somebody where no people were spoken of.

use crate::intent::rules::meanings;
use crate::intent::rules::phrases::{Noun, Piece, Quantity};
use crate::intent::rules::properties::is_actor;
use crate::intent::rules::reader::Reader;

/// So many sentences back people are still meant.
const BACK: usize = 6;

/// Somebody who is named.
pub fn is_person(noun: &Noun) -> bool {
    noun.pronoun.is_none() && !is_actor(noun) && meanings::is_person(noun.head())
}

fn people(pieces: &[Piece]) -> Option<&Noun> {
    pieces.iter().rev().find_map(|piece| match piece {
        Piece::Noun(noun) if noun.plural && is_person(noun) && noun.owner.is_none() => Some(noun),
        _ => None,
    })
}

fn is_others(noun: &Noun) -> bool {
    (noun.words.as_slice() == ["other"] && noun.plural || noun.pronoun.as_deref() == Some("others")) && noun.brackets.is_empty()
}

pub fn meant(reader: &Reader, pieces: &mut [Piece]) {
    for at in 0..pieces.len() {
        let acts = matches!(pieces.get(at + 1), Some(Piece::Verb(verb)) if !verb.passive && !verb.bare);
        let opens = at == 0 || matches!(pieces[at - 1], Piece::Sign(_) | Piece::And | Piece::But);
        let (range, quantity) = match &pieces[at] {
            Piece::Noun(noun) if acts && opens && is_others(noun) => (noun.range.clone(), Quantity::default()),
            Piece::Wh(word, range) if acts && opens && word == "whoever" => {
                (range.clone(), Quantity { indefinite: true, ..Quantity::default() })
            }
            _ => continue,
        };
        let before = people(&pieces[..at]).or_else(|| reader.spoken.iter().rev().take(BACK).find_map(|sentence| people(sentence)));
        let before = before.cloned().or_else(|| reader.actor().filter(|actor| !is_actor(actor)));
        let Some(who) = before else { continue };
        let plural = !quantity.indefinite;
        let who = Noun { range, quantity, plural, brackets: Vec::new(), of: None, owner_word: None, flags: Vec::new(), ..who };
        pieces[at] = Piece::Noun(who);
    }
}
