//! Which convention a folder follows, and what is said about one that follows none.

use super::*;
use crate::diagnostic::Diagnostic;

fn listing(files: &[(&str, &str)]) -> Listing {
    let mut files: Vec<Listed> = files.iter().map(|(path, text)| Listed { path: path.to_string(), text: text.to_string() }).collect();
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Listing { folder: "db".to_string(), files }
}

fn read(files: &[(&str, &str)]) -> Result<Reading, Vec<Diagnostic>> {
    read_folder(&listing(files), &Told::default())
}

fn refused(files: &[(&str, &str)]) -> String {
    let problems = read(files).expect_err("a refusal");
    problems.iter().map(|problem| format!("[{}] {}\n", problem.code, problem.message)).collect()
}

/// The convention with others of the same signs, and the paths in their order.
fn found(files: &[(&str, &str)]) -> (String, Vec<String>) {
    let reading = read(files).expect("readable");
    let codes: Vec<&str> = reading.convention.iter().chain(&reading.others).map(|convention| convention.code).collect();
    (codes.join(" or "), reading.files.into_iter().map(|file| file.path).collect())
}

#[test]
fn no_two_conventions_have_one_code_and_each_names_its_source() {
    for (at, convention) in CONVENTIONS.iter().enumerate() {
        assert!(!CONVENTIONS[..at].iter().any(|other| other.code == convention.code), "{}", convention.code);
        assert!(!convention.source.is_empty() && !convention.pattern.is_empty() && !convention.runner.is_empty());
    }
}

#[test]
fn a_folder_is_known_by_all_its_names_and_texts() {
    for (files, expected) in [
        (&[("20260301093000_a.sql", ""), ("README.md", "")][..], "plain"),
        (&[("20260301093000_a.sql", "-- migrate:up\n")], "dbmate"),
        (&[("00001_a.sql", "\u{feff}-- +goose Up\r\n")], "goose"),
        (&[("20260301093000_a.up.sql", "")], "golang-migrate or sqlx"),
        (&[("000001_a.up.sql", "")], "golang-migrate"),
        (&[("20260301093000_a.up.sql", ""), ("atlas.sum", "")], "golang-migrate"),
        (&[("20260301093000_a.up.sql", "BEGIN;\nCOMMIT;")], "golang-migrate"),
        (&[("0001_a.up.sql", "")], "sqlx"),
        (&[("20260301093000_a.up.sql", "-- no-transaction\n")], "sqlx"),
        (&[("20260301093000_a.sql", "-- no-transaction\n")], "sqlx"),
        (&[("V1__a.sql", "")], "flyway or refinery"),
        (&[("V1__a.sql", ""), ("U1__a.sql", "")], "flyway"),
        (&[("V1__a.sql", ""), ("R__b.sql", "")], "flyway"),
        (&[("V1.1.1__a.sql", "")], "flyway"),
        (&[("V1__a.sql", ""), ("U2__a.sql", "")], "refinery"),
        (&[("a.sql", "--liquibase formatted sql\n--changeset a:1\nselect 1;")], "liquibase"),
        (&[("20260301093000_a.sql", ""), ("atlas.sum", "")], "atlas"),
        (&[("20260301093000_a/migration.sql", ""), ("migration_lock.toml", "")], "prisma"),
        (&[("0000_a.sql", ""), ("meta/_journal.json", "{\"entries\": [{\"tag\": \"0000_a\"}]}")], "drizzle"),
        (&[("20260301093000_a/migration.sql", ""), ("20260301093000_a/snapshot.json", "")], "drizzle"),
        (&[("2026-03-01-093000_a/up.sql", ""), ("2026-03-01-093000_a/down.sql", "")], "diesel"),
        (&[("1700000000000_a.sql", "")], "node-pg-migrate"),
        (&[("20260301093000_a.sql", "-- Up Migration\n")], "node-pg-migrate"),
        (&[("20260301093000_a.sql", "-- Up migration only\n")], "plain"),
        (&[("committed/000001-a.sql", "--! Previous: -\n--! Hash: sha1:0\n\n"), ("current.sql", "")], "graphile-migrate"),
        (&[("v1.0/a.sql", "")], "versioned"),
        (&[("1.sql", ""), ("10.sql", "")], "numbered"),
        (&[("0001_a.sql", "create table a ();--> statement-breakpoint\n")], "numbered"),
    ] {
        assert_eq!(found(files).0, expected, "{files:?}");
    }
}

#[test]
fn the_order_is_the_runners_own() {
    let empty = |paths: &[&'static str]| paths.iter().map(|path| (*path, "")).collect::<Vec<_>>();
    for paths in [
        &["1_a.up.sql", "2_a.up.sql", "10_a.up.sql"][..],
        &["V1__a.sql", "V1_9__b.sql", "V1.10__c.sql", "V2__d.sql", "R__a.sql", "R__b.sql"],
        &["20180101000000_a/up.sql", "2018-02-01-000000_b/up.sql", "20180301000000_c/up.sql"],
        &["20190322_a.sql", "20190322170700_b.sql", "20190323_c.sql"],
        &["00.09.00_01_a.sql", "00.10.00_01_a.sql", "00.10.00_50_a.sql"],
        &["v1.9/a.sql", "v1.10/2.sql", "v1.10/10.sql"],
    ] {
        let mut given = empty(paths);
        given.reverse();
        assert_eq!(found(&given).1, paths);
    }
}

#[test]
fn a_file_that_lists_the_others_gives_their_order_and_what_it_leaves_out_is_said() {
    let journal = "{\"entries\": [{\"idx\": 0, \"tag\": \"0001_b\"}, {\"idx\": 1, \"tag\": \"0000_a\"}]}";
    let reading = read(&[("0000_a.sql", ""), ("0001_b.sql", ""), ("0002_c.sql", ""), ("meta/_journal.json", journal)]).expect("readable");
    let order: Vec<&str> = reading.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(order, ["0001_b.sql", "0000_a.sql"]);
    assert_eq!(reading.notes, ["db/0002_c.sql is not run by Drizzle on an empty database"]);
    let manifest = ("v1.0/manifest.json", "{\"CurrVersion\": \"1.0\", \"Files\": [\"b.sql\", \"a.sql\"]}");
    assert_eq!(found(&[("v1.0/a.sql", ""), ("v1.0/b.sql", ""), manifest]).1, ["v1.0/b.sql", "v1.0/a.sql"]);
}

#[test]
fn a_baseline_stands_for_what_is_not_later() {
    let reading =
        read(&[("V1__a.sql", ""), ("V2__b.sql", ""), ("B2__all.sql", ""), ("V3__c.sql", ""), ("R__d.sql", "")]).expect("readable");
    let order: Vec<&str> = reading.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(order, ["B2__all.sql", "V3__c.sql", "R__d.sql"]);
    assert_eq!(reading.notes.len(), 2, "{:?}", reading.notes);
    let left = read(&[("1_a/up.sql", ""), ("data.sql", "delete from a;")]).expect("readable");
    assert_eq!(left.notes, ["db/data.sql is not run by Diesel on an empty database"]);
    let checkpoint = ("2_all.sql", "-- atlas:checkpoint\n\ncreate table a ();");
    assert_eq!(found(&[("1_a.sql", ""), checkpoint, ("3_b.sql", ""), ("atlas.sum", "")]).1, ["2_all.sql", "3_b.sql"]);
}

#[test]
fn what_follows_no_convention_is_named() {
    for (files, expected) in [
        (&[("init.sql", "")][..], "[foreign-file-name] db/init.sql is not named like a migration\n"),
        (&[("20260301093000_a.sql", ""), ("init.sql", "")], "[foreign-file-name] db/init.sql is not named like a migration\n"),
        (&[("users.SQL", "")], "[foreign-file-name] db/users.SQL is not named like a migration\n"),
        (&[("1_a.up.sql", ""), ("init.sql", "")], "[foreign-file-name] db/init.sql is not named like a migration of golang-migrate\n"),
        (
            &[("old/20260301093000_a.sql", "")],
            "[folder-in-history] The folder db/old holds SQL files, and folders inside folders are not read\n",
        ),
        (
            &[("1_a.sql", "-- +goose Up\n"), ("2_a.go", "")],
            "[step-not-sql] db/2_a.go is a step that is not SQL, so that what it does is not known\n",
        ),
        (&[("0001_initial.py", "")], "[step-not-sql] db/0001_initial.py is a step that is not SQL, so that what it does is not known\n"),
        (
            &[("1_a.sql", "-- +goose Up\n"), ("2_b.sql", "select 1;")],
            "[unreadable-migration] db/2_b.sql: goose finds no `-- +goose Up` in it\n",
        ),
        (
            &[("1_a.sql", ""), ("01_b.sql", "")],
            "[duplicate-stamp] db/01_b.sql and db/1_a.sql have the same version, so that their order is not known\n",
        ),
        (
            &[("1_a.sql", "-- migrate:down\n-- migrate:up\n-- migrate:down\n")],
            "[unreadable-migration] db/1_a.sql:1: `-- migrate:down` stands before `-- migrate:up`\n",
        ),
        (
            &[("1_a.sql", "select 1;\n-- migrate:up\n")],
            "[unreadable-migration] db/1_a.sql:1: a statement stands before `-- migrate:up`, which dbmate refuses\n",
        ),
        (&[("V1__a.sql", "select ${x};"), ("R__b.sql", "")], "[unreadable-migration] db/V1__a.sql:1: the placeholder ${x} has no value\n"),
        (
            &[("a.sql", "--liquibase formatted sql\n--changeset a:1\n--preconditions onFail:MARK_RAN\nselect 1;")],
            "[unreadable-migration] db/a.sql:3: a precondition that may leave this changeset out, which is not judged here\n",
        ),
    ] {
        assert_eq!(refused(files), expected, "{files:?}");
    }
}

#[test]
fn two_ways_to_read_a_folder_are_a_question() {
    let files = [("V1__a.sql", "select '${x}';")];
    let told = Told { placeholders: vec![("x".to_string(), "y".to_string())], ..Told::default() };
    let problems = read_folder(&listing(&files), &told).expect_err("Flyway replaces ${x}, refinery does not");
    assert_eq!(problems[0].code, "ambiguous-convention");
    assert_eq!(problems[0].help.as_deref(), Some("Say which it is, such as `--convention flyway`"));
    let told = Told { convention: convention("refinery"), ..told };
    assert_eq!(read_folder(&listing(&files), &told).expect("told").convention, convention("refinery"));
}

#[test]
fn a_convention_that_was_told_still_must_fit() {
    let told = Told { convention: convention("plain"), ..Told::default() };
    let marked = [("20260301093000_a.sql", "create table a ();\n-- migrate:down\ndrop table a;")];
    let problems = read_folder(&listing(&marked), &told).expect_err("all of it would be run");
    assert_eq!(problems[0].message, "db/20260301093000_a.sql:2: a marker of dbmate stands in a file that would be run as a whole");
    assert_eq!(read_folder(&listing(&[]), &told).expect("empty").convention, convention("plain"));
}

/// Each text with its way up and its way back.
#[test]
fn only_the_way_up_is_a_part() {
    for (name, text, up, down) in [
        ("1_a.sql", "-- c\n-- migrate:up transaction:false  \r\nup;\r\n-- migrate:down\r\ndown;", "up;", "down;"),
        ("1_a.sql", "-- +goose Up\n-- +goose StatementBegin\nup;\n-- +goose StatementEnd\n-- +goose Down\ndown;", "up;", "down;"),
        ("1_a.sql", "---- up migration\nup;\n--Down  Migration\ndown;", "up;", "down;"),
        ("1_a.sql", "-- Down Migration\ndown;\n-- Up Migration\nup;", "up;", "down;"),
        ("1_a.sql", "\u{feff}--liquibase formatted sql\nout;\n--changeset a:1\nup;\n--rollback down;\n", "up;", ""),
    ] {
        let reading = read(&[(name, text)]).expect("readable");
        let file = &reading.files[0];
        let statements = |text: &str| {
            let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with("--"));
            lines.collect::<Vec<_>>().join(" ")
        };
        let parts: String = file.parts.iter().map(|part| &text[part.range.clone()]).collect();
        assert_eq!(statements(&parts), up, "{text}");
        assert_eq!(file.down.as_ref().map_or(String::new(), |down| statements(down.sql())), down, "{text}");
    }
}

#[test]
fn whether_a_file_shares_a_transaction_is_as_the_runner_has_it() {
    use Transaction::{AsWritten, Each, Runner};
    for (files, expected) in [
        (&[("20260301093000_a.sql", "")][..], AsWritten),
        (&[("1_a.sql", "-- migrate:up\n")], Runner),
        (&[("1_a.sql", "-- migrate:up transaction:false\n")], AsWritten),
        (&[("1_a.sql", "-- +goose NO TRANSACTION\n-- +goose Up\n")], Each),
        (&[("0001_a.up.sql", "")], Runner),
        (&[("0001_a.up.sql", "-- no-transaction\n")], AsWritten),
        (&[("000001_a.up.sql", "")], AsWritten),
        (&[("V1__a.sql", ""), ("U1__a.sql", "")], Runner),
        (&[("V1__a.sql", ""), ("U1__a.sql", ""), ("V1__a.sql.conf", "executeInTransaction=false\n")], Each),
        (&[("V1__a.sql", "CREATE INDEX CONCURRENTLY ON a (b);"), ("U1__a.sql", "")], Each),
        (&[("a.sql", "--liquibase formatted sql\n--changeset a:1 runInTransaction:false\n")], Each),
        (&[("1_a.sql", "-- atlas:txmode none\n\n"), ("atlas.sum", "")], Each),
        (&[("1_a/migration.sql", "")], AsWritten),
        (&[("1_a/up.sql", "")], Runner),
        (&[("1_a/up.sql", ""), ("1_a/metadata.toml", "run_in_transaction = false\n")], AsWritten),
        (&[("000001.sql", "--! Previous: -\n--! Hash: a\n\n--! no-transaction\n")], AsWritten),
    ] {
        let reading = read(files).expect("readable");
        assert_eq!(reading.files[0].parts[0].transaction, expected, "{files:?}");
    }
}
