//! What a transaction has done to the tables that stood before it: the strongest lock on each, and whether its file is another now.
//!
//! Comes in: a session, before and inside a transaction. Goes out: locks as pg_locks names them, and which tables were rewritten. Never
//! happens: a lock that another session holds is counted; a lock that the reading itself takes (it reads system catalogs only).

use std::collections::BTreeMap;

use super::{Session, SqlFailure};
use crate::catalog::QualifiedName;

const STANDING: &str = "\
SELECT c.oid, n.nspname::text, c.relname::text, c.relfilenode \
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
WHERE c.relkind IN ('r', 'p') AND c.oid >= 16384 AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

/// A table that is gone has kept its lock.
const TOUCHED: &str = "\
SELECT l.relation, array_agg(l.mode), (SELECT c.relfilenode FROM pg_catalog.pg_class c WHERE c.oid = l.relation) \
FROM pg_catalog.pg_locks l WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation' AND l.granted AND l.relation >= 16384 GROUP BY l.relation";

/// The tables that stand, and the file of each.
#[derive(Debug, Clone)]
pub struct Standing(BTreeMap<u32, (QualifiedName, u32)>);

/// What one table met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    pub table: QualifiedName,
    pub modes: Vec<String>,
    pub rewritten: bool,
}

pub fn standing_tables(session: &mut Session) -> Result<Standing, SqlFailure> {
    let rows = session.query_prepared(STANDING)?;
    let tables = rows.iter().map(|row| {
        let name = QualifiedName::new(row.get::<_, String>(1), row.get::<_, String>(2));
        (row.get::<_, u32>(0), (name, row.get::<_, u32>(3)))
    });
    Ok(Standing(tables.collect()))
}

/// Inside the transaction, before it ends.
pub fn touched_tables(session: &mut Session, standing: &Standing) -> Result<Vec<Touched>, SqlFailure> {
    let rows = session.query_prepared(TOUCHED)?;
    let touched = rows.iter().filter_map(|row| {
        let (table, file) = standing.0.get(&row.get::<_, u32>(0))?;
        let rewritten = row.get::<_, Option<u32>>(2).is_some_and(|now| now != *file);
        Some(Touched { table: table.clone(), modes: row.get(1), rewritten })
    });
    let mut touched: Vec<Touched> = touched.collect();
    touched.sort_by(|one, other| one.table.cmp(&other.table));
    Ok(touched)
}
