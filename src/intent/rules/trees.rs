//! Things that are arranged below things of their own kind.
//!
//! Comes in: the tagged words of a sentence. Goes out: facts. Never happens: a word for a tree without a noun that is arranged so.

use super::facts::Fact;
use super::phrases::{self, Piece};
use super::reader::{Reader, is_actor, is_plain_property};
use super::tagging::Word;

pub fn read(reader: &mut Reader, found: &[Word]) {
    let at = found
        .iter()
        .position(|word| matches!(word.word.as_str(), "tree" | "hierarchy" | "hierarchical" | "hierarchies" | "nested" | "nest"));
    let Some(at) = at else { return };
    let before = phrases::pieces(&found[..at]);
    let noun = before.into_iter().rev().find_map(|piece| match piece {
        Piece::Noun(noun) if noun.pronoun.is_none() && !is_actor(&noun) && !is_plain_property(&noun) => Some(noun),
        _ => None,
    });
    if let Some(noun) = noun.or_else(|| reader.topic().cloned()) {
        reader.push(Fact::Tree { noun });
    }
}
