//! Rows that PostgreSQL takes: what it refuses is made in another form and tried again.
//!
//! Comes in: a session in a database that has the schema, a way to make the rows. Goes out: rows that load, or the row that no form was found for. Never
//! happens: a row stays in that database; a form that was refused is tried twice.

use super::failure::Failure;
use crate::catalog::QualifiedName;
use crate::design::Population;
use crate::ordered::{IndexMap, IndexSet};
use crate::postgres::Session;
use crate::proof::{RefusedRow, StandingError, Trials, Tried, ask};
use crate::render::RenderContext;
use crate::seed::{Accepted, SeedOptions, SeedPlan, questions};

/// So many forms of one row are tried.
const MOST_FORMS: usize = 100;
/// So many together of rows that may be left out, and of each of them so many in any case.
const MOST_FORMS_TOGETHER: usize = 400;
const LEAST_FORMS: usize = 24;
/// The same in a table of which one was left out.
const MOST_FORMS_OF_OTHERS: usize = 12;

/// What came of it.
pub(super) enum Settled {
    Taken {
        plan: Box<SeedPlan>,
        /// How many rows came to each table, those of triggers among them.
        gained: IndexMap<QualifiedName, u64>,
        /// How many forms of rows were refused before.
        refused: u64,
    },
    /// No form of this row was found.
    Refused(Box<RefusedRow>),
}

/// Why it could not be found out.
pub(super) enum Unsettled {
    Making(Failure),
    Trying(StandingError),
}

/// Where PostgreSQL could not say what it thinks of the rows: no fault of theirs, and none of whoever made them.
pub(super) fn of_surroundings(error: &StandingError) -> Option<Failure> {
    let StandingError::Sql(failure) = error else { return None };
    let message = format!("the temporary PostgreSQL could not judge the rows: {failure}");
    failure.is_of_surroundings().then(|| Failure::environment(&message, None))
}

/// Makes the rows until all load. What was refused stays in `options`, so that they can be made once more.
pub(super) fn settle(
    session: &mut Session,
    context: &RenderContext,
    population: &Population,
    options: &mut SeedOptions,
    mut make: impl FnMut(&SeedOptions) -> Result<SeedPlan, Failure>,
) -> Result<Settled, Unsettled> {
    let mut trials = Trials::new(session);
    let settled = settled(&mut trials, context, population, options, &mut make);
    trials.end().map_err(Unsettled::Trying)?;
    settled
}

fn settled(
    trials: &mut Trials<'_>,
    context: &RenderContext,
    population: &Population,
    options: &mut SeedOptions,
    make: &mut dyn FnMut(&SeedOptions) -> Result<SeedPlan, Failure>,
) -> Result<Settled, Unsettled> {
    let mut refused = 0;
    loop {
        let plan = make(options).map_err(Unsettled::Making)?;
        let rows = match trials.of(&plan, context).map_err(Unsettled::Trying)? {
            Tried::Loaded(gained) => return Ok(Settled::Taken { plan: Box::new(plan), gained, refused }),
            Tried::Refused(rows) => rows,
        };
        look_for_answers(trials, context, population, options, &plan, &rows).map_err(Unsettled::Trying)?;
        let most = most_forms(&rows, options);
        // What was read to be refused is refused, all of it, and not by constraints alone: from now on no such row is made.
        let is_confirmed = |row: &RefusedRow| {
            let unguarded = plan.unguarded.get(&row.table);
            let is_refused = |number: &u64| rows.iter().any(|other| other.number == Some(*number));
            let is_of_a_trigger = row.why.constraint.is_none() && !options.guarded.contains(&row.table);
            is_of_a_trigger && unguarded.is_some_and(|unguarded| unguarded.iter().all(is_refused))
        };
        let confirmed: IndexSet<QualifiedName> = rows.iter().filter(|row| is_confirmed(row)).map(|row| row.table.clone()).collect();
        options.guarded.extend(confirmed.iter().cloned());
        options.ended.retain(|table, _| !confirmed.contains(table));
        // What was looked for in vain stays so, as long as all that was said is of single rows.
        if let Some((table, shortage)) = rows.first().and_then(|row| plan.ended.get_key_value(&row.table))
            && !confirmed.contains(table)
        {
            options.ended.insert(table.clone(), shortage.clone());
        }
        let others = rows.len();
        let is_dispensable = |row: &RefusedRow| may_be_left_out(population, &plan, row, others);
        for row in rows {
            refused += 1;
            let is_unguarded = row.number.is_some_and(|number| plan.unguarded.get(&row.table).is_some_and(|rows| rows.contains(&number)));
            if is_unguarded && confirmed.contains(&row.table) {
                continue;
            }
            if let (true, Some(number)) = (row.closing, row.number) {
                options.left_open.entry(row.table).or_default().insert(number);
                continue;
            }
            let forms = row.number.filter(|_| is_mendable(&row.why.sqlstate));
            let forms = forms.map(|number| options.refused.entry(row.table.clone()).or_default().entry(number).or_default());
            match forms {
                Some(forms) if forms.len() < if is_dispensable(&row) { most } else { MOST_FORMS } => forms.push(row.why.constraint),
                Some(_) if is_dispensable(&row) || is_table_dispensable(population, &plan, &row.table) => {
                    let number = row.number.unwrap_or_default();
                    options.left_out.entry(row.table).or_default().insert(number, row.why.message);
                }
                _ => return Ok(Settled::Refused(Box::new(row))),
            }
        }
    }
}

/// Of a table of which a row was left out already, few forms are tried of each of the others.
fn most_forms(rows: &[RefusedRow], options: &SeedOptions) -> usize {
    let lacks_some = rows.first().is_some_and(|row| options.left_out.contains_key(&row.table));
    if lacks_some { MOST_FORMS_OF_OTHERS } else { (MOST_FORMS_TOGETHER / rows.len().max(1)).clamp(LEAST_FORMS, MOST_FORMS) }
}

/// Whether nobody asked for this very number of rows.
fn is_flexible(population: &Population, table: &QualifiedName) -> bool {
    population.tables.get(table).and_then(|told| told.sample.as_ref()).is_some_and(|sample| sample.flexible)
}

/// The same, and other tables have rows.
fn is_table_dispensable(population: &Population, plan: &SeedPlan, table: &QualifiedName) -> bool {
    is_flexible(population, table) && plan.initial.iter().chain(&plan.sample).any(|block| block.table != *table)
}

/// Whether nobody asked for this very number of rows, and the table has some without it.
fn may_be_left_out(population: &Population, plan: &SeedPlan, row: &RefusedRow, refused: usize) -> bool {
    let rows: usize = plan.sample.iter().filter(|block| block.table == row.table).map(|block| block.rows.len()).sum();
    is_flexible(population, &row.table) && refused < rows
}

/// Once for each check that refuses rows: which values it accepts, if such can be found.
fn look_for_answers(
    trials: &mut Trials<'_>,
    context: &RenderContext,
    population: &Population,
    options: &mut SeedOptions,
    plan: &SeedPlan,
    rows: &[RefusedRow],
) -> Result<(), StandingError> {
    let asked: IndexSet<(&QualifiedName, &Option<String>)> = rows
        .iter()
        .filter(|row| row.number.is_some() && is_mendable(&row.why.sqlstate))
        .map(|row| (&row.table, &row.why.constraint))
        .collect();
    for (table, constraint) in asked {
        let known = options.accepted.entry(table.clone()).or_default();
        let key = constraint.clone().unwrap_or_default();
        if known.contains_key(&key) {
            continue;
        }
        known.insert(key, Accepted::default());
        // A value that raises an error names no constraint: it may be any that could not be judged.
        let unjudged = plan.unjudged.iter().filter(|check| check.table == *table).map(|check| check.name.as_str());
        let is_unjudged = constraint.as_ref().is_some_and(|name| unjudged.clone().any(|unjudged| unjudged == name));
        let checks: Vec<&str> = match constraint {
            Some(name) if is_unjudged => vec![name],
            _ => unjudged.collect(),
        };
        for question in questions(&context.catalog, population, table, &checks) {
            trials.end()?;
            let accepted = ask(trials.session, &question)?;
            known.insert(question.check, accepted);
        }
    }
    Ok(())
}

/// What another value may change: a row that a trigger keeps out, data exceptions, integrity constraints, WITH CHECK OPTION, what a policy or a function
/// of the project says. Source: PostgreSQL, "Appendix A. PostgreSQL Error Codes".
pub(super) fn is_mendable(sqlstate: &str) -> bool {
    ["09", "22", "23", "44", "P0", "42501"].iter().any(|class| sqlstate.starts_with(class))
}
