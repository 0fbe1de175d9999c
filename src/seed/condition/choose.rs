//! From the conditions of a table to what must hold at once: of each OR one side is chosen.
//!
//! Comes in: conditions, a row as it would be without them, a draw. Goes out: [`Literal`]s; when all of them hold, so do the conditions. Never
//! happens: a side that only values which are fixed could fulfil, and do not, as long as there is another.
//!
//! NULL fulfils a CHECK, so a condition is wanted not to be false; only what a CASE or IS TRUE asks for must be true.

use super::evaluate::evaluate;
use super::forced::Forced;
use super::literal::{Literal, Want, fulfilled, read_columns};
use super::{Comparison, Condition, Function, Node, RowView, Value};
use crate::seed::SeedValue;
use crate::seed::decimal::Decimal;
use crate::seed::draw::Draw;

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
/// Sides within sides are looked into so far.
const DEEPEST: u32 = 12;
/// So many sides are tried for one choice of all.
const MOST_TRIALS: u32 = 64;

/// What a condition asks for, and whether not being able to judge it is not enough.
type Asked<'c> = (Goal<'c>, bool);

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
        let asked = conditions.map(|condition| (Goal(&condition.tree, false, Want::NotFalse), self.certain && condition.reads_clock()));
        let asked: Vec<Asked> = asked.collect();
        let mut found = Vec::new();
        for (goal, certain) in &asked {
            let before = found.len();
            self.walk(*goal, &mut found);
            found.iter_mut().skip(before).for_each(|literal| literal.certain = *certain);
        }
        if Forced::new(self.row, self.hold).take(&found) {
            return found;
        }
        // Sides that were chosen each for itself stand against each other: now each with regard to what the others force.
        let mut trials = MOST_TRIALS;
        self.agreed(asked, Vec::new(), &Forced::new(self.row, self.hold), &mut trials).unwrap_or(found)
    }

    /// Literals that do not stand against each other, as far as that is seen.
    fn agreed<'c>(
        &mut self,
        mut open: Vec<Asked<'c>>,
        mut taken: Vec<Literal<'c>>,
        forced: &Forced,
        trials: &mut u32,
    ) -> Option<Vec<Literal<'c>>> {
        let mut forced = forced.clone();
        // What leaves no choice comes first, and leaves less to others.
        loop {
            let (known, mut undecided) = (taken.len(), Vec::new());
            let mut rest: std::collections::VecDeque<Asked> = open.into();
            while let Some((goal, certain)) = rest.pop_front() {
                match self.alternatives(goal) {
                    None => taken.push(Literal { certain, ..literal_of(goal) }),
                    Some(mut alternatives) => {
                        alternatives.retain(|goals| goals.iter().all(|goal| self.is_possible(*goal, &forced, 0)));
                        match <[Vec<Goal>; 1]>::try_from(alternatives) {
                            Ok([only]) => only.into_iter().rev().for_each(|goal| rest.push_front((goal, certain))),
                            Err(none) if none.is_empty() => return None,
                            Err(several) => undecided.push((goal, certain, several)),
                        }
                    }
                }
            }
            if !forced.take(&taken) {
                return None;
            }
            if taken.len() > known {
                open = undecided.into_iter().map(|(goal, certain, _)| (goal, certain)).collect();
                continue;
            }
            let Some(place) = (0..undecided.len()).min_by_key(|place| undecided[*place].2.len()) else { return Some(taken) };
            let (_, certain, mut sides) = undecided.remove(place);
            let others: Vec<Asked> = undecided.into_iter().map(|(goal, certain, _)| (goal, certain)).collect();
            while *trials > 0 && !sides.is_empty() {
                *trials -= 1;
                let chosen = self.choose(&sides)?;
                let side = sides.remove(chosen).into_iter().map(|goal| (goal, certain));
                let found = self.agreed(others.iter().copied().chain(side).collect(), taken.clone(), &forced, trials);
                if found.is_some() {
                    return found;
                }
            }
            return None;
        }
    }

    fn is_possible(&self, goal: Goal, forced: &Forced, depth: u32) -> bool {
        match self.alternatives(goal) {
            Some(sides) => {
                depth >= DEEPEST || sides.iter().any(|goals| goals.iter().all(|goal| self.is_possible(*goal, forced, depth + 1)))
            }
            None => forced.allows(&literal_of(goal)),
        }
    }

    fn walk<'c>(&mut self, goal: Goal<'c>, found: &mut Vec<Literal<'c>>) {
        match self.alternatives(goal) {
            None => found.push(literal_of(goal)),
            Some(alternatives) => {
                if let Some(chosen) = self.choose(&alternatives).and_then(|chosen| alternatives.get(chosen)) {
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

    /// The place of one of them.
    fn choose(&mut self, alternatives: &[Vec<Goal>]) -> Option<usize> {
        if alternatives.len() == 1 {
            return Some(0);
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
        let open: Vec<usize> = (0..costs.len()).filter(|place| costs[*place] < limit).collect();
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
        if depth < DEEPEST
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
            // `false` is less than `true`.
            Node::Compare(left, comparison, right) if are_conditions(left, right) => {
                let comparison = if want.positive() { *comparison } else { comparison.negated() };
                let (low, high) = match comparison {
                    Comparison::Less | Comparison::LessOrEqual => (left, right),
                    _ => (right, left),
                };
                let sides = vec![Goal(low, false, Want::False), Goal(high, false, Want::True)];
                match comparison {
                    Comparison::Less | Comparison::Greater => vec![sides],
                    _ => sides.into_iter().map(|side| vec![side]).collect(),
                }
            }
            Node::Compare(left, comparison, right) => {
                let comparison = if want.positive() { *comparison } else { comparison.negated() };
                return self
                    .count_alternatives(left, comparison, std::slice::from_ref(right))
                    .or_else(|| self.count_alternatives(right, comparison.mirrored(), std::slice::from_ref(left)));
            }
            Node::OneOf(count, numbers) => {
                let comparison = if want.positive() { Comparison::Equal } else { Comparison::NotEqual };
                return self.count_alternatives(count, comparison, numbers);
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
    fn count_alternatives<'c>(&self, count: &'c Node, comparison: Comparison, numbers: &[Node]) -> Option<Vec<Vec<Goal<'c>>>> {
        let mut counted = Vec::new();
        counted_goals(count, &mut counted)?;
        if counted.len() > 8 {
            return None;
        }
        let number = |node: &Node| if let Value::Number(number, _) = evaluate(node, self.row) { Some(number) } else { None };
        let numbers: Vec<Decimal> = numbers.iter().map(number).collect::<Option<_>>()?;
        let is_accepted = |held: u32, number: &Decimal| {
            Decimal::integer(i64::from(held)).compare(*number).is_some_and(|ordering| comparison.accepts(ordering))
        };
        // Unequal to each of them, or whatever else to one.
        let accepts = |subset: &u32| match comparison {
            Comparison::NotEqual => numbers.iter().all(|number| is_accepted(subset.count_ones(), number)),
            _ => numbers.iter().any(|number| is_accepted(subset.count_ones(), number)),
        };
        let ways = (0..1u32 << counted.len()).filter(accepts).map(|subset| {
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
