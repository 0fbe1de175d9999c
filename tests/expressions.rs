//! The normal form of an expression against the PostgreSQL that is installed: what it prints of an expression equals what was written.

#![expect(clippy::panic, reason = "a test's helpers say what failed")]

use groundplan::catalog::Expression;
use groundplan::domain::NEWER_FUNCTIONS;
use groundplan::postgres::{ClusterOptions, STATEMENT_LIMIT, Server, Session, find_binaries};
use groundplan::world::{RealWorld, World};

/// Puts the expression where its kind says and asks for it back.
fn deparsed(session: &mut Session, kind: &str, written: &str) -> String {
    let (statement, question) = match kind.split_once(' ') {
        Some(("D", column)) => {
            (format!("ALTER TABLE t ALTER {column} SET DEFAULT {written}"), "SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef")
        }
        _ if kind == "I" => (
            format!("CREATE INDEX ix ON t (({written}))"),
            "SELECT pg_get_expr(indexprs, indrelid) FROM pg_index WHERE indexrelid = 'public.ix'::regclass",
        ),
        _ => (
            format!("ALTER TABLE t ADD CONSTRAINT ck CHECK ({written})"),
            "SELECT pg_get_expr(conbin, conrelid) FROM pg_constraint WHERE conname = 'ck'",
        ),
    };
    let run = |session: &mut Session, sql: &str| session.execute(sql).unwrap_or_else(|failure| panic!("{sql}: {failure}"));
    run(session, &format!("BEGIN; SET LOCAL search_path = public; {statement}"));
    run(session, "SET LOCAL search_path = ''; SET LOCAL TimeZone = 'UTC'; SET LOCAL IntervalStyle = 'postgres'");
    let rows = session.query(question, &[]).unwrap_or_else(|failure| panic!("{question}: {failure}"));
    let text = rows[0].get(0);
    run(session, "ROLLBACK");
    text
}

#[test]
fn the_installed_postgresql_holds_equal_what_the_normal_form_holds_equal() {
    let binaries =
        find_binaries(None, RealWorld.variable("PATH").as_deref(), None).expect("these tests need an installed PostgreSQL server");
    let server = Server::throw_away(&binaries, &ClusterOptions::from_world(&RealWorld), STATEMENT_LIMIT).expect("a server");
    let database = server.database().expect("a database");
    let mut session = database.superuser_session().expect("a session");
    session.execute("SET TimeZone = 'UTC'").expect("a setting");
    session.execute(include_str!("data/expression_context.sql")).expect("the table");
    let mut failures = Vec::new();
    let mut count = 0;
    for line in include_str!("../src/catalog/expression/deparsed.tsv").lines() {
        let mut fields = line.split('\t');
        let (kind, written) = fields.next().zip(fields.next()).expect("a kind and an expression");
        let (ours, theirs) = (Expression::new(written), Expression::new(deparsed(&mut session, kind, written)));
        count += 1;
        if ours != theirs {
            failures.push(format!("{written}\n  is      {}\n  prints  {}\n  is      {}", ours.normal(), theirs.written, theirs.normal()));
        }
    }
    drop(session);
    database.close().expect("the database is dropped");
    server.stop().expect("the server stops");
    assert!(count >= 200 && failures.is_empty(), "{} of {count} differ:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn the_installed_postgresql_has_exactly_the_newer_functions_of_its_version() {
    let binaries =
        find_binaries(None, RealWorld.variable("PATH").as_deref(), None).expect("these tests need an installed PostgreSQL server");
    let server = Server::throw_away(&binaries, &ClusterOptions::from_world(&RealWorld), STATEMENT_LIMIT).expect("a server");
    let database = server.database().expect("a database");
    let mut session = database.session().expect("a session");
    let question = "SELECT EXISTS (SELECT FROM pg_proc WHERE proname = $1 AND pronamespace = 'pg_catalog'::regnamespace)";
    for (function, major) in NEWER_FUNCTIONS {
        let stands: bool = session.query(question, &[function]).expect("an answer")[0].get(0);
        assert_eq!(stands, server.version().major >= *major, "{function} came with {major}; this is {}", server.version());
    }
    drop(session);
    database.close().expect("the database is dropped");
    server.stop().expect("the server stops");
}
