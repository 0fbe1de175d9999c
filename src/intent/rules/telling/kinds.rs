//! Several parts that one kind of thing plays: *a first marker and a second marker, who are teachers*, *the shipper and the consignee, both of which are customers*.
//!
//! Comes in: the pieces of a sentence. Goes out: facts. Never happens: a single noun before `who`; clauses tell that.

use super::parts::plain;
use crate::intent::rules::facts::Fact;
use crate::intent::rules::phrases::{Noun, Piece};
use crate::intent::rules::properties::is_property;
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words::Sense;

pub fn read(reader: &mut Reader, pieces: &[Piece]) {
    for (at, piece) in pieces.iter().enumerate() {
        let Piece::Verb(verb) = piece else { continue };
        if verb.sense != Sense::Be || verb.passive || verb.negated {
            continue;
        }
        let Some(Piece::Noun(kind)) = pieces.get(at + 1) else { continue };
        // `borrowers and investors are the same kind of account`
        if let [head, of, rest @ ..] = kind.words.as_slice()
            && matches!(head.as_str(), "kind" | "sort" | "type")
            && of == "of"
            && !rest.is_empty()
        {
            for noun in before(&pieces[..at]) {
                reader.push(Fact::IsA { one: noun, other: plain(&rest.join("_")) });
            }
            continue;
        }
        let Some(Piece::Wh(word, _)) = at.checked_sub(1).and_then(|before| pieces.get(before)) else { continue };
        if !kind.plural || kind.pronoun.is_some() || is_property(kind) || !matches!(word.as_str(), "who" | "which" | "that" | "whom") {
            continue;
        }
        let nouns = before(&pieces[..at - 1]);
        if nouns.len() < 2 {
            continue;
        }
        for noun in nouns {
            reader.push(Fact::IsA { one: noun, other: kind.clone() });
        }
    }
}

/// Nouns that `and` joins, at the end of what stands before a relative clause.
fn before(pieces: &[Piece]) -> Vec<Noun> {
    let mut found: Vec<Noun> = Vec::new();
    let mut joined = true;
    for piece in pieces.iter().rev() {
        match piece {
            Piece::Noun(noun) if noun.pronoun.is_some() && found.is_empty() => {}
            Piece::Noun(noun) if joined && noun.pronoun.is_none() => {
                found.push(noun.clone());
                joined = false;
            }
            Piece::And => joined = true,
            Piece::Preposition(word, _) if word == "of" && found.is_empty() => {}
            Piece::Sign(sign) if sign == "," => joined |= !found.is_empty(),
            _ => break,
        }
    }
    found
}
