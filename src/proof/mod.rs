//! The checks on a temporary PostgreSQL, and the evidence that they give.
//!
//! Comes in: rendered files, what stood before, what is meant. Goes out: a [`Proof`], which nothing else can make, or a
//! [`Refusal`] that points at the line of the requirements behind the failure.
//! Never happens: a check that was skipped counts as passed; a file is written.
//!
//! A proof has two halves on one database. [`migration::prove`] applies the migration, repeats it, compares catalogs, rolls back and
//! applies again. [`seed::prove`] then loads the seed, repeats it and counts rows.

mod blame;
mod evidence;
pub mod migration;
pub mod seed;

pub use evidence::{Check, CheckResult, Evidence, Retry};

use crate::diagnostic::Diagnostic;
use crate::postgres::SqlFailure;

/// That the files were proven. Made by [`Proof::seal`] only.
#[derive(Debug)]
pub struct Proof {
    evidence: Evidence,
}

impl Proof {
    /// Makes the proof if every check passed and at least one ran.
    pub fn seal(evidence: Evidence) -> Result<Proof, Evidence> {
        let all_passed = !evidence.checks.is_empty() && evidence.checks.iter().all(|result| result.passed);
        if all_passed { Ok(Proof { evidence }) } else { Err(evidence) }
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
