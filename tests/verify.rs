//! What the binary may claim: `verify` proves no rollback that it could not read or that loses rows, a run without a proof names no judge.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test may touch files, and stops where it fails")]

mod common;

use std::fs;
use std::path::Path;
use std::process::Stdio;

use common::{Run, STAMP, groundplan, run};

const USERS: &str = "entity User { name varchar(1..40) unique; seed 3 }\n";

fn ask(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = groundplan(folder);
    command.args(arguments);
    run(command)
}

/// A generated project, with its migration changed.
fn verified_after(change: impl Fn(&str) -> String) -> Run {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.schema"), USERS).unwrap();
    fs::create_dir(folder.path().join("migrations")).unwrap();
    fs::write(folder.path().join("migrations/20200101000000_log.sql"), "CREATE TABLE log (n integer);\nINSERT INTO log VALUES (1);\n")
        .unwrap();
    let made = ask(folder.path(), &["generate", "--timestamp", STAMP, "--name", "users"]);
    assert_eq!(made.code, Some(0), "{}", made.everything());
    let path = folder.path().join(format!("migrations/{STAMP}_users.sql"));
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, change(&text)).unwrap();
    ask(folder.path(), &["verify"])
}

#[test]
fn what_was_generated_is_proven_with_its_rollback() {
    let found = verified_after(str::to_string);
    assert_eq!(found.code, Some(0), "{}", found.everything());
    assert!(found.stdout.contains("its rollback restores what stood before"), "{}", found.everything());
}

#[test]
fn a_rollback_that_cannot_be_read_is_not_passed_over() {
    let found = verified_after(|text| text.replace("-- groundplan:rollback end\n", ""));
    assert_eq!(found.code, Some(4), "{}", found.everything());
    assert!(found.everything().contains("its rollback cannot be read"), "{}", found.everything());
}

#[test]
fn a_rollback_that_loses_rows_is_refused() {
    let found = verified_after(|text| text.replace("-- groundplan:rollback\n", "-- groundplan:rollback\n-- DELETE FROM public.log;\n"));
    assert_eq!(found.code, Some(4), "{}", found.everything());
    assert!(found.everything().contains("does not bring back the rows"), "{}", found.everything());
}

#[test]
fn a_seed_of_ours_that_changes_rows_again_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.schema"), USERS).unwrap();
    assert_eq!(ask(folder.path(), &["generate", "--timestamp", STAMP, "--name", "users"]).code, Some(0));
    let path = folder.path().join(format!("seeds/{STAMP}_users.sql"));
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text + "UPDATE public.users SET name = name || 'x';\n").unwrap();
    let found = ask(folder.path(), &["verify"]);
    assert_eq!(found.code, Some(4), "{}", found.everything());
    assert!(found.everything().contains("econd run changes rows"), "{}", found.everything());
}

#[test]
fn without_a_proof_no_judge_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.schema"), USERS).unwrap();
    let proven = ask(folder.path(), &["generate", "--dry-run"]).stdout;
    assert!(proven.contains("Judged by PostgreSQL only"), "{proven}");
    let unproven = ask(folder.path(), &["generate", "--dry-run", "--no-verify"]).stdout;
    assert!(!unproven.contains("Judged by PostgreSQL") && unproven.contains("Judged by nobody"), "{unproven}");
}

#[test]
fn a_reader_that_went_away_is_no_panic() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.schema"), "entity   User {  name text }\n").unwrap();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = groundplan(folder.path());
    let status = command.args(["fmt", "--check"]).stdout(writer).stderr(Stdio::null()).status().unwrap();
    assert_eq!(status.code(), Some(1));
}
