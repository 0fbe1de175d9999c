//! sqlparser's verdict on what was rendered: a first gate before PostgreSQL, the judge.
//!
//! Comes in: rendered files. Goes out: a [`CheckReport`]. Never happens: a statement is changed to please the parser; a refusal goes unseen.
//! A statement that sqlparser refuses must be of a kind that PostgreSQL accepts ([`JUDGED_BY_POSTGRESQL_ONLY`]); any other refusal is a
//! mistake of ours.

#[cfg(test)]
mod comparison_tests;
mod form;
mod judged;
#[cfg(test)]
mod postgres_tests;

pub use judged::{JUDGED_BY_POSTGRESQL_ONLY, JudgedByPostgresql};

use std::collections::BTreeSet;

use crate::ordered::IndexSet;
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::Tokenizer;

use crate::parallel::both;
use crate::render::SqlFile;
use crate::source::Origin;
use crate::sql::scanner::{StatementKind, scan};

/// What came of one file.
#[derive(Debug, Clone, Default)]
pub struct CheckReport {
    /// How many statements were read, the rollback's too.
    pub statements: usize,
    /// Each kind of statement that sqlparser cannot read, and how many there are.
    pub judged_by_postgresql_only: Vec<(&'static str, usize)>,
    /// Not empty: the renderer wrote something that is no SQL.
    pub refused: Vec<Refusal>,
}

/// A statement that neither sqlparser reads nor the list of exceptions knows.
#[derive(Debug, Clone)]
pub struct Refusal {
    pub statement: String,
    /// sqlparser's words.
    pub message: String,
    pub origin: Option<Origin>,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let start: String = self.statement.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(120).collect();
        write!(formatter, "{} in: {start}", self.message)
    }
}

/// Reads every statement of the file and of its rollback.
pub fn check(file: &SqlFile) -> CheckReport {
    let statements =
        file.statements.iter().flat_map(|statement| statement.checked.iter().map(|text| (text.as_str(), statement.origin.as_ref())));
    let pieces = scan(&file.rollback);
    let rollback = pieces.iter().filter(|piece| piece.kind != StatementKind::Blank).map(|piece| (piece.text(&file.rollback), None));
    let all: Vec<(&str, Option<&Origin>)> = statements.chain(rollback).collect();
    let foreign: BTreeSet<&str> = file.foreign.iter().map(|text| text.trim()).collect();
    let (first, second) = all.split_at(middle(&all));
    let (mut verdicts, more) = both(all.len() >= LARGE, || judge(first, &foreign), || judge(second, &foreign));
    verdicts.extend(more);

    let mut report = CheckReport { statements: all.len(), ..CheckReport::default() };
    let mut counts = vec![0_usize; JUDGED_BY_POSTGRESQL_ONLY.len()];
    let mut of_others = 0;
    for verdict in verdicts {
        match verdict {
            Verdict::Foreign => of_others += 1,
            Verdict::JudgedByPostgresqlOnly(kind) => counts[kind] += 1,
            Verdict::Refused(refusal) => report.refused.push(refusal),
        }
    }
    let told = JUDGED_BY_POSTGRESQL_ONLY.iter().zip(counts).filter(|(_, count)| *count > 0);
    report.judged_by_postgresql_only = told.map(|(kind, count)| (kind.summary, count)).collect();
    if of_others > 0 {
        report.judged_by_postgresql_only.push(("statement as PostgreSQL or the requirements write it", of_others));
    }
    report
}

/// From so many statements on, two halves are read at once.
const LARGE: usize = 200;

/// Where half of the text that is to be read is before.
fn middle(statements: &[(&str, Option<&Origin>)]) -> usize {
    let length = |text: &str| if judged::is_do_block(text) { 0 } else { text.len() };
    let half = statements.iter().map(|(text, _)| length(text)).sum::<usize>() / 2;
    let mut passed = 0;
    let before_half = |(text, _): &&(&str, Option<&Origin>)| {
        passed += length(text);
        passed <= half
    };
    statements.iter().take_while(before_half).count()
}

/// What there is to say of a statement that sqlparser does not read.
enum Verdict {
    /// By the kind's place in the list.
    JudgedByPostgresqlOnly(usize),
    /// sqlparser does not read it, and need not.
    Foreign,
    Refused(Refusal),
}

fn judge(statements: &[(&str, Option<&Origin>)], foreign: &BTreeSet<&str>) -> Vec<Verdict> {
    let mut known = KnownForms::default();
    let verdict = |(text, origin): &(&str, Option<&Origin>)| {
        let kind = || JUDGED_BY_POSTGRESQL_ONLY.iter().position(|kind| (kind.matches)(text));
        if judged::is_do_block(text) {
            return kind().map(Verdict::JudgedByPostgresqlOnly);
        }
        let message = known.parses(text).err()?;
        if kind().is_none() && foreign.contains(text.trim()) {
            return Some(Verdict::Foreign);
        }
        Some(kind().map_or_else(
            || Verdict::Refused(Refusal { statement: text.to_string(), message, origin: origin.cloned() }),
            Verdict::JudgedByPostgresqlOnly,
        ))
    };
    statements.iter().filter_map(verdict).collect()
}

/// Forms of statements that sqlparser reads. A thousand tables have some thousand indexes, triggers and comments, of a few forms.
#[derive(Default)]
struct KnownForms(IndexSet<String>);

impl KnownForms {
    /// As [`parses`], with each form read once. What is refused is refused as it is written.
    fn parses(&mut self, text: &str) -> Result<(), String> {
        let Some(form) = form::form(text) else { return parses(text) };
        if !self.0.contains(&form) {
            match parses(&form) {
                Ok(()) => self.0.insert(form),
                Err(_) => return parses(text),
            };
        }
        Ok(())
    }
}

/// Whether sqlparser reads the text as exactly one statement.
fn parses(text: &str) -> Result<(), String> {
    match statements(text) {
        Ok(1) => Ok(()),
        Ok(count) => Err(format!("{count} statements stand where one was written")),
        Err(error) => Err(error.to_string()),
    }
}

/// `Parser::parse_sql`, with room for all tokens made at once: to move them again and again took a sixth of the reading.
fn statements(text: &str) -> Result<usize, ParserError> {
    let dialect = PostgreSqlDialect {};
    let mut tokens = Vec::with_capacity(text.len() / 2);
    Tokenizer::new(&dialect, text).tokenize_with_location_into_buf(&mut tokens)?;
    Parser::new(&dialect).with_tokens_with_locations(tokens).parse_statements().map(|statements| statements.len())
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::*;
    use crate::render::RenderedStatement;

    fn file_of(statements: &[&str]) -> SqlFile {
        let statements =
            statements.iter().map(|text| RenderedStatement { range: 0..0, checked: vec![text.to_string()], origin: None }).collect();
        SqlFile { statements, ..SqlFile::default() }
    }

    #[test]
    fn a_statement_that_is_no_sql_is_refused_by_name() {
        let report = check(&file_of(&["CREATE TABLE public.a (id BIGINT);", "CREATE TABEL public.b (id BIGINT);", "SELECT 1; SELECT 2;"]));
        assert_eq!((report.statements, report.refused.len()), (3, 2));
        assert!(report.refused[0].to_string().contains("CREATE TABEL public.b"), "{}", report.refused[0]);
        assert!(report.judged_by_postgresql_only.is_empty());
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test may read the project's files")]
    fn a_statement_is_read_if_and_only_if_its_form_is() {
        let mut formed = 0;
        for entry in walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")) {
            let text = std::fs::read_to_string(&entry).unwrap();
            for piece in scan(&text).iter().filter(|piece| piece.kind != StatementKind::Blank) {
                let statement = piece.text(&text);
                // Torn where a name or a string begins or ends, a sign is lost, a word is doubled.
                let places = (0..statement.len()).filter(|place| statement.is_char_boundary(*place)).step_by(statement.len() / 6 + 1);
                let torn = places.map(|place| format!("{} {}", &statement[..place], statement[place..].get(1..).unwrap_or("")));
                for text in torn.chain([statement.to_string()]).filter(|text| !judged::is_do_block(text)) {
                    let Some(form) = form::form(&text) else { continue };
                    formed += 1;
                    assert_eq!(parses(&form).is_ok(), parses(&text).is_ok(), "{text}\n{form}");
                }
            }
        }
        assert!(formed > 1000, "{formed}");
    }

    #[expect(clippy::disallowed_methods, reason = "a test may read the project's files")]
    fn walk(folder: &Path) -> Vec<PathBuf> {
        let mut files = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                files.extend(walk(&path));
            } else if path.extension().is_some_and(|extension| extension == "sql") {
                files.push(path);
            }
        }
        files
    }

    #[test]
    fn every_kind_of_exception_is_refused_by_sqlparser_and_known_by_its_words() {
        for kind in JUDGED_BY_POSTGRESQL_ONLY {
            assert!(parses(kind.example).is_err(), "sqlparser reads it now, take the entry away: {}", kind.example);
            assert!((kind.matches)(kind.example), "{}", kind.example);
            assert!(!(kind.matches)("CREATE TABLE public.a (id BIGINT);"), "{}", kind.code);
            let report = check(&file_of(&[kind.example]));
            assert!(report.refused.is_empty());
            assert_eq!(report.judged_by_postgresql_only, [(kind.summary, 1)]);
        }
    }
}
