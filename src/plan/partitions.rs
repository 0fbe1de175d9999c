//! A foreign key to a partitioned table holds each of its partitions too: they come before it and go after it.
//!
//! Comes in: catalogs. Goes out: the partitions of a table, at any depth. Never happens: a child that only inherits, to which no key of its
//! parent's reaches. Source: PostgreSQL, addFkRecurseReferenced.

use std::collections::BTreeMap;

use crate::catalog::{Catalog, ForeignKey, QualifiedName, Table};

pub(super) struct Partitions<'a> {
    of: BTreeMap<&'a QualifiedName, Vec<&'a QualifiedName>>,
}

impl<'a> Partitions<'a> {
    pub fn of_catalogs(catalogs: &[&'a Catalog]) -> Partitions<'a> {
        let mut of: BTreeMap<&QualifiedName, Vec<&QualifiedName>> = BTreeMap::new();
        for table in catalogs.iter().flat_map(|catalog| catalog.tables.values()).filter(|table| is_partition(table)) {
            for parent in &table.options.parents {
                of.entry(parent).or_default().push(&table.name);
            }
        }
        Partitions { of }
    }

    pub fn of(&self, table: &QualifiedName) -> Vec<&'a QualifiedName> {
        let mut found: Vec<&'a QualifiedName> = self.of.get(table).cloned().unwrap_or_default();
        let mut place = 0;
        while let Some(next) = found.get(place) {
            let deeper: Vec<&'a QualifiedName> =
                self.of.get(*next).into_iter().flatten().filter(|one| !found.contains(one)).copied().collect();
            found.extend(deeper);
            place += 1;
        }
        found
    }
}

pub(super) fn is_partition(table: &Table) -> bool {
    table.options.partition_bound.is_some()
}

/// The foreign keys to what a partition is a part of, at any height, with their tables. Under such a key a partition can be detached, and not
/// dropped where it is.
pub(super) fn referring<'a>(partition: &Table, catalog: &'a Catalog) -> impl Iterator<Item = (&'a Table, &'a ForeignKey)> {
    let parents_of = |table: &Table| if is_partition(table) { table.options.parents.clone() } else { Vec::new() };
    let mut above = parents_of(partition);
    let mut place = 0;
    while let Some(next) = above.get(place) {
        let parents = catalog.tables.get(next).map(parents_of).unwrap_or_default();
        let further: Vec<QualifiedName> = parents.into_iter().filter(|parent| !above.contains(parent)).collect();
        above.extend(further);
        place += 1;
    }
    let tables = catalog.tables.values().filter(move |_| place > 0);
    tables
        .flat_map(|table| table.foreign_keys.values().map(move |key| (table, key)))
        .filter(move |(table, key)| above.contains(&key.references) && !table.options.inherited.constraints.contains(&key.name))
}

/// A table of its own, without the triggers that it had from its parent.
pub(super) fn detached(partition: &Table) -> Table {
    let mut table = partition.clone();
    let inherited = std::mem::take(&mut table.options.inherited);
    table.options.parents.clear();
    table.options.partition_bound = None;
    table.triggers.retain(|name, _| !inherited.triggers.contains(name));
    table
}
