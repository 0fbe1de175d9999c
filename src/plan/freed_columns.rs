//! Columns of a type that PostgreSQL neither drops nor changes while a column has it: they have another type until theirs is as it shall be.
//!
//! Comes in: both catalogs. Goes out: which columns step aside, and as what. Never happens: a value is lost on the way (a domain's values
//! pass as those of its base type, all others as text); a part of the table that reads the column meets it as text (then the change is refused).

use std::collections::{BTreeMap, BTreeSet};

use super::compare::Part;
use super::conversion::stored_as;
use super::mention::Mentions;
use super::planner::Planner;
use crate::catalog::{Catalog, Column, ColumnValue, DataType, Definition, QualifiedName, Table};

/// Table and column, and the type that it has meanwhile.
pub(super) type Freed = BTreeMap<(QualifiedName, String), DataType>;

pub(super) fn freed_columns(current: &Catalog, target: &Catalog) -> Freed {
    let types = types_in_the_way(current, target);
    let mut freed = Freed::new();
    if types.is_empty() {
        return freed;
    }
    for table in current.tables.values() {
        let own = table.columns.values().filter(|column| !table.options.inherited.columns.contains(&column.name));
        for column in own.filter(|column| column.data_type.user_name().is_some_and(|name| types.contains(&name))) {
            let asked = target.tables.get(&table.name).and_then(|table| table.columns.get(&column.name));
            let stays = asked.is_some_and(|asked| asked.data_type == column.data_type && has_plain_value(asked));
            if let Some(meanwhile) = meanwhile(table, column, current).filter(|_| stays && has_plain_value(column)) {
                freed.insert((table.name.clone(), column.name.clone()), meanwhile);
            }
        }
    }
    freed
}

/// Domains, composite and range types that stay under their names and are made anew, or have an attribute of another type.
fn types_in_the_way(current: &Catalog, target: &Catalog) -> BTreeSet<QualifiedName> {
    let of = |there: &Definition| {
        let asked = target.definitions.get(&there.key()).filter(|asked| *asked != there)?;
        let name = match there.kind.as_str() {
            "domain" | "composite type" | "range type" if !asked.replaces(there) => there.name.as_str(),
            "attribute" => there.within.as_deref()?.strip_prefix("composite type ")?,
            _ => return None,
        };
        QualifiedName::try_from(name.to_string()).ok()
    };
    current.definitions.values().filter_map(of).collect()
}

/// A sequence goes with the value that it gives, and what is computed cannot be set.
fn has_plain_value(column: &Column) -> bool {
    matches!(column.value, ColumnValue::None | ColumnValue::Default(_))
}

fn meanwhile(table: &Table, column: &Column, catalog: &Catalog) -> Option<DataType> {
    let names_it = |text: &String| Mentions::of(text).bare.contains(&column.name);
    let is_computed_from = |other: &Column| matches!(&other.value, ColumnValue::Generated(expression) if names_it(&expression.written));
    let is_fixed = table.options.partition_key.as_ref().is_some_and(names_it) || table.options.of_type.is_some();
    if is_fixed || table.columns.values().any(is_computed_from) {
        return None;
    }
    let base = stored_as(&column.data_type, catalog);
    if base != column.data_type {
        return Some(base);
    }
    // Those that have it from this one, too.
    let has_it = |other: &&Table| other.name == table.name || other.options.inherited.columns.contains(&column.name);
    let is_read = catalog.tables.values().filter(has_it).any(|table| is_read(table, &column.name));
    (!is_read).then(|| DataType::builtin("text"))
}

fn is_read(table: &Table, column: &str) -> bool {
    table.primary_key.iter().any(|key| key.uses(column))
        || table.uniques.values().any(|unique| unique.uses(column))
        || table.checks.values().any(|check| check.uses(column))
        || table.exclusions.values().any(|exclusion| exclusion.uses(column))
        || table.foreign_keys.values().any(|key| key.uses(column))
        || table.indexes.values().any(|index| index.uses(column))
}

impl Planner<'_> {
    /// Itself, or as what it has from a parent.
    pub(super) fn is_freed(&self, table: &Table, column: &str) -> bool {
        if self.freed.is_empty() {
            return false;
        }
        let mut open = vec![table];
        let mut seen = BTreeSet::new();
        while let Some(table) = open.pop() {
            if self.freed.contains_key(&(table.name.clone(), column.to_string())) {
                return true;
            }
            if table.options.inherited.columns.contains(column) && seen.insert(&table.name) {
                open.extend(table.options.parents.iter().filter_map(|parent| self.current.tables.get(parent)));
            }
        }
        false
    }

    /// Columns of a table that differ in nothing else and have to step aside.
    pub(super) fn freed_columns_of(&self, table: &QualifiedName, differ: &[(Column, Column)]) -> Vec<(Column, Column)> {
        let own = self.freed.keys().filter(|(of, name)| of == table && !differ.iter().any(|(_, to)| to.name == *name));
        let both = own.filter_map(|(_, name)| {
            let column = |catalog: &Catalog| catalog.tables.get(table)?.columns.get(name).cloned();
            Some((column(self.current)?, column(self.target)?))
        });
        both.collect()
    }
}
