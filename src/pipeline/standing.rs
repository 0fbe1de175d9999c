//! The catalog that a history makes, with as little PostgreSQL as possible.
//!
//! Comes in: a history, and which server may be started. Goes out: its catalog, and what there is to say. Never happens: a server that is started for
//! nothing; a statement that is passed over because none could be started; a server that stays.

use super::failure::Failure;
use super::stage::{ServerChoice, reach_server};
use crate::catalog::Catalog;
use crate::diagnostic::Diagnostic;
use crate::history::statics::{HybridError, HybridReplay};
use crate::history::{History, notes};
use crate::postgres::{Server, ServerError, Session, TemporaryDatabase};
use crate::source::Sources;
use crate::world::World;

/// How a history is read.
#[derive(Clone, Copy)]
pub struct Asking<'a> {
    pub server: &'a ServerChoice,
    /// The version of the server, if there are several.
    pub target: Option<u32>,
    /// What the server cannot do as a plain owner: files of other people create roles and extensions.
    pub as_superuser: bool,
}

/// What stands after the files.
#[derive(Debug)]
pub struct Standing {
    pub catalog: Catalog,
    /// Seeds that no longer load, as far as they were run.
    pub warnings: Vec<Diagnostic>,
    /// What of the history was passed over.
    pub notes: Vec<String>,
}

/// Reads the files statically, and on a temporary PostgreSQL as far as that is needed.
pub fn standing(world: &dyn World, history: &History, asking: Asking<'_>) -> Result<Standing, Failure> {
    let mut started = None;
    let mut start = || {
        let (server, database, session) = session(world, asking)?;
        started = Some((server, database));
        Ok(session)
    };
    let replay = HybridReplay::run(&history.entries, Some(&mut start)).map_err(|error| refused(&error))?;
    if let Some((server, database)) = started {
        database.close()?;
        server.stop()?;
    }
    let warnings = replay.warnings.iter().map(|warning| warning.diagnostic()).collect();
    Ok(Standing { catalog: replay.catalog, warnings, notes: notes(&replay.passed_over) })
}

fn session(world: &dyn World, asking: Asking<'_>) -> Result<(Server, TemporaryDatabase, Session), ServerError> {
    let server = reach_server(world, asking.server, asking.target)?;
    let database = server.database()?;
    let session = if asking.as_superuser { database.superuser_session()? } else { database.session()? };
    Ok((server, database, session))
}

fn refused(error: &HybridError) -> Failure {
    let found = vec![error.diagnostic()];
    match error {
        HybridError::NeedsServer { .. } => Failure::lacking(found, Sources::default()),
        HybridError::Refused(_) => Failure::input(found, Sources::default()),
    }
}
