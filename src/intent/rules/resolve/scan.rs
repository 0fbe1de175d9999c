//! A second reading of the sentences, when the things are known: what stands together relates, where nothing else says how.
//!
//! Comes in: the sentences, things, and the relations that facts tell. Goes out: more [`Relation`]s. Never happens: a pair that a fact relates gets another relation from here.

use super::links::Relation;
use super::things::Things;
use crate::intent::rules::phrases::{Group, Noun, Piece};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words;

/// A thing in a sentence.
struct Mention<'a> {
    thing: usize,
    noun: &'a Noun,
}

fn mention<'a>(things: &Things, noun: &'a Noun) -> Option<Mention<'a>> {
    match things.find(noun) {
        Some((thing, None)) if !noun.quantity.none => Some(Mention { thing, noun }),
        _ => None,
    }
}

fn related(all: &[Relation], a: usize, b: usize) -> bool {
    all.iter().any(|one| (one.a == a && one.b == b) || (one.a == b && one.b == a))
}

/// Whether one refers to the other by way of a third.
fn follows(all: &[Relation], a: usize, b: usize) -> bool {
    let refers = |from: usize, to: usize| {
        all.iter().any(|one| {
            (one.a == from && one.b == to && one.b_per_a == Some(false)) || (one.a == to && one.b == from && one.b_per_a == Some(true))
        })
    };
    all.iter().flat_map(|one| [one.a, one.b]).any(|third| third != a && third != b && refers(a, third) && refers(third, b))
}

fn verb(piece: &Piece) -> Option<&Group> {
    match piece {
        Piece::Verb(group) if !group.bare => Some(group),
        _ => None,
    }
}

/// `a room in a hut`, `each link in an issue`: the first refers to the second.
pub fn phrases(reader: &Reader, things: &Things, all: &mut Vec<Relation>) {
    for pieces in &reader.spoken {
        for (at, three) in pieces.windows(3).enumerate() {
            let [Piece::Noun(one), Piece::Preposition(word, _), Piece::Noun(other)] = three else { continue };
            // `other courses as prerequisites`
            if word == "as"
                && one.quantity.other
                && one.plural
                && let Some(both) = mention(things, one)
            {
                all.push(Relation::others(both.thing, "as", one.range.start..other.range.end));
                continue;
            }
            let before = at.checked_sub(1).and_then(|before| pieces.get(before));
            let object = pieces[..at].iter().any(|piece| verb(piece).is_some());
            let nested = matches!(before, Some(Piece::Preposition(..)));
            let fits = match word.as_str() {
                "of" | "within" | "inside" | "per" => true,
                "in" | "at" | "on" | "under" | "for" | "from" | "about" => !object || nested,
                _ => false,
            };
            let (Some(a), Some(b)) = (mention(things, one), mention(things, other)) else { continue };
            let single = !other.plural || other.quantity.each;
            if !fits
                || !single
                || a.thing == b.thing
                || related(all, a.thing, b.thing)
                || follows(all, a.thing, b.thing)
                || words::is_person(a.noun.head())
            {
                continue;
            }
            let range = one.range.start..other.range.end;
            all.push(Relation { strong: false, ..Relation::refers(a.thing, b.thing, None, false, range) });
        }
    }
}
