//! Which two things have a table between them, judged by all that is told of both: `teachers teach subjects`, `borrowers return books`, whatever a modeller would call it.
//!
//! Comes in: relations that rules made, and what is told of each two things. Goes out: the same, with pairs taken away and added. Never happens: a pair that a word of number says goes, or comes where it says that there is one; one that is only likely comes without a question (`write` asks it); a pair of one thing and itself.

use std::collections::{BTreeMap, BTreeSet};

use super::fields::Fields;
use super::judged::{LEAST_OF_A_PAIR, LEAST_OF_A_PAIR_INSTEAD, LEAST_OF_A_TOLD_PAIR, joined};
use super::links::{Pair, Relation, Relations};
use super::things::Things;
use super::ties::Counted;

pub fn judge(things: &Things, fields: &Fields, told: &[Relation], ties: &Counted, relations: &mut Relations) {
    let name = |at: usize| things.all[at].name.as_str();
    let in_order = |a: usize, b: usize| (a.min(b), a.max(b));
    let chance = |pair: (usize, usize)| ties.all.get(&pair).map(|marks| joined(name(pair.0), name(pair.1), ties.verb(pair), marks));
    let is_likely = |pair: &Pair| chance(in_order(pair.a, pair.b)).is_none_or(|chance| chance >= LEAST_OF_A_TOLD_PAIR);
    // What the two have only together is nowhere else.
    let has_own = |pair: &Pair| fields.between.iter().any(|(a, b, _, _)| in_order(*a, *b) == in_order(pair.a, pair.b));
    relations.pairs.retain(|pair| pair.said || has_own(pair) || pair.named.is_some() || pair.a == pair.b || is_likely(pair));
    let known: BTreeSet<(usize, usize)> = relations.pairs.iter().map(|pair| in_order(pair.a, pair.b)).collect();
    // A word of number says more than what is likely.
    let of_one = told.iter().filter(|one| one.sure == 2 && one.b_per_a == Some(false)).map(|one| in_order(one.a, one.b));
    let of_one: BTreeSet<(usize, usize)> = of_one.collect();
    let mut below: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for one in &relations.references {
        below.entry(one.to).or_default().insert(one.from);
    }
    // Users upload files, and favourites refer to both.
    let have_one_below = |a: usize, b: usize| below.get(&a).zip(below.get(&b)).is_some_and(|(one, other)| !one.is_disjoint(other));
    let mut judged = BTreeSet::new();
    for pair in ties.all.keys().copied().filter(|pair| pair.0 < pair.1 && !known.contains(pair) && !of_one.contains(pair)) {
        let Some(chance) = chance(pair).filter(|chance| *chance >= LEAST_OF_A_PAIR) else { continue };
        let refers = relations.references.iter().any(|one| in_order(one.from, one.to) == pair);
        if refers && (chance < LEAST_OF_A_PAIR_INSTEAD || have_one_below(pair.0, pair.1)) {
            continue;
        }
        judged.insert(pair);
        let range = things.all[pair.0].range.clone();
        relations.pairs.push(Pair { a: pair.0, b: pair.1, named: None, said: false, judged: true, range });
    }
    // What lies between them says how they relate.
    relations.references.retain(|one| one.role.is_some() || !judged.contains(&in_order(one.from, one.to)));
}
