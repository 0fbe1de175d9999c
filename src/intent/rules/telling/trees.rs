//! Things that are arranged below things of their own kind.
//!
//! Comes in: the tagged words of a sentence. Goes out: facts. Never happens: a word for a tree without a noun that is arranged so.

use crate::intent::rules::facts::Fact;
use crate::intent::rules::phrases::{self, Piece};
use crate::intent::rules::properties::{is_actor, is_plain_property};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::tagging::Word;

pub fn read(reader: &mut Reader, found: &[Word]) {
    let at = found
        .iter()
        .position(|word| matches!(word.word.as_str(), "tree" | "hierarchy" | "hierarchical" | "hierarchies" | "nested" | "nest"));
    let Some(at) = at else { return };
    // A tree that stands in a park is none of things; in one that is spoken of so, they stand, form it or are arranged.
    let tree = found[at].is("tree");
    let led = at > 0 && matches!(found[at - 1].word.as_str(), "a" | "an") || at > 1 && matches!(found[at - 2].word.as_str(), "a" | "an");
    let verbs = [
        "form",
        "forms",
        "forming",
        "arranged",
        "organised",
        "organized",
        "structured",
        "build",
        "builds",
        "make",
        "be",
        "are",
        "is",
        "nested",
        "as",
        "in",
    ];
    if tree && !(led && found[..at].iter().rev().take(4).any(|word| verbs.contains(&word.word.as_str()))) {
        return;
    }
    let before = phrases::pieces(&found[..at]);
    let noun = before.into_iter().rev().find_map(|piece| match piece {
        Piece::Noun(noun) if noun.pronoun.is_none() && !is_actor(&noun) && !is_plain_property(&noun) => Some(noun),
        _ => None,
    });
    if let Some(noun) = noun.or_else(|| reader.topic().cloned()) {
        reader.push(Fact::Tree { noun });
    }
}
