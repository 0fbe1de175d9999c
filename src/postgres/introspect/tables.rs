//! A row of tables.sql as a table without its parts.

use ::postgres::Row;

use super::indexes::storage_parameters;
use crate::catalog::{QualifiedName, Table, TableOptions};

pub(super) fn table(row: &Row) -> Table {
    let mut table = Table::new(QualifiedName::new(row.get::<_, String>(1), row.get::<_, String>(2)));
    table.comment = row.get(3);
    let parents = row.get::<_, Vec<String>>(11).into_iter().zip(row.get::<_, Vec<String>>(12));
    table.options = TableOptions {
        unlogged: row.get(4),
        storage_parameters: storage_parameters(row.get(5)),
        access_method: row.get(6),
        tablespace: row.get(7),
        of_type: row.get(8),
        partition_key: row.get(9),
        partition_bound: row.get(10),
        parents: parents.map(|(schema, name)| QualifiedName::new(schema, name)).collect(),
        ..TableOptions::default()
    };
    table
}
