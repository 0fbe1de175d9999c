//! The second half of a proof: the seed on the migrated database.
//!
//! Comes in: a session as the plain owner of a database in which all migrations have run, the seed file, the rows that it must
//! bring. Goes out: the results of the checks. Never happens: rows are counted that the seed did not bring.

use crate::ordered::IndexMap;
use crate::plural::counted;

use super::blame::{Origins, refusal, run_by_statement};
use super::{Check, Evidence, Recorder, Refusal};
use crate::catalog::QualifiedName;
use crate::diagnostic::Diagnostic;
use crate::postgres::{Session, content_fingerprint, row_counts};
use crate::render::SqlFile;
use crate::source::Span;
use crate::world::World;

/// How many rows the requirements ask for in one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    pub rows: u64,
    /// The line that asks for them.
    pub span: Option<Span>,
}

/// A seed file and what it must bring.
pub struct Candidate<'a> {
    pub file: &'a SqlFile,
    /// Rows that the file means to add to each table, with the line that asks for them.
    pub gains: &'a IndexMap<QualifiedName, (u64, Option<Span>)>,
    /// Rows that the requirements ask for, whoever brings them.
    pub asked: &'a IndexMap<QualifiedName, Asked>,
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
            let changed: Vec<String> =
                second.iter().filter(|(table, content)| first.get(*table) != Some(*content)).map(|(table, _)| table.to_string()).collect();
            let message = format!("running the seed a second time changes rows of {}", changed.join(", "));
            return Err(Refusal::plain("seed-not-idempotent", &message));
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
        let (_, gained) = counts_of(table, before, after);
        if gained != *asked {
            diagnostics.push(miscounted(format!("the seed brings {gained} rows to {table} where {asked} are meant"), *span));
        }
        rows.push((table.clone(), gained));
    }
    for (table, Asked { rows: asked, span }) in candidate.asked {
        let (standing, gained) = counts_of(table, before, after);
        // Rows that stood may be those that are asked for, or others.
        if standing + gained < *asked || gained > *asked {
            let others = if standing == 0 { String::new() } else { format!(" to the {standing} that stood") };
            diagnostics.push(miscounted(format!("the seed brings {gained} rows of {table}{others}, where {asked} are asked for"), *span));
        }
    }
    if diagnostics.is_empty() { Ok(rows) } else { Err(Refusal { diagnostics, failure: None }) }
}

/// How many rows stood, and how many came.
fn counts_of(table: &QualifiedName, before: &Counts, after: &Counts) -> (u64, u64) {
    let count = |counts: &Counts| counts.get(table).copied().unwrap_or(0);
    (count(before), count(after).saturating_sub(count(before)))
}

fn miscounted(message: String, span: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::error("row-count", message);
    match span {
        Some(span) => diagnostic.at(span, "asked for here"),
        None => diagnostic,
    }
}
