//! What a transaction has done to the tables that stood before it: the strongest lock on each, whether its file is another now, and whether
//! its rows were read.
//!
//! Comes in: a session, at the beginning and at the end of a transaction. Goes out: locks as pg_locks names them, which tables were rewritten,
//! and which were scanned, themselves or by an index. Never happens: a lock that another session holds is counted, or a lock that the reading
//! itself takes (it reads system catalogs only). Not seen: scans through an index that is gone when the transaction ends, and scans
//! on a server that does not count them (`track_counts`).

use std::collections::{BTreeMap, BTreeSet};

use postgres::Row;

use super::{Session, SqlFailure};
use crate::catalog::QualifiedName;

const STANDING: &str = "\
SELECT c.oid, n.nspname::text, c.relname::text, c.relfilenode, pg_catalog.pg_stat_get_xact_numscans(c.oid) \
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
WHERE c.relkind IN ('r', 'p') AND c.oid >= 16384 AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

/// Scans are counted for the whole session until they are passed on, which no transaction does; so they are compared with those of its beginning.
const SCANNED_THROUGH: &str = "\
SELECT i.indrelid, i.indexrelid, pg_catalog.pg_stat_get_xact_numscans(i.indexrelid) \
FROM pg_catalog.pg_index i WHERE i.indrelid >= 16384 AND pg_catalog.pg_stat_get_xact_numscans(i.indexrelid) > 0";

/// A table that is gone has kept its lock.
const TOUCHED: &str = "\
SELECT l.relation, array_agg(l.mode), (SELECT c.relfilenode FROM pg_catalog.pg_class c WHERE c.oid = l.relation), \
pg_catalog.pg_stat_get_xact_numscans(l.relation), pg_catalog.current_setting('track_counts')::boolean \
FROM pg_catalog.pg_locks l WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation' AND l.granted AND l.relation >= 16384 GROUP BY l.relation";

/// The tables that stand, with the file of each and how often it was scanned; and how often which index was.
#[derive(Debug, Clone)]
pub struct Standing {
    tables: BTreeMap<u32, (QualifiedName, u32, i64)>,
    indexes: BTreeMap<u32, i64>,
}

impl Standing {
    /// Scans count from now on.
    pub fn count_anew(&mut self, session: &mut Session) -> Result<(), SqlFailure> {
        let now = standing_tables(session)?;
        for (oid, (_, _, scans)) in &mut self.tables {
            *scans = now.tables.get(oid).map_or(*scans, |(_, _, scans)| *scans);
        }
        self.indexes = now.indexes;
        Ok(())
    }
}

/// What one table met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    pub table: QualifiedName,
    pub modes: Vec<String>,
    pub rewritten: bool,
    /// `None`: the server does not count.
    pub scanned: Option<bool>,
}

/// At the beginning of the transaction.
pub fn standing_tables(session: &mut Session) -> Result<Standing, SqlFailure> {
    let rows = session.query_prepared(STANDING)?;
    let tables = rows.iter().map(|row| {
        let name = QualifiedName::new(row.get::<_, String>(1), row.get::<_, String>(2));
        (row.get::<_, u32>(0), (name, row.get::<_, u32>(3), row.get::<_, i64>(4)))
    });
    let indexes = session.query_prepared(SCANNED_THROUGH)?;
    Ok(Standing { tables: tables.collect(), indexes: indexes.iter().map(|row| (row.get::<_, u32>(1), row.get::<_, i64>(2))).collect() })
}

/// Inside the transaction, before it ends.
pub fn touched_tables(session: &mut Session, standing: &Standing) -> Result<Vec<Touched>, SqlFailure> {
    let rows = session.query_prepared(TOUCHED)?;
    let indexes = session.query_prepared(SCANNED_THROUGH)?;
    let more = |row: &&Row| row.get::<_, i64>(2) > standing.indexes.get(&row.get::<_, u32>(1)).copied().unwrap_or(0);
    let through: BTreeSet<u32> = indexes.iter().filter(more).map(|row| row.get::<_, u32>(0)).collect();
    let touched = rows.iter().filter_map(|row| {
        let oid = row.get::<_, u32>(0);
        let (table, file, scans) = standing.tables.get(&oid)?;
        let rewritten = row.get::<_, Option<u32>>(2).is_some_and(|now| now != *file);
        let scanned = row.get::<_, i64>(3) > *scans || through.contains(&oid);
        Some(Touched { table: table.clone(), modes: row.get(1), rewritten, scanned: row.get::<_, bool>(4).then_some(scanned) })
    });
    let mut touched: Vec<Touched> = touched.collect();
    touched.sort_by(|one, other| one.table.cmp(&other.table));
    Ok(touched)
}
