//! A catalog as requirements: what stands, in the language, as a person would write it.
//!
//! Comes in: a [`Catalog`], and which of its objects could not be said as they were tried ([`Doubts`]). Goes out: `.schema` text, each line with
//! the objects that it says, so that whoever finds a line wrong can raise the doubt; what the language cannot say, as `sql` blocks; how much
//! of each kind it could say. Never happens: a look at a server or a file, an object that is passed over (what no line says is a step to plan).

mod blocks;
mod check;
mod entity;
mod expression;
mod field;
mod index;
mod names;
mod share;
mod style;
mod view;
mod writing;

pub use blocks::{Block, SqlStep, Told, blocks, parts_before_their_tables, views_in_the_way};
pub use check::otherwise;
pub use share::{Share, share};
pub use style::Style;
pub use writing::{Draft, Head, write};

use std::collections::BTreeMap;

use crate::catalog::ObjectPath;

/// How often an object has been said in a way that did not hold: each time it is said more plainly, and in the end not at all.
#[derive(Debug, Clone, Default)]
pub struct Doubts {
    levels: BTreeMap<ObjectPath, u8>,
    /// Conditions keep the casts that PostgreSQL prints: without them it did not take them.
    keep_casts: bool,
    /// What needs something that reads a table is left to SQL.
    tables_first: bool,
}

impl Doubts {
    /// Said in full, and without the shorter forms.
    const PLAIN: u8 = 1;
    /// Left to SQL; of a column, where its values come from.
    const LEFT: u8 = 2;
    /// Nothing is left to try.
    const LAST: u8 = 3;

    /// Nothing doubted yet, but conditions as PostgreSQL prints them, or what reads tables behind the tables.
    pub fn with(keep_casts: bool, tables_first: bool) -> Doubts {
        Doubts { keep_casts, tables_first, ..Doubts::default() }
    }

    pub fn tables_first(&self) -> bool {
        self.tables_first
    }

    /// Leaves a part of a table to SQL; of a column, where its values come from. `false` when it was left already.
    pub fn leave_part(&mut self, object: &ObjectPath) -> bool {
        let level = self.levels.entry(object.clone()).or_insert(0);
        let is_new = *level < Doubts::LEFT;
        *level = (*level).max(Doubts::LEFT);
        is_new
    }

    fn of(&self, object: &ObjectPath) -> u8 {
        self.levels.get(object).copied().unwrap_or(0)
    }

    fn is_plain(&self, object: &ObjectPath) -> bool {
        self.of(object) >= Doubts::PLAIN
    }

    fn is_left(&self, object: &ObjectPath) -> bool {
        self.of(object) >= Doubts::LEFT
    }

    /// Whether there was another way left to say it.
    pub fn raise(&mut self, object: &ObjectPath) -> bool {
        let level = self.levels.entry(object.clone()).or_insert(0);
        *level = level.saturating_add(1);
        *level <= Doubts::LAST
    }

    /// Whether another, plainer way to say it is left that says all of it.
    pub fn can_be_plainer(&self, object: &ObjectPath) -> bool {
        self.of(object) < Doubts::LEFT
    }

    /// Says an object in SQL from now on.
    pub fn leave(&mut self, object: &ObjectPath) {
        self.levels.insert(object.clone(), Doubts::LAST);
    }
}
