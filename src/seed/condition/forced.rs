//! What the sides that are chosen already force: that a column is NULL or is not, the values that are left to it.
//!
//! Comes in: literals, a row and which of its columns may be changed. Goes out: whether all of them can hold at once, as far as that is seen from one column at a
//! time, and whether another can join them. Never happens: something is called impossible that is not.

use super::choose::Hold;
use super::literal::{Literal, fulfilled};
use super::{Node, RowView, Value};
use crate::catalog::Column;
use crate::ordered::IndexMap;
use crate::seed::SeedValue;

/// More values of one column are not gone through.
const MOST_VALUES: usize = 24;

/// What is known of one column.
#[derive(Debug, Clone, Default, PartialEq)]
struct Fact {
    null: Option<bool>,
    /// The values that are left beside NULL; none where they are not listed.
    left: Option<Vec<SeedValue>>,
}

impl Fact {
    /// All that it may be; none where that cannot be listed.
    fn every(&self) -> Option<Vec<SeedValue>> {
        let null = (self.null != Some(false)).then_some(SeedValue::Null);
        match (&self.left, self.null) {
            (_, Some(true)) => Some(vec![SeedValue::Null]),
            (Some(left), _) => Some(left.iter().cloned().chain(null).collect()),
            (None, _) => None,
        }
    }

    fn is_impossible(&self) -> bool {
        self.every().is_some_and(|every| every.is_empty())
    }
}

/// What all literals force together.
#[derive(Clone)]
pub struct Forced<'r> {
    row: &'r dyn RowView,
    hold: &'r dyn Fn(usize) -> Hold,
    facts: IndexMap<usize, Fact>,
}

impl<'r> Forced<'r> {
    pub fn new(row: &'r dyn RowView, hold: &'r dyn Fn(usize) -> Hold) -> Forced<'r> {
        Forced { row, hold, facts: IndexMap::default() }
    }

    /// Takes what these literals force; `false` where they cannot hold at once.
    pub fn take(&mut self, literals: &[Literal]) -> bool {
        loop {
            let before = self.facts.clone();
            if !literals.iter().all(|literal| self.take_one(literal)) {
                return false;
            }
            if self.facts == before {
                return true;
            }
        }
    }

    fn take_one(&mut self, literal: &Literal) -> bool {
        if !self.allows(literal) {
            return false;
        }
        let changeable = |column: &usize| (self.hold)(*column) != Hold::Fixed;
        let open: Vec<usize> = literal.columns.iter().copied().filter(changeable).collect();
        if let Some((column, null)) = literal.nullness() {
            return !open.contains(&column) || self.change(column, |fact| fact.null = Some(null));
        }
        // What has to be true, or has to be false, is not NULL.
        if !literal.want.accepts_null() && !literal.of_null {
            let mut strict = Vec::new();
            never_null(literal.node, &mut strict);
            if !strict.iter().filter(|column| open.contains(column)).all(|column| self.change(*column, |fact| fact.null = Some(false))) {
                return false;
            }
        }
        let [column] = open.as_slice() else { return true };
        let listed = match self.facts.get(column).and_then(|fact| fact.left.clone()) {
            Some(left) => left,
            None => match self.listed(literal, *column) {
                Some(listed) => listed,
                None => return true,
            },
        };
        let left: Vec<SeedValue> = listed.into_iter().filter(|value| self.may_be(literal, *column, value)).collect();
        self.change(*column, |fact| fact.left = Some(left))
    }

    /// The values of which a literal says that the column has one of them.
    fn listed(&self, literal: &Literal, column: usize) -> Option<Vec<SeedValue>> {
        if let (Node::Column(_), false) = (literal.node, literal.of_null) {
            return Some(vec![SeedValue::Boolean(literal.want.positive())]);
        }
        if !names_its_column(literal.node, column) {
            return None;
        }
        let (of, values) = literal.values_of_column(self.row).filter(|(of, values)| *of == column && values.len() <= MOST_VALUES)?;
        let data_type = &self.row.column(of)?.data_type;
        values.iter().filter(|value| **value != Value::Null).map(|value| value.seed_value(data_type)).collect()
    }

    fn change(&mut self, column: usize, change: impl FnOnce(&mut Fact)) -> bool {
        let is_never_null = self.row.column(column).is_some_and(|column| column.not_null);
        let fact = self.facts.entry(column).or_insert_with(|| Fact { null: is_never_null.then_some(false), left: None });
        change(fact);
        !fact.is_impossible()
    }

    /// Whether nothing that is known stands against the literal.
    pub fn allows(&self, literal: &Literal) -> bool {
        if let Some((column, null)) = literal.nullness()
            && (self.hold)(column) != Hold::Fixed
        {
            let known = self.facts.get(&column).and_then(|fact| fact.null);
            let is_never_null = || null && self.row.column(column).is_some_and(|column| column.not_null);
            return known.map_or_else(|| !is_never_null(), |known| known == null);
        }
        let mut several = literal.columns.iter().filter_map(|column| Some((*column, self.facts.get(column)?.every()?)));
        match several.find(|(_, every)| every.len() > 1) {
            Some((column, every)) => every.iter().any(|value| self.may_be(literal, column, value)),
            None => self.holds(literal, None) != Some(false),
        }
    }

    fn may_be(&self, literal: &Literal, column: usize, value: &SeedValue) -> bool {
        self.holds(literal, Some((column, value))) != Some(false)
    }

    fn holds(&self, literal: &Literal, with: Option<(usize, &SeedValue)>) -> Option<bool> {
        fulfilled(literal.node, literal.of_null, literal.want, &Seen { forced: self, with })
    }
}

/// The row as far as it is forced.
struct Seen<'s, 'r> {
    forced: &'s Forced<'r>,
    with: Option<(usize, &'s SeedValue)>,
}

impl RowView for Seen<'_, '_> {
    fn value(&self, column: usize) -> Option<&SeedValue> {
        const NULL: &SeedValue = &SeedValue::Null;
        match (self.with, self.forced.facts.get(&column)) {
            (Some((with, value)), _) if with == column => Some(value),
            (_, Some(Fact { null: Some(true), .. })) => Some(NULL),
            (_, Some(Fact { null: Some(false), left: Some(left) })) if left.len() == 1 => left.first(),
            _ if (self.forced.hold)(column) == Hold::Fixed => self.forced.row.value(column),
            _ => None,
        }
    }

    fn column(&self, column: usize) -> Option<&Column> {
        self.forced.row.column(column)
    }

    fn unknown(&self, column: usize) -> Value {
        match self.forced.facts.get(&column) {
            Some(Fact { null: Some(false), .. }) => Value::Present,
            _ if (self.forced.hold)(column) == Hold::Fixed => self.forced.row.unknown(column),
            _ => Value::Unjudged,
        }
    }
}

/// Whether a column is compared as it is: of `code::integer = 7` there are several texts.
fn names_its_column(node: &Node, column: usize) -> bool {
    let is_it = |side: &Node| match side {
        Node::Column(of) => *of == column,
        Node::Cast(inner, to) => {
            matches!(to.name.as_str(), "text" | "character varying") && matches!(**inner, Node::Column(of) if of == column)
        }
        _ => false,
    };
    match node {
        Node::OneOf(value, _) => is_it(value),
        Node::Compare(left, _, right) => is_it(left) || is_it(right),
        _ => false,
    }
}

/// The columns without which an expression is NULL.
fn never_null(node: &Node, columns: &mut Vec<usize>) {
    match node {
        Node::Column(column) => columns.push(*column),
        Node::Compare(left, _, right) | Node::Arithmetic(left, _, right) => {
            never_null(left, columns);
            never_null(right, columns);
        }
        Node::OneOf(value, _) | Node::Cast(value, _) | Node::Negative(value) | Node::Matches(value, _) => never_null(value, columns),
        _ => {}
    }
}
