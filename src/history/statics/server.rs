//! The temporary PostgreSQL that runs what static replay does not do: brought up to date only when it is needed.
//!
//! Comes in: the files of a history, and how far to run them. Goes out: what the server holds then. Never happens: a statement run twice or left out; a
//! setting of the reading that reaches the statements after it.

use super::super::replay::{ReplayCause, ReplayError, TransactionStep, step_of};
use super::super::{HistoryFile, HistoryKind};
use super::state::Settings;
use crate::catalog::Catalog;
use crate::postgres::{SequenceFacts, Session, SqlFailure, introspect_in_transaction, sequences_in_transaction};
use crate::sql::scanner::{Statement, StatementKind, first_words, scan};

/// A file with its pieces.
pub struct Script<'files> {
    pub file: &'files HistoryFile,
    pub statements: Vec<Statement>,
    /// The whole file is one transaction.
    wrapped: bool,
}

impl<'files> Script<'files> {
    pub fn new(file: &'files HistoryFile) -> Script<'files> {
        let statements = scan(&file.text);
        let sql = || statements.iter().filter(|statement| statement.kind == StatementKind::Sql);
        let alone = |statement: &Statement| {
            let words: Vec<String> = statement.text(&file.text).split_whitespace().take(4).map(str::to_ascii_uppercase).collect();
            words.iter().any(|word| word == "CONCURRENTLY") || words.first().is_some_and(|word| word == "VACUUM")
        };
        let own = sql().any(|statement| transaction_step(file, statement).is_some() || alone(statement));
        let wrapped = !own && sql().count() > 1;
        Script { file, statements, wrapped }
    }
}

/// What the server holds at some point.
pub struct Standing {
    pub catalog: Catalog,
    pub sequences: Vec<SequenceFacts>,
    pub(super) settings: Settings,
}

/// A session, and how far it has come.
pub struct Runner {
    session: Session,
    /// The next statement to run: file and statement.
    file: usize,
    statement: usize,
    in_transaction: bool,
    /// The session's own, to be set again after each file.
    limit: String,
}

impl Runner {
    pub fn new(mut session: Session) -> Result<Runner, SqlFailure> {
        let rows = session.query("SELECT current_setting('statement_timeout')", &[])?;
        let limit = rows.first().map_or_else(|| "0".to_string(), |row| row.get(0));
        Ok(Runner { session, file: 0, statement: 0, in_transaction: false, limit })
    }

    /// Runs everything up to this statement of this file, and it too.
    pub fn run_to(&mut self, scripts: &[Script], file: usize, statement: usize) -> Result<(), ReplayError> {
        while (self.file, self.statement) <= (file, statement) {
            let Some(script) = scripts.get(self.file) else { return Ok(()) };
            if self.statement >= script.statements.len() {
                self.end_file(script)?;
                continue;
            }
            if let Err(error) = self.step(script) {
                if script.file.kind == HistoryKind::Migration {
                    return Err(error);
                }
                // A seed that does not load is left out whole, as the project's replay does.
                self.in_transaction = false;
                self.session.execute("ROLLBACK").map_err(refused(script.file, 1))?;
                self.statement = script.statements.len();
            }
        }
        Ok(())
    }

    fn step(&mut self, script: &Script) -> Result<(), ReplayError> {
        let (file, statement) = (script.file, &script.statements[self.statement]);
        if self.statement == 0 && script.wrapped {
            self.session.execute("BEGIN").map_err(refused(file, 1))?;
            self.in_transaction = true;
        }
        let text = statement.text(&file.text);
        let rows = script.statements.get(self.statement + 1).filter(|next| next.kind == StatementKind::CopyData);
        match (statement.kind, rows) {
            (StatementKind::Sql, Some(rows)) => {
                self.copy(text, rows.text(&file.text))
                    .map_err(|failure| failed(file, statement.line, ReplayCause::Refused(Box::new(failure))))?;
            }
            (StatementKind::Sql, None) => self.session.execute(text).map_err(|failure| {
                let line = line_of(file, statement, &failure);
                refused(file, line)(failure)
            })?,
            _ => {}
        }
        match transaction_step(file, statement) {
            Some(step) if statement.kind == StatementKind::Sql => self.in_transaction = step == TransactionStep::Begins,
            _ => {}
        }
        self.statement += 1;
        Ok(())
    }

    /// `COPY … FROM stdin` with its rows.
    fn copy(&mut self, text: &str, rows: &str) -> Result<(), SqlFailure> {
        let end = rows.rfind("\\.").unwrap_or(rows.len());
        self.session.copy_in(text.trim_end().trim_end_matches(';'), &rows[..end])
    }

    fn end_file(&mut self, script: &Script) -> Result<(), ReplayError> {
        let last = script.statements.last().map_or(1, |statement| statement.line);
        if self.in_transaction {
            if !script.wrapped {
                return Err(failed(script.file, last, ReplayCause::TransactionLeftOpen));
            }
            self.session.execute("COMMIT").map_err(refused(script.file, last))?;
            self.in_transaction = false;
        }
        let reset = format!("RESET SESSION AUTHORIZATION; RESET ALL; DISCARD TEMPORARY; SET statement_timeout = '{}'", self.limit);
        self.session.execute(&reset).map_err(refused(script.file, last))?;
        self.session.take_notices();
        self.file += 1;
        self.statement = 0;
        Ok(())
    }

    /// What stands now, inside an open transaction too.
    pub fn read(&mut self) -> Result<Standing, SqlFailure> {
        let begin = if self.in_transaction { "SAVEPOINT groundplan_reading" } else { "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" };
        self.session.execute(begin)?;
        let read = self.read_inside();
        let end =
            if self.in_transaction { "ROLLBACK TO SAVEPOINT groundplan_reading; RELEASE SAVEPOINT groundplan_reading" } else { "ROLLBACK" };
        self.session.execute(end)?;
        read
    }

    fn read_inside(&mut self) -> Result<Standing, SqlFailure> {
        let sql =
            "SELECT current_setting('search_path'), (SELECT setting FROM pg_settings WHERE name = 'TimeZone' AND setting <> reset_val)";
        let rows = self.session.query(sql, &[])?;
        let mut settings = Settings::default();
        if let Some(row) = rows.first() {
            let path: String = row.get(0);
            settings.search_path =
                path.split(',').map(|part| part.trim().trim_matches('"').to_string()).filter(|part| !part.is_empty()).collect();
            settings.time_zone = row.get(1);
        }
        let catalog = introspect_in_transaction(&mut self.session)?;
        let sequences = sequences_in_transaction(&mut self.session)?;
        Ok(Standing { catalog, sequences, settings })
    }
}

fn refused(file: &HistoryFile, line: usize) -> impl Fn(SqlFailure) -> ReplayError {
    move |failure| failed(file, line, ReplayCause::Refused(Box::new(failure)))
}

pub(super) fn failed(file: &HistoryFile, line: usize, cause: ReplayCause) -> ReplayError {
    ReplayError { file: file.path.clone(), line, cause }
}

fn transaction_step(file: &HistoryFile, statement: &Statement) -> Option<TransactionStep> {
    step_of(&first_words(statement.text(&file.text), 4))
}

/// Where PostgreSQL points to, else where the statement begins.
fn line_of(file: &HistoryFile, statement: &Statement, failure: &SqlFailure) -> usize {
    let before = failure.position.and_then(|position| file.text.get(statement.body.start..statement.body.start + position));
    statement.line + before.map_or(0, |before| before.matches('\n').count())
}
