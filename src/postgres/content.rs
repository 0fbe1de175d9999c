//! What the rows of a database amount to, without reading them here: how many, and whether they changed.
//!
//! Comes in: a session. Goes out: for each table a count, and a fingerprint that any change of a row changes.
//! Never happens: an order of rows that matters; a row counted twice (a partitioned table counts as one, and a table that others inherit
//! from without their rows).

use crate::ordered::IndexMap;
use serde::Serialize;

use super::{Session, SqlFailure};
use crate::catalog::QualifiedName;
use crate::sql::quote_identifier;

/// Two are equal when a table holds the same rows (but for a clash of 64-bit hashes, twice over).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableContent {
    pub rows: u64,
    /// The sum of the hashes of all rows as text.
    pub hash: String,
}

/// Tables whose rows are their own: not partitions, not an extension's, not temporary.
const TABLES: &str = "\
SELECT n.nspname::text, c.relname::text, c.relkind = 'p'
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
ORDER BY 1, 2";

/// How many rows each table holds, by name.
pub fn row_counts(session: &mut Session) -> Result<IndexMap<QualifiedName, u64>, SqlFailure> {
    let read = for_each_table(session, |table| format!("SELECT count(*)::int8, NULL::text FROM {table}"))?;
    Ok(read.into_iter().map(|(name, content)| (name, content.rows)).collect())
}

/// A fingerprint of each table's rows, by name.
pub fn content_fingerprint(session: &mut Session) -> Result<IndexMap<QualifiedName, TableContent>, SqlFailure> {
    // Two seeds, so that rows that would clash under one do not under the other.
    for_each_table(session, |table| {
        format!(
            "SELECT count(*)::int8, coalesce(sum(hashtextextended(r::text, 0)::numeric), 0)::text || ':' \
             || coalesce(sum(hashtextextended(r::text, 1)::numeric), 0)::text FROM {table} AS r"
        )
    })
}

/// A fingerprint of each table's own rows in these columns alone, in their given order.
pub fn column_fingerprint(session: &mut Session, tables: &[(&QualifiedName, &[String])]) -> Result<Vec<TableContent>, SqlFailure> {
    let mut contents = Vec::with_capacity(tables.len());
    for part in tables.chunks(200) {
        let query = |(table, columns): &(&QualifiedName, &[String])| {
            let columns: Vec<String> = columns.iter().map(|column| format!("r.{}", quote_identifier(column))).collect();
            let row = format!("ROW({})::text", columns.join(", "));
            let sum = |seed: u8| format!("coalesce(sum(hashtextextended({row}, {seed})::numeric), 0)::text");
            format!("(SELECT count(*)::int8, {} || ':' || {} FROM ONLY {} AS r)", sum(0), sum(1), table.sql())
        };
        let sql: Vec<String> = part.iter().map(query).collect();
        for row in session.query(&sql.join("\nUNION ALL\n"), &[])? {
            let rows = u64::try_from(row.get::<_, i64>(0)).unwrap_or(0);
            contents.push(TableContent { rows, hash: row.get::<_, Option<String>>(1).unwrap_or_default() });
        }
    }
    Ok(contents)
}

/// Tables of this role whose policies hold for their owner too.
const FORCED: &str = "\
SELECT n.nspname::text, c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relforcerowsecurity AND pg_has_role(c.relowner, 'USAGE') AND NOT (SELECT r.rolbypassrls OR r.rolsuper FROM pg_roles r WHERE r.rolname = current_user)";

/// One query for all tables, in the order of their names. Policies hide no row from it: they are put aside in a transaction that is taken back.
fn for_each_table(session: &mut Session, query: impl Fn(&str) -> String) -> Result<IndexMap<QualifiedName, TableContent>, SqlFailure> {
    let forced: Vec<QualifiedName> =
        session.query(FORCED, &[])?.iter().map(|row| QualifiedName::new(row.get::<_, String>(0), row.get::<_, String>(1))).collect();
    if forced.is_empty() {
        return read_each_table(session, query);
    }
    // Within a transaction it is a savepoint that is taken back; without one PostgreSQL knows none.
    let (begin, end) = match session.execute("SAVEPOINT reading") {
        Ok(()) => ("", "ROLLBACK TO SAVEPOINT reading; RELEASE SAVEPOINT reading"),
        Err(_) => ("BEGIN", "ROLLBACK"),
    };
    session.execute(begin)?;
    let unforced = forced.iter().try_for_each(|table| session.execute(&format!("ALTER TABLE {} NO FORCE ROW LEVEL SECURITY", table.sql())));
    let read = unforced.and_then(|()| read_each_table(session, query));
    session.execute(end)?;
    read
}

fn read_each_table(session: &mut Session, query: impl Fn(&str) -> String) -> Result<IndexMap<QualifiedName, TableContent>, SqlFailure> {
    let tables: Vec<(QualifiedName, bool)> = session
        .query(TABLES, &[])?
        .iter()
        .map(|row| (QualifiedName::new(row.get::<_, String>(0), row.get::<_, String>(1)), row.get(2)))
        .collect();
    let mut contents = IndexMap::default();
    // Enough for any usual schema in one send, and no statement beyond what the parser takes well.
    for part in tables.chunks(200) {
        let sql: Vec<String> = part
            .iter()
            .map(|(table, is_partitioned)| {
                format!("({})", query(&format!("{}{}", if *is_partitioned { "" } else { "ONLY " }, table.sql())))
            })
            .collect();
        let rows = session.query(&sql.join("\nUNION ALL\n"), &[])?;
        for ((name, _), row) in part.iter().zip(rows) {
            let rows = u64::try_from(row.get::<_, i64>(0)).unwrap_or(0);
            contents.insert(name.clone(), TableContent { rows, hash: row.get::<_, Option<String>>(1).unwrap_or_default() });
        }
    }
    Ok(contents)
}
