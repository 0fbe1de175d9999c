//! What a file executes, statement by statement, with included scripts in the place of the lines that name them.
//!
//! Comes in: a [`HistoryFile`]. Goes out: its [`Run`]s, one for each part. Never happens: an offset or a line that does not count in the file
//! that a person sees; a piece outside of the parts.

use std::ops::Range;

use super::{HistoryFile, Included};
use crate::convention::Transaction;
use crate::sql::scanner::{Statement, StatementKind, scan};

/// The pieces of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run<'h> {
    pub transaction: Transaction,
    pub pieces: Vec<Piece<'h>>,
}

/// A statement, a line for psql or the rows of a COPY, in the file or the script in which it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece<'h> {
    pub path: &'h str,
    /// The whole file; the statement's ranges count in it.
    pub script: &'h str,
    pub statement: Statement,
}

impl<'h> Piece<'h> {
    /// From its first word on.
    pub fn text(&self) -> &'h str {
        self.script.get(self.statement.body.clone()).unwrap_or("")
    }

    pub fn is_sql(&self) -> bool {
        self.statement.kind == StatementKind::Sql
    }
}

impl HistoryFile {
    /// What is executed, in order. What is blank is left out, and so are statements of nothing but a semicolon.
    pub fn runs(&self) -> Vec<Run<'_>> {
        let source = Source { path: &self.path, text: &self.text, included: &self.included };
        let run = |part: &crate::convention::Part| {
            let mut pieces = Vec::new();
            source.add(part.range.clone(), &mut pieces);
            Run { transaction: part.transaction, pieces }
        };
        self.parts.iter().map(run).collect()
    }

    /// The parts as the runner sends them, each in one piece. For files without lines for psql.
    pub fn script(&self) -> String {
        self.parts.iter().map(|part| part.script(&self.text)).collect()
    }

    /// All statements, lines for psql and rows, of all parts.
    pub fn pieces(&self) -> Vec<Piece<'_>> {
        self.runs().into_iter().flat_map(|run| run.pieces).collect()
    }
}

struct Source<'h> {
    path: &'h str,
    text: &'h str,
    included: &'h [Included],
}

impl<'h> Source<'h> {
    fn add(&self, part: Range<usize>, pieces: &mut Vec<Piece<'h>>) {
        let Some(script) = self.text.get(part.clone()) else { return };
        let lines_before = self.text[..part.start].matches('\n').count();
        for mut statement in scan(script) {
            for range in [&mut statement.range, &mut statement.body] {
                *range = range.start + part.start..range.end + part.start;
            }
            statement.line += lines_before;
            if statement.kind == StatementKind::PsqlCommand
                && let Some(script) = self.included.iter().find(|script| script.at == statement.body.start)
            {
                let source = Source { path: &script.path, text: &script.text, included: &script.included };
                source.add(0..script.text.len(), pieces);
                continue;
            }
            let piece = Piece { path: self.path, script: self.text, statement };
            if piece.statement.kind != StatementKind::Blank && piece.text().trim() != ";" {
                pieces.push(piece);
            }
        }
    }
}
