//! `plan` shows, `generate --check` compares, `check --fix` deletes what is spent: none of them writes a migration.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::panic, reason = "a test may touch files, and stops where it fails")]

mod common;

use std::fs;
use std::path::Path;

use common::{Run, STAMP, groundplan, names, root, run, tree, write};

const BEFORE: &str = "entity Customer {\n  username varchar(80) unique\n  nickname text?\n}\n\nentity LegacyImport { line text }\n\nenum State { fresh done }\n";

const AFTER: &str = "\
// The former customers.
entity Account was Customer { // kept
  login varchar(80) unique was username // kept too
  removed nickname
  state State = draft
}

removed entity LegacyImport

enum State {
  draft was fresh
  done
}
";

fn at(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = groundplan(folder);
    command.args(arguments);
    run(command)
}

/// A project whose migration made BEFORE, and whose requirements say AFTER.
fn project() -> tempfile::TempDir {
    let work = tempfile::tempdir().unwrap();
    fs::write(work.path().join("shop.schema"), BEFORE).unwrap();
    let done = at(work.path(), &["generate", "--timestamp", STAMP]);
    assert_eq!(done.code, Some(0), "{}", done.everything());
    fs::write(work.path().join("shop.schema"), AFTER).unwrap();
    work
}

/// Without the ledger, which each run may touch.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    tree(folder).into_iter().filter(|(path, _)| !path.starts_with(".groundplan")).collect()
}

#[test]
fn a_plan_shows_steps_with_reasons_hazards_and_what_the_rollback_loses_and_writes_nothing() {
    let work = project();
    let before = files(work.path());
    let done = at(work.path(), &["plan"]);
    assert_eq!(done.code, Some(0), "{}", done.everything());
    for part in [
        "What is to be done, and why",
        "1  rename table public.customers → accounts",
        "locks public.customers: ACCESS EXCLUSIVE\n",
        "rename the sequence of column public.accounts.id",
        "drop table public.legacy_imports",
        "[data-loss]",
        "the rollback does not bring back: ",
        "add column public.accounts.state",
        "this is what `generate` would do",
    ] {
        assert!(done.stdout.contains(part), "no `{part}` in\n{}", done.stdout);
    }
    assert_eq!(done.stdout.matches("table public.customers becomes accounts").count(), 1, "said twice in\n{}", done.stdout);
    assert!(!done.stdout.contains("BEGIN;"), "SQL in a plan:\n{}", done.stdout);
    assert_eq!(files(work.path()), before);
}

#[test]
fn a_plan_is_data_for_a_machine() {
    let work = project();
    let done = at(work.path(), &["plan", "--report", "json"]);
    let report: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
    assert_eq!((report["command"].as_str(), report["status"].as_str()), (Some("plan"), Some("planned")));
    let steps = report["steps"].as_array().unwrap();
    let drop = steps.iter().find(|step| step["what"] == "drop table public.legacy_imports").unwrap();
    assert_eq!(drop["reverse"], "structure-only");
    assert!(drop["hazards"].as_array().unwrap().iter().any(|hazard| hazard["code"] == "data-loss"), "{drop}");
    let impact = serde_json::json!({ "table": "public.legacy_imports", "lock": "AccessExclusive", "rewrite": false, "scan": false });
    assert_eq!(drop["impacts"], serde_json::json!([impact]));
    assert!(drop["place"].as_str().unwrap().starts_with("shop.schema:"), "{drop}");
}

#[test]
fn requirements_and_folders_are_compared_for_ci() {
    let work = project();
    let before = files(work.path());
    let done = at(work.path(), &["generate", "--check"]);
    assert_eq!(done.code, Some(1), "{}", done.everything());
    assert!(done.stdout.contains("rename table public.customers → accounts"), "{}", done.stdout);
    assert!(done.stdout.contains("The folders lack what the requirements ask for"), "{}", done.stdout);
    assert_eq!(files(work.path()), before);

    assert_eq!(at(work.path(), &["generate"]).code, Some(0));
    let before = files(work.path());
    let done = at(work.path(), &["generate", "--check"]);
    assert_eq!(done.code, Some(0), "{}", done.everything());
    assert!(done.stdout.contains("The requirements and the folders agree"), "{}", done.stdout);
    assert_eq!(files(work.path()), before);
}

#[test]
fn a_row_that_the_seeds_lack_is_missing_too() {
    let work = tempfile::tempdir().unwrap();
    let schema = work.path().join("shop.schema");
    fs::write(&schema, "entity Tag { name varchar(20) unique; rows (name) { (\"a\") } }\n").unwrap();
    assert_eq!(at(work.path(), &["generate", "--timestamp", STAMP]).code, Some(0));
    fs::write(&schema, "entity Tag { name varchar(20) unique; rows (name) { (\"a\") (\"b\") } }\n").unwrap();
    let done = at(work.path(), &["generate", "--check"]);
    assert_eq!(done.code, Some(1), "{}", done.everything());
    assert!(done.stdout.contains("1  public.tags"), "{}", done.stdout);
}

#[test]
fn a_seed_whose_migration_was_deleted_and_made_anew_does_not_agree() {
    let work = tempfile::tempdir().unwrap();
    let schema = work.path().join("shop.schema");
    let base = "entity Tag { name varchar(20) unique; rows (name) { (\"a\") } }\n";
    let made = |text: &str, stamp: &str| {
        fs::write(&schema, text).unwrap();
        let done = at(work.path(), &["generate", "--timestamp", stamp]);
        assert_eq!(done.code, Some(0), "{}", done.everything());
    };
    made(base, "20260101000000");
    let grown = format!("{base}entity Mark {{ name varchar(20) unique; rows (name) {{ (\"b\") }} }}\n");
    made(&grown, "20260102000000");
    let name = "20260102000000_add_marks.sql";
    fs::remove_file(work.path().join("migrations").join(name)).unwrap();
    made(&grown, "20260103000000");

    let done = at(work.path(), &["generate", "--check"]);
    assert_eq!(done.code, Some(1), "{}", done.everything());
    assert!(done.stderr.contains("error[seed-does-not-load]") && done.stderr.contains(&format!("seeds/{name}:")), "{}", done.stderr);
    fs::remove_file(work.path().join("seeds").join(name)).unwrap();
    let done = at(work.path(), &["generate", "--check"]);
    assert_eq!(done.code, Some(0), "{}", done.everything());
}

#[test]
fn words_that_are_not_spent_stay() {
    let work = project();
    let done = at(work.path(), &["check", "--fix"]);
    assert_eq!(done.code, Some(0), "{}", done.everything());
    assert!(done.stdout.contains("Nothing is spent"), "{}", done.stdout);
    assert_eq!(fs::read_to_string(work.path().join("shop.schema")).unwrap(), AFTER);
}

#[test]
fn spent_words_are_deleted_and_named_and_comments_stay() {
    let work = project();
    assert_eq!(at(work.path(), &["generate"]).code, Some(0));
    // `check` alone changes nothing.
    assert_eq!(at(work.path(), &["check"]).code, Some(0));
    assert_eq!(fs::read_to_string(work.path().join("shop.schema")).unwrap(), AFTER);

    let done = at(work.path(), &["check", "--fix"]);
    assert_eq!(done.code, Some(0), "{}", done.everything());
    for part in [
        "shop.schema:2: deleted `was Customer`",
        "shop.schema:3: deleted `was username`",
        "shop.schema:4: deleted `removed nickname`",
        "shop.schema:8: deleted `removed entity LegacyImport`",
        "shop.schema:11: deleted `was fresh`",
    ] {
        assert!(done.stdout.contains(part), "no `{part}` in\n{}", done.stdout);
    }
    let left = "\
// The former customers.
entity Account { // kept
  login varchar(80) unique // kept too
  state State = draft
}

enum State {
  draft
  done
}
";
    assert_eq!(fs::read_to_string(work.path().join("shop.schema")).unwrap(), left);
    assert_eq!(at(work.path(), &["generate", "--check"]).code, Some(0), "what is left asks for the same");
}

#[test]
fn with_a_mistake_in_one_file_none_is_touched() {
    let work = project();
    assert_eq!(at(work.path(), &["generate"]).code, Some(0));
    fs::write(work.path().join("wrong.schema"), "entity Wrong { a emial }\n").unwrap();
    assert_eq!(at(work.path(), &["check", "--fix"]).code, Some(1));
    assert_eq!(fs::read_to_string(work.path().join("shop.schema")).unwrap(), AFTER);
}

/// Generates what each text asks for in turn, then deletes what is spent and compares.
fn after_fix(texts: &[&str]) -> (Run, String) {
    let work = tempfile::tempdir().unwrap();
    let schema = work.path().join("shop.schema");
    for text in texts {
        fs::write(&schema, text).unwrap();
        let done = at(work.path(), &["generate"]);
        assert_eq!(done.code, Some(0), "{}", done.everything());
    }
    let fixed = at(work.path(), &["check", "--fix"]);
    assert_eq!(fixed.code, Some(0), "{}", fixed.everything());
    let compared = at(work.path(), &["generate", "--check"]);
    assert_eq!(compared.code, Some(0), "after {}\n{}", fixed.stdout, compared.everything());
    (fixed, fs::read_to_string(&schema).unwrap())
}

#[test]
fn a_word_stays_as_long_as_sample_rows_are_recognised_by_it() {
    let text = "entity Client was Customer {\n  name person_name\n  mail email unique was address\n  seed 3\n}\nentity Town was City { code varchar(9) unique }\n";
    let before = "entity Customer {\n  name person_name\n  address email unique\n  seed 3\n}\nentity City { code varchar(9) unique }\n";
    let (fixed, left) = after_fix(&[before, text]);
    assert_eq!(left, text.replace("Town was City", "Town"), "rows were drawn by these names");
    assert!(fixed.stdout.contains("shop.schema:1: kept `was Customer`: its sample rows are recognised by it"), "{}", fixed.stdout);
}

#[test]
fn a_removal_in_a_mixin_stays_until_it_is_carried_out_everywhere() {
    let before = "mixin Sized { x int? }\nentity Ant { name varchar(9) unique; z int?; include Sized }\nentity Bee { name varchar(9) unique; z int? }\n";
    let ant = before.replace("x int? }", "x int?; removed z }").replace("unique; z int?; include", "unique; include");
    let bee = ant.replace("unique; z int? }", "unique; include Sized }");
    let work = tempfile::tempdir().unwrap();
    let schema = work.path().join("shop.schema");
    for text in [before, &ant] {
        fs::write(&schema, text).unwrap();
        let done = at(work.path(), &["generate"]);
        assert_eq!(done.code, Some(0), "{}", done.everything());
    }
    fs::write(&schema, &bee).unwrap();
    assert_eq!(at(work.path(), &["check", "--fix"]).code, Some(0));
    assert_eq!(fs::read_to_string(&schema).unwrap(), bee, "the column of bees stands");
    assert_eq!(at(work.path(), &["generate"]).code, Some(0));
    assert_eq!(at(work.path(), &["check", "--fix"]).code, Some(0));
    assert_eq!(fs::read_to_string(&schema).unwrap(), bee.replace("; removed z", ""));
}

/// Every case with `was` or `removed`, those with samples, keys, namespaces, circles and lookup tables among them.
#[test]
fn the_requirements_ask_for_the_same_without_their_spent_words() {
    let cases = root().join("tests/cases");
    let mut seen = 0;
    for name in names(&cases).into_iter().filter(|name| name.contains("renamed") || name.contains("removed")) {
        let work = tempfile::tempdir().unwrap();
        let input = tree(&cases.join(&name)).into_iter().filter(|(path, _)| !path.starts_with("expected/"));
        write(work.path(), &input.collect());
        let done = at(work.path(), &["generate", "--timestamp", STAMP]);
        assert_eq!(done.code, Some(0), "{name}: {}", done.everything());
        let compared = at(work.path(), &["generate", "--check"]);
        let fixed = at(work.path(), &["check", "--fix"]);
        assert_eq!(fixed.code, Some(0), "{name}: {}", fixed.everything());
        let compared_again = at(work.path(), &["generate", "--check"]);
        assert_eq!(compared.code, compared_again.code, "{name}: after {}\n{}", fixed.stdout, compared_again.everything());
        let left_alone = |run: &common::Run| run.stderr.matches("warning[left-alone]").count();
        assert_eq!(left_alone(&compared), left_alone(&compared_again), "{name}: after {}\n{}", fixed.stdout, compared_again.everything());
        let agrees = compared.code == Some(0) || compared.code == Some(1) && left_alone(&compared) > 0;
        assert!(agrees, "{name}: {}", compared.everything());
        seen += usize::from(fixed.stdout.contains(": deleted `") || fixed.stdout.contains(": kept `"));
    }
    assert!(seen > 4, "{seen} cases had words to look at");
}

#[test]
fn only_the_words_change_in_a_file() {
    let work = project();
    assert_eq!(at(work.path(), &["generate"]).code, Some(0));
    let with_line_ends = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    fs::write(work.path().join("shop.schema"), with_line_ends(AFTER)).unwrap();
    let done = at(work.path(), &["check", "--fix"]);
    assert_eq!(done.code, Some(0), "{}", done.everything());
    let left = "// The former customers.\nentity Account { // kept\n  login varchar(80) unique // kept too\n  state State = draft\n}\n\nenum State {\n  draft\n  done\n}\n";
    assert_eq!(fs::read_to_string(work.path().join("shop.schema")).unwrap(), with_line_ends(left));
}

#[test]
fn what_stands_and_is_not_asked_for_is_a_disagreement() {
    let work = project();
    fs::write(work.path().join("shop.schema"), BEFORE.replace("  nickname text?\n", "")).unwrap();
    let done = at(work.path(), &["generate", "--check"]);
    assert_eq!(done.code, Some(1), "{}", done.everything());
    assert!(done.stdout.contains("The folders hold what the requirements do not have"), "{}", done.stdout);
    assert!(done.stderr.contains("write `removed nickname`"), "{}", done.stderr);
    assert_eq!(at(work.path(), &["generate"]).code, Some(0), "`generate` leaves it alone");
}

#[test]
fn the_steps_of_a_plan_are_no_summary_and_stand_under_quiet_too() {
    let work = project();
    let done = at(work.path(), &["plan", "--quiet"]);
    assert_eq!(done.code, Some(0), "{}", done.everything());
    assert!(done.stdout.contains("drop table public.legacy_imports"), "{}", done.stdout);
    assert_eq!(done.stderr, "");
}

#[test]
fn a_plan_does_not_promise_more_of_a_block_than_its_undo() {
    let work = tempfile::tempdir().unwrap();
    let schema = "entity Tag { name varchar(20) unique }\nsql one \"\"\"update tags set name = 'a' where false\"\"\" undo \"\"\nsql two \"\"\"update tags set name = 'b' where false\"\"\" undo \"\"\"select 1\"\"\"\n";
    fs::write(work.path().join("shop.schema"), schema).unwrap();
    let done = at(work.path(), &["plan", "--report", "json"]);
    let report: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
    let of = |what: &str| report["steps"].as_array().unwrap().iter().find(|step| step["what"] == what).unwrap().clone();
    assert_eq!(of("run the block one")["reverse"], "structure-only");
    assert_eq!(of("run the block one")["reverse_detail"], "what the block one does to rows");
    assert_eq!(of("run the block two")["reverse"], "as-written");
    assert!(at(work.path(), &["plan"]).stdout.contains("the rollback does not bring back: what the block one does to rows"));
}

#[test]
fn an_undo_that_does_not_bring_the_rows_back_is_refused_at_its_block() {
    let work = tempfile::tempdir().unwrap();
    let schema = work.path().join("shop.schema");
    let tags = "entity Tag { name varchar(20) unique; note text?; no timestamps; rows (name) { (\"a\") } }\n";
    fs::write(&schema, tags).unwrap();
    assert_eq!(at(work.path(), &["generate", "--timestamp", STAMP]).code, Some(0));
    fs::write(&schema, format!("{tags}sql notes \"\"\"update tags set note = 'x'\"\"\" undo \"\"\"update tags set note = 'y'\"\"\"\n"))
        .unwrap();
    let done = at(work.path(), &["generate"]);
    assert_eq!(done.code, Some(4), "{}", done.everything());
    assert!(done.stderr.contains("shop.schema:2:5") && done.stderr.contains("its `undo` does not bring back"), "{}", done.stderr);
}
