//! From what PostgreSQL refused to the line of the requirements that caused it.
//!
//! Comes in: a failure, the file that was running, why each object is there. Goes out: a diagnostic at that line.
//! Never happens: PostgreSQL's own words are lost (message, DETAIL, HINT and SQLSTATE are kept).

use crate::ordered::IndexMap;

use super::Refusal;
use crate::catalog::{ObjectPath, QualifiedName};
use crate::convention::Transaction;
use crate::diagnostic::Diagnostic;
use crate::postgres::{Session, SqlFailure, execute_statement};
use crate::render::{RenderedStatement, SqlFile};
use crate::source::{Origin, Span};
use crate::sql::quote_identifier;

/// Why each object is there.
pub type Origins = IndexMap<ObjectPath, Origin>;

/// Runs a file as psql sends it, statement by statement, so that a refused one is known exactly.
pub fn run_by_statement(session: &mut Session, file: &SqlFile, origins: &Origins, doing: &str) -> Result<(), Refusal> {
    run_watched(session, file, origins, doing, &mut |_, _| Ok(()))
}

/// Where a run of a migration is looked at.
pub enum Moment<'a> {
    /// The transaction has begun.
    Begun,
    Before(&'a RenderedStatement),
    /// The transaction is about to end.
    Ending,
}

/// The same; `watch` sees the database before each statement, and each transaction when it has begun and before it ends.
pub fn run_watched(
    session: &mut Session,
    file: &SqlFile,
    origins: &Origins,
    doing: &str,
    watch: &mut dyn FnMut(&mut Session, Moment<'_>) -> Result<(), SqlFailure>,
) -> Result<(), Refusal> {
    let looked = |failure| Refusal::environment(failure, "looking at what the migration does");
    let runner_wraps = file.up.transaction == Transaction::Runner;
    let control = |session: &mut Session, sql: &str| match runner_wraps {
        true => session.execute(sql).map_err(|failure| refusal(file, None, failure, origins, doing)),
        false => Ok(()),
    };
    control(session, "BEGIN")?;
    if runner_wraps {
        watch(session, Moment::Begun).map_err(looked)?;
    }
    for statement in &file.statements {
        let text = &file.text[statement.range.clone()];
        if !runner_wraps && text.trim_end_matches(';').eq_ignore_ascii_case("commit") {
            watch(session, Moment::Ending).map_err(looked)?;
        }
        watch(session, Moment::Before(statement)).map_err(looked)?;
        execute_statement(session, text).map_err(|failure| refusal(file, Some(statement), failure, origins, doing))?;
        if !runner_wraps && text.trim_end_matches(';').eq_ignore_ascii_case("begin") {
            watch(session, Moment::Begun).map_err(looked)?;
        }
    }
    if runner_wraps {
        watch(session, Moment::Ending).map_err(looked)?;
    }
    control(session, "COMMIT")
}

/// What refuses the candidate when PostgreSQL refuses a statement of `file`.
pub fn refusal(file: &SqlFile, statement: Option<&RenderedStatement>, failure: SqlFailure, origins: &Origins, doing: &str) -> Refusal {
    Refusal { diagnostics: vec![refused(file, statement, &failure, origins, doing)], failure: Some(Box::new(failure)) }
}

/// A diagnostic for a statement of `file` that PostgreSQL refused while `doing` something.
fn refused(file: &SqlFile, statement: Option<&RenderedStatement>, failure: &SqlFailure, origins: &Origins, doing: &str) -> Diagnostic {
    let mut diagnostic = Diagnostic::error("refused-by-postgresql", format!("PostgreSQL refuses {doing}: {}", failure.message));
    let span = origin_at_position(failure, origins)
        .or_else(|| origin_of_failure(failure, origins))
        .or_else(|| statement.and_then(|statement| statement.origin.as_ref()).and_then(Origin::span));
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
        let text = &file.text[statement.range.clone()];
        let within = failure.position.filter(|_| failure.statement == text).unwrap_or(0);
        let line = file.text[..statement.range.start + within].matches('\n').count() + 1;
        help.push(format!("In {}, line {line}: {}", file.name, line_at(text, within)));
    }
    diagnostic.help(help.join("\n"))
}

/// The column or constraint whose definition PostgreSQL points into: the last line at or before the place that begins with its name.
fn origin_at_position(failure: &SqlFailure, origins: &Origins) -> Option<Span> {
    let position = failure.position?;
    let after = failure.statement.get(position..)?;
    let end = after.find('\n').map_or(failure.statement.len(), |length| position + length);
    failure.statement[..end].lines().rev().find_map(|line| {
        let line = line.trim_start();
        let line = ["ADD COLUMN IF NOT EXISTS ", "ADD "].iter().find_map(|words| line.strip_prefix(words)).unwrap_or(line);
        let (constraint, line) = line.strip_prefix("CONSTRAINT ").map_or((false, line), |rest| (true, rest));
        origins.iter().find_map(|(path, origin)| {
            let (table, name) = match path {
                ObjectPath::Constraint(table, name) if constraint => (table, name),
                ObjectPath::Column(table, name) if !constraint => (table, name),
                _ => return None,
            };
            let rest = line.strip_prefix(quote_identifier(name).as_str())?;
            let is_its = rest.starts_with(' ') && failure.statement.contains(table.sql().as_str());
            if is_its { origin.span() } else { None }
        })
    })
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

/// The line at a place, for people.
fn line_at(text: &str, place: usize) -> String {
    let start = text[..place].rfind('\n').map_or(0, |at| at + 1);
    let line = text[start..].lines().find(|line| !line.trim().is_empty()).unwrap_or("").trim();
    if line.chars().count() > 90 { line.chars().take(89).chain(['…']).collect() } else { line.to_string() }
}
