//! A state of a schema, wherever it stands: requirements, an SQL file, a folder of migrations, a database.
//!
//! Comes in: how a person names it. Goes out: its catalog. Never happens: a change to a database that is named (it is read in one read-only
//! transaction); SQL that is passed over.

use std::path::{Path, PathBuf};

use super::extensions::Setback;
use super::failure::Failure;
use super::intents::IntentChoice;
use super::stage::open_server;
use super::standing::{Asking, Standing, project_ledger, standing};
use super::{Analysis, ServerChoice, analyse, completion};
use crate::catalog::{Catalog, ObjectPath};
use crate::convention::Told;
use crate::design::Population;
use crate::history::{History, HistoryFile, read_migrations};
use crate::ordered::IndexMap;
use crate::postgres::{STATEMENT_LIMIT, Session, introspect, is_connection};
use crate::source::{Origin, Sources};
use crate::world::World;

/// What a person names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StateSource {
    /// `postgres://…` or `host=… dbname=…`
    Database(String),
    /// A `.schema` file.
    Requirements(PathBuf),
    /// An SQL file or a folder of migrations.
    Sql(PathBuf),
}

impl StateSource {
    pub fn named(text: &str) -> StateSource {
        if is_connection(text) {
            StateSource::Database(text.to_string())
        } else if text.ends_with(".schema") {
            StateSource::Requirements(PathBuf::from(text))
        } else {
            StateSource::Sql(PathBuf::from(text))
        }
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

/// A state as it was read.
#[derive(Debug)]
pub struct State {
    pub catalog: Catalog,
    /// What requirements say of rows; empty for everything else.
    pub population: Population,
    /// Which line of the requirements asks for an object; empty for everything else.
    pub origins: IndexMap<ObjectPath, Origin>,
    /// The requirements; empty for everything else.
    pub sources: Sources,
    /// What was passed over on the way.
    pub notes: Vec<String>,
}

impl State {
    /// Of what nobody wrote requirements for.
    fn of_catalog(catalog: Catalog, notes: Vec<String>) -> State {
        State { catalog, population: Population::default(), origins: IndexMap::default(), sources: Sources::default(), notes }
    }
}

/// Reads a state. A temporary PostgreSQL of its own is started only for what cannot be known without one.
pub fn read_state(world: &dyn World, reading: &ReadingChoice, source: &StateSource) -> Result<State, Failure> {
    match source {
        StateSource::Database(url) => {
            let mut session = Session::at_url(url, STATEMENT_LIMIT)?;
            let read = introspect(&mut session);
            let catalog =
                read.map_err(|failure| Failure::environment(&format!("cannot read the catalog of that database: {failure}"), None))?;
            Ok(State::of_catalog(catalog, Vec::new()))
        }
        StateSource::Requirements(path) => {
            let Analysis { sources, design, diagnostics, .. } = of_requirements(world, reading, path)?;
            let notes = diagnostics.into_iter().filter(|found| found.code == "intent-not-recorded").map(|found| found.message).collect();
            Ok(State { catalog: design.catalog, population: design.population, origins: design.origins, sources, notes })
        }
        StateSource::Sql(path) => {
            // As a superuser: only what stands afterwards counts.
            let ledger = project_ledger(world);
            let asking = Asking { server: &reading.server, target: None, as_superuser: true, ledger: ledger.as_ref() };
            let history = history(world, reading, path)?;
            let Standing { catalog, notes, .. } = standing(world, &history, asking)?;
            let of_ledger = ledger.iter().flat_map(|ledger| ledger.notes());
            let notes = history.notes.iter().cloned().chain(notes).chain(of_ledger).collect();
            Ok(State::of_catalog(catalog, notes))
        }
    }
}

/// Views and `sql` blocks are completed by PostgreSQL, which alone knows what they become.
fn of_requirements(world: &dyn World, reading: &ReadingChoice, path: &Path) -> Result<Analysis, Failure> {
    let mut analysis = analyse(world, &[path.to_path_buf()], &IntentChoice::default())?;
    if completion::is_needed(&analysis.domain) {
        let server = open_server(world, &reading.server, None)?;
        let mut uncompleted = analysis.design.clone();
        let mut retries = Vec::new();
        loop {
            match completion::complete(Some(&server), &History::default(), &mut analysis, &retries) {
                Ok(_) => break,
                Err(Setback::Final(failure)) => return Err(failure),
                Err(Setback::Missing(missing)) => {
                    retries.push(missing.add_to(&mut uncompleted, retries.len() as u32 + 1));
                    analysis.design = uncompleted.clone();
                }
            }
        }
        server.stop()?;
    }
    Ok(analysis)
}

fn history(world: &dyn World, reading: &ReadingChoice, path: &Path) -> Result<History, Failure> {
    if !world.exists(path) {
        // What follows may hold a password.
        if let Some((scheme, _)) = path.to_string_lossy().split_once("://") {
            let help = "the URL of a database begins with postgres:// or postgresql://";
            return Err(Failure::usage(&format!("a source that begins with {scheme}:// is no database of PostgreSQL"), help));
        }
        let help = "name a .schema file, an SQL file, a folder of migrations or a URL such as postgres://user@host/database";
        return Err(Failure::usage(&format!("{} does not stand", path.display()), help));
    }
    if world.list(path).is_ok() {
        return read_migrations(world, path, &reading.told).map_err(|diagnostics| Failure::input(diagnostics, Sources::default()));
    }
    let file = HistoryFile::by_itself(&path.to_string_lossy(), world.read_text(path)?);
    Ok(History { entries: vec![file], ..History::default() })
}
