//! A condition without AND and OR, and what it is wanted to be.
//!
//! Comes in: a node of a condition and what is wanted of it. Goes out: whether a row fulfils it, and what it says of single columns. Never happens: a side of an OR is chosen.

use super::evaluate::{evaluate, not};
use super::{Comparison, Function, Node, RowView, Value};
use crate::seed::SeedValue;

/// What a condition is wanted to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    True,
    NotFalse,
    False,
    NotTrue,
}

impl Want {
    pub(super) fn reversed(self) -> Want {
        match self {
            Want::True => Want::False,
            Want::NotFalse => Want::NotTrue,
            Want::False => Want::True,
            Want::NotTrue => Want::NotFalse,
        }
    }

    pub(super) fn positive(self) -> bool {
        matches!(self, Want::True | Want::NotFalse)
    }

    pub(super) fn accepts_null(self) -> bool {
        matches!(self, Want::NotFalse | Want::NotTrue)
    }
}

/// A condition without AND and OR, and what it is wanted to be.
#[derive(Debug, Clone)]
pub struct Literal<'c> {
    /// Not being able to judge it is not enough.
    pub(super) certain: bool,
    pub(super) node: &'c Node,
    /// Whether it is `node IS NULL` that is meant.
    pub(super) of_null: bool,
    pub(super) want: Want,
    pub columns: Vec<usize>,
}

impl Literal<'_> {
    /// Whether the row fulfils it; `None` when that is not judged.
    pub fn holds(&self, row: &dyn RowView) -> Option<bool> {
        fulfilled(self.node, self.of_null, self.want, row)
    }

    /// Whether nothing is known against the row.
    pub fn allows(&self, row: &dyn RowView) -> bool {
        self.holds(row).unwrap_or(!self.certain)
    }

    /// Whether the row fulfils all of them; `None` where some are not judged and nothing is known against it. The one that does not allow the row
    /// comes first from then on, as it likely refuses the next one too.
    pub fn all_hold(literals: &mut [&Self], row: &dyn RowView) -> Option<bool> {
        let mut held = Some(true);
        for at in 0..literals.len() {
            match literals[at].holds(row) {
                Some(true) => {}
                None if !literals[at].certain => held = None,
                Some(false) | None => {
                    literals.swap(0, at);
                    return Some(false);
                }
            }
        }
        held
    }

    /// Whether it asks for parts of the calendar: a month, a day of the week.
    pub fn reads_calendar(&self) -> bool {
        use Function::*;
        self.node.has(&|node| matches!(node, Node::Call(Month | Day | DayOfWeek | IsoDayOfWeek | Quarter | Week | DayOfYear, _)))
    }

    /// The upper bound that it gives to a range, which the row holds as far as its lower bound.
    pub fn upper_bound(&self, range: usize, row: &dyn RowView) -> Option<Value> {
        let Node::Compare(left, Comparison::Equal, right) = self.node else { return None };
        let is_it = |node: &Node| match node {
            Node::Call(Function::Upper, arguments) => matches!(arguments.as_slice(), [Node::Column(column)] if *column == range),
            _ => false,
        };
        let other = if is_it(left) { right } else { Some(left).filter(|_| is_it(right))? };
        self.want.positive().then(|| evaluate(other, row))
    }

    /// Two columns that it compares.
    pub fn order_of_columns(&self) -> Option<(usize, usize, Order)> {
        let Node::Compare(left, comparison, right) = self.node else { return None };
        let (Node::Column(left), Node::Column(right)) = (&**left, &**right) else { return None };
        let comparison = if self.want.positive() { *comparison } else { comparison.negated() };
        Some(match comparison {
            Comparison::Less => (*left, *right, Order::Less),
            Comparison::LessOrEqual => (*left, *right, Order::NotGreater),
            Comparison::Greater => (*right, *left, Order::Less),
            Comparison::GreaterOrEqual => (*right, *left, Order::NotGreater),
            Comparison::Equal => (*left, *right, Order::Same),
            Comparison::NotEqual => (*left, *right, Order::Different),
        })
    }

    /// A column and the values of which it must be one, where they are written.
    pub fn values_of_column(&self, row: &dyn RowView) -> Option<(usize, Vec<Value>)> {
        let (column, list): (&Node, Vec<&Node>) = match self.node {
            Node::OneOf(value, list) if self.want.positive() => (value, list.iter().collect()),
            Node::Compare(left, comparison, right) => {
                let comparison = if self.want.positive() { *comparison } else { comparison.negated() };
                match (comparison, &**left) {
                    (Comparison::Equal, Node::Column(_)) => (left, vec![right]),
                    (Comparison::Equal, _) => (right, vec![left]),
                    _ => return None,
                }
            }
            _ => return None,
        };
        let column = match column {
            Node::Column(column) => *column,
            Node::Cast(inner, _) => {
                if let Node::Column(column) = **inner {
                    column
                } else {
                    return None;
                }
            }
            _ => return None,
        };
        let is_written = |node: &&Node| {
            let mut columns = Vec::new();
            read_columns(node, &mut columns);
            columns.is_empty()
        };
        list.iter().all(is_written).then(|| (column, list.iter().map(|node| evaluate(node, row)).collect()))
    }

    /// The values that a column may have beside what is decided, where these are listed.
    pub fn listed(&self, column: usize, row: &dyn RowView, decided: &dyn Fn(usize) -> bool) -> Option<Vec<SeedValue>> {
        let Node::Among(columns, rows) = self.node else { return None };
        let place = columns.iter().position(|known| *known == column).filter(|_| self.want.positive())?;
        let agrees = |values: &&Vec<SeedValue>| {
            let known = columns.iter().zip(values.iter()).filter(|(known, _)| **known != column && decided(**known));
            known.into_iter().all(|(known, value)| row.value(*known) == Some(value))
        };
        Some(rows.iter().filter(agrees).filter_map(|values| values.get(place).cloned()).collect())
    }

    /// The column that must be NULL (`true`) or must not.
    pub fn nullness(&self) -> Option<(usize, bool)> {
        let (node, of_null) = match self.node {
            Node::IsNull(inner) if !self.of_null => (&**inner, true),
            node => (node, self.of_null),
        };
        match node {
            Node::Column(column) if of_null => Some((*column, self.want.positive())),
            _ => None,
        }
    }
}

pub(super) fn fulfilled(node: &Node, of_null: bool, want: Want, row: &dyn RowView) -> Option<bool> {
    let value = match (of_null, evaluate(node, row)) {
        (true, Value::Unjudged) => return None,
        (true, value) => Value::Boolean(value == Value::Null),
        (false, value) => value,
    };
    match if want.positive() { value } else { not(value) } {
        Value::Boolean(value) => Some(value),
        Value::Null => Some(want.accepts_null()),
        _ => None,
    }
}

/// How one column stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    Less,
    NotGreater,
    Same,
    Different,
}

pub(super) fn read_columns(node: &Node, columns: &mut Vec<usize>) {
    match node {
        Node::Column(column) => columns.push(*column),
        Node::Among(read, _) => columns.extend(read),
        other => other.parts().into_iter().for_each(|part| read_columns(part, columns)),
    }
}
