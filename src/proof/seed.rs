//! The second half of a proof: the seed on the migrated database.
//!
//! Comes in: a session as the plain owner of a database in which all migrations have run, the seed file, the rows that it must
//! bring. Goes out: the results of the checks. Never happens: rows are counted that the seed did not bring.

use indexmap::IndexMap;

use super::blame::{Origins, refusal, run_by_statement};
use super::migration::counted;
use super::{Check, Evidence, Recorder, Refusal};
use crate::catalog::QualifiedName;
use crate::diagnostic::Diagnostic;
use crate::postgres::{Session, content_fingerprint, row_counts};
use crate::render::SqlFile;
use crate::source::Span;
use crate::world::World;

/// A seed file and what it must bring.
pub struct Candidate<'a> {
    pub file: &'a SqlFile,
    /// Rows that each table gains, with the line that asks for them.
    pub gains: &'a IndexMap<QualifiedName, (u64, Option<Span>)>,
    pub origins: &'a Origins,
}

/// Runs the checks in their order. The first that fails ends the proof; its result is in `evidence` too.
pub fn prove(world: &dyn World, session: &mut Session, candidate: &Candidate<'_>, evidence: &mut Evidence) -> Result<(), Refusal> {
    let mut recorder = Recorder::new(world, evidence);
    let before = recorder.prepare("counting rows", || row_counts(session))?;
    recorder.check(Check::SeedLoads, || {
        run_by_statement(session, candidate.file, candidate.origins, "the seed")?;
        Ok(counted(candidate.file.statements.len(), "statement"))
    })?;
    let rows = recorder.check_with(Check::RowCounts, || {
        let after = row_counts(session).map_err(|failure| Refusal::environment(failure, "counting rows"))?;
        let rows = compare_counts(candidate, &before, &after)?;
        let total: u64 = rows.iter().map(|(_, count)| count).sum();
        Ok((format!("{} in {}", counted(total as usize, "row"), counted(rows.len(), "table")), rows))
    })?;
    recorder.check(Check::SeedSecondRun, || {
        let first = content_fingerprint(session).map_err(|failure| Refusal::environment(failure, "reading the rows"))?;
        session
            .execute(&candidate.file.text)
            .map_err(|failure| refusal(candidate.file, None, failure, candidate.origins, "the second run of the seed"))?;
        let second = content_fingerprint(session).map_err(|failure| Refusal::environment(failure, "reading the rows"))?;
        if first != second {
            return Err(Refusal::plain("seed-not-idempotent", "running the seed a second time changes rows"));
        }
        Ok("no row changed".to_string())
    })?;
    evidence.rows = rows.into_iter().map(|(table, count)| (table.to_string(), count)).collect();
    Ok(())
}

type Counts = IndexMap<QualifiedName, u64>;

fn compare_counts(candidate: &Candidate<'_>, before: &Counts, after: &Counts) -> Result<Vec<(QualifiedName, u64)>, Refusal> {
    let mut rows = Vec::new();
    let mut diagnostics = Vec::new();
    for (table, (asked, span)) in candidate.gains {
        let standing = before.get(table).copied().unwrap_or(0);
        let gained = after.get(table).copied().unwrap_or(0).saturating_sub(standing);
        if gained != *asked {
            let message = format!("the seed brings {gained} rows to {table} where {asked} are asked for");
            let diagnostic = Diagnostic::error("row-count", message);
            diagnostics.push(match span {
                Some(span) => diagnostic.at(*span, "asked for here"),
                None => diagnostic,
            });
        }
        rows.push((table.clone(), gained));
    }
    if diagnostics.is_empty() { Ok(rows) } else { Err(Refusal { diagnostics, failure: None }) }
}
