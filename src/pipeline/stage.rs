//! A temporary database in which a project's existing files have run.
//!
//! Comes in: where PostgreSQL is, the history. Goes out: a session as the plain owner, and the catalog that stands.
//! Never happens: a file of the history that is left out in silence.

use std::path::PathBuf;

use super::failure::Failure;
use crate::catalog::Catalog;
use crate::convention::Told;
use crate::diagnostic::Diagnostic;
use crate::history::{History, Place, read, replay};
use crate::postgres::{ClusterOptions, STATEMENT_LIMIT, Server, Session, TemporaryDatabase, find_binaries, introspect};
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
    if let Some(url) = &choice.url {
        return Server::at_url(url, STATEMENT_LIMIT).map_err(|error| {
            let help = "is that server running, and may this user connect? Without --server, a throw-away PostgreSQL of our own proves";
            Failure::environment(&error.to_string(), Some(error.help.as_deref().unwrap_or(help)))
        });
    }
    let path = world.variable("PATH");
    let binaries = find_binaries(choice.binaries.as_deref(), path.as_deref(), target)?;
    Ok(Server::throw_away(&binaries, &ClusterOptions::from_world(world), STATEMENT_LIMIT)?)
}

/// A database with the history in it.
pub struct Stage {
    pub session: Session,
    pub database: TemporaryDatabase,
    pub current: Catalog,
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

/// Replays the history in a fresh database and reads what stands.
pub fn set_stage(server: &Server, history: &History) -> Result<Stage, Failure> {
    let database = server.database()?;
    let mut session = database.session()?;
    let replayed = replay(history, &mut session).map_err(|error| Failure::input(vec![error.diagnostic()], Sources::default()))?;
    let current = introspect(&mut session).map_err(unreadable)?;
    let warnings = replayed.warnings.iter().map(|warning| warning.diagnostic()).collect();
    Ok(Stage { session, database, current, warnings, notes: replayed.notes() })
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
