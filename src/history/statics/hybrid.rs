//! A whole history as a catalog: statically where that is exact, by PostgreSQL where it is not.
//!
//! Comes in: the files of a history, and a way to a temporary PostgreSQL. Goes out: the catalog that they make, and how many statements of which kind were
//! modelled. Never happens: a server that is started for nothing; a statement that is skipped (without a server it is an error with file and line).

use std::collections::BTreeMap;
use std::fmt;

use super::super::replay::{ReplayCause, ReplayError};
use super::super::{HistoryFile, HistoryKind};
use super::server::{Runner, Script, failed};
use super::{NotModelled, StaticReplay, kind_of};
use crate::catalog::Catalog;
use crate::postgres::{ServerError, Session};
use crate::sql::scanner::StatementKind;

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
    NeedsServer {
        file: String,
        line: usize,
        cause: NotModelled,
    },
    Server(ServerError),
    /// PostgreSQL refuses a statement.
    Refused(ReplayError),
}

impl fmt::Display for HybridError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            HybridError::NeedsServer { file, line, cause } => {
                write!(formatter, "{file}:{line}: PostgreSQL is needed for this statement: {cause}")
            }
            HybridError::Server(error) => write!(formatter, "{error}"),
            HybridError::Refused(error) => write!(formatter, "{error}"),
        }
    }
}

impl std::error::Error for HybridError {}

/// A way to a session on an empty temporary database. Its server must live as long as the replay.
pub type Starter<'server> = dyn FnMut() -> Result<Session, ServerError> + 'server;

/// A history's catalog, with how it came to be.
pub struct HybridReplay {
    pub catalog: Catalog,
    pub counts: Counts,
}

impl HybridReplay {
    /// `start` is called once, when the first statement needs PostgreSQL; `None` where there is none.
    pub fn run(files: &[HistoryFile], start: Option<&mut Starter<'_>>) -> Result<HybridReplay, HybridError> {
        let scripts: Vec<Script> = files.iter().map(Script::new).collect();
        let mut driver = Driver { scripts: &scripts, statics: StaticReplay::new(), runner: None, start, counts: Counts::default() };
        for index in 0..scripts.len() {
            driver.file(index)?;
        }
        Ok(HybridReplay { catalog: driver.statics.into_catalog(), counts: driver.counts })
    }
}

struct Driver<'run, 'server> {
    scripts: &'run [Script<'run>],
    statics: StaticReplay,
    runner: Option<Runner>,
    start: Option<&'run mut Starter<'server>>,
    counts: Counts,
}

impl Driver<'_, '_> {
    fn file(&mut self, index: usize) -> Result<(), HybridError> {
        let script = &self.scripts[index];
        let file = script.file;
        for (at, statement) in script.statements.iter().enumerate() {
            let text = statement.text(&file.text);
            match statement.kind {
                StatementKind::Sql => {}
                StatementKind::PsqlCommand if is_remark(text) => continue,
                StatementKind::PsqlCommand => {
                    let command = text.lines().next().unwrap_or("").trim().to_string();
                    return Err(HybridError::Refused(failed(
                        file,
                        statement.line,
                        ReplayCause::NeedsPsql { command, reason: "static replay hands no line to psql" },
                    )));
                }
                StatementKind::CopyData | StatementKind::Blank => continue,
            }
            let Err(cause) = self.statics.apply(text) else {
                *self.counts.modelled.entry(kind_of(text)).or_default() += 1;
                continue;
            };
            // A seed is run to its end: it stands whole or not at all.
            let last = if file.kind == HistoryKind::Seed { script.statements.len() - 1 } else { at };
            self.ask_server(index, last, statement.line, &cause)?;
            self.statics.ran_elsewhere(text);
            *self.counts.by_postgresql.entry(kind_of(text)).or_default() += 1;
            self.counts.reasons.push(format!("{}:{}: {cause}", file.path, statement.line));
            if file.kind == HistoryKind::Seed {
                break;
            }
        }
        self.statics.end_file();
        Ok(())
    }

    fn ask_server(&mut self, index: usize, statement: usize, line: usize, cause: &NotModelled) -> Result<(), HybridError> {
        let file = self.scripts[index].file;
        let refused = |failure| HybridError::Refused(failed(file, line, ReplayCause::Refused(Box::new(failure))));
        if self.runner.is_none() {
            let Some(start) = self.start.as_mut() else {
                return Err(HybridError::NeedsServer { file: file.path.clone(), line, cause: cause.clone() });
            };
            let session = start().map_err(HybridError::Server)?;
            self.runner = Some(Runner::new(session).map_err(refused)?);
        }
        let Some(runner) = self.runner.as_mut() else { return Ok(()) };
        runner.run_to(self.scripts, index, statement).map_err(HybridError::Refused)?;
        let standing = runner.read().map_err(refused)?;
        self.statics.stand_on_server(standing);
        Ok(())
    }
}

/// Lines for psql that change nothing: `\restrict` and `\unrestrict` of newer dumps, output settings.
fn is_remark(line: &str) -> bool {
    let command = line.split_whitespace().next().unwrap_or("");
    matches!(command, "\\restrict" | "\\unrestrict" | "\\echo" | "\\qecho" | "\\timing" | "\\pset" | "\\encoding" | "\\x" | "\\t")
}
