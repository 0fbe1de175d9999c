//! A live database as a [`Catalog`].
//!
//! Comes in: a session on a database of PostgreSQL 14 to 18, outside a transaction. Goes out: all that the database holds except
//! its rows, in the catalog's normal form. What the catalog has no type for goes into its `definitions`.
//! Never happens: a change to the database or the session (one read-only transaction, rolled back); a query for each table (one
//! for each kind, whatever the size); an object of an extension or of PostgreSQL itself; a role that owns something, since
//! owners differ from server to server.

mod columns;
mod constraints;
mod definitions;
mod functions;
mod indexes;
mod sequences;
mod tables;
mod triggers;

use std::collections::BTreeMap;

pub use sequences::sequences_in_transaction;

use super::{Session, SqlFailure};
use crate::catalog::{Catalog, EnumType, Extension, QualifiedName, Schema, Table};

/// All that the session's database holds.
pub fn introspect(session: &mut Session) -> Result<Catalog, SqlFailure> {
    match read_in_transaction(session) {
        Err(failure) if failure.sqlstate == INVALID_STATEMENT_NAME => {
            session.forget_prepared();
            read_in_transaction(session)
        }
        read => read,
    }
}

/// What PostgreSQL says to a prepared statement after a file of the history has said `DISCARD ALL`.
const INVALID_STATEMENT_NAME: &str = "26000";

fn read_in_transaction(session: &mut Session) -> Result<Catalog, SqlFailure> {
    session.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?;
    let read = introspect_in_transaction(session);
    let rolled_back = session.execute("ROLLBACK");
    let catalog = read?;
    rolled_back?;
    Ok(catalog)
}

/// The same inside a transaction that is open already, and with what it has changed so far. The settings of the transaction stay changed.
pub fn introspect_in_transaction(session: &mut Session) -> Result<Catalog, SqlFailure> {
    // An empty search path makes PostgreSQL write every name with its schema; the rest makes constants print alike everywhere.
    session.execute(
        "SET LOCAL search_path = ''; SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'postgres'; \
         SET LOCAL extra_float_digits = 1; SET LOCAL quote_all_identifiers = off; SET LOCAL standard_conforming_strings = on; \
         SET LOCAL bytea_output = 'hex'; SET LOCAL jit = off",
    )?;
    read_catalog(session)
}

/// The tables by their object identifier, while their parts are read.
type TablesByIdentifier = BTreeMap<u32, TableInProgress>;

struct TableInProgress {
    table: Table,
    /// By attnum: what constraints and indexes name columns by.
    column_names: BTreeMap<i16, String>,
}

impl TableInProgress {
    fn names_of(&self, attnums: &[i16]) -> Vec<String> {
        attnums.iter().filter_map(|attnum| self.column_names.get(attnum).cloned()).collect()
    }
}

fn read_catalog(session: &mut Session) -> Result<Catalog, SqlFailure> {
    let version = server_version(session)?;
    let mut catalog = Catalog::default();
    for row in session.query_prepared(include_str!("introspect/schemas.sql"))? {
        catalog.schemas.insert(row.get(0), Schema { comment: row.get(1) });
    }
    for row in session.query_prepared(include_str!("introspect/extensions.sql"))? {
        catalog.extensions.insert(row.get(0), Extension { schema: row.get(1) });
    }
    for row in session.query_prepared(include_str!("introspect/enums.sql"))? {
        let name = QualifiedName::new(row.get::<_, String>(0), row.get::<_, String>(1));
        catalog.enums.insert(name.clone(), EnumType { name, values: row.get(2), comment: row.get(3) });
    }
    for row in session.query_prepared(include_str!("introspect/functions.sql"))? {
        let function = functions::function(&row);
        catalog.functions.insert(function.signature(), function);
    }
    for table in read_tables(session, version)?.into_values() {
        catalog.tables.insert(table.table.name.clone(), table.table);
    }
    for query in definitions::QUERIES {
        for row in session.query_prepared(&definitions::query(query, version))? {
            let definition = definitions::definition(&row);
            catalog.definitions.insert(definition.key(), definition);
        }
    }
    catalog.sort();
    Ok(catalog)
}

fn server_version(session: &mut Session) -> Result<i32, SqlFailure> {
    let rows = session.query_prepared("SELECT current_setting('server_version_num')::int")?;
    Ok(rows.first().map_or(0, |row| row.get(0)))
}

fn read_tables(session: &mut Session, version: i32) -> Result<TablesByIdentifier, SqlFailure> {
    let mut tables = TablesByIdentifier::new();
    for row in session.query_prepared(include_str!("introspect/tables.sql"))? {
        let table = tables::table(&row);
        tables.insert(row.get(0), TableInProgress { table, column_names: BTreeMap::new() });
    }
    // Parts of tables that are none of ours (an extension's, PostgreSQL's own) are read with the rest and left here.
    for row in session.query_prepared(include_str!("introspect/columns.sql"))? {
        if let Some(table) = tables.get_mut(&row.get(0)) {
            table.column_names.insert(row.get(1), row.get(2));
            let column = columns::column(&row);
            if row.get(16) {
                table.table.options.inherited.columns.insert(column.name.clone());
            }
            table.table.columns.insert(column.name.clone(), column);
        }
    }
    for row in session.query_prepared(&for_version(include_str!("introspect/constraints.sql"), version))? {
        if let Some(table) = tables.get_mut(&row.get(0)) {
            constraints::add(table, &row);
        }
    }
    for row in session.query_prepared(&for_version(include_str!("introspect/indexes.sql"), version))? {
        if let Some(table) = tables.get_mut(&row.get(0)) {
            let index = indexes::index(table, &row);
            if row.get(15) {
                table.table.options.inherited.indexes.insert(index.name.clone());
            }
            table.table.indexes.insert(index.name.clone(), index);
        }
    }
    for row in session.query_prepared(include_str!("introspect/triggers.sql"))? {
        if let Some(table) = tables.get_mut(&row.get(0)) {
            let trigger = triggers::trigger(&row);
            if row.get(10) {
                table.table.options.inherited.triggers.insert(trigger.name.clone());
            }
            table.table.triggers.insert(trigger.name.clone(), trigger);
        }
    }
    Ok(tables)
}

/// Columns of the system catalogs that a version does not have yet.
fn for_version(sql: &str, version: i32) -> String {
    let since = |first: i32, expression: &'static str, otherwise: &'static str| if version >= first { expression } else { otherwise };
    sql.replace("{nulls_not_distinct}", since(150_000, "i.indnullsnotdistinct", "false"))
        .replace("{delete_columns}", since(150_000, "coalesce(k.confdelsetcols, '{}')", "'{}'::int2[]"))
}
