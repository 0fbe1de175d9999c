//! Rows of values compared with each other: `(a, b) > (5, 6)`, `(a, b) IN ((1, 2), (3, 4))`.
//!
//! Comes in: the parts of both. Goes out: the same by AND, OR and comparisons of single values. Never happens: rows of different length.

use super::{Comparison, Node};

pub fn compared(left: Vec<Node>, comparison: Comparison, right: Vec<Node>) -> Option<Node> {
    if left.len() != right.len() || left.is_empty() {
        return None;
    }
    let pairs: Vec<(Node, Node)> = left.into_iter().zip(right).collect();
    match comparison {
        Comparison::Equal => all_equal(&pairs),
        Comparison::NotEqual => all_equal(&pairs).map(|equal| Node::Not(Box::new(equal))),
        ordered => in_order(&pairs, ordered),
    }
}

fn all_equal(pairs: &[(Node, Node)]) -> Option<Node> {
    let equal = |(left, right): &(Node, Node)| Node::Compare(Box::new(left.clone()), Comparison::Equal, Box::new(right.clone()));
    pairs.iter().map(equal).reduce(|all, one| Node::And(Box::new(all), Box::new(one)))
}

/// The first pair that differs decides.
fn in_order(pairs: &[(Node, Node)], comparison: Comparison) -> Option<Node> {
    let ((left, right), rest) = pairs.split_first()?;
    let compare = |comparison| Node::Compare(Box::new(left.clone()), comparison, Box::new(right.clone()));
    let Some(rest) = in_order(rest, comparison) else { return Some(compare(comparison)) };
    let strict = match comparison {
        Comparison::LessOrEqual => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::Greater,
        strict => strict,
    };
    let same = Node::And(Box::new(compare(Comparison::Equal)), Box::new(rest));
    Some(Node::Or(Box::new(compare(strict)), Box::new(same)))
}

pub fn among(left: Vec<Node>, list: Vec<Vec<Node>>) -> Option<Node> {
    let one = |right: Vec<Node>| compared(left.clone(), Comparison::Equal, right);
    let ways: Vec<Node> = list.into_iter().map(one).collect::<Option<_>>()?;
    ways.into_iter().reduce(|all, one| Node::Or(Box::new(all), Box::new(one)))
}
