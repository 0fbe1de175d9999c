//! Foreign keys whose value is known without a look into the database.
//!
//! Comes in: rows that name their parents by natural key. Goes out: the same rows, in which a foreign key to the very columns of that key holds
//! their values. No join is needed then, and the foreign key itself refuses a parent that is missing. Never happens: a guessed value.

use super::seed_parent::{ParentKey, as_parent};
use crate::catalog::{Catalog, DataType, QualifiedName};
use crate::seed::{SeedField, SeedRow, SeedValue, TableRows};

/// The type of a column; text where nothing stands, so that PostgreSQL says what is wrong.
pub(super) fn type_of(catalog: &Catalog, table: &QualifiedName, column: &str) -> DataType {
    let standing = catalog.tables.get(table).and_then(|table| table.columns.get(column));
    standing.map_or_else(|| DataType::builtin("text"), |column| column.data_type.clone())
}

/// The rows with the values of such keys in their columns.
pub(super) fn with_known_keys(catalog: &Catalog, rows: &TableRows) -> TableRows {
    let value = |value: &SeedValue| as_parent(value).map_or_else(|| value.clone(), |key| SeedValue::Parent(with_known_parts(key)));
    let mut fields = Vec::new();
    let mut values: Vec<Vec<SeedValue>> = vec![Vec::new(); rows.rows.len()];
    for (place, field) in rows.fields.iter().enumerate() {
        let given: Vec<SeedValue> = rows.rows.iter().map(|row| row.values.get(place).map_or(SeedValue::Null, value)).collect();
        match known_columns(catalog, &rows.table, field, &given) {
            Some(columns) => {
                for (column, cells) in columns {
                    // Two composite foreign keys may share a column.
                    if !fields.contains(&column) {
                        fields.push(column);
                        values.iter_mut().zip(cells).for_each(|(row, cell)| row.push(cell));
                    }
                }
            }
            None => {
                fields.push(field.clone());
                values.iter_mut().zip(given).for_each(|(row, cell)| row.push(cell));
            }
        }
    }
    let rows_with_keys = rows.rows.iter().zip(values).map(|(row, values)| SeedRow { values, span: row.span, number: row.number }).collect();
    TableRows { fields, rows: rows_with_keys, ..rows.clone() }
}

/// A key that leads over other foreign keys, with those that are known as values.
fn with_known_parts(key: &ParentKey) -> ParentKey {
    let mut parts = ParentKey::new();
    for (field, value) in key {
        let SeedField::ForeignKey { columns, parent_columns, .. } = field else {
            parts.push((field.clone(), value.clone()));
            continue;
        };
        let Some(above) = as_parent(value) else {
            parts.push((field.clone(), value.clone()));
            continue;
        };
        let above = with_known_parts(above);
        match known_values(&above, parent_columns) {
            Some(values) => parts.extend(columns.iter().zip(values).map(|(name, (data_type, value))| {
                let column = SeedField::Column { name: name.clone(), data_type };
                (column, value)
            })),
            None => parts.push((field.clone(), SeedValue::Parent(above))),
        }
    }
    parts
}

type KnownColumn = (SeedField, Vec<SeedValue>);

/// The columns of a foreign key with the value of each row; nothing where one of the rows has to look for its parent, or where none has one.
fn known_columns(catalog: &Catalog, table: &QualifiedName, field: &SeedField, given: &[SeedValue]) -> Option<Vec<KnownColumn>> {
    let SeedField::ForeignKey { columns, parent_columns, .. } = field else { return None };
    given.iter().find_map(as_parent)?;
    let column = |name: &String| (SeedField::Column { name: name.clone(), data_type: type_of(catalog, table, name) }, Vec::new());
    let mut known: Vec<KnownColumn> = columns.iter().map(column).collect();
    for value in given {
        let values = match as_parent(value) {
            Some(key) => known_values(key, parent_columns)?.into_iter().map(|(_, value)| value).collect(),
            None => vec![SeedValue::Null; columns.len()],
        };
        known.iter_mut().zip(values).for_each(|((_, cells), value)| cells.push(value));
    }
    Some(known)
}

/// What a parent that is named by this key holds in these columns, with their types.
fn known_values(key: &ParentKey, wanted: &[String]) -> Option<Vec<(DataType, SeedValue)>> {
    let value = |wanted: &String| {
        key.iter().find_map(|(field, value)| match field {
            SeedField::Column { name, data_type } if name == wanted && is_certain(value) => Some((data_type.clone(), value.clone())),
            _ => None,
        })
    };
    wanted.iter().map(value).collect()
}

/// NULL is no key, and an expression may have another value the second time.
fn is_certain(value: &SeedValue) -> bool {
    !matches!(value, SeedValue::Null | SeedValue::Expression(_) | SeedValue::Parent(_))
}
