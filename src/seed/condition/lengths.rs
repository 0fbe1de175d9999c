//! Lengths of time that are put together from numbers.
//!
//! Comes in: the numbers of `make_interval(…)` by their units. Goes out: the same as a sum of products, which bounds go through. Never happens: a unit is guessed.

use sqlparser::ast::{Expr, FunctionArg, FunctionArgExpr, FunctionArguments};

use super::Node;
use crate::catalog::DataType;
use crate::seed::SeedValue;

/// The parameters in their order, with one of each.
const UNITS: &[(&str, &str)] = &[
    ("years", "1 year"),
    ("months", "1 mon"),
    ("weeks", "7 days"),
    ("days", "1 day"),
    ("hours", "01:00:00"),
    ("mins", "00:01:00"),
    ("secs", "00:00:01"),
];

/// The numbers with one of what each counts.
pub fn parts(arguments: &FunctionArguments) -> Option<Vec<(&Expr, &'static str)>> {
    let FunctionArguments::List(list) = arguments else { return None };
    list.args.iter().enumerate().map(|(place, argument)| part(place, argument)).collect()
}

fn part(place: usize, argument: &FunctionArg) -> Option<(&Expr, &'static str)> {
    let named = |wanted: &str| UNITS.iter().find(|(name, _)| *name == wanted).map(|(_, one)| *one);
    match argument {
        FunctionArg::Unnamed(FunctionArgExpr::Expr(number)) => Some((number, UNITS.get(place)?.1)),
        FunctionArg::Named { name, arg: FunctionArgExpr::Expr(number), .. }
        | FunctionArg::ExprNamed { name: Expr::Identifier(name), arg: FunctionArgExpr::Expr(number), .. } => {
            Some((number, named(&name.value.to_lowercase())?))
        }
        _ => None,
    }
}

/// Their sum.
pub fn sum(parts: impl Iterator<Item = (Node, &'static str)>) -> Option<Node> {
    let one = |text: &str| Node::Cast(Box::new(Node::Constant(SeedValue::Text(text.to_string()))), DataType::builtin("interval"));
    let products = parts.map(|(number, unit)| Node::Arithmetic(Box::new(number), '*', Box::new(one(unit))));
    products.reduce(|sum, product| Node::Arithmetic(Box::new(sum), '+', Box::new(product)))
}
