//! From one state of a schema to another: the plan leads there, the plan back and the steps taken back one by one lead back, and then there is
//! nothing left to plan.
//!
//! `tests/changes/NAME/` holds `old.sql` and `new.sql`, and perhaps `setup.sql` that runs before either. With GROUNDPLAN_CORPUS the pairs of
//! `changes/GROUP/NAME/` in that folder are tried too. PostgreSQL is the judge: both states are read from it, and the plan runs on it.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::panic, reason = "a test may touch files, and stops where it fails")]

mod common;
mod measured;

use std::fs;
use std::path::{Path, PathBuf};

use groundplan::ordered::IndexMap;
use libtest_mimic::{Arguments, Failed, Trial};

use common::{names, root};
use groundplan::catalog::{Catalog, Difference, differences};
use groundplan::plan::{Plan, RemovalPolicy, plan};
use groundplan::postgres::{ClusterOptions, STATEMENT_LIMIT, Server, Session, find_binaries, introspect};
use groundplan::render::{render_difference, render_steps};
use groundplan::sql::scanner::scan;
use groundplan::world::{RealWorld, World};

fn main() {
    let mut arguments = Arguments::from_args();
    // Each pair starts a PostgreSQL of its own.
    arguments.test_threads = Some(arguments.test_threads.unwrap_or(2).min(4));
    let mut pairs: Vec<(String, PathBuf)> = Vec::new();
    let own = root().join("tests/changes");
    pairs.extend(names(&own).into_iter().map(|name| (name.clone(), own.join(name))));
    if let Some(corpus) = std::env::var_os("GROUNDPLAN_CORPUS") {
        let changes = PathBuf::from(corpus).join("changes");
        for group in names(&changes) {
            let folder = changes.join(&group);
            pairs.extend(names(&folder).into_iter().map(|name| (format!("corpus/{group}/{name}"), folder.join(name))));
        }
    }
    let available = available_extensions();
    let mut trials: Vec<Trial> = whole_schemas();
    trials.extend(pairs.into_iter().map(|(name, folder)| {
        let missing = missing_extension(&folder, &available);
        let kind = missing.as_ref().map(|extension| format!("needs the extension {extension}, which this server does not offer"));
        Trial::test(name, move || there_and_back(&folder)).with_ignored_flag(missing.is_some()).with_kind(kind.unwrap_or_default())
    }));
    libtest_mimic::run(&arguments, trials).exit();
}

/// From nothing to each schema of the corpus, and back.
fn whole_schemas() -> Vec<Trial> {
    let Some(corpus) = std::env::var_os("GROUNDPLAN_CORPUS").map(PathBuf::from) else { return Vec::new() };
    let files = [("schemas", "pg15_dump.sql"), ("histories", "final_pg15_dump.sql")];
    let trials = files.iter().flat_map(|(kind, file)| {
        let folder = corpus.join(kind);
        names(&folder).into_iter().map(move |name| {
            let path = folder.join(&name).join(file);
            Trial::test(format!("corpus/{kind}/{name}"), move || {
                let dump = fs::read_to_string(&path)?;
                // psql's own lines, as pg_dump writes them.
                let sql: String = dump.lines().filter(|line| !line.starts_with('\\')).map(|line| format!("{line}\n")).collect();
                tried(|server| on_server(server, "", "", &sql))
            })
        })
    });
    trials.collect()
}

fn available_extensions() -> Vec<String> {
    let read = || -> Result<Vec<String>, String> {
        let binaries = find_binaries(None, RealWorld.variable("PATH").as_deref(), None).map_err(|error| error.to_string())?;
        let server =
            Server::throw_away(&binaries, &ClusterOptions::from_world(&RealWorld), STATEMENT_LIMIT).map_err(|error| error.to_string())?;
        let database = server.database().map_err(|error| error.to_string())?;
        let mut session = database.session().map_err(|error| error.to_string())?;
        let rows = session.query("SELECT name::text FROM pg_available_extensions", &[]).map_err(|failure| failure.to_string())?;
        drop((session, database));
        server.stop().map_err(|error| error.to_string())?;
        Ok(rows.iter().map(|row| row.get(0)).collect())
    };
    read().unwrap_or_else(|error| panic!("these tests need an installed PostgreSQL server: {error}"))
}

/// An extension that one of the pair's files creates and the server does not have.
fn missing_extension(folder: &Path, available: &[String]) -> Option<String> {
    let texts = ["setup.sql", "old.sql", "new.sql"].map(|name| fs::read_to_string(folder.join(name)).unwrap_or_default());
    let lines = texts.iter().flat_map(|text| text.lines()).filter(|line| line.trim_start().starts_with("CREATE EXTENSION"));
    let names = lines.filter_map(|line| {
        let mut words = line.split_whitespace().skip(2).filter(|word| !["IF", "NOT", "EXISTS"].contains(word));
        words.next().map(|word| word.trim_matches(['"', ';']).to_string())
    });
    names.into_iter().find(|name| !available.contains(name))
}

/// A database in which a state stands.
fn run(session: &mut Session, text: &str, what: &str) -> Result<(), Failed> {
    for statement in scan(text) {
        session.execute(statement.text(text)).map_err(|failure| format!("{what}, line {}: {failure}\n{text}", statement.line))?;
    }
    Ok(())
}

fn there_and_back(folder: &Path) -> Result<(), Failed> {
    let read = |name: &str| fs::read_to_string(folder.join(name));
    let (old, new) = (read("old.sql")?, read("new.sql")?);
    let setup = read("setup.sql").unwrap_or_default();
    tried(|server| on_server(server, &setup, &old, &new))
}

fn tried(work: impl FnOnce(&Server) -> Result<(), Failed>) -> Result<(), Failed> {
    let binaries = find_binaries(None, RealWorld.variable("PATH").as_deref(), None).map_err(|error| error.to_string())?;
    let server =
        Server::throw_away(&binaries, &ClusterOptions::from_world(&RealWorld), STATEMENT_LIMIT).map_err(|error| error.to_string())?;
    let outcome = work(&server);
    server.stop().map_err(|error| error.to_string())?;
    outcome
}

fn on_server(server: &Server, setup: &str, old: &str, new: &str) -> Result<(), Failed> {
    // The pairs of the corpus are written for a superuser of this name, with its own schema path.
    let begin = "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'testuser') THEN CREATE ROLE testuser SUPERUSER; END IF; END $$; \
                 SET SESSION AUTHORIZATION testuser; SET search_path = public";
    let state = |text: &str, what: &str| -> Result<(groundplan::postgres::TemporaryDatabase, Session), Failed> {
        let database = server.database().map_err(|error| error.to_string())?;
        let mut session = database.superuser_session().map_err(|error| error.to_string())?;
        session.execute(begin).map_err(|failure| failure.to_string())?;
        run(&mut session, setup, "setup.sql")?;
        run(&mut session, text, what)?;
        Ok((database, session))
    };
    let (_first, mut here) = state(old, "old.sql")?;
    let (_second, mut there) = state(new, "new.sql")?;
    let before = read(&mut here)?;
    let after = read(&mut there)?;

    let forward = planned(&before, &after)?;
    let forward_sql = render_difference(&forward).map_err(|error| error.to_string())?;
    run(&mut here, &forward_sql, "the plan")?;
    let reached = read(&mut here)?;
    equal(&after, &reached, "after the plan", &forward_sql)?;
    equal(&forward.expected, &reached, "what the plan expects", &forward_sql)?;
    nothing_left(&reached, &after)?;

    roll_back(&mut state(old, "old.sql")?.1, &before, &forward, &forward_sql)?;

    let back = planned(&reached, &before)?;
    let back_sql = render_difference(&back).map_err(|error| error.to_string())?;
    // There in one transaction, as a person would run it; back step by step, each measured.
    match measured::run(&mut here, &back, &reached).map_err(|failure| failure.to_string())? {
        measured::Ended::Done => {}
        measured::Ended::Refused { statement, failure } => {
            return Err(format!("the way back: {failure}\nat {statement}\n{back_sql}").into());
        }
        measured::Ended::Otherwise { step, difference } => return Err(format!("{step}\n{difference}").into()),
    }
    let returned = read(&mut here)?;
    equal(&before, &returned, "after the way back", &back_sql)?;
    nothing_left(&returned, &before)?;
    if before == after {
        return if forward.is_empty() { Ok(()) } else { Err("a plan for equal states".into()) };
    }
    Ok(())
}

/// Each step has its own way back, from the last to the first.
fn roll_back(session: &mut Session, before: &Catalog, plan: &Plan, sql: &str) -> Result<(), Failed> {
    run(session, sql, "the plan")?;
    let steps = render_steps(plan).map_err(|error| error.to_string())?;
    let back: String = steps.iter().rev().flat_map(|step| &step.back).map(|statement| format!("{statement}\n\n")).collect();
    run(session, &back, "the rollback")?;
    equal(before, &read(session)?, "after the rollback", &back)
}

fn read(session: &mut Session) -> Result<Catalog, Failed> {
    Ok(introspect(session).map_err(|failure| failure.to_string())?)
}

fn planned(from: &Catalog, to: &Catalog) -> Result<Plan, Failed> {
    match plan(from, to, &IndexMap::default(), RemovalPolicy::Full) {
        Ok((plan, _)) => Ok(plan),
        Err(diagnostics) => Err(diagnostics.iter().map(|diagnostic| diagnostic.message.clone()).collect::<Vec<_>>().join("\n").into()),
    }
}

fn nothing_left(stands: &Catalog, wanted: &Catalog) -> Result<(), Failed> {
    let left = planned(stands, wanted)?;
    let text = render_difference(&left).map_err(|error| error.to_string())?;
    if text.is_empty() { Ok(()) } else { Err(format!("something is left to plan:\n{text}").into()) }
}

/// The order of columns aside: a column comes back at the end.
fn equal(meant: &Catalog, stands: &Catalog, when: &str, sql: &str) -> Result<(), Failed> {
    let found: Vec<Difference> =
        differences(meant, stands).into_iter().filter(|difference| !difference.text.starts_with("columns are in another order")).collect();
    if found.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = found.iter().map(|difference| format!("{} {}", difference.object, difference.text)).collect();
    Err(format!("{when}:\n{}\n\n{sql}", lines.join("\n")).into())
}
