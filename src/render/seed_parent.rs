//! Children find their parents by natural key: the joins that lead there, nested where a key holds foreign keys. All are LEFT, so that no row
//! vanishes with its parent.

use std::collections::BTreeSet;

use super::seed_value::{compared, stored_cast, value_sql};
use super::table_part::trusted;
use super::template::{RenderError, Sql, readable};
use crate::catalog::{Catalog, DataType, IndexKeyValue, QualifiedName, Table};
use crate::seed::{SeedField, SeedValue, without_domain};
use crate::sql::quote_identifier;

/// The key of one parent row.
pub(super) type ParentKey = Vec<(SeedField, SeedValue)>;

#[derive(Clone)]
pub(super) struct Join {
    /// The key may name several rows: one of them is taken, the first by primary key.
    pub lateral: bool,
    pub table: Sql,
    pub alias: Sql,
    pub conditions: Sql,
    pub order: Sql,
}
readable!(Join { lateral, table, alias, conditions, order });

/// The columns of the VALUES list and the joins that follow it.
pub(super) struct Source<'a> {
    catalog: &'a Catalog,
    row_count: usize,
    pub names: Vec<String>,
    /// By column of the list.
    pub cells: Vec<Vec<String>>,
    pub joins: Vec<Join>,
    taken: BTreeSet<String>,
}

impl<'a> Source<'a> {
    pub fn new(catalog: &'a Catalog, row_count: usize) -> Source<'a> {
        let taken = ["sample", "standing", "candidate"].map(str::to_string).into();
        Source { catalog, row_count, names: Vec::new(), cells: Vec::new(), joins: Vec::new(), taken }
    }

    /// Adds a column to the list and gives its name there, quoted.
    pub fn column(&mut self, wanted: &str, values: &[&SeedValue], data_type: &DataType) -> Result<String, RenderError> {
        let name = quote_identifier(&self.free_name(wanted)).to_string();
        self.cells.push(values.iter().map(|value| value_sql(value, data_type)).collect::<Result<_, _>>()?);
        self.names.push(name.clone());
        Ok(name)
    }

    /// Numbers the rows of the list. A join may give them in any order, and their own numbers must not depend on it.
    pub fn ordinal(&mut self) -> Result<String, RenderError> {
        let numbers: Vec<SeedValue> = (1..=self.row_count).map(|number| SeedValue::Number(number.to_string())).collect();
        self.column("ordinal", &numbers.iter().collect::<Vec<_>>(), &DataType::builtin("integer"))
    }

    /// The name itself, or with a number; at most 63 bytes, since PostgreSQL would cut two long names to one.
    fn free_name(&mut self, wanted: &str) -> String {
        for number in 1_u32.. {
            let suffix = if number == 1 { String::new() } else { format!("_{number}") };
            let mut end = wanted.len().min(63 - suffix.len());
            while !wanted.is_char_boundary(end) {
                end -= 1;
            }
            let name = format!("{}{suffix}", &wanted[..end]);
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
        wanted.to_string()
    }

    /// The join that leads to the parents of a foreign key; gives the alias, quoted. `keys` has one entry for each row.
    pub fn parent(&mut self, stem: &str, parent: &QualifiedName, keys: &[Option<&ParentKey>]) -> Result<String, RenderError> {
        let alias = self.free_name(stem);
        let quoted_alias = quote_identifier(&alias).to_string();
        let Some(shape) = keys.iter().flatten().next() else {
            return Err(RenderError { message: format!("no row names a parent in {parent}") });
        };
        let mut conditions: Vec<(String, &str, String)> = Vec::new();
        let mut exact = BTreeSet::new();
        for (place, (field, _)) in shape.iter().enumerate() {
            let values: Vec<&SeedValue> =
                keys.iter().map(|key| key.and_then(|key| key.get(place)).map_or(&SeedValue::Null, |(_, value)| value)).collect();
            let has_null = keys.iter().flatten().any(|key| key.get(place).is_none_or(|(_, value)| *value == SeedValue::Null));
            let operator = if has_null { "IS NOT DISTINCT FROM" } else { "=" };
            match field {
                SeedField::Column { name, data_type } => {
                    let column = self.column(&format!("{alias}_{name}"), &values, data_type)?;
                    let base = without_domain(self.catalog, data_type);
                    let cast = stored_cast(data_type, &base);
                    conditions.push((format!("{}{cast}", quote_identifier(name)), operator, compared(&column, &base)));
                    if !has_null {
                        exact.insert(name.as_str());
                    }
                }
                SeedField::ForeignKey { columns, parent: above, parent_columns } => {
                    let nested: Vec<Option<&ParentKey>> = values.iter().map(|value| as_parent(value)).collect();
                    if nested.iter().all(Option::is_none) {
                        conditions.extend(columns.iter().map(|column| (quote_identifier(column).to_string(), "IS", "NULL".to_string())));
                        continue;
                    }
                    let above = self.parent(&format!("{alias}_{}", stem_of(columns)), above, &nested)?;
                    for (column, referenced) in columns.iter().zip(parent_columns) {
                        conditions.push((
                            quote_identifier(column).to_string(),
                            operator,
                            format!("{above}.{}", quote_identifier(referenced)),
                        ));
                        if !has_null {
                            exact.insert(column.as_str());
                        }
                    }
                }
            }
        }
        let standing = self.catalog.tables.get(parent);
        let lateral = !standing.is_some_and(|table| identifies_one_row(table, &exact));
        let prefix = if lateral { "candidate" } else { quoted_alias.as_str() };
        let conditions: Vec<String> =
            conditions.iter().map(|(column, operator, value)| format!("{prefix}.{column} {operator} {value}")).collect();
        self.joins.push(Join {
            lateral,
            table: own_rows(self.catalog, parent),
            alias: trusted(quoted_alias.clone()),
            conditions: trusted(conditions.join(" AND ")),
            order: trusted(order_of(standing)),
        });
        Ok(quoted_alias)
    }

    /// The rows of the list, cells under one another.
    pub fn rows(&self) -> Vec<Sql> {
        aligned(&self.cells, self.row_count)
    }
}

/// A table without the rows of those that inherit from it: no foreign key finds these. A trigger may send a table's own rows there, though.
pub(super) fn own_rows(catalog: &Catalog, name: &QualifiedName) -> Sql {
    let inherits = |table: &Table| table.options.partition_bound.is_none() && table.options.parents.contains(name);
    let sends_on = catalog.tables.get(name).is_some_and(Table::acts_before_rows);
    if !sends_on && catalog.tables.values().any(inherits) { trusted(format!("ONLY {}", name.sql())) } else { name.sql().into() }
}

pub(super) fn as_parent(value: &SeedValue) -> Option<&ParentKey> {
    match value {
        SeedValue::Parent(key) => Some(key),
        _ => None,
    }
}

/// `author_id` → `author`
pub(super) fn stem_of(columns: &[String]) -> String {
    let column = columns.last().map_or("parent", String::as_str);
    let stem = column.strip_suffix("_id").unwrap_or(column);
    if stem.is_empty() { "parent".to_string() } else { stem.to_string() }
}

/// Whether a unique key lies within columns that are compared with `=`.
fn identifies_one_row(table: &Table, exact: &BTreeSet<&str>) -> bool {
    let within = |columns: &[String]| !columns.is_empty() && columns.iter().all(|column| exact.contains(column.as_str()));
    let by_index =
        table.indexes.values().filter(|index| index.unique && index.valid && index.predicate.is_none()).any(|index| {
            index.keys.iter().all(|key| matches!(&key.value, IndexKeyValue::Column(column) if exact.contains(column.as_str())))
        });
    table.primary_key.as_ref().is_some_and(|key| within(&key.columns))
        || table.uniques.values().any(|unique| within(&unique.columns))
        || by_index
}

fn order_of(table: Option<&Table>) -> String {
    let key = table.and_then(|table| table.primary_key.as_ref());
    match key {
        Some(key) => key.columns.iter().map(|column| format!("candidate.{}", quote_identifier(column))).collect::<Vec<_>>().join(", "),
        None => "candidate.ctid".to_string(),
    }
}

/// Columns wider than this are not padded, nor are those with a line break.
const WIDEST_CELL: usize = 32;

pub(super) fn aligned(cells: &[Vec<String>], row_count: usize) -> Vec<Sql> {
    let widths: Vec<usize> = cells
        .iter()
        .map(|column| {
            let widest = column.iter().map(|cell| cell.chars().count()).max().unwrap_or(0);
            let on_one_line = !column.iter().any(|cell| cell.contains('\n'));
            if widest <= WIDEST_CELL && on_one_line { widest } else { 0 }
        })
        .collect();
    let last = cells.len().saturating_sub(1);
    let row = |number: usize| {
        let parts = cells.iter().enumerate().map(|(place, column)| {
            let cell = column.get(number).map_or("NULL", String::as_str);
            let missing = if place == last { 0 } else { widths[place].saturating_sub(cell.chars().count()) };
            let comma = if place == last { "" } else { ", " };
            format!("{cell}{comma}{}", " ".repeat(missing))
        });
        trusted(parts.collect::<String>())
    };
    (0..row_count).map(row).collect()
}
