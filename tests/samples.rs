//! Rows for schemas that others wrote: they load, and a second time change nothing.
//!
//! `tests/samples/NAME.sql` is a schema; with GROUNDPLAN_CORPUS the schemas of that folder are tried too. Lines at the head of a schema: `-- rows: 50`
//! (else 20), `-- table: users=5`, `-- refused: words of the message`, `-- most: lookup=3` where the schema allows no more, `-- triggers: audit=60` where rows come by
//! triggers, `-- tried: 0` where so many rows are made anew because PostgreSQL refused them. PostgreSQL is the judge: the
//! schema itself is loaded in a database of its own, as its author wrote it, and the rows are loaded there twice as its plain owner.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::panic, reason = "a test may touch files, and stops where it fails")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Failed, Trial};

use common::{load_schema, names, root, said};
use groundplan::catalog::QualifiedName;
use groundplan::ordered::IndexMap;
use groundplan::pipeline::{ReadingChoice, SampleChoice, Sampled, StateSource, sample};
use groundplan::postgres::{ClusterOptions, STATEMENT_LIMIT, Server, content_fingerprint, find_binaries, row_counts};
use groundplan::render::RowFormat;
use groundplan::report::{Display, Progress};
use groundplan::world::{RealWorld, World};

fn main() {
    let mut arguments = Arguments::from_args();
    // Each schema starts PostgreSQL twice.
    arguments.test_threads = Some(arguments.test_threads.unwrap_or(2).min(4));
    let own = root().join("tests/samples");
    let mut schemas: Vec<(String, PathBuf)> = names(&own).into_iter().map(|name| (name.clone(), own.join(name))).collect();
    if let Some(corpus) = std::env::var_os("GROUNDPLAN_CORPUS") {
        let folder = PathBuf::from(corpus).join("schemas");
        schemas.extend(names(&folder).into_iter().map(|name| (format!("corpus/{name}"), folder.join(name).join("pg15_dump.sql"))));
    }
    let trials = schemas.into_iter().map(|(name, path)| {
        let shown = name.clone();
        Trial::test(name, move || loads_twice(&shown, &path))
    });
    libtest_mimic::run(&arguments, trials.collect()).exit();
}

/// What a schema says about its rows.
#[derive(Default)]
struct Wishes {
    rows: Option<u64>,
    counts: Vec<(String, u64)>,
    refused: Option<String>,
    tried: Option<u64>,
    otherwise: Vec<(String, u64)>,
}

impl Wishes {
    fn of(text: &str) -> Result<Wishes, Failed> {
        let mut wishes = Wishes::default();
        let count = |text: &str| -> Result<(String, u64), Failed> {
            let (name, count) = text.split_once('=').ok_or("write a table, `=` and a number")?;
            Ok((name.to_string(), count.parse().map_err(|_| "write a number")?))
        };
        for line in text.lines().map_while(|line| line.strip_prefix("-- ")) {
            match line.split_once(": ") {
                Some(("rows", rows)) => wishes.rows = Some(rows.parse().map_err(|_| "write a number")?),
                Some(("table", text)) => wishes.counts.push(count(text)?),
                Some(("most" | "triggers", text)) => wishes.otherwise.push(count(text)?),
                Some(("tried", tried)) => wishes.tried = Some(tried.parse().map_err(|_| "write a number")?),
                Some(("refused", words)) => wishes.refused = Some(words.to_string()),
                _ => {}
            }
        }
        Ok(wishes)
    }
}

fn loads_twice(name: &str, path: &Path) -> Result<(), Failed> {
    let schema = fs::read_to_string(path)?;
    let wishes = Wishes::of(&schema)?;
    let choice = SampleChoice {
        source: StateSource::Sql(path.to_path_buf()),
        rows: wishes.rows.unwrap_or(20),
        locale: None,
        counts: wishes.counts.clone(),
        output: None,
        format: RowFormat::Insert,
        into: None,
        streams: false,
    };
    let mut progress = Progress::new(&RealWorld, Display::Silent, std::io::sink());
    let sampled = match (sample(&RealWorld, &choice, &ReadingChoice::default(), &mut progress, &mut std::io::sink()), &wishes.refused) {
        (Ok(_), Some(words)) => return Err(format!("rows were made, where this is to be said: {words}").into()),
        (Ok(sampled), None) => sampled,
        (Err(failure), Some(words)) if said(&failure).contains(words) => return Ok(()),
        (Err(failure), _) => return Err(said(&failure).into()),
    };
    println!(
        "{name}: {} tables, {} rows; conditions: {} solved, {} left to PostgreSQL; {} rows tried again there",
        sampled.rows.len(),
        sampled.rows.iter().map(|row| row.1).sum::<u64>(),
        sampled.conditions.judged,
        sampled.conditions.unjudged,
        sampled.tried
    );
    if let Some(tried) = wishes.tried.filter(|tried| *tried != sampled.tried) {
        return Err(format!("{} rows were made anew, not {tried}", sampled.tried).into());
    }
    let binaries = find_binaries(None, RealWorld.variable("PATH").as_deref(), None).map_err(|error| error.to_string())?;
    let server =
        Server::throw_away(&binaries, &ClusterOptions::from_world(&RealWorld), STATEMENT_LIMIT).map_err(|error| error.to_string())?;
    let outcome = on_server(&server, &schema, &sampled, &choice, &wishes, name.starts_with("corpus/"));
    server.stop().map_err(|error| error.to_string())?;
    outcome
}

fn on_server(
    server: &Server,
    schema: &str,
    sampled: &Sampled,
    choice: &SampleChoice,
    wishes: &Wishes,
    of_others: bool,
) -> Result<(), Failed> {
    let database = server.database().map_err(|error| error.to_string())?;
    let mut session = database.session().map_err(|error| error.to_string())?;
    load_schema(&mut session, schema)?;
    // What a dump has set for itself.
    session.execute("RESET ALL").map_err(|failure| failure.to_string())?;
    let before = row_counts(&mut session).map_err(|failure| failure.to_string())?;
    let text = sampled.text.as_ref().ok_or("the rows went away")?;
    session.execute(text).map_err(|failure| format!("the rows: {failure}"))?;
    let after = row_counts(&mut session).map_err(|failure| failure.to_string())?;
    let first = content_fingerprint(&mut session).map_err(|failure| failure.to_string())?;
    session.execute(text).map_err(|failure| format!("the rows, a second time: {failure}"))?;
    let second = content_fingerprint(&mut session).map_err(|failure| failure.to_string())?;
    if first != second {
        return Err("the second run changes rows".into());
    }
    counts_are_right(&before, &after, sampled, choice, wishes, of_others)
}

/// Every table has its rows: what was asked for, unless the schema says that it cannot have as many.
fn counts_are_right(
    before: &IndexMap<QualifiedName, u64>,
    after: &IndexMap<QualifiedName, u64>,
    sampled: &Sampled,
    choice: &SampleChoice,
    wishes: &Wishes,
    of_others: bool,
) -> Result<(), Failed> {
    let named = |list: &[(String, u64)], table: &QualifiedName| list.iter().find(|(name, _)| *name == table.name).map(|(_, count)| *count);
    for (table, made) in &sampled.rows {
        let wanted = named(&wishes.otherwise, table).or(named(&choice.counts, table)).unwrap_or(choice.rows);
        let gained = after.get(table).copied().unwrap_or(0) - before.get(table).copied().unwrap_or(0);
        // Which tables of others can have fewer rows is not written down beside them: the run says it.
        let is_told = sampled.notes.iter().any(|note| note.starts_with(&format!("{table} gets {made} row")));
        let wanted = if of_others && is_told { *made } else { wanted };
        if *made != wanted || gained < wanted {
            return Err(format!("{table}: {wanted} rows are wanted, {made} were made, {gained} came").into());
        }
    }
    Ok(())
}
