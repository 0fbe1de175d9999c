//! Rows for every table of a catalog, whoever made it.
//!
//! Comes in: a catalog, what requirements tell of its tables (often nothing), how many rows are wanted. Goes out: a [`Population`]. Never happens: rows for
//! a partition of its own (those of the partitioned table find their way); a table that gets rows because of the order in which tables stand.

use crate::catalog::{Catalog, QualifiedName, Table};
use crate::design::{Population, SampleRequest, TablePopulation};
use crate::ordered::IndexMap;

/// Tables that can hold no rows, with the reason.
pub fn without_room(catalog: &Catalog) -> Vec<(QualifiedName, &'static str)> {
    let has_parts = |name: &QualifiedName| catalog.tables.values().any(|part| part.options.parents.contains(name));
    let why = |table: &Table| match () {
        () if table.columns.is_empty() => Some("it has no columns"),
        () if table.options.partition_key.is_some() && !has_parts(&table.name) => Some("it has no partition"),
        () => None,
    };
    catalog.tables.values().filter_map(|table| Some((table.name.clone(), why(table)?))).collect()
}

/// `rows` rows in each table (as many of them as can be), or as many as `counts` has for it. Tables that stand for an enum or join two others get what follows from these.
pub fn everything(catalog: &Catalog, known: &Population, rows: u64, counts: &IndexMap<QualifiedName, u64>) -> Population {
    let mut population = known.clone();
    for (name, table) in &catalog.tables {
        if table.options.partition_bound.is_some() {
            continue;
        }
        let told = population.tables.entry(name.clone()).or_insert_with(|| TablePopulation {
            entity: name.name.clone(),
            unexplained: true,
            ..TablePopulation::default()
        });
        let asked = counts.get(name).copied();
        let flexible = asked.is_none();
        let count = asked.or((!told.lookup && !told.join_table).then_some(rows));
        match (count, &mut told.sample) {
            (None, _) => {}
            (Some(0), sample) => *sample = None,
            (Some(count), Some(sample)) => (sample.count, sample.flexible, sample.on_command_line) = (count, flexible, true),
            (Some(count), sample) => {
                *sample = Some(SampleRequest { count, flexible, on_command_line: true, fixed: Vec::new(), span: None })
            }
        }
    }
    population
}
