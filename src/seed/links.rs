//! Rows of join tables: a few links for each row of the left side, no pair twice.

use super::draw::{Draw, shuffled};
use super::generate::{Failure, Generation, Row, Stock};
use super::model::Slot;

/// Of ten rows on the left, so many have 0, 1, 2, 3 and 4 links.
const LINKS: [u64; 10] = [0, 1, 1, 1, 2, 2, 2, 3, 3, 4];

/// Makes `count` links, or as many as look like life.
pub fn make(generation: &mut Generation, [left, right]: [usize; 2], count: Option<u64>) -> Option<Failure> {
    let (Slot::Reference(from), Slot::Reference(to)) = (&generation.model.slots[left], &generation.model.slots[right]) else { return None };
    let (left_key, right_key) = (from.key, to.key);
    let size = |name| generation.rows.get(name).map_or(0, |stock| stock.pool.len() as u64);
    let (lefts, rights) = (size(&from.foreign_key.references), size(&to.foreign_key.references));
    let to_itself = from.foreign_key.references == to.foreign_key.references;
    let above: Vec<&Row> = generation.rows.get(&from.foreign_key.references).into_iter().flat_map(Stock::in_pool).collect();
    // Rows that the author wrote get no invented links, unless nothing else is there.
    let initial = above.iter().filter(|row| row.initial.is_some()).count() as u64;
    let first = if initial < lefts && count.is_none() { initial } else { 0 };
    // Where links stand, rows that stand have all of theirs.
    let links_stand = generation.own.rows.iter().any(|row| row.standing);
    let settled: Vec<bool> = above.iter().map(|row| links_stand && row.standing && count.is_none()).collect();
    let mut made = 0;
    let wanted = count.unwrap_or(u64::MAX);
    // Each round gives every row on the left its next link; without a count each has its own number of them.
    let rounds = if count.is_some() { rights } else { rights.min(4) };
    for round in 0..rounds {
        for row in first..lefts {
            let links = LINKS[shuffled(left_key, row, 10) as usize % 10];
            if made == wanted || (count.is_none() && round >= links) || settled.get(row as usize) == Some(&true) {
                continue;
            }
            // Popular ones first: tags are not all used alike.
            let start = Draw::at(right_key, row, 0).skewed(rights);
            let partner = shuffled(right_key, start + round, rights);
            if to_itself && partner == row {
                continue;
            }
            match generation.next_row(Some([(left, row), (right, partner)])) {
                Ok(()) => made += 1,
                // A pair that is written already.
                Err(Failure::Distinct { .. }) => {}
                Err(failure) => return Some(failure),
            }
        }
    }
    let exhausted = Failure::Distinct { key: 0 };
    count.filter(|count| made < *count).map(|_| exhausted)
}
