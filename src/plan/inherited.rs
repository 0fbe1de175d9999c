//! What tables have from their parents after a plan: it comes and goes with the steps of the parents.
//!
//! Comes in: the forecast of a plan, and the target. Goes out: the forecast with the inherited parts as the target has them. Never happens:
//! a change of a part that is a table's own, or of a table that the target does not have.

use crate::ordered::IndexMap;
use std::collections::BTreeSet;

use crate::catalog::{Catalog, Table};

pub(super) fn settle_inherited(expected: &mut Catalog, target: &Catalog) {
    for table in expected.tables.values_mut().filter(|table| !table.options.parents.is_empty()) {
        if let Some(asked) = target.tables.get(&table.name) {
            settle(table, asked);
        }
    }
}

fn settle(table: &mut Table, asked: &Table) {
    let before = std::mem::replace(&mut table.options.inherited, asked.options.inherited.clone());
    let now = &asked.options.inherited;
    settle_parts(&mut table.columns, &asked.columns, &before.columns, &now.columns);
    settle_parts(&mut table.uniques, &asked.uniques, &before.constraints, &now.constraints);
    settle_parts(&mut table.checks, &asked.checks, &before.constraints, &now.constraints);
    settle_parts(&mut table.foreign_keys, &asked.foreign_keys, &before.constraints, &now.constraints);
    settle_parts(&mut table.exclusions, &asked.exclusions, &before.constraints, &now.constraints);
    settle_parts(&mut table.indexes, &asked.indexes, &before.indexes, &now.indexes);
    settle_parts(&mut table.triggers, &asked.triggers, &before.triggers, &now.triggers);
    let is_inherited = |key: &crate::catalog::PrimaryKey| before.constraints.contains(&key.name);
    if asked.primary_key.as_ref().is_some_and(|key| now.constraints.contains(&key.name))
        || table.primary_key.as_ref().is_some_and(is_inherited)
    {
        table.primary_key.clone_from(&asked.primary_key);
    }
}

fn settle_parts<T: Clone>(parts: &mut IndexMap<String, T>, asked: &IndexMap<String, T>, before: &BTreeSet<String>, now: &BTreeSet<String>) {
    parts.retain(|name, _| !before.contains(name) || asked.contains_key(name));
    for (name, part) in asked.iter().filter(|(name, _)| now.contains(*name)) {
        parts.insert(name.clone(), part.clone());
    }
}
