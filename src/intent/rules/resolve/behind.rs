//! What is told behind a relation: *every employee works on several projects; the hours per week are recorded*.
//!
//! Comes in: the sentences, things, and the fields that facts tell. Goes out: fields of many-to-many pairs, taken from the thing that had them. Never happens: what people are called
//! by, or what the words give to one of the two, moves.

use std::ops::Range;

use super::fields::{Fields, Property};
use super::links::{self, Relation};
use super::things::Things;
use crate::intent::rules::phrases::{self, Noun, Piece};
use crate::intent::rules::properties::{is_actor, is_property};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words::Sense;

/// A pair of things, or what happens and who takes part in it.
struct Together {
    parts: Vec<usize>,
    event: Option<usize>,
    end: usize,
}

pub fn read(reader: &Reader, things: &Things, fields: &mut Fields) {
    let all: Vec<Relation> = links::relations(reader, things, fields).into_iter().filter(|one| is_pair(one) || is_event(one)).collect();
    if all.is_empty() {
        return;
    }
    let mut before: Option<Together> = None;
    for pieces in &reader.spoken {
        let range = phrases::words_of(pieces);
        let own = together(&all, &range);
        let (together, told) = match (&own, &before) {
            (Some(own), _) => (own, own.end..range.end),
            (None, Some(before)) if is_loose(things, pieces) => (before, range.clone()),
            _ => {
                before = own;
                continue;
            }
        };
        let behind: Vec<&Piece> = pieces.iter().filter(|piece| start(piece).is_some_and(|start| start >= told.start)).collect();
        if let Some(noun) = each_own(&behind) {
            add(fields, together, noun);
        } else if keeps(&behind) && !behind.iter().any(|piece| names_owner(things, piece)) {
            take(fields, together, &told);
        }
        before = own;
    }
}

fn is_pair(one: &Relation) -> bool {
    one.a != one.b && one.role.is_none() && one.b_per_a == Some(true) && one.a_per_b == Some(true)
}

/// `Members can book classes`: from the booking to both.
fn is_event(one: &Relation) -> bool {
    one.sure == 3 && one.a != one.b
}

/// What a sentence tells of several things together.
fn together(all: &[Relation], range: &Range<usize>) -> Option<Together> {
    let inside = |one: &&Relation| one.range.start >= range.start && one.range.end <= range.end;
    let last = all.iter().filter(inside).max_by_key(|one| (is_event(one), one.range.end))?;
    if !is_event(last) {
        return Some(Together { parts: vec![last.a, last.b], event: None, end: last.range.end });
    }
    let same: Vec<&Relation> = all.iter().filter(inside).filter(|one| is_event(one) && one.a == last.a).collect();
    let end = same.iter().map(|one| one.range.end).max().unwrap_or(last.range.end);
    Some(Together { parts: same.iter().map(|one| one.b).collect(), event: Some(last.a), end })
}

fn start(piece: &Piece) -> Option<usize> {
    piece.words().map(|range| range.start)
}

/// Something is kept on record here.
fn keeps(pieces: &[&Piece]) -> bool {
    pieces.iter().any(|piece| matches!(piece, Piece::Verb(group) if group.sense == Sense::Store && !group.negated))
}

/// A sentence that only says what is kept, and of nothing new: `We record the date and the grade`.
fn is_loose(things: &Things, pieces: &[Piece]) -> bool {
    let all: Vec<&Piece> = pieces.iter().collect();
    let verbs = pieces.iter().filter(|piece| matches!(piece, Piece::Verb(_))).count();
    let acting = matches!(pieces.iter().find(|piece| matches!(piece, Piece::Noun(_))), Some(Piece::Noun(noun)) if is_actor(noun) || is_property(noun));
    acting && verbs == 1 && keeps(&all) && !pieces.iter().any(|piece| names_owner(things, piece))
}

/// The words say themselves whose it is.
fn names_owner(things: &Things, piece: &Piece) -> bool {
    let Piece::Noun(noun) = piece else { return false };
    let named = |noun: &Noun| !is_property(noun) && things.find(noun).is_some();
    noun.owner_word.as_deref().is_some_and(|word| matches!(word, "its" | "their" | "his" | "her"))
        || named(noun)
        || noun.of.as_deref().is_some_and(named)
        || noun.owner.as_deref().is_some_and(named)
}

/// `each at its own price`.
fn each_own<'a>(pieces: &[&'a Piece]) -> Option<&'a Noun> {
    pieces.windows(3).find_map(|three| match three {
        [Piece::Noun(each), Piece::Preposition(word, _), Piece::Noun(noun)]
            if each.pronoun.as_deref() == Some("each") && matches!(word.as_str(), "at" | "for") && is_property(noun) && !noun.plural =>
        {
            Some(noun)
        }
        _ => None,
    })
}

/// What people and things are called by is theirs.
fn is_own(name: &str) -> bool {
    let last = name.rsplit('_').next().unwrap_or_default();
    matches!(
        last,
        "name"
            | "title"
            | "email"
            | "mail"
            | "phone"
            | "address"
            | "birth"
            | "description"
            | "gender"
            | "number"
            | "code"
            | "colour"
            | "color"
    ) || name.contains("birth")
}

fn take(fields: &mut Fields, together: &Together, told: &Range<usize>) {
    let inside = |property: &Property| property.range.start >= told.start && property.range.end <= told.end;
    if together.parts.iter().any(|at| fields.of[*at].iter().any(|(name, property)| inside(property) && is_own(name))) {
        return;
    }
    let mut taken: Vec<(String, Property)> = Vec::new();
    for at in &together.parts {
        fields.of[*at].retain(|name, property| {
            let moves = inside(property) && !property.unique;
            if moves {
                taken.push((name.clone(), property.clone()));
            }
            !moves
        });
    }
    put(fields, together, taken);
}

fn put(fields: &mut Fields, together: &Together, taken: Vec<(String, Property)>) {
    match (together.event, together.parts.as_slice()) {
        (Some(event), _) => {
            for (name, property) in taken {
                fields.of[event].entry(name).or_insert(property);
            }
        }
        (None, [a, b, ..]) => fields.between.extend(taken.into_iter().map(|(name, property)| (*a, *b, name, property))),
        _ => {}
    }
}

fn add(fields: &mut Fields, together: &Together, noun: &Noun) {
    for at in &together.parts {
        fields.of[*at].retain(|_, property| property.range != noun.range);
    }
    put(fields, together, vec![(noun.name(), Property { range: noun.range.clone(), ..Property::default() })]);
}
