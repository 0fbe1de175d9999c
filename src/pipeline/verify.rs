//! `groundplan verify`: prove what stands in the folders, on a temporary PostgreSQL.
//!
//! Comes in: the folders. Goes out: the evidence, a check for each file. Never happens: a change to a file; a file that is left out.
//!
//! Every migration must apply on top of those before it. One of ours (it has a rollback section) must also change nothing when it runs
//! again, and its rollback must bring back what stood before. A seed must load, and one of ours must change no row when it runs again.

use super::failure::Failure;
use super::stage::{ServerChoice, open_server, unreadable};
use crate::catalog::{Catalog, differences};
use crate::diagnostic::{Diagnostic, Severity};
use crate::history::{History, HistoryFile, HistoryKind, read, replay, stand_ins};
use crate::postgres::{Session, SqlFailure, content_fingerprint, introspect};
use crate::proof::Evidence;
use crate::publish::Folders;
use crate::render::{has_rollback, rollback_of};
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

/// Proves every file; the first that fails ends it.
pub fn verify(world: &dyn World, folders: &Folders, server: &ServerChoice) -> Result<Verified, Failure> {
    let history = read(world, &folders.migrations, &folders.seeds).map_err(input)?;
    if history.entries.is_empty() {
        return Ok(Verified::default());
    }
    let server = open_server(world, server)?;
    let mut verified = Verified { server: server.version().to_string(), notes: server.notes(), ..Verified::default() };
    let database = server.database()?;
    let mut session = database.session()?;
    for file in &history.entries {
        let start = world.elapsed();
        let seen = match file.kind {
            HistoryKind::Migration => prove_migration(&mut session, file)?,
            HistoryKind::Seed => prove_seed(&mut session, file)?,
        };
        let milliseconds = world.elapsed().saturating_sub(start).as_secs_f64() * 1000.0;
        verified.files.push(VerifiedFile { path: file.path.clone(), seen, milliseconds });
    }
    drop(session);
    database.close()?;
    server.stop()?;
    Ok(verified)
}

fn prove_migration(session: &mut Session, file: &HistoryFile) -> Result<Vec<&'static str>, Failure> {
    // What others make is no effect of the file.
    for table in stand_ins(&file.text) {
        session.execute(&table.sql()).map_err(unreadable)?;
    }
    let before = introspect(session).map_err(unreadable)?;
    let rows_before = content_fingerprint(session).map_err(unreadable)?;
    apply(session, file)?;
    let mut seen = vec!["applies"];
    if !has_rollback(&file.text) {
        return Ok(seen);
    }
    let rollback = rollback_of(&file.text).map_err(|reason| refused(file, format!("its rollback cannot be read: {reason}"), None))?;
    let after = introspect(session).map_err(unreadable)?;
    let rows = content_fingerprint(session).map_err(unreadable)?;
    run(session, file, &file.text, "a second run")?;
    same(file, "a second run", &after, &introspect(session).map_err(unreadable)?)?;
    if content_fingerprint(session).map_err(unreadable)? != rows {
        return Err(refused(file, "a second run changes rows".to_string(), None));
    }
    seen.push("a second run changes nothing");
    run(session, file, &rollback, "its rollback")?;
    same(file, "its rollback", &before, &introspect(session).map_err(unreadable)?)?;
    if content_fingerprint(session).map_err(unreadable)? != rows_before {
        return Err(refused(file, "its rollback does not bring back the rows that stood before".to_string(), None));
    }
    seen.push("its rollback restores what stood before");
    apply(session, file)?;
    same(file, "applying it again", &after, &introspect(session).map_err(unreadable)?)?;
    seen.push("applies again");
    Ok(seen)
}

fn prove_seed(session: &mut Session, file: &HistoryFile) -> Result<Vec<&'static str>, Failure> {
    apply(session, file)?;
    let mut seen = vec!["loads"];
    let rows = content_fingerprint(session).map_err(unreadable)?;
    let again = replay_one(session, file);
    let changed = content_fingerprint(session).map_err(unreadable)? != rows;
    if again.is_ok() && !changed {
        seen.push("a second run changes no row");
    } else if is_ours(file) {
        return Err(refused(file, "a second run changes rows".to_string(), again.err().as_deref()));
    }
    Ok(seen)
}

/// Seeds of ours say in their first lines that they may run again.
fn is_ours(file: &HistoryFile) -> bool {
    file.text.lines().take_while(|line| line.starts_with("--")).any(|line| line.contains("A second run adds no row"))
}

/// Runs the file as the history does: a seed must load too.
fn apply(session: &mut Session, file: &HistoryFile) -> Result<(), Failure> {
    // The cause says where: `migrations/1_a.sql:81: syntax error …`.
    replay_one(session, file).map_err(|cause| not_proven(Diagnostic { code: "file-not-proven", severity: Severity::Error, ..*cause }))
}

fn replay_one(session: &mut Session, file: &HistoryFile) -> Result<(), Box<Diagnostic>> {
    let alone = History { entries: vec![file.clone()] };
    match replay(&alone, session) {
        Err(error) => Err(Box::new(error.diagnostic())),
        Ok(warnings) => warnings.first().map_or(Ok(()), |warning| Err(Box::new(warning.diagnostic()))),
    }
}

fn run(session: &mut Session, file: &HistoryFile, text: &str, doing: &str) -> Result<(), Failure> {
    session.execute(text).map_err(|failure: SqlFailure| {
        // The file may have left its transaction open.
        let _ = session.execute("ROLLBACK");
        refused(file, format!("{doing} is refused: {failure}"), None)
    })
}

fn same(file: &HistoryFile, doing: &str, meant: &Catalog, stands: &Catalog) -> Result<(), Failure> {
    match differences(meant, stands).first() {
        None => Ok(()),
        Some(difference) => Err(refused(file, format!("{doing} changes the catalog: {} {}", difference.object, difference.text), None)),
    }
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

/// Errors in the folders have no place in the requirements.
pub(super) fn input(diagnostics: Vec<Diagnostic>) -> Failure {
    Failure::input(diagnostics, Sources::default())
}
