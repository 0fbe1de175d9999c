//! A whole history as a catalog: statically where that is exact, by PostgreSQL where it is not.
//!
//! Comes in: the files of a history, perhaps what the first of them make, and a way to a temporary PostgreSQL. Goes out: the catalog that they make, and how
//! many statements of which kind were modelled. Never happens: a server that is started for nothing; a statement that is skipped (without a server it is an
//! error with file and line); a part of a file that its runner does not execute.
//!
//! Rows are read and not loaded: a row that PostgreSQL would refuse is met when the history is run, by the proof and by `verify`.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::super::replay::{ReplayCause, ReplayError, SeedWarning};
use super::super::steps::{After, PassedOver, Step, Steps};
use super::super::{HistoryFile, HistoryKind};
use super::cursor::Cursor;
use super::server::Runner;
use super::{NotModelled, StaticReplay, kind_of};
use crate::catalog::{Catalog, Sequence};
use crate::diagnostic::Diagnostic;
use crate::postgres::{ServerError, Session, SqlFailure};

/// How many statements of each kind went which way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    pub modelled: BTreeMap<String, usize>,
    /// Run by PostgreSQL.
    pub by_postgresql: BTreeMap<String, usize>,
    /// Why, with file and line, in the order of the history.
    pub reasons: Vec<String>,
}

/// Why a history has no catalog.
#[derive(Debug)]
pub enum HybridError {
    /// A statement that static replay does not do, and no server to run it.
    NeedsServer { file: String, line: usize, cause: NotModelled, server: Option<Box<ServerError>> },
    /// PostgreSQL refuses a statement, or a line cannot be handed to it.
    Refused(ReplayError),
    /// A question of ours fails, which no statement of a history is to blame for.
    Unread { file: String, line: usize, failure: Box<SqlFailure> },
}

impl fmt::Display for HybridError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            HybridError::NeedsServer { file, line, cause, .. } => {
                write!(formatter, "{file}:{line}: PostgreSQL is needed for this statement: {cause}")
            }
            HybridError::Refused(error) => write!(formatter, "{error}"),
            HybridError::Unread { file, line, failure } => {
                write!(formatter, "what PostgreSQL holds after {file}:{line} cannot be read: {failure}")
            }
        }
    }
}

impl std::error::Error for HybridError {}

impl HybridError {
    pub fn diagnostic(&self) -> Diagnostic {
        match self {
            HybridError::Refused(error) => error.diagnostic(),
            HybridError::Unread { .. } => Diagnostic::error("internal", self.to_string()),
            HybridError::NeedsServer { server, .. } => {
                let found = Diagnostic::error("history-needs-postgresql", self.to_string());
                match server {
                    None => found,
                    Some(error) => {
                        let help = error.help.as_ref().map_or_else(String::new, |help| format!("\n{help}"));
                        found.help(format!("{error}{help}"))
                    }
                }
            }
        }
    }
}

/// A way to a session on an empty temporary database. Its server must live as long as the replay.
pub type Starter<'server> = dyn FnMut() -> Result<Session, ServerError> + 'server;

/// What the first files of a history make, kept from an earlier replay.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// How many files.
    pub files: usize,
    pub catalog: Catalog,
    /// All of the database.
    pub sequences: Vec<Sequence>,
    /// What of these files was passed over.
    pub passed_over: Vec<PassedOver>,
    /// The schema public was dropped.
    #[serde(default)]
    pub without_public: bool,
}

/// A history's catalog, with how it came to be.
#[derive(Debug, Default)]
pub struct HybridReplay {
    pub catalog: Catalog,
    /// All of the database, also those that the catalog does not list.
    pub sequences: Vec<Sequence>,
    /// The schema public was dropped.
    pub without_public: bool,
    /// Of the files that were read now.
    pub counts: Counts,
    pub passed_over: Vec<PassedOver>,
    /// Seeds that do not load.
    pub warnings: Vec<SeedWarning>,
}

impl HybridReplay {
    /// `start` is called once, when the first statement needs PostgreSQL; `None` where there is none.
    pub fn run(files: &[HistoryFile], start: Option<&mut Starter<'_>>) -> Result<HybridReplay, HybridError> {
        HybridReplay::run_from(Kept::default(), files, start)
    }

    /// Goes on from what the first files make.
    pub fn run_from(kept: Kept, files: &[HistoryFile], start: Option<&mut Starter<'_>>) -> Result<HybridReplay, HybridError> {
        let Kept { files: known, catalog, sequences, passed_over, without_public } = kept;
        let mut statics = StaticReplay::on_top_of(catalog, sequences);
        statics.state.without_public = without_public;
        let mut driver =
            Driver { files, known, steps: Vec::new(), statics, runner: None, start, counts: Counts::default(), warnings: Vec::new() };
        for index in known..files.len() {
            driver.file(index)?;
        }
        Ok(driver.end(passed_over))
    }
}

struct Driver<'run, 'server> {
    files: &'run [HistoryFile],
    /// So many need not be read.
    known: usize,
    /// Of the files from `known` on, as far as they are read; of all when a server runs.
    steps: Vec<Steps<'run>>,
    statics: StaticReplay,
    runner: Option<Runner>,
    start: Option<&'run mut Starter<'server>>,
    counts: Counts,
    warnings: Vec<SeedWarning>,
}

impl<'run> Driver<'run, '_> {
    fn file(&mut self, index: usize) -> Result<(), HybridError> {
        let file = &self.files[index];
        let steps = self.read(index)?;
        let is_seed = file.kind == HistoryKind::Seed;
        let mut open = false;
        let mut changes = false;
        // A stand-in that cannot be modelled is made by the server, before the first step.
        let mut unmodelled = steps.stand_ins.iter().flat_map(|table| table.statements()).find_map(|sql| self.statics.apply(&sql).err());
        let count = steps.steps.len();
        self.steps.push(steps);
        for at in 0..count {
            let cause = unmodelled.take().or_else(|| self.model(at, open, is_seed));
            let Some(step) = self.steps.last().and_then(|steps| steps.steps.get(at)) else { break };
            open = step.is_open_after(open);
            changes |= self.statics.has_changed();
            let (text, line, path) = (step.sql().to_string(), step.piece.statement.line, step.piece.path);
            let ends = step.after == After::Commit;
            let Some(cause) = cause else {
                if let After::LeftOpen { file, line } = step.after {
                    let cause = ReplayCause::TransactionLeftOpen;
                    return Err(HybridError::Refused(ReplayError { file: file.to_string(), line, cause }));
                }
                continue;
            };
            self.ask_server(index, if is_seed { count - 1 } else { at }, (path, line), &cause)?;
            self.statics.ran_elsewhere(&text);
            if ends {
                self.statics.ended_elsewhere();
            }
            *self.counts.by_postgresql.entry(kind_of(&text)).or_default() += 1;
            self.counts.reasons.push(format!("{path}:{line}: {cause}"));
            if is_seed {
                changes = false;
                break;
            }
        }
        if is_seed && changes {
            // It stands whole or not at all, which its rows decide.
            let cause = NotModelled { statement: "a seed".to_string(), why: "it changes the schema, and may not load".to_string() };
            self.ask_server(index, count.saturating_sub(1), (&file.path, 1), &cause)?;
            self.counts.reasons.push(format!("{}:1: {cause}", file.path));
        }
        self.statics.end_file();
        Ok(())
    }

    /// The file's steps; of a seed that cannot be sent, none, and a warning.
    fn read(&mut self, index: usize) -> Result<Steps<'run>, HybridError> {
        let file = &self.files[index];
        match Steps::of(file) {
            Ok(steps) => Ok(steps),
            Err(error) if file.kind == HistoryKind::Seed => {
                self.warnings.push(SeedWarning(error));
                Ok(Steps::none_of(file))
            }
            Err(error) => Err(HybridError::Refused(error)),
        }
    }

    /// Applies the step, or says why that cannot be.
    fn model(&mut self, at: usize, open: bool, is_seed: bool) -> Option<NotModelled> {
        let step = self.steps.last()?.steps.get(at)?;
        if (open || step.begins) && allows_no_transaction(step) {
            return Some(NotModelled { statement: kind_of(step.sql()), why: "inside a transaction".to_string() });
        }
        if is_seed && matches!(step.after, After::LeftOpen { .. }) {
            return Some(NotModelled { statement: kind_of(step.sql()), why: "a transaction that is not ended".to_string() });
        }
        if step.after == After::Commit && self.statics.state.settings.local {
            return Some(NotModelled { statement: kind_of(step.sql()), why: "the end of a transaction of this form".to_string() });
        }
        if step.begins {
            self.statics.in_transaction(true);
        }
        match self.statics.apply_counted(step.sql()) {
            Ok(kind) => {
                if step.after == After::Commit {
                    self.statics.in_transaction(false);
                }
                *self.counts.modelled.entry(kind).or_default() += 1;
                None
            }
            Err(cause) => Some(cause),
        }
    }

    fn ask_server(&mut self, index: usize, step: usize, (path, line): (&str, usize), cause: &NotModelled) -> Result<(), HybridError> {
        let needs_server = |server| HybridError::NeedsServer { file: path.to_string(), line, cause: cause.clone(), server };
        let unread = |failure| HybridError::Unread { file: path.to_string(), line, failure: Box::new(failure) };
        if self.runner.is_none() {
            let Some(start) = self.start.as_mut() else { return Err(needs_server(None)) };
            let session = start().map_err(|error| needs_server(Some(Box::new(error))))?;
            self.runner = Some(Runner::new(session).map_err(unread)?);
            // A server knows nothing of what is kept.
            for before in (0..self.known).rev() {
                let steps = self.read(before)?;
                self.steps.insert(0, steps);
            }
            self.known = 0;
        }
        let Some(runner) = self.runner.as_mut() else { return Ok(()) };
        runner.run_to(&self.steps, index, step).map_err(HybridError::Refused)?;
        let standing = runner.read().map_err(unread)?;
        self.statics.stand_on_server(standing);
        Ok(())
    }

    fn end(self, mut passed_over: Vec<PassedOver>) -> HybridReplay {
        let of_server = self.runner.map(|runner| (runner.passed_over, runner.warnings));
        let (of_server, warnings) = of_server.unwrap_or_default();
        let found = self.steps.into_iter().flat_map(|steps| steps.passed_over).chain(of_server);
        for found in found {
            if !passed_over.contains(&found) {
                passed_over.push(found);
            }
        }
        let place = |file: &str| self.files.iter().position(|known| known.path == file);
        passed_over.sort_by_cached_key(|passed| (place(&passed.file), passed.file.clone(), passed.line));
        let without_public = self.statics.state.without_public;
        let (catalog, sequences) = self.statics.into_parts();
        let warnings = self.warnings.into_iter().chain(warnings).collect();
        HybridReplay { catalog, sequences, without_public, counts: self.counts, passed_over, warnings }
    }
}

/// Source: PostgreSQL, PreventInTransactionBlock().
fn allows_no_transaction(step: &Step<'_>) -> bool {
    let lone = step.piece.statement.keyword == "VACUUM";
    let word = "concurrently";
    let mentions = step.sql().as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()));
    lone || mentions && Cursor::new(step.sql()).is_ok_and(|cursor| cursor.tokens.iter().take(5).any(|token| token.is_word(word)))
}
