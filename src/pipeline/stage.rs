//! A temporary database in which a project's existing files have run.
//!
//! Comes in: where PostgreSQL is, the history. Goes out: a session as the plain owner, and the catalog that stands.
//! Never happens: a file of the history that is left out in silence.

use std::path::PathBuf;

use super::failure::Failure;
use crate::catalog::Catalog;
use crate::convention::Told;
use crate::design::ExternalTable;
use crate::diagnostic::Diagnostic;
use crate::history::{History, Place, ReplayCause, ReplayError, Replayed, StandIn, read, replay};
use crate::postgres::{ClusterOptions, STATEMENT_LIMIT, Server, ServerError, Session, TemporaryDatabase, find_binaries, introspect};
use crate::publish::Folders;
use crate::source::Sources;
use crate::world::World;

/// Which PostgreSQL proves.
#[derive(Debug, Clone, Default)]
pub struct ServerChoice {
    /// A running server; otherwise a throw-away one of our own.
    pub url: Option<String>,
    /// Where its programs are.
    pub binaries: Option<PathBuf>,
}

/// Starts or reaches the server. Of several that are installed, one of the `target` version.
pub fn open_server(world: &dyn World, choice: &ServerChoice, target: Option<u32>) -> Result<Server, Failure> {
    Ok(reach_server(world, choice, target)?)
}

/// The same, for whoever has more to say about a server that is not there.
pub fn reach_server(world: &dyn World, choice: &ServerChoice, target: Option<u32>) -> Result<Server, ServerError> {
    if let Some(url) = &choice.url {
        return Server::at_url(url, STATEMENT_LIMIT).map_err(|mut error| {
            let help = "is that server running, and may this user connect? Without --server, a throw-away PostgreSQL of our own proves";
            error.help.get_or_insert_with(|| help.to_string());
            error
        });
    }
    let path = world.variable("PATH");
    let binaries = find_binaries(choice.binaries.as_deref(), path.as_deref(), target)?;
    Server::throw_away(&binaries, &ClusterOptions::from_world(world), STATEMENT_LIMIT)
}

/// A database with the history in it.
pub struct Stage {
    pub session: Session,
    pub database: TemporaryDatabase,
    pub current: Catalog,
    /// Tables that others make and that no file has made: each has a stand-in here.
    pub stand_ins: Vec<StandIn>,
    /// Seeds that no longer load.
    pub warnings: Vec<Diagnostic>,
    /// What of the history was passed over.
    pub notes: Vec<String>,
}

/// Reads the folders; what is wrong there is the input's fault.
pub fn read_history(world: &dyn World, folders: &Folders, told: &Told) -> Result<History, Failure> {
    let place = Place { migrations: &folders.migrations, seeds: &folders.seeds, told };
    read(world, place).map_err(|diagnostics| Failure::input(diagnostics, Sources::default()))
}

/// Replays the history in a fresh database and reads what stands. Tables that others make get a stand-in where no file makes them.
pub fn set_stage(server: &Server, history: &History, external: &[ExternalTable]) -> Result<Stage, Failure> {
    let external: Vec<StandIn> = external.iter().map(StandIn::from).collect();
    let lay = |before: &[StandIn]| -> Result<_, Failure> {
        let database = server.database()?;
        let mut session = database.session()?;
        make(before, &mut session)?;
        let replayed = replay(history, &mut session);
        Ok((database, session, replayed))
    };
    let (mut database, mut session, mut replayed) = lay(&[])?;
    if replayed.as_ref().is_err_and(misses_a_table) && !external.is_empty() {
        // A file that is not ours may refer to them without a word.
        let again = lay(&external)?;
        if again.2.is_ok() {
            drop(session);
            database.close()?;
            (database, session, replayed) = again;
        }
    }
    let replayed: Replayed = replayed.map_err(|error| Failure::input(vec![error.diagnostic()], Sources::default()))?;
    let stand_ins: Vec<StandIn> = match external.is_empty() {
        true => Vec::new(),
        false => {
            let stands = introspect(&mut session).map_err(unreadable)?;
            external.into_iter().filter(|table| stood_in(table, &stands, history)).collect()
        }
    };
    make(&stand_ins, &mut session)?;
    let current = introspect(&mut session).map_err(unreadable)?;
    let warnings = replayed.warnings.iter().map(|warning| warning.diagnostic()).collect();
    Ok(Stage { session, database, current, stand_ins, warnings, notes: replayed.notes() })
}

fn make(tables: &[StandIn], session: &mut Session) -> Result<(), Failure> {
    tables
        .iter()
        .try_for_each(|table| session.execute(&table.sql()))
        .map_err(|failure| Failure::environment(&format!("cannot make the stand-in of a table that others make: {failure}"), None))
}

/// undefined_table, invalid_schema_name. Source: PostgreSQL, "Appendix A. PostgreSQL Error Codes".
fn misses_a_table(error: &ReplayError) -> bool {
    matches!(&error.cause, ReplayCause::Refused(failure) if ["42P01", "3F000"].contains(&failure.sqlstate.as_str()))
}

/// Whether no file makes it: it is not there, or was made for a file that says that it needs it.
fn stood_in(table: &StandIn, stands: &Catalog, history: &History) -> bool {
    let marked = || history.entries.iter().any(|file| crate::history::stand_ins(&file.text).iter().any(|known| known.name == table.name));
    match stands.tables.get(&table.name) {
        None => true,
        Some(standing) => marked() && standing.columns.len() == standing.primary_key.as_ref().map_or(0, |key| key.columns.len()),
    }
}

/// The catalog of a database of our own could not be read.
pub fn unreadable(failure: crate::postgres::SqlFailure) -> Failure {
    Failure::environment(&format!("cannot read the catalog of the temporary database: {failure}"), None)
}

impl Stage {
    /// Drops the database and looks whether it is gone.
    pub fn close(self) -> Result<(), Failure> {
        drop(self.session);
        Ok(self.database.close()?)
    }
}
