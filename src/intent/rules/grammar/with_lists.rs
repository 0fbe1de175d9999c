//! Lists behind *with*: where they go on, and which nouns stand in them.
//!
//! Comes in: the clauses of a sentence, or its pieces. Goes out: the clauses with each such list whole; where its nouns stand. Never happens: a thing that a verb has becomes one of a list without a property at its end.

use std::collections::BTreeSet;

use super::clauses::{Clause, Complement, Item};
use super::phrases::Piece;
use super::properties::{is_plain_property, is_property};

/// `list apartments with photos, amenities and a price`: the list behind the comma is the one of `with`, since a property closes it.
pub fn lists(clauses: &mut [Clause]) {
    for clause in clauses.iter_mut().filter(|clause| clause.verb.is_some()) {
        let Some(at) = clause.complements.windows(2).position(goes_on_with) else { continue };
        let more = clause.complements.remove(at + 1);
        clause.complements[at].items.extend(more.items);
    }
}

fn goes_on_with(two: &[Complement]) -> bool {
    let [with, more] = two else { return false };
    let plain = |item: &Item| item.noun.as_ref().is_some_and(is_plain_property);
    let closed = more.items.len() > 1
        && more.items.last().is_some_and(|last| last.noun.as_ref().is_some_and(|noun| is_property(noun) && !noun.plural));
    let things = with.items.iter().all(|item| item.noun.as_ref().is_some_and(|noun| noun.plural && noun.pronoun.is_none()));
    with.preposition.as_deref() == Some("with") && more.preposition.is_none() && closed && things && !with.items.iter().any(plain)
}

/// Where the nouns stand that only a `with` names.
pub fn behind_with(pieces: &[Piece]) -> BTreeSet<usize> {
    let mut inside = false;
    let mut found = BTreeSet::new();
    for piece in pieces {
        match piece {
            Piece::Preposition(word, _) => inside = inside || matches!(word.as_str(), "with" | "including"),
            Piece::Noun(noun) if inside => {
                found.insert(noun.range.start);
            }
            Piece::Verb(_) | Piece::Wh(..) => inside = false,
            Piece::Sign(sign) if sign != "," => inside = false,
            _ => {}
        }
    }
    found
}
