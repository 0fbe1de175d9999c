//! Running a history on a database.
//!
//! Each part of a file shares a transaction as its runner has it. One that is sent as it is written is run as `psql -f` would when it begins
//! its own transactions, and is one transaction otherwise. Each file starts with the session's own settings, as if it had a session of its own.
//! Rows of a COPY are handed to PostgreSQL. Lines for psql that only show something are passed over, and so are settings of newer servers; both are told.

use std::error::Error;
use std::fmt;

use super::script::Piece;
use super::steps::{After, PassedOver, Step, Steps};
use super::{History, HistoryFile, HistoryKind, StandIn};
use crate::diagnostic::Diagnostic;
use crate::postgres::{Session, SqlFailure, execute_statement};
use crate::sql::extensions::{KnownExtension, missed};

/// What came of it.
#[derive(Debug, Default)]
pub struct Replayed {
    pub warnings: Vec<SeedWarning>,
    pub passed_over: Vec<PassedOver>,
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
    let limit = statement_timeout(session).map_err(|failure| ReplayError::refused(&file.path, 1, failure))?;
    let mut passed_over = Vec::new();
    let sent = Steps::of(file).and_then(|steps| {
        passed_over.extend_from_slice(&steps.passed_over);
        make_stand_ins(session, &steps)?;
        steps.steps.iter().try_for_each(|step| {
            passed_over.extend(send(session, step)?);
            Ok(())
        })
    });
    if sent.is_err() {
        take_back(session, file)?;
    }
    end_file(session, file, &limit)?;
    sent.map(|()| in_order(passed_over))
}

/// By their lines, where all are of one file.
fn in_order(mut passed_over: Vec<PassedOver>) -> Vec<PassedOver> {
    if passed_over.windows(2).all(|pair| pair[0].file == pair[1].file) {
        passed_over.sort_by_key(|passed| passed.line);
    }
    passed_over
}

/// The session's own limit, which a file may change for itself.
pub(super) fn statement_timeout(session: &mut Session) -> Result<String, SqlFailure> {
    let rows = session.query("SELECT current_setting('statement_timeout')", &[])?;
    Ok(rows.first().map_or_else(|| "0".to_string(), |row| row.get(0)))
}

pub(super) fn make_stand_ins(session: &mut Session, steps: &Steps<'_>) -> Result<(), ReplayError> {
    let make = |table: &StandIn| session.execute(&table.sql()).map_err(|failure| ReplayError::refused(&steps.file.path, 1, failure));
    steps.stand_ins.iter().try_for_each(make)
}

/// What a file has left open goes. Outside a transaction this is a remark only.
pub(super) fn take_back(session: &mut Session, file: &HistoryFile) -> Result<(), ReplayError> {
    session.execute("ROLLBACK").map_err(|failure| ReplayError::refused(&file.path, 1, failure))
}

/// The next file starts as in a session of its own.
pub(super) fn end_file(session: &mut Session, file: &HistoryFile, limit: &str) -> Result<(), ReplayError> {
    let reset = format!("RESET SESSION AUTHORIZATION; RESET ALL; DISCARD TEMPORARY; SET statement_timeout = '{limit}'");
    session.execute(&reset).map_err(|failure| ReplayError::refused(&file.path, 1, failure))?;
    session.take_notices();
    Ok(())
}

/// Sends one step, with the transaction that it begins or ends. Gives the setting of a newer server that was passed over.
pub(super) fn send(session: &mut Session, step: &Step<'_>) -> Result<Option<PassedOver>, ReplayError> {
    let piece = &step.piece;
    let refused = |failure: SqlFailure| ReplayError::refused(piece.path, line_of(step, &failure), failure);
    let control = |session: &mut Session, sql: &str| {
        session.execute(sql).map_err(|failure| ReplayError::refused(piece.path, piece.statement.line, failure))
    };
    if step.begins {
        control(session, "BEGIN")?;
    }
    let mut passed_over = None;
    if let Some((rows, _)) = step.rows() {
        session.copy_in(step.sql(), rows).map_err(refused)?;
    } else if let Some(name) = setting_of_a_newer_server(session, piece).map_err(refused)? {
        passed_over = Some(PassedOver { file: piece.path.to_string(), line: piece.statement.line, what: format!("SET {name}") });
    } else {
        execute_statement(session, step.sql()).map_err(refused)?;
    }
    match step.after {
        After::Nothing => {}
        // A deferred constraint speaks up here: no statement's line, so the last one's.
        After::Commit => control(session, "COMMIT")?,
        After::LeftOpen { file, line } => {
            return Err(ReplayError { file: file.to_string(), line, cause: ReplayCause::TransactionLeftOpen });
        }
    }
    Ok(passed_over)
}

/// Where PostgreSQL points to, else where the statement begins.
fn line_of(step: &Step<'_>, failure: &SqlFailure) -> usize {
    if let (Some((_, first_row)), Some(row)) = (step.rows(), row_of(failure)) {
        return first_row + row - 1;
    }
    let before = failure.position.and_then(|position| step.piece.text().get(..position));
    step.piece.statement.line + before.map_or(0, |before| before.matches('\n').count())
}

/// The parameter that the statement sets, when this server does not know it and a later one does.
fn setting_of_a_newer_server(session: &mut Session, piece: &Piece<'_>) -> Result<Option<&'static str>, SqlFailure> {
    if piece.statement.keyword != "SET" {
        return Ok(None);
    }
    let mut words = piece.text().split(|c: char| c.is_whitespace() || c == '=').filter(|word| !word.is_empty()).skip(1);
    let first = words.next().unwrap_or("");
    let name = if ["session", "local"].contains(&first.to_ascii_lowercase().as_str()) { words.next().unwrap_or("") } else { first };
    let Some(known) = NEWER_SETTINGS.iter().find(|known| known.eq_ignore_ascii_case(name)) else { return Ok(None) };
    let rows = session.query("SELECT 1 FROM pg_settings WHERE name = $1", &[known])?;
    Ok(rows.is_empty().then_some(*known))
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

/// The row that a COPY stumbled over, from 1: `COPY users, line 3, column id: "x"`.
fn row_of(failure: &SqlFailure) -> Option<usize> {
    let (_, after) = failure.context.as_deref()?.split_once(", line ")?;
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    after[..digits].parse().ok().filter(|row| *row > 0)
}

impl ReplayError {
    pub(super) fn refused(file: &str, line: usize, failure: SqlFailure) -> ReplayError {
        ReplayError { file: file.to_string(), line, cause: ReplayCause::Refused(Box::new(failure)) }
    }

    pub(super) fn needs_psql(piece: &Piece<'_>, command: &str, reason: &'static str) -> ReplayError {
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
        Diagnostic::warning("seed-does-not-load", self.0.to_string()).help(match &self.0.cause {
            // No such table, column or type.
            ReplayCause::Refused(failure) if ["42P01", "42703", "42704"].contains(&failure.sqlstate.as_str()) => {
                "the migration that makes what it fills must stand before it: where that one was deleted or made anew, this seed goes too"
                    .to_string()
            }
            _ => self.0.help(),
        })
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
