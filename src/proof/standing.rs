//! Which of the rows that are asked for stand already, by PostgreSQL's own judgement.
//!
//! Comes in: a session in a database in which all existing files and the new migration have run, and the rows that the
//! requirements ask for. Goes out: the rows that are missing. Never happens: a row stays in the database.
//!
//! How: every block is inserted in a transaction that is rolled back. What its INSERT does not add stands already, by the same
//! ON CONFLICT or WHERE NOT EXISTS that the file would use. Only a block of which a part stands is tried row by row.

use crate::postgres::{Session, SqlFailure};
use crate::render::{RenderContext, RenderError, preparations, render_seed};
use crate::seed::{SeedPlan, SeedRow, TableRows};
use ::postgres::SimpleQueryMessage;

/// Why it could not be found out.
#[derive(Debug)]
pub enum StandingError {
    Render(RenderError),
    Sql(SqlFailure),
}

impl std::fmt::Display for StandingError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            StandingError::Render(error) => error.fmt(out),
            StandingError::Sql(failure) => failure.fmt(out),
        }
    }
}

impl From<SqlFailure> for StandingError {
    fn from(failure: SqlFailure) -> StandingError {
        StandingError::Sql(failure)
    }
}

/// The plan without the rows that stand. A block that PostgreSQL refuses is kept whole: the proof will say why.
pub fn without_standing_rows(session: &mut Session, plan: SeedPlan, context: &RenderContext) -> Result<SeedPlan, StandingError> {
    session.execute("BEGIN")?;
    for statement in preparations(&plan, &context.catalog) {
        session.execute(&statement)?;
    }
    let initial = missing_blocks(session, plan.initial, context);
    let sample = missing_blocks(session, plan.sample, context);
    let ended = session.execute("ROLLBACK");
    // Why the first could not be found out says more than that nothing can be asked any more.
    let (initial, sample) = (initial?, sample?);
    ended?;
    let mut closing = plan.closing;
    for block in &mut closing {
        let is_missing = |row: &SeedRow| {
            sample.iter().any(|missing| missing.table == block.table && missing.rows.iter().any(|other| other.number == row.number))
        };
        block.rows.retain(is_missing);
    }
    closing.retain(|block| !block.rows.is_empty());
    Ok(SeedPlan { initial, sample, closing, ..plan })
}

fn missing_blocks(session: &mut Session, blocks: Vec<TableRows>, context: &RenderContext) -> Result<Vec<TableRows>, StandingError> {
    let mut missing = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        session.execute("SAVEPOINT block")?;
        match inserted(session, &block, context)? {
            None => missing.push(block),
            Some(count) if count == block.rows.len() as u64 => missing.push(block),
            Some(0) => {}
            Some(_) => {
                session.execute("ROLLBACK TO SAVEPOINT block")?;
                block.rows = missing_rows(session, &block, context)?;
                missing.push(block);
            }
        }
    }
    Ok(missing)
}

fn missing_rows(session: &mut Session, block: &TableRows, context: &RenderContext) -> Result<Vec<crate::seed::SeedRow>, StandingError> {
    let mut missing = Vec::new();
    for row in &block.rows {
        let one = TableRows { rows: vec![row.clone()], ..block.clone() };
        session.execute("SAVEPOINT row")?;
        if inserted(session, &one, context)? != Some(0) {
            missing.push(row.clone());
        }
    }
    Ok(missing)
}

/// How many rows its INSERT adds; `None` when PostgreSQL refuses, and then the block is taken back.
fn inserted(session: &mut Session, block: &TableRows, context: &RenderContext) -> Result<Option<u64>, StandingError> {
    let alone = SeedPlan { initial: vec![block.clone()], ..SeedPlan::default() };
    let file = render_seed(&alone, context).map_err(StandingError::Render)?;
    let mut count = 0;
    for statement in &file.statements {
        let text = &file.text[statement.range.clone()];
        if !text.trim_start().starts_with("INSERT") {
            continue;
        }
        match session.simple_query(text) {
            Ok(messages) => count += messages.iter().map(rows_of).sum::<u64>(),
            Err(failure) if failure.is_of_surroundings() => return Err(failure.into()),
            Err(_) => {
                session.execute("ROLLBACK TO SAVEPOINT block")?;
                return Ok(None);
            }
        }
    }
    Ok(Some(count))
}

pub(super) fn rows_of(message: &SimpleQueryMessage) -> u64 {
    match message {
        SimpleQueryMessage::CommandComplete(count) => *count,
        _ => 0,
    }
}
