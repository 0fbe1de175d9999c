//! Existing files are run as their project runs them; what does not apply is named with its line.

use std::path::Path;

use groundplan::convention::Told;
use groundplan::history::{History, Place, ReplayError, Replayed, read, replay};
use groundplan::pipeline::{Failure, ReadingChoice, ServerChoice, StateSource, difference};
use groundplan::postgres::{ClusterOptions, STATEMENT_LIMIT, Server, Session, find_binaries, introspect, row_counts};
use groundplan::world::{MemoryWorld, RealWorld, World};

fn with_session(check: impl FnOnce(&mut Session)) {
    let binaries =
        find_binaries(None, RealWorld.variable("PATH").as_deref(), None).expect("these tests need an installed PostgreSQL server");
    let server = Server::throw_away(&binaries, &ClusterOptions::from_world(&RealWorld), STATEMENT_LIMIT).expect("a server");
    let database = server.database().expect("a database");
    let mut session = database.session().expect("a session");
    check(&mut session);
    drop(session);
    database.close().expect("the database is dropped");
    server.stop().expect("the server stops");
}

fn history(files: &[(&str, &str)]) -> History {
    let world = files.iter().fold(MemoryWorld::new(), |world, (path, text)| world.with_file(path, text));
    read(&world, Place { migrations: Path::new("migrations"), seeds: Path::new("seeds"), told: &Told::default() }).expect("a history")
}

fn run(session: &mut Session, files: &[(&str, &str)]) -> Result<Replayed, ReplayError> {
    replay(&history(files), session)
}

fn tables(session: &mut Session) -> Vec<String> {
    introspect(session).expect("introspection").tables.keys().map(ToString::to_string).collect()
}

#[test]
fn migrations_and_seeds_run_interleaved_and_settings_stay_in_their_file() {
    with_session(|session| {
        let replayed = run(
            session,
            &[
                (
                    "migrations/20260301000000_a.sql",
                    "SET search_path = ''; CREATE TABLE public.a (n integer PRIMARY KEY);\n-- DROP TABLE a;\n",
                ),
                ("seeds/20260301000000_a.sql", "BEGIN;\nINSERT INTO a VALUES (1);\nCOMMIT;\n"),
                ("migrations/20260302000000_b.sql", "BEGIN; ALTER TABLE a ADD b integer NOT NULL DEFAULT 1; COMMIT;"),
                ("migrations/20260303000000_c.sql", "CREATE INDEX CONCURRENTLY ON a (b);"),
            ],
        )
        .expect("it applies");
        assert!(replayed.warnings.is_empty() && replayed.passed_over.is_empty());
        assert_eq!(row_counts(session).expect("counts").values().copied().collect::<Vec<_>>(), [1]);
        let timeout = session.query("SELECT current_setting('statement_timeout')", &[]).expect("a setting")[0].get::<_, String>(0);
        assert_eq!(timeout, "2min", "the session keeps its own limit");
    });
}

#[test]
fn a_migration_that_does_not_apply_is_named_with_its_line_and_leaves_nothing() {
    for (text, expected) in [
        (
            "CREATE TABLE a (n integer);\n\n-- é\nCREATE TABLE b (\n  n integer,\n  m wrong_type\n);\n",
            ":6: type \"wrong_type\" does not exist",
        ),
        ("CREATE TABLE a (n integer PRIMARY KEY);\nINSERT INTO a VALUES (1);\n\nINSERT INTO a\nVALUES (1);\n", ":4: duplicate key value"),
        ("BEGIN;\nCREATE TABLE a (n integer);\nDROP TABLE missing;\nCOMMIT;", ":3: table \"missing\" does not exist"),
        ("select 1;\nBEGIN;\nCREATE TABLE a (n integer);\n", ":2: the transaction that begins here is not ended in this file"),
        (
            "BEGIN;\nCREATE TABLE a (n integer);\nROLLBACK AND CHAIN;\nCREATE TABLE b (n integer);\n",
            ":3: the transaction that begins here is not ended in this file",
        ),
        ("CREATE TABLE a (n integer);\nCOPY a FROM stdin;\n1\nx\n\\.\n", ":4: invalid input syntax for type integer: \"x\""),
        (
            "CREATE TABLE a (n integer);\nCOPY a FROM stdin;",
            ":2: `COPY … FROM stdin` is for psql, not for a server: no rows stand behind it",
        ),
        (
            "CREATE TABLE a (n integer);\n\\connect other\n",
            ":2: `\\connect other` is for psql, not for a server: what follows runs in another database",
        ),
        ("CREATE TABLE a (n integer);\nSELECT 'DROP TABLE a' \\gexec\n", ":2: `\\gexec` is for psql"),
        ("\\if true\nCREATE TABLE a (n integer);\n\\endif\n", ":1: `\\if true` is for psql"),
        ("\\set name a\nCREATE TABLE :name (n integer);\n", ":1: `\\set name a` is for psql"),
        ("SET lock_timeuot = 0;", ":1: unrecognized configuration parameter"),
        (
            "CREATE TABLE a (n integer);\nCREATE INDEX CONCURRENTLY ON a (n);\n",
            ":2: CREATE INDEX CONCURRENTLY cannot run inside a transaction block",
        ),
        (
            "CREATE TABLE a (n integer PRIMARY KEY, m integer REFERENCES a DEFERRABLE INITIALLY DEFERRED);\nINSERT INTO a VALUES (1, 2);",
            ":2: insert or update on table \"a\" violates foreign key",
        ),
        ("CREATE TABLE a (n integer); SELECT 'open", ":1: unterminated quoted string"),
    ] {
        with_session(|session| {
            let error = run(session, &[("migrations/20260301000000_a.sql", text)]).expect_err("a refusal").to_string();
            assert!(error.starts_with(&format!("migrations/20260301000000_a.sql{expected}")), "{error}");
            assert_eq!(tables(session), [""; 0]);
        });
    }
}

#[test]
fn a_chain_of_transactions_in_one_file_is_followed_to_its_end() {
    with_session(|session| {
        let text = "BEGIN;\nCREATE TABLE a (n integer);\nCOMMIT AND CHAIN;\nCREATE TABLE b (n integer);\nROLLBACK AND CHAIN;\n\
                    CREATE TABLE c (n integer);\nEND AND NO CHAIN;\n";
        run(session, &[("migrations/20260301000000_a.sql", text)]).expect("it applies");
        assert_eq!(tables(session), ["public.a", "public.c"]);
    });
}

#[test]
fn a_seed_that_no_longer_loads_is_a_warning_and_the_rest_goes_on() {
    with_session(|session| {
        let replayed = run(
            session,
            &[
                ("migrations/20260301000000_a.sql", "CREATE TABLE a (n integer);"),
                ("seeds/20260301000000_a.sql", "INSERT INTO a VALUES (1);\nINSERT INTO gone VALUES (1);"),
                ("seeds/20260301000001_b.sql", "BEGIN;\nINSERT INTO a VALUES (2);\nINSERT INTO gone VALUES (1);\nCOMMIT;"),
                ("migrations/20260302000000_b.sql", "CREATE TABLE b (n integer);"),
            ],
        )
        .expect("the migrations apply");
        let said: Vec<String> = replayed.warnings.iter().map(|warning| warning.diagnostic().message).collect();
        assert_eq!(
            said,
            [
                "seeds/20260301000000_a.sql:2: relation \"gone\" does not exist (SQLSTATE 42P01)",
                "seeds/20260301000001_b.sql:3: relation \"gone\" does not exist (SQLSTATE 42P01)",
            ]
        );
        assert_eq!(tables(session), ["public.a", "public.b"]);
        assert_eq!(row_counts(session).expect("counts").values().copied().collect::<Vec<_>>(), [0, 0]);
    });
}

#[test]
fn a_dump_with_lines_for_psql_and_rows_is_replayed_and_what_was_passed_over_is_told() {
    let dump = "\\restrict abc\n\\connect shop\nSET transaction_timeout = 0;\nSET client_encoding = 'UTF8';\n\
        CREATE TABLE public.a (n integer, t text);\n\nCOPY public.a (n, t) FROM stdin;\n1\tone; '\n2\t\\N\n\\.\n\n\
        \\copy public.a from stdin with csv\n3,three\n\\.\n\\echo done \\\\ INSERT INTO public.a VALUES (4);\nselect 1\\; select 2 \\g\n\\unrestrict abc\n";
    for text in [dump.to_string(), dump.replace('\n', "\r\n")] {
        with_session(|session| {
            let replayed = run(session, &[("migrations/20260301000000_a.sql", &text)]).expect("it applies");
            assert_eq!(row_counts(session).expect("counts").values().copied().collect::<Vec<_>>(), [4]);
            let known = session.query("SELECT 1 FROM pg_settings WHERE name = 'transaction_timeout'", &[]).expect("settings");
            let of_newer = if known.is_empty() { "SET transaction_timeout, " } else { "" };
            let expected = format!("migrations/20260301000000_a.sql: passed over \\restrict, \\connect, {of_newer}\\echo, \\unrestrict");
            assert_eq!(replayed.notes(), [expected]);
        });
    }
}

#[test]
fn a_part_shares_a_transaction_as_its_runner_has_it() {
    // CREATE INDEX CONCURRENTLY works in no transaction, SET LOCAL outlives its statement in one only.
    let local = "SET LOCAL search_path = pg_temp;\nSELECT 1 / (current_setting('search_path') = 'pg_temp')::integer;\n";
    let concurrent = "CREATE TABLE a (n integer);\nCREATE INDEX CONCURRENTLY ON a (n);\n";
    for (name, head, body, applies) in [
        ("1_a.sql", "-- +goose Up\n", local, true),
        ("1_a.sql", "-- +goose NO TRANSACTION\n-- +goose Up\n", local, false),
        ("1_a.sql", "-- +goose NO TRANSACTION\n-- +goose Up\n", concurrent, true),
        ("1_a.sql", "-- +goose Up\n", concurrent, false),
        ("1_a.sql", "-- migrate:up\n", "CREATE TABLE a (n integer);\n-- migrate:down\nDROP TABLE a;\n", true),
        ("a.sql", "--liquibase formatted sql\n--changeset a:1 runInTransaction:false\n", concurrent, true),
        ("a.sql", "--liquibase formatted sql\n--changeset a:1\n", "select 1;\n--changeset a:2 dbms:mysql\nselect wrong;\n", true),
    ] {
        with_session(|session| {
            let text = format!("{head}{body}");
            let result = run(session, &[(&format!("migrations/{name}"), &text)]);
            assert_eq!(result.is_ok(), applies, "{text}: {result:?}");
        });
    }
}

#[test]
fn what_an_extension_would_bring_is_named_with_the_extension() {
    for (text, extension) in [
        ("CREATE TABLE a (t text); CREATE INDEX ON a USING gin (t gin_trgm_ops);", "pg_trgm"),
        ("CREATE TABLE a (t citext);", "citext"),
        ("SELECT uuid_generate_v4();", "uuid-ossp"),
    ] {
        with_session(|session| {
            let error = run(session, &[("migrations/20260301000000_a.sql", text)]).expect_err("a refusal").diagnostic();
            let help = error.help.unwrap_or_default();
            assert!(help.contains(&format!("the extension {extension},")), "{}: {help}", error.message);
        });
    }
}

/// No server can be started with it.
fn without_postgresql() -> ReadingChoice {
    let server = ServerChoice { binaries: Some("/nowhere".into()), url: None };
    ReadingChoice { server, ..ReadingChoice::default() }
}

#[test]
fn a_state_that_is_named_is_read_as_its_runner_and_as_psql_would() {
    let world = MemoryWorld::new()
        .with_file("old/00001_a.sql", "-- +goose Up\nCREATE TABLE a (n integer);\n-- +goose Down\nDROP TABLE a;\n")
        .with_file("new.sql", "\\restrict x\nCREATE TABLE a (n integer);\nCOPY a FROM stdin;\n1\n\\.\nCREATE TABLE b (n integer);\n");
    let [old, new] = ["old", "new.sql"].map(StateSource::named);
    // What is modelled needs no PostgreSQL.
    let found = difference(&world, &old, &new, false, &without_postgresql()).expect("two states");
    assert!(found.sql.contains("CREATE TABLE public.b") && !found.sql.contains("public.a"), "{}", found.sql);
    assert_eq!(found.notes, ["new.sql: passed over \\restrict"]);
}

#[test]
fn what_only_postgresql_knows_is_asked_of_one_or_is_an_error_with_file_and_line() {
    let block = "CREATE TABLE a (n integer);\n\nDO $$ BEGIN CREATE TABLE b (n integer); END $$;\n";
    let world = MemoryWorld::new().with_file("old.sql", "CREATE TABLE a (n integer);").with_file("new.sql", block);
    let [old, new] = ["old.sql", "new.sql"].map(StateSource::named);
    let found = difference(&world, &old, &new, false, &ReadingChoice::default()).expect("two states");
    assert!(found.sql.contains("CREATE TABLE public.b") && !found.sql.contains("public.a"), "{}", found.sql);
    let Err(Failure::Lacking(refused)) = difference(&world, &old, &new, false, &without_postgresql()) else {
        unreachable!("no state without a server")
    };
    let said = &refused.diagnostics[0];
    assert_eq!(said.code, "history-needs-postgresql");
    assert_eq!(said.message, "new.sql:3: PostgreSQL is needed for this statement: DO: a block that may change the schema");
    assert!(said.help.as_ref().is_some_and(|help| help.contains("/nowhere")), "{:?}", said.help);
}

#[test]
fn what_postgresql_refuses_is_refused_with_its_line_whoever_reads_it() {
    for (text, expected) in [
        ("CREATE TABLE a (n integer);\nALTER TABLE b ADD n integer;\n", "new.sql:2: relation \"b\" does not exist"),
        ("CREATE TABLE a (n integer);\nSELECT 1 \\gexec\n", "new.sql:2: `\\gexec` is for psql"),
        ("SELECT 1;\nBEGIN;\nCREATE TABLE a (n integer);\n", "new.sql:2: the transaction that begins here is not ended"),
        (
            "CREATE TABLE a (n integer);\nCREATE INDEX CONCURRENTLY i ON a (n);\n",
            "new.sql:2: CREATE INDEX CONCURRENTLY cannot run inside a transaction block",
        ),
    ] {
        let world = MemoryWorld::new().with_file("old.sql", "").with_file("new.sql", text);
        let [old, new] = ["old.sql", "new.sql"].map(StateSource::named);
        let Err(Failure::Input(refused)) = difference(&world, &old, &new, false, &ReadingChoice::default()) else { unreachable!("{text}") };
        assert!(refused.diagnostics[0].message.starts_with(expected), "{}", refused.diagnostics[0].message);
    }
}

#[test]
fn the_views_of_requirements_are_part_of_their_state() {
    let requirements = "entity User {\n    email varchar(80) unique\n}\n\nview Recent \"\"\"\nSELECT id FROM users\n\"\"\"\n";
    let world = MemoryWorld::new().with_file("old.sql", "").with_file("new.schema", requirements);
    let [old, new] = ["old.sql", "new.schema"].map(StateSource::named);
    let found = difference(&world, &old, &new, false, &ReadingChoice::default()).expect("two states");
    assert!(found.sql.contains("CREATE VIEW public.recent") && found.sql.contains("CREATE TABLE public.users"), "{}", found.sql);
}
