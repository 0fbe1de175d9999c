//! The settings that save most words: who made these names, and how most tables are numbered.
//!
//! Comes in: the catalog. Goes out: a [`Style`]. Never happens: a setting under which an object would come that does not stand.

use super::names::singular_leads;
use crate::catalog::{Catalog, ColumnValue, Expression, ForeignKey, IdentityKind, IndexKeyValue, Table, serial_sequence_name};
use crate::design::name_of_unnamed;
use crate::domain::{DefaultStyle, KeyStyle, TableStyle};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    pub defaults: DefaultStyle,
    pub keys: KeyStyle,
    pub tables: TableStyle,
}

impl Style {
    pub(super) fn of(catalog: &Catalog) -> Style {
        let tables = || catalog.tables.values();
        let named = |defaults| {
            tables()
                .filter_map(|table| table.primary_key.as_ref().map(|key| (table, key)))
                .filter(|(table, key)| key.name == name_of_unnamed(defaults, ("pk", "pkey"), &table.name.name, &[]))
                .count()
        };
        let by_practices = named(DefaultStyle::Practices) > named(DefaultStyle::Postgres);
        let all_indexed = tables().all(|table| table.foreign_keys.values().all(|key| is_indexed(table, key)));
        let defaults = if by_practices && all_indexed { DefaultStyle::Practices } else { DefaultStyle::Postgres };
        let styles = [KeyStyle::BigSerial, KeyStyle::Serial, KeyStyle::Identity, KeyStyle::Uuid, KeyStyle::UuidV7];
        let count = |style| tables().filter(|table| key_style(table) == Some(style)).count();
        let keys = styles.into_iter().rev().max_by_key(|style| count(*style)).filter(|style| count(*style) > 0);
        let follow = |style| catalog.tables.keys().filter(|name| singular_leads(style, name)).count();
        let tables = if follow(TableStyle::Singular) > follow(TableStyle::Plural) { TableStyle::Singular } else { TableStyle::Plural };
        Style { defaults, keys: keys.unwrap_or_default(), tables }
    }

    /// What stands in `settings`; nothing for what is meant anyway.
    pub(super) fn lines(self) -> Vec<String> {
        let defaults = (self.defaults == DefaultStyle::Postgres).then(|| "defaults postgres".to_string());
        let keys = (self.keys != KeyStyle::default()).then(|| format!("keys {}", word(self.keys)));
        let tables = (self.tables == TableStyle::Singular).then(|| "tables singular".to_string());
        defaults.into_iter().chain(tables).chain(keys).collect()
    }

    pub(super) fn name(self, kind: (&str, &str), table: &str, columns: &[String]) -> String {
        name_of_unnamed(self.defaults, kind, table, columns)
    }
}

pub(super) fn word(style: KeyStyle) -> &'static str {
    match style {
        KeyStyle::BigSerial => "bigserial",
        KeyStyle::Serial => "serial",
        KeyStyle::Identity => "identity",
        KeyStyle::Uuid => "uuid",
        KeyStyle::UuidV7 => "uuidv7",
    }
}

/// How the table's `id` is numbered, if it is a key that `key` would make: the first column, alone, as it would be.
pub(super) fn key_style(table: &Table) -> Option<KeyStyle> {
    let (name, column) = table.columns.first()?;
    let key = table.primary_key.as_ref()?;
    if name != "id" || key.columns != ["id"] || column.collation.is_some() || column.comment.is_some() || !column.not_null {
        return None;
    }
    let data_type = column.data_type.to_string();
    match (&column.value, data_type.as_str()) {
        (ColumnValue::Serial { sequence }, _) if *sequence != serial_sequence_name(&table.name, "id") => None,
        (ColumnValue::Serial { .. }, "bigint") => Some(KeyStyle::BigSerial),
        (ColumnValue::Serial { .. }, "integer") => Some(KeyStyle::Serial),
        (ColumnValue::Identity(IdentityKind::Always), "bigint") => Some(KeyStyle::Identity),
        (ColumnValue::Default(expression), "uuid") if *expression == Expression::new("gen_random_uuid()") => Some(KeyStyle::Uuid),
        (ColumnValue::Default(expression), "uuid") if *expression == Expression::new("uuidv7()") => Some(KeyStyle::UuidV7),
        _ => None,
    }
}

/// Whether the first columns of a key, unique constraint or whole index are those of the foreign key, in any order.
fn is_indexed(table: &Table, key: &ForeignKey) -> bool {
    let leads = |columns: &[&String]| {
        columns.len() >= key.columns.len() && key.columns.iter().all(|column| columns[..key.columns.len()].contains(&column))
    };
    let primary = table.primary_key.as_ref().is_some_and(|primary| leads(&primary.columns.iter().collect::<Vec<_>>()));
    let unique = table.uniques.values().any(|unique| leads(&unique.columns.iter().collect::<Vec<_>>()));
    let whole = table.indexes.values().filter(|index| index.method == "btree" && index.predicate.is_none());
    let index = whole.into_iter().any(|index| {
        let columns = index.keys.iter().map_while(|part| match &part.value {
            IndexKeyValue::Column(column) => Some(column),
            IndexKeyValue::Expression(_) => None,
        });
        leads(&columns.collect::<Vec<_>>())
    });
    primary || unique || index
}
