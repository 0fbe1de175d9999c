//! `groundplan verify`: prove what stands in the folders, on a temporary PostgreSQL.
//!
//! Comes in: the folders. Goes out: the evidence, a check for each file. Never happens: a change to a file; a file that is left out.
//!
//! Every migration must apply on top of those before it. One of ours (it promises so in its first lines) must also change nothing when it runs
//! again, and its rollback must bring back what stood before. A seed must load, and one of ours must change no row when it runs again.
//! Files that a killed run left half published are proven as they stand, and a note says what the next run will do about them.

use std::path::Path;

use crate::ordered::IndexMap;

use super::failure::Failure;
use super::stage::{ServerChoice, open_server, read_history, unreadable};
use crate::catalog::{Catalog, Difference, QualifiedName, differences};
use crate::convention::Told;
use crate::diagnostic::{Diagnostic, Severity};
use crate::history::{HistoryFile, HistoryKind, PassedOver, notes, replay_file, stand_ins};
use crate::postgres::{Session, SqlFailure, TableContent, content_fingerprint, introspect};
use crate::proof::Evidence;
use crate::publish::{Folders, Workspace};
use crate::render::{WAY_BACK_LOSES, has_rollback, rollback_of};
use crate::report::{CheckReport, Report, Status, VerificationReport};
use crate::source::Sources;
use crate::world::World;

/// What was proven, file by file, in their order.
#[derive(Debug, Default)]
pub struct Verified {
    pub files: Vec<VerifiedFile>,
    pub server: String,
    pub notes: Vec<String>,
}

#[derive(Debug)]
pub struct VerifiedFile {
    pub path: String,
    /// What was seen: `applies; a second run changes nothing; …`
    pub seen: Vec<&'static str>,
    pub milliseconds: f64,
}

impl From<Verified> for Report {
    fn from(verified: Verified) -> Report {
        if verified.files.is_empty() {
            return Report { notes: verified.notes, ..Report::new("verify", Status::NothingToVerify) };
        }
        let checks = verified.files.into_iter().map(|file| CheckReport {
            check: "file".into(),
            title: file.path,
            passed: true,
            milliseconds: file.milliseconds,
            detail: file.seen.join("; "),
        });
        let verification = VerificationReport {
            server: verified.server,
            checks: checks.collect(),
            retries: Vec::new(),
            impacts: Vec::new(),
            rows: Vec::new(),
        };
        Report { verification: Some(verification), notes: verified.notes, ..Report::new("verify", Status::Verified) }
    }
}

/// Proves every file; the first that fails ends it.
pub fn verify(world: &dyn World, folders: &Folders, told: &Told, server: &ServerChoice) -> Result<Verified, Failure> {
    let history = read_history(world, folders, told)?;
    let mut verified = Verified::default();
    verified.notes.extend(Workspace::unfinished(world, Path::new("."), folders));
    verified.notes.extend(history.notes);
    if history.entries.is_empty() {
        return Ok(verified);
    }
    let server = open_server(world, server, None)?;
    verified.notes.extend(server.notes());
    verified.server = server.version().to_string();
    let database = server.database()?;
    let mut session = database.session()?;
    for file in &history.entries {
        let start = world.elapsed();
        let (seen, passed_over) = match file.kind {
            HistoryKind::Migration => prove_migration(&mut session, file)?,
            HistoryKind::Seed => prove_seed(&mut session, file)?,
        };
        verified.notes.extend(notes(&passed_over));
        let milliseconds = world.elapsed().saturating_sub(start).as_secs_f64() * 1000.0;
        verified.files.push(VerifiedFile { path: file.path.clone(), seen, milliseconds });
    }
    drop(session);
    database.close()?;
    server.stop()?;
    Ok(verified)
}

/// What was seen of a file, and what of it was passed over.
type Seen = (Vec<&'static str>, Vec<PassedOver>);

fn prove_migration(session: &mut Session, file: &HistoryFile) -> Result<Seen, Failure> {
    let Some(rollback) = rollback(file)? else { return Ok((vec!["applies"], apply(session, file)?)) };
    // What others make is no effect of the file.
    for table in stand_ins(&file.text) {
        session.execute(&table.sql()).map_err(unreadable)?;
    }
    let before = Holds::now(session)?;
    let passed_over = apply(session, file)?;
    let after = Holds::now(session)?;
    run(session, file, &file.script(), "a second run")?;
    same(file, "a second run", &after, &Holds::now(session)?, "changes rows")?;
    run(session, file, &rollback, "its rollback")?;
    let rolled_back = Holds::now(session)?;
    let loses = file.text.lines().any(|line| line.starts_with(WAY_BACK_LOSES));
    if loses {
        // A column that comes back comes last, and without its values.
        let found = differences(&before.catalog, &rolled_back.catalog).into_iter().find(|found| !found.is_of_a_column_made_again());
        unchanged(file, "its rollback", found)?;
    } else {
        same(file, "its rollback", &before, &rolled_back, "does not bring back the rows that stood before")?;
    }
    apply(session, file)?;
    let again = Holds::now(session)?;
    let back = if loses {
        let found = differences(&after.catalog, &again.catalog).into_iter().find(|found| !found.is_of_a_column_made_again());
        unchanged(file, "applying it again", found)?;
        "its rollback restores the schema that stood before, without what the file says is lost"
    } else {
        same(file, "applying it again", &after, &again, "brings other rows")?;
        "its rollback restores what stood before"
    };
    let seen = vec!["applies", "a second run changes nothing", back, "applies again"];
    Ok((seen, passed_over))
}

/// The way back of a migration of ours: at its end as comments, or where its runner has it.
fn rollback(file: &HistoryFile) -> Result<Option<String>, Failure> {
    if has_rollback(&file.text) {
        let read = rollback_of(&file.text);
        return read.map(Some).map_err(|reason| refused(file, format!("its rollback cannot be read: {reason}"), None));
    }
    let ours = promises(file, "A second run changes nothing");
    Ok(file.down.as_ref().filter(|_| ours).map(|down| down.script()))
}

fn prove_seed(session: &mut Session, file: &HistoryFile) -> Result<Seen, Failure> {
    let passed_over = apply(session, file)?;
    let mut seen = vec!["loads"];
    let rows = content_fingerprint(session).map_err(unreadable)?;
    let again = replay_one(session, file);
    let changed = content_fingerprint(session).map_err(unreadable)? != rows;
    if again.is_ok() && !changed {
        seen.push("a second run changes no row");
    } else if promises(file, "A second run adds no row") {
        return Err(refused(file, "a second run changes rows".to_string(), again.err().as_deref()));
    }
    Ok((seen, passed_over))
}

/// Files of ours say in their first lines that they may run again.
fn promises(file: &HistoryFile, words: &str) -> bool {
    file.text.lines().take_while(|line| line.starts_with("--")).any(|line| line.contains(words))
}

/// What a database holds.
struct Holds {
    catalog: Catalog,
    rows: IndexMap<QualifiedName, TableContent>,
}

impl Holds {
    fn now(session: &mut Session) -> Result<Holds, Failure> {
        Ok(Holds { catalog: introspect(session).map_err(unreadable)?, rows: content_fingerprint(session).map_err(unreadable)? })
    }
}

/// Runs the file as the history does: a seed must load too.
fn apply(session: &mut Session, file: &HistoryFile) -> Result<Vec<PassedOver>, Failure> {
    // The cause says where: `migrations/1_a.sql:81: syntax error …`.
    replay_one(session, file).map_err(|cause| not_proven(Diagnostic { code: "file-not-proven", severity: Severity::Error, ..*cause }))
}

fn replay_one(session: &mut Session, file: &HistoryFile) -> Result<Vec<PassedOver>, Box<Diagnostic>> {
    replay_file(file, session).map_err(|error| Box::new(error.diagnostic()))
}

fn run(session: &mut Session, file: &HistoryFile, text: &str, doing: &str) -> Result<(), Failure> {
    session.execute(text).map_err(|failure: SqlFailure| {
        // The file may have left its transaction open.
        let _ = session.execute("ROLLBACK");
        refused(file, format!("{doing} is refused: {failure}"), None)
    })
}

fn unchanged(file: &HistoryFile, doing: &str, found: Option<Difference>) -> Result<(), Failure> {
    found.map_or(Ok(()), |found| Err(refused(file, format!("{doing} changes the catalog: {} {}", found.object, found.text), None)))
}

fn same(file: &HistoryFile, doing: &str, meant: &Holds, stands: &Holds, of_rows: &str) -> Result<(), Failure> {
    unchanged(file, doing, differences(&meant.catalog, &stands.catalog).into_iter().next())?;
    if meant.rows == stands.rows { Ok(()) } else { Err(refused(file, format!("{doing} {of_rows}"), None)) }
}

fn refused(file: &HistoryFile, message: String, cause: Option<&Diagnostic>) -> Failure {
    let mut diagnostic = Diagnostic::error("file-not-proven", format!("{}: {message}", file.path));
    if let Some(cause) = cause {
        diagnostic = diagnostic.help(cause.message.clone());
    }
    not_proven(diagnostic)
}

fn not_proven(diagnostic: Diagnostic) -> Failure {
    Failure::refused(vec![diagnostic], Sources::default(), Evidence::default())
}
