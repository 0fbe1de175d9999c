//! From what PostgreSQL refused to the line of the requirements that caused it.
//!
//! Comes in: a failure, the file that was running, why each object is there. Goes out: a diagnostic at that line.
//! Never happens: PostgreSQL's own words are lost (message, DETAIL, HINT and SQLSTATE are kept).

use indexmap::IndexMap;

use crate::catalog::{ObjectPath, QualifiedName};
use crate::diagnostic::Diagnostic;
use crate::postgres::SqlFailure;
use crate::render::{RenderedStatement, SqlFile};
use crate::source::{Origin, Span};

/// Why each object is there.
pub type Origins = IndexMap<ObjectPath, Origin>;

/// A diagnostic for a statement of `file` that PostgreSQL refused while `doing` something.
pub fn refused(file: &SqlFile, statement: Option<&RenderedStatement>, failure: &SqlFailure, origins: &Origins, doing: &str) -> Diagnostic {
    let mut diagnostic = Diagnostic::error("refused-by-postgresql", format!("PostgreSQL refuses {doing}: {}", failure.message));
    let span =
        statement.and_then(|statement| statement.origin.as_ref()).and_then(Origin::span).or_else(|| origin_of_failure(failure, origins));
    let label = format!("SQLSTATE {}", failure.sqlstate);
    if let Some(span) = span {
        diagnostic = diagnostic.at(span, label.clone());
    }
    let mut help: Vec<String> = Vec::new();
    if span.is_none() {
        help.push(label);
    }
    help.extend(failure.detail.iter().map(|detail| format!("PostgreSQL adds: {detail}")));
    help.extend(failure.hint.iter().map(|hint| format!("PostgreSQL hints: {hint}")));
    if let Some(statement) = statement {
        help.push(format!("in {}, line {}: {}", file.name, line_of(file, statement), first_line(&file.text[statement.range.clone()])));
    }
    diagnostic.help(help.join("\n"))
}

/// The most exact object that PostgreSQL names.
fn origin_of_failure(failure: &SqlFailure, origins: &Origins) -> Option<Span> {
    let table = QualifiedName::new(failure.schema.clone()?, failure.table.clone()?);
    let constraint = failure.constraint.as_ref().map(|name| ObjectPath::Constraint(table.clone(), name.clone()));
    let index = failure.constraint.as_ref().map(|name| ObjectPath::Index(table.clone(), name.clone()));
    let column = failure.column.as_ref().map(|name| ObjectPath::Column(table.clone(), name.clone()));
    [constraint, index, column, Some(ObjectPath::Table(table))]
        .into_iter()
        .flatten()
        .find_map(|path| origins.get(&path).and_then(Origin::span))
}

fn line_of(file: &SqlFile, statement: &RenderedStatement) -> usize {
    file.text[..statement.range.start].matches('\n').count() + 1
}

fn first_line(text: &str) -> String {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("").trim();
    if line.chars().count() > 90 { line.chars().take(89).chain(['…']).collect() } else { line.to_string() }
}
