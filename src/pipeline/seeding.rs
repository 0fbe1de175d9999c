//! The last two tasks of `generate`: the seed is made and everything is proven; a clash of generated values is mended and tried again.
//!
//! Comes in: the plan, the migration, a database in which the existing files have run. Goes out: the seed plan and its file, with the
//! evidence in the [`Run`]; or what the plan lacks, for another one. Never happens: a try too many; a try that is not reported.
//!
//! Which rows stand already is seen by trying them on the stage, with the migration applied. A stage on which that was done is no longer
//! what the proof begins with, so then the proof gets a fresh one.

use std::collections::BTreeSet;

use crate::ordered::IndexMap;
use crate::plural::counted;

use super::asked::{asked_rows, too_few};
use super::extensions::{Setback, setback};
use super::failure::Failure;
use super::request::GenerateRequest;
use super::run::Run;
use super::stage::{Stage, set_stage, unreadable};
use super::trial::{Settled, Unsettled, is_mendable, of_surroundings, settle};
use super::wishes::renamed_tables;
use crate::catalog::{Catalog, ObjectPath, QualifiedName, Table};
use crate::design::{Population, SampleRequest, TablePopulation};
use crate::diagnostic::{Diagnostic, has_errors};
use crate::history::{History, known_rows};
use crate::plan::{Impacts, Kept, Plan};
use crate::postgres::{Server, row_counts};
use crate::proof::{self, Check, CheckResult, Refusal, Retry, StandingError, without_standing_rows};
use crate::render::{SqlFile, render_seed};
use crate::report::{Checklist, Task};
use crate::seed::{Memo, SeedOptions, SeedPlan, seed_again, unjudged_check_refused, with_parents};
use crate::source::{Origin, Span};

/// What the files grow on.
pub(super) struct Ground<'a> {
    pub request: &'a GenerateRequest,
    pub history: &'a History,
    pub current: &'a Catalog,
    pub plan: &'a Plan,
    pub migration: Option<&'a SqlFile>,
    /// The rows that the plan leaves as they are.
    pub kept: &'a [Kept],
    pub made_anew: &'a BTreeSet<String>,
    /// What its rollback does not bring back.
    pub lost: &'a [String],
    /// What it does to the tables that stand, as the plan has it.
    pub assumed: &'a Impacts,
    /// None when nothing is to be proven and nothing stands.
    pub server: Option<&'a Server>,
}

/// The rows that are missing and their file, proven unless that was not wanted.
pub(super) fn grow_and_prove(
    ground: &Ground<'_>,
    run: &mut Run<'_>,
    mut stage: Option<Stage>,
    checklist: &mut Checklist<'_>,
) -> Result<(SeedPlan, Option<SqlFile>), Setback> {
    let renamed = renamed_tables(&run.analysis.domain.former);
    let mut options = SeedOptions { samples: ground.request.samples, renamed, ..SeedOptions::default() };
    let mut attempt = 0;
    loop {
        checklist.start(Task::GenerateSeed);
        let seed_plan = ground.missing_rows(run, &mut options, &mut stage)?;
        let file = ground.seed_file(run, &seed_plan)?;
        match &file {
            Some(_) => checklist.done(Task::GenerateSeed, &counted(row_count(&seed_plan), "row")),
            None => checklist.skipped(Task::GenerateSeed, "no row is missing"),
        }
        let (Some(server), true) = (ground.server, ground.request.prove && (ground.migration.is_some() || file.is_some())) else {
            stage.map_or(Ok(()), Stage::close)?;
            return Ok((seed_plan, file));
        };
        checklist.start(Task::Verify);
        let mut standing = match stage.take() {
            Some(stage) => stage,
            None => set_stage(server, ground.history, &run.analysis.design.external)?,
        };
        let Some(refusal) = ground.prove(run, &mut standing, file.as_ref(), &seed_plan, attempt)? else {
            run.clean_up(standing)?;
            return Ok((seed_plan, file));
        };
        attempt += 1;
        let Some(retry) = ground.mended(run, &mut standing, &mut options, &refusal)? else {
            if let Some(found) = left_to_postgresql(&refusal, &seed_plan, file.as_ref(), &run.analysis.design.origins) {
                checklist.failed(Task::Verify, "the seed is refused");
                return Err(Failure::input(vec![found], run.analysis.sources.clone()).into());
            }
            let setback = setback(run, &ground.plan.expected, refusal);
            if matches!(setback, Setback::Final(_)) {
                checklist.failed(Task::Verify, "the seed is refused");
            }
            return Err(setback);
        };
        checklist.at(Task::Verify, &retry.mended);
        run.evidence.retries.push(retry);
        run.evidence.checks.retain(|result| !result.check.is_of_seed());
        standing.close()?;
    }
}

fn row_count(seed_plan: &SeedPlan) -> usize {
    seed_plan.initial.iter().chain(&seed_plan.sample).map(|block| block.rows.len()).sum()
}

impl Ground<'_> {
    /// The rows that the requirements ask for, without those that stand. A stage that was used for finding out is gone afterwards.
    fn missing_rows(&self, run: &mut Run<'_>, options: &mut SeedOptions, stage: &mut Option<Stage>) -> Result<SeedPlan, Setback> {
        let population = &run.analysis.design.population;
        let asks_for = |rows: &TablePopulation| !rows.initial.is_empty() || (options.samples && rows.sample.is_some());
        let asks = population.tables.values().any(|rows| !rows.lookup && asks_for(rows));
        let asked = asked_rows(&run.analysis.domain, options.samples);
        let Some(server) = self.server.filter(|_| !self.history.entries.is_empty() && asks) else {
            let seed_plan = self.grow(run, options, &mut Memo::default())?;
            let few = too_few(&asked, &seed_plan, &IndexMap::default());
            return few.map_or(Ok(seed_plan), |few| Err(run.internal("making the rows", &few).into()));
        };
        let mut trial = match stage.take() {
            Some(stage) => stage,
            None => set_stage(server, self.history, &run.analysis.design.external)?,
        };
        self.apply_migration(run, &mut trial)?;
        let standing = row_counts(&mut trial.session).map_err(unreadable)?;
        options.standing = known_rows(&mut trial.session, &tables_to_read(&self.plan.expected, population)).map_err(unreadable)?;
        let seed_plan = self.grow(run, options, &mut Memo::default())?;
        let internal = |error: &StandingError| run.internal("comparing the rows with those that stand", &error.to_string());
        let missing = without_standing_rows(&mut trial.session, seed_plan, run.context)
            .map_err(|error| of_surroundings(&error).unwrap_or_else(|| internal(&error)))?;
        trial.close()?;
        match too_few(&asked, &missing, &standing) {
            Some(few) => Err(run.internal("comparing the rows with those that are asked for", &few).into()),
            None => Ok(missing),
        }
    }

    fn grow(&self, run: &mut Run<'_>, options: &SeedOptions, memo: &mut Memo) -> Result<SeedPlan, Failure> {
        let (seed_plan, found) = seed_again(&self.plan.expected, &run.analysis.design.population, options, memo);
        if has_errors(&found) {
            return Err(Failure::input(found, run.analysis.sources.clone()));
        }
        run.warnings = found;
        Ok(seed_plan)
    }

    fn seed_file(&self, run: &mut Run<'_>, seed_plan: &SeedPlan) -> Result<Option<SqlFile>, Failure> {
        if seed_plan.is_empty() {
            return Ok(None);
        }
        let file = render_seed(seed_plan, run.context).map_err(|error| run.internal("rendering the seed", &error.to_string()))?;
        run.parse(&file, Check::SeedParses)?;
        Ok(Some(file))
    }

    /// All checks of the migration, at the first attempt, and of the seed. Gives back what refuses the seed.
    fn prove(
        &self,
        run: &mut Run<'_>,
        stage: &mut Stage,
        seed_file: Option<&SqlFile>,
        seed_plan: &SeedPlan,
        attempt: u32,
    ) -> Result<Option<Refusal>, Setback> {
        if attempt == 0 {
            self.prove_migration(run, stage)?;
        } else {
            self.apply_migration(run, stage)?;
        }
        let Some(file) = seed_file else { return Ok(None) };
        let (gains, asked) = (gains(seed_plan), asked_rows(&run.analysis.domain, self.request.samples));
        let candidate = proof::seed::Candidate { file, gains: &gains, asked: &asked, origins: &run.analysis.design.origins };
        Ok(proof::seed::prove(run.world, &mut stage.session, &candidate, &mut run.evidence).err())
    }

    /// Finds another form for each row that is refused, on the stage where that was seen. None where the generated values are not its cause.
    fn mended(&self, run: &mut Run<'_>, stage: &mut Stage, options: &mut SeedOptions, refusal: &Refusal) -> Result<Option<Retry>, Setback> {
        let Some(failure) = refusal.failure.as_deref().filter(|failure| is_mendable(&failure.sqlstate) && run.may_try_again()) else {
            return Ok(None);
        };
        let trying = |run: &Run<'_>, error: &dyn std::fmt::Display| run.internal("trying the rows", &error.to_string());
        stage.session.execute("ROLLBACK").map_err(|error| trying(run, &error))?;
        let context = run.context;
        let population = &run.analysis.design.population;
        let mut memo = Memo::default();
        let settled = settle(&mut stage.session, context, population, options, |options| self.grow(run, options, &mut memo));
        match settled {
            Ok(Settled::Taken { refused, .. }) if refused > 0 => {}
            Ok(_) => return Ok(None),
            Err(Unsettled::Making(failure)) => return Err(failure.into()),
            Err(Unsettled::Trying(error)) => return Err(of_surroundings(&error).unwrap_or_else(|| trying(run, &error)).into()),
        };
        let of_table = |(table, rows): (&QualifiedName, &IndexMap<_, _>)| format!("{} of {table}", counted(rows.len(), "row"));
        let rows: Vec<String> = options
            .refused
            .iter()
            .map(of_table)
            .chain(options.guarded.iter().map(|table| format!("what the triggers of {table} refuse")))
            .collect();
        let attempt = run.evidence.retries.len() as u32 + 1;
        Ok(Some(Retry { attempt, cause: failure.to_string(), mended: format!("other values for {}", rows.join(", ")) }))
    }

    fn prove_migration(&self, run: &mut Run<'_>, stage: &mut Stage) -> Result<(), Setback> {
        let Some(candidate) = self.candidate(run) else { return Ok(()) };
        let proven = proof::migration::prove(run.world, &mut stage.session, &candidate, &mut run.evidence);
        let applies = run.evidence.checks.iter().any(|result| result.check == Check::Applies && result.passed);
        proven.map_err(|refusal| if applies { setback(run, &self.plan.expected, refusal) } else { self.not_applied(run, refusal) })
    }

    /// Brings a fresh stage to where the seed begins.
    fn apply_migration(&self, run: &Run<'_>, stage: &mut Stage) -> Result<(), Setback> {
        let Some(candidate) = self.candidate(run) else { return Ok(()) };
        proof::migration::apply(&mut stage.session, &candidate).map_err(|refusal| self.not_applied(run, refusal))
    }

    /// The rows that stand may not fulfil what is new. That is between the requirements and the files that brought them.
    fn not_applied(&self, run: &Run<'_>, refusal: Refusal) -> Setback {
        /// integrity_constraint_violation and all of its kind. Source: PostgreSQL, "Appendix A. PostgreSQL Error Codes".
        const INTEGRITY: &str = "23";
        let failure = refusal.failure.as_deref().filter(|failure| failure.sqlstate.starts_with(INTEGRITY));
        let Some(failure) = failure.filter(|_| !self.current.tables.is_empty()) else {
            return setback(run, &self.plan.expected, refusal);
        };
        let message = format!("rows that stand do not fulfil what is new: {}", failure.message);
        let mut help = "change these rows before, by a migration of your own, or ask for something that they fulfil".to_string();
        help.extend(failure.detail.iter().map(|detail| format!("\nPostgreSQL adds: {detail}")));
        let found = Diagnostic::error("standing-rows-refused", message).help(help);
        let place = refusal.diagnostics.first().and_then(|diagnostic| diagnostic.span);
        let found = match place {
            Some(place) => found.at(place, "not fulfilled by all rows that stand"),
            None => found,
        };
        Failure::input(vec![found], run.analysis.sources.clone()).into()
    }

    fn candidate<'c>(&'c self, run: &Run<'c>) -> Option<proof::migration::Candidate<'c>> {
        let file = self.migration?;
        let origins = &run.analysis.design.origins;
        Some(proof::migration::Candidate {
            file,
            before: self.current,
            expected: &self.plan.expected,
            kept: self.kept,
            made_anew: self.made_anew,
            lost: self.lost,
            scripts: &self.plan.scripts,
            assumed: self.assumed,
            origins,
        })
    }
}

impl Run<'_> {
    /// The last check: the temporary database is gone.
    fn clean_up(&mut self, stage: Stage) -> Result<(), Failure> {
        let start = self.world.elapsed();
        stage.close()?;
        let duration = self.world.elapsed().saturating_sub(start);
        self.evidence.checks.push(CheckResult {
            check: Check::CleanedUp,
            passed: true,
            duration,
            detail: "nothing of it stays".to_string(),
        });
        Ok(())
    }
}

/// Rows of one table that are read at most: enough to choose parents from, and all that samples may turn out to be.
fn tables_to_read<'c>(catalog: &'c Catalog, population: &Population) -> Vec<(&'c Table, usize)> {
    /// Parents to choose from.
    const PARENTS: u64 = 1_000;
    /// More than this is not held in memory for a seed.
    const MOST: u64 = 50_000;
    let population = with_parents(catalog, population);
    let limit = |sample: Option<&SampleRequest>| PARENTS.saturating_add(sample.map_or(0, |sample| sample.count)).min(MOST) as usize;
    let tables = population.tables.iter();
    tables.filter_map(|(name, rows)| Some((catalog.tables.get(name)?, limit(rows.sample.as_ref())))).collect()
}

/// How many rows each table gains, and the line that asks for them.
fn gains(seed_plan: &SeedPlan) -> IndexMap<QualifiedName, (u64, Option<Span>)> {
    let mut gains: IndexMap<QualifiedName, (u64, Option<Span>)> = IndexMap::default();
    for block in seed_plan.initial.iter().chain(&seed_plan.sample) {
        let entry = gains.entry(block.table.clone()).or_default();
        entry.0 += block.rows.len() as u64;
        entry.1 = entry.1.or(block.origin.span());
    }
    gains
}

/// check_violation. Source: PostgreSQL, "Appendix A. PostgreSQL Error Codes".
const CHECK_VIOLATION: &str = "23514";

/// The finding about a check that no sample value could be aimed at: what it refuses is the requirements' to say.
fn left_to_postgresql(
    refusal: &Refusal,
    seed_plan: &SeedPlan,
    file: Option<&SqlFile>,
    origins: &IndexMap<ObjectPath, Origin>,
) -> Option<Diagnostic> {
    let failure = refusal.failure.as_deref().filter(|failure| failure.sqlstate == CHECK_VIOLATION)?;
    let table = QualifiedName::new(failure.schema.clone()?, failure.table.clone()?);
    let name = failure.constraint.as_ref()?;
    let check = seed_plan.unjudged.iter().find(|check| check.table == table && check.name == *name)?;
    let place = origins.get(&ObjectPath::Constraint(table, name.clone())).and_then(Origin::span);
    let statements =
        file.into_iter().flat_map(|file| file.statements.iter().map(|statement| (&file.text[statement.range.clone()], statement)));
    let refused =
        statements.into_iter().find(|(text, _)| *text == failure.statement).and_then(|(_, statement)| statement.origin.as_ref()?.span());
    Some(unjudged_check_refused(check, place, refused, failure.detail.as_deref()))
}
