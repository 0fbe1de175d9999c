//! What a rename makes of a catalog, as far as names reach: keys of maps, references, and identifiers within expressions.
//!
//! `generate` reads the catalog after renames from PostgreSQL, which words views and the like anew; this is the forecast for what is
//! compared without one. Never happens: a string constant is touched, except the value of an enum.

use super::Renaming;
use crate::catalog::{Catalog, ColumnValue, Expression, Index, IndexKeyValue, Table};
use crate::sql::quote_identifier;

pub(super) fn apply_renaming(catalog: &mut Catalog, renaming: &Renaming) {
    match renaming {
        Renaming::Table { from, to } => {
            if let Some(place) = catalog.tables.get_index_of(from)
                && let Some((_, mut table)) = catalog.tables.shift_remove_index(place)
            {
                table.name = to.clone();
                catalog.tables.insert(to.clone(), table);
            }
            if let Some(lookup) = catalog.lookups.shift_remove(from) {
                catalog.lookups.insert(to.clone(), lookup);
            }
            for key in catalog.tables.values_mut().flat_map(|table| table.foreign_keys.values_mut()) {
                if key.references == *from {
                    key.references = to.clone();
                }
            }
        }
        Renaming::Column { table, from, to } => {
            if let Some(changed) = catalog.tables.get_mut(table) {
                rename_column(changed, from, to);
            }
            if let Some(lookup) = catalog.lookups.get_mut(table).filter(|lookup| lookup.column == *from) {
                lookup.column.clone_from(to);
            }
            for key in catalog.tables.values_mut().flat_map(|table| table.foreign_keys.values_mut()) {
                if key.references == *table {
                    rename_in(&mut key.referenced_columns, from, to);
                }
            }
        }
        Renaming::Enum { from, to } => {
            if let Some(mut renamed) = catalog.enums.shift_remove(from) {
                renamed.name = to.clone();
                catalog.enums.insert(to.clone(), renamed);
            }
            for column in catalog.tables.values_mut().flat_map(|table| table.columns.values_mut()) {
                if column.data_type.schema.as_deref() == Some(&from.schema) && column.data_type.name == from.name {
                    column.data_type.name.clone_from(&to.name);
                }
            }
        }
        Renaming::EnumValue { of, from, to } => {
            if let Some(value) = catalog.enums.get_mut(of).and_then(|changed| changed.values.iter_mut().find(|value| *value == from)) {
                value.clone_from(to);
            }
        }
        Renaming::LookupValue { table, from, to, .. } => {
            if let Some(lookup) = catalog.lookups.get_mut(table)
                && lookup.values.shift_remove(from)
            {
                lookup.values.insert(to.clone());
            }
        }
    }
}

fn rename_in(columns: &mut [String], from: &str, to: &str) {
    columns.iter_mut().filter(|column| *column == from).for_each(|column| *column = to.to_string());
}

fn rename_column(table: &mut Table, from: &str, to: &str) {
    let columns = std::mem::take(&mut table.columns);
    for (name, mut column) in columns {
        if name == from {
            column.name = to.to_string();
        }
        if let ColumnValue::Generated(expression) = &mut column.value {
            rename_within(expression, from, to);
        }
        table.columns.insert(column.name.clone(), column);
    }
    if let Some(key) = &mut table.primary_key {
        rename_in(&mut key.columns, from, to);
        rename_in(&mut key.include, from, to);
    }
    for unique in table.uniques.values_mut() {
        rename_in(&mut unique.columns, from, to);
        rename_in(&mut unique.include, from, to);
    }
    for key in table.foreign_keys.values_mut() {
        rename_in(&mut key.columns, from, to);
        rename_in(&mut key.on_delete_columns, from, to);
    }
    for check in table.checks.values_mut() {
        rename_within(&mut check.expression, from, to);
    }
    table.indexes.values_mut().for_each(|index| rename_in_index(index, from, to));
}

fn rename_in_index(index: &mut Index, from: &str, to: &str) {
    for key in &mut index.keys {
        match &mut key.value {
            IndexKeyValue::Column(name) if name == from => *name = to.to_string(),
            IndexKeyValue::Column(_) => {}
            IndexKeyValue::Expression(expression) => rename_within(expression, from, to),
        }
    }
    rename_in(&mut index.include, from, to);
    if let Some(predicate) = &mut index.predicate {
        rename_within(predicate, from, to);
    }
}

fn rename_within(expression: &mut Expression, from: &str, to: &str) {
    let renamed = renamed(&expression.written, from, to);
    if renamed != expression.written {
        *expression = Expression::new(renamed);
    }
}

/// An identifier replaced wherever it stands outside of strings.
fn renamed(text: &str, from: &str, to: &str) -> String {
    let quoted = quote_identifier(from).to_string();
    let new = quote_identifier(to).to_string();
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '\'' => rest[1..].find('\'').map_or(rest.len(), |end| end + 2),
            '"' => rest[1..].find('"').map_or(rest.len(), |end| end + 2),
            _ if first.is_alphabetic() || first == '_' => {
                rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$')).unwrap_or(rest.len())
            }
            _ => first.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        let bare = token.strip_prefix('"').and_then(|inner| inner.strip_suffix('"'));
        let is_it = match bare {
            Some(inner) => inner == from,
            None => first != '\'' && (token == quoted || token.to_lowercase() == from),
        };
        result.push_str(if is_it { &new } else { token });
        rest = after;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_replaced_outside_of_strings_and_longer_names() {
        assert_eq!(
            renamed("a <> 'a' and Lower(a) = ab and \"a\" > 0", "a", "Login"),
            "\"Login\" <> 'a' and Lower(\"Login\") = ab and \"Login\" > 0"
        );
        assert_eq!(renamed("\"Col\" > 0", "Col", "col"), "col > 0");
        assert_eq!(renamed("'open", "open", "x"), "'open");
    }
}
