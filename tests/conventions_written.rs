//! `generate` writes as the folder has it, and what it wrote is read back, replayed, verified and taken back.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::panic, reason = "a test may touch files, and stops where it fails")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use groundplan::convention::Told;
use groundplan::history::{Place, read};
use groundplan::postgres::{ClusterOptions, STATEMENT_LIMIT, Server, find_binaries};
use groundplan::world::{RealWorld, World};

use common::{Run, STAMP, groundplan, run, tree, write};

const USERS: &str = "entity User { name varchar(1..40) unique; seed 3 }\n";

fn ask(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = groundplan(folder);
    command.args(arguments);
    run(command)
}

fn project(standing: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let files: BTreeMap<String, Vec<u8>> = standing
        .iter()
        .map(|(path, text)| (path.to_string(), text.as_bytes().to_vec()))
        .chain([("a.schema".to_string(), USERS.into())])
        .collect();
    write(folder.path(), &files);
    folder
}

fn text(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}; there are {:?}", tree(folder).keys()))
}

/// What a folder holds before, the options, and what must be written into it.
struct Case {
    standing: &'static [(&'static str, &'static str)],
    options: &'static [&'static str],
    written: &'static [&'static str],
}

const CASES: &[Case] = &[
    Case {
        standing: &[("migrations/00009_a.sql", "-- +goose Up\nCREATE TABLE a (n integer);\n-- +goose Down\nDROP TABLE a;\n")],
        options: &[],
        written: &["migrations/00010_users.sql", "seeds/00010_users.sql"],
    },
    Case {
        standing: &[],
        options: &["--convention", "goose"],
        written: &["migrations/20260101000000_users.sql", "seeds/20260101000000_users.sql"],
    },
    Case {
        standing: &[("migrations/20250101000000_a.sql", "-- migrate:up\nCREATE TABLE a (n integer);\n-- migrate:down\nDROP TABLE a;\n")],
        options: &[],
        written: &["migrations/20260101000000_users.sql", "seeds/20260101000000_users.sql"],
    },
    Case {
        standing: &[("migrations/000001_a.up.sql", "CREATE TABLE a (n integer);\n"), ("migrations/000001_a.down.sql", "DROP TABLE a;\n")],
        options: &[],
        written: &["migrations/000002_users.up.sql", "migrations/000002_users.down.sql", "seeds/000002_users.sql"],
    },
    Case {
        standing: &[
            ("migrations/20250101000000_a.up.sql", "CREATE TABLE a (n integer);\n"),
            ("migrations/20250101000000_a.down.sql", "DROP TABLE a;\n"),
        ],
        options: &["--convention", "sqlx"],
        written: &["migrations/20260101000000_users.up.sql", "migrations/20260101000000_users.down.sql", "seeds/20260101000000_users.sql"],
    },
    Case {
        standing: &[("migrations/20250101000000_a.sql", "CREATE TABLE a (n integer);\n")],
        options: &["--convention", "sqlx"],
        written: &["migrations/20260101000000_users.sql", "seeds/20260101000000_users.sql"],
    },
    Case {
        standing: &[("migrations/V1.9__a.sql", "CREATE TABLE a (n integer);\n"), ("migrations/U1.9__a.sql", "DROP TABLE a;\n")],
        options: &[],
        written: &["migrations/V1.10__users.sql", "migrations/U1.10__users.sql", "seeds/1.10_users.sql"],
    },
    Case {
        standing: &[("migrations/V1__a.sql", "CREATE TABLE a (n integer);\n")],
        options: &[],
        written: &["migrations/V2__users.sql", "seeds/2_users.sql"],
    },
];

#[test]
fn what_is_written_is_read_back_proven_and_taken_back() {
    for Case { standing, options, written } in CASES {
        let folder = project(standing);
        let ask = |arguments: &[&str]| ask(folder.path(), &[arguments, *options].concat());
        let made = ask(&["generate", "--timestamp", STAMP, "--name", "users"]);
        assert_eq!(made.code, Some(0), "{}", made.everything());
        let files = tree(folder.path());
        let mut expected: Vec<&str> = standing.iter().map(|(path, _)| *path).chain(written.iter().copied()).chain(["a.schema"]).collect();
        expected.sort_unstable();
        assert_eq!(files.keys().collect::<Vec<_>>(), expected);
        for path in *written {
            assert!(made.stdout.contains(path), "{path} is not reported: {}", made.everything());
        }

        // What was written shows what the folder is: the names of golang-migrate and sqlx alone do not.
        let found = self::ask(folder.path(), &["generate"]);
        assert_eq!(found.code, Some(0), "{}", found.everything());
        let again = ask(&["generate"]);
        assert_eq!(again.code, Some(0), "{}", again.everything());
        assert_eq!(tree(folder.path()), files, "a second run writes nothing");

        let verified = ask(&["verify"]);
        assert_eq!(verified.code, Some(0), "{}", verified.everything());
        assert!(verified.stdout.contains("its rollback restores what stood before"), "{}", verified.everything());

        let rollback = ask_rollback(folder.path(), written[0]);
        assert!(rollback.starts_with("BEGIN;\n") || rollback.contains("\nBEGIN;\n"), "{rollback}");
        assert!(rollback.contains("DROP TABLE IF EXISTS public.users") && rollback.trim_end().ends_with("COMMIT;"), "{rollback}");
    }
}

fn ask_rollback(folder: &Path, path: &str) -> String {
    let printed = ask(folder, &["rollback", path]);
    assert_eq!(printed.code, Some(0), "{}", printed.everything());
    printed.stdout
}

/// The lines that open and close transactions and sections.
fn outline(text: &str) -> Vec<&str> {
    let marks = [
        "BEGIN;",
        "COMMIT;",
        "-- migrate:",
        "-- +goose",
        "-- groundplan:rollback",
        "DROP TABLE",
        "CREATE TABLE",
        "CREATE OR REPLACE FUNCTION",
    ];
    text.lines()
        .filter(|line| marks.iter().any(|mark| line.starts_with(mark)))
        .map(|line| line.split(" public.").next().unwrap_or(line))
        .collect()
}

#[test]
fn a_runner_that_wraps_finds_no_transaction_in_the_file_and_its_own_markers() {
    for (convention, path, begins, ends) in [
        ("goose", "migrations/20260101000000_users.sql", "-- +goose Up\n-- User", "DROP TABLE IF EXISTS public.users;\n"),
        ("dbmate", "migrations/20260101000000_users.sql", "-- migrate:up\n-- User", "DROP TABLE IF EXISTS public.users;\n"),
        (
            "sqlx",
            "migrations/20260101000000_users.down.sql",
            "-- Takes back 20260101000000_users.up.sql.\n\n",
            "DROP TABLE IF EXISTS public.users;\n",
        ),
        (
            "flyway",
            "migrations/U20260101000000__users.sql",
            "-- Takes back V20260101000000__users.sql.\n\n",
            "DROP TABLE IF EXISTS public.users;\n",
        ),
        (
            "golang-migrate",
            "migrations/20260101000000_users.down.sql",
            "-- Takes back 20260101000000_users.up.sql.\n\nBEGIN;\n",
            "COMMIT;\n",
        ),
    ] {
        let folder = project(&[]);
        let made = ask(folder.path(), &["generate", "--timestamp", STAMP, "--name", "users", "--convention", convention]);
        assert_eq!(made.code, Some(0), "{}", made.everything());
        let written = text(folder.path(), path);
        assert!(written.starts_with(begins.trim_end_matches("User")), "{convention}: {written}");
        assert!(written.contains(ends), "{convention}: {written}");
        let transactions = outline(&written).iter().filter(|line| matches!(**line, "BEGIN;" | "COMMIT;")).count();
        assert_eq!(transactions, if convention == "golang-migrate" { 2 } else { 0 }, "{convention}: {written}");
    }
}

/// The runner writes into its own table, by its own search path, before it commits.
#[test]
fn a_runner_finds_its_own_table_in_the_transaction_of_the_file() {
    let binaries = find_binaries(None, RealWorld.variable("PATH").as_deref(), None).unwrap();
    let server = Server::throw_away(&binaries, &ClusterOptions::from_world(&RealWorld), STATEMENT_LIMIT).unwrap();
    for convention in ["goose", "dbmate", "sqlx", "flyway"] {
        let folder = project(&[]);
        let made = ask(folder.path(), &["generate", "--timestamp", STAMP, "--name", "users", "--convention", convention]);
        assert_eq!(made.code, Some(0), "{}", made.everything());
        let (migrations, seeds) = (folder.path().join("migrations"), folder.path().join("seeds"));
        let history = read(&RealWorld, Place { migrations: &migrations, seeds: &seeds, told: &Told::default() }).unwrap();
        let file = &history.entries[0];
        let up = &file.text[file.parts[0].range.clone()];
        let down = file.down.as_ref().unwrap().sql();
        let database = server.database().unwrap();
        let mut session = database.session().unwrap();
        session.execute("CREATE SCHEMA app; CREATE TABLE app.versions (n integer); SET search_path = app").unwrap();
        for (sql, book) in [(up, "INSERT INTO versions VALUES (1)"), (down, "DELETE FROM versions")] {
            session.execute("BEGIN").unwrap();
            session.execute(sql).unwrap_or_else(|error| panic!("{convention}: {error}"));
            session.execute(book).unwrap_or_else(|error| panic!("{convention}: {error}"));
            session.execute("COMMIT").unwrap();
        }
        drop(session);
        database.close().unwrap();
    }
    server.stop().unwrap();
}

/// As goose cuts: a statement ends at a line whose last word ends with a semicolon, unless marks stand round it.
fn cut_as_goose_does(text: &str) -> Vec<String> {
    let (mut statements, mut open, mut marked) = (Vec::new(), String::new(), false);
    for line in text.lines() {
        match line {
            "-- +goose StatementBegin" => marked = true,
            "-- +goose StatementEnd" => {
                marked = false;
                statements.push(std::mem::take(&mut open));
            }
            _ if open.is_empty() && (line.trim().starts_with("--") || line.is_empty()) => {}
            _ => {
                open = open + line + "\n";
                let last = line.split_whitespace().take_while(|word| !word.starts_with("--")).last();
                if !marked && last.is_some_and(|word| word.ends_with(';')) {
                    statements.push(std::mem::take(&mut open));
                }
            }
        }
    }
    assert!(open.trim().is_empty(), "left open: {open}");
    statements
}

#[test]
fn goose_cuts_the_file_into_the_statements_that_were_proven() {
    let schema = "/// People; -- who\nentity User { name varchar(1..40) unique; note text = \"a;\\n-- b;\" }\n";
    let folder = project(&[]);
    fs::write(folder.path().join("a.schema"), schema).unwrap();
    let made = ask(folder.path(), &["generate", "--timestamp", STAMP, "--name", "users", "--convention", "goose"]);
    assert_eq!(made.code, Some(0), "{}", made.everything());
    let written = text(folder.path(), "migrations/20260101000000_users.sql");
    assert!(written.contains("-- +goose StatementBegin"), "{written}");
    let statements = cut_as_goose_does(&written);
    let scanned: Vec<String> = groundplan::sql::scanner::scan(&written)
        .into_iter()
        .filter(|statement| statement.kind == groundplan::sql::scanner::StatementKind::Sql)
        .map(|statement| statement.text(&written).to_string())
        .collect();
    assert_eq!(statements.iter().map(|statement| statement.trim()).collect::<Vec<_>>(), scanned);
}

#[test]
fn what_is_only_read_or_not_known_for_sure_is_not_written_into() {
    for (standing, options, code, words) in [
        (
            &[("migrations/20250101000000_a/migration.sql", "CREATE TABLE a (n integer);\n")][..],
            &[][..],
            2,
            "files of Prisma, which are read and not written",
        ),
        (
            &[("migrations/20250101000000_a.up.sql", "CREATE TABLE a (n integer);\n")],
            &[],
            1,
            "could be one of golang-migrate or sqlx, which are written in different ways",
        ),
        (&[("migrations/1_a.sql", "CREATE TABLE a (n integer);\n")], &["--convention", "goose"], 1, "goose finds no `-- +goose Up` in it"),
    ] {
        let folder = project(standing);
        let before = tree(folder.path());
        let refused = ask(folder.path(), &[&["generate"], options].concat());
        assert_eq!(refused.code, Some(code), "{}", refused.everything());
        assert!(refused.everything().contains(words), "{}", refused.everything());
        assert_eq!(tree(folder.path()), before);
        let verified = ask(folder.path(), &["verify"]);
        assert_eq!(verified.code, Some(0), "reading is another matter: {}", verified.everything());
    }
}

#[test]
fn the_settings_name_the_convention_and_the_command_line_wins() {
    for (options, expected) in
        [(&[][..], "migrations/20260101000000_users.up.sql"), (&["--convention", "flyway"], "migrations/V20260101000000__users.sql")]
    {
        let folder = project(&[]);
        fs::write(folder.path().join("a.schema"), format!("settings {{ files golang-migrate }}\n{USERS}")).unwrap();
        let made = ask(folder.path(), &[&["generate", "--timestamp", STAMP, "--name", "users"], options].concat());
        assert_eq!(made.code, Some(0), "{}", made.everything());
        text(folder.path(), expected);
    }
}

#[test]
fn a_text_that_the_runner_would_take_for_its_marker_is_refused() {
    for (convention, value, words) in [
        ("dbmate", "one\\n-- migrate:down\\ntwo", "its sections would be cut in other places"),
        ("flyway", "costs ${price}", "the placeholder ${price} has no value"),
    ] {
        let folder = project(&[]);
        fs::write(folder.path().join("a.schema"), format!("entity User {{ name varchar(1..40) unique; note text = \"{value}\" }}\n"))
            .unwrap();
        let refused = ask(folder.path(), &["generate", "--convention", convention]);
        assert_eq!(refused.code, Some(1), "{}", refused.everything());
        assert!(refused.everything().contains(words), "{}", refused.everything());
        assert!(!folder.path().join("migrations").exists());
    }
}
