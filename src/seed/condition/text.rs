//! What must hold of one column besides bounds: which values, patterns, elements.

use std::sync::LazyLock;

use super::evaluate::evaluate;
use super::literal::read_columns;
use super::{Comparison, Function, Literal, Node, RowView, Value};
use crate::seed::pattern::Pattern;

/// What the literals ask of one column, once all others that they read are decided or do not matter.
#[derive(Debug, Clone, Default)]
pub struct Shape {
    pub patterns: Vec<Pattern>,
    pub refused: Vec<Pattern>,
    /// Values of which it must be one.
    pub one_of: Option<Vec<Value>>,
    /// Elements that an array must have, and those that it may have.
    pub required: Vec<Value>,
    pub allowed: Option<Vec<Value>>,
    /// A whole number that it must be a multiple of, and what must remain.
    pub step: Option<(f64, f64)>,
}

macro_rules! fixed_pattern {
    ($name:ident, $text:literal) => {
        static $name: LazyLock<Option<Pattern>> = LazyLock::new(|| Pattern::new($text));
    };
}

fixed_pattern!(NO_CAPITALS, "^[^A-Z]*$");
fixed_pattern!(NO_SMALL_LETTERS, "^[^a-z]*$");
fixed_pattern!(NOT_BLANK, "[^ ]");
fixed_pattern!(TRIMMED, "(?s)^([^ ](.*[^ ])?)?$");
fixed_pattern!(NOT_EMPTY, "(?s)^.");

/// Reads the literals for one column.
pub fn shapes(literals: &[&Literal], row: &dyn RowView, column: usize, decided: &dyn Fn(usize) -> bool) -> Shape {
    let mut shape = Shape::default();
    for literal in literals.iter().filter(|literal| !literal.of_null) {
        let mut reading = Reading { shape: &mut shape, row, column, decided };
        reading.literal(literal.node, literal.want.positive());
    }
    shape
}

struct Reading<'r> {
    shape: &'r mut Shape,
    row: &'r dyn RowView,
    column: usize,
    decided: &'r dyn Fn(usize) -> bool,
}

impl Reading<'_> {
    fn literal(&mut self, node: &Node, positive: bool) {
        match node {
            Node::Column(column) if *column == self.column => self.must_be(vec![Value::Boolean(positive)]),
            Node::Compare(left, comparison, right) => {
                let comparison = if positive { *comparison } else { comparison.negated() };
                self.compare(left, comparison, right);
                self.compare(right, comparison.mirrored(), left);
            }
            Node::Distinct(left, right, distinct) if *distinct != positive => {
                self.compare(left, Comparison::Equal, right);
                self.compare(right, Comparison::Equal, left);
            }
            Node::OneOf(value, list) if positive && self.is_about(value) => {
                let values: Vec<Value> = list.iter().filter(|item| self.is_known(item)).map(|item| evaluate(item, self.row)).collect();
                self.case_of(value);
                self.must_be(values);
            }
            Node::InArray(value, array) if positive => {
                if self.is_about(value)
                    && self.is_known(array)
                    && let Value::Array(items) = evaluate(array, self.row)
                {
                    self.must_be(items);
                } else if self.is_about(array) && self.is_known(value) {
                    self.shape.required.push(evaluate(value, self.row));
                }
            }
            Node::Within(part, whole) if positive => {
                if self.is_about(part)
                    && self.is_known(whole)
                    && let Value::Array(items) = evaluate(whole, self.row)
                {
                    self.shape.allowed = Some(items);
                } else if self.is_about(whole)
                    && self.is_known(part)
                    && let Value::Array(items) = evaluate(part, self.row)
                {
                    self.shape.required.extend(items);
                }
            }
            Node::Matches(value, pattern) if self.is_about(value) => {
                self.case_of(value);
                let list = if positive { &mut self.shape.patterns } else { &mut self.shape.refused };
                list.push((**pattern).clone());
            }
            Node::Call(Function::Matches(kind), arguments) => {
                if let [value, pattern] = arguments.as_slice()
                    && self.is_about(value)
                    && let Some(pattern) = self.known_text(pattern).and_then(|text| kind.pattern(&text))
                {
                    self.case_of(value);
                    let list = if positive { &mut self.shape.patterns } else { &mut self.shape.refused };
                    list.push(pattern);
                }
            }
            Node::Call(Function::StartsWith, arguments) => {
                if let [value, prefix] = arguments.as_slice()
                    && self.is_about(value)
                    && let Some(prefix) = self.known_text(prefix)
                {
                    self.pattern(&format!("^{}", regex::escape(&prefix)), positive);
                }
            }
            _ => {}
        }
    }

    fn pattern(&mut self, text: &str, positive: bool) {
        let list = if positive { &mut self.shape.patterns } else { &mut self.shape.refused };
        list.extend(Pattern::new(text));
    }

    fn must_be(&mut self, values: Vec<Value>) {
        let values: Vec<Value> =
            values.into_iter().filter(|value| !matches!(value, Value::Null | Value::Unjudged | Value::Present)).collect();
        self.shape.one_of = Some(match self.shape.one_of.take() {
            None => values,
            Some(known) => {
                known.into_iter().filter(|known| values.iter().any(|value| super::value::is_equal(known, value) == Some(true))).collect()
            }
        });
    }

    fn is_about(&self, node: &Node) -> bool {
        bare(node) == Some(self.column)
    }

    fn is_known(&self, node: &Node) -> bool {
        let mut columns = Vec::new();
        read_columns(node, &mut columns);
        columns.iter().all(|column| (self.decided)(*column))
    }

    fn known_text(&self, node: &Node) -> Option<String> {
        match evaluate(node, self.row) {
            Value::Text(text) if self.is_known(node) => Some(text),
            _ => None,
        }
    }

    /// The same, or a whole number in so many digits.
    fn known_part(&self, node: &Node, length: Option<f64>) -> Option<String> {
        let number = match evaluate(node, self.row) {
            Value::Number(number, _) if self.is_known(node) => number.floor(0).filter(|digits| number.whole() && *digits >= 0)?,
            _ => return self.known_text(node),
        };
        Some(format!("{number:0>length$}", length = length.unwrap_or(0.0).clamp(0.0, 30.0) as usize))
    }

    /// What is said of `lower(x)` is fulfilled by an x of small letters.
    fn case_of(&mut self, node: &Node) {
        let fixed = match node {
            Node::Call(Function::Lower, _) => &NO_CAPITALS,
            Node::Call(Function::Upper, _) => &NO_SMALL_LETTERS,
            Node::Call(Function::Trim | Function::TrimLeft | Function::TrimRight, _) => &TRIMMED,
            _ => return,
        };
        self.shape.patterns.extend((**fixed).clone());
    }

    fn compare(&mut self, left: &Node, comparison: Comparison, right: &Node) {
        let equal = comparison == Comparison::Equal;
        if self.is_about(left) && self.is_about(right) {
            // lower(x) = x
            if equal {
                self.case_of(left);
                self.case_of(right);
            }
            return;
        }
        if !self.is_known(right) {
            return;
        }
        match uncast(left) {
            Node::Arithmetic(value, '%', modulus) if equal && self.is_about(value) && self.is_known(modulus) => {
                let number = |node: &Node| evaluate(node, self.row).measure();
                if let (Some(modulus), Some(rest)) = (number(modulus), number(right)) {
                    self.shape.step = Some((modulus, rest));
                }
            }
            Node::Call(Function::Left | Function::Right | Function::Substring, arguments) if equal => {
                let place = if matches!(uncast(left), Node::Call(Function::Substring, _)) { 2 } else { 1 };
                let length = arguments.get(place).and_then(|length| evaluate(length, self.row).measure());
                let (Some(value), Some(text)) = (arguments.first(), self.known_part(right, length)) else { return };
                let text = regex::escape(&text);
                let from = arguments.get(1).and_then(|from| evaluate(from, self.row).measure()).unwrap_or(1.0).clamp(0.0, 1000.0);
                if self.is_about(value) {
                    self.case_of(value);
                    match uncast(left) {
                        Node::Call(Function::Left, _) => self.pattern(&format!("^{text}"), true),
                        Node::Call(Function::Right, _) => self.pattern(&format!("{text}$"), true),
                        _ => self.pattern(&format!("(?s)^.{{{}}}{text}", (from as u64).saturating_sub(1)), true),
                    }
                }
            }
            Node::Call(Function::Position, arguments) => {
                let [value, part] = arguments.as_slice() else { return };
                if let (true, Some(part), Some(number)) = (self.is_about(value), self.known_text(part), evaluate(right, self.row).measure())
                {
                    let part = regex::escape(&part);
                    match comparison {
                        Comparison::Greater | Comparison::GreaterOrEqual | Comparison::NotEqual if number >= 0.0 => {
                            let before = if comparison == Comparison::GreaterOrEqual { number - 1.0 } else { number };
                            self.pattern(&format!("(?s)^.{{{},}}{part}", before.clamp(0.0, 1000.0) as u64), true);
                        }
                        Comparison::Equal if number == 0.0 => self.pattern(&part, false),
                        _ => {}
                    }
                }
            }
            _ if !self.is_about(left) => {}
            _ if equal => {
                let value = evaluate(right, self.row);
                self.case_of(left);
                self.must_be(vec![value]);
            }
            _ if comparison == Comparison::NotEqual && self.known_text(right).is_some_and(|text| text.is_empty()) => {
                let trims = matches!(left, Node::Call(Function::Trim | Function::TrimLeft | Function::TrimRight, _));
                let fixed = if trims { &NOT_BLANK } else { &NOT_EMPTY };
                self.shape.patterns.extend((**fixed).clone());
            }
            _ => {}
        }
    }
}

/// The column behind casts and changes of case.
fn bare(node: &Node) -> Option<usize> {
    match node {
        Node::Column(column) => Some(*column),
        Node::Cast(inner, _) => bare(inner),
        Node::Call(Function::Trim | Function::TrimLeft | Function::TrimRight | Function::Lower | Function::Upper, arguments) => {
            arguments.first().and_then(bare)
        }
        _ => None,
    }
}

fn uncast(node: &Node) -> &Node {
    if let Node::Cast(inner, _) = node { uncast(inner) } else { node }
}

/// The column of which this is a part.
fn part_of_text(node: &Node) -> Option<usize> {
    match uncast(node) {
        Node::Call(Function::Left | Function::Right | Function::Substring, arguments) => arguments.first().and_then(bare),
        _ => None,
    }
}

/// Columns that an equality gives by others: they are decided last.
pub fn defined(literals: &[Literal]) -> Vec<usize> {
    let mut found = Vec::new();
    for literal in literals.iter().filter(|literal| !literal.of_null && literal.want.positive()) {
        let Node::Compare(left, Comparison::Equal, right) = literal.node else { continue };
        for (side, other) in [(left, right), (right, left)] {
            let mut columns = Vec::new();
            read_columns(other, &mut columns);
            if let Some(column) = bare(side).or_else(|| part_of_text(side))
                && !columns.is_empty()
                && !columns.contains(&column)
                && (columns.len() > 1 || bare(other).is_none() || part_of_text(side).is_some())
                && !found.contains(&column)
            {
                found.push(column);
            }
        }
    }
    found
}
