//! From requirements to proven files, case by case.
//!
//! `tests/cases/NAME/` holds `*.schema`, perhaps their records `*.schema.lock`, `migrations/`, `seeds/` and `arguments.txt` (one argument a line), and what a run makes of
//! them: `expected/migrations/`, `expected/seeds/`, `expected/*.schema.lock`. Each case is copied to a fresh folder and generated with proof on PostgreSQL; what is written must be
//! what is expected, and a second run, which must do with the records that stand then, must write nothing. `make accept` writes the expected files anew; review them as SQL before committing.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::panic, reason = "a test may touch files, and stops where it fails")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use libtest_mimic::{Arguments, Failed, Trial};

use common::{STAMP, accepting, compare_trees, groundplan, names, root, run, tree, write};

fn main() {
    let mut arguments = Arguments::from_args();
    // Each case starts a PostgreSQL of its own; more than a few at once only wait for each other.
    arguments.test_threads = Some(arguments.test_threads.unwrap_or(4).min(4));
    let folder = root().join("tests/cases");
    let trials = names(&folder).into_iter().map(|name| {
        let case = folder.join(&name);
        Trial::test(name, move || generate(&case))
    });
    libtest_mimic::run(&arguments, trials.collect()).exit();
}

/// What a case is made of.
struct Case {
    input: BTreeMap<String, Vec<u8>>,
    /// By their path below `expected/`.
    expected: BTreeMap<String, Vec<u8>>,
    arguments: Vec<String>,
}

fn read(folder: &Path) -> Result<Case, Failed> {
    let mut case = Case { input: BTreeMap::new(), expected: BTreeMap::new(), arguments: Vec::new() };
    for (path, bytes) in tree(folder) {
        let (first, rest) = path.split_once('/').unwrap_or(("", &path));
        match first {
            "" if path.ends_with(".schema") || is_record(&path) => drop(case.input.insert(path, bytes)),
            "" if path == "arguments.txt" => case.arguments = String::from_utf8_lossy(&bytes).lines().map(str::to_string).collect(),
            "migrations" | "seeds" if path.ends_with(".sql") => drop(case.input.insert(path, bytes)),
            "expected" if is_output(rest) => drop(case.expected.insert(rest.to_string(), bytes)),
            _ => return Err(format!("{}/{path} belongs to no part of a case", folder.display()).into()),
        }
    }
    if !case.input.keys().any(|path| path.ends_with(".schema")) {
        return Err(format!("{} has no .schema file", folder.display()).into());
    }
    Ok(case)
}

fn is_record(path: &str) -> bool {
    path.ends_with(".schema.lock") && !path.contains('/')
}

fn is_output(path: &str) -> bool {
    is_record(path) || (path.starts_with("migrations/") || path.starts_with("seeds/")) && path.ends_with(".sql")
}

fn generate(folder: &Path) -> Result<(), Failed> {
    let case = read(folder)?;
    let work = tempfile::tempdir()?;
    write(work.path(), &case.input);

    let mut command = groundplan(work.path());
    command.args(["generate", "--timestamp", STAMP]).args(&case.arguments);
    let first = run(command);
    if first.code != Some(0) {
        return Err(format!("exit code {:?}:\n{}", first.code, first.everything()).into());
    }
    let after_first = tree(work.path());
    let written = new_files(&case.input, &after_first)?;

    // Without --timestamp: the stamp is free, because nothing may be written under it.
    let mut command = groundplan(work.path());
    command.arg("generate").args(&case.arguments).arg("--locked");
    let second = run(command);
    if second.code != Some(0) {
        return Err(format!("the second run ends with {:?}:\n{}", second.code, second.everything()).into());
    }
    compare_trees(&after_first, &tree(work.path())).map_err(|wrong| format!("the second run changed the folder:{wrong}"))?;

    if accepting() {
        let expected = folder.join("expected");
        if expected.exists() {
            fs::remove_dir_all(&expected)?;
        }
        write(&expected, &written);
        return Ok(());
    }
    if case.expected.is_empty() && !written.is_empty() {
        return Err(format!("no expected files; `make accept` writes them. Written: {:?}", written.keys()).into());
    }
    Ok(compare_trees(&case.expected, &written)?)
}

/// What the run added, and the records that it replaced. Changing or removing anything else that stood is an error, and so is any other file outside the two folders.
fn new_files(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) -> Result<BTreeMap<String, Vec<u8>>, Failed> {
    for (path, bytes) in before.iter().filter(|(path, _)| !is_record(path)) {
        if after.get(path) != Some(bytes) {
            return Err(format!("the run changed {path}, which stood before").into());
        }
    }
    let added: BTreeMap<_, _> =
        after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).map(|(path, bytes)| (path.clone(), bytes.clone())).collect();
    match added.keys().find(|path| !is_output(path)) {
        Some(stray) => Err(format!("the run left {stray} behind").into()),
        None => Ok(added),
    }
}
