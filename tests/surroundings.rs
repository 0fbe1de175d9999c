//! What the requirements say beside entities, run with the binary: ignored tables, tables that are only referred to, blocks of SQL.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test may touch files, and stops where it fails")]

mod common;

use std::collections::BTreeMap;
use std::path::Path;

use common::{Run, STAMP, groundplan, run, write};

/// Generates in a folder with these files.
fn generated(folder: &Path, files: &[(&str, &str)]) -> Run {
    let files: BTreeMap<String, Vec<u8>> = files.iter().map(|(path, text)| (path.to_string(), text.as_bytes().to_vec())).collect();
    write(folder, &files);
    let mut command = groundplan(folder);
    command.args(["generate", "--timestamp", STAMP]);
    run(command)
}

const RUNNER: (&str, &str) =
    ("migrations/20250101000000_runner.sql", "CREATE TABLE schema_migrations (version text PRIMARY KEY);\nCREATE TABLE orphans (a int);\n");

#[test]
fn an_ignored_table_is_left_alone_without_a_word_and_any_other_with_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let found = generated(folder.path(), &[RUNNER, ("a.schema", "ignore \"schema_*\"\nentity Note { body text }\n")]);
    assert_eq!(found.code, Some(0), "{}", found.everything());
    let text = found.everything();
    assert!(text.contains("able public.orphans stands"), "{text}");
    assert!(!text.contains("schema_migrations"), "{text}");
}

#[test]
fn an_external_table_that_no_file_makes_has_a_stand_in_and_the_report_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let schema = ("a.schema", "external entity auth.users (id uuid)\nentity Note { owner -> auth.users; body text }\n");
    let found = generated(folder.path(), &[schema]);
    assert_eq!(found.code, Some(0), "{}", found.everything());
    assert!(found.stdout.contains("No file makes auth.users"), "{}", found.everything());
    // Without the requirements the mark in the migration is all that tells of it.
    let mut command = groundplan(folder.path());
    command.arg("verify");
    let verified = run(command);
    assert_eq!(verified.code, Some(0), "{}", verified.everything());
    assert!(verified.stdout.contains("its rollback restores what stood before"), "{}", verified.everything());
}

#[test]
fn files_of_others_may_refer_to_an_external_table_without_a_mark() {
    let folder = tempfile::tempdir().unwrap();
    let history = ("migrations/20250101000000_a.sql", "CREATE TABLE cards (owner uuid REFERENCES auth.users);\n");
    let schema = ("a.schema", "external entity auth.users (id uuid)\nignore \"cards\"\nentity Note { body text }\n");
    let found = generated(folder.path(), &[history, schema]);
    assert_eq!(found.code, Some(0), "{}", found.everything());
    assert!(!found.everything().contains("left-alone"), "{}", found.everything());
}

#[test]
fn an_external_table_that_stands_with_another_key_is_an_error() {
    for (made, message) in [
        ("id bigint PRIMARY KEY", "he column `id` of the external table auth.users is of the type bigint"),
        ("uid uuid PRIMARY KEY", "he external table auth.users has no column `id`"),
        ("id uuid", "are no key of it"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let history = format!("CREATE SCHEMA auth;\nCREATE TABLE auth.users ({made});\n");
        let schema = ("a.schema", "external entity auth.users (id uuid)\nentity Note { owner -> auth.users?; body text }\n");
        let found = generated(folder.path(), &[("migrations/20250101000000_a.sql", &history), schema]);
        assert_eq!(found.code, Some(1), "{}", found.everything());
        let text = found.everything();
        assert!(text.contains("error[external-differs]") && text.contains(message), "{text}");
    }
}

/// Generates once more, under a stamp of its own choice.
fn again(folder: &Path, schema: &str, arguments: &[&str]) -> Run {
    std::fs::write(folder.join("a.schema"), schema).unwrap();
    let mut command = groundplan(folder);
    command.arg("generate").args(arguments);
    run(command)
}

#[test]
fn a_block_without_objects_runs_once_for_each_text_and_a_changed_one_asks_first() {
    let schema = |word: &str, text: &str| {
        format!("entity Note {{ body text }}\nsql tidy after Note {word} \"\"\"delete from notes where body = '{text}'\"\"\" undo \"\"\n")
    };
    let folder = tempfile::tempdir().unwrap();
    let found = generated(folder.path(), &[("a.schema", &schema("", "a"))]);
    assert_eq!(found.code, Some(0), "{}", found.everything());

    let same = again(folder.path(), &schema("", "a"), &[]);
    assert!(same.everything().contains("Nothing to do"), "{}", same.everything());

    let changed = again(folder.path(), &schema("", "b"), &[]);
    assert_eq!(changed.code, Some(1), "{}", changed.everything());
    assert!(changed.everything().contains("error[sql-block-changed]"), "{}", changed.everything());

    let replaced = again(folder.path(), &schema("replace", "b"), &["--timestamp", "20260102000000"]);
    assert_eq!(replaced.code, Some(0), "{}", replaced.everything());
    let text = std::fs::read_to_string(folder.path().join("migrations/20260102000000_run_tidy.sql")).unwrap();
    assert!(text.contains("\ndelete from notes where body = 'b';\n"), "{text}");

    let nothing = again(folder.path(), &schema("replace", "b"), &[]);
    assert!(nothing.everything().contains("Nothing to do"), "{}", nothing.everything());
}

#[test]
fn without_a_server_it_is_said_what_cannot_be_planned() {
    let folder = tempfile::tempdir().unwrap();
    let found = again(folder.path(), "entity Note { body text }\nview Notes2 \"\"\"select id from notes\"\"\"\n", &["--no-verify"]);
    assert_eq!(found.code, Some(1), "{}", found.everything());
    assert!(found.everything().contains("error[needs-postgresql]"), "{}", found.everything());
}

#[test]
fn without_a_proof_what_stands_is_known_without_a_server_and_the_plan_is_the_same() {
    let first = "CREATE TABLE notes (id bigserial PRIMARY KEY, body text NOT NULL, created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());\n";
    let schema = "entity Note { body text; title varchar(80)? }\n";
    let run = |arguments: &[&str], more: &str| {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("migrations")).unwrap();
        std::fs::write(folder.path().join("migrations/20250101000000_a.sql"), format!("{first}{more}")).unwrap();
        let found = again(folder.path(), schema, &[&["--timestamp", "20260102000000"], arguments].concat());
        let written = std::fs::read_dir(folder.path().join("migrations")).unwrap().flatten().map(|entry| entry.path());
        let written = written.filter(|path| path.to_string_lossy().contains("20260102")).map(|path| std::fs::read_to_string(path).unwrap());
        (found, written.collect::<String>())
    };
    let (_, proven) = run(&[], "");
    let (found, unproven) = run(&["--no-verify", "--pg-bin", "/nowhere"], "");
    assert_eq!(found.code, Some(0), "{}", found.everything());
    let without_header = |text: &str| text.split_once("\nBEGIN;").map(|(_, body)| body.to_string());
    assert!(without_header(&proven).is_some(), "{proven}");
    assert_eq!(without_header(&unproven), without_header(&proven));
    assert!(proven.contains("\n-- groundplan:builds-on ") && unproven.contains("\n-- groundplan:builds-on "), "{unproven}");

    let (found, written) = run(&["--no-verify", "--pg-bin", "/nowhere"], "DO $$ BEGIN DROP TABLE notes; END $$;\n");
    assert_eq!((found.code, written.as_str()), (Some(3), ""), "{}", found.everything());
    let place = "migrations/20250101000000_a.sql:2: PostgreSQL is needed for this statement";
    assert!(found.everything().contains(place), "{}", found.everything());
}

#[test]
fn migrations_of_two_branches_are_found_out_and_so_is_an_old_file_that_was_changed() {
    let folder = tempfile::tempdir().unwrap();
    let migrations = folder.path().join("migrations");
    let made = |schema: &str, stamp: &str| again(folder.path(), schema, &["--no-verify", "--pg-bin", "/nowhere", "--timestamp", stamp]);
    let base = "entity Note { body text }\n";
    assert_eq!(made(base, "20260101000000").code, Some(0));
    assert_eq!(made(&format!("{base}entity Tag {{ name varchar(9) unique }}\n"), "20260102000000").code, Some(0));
    let of = |stamp: &str| {
        let names = std::fs::read_dir(&migrations).unwrap().flatten().map(|entry| entry.path());
        names.into_iter().find(|path| path.to_string_lossy().contains(stamp)).unwrap()
    };
    let aside = folder.path().join("aside.sql");
    let (tags, name) = (of("20260102"), of("20260102").file_name().unwrap().to_owned());
    std::fs::rename(&tags, &aside).unwrap();
    assert_eq!(made(&format!("{base}entity Mark {{ name varchar(9) unique }}\n"), "20260103000000").code, Some(0));
    std::fs::rename(&aside, &tags).unwrap();
    let found = made(base, "20260104000000");
    assert_eq!(found.code, Some(1), "{}", found.everything());
    let said =
        format!("this migration was made without migrations/{}, which is of another branch or came in later", name.to_string_lossy());
    assert!(found.everything().contains("error[history-of-two-branches]") && found.everything().contains(&said), "{}", found.everything());

    std::fs::remove_file(of("20260103")).unwrap();
    let first = of("20260101");
    let text = std::fs::read_to_string(&first).unwrap();
    std::fs::write(&first, text.replace('\n', "\r\n")).unwrap();
    let found = made(base, "20260104000000");
    assert_eq!(found.code, Some(0), "{}", found.everything());
    std::fs::write(&first, format!("{text}\nSELECT 1;\n")).unwrap();
    let found = made(base, "20260104000000");
    assert_eq!(found.code, Some(1), "{}", found.everything());
    assert!(found.everything().contains("error[history-changed]"), "{}", found.everything());
    // A folder that is only read may be anybody's.
    for arguments in [&["diff", "migrations", "migrations"][..], &["import", "migrations"]] {
        let mut command = groundplan(folder.path());
        command.args(arguments);
        let found = run(command);
        assert_eq!(found.code, Some(0), "{}", found.everything());
        let note = "note: migrations/20260102000000_add_tags.sql:12: the migrations before this one are not those that it was made on";
        assert_eq!(found.stderr.matches(note).count(), 1, "{}", found.everything());
    }
    assert!(
        found.everything().contains(&format!("{} was changed", first.file_name().unwrap().to_string_lossy())),
        "{}",
        found.everything()
    );
}

#[test]
fn a_block_that_does_more_the_second_time_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let schema = "entity Note { body text }\nsql more after Note \"\"\"insert into notes (body) values ('x')\"\"\" undo \"\"\"delete from notes\"\"\"\n";
    let found = generated(folder.path(), &[("a.schema", schema)]);
    assert_eq!(found.code, Some(4), "{}", found.everything());
    assert!(found.everything().contains("second run of the migration changes rows"), "{}", found.everything());
}

#[test]
fn what_is_only_read_makes_no_ledger_and_one_that_is_of_no_use_is_told() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join(".groundplan")).unwrap();
    let mut all = String::new();
    std::fs::create_dir(folder.path().join("migrations")).unwrap();
    for n in 10..30 {
        let text = format!("CREATE TABLE t{n} (n integer);\n");
        std::fs::write(folder.path().join(format!("migrations/{n}_a.sql")), &text).unwrap();
        all.push_str(&text);
    }
    std::fs::write(folder.path().join("all.sql"), all).unwrap();
    let difference = || {
        let mut command = groundplan(folder.path());
        command.args(["diff", "all.sql", "migrations", "--pg-bin", "/nowhere"]);
        let found = run(command);
        assert_eq!((found.code, found.stdout.as_str()), (Some(0), ""), "{}", found.everything());
        found.stderr
    };
    let ledger = folder.path().join(".groundplan/ledger.sqlite");
    assert_eq!(difference(), "");
    assert!(!ledger.exists());
    std::fs::write(&ledger, "no ledger").unwrap();
    let said = difference();
    assert!(said.contains("note: the ledger .groundplan/ledger.sqlite was not used: it is damaged"), "{said}");
}
