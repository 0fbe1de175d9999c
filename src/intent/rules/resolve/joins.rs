//! Which two things have a table between them, judged by all that is told of both: `teachers teach subjects`, `borrowers return books`, whatever a modeller would call it.
//!
//! Comes in: relations that rules made, and what is told of each two things. Goes out: the same, with pairs taken away and added. Never happens: a pair that a word of number says goes; one that is only likely comes without a question (`write` asks it); a pair of one thing and itself.

use super::judged::{LEAST_OF_A_PAIR, LEAST_OF_A_PAIR_INSTEAD, LEAST_OF_A_TOLD_PAIR, joined};
use super::links::{Pair, Relations};
use super::references::words;
use super::things::Things;
use super::ties::Counted;
use crate::intent::rules::reader::Reader;

pub fn judge(reader: &Reader, things: &Things, ties: &Counted, relations: &mut Relations) {
    let name = |at: usize| things.all[at].name.as_str();
    let in_order = |a: usize, b: usize| (a.min(b), a.max(b));
    let chance = |pair: (usize, usize)| ties.all.get(&pair).map(|marks| joined(name(pair.0), name(pair.1), ties.verb(pair), marks));
    let is_likely = |pair: &Pair| chance(in_order(pair.a, pair.b)).is_none_or(|chance| chance >= LEAST_OF_A_TOLD_PAIR);
    relations.pairs.retain(|pair| pair.said || pair.named.is_some() || pair.a == pair.b || is_likely(pair));
    for pair in ties.all.keys().copied().filter(|(a, b)| a < b) {
        let is_one = |a: usize, b: usize| in_order(a, b) == pair;
        let refers = relations.references.iter().any(|one| is_one(one.from, one.to));
        let least = if refers { LEAST_OF_A_PAIR_INSTEAD } else { LEAST_OF_A_PAIR };
        // Users upload files, and favourites refer to both.
        let of_both =
            |from: usize| [pair.0, pair.1].iter().all(|to| relations.references.iter().any(|one| (one.from, one.to) == (from, *to)));
        if refers && (0..things.all.len()).any(of_both) {
            continue;
        }
        if relations.pairs.iter().any(|one| is_one(one.a, one.b)) || chance(pair).is_none_or(|chance| chance < least) {
            continue;
        }
        // What lies between them says how they relate.
        relations.references.retain(|one| one.role.is_some() || !is_one(one.from, one.to));
        let range = words(reader, things, pair.0, pair.1).unwrap_or_else(|| things.all[pair.0].range.clone());
        relations.pairs.push(Pair { a: pair.0, b: pair.1, named: None, said: false, judged: true, range });
    }
}
