//! Who somebody is, in a word behind: *a soloist, one of our singers*, *sire and dam, both dogs*.
//!
//! Comes in: the pieces of a sentence. Goes out: facts, and the pieces without these words. Never happens: a list of things is taken for one of them.

use crate::intent::rules::facts::Fact;
use crate::intent::rules::phrases::{Noun, Piece};
use crate::intent::rules::properties::{is_property, is_thing};
use crate::intent::rules::reader::Reader;

pub fn roles(reader: &mut Reader, pieces: &mut Vec<Piece>) {
    one_of(reader, pieces);
    both(reader, pieces);
}

fn ends(piece: Option<&Piece>) -> bool {
    piece.is_none_or(|piece| matches!(piece, Piece::Sign(_) | Piece::And | Piece::Verb(_) | Piece::Wh(..)))
}

/// `a soloist, one of our singers`
fn one_of(reader: &mut Reader, pieces: &mut Vec<Piece>) {
    for at in 0..pieces.len().saturating_sub(2) {
        let [Piece::Noun(role), Piece::Sign(comma), Piece::Noun(thing)] = &pieces[at..at + 3] else { continue };
        let fits = comma == "," && thing.quantity.one_of && role.quantity.indefinite && is_thing(role) && is_thing(thing);
        if fits && role.name() != thing.name() && ends(pieces.get(at + 3)) {
            reader.push(Fact::IsA {
                one: role.clone(),
                other: Noun { quantity: crate::intent::rules::phrases::Quantity::default(), ..thing.clone() },
            });
            pieces.drain(at + 1..at + 3);
            return;
        }
    }
}

/// `sire and dam, both dogs`
fn both(reader: &mut Reader, pieces: &mut Vec<Piece>) {
    for at in 0..pieces.len().saturating_sub(4) {
        let [Piece::Noun(one), Piece::And, Piece::Noun(two), Piece::Sign(comma), Piece::Noun(thing)] = &pieces[at..at + 5] else {
            continue;
        };
        let told = comma == "," && thing.plural && thing.quantity.both && is_thing(thing) && ends(pieces.get(at + 5));
        let roles = [one, two].iter().all(|role| role.pronoun.is_none() && !role.plural && !is_property(role));
        let Some(owner) = reader.owner_at_hand().filter(is_thing).filter(|_| told && roles) else { continue };
        for role in [one.clone(), two.clone()] {
            reader.push(Fact::Plays { owner: owner.clone(), role, thing: thing.clone() });
        }
        pieces.drain(at..at + 5);
        return;
    }
}
