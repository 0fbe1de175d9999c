//! How far rows in the making heed what triggers were read to ask for.
//!
//! Comes in: the making of one table's rows. Goes out: the guards that a row is asked to fulfil. Never happens: guards that find no values for one row after the other
//! are asked for all the same, unless PostgreSQL has confirmed them.

use crate::seed::condition::Verdict;
use crate::seed::generate::{Choice, Generation};
use crate::seed::model::{NamedCondition, Slot};
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

    /// The row as rows below would have it, where it is one of those that are made so: as all of them would, or else as those of one table.
    pub fn as_wished(&self, row: &Row, choices: &[Choice]) -> Option<Row> {
        let wishes = &self.model.wishes;
        // What PostgreSQL has refused of it comes first.
        let is_refused = self.options.refused.get(&self.model.table.name).is_some_and(|rows| rows.contains_key(&self.number));
        if wishes.is_empty() || self.own.many.is_some() || is_refused || !self.is_to_be_as_wished(row) {
            return None;
        }
        let all: Vec<&NamedCondition> = wishes.iter().flatten().collect();
        let one: Vec<&NamedCondition> = wishes.get((self.number / 2) as usize % wishes.len())?.iter().collect();
        let is_so = |row: &Row, wish: &[&NamedCondition]| self.broken(wish.iter().copied(), row).is_none();
        if is_so(row, &all) {
            return None;
        }
        let solved = |wish: &[&NamedCondition]| self.solve_with(row, choices, wish).filter(|solved| is_so(solved, wish));
        solved(&all).or_else(|| if wishes.len() == 1 || is_so(row, &one) { None } else { solved(&one) })
    }

    /// Two rows of three, but for those that are the first to show a listed value of a column that somebody has a wish about.
    fn is_to_be_as_wished(&self, row: &Row) -> bool {
        let is_first = |slot: &usize| match &self.model.slots[*slot] {
            Slot::Column { index, field } if !field.values.is_empty() => {
                // What stands and is no sample shows nothing yet: a second run asks for the same.
                let mut shown = self.own.rows.iter().filter(|other| !other.standing || other.claimed);
                !shown.any(|other| other.values[*index] == row.values[*index])
            }
            _ => false,
        };
        !self.number.is_multiple_of(3) && !self.model.wishes.iter().flatten().flat_map(|wish| &wish.slots).any(is_first)
    }

    /// The first of these guards that the row breaks.
    pub fn broken<'g>(&self, guards: impl IntoIterator<Item = &'g NamedCondition>, row: &Row) -> Option<&'g NamedCondition> {
        let view = View { model: self.model, row };
        guards.into_iter().find(|guard| guard.condition.verdict(&view) == Verdict::Violated)
    }
}
