//! A live database as a [`Catalog`].
//!
//! Comes in: a session on a database of PostgreSQL 14 to 18, outside a transaction. Goes out: all that the database holds except
//! its rows, in the catalog's normal form. What the catalog has no type for goes into `others` as path → definition.
//! Never happens: a change to the database or the session (one read-only transaction, rolled back); a query for each table (one
//! for each kind, whatever the size); an object of an extension or of PostgreSQL itself; a role that owns something, since
//! owners differ from server to server.

mod columns;
mod constraints;
mod indexes;
mod triggers;

use std::collections::BTreeMap;

use ::postgres::Row;

use super::{Session, SqlFailure};
use crate::catalog::{Catalog, EnumType, Extension, Function, QualifiedName, Schema, Table};

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
    // An empty search path makes PostgreSQL write every name with its schema; the rest makes constants print alike everywhere.
    session.execute(
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; \
         SET LOCAL search_path = ''; SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'postgres'; \
         SET LOCAL extra_float_digits = 1; SET LOCAL quote_all_identifiers = off; SET LOCAL standard_conforming_strings = on; \
         SET LOCAL bytea_output = 'hex'; SET LOCAL jit = off",
    )?;
    let read = read_catalog(session);
    let rolled_back = session.execute("ROLLBACK");
    let catalog = read?;
    rolled_back?;
    Ok(catalog)
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
        let function = function(&row);
        catalog.functions.insert(function.signature(), function);
    }
    for table in read_tables(session, version)?.into_values() {
        catalog.tables.insert(table.table.name.clone(), table.table);
    }
    for row in session.query_prepared(&for_version(include_str!("introspect/others.sql"), version))? {
        catalog.others.insert(row.get(0), row.get::<_, Option<String>>(1).unwrap_or_default());
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
        let mut table = Table::new(QualifiedName::new(row.get::<_, String>(1), row.get::<_, String>(2)));
        table.comment = row.get(3);
        tables.insert(row.get(0), TableInProgress { table, column_names: BTreeMap::new() });
    }
    // Parts of tables that are none of ours (an extension's, PostgreSQL's own) are read with the rest and left here.
    for row in session.query_prepared(include_str!("introspect/columns.sql"))? {
        if let Some(table) = tables.get_mut(&row.get(0)) {
            table.column_names.insert(row.get(1), row.get(2));
            let column = columns::column(&row);
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
            table.table.indexes.insert(index.name.clone(), index);
        }
    }
    for row in session.query_prepared(include_str!("introspect/triggers.sql"))? {
        if let Some(table) = tables.get_mut(&row.get(0)) {
            let trigger = triggers::trigger(&row);
            table.table.triggers.insert(trigger.name.clone(), trigger);
        }
    }
    Ok(tables)
}

/// Columns of the system catalogs that a version does not have yet.
fn for_version(sql: &str, version: i32) -> String {
    let since = |first: i32, expression: &'static str, otherwise: &'static str| if version >= first { expression } else { otherwise };
    // In 17 the locale of ICU moved to the column of both; it was colliculocale in 15 and 16, and collcollate before.
    let locale = since(170_000, "c.colllocale", since(150_000, "c.colliculocale", "c.collcollate"));
    sql.replace("{nulls_not_distinct}", since(150_000, "i.indnullsnotdistinct", "false"))
        .replace("{delete_columns}", since(150_000, "coalesce(k.confdelsetcols, '{}')", "'{}'::int2[]"))
        .replace("{odd_constraint}", since(180_000, ODD_CONSTRAINT_SINCE_18, "false"))
        .replace("{generated_published}", since(180_000, "nullif(p.pubgencols, 'n')", "NULL"))
        .replace("{published_columns}", since(150_000, PUBLISHED_COLUMNS_SINCE_15, "NULL"))
        .replace("{published_rows}", since(150_000, "'WHERE ' || pg_get_expr(r.prqual, r.prrelid)", "NULL"))
        .replace("{published_schemas}", since(150_000, PUBLISHED_SCHEMAS_SINCE_15, "NULL"))
        .replace("{collation_locale}", &format!("{locale}, c.collcollate, c.collctype"))
}

/// Not enforced, temporal, or a NOT NULL that does not hold for all rows or all children: what no type of the catalog says.
const ODD_CONSTRAINT_SINCE_18: &str = "(NOT k.conenforced OR k.conperiod OR k.contype = 'n' AND (NOT k.convalidated OR k.connoinherit))";

const PUBLISHED_COLUMNS_SINCE_15: &str = "'(' || (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) \
     FROM pg_attribute a WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs)) || ')'";

const PUBLISHED_SCHEMAS_SINCE_15: &str = "(SELECT 'SCHEMAS ' || string_agg(n.pnnspid::regnamespace::text, ', ' ORDER BY n.pnnspid::regnamespace::text) \
     FROM pg_publication_namespace n WHERE n.pnpubid = p.oid)";

fn function(row: &Row) -> Function {
    let settings: Vec<String> = row.get(7);
    let settings = settings.iter().filter_map(|setting| setting.split_once('=')).map(|(name, value)| (name.to_string(), value.to_string()));
    Function {
        name: QualifiedName::new(row.get::<_, String>(0), row.get::<_, String>(1)),
        arguments: row.get(2),
        returns: row.get(3),
        language: row.get(4),
        volatility: row.get(5),
        security_definer: row.get(6),
        settings: settings.collect(),
        body: row.get(8),
        comment: row.get(9),
    }
}
