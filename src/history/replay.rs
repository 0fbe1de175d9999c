//! Running a history on a database.
//!
//! A file that begins its own transactions is run as `psql -f` would, statement by statement; any other is one transaction. Each
//! file starts with the session's own settings, as if it had a session of its own.

use std::error::Error;
use std::fmt;

use super::{History, HistoryFile, HistoryKind};
use crate::diagnostic::Diagnostic;
use crate::postgres::{Session, SqlFailure, execute_statement};
use crate::sql::scanner::{Statement, StatementKind, first_words, scan};

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
        execute_statement(session, statement.text(&file.text)).map_err(|failure| {
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

#[derive(Debug, PartialEq, Eq)]
pub(super) enum TransactionStep {
    /// Also `COMMIT AND CHAIN`, which ends one and begins another.
    Begins,
    Ends,
}

/// What a statement does to the file's transaction. Source: PostgreSQL, gram.y, TransactionStmt.
pub(super) fn transaction_step(file: &HistoryFile, statement: &Statement) -> Option<TransactionStep> {
    step_of(&first_words(statement.text(&file.text), 4))
}

fn step_of(words: &[String]) -> Option<TransactionStep> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["BEGIN", ..] | ["START", "TRANSACTION", ..] => Some(TransactionStep::Begins),
        // The session is outside a transaction then; what was prepared waits for a COMMIT PREPARED.
        ["PREPARE", "TRANSACTION", ..] => Some(TransactionStep::Ends),
        ["COMMIT" | "END" | "ROLLBACK" | "ABORT", rest @ ..] => {
            let rest = match rest {
                ["WORK" | "TRANSACTION", rest @ ..] => rest,
                rest => rest,
            };
            match rest {
                // To a savepoint: the transaction goes on.
                ["TO", ..] => None,
                ["AND", "CHAIN", ..] => Some(TransactionStep::Begins),
                _ => Some(TransactionStep::Ends),
            }
        }
        _ => None,
    }
}

/// Where PostgreSQL points to, else where the statement begins.
pub(super) fn line_of(file: &HistoryFile, statement: &Statement, failure: &SqlFailure) -> usize {
    let before = failure.position.and_then(|position| file.text.get(statement.body.start..statement.body.start + position));
    statement.line + before.map_or(0, |before| before.matches('\n').count())
}

impl ReplayError {
    pub(super) fn new(file: &HistoryFile, line: usize, cause: ReplayCause) -> ReplayError {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_begin_and_end_a_transaction_is_known() {
        use TransactionStep::{Begins, Ends};
        for (text, expected) in [
            ("BEGIN;", Some(Begins)),
            ("begin work isolation level serializable;", Some(Begins)),
            ("START TRANSACTION READ ONLY;", Some(Begins)),
            ("COMMIT;", Some(Ends)),
            ("End Transaction;", Some(Ends)),
            ("ABORT;", Some(Ends)),
            ("ROLLBACK WORK;", Some(Ends)),
            ("COMMIT AND NO CHAIN;", Some(Ends)),
            ("COMMIT -- and chain\n;", Some(Ends)),
            ("PREPARE TRANSACTION 'a';", Some(Ends)),
            ("COMMIT PREPARED 'a';", Some(Ends)),
            ("COMMIT AND CHAIN;", Some(Begins)),
            ("COMMIT/* now */WORK AND\nCHAIN;", Some(Begins)),
            ("END AND CHAIN;", Some(Begins)),
            ("ROLLBACK TRANSACTION AND CHAIN;", Some(Begins)),
            ("ABORT AND CHAIN;", Some(Begins)),
            ("ROLLBACK TO a;", None),
            ("ROLLBACK WORK TO SAVEPOINT a;", None),
            ("SAVEPOINT a;", None),
            ("PREPARE a AS SELECT 1;", None),
            ("START_REPLICATION;", None),
        ] {
            assert_eq!(step_of(&first_words(text, 4)), expected, "{text}");
        }
    }
}
