//! From the conditions of a table to what must hold at once: of each OR one side is chosen.
//!
//! Comes in: conditions, a row as it would be without them, a draw. Goes out: [`Literal`]s; when all of them hold, so do the conditions. Never
//! happens: a side that only values which are fixed could fulfil, and do not, as long as there is another.
//!
//! NULL fulfils a CHECK, so a condition is wanted not to be false; only what a CASE or IS TRUE asks for must be true.

use super::evaluate::{evaluate, not};
use super::{Comparison, Condition, Function, Node, RowView, Value};
use crate::seed::SeedValue;
use crate::seed::decimal::Decimal;
use crate::seed::draw::Draw;

/// What a condition is wanted to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    True,
    NotFalse,
    False,
    NotTrue,
}

impl Want {
    fn reversed(self) -> Want {
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

    fn accepts_null(self) -> bool {
        matches!(self, Want::NotFalse | Want::NotTrue)
    }
}

/// A condition without AND and OR, and what it is wanted to be.
#[derive(Debug, Clone)]
pub struct Literal<'c> {
    /// Not being able to judge it is not enough.
    certain: bool,
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

fn fulfilled(node: &Node, of_null: bool, want: Want, row: &dyn RowView) -> Option<bool> {
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

/// All ways to fulfil the conditions, each as what must hold at once; `None` where there are more than so many.
pub fn ways<'c>(conditions: &[&'c Condition], row: &dyn RowView, most: usize) -> Option<Vec<Vec<Literal<'c>>>> {
    let chooser = Chooser { row, hold: &|_| Hold::Free, draw: Draw::at(0, 0, 0), attempt: 0, certain: false };
    let mut found = Vec::new();
    let goals = conditions.iter().map(|condition| Goal(&condition.tree, false, Want::NotFalse)).collect();
    chooser.expand(goals, Vec::new(), &mut found, most).then_some(found)
}

/// How much a column may be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    Free,
    /// A listed value or a parent, which the row was drawn to have.
    State,
    Fixed,
}

/// Part of a choice: a condition, or that it is NULL, and what it is wanted to be.
#[derive(Clone, Copy)]
struct Goal<'c>(&'c Node, bool, Want);

/// No choice of ours can fulfil it.
const IMPOSSIBLE: u32 = 10_000;
const STATE: u32 = 100;

pub struct Chooser<'r> {
    pub row: &'r dyn RowView,
    pub hold: &'r dyn Fn(usize) -> Hold,
    pub draw: Draw,
    /// 0 at first: what holds already is left as it is, and states are kept where that is possible.
    pub attempt: u64,
    /// Whether what depends on the clock has to hold whenever it is asked.
    pub certain: bool,
}

impl Chooser<'_> {
    pub fn literals<'c>(&mut self, conditions: impl Iterator<Item = &'c Condition>) -> Vec<Literal<'c>> {
        let mut found = Vec::new();
        for condition in conditions {
            let before = found.len();
            self.walk(Goal(&condition.tree, false, Want::NotFalse), &mut found);
            let certain = self.certain && condition.reads_clock();
            found.iter_mut().skip(before).for_each(|literal| literal.certain = certain);
        }
        found
    }

    fn walk<'c>(&mut self, goal: Goal<'c>, found: &mut Vec<Literal<'c>>) {
        match self.alternatives(goal) {
            None => found.push(literal_of(goal)),
            Some(alternatives) => {
                if let Some(chosen) = self.choose(&alternatives) {
                    chosen.iter().for_each(|goal| self.walk(*goal, found));
                }
            }
        }
    }

    fn expand<'c>(&self, mut goals: Vec<Goal<'c>>, mut literals: Vec<Literal<'c>>, found: &mut Vec<Vec<Literal<'c>>>, most: usize) -> bool {
        while let Some(goal) = goals.pop() {
            match self.alternatives(goal) {
                None => literals.push(literal_of(goal)),
                Some(alternatives) => {
                    return alternatives.into_iter().all(|way| {
                        let goals = goals.iter().copied().chain(way).collect();
                        self.expand(goals, literals.clone(), found, most)
                    });
                }
            }
        }
        found.push(literals);
        found.len() <= most
    }

    fn choose<'a, 'c>(&mut self, alternatives: &'a [Vec<Goal<'c>>]) -> Option<&'a Vec<Goal<'c>>> {
        if let [only] = alternatives {
            return Some(only);
        }
        let costs: Vec<u32> = alternatives.iter().map(|goals| self.cost_of_all(goals, 0)).collect();
        let least = costs.iter().copied().min()?;
        let keep = if self.attempt == 0 { least == 0 } else { least == 0 && self.draw.percent(50) };
        let limit = match () {
            () if keep => 1,
            () if self.attempt < 8 && least < STATE => STATE,
            () if least < IMPOSSIBLE => IMPOSSIBLE,
            () => u32::MAX,
        };
        let open: Vec<&Vec<Goal>> = alternatives.iter().zip(&costs).filter(|(_, cost)| **cost < limit).map(|(goals, _)| goals).collect();
        self.draw.pick(&open).copied()
    }

    fn cost_of_all(&self, goals: &[Goal], depth: u32) -> u32 {
        goals.iter().fold(0, |sum, goal| sum.saturating_add(self.cost(*goal, depth)))
    }

    fn cost(&self, goal: Goal, depth: u32) -> u32 {
        let Goal(node, of_null, want) = goal;
        if fulfilled(node, of_null, want, self.row) != Some(false) {
            return 0;
        }
        if depth < 12
            && let Some(alternatives) = self.alternatives(goal)
        {
            return alternatives.iter().map(|goals| self.cost_of_all(goals, depth + 1)).min().unwrap_or(IMPOSSIBLE);
        }
        let mut columns = Vec::new();
        read_columns(node, &mut columns);
        let holds = columns.iter().map(|column| (self.hold)(*column));
        holds.fold(IMPOSSIBLE, |least, hold| {
            least.min(match hold {
                Hold::Free => 1,
                Hold::State => STATE,
                Hold::Fixed => IMPOSSIBLE,
            })
        })
    }

    /// The ways to reach a goal, each with all that it takes; `None` for one that is a literal.
    fn alternatives<'c>(&self, goal: Goal<'c>) -> Option<Vec<Vec<Goal<'c>>>> {
        let Goal(node, of_null, want) = goal;
        if of_null {
            return null_alternatives(node, want);
        }
        let flat = |goals: &[&'c Node], want| goals.iter().map(|node| Goal(node, false, want)).collect::<Vec<_>>();
        Some(match node {
            Node::Not(inner) => vec![vec![Goal(inner, false, want.reversed())]],
            Node::And(..) | Node::Or(..) => {
                let is_and = matches!(node, Node::And(..));
                let mut operands = Vec::new();
                operands_of(node, is_and, &mut operands);
                let goals = flat(&operands, want);
                if is_and == want.positive() { vec![goals] } else { goals.into_iter().map(|goal| vec![goal]).collect() }
            }
            Node::IsNull(inner) if matches!(**inner, Node::Column(_)) => return None,
            Node::IsNull(inner) => return null_alternatives(inner, want),
            Node::IsBoolean(inner, wanted) => {
                let want = match (want.positive(), wanted) {
                    (true, true) => Want::True,
                    (true, false) => Want::False,
                    (false, true) => Want::NotTrue,
                    (false, false) => Want::NotFalse,
                };
                vec![vec![Goal(inner, false, want)]]
            }
            Node::Compare(left, comparison @ (Comparison::Equal | Comparison::NotEqual), right) if are_conditions(left, right) => {
                let equal = (*comparison == Comparison::Equal) == want.positive();
                both_ways(left, right, equal)
            }
            Node::Distinct(left, right, distinct) if are_conditions(left, right) => both_ways(left, right, *distinct != want.positive()),
            Node::Compare(left, comparison, right) => {
                let comparison = if want.positive() { *comparison } else { comparison.negated() };
                return self
                    .count_alternatives(left, comparison, right)
                    .or_else(|| self.count_alternatives(right, comparison.mirrored(), left));
            }
            Node::Case(branches, otherwise) => {
                let mut ways = Vec::new();
                let mut before = Vec::new();
                for (condition, result) in branches {
                    let mut way: Vec<Goal> = before.clone();
                    way.push(Goal(condition, false, Want::True));
                    way.push(Goal(result, false, want));
                    ways.push(way);
                    before.push(Goal(condition, false, Want::NotTrue));
                }
                before.push(Goal(otherwise, false, want));
                ways.push(before);
                ways
            }
            Node::Call(Function::Coalesce, arguments) => {
                let mut ways = Vec::new();
                let mut before: Vec<Goal> = Vec::new();
                for argument in arguments {
                    let mut way = before.clone();
                    way.push(Goal(argument, true, Want::False));
                    way.push(Goal(argument, false, want));
                    ways.push(way);
                    before.push(Goal(argument, true, Want::True));
                }
                ways
            }
            _ => return None,
        })
    }

    /// `num_nonnulls(a, b, c) = 1`, `(a IS NULL)::int + (b IS NULL)::int < 2`: which of the conditions hold.
    fn count_alternatives<'c>(&self, count: &'c Node, comparison: Comparison, number: &'c Node) -> Option<Vec<Vec<Goal<'c>>>> {
        let mut counted = Vec::new();
        counted_goals(count, &mut counted)?;
        if counted.len() > 8 {
            return None;
        }
        let Value::Number(number, _) = evaluate(number, self.row) else { return None };
        let subsets = 0..1u32 << counted.len();
        let accepted = subsets.filter(|subset| {
            Decimal::integer(i64::from(subset.count_ones())).compare(number).is_some_and(|ordering| comparison.accepts(ordering))
        });
        let ways = accepted.map(|subset| {
            let goals = counted.iter().enumerate().map(|(bit, Goal(node, of_null, want))| {
                let holds = subset & (1 << bit) != 0;
                Goal(node, *of_null, if holds { *want } else { want.reversed() })
            });
            goals.collect()
        });
        Some(ways.collect())
    }
}

fn literal_of(goal: Goal<'_>) -> Literal<'_> {
    let Goal(node, of_null, want) = goal;
    let mut columns = Vec::new();
    read_columns(node, &mut columns);
    columns.sort_unstable();
    columns.dedup();
    Literal { certain: false, node, of_null, want, columns }
}

/// The parts of a sum of conditions.
fn counted_goals<'c>(node: &'c Node, found: &mut Vec<Goal<'c>>) -> Option<()> {
    match node {
        Node::Call(Function::NumberOfNonNulls, arguments) => found.extend(arguments.iter().map(|node| Goal(node, true, Want::False))),
        Node::Call(Function::NumberOfNulls, arguments) => found.extend(arguments.iter().map(|node| Goal(node, true, Want::True))),
        Node::Arithmetic(left, '+', right) => {
            counted_goals(left, found)?;
            counted_goals(right, found)?;
        }
        Node::Cast(inner, data_type) if data_type.name == "integer" && is_condition(inner) => found.push(Goal(inner, false, Want::True)),
        Node::Case(branches, otherwise) => match (branches.as_slice(), &**otherwise) {
            ([(condition, result)], otherwise) if is_number(result, "1") && is_number(otherwise, "0") => {
                found.push(Goal(condition, false, Want::True));
            }
            ([(condition, result)], otherwise) if is_number(result, "0") && is_number(otherwise, "1") => {
                found.push(Goal(condition, false, Want::NotTrue));
            }
            _ => return None,
        },
        _ => return None,
    }
    Some(())
}

fn is_number(node: &Node, number: &str) -> bool {
    matches!(node, Node::Constant(SeedValue::Number(text)) if text == number)
}

fn null_alternatives(node: &Node, want: Want) -> Option<Vec<Vec<Goal<'_>>>> {
    match node {
        Node::Call(Function::Coalesce, arguments) => {
            let each = arguments.iter().map(|argument| Goal(argument, true, want));
            Some(if want.positive() { vec![each.collect()] } else { each.map(|goal| vec![goal]).collect() })
        }
        // An expression is NULL when one of its operands is.
        Node::Arithmetic(left, _, right) => {
            let each = [Goal(left, true, want), Goal(right, true, want)];
            Some(if want.positive() { each.map(|goal| vec![goal]).to_vec() } else { vec![each.to_vec()] })
        }
        Node::Cast(inner, _) | Node::Negative(inner) => Some(vec![vec![Goal(inner, true, want)]]),
        _ => None,
    }
}

fn both_ways<'c>(left: &'c Node, right: &'c Node, equal: bool) -> Vec<Vec<Goal<'c>>> {
    let way = |value: bool| {
        let want = |value: bool| if value { Want::True } else { Want::False };
        vec![Goal(left, false, want(value)), Goal(right, false, want(value == equal))]
    };
    vec![way(true), way(false)]
}

fn is_condition(node: &Node) -> bool {
    match node {
        Node::Cast(inner, data_type) => data_type.name == "boolean" && is_condition(inner),
        _ => matches!(
            node,
            Node::Not(_)
                | Node::And(..)
                | Node::Or(..)
                | Node::Compare(..)
                | Node::Distinct(..)
                | Node::IsNull(_)
                | Node::IsBoolean(..)
                | Node::OneOf(..)
                | Node::InArray(..)
                | Node::Within(..)
                | Node::Matches(..)
        ),
    }
}

fn are_conditions(left: &Node, right: &Node) -> bool {
    let may_be = |node: &Node| is_condition(node) || matches!(node, Node::Column(_) | Node::Constant(SeedValue::Boolean(_)));
    (is_condition(left) && may_be(right)) || (is_condition(right) && may_be(left))
}

fn operands_of<'c>(node: &'c Node, is_and: bool, found: &mut Vec<&'c Node>) {
    match node {
        Node::And(left, right) if is_and => {
            operands_of(left, is_and, found);
            operands_of(right, is_and, found);
        }
        Node::Or(left, right) if !is_and => {
            operands_of(left, is_and, found);
            operands_of(right, is_and, found);
        }
        other => found.push(other),
    }
}

pub(super) fn read_columns(node: &Node, columns: &mut Vec<usize>) {
    match node {
        Node::Column(column) => columns.push(*column),
        Node::Among(read, _) => columns.extend(read),
        other => other.parts().into_iter().for_each(|part| read_columns(part, columns)),
    }
}
