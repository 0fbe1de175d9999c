//! Rows of join tables: a few links for each row of the left side, no pair twice.

use super::draw::{Draw, shuffled};
use super::generate::{Failure, Generation, Stock};
use super::model::{Model, Slot};
use super::row::Row;

/// Of ten rows on the left, so many have 0, 1, 2, 3 and 4 links.
const LINKS: [u64; 10] = [0, 1, 1, 1, 2, 2, 2, 3, 3, 4];

/// Both parents of a link: slot, and place among the rows that there are to choose from.
pub type Pair = [(usize, u64); 2];

/// What a join table joins.
pub struct Sides {
    slots: [usize; 2],
    keys: [u64; 2],
    /// How many rows stand on each side.
    sizes: [u64; 2],
    to_itself: bool,
    /// The first row on the left that gets links.
    first: u64,
    /// Whether so many links are asked for as a number says.
    counted: bool,
}

impl Sides {
    /// Rows that the author wrote (so many stand first on the left) get no invented links, unless nothing else is there.
    pub fn new(model: &Model, slots: [usize; 2], sizes: [u64; 2], written: u64, counted: bool) -> Option<Sides> {
        let [Slot::Reference(from), Slot::Reference(to)] = [&model.slots[slots[0]], &model.slots[slots[1]]] else { return None };
        let to_itself = from.foreign_key.references == to.foreign_key.references;
        let first = if written < sizes[0] && !counted { written } else { 0 };
        Some(Sides { slots, keys: [from.key, to.key], sizes, to_itself, first, counted })
    }

    /// Each round gives every row on the left its next link; without a count each has its own number of them.
    pub fn pairs(&self) -> impl Iterator<Item = Pair> {
        let [lefts, rights] = self.sizes;
        let rounds = if self.counted { rights } else { rights.min(4) };
        (0..rounds).flat_map(move |round| (self.first..lefts).filter_map(move |row| self.pair(round, row)))
    }

    fn pair(&self, round: u64, row: u64) -> Option<Pair> {
        let [left_key, right_key] = self.keys;
        let links = LINKS[shuffled(left_key, row, 10) as usize % 10];
        if !self.counted && round >= links {
            return None;
        }
        // Popular ones first: tags are not all used alike.
        let start = Draw::at(right_key, row, 0).skewed(self.sizes[1]);
        let partner = shuffled(right_key, start + round, self.sizes[1]);
        (!self.to_itself || partner != row).then_some([(self.slots[0], row), (self.slots[1], partner)])
    }
}

/// Makes `count` links, or as many as look like life.
pub fn make(generation: &mut Generation, slots: [usize; 2], count: Option<u64>) -> Option<Failure> {
    let [Slot::Reference(from), Slot::Reference(to)] = slots.map(|slot| &generation.model.slots[slot]) else { return None };
    let size = |name| generation.rows.get(name).map_or(0, |stock| stock.pool.len() as u64);
    let sizes = [&from.foreign_key.references, &to.foreign_key.references].map(size);
    let above: Vec<&Row> = generation.rows.get(&from.foreign_key.references).into_iter().flat_map(Stock::in_pool).collect();
    let written = above.iter().filter(|row| row.initial.is_some()).count() as u64;
    // Where links stand, rows that stand have all of theirs.
    let links_stand = generation.own.rows.iter().any(|row| row.standing);
    let settled: Vec<bool> = above.iter().map(|row| links_stand && row.standing && count.is_none()).collect();
    let sides = Sides::new(generation.model, slots, sizes, written, count.is_some())?;
    let mut made = 0;
    let wanted = count.unwrap_or(u64::MAX);
    for pair in sides.pairs() {
        if made == wanted {
            break;
        }
        if settled.get(pair[0].1 as usize) == Some(&true) {
            continue;
        }
        match generation.next_row(Some(pair)) {
            Ok(()) => made += 1,
            // A pair that is written already.
            Err(Failure::Distinct { .. }) => {}
            // One that a trigger does not take.
            Err(Failure::Guard { .. }) if count.is_none() => {}
            Err(failure) => return Some(failure),
        }
    }
    let exhausted = Failure::Distinct { key: 0 };
    count.filter(|count| made < *count).map(|_| exhausted)
}
