//! The making of one table's rows, before its first one.
//!
//! Comes in: the table, all rows so far, what is fixed and what stands. Goes out: a [`Generation`]. Never happens: a row.

use super::SeedOptions;
use super::answers::Answers;
use super::effort::Effort;
use super::generate::{Fixed, Generation, Rows, Stock};
use super::known::Standing;
use super::memo::Kept;
use super::model::{Model, Models, Slot};
use super::parents::Kinship;
use super::stays::Stay;
use super::sums::Line;
use super::ties::Ties;
use super::unique::Uniqueness;
use crate::ordered::{IndexMap, IndexSet};

/// What rows are made from.
pub struct Beginning<'a, 'b> {
    pub model: &'b Model<'a>,
    pub models: &'b Models<'a>,
    pub rows: &'b Rows,
    pub options: &'b SeedOptions,
    pub own: Stock,
    pub fixed: Vec<Option<Fixed>>,
    pub uniqueness: Uniqueness,
    pub standing: Standing,
}

impl<'a, 'b> Generation<'a, 'b> {
    pub fn begin_with(beginning: Beginning<'a, 'b>) -> Generation<'a, 'b> {
        let Beginning { model, models, rows, options, own, fixed, uniqueness, standing } = beginning;
        Generation {
            model,
            models,
            rows,
            own,
            fixed,
            uniqueness,
            standing,
            options,
            number: 0,
            kept: IndexMap::default(),
            effort: Effort::default(),
            unjudged: IndexSet::default(),
            kinship: Kinship::new(model),
            prepared: None,
            line: Line::of(model),
            stay: Stay::of(model, models),
            ties: Ties::of(model, models, rows),
            settled: None,
            parts: IndexMap::default(),
            numbered: Vec::new(),
            unguarded: IndexSet::default(),
            is_unguarded: false,
            is_walked: false,
            answers: Answers::of(model, options),
        }
    }

    /// How many sample rows there are so far, without those that are left out.
    pub fn made(&self) -> u64 {
        let left_out = self.options.left_out.get(&self.model.table.name);
        let skipped = left_out.map_or(0, |rows| rows.keys().filter(|number| **number < self.number).count());
        self.number - skipped as u64
    }

    /// Rows of an earlier try of the same table: none where rows stand, which samples may turn out to be, or are parents of each other.
    pub fn keep(&mut self, kept: Kept) {
        let refers_to_itself = self.model.slots.iter().any(|slot| matches!(slot, Slot::Reference(reference) if reference.to_itself));
        if self.own.rows.is_empty() && !refers_to_itself && self.own.many.is_none() {
            self.kept = kept.rows;
            self.unjudged.extend(kept.unjudged);
        }
    }

    /// Whether the next row is one of these: it is, as long as no other has taken its keys.
    pub fn takes_kept(&mut self) -> bool {
        let Some(row) = self.kept.swap_remove(&self.number) else { return false };
        let is_free = self.uniqueness.conflict(self.model, &row).is_none();
        if is_free {
            self.add(row);
        }
        is_free
    }
}
