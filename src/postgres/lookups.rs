//! The rows of lookup tables: which values stand.
//!
//! Comes in: a session, what its database holds, the lookup tables that are asked about. Goes out: the catalog with their values.
//! Never happens: a change to the database; a question to a table or column that does not stand.

use crate::ordered::IndexMap;

use super::{Session, SqlFailure};
use crate::catalog::{Catalog, Lookup, QualifiedName};
use crate::sql::quote_identifier;

/// Fills in the values of those lookup tables that stand.
pub fn read_lookups(session: &mut Session, catalog: &mut Catalog, asked: &IndexMap<QualifiedName, Lookup>) -> Result<(), SqlFailure> {
    for (name, lookup) in asked {
        if catalog.tables.get(name).is_none_or(|table| !table.columns.contains_key(&lookup.column)) {
            continue;
        }
        let column = quote_identifier(&lookup.column);
        let rows = session.query(&format!("SELECT {column}::text FROM {} WHERE {column} IS NOT NULL ORDER BY 1", name.sql()), &[])?;
        let values = rows.iter().map(|row| row.get(0)).collect();
        catalog.lookups.insert(name.clone(), Lookup { column: lookup.column.clone(), values });
    }
    Ok(())
}
