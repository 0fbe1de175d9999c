//! Running a history on a database.
//!
//! Each part of a file shares a transaction as its runner has it. One that is sent as it is written is run as `psql -f` would when it begins
//! its own transactions, and is one transaction otherwise. Each file starts with the session's own settings, as if it had a session of its own.
//! Rows of a COPY are handed to PostgreSQL. Lines for psql that only show something are passed over, and so are settings of newer servers; both are told.

use std::error::Error;
use std::fmt;

use super::script::{Piece, Run};
use super::{History, HistoryFile, HistoryKind, stand_ins};
use crate::convention::Transaction;
use crate::diagnostic::Diagnostic;
use crate::postgres::{Session, SqlFailure, execute_statement};
use crate::sql::extensions::{KnownExtension, missed};
use crate::sql::psql::{PsqlLine, psql_line, uses_variable};
use crate::sql::scanner::{StatementKind, first_words};

/// What came of it.
#[derive(Debug, Default)]
pub struct Replayed {
    pub warnings: Vec<SeedWarning>,
    pub passed_over: Vec<PassedOver>,
}

/// A line that was not handed to PostgreSQL, and without which everything is as with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassedOver {
    pub file: String,
    /// From 1.
    pub line: usize,
    /// `\restrict`, `SET transaction_timeout`
    pub what: String,
}

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
    /// A line for psql that changes what is executed, or rows that are not there.
    NeedsPsql { command: String, reason: &'static str },
    /// The file ends inside a transaction that it began.
    TransactionLeftOpen,
}

/// A seed that no longer loads after the migrations before it.
#[derive(Debug)]
pub struct SeedWarning(pub ReplayError);

/// Runs every file. The session must stand outside a transaction; afterwards it does so again, whatever happened.
pub fn replay(history: &History, session: &mut Session) -> Result<Replayed, ReplayError> {
    let mut replayed = Replayed::default();
    for file in &history.entries {
        match (replay_file(file, session), file.kind) {
            (Ok(passed_over), _) => replayed.passed_over.extend(passed_over),
            (Err(error), HistoryKind::Seed) => replayed.warnings.push(SeedWarning(error)),
            (Err(error), HistoryKind::Migration) => return Err(error),
        }
    }
    Ok(replayed)
}

/// Runs one file, of either kind.
pub fn replay_file(file: &HistoryFile, session: &mut Session) -> Result<Vec<PassedOver>, ReplayError> {
    let whole_file = |failure: SqlFailure| ReplayError::refused(&file.path, 1, failure);
    let limit = statement_timeout(session).map_err(whole_file)?;
    for table in stand_ins(&file.text) {
        session.execute(&table.sql()).map_err(whole_file)?;
    }
    let runs = file.runs();
    let mut player = Player { session, passed_over: Vec::new() };
    let steps: Result<Vec<_>, _> = player.steps(&runs);
    let result = steps.and_then(|steps| steps.iter().try_for_each(|(transaction, steps)| player.run(*transaction, steps)));
    let Player { session, passed_over } = player;
    if result.is_err() {
        // Outside a transaction this is a remark only.
        session.execute("ROLLBACK").map_err(whole_file)?;
    }
    session.execute(&format!("RESET SESSION AUTHORIZATION; RESET ALL; SET statement_timeout = '{limit}'")).map_err(whole_file)?;
    session.take_notices();
    result.map(|()| passed_over)
}

fn statement_timeout(session: &mut Session) -> Result<String, SqlFailure> {
    let rows = session.query("SELECT current_setting('statement_timeout')", &[])?;
    Ok(rows.first().map_or_else(|| "0".to_string(), |row| row.get(0)))
}

/// What is sent for a piece.
enum Step<'r, 'h> {
    Statement(&'r Piece<'h>),
    /// The statement, as it is written or as `\copy` means it, and its rows.
    Copy {
        piece: &'r Piece<'h>,
        sql: String,
        rows: &'h str,
        first_row: usize,
    },
}

impl<'r, 'h> Step<'r, 'h> {
    fn copy(piece: &'r Piece<'h>, sql: String, rows: &'r Piece<'h>) -> Result<Step<'r, 'h>, ReplayError> {
        Ok(Step::Copy { piece, sql, rows: rows_of(rows)?, first_row: rows.statement.line })
    }

    /// Where PostgreSQL points to, else where the statement begins.
    fn line_of(&self, failure: &SqlFailure) -> usize {
        let piece = self.piece();
        if let Step::Copy { first_row, .. } = self
            && let Some(row) = row_of(failure)
        {
            return first_row + row - 1;
        }
        let before = failure.position.and_then(|position| piece.text().get(..position));
        piece.statement.line + before.map_or(0, |before| before.matches('\n').count())
    }

    fn piece(&self) -> &'r Piece<'h> {
        match self {
            Step::Statement(piece) | Step::Copy { piece, .. } => piece,
        }
    }
}

struct Player<'s> {
    session: &'s mut Session,
    passed_over: Vec<PassedOver>,
}

impl Player<'_> {
    /// All that is to be sent, before anything is: what cannot be sent is found first.
    fn steps<'r, 'h>(&mut self, runs: &'r [Run<'h>]) -> Result<Vec<(Transaction, Vec<Step<'r, 'h>>)>, ReplayError> {
        let mut nothing_ran = true;
        let mut all = Vec::new();
        for run in runs {
            let mut steps = Vec::new();
            let mut pieces = run.pieces.iter().peekable();
            while let Some(piece) = pieces.next() {
                let rows = pieces.next_if(|next| next.statement.kind == StatementKind::CopyData);
                match piece.statement.kind {
                    StatementKind::PsqlCommand => steps.extend(self.psql(piece, rows, nothing_ran)?),
                    StatementKind::Sql => {
                        nothing_ran &= piece.statement.keyword == "SET";
                        steps.push(match rows {
                            Some(rows) => Step::copy(piece, without_semicolon(piece.text()), rows)?,
                            None => Step::Statement(piece),
                        });
                    }
                    StatementKind::CopyData | StatementKind::Blank => {}
                }
            }
            all.push((run.transaction, steps));
        }
        Ok(all)
    }

    /// What a line for psql amounts to; an error for one that changes what is executed.
    fn psql<'r, 'h>(
        &mut self,
        piece: &'r Piece<'h>,
        rows: Option<&'r Piece<'h>>,
        nothing_ran: bool,
    ) -> Result<Option<Step<'r, 'h>>, ReplayError> {
        let line = piece.text().trim();
        let refused = |reason: &'static str| Err(ReplayError::needs_psql(piece, line, reason));
        match psql_line(line) {
            PsqlLine::Sends => return Ok(None),
            PsqlLine::Harmless => {}
            PsqlLine::Sets { variable } if uses_variable(piece.script, &variable) => {
                return refused("the script uses this variable of psql");
            }
            PsqlLine::Sets { .. } => {}
            PsqlLine::Connects if nothing_ran => {}
            PsqlLine::Connects => return refused("what follows runs in another database"),
            PsqlLine::Includes { .. } => return refused("the script that it names is not here"),
            PsqlLine::Refused(reason) => return refused(reason),
            PsqlLine::CopyFromStdin { sql } => {
                let Some(rows) = rows else { return refused("no rows stand behind it") };
                return Step::copy(piece, sql, rows).map(Some);
            }
        }
        let name = line.split_whitespace().next().unwrap_or("\\");
        self.pass_over(piece, name.to_string());
        Ok(None)
    }

    fn pass_over(&mut self, piece: &Piece<'_>, what: String) {
        self.passed_over.push(PassedOver { file: piece.path.to_string(), line: piece.statement.line, what });
    }

    fn run(&mut self, transaction: Transaction, steps: &[Step<'_, '_>]) -> Result<(), ReplayError> {
        let (Some(first), Some(last)) = (steps.first(), steps.last()) else { return Ok(()) };
        let own_transactions = steps.iter().any(|step| transaction_step(step.piece()).is_some());
        let wrapped = match transaction {
            Transaction::Runner => true,
            // One statement is a transaction by itself, and some (CREATE INDEX CONCURRENTLY) allow no other.
            Transaction::AsWritten => !own_transactions && steps.len() > 1,
            Transaction::Each => false,
        };
        if wrapped {
            self.control("BEGIN", first.piece())?;
        }
        let mut open_since = None;
        for step in steps {
            self.step(step)?;
            match transaction_step(step.piece()) {
                Some(TransactionStep::Begins) => open_since = Some(step.piece()),
                Some(TransactionStep::Ends) => open_since = None,
                None => {}
            }
        }
        if wrapped {
            // A deferred constraint speaks up here: no statement's line, so the last one's.
            return self.control("COMMIT", last.piece());
        }
        match open_since {
            Some(piece) => {
                Err(ReplayError { file: piece.path.to_string(), line: piece.statement.line, cause: ReplayCause::TransactionLeftOpen })
            }
            None => Ok(()),
        }
    }

    fn control(&mut self, sql: &str, at: &Piece<'_>) -> Result<(), ReplayError> {
        self.session.execute(sql).map_err(|failure| ReplayError::refused(at.path, at.statement.line, failure))
    }

    fn step(&mut self, step: &Step<'_, '_>) -> Result<(), ReplayError> {
        let piece = step.piece();
        let sent = match step {
            Step::Copy { sql, rows, .. } => self.session.copy_in(sql, rows),
            Step::Statement(piece) => match self.setting_of_a_newer_server(piece) {
                Ok(Some(name)) => {
                    self.pass_over(piece, format!("SET {name}"));
                    Ok(())
                }
                Ok(None) => execute_statement(self.session, piece.text()),
                Err(failure) => Err(failure),
            },
        };
        sent.map_err(|failure| ReplayError::refused(piece.path, step.line_of(&failure), failure))
    }

    /// The parameter that the statement sets, when this server does not know it and a later one does.
    fn setting_of_a_newer_server(&mut self, piece: &Piece<'_>) -> Result<Option<&'static str>, SqlFailure> {
        if piece.statement.keyword != "SET" {
            return Ok(None);
        }
        let mut words = piece.text().split(|c: char| c.is_whitespace() || c == '=').filter(|word| !word.is_empty()).skip(1);
        let first = words.next().unwrap_or("");
        let name = if ["session", "local"].contains(&first.to_ascii_lowercase().as_str()) { words.next().unwrap_or("") } else { first };
        let Some(known) = NEWER_SETTINGS.iter().find(|known| known.eq_ignore_ascii_case(name)) else { return Ok(None) };
        let rows = self.session.query("SELECT 1 FROM pg_settings WHERE name = $1", &[known])?;
        Ok(rows.is_empty().then_some(*known))
    }
}

/// Settings that came after PostgreSQL 14 and that any user may change, as dumps and careful migrations do.
/// Source: release notes of PostgreSQL 15 to 18.
const NEWER_SETTINGS: &[&str] = &[
    "transaction_timeout",
    "event_triggers",
    "restrict_nonsystem_relation_kind",
    "createrole_self_grant",
    "recursive_worktable_factor",
    "stats_fetch_consistency",
    "vacuum_buffer_usage_limit",
    "enable_presorted_aggregate",
    "enable_group_by_reordering",
    "enable_distinct_reordering",
    "enable_self_join_elimination",
    "debug_parallel_query",
    "scram_iterations",
    "io_combine_limit",
];

fn without_semicolon(sql: &str) -> String {
    sql.trim_end().trim_end_matches(';').to_string()
}

/// The rows without the line `\.` that ends them.
fn rows_of<'h>(piece: &Piece<'h>) -> Result<&'h str, ReplayError> {
    let text = piece.text();
    let body = text.trim_end();
    match body.strip_suffix("\\.") {
        Some(rows) if rows.is_empty() || rows.ends_with('\n') => Ok(rows),
        _ if body.is_empty() => Err(ReplayError::needs_psql(piece, "COPY … FROM stdin", "no rows stand behind it")),
        _ => Ok(text),
    }
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum TransactionStep {
    /// Also `COMMIT AND CHAIN`, which ends one and begins another.
    Begins,
    Ends,
}

/// What a statement does to the file's transaction. Source: PostgreSQL, gram.y, TransactionStmt.
fn transaction_step(piece: &Piece<'_>) -> Option<TransactionStep> {
    step_of(&first_words(piece.text(), 4))
}

pub(super) fn step_of(words: &[String]) -> Option<TransactionStep> {
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

/// The row that a COPY stumbled over, from 1: `COPY users, line 3, column id: "x"`.
fn row_of(failure: &SqlFailure) -> Option<usize> {
    let (_, after) = failure.context.as_deref()?.split_once(", line ")?;
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    after[..digits].parse().ok().filter(|row| *row > 0)
}

impl ReplayError {
    fn refused(file: &str, line: usize, failure: SqlFailure) -> ReplayError {
        ReplayError { file: file.to_string(), line, cause: ReplayCause::Refused(Box::new(failure)) }
    }

    fn needs_psql(piece: &Piece<'_>, command: &str, reason: &'static str) -> ReplayError {
        let cause = ReplayCause::NeedsPsql { command: command.lines().next().unwrap_or("").trim().to_string(), reason };
        ReplayError { file: piece.path.to_string(), line: piece.statement.line, cause }
    }

    fn what_is_wrong(&self) -> String {
        match &self.cause {
            ReplayCause::Refused(failure) => failure.to_string(),
            ReplayCause::NeedsPsql { command, reason } => format!("`{command}` is for psql, not for a server: {reason}"),
            ReplayCause::TransactionLeftOpen => "the transaction that begins here is not ended in this file".to_string(),
        }
    }

    fn help(&self) -> String {
        match &self.cause {
            ReplayCause::Refused(failure) if failure.sqlstate == "25001" => {
                "this statement allows no transaction round it: give it a file of its own, or end the transaction before it".to_string()
            }
            ReplayCause::Refused(failure) => match missed(&failure.sqlstate, &failure.message) {
                Some(KnownExtension { name, .. }) => format!(
                    "it comes with the extension {name}, which no file before it creates: write `CREATE EXTENSION IF NOT EXISTS \"{name}\";` into the \
                     first migration, or prove on a server whose template1 has it (--server)"
                ),
                None => failure.hint.clone().unwrap_or_else(|| "every file must apply on top of those before it".to_string()),
            },
            ReplayCause::NeedsPsql { .. } => "write in plain SQL what the line does".to_string(),
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

impl Replayed {
    /// What was passed over, for people: one sentence for each file.
    pub fn notes(&self) -> Vec<String> {
        notes(&self.passed_over)
    }
}

/// One sentence for each file.
pub fn notes(passed_over: &[PassedOver]) -> Vec<String> {
    let mut notes = Vec::new();
    for of_one_file in passed_over.chunk_by(|one, other| one.file == other.file) {
        let mut seen: Vec<&str> = Vec::new();
        for found in of_one_file {
            if !seen.contains(&found.what.as_str()) {
                seen.push(&found.what);
            }
        }
        notes.push(format!("{}: passed over {}", of_one_file[0].file, seen.join(", ")));
    }
    notes
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
