//! Which of the rows that were made PostgreSQL refuses: by a trigger, a policy, an exclusion, a check that nothing else can evaluate.
//!
//! Comes in: a session in a database that has the schema, rows in the order of insertion. Goes out: the refused ones of the first table that has
//! any. Never happens: a row stays in the database; a row is called refused because its parent was.

use super::standing::StandingError;
use crate::catalog::QualifiedName;
use crate::postgres::{Session, SqlFailure};
use crate::render::{RenderContext, render_seed};
use crate::seed::{SeedPlan, TableRows};

/// A row that PostgreSQL does not take.
#[derive(Debug)]
pub struct RefusedRow {
    pub table: QualifiedName,
    /// Of a sample; a written row has none.
    pub number: Option<u64>,
    pub failure: SqlFailure,
}

/// Tries all rows in a transaction that is rolled back. Empty when they load.
pub fn refused_rows(session: &mut Session, plan: &SeedPlan, context: &RenderContext) -> Result<Vec<RefusedRow>, StandingError> {
    session.execute("BEGIN")?;
    let found = try_blocks(session, plan, context);
    session.execute("ROLLBACK")?;
    found
}

fn try_blocks(session: &mut Session, plan: &SeedPlan, context: &RenderContext) -> Result<Vec<RefusedRow>, StandingError> {
    for block in plan.initial.iter().chain(&plan.sample) {
        session.execute("SAVEPOINT block")?;
        if insert(session, block, context)?.is_none() {
            continue;
        }
        session.execute("ROLLBACK TO SAVEPOINT block")?;
        let mut refused = Vec::new();
        for row in &block.rows {
            let one = TableRows { rows: vec![row.clone()], ..block.clone() };
            session.execute("SAVEPOINT row")?;
            if let Some(failure) = insert(session, &one, context)? {
                session.execute("ROLLBACK TO SAVEPOINT row")?;
                refused.push(RefusedRow { table: block.table.clone(), number: row.number, failure });
            }
        }
        if !refused.is_empty() {
            return Ok(refused);
        }
    }
    Ok(Vec::new())
}

/// What PostgreSQL says against the rows, also against those that it looks at last.
fn insert(session: &mut Session, block: &TableRows, context: &RenderContext) -> Result<Option<SqlFailure>, StandingError> {
    let alone = SeedPlan { sample: vec![block.clone()], ..SeedPlan::default() };
    let file = render_seed(&alone, context).map_err(StandingError::Render)?;
    let statements = file.statements.iter().map(|statement| &file.text[statement.range.clone()]);
    let inserts = statements.filter(|text| text.trim_start().starts_with("INSERT"));
    for text in inserts.chain(["SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED"]) {
        match session.execute(text) {
            Ok(()) => {}
            Err(failure) if failure.sqlstate == "08000" => return Err(failure.into()),
            Err(failure) => return Ok(Some(failure)),
        }
    }
    Ok(None)
}
