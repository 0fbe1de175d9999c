//! Whole projects made at random, with PostgreSQL as the judge.
//!
//! Comes in: a number. From it comes a project, the same each time (grow.rs), as text. What must hold:
//!
//! 1. `generate` is proven, or the requirements are refused by a diagnostic of a known kind, which is rare;
//! 2. `generate` again has nothing to do;
//! 3. the project grows (evolve.rs), and `generate` writes at most one migration and one seed, proven; again: nothing to do;
//! 4. `verify` proves what stands in the folders.
//!
//! GROUNDPLAN_SOAK=1 runs GROUNDPLAN_RANDOM_PROJECTS projects (500) instead of a few, and asks that every construct occurs.
//! GROUNDPLAN_RANDOM_FIRST is the first number: a project that fails is replayed by its number with GROUNDPLAN_RANDOM_PROJECTS=1.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may touch files, threads and the environment, and stops where it fails"
)]

#[path = "../common/mod.rs"]
mod common;

mod choice;
mod evolve;
mod grow;
mod kinds;
mod project;
mod rules;
mod tally;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use libtest_mimic::{Arguments, Failed, Trial};

use choice::Choice;
use common::{Run, compare_trees, groundplan, run, soaking, tree};
use tally::Tally;

/// Of a hundred projects, so many may be refused: more, and the test would say little.
const MOST_REFUSED_PERCENT: usize = 15;

/// Runs at once; each waits for a PostgreSQL of its own most of the time.
const THREADS: usize = 4;

fn main() {
    let arguments = Arguments::from_args();
    libtest_mimic::run(&arguments, vec![Trial::test("random_projects", projects)]).exit();
}

fn number_of(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

fn projects() -> Result<(), Failed> {
    let first = number_of("GROUNDPLAN_RANDOM_FIRST", 0);
    let count = number_of("GROUNDPLAN_RANDOM_PROJECTS", if soaking() { 500 } else { 8 });
    let next = AtomicU64::new(first);
    let tally = Mutex::new(Tally::default());
    std::thread::scope(|scope| {
        for _ in 0..THREADS.min(count as usize) {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= first + count {
                        break;
                    }
                    let result = life(number);
                    tally.lock().unwrap().take(number, result);
                }
            });
        }
    });
    let tally = tally.into_inner().unwrap();
    println!("{}", tally.histogram());
    if tally.failures > 0 {
        return Err(format!("{} of {count} projects failed", tally.failures).into());
    }
    if soaking() && count >= 500 {
        let missing = tally.missing();
        if !missing.is_empty() {
            return Err(format!("these constructs never occurred: {}", missing.join(", ")).into());
        }
        if tally.refused * 100 > count as usize * MOST_REFUSED_PERCENT {
            return Err(format!("{} of {count} projects were refused", tally.refused).into());
        }
    }
    Ok(())
}

/// What became of a project.
pub struct Life {
    /// What of it was proven.
    pub used: Vec<String>,
    /// `proven`, or the codes by which it was refused.
    pub outcomes: Vec<String>,
}

pub struct Death {
    pub schema: String,
    /// What was being done, and everything that the run printed.
    pub output: String,
}

/// Everything that happens to one project.
fn life(number: u64) -> Result<Life, Death> {
    let mut choice = Choice::of_project(number);
    let before = grow::project(&mut choice);
    let after = evolve::evolve(&before, &mut choice);
    let folder = tempfile::tempdir().unwrap();
    let mut life = Life { used: Vec::new(), outcomes: Vec::new() };
    for (stage, project) in [("new", &before), ("grown", &after)] {
        let schema = project.text();
        let outcome = generation(folder.path(), &schema).map_err(|output| Death { schema: described(stage, &before, &after), output })?;
        life.outcomes.push(format!("{stage}: {outcome}"));
        if outcome != "proven" {
            return Ok(life);
        }
        life.used.extend(project.used.iter().cloned());
    }
    let verified = run({
        let mut command = groundplan(folder.path());
        command.arg("verify");
        command
    });
    if verified.code != Some(0) {
        return Err(Death { schema: described("grown", &before, &after), output: failed("verify", &verified) });
    }
    life.outcomes.push("verified".to_string());
    Ok(life)
}

fn described(stage: &str, before: &project::Project, after: &project::Project) -> String {
    match stage {
        "new" => before.text(),
        _ => format!("{}\n// ---- grown to ----\n\n{}", before.text(), after.text()),
    }
}

fn failed(doing: &str, run: &Run) -> String {
    format!("{doing} ended with {:?}:\n{}", run.code, run.everything())
}

/// Generates twice. `proven`, or the codes of a refusal; otherwise what went wrong.
fn generation(folder: &Path, schema: &str) -> Result<String, String> {
    fs::write(folder.join("project.schema"), schema).unwrap();
    let before = tree(folder);
    let generate = || {
        let mut command = groundplan(folder);
        command.args(["generate", "project.schema"]);
        run(command)
    };
    let first = generate();
    let after = tree(folder);
    if first.code == Some(1) {
        compare_trees(&before, &after).map_err(|wrong| format!("a refused run wrote:{wrong}"))?;
        let codes = tally::codes(&first.everything());
        return match codes.iter().all(|code| tally::KNOWN_REFUSALS.contains(&code.as_str())) && !codes.is_empty() {
            true => Ok(codes.join(", ")),
            false => Err(failed("generate", &first)),
        };
    }
    if first.code != Some(0) {
        return Err(failed("generate", &first));
    }
    one_of_each(&before, &after)?;
    let second = generate();
    if second.code != Some(0) {
        return Err(failed("the second generate", &second));
    }
    compare_trees(&after, &tree(folder)).map_err(|wrong| format!("the second run wrote:{wrong}\n{}", second.everything()))?;
    Ok("proven".to_string())
}

/// At most one migration and one seed are new, and nothing that stood has changed.
fn one_of_each(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) -> Result<(), String> {
    let added = |folder: &str| after.keys().filter(|path| path.starts_with(folder) && !before.contains_key(*path)).count();
    if added("migrations/") > 1 || added("seeds/") > 1 || after.len() - before.len() > 2 {
        return Err(format!("more than one migration and one seed: {:?}", after.keys()));
    }
    match before.iter().find(|(path, bytes)| after.get(*path) != Some(bytes)) {
        Some((path, _)) => Err(format!("{path} stood before and was changed")),
        None => Ok(()),
    }
}
