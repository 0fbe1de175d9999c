//! Things that are arranged below things of their own kind.
//!
//! Comes in: the tagged words of a sentence. Goes out: facts. Never happens: a word for a tree without a noun that is arranged so.

use super::facts::Fact;
use super::phrases::{self, Noun, Piece};
use super::reader::{Reader, is_actor, is_property};
use super::tagging::Word;

pub fn read(reader: &mut Reader, found: &[Word]) {
    let at = found
        .iter()
        .position(|word| matches!(word.word.as_str(), "tree" | "hierarchy" | "hierarchical" | "hierarchies" | "nested" | "nest"));
    let Some(at) = at else { return };
    let before = phrases::pieces(&found[..at]);
    let forms = before.iter().any(|piece| matches!(piece, Piece::Verb(group) if group.base == "form"));
    let mut nouns: Vec<Noun> = before
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Noun(noun) if noun.pronoun.is_none() && !is_actor(&noun) && !is_property(&noun) => Some(noun),
            _ => None,
        })
        .collect();
    // `Products are in categories, categories form a hierarchy`: who forms it stands next to it.
    let noun = if forms { nouns.pop() } else { nouns.into_iter().next() };
    if let Some(noun) = noun.or_else(|| reader.topic().cloned()) {
        reader.push(Fact::Tree { noun });
    }
}
