//! Lookup tables: which values are missing, and who must not hold one that is taken away.

use super::Change;
use crate::catalog::{Catalog, QualifiedName};

/// The values that are asked for and do not stand, and those that stand unasked.
#[derive(Debug, PartialEq)]
pub(super) struct LookupDifference {
    pub column: String,
    pub added: Vec<String>,
    pub left: Vec<String>,
}

pub(super) fn lookup_difference(current: &Catalog, target: &Catalog, table: &QualifiedName) -> Option<LookupDifference> {
    let asked = target.lookups.get(table)?;
    let standing = current.lookups.get(table);
    let stands = |value: &&String| standing.is_some_and(|standing| standing.values.contains(*value));
    let left = standing.into_iter().flat_map(|standing| &standing.values).filter(|value| !asked.values.contains(*value));
    Some(LookupDifference {
        column: asked.column.clone(),
        added: asked.values.iter().filter(|value| !stands(value)).cloned().collect(),
        left: left.cloned().collect(),
    })
}

/// How rows of a lookup table go. A foreign key may cascade, so that each column that refers to the values is looked through before.
pub(super) fn removal(catalog: &Catalog, table: &QualifiedName, column: &str, values: &[String]) -> Change {
    let used_by = holders(catalog, table, column);
    Change::RemoveLookupValues { table: table.clone(), column: column.to_string(), values: values.to_vec(), used_by }
}

/// The columns that hold values of a lookup table.
pub(super) fn holders(catalog: &Catalog, table: &QualifiedName, column: &str) -> Vec<(QualifiedName, String)> {
    let keys = catalog.tables.values().flat_map(|user| user.foreign_keys.values().map(move |key| (user, key)));
    let holders = keys.filter(|(_, key)| key.references == *table).filter_map(|(user, key)| {
        let place = key.referenced_columns.iter().position(|referenced| referenced == column)?;
        Some((user.name.clone(), key.columns.get(place)?.clone()))
    });
    holders.collect()
}
