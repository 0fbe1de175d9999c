//! Conditions of which can be shown that no row fulfils all of them.
//!
//! Comes in: a table whose rows find no values, and the check that stood in the way. Goes out: the fewest conditions that cannot hold together.
//! Never happens: a contradiction that is none: what is not sure (the clock, NULL, ranges, squares, dates beyond those that seeds use) is not shown.
//!
//! How: all ways to fulfil the conditions are written out, each as what must hold at once. A way is no way where the span of a column is empty, where
//! none of the values that a column must be one of fulfils the rest, or where columns would have to be less than themselves.

use super::SeedValue;
use super::condition::{Condition, Literal, Order, Part, RowView, Span, Spans, Value, narrow, ways};
use super::field::{Family, Field};
use super::generate::Generation;
use super::model::{Model, Slot};
use super::offer::{With, type_spans};
use super::row::{Row, View};

/// More conditions, or more ways to fulfil them, are not looked at.
const MOST_CONDITIONS: usize = 12;
const MOST_WAYS: usize = 256;

/// The names of conditions that contradict each other, this one among them or not.
pub fn contradiction(generation: &Generation, name: &str) -> Option<Vec<String>> {
    let model = generation.model;
    let failed = model.conditions.iter().position(|condition| condition.name == name)?;
    let mut chosen = vec![failed];
    let mut columns = model.conditions[failed].condition.columns.clone();
    // All that shares columns with it, by way of others too.
    loop {
        let next = (0..model.conditions.len()).find(|index| {
            let read = &model.conditions[*index].condition.columns;
            !chosen.contains(index) && read.iter().any(|column| columns.contains(column))
        });
        let Some(next) = next else { break };
        columns.extend(&model.conditions[next].condition.columns);
        chosen.push(next);
    }
    chosen.retain(|index| is_certain(generation, *index));
    chosen.sort_unstable();
    if chosen.len() > MOST_CONDITIONS || !cannot_hold(model, &chosen) {
        return None;
    }
    for index in chosen.clone() {
        let without: Vec<usize> = chosen.iter().copied().filter(|other| *other != index).collect();
        if !without.is_empty() && cannot_hold(model, &without) {
            chosen = without;
        }
    }
    Some(chosen.into_iter().map(|index| model.conditions[index].name.clone()).collect())
}

/// Whether what follows from the condition holds for every value that its columns may have.
fn is_certain(generation: &Generation, index: usize) -> bool {
    let condition = &generation.model.conditions[index].condition;
    let is_plain = |column: &usize| {
        let slot = generation.model.slots.iter().position(|slot| slot.columns().contains(column));
        slot.is_some_and(|slot| generation.fixed[slot].is_none())
            && field_of(generation.model, *column).is_some_and(|field| {
                !field.nullable && !matches!(field.family, Family::Other) && !field.data_type.array && field.data_type.schema.is_none()
            })
    };
    condition.each.is_none() && condition.is_plain() && condition.columns.iter().all(is_plain)
}

fn field_of<'m>(model: &'m Model, column: usize) -> Option<&'m Field> {
    model.slots.iter().find_map(|slot| match slot {
        Slot::Column { index, field } if *index == column => Some(&**field),
        _ => None,
    })
}

fn cannot_hold(model: &Model, chosen: &[usize]) -> bool {
    let row = Row::empty(model);
    let view = View { model, row: &row };
    let conditions: Vec<&Condition> = chosen.iter().map(|index| &model.conditions[*index].condition).collect();
    let Some(ways) = ways(&conditions, &view, MOST_WAYS) else { return false };
    ways.iter().all(|literals| is_no_way(model, literals, &view))
}

fn is_no_way(model: &Model, literals: &[Literal], row: &dyn RowView) -> bool {
    // No column may be NULL.
    if literals.iter().filter_map(Literal::nullness).any(|(_, null)| null) {
        return true;
    }
    let all: Vec<&Literal> = literals.iter().collect();
    let mut spans = Spans::default();
    for (column, _) in model.columns.values().enumerate() {
        let Some(field) = field_of(model, column) else { continue };
        match field.family {
            Family::Integer => type_spans(column, field, &mut spans),
            Family::Text => {
                let most = field.data_type.modifiers.first().and_then(|most| most.parse::<f64>().ok()).unwrap_or(f64::INFINITY);
                spans.within(column, Part::Length, Span { low: 0.0, high: most });
            }
            _ => {}
        }
    }
    narrow(&all, row, &|_| false, &mut spans);
    spans.has_none() || goes_in_circles(literals) || no_listed_value(literals, row)
}

/// `a < b AND b < c AND c < a`
fn goes_in_circles(literals: &[Literal]) -> bool {
    let orders: Vec<(usize, usize, Order)> = literals.iter().filter_map(Literal::order_of_columns).collect();
    let mut columns: Vec<usize> = orders.iter().flat_map(|(left, right, _)| [*left, *right]).collect();
    columns.sort_unstable();
    columns.dedup();
    let place = |column: usize| columns.iter().position(|known| *known == column).unwrap_or(0);
    // Whether one comes before another, or not after it.
    let mut before: Vec<Vec<Option<bool>>> = vec![vec![None; columns.len()]; columns.len()];
    let mut unequal = Vec::new();
    for (left, right, order) in orders {
        let (left, right) = (place(left), place(right));
        match order {
            Order::Less => before[left][right] = Some(true),
            Order::NotGreater => before[left][right] = before[left][right].or(Some(false)),
            Order::Same => {
                before[left][right] = before[left][right].or(Some(false));
                before[right][left] = before[right][left].or(Some(false));
            }
            Order::Different => unequal.push((left, right)),
        }
    }
    for by in 0..columns.len() {
        for from in 0..columns.len() {
            for to in 0..columns.len() {
                if let (Some(first), Some(second)) = (before[from][by], before[by][to]) {
                    let strict = first || second || before[from][to] == Some(true);
                    before[from][to] = Some(strict);
                }
            }
        }
    }
    (0..columns.len()).any(|column| before[column][column] == Some(true))
        || unequal.iter().any(|(left, right)| before[*left][*right].is_some() && before[*right][*left].is_some())
}

/// `a IN (1, 2) AND a > 5`
fn no_listed_value(literals: &[Literal], row: &dyn RowView) -> bool {
    literals.iter().any(|literal| {
        let Some((column, values)) = literal.values_of_column(row) else { return false };
        let held = |value: &Value| row.column(column).and_then(|known| value.seed_value(&known.data_type));
        let Some(values) = values.iter().map(held).collect::<Option<Vec<SeedValue>>>() else { return false };
        let fits = |value: &SeedValue| {
            let row = With { row, column, value };
            literals.iter().filter(|other| other.columns == [column]).all(|other| other.holds(&row) != Some(false))
        };
        !values.iter().any(fits)
    })
}
