//! What the binary may claim: `verify` proves no rollback that it could not read or that loses rows, a run without a proof names no judge.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test may touch files, and stops where it fails")]

mod common;

use std::fs;
use std::path::Path;
use std::process::Stdio;

use common::{Run, STAMP, groundplan, run};

const USERS: &str = "entity User { no timestamps; name varchar(1..40) unique; seed 3 }\n";

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

/// Before the comparison at the end of the migration.
const AT_THE_END: &str = "SET LOCAL search_path = pg_catalog, pg_temp;";

#[test]
fn a_rollback_that_renames_instead_of_dropping_is_refused() {
    let found = verified_after(|text| {
        let changed = text.replace("-- DROP TABLE IF EXISTS public.users;", "-- ALTER TABLE public.users RENAME TO users_of_old;");
        assert_ne!(changed, text, "the rollback drops the table");
        changed
    });
    assert_eq!(found.code, Some(4), "{}", found.everything());
    assert!(found.everything().contains("its rollback changes the catalog: "), "{}", found.everything());
}

#[test]
fn a_second_run_that_changes_the_catalog_is_refused() {
    let again = "DO $again$ BEGIN IF to_regclass('public.marks') IS NULL THEN CREATE TABLE public.marks (n integer); \
                 ELSE CREATE TABLE IF NOT EXISTS public.more (n integer); END IF; END $again$;\n";
    let found = verified_after(|text| text.replacen(AT_THE_END, &format!("{again}{AT_THE_END}"), 1));
    assert_eq!(found.code, Some(4), "{}", found.everything());
    assert!(found.everything().contains("a second run changes the catalog: table public.more"), "{}", found.everything());
}

#[test]
fn a_migration_that_makes_something_else_after_its_rollback_is_refused() {
    // Large objects are counted by no check, so that the third run can be told from the others.
    let third = "DO $third$ BEGIN IF (SELECT count(*) FROM pg_catalog.pg_largeobject_metadata) = 2 THEN CREATE TABLE public.third (n integer); \
                 END IF; PERFORM pg_catalog.lo_create(0); END $third$;\n";
    let found = verified_after(|text| text.replacen(AT_THE_END, &format!("{third}{AT_THE_END}"), 1));
    assert_eq!(found.code, Some(4), "{}", found.everything());
    assert!(found.everything().contains("applying it again changes the catalog: table public.third"), "{}", found.everything());
}

#[test]
fn what_a_killed_run_left_is_mentioned_with_what_the_next_one_will_do() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.schema"), USERS).unwrap();
    assert_eq!(ask(folder.path(), &["generate", "--timestamp", STAMP, "--name", "users"]).code, Some(0));
    assert!(!ask(folder.path(), &["verify"]).everything().contains("interrupted"));
    // As a kill between the two renames leaves it.
    let (seed, temporary) = (format!("seeds/{STAMP}_users.sql"), format!("seeds/.{STAMP}_users.sql.groundplan-unfinished"));
    let text = fs::read(folder.path().join(&seed)).unwrap();
    fs::rename(folder.path().join(&seed), folder.path().join(&temporary)).unwrap();
    let entry = |path: &str, temporary: &str, bytes: &[u8]| {
        let sha256 = groundplan::world::sha256_hex(bytes);
        format!("{{\"path\": \"{path}\", \"temporary\": \"{temporary}\", \"sha256\": \"{sha256}\", \"length\": {}}}", bytes.len())
    };
    let migration = format!("migrations/{STAMP}_users.sql");
    let entries = [
        entry(
            &migration,
            &format!("migrations/.{STAMP}_users.sql.groundplan-unfinished"),
            &fs::read(folder.path().join(&migration)).unwrap(),
        ),
        entry(&seed, &temporary, &text),
    ];
    let journal = format!("{{\"version\": 1, \"entries\": [{}], \"created_folders\": []}}", entries.join(", "));
    fs::write(folder.path().join(".groundplan/journal.json"), journal).unwrap();

    let note = format!("an interrupted run published {migration} and not yet {seed}; the next `generate` completes it");
    let verified = ask(folder.path(), &["verify"]);
    assert_eq!(verified.code, Some(0), "{}", verified.everything());
    assert!(verified.everything().contains(&note), "{}", verified.everything());
    let shown = ask(folder.path(), &["generate", "--dry-run"]);
    assert!(shown.everything().contains(&note), "{}", shown.everything());
    let next = ask(folder.path(), &["generate"]);
    assert!(next.everything().contains("an interrupted run was completed"), "{}", next.everything());
    assert_eq!(fs::read(folder.path().join(&seed)).unwrap(), text);
}

#[test]
fn a_requirement_named_through_a_link_is_named_from_the_projects_folder() {
    let outer = tempfile::tempdir().unwrap();
    let project = outer.path().join("real");
    fs::create_dir_all(project.join("parts")).unwrap();
    fs::write(project.join("parts/a.schema"), USERS).unwrap();
    std::os::unix::fs::symlink(&project, outer.path().join("link")).unwrap();
    let plain = ask(&project, &["generate", "--dry-run", "--no-verify", "--timestamp", STAMP, "parts/a.schema", "--report", "json"]);
    assert!(plain.stdout.contains("-- Requirements:  parts/a.schema\\n"), "{}", plain.stdout);
    for named in [outer.path().join("link/parts/a.schema"), project.join("parts/../parts/a.schema"), "../link/parts/a.schema".into()] {
        let named = named.to_string_lossy().into_owned();
        let found = ask(&project, &["generate", "--dry-run", "--no-verify", "--timestamp", STAMP, &named, "--report", "json"]);
        assert!(found.stdout.contains("-- Requirements:  parts/a.schema\\n"), "{named}: {}", found.everything());
    }
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

#[test]
fn a_way_back_that_says_what_it_loses_restores_all_else() {
    let folder = tempfile::tempdir().unwrap();
    let requirements = |text: &str| fs::write(folder.path().join("a.schema"), format!("project a edition 2026\n{text}\n")).unwrap();
    requirements("entity Customer { email email unique; nickname varchar(40)?; seed 3 }");
    assert_eq!(ask(folder.path(), &["generate", "--timestamp", STAMP, "--name", "first"]).code, Some(0));
    requirements("entity Customer { email email unique; removed nickname; level int = 1; seed 3 }");
    assert_eq!(ask(folder.path(), &["generate", "--timestamp", "20270101000000", "--name", "second"]).code, Some(0));
    let verified = ask(folder.path(), &["verify"]);
    assert_eq!(verified.code, Some(0), "{}", verified.everything());
    assert!(verified.everything().contains("without what the file says is lost"), "{}", verified.everything());

    let path = folder.path().join("migrations/20270101000000_second.sql");
    let text = fs::read_to_string(&path).unwrap();
    let forgetful = text.replace("ADD COLUMN IF NOT EXISTS nickname", "ADD COLUMN IF NOT EXISTS nick_name");
    assert_ne!(forgetful, text, "the rollback brings the column back");
    fs::write(&path, forgetful).unwrap();
    let refused = ask(folder.path(), &["verify"]);
    assert_eq!(refused.code, Some(4), "{}", refused.everything());
    assert!(refused.everything().contains("its rollback changes the catalog"), "{}", refused.everything());
}
