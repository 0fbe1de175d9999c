//! One row, and what conditions see of it while it is made.
//!
//! Comes in: the model of its table, the values as they are found. Goes out: for each column its value, or what is known of a value that the
//! database makes. Never happens: a value that the database makes is taken for known.

use crate::catalog::{Column, ColumnValue};
use crate::source::Span;

use super::SeedValue;
use super::condition::{NOW_AT_LEAST, NOW_AT_MOST, RowView, Value, clock_of};
use super::draw::key;
use super::generators::time;
use super::model::{Model, Slot, constant_default};
use super::parents::Mark;

/// A row of this run. Parents stand as indexes into their table's rows.
#[derive(Debug, Clone)]
pub struct Row {
    /// By column; `None` where the database fills it, or where only the database knows the parent's key.
    pub values: Vec<Option<SeedValue>>,
    /// By slot.
    pub parents: Vec<Option<usize>>,
    /// By column: which value of another row it repeats, where only the database knows that one.
    pub marks: Vec<Option<Mark>>,
    /// By slot: whether the row gives it.
    pub given: Vec<bool>,
    pub born: i64,
    /// How many rows of the own table stand above it.
    pub level: usize,
    pub span: Option<Span>,
    /// Of a sample: counted from 0.
    pub number: Option<u64>,
    /// The block of `rows` that asks for it.
    pub initial: Option<usize>,
    /// Whether the row is in the database already.
    pub standing: bool,
    /// Whether a row of the requirements was found to be this standing one.
    pub claimed: bool,
}

impl Row {
    pub fn empty(model: &Model) -> Row {
        Row {
            values: vec![None; model.columns.len()],
            parents: vec![None; model.slots.len()],
            marks: vec![None; model.columns.len()],
            given: vec![false; model.slots.len()],
            born: time::ANCHOR,
            level: 0,
            span: None,
            number: None,
            initial: None,
            standing: false,
            claimed: false,
        }
    }
}

/// A row in the making, as conditions see it.
#[derive(Clone, Copy)]
pub struct View<'v, 'a> {
    pub model: &'v Model<'a>,
    pub row: &'v Row,
}

impl RowView for View<'_, '_> {
    fn value(&self, column: usize) -> Option<&SeedValue> {
        self.row.values.get(column)?.as_ref()
    }

    fn column(&self, column: usize) -> Option<&Column> {
        self.model.columns.get_index(column).map(|(_, column)| column)
    }

    /// A key that the database makes is another in each row; a parent's is that of its row.
    fn unknown(&self, column: usize) -> Value {
        let slot = self.model.slots.iter().zip(&self.row.parents).find(|(slot, _)| slot.columns().contains(&column));
        match slot {
            Some((Slot::Reference(reference), Some(parent))) => {
                let [referenced] = reference.foreign_key.referenced_columns.as_slice() else { return Value::Present };
                return Value::Key(key(&[&reference.foreign_key.references.to_string(), referenced]), *parent);
            }
            // The row is not made yet.
            Some((Slot::Column { .. }, _)) => return Value::Unjudged,
            _ => {}
        }
        let Some((name, column)) = self.model.columns.get_index(column) else { return Value::Unjudged };
        match &column.value {
            ColumnValue::Serial { .. } | ColumnValue::Identity(_) => {
                Value::Key(key(&[&self.model.table.name.to_string(), name]), usize::MAX)
            }
            ColumnValue::Default(expression) => default_value(column, &expression.written),
            _ => Value::Unjudged,
        }
    }
}

/// What is known of a default that the database computes.
fn default_value(column: &Column, written: &str) -> Value {
    if let Some(constant) = constant_default(column) {
        return Value::of(&constant, Some(&column.data_type));
    }
    let now = ["now()", "current_timestamp", "current_date", "transaction_timestamp()", "statement_timestamp()", "clock_timestamp()"];
    match clock_of(&column.data_type.name) {
        Some(clock) if now.contains(&written.to_ascii_lowercase().as_str()) => Value::Moment(NOW_AT_LEAST, NOW_AT_MOST, clock),
        _ if column.not_null => Value::Present,
        _ => Value::Unjudged,
    }
}
