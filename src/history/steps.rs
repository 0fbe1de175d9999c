//! What a file sends to a server, step by step, known before anything is sent.
//!
//! Comes in: a [`HistoryFile`]. Goes out: its [`Steps`]: the statements of the parts that are executed, rows of a COPY with the statement
//! that takes them, and where transactions begin and end. Never happens: a line for psql that changes what is executed and is passed over.

use serde::{Deserialize, Serialize};

use super::replay::ReplayError;
use super::script::{Piece, Run};
use super::{HistoryFile, StandIn, stand_ins};
use crate::convention::Transaction;
use crate::sql::psql::{PsqlLine, psql_line, uses_variable};
use crate::sql::scanner::{StatementKind, first_words};

/// A line that was not handed to PostgreSQL, and without which everything is as with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedOver {
    pub file: String,
    /// From 1.
    pub line: usize,
    /// `\restrict`, `SET transaction_timeout`
    pub what: String,
}

/// One file, ready to be sent.
pub struct Steps<'h> {
    pub file: &'h HistoryFile,
    /// Tables of others that must stand before.
    pub stand_ins: Vec<StandIn>,
    pub steps: Vec<Step<'h>>,
    pub passed_over: Vec<PassedOver>,
}

/// A statement with what belongs to it.
pub struct Step<'h> {
    pub piece: Piece<'h>,
    sent: Sent<'h>,
    /// A transaction is begun before it, because the file's part shares one.
    pub begins: bool,
    pub after: After<'h>,
}

enum Sent<'h> {
    AsWritten,
    /// As it is written or as `\copy` means it, with its rows.
    Copy {
        sql: String,
        rows: &'h str,
        first_row: usize,
    },
}

/// What follows a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After<'h> {
    Nothing,
    Commit,
    /// The part ends inside the transaction that the statement there began.
    LeftOpen {
        file: &'h str,
        line: usize,
    },
}

impl<'h> Steps<'h> {
    /// All that is to be sent: what cannot be sent is found before anything is.
    pub fn of(file: &'h HistoryFile) -> Result<Steps<'h>, ReplayError> {
        let mut maker = Maker { nothing_ran: true, passed_over: Vec::new() };
        let mut steps = Vec::new();
        for run in file.runs() {
            steps.extend(maker.part(run)?);
        }
        Ok(Steps { file, stand_ins: stand_ins(&file.text), steps, passed_over: maker.passed_over })
    }

    /// Of a file that is left out.
    pub(super) fn none_of(file: &'h HistoryFile) -> Steps<'h> {
        Steps { file, stand_ins: Vec::new(), steps: Vec::new(), passed_over: Vec::new() }
    }
}

impl<'h> Step<'h> {
    fn new(piece: Piece<'h>, sent: Sent<'h>) -> Step<'h> {
        Step { piece, sent, begins: false, after: After::Nothing }
    }

    fn copy(piece: Piece<'h>, sql: String, rows: &Piece<'h>) -> Result<Step<'h>, ReplayError> {
        let sent = Sent::Copy { sql, rows: rows_of(rows)?, first_row: rows.statement.line };
        Ok(Step::new(piece, sent))
    }

    /// The SQL that is sent.
    pub fn sql(&self) -> &str {
        match &self.sent {
            Sent::AsWritten => self.piece.text(),
            Sent::Copy { sql, .. } => sql,
        }
    }

    /// The rows of a COPY, and the line of the first.
    pub fn rows(&self) -> Option<(&'h str, usize)> {
        match &self.sent {
            Sent::AsWritten => None,
            Sent::Copy { rows, first_row, .. } => Some((rows, *first_row)),
        }
    }

    /// What the statement does to the file's transaction.
    pub fn transaction(&self) -> Option<TransactionStep> {
        transaction_step(&self.piece)
    }

    /// Whether a transaction is open after it, when one was or was not before.
    pub fn is_open_after(&self, before: bool) -> bool {
        let open = match self.transaction() {
            Some(step) => step == TransactionStep::Begins,
            None => before || self.begins,
        };
        open && self.after != After::Commit
    }
}

struct Maker {
    /// Nothing but settings was sent so far.
    nothing_ran: bool,
    passed_over: Vec<PassedOver>,
}

impl Maker {
    fn part<'h>(&mut self, run: Run<'h>) -> Result<Vec<Step<'h>>, ReplayError> {
        let mut steps = Vec::new();
        let mut pieces = run.pieces.into_iter().peekable();
        while let Some(piece) = pieces.next() {
            let rows = pieces.next_if(|next| next.statement.kind == StatementKind::CopyData);
            match piece.statement.kind {
                StatementKind::PsqlCommand => steps.extend(self.psql(piece, rows.as_ref())?),
                StatementKind::Sql => {
                    self.nothing_ran &= piece.statement.keyword == "SET";
                    steps.push(match rows {
                        Some(rows) => {
                            let sql = without_semicolon(piece.text());
                            Step::copy(piece, sql, &rows)?
                        }
                        None => Step::new(piece, Sent::AsWritten),
                    });
                }
                StatementKind::CopyData | StatementKind::Blank => {}
            }
        }
        share_transactions(run.transaction, &mut steps);
        Ok(steps)
    }

    /// What a line for psql amounts to; an error for one that changes what is executed.
    fn psql<'h>(&mut self, piece: Piece<'h>, rows: Option<&Piece<'h>>) -> Result<Option<Step<'h>>, ReplayError> {
        let line = piece.text().trim();
        let refused = |reason: &'static str| Err(ReplayError::needs_psql(&piece, line, reason));
        match psql_line(line) {
            PsqlLine::Sends => return Ok(None),
            PsqlLine::Harmless => {}
            PsqlLine::Sets { variable } if uses_variable(piece.script, &variable) => {
                return refused("the script uses this variable of psql");
            }
            PsqlLine::Sets { .. } => {}
            PsqlLine::Connects if self.nothing_ran => {}
            PsqlLine::Connects => return refused("what follows runs in another database"),
            PsqlLine::Includes { .. } => return refused("the script that it names is not here"),
            PsqlLine::Refused(reason) => return refused(reason),
            PsqlLine::CopyFromStdin { sql } => {
                let Some(rows) = rows else { return refused("no rows stand behind it") };
                return Step::copy(piece, sql, rows).map(Some);
            }
        }
        let what = line.split_whitespace().next().unwrap_or("\\").to_string();
        self.passed_over.push(PassedOver { file: piece.path.to_string(), line: piece.statement.line, what });
        Ok(None)
    }
}

/// Where the steps of one part share a transaction, and whether one of their own stays open.
fn share_transactions(transaction: Transaction, steps: &mut [Step<'_>]) {
    let own_transactions = steps.iter().any(|step| step.transaction().is_some());
    let wrapped = match transaction {
        Transaction::Runner => true,
        // One statement is a transaction by itself, and some (CREATE INDEX CONCURRENTLY) allow no other.
        Transaction::AsWritten => !own_transactions && steps.len() > 1,
        Transaction::Each => false,
    };
    if wrapped {
        if let Some(first) = steps.first_mut() {
            first.begins = true;
        }
        if let Some(last) = steps.last_mut() {
            last.after = After::Commit;
        }
        return;
    }
    let last_of_all = steps.iter().rev().find_map(|step| Some((step.transaction()?, step.piece.path, step.piece.statement.line)));
    if let (Some((TransactionStep::Begins, file, line)), Some(last)) = (last_of_all, steps.last_mut()) {
        last.after = After::LeftOpen { file, line };
    }
}

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

/// A statement begins or ends a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransactionStep {
    /// Also `COMMIT AND CHAIN`, which ends one and begins another.
    Begins,
    Ends,
}

/// What a statement does to the file's transaction. Source: PostgreSQL, gram.y, TransactionStmt.
fn transaction_step(piece: &Piece<'_>) -> Option<TransactionStep> {
    const FIRST: &[&str] = &["BEGIN", "START", "PREPARE", "COMMIT", "END", "ROLLBACK", "ABORT"];
    if !FIRST.contains(&piece.statement.keyword.as_str()) {
        return None;
    }
    step_of(&first_words(piece.text(), 4))
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
