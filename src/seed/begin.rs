//! The making of one table's rows, before its first one.
//!
//! Comes in: the table, all rows so far, what is fixed and what stands. Goes out: a [`Generation`]. Never happens: a row.

use super::SeedOptions;
use super::answers::Answers;
use super::generate::{Fixed, Generation, Rows, Stock};
use super::known::Standing;
use super::model::{Model, Models};
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
            answers: Answers::of(model, options),
        }
    }
}
