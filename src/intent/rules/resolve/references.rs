//! Which things refer to which, judged by all that is told of both: what rules found and a modeller would not have goes, what they missed comes.
//!
//! Comes in: relations that rules made. Goes out: the same, with references taken away and added. Never happens: a part that a thing plays, or a many-to-many pair, goes; two references where one is enough.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::fields::Fields;
use super::judged::{LEAST_OF_A_REFERENCE, LEAST_OF_A_SHORT_WAY, LEAST_OF_A_TOLD_REFERENCE, refers};
use super::links::{Refers, Relation, Relations};
use super::things::Things;
use super::ties::Counted;
use crate::intent::rules::phrases::{Noun, Piece};
use crate::intent::rules::reader::Reader;

pub fn judge(reader: &Reader, things: &Things, fields: &Fields, told: &[Relation], ties: &Counted, relations: &mut Relations) {
    let name = |at: usize| things.all[at].name.as_str();
    let chance: BTreeMap<(usize, usize), i64> =
        ties.all.iter().map(|(pair, marks)| (*pair, refers(name(pair.0), name(pair.1), ties.verb(*pair), marks))).collect();
    let of = |from: usize, to: usize| chance.get(&(from, to)).copied().unwrap_or(0);
    // `Every vessel is a ship or a barge` says so outright.
    let is_kind = |one: &Refers| {
        ties.all.get(&(one.from, one.to)).is_some_and(|marks| ["to is a", "from is a"].iter().any(|mark| marks.contains_key(*mark)))
    };
    // What is unique within another, or told of both, hangs on it.
    let within = |noun: &Noun| things.find(noun).map(|(at, _)| at);
    let uniques = fields.unique.iter().flat_map(|one| one.within.iter().filter_map(within).map(|to| (one.of, to)));
    let between = fields.between.iter().flat_map(|(a, b, _, _)| [(*a, *b), (*b, *a)]);
    // So is what a word of number says: is serviced in one workshop.
    let counted = told.iter().filter(|one| one.sure == 2 && one.b_per_a == Some(false)).map(|one| (one.a, one.b));
    // So is who makes it, beside what others do with it: users write reviews, and like them.
    let paired = |one: &Relation| relations.pairs.iter().any(|pair| [(pair.a, pair.b), (pair.b, pair.a)].contains(&(one.a, one.b)));
    let makes = |one: &&Relation| one.verb.is_some() && one.strong && one.b_per_a == Some(true) && one.a_per_b == Some(false);
    let made = told.iter().filter(makes).filter(|one| paired(one)).map(|one| (one.b, one.a));
    let needed: BTreeSet<(usize, usize)> = uniques.chain(between).chain(counted).chain(made).collect();
    let is_needed = |one: &Refers| is_kind(one) || needed.contains(&(one.from, one.to));
    relations
        .references
        .retain(|one| one.role.is_some() || one.from == one.to || is_needed(one) || of(one.from, one.to) >= LEAST_OF_A_TOLD_REFERENCE);
    for ((from, to), chance) in &chance {
        let back = of(*to, *from);
        let related = |one: usize, other: usize| [(*from, *to), (*to, *from)].contains(&(one, other));
        let told =
            relations.references.iter().any(|one| related(one.from, one.to)) || relations.pairs.iter().any(|pair| related(pair.a, pair.b));
        if *chance < LEAST_OF_A_REFERENCE
            || back > *chance
            || back == *chance && to < from
            || told
            || *chance < LEAST_OF_A_SHORT_WAY && reaches(relations, *from, *to)
        {
            continue;
        }
        // In a circle nobody could be the first.
        let optional = reaches(relations, *to, *from);
        let said = ties.told.contains(&(*from, *to));
        let words = said.then(|| words(reader, things, *from, *to)).flatten();
        relations.references.push(Refers {
            from: *from,
            to: *to,
            role: None,
            optional,
            unique: false,
            expected: false,
            loose: false,
            unsaid: !said,
            range: words.unwrap_or_else(|| things.all[*from].range.clone()),
        });
    }
}

/// Whether one refers to the other, by others if need be.
fn reaches(relations: &Relations, from: usize, to: usize) -> bool {
    let mut reached = vec![from];
    let mut at = 0;
    while let Some(here) = reached.get(at).copied() {
        for one in relations.references.iter().filter(|one| one.from == here) {
            if !reached.contains(&one.to) {
                reached.push(one.to);
            }
        }
        at += 1;
    }
    reached.contains(&to)
}

/// From the one to the other where a sentence speaks of both, as near as they come.
fn words(reader: &Reader, things: &Things, from: usize, to: usize) -> Option<Range<usize>> {
    let mut best: Option<Range<usize>> = None;
    for pieces in &reader.spoken {
        let ranges = |thing: usize| {
            pieces.iter().filter_map(move |piece| match piece {
                Piece::Noun(noun) if things.find(noun).is_some_and(|(at, _)| at == thing) => Some(noun.range.clone()),
                _ => None,
            })
        };
        for one in ranges(from) {
            for other in ranges(to) {
                let both = one.start.min(other.start)..one.end.max(other.end);
                if best.as_ref().is_none_or(|best| both.len() < best.len()) {
                    best = Some(both);
                }
            }
        }
    }
    best
}
