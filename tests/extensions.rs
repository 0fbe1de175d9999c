//! Extensions: created where a requirement needs one, found by the proof where only PostgreSQL can tell, never dropped if they stood before.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may touch files, and stops where it fails"
)]

mod common;

use std::fs;
use std::path::Path;

use common::{Run, STAMP, groundplan, run};
use groundplan::postgres::{
    Cluster, ClusterOptions, STATEMENT_LIMIT, SUPERUSER, Server, Session, available_extensions, execute_statement, find_binaries,
    introspect,
};
use groundplan::render::rollback_of;
use groundplan::world::{RealWorld, World};
use serde_json::Value;

fn ask(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = groundplan(folder);
    command.args(arguments);
    run(command)
}

/// An entity with these members, generated in a fresh project.
fn generated(members: &str) -> (tempfile::TempDir, Run) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.schema"), format!("entity Place {{\n  name varchar(40) unique\n  {members}\n}}\n")).unwrap();
    let made = ask(folder.path(), &["generate", "--timestamp", STAMP, "--name", "places", "--report", "json"]);
    (folder, made)
}

/// The same requirements in another project.
fn tempfile_with(folder: &tempfile::TempDir) -> tempfile::TempDir {
    let other = tempfile::tempdir().unwrap();
    fs::copy(folder.path().join("a.schema"), other.path().join("a.schema")).unwrap();
    other
}

fn json(made: &Run) -> Value {
    serde_json::from_str(&made.stdout).unwrap_or_else(|error| panic!("{error}: {}", made.everything()))
}

fn retries(made: &Run) -> Vec<(u64, String, String)> {
    let report = json(made);
    let retries = report["verification"]["retries"].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
    retries.iter().map(|retry| (retry["attempt"].as_u64().unwrap(), text(&retry["cause"]), text(&retry["mended"]))).collect()
}

fn codes(made: &Run) -> Vec<String> {
    let report = json(made);
    report["diagnostics"].as_array().unwrap().iter().map(|found| found["code"].as_str().unwrap().to_string()).collect()
}

fn migration(folder: &Path) -> String {
    fs::read_to_string(folder.join(format!("migrations/{STAMP}_places.sql"))).unwrap()
}

fn server() -> Server {
    let binaries =
        find_binaries(None, RealWorld.variable("PATH").as_deref(), None).expect("these tests need an installed PostgreSQL server");
    Server::throw_away(&binaries, &ClusterOptions::from_world(&RealWorld), STATEMENT_LIMIT).expect("a server")
}

fn extensions(session: &mut Session) -> Vec<String> {
    introspect(session).unwrap().extensions.keys().cloned().collect()
}

#[test]
fn a_missing_extension_is_added_tried_again_and_reported_and_then_it_belongs_there() {
    let (folder, made) = generated("code uuid = (uuid_generate_v4())");
    assert_eq!(made.code, Some(0), "{}", made.everything());
    let cause = "function uuid_generate_v4() does not exist (SQLSTATE 42883)".to_string();
    assert_eq!(retries(&made), [(1, cause, "the migration creates the extension uuid-ossp".to_string())]);
    assert!(migration(folder.path()).contains("CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\""), "{}", migration(folder.path()));
    assert!(made.stderr.contains("the migration creates the extension uuid-ossp"), "the list that is ticked off: {}", made.stderr);
    let shown = ask(tempfile_with(&folder).path(), &["generate"]);
    assert!(shown.stdout.contains("does not exist (SQLSTATE 42883)"), "the report for people: {}", shown.stdout);

    let again = ask(folder.path(), &["generate", "--report", "json"]);
    assert_eq!((again.code, codes(&again)), (Some(0), Vec::new()), "{}", again.everything());
    assert_eq!(json(&again)["status"], "nothing-to-do");
    let verified = ask(folder.path(), &["verify"]);
    assert_eq!(verified.code, Some(0), "{}", verified.everything());
}

#[test]
fn several_are_added_one_after_the_other_and_five_tries_are_the_most() {
    let (_folder, made) = generated(
        "code uuid = (uuid_generate_v4())\n  salt varchar(99) = (gen_salt('md5'))\n  check near (not (name % 'a'))\n  index (name) using gist",
    );
    assert_eq!(made.code, Some(0), "{}", made.everything());
    let names: Vec<String> = retries(&made).into_iter().map(|(attempt, _, mended)| format!("{attempt} {mended}")).collect();
    let expected = ["uuid-ossp", "pgcrypto", "pg_trgm", "btree_gist"];
    let expected: Vec<String> =
        (1..).zip(expected).map(|(attempt, name)| format!("{attempt} the migration creates the extension {name}")).collect();
    let sorted = |mut names: Vec<String>| {
        names.iter_mut().for_each(|name| *name = name.split_off(2));
        names.sort();
        names
    };
    assert_eq!(sorted(names.clone()), sorted(expected), "{names:?}");

    let (folder, made) = generated(
        "code uuid = (uuid_generate_v4())\n  salt varchar(99) = (gen_salt('md5'))\n  sound varchar(9) = (soundex('a'))\n  \
         plain varchar(9) = (unaccent('a'))\n  check near (similarity(name, 'a') < 2)",
    );
    assert_eq!(made.code, Some(4), "{}", made.everything());
    assert_eq!(retries(&made).len(), 4, "the first try, and four after it");
    assert!(!folder.path().join("migrations").exists());
}

#[test]
fn what_views_and_sql_blocks_need_is_added_and_tried_again_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let text = "project places edition 2026\n\
        entity Place {\n  name varchar(40) unique\n  code uuid = (uuid_generate_v4())\n  no timestamps\n  seed 2\n}\n\
        view Alike \"\"\"select a.name, b.name as other from places a join places b on similarity(a.name, b.name) > 0.3\"\"\"\n\
        sql salted after Place \"\"\"create function salted(t text) returns text language sql as $$ select crypt(t, 'ab') $$\"\"\"\n\
        sql plain before Place \"\"\"create function plain(t text) returns text language sql as $$ select unaccent(t) $$\"\"\"\n";
    fs::write(folder.path().join("a.schema"), text).unwrap();
    let made = ask(folder.path(), &["generate", "--timestamp", STAMP, "--name", "places", "--report", "json"]);
    assert_eq!(made.code, Some(0), "{}", made.everything());
    let names: Vec<String> = retries(&made).into_iter().map(|(attempt, _, mended)| format!("{attempt} {mended}")).collect();
    let expected = ["unaccent", "uuid-ossp", "pgcrypto", "pg_trgm"];
    let expected: Vec<String> =
        (1..).zip(expected).map(|(attempt, name)| format!("{attempt} the migration creates the extension {name}")).collect();
    assert_eq!(names, expected);
    let again = ask(folder.path(), &["generate", "--report", "json"]);
    assert_eq!((again.code, codes(&again)), (Some(0), Vec::new()), "{}", again.everything());
    assert_eq!(json(&again)["status"], "nothing-to-do");
    assert_eq!(retries(&again), [], "what stands is used at once");
}

#[test]
fn a_type_shows_its_extension_beforehand() {
    let (folder, made) = generated("login citext\n  facts hstore?\n  seed 2");
    assert_eq!(made.code, Some(0), "{}", made.everything());
    assert_eq!(retries(&made), []);
    let text = migration(folder.path());
    assert!(text.contains("CREATE EXTENSION IF NOT EXISTS citext") && text.contains("public.citext"), "{text}");
}

#[test]
fn a_rollback_drops_the_extension_that_its_migration_created_and_no_other() {
    let (folder, made) = generated("login citext\n  facts hstore?");
    assert_eq!(made.code, Some(0), "{}", made.everything());
    let text = migration(folder.path());
    let rollback = rollback_of(&text).unwrap();
    let server = server();
    for (before, with_it, after) in [
        ("SELECT 1", vec!["citext", "hstore"], vec![]),
        ("CREATE EXTENSION citext", vec!["citext", "hstore"], vec!["citext"]),
        ("CREATE EXTENSION hstore; CREATE EXTENSION pg_trgm", vec!["citext", "hstore", "pg_trgm"], vec!["hstore", "pg_trgm"]),
    ] {
        let database = server.database().unwrap();
        let mut session = database.session().unwrap();
        session.execute(before).unwrap();
        session.execute(&text).unwrap();
        session.execute(&text).unwrap();
        assert_eq!(extensions(&mut session), with_it, "{before}");
        session.execute(&rollback).unwrap();
        assert_eq!(extensions(&mut session), after, "{before}");
    }
}

#[test]
fn an_untrusted_extension_is_proven_and_needs_a_superuser() {
    let (folder, made) = generated(
        "latitude latitude\n  longitude longitude\n  index ((ll_to_earth(latitude::double precision, longitude::double precision))) using gist\n  seed 2",
    );
    assert_eq!(made.code, Some(0), "{}", made.everything());
    let mended: Vec<String> = retries(&made).into_iter().map(|(_, _, mended)| mended).collect();
    assert_eq!(mended, ["the migration creates the extension earthdistance", "the migration creates the extension cube"]);
    assert_eq!(codes(&made).iter().filter(|code| *code == "extension-needs-superuser").count(), 1, "{:?}", codes(&made));
    let again = ask(folder.path(), &["generate", "--report", "json"]);
    assert_eq!(json(&again)["status"], "nothing-to-do", "{}", again.everything());
    let verified = ask(folder.path(), &["verify"]);
    assert_eq!(verified.code, Some(0), "{}", verified.everything());
}

#[test]
fn only_the_statement_that_creates_an_untrusted_extension_runs_as_superuser() {
    let binaries =
        find_binaries(None, RealWorld.variable("PATH").as_deref(), None).expect("these tests need an installed PostgreSQL server");
    let cluster = Cluster::start(&binaries, &ClusterOptions::from_world(&RealWorld)).expect("a cluster");
    let running = Server::at_url(&cluster.url(SUPERUSER, "postgres"), STATEMENT_LIMIT).expect("a server");
    only_that_statement_runs_as_superuser(&running);
    only_that_statement_runs_as_superuser(&server());
}

fn only_that_statement_runs_as_superuser(server: &Server) {
    let database = server.database().unwrap();
    let mut session = database.session().unwrap();
    let is_superuser = |session: &mut Session| -> bool {
        session.query("SELECT rolsuper FROM pg_roles WHERE rolname = current_user", &[]).unwrap()[0].get(0)
    };
    assert_eq!(session.execute("CREATE EXTENSION pageinspect").unwrap_err().sqlstate, "42501");
    session.execute("BEGIN").unwrap();
    execute_statement(&mut session, "CREATE TABLE a (n integer)").unwrap();
    execute_statement(&mut session, "DO $$ BEGIN CREATE EXTENSION pageinspect; END $$").unwrap();
    assert!(!is_superuser(&mut session));
    assert_eq!(execute_statement(&mut session, "CREATE EXTENSION dblink; SELECT 1 / 0").unwrap_err().sqlstate, "22012");
    session.execute("ROLLBACK").unwrap();
    assert!(!is_superuser(&mut session) && extensions(&mut session).is_empty());
    assert_eq!(session.execute("CREATE EXTENSION pageinspect").unwrap_err().sqlstate, "42501");
}

#[test]
fn an_extension_that_is_not_installed_is_an_error_at_its_line_that_names_the_package() {
    let known = [
        ("position geometry(Point, 4326)?", "postgis", "-postgis-3"),
        ("embedding vector(3)?", "vector", "-pgvector"),
        ("picture raster?", "postgis_raster", "-postgis-3"),
    ];
    let server = server();
    let available = available_extensions(&mut server.database().unwrap().session().unwrap()).unwrap();
    let (member, name, package) =
        known.iter().find(|(_, name, _)| !available.contains_key(*name)).expect("a server with fewer extensions than that");
    let (folder, made) = generated(member);
    assert_eq!(made.code, Some(3), "{}", made.everything());
    assert!(made.stderr.contains(&format!("error[extension-not-installed]: The extension `{name}` is not installed")), "{}", made.stderr);
    assert!(made.stderr.contains("a.schema:3:3"), "{}", made.stderr);
    assert!(made.stderr.contains(&format!("`postgresql-{}{package}`", server.version().major)), "{}", made.stderr);
    assert!(!folder.path().join("migrations").exists());
    // Without a proof nobody can tell.
    let unproven = ask(folder.path(), &["generate", "--no-verify", "--dry-run"]);
    assert_eq!(unproven.code, Some(0), "{}", unproven.everything());
}
