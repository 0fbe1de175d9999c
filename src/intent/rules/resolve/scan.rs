//! A second reading of the sentences, when the things are known: what stands together relates, where nothing else says how.
//!
//! Comes in: the sentences, things, and the relations that facts tell. Goes out: more [`Relation`]s. Never happens: a preposition alone relates a pair that a fact relates.

use std::collections::{BTreeMap, BTreeSet};

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

/// Which things refer to which.
struct Known {
    pairs: BTreeSet<(usize, usize)>,
    up: BTreeMap<usize, BTreeSet<usize>>,
}

impl Known {
    fn of(all: &[Relation]) -> Known {
        let mut known = Known { pairs: BTreeSet::new(), up: BTreeMap::new() };
        for one in all {
            known.add(one);
        }
        known
    }

    fn add(&mut self, one: &Relation) {
        self.pairs.insert((one.a.min(one.b), one.a.max(one.b)));
        match one.b_per_a {
            Some(false) => self.up.entry(one.a).or_default().insert(one.b),
            Some(true) => self.up.entry(one.b).or_default().insert(one.a),
            None => false,
        };
    }

    fn related(&self, a: usize, b: usize) -> bool {
        self.pairs.contains(&(a.min(b), a.max(b)))
    }

    /// Whether one refers to the other by way of a third.
    fn follows(&self, a: usize, b: usize) -> bool {
        self.up.get(&a).is_some_and(|thirds| {
            thirds.iter().filter(|third| **third != a && **third != b).any(|third| self.up.get(third).is_some_and(|to| to.contains(&b)))
        })
    }
}

fn verb(piece: &Piece) -> Option<&Group> {
    match piece {
        Piece::Verb(group) if !group.bare => Some(group),
        _ => None,
    }
}

/// `a room in a hut`, `each link in an issue`: the first refers to the second.
pub fn phrases(reader: &Reader, things: &Things, all: &mut Vec<Relation>) {
    let mut known = Known::of(all);
    for pieces in &reader.spoken {
        gapped(things, pieces, all);
        for (at, three) in pieces.windows(3).enumerate() {
            required(things, three, all);
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
                || known.related(a.thing, b.thing)
                || known.follows(a.thing, b.thing)
                || words::is_person(a.noun.head())
            {
                continue;
            }
            // `booked by a client with a stylist for a service`: the booking is of both.
            let both = |third: usize| known.up.get(&third).is_some_and(|up| up.contains(&a.thing) && up.contains(&b.thing));
            let mut before =
                pieces[..at].iter().filter_map(|piece| if let Piece::Noun(noun) = piece { mention(things, noun) } else { None });
            if before.any(|third| both(third.thing)) {
                continue;
            }
            let range = one.range.start..other.range.end;
            let refers = Relation { strong: false, ..Relation::refers(a.thing, b.thing, None, false, range) };
            known.add(&refers);
            all.push(refers);
        }
    }
}

/// `Some courses require other courses`: what must be there first.
fn required(things: &Things, three: &[Piece], all: &mut Vec<Relation>) {
    let [Piece::Noun(one), Piece::Verb(group), Piece::Noun(other)] = three else { return };
    let needs = matches!(group.base.as_str(), "require" | "need" | "presuppose") && !group.negated && !group.passive;
    if let (true, Some(a), Some(b)) = (needs && other.quantity.other && other.plural, mention(things, one), mention(things, other))
        && a.thing == b.thing
    {
        all.push(Relation::others(a.thing, "require", one.range.start..other.range.end));
    }
}

/// `Samples are kept in trays, and trays in cupboards`: the verb goes on.
fn gapped(things: &Things, pieces: &[Piece], all: &mut Vec<Relation>) {
    for (at, four) in pieces.windows(4).enumerate() {
        let [Piece::And, Piece::Noun(one), Piece::Preposition(word, _), Piece::Noun(other)] = four else { continue };
        let before = pieces[..at].iter().rev().find_map(|piece| if let Piece::Noun(noun) = piece { Some(noun) } else { None });
        let (Some(a), Some(b), Some(before)) =
            (mention(things, one), mention(things, other), before.and_then(|noun| mention(things, noun)))
        else {
            continue;
        };
        let said = pieces[..at].iter().rev().find_map(verb).is_some_and(|verb| !verb.negated);
        if said && before.thing == a.thing && a.thing != b.thing && matches!(word.as_str(), "in" | "on" | "at" | "to" | "from" | "under") {
            let range = one.range.start..other.range.end;
            all.push(Relation { sure: 0, ..Relation::refers(a.thing, b.thing, None, false, range) });
        }
    }
}
