//! Which of the rows that were made PostgreSQL refuses: by a trigger, a policy, an exclusion, a check that nothing else can evaluate.
//!
//! Comes in: a session in a database that has the schema, rows in the order of insertion. Goes out: the refused ones of the first table that has
//! any, or how many rows each table has gained. Never happens: a row stays in the database; a row is called refused because its parent was.

use super::standing::{StandingError, rows_of};
use crate::catalog::{QualifiedName, Table};
use crate::ordered::IndexMap;
use crate::postgres::{Session, SqlFailure, row_counts};
use crate::render::{RenderContext, preparations, render_seed};
use crate::seed::{SeedPlan, SeedRow, TableRows};

/// What PostgreSQL says to rows.
#[derive(Debug)]
pub enum Tried {
    /// All load. So many rows came to each table, triggers' own among them.
    Loaded(IndexMap<QualifiedName, u64>),
    Refused(Vec<RefusedRow>),
}

/// A row that PostgreSQL does not take.
#[derive(Debug)]
pub struct RefusedRow {
    pub table: QualifiedName,
    /// Of a sample; a written row has none.
    pub number: Option<u64>,
    /// The row itself is taken, but not the parent that it gets afterwards.
    pub closing: bool,
    pub why: Objection,
}

/// What there is against a row.
#[derive(Debug)]
pub struct Objection {
    pub sqlstate: String,
    pub message: String,
    pub detail: Option<String>,
    pub constraint: Option<String>,
}

impl From<SqlFailure> for Objection {
    fn from(failure: SqlFailure) -> Objection {
        let (detail, constraint) = (failure.detail.clone(), failure.constraint.clone());
        Objection { sqlstate: failure.sqlstate, message: failure.message, detail, constraint }
    }
}

/// Tries the rows of one plan after another, in a transaction that is rolled back in the end. What the last plan began with stays loaded for the next.
pub struct Trials<'s> {
    pub session: &'s mut Session,
    open: Option<Open>,
}

/// The transaction while it goes on.
struct Open {
    preparations: Vec<String>,
    /// How many rows each table had.
    before: IndexMap<QualifiedName, u64>,
    /// Before each there is a savepoint; the last one may not be loaded.
    blocks: Vec<(TableRows, bool)>,
}

impl<'s> Trials<'s> {
    pub fn new(session: &'s mut Session) -> Trials<'s> {
        Trials { session, open: None }
    }

    /// Tries all rows of a plan.
    pub fn of(&mut self, plan: &SeedPlan, context: &RenderContext) -> Result<Tried, StandingError> {
        let found = self.tried(plan, context);
        if matches!(found, Ok(Tried::Refused(_))) {
            return found;
        }
        let ended = self.end();
        let found = found?;
        ended?;
        Ok(found)
    }

    /// Leaves nothing behind.
    pub fn end(&mut self) -> Result<(), StandingError> {
        if self.open.take().is_some() {
            self.session.execute("ROLLBACK")?;
        }
        Ok(())
    }

    fn tried(&mut self, plan: &SeedPlan, context: &RenderContext) -> Result<Tried, StandingError> {
        let blocks =
            plan.initial.iter().chain(&plan.sample).map(|block| (block, false)).chain(plan.closing.iter().map(|block| (block, true)));
        let blocks: Vec<(&TableRows, bool)> = blocks.collect();
        let first = self.resume(&blocks, preparations(plan, &context.catalog))?;
        let Some(open) = &mut self.open else { return Ok(Tried::Refused(Vec::new())) };
        for (place, (block, closing)) in blocks.iter().enumerate().skip(first) {
            self.session.execute(&format!("SAVEPOINT block_{place}"))?;
            open.blocks.push(((*block).clone(), *closing));
            let mut trial = Trial { session: &mut *self.session, context, block, closing: *closing, deferred: plan.deferred };
            let refused = trial.refused()?;
            if !refused.is_empty() {
                return Ok(Tried::Refused(refused));
            }
        }
        if plan.deferred {
            self.session.execute("SET CONSTRAINTS ALL IMMEDIATE")?;
        }
        let count = |table: &QualifiedName| open.before.get(table).copied().unwrap_or(0);
        let gains = row_counts(self.session)?.into_iter().map(|(table, after)| (after.saturating_sub(count(&table)), table));
        Ok(Tried::Loaded(gains.filter(|(gained, _)| *gained > 0).map(|(gained, table)| (table, gained)).collect()))
    }

    /// Goes back to where this plan differs from the last one; says which block is the first to be loaded.
    fn resume(&mut self, blocks: &[(&TableRows, bool)], preparations: Vec<String>) -> Result<usize, StandingError> {
        if self.open.as_ref().is_some_and(|open| open.preparations != preparations) {
            self.end()?;
        }
        match &mut self.open {
            Some(open) => {
                // The last one was refused.
                let loaded = open.blocks.len().saturating_sub(1);
                let same = open.blocks.iter().zip(blocks).take(loaded);
                let same = same.take_while(|((old, was_closing), (new, closing))| was_closing == closing && is_same(old, new)).count();
                self.session.execute(&format!("ROLLBACK TO SAVEPOINT block_{same}; RELEASE SAVEPOINT block_{same}"))?;
                open.blocks.truncate(same);
                Ok(same)
            }
            None => {
                self.session.execute("BEGIN")?;
                self.open = Some(Open { preparations: preparations.clone(), before: IndexMap::default(), blocks: Vec::new() });
                for statement in &preparations {
                    self.session.execute(statement)?;
                }
                let before = row_counts(self.session)?;
                self.open.iter_mut().for_each(|open| open.before.clone_from(&before));
                Ok(0)
            }
        }
    }
}

/// Whether two blocks bring the same rows.
fn is_same(one: &TableRows, other: &TableRows) -> bool {
    let rows = || one.rows.iter().zip(&other.rows);
    one.table == other.table
        && one.fields == other.fields
        && one.identity == other.identity
        && one.rows.len() == other.rows.len()
        && rows().all(|(one, other)| one.number == other.number && one.values == other.values)
}

/// One block of rows.
struct Trial<'a> {
    session: &'a mut Session,
    context: &'a RenderContext,
    block: &'a TableRows,
    closing: bool,
    /// Constraints wait for rows that come later.
    deferred: bool,
}

impl Trial<'_> {
    fn refused(&mut self) -> Result<Vec<RefusedRow>, StandingError> {
        let (block, mut refused) = (self.block, Vec::new());
        self.session.execute("SAVEPOINT whole")?;
        let at_once = self.find_refused(&block.rows, &mut refused)?;
        if !at_once && refused.is_empty() {
            // What a trigger writes after each row comes too late for the next one of the same statement.
            self.session.execute("ROLLBACK TO SAVEPOINT whole")?;
            refused.extend(self.refused_beside_others()?);
        }
        self.session.execute("RELEASE SAVEPOINT whole")?;
        Ok(refused)
    }

    /// The first row that is refused in one statement with those before it, though each is taken by itself.
    fn refused_beside_others(&mut self) -> Result<Option<RefusedRow>, StandingError> {
        let block = self.block;
        // So many are taken together; so many are not.
        let (mut taken, mut refused) = (0, block.rows.len() + 1);
        let mut found = None;
        let mut tried = block.rows.len();
        while taken + 1 < refused {
            self.session.execute("SAVEPOINT rows")?;
            let why = self.load(&TableRows { rows: block.rows[..tried].to_vec(), ..block.clone() })?;
            if why.is_none() && tried == block.rows.len() {
                self.session.execute("RELEASE SAVEPOINT rows")?;
                return Ok(None);
            }
            self.session.execute("ROLLBACK TO SAVEPOINT rows; RELEASE SAVEPOINT rows")?;
            match why {
                Some(why) => {
                    let number = block.rows.get(tried - 1).and_then(|row| row.number);
                    found = Some(RefusedRow { table: block.table.clone(), number, closing: self.closing, why });
                    refused = tried;
                }
                None => taken = tried,
            }
            tried = taken.midpoint(refused).max(1);
        }
        Ok(found)
    }

    /// In their order, as many together as load: fewer after some that do not, more after some that do. So where few are refused, few are tried by
    /// themselves, and where many are, no row is loaded more than a few times. Whether all were loaded at once.
    fn find_refused(&mut self, rows: &[SeedRow], refused: &mut Vec<RefusedRow>) -> Result<bool, StandingError> {
        let (mut rest, mut together) = (rows, rows.len());
        let mut at_once = true;
        while let Some(row) = rest.first() {
            let (tried, after) = rest.split_at(together.clamp(1, rest.len()));
            self.session.execute("SAVEPOINT rows")?;
            let Some(why) = self.load(&TableRows { rows: tried.to_vec(), ..self.block.clone() })? else {
                // Savepoints that stay would lie on each other by the thousand.
                self.session.execute("RELEASE SAVEPOINT rows")?;
                (rest, together) = (after, tried.len() * 2);
                continue;
            };
            self.session.execute("ROLLBACK TO SAVEPOINT rows; RELEASE SAVEPOINT rows")?;
            together = tried.len() / 2;
            at_once = false;
            if tried.len() == 1 {
                refused.push(RefusedRow { table: self.block.table.clone(), number: row.number, closing: self.closing, why });
                rest = after;
            }
        }
        Ok(at_once)
    }

    /// What PostgreSQL says against the rows, also against those that it looks at last, or that do not arrive. After a savepoint `rows`.
    fn load(&mut self, block: &TableRows) -> Result<Option<Objection>, StandingError> {
        let wanted = block.rows.len() as u64;
        let loaded = match self.run(block)? {
            Err(why) => return Ok(Some(why)),
            Ok(loaded) if self.closing || loaded >= wanted => return Ok(None),
            Ok(loaded) => loaded,
        };
        let table = self.context.catalog.tables.get(&self.block.table);
        if table.is_some_and(Table::acts_before_rows) {
            let after = self.standing()?;
            self.session.execute("ROLLBACK TO SAVEPOINT rows")?;
            // Rows that a trigger sends on to a table that inherits from this one have arrived.
            if after.saturating_sub(self.standing()?) >= wanted {
                return Ok(self.run(block)?.err());
            }
        }
        let message = format!("{} of {wanted} rows do not arrive", wanted - loaded);
        Ok(Some(Objection { sqlstate: KEPT_OUT.to_string(), message, detail: None, constraint: None }))
    }

    /// How many rows were inserted, or why not all.
    fn run(&mut self, block: &TableRows) -> Result<Result<u64, Objection>, StandingError> {
        let alone = match self.closing {
            false => SeedPlan { sample: vec![block.clone()], ..SeedPlan::default() },
            // No row of its own, so that the part is there.
            true => SeedPlan {
                sample: vec![TableRows { rows: Vec::new(), ..block.clone() }],
                closing: vec![block.clone()],
                ..SeedPlan::default()
            },
        };
        let file = render_seed(&alone, self.context).map_err(StandingError::Render)?;
        let mut loaded = 0;
        let statements = file.statements.iter().map(|statement| file.text[statement.range.clone()].trim_start());
        let of_rows = ["INSERT", "UPDATE", "SELECT pg_catalog.setval"];
        let statements = statements.filter(|text| of_rows.iter().any(|word| text.starts_with(word)));
        let checks: &[&str] = if self.deferred { &[] } else { &["SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"] };
        for text in statements.chain(checks.iter().copied()) {
            match self.session.simple_query(text) {
                Ok(messages) if text.starts_with("INSERT") => loaded += messages.iter().map(rows_of).sum::<u64>(),
                Ok(_) => {}
                Err(failure) if failure.is_of_surroundings() => return Err(failure.into()),
                Err(failure) => return Ok(Err(failure.into())),
            }
        }
        Ok(Ok(loaded))
    }

    /// How many rows the table holds, and those that inherit from it.
    fn standing(&mut self) -> Result<u64, StandingError> {
        let rows = self.session.query(&format!("SELECT count(*)::int8 FROM {}", self.block.table.sql()), &[])?;
        Ok(rows.first().and_then(|row| u64::try_from(row.get::<_, i64>(0)).ok()).unwrap_or(0))
    }
}

/// `triggered_action_exception`: a trigger has kept the row out, or it stands already.
const KEPT_OUT: &str = "09000";
