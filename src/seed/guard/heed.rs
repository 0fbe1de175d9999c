//! How far rows in the making heed what triggers were read to ask for.
//!
//! Comes in: the making of one table's rows. Goes out: the guards that a row is asked to fulfil. Never happens: guards that find no values for one row after the other
//! are asked for all the same, unless PostgreSQL has confirmed them.

use crate::seed::condition::Verdict;
use crate::seed::generate::Generation;
use crate::seed::model::NamedCondition;
use crate::seed::row::{Row, View};

/// How often values for one row are tried with regard to guards.
const TRIES_OF_GUARDS: u64 = 30;
/// So many rows that found none are enough to see that there are none.
const ROWS_WITHOUT_GUARDS: usize = 3;

impl<'b> Generation<'_, 'b> {
    /// What triggers were read to ask for, as long as there is hope: until some rows have found nothing, or one of very many.
    pub fn guards(&self) -> &'b [NamedCondition] {
        let enough = if self.own.many.is_some() { 1 } else { ROWS_WITHOUT_GUARDS };
        let is_hopeless = self.is_unguarded || self.unguarded.len() >= enough;
        if is_hopeless && !self.options.guarded.contains(&self.model.table.name) { &[] } else { &self.model.guards }
    }

    /// Whether this attempt at a row is the first without regard to them.
    pub fn gives_guards_up(&mut self, attempt: u64) -> bool {
        let is_first = attempt > TRIES_OF_GUARDS && !self.is_unguarded && !self.model.guards.is_empty();
        self.is_unguarded |= is_first;
        is_first
    }

    /// The first of these guards that the row breaks.
    pub fn broken<'g>(&self, guards: &'g [NamedCondition], row: &Row) -> Option<&'g NamedCondition> {
        let view = View { model: self.model, row };
        guards.iter().find(|guard| guard.condition.verdict(&view) == Verdict::Violated)
    }
}
