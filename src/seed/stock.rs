//! The rows of one table so far, as its children and its own later rows see them.
//!
//! Comes in: rows, one after the other. Goes out: how many there are to choose from, and what a child takes over of one. Never happens: an index that
//! comes to mean another row.

use super::SeedValue;
use super::generate::Row;
use super::stream::many::Many;

/// The rows of one table.
#[derive(Debug, Clone, Default)]
pub struct Stock {
    /// Those that stand come first; then what this run adds. An index into this list never changes.
    pub rows: Vec<Row>,
    /// Which rows children may choose, in the order in which a run on an empty database makes them: written ones, samples, and last
    /// whatever else stands. So a run that finds its rows standing makes the choices that it made before.
    pub pool: Vec<usize>,
    /// The rows after these where there are too many to keep them whole; children may choose all of them.
    pub many: Option<Box<Many>>,
}

impl Stock {
    pub const EMPTY: Stock = Stock { rows: Vec::new(), pool: Vec::new(), many: None };

    pub fn in_pool(&self) -> impl Iterator<Item = &Row> {
        self.pool.iter().filter_map(|index| self.rows.get(*index))
    }

    /// How many rows there are to choose from.
    pub fn choices(&self) -> usize {
        self.pool.len() + self.many.as_ref().map_or(0, |many| many.count())
    }

    /// The index of the row at this place among them.
    pub fn choice(&self, place: usize) -> Option<usize> {
        match self.pool.get(place) {
            Some(index) => Some(*index),
            None => (place < self.choices()).then(|| self.rows.len() + place - self.pool.len()),
        }
    }

    pub fn born(&self, index: usize) -> Option<i64> {
        match (self.rows.get(index), &self.many) {
            (Some(row), _) => Some(row.born),
            (None, Some(many)) => many.born(index - self.rows.len()),
            (None, None) => None,
        }
    }

    pub fn level(&self, index: usize) -> usize {
        match (self.rows.get(index), &self.many) {
            (Some(row), _) => row.level,
            (None, Some(many)) => many.level(index - self.rows.len()),
            (None, None) => 0,
        }
    }

    /// The row's own parent in this slot.
    pub fn parent(&self, index: usize, slot: usize) -> Option<usize> {
        match (self.rows.get(index), &self.many) {
            (Some(row), _) => row.parents.get(slot).copied().flatten(),
            (None, Some(many)) => many.parent(index - self.rows.len(), slot),
            (None, None) => None,
        }
    }

    pub fn value(&self, index: usize, column: usize) -> Option<SeedValue> {
        match (self.rows.get(index), &self.many) {
            (Some(row), _) => row.values.get(column)?.clone(),
            (None, Some(many)) => many.value(index - self.rows.len(), column),
            (None, None) => None,
        }
    }

    pub fn add(&mut self, row: Row) {
        match &mut self.many {
            Some(many) => many.add(row),
            None => {
                self.pool.push(self.rows.len());
                self.rows.push(row);
            }
        }
    }
}
