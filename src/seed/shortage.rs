//! Why a table has fewer rows than were wished, where more were looked for in vain.
//!
//! Comes in: the failure of the row that was not found. Goes out: what is said about it; for another try after PostgreSQL has refused some of the rows, how many were found, so that
//! the one after them is not looked for again. Never happens: rows that somebody asked for by their number are left out.

use super::failure::{found_no_more_by_check, found_no_more_by_trigger, found_no_more_note, no_more_parents};
use super::generate::{Failure, Generation};
use super::model::Model;

/// What leaves no further row.
#[derive(Debug, Clone, PartialEq)]
enum Reason {
    Trigger(String),
    Check(String),
    /// A unique key, by its place.
    Key(usize),
    /// A reference, by its slot, that finds no row which agrees with the others.
    Parent(usize),
}

/// So many rows were found, those that are left out among them, and why there are no more.
#[derive(Debug, Clone, PartialEq)]
pub struct Shortage {
    pub rows: u64,
    /// The ways to be a row were listed and tried one after the other.
    pub listed: bool,
    reason: Reason,
}

impl Shortage {
    /// What a row has failed by; `None` where that would leave no row at all, and something is wrong with the table itself.
    pub fn of(generation: &Generation, failure: &Failure) -> Option<Shortage> {
        let guard = generation.model.guards.first().filter(|_| generation.options.guarded.contains(&generation.model.table.name));
        let reason = match (failure, guard) {
            (Failure::Guard { trigger, .. }, _) => Reason::Trigger(trigger.clone()),
            // Beside a check, it is a trigger that leaves nothing.
            (Failure::Check { .. }, Some(guard)) => Reason::Trigger(guard.name.clone()),
            // Some rows are there, and for the next one nothing that this check takes was found.
            (Failure::Check { name, .. }, None) if generation.made() > 0 => Reason::Check(name.clone()),
            _ => return None,
        };
        Some(Shortage { rows: generation.number, listed: false, reason })
    }

    /// The same, once all other ways to have rows have been tried.
    pub fn at_last(generation: &Generation, failure: &Failure) -> Option<Shortage> {
        let reason = match failure {
            Failure::Distinct { key } => Reason::Key(*key),
            Failure::Check { name, .. } => Reason::Check(name.clone()),
            Failure::NoParent { slot } if generation.shares(*slot) => Reason::Parent(*slot),
            _ => return None,
        };
        Some(Shortage { rows: generation.number, listed: false, reason })
    }

    /// So many rows came of the listed ways, and no other way leads to one.
    pub fn listed(rows: u64, key: usize) -> Shortage {
        Shortage { rows, listed: true, reason: Reason::Key(key) }
    }

    /// The same after so many rows, where one of those that were refused finds no other form.
    pub fn after(&self, rows: u64) -> Shortage {
        Shortage { rows, ..self.clone() }
    }

    pub fn note(&self, model: &Model, made: u64) -> String {
        match &self.reason {
            Reason::Trigger(trigger) => found_no_more_by_trigger(model, trigger, made),
            Reason::Check(check) => found_no_more_by_check(model, check, made),
            Reason::Key(key) => found_no_more_note(model, *key, made),
            Reason::Parent(slot) => no_more_parents(model, *slot, made),
        }
    }
}
