//! What a row sees of the rows that it refers to.
//!
//! Comes in: the models of all tables, the table whose rows see. Goes out: names for columns of rows above it, which conditions can use as if they were the row's
//! own. Never happens: a column that triggers write is seen (it is another one by the time the next row comes).

use sqlparser::ast::{Expr, Ident};

use super::lookup::Source;
use crate::catalog::ColumnValue;
use crate::seed::model::{Model, Models, Slot};

/// A column of a row above.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// The reference that leads to it, and those from there on, each a slot of the row before.
    pub slot: usize,
    pub steps: Vec<usize>,
    pub column: usize,
}

/// What a table's rows see.
pub struct Sight<'a> {
    pub models: &'a Models<'a>,
    pub model: &'a Model<'a>,
    pub seen: Vec<Seen>,
}

/// As which column of the row a seen one is known.
pub fn name_of(place: usize) -> String {
    format!("seen {place}")
}

impl<'a> Sight<'a> {
    pub fn new(models: &'a Models<'a>, model: &'a Model<'a>) -> Sight<'a> {
        Sight { models, model, seen: Vec::new() }
    }

    /// The model of the rows that a source is of.
    pub fn model_of(&self, source: &Source) -> Option<&'a Model<'a>> {
        let mut model = self.model;
        for slot in [source.slot].iter().chain(&source.steps) {
            let Slot::Reference(reference) = model.slots.get(*slot)? else { return None };
            model = self.models.get(&reference.foreign_key.references)?;
        }
        Some(model)
    }

    pub fn has(&self, source: &Source, column: &str) -> bool {
        self.model_of(source).is_some_and(|model| model.table.columns.contains_key(column))
    }

    /// A column of the new row. `before` it is written, what PostgreSQL computes is not there yet.
    pub fn own(&self, column: &str, before: bool) -> Option<Expr> {
        let (index, _, found) = self.model.table.columns.get_full(column)?;
        let is_missing = before && matches!(found.value, ColumnValue::Generated(_));
        (!is_missing && !self.model.maintained.contains(&index)).then(|| resolved(column))
    }

    /// A column of a row above.
    pub fn column(&mut self, source: &Source, column: &str) -> Option<Expr> {
        let model = self.model_of(source)?;
        let column = model.table.columns.get_index_of(column)?;
        if model.maintained.contains(&column) {
            return None;
        }
        let seen = Seen { slot: source.slot, steps: source.steps.clone(), column };
        let place = self.seen.iter().position(|known| *known == seen).unwrap_or_else(|| {
            self.seen.push(seen);
            self.seen.len() - 1
        });
        Some(resolved(&name_of(place)))
    }
}

/// What no table is called.
pub const RESOLVED: &str = "groundplan resolved";

/// A column of the row that is made.
pub fn resolved(name: &str) -> Expr {
    Expr::CompoundIdentifier(vec![Ident::with_quote('"', RESOLVED), Ident::with_quote('"', name)])
}

/// An identifier as PostgreSQL folds it.
pub fn fold(name: &Ident) -> String {
    if name.quote_style.is_some() { name.value.clone() } else { name.value.to_lowercase() }
}
