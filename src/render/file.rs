//! A file as it grows: text, and which bytes of it are statements.

use super::{RenderedStatement, SqlFile};
use crate::source::Origin;
use crate::sql::comment_line;

#[derive(Default)]
pub(super) struct FileWriter {
    text: String,
    statements: Vec<RenderedStatement>,
}

impl FileWriter {
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
        let start = self.text.len();
        self.text.push_str(&statement.text);
        self.statements.push(RenderedStatement { range: start..self.text.len(), checked: statement.checked, origin });
        self.text.push('\n');
    }

    /// `BEGIN;`, `COMMIT;` and settings: one statement a line.
    pub fn plain_lines(&mut self, lines: &str) {
        for line in lines.lines() {
            self.statement(Statement::bare(line.to_string()), None);
        }
    }

    pub fn into_checked(self) -> (String, Vec<String>) {
        (self.text, self.statements.into_iter().flat_map(|statement| statement.checked).collect())
    }

    pub fn into_text(self) -> String {
        self.text
    }

    pub fn finish(self, name: String, rollback: String) -> SqlFile {
        SqlFile { name, text: self.text, statements: self.statements, rollback, foreign: Vec::new() }
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
