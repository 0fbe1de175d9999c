//! A row of indexes.sql as an index.

use crate::ordered::IndexMap;
use ::postgres::Row;

use super::TableInProgress;
use crate::catalog::{Expression, Index, IndexKey, IndexKeyValue};

/// Bits of pg_index.indoption. Source: src/include/catalog/pg_index.h.
const DESCENDING: i32 = 1;
const NULLS_FIRST: i32 = 2;

pub(super) fn index(table: &TableInProgress, row: &Row) -> Index {
    Index {
        name: row.get(1),
        method: row.get(2),
        unique: row.get(3),
        nulls_not_distinct: row.get(4),
        valid: row.get(5),
        predicate: row.get::<_, Option<String>>(6).map(Expression::new),
        storage_parameters: storage_parameters(row.get(7)),
        comment: row.get(8),
        include: table.names_of(&row.get::<_, Vec<i16>>(9)),
        keys: keys(table, row),
    }
}

pub(super) fn storage_parameters(options: Vec<String>) -> IndexMap<String, String> {
    let mut parameters: IndexMap<String, String> =
        options.iter().filter_map(|option| option.split_once('=')).map(|(name, value)| (name.to_string(), value.to_string())).collect();
    parameters.sort_keys();
    parameters
}

fn keys(table: &TableInProgress, row: &Row) -> Vec<IndexKey> {
    let attnums: Vec<i16> = row.get(10);
    let expressions: Vec<Option<String>> = row.get(11);
    let operator_classes: Vec<Option<String>> = row.get(12);
    let collations: Vec<Option<String>> = row.get(13);
    let options: Vec<i32> = row.get(14);
    let parts = attnums.iter().zip(expressions).zip(operator_classes).zip(collations).zip(options);
    parts
        .filter_map(|((((attnum, expression), operator_class), collation), options)| {
            let value = match expression {
                Some(expression) => IndexKeyValue::Expression(Expression::new(expression)),
                None => IndexKeyValue::Column(table.column_names.get(attnum)?.clone()),
            };
            let (descending, nulls_first) = (options & DESCENDING != 0, options & NULLS_FIRST != 0);
            Some(IndexKey { value, collation, operator_class, descending, nulls_first })
        })
        .collect()
}
