//! The first half of a proof: the migration on top of what exists.
//!
//! Comes in: a session as the plain owner of a database in which the existing files have run, what it holds, what is meant.
//! Goes out: the results of the checks; the database is left with the migration applied. Never happens: a check is left out.

use indexmap::IndexMap;

use super::blame::{Origins, refusal, run_by_statement};
use super::{Check, Evidence, Recorder, Refusal};
use crate::catalog::{Catalog, Difference, QualifiedName, differences};
use crate::diagnostic::Diagnostic;
use crate::postgres::{Session, SqlFailure, TableContent, content_fingerprint, introspect, needs_superuser, read_lookups};
use crate::render::SqlFile;
use crate::source::Origin;
use crate::world::World;

/// A migration and what it is to be held against.
pub struct Candidate<'a> {
    pub file: &'a SqlFile,
    /// What PostgreSQL holds before.
    pub before: &'a Catalog,
    /// The catalog before, and the plan.
    pub expected: &'a Catalog,
    pub origins: &'a Origins,
}

/// Runs the checks in their order. The first that fails ends the proof; its result is in `evidence` too.
pub fn prove(world: &dyn World, session: &mut Session, candidate: &Candidate<'_>, evidence: &mut Evidence) -> Result<(), Refusal> {
    let mut recorder = Recorder::new(world, evidence);
    let script = candidate.file.script();
    let rows_before = recorder.prepare("reading the rows that stand", || content_fingerprint(session))?;
    recorder.check(Check::Applies, || {
        run_by_statement(session, candidate.file, candidate.origins, "the migration")?;
        Ok(counted(candidate.file.statements.len(), "statement"))
    })?;
    let after = recorder.check_with(Check::CatalogEqualsPlan, || {
        let after = read(session, candidate)?;
        agree(candidate.expected, &after, "the migration", candidate.origins)?;
        Ok((counted(after.tables.len(), "table"), after))
    })?;
    recorder.check(Check::SecondRun, || {
        let rows_once = rows(session)?;
        run(session, &script, candidate, "the second run")?;
        agree(&after, &read(session, candidate)?, "the second run", candidate.origins)?;
        if rows(session)? != rows_once {
            return Err(Refusal::plain("rows-changed", "a second run of the migration changes rows"));
        }
        Ok("no object and no row changed".to_string())
    })?;
    recorder.check(Check::RollsBack, || {
        run(session, &candidate.file.rollback, candidate, "the rollback")?;
        agree(candidate.before, &read(session, candidate)?, "the rollback", candidate.origins)?;
        if rows(session)? != rows_before {
            return Err(Refusal::plain("rows-changed", "the rollback does not bring back the rows that stood before the migration"));
        }
        Ok(if candidate.before.tables.is_empty() { "nothing is left".to_string() } else { "catalog and rows are as before".to_string() })
    })?;
    recorder.check(Check::Reapplies, || {
        if needs_superuser(session, &script) {
            // Only the statement that creates the extension may run as superuser, not the whole file.
            run_by_statement(session, candidate.file, candidate.origins, "applying again")?;
        } else {
            run(session, &script, candidate, "applying again")?;
        }
        agree(&after, &read(session, candidate)?, "applying again", candidate.origins)?;
        Ok("the same catalog again".to_string())
    })
}

/// Leaves the database with the migration applied, without any check: for a second try of the seed.
pub fn apply(session: &mut Session, candidate: &Candidate<'_>) -> Result<(), Refusal> {
    run_by_statement(session, candidate.file, candidate.origins, "the migration")
}

/// As a runner sends it: all at once.
fn run(session: &mut Session, text: &str, candidate: &Candidate<'_>, doing: &str) -> Result<(), Refusal> {
    session.execute(text).map_err(|failure: SqlFailure| {
        let is_rollback = text == candidate.file.rollback;
        let at = failure.position.filter(|_| !is_rollback).and_then(|position| candidate.file.statement_at(position));
        refusal(candidate.file, at, failure, candidate.origins, doing)
    })
}

/// What stands now, with the lookup tables that are meant to stand.
fn read(session: &mut Session, candidate: &Candidate<'_>) -> Result<Catalog, Refusal> {
    let read = introspect(session).and_then(|mut catalog| {
        read_lookups(session, &mut catalog, &candidate.expected.lookups)?;
        Ok(catalog)
    });
    read.map_err(|failure| Refusal::environment(failure, "reading the catalog"))
}

fn rows(session: &mut Session) -> Result<IndexMap<QualifiedName, TableContent>, Refusal> {
    content_fingerprint(session).map_err(|failure| Refusal::environment(failure, "reading the rows"))
}

fn agree(meant: &Catalog, stands: &Catalog, after_what: &str, origins: &Origins) -> Result<(), Refusal> {
    let found = differences(meant, stands);
    if found.is_empty() {
        return Ok(());
    }
    Err(Refusal { diagnostics: found.iter().map(|difference| unlike(difference, after_what, origins)).collect(), failure: None })
}

fn unlike(difference: &Difference, after_what: &str, origins: &Origins) -> Diagnostic {
    let diagnostic = Diagnostic::error("catalog-differs", format!("after {after_what}, {} {}", difference.object, difference.text));
    match origins.get(&difference.object).and_then(Origin::span) {
        Some(span) => diagnostic.at(span, "this is not what PostgreSQL holds"),
        None => diagnostic,
    }
}

/// `1 table`, `12 tables`, `2 entities`
pub fn counted(count: usize, what: &str) -> String {
    match (count, what.strip_suffix('y')) {
        (1, _) => format!("{count} {what}"),
        (_, Some(stem)) => format!("{count} {stem}ies"),
        (_, None) => format!("{count} {what}s"),
    }
}
