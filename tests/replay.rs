//! Existing files are run as their project runs them; what does not apply is named with its line.

use std::path::Path;

use groundplan::history::{History, ReplayError, SeedWarning, read, replay};
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
    read(&world, Path::new("migrations"), Path::new("seeds")).expect("a history")
}

fn run(session: &mut Session, files: &[(&str, &str)]) -> Result<Vec<SeedWarning>, ReplayError> {
    replay(&history(files), session)
}

fn tables(session: &mut Session) -> Vec<String> {
    introspect(session).expect("introspection").tables.keys().map(ToString::to_string).collect()
}

#[test]
fn migrations_and_seeds_run_interleaved_and_settings_stay_in_their_file() {
    with_session(|session| {
        let warnings = run(
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
        assert!(warnings.is_empty());
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
        ("CREATE TABLE a (n integer);\nCOPY a FROM stdin;\n1\n\\.\n", ":3: `COPY … FROM stdin` is for psql"),
        ("CREATE TABLE a (n integer);\n\\connect other\n", ":2: `\\connect other` is for psql"),
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
        let warnings = run(
            session,
            &[
                ("migrations/20260301000000_a.sql", "CREATE TABLE a (n integer);"),
                ("seeds/20260301000000_a.sql", "INSERT INTO a VALUES (1);\nINSERT INTO gone VALUES (1);"),
                ("seeds/20260301000001_b.sql", "BEGIN;\nINSERT INTO a VALUES (2);\nINSERT INTO gone VALUES (1);\nCOMMIT;"),
                ("migrations/20260302000000_b.sql", "CREATE TABLE b (n integer);"),
            ],
        )
        .expect("the migrations apply");
        let said: Vec<String> = warnings.iter().map(|warning| warning.diagnostic().message).collect();
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
