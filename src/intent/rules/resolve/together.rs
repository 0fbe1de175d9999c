//! What two things have only together: *for every stop on a line its position is recorded*, *the share of each owner in a house*.
//!
//! Comes in: the sentences, things, and the fields that facts tell. Goes out: fields of pairs, taken from the thing that had them. Never happens: a pair that one thing already refers to by itself becomes many-to-many.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::behind;
use super::fields::{Fields, Property, field_name};
use super::links::Relation;
use super::set_phrases::{self, Both};
use super::things::Things;
use crate::intent::rules::facts::{Fact, Part};
use crate::intent::rules::phrases::{Noun, Piece};
use crate::intent::rules::properties::is_property;
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words::Sense;

/// What was found in a sentence: two things, and the words of what they have.
struct Found {
    a: usize,
    b: usize,
    /// A property by itself, or all that the words hold.
    property: Option<Noun>,
    /// What a date is called that the words do not name, or the count of a question.
    named: Option<String>,
    range: Range<usize>,
}

impl Found {
    fn of(a: usize, b: usize, range: Range<usize>) -> Option<Found> {
        (a != b).then_some(Found { a, b, property: None, named: None, range })
    }
}

pub fn read(reader: &Reader, things: &Things, fields: &mut Fields) {
    behind::read(reader, things, fields);
    let known = Known::of(reader, things, fields);
    for pieces in &reader.spoken {
        for part in pieces.split(|piece| piece.is_sign(";")) {
            if let Some(both) = set_phrases::read(things, fields, part).filter(|both| !known.third(both.a, both.b)) {
                take_both(fields, both);
                continue;
            }
            let found = of_each(things, part).or_else(|| share(things, part)).or_else(|| that_goes(things, part));
            let found = found.or_else(|| how_many(things, part));
            let Some(found) = found else { continue };
            if !known.joined(found.a, found.b) {
                take(fields, &found);
            }
        }
    }
}

fn thing(things: &Things, piece: &Piece) -> Option<usize> {
    match piece {
        Piece::Noun(noun) if !noun.quantity.none && !noun.plural => things.find(noun).map(|(at, _)| at),
        _ => None,
    }
}

fn whole(part: &[Piece]) -> Range<usize> {
    let mut ranges = part.iter().filter_map(|piece| match piece {
        Piece::Noun(noun) => Some(noun.range.clone()),
        Piece::Verb(group) => Some(group.range.clone()),
        Piece::Wh(_, range) => Some(range.clone()),
        _ => None,
    });
    let first = ranges.next().unwrap_or_default();
    ranges.fold(first, |all, one| all.start.min(one.start)..all.end.max(one.end))
}

fn stores(part: &[Piece]) -> bool {
    part.iter().any(|piece| matches!(piece, Piece::Verb(group) if group.sense == Sense::Store && !group.negated))
}

fn between(word: &str) -> bool {
    matches!(word, "in" | "on" | "for" | "at" | "per" | "to" | "into" | "from" | "with")
}

/// `for every stop on a line`.
fn of_each(things: &Things, part: &[Piece]) -> Option<Found> {
    if !stores(part) {
        return None;
    }
    part.windows(4).find_map(|four| {
        let [Piece::Preposition(first, _), Piece::Noun(one), Piece::Preposition(word, _), other] = four else { return None };
        if first != "for" || !one.quantity.each || !between(word) {
            return None;
        }
        let (a, b) = (thing(things, &four[1])?, thing(things, other)?);
        Found::of(a, b, whole(part))
    })
}

/// `the share of each owner in a house`.
fn share(things: &Things, part: &[Piece]) -> Option<Found> {
    if !stores(part) {
        return None;
    }
    part.windows(3).find_map(|three| {
        let [Piece::Noun(noun), Piece::Preposition(word, _), other] = three else { return None };
        // `the relationship of the guardian to the pupil`
        let both = matches!(noun.head(), "relationship" | "relation" | "share" | "role" | "function") && !noun.plural;
        let of = noun.of.as_deref().filter(|of| of.quantity.each || of.quantity.indefinite || both)?;
        if !between(word) || (!is_property(noun) && things.find(noun).is_some()) {
            return None;
        }
        let (a, _) = things.find(of)?;
        let b = thing(things, other)?;
        Found::of(a, b, noun.range.clone()).map(|found| Found { property: Some(noun.clone()), ..found })
    })
}

/// `the number of litres that went from the load into the tank`.
fn that_goes(things: &Things, part: &[Piece]) -> Option<Found> {
    part.windows(7).find_map(|seven| {
        let [Piece::Noun(noun), Piece::Wh(..), Piece::Verb(_), Piece::Preposition(..), one, Piece::Preposition(..), other] = seven else {
            return None;
        };
        if !is_property(noun) {
            return None;
        }
        let (a, b) = (thing(things, one)?, thing(things, other)?);
        Found::of(a, b, noun.range.clone()).map(|found| Found { property: Some(noun.clone()), ..found })
    })
}

/// `how many of each product are in each warehouse`.
fn how_many(things: &Things, part: &[Piece]) -> Option<Found> {
    let how = part.iter().position(|piece| matches!(piece, Piece::Wh(word, _) if word == "how"))?;
    let [Piece::Noun(one), rest @ ..] = &part[how + 1..] else { return None };
    let counted = one.quantity.many == Some(true) || one.quantity.one_of;
    let (a, _) = things.find(one).filter(|_| counted && !is_property(one))?;
    let other = rest.windows(2).find_map(|two| match two {
        [Piece::Preposition(word, _), Piece::Noun(noun)] if matches!(word.as_str(), "in" | "at" | "on") => Some(noun),
        _ => None,
    })?;
    let (b, _) = things.find(other).filter(|_| other.quantity.each || other.quantity.indefinite || other.plural)?;
    Found::of(a, b, whole(part)).map(|found| Found { named: Some("quantity".to_string()), ..found })
}

/// What facts tell of pairs already.
struct Known {
    /// Pairs of which one has one of the other.
    single: BTreeSet<(usize, usize)>,
    /// What refers to each thing.
    referring: BTreeMap<usize, BTreeSet<usize>>,
}

impl Known {
    fn of(reader: &Reader, things: &Things, fields: &Fields) -> Known {
        let mut known = Known { single: BTreeSet::new(), referring: BTreeMap::new() };
        let pair = |a: usize, b: usize| (a.min(b), a.max(b));
        for one in &fields.relations {
            if one.role.is_some() {
                continue;
            }
            let many = one.b_per_a == Some(true);
            if one.b_per_a == Some(false) {
                known.referring.entry(one.b).or_default().insert(one.a);
            }
            if one.b_per_a == Some(false) || (many && one.sure < 2) {
                known.single.insert(pair(one.a, one.b));
            }
        }
        for fact in &reader.facts {
            if let Fact::Relates(relates) = fact
                && !relates.to.quantity.many.unwrap_or(relates.to.plural)
                && let (Some((a, None)), Some((b, None))) = (things.find(&relates.from), things.find(&relates.to))
            {
                known.single.insert(pair(a, b));
            }
        }
        known
    }

    fn third(&self, a: usize, b: usize) -> bool {
        match (self.referring.get(&a), self.referring.get(&b)) {
            (Some(to_a), Some(to_b)) => to_a.intersection(to_b).any(|third| *third != a && *third != b),
            _ => false,
        }
    }

    /// Whether one refers to the other, or something else is what joins them.
    fn joined(&self, a: usize, b: usize) -> bool {
        self.third(a, b) || self.single.contains(&(a.min(b), a.max(b)))
    }
}

fn take(fields: &mut Fields, found: &Found) {
    let Found { a, b, range, .. } = found;
    let inside = |property: &Property| property.range.start >= range.start && property.range.end <= range.end;
    let mut taken: Vec<(String, Property)> = Vec::new();
    if let Some(noun) = &found.property {
        let name = field_name(&Part { noun: Noun { of: None, ..noun.clone() }, ..Part::default() });
        for of in &mut fields.of {
            of.retain(|own, property| *own != name || !inside(property));
        }
        taken.push((name, Property { range: range.clone(), ..Property::default() }));
    } else {
        for at in [*a, *b] {
            fields.of[at].retain(|name, property| {
                let moves = inside(property) && !property.unique;
                if moves {
                    let unnamed = matches!(name.as_str(), "date" | "number");
                    let name = found.named.as_ref().filter(|_| unnamed).unwrap_or(name);
                    taken.push((name.clone(), property.clone()));
                }
                !moves
            });
        }
        if let Some(named) = found.named.as_ref().filter(|_| taken.is_empty()) {
            taken.push((named.clone(), Property { range: range.clone(), ..Property::default() }));
        }
    }
    if taken.is_empty() {
        return;
    }
    fields.between.extend(taken.into_iter().map(|(name, property)| (*a, *b, name, property)));
    fields.relations.push(many_to_many(*a, *b, 2, range.clone()));
}

fn many_to_many(a: usize, b: usize, sure: u8, range: Range<usize>) -> Relation {
    Relation { a, b, b_per_a: Some(true), a_per_b: Some(true), sure, sure_back: sure, strong: true, range, ..Relation::default() }
}

/// What a set phrase tells.
fn take_both(fields: &mut Fields, both: Both) {
    let Both { a, b, own, all, range } = both;
    let inside = |property: &Property, range: &Range<usize>| property.range.start >= range.start && property.range.end <= range.end;
    let mut taken: Vec<(String, Property)> = Vec::new();
    for of in &mut fields.of {
        of.retain(|_, property| !own.iter().any(|(_, words)| inside(property, words)));
    }
    for (name, words) in own {
        taken.push((name, Property { range: words, ..Property::default() }));
    }
    for at in [a, b].into_iter().filter(|_| all) {
        fields.of[at].retain(|name, property| {
            let moves = inside(property, &range) && !property.unique;
            if moves {
                taken.push((name.clone(), property.clone()));
            }
            !moves
        });
    }
    for (name, property) in taken {
        let same = |one: &(usize, usize, String, Property)| ((one.0, one.1) == (a, b) || (one.1, one.0) == (a, b)) && one.2 == name;
        if !name.is_empty() && !fields.between.iter().any(same) {
            fields.between.push((a, b, name, property));
        }
    }
    fields.relations.push(many_to_many(a, b, 3, range));
}
