//! The rows of one table so far, as its children and its own later rows see them.
//!
//! Comes in: rows, one after the other. Goes out: how many there are to choose from, and what a child takes over of one. Never happens: an index that
//! comes to mean another row.

use super::SeedValue;
use super::draw::Draw;
use super::row::Row;
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

    /// The index that the next row will have.
    pub fn next(&self) -> usize {
        self.rows.len() + self.many.as_ref().map_or(0, |many| many.count())
    }

    pub fn holds(&self, index: usize) -> bool {
        index < self.next()
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

    /// Whether a row of which only parts are kept says that nobody has seen it yet.
    pub fn is_hidden(&self, index: usize) -> bool {
        let kept = index.checked_sub(self.rows.len());
        kept.zip(self.many.as_ref()).is_some_and(|(index, many)| many.is_hidden(index))
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

/// Rows that may be chosen, in their order.
#[derive(Clone, Copy)]
pub enum Eligible<'s> {
    All(&'s Stock),
    /// By their indexes.
    Some(&'s [usize]),
}

impl<'s> Eligible<'s> {
    pub fn len(&self) -> usize {
        match self {
            Eligible::All(stock) => stock.choices(),
            Eligible::Some(some) => some.len(),
        }
    }

    /// The index of the row at this place.
    pub fn get(&self, place: usize) -> Option<usize> {
        match self {
            Eligible::All(stock) => stock.choice(place),
            Eligible::Some(some) => some.get(place).copied(),
        }
    }

    pub fn iter(self) -> impl Iterator<Item = usize> + 's {
        (0..self.len()).filter_map(move |place| self.get(place))
    }

    pub fn place_of(&self, index: usize) -> Option<usize> {
        match self {
            Eligible::All(stock) if index >= stock.rows.len() => stock.holds(index).then(|| index - stock.rows.len() + stock.pool.len()),
            Eligible::All(stock) => stock.pool.iter().position(|known| *known == index),
            Eligible::Some(some) => some.iter().position(|known| *known == index),
        }
    }

    pub fn pick(&self, draw: &mut Draw) -> Option<usize> {
        self.get(draw.below(self.len() as u64) as usize)
    }
}
