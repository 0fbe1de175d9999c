//! A state of a schema, wherever it stands: requirements, an SQL file, a folder of migrations, a database.
//!
//! Comes in: how a person names it. Goes out: its catalog. Never happens: a change to a database that is named (it is read in one read-only
//! transaction); SQL that is passed over.

use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::stage::unreadable;
use super::{ServerChoice, analyse};
use crate::catalog::Catalog;
use crate::convention::Told;
use crate::diagnostic::Diagnostic;
use crate::history::{History, HistoryFile, read_migrations, replay};
use crate::postgres::{STATEMENT_LIMIT, Server, Session, introspect};
use crate::source::Sources;
use crate::world::World;

/// What a person names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StateSource {
    /// `postgres://…`
    Database(String),
    /// A `.schema` file.
    Requirements(PathBuf),
    /// An SQL file or a folder of migrations.
    Sql(PathBuf),
}

impl StateSource {
    pub fn named(text: &str) -> StateSource {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            StateSource::Database(text.to_string())
        } else if text.ends_with(".schema") {
            StateSource::Requirements(PathBuf::from(text))
        } else {
            StateSource::Sql(PathBuf::from(text))
        }
    }

    fn needs_server(&self) -> bool {
        matches!(self, StateSource::Sql(_))
    }
}

/// What a person has said about how states are read.
#[derive(Debug, Clone, Default)]
pub struct ReadingChoice {
    /// Of the folders of migrations.
    pub told: Told,
    /// On which SQL runs.
    pub server: ServerChoice,
}

/// Reads states; one temporary server serves them all, and starts when the first needs it.
pub struct StateReader<'a> {
    world: &'a dyn World,
    reading: &'a ReadingChoice,
    server: Option<Server>,
}

impl<'a> StateReader<'a> {
    pub fn new(world: &'a dyn World, reading: &'a ReadingChoice) -> StateReader<'a> {
        StateReader { world, reading, server: None }
    }

    pub fn catalog(&mut self, source: &StateSource) -> Result<Catalog, Failure> {
        if source.needs_server() && self.server.is_none() {
            self.server = Some(super::stage::open_server(self.world, &self.reading.server, None)?);
        }
        match source {
            StateSource::Database(url) => {
                let mut session = Session::at_url(url, STATEMENT_LIMIT)?;
                introspect(&mut session)
                    .map_err(|failure| Failure::environment(&format!("cannot read the catalog of that database: {failure}"), None))
            }
            StateSource::Requirements(path) => Ok(analyse(self.world, std::slice::from_ref(path))?.design.catalog),
            StateSource::Sql(path) => self.after(&self.history(path)?),
        }
    }

    /// Ends the server, if there was one.
    pub fn close(self) -> Result<(), Failure> {
        Ok(self.server.map_or(Ok(()), Server::stop)?)
    }

    fn history(&self, path: &Path) -> Result<History, Failure> {
        if !self.world.exists(path) {
            let help = "name a .schema file, an SQL file, a folder of migrations or a URL such as postgres://user@host/database";
            return Err(Failure::usage(&format!("{} does not stand", path.display()), help));
        }
        if self.world.list(path).is_ok() {
            return read_migrations(self.world, path, &self.reading.told)
                .map_err(|diagnostics| Failure::input(diagnostics, Sources::default()));
        }
        let file = HistoryFile::by_itself(&path.to_string_lossy(), self.world.read_text(path)?);
        Ok(History { entries: vec![file], ..History::default() })
    }

    /// As a superuser: the files of other people create roles and extensions, and only what stands afterwards counts.
    fn after(&self, history: &History) -> Result<Catalog, Failure> {
        let Some(server) = &self.server else {
            return Err(Failure::internal(
                "a state was read before its server was there".to_string(),
                Sources::default(),
                Default::default(),
            ));
        };
        let database = server.database()?;
        let mut session = database.superuser_session()?;
        replay(history, &mut session).map_err(|error| Failure::input(vec![Diagnostic { ..error.diagnostic() }], Sources::default()))?;
        let catalog = introspect(&mut session).map_err(unreadable)?;
        drop(session);
        database.close()?;
        Ok(catalog)
    }
}
