//! Rows for random schemas: they load, a second time change nothing, are as many as was asked for, or that was refused in advance, and where they stand
//! they are known again.
//!
//! PostgreSQL is the judge. GROUNDPLAN_RANDOM_SEEDS says how many schemas, GROUNDPLAN_RANDOM_SEEDS_FIRST with which to begin.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::panic, reason = "a test may touch files, and stops where it fails")]

#[path = "../random_projects/choice.rs"]
mod choice;
#[path = "../common/mod.rs"]
mod common;
mod forms;
mod schema;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use choice::Choice;
use groundplan::pipeline::{ReadingChoice, SampleChoice, Sampled, ServerChoice, StateSource, sample};
use groundplan::postgres::{Cluster, ClusterOptions, STATEMENT_LIMIT, Server, Session, content_fingerprint, find_binaries, row_counts};
use groundplan::render::RowFormat;
use groundplan::report::{Display, Progress};
use groundplan::world::{RealWorld, World};
use schema::{Schema, schema};

/// Every kind of constraint that occurs at all; a campaign of some length must meet each.
const KINDS: &[&str] = &[
    "and, or, not",
    "arrays",
    "bits",
    "calendar",
    "case",
    "case and blanks",
    "clock",
    "extreme numbers",
    "functions of the server",
    "json",
    "lengths of bytes",
    "like at the end",
    "look-around, back references",
    "networks",
    "order by bytes",
    "order of texts",
    "powers",
    "ranges",
    "remainders",
    "array check",
    "between",
    "char_length",
    "check by a function",
    "circle, deferred",
    "circle, two steps",
    "comparison",
    "composite foreign key",
    "composite unique, bounded",
    "default",
    "default partition",
    "domain",
    "enum",
    "exclusion on ranges",
    "foreign key",
    "generated",
    "identity always",
    "identity by default",
    "in",
    "is null combination",
    "key with a foreign key",
    "like",
    "natural key",
    "no key",
    "not null",
    "partial unique",
    "partitions by hash",
    "partitions by list",
    "partitions below partitions",
    "partitions by range",
    "regular expression",
    "row-level security forced",
    "self reference",
    "several columns",
    "time check",
    "trigger that rejects",
    "type, null allowed",
    "unique",
    "unique across foreign keys",
    "unique expression",
    "unique, nulls not distinct",
];

/// Of these, some must be left to PostgreSQL; of all others that are checks, some must be solved.
const TRIED: &[&str] = &["check by a function", "functions of the server", "look-around, back references", "order of texts"];

/// So many schemas have every kind among them.
const ENOUGH_FOR_ALL_KINDS: u64 = 150;

const LOCALES: &[&str] = &["en", "de", "fr", "es"];

/// How a campaign went.
#[derive(Default)]
struct Tally {
    kinds: BTreeMap<&'static str, usize>,
    /// Checks that were left to PostgreSQL, by kind.
    left: BTreeMap<String, usize>,
    rows: u64,
    tried: u64,
    /// Tables that can have no more rows, as the run said.
    fewer: u64,
    /// Schemas whose tables have numbers of rows of their own, whose rows are in another language, and that got rows beside others.
    counted: u64,
    translated: u64,
    beside: u64,
    solved: usize,
    unsolved: usize,
    wrong: Vec<String>,
}

fn main() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let count = number("GROUNDPLAN_RANDOM_SEEDS").unwrap_or(if common::soaking() { 2000 } else { 150 });
    let first = number("GROUNDPLAN_RANDOM_SEEDS_FIRST").unwrap_or(1);
    let binaries = find_binaries(None, RealWorld.variable("PATH").as_deref(), None).unwrap_or_else(|error| panic!("{error}"));
    let cluster = Cluster::start(&binaries, &ClusterOptions::from_world(&RealWorld)).unwrap_or_else(|error| panic!("{error}"));
    let folder = std::env::temp_dir().join(format!("groundplan-random-seeds-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let mut tally = Tally::default();
    for number in first..first + count {
        one(number, &cluster, &folder, &mut tally);
    }
    cluster.stop().unwrap_or_else(|error| panic!("{error}"));
    fs::remove_dir_all(&folder).unwrap();
    report(count, &tally);
}

fn one(number: u64, cluster: &Cluster, folder: &Path, tally: &mut Tally) {
    let mut choice = Choice::of_project(number);
    let made = schema(&mut choice);
    let rows = choice.between(1, 30) as u64;
    let wish = Wish {
        rows,
        count: choice.chance(30).then(|| choice.any(&made.tables).cloned()).flatten().map(|table| (table, choice.between(0, 40) as u64)),
        locale: choice.chance(50).then(|| choice.of(LOCALES).to_string()),
        beside: choice.chance(30).then(|| choice.between(1, 10) as u64),
    };
    match tried(&made, &wish, cluster, folder) {
        Ok((sampled, fewer)) => {
            for (kind, count) in &made.kinds {
                *tally.kinds.entry(kind).or_insert(0) += count;
            }
            for (_, name) in &sampled.unjudged {
                // `between #3`; those of domains and partitions have names of their own.
                let kind = name.split_once(" #").map_or("domain", |(kind, _)| kind);
                *tally.left.entry(kind.to_string()).or_insert(0) += 1;
            }
            tally.rows += sampled.rows.iter().map(|row| row.1).sum::<u64>();
            tally.tried += sampled.tried;
            tally.fewer += fewer;
            tally.counted += u64::from(wish.count.is_some());
            tally.translated += u64::from(wish.locale.is_some());
            tally.beside += u64::from(wish.beside.is_some());
            tally.solved += sampled.conditions.judged;
            tally.unsolved += sampled.conditions.unjudged;
        }
        Err(why) => {
            println!("schema {number}, {wish:?}: {why}\n{}", made.text);
            tally.wrong.push(format!("{number}: {}", why.lines().next().unwrap_or_default()));
        }
    }
}

/// What is asked of a schema.
#[derive(Debug)]
struct Wish {
    rows: u64,
    /// Of one table.
    count: Option<(String, u64)>,
    locale: Option<String>,
    /// So many more in each table, beside those that stand.
    beside: Option<u64>,
}

impl Wish {
    fn choice(&self, source: StateSource, more: u64) -> SampleChoice {
        SampleChoice {
            source,
            rows: self.rows + more,
            counts: self.count.iter().cloned().collect(),
            output: None,
            locale: self.locale.clone(),
            format: RowFormat::Insert,
            into: None,
            streams: false,
        }
    }

    fn of_table(&self, table: &str) -> u64 {
        self.count.as_ref().filter(|(name, _)| name == table).map_or(self.rows, |(_, count)| *count)
    }
}

/// The rows, and how many tables got fewer than were asked for, as was said in advance.
fn tried(made: &Schema, wish: &Wish, cluster: &Cluster, folder: &Path) -> Result<(Sampled, u64), String> {
    let path = folder.join("schema.sql");
    fs::write(&path, &made.text).map_err(|error| error.to_string())?;
    let url = cluster.url("groundplan", "postgres");
    let mut progress = Progress::new(&RealWorld, Display::Silent, std::io::sink());
    let server = ServerChoice { url: Some(url.clone()), ..ServerChoice::default() };
    let reading = ReadingChoice { server, ..ReadingChoice::default() };
    let choice = wish.choice(StateSource::Sql(path), 0);
    let asked = sample(&RealWorld, &choice, &reading, &mut progress, &mut std::io::sink()).map_err(|failure| common::said(&failure));
    let sampled = match asked {
        Ok(sampled) => sampled,
        // So many were asked for of this table that it is refused in advance.
        Err(said) if wish.count.is_some() && is_refused_in_advance(&said) => {
            let plain = Wish { count: None, locale: wish.locale.clone(), ..*wish };
            return tried(made, &plain, cluster, folder);
        }
        Err(said) => return Err(said),
    };
    let server = Server::at_url(&url, STATEMENT_LIMIT).map_err(|error| error.to_string())?;
    let database = server.database().map_err(|error| error.to_string())?;
    let mut session = database.session().map_err(|error| error.to_string())?;
    session.execute(&made.text).map_err(|failure| format!("the schema itself: {failure}"))?;
    twice(&mut session, &sampled)?;
    let counts = row_counts(&mut session).map_err(|failure| failure.to_string())?;
    let mut fewer = 0;
    for (table, made_rows) in &sampled.rows {
        let asked = wish.of_table(&table.name);
        let is_told = sampled
            .notes
            .iter()
            .any(|note| note.starts_with(&format!("{table} gets {made_rows} row")) || note.starts_with(&format!("{table} gets no rows")));
        fewer += u64::from(*made_rows < asked);
        if *made_rows < asked && !is_told {
            return Err(format!("{table} gets {made_rows} rows of {asked} without a word: {:?}", sampled.notes));
        }
        let most = made.most.get(&table.name).copied().unwrap_or(u64::MAX);
        let wanted = asked.min(most);
        let stand = counts.get(table).copied().unwrap_or(0);
        let has_parents = wish.count.as_ref().is_none_or(|(_, count)| *count > 0);
        if *made_rows > asked || stand != *made_rows || *made_rows < wanted && made.is_free(&table.name) && has_parents {
            return Err(format!("{table}: {wanted} rows are wanted, {made_rows} were made, {stand} stand"));
        }
    }
    let source = || StateSource::Database(cluster.url("groundplan", database.name()));
    if wish.beside.is_none() {
        let again = sample(&RealWorld, &wish.choice(source(), 0), &reading, &mut progress, &mut std::io::sink());
        let again = again.map_err(|failure| format!("asked for again: {}", common::said(&failure)))?;
        let rows: Vec<String> = again.rows.iter().filter(|row| row.1 > 0).map(|(table, rows)| format!("{rows} of {table}")).collect();
        if !rows.is_empty() {
            return Err(format!("asked for again: {} are made again\n{}", rows.join(", "), again.text.unwrap_or_default()));
        }
    }
    if let Some(more) = wish.beside {
        let choice = SampleChoice { counts: Vec::new(), ..wish.choice(source(), more) };
        match sample(&RealWorld, &choice, &reading, &mut progress, &mut std::io::sink()) {
            Ok(grown) => {
                twice(&mut session, &grown).map_err(|why| format!("beside rows that stand: {why}"))?;
                let after = row_counts(&mut session).map_err(|failure| failure.to_string())?;
                if let Some((table, before)) = counts.iter().find(|(table, before)| after.get(*table).is_none_or(|after| after < before)) {
                    return Err(format!("{table} had {before} rows and has {:?} now", after.get(table)));
                }
            }
            // Rows that carry their keys leave the sequence behind, which is told.
            Err(failure) if common::said(&failure).contains("setval") => {}
            Err(failure) => return Err(format!("beside rows that stand: {}", common::said(&failure))),
        }
    }
    drop(session);
    database.close().map_err(|error| error.to_string())?;
    server.stop().map_err(|error| error.to_string())?;
    Ok((sampled, fewer))
}

fn is_refused_in_advance(said: &str) -> bool {
    ["seed-too-many", "seed-no-parent"].iter().any(|code| said.contains(code))
}

/// The rows load, and a second time change nothing.
fn twice(session: &mut Session, sampled: &Sampled) -> Result<(), String> {
    let text = sampled.text.as_deref().ok_or("the rows went away")?;
    session.execute(text).map_err(|failure| format!("the rows: {failure}\n{text}"))?;
    let first = content_fingerprint(session).map_err(|failure| failure.to_string())?;
    session.execute(text).map_err(|failure| format!("the rows, a second time: {failure}"))?;
    match first == content_fingerprint(session).map_err(|failure| failure.to_string())? {
        true => Ok(()),
        false => Err(format!("the second run changes rows\n{text}")),
    }
}

fn report(count: u64, tally: &Tally) {
    for (kind, count) in &tally.kinds {
        match tally.left.get(*kind) {
            Some(left) => println!("{count:>6}  {kind} ({} solved, {left} tried in PostgreSQL)", count.saturating_sub(*left)),
            None => println!("{count:>6}  {kind}"),
        }
    }
    println!(
        "{count} schemas ({} with a number of rows for one table, {} in a language, {} with rows beside others), {} rows; conditions: {} solved, {} left to PostgreSQL; {} rows made anew after it refused them; {} tables that can have no more rows; {} wrong",
        tally.counted,
        tally.translated,
        tally.beside,
        tally.rows,
        tally.solved,
        tally.unsolved,
        tally.tried,
        tally.fewer,
        tally.wrong.len()
    );
    tally.wrong.iter().for_each(|wrong| println!("  {wrong}"));
    let solved = |kind: &str| tally.kinds.get(kind).copied().unwrap_or(0).saturating_sub(tally.left.get(kind).copied().unwrap_or(0));
    let is_met = |kind: &str| if TRIED.contains(&kind) { tally.left.contains_key(kind) } else { solved(kind) > 0 };
    let unmet: Vec<&&str> = KINDS.iter().filter(|kind| !is_met(kind)).collect();
    let complete = count < ENOUGH_FOR_ALL_KINDS
        || unmet.is_empty()
            && tally.tried > 0
            && tally.solved > 0
            && tally.unsolved > 0
            && tally.fewer > 0
            && tally.counted > 0
            && tally.translated > 0
            && tally.beside > 0;
    if !complete {
        println!("never exercised: {unmet:?}; {} rows tried in PostgreSQL", tally.tried);
    }
    if !tally.wrong.is_empty() || !complete {
        std::process::exit(1);
    }
}
