//! How much is tried for the rows of a table, where it may have fewer than was wished.
//!
//! Comes in: each value that a search has tried. Goes out: whether the row in the making has had its share. Never happens: a clock; a bound on rows that somebody asked for.

use std::sync::atomic::{AtomicU64, Ordering};

use super::generate::Generation;

/// So many values are tried for one row, and once so many were tried for the rows of its table, only so many.
const MOST_OF_ROW: u64 = 40_000;
const MOST_OF_TABLE: u64 = 200_000;
const LEAST_OF_ROW: u64 = 4_000;
/// So many listed ways to be a row are tried one after the other that all lead to none.
const MOST_FRUITLESS_WAYS: u64 = 100;

/// So many values that were looked at beside the rest of a row, and not tried, are as much as one that was.
const JUDGED_FOR_A_STEP: u64 = 16;

/// What was tried so far.
#[derive(Debug, Default)]
pub struct Effort {
    row: AtomicU64,
    table: AtomicU64,
    ways: u64,
}

impl Effort {
    /// One more value.
    pub fn step(&self) {
        self.spend(1);
    }

    /// So many values were looked at before one is tried.
    pub fn judge(&self, values: u64) {
        self.spend(values / JUDGED_FOR_A_STEP);
    }

    fn spend(&self, steps: u64) {
        self.row.fetch_add(steps, Ordering::Relaxed);
        self.table.fetch_add(steps, Ordering::Relaxed);
    }

    /// Another row, or another way to be one.
    pub fn begin_row(&self) {
        self.row.store(0, Ordering::Relaxed);
    }

    fn is_spent(&self) -> bool {
        let most = if self.table.load(Ordering::Relaxed) > MOST_OF_TABLE { LEAST_OF_ROW } else { MOST_OF_ROW };
        self.row.load(Ordering::Relaxed) > most
    }
}

impl Generation<'_, '_> {
    /// Nobody asked for this very number of rows, and they are made one after the other.
    fn may_give_up(&self) -> bool {
        self.own.many.is_none() && self.model.population.sample.as_ref().is_some_and(|sample| sample.flexible)
    }

    /// Whether enough was tried for this row.
    pub fn gives_up(&self) -> bool {
        self.may_give_up() && self.effort.is_spent()
    }

    /// Whether enough of the listed ways have led to no row.
    pub fn gives_ways_up(&mut self, found: bool) -> bool {
        self.effort.ways = if found { 0 } else { self.effort.ways + 1 };
        self.may_give_up() && self.effort.ways > MOST_FRUITLESS_WAYS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_its_share_and_less_once_its_table_has_had_much() {
        let effort = Effort::default();
        let steps = || {
            effort.begin_row();
            (0..).take_while(|_| !effort.is_spent()).map(|_| effort.step()).count() as u64
        };
        assert_eq!(steps(), MOST_OF_ROW + 1, "the first row");
        let rows: Vec<u64> = (0..6).map(|_| steps()).collect();
        assert_eq!(rows.last(), Some(&(LEAST_OF_ROW + 1)), "{rows:?}");
    }
}
