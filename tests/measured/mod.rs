//! A plan step by step, each in a transaction of its own, in which what it does to the tables is measured and held against what is assumed.

use std::sync::Arc;

use groundplan::catalog::Catalog;
use groundplan::plan::{Impact, Impacts, Lock, Plan, apply, assumed};
use groundplan::postgres::{Session, SqlFailure, standing_tables, touched_tables};
use groundplan::render::render_difference;
use groundplan::sql::scanner::scan;

pub enum Ended {
    Done,
    Refused {
        statement: String,
        failure: Box<SqlFailure>,
    },
    /// The step, and where it was otherwise than assumed.
    Otherwise {
        step: String,
        difference: String,
    },
}

/// Runs the steps from what stands.
pub fn run(session: &mut Session, plan: &Plan, before: &Catalog) -> Result<Ended, SqlFailure> {
    let mut catalog = before.clone();
    for step in &plan.steps {
        let alone = Plan { steps: vec![step.clone()], scripts: Vec::new(), expected: Arc::clone(&plan.expected) };
        let text = render_difference(&alone).unwrap_or_default();
        let statements = scan(&text);
        session.execute("BEGIN")?;
        let standing = standing_tables(session)?;
        for statement in statements
            .iter()
            .map(|statement| statement.text(&text))
            .filter(|text| !matches!(text.trim_end_matches(';'), "BEGIN" | "COMMIT"))
        {
            if let Err(failure) = session.execute(statement) {
                return Ok(Ended::Refused { statement: statement.to_string(), failure: Box::new(failure) });
            }
        }
        let touched = touched_tables(session, &standing)?;
        session.execute("COMMIT")?;
        let measured: Impacts = touched
            .into_iter()
            .filter_map(|touched| {
                let lock = touched.modes.iter().filter_map(|mode| Lock::named(mode)).max()?;
                Some((touched.table, Impact { lock, rewrite: touched.rewritten, scan: touched.scanned }))
            })
            .collect();
        let assumed = assumed(&step.change, &catalog);
        let agree = assumed.len() == measured.len()
            && assumed.iter().all(|(table, impact)| measured.get(table).is_some_and(|measured| impact.agrees(*measured)));
        if !agree {
            return Ok(Ended::Otherwise { step: text, difference: format!("assumed {assumed:?}\nmeasured {measured:?}") });
        }
        apply(&mut catalog, &step.change);
    }
    Ok(Ended::Done)
}
