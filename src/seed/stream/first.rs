//! A row as it comes out first, without a look at the rows beside it.
//!
//! Comes in: its number. Goes out: the row, or nothing where it is not to stay like that. Never happens: anything changes, so that many are made at once.

use super::super::generate::{Choice, Generation, says_nothing};
use super::super::links::Pair;
use super::super::row::Row;
use crate::ordered::IndexSet;

impl Generation<'_, '_> {
    fn first_choices(&self, number: u64, pair: Option<Pair>) -> Vec<Choice> {
        let mut choices = vec![Choice::default(); self.model.slots.len()];
        self.settle_choices(number, pair, &mut choices);
        choices
    }

    /// With the parents that were chosen before where its table refers to itself; with the conditions that could not be judged. Keys are not looked at.
    pub fn first_try(&self, number: u64, pair: Option<Pair>, begun: Option<Row>) -> Option<(Row, IndexSet<usize>)> {
        let choices = self.first_choices(number, pair);
        let begun = begun.map_or_else(|| self.begin(number, &choices), Ok);
        let row = begun.and_then(|row| self.furnish(row, number, &choices)).ok();
        let row = row.filter(|row| pair.is_some() || !says_nothing(self.model, row))?;
        match self.judge(&row) {
            (None, unjudged) => Some((row, unjudged.into_iter().collect())),
            (Some(_), _) => None,
        }
    }

    /// The parents of a row as they are chosen first.
    pub fn first_parents(&self, number: u64, pair: Option<Pair>) -> Option<Row> {
        self.begin(number, &self.first_choices(number, pair)).ok()
    }
}
