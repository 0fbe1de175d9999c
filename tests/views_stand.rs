//! Views and functions where a migration runs: those of others are never overwritten, and a second run makes nothing anew.
//!
//! Comes in: a migration that was generated, a database that holds what its files do not know. Goes out: what PostgreSQL says, and what stands then.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::panic, reason = "a test may touch files, and stops where it fails")]

mod common;

use std::fs;
use std::path::Path;

use common::{groundplan, run, tree};
use groundplan::postgres::{ClusterOptions, STATEMENT_LIMIT, Server, Session, find_binaries};
use groundplan::world::{RealWorld, World};

const SCHEMA: &str = "project posts edition 2026\nentity Post {\n  title varchar(1..80) unique\n  status varchar(20) = \"draft\"\n  no timestamps\n}\n\
    view Published \"\"\"select id, title from posts where status = 'published'\"\"\"\n\
    materialized view Totals \"\"\"select count(*) as posts from published\"\"\"\n\
    sql twice after Post \"\"\"create function twice(n int) returns int language sql as $$ select n * 2 $$\"\"\"\n";

fn server() -> Server {
    let binaries =
        find_binaries(None, RealWorld.variable("PATH").as_deref(), None).expect("these tests need an installed PostgreSQL server");
    Server::throw_away(&binaries, &ClusterOptions::from_world(&RealWorld), STATEMENT_LIMIT).expect("a server")
}

/// Generates, and gives the newest migration.
fn generated(folder: &Path, text: &str, stamp: &str) -> String {
    fs::write(folder.join("posts.schema"), text).unwrap();
    let mut command = groundplan(folder);
    command.args(["generate", "--quiet", "--timestamp", stamp]);
    let made = run(command);
    assert_eq!(made.code, Some(0), "{}", made.everything());
    String::from_utf8(tree(&folder.join("migrations")).into_iter().next_back().expect("a migration").1).unwrap()
}

fn one(session: &mut Session, query: &str) -> String {
    session.query(query, &[]).unwrap().first().map_or_else(String::new, |row| row.get::<_, String>(0))
}

const OIDS: &str = "SELECT string_agg(relname || ' ' || oid, ', ' ORDER BY relname) FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace";

#[test]
fn what_stands_under_the_name_of_a_view_or_function_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let migration = generated(folder.path(), SCHEMA, "20260101000000");
    let server = server();
    for (strange, object) in [
        ("CREATE VIEW public.published AS SELECT 7::bigint AS id, 'mine'::varchar(80) AS title", "view public.published"),
        ("CREATE MATERIALIZED VIEW public.totals AS SELECT 7::bigint AS posts", "materialized view public.totals"),
        ("CREATE FUNCTION public.twice(n int) RETURNS int LANGUAGE sql AS 'select n + n'", "function public.twice(integer)"),
    ] {
        let database = server.database().unwrap();
        let mut session = database.session().unwrap();
        session.execute(strange).unwrap();
        let refused = session.execute(&migration).expect_err(object);
        assert_eq!(refused.message, format!("{object} is another one than this migration means"));
        session.execute("ROLLBACK").unwrap();
        assert_eq!(one(&mut session, "SELECT coalesce(to_regclass('public.posts')::text, 'nothing')"), "nothing", "{object}");
        assert_ne!(
            one(
                &mut session,
                "SELECT coalesce(to_regclass('public.published')::text, to_regclass('public.totals')::text, to_regprocedure('public.twice(int)')::text)"
            ),
            ""
        );
        drop(session);
        database.close().unwrap();
    }
    server.stop().unwrap();
}

#[test]
fn a_second_run_makes_no_view_anew_and_what_others_built_on_it_stays() {
    let folder = tempfile::tempdir().unwrap();
    let first = generated(folder.path(), SCHEMA, "20260101000000");
    let wider = SCHEMA
        .replace("varchar(20)", "varchar(40)")
        .replace("varchar(1..80)", "varchar(1..90)")
        .replace("select id, title", "select title, id");
    let second = generated(folder.path(), &wider, "20260102000000");
    assert!(second.contains("DROP VIEW IF EXISTS public.published"), "{second}");
    let server = server();
    let database = server.database().unwrap();
    let mut session = database.session().unwrap();
    session.execute(&first).unwrap();
    session.execute(&second).unwrap();
    session.execute("CREATE VIEW public.built_on_it AS SELECT title FROM public.published").unwrap();
    let before = one(&mut session, OIDS);
    session.execute(&second).unwrap();
    assert_eq!(before, one(&mut session, OIDS));
    drop(session);
    database.close().unwrap();
    server.stop().unwrap();
}
