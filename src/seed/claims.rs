//! Samples that turn out to stand already.
//!
//! Comes in: the rows of one table that stand, samples of this run. Goes out: which standing row a sample is. Never happens: a row is taken for two samples.

use super::generate::Generation;
use super::known::{alike, most_alike};
use super::row::Row;
use crate::ordered::IndexSet;

impl Generation<'_, '_> {
    /// Rows that stand and are nothing else are the first samples, in the order of the `samples`: those that one is, then those that one is likest to.
    pub fn claim_all(&mut self, most: u64, samples: &[Row]) {
        let is_free = |row: &Row| row.standing && !row.claimed;
        let mut free: IndexSet<usize> = (0..self.own.rows.len()).filter(|index| is_free(&self.own.rows[*index])).collect();
        let mut found: Vec<Option<usize>> = vec![None; samples.len()];
        for exactly in [true, false] {
            for (sample, found) in samples.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
                let likest = most_alike(self.model, &self.own.rows, free.iter().copied(), sample);
                let is_it = |index: &usize| !exactly || alike(self.model, &self.own.rows[*index], sample) == self.model.slots.len();
                *found = likest.filter(is_it).filter(|index| free.shift_remove(index));
            }
        }
        let of_samples = found.into_iter().zip(samples).filter_map(|(index, sample)| Some((index?, Some(sample))));
        let ordered: Vec<(usize, Option<&Row>)> = of_samples.chain(free.into_iter().map(|index| (index, None))).collect();
        for (index, sample) in ordered.into_iter().take(most as usize) {
            let told = sample.map(|sample| self.born_of_standing(&self.own.rows[index], sample, self.number).unwrap_or(sample.born));
            let row = &mut self.own.rows[index];
            (row.claimed, row.born) = (true, told.unwrap_or(row.born));
            self.own.pool.push(index);
            self.number += 1;
        }
    }

    /// Takes the standing row that this sample is, if there is one. Of some conditions only PostgreSQL can say whether it fulfils them.
    pub fn claim(&mut self, sample: &Row, unjudged: &[usize]) -> bool {
        let undecided: Vec<usize> = unjudged.iter().flat_map(|condition| self.model.conditions[*condition].slots.iter().copied()).collect();
        let renamed = || {
            let is_renamed = self.options.renamed.contains(&self.model.table.name);
            is_renamed.then(|| self.standing.renamed(self.model, &self.own.rows, sample, &self.fixed)).flatten()
        };
        let Some(index) = self.standing.find(self.model, &self.own.rows, sample, &undecided).or_else(renamed) else { return false };
        self.count_part(sample);
        let born = self.own.rows.get(index).and_then(|row| self.born_of_standing(row, sample, self.number));
        let Some(row) = self.own.rows.get_mut(index) else { return false };
        row.claimed = true;
        row.born = born.unwrap_or(sample.born);
        self.standing.confirm(index, row, sample);
        self.uniqueness.take_standing(self.model, row, sample);
        self.own.pool.push(index);
        self.number += 1;
        true
    }
}
