//! What a migration does to the tables that stand, as the plan assumes it and as it is measured while the proof runs: the same.
//!
//! Comes in: the cases that begin with something (`tests/cases/NAME/migrations/`), by way of the report for machines. The steps one by one, and
//! those that no requirements ask for, are measured in `tests/changes.rs` and `tests/random_catalogs/`.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::panic, reason = "a test may touch files, and stops where it fails")]

mod common;

use std::fs;

use common::{groundplan, names, root, run, tree, write};

#[test]
fn each_migration_of_the_cases_does_to_standing_tables_what_is_assumed() {
    let folder = root().join("tests/cases");
    let (mut seen, mut scans, mut wrong) = (0, 0, Vec::new());
    for name in names(&folder).into_iter().filter(|name| folder.join(name).join("migrations").is_dir()) {
        let project = tempfile::tempdir().unwrap();
        let files = tree(&folder.join(&name)).into_iter().filter(|(path, _)| !path.starts_with("expected/")).collect();
        write(project.path(), &files);
        let mut command = groundplan(project.path());
        command.args(["generate", "--dry-run", "--report", "json"]);
        if let Ok(arguments) = fs::read_to_string(folder.join(&name).join("arguments.txt")) {
            command.args(arguments.lines());
        }
        command.args(names(project.path()).iter().filter(|name| name.ends_with(".schema")));
        let made = run(command);
        let report: serde_json::Value =
            serde_json::from_str(&made.stdout).unwrap_or_else(|error| panic!("{name}: {error}\n{}", made.everything()));
        for impact in report["verification"]["impacts"].as_array().into_iter().flatten() {
            seen += 1;
            let (assumed, measured) = (&impact["assumed"], &impact["measured"]);
            let untold = assumed["scan"].is_null() || measured["scan"].is_null();
            scans += usize::from(!untold);
            let same = assumed["lock"] == measured["lock"] && assumed["rewrite"] == measured["rewrite"];
            if !same || !untold && assumed["scan"] != measured["scan"] {
                wrong.push(format!("{name}: {impact}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen > 20, "only {seen} tables were seen");
    assert!(scans > 20, "of only {scans} tables it is known whether they are scanned");
}
