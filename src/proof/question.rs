//! Which of some values fulfil the checks that only PostgreSQL can judge.
//!
//! Comes in: a session in a database that has the schema, a [`Question`]. Goes out: those of its rows that PostgreSQL accepts. Never happens: a row or a
//! function stays in the database; a value that raises an error is called accepted; a
//! server that could not answer is taken for one that accepts nothing.

use crate::postgres::Session;
use crate::seed::{Accepted, Question, SeedValue};
use crate::sql::{quote_identifier, quote_literal};

use super::standing::StandingError;

/// So many rows are kept of those that are accepted.
const MOST: usize = 400;

/// So many values of the usual kind leave out the others.
const ENOUGH: usize = 8;

/// Nothing where PostgreSQL cannot be asked in this way. That it could not answer is an error.
pub fn ask(session: &mut Session, question: &Question) -> Result<Accepted, StandingError> {
    session.execute("BEGIN")?;
    let found = session.execute(&function(question)).and_then(|()| session.query(&query(question), &[]));
    let ended = session.execute("ROLLBACK");
    let found = match found {
        Err(failure) if failure.is_of_surroundings() => return Err(failure.into()),
        Err(_) => Vec::new(),
        Ok(found) => found,
    };
    ended?;
    let mut places: Vec<usize> = found.iter().filter_map(|row| usize::try_from(row.get::<_, i32>(0)).ok()).collect();
    let usual = places.iter().filter(|place| **place < question.usual).count();
    if usual >= ENOUGH {
        places.truncate(usual);
    }
    let rows: Vec<Vec<SeedValue>> = places.into_iter().filter_map(|place| question.rows.get(place).cloned()).take(MOST).collect();
    Ok(Accepted { columns: question.columns.iter().map(|(name, _)| name.clone()).collect(), rows })
}

/// A function that says of one row whether it is accepted; what raises an error is not.
fn function(question: &Question) -> String {
    let mut declared = Vec::new();
    for (place, (name, data_type)) in (1..).zip(&question.columns) {
        declared.push(format!("{} {} := groundplan_given[{place}];", quote_identifier(name), data_type.sql()));
    }
    for (name, data_type, expression) in &question.computed {
        declared.push(format!("{} {} := ({expression});", quote_identifier(name), data_type.sql()));
    }
    let conditions: Vec<String> = question.conditions.iter().map(|condition| format!("(({condition}) IS NOT FALSE)")).collect();
    let all = if conditions.is_empty() { "true".to_string() } else { conditions.join(" AND ") };
    let body = format!("BEGIN DECLARE {} BEGIN RETURN {all}; END; EXCEPTION WHEN OTHERS THEN RETURN false; END", declared.join(" "));
    format!(
        "CREATE FUNCTION pg_temp.groundplan_accepts(groundplan_given text[]) RETURNS boolean LANGUAGE plpgsql AS {}",
        quote_literal(&body)
    )
}

fn query(question: &Question) -> String {
    let rows: Vec<String> = question
        .rows
        .iter()
        .enumerate()
        .map(|(place, row)| {
            let values: Vec<String> =
                row.iter().map(|value| text_of(value).map_or("NULL".to_string(), |text| quote_literal(&text).to_string())).collect();
            format!("({place}, ARRAY[{}]::text[])", values.join(", "))
        })
        .collect();
    format!("SELECT place FROM (VALUES {}) AS asked(place, given) WHERE pg_temp.groundplan_accepts(given) ORDER BY place", rows.join(", "))
}

/// As PostgreSQL reads a value of any type; `None` for NULL.
fn text_of(value: &SeedValue) -> Option<String> {
    match value {
        SeedValue::Boolean(value) => Some(value.to_string()),
        SeedValue::Number(text) | SeedValue::Text(text) => Some(text.clone()),
        SeedValue::Array(items) => {
            let item = |item: &SeedValue| {
                text_of(item).map_or("NULL".to_string(), |text| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")))
            };
            Some(format!("{{{}}}", items.iter().map(item).collect::<Vec<_>>().join(",")))
        }
        SeedValue::Null | SeedValue::Expression(_) | SeedValue::Parent(_) => None,
    }
}
