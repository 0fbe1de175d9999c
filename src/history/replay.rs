//! Running a history on a database.
//!
//! A file that begins its own transactions is run as `psql -f` would, statement by statement; any other is one transaction. Each
//! file starts with the session's own settings, as if it had a session of its own.

use std::error::Error;
use std::fmt;

use super::{History, HistoryFile, HistoryKind, stand_ins};
use crate::diagnostic::Diagnostic;
use crate::postgres::{Session, SqlFailure};
use crate::sql::scanner::{Statement, StatementKind, scan};

/// A migration that does not apply.
#[derive(Debug)]
pub struct ReplayError {
    pub file: String,
    /// From 1.
    pub line: usize,
    pub cause: ReplayCause,
}

#[derive(Debug)]
pub enum ReplayCause {
    /// PostgreSQL refused a statement. The failure's position counts from the start of that statement.
    Refused(Box<SqlFailure>),
    /// `\connect` and the like, or rows for COPY: psql's own, which no server reads.
    NeedsPsql { command: String },
    /// The file ends inside a transaction that it began.
    TransactionLeftOpen,
}

/// A seed that no longer loads after the migrations before it.
#[derive(Debug)]
pub struct SeedWarning(pub ReplayError);

/// Runs every file. The session must stand outside a transaction; afterwards it does so again, whatever happened.
pub fn replay(history: &History, session: &mut Session) -> Result<Vec<SeedWarning>, ReplayError> {
    let mut warnings = Vec::new();
    for file in &history.entries {
        match (run(file, session), file.kind) {
            (Ok(()), _) => {}
            (Err(error), HistoryKind::Seed) => warnings.push(SeedWarning(error)),
            (Err(error), HistoryKind::Migration) => return Err(error),
        }
    }
    Ok(warnings)
}

fn run(file: &HistoryFile, session: &mut Session) -> Result<(), ReplayError> {
    let whole_file = |failure: SqlFailure| ReplayError::new(file, 1, ReplayCause::Refused(Box::new(failure)));
    let limit = statement_timeout(session).map_err(whole_file)?;
    for table in stand_ins(&file.text) {
        session.execute(&table.sql()).map_err(whole_file)?;
    }
    let statements = scan(&file.text);
    let result = statements_for_a_server(file, &statements).and_then(|()| run_statements(file, &statements, session));
    if result.is_err() {
        // Outside a transaction this is a remark only.
        session.execute("ROLLBACK").map_err(whole_file)?;
    }
    session.execute(&format!("RESET SESSION AUTHORIZATION; RESET ALL; SET statement_timeout = '{limit}'")).map_err(whole_file)?;
    session.take_notices();
    result
}

fn statement_timeout(session: &mut Session) -> Result<String, SqlFailure> {
    let rows = session.query("SELECT current_setting('statement_timeout')", &[])?;
    Ok(rows.first().map_or_else(|| "0".to_string(), |row| row.get(0)))
}

fn statements_for_a_server(file: &HistoryFile, statements: &[Statement]) -> Result<(), ReplayError> {
    let foreign = statements.iter().find(|statement| matches!(statement.kind, StatementKind::PsqlCommand | StatementKind::CopyData));
    foreign.map_or(Ok(()), |statement| {
        let first_line = statement.text(&file.text).lines().next().unwrap_or("").trim();
        let command = match statement.kind {
            StatementKind::CopyData => "COPY … FROM stdin".to_string(),
            _ => first_line.to_string(),
        };
        Err(ReplayError::new(file, statement.line, ReplayCause::NeedsPsql { command }))
    })
}

fn run_statements(file: &HistoryFile, statements: &[Statement], session: &mut Session) -> Result<(), ReplayError> {
    let statements: Vec<&Statement> = statements.iter().filter(|statement| statement.kind == StatementKind::Sql).collect();
    let own_transactions = statements.iter().any(|statement| transaction_step(file, statement).is_some());
    // One statement is a transaction by itself, and some (CREATE INDEX CONCURRENTLY) allow no other.
    let wrapped = !own_transactions && statements.len() > 1;
    let refused = |line: usize| move |failure: SqlFailure| ReplayError::new(file, line, ReplayCause::Refused(Box::new(failure)));
    if wrapped {
        session.execute("BEGIN").map_err(refused(1))?;
    }
    let mut open_since = None;
    for statement in &statements {
        session.execute(statement.text(&file.text)).map_err(|failure| {
            let line = line_of(file, statement, &failure);
            refused(line)(failure)
        })?;
        match transaction_step(file, statement) {
            Some(TransactionStep::Begins) => open_since = Some(statement.line),
            Some(TransactionStep::Ends) => open_since = None,
            None => {}
        }
    }
    if let Some(line) = open_since {
        return Err(ReplayError::new(file, line, ReplayCause::TransactionLeftOpen));
    }
    if wrapped {
        // A deferred constraint speaks up here: no statement's line, so the last one's.
        session.execute("COMMIT").map_err(refused(statements.last().map_or(1, |statement| statement.line)))?;
    }
    Ok(())
}

enum TransactionStep {
    Begins,
    Ends,
}

fn transaction_step(file: &HistoryFile, statement: &Statement) -> Option<TransactionStep> {
    let word = |at: usize| statement.text(&file.text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).nth(at);
    let second_is = |wanted: &str| word(1).is_some_and(|word| word.eq_ignore_ascii_case(wanted));
    match statement.keyword.as_str() {
        "BEGIN" => Some(TransactionStep::Begins),
        "START" if second_is("transaction") => Some(TransactionStep::Begins),
        "ROLLBACK" | "ABORT" if second_is("to") || word(2).is_some_and(|word| word.eq_ignore_ascii_case("to")) => None,
        "COMMIT" | "END" | "ROLLBACK" | "ABORT" => Some(TransactionStep::Ends),
        _ => None,
    }
}

/// Where PostgreSQL points to, else where the statement begins.
fn line_of(file: &HistoryFile, statement: &Statement, failure: &SqlFailure) -> usize {
    let before = failure.position.and_then(|position| file.text.get(statement.body.start..statement.body.start + position));
    statement.line + before.map_or(0, |before| before.matches('\n').count())
}

impl ReplayError {
    fn new(file: &HistoryFile, line: usize, cause: ReplayCause) -> ReplayError {
        ReplayError { file: file.path.clone(), line, cause }
    }

    fn what_is_wrong(&self) -> String {
        match &self.cause {
            ReplayCause::Refused(failure) => failure.to_string(),
            ReplayCause::NeedsPsql { command } => format!("`{command}` is for psql, not for a server"),
            ReplayCause::TransactionLeftOpen => "the transaction that begins here is not ended in this file".to_string(),
        }
    }

    fn help(&self) -> String {
        match &self.cause {
            ReplayCause::Refused(failure) if failure.sqlstate == "25001" => {
                "this statement allows no transaction round it: give it a file of its own, or end the transaction before it".to_string()
            }
            ReplayCause::Refused(failure) => {
                failure.hint.clone().unwrap_or_else(|| "every file must apply on top of those before it".to_string())
            }
            ReplayCause::NeedsPsql { .. } => "write plain SQL (INSERT in the place of COPY … FROM stdin)".to_string(),
            ReplayCause::TransactionLeftOpen => "end the file with COMMIT;".to_string(),
        }
    }

    pub fn diagnostic(&self) -> Diagnostic {
        Diagnostic::error("migration-does-not-apply", self.to_string()).help(self.help())
    }
}

impl SeedWarning {
    pub fn diagnostic(&self) -> Diagnostic {
        Diagnostic::warning("seed-does-not-load", self.0.to_string()).help(self.0.help())
    }
}

impl fmt::Display for ReplayError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}", self.file, self.line, self.what_is_wrong())
    }
}

impl Error for ReplayError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.cause {
            ReplayCause::Refused(failure) => Some(failure.as_ref()),
            ReplayCause::NeedsPsql { .. } | ReplayCause::TransactionLeftOpen => None,
        }
    }
}
