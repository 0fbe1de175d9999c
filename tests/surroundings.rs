//! What the requirements leave to others, run with the binary: ignored tables, tables that are only referred to.

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
