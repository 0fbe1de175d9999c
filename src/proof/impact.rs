//! What a migration does to the tables that stand: measured while it runs, and set beside what the plan assumes.
//!
//! Comes in: a session before the migration; then the same inside each of its transactions, when they begin and before they end. Goes out: one entry for each
//! table that either knows of. Never happens: a verdict (the assumptions are held against measurements by the tests).

use std::collections::BTreeSet;

use super::TableImpact;
use crate::plan::{Impact, Impacts, Lock};
use crate::postgres::{Session, SqlFailure, Standing, standing_tables, touched_tables};

pub(super) struct Meter {
    standing: Standing,
    measured: Impacts,
}

impl Meter {
    pub fn new(session: &mut Session) -> Result<Meter, SqlFailure> {
        Ok(Meter { standing: standing_tables(session)?, measured: Impacts::new() })
    }

    /// The transaction has begun.
    pub fn begin(&mut self, session: &mut Session) -> Result<(), SqlFailure> {
        self.standing.count_anew(session)
    }

    /// The transaction is about to end.
    pub fn look(&mut self, session: &mut Session) -> Result<(), SqlFailure> {
        for touched in touched_tables(session, &self.standing)? {
            let Some(lock) = touched.modes.iter().filter_map(|mode| Lock::named(mode)).max() else { continue };
            let impact = Impact { lock, rewrite: touched.rewritten, scan: touched.scanned };
            let known = self.measured.entry(touched.table).or_insert(impact);
            *known = known.and(impact);
        }
        Ok(())
    }

    pub fn beside(&self, assumed: &Impacts) -> Vec<TableImpact> {
        let tables: BTreeSet<_> = assumed.keys().chain(self.measured.keys()).collect();
        let entry = |table| TableImpact {
            table: format!("{table}"),
            assumed: assumed.get(table).copied(),
            measured: self.measured.get(table).copied(),
        };
        tables.into_iter().map(entry).collect()
    }
}
