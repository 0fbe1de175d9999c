//! What a CHECK says about one column alone, so that generators aim well instead of trying long.

use std::cmp::Ordering;

use super::super::decimal::Decimal;
use super::super::pattern::Pattern;
use super::{Comparison, Condition, Function, Node, interval, moment};
use crate::seed::SeedValue;

/// Bounds of one column, those of a length of time in seconds. All of them are hints: the condition itself is evaluated afterwards.
#[derive(Debug, Clone, Default)]
pub struct Limits {
    pub minimum: Option<Decimal>,
    pub maximum: Option<Decimal>,
    pub minimum_length: Option<u64>,
    pub maximum_length: Option<u64>,
    pub one_of: Option<Vec<SeedValue>>,
    pub pattern: Option<Pattern>,
    /// `value <> 7`
    pub excluded: Vec<SeedValue>,
    /// Bounds of a day or a moment.
    pub earliest: Option<Moment>,
    pub latest: Option<Moment>,
}

/// A bound in microseconds since 1970, as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub micros: i128,
    /// Whether it says how far it lies from UTC.
    pub has_zone: bool,
    /// Whether it lies outside itself: `<`, `>`.
    pub is_outside: bool,
}

/// Takes in what `condition` says about each column, joined by AND.
pub fn limits(condition: &Condition, of: &mut [Limits]) {
    collect(&condition.tree, of);
}

fn collect(node: &Node, of: &mut [Limits]) {
    match node {
        Node::And(left, right) => {
            collect(left, of);
            collect(right, of);
        }
        // `column IS NULL OR …` bounds the column's values all the same.
        Node::Or(left, right) if matches!(**left, Node::IsNull(_)) => collect(right, of),
        Node::Or(left, right) if matches!(**right, Node::IsNull(_)) => collect(left, of),
        Node::Compare(left, comparison, right) => match (bare(left), bare(right)) {
            (left @ Node::Constant(_), right) => bound(right, comparison.mirrored(), left, of),
            (left, right) => bound(left, *comparison, right, of),
        },
        Node::OneOf(value, list) => {
            if let (Node::Column(index), Some(values)) = (bare(value), constants(list))
                && let Some(limits) = of.get_mut(*index)
            {
                limits.one_of = Some(values);
            }
        }
        Node::Matches(value, pattern) => {
            if let Node::Column(index) = bare(value)
                && let Some(limits) = of.get_mut(*index)
            {
                limits.pattern = Some((**pattern).clone());
            }
        }
        _ => {}
    }
}

/// For bounds, the cast of a constant or a column is the same value.
fn bare(node: &Node) -> &Node {
    match node {
        Node::Cast(inner, _) if matches!(bare(inner), Node::Constant(_) | Node::Column(_) | Node::Negative(_)) => bare(inner),
        other => other,
    }
}

fn constants(list: &[Node]) -> Option<Vec<SeedValue>> {
    list.iter().map(|item| if let Node::Constant(value) = bare(item) { Some(value.clone()) } else { None }).collect()
}

fn number(node: &Node) -> Option<Decimal> {
    match node {
        Node::Constant(SeedValue::Number(text) | SeedValue::Text(text)) => {
            Decimal::parse(text).or_else(|| interval::seconds(text).map(Decimal::integer))
        }
        Node::Negative(inner) => Decimal::integer(0).minus(number(bare(inner))?),
        _ => None,
    }
}

fn bound(left: &Node, comparison: Comparison, right: &Node, of: &mut [Limits]) {
    match left {
        Node::Column(index) => {
            let Some(limits) = of.get_mut(*index) else { return };
            if let (Comparison::Equal | Comparison::NotEqual, Node::Constant(value)) = (comparison, right) {
                match comparison {
                    Comparison::Equal => limits.one_of = Some(vec![value.clone()]),
                    _ => limits.excluded.push(value.clone()),
                }
            } else if let Some(number) = number(right) {
                narrow(&mut limits.minimum, &mut limits.maximum, comparison, number);
            } else if let Node::Constant(SeedValue::Text(text)) = right
                && let Some((micros, zone)) = moment::parse(text)
            {
                narrow_moments(limits, comparison, micros - zone.unwrap_or(0), zone.is_some());
            }
        }
        Node::Call(Function::CharacterLength | Function::Cardinality, arguments) => {
            if let [argument] = arguments.as_slice()
                && let (Node::Column(index), Some(number)) = (bare(argument), number(right))
                && let Some(limits) = of.get_mut(*index)
            {
                narrow_length(limits, comparison, number);
            }
        }
        _ => {}
    }
}

/// `<` and `>` become the nearest number inside: one unit of the bound's own scale, at least a thousandth.
fn narrow(minimum: &mut Option<Decimal>, maximum: &mut Option<Decimal>, comparison: Comparison, number: Decimal) {
    let thousandth = Decimal::new(1, 3);
    let (new_minimum, new_maximum) = match comparison {
        Comparison::Greater => (number.plus(thousandth), None),
        Comparison::GreaterOrEqual => (Some(number), None),
        Comparison::Less => (None, number.minus(thousandth)),
        Comparison::LessOrEqual => (None, Some(number)),
        Comparison::Equal => (Some(number), Some(number)),
        Comparison::NotEqual => (None, None),
    };
    let tighter = |old: &Option<Decimal>, new: Decimal, wanted| old.is_none_or(|old| new.compare(old) == Some(wanted));
    if let Some(new) = new_minimum.filter(|new| tighter(minimum, *new, Ordering::Greater)) {
        *minimum = Some(new);
    }
    if let Some(new) = new_maximum.filter(|new| tighter(maximum, *new, Ordering::Less)) {
        *maximum = Some(new);
    }
}

fn narrow_moments(limits: &mut Limits, comparison: Comparison, micros: i128, has_zone: bool) {
    let is_outside = matches!(comparison, Comparison::Greater | Comparison::Less);
    let new = Some(Moment { micros, has_zone, is_outside });
    match comparison {
        Comparison::Greater | Comparison::GreaterOrEqual if limits.earliest.is_none_or(|old| old.micros < micros) => limits.earliest = new,
        Comparison::Less | Comparison::LessOrEqual if limits.latest.is_none_or(|old| old.micros > micros) => limits.latest = new,
        _ => {}
    }
}

fn narrow_length(limits: &mut Limits, comparison: Comparison, number: Decimal) {
    let (mut minimum, mut maximum) = (None, None);
    narrow(&mut minimum, &mut maximum, comparison, number);
    let length = |bound: Option<i128>| bound.and_then(|length| u64::try_from(length).ok());
    if let Some(minimum) = length(minimum.and_then(|minimum| minimum.ceiling(0))) {
        limits.minimum_length = Some(limits.minimum_length.map_or(minimum, |old| old.max(minimum)));
    }
    if let Some(maximum) = length(maximum.and_then(|maximum| maximum.floor(0))) {
        limits.maximum_length = Some(limits.maximum_length.map_or(maximum, |old| old.min(maximum)));
    }
}
