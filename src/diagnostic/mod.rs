//! What Groundplan has to say about the requirements: errors, warnings, questions and advice, each at its place.
//!
//! Comes in: findings of any stage, as values. Goes out: text for a terminal ([`render`]) or data for a report.
//! Never happens: a panic, a grammar rule's name or Debug output in a message.

mod excerpt;
pub mod render;
#[cfg(test)]
mod tests;

use serde::Serialize;

use crate::source::Span;

/// How much a finding weighs. Only [`Severity::Error`] stops a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The requirements cannot be carried out as they are written.
    Error,
    /// They can, but something will go wrong or be lost.
    Warning,
    /// They can be read in two ways; this says which one was taken.
    Question,
    /// They are fine; an expert would do better.
    Advice,
}

/// A second place that helps to understand the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Label {
    pub span: Span,
    pub text: String,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Stable, lower case with hyphens, e.g. `unknown-type`. Listed in docs/errors.md.
    pub code: &'static str,
    pub severity: Severity,
    /// What is wrong, as one sentence without a full stop.
    pub message: String,
    /// Where; absent only when no line of the requirements is at fault.
    pub span: Option<Span>,
    /// A few words drawn under the place.
    pub label: String,
    pub related: Vec<Label>,
    /// What to write instead.
    pub help: Option<String>,
}

impl Diagnostic {
    pub fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic { code, severity, message: sentence(&message.into()), span: None, label: String::new(), related: Vec::new(), help: None }
    }

    pub fn error(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Error, code, message)
    }

    pub fn warning(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Warning, code, message)
    }

    pub fn advice(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Advice, code, message)
    }

    pub fn at(mut self, span: Span, label: impl Into<String>) -> Diagnostic {
        self.span = Some(span);
        self.label = label.into();
        self
    }

    pub fn related(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.related.push(Label { span, text: text.into() });
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(sentence(&help.into()));
        self
    }
}

/// A text for people starts with a capital letter, unless it starts with a name: `migrations/1_a.sql is …`, `fk_posts waits …`.
pub fn sentence(text: &str) -> String {
    let first = text.split(char::is_whitespace).next().unwrap_or("").trim_end_matches([',', ':']);
    let is_word = !first.is_empty() && first.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c == '\'');
    let mut characters = text.chars();
    match characters.next() {
        Some(letter) if is_word => letter.to_uppercase().chain(characters).collect(),
        _ => text.to_string(),
    }
}

/// `a`, `a and b`, `a, b and c`.
pub fn listed<Part: AsRef<str>>(parts: &[Part]) -> String {
    let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
    match parts.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        few => few.concat(),
    }
}

/// Whether any of them stops a run.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}
