//! Static replay is told from the truth by running it beside PostgreSQL: after each statement both catalogs must be equal.
//!
//! `tests/statics/*.sql` holds small scripts for each family of statements; the statements that static replay must leave to PostgreSQL are marked there
//! with `-- by PostgreSQL` on the line before, and those that only newer servers know with `-- from 15`. With GROUNDPLAN_CORPUS, the corpus of real histories, schemas and changes is run too.

#![expect(clippy::panic, reason = "a test's helpers say what failed")]
#![expect(clippy::disallowed_methods, reason = "a test reads its own files")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use groundplan::catalog::{Catalog, differences};
use groundplan::convention::Transaction;
use groundplan::history::statics::{Counts, HybridReplay, Runner, StaticReplay, kind_of};
use groundplan::history::{HistoryFile, Steps};
use groundplan::postgres::{ClusterOptions, STATEMENT_LIMIT, Server, find_binaries};
use groundplan::world::{RealWorld, World};

fn server() -> Server {
    let binaries =
        find_binaries(None, RealWorld.variable("PATH").as_deref(), None).expect("these tests need an installed PostgreSQL server");
    Server::throw_away(&binaries, &ClusterOptions::from_world(&RealWorld), STATEMENT_LIMIT).expect("a server")
}

fn file(path: &str, text: String) -> HistoryFile {
    let mut file = HistoryFile::by_itself(path, text);
    // As the runners of these histories do: such a statement allows no transaction round it.
    if ["CONCURRENTLY", "concurrently", "VACUUM"].iter().any(|word| file.text.contains(word)) {
        file.parts[0].transaction = Transaction::Each;
    }
    file
}

/// In words, where static replay and PostgreSQL differ; empty when they agree.
fn unlike(truth: &Catalog, replayed: &Catalog) -> String {
    let mut text = String::new();
    for difference in differences(truth, replayed) {
        let _ = writeln!(text, "    {} {} (PostgreSQL is `meant`)", difference.object, difference.text);
    }
    if text.is_empty() && truth != replayed {
        text.push_str("    not equal, though no difference is known\n");
    }
    // What equality does not see, but the planner takes.
    for (key, definition) in &truth.definitions {
        let Some(other) = replayed.definitions.get(key) else { continue };
        let has_expressions = matches!(
            definition.kind.as_str(),
            "policy" | "domain" | "domain constraint" | "default of domain" | "view" | "materialized view"
        );
        let statements =
            |definition: &groundplan::catalog::Definition| (definition.create.clone(), definition.replace.clone(), definition.included);
        if !has_expressions && (statements(definition) != statements(other) || definition.drop != other.drop) {
            let _ = writeln!(text, "    {key} has other statements: {definition:?}, not {other:?}");
        }
    }
    text
}

struct Outcome {
    counts: Counts,
    /// PostgreSQL's, at the end.
    truth: Catalog,
}

/// Runs the files both ways; compares after each `every` statements that were modelled, from the statement `from` on.
fn both_ways(server: &Server, files: &[HistoryFile], every: usize, from: usize) -> Result<Outcome, (usize, String)> {
    let database = server.database().map_err(|error| (0, error.to_string()))?;
    let session = database.superuser_session().map_err(|error| (0, error.to_string()))?;
    let scripts: Vec<Steps> = files.iter().map(Steps::of).collect::<Result<_, _>>().map_err(|error| (usize::MAX, error.to_string()))?;
    let mut runner = Runner::new(session).map_err(|error| (0, error.to_string()))?;
    let mut statics = StaticReplay::new();
    let mut counts = Counts::default();
    let (mut number, mut good, mut since) = (0, 0, 0);
    let mut last: Option<(usize, usize)> = None;
    let compare = |runner: &mut Runner, statics: &StaticReplay, at: (usize, usize), number: usize, good: &mut usize| {
        let place = |(file, statement): (usize, usize)| {
            let piece = &scripts[file].steps[statement].piece;
            format!("{}:{}: {}", piece.path, piece.statement.line, piece.text().trim())
        };
        runner.run_to(&scripts, at.0, at.1).map_err(|error| (usize::MAX, error.to_string()))?;
        let standing = runner.read().map_err(|error| (usize::MAX, error.to_string()))?;
        let wrong = unlike(&standing.catalog, statics.catalog());
        if !wrong.is_empty() {
            return Err((*good, format!("{}\n{wrong}", place(at))));
        }
        *good = number;
        Ok(standing)
    };
    for (file, script) in scripts.iter().enumerate() {
        for (at, step) in script.steps.iter().enumerate() {
            number += 1;
            let text = step.sql();
            match statics.apply(text) {
                Ok(()) => {
                    *counts.modelled.entry(kind_of(text)).or_default() += 1;
                    since += 1;
                    if since >= every && number >= from {
                        compare(&mut runner, &statics, (file, at), number, &mut good)?;
                        since = 0;
                    }
                }
                Err(cause) => {
                    if let Some(last) = last.filter(|_| since > 0 && number >= from) {
                        compare(&mut runner, &statics, last, number - 1, &mut good)?;
                    }
                    since = 0;
                    runner.run_to(&scripts, file, at).map_err(|error| (usize::MAX, error.to_string()))?;
                    let standing = runner.read().map_err(|error| (usize::MAX, error.to_string()))?;
                    statics.stand_on_server(standing);
                    statics.ran_elsewhere(text);
                    *counts.by_postgresql.entry(kind_of(text)).or_default() += 1;
                    counts.reasons.push(format!("{}:{}: {cause}", step.piece.path, step.piece.statement.line));
                }
            }
            last = Some((file, at));
        }
        statics.end_file();
    }
    let truth = match last {
        Some(last) => compare(&mut runner, &statics, last, number, &mut good)?.catalog,
        None => Catalog::default(),
    };
    drop(runner);
    database.close().map_err(|error| (usize::MAX, error.to_string()))?;
    Ok(Outcome { counts, truth })
}

/// Both ways; where they differ, once more with a comparison after each statement.
fn differential(server: &Server, files: &[HistoryFile], every: usize) -> Result<Outcome, String> {
    match both_ways(server, files, every, 0) {
        Ok(outcome) => Ok(outcome),
        Err((usize::MAX, text)) => Err(text),
        Err((good, text)) if every > 1 => match both_ways(server, files, 1, good) {
            Err((_, text)) => Err(text),
            Ok(_) => Err(format!("{text}(and none, when compared one by one)")),
        },
        Err((_, text)) => Err(text),
    }
}

/// As `diff` and `generate` read a history.
fn hybrid(server: &Server, files: &[HistoryFile]) -> Catalog {
    let database = server.database().expect("a database");
    let mut start = || database.superuser_session();
    let replay = HybridReplay::run(files, Some(&mut start)).unwrap_or_else(|error| panic!("{error}"));
    database.close().expect("the database is dropped");
    replay.catalog
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The script without the statements below a line `-- from N` where the server is older; lines stay where they are.
fn for_version(text: &str, major: u32) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut text = text.to_string();
    for piece in HistoryFile::by_itself("script", text.clone()).pieces() {
        let mark = piece.statement.line.checked_sub(2).and_then(|before| lines[before].trim().strip_prefix("-- from "));
        if mark.and_then(|version| version.parse().ok()).is_some_and(|first: u32| major < first) {
            let blank =
                piece.text().chars().map(|c| if c == '\n' { "\n".to_string() } else { " ".repeat(c.len_utf8()) }).collect::<String>();
            text.replace_range(piece.statement.body.clone(), &blank);
        }
    }
    text
}

#[test]
fn after_each_statement_of_the_small_scripts_both_catalogs_are_equal() {
    let server = server();
    // Roles belong to a server: what made them once cannot make them again.
    let other = self::server();
    let mut wrong = Vec::new();
    for path in sorted(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/statics")) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let text = for_version(&read(&path), server.version().major);
        let files = [file(&name, text.clone())];
        match differential(&server, &files, 1) {
            Err(text) => wrong.push(text),
            Ok(outcome) => {
                let driven = unlike(&outcome.truth, &hybrid(&other, &files));
                if !driven.is_empty() {
                    wrong.push(format!("{name}, read as a history:\n{driven}"));
                }
                let expected: Vec<usize> =
                    text.lines().enumerate().filter(|(_, line)| line.trim() == "-- by PostgreSQL").map(|(at, _)| at + 2).collect();
                let line = |reason: &String| reason.split(':').nth(1).and_then(|line| line.parse::<usize>().ok()).unwrap_or(0);
                for reason in outcome.counts.reasons.iter().filter(|reason| !expected.contains(&line(reason))) {
                    wrong.push(format!("not modelled: {reason}"));
                }
                for line in expected.iter().filter(|expected| !outcome.counts.reasons.iter().any(|reason| line(reason) == **expected)) {
                    wrong.push(format!("{name}:{line}: modelled, though marked as PostgreSQL's"));
                }
            }
        }
    }
    other.stop().expect("the server stops");
    server.stop().expect("the server stops");
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn without_a_server_the_first_statement_that_needs_one_is_named() {
    let files = [file("migrations/1_a.sql", "CREATE TABLE a (n integer);\n\nDO $$ BEGIN DROP TABLE a; END $$;\n".to_string())];
    let error = HybridReplay::run(&files, None).expect_err("an error").to_string();
    assert!(error.starts_with("migrations/1_a.sql:3: PostgreSQL is needed for this statement: DO"), "{error}");
}

#[test]
fn what_is_modelled_needs_no_server_and_the_rest_starts_one_once() {
    let server = server();
    let database = server.database().expect("a database");
    let mut started = 0;
    let texts = [
        "BEGIN;\nCREATE TABLE a (id serial PRIMARY KEY);\nDO $$ BEGIN CREATE TABLE b (n integer); END $$;\nALTER TABLE b ADD COLUMN m integer;\nCOMMIT;\n",
        "DO $$ BEGIN ALTER TABLE b ADD COLUMN o integer; END $$;\n",
    ];
    let files: Vec<HistoryFile> = texts.iter().enumerate().map(|(at, text)| file(&format!("{at}.sql"), text.to_string())).collect();
    let replay = {
        let mut start = || {
            started += 1;
            database.session()
        };
        HybridReplay::run(&files, Some(&mut start)).unwrap_or_else(|error| panic!("{error}"))
    };
    assert_eq!(started, 1);
    let columns: Vec<Vec<&str>> = replay.catalog.tables.values().map(|table| table.columns.keys().map(String::as_str).collect()).collect();
    assert_eq!(columns, [vec!["id"], vec!["n", "m", "o"]]);
    assert_eq!((replay.counts.by_postgresql["DO"], replay.counts.modelled["CREATE TABLE"]), (2, 1));
    database.close().expect("the database is dropped");
    server.stop().expect("the server stops");
}

// ---------------------------------------------------------------------------------------------------------------------
// The corpus

fn corpus() -> Option<PathBuf> {
    RealWorld.variable("GROUNDPLAN_CORPUS").map(PathBuf::from)
}

fn told(name: &str, outcome: &Outcome) -> String {
    let list = |counts: &std::collections::BTreeMap<String, usize>| {
        counts.iter().map(|(kind, count)| format!("{kind} {count}")).collect::<Vec<_>>().join(", ")
    };
    let sum = |counts: &std::collections::BTreeMap<String, usize>| counts.values().sum::<usize>();
    let counts = &outcome.counts;
    format!(
        "{name}: {} modelled, {} by PostgreSQL\n  modelled: {}\n  by PostgreSQL: {}\n{}",
        sum(&counts.modelled),
        sum(&counts.by_postgresql),
        list(&counts.modelled),
        list(&counts.by_postgresql),
        counts.reasons.iter().map(|reason| format!("    {reason}\n")).collect::<String>()
    )
}

/// Prints what went which way and gathers what differs.
fn run_all(cases: Vec<(String, Vec<HistoryFile>)>, every: usize) {
    let server = server();
    // The changes are written for a superuser of this name.
    let database = server.database().expect("a database");
    let made = database.superuser_session().expect("a session").execute("CREATE ROLE testuser SUPERUSER");
    made.expect("a role");
    database.close().expect("the database is dropped");
    let mut wrong = Vec::new();
    let only = RealWorld.variable("GROUNDPLAN_CORPUS_ONLY");
    for (name, files) in cases {
        if only.as_ref().is_some_and(|only| !name.contains(only.as_str())) {
            continue;
        }
        match differential(&server, &files, every) {
            Ok(outcome) => println!("{}", told(&name, &outcome)),
            Err(text) if text.contains("is not available (SQLSTATE 0A000)") => println!("{name}: needs an extension: {text}"),
            Err(text) => wrong.push(format!("{name}: {text}")),
        }
    }
    server.stop().expect("the server stops");
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

fn histories(corpus: &Path) -> Vec<(String, Vec<HistoryFile>)> {
    let read_history = |folder: PathBuf| {
        let order = read(&folder.join("ORDER.txt"));
        // What its users are told to install first.
        let dump = fs::read_to_string(folder.join("final_pg15_dump.sql")).unwrap_or_default();
        let extensions: String = dump.lines().filter(|line| line.starts_with("CREATE EXTENSION")).map(|line| format!("{line}\n")).collect();
        let files = std::iter::once(file("extensions of the dump", extensions))
            .chain(order.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| file(line, read(&folder.join(line)))))
            .collect();
        (folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(), files)
    };
    sorted(&corpus.join("histories")).into_iter().filter(|path| path.join("ORDER.txt").exists()).map(read_history).collect()
}

#[test]
fn the_histories_of_the_corpus_give_the_same_catalog_both_ways() {
    let Some(corpus) = corpus() else { return };
    run_all(histories(&corpus), 40);
}

#[test]
fn the_dumps_of_the_corpus_give_the_same_catalog_both_ways() {
    let Some(corpus) = corpus() else { return };
    let dumps = sorted(&corpus.join("histories")).into_iter().filter(|path| path.join("final_pg15_dump.sql").exists());
    let case = |path: PathBuf| {
        let name = format!("{} dump", path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default());
        (name.clone(), vec![file(&name, read(&path.join("final_pg15_dump.sql")))])
    };
    run_all(dumps.map(case).collect(), 40);
}

#[test]
fn the_histories_of_the_corpus_end_where_their_dumps_say() {
    let Some(corpus) = corpus() else { return };
    let server = server();
    let mut wrong = String::new();
    let catalog = |files: &[HistoryFile]| {
        let database = server.database().expect("a database");
        let mut start = || database.superuser_session();
        let replay = HybridReplay::run(files, Some(&mut start)).unwrap_or_else(|error| panic!("{error}"));
        database.close().expect("the database is dropped");
        let mut catalog = replay.catalog;
        // The dump of a schema leaves every materialized view without rows.
        for definition in catalog.definitions.values_mut().filter(|definition| definition.kind == "materialized view") {
            definition.definition = definition.definition.trim_end_matches("\nWITH NO DATA").to_string();
        }
        catalog
    };
    for (name, files) in histories(&corpus) {
        let dump = [file(&format!("{name} dump"), read(&corpus.join("histories").join(&name).join("final_pg15_dump.sql")))];
        for difference in differences(&catalog(&dump), &catalog(&files)) {
            let _ = writeln!(wrong, "{name}: {} {} (the dump is `meant`)", difference.object, difference.text);
        }
    }
    server.stop().expect("the server stops");
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_schemas_of_the_corpus_give_the_same_catalog_both_ways() {
    let Some(corpus) = corpus() else { return };
    let mut cases = Vec::new();
    for folder in sorted(&corpus.join("schemas")) {
        let schema = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let dump = folder.join("pg15_dump.sql");
        cases.push((format!("{schema} dump"), vec![file(&format!("{schema}/pg15_dump.sql"), read(&dump))]));
    }
    run_all(cases, 40);
}

#[test]
fn the_changes_of_the_corpus_give_the_same_catalog_both_ways() {
    let Some(corpus) = corpus() else { return };
    let mut cases = Vec::new();
    for group in sorted(&corpus.join("changes")) {
        for folder in sorted(&group) {
            let name = folder.strip_prefix(corpus.join("changes")).unwrap_or(&folder).to_string_lossy().into_owned();
            for side in ["old.sql", "new.sql"] {
                let parts = ["setup.sql", side].map(|part| folder.join(part)).into_iter().filter(|path| path.exists());
                let files: Vec<HistoryFile> = parts
                    .map(|path| file(&format!("{name}/{}", path.file_name().unwrap_or_default().to_string_lossy()), read(&path)))
                    .collect();
                cases.push((format!("{name} {side}"), files));
            }
        }
    }
    run_all(cases, 5);
}
