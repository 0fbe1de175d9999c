//! Migration folders in the conventions of their runners: read by themselves, in the true order, and replayed to the end.
//!
//! `tests/conventions/NAME/` is ours: `migrations/` in the convention NAME, small and full of traps, and `expected.txt`, what is read of it and what a PostgreSQL
//! holds afterwards. `make accept` writes that anew; read it before committing.
//!
//! Histories of other projects are no part of this one. `make corpus CORPUS=folder` names their folder by way of GROUNDPLAN_CORPUS: `histories/NAME/` holds a
//! migration folder as its project has it, beside `ORDER.txt`, its files in their true order, and `final_*.sql`, a dump of what they make. Extensions that the
//! dump has and no migration creates stand before the first: such a project asks its database's owner for them.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test may read files, and stops where it fails")]

#[path = "../common/mod.rs"]
mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use groundplan::convention::{CONVENTIONS, Told, Transaction};
use groundplan::history::{History, Place, Replayed, read, replay};
use groundplan::postgres::{ClusterOptions, STATEMENT_LIMIT, Server, find_binaries, introspect, row_counts};
use groundplan::world::{MemoryWorld, RealWorld, World};
use libtest_mimic::{Arguments, Failed, Trial};

use common::{accepting, difference, names, root, tree};

fn main() {
    let mut arguments = Arguments::from_args();
    arguments.test_threads = Some(arguments.test_threads.unwrap_or(2).min(2));
    let ours = root().join("tests/conventions");
    let known = names(&ours);
    let mut trials = vec![Trial::test("every_convention_has_a_folder", {
        let known = known.clone();
        move || every_convention(&known)
    })];
    for name in known {
        let folder = ours.join(&name);
        trials.push(Trial::test(format!("conventions/{name}"), move || as_expected(&folder)));
    }
    if let Some(corpus) = RealWorld.variable("GROUNDPLAN_CORPUS").map(PathBuf::from) {
        let histories = corpus.join("histories");
        assert!(histories.is_dir(), "{} holds no histories", corpus.display());
        for name in names(&histories) {
            let (for_order, for_replay) = (histories.join(&name), histories.join(&name));
            trials.push(Trial::test(format!("histories/{name} order"), move || order(&for_order)));
            trials.push(Trial::test(format!("histories/{name} replay"), move || to_the_end(&for_replay)));
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

/// A history, and what came of it on a server of its own.
struct Played {
    history: History,
    replayed: Replayed,
    /// Tables with their columns and rows, indexes, functions.
    holds: String,
}

/// The folder as a project has it, recognised by itself.
fn history(folder: &Path) -> Result<History, Failed> {
    let mut world = MemoryWorld::new();
    for (path, bytes) in tree(folder) {
        if path != "ORDER.txt" && !path.starts_with("final_") {
            world = world.with_file(&format!("db/{path}"), &String::from_utf8(bytes)?);
        }
    }
    let place = Place { migrations: Path::new("db"), seeds: Path::new("seeds"), told: &Told::default() };
    read(&world, place).map_err(|problems| problems.iter().map(|problem| format!("{}\n", problem.message)).collect::<String>().into())
}

/// Extensions in the dump of what a history makes that it does not create itself.
fn extensions_before(folder: &Path, history: &History) -> Vec<String> {
    let created = |text: &str| {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().replace("if not exists ", "");
        words.split("create extension ").skip(1).filter_map(|rest| rest.split([' ', ';']).next().map(str::to_string)).collect::<Vec<_>>()
    };
    let dumps = tree(folder).into_iter().filter(|(path, _)| path.starts_with("final_"));
    let own: Vec<String> = history.entries.iter().flat_map(|file| created(&file.text)).collect();
    dumps.flat_map(|(_, bytes)| created(&String::from_utf8_lossy(&bytes))).filter(|name| !own.contains(name)).collect()
}

fn play(folder: &Path) -> Result<Played, Failed> {
    let history = history(folder)?;
    let binaries = find_binaries(None, RealWorld.variable("PATH").as_deref(), None)?;
    let server = Server::throw_away(&binaries, &ClusterOptions::from_world(&RealWorld), STATEMENT_LIMIT)?;
    let database = server.database()?;
    let mut session = database.session()?;
    for extension in extensions_before(folder, &history) {
        session.execute(&format!("CREATE EXTENSION {extension}"))?;
    }
    let replayed = replay(&history, &mut session)?;
    let catalog = introspect(&mut session)?;
    let rows = row_counts(&mut session)?;
    let mut holds = String::new();
    for (name, table) in &catalog.tables {
        let columns: Vec<&str> = table.columns.keys().map(String::as_str).collect();
        let count = rows.get(name).copied().unwrap_or(0);
        writeln!(holds, "holds {name} ({}), {count} rows", columns.join(", "))?;
        table.indexes.keys().try_for_each(|index| writeln!(holds, "holds index {index}"))?;
    }
    catalog.functions.keys().try_for_each(|function| writeln!(holds, "holds function {function}"))?;
    drop(session);
    database.close()?;
    server.stop()?;
    Ok(Played { history, replayed, holds })
}

fn order(folder: &Path) -> Result<(), Failed> {
    let history = history(folder)?;
    let ours: String = history.entries.iter().map(|file| format!("{}\n", file.path.trim_start_matches("db/"))).collect();
    let expected = fs::read_to_string(folder.join("ORDER.txt"))?;
    let unlike = difference(expected.trim_end(), ours.trim_end());
    if unlike.is_empty() { Ok(()) } else { Err(format!("the order differs:\n{unlike}").into()) }
}

fn to_the_end(folder: &Path) -> Result<(), Failed> {
    let Played { replayed, .. } = play(folder)?;
    if replayed.passed_over.is_empty() { Ok(()) } else { Err(format!("passed over: {}", replayed.notes().join("; ")).into()) }
}

fn every_convention(known: &[String]) -> Result<(), Failed> {
    let missing: Vec<&str> =
        CONVENTIONS.iter().map(|convention| convention.code).filter(|code| !known.iter().any(|name| name == code)).collect();
    if !missing.is_empty() {
        return Err(format!("tests/conventions lacks {}", missing.join(", ")).into());
    }
    let page = fs::read_to_string(root().join("docs/conventions.md"))?;
    let untold: Vec<&str> =
        CONVENTIONS.iter().map(|convention| convention.code).filter(|code| !page.contains(&format!("\n| `{code}` |"))).collect();
    if untold.is_empty() { Ok(()) } else { Err(format!("docs/conventions.md has no row for {}", untold.join(", ")).into()) }
}

fn as_expected(folder: &Path) -> Result<(), Failed> {
    let found = told(&play(&folder.join("migrations"))?)?;
    let expected = folder.join("expected.txt");
    if accepting() {
        return Ok(fs::write(expected, found)?);
    }
    let unlike = difference(&fs::read_to_string(expected)?, &found);
    if unlike.is_empty() { Ok(()) } else { Err(unlike.into()) }
}

fn told(played: &Played) -> Result<String, Failed> {
    let Played { history, replayed, holds } = played;
    let mut text = String::new();
    let codes: Vec<&str> = history.convention.iter().chain(&history.others).map(|convention| convention.code).collect();
    writeln!(text, "read as {}", codes.join(" or "))?;
    for file in &history.entries {
        let shared = |transaction: &Transaction| match transaction {
            Transaction::Runner => "in a transaction of the runner",
            Transaction::AsWritten => "as it is written",
            Transaction::Each => "each statement by itself",
        };
        let parts: Vec<&str> = file.parts.iter().map(|part| shared(&part.transaction)).collect();
        let down = if file.down.is_some() { ", with a way back" } else { "" };
        writeln!(text, "runs {} ({}): {}{down}", file.path, file.version, parts.join(", "))?;
    }
    history.notes.iter().try_for_each(|note| writeln!(text, "note: {note}"))?;
    replayed.notes().iter().try_for_each(|note| writeln!(text, "note: {note}"))?;
    text.push_str(holds);
    Ok(text)
}
