//! The catalog that a history makes, with as little PostgreSQL as possible.
//!
//! Comes in: a history, which server may be started, perhaps the project's ledger. Goes out: its catalog, and what there is to say. Never happens: a server
//! that is started for nothing; a statement that is passed over because none could be started; a server that stays; another result because of what the
//! ledger holds or lacks.

use std::path::Path;

use super::analysis::Analysis;
use super::completion;
use super::failure::Failure;
use super::stage::{ServerChoice, reach_server};
use crate::catalog::Catalog;
use crate::design::TablePopulation;
use crate::diagnostic::Diagnostic;
use crate::history::statics::{HybridError, HybridReplay, Kept};
use crate::history::{History, HistoryKind, Piece, notes};
use crate::ledger::{FILE_NAME, Ledger};
use crate::postgres::{Server, ServerError, Session, TemporaryDatabase, Version, find_binaries};
use crate::publish::STATE_FOLDER;
use crate::source::Sources;
use crate::world::World;

/// So many files are read again sooner than that what they make is kept.
const WORTH_KEEPING: usize = 8;

/// How a history is read.
#[derive(Clone, Copy)]
pub struct Asking<'a> {
    pub server: &'a ServerChoice,
    /// The version of the server, if there are several.
    pub target: Option<u32>,
    /// What the server cannot do as a plain owner: files of other people create roles and extensions.
    pub as_superuser: bool,
    pub ledger: Option<&'a Ledger>,
}

/// What stands after the files.
#[derive(Debug)]
pub struct Standing {
    pub catalog: Catalog,
    /// Seeds that no longer load, as far as they were run.
    pub warnings: Vec<Diagnostic>,
    /// What of the history was passed over.
    pub notes: Vec<String>,
    /// How many of the files were known from the ledger.
    #[cfg_attr(not(test), expect(dead_code, reason = "only the tests ask"))]
    pub known: usize,
}

/// The ledger of the project in whose folder we stand. None where it does not stand: only a run that writes files makes one.
pub fn project_ledger(world: &dyn World) -> Option<Ledger> {
    let path = Path::new(STATE_FOLDER).join(FILE_NAME);
    world.exists(&path).then(|| Ledger::at(path))
}

/// Whether a run without a proof asks for more than a catalog: rows that stand, the words of PostgreSQL, what a rename makes of them.
pub fn needs_database(history: &History, analysis: &Analysis, samples: bool) -> bool {
    if history.entries.is_empty() {
        return false;
    }
    let (design, domain) = (&analysis.design, &analysis.domain);
    let rows = |rows: &TablePopulation| !rows.lookup && (!rows.initial.is_empty() || samples && rows.sample.is_some());
    completion::is_needed(domain)
        || !design.catalog.lookups.is_empty()
        || !design.external.is_empty()
        || !domain.former.renamed.is_empty()
        || design.population.tables.values().any(rows) && may_hold_rows(history)
}

fn may_hold_rows(history: &History) -> bool {
    const WITHOUT: &[&str] = &["CREATE", "ALTER", "DROP", "COMMENT", "SET", "RESET", "BEGIN", "START", "COMMIT", "END", "GRANT", "REVOKE"];
    let brings = |piece: &Piece<'_>| piece.is_sql() && !WITHOUT.contains(&piece.statement.keyword.as_str());
    history.entries.iter().any(|file| file.kind == HistoryKind::Seed || file.pieces().iter().any(brings))
}

/// Reads the files statically, and on a temporary PostgreSQL as far as that is needed.
pub fn standing(world: &dyn World, history: &History, asking: Asking<'_>) -> Result<Standing, Failure> {
    let chain = asking.ledger.map(|_| history.chain()).unwrap_or_default();
    let memory = Memory { world, asking, chain: &chain };
    let (kept, of_server) = memory.recall();
    let known = kept.files;
    let mut started: Option<(Server, TemporaryDatabase)> = None;
    let mut start = || {
        let (server, database, session) = session(world, asking)?;
        started = Some((server, database));
        Ok(session)
    };
    let replay = HybridReplay::run_from(kept, &history.entries, Some(&mut start)).map_err(|error| refused(&error))?;
    let mut version = of_server;
    if let Some((server, database)) = started {
        version = Some(server.version());
        database.close()?;
        server.stop()?;
    }
    let warnings: Vec<Diagnostic> = replay.warnings.iter().map(|warning| warning.diagnostic()).collect();
    let notes = notes(&replay.passed_over);
    let files = history.entries.len();
    let is_worth = files - known >= WORTH_KEEPING || files > known && version.is_some() && of_server.is_none();
    if !is_worth || !warnings.is_empty() {
        return Ok(Standing { catalog: replay.catalog, warnings, notes, known });
    }
    let kept = Kept {
        files,
        catalog: replay.catalog,
        sequences: replay.sequences,
        passed_over: replay.passed_over,
        without_public: replay.without_public,
    };
    memory.keep(version, &kept);
    Ok(Standing { catalog: kept.catalog, warnings, notes, known })
}

/// What the ledger knows of a chain.
struct Memory<'a> {
    world: &'a dyn World,
    asking: Asking<'a>,
    chain: &'a [String],
}

impl Memory<'_> {
    /// What the longest known part of the chain makes, and the version of the server that took part in it, if one did.
    fn recall(&self) -> (Kept, Option<Version>) {
        let Some(ledger) = self.asking.ledger else { return Default::default() };
        let longest = |keys: &[String]| ledger.longest::<Kept>(keys).filter(|(files, kept)| kept.files == *files);
        let statically = longest(&self.keys(None));
        let shorter = statically.as_ref().is_none_or(|(files, _)| *files < self.chain.len());
        // Only then is it of use to know which server would be asked.
        if shorter
            && ledger.is_there()
            && let Some(version) = self.version()
            && let Some((files, kept)) = longest(&self.keys(Some(version)))
            && statically.as_ref().is_none_or(|(others, _)| files > *others)
        {
            return (kept, Some(version));
        }
        (statically.map(|(_, kept)| kept).unwrap_or_default(), None)
    }

    fn keep(&self, version: Option<Version>, kept: &Kept) {
        let may = version.is_none() || self.asking.server.url.is_none();
        let (Some(ledger), Some(key)) = (self.asking.ledger.filter(|_| may), self.keys(version).pop()) else { return };
        ledger.keep_snapshot(&key, kept);
    }

    /// What a server has made depends on it, and on who was asking.
    fn keys(&self, version: Option<Version>) -> Vec<String> {
        let by = match version {
            None => String::new(),
            Some(version) => format!(" {version} {}", if self.asking.as_superuser { "superuser" } else { "owner" }),
        };
        self.chain.iter().map(|chain| format!("{chain}{by}")).collect()
    }

    /// Of the server that would be started. What a running one of `--server` has in its template is not known.
    fn version(&self) -> Option<Version> {
        if self.asking.server.url.is_some() {
            return None;
        }
        let path = self.world.variable("PATH");
        Some(find_binaries(self.asking.server.binaries.as_deref(), path.as_deref(), self.asking.target).ok()?.version)
    }
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
        HybridError::Unread { .. } => Failure::internal(error.to_string(), Sources::default(), crate::proof::Evidence::default()),
    }
}
