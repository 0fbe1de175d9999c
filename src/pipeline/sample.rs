//! `groundplan seed SOURCE`: rows for whatever schema stands, proven to load.
//!
//! Comes in: a state of a schema, how many rows. Goes out: a seed file, or rows in a database, and what there is to say about it. Never happens: a row in
//! a database that is only the source; a file that was not loaded on a temporary PostgreSQL, twice where it is small, else a sample of it.
//!
//! Of a small number of rows, what cannot be solved is tried: PostgreSQL says which rows it refuses, and these are made in another form. A large number
//! is made row by row with explicit keys ([`super::load`]).

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use super::failure::Failure;
use super::load::{Destination, Load, prove_sample};
use super::output::check_new;
use super::stage::open_server;
use super::standing_rows::{Inhabited, StandingRows, inhabited};
use super::state::{ReadingChoice, State, StateSource, read_state};
use super::trial::{Settled, Unsettled, of_surroundings, settle};
use crate::catalog::{Catalog, ObjectPath, QualifiedName};
use crate::check::check;
use crate::convention::{Layout, is_record};
use crate::design::Population;
use crate::diagnostic::{Diagnostic, has_errors};
use crate::history::KnownRows;
use crate::ordered::IndexMap;
use crate::plan::{RemovalPolicy, plan};
use crate::plural::counted;
use crate::postgres::{Server, Session, TemporaryDatabase, execute_script};
use crate::proof::{self, Evidence, RefusedRow};
use crate::render::{RenderContext, RowFormat, SqlFile, render_difference, render_seed};
use crate::report::Progress;
use crate::seed::stream::{Streamed, expected_rows};
use crate::seed::{
    ConditionCount, Coverage, Memo, SeedOptions, SeedPlan, everything, locales, seed_again, with_references_of_partitions, without_room,
};
use crate::source::{Origin, Sources};
use crate::world::World;

/// What a person asks for.
#[derive(Debug, Clone)]
pub struct SampleChoice {
    pub source: StateSource,
    /// Of each table.
    pub rows: u64,
    /// Whose names, places and words; none for those of the requirements.
    pub locale: Option<String>,
    /// Of some tables, by their names as they are written in SQL without quotes.
    pub counts: Vec<(String, u64)>,
    /// Must not stand yet; none for standard output.
    pub output: Option<PathBuf>,
    pub format: RowFormat,
    /// The URL of a database that gets the rows.
    pub into: Option<String>,
    /// Whether standard output is free for rows as they come.
    pub streams: bool,
}

/// The rows, as they were proven.
#[derive(Debug)]
pub struct Sampled {
    /// None where the rows went away while they were made.
    pub text: Option<String>,
    /// In the order of insertion.
    pub rows: Vec<(QualifiedName, u64)>,
    /// Checks, those of domains and bounds of partitions that were fulfilled by solving, and those that only PostgreSQL could judge.
    pub conditions: ConditionCount,
    /// Those that only PostgreSQL could judge: table and name.
    pub unjudged: Vec<(QualifiedName, String)>,
    /// How many rows PostgreSQL refused before a form was found that it takes.
    pub tried: u64,
    pub coverage: Coverage,
    pub evidence: Evidence,
    pub notes: Vec<String>,
    /// Whoever reads standard output has seen enough.
    pub is_cut_short: bool,
}

/// More rows of one table than these, or of all tables, do not look for their parents by natural key, and are not tried one by one.
const MOST_OF_A_TABLE: u64 = 5000;
const MOST_TOGETHER: u64 = 50_000;

/// Makes the rows, proves them, and writes them to the output or the database if there is one. `out` is standard output.
pub fn sample(
    world: &dyn World,
    choice: &SampleChoice,
    reading: &ReadingChoice,
    progress: &mut Progress<'_>,
    out: &mut (dyn Write + Send),
) -> Result<Sampled, Failure> {
    if let Some(output) = &choice.output {
        check_new(world, output)?;
    }
    if let Some(unknown) = choice.locale.as_ref().filter(|code| !locales().contains(&code.as_str())) {
        let help = format!("name one of {}", locales().join(", "));
        return Err(Failure::usage(&format!("there are no words for the locale `{unknown}`"), &help));
    }
    let wanted = wanted(world, choice, reading)?;
    let sources = wanted.sources.clone();
    made(world, choice, reading, wanted, progress, out).map_err(|failure| failure.about(&sources))
}

fn made(
    world: &dyn World,
    choice: &SampleChoice,
    reading: &ReadingChoice,
    wanted: Wanted,
    progress: &mut Progress<'_>,
    out: &mut (dyn Write + Send),
) -> Result<Sampled, Failure> {
    let standing = match &choice.source {
        StateSource::Database(url) if choice.into.is_none() => {
            let gains =
                |name: &QualifiedName| wanted.population.tables.get(name).is_some_and(|rows| rows.sample.is_some() || rows.join_table);
            inhabited(url, &wanted.catalog, &gains)?
        }
        _ => Inhabited::Empty,
    };
    let mut wanted = wanted;
    match &standing {
        _ if choice.is_at_scale(&wanted.population) => {}
        Inhabited::Empty => return together(world, choice, reading, wanted, None),
        Inhabited::Few(rows) => return together(world, choice, reading, wanted, Some(rows)),
        Inhabited::Many(rows) => {
            let note = format!("more than {rows} rows stand: the new ones carry their keys, and can be loaded once");
            wanted.notes.push(note);
        }
    }
    let destination = match (&choice.into, &choice.output) {
        (Some(url), _) => Destination::Database(url),
        (None, Some(path)) => Destination::File(path),
        (None, None) if choice.streams => Destination::Output(out),
        (None, None) => {
            let help = "name a file for the rows with `-o`";
            return Err(Failure::usage("so many rows and a JSON report cannot both go to standard output", help));
        }
    };
    let is_inhabited = !matches!(standing, Inhabited::Empty);
    at_scale(world, choice, reading, wanted, is_inhabited, destination, progress)
}

/// The rows that are asked for.
struct Wanted {
    /// As it stands.
    catalog: Catalog,
    /// With what the partitions ask of the rows.
    of_rows: Catalog,
    population: Population,
    /// The requirements, where that is what the rows are for.
    sources: Sources,
    notes: Vec<String>,
}

fn wanted(world: &dyn World, choice: &SampleChoice, reading: &ReadingChoice) -> Result<Wanted, Failure> {
    let State { mut catalog, population, origins, sources, mut notes } = read_state(world, reading, &choice.source)?;
    let records: Vec<QualifiedName> = catalog.tables.keys().filter(|name| is_record(&name.name)).cloned().collect();
    if !records.is_empty() {
        let names: Vec<String> = records.iter().map(ToString::to_string).collect();
        notes.push(format!("no rows for what a migration runner keeps for itself: {}", names.join(", ")));
    }
    catalog.sort();
    let mut counts = counts(&catalog, &choice.counts)?;
    for name in records {
        counts.entry(name).or_insert(0);
    }
    for (name, why) in without_room(&catalog) {
        notes.push(format!("{name} gets no rows: {why}"));
        counts.insert(name, 0);
    }
    let mut population = everything(&catalog, &population, choice.rows, &counts);
    if population.salt.is_empty() {
        population.salt = "seed".to_string();
    }
    population.locale = choice.locale.clone().unwrap_or(population.locale);
    // Who asks for rows on the command line is answered at the entity.
    for (name, told) in &mut population.tables {
        if let Some(sample) = &mut told.sample {
            sample.span = sample.span.or_else(|| origins.get(&ObjectPath::Table(name.clone())).and_then(Origin::span));
        }
    }
    Ok(Wanted { of_rows: with_references_of_partitions(&catalog), catalog, population, sources, notes })
}

/// All rows in one piece, each tried where nothing else can judge it.
fn together(
    world: &dyn World,
    choice: &SampleChoice,
    reading: &ReadingChoice,
    wanted: Wanted,
    standing: Option<&StandingRows>,
) -> Result<Sampled, Failure> {
    let Wanted { catalog, of_rows, population, mut notes, .. } = wanted;
    let context = context(&catalog);
    if let Some(standing) = standing {
        notes.push(format!("{} stand: they stay as they are, and may be parents of the new ones", standing.described()));
    }
    let (grown, evidence) = on_stage(world, reading, &catalog, standing, |session, evidence| {
        let known = standing.map(|standing| standing.known.clone()).unwrap_or_default();
        let grown = grow(&of_rows, &population, known, &context, session)?;
        prove(world, session, &grown, evidence)?;
        Ok(grown)
    })?;
    let Grown { file, plan, gains, tried } = grown;
    notes.extend(plan.notes.iter().cloned());
    notes.extend(gains.iter().filter_map(|(table, gained)| of_triggers(table, *gained, &plan)));
    if let Some(output) = &choice.output {
        world.write_whole(output, file.text.as_bytes())?;
    }
    let rows = gains.into_iter().collect();
    let conditions = plan
        .conditions
        .values()
        .fold(ConditionCount::default(), |all, of| ConditionCount { judged: all.judged + of.judged, unjudged: all.unjudged + of.unjudged });
    let unjudged = plan.unjudged.iter().map(|check| (check.table.clone(), check.name.clone())).collect();
    Ok(Sampled { text: Some(file.text), rows, conditions, unjudged, tried, coverage: *plan.coverage, evidence, notes, is_cut_short: false })
}

/// Row after row, once a sample of them has been proven.
fn at_scale(
    world: &dyn World,
    choice: &SampleChoice,
    reading: &ReadingChoice,
    wanted: Wanted,
    is_inhabited: bool,
    destination: Destination<'_>,
    progress: &mut Progress<'_>,
) -> Result<Sampled, Failure> {
    let Wanted { catalog, of_rows, population, mut notes, .. } = wanted;
    let load = Load {
        catalog: &of_rows,
        population: &population,
        format: choice.format(),
        source: &choice.source_name(),
        lends: choice.into.is_some() || is_inhabited,
        standing: match &choice.source {
            StateSource::Database(url) if is_inhabited => Some(url),
            _ => None,
        },
    };
    let ((), evidence) = on_stage(world, reading, &catalog, None, |session, evidence| prove_sample(world, &load, session, evidence))?;
    let streamed = super::load::load(world, &load, destination, progress)?;
    let is_cut_short = streamed.is_none();
    let streamed = streamed.unwrap_or_default();
    notes.extend(notes_on(&streamed));
    // The notes tell of checks that only PostgreSQL can judge.
    let unjudged = Vec::new();
    let (conditions, coverage) = (streamed.conditions, streamed.coverage);
    Ok(Sampled { text: None, rows: streamed.rows, conditions, unjudged, tried: 0, coverage, evidence, notes, is_cut_short })
}

/// Works in a database that holds the schema and the rows that stand, and is gone afterwards.
fn on_stage<T>(
    world: &dyn World,
    reading: &ReadingChoice,
    catalog: &Catalog,
    standing: Option<&StandingRows>,
    work: impl FnOnce(&mut Session, &mut Evidence) -> Result<T, Failure>,
) -> Result<(T, Evidence), Failure> {
    let server = open_server(world, &reading.server, None)?;
    let (database, mut session) = stage(&server, catalog)?;
    if let Some(standing) = standing {
        standing.bring(&database)?;
    }
    let mut evidence = Evidence { server: server.version().to_string(), ..Evidence::default() };
    let made = work(&mut session, &mut evidence)?;
    drop(session);
    database.close()?;
    server.stop()?;
    Ok((made, evidence))
}

impl SampleChoice {
    fn is_at_scale(&self, population: &Population) -> bool {
        self.into.is_some()
            || self.format == RowFormat::Copy
            || expected_rows(population) > MOST_TOGETHER
            || population.tables.values().filter_map(|rows| rows.sample.as_ref()).any(|sample| sample.count > MOST_OF_A_TABLE)
    }

    /// A database takes rows as COPY.
    fn format(&self) -> RowFormat {
        if self.into.is_some() { RowFormat::Copy } else { self.format }
    }

    /// A URL may hold a password, and a folder is this machine's.
    fn source_name(&self) -> String {
        match &self.source {
            StateSource::Database(_) => "a database".to_string(),
            StateSource::Requirements(path) | StateSource::Sql(path) => {
                path.file_name().map_or_else(|| "a schema".to_string(), |name| name.to_string_lossy().into_owned())
            }
        }
    }
}

fn notes_on(streamed: &Streamed) -> Vec<String> {
    let left_out = streamed.left_out.iter().map(|table| format!("{table} holds rows: those that the requirements write were left out"));
    let unjudged = streamed
        .unjudged
        .iter()
        .map(|check| format!("only PostgreSQL can judge the check `{}` of {}; a sample of the rows fulfils it", check.name, check.table));
    left_out.chain(unjudged).chain(streamed.notes.iter().cloned()).collect()
}

/// More rows than were meant come by triggers.
fn of_triggers(table: &QualifiedName, gained: u64, plan: &SeedPlan) -> Option<String> {
    let more = gained.saturating_sub(plan.expected_counts.get(table).copied().unwrap_or(0));
    (more > 0).then(|| format!("triggers bring {} to {table}", counted(more as usize, "row")))
}

/// `users`, `billing.plans`: a name without a schema is looked for in all of them.
fn counts(catalog: &Catalog, asked: &[(String, u64)]) -> Result<IndexMap<QualifiedName, u64>, Failure> {
    let mut counts = IndexMap::default();
    for (name, count) in asked {
        let found: Vec<&QualifiedName> = catalog.tables.keys().filter(|table| table.to_string() == *name || table.name == *name).collect();
        match found.as_slice() {
            [table] if let Some(whole) = whole_of(catalog, table) => {
                let message = format!("{table} is a partition of {whole}, whose rows find their partitions by themselves");
                return Err(Failure::usage(&message, &format!("ask for rows of that table: `--table {whole}={count}`")));
            }
            [table] => drop(counts.insert((*table).clone(), *count)),
            [] => return Err(Failure::usage(&format!("there is no table {name}"), "`--table` names a table and a number: users=50")),
            several => {
                let names: Vec<String> = several.iter().map(ToString::to_string).collect();
                return Err(Failure::usage(&format!("{name} may be {}", names.join(" or ")), "write the schema before the name"));
            }
        }
    }
    Ok(counts)
}

/// The table that a partition is of, or a partition of a partition.
fn whole_of(catalog: &Catalog, name: &QualifiedName) -> Option<QualifiedName> {
    let parent = |name: &QualifiedName| {
        let table = catalog.tables.get(name).filter(|table| table.options.partition_bound.is_some())?;
        table.options.parents.first().cloned()
    };
    std::iter::successors(parent(name), parent).last()
}

fn context(catalog: &Catalog) -> RenderContext {
    RenderContext {
        stamp: String::new(),
        version: String::new(),
        layout: Layout::plain(),
        name: "sample rows".to_string(),
        title: "Seed".to_string(),
        requirements: Vec::new(),
        edition: String::new(),
        verified: true,
        catalog: Arc::new(catalog.clone()),
        marks: Vec::new(),
        written: IndexMap::default(),
    }
}

/// A database that holds the schema and no row.
fn stage(server: &Server, catalog: &Catalog) -> Result<(TemporaryDatabase, Session), Failure> {
    let database = server.database()?;
    let mut session = database.session()?;
    let (plan, _) = plan(&Catalog::default(), catalog, &IndexMap::default(), RemovalPolicy::Full)
        .map_err(|found| Failure::input(found, Sources::default()))?;
    let sql = render_difference(&plan).map_err(|error| internal(&error.to_string()))?;
    execute_script(&mut session, &sql)
        .map_err(|failure| Failure::environment(&format!("cannot make that schema in a temporary database: {failure}"), None))?;
    Ok((database, session))
}

struct Grown {
    plan: SeedPlan,
    file: SqlFile,
    /// By table, in the order of insertion, those of triggers last.
    gains: IndexMap<QualifiedName, u64>,
    tried: u64,
}

/// Makes rows until PostgreSQL takes all of them.
fn grow(
    catalog: &Catalog,
    population: &Population,
    standing: KnownRows,
    context: &RenderContext,
    session: &mut Session,
) -> Result<Grown, Failure> {
    let mut memo = Memo::default();
    let make = |options: &SeedOptions| {
        let (plan, found) = seed_again(catalog, population, options, &mut memo);
        if has_errors(&found) { Err(Failure::input(found, Sources::default())) } else { Ok(plan) }
    };
    match settle(session, context, population, &mut SeedOptions { standing, keys_stand: true, ..SeedOptions::default() }, make) {
        Ok(Settled::Taken { plan, mut gained, refused }) => {
            let file = render_seed(&plan, context).map_err(|error| internal(&error.to_string()))?;
            let mut gains = IndexMap::default();
            for table in plan.expected_counts.keys() {
                gains.insert(table.clone(), gained.shift_remove(table).unwrap_or(0));
            }
            gains.extend(gained);
            Ok(Grown { plan: *plan, file, gains, tried: refused })
        }
        Ok(Settled::Refused(row)) => Err(Failure::input(vec![unmended(&row, population)], Sources::default())),
        Err(Unsettled::Making(failure)) => Err(failure),
        Err(Unsettled::Trying(error)) => Err(of_surroundings(&error).unwrap_or_else(|| internal(&error.to_string()))),
    }
}

fn unmended(row: &RefusedRow, population: &Population) -> Diagnostic {
    let message = format!("no row of {} was found that PostgreSQL takes: {}", row.table, row.why.message);
    let mut help = format!("SQLSTATE {}; leave the table out with `--table {}=0`, or write its rows yourself", row.why.sqlstate, row.table);
    help.extend(row.why.detail.iter().map(|detail| format!("\nPostgreSQL adds: {detail}")));
    let refused = Diagnostic::error("seed-refused", message).help(help);
    match population.tables.get(&row.table).and_then(|told| told.sample.as_ref()?.span) {
        Some(span) => refused.at(span, "rows of this"),
        None => refused,
    }
}

fn prove(world: &dyn World, session: &mut Session, grown: &Grown, evidence: &mut Evidence) -> Result<(), Failure> {
    if grown.plan.is_empty() {
        return Ok(());
    }
    if let Some(refusal) = check(&grown.file).refused.first() {
        return Err(internal(&refusal.to_string()));
    }
    let gains = grown.gains.iter().map(|(table, count)| (table.clone(), (*count, None))).collect();
    let (asked, origins) = (IndexMap::default(), IndexMap::default());
    let candidate = proof::seed::Candidate { file: &grown.file, gains: &gains, asked: &asked, origins: &origins };
    proof::seed::prove(world, session, &candidate, evidence)
        .map_err(|refusal| Failure::refused(refusal.diagnostics, Sources::default(), evidence.clone()))
}

fn internal(what: &str) -> Failure {
    Failure::internal(format!("making the rows failed: {what}"), Sources::default(), Evidence::default())
}
