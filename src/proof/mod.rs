//! The checks on a temporary PostgreSQL, and the evidence that they give.
//!
//! Comes in: rendered files, what stood before, what is meant. Goes out: a [`Proof`], which nothing else can make, or a
//! [`Refusal`] that points at the line of the requirements behind the failure.
//! Never happens: a check that was skipped counts as passed; a file is written.
//!
//! A proof has two halves on one database. [`migration::prove`] applies the migration, repeats it, compares catalogs, rolls back and
//! applies again. [`seed::prove`] then loads the seed, repeats it and counts rows.

mod blame;
mod blocks;
pub mod codes;
mod evidence;
mod impact;
pub mod migration;
mod question;
pub mod seed;
mod standing;
mod trial;
mod warrant;

pub use blame::run_by_statement;
pub use evidence::{Check, CheckResult, Evidence, Retry, TableImpact};
pub use question::ask;
pub use standing::{StandingError, without_standing_rows};
pub use trial::{RefusedRow, Trials, Tried};
pub use warrant::{Unverified, Warrant};

use crate::diagnostic::Diagnostic;
use crate::postgres::SqlFailure;
use crate::render::{SqlFile, SqlFiles};
use crate::world::World;

/// That these files were proven, bound to their names and bytes. Made by [`Proof::seal`] only.
#[derive(Debug)]
pub struct Proof {
    evidence: Evidence,
    covered: Vec<String>,
}

impl Proof {
    /// Makes the proof of these files if every check that such files need ran, and all that ran passed.
    pub fn seal(evidence: Evidence, files: &SqlFiles) -> Result<Proof, Evidence> {
        let ran = |check: &Check| evidence.checks.iter().any(|result| result.check == *check);
        let of_migration = files.migration.iter().flat_map(|_| Check::OF_MIGRATION);
        let of_seed = files.seed.iter().flat_map(|_| Check::OF_SEED);
        let complete = of_migration.chain(of_seed).chain(&[Check::CleanedUp]).all(ran);
        let all_passed = complete && evidence.checks.iter().all(|result| result.passed);
        let covered = files.migration.iter().chain(&files.seed).map(warrant::fingerprint).collect();
        if all_passed { Ok(Proof { evidence, covered }) } else { Err(evidence) }
    }

    /// Whether exactly this file was proven.
    pub fn covers(&self, file: &SqlFile) -> bool {
        self.covered.contains(&warrant::fingerprint(file))
    }

    pub fn evidence(&self) -> &Evidence {
        &self.evidence
    }
}

/// Why a candidate is not proven.
#[derive(Debug)]
pub struct Refusal {
    /// For people: what PostgreSQL said or what differs, at the line of the requirements that caused it.
    pub diagnostics: Vec<Diagnostic>,
    /// What PostgreSQL said, when it refused a statement: the generator may know how to mend it.
    pub failure: Option<Box<SqlFailure>>,
}

impl Refusal {
    fn plain(code: &'static str, message: &str) -> Refusal {
        Refusal { diagnostics: vec![Diagnostic::error(code, message)], failure: None }
    }

    /// A statement of the proof itself failed, such as the reading of the catalog.
    fn environment(failure: SqlFailure, doing: &str) -> Refusal {
        let diagnostic = Diagnostic::error("proof-interrupted", format!("{doing} failed: {failure}"));
        Refusal { diagnostics: vec![diagnostic], failure: Some(Box::new(failure)) }
    }

    /// The refusal on one line, for a check's detail.
    fn summary(&self) -> String {
        match &self.diagnostics[..] {
            [] => "failed".to_string(),
            [only] => only.message.clone(),
            [first, rest @ ..] => format!("{} (and {} more)", first.message, rest.len()),
        }
    }
}

/// Times checks and writes their results down, the failed ones too.
struct Recorder<'a> {
    world: &'a dyn World,
    evidence: &'a mut Evidence,
}

impl<'a> Recorder<'a> {
    fn new(world: &'a dyn World, evidence: &'a mut Evidence) -> Recorder<'a> {
        Recorder { world, evidence }
    }

    fn prepare<T>(&mut self, doing: &str, work: impl FnOnce() -> Result<T, SqlFailure>) -> Result<T, Refusal> {
        work().map_err(|failure| Refusal::environment(failure, doing))
    }

    /// `work` gives what was seen.
    fn check(&mut self, check: Check, work: impl FnOnce() -> Result<String, Refusal>) -> Result<(), Refusal> {
        self.check_with(check, || work().map(|detail| (detail, ())))
    }

    fn check_with<T>(&mut self, check: Check, work: impl FnOnce() -> Result<(String, T), Refusal>) -> Result<T, Refusal> {
        let start = self.world.elapsed();
        let outcome = work();
        let duration = self.world.elapsed().saturating_sub(start);
        let (passed, detail, outcome) = match outcome {
            Ok((detail, value)) => (true, detail, Ok(value)),
            Err(refusal) => (false, refusal.summary(), Err(refusal)),
        };
        self.evidence.checks.push(CheckResult { check, passed, duration, detail });
        outcome
    }
}
