//! A file as it grows: text, and which bytes of it are statements.

use super::{RenderedStatement, SqlFile};
use crate::convention::{Guard, Part, Transaction};
use crate::source::Origin;
use crate::sql::comment_line;

#[derive(Default)]
pub(super) struct FileWriter {
    text: String,
    statements: Vec<RenderedStatement>,
    guard: Option<&'static Guard>,
}

impl FileWriter {
    /// For a runner that needs marks round some statements.
    pub fn guarded(guard: Option<&'static Guard>) -> FileWriter {
        FileWriter { guard, ..FileWriter::default() }
    }

    /// Text between statements: comments only.
    pub fn remark(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    pub fn blank_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A heading for what follows, on one line whatever it holds.
    pub fn heading(&mut self, text: &str) {
        self.blank_line();
        self.remark(&format!("-- {}", comment_line(text)));
    }

    pub fn statement(&mut self, statement: Statement, origin: Option<Origin>) {
        let guard = self.guard.filter(|guard| (guard.needed)(&statement.text));
        guard.iter().for_each(|guard| self.remark(guard.begin));
        let start = self.text.len();
        self.text.push_str(&statement.text);
        self.statements.push(RenderedStatement { range: start..self.text.len(), checked: statement.checked, origin });
        self.text.push('\n');
        guard.iter().for_each(|guard| self.remark(guard.end));
    }

    /// `BEGIN;`, `COMMIT;` and settings: one statement a line.
    pub fn plain_lines(&mut self, lines: &str) {
        for line in lines.lines() {
            self.statement(Statement::bare(line.to_string()), None);
        }
    }

    pub fn into_text(self) -> String {
        self.text
    }

    pub fn finish(self, name: String, rollback: String) -> SqlFile {
        let up = Part { range: 0..self.text.len(), transaction: Transaction::AsWritten };
        SqlFile { name, text: self.text, up, statements: self.statements, rollback, down: None, foreign: Vec::new() }
    }
}

/// One statement as the file has it, and what of it sqlparser is to judge.
pub(super) struct Statement {
    pub text: String,
    pub checked: Vec<String>,
}

impl Statement {
    /// Nothing is wrapped round it.
    pub fn bare(text: String) -> Statement {
        Statement { checked: vec![text.clone()], text }
    }
}
