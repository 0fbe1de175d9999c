//! The first half of a proof: the migration on top of what exists.
//!
//! Comes in: a session as the plain owner of a database in which the existing files have run, what it holds, what is meant.
//! Goes out: the results of the checks; the database is left with the migration applied. Never happens: a check is left out.

use std::collections::BTreeSet;

use crate::ordered::IndexMap;
use crate::plural::counted;

use super::blame::{Moment, Origins, refusal, run_by_statement, run_watched};
use super::blocks::{BlockRows, fingerprints};
use super::impact::Meter;
use super::{Check, Evidence, Recorder, Refusal};
use crate::catalog::{Catalog, Difference, ObjectPath, QualifiedName, differences};
use crate::diagnostic::Diagnostic;
use crate::plan::{Impacts, Kept, Script};
use crate::postgres::{Session, SqlFailure, TableContent, content_fingerprint, execute_script, introspect, needs_superuser, read_lookups};
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
    /// The rows that stand before and must stand after, and after the rollback.
    pub kept: &'a [Kept],
    /// What is dropped and made anew by the statement that it stands by now: what comes of it need only stand.
    pub made_anew: &'a BTreeSet<String>,
    /// What the rollback does not bring back, in words.
    pub lost: &'a [String],
    /// The blocks that it runs as they are written: what they do to rows is meant.
    pub scripts: &'a [Script],
    /// What it does to the tables that stand, as the plan has it.
    pub assumed: &'a Impacts,
    pub origins: &'a Origins,
}

/// Runs the checks in their order. The first that fails ends the proof; its result is in `evidence` too.
pub fn prove(world: &dyn World, session: &mut Session, candidate: &Candidate<'_>, evidence: &mut Evidence) -> Result<(), Refusal> {
    let mut recorder = Recorder::new(world, evidence);
    let script = candidate.file.script();
    let rows_before = recorder.prepare("reading the rows that stand", || content_fingerprint(session))?;
    let mut blocks = BlockRows::new(candidate.kept, candidate.scripts, candidate.before);
    let kept_before = recorder.prepare("reading the rows that stand", || fingerprints(session, &blocks.entries, false))?;
    let mut meter = recorder.prepare("reading the tables that stand", || Meter::new(session))?;
    recorder.check(Check::Applies, || {
        let watch = &mut |session: &mut Session, moment: Moment<'_>| match moment {
            Moment::Begun => meter.begin(session),
            Moment::Before(statement) => blocks.look(session, Some(statement)),
            // What the blocks look at is read after the scans are counted.
            Moment::Ending => meter.look(session).and_then(|()| blocks.look(session, None)),
        };
        run_watched(session, candidate.file, candidate.origins, "the migration", watch)?;
        Ok(counted(candidate.file.statements.len(), "statement"))
    })?;
    recorder.evidence.impacts = meter.beside(candidate.assumed);
    let after = recorder.check_with(Check::CatalogEqualsPlan, || {
        let after = read(session, candidate)?;
        let is_made_anew = |found: &Difference| {
            matches!(&found.object, ObjectPath::Other(key) if candidate.made_anew.contains(key) && after.definitions.contains_key(key))
        };
        let found: Vec<Difference> =
            differences(candidate.expected, &after).into_iter().filter(|found| !is_made_anew(found)).collect();
        refuse(&found, "the migration", candidate.origins)?;
        survive(session, candidate, &blocks, &kept_before, true)?;
        Ok((counted(after.tables.len(), "table"), after))
    })?;
    recorder.check(Check::SecondRun, || {
        let rows_once = rows(session)?;
        again(session, &script, candidate, "the second run")?;
        agree(&after, &read(session, candidate)?, "the second run", candidate.origins)?;
        if rows(session)? != rows_once {
            return Err(Refusal::plain("rows-changed", "a second run of the migration changes rows"));
        }
        Ok("no object and no row changed".to_string())
    })?;
    recorder.check(Check::RollsBack, || {
        run(session, &candidate.file.rollback, candidate, "the rollback")?;
        agree_but_for_order(candidate, &read(session, candidate)?)?;
        survive(session, candidate, &blocks, &kept_before, false)?;
        let kept = blocks.untouched(&blocks.entries, true);
        let not_whole = |name: &QualifiedName| !kept.iter().any(|kept| kept.table == *name && kept.whole);
        let (mut rows_before, mut rows_now) = (rows_before.clone(), rows(session)?);
        if !candidate.lost.is_empty() {
            rows_before.retain(|name, _| !not_whole(name));
            rows_now.retain(|name, _| !not_whole(name));
        }
        if rows_now != rows_before {
            return Err(Refusal::plain("rows-changed", "the rollback does not bring back the rows that stood before the migration"));
        }
        Ok(match (candidate.before.tables.is_empty(), candidate.lost) {
            (true, _) => "nothing is left".to_string(),
            (false, []) => "catalog and rows are as before".to_string(),
            (false, lost) => format!("catalog and rows are as before, but for {}", lost.join(", ")),
        })
    })?;
    recorder.check(Check::Reapplies, || {
        again(session, &script, candidate, "applying again")?;
        agree(&after, &read(session, candidate)?, "applying again", candidate.origins)?;
        Ok("the same catalog again".to_string())
    })
}

/// Leaves the database with the migration applied, without any check: for a second try of the seed.
pub fn apply(session: &mut Session, candidate: &Candidate<'_>) -> Result<(), Refusal> {
    run_by_statement(session, candidate.file, candidate.origins, "the migration")
}

/// All at once, unless a statement needs a superuser: only that one may run as one, not the whole file.
fn again(session: &mut Session, script: &str, candidate: &Candidate<'_>, doing: &str) -> Result<(), Refusal> {
    if needs_superuser(session, script) {
        run_by_statement(session, candidate.file, candidate.origins, doing)
    } else {
        run(session, script, candidate, doing)
    }
}

/// As a runner sends it: all at once.
fn run(session: &mut Session, text: &str, candidate: &Candidate<'_>, doing: &str) -> Result<(), Refusal> {
    execute_script(session, text).map_err(|failure: SqlFailure| {
        let is_rollback = text == candidate.file.rollback;
        let at = failure.position.filter(|_| !is_rollback).and_then(|position| candidate.file.statement_at(position));
        refusal(candidate.file, at, failure, candidate.origins, doing)
    })
}

/// What stands now, with the lookup tables that are meant to stand or stood.
fn read(session: &mut Session, candidate: &Candidate<'_>) -> Result<Catalog, Refusal> {
    let read = introspect(session).and_then(|mut catalog| {
        read_lookups(session, &mut catalog, &candidate.before.lookups)?;
        read_lookups(session, &mut catalog, &candidate.expected.lookups)?;
        Ok(catalog)
    });
    read.map_err(|failure| Refusal::environment(failure, "reading the catalog"))
}

fn rows(session: &mut Session) -> Result<IndexMap<QualifiedName, TableContent>, Refusal> {
    content_fingerprint(session).map_err(|failure| Refusal::environment(failure, "reading the rows"))
}

/// The rows that nothing is meant to change are as they were: after the migration (`forward`), or after its rollback.
fn survive(
    session: &mut Session,
    candidate: &Candidate<'_>,
    blocks: &BlockRows<'_>,
    before: &[TableContent],
    forward: bool,
) -> Result<(), Refusal> {
    let (kept, before) = (blocks.untouched(&blocks.entries, !forward), blocks.untouched(before, !forward));
    let now = fingerprints(session, &kept, forward).map_err(|failure| Refusal::environment(failure, "reading the rows"))?;
    let what = if forward { "the migration changes" } else { "the rollback does not bring back" };
    let held = kept.iter().zip(before.iter().zip(&now)).filter(|(kept, _)| !(forward && kept.grows));
    let changed = held.filter(|(_, (before, now))| before != now);
    let mut told = BTreeSet::new();
    let changed = changed.filter(|(kept, _)| told.insert(kept.table.clone()));
    let diagnostics: Vec<Diagnostic> = changed
        .map(|(kept, (before, now))| {
            let count =
                if before.rows == now.rows { String::new() } else { format!(": {} of them stood, and {} do now", before.rows, now.rows) };
            let diagnostic = Diagnostic::error("rows-changed", format!("{what} rows of {}{count}", kept.table));
            let block = blocks.with_undo(&kept.table).filter(|_| !forward);
            let diagnostic = match block {
                Some(block) => return diagnostic.at(block.span, "its `undo` does not bring back what it changes").help(UNDO_HELP),
                None => diagnostic,
            };
            match candidate.origins.get(&ObjectPath::Table(kept.table.clone())).and_then(Origin::span) {
                Some(span) => diagnostic.at(span, "these rows must stay as they are"),
                None => diagnostic,
            }
        })
        .collect();
    if diagnostics.is_empty() { Ok(()) } else { Err(Refusal { diagnostics, failure: None }) }
}

const UNDO_HELP: &str = "Write an `undo` that does, or `undo \"\"` where the rows may stay as the block makes them";

/// A column that was dropped comes back at the end.
fn agree_but_for_order(candidate: &Candidate<'_>, stands: &Catalog) -> Result<(), Refusal> {
    if candidate.lost.is_empty() {
        return agree(candidate.before, stands, "the rollback", candidate.origins);
    }
    let found: Vec<Difference> =
        differences(candidate.before, stands).into_iter().filter(|found| !found.is_of_a_column_made_again()).collect();
    refuse(&found, "the rollback", candidate.origins)
}

fn agree(meant: &Catalog, stands: &Catalog, after_what: &str, origins: &Origins) -> Result<(), Refusal> {
    refuse(&differences(meant, stands), after_what, origins)
}

fn refuse(found: &[Difference], after_what: &str, origins: &Origins) -> Result<(), Refusal> {
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
