//! Rows of any number on their way: into a file, to standard output, or into a database.
//!
//! Comes in: what is to be made, where it goes. Goes out: how many rows came. Never happens: half a file under its name, half a load in a database; rows
//! of which no sample was loaded on a temporary PostgreSQL before.
//!
//! Making and taking run beside each other: a few pieces of text wait between the two.

use std::io::{ErrorKind, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvError, SyncSender, sync_channel};
use std::time::Duration;

use super::failure::Failure;
use crate::catalog::{Catalog, QualifiedName};
use crate::design::{Population, SampleRequest, TablePopulation};
use crate::diagnostic::Diagnostic;
use crate::ordered::IndexMap;
use crate::postgres::interrupt::{Registered, remove_on_interrupt};
use crate::postgres::{Session, SqlFailure, row_counts};
use crate::proof::{Check, CheckResult, Evidence};
use crate::render::{RenderError, RowFormat, RowText, StreamText};
use crate::report::Progress;
use crate::seed::stream::{Form, Piece, Standing, StreamFailure, Streamed, numbers_beside_triggers, stream};
use crate::source::Sources;
use crate::sql::quote_identifier;
use crate::world::{Unfinished, World, WorldError, temporary_name};

/// So many rows of each table are loaded on the temporary PostgreSQL first.
const SAMPLE: u64 = 300;

/// So many pieces wait for whoever takes them.
const WAITING: usize = 8;

/// Where rows go.
pub enum Destination<'a> {
    File(&'a Path),
    /// Standard output, or what a test looks at.
    Output(&'a mut (dyn Write + Send)),
    /// The URL of a database.
    Database(&'a str),
}

/// What is made, and how it is written.
pub struct Load<'a> {
    pub catalog: &'a Catalog,
    pub population: &'a Population,
    pub format: RowFormat,
    /// How a person named what the rows are for; never a URL.
    pub source: &'a str,
    /// Whether tables that get no rows may hold some.
    pub lends: bool,
    /// The URL of the database that a file is for: its rows stand when the file is loaded.
    pub standing: Option<&'a str>,
}

/// What the taker learns.
enum Message {
    Piece(Piece),
    /// What stands is asked for, in its transaction.
    Read {
        select: String,
        rows: SyncSender<Vec<RowTexts>>,
    },
    /// All rows came.
    End(Streamed),
}

/// The columns of a row that stands.
type RowTexts = Vec<Option<String>>;

/// So many of them travel together.
const TOGETHER: usize = 1000;

/// What went wrong while rows were taken.
enum TakeFailure {
    Refused(Box<SqlFailure>, Option<QualifiedName>),
    /// What stands could not be read.
    Unread(Box<SqlFailure>),
    File(WorldError),
    Output(std::io::Error),
    Render(RenderError),
    /// The maker has failed, and says why.
    Abandoned,
}

impl From<RecvError> for TakeFailure {
    fn from(_broken: RecvError) -> TakeFailure {
        TakeFailure::Abandoned
    }
}

impl From<RenderError> for TakeFailure {
    fn from(error: RenderError) -> TakeFailure {
        TakeFailure::Render(error)
    }
}

/// Loads a sample into a database that holds the schema and no row; with rows of the tables that lend theirs as parents in the real one.
pub fn prove_sample(world: &dyn World, load: &Load<'_>, session: &mut Session, evidence: &mut Evidence) -> Result<(), Failure> {
    let population = if load.lends { with_lent_rows(load.catalog, load.population) } else { load.population.clone() };
    let load = &Load { population: &population, ..*load };
    let started = world.elapsed();
    let text = StreamText::new(load.format)?;
    let around = Around::new(load, &text)?;
    around.begin.iter().try_for_each(|statement| execute(session, statement, None)).map_err(|failure| failed(failure, true))?;
    let before = row_counts(session).map_err(|failure| unread(&failure))?;
    let streamed =
        run(load, Some(SAMPLE), Reading::Nothing, &mut |_, _| {}, |receiver| into_session(&receiver, session, &text, &around, load.format));
    let streamed = streamed.map_err(|failure| match failure {
        RunFailure::Made(failure) => failure,
        RunFailure::Taken(failure) => failed(failure, true),
    })?;
    let after = row_counts(session).map_err(|failure| unread(&failure))?;
    all_arrive(&streamed, &before, &after)?;
    let rows: u64 = streamed.rows.iter().map(|(_, rows)| rows).sum();
    let detail = format!("the first {} of {}, on a temporary database", many(rows, "row"), many(streamed.rows.len() as u64, "table"));
    let duration = world.elapsed().saturating_sub(started);
    evidence.checks.push(CheckResult { check: Check::SeedLoads, passed: true, duration, detail });
    evidence.rows = streamed.rows.iter().map(|(table, rows)| (table.to_string(), *rows)).collect();
    Ok(())
}

/// A trigger may keep rows out without a word.
fn all_arrive(streamed: &Streamed, before: &IndexMap<QualifiedName, u64>, after: &IndexMap<QualifiedName, u64>) -> Result<(), Failure> {
    let count = |counts: &IndexMap<QualifiedName, u64>, table: &QualifiedName| counts.get(table).copied().unwrap_or(0);
    for (table, rows) in &streamed.rows {
        let arrived = count(after, table).saturating_sub(count(before, table));
        if arrived < *rows {
            let message = format!("{} of {} of {table} do not arrive: a trigger keeps them out", rows - arrived, many(*rows, "row"));
            let help = format!("{OF_SAMPLE}; or leave the table out: `--table {table}=0`");
            return Err(Failure::input(vec![Diagnostic::error("seed-refused", message).help(help)], Sources::default()));
        }
    }
    Ok(())
}

/// What a transaction begins and ends with that takes the rows.
struct Around {
    begin: Vec<String>,
    /// Keeps numbers of a table free for its rows, where triggers take some: at the beginning, and behind those that they have taken until its rows come.
    reserving: Vec<(QualifiedName, String)>,
    end: Vec<String>,
}

impl Around {
    fn new(load: &Load<'_>, text: &StreamText) -> Result<Around, Failure> {
        let gets_rows =
            |(_, rows): &(&QualifiedName, &TablePopulation)| rows.sample.is_some() || rows.join_table || !rows.initial.is_empty();
        let tables: Vec<&QualifiedName> = load.population.tables.iter().filter(gets_rows).map(|(name, _)| name).collect();
        let (lifted, restored) = text.without_policies(load.catalog, &tables);
        let mut begin = vec![text.begin()?];
        begin.extend(lifted);
        let numbered = numbers_beside_triggers(load.catalog, load.population);
        let tables = numbered.iter().map(|(table, _, _)| table.clone());
        let reserving: Vec<(QualifiedName, String)> = tables.zip(text.reserve(&numbered)?).collect();
        begin.extend(reserving.iter().map(|(_, statement)| statement.clone()));
        // What constraints still have to look at would stand in the way.
        let waiting = (!restored.is_empty()).then(|| "SET CONSTRAINTS ALL IMMEDIATE;".to_string());
        Ok(Around { begin, reserving, end: waiting.into_iter().chain(restored).collect() })
    }
}

/// Rows also for tables that get none and that others refer to.
fn with_lent_rows(catalog: &Catalog, population: &Population) -> Population {
    let mut population = population.clone();
    let gets_rows = |population: &Population, name: &QualifiedName| {
        population.tables.get(name).is_some_and(|rows| rows.sample.is_some() || rows.join_table || rows.lookup)
    };
    loop {
        let children = catalog.tables.iter().filter(|(name, _)| gets_rows(&population, name));
        let parents = children.flat_map(|(_, table)| table.foreign_keys.values()).map(|foreign_key| &foreign_key.references);
        let lent: Vec<QualifiedName> =
            parents.filter(|name| population.tables.contains_key(*name) && !gets_rows(&population, name)).cloned().collect();
        if lent.is_empty() {
            return population;
        }
        for name in lent {
            if let Some(rows) = population.tables.get_mut(&name) {
                rows.sample = Some(SampleRequest { count: SAMPLE, flexible: true, on_command_line: false, fixed: Vec::new(), span: None });
            }
        }
    }
}

/// Makes all rows and brings them where they go. `None` where whoever reads them has seen enough.
pub fn load(
    world: &dyn World,
    load: &Load<'_>,
    destination: Destination<'_>,
    progress: &mut Progress<'_>,
) -> Result<Option<Streamed>, Failure> {
    progress.begin(crate::seed::stream::expected_rows(load.population));
    let mut advance = |rows: u64, table: &str| progress.advance(rows, table);
    let text = StreamText::new(load.format)?;
    let around = Around::new(load, &text)?;
    let mut reading = load.standing.map(reading_session).transpose()?;
    let reading = reading.as_mut().map_or(Reading::Nothing, Reading::Session);
    let result = match destination {
        Destination::File(path) => {
            let _removed: Registered = remove_on_interrupt(temporary_name(path));
            let mut file = Unfinished::begin(world, path)?;
            let result = run(load, None, reading, &mut advance, |receiver| {
                let mut write = |bytes: &[u8]| file.write(bytes).map_err(TakeFailure::File);
                let streamed = into_text(&receiver, &mut write, &text, &around, load)?;
                Ok((streamed, file))
            });
            result.and_then(|(streamed, file)| file.finish().map(|()| streamed).map_err(|error| RunFailure::Made(error.into())))
        }
        Destination::Output(out) => run(load, None, reading, &mut advance, |receiver| {
            let mut write = |bytes: &[u8]| out.write_all(bytes).map_err(TakeFailure::Output);
            into_text(&receiver, &mut write, &text, &around, load)
        }),
        Destination::Database(url) => into_database(load, url, &text, &around, &mut advance),
    };
    progress.end();
    match result {
        Ok(streamed) => Ok(Some(streamed)),
        Err(RunFailure::Taken(TakeFailure::Output(error))) if error.kind() == ErrorKind::BrokenPipe => Ok(None),
        Err(RunFailure::Taken(failure)) => Err(failed(failure, false)),
        Err(RunFailure::Made(failure)) => Err(failure),
    }
}

/// One transaction; what goes wrong takes all of it back.
fn into_database(
    load: &Load<'_>,
    url: &str,
    text: &StreamText,
    around: &Around,
    advance: &mut dyn FnMut(u64, &str),
) -> Result<Streamed, RunFailure> {
    let mut session = Session::at_url(url, Duration::ZERO).map_err(|error| RunFailure::Made(error.into()))?;
    around.begin.iter().try_for_each(|statement| execute(&mut session, statement, None)).map_err(RunFailure::Taken)?;
    let streamed = run(load, None, Reading::Taker, advance, |receiver| into_session(&receiver, &mut session, text, around, load.format))?;
    execute(&mut session, "COMMIT", None).map_err(RunFailure::Taken)?;
    Ok(streamed)
}

/// A session that sees the rows as they stand, all of them or none.
fn reading_session(url: &str) -> Result<Session, Failure> {
    let mut session = Session::at_url(url, Duration::ZERO)?;
    let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL row_security = off; SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'";
    session.execute(begin).map_err(|failure| unread(&failure))?;
    Ok(session)
}

/// Where the rows that stand are read, while others are made.
enum Reading<'a> {
    Nothing,
    Session(&'a mut Session),
    /// Where the new rows go: so that those which triggers have added meanwhile are seen, and what only this transaction may see.
    Taker,
}

enum RunFailure {
    /// While rows were made.
    Made(Failure),
    /// While they were taken.
    Taken(TakeFailure),
}

/// Makes pieces here while `take` takes them on a thread of its own.
fn run<T: Send>(
    load: &Load<'_>,
    most: Option<u64>,
    reading: Reading<'_>,
    advance: &mut dyn FnMut(u64, &str),
    take: impl FnOnce(Receiver<Message>) -> Result<T, TakeFailure> + Send,
) -> Result<T, RunFailure> {
    let form = RowText(load.format);
    std::thread::scope(|scope| {
        let (sender, receiver) = sync_channel(WAITING);
        let taker = scope.spawn(move || take(receiver));
        let mut table = String::new();
        let mut send = |piece: Piece| {
            match &piece {
                Piece::Table { table: name, .. } => table = name.to_string(),
                Piece::Rows { rows, .. } => advance(*rows, &table),
            }
            sender.send(Message::Piece(piece)).is_ok()
        };
        // Whoever could still ask would keep the taker waiting.
        let made = {
            let source = match reading {
                Reading::Nothing => None,
                Reading::Session(session) => Some(Source::Session(session)),
                Reading::Taker => Some(Source::Taker(sender.clone())),
            };
            let mut standing = source.map(|source| StandingRows { source, catalog: load.catalog });
            let standing = standing.as_mut().map(|standing| standing as &mut dyn Standing<SqlFailure>);
            stream(load.catalog, load.population, &form as &dyn Form, most, standing, &mut send)
        };
        let made = made.map(|streamed| sender.send(Message::End(streamed)).is_ok());
        drop(sender);
        let taken = taker.join().unwrap_or(Err(TakeFailure::Abandoned));
        match (made, taken) {
            (Err(StreamFailure::Unmade(diagnostics)), _) => Err(RunFailure::Made(Failure::input(diagnostics, Sources::default()))),
            (Err(StreamFailure::Unread(failure)), _) => Err(RunFailure::Made(unread(&failure))),
            (_, taken) => taken.map_err(RunFailure::Taken),
        }
    })
}

/// Pieces as the text of a file.
fn into_text(
    receiver: &Receiver<Message>,
    write: &mut dyn FnMut(&[u8]) -> Result<(), TakeFailure>,
    text: &StreamText,
    around: &Around,
    load: &Load<'_>,
) -> Result<Streamed, TakeFailure> {
    write(text.remarks(load.source).as_bytes())?;
    for statement in &around.begin {
        write(format!("{}\n", statement.trim_end()).as_bytes())?;
    }
    let mut head = String::new();
    let mut is_open = false;
    loop {
        let message = receiver.recv()?;
        if is_open && !matches!(message, Message::Piece(Piece::Rows { .. })) {
            write(b"\\.\n")?;
            is_open = false;
        }
        match message {
            Message::Piece(Piece::Table { table, columns }) => {
                head = format!("\n{}\n", text.statement(&table, &columns)?);
                if load.format == RowFormat::Copy {
                    write(head.as_bytes())?;
                    is_open = true;
                }
            }
            Message::Piece(Piece::Rows { text: rows, .. }) if load.format == RowFormat::Copy => write(&rows)?,
            Message::Piece(Piece::Rows { text: rows, .. }) => write(&insert(&head, rows))?,
            // A file knows no rows; whoever asks is told of none.
            Message::Read { .. } => {}
            Message::End(streamed) => {
                for statement in text.advance(&streamed.numbered)? {
                    write(format!("\n{statement}\n").as_bytes())?;
                }
                for statement in &around.end {
                    write(format!("\n{statement}\n").as_bytes())?;
                }
                write(b"\nCOMMIT;\n")?;
                return Ok(streamed);
            }
        }
    }
}

/// A statement of rows that each end with a comma and a line break.
fn insert(head: &str, rows: Vec<u8>) -> Vec<u8> {
    let mut statement = head.as_bytes().to_vec();
    statement.extend_from_slice(rows.strip_suffix(b",\n").unwrap_or(&rows));
    statement.extend_from_slice(b";\n");
    statement
}

/// Pieces into a session's open transaction.
fn into_session(
    receiver: &Receiver<Message>,
    session: &mut Session,
    text: &StreamText,
    around: &Around,
    format: RowFormat,
) -> Result<Streamed, TakeFailure> {
    let mut next = receiver.recv()?;
    let mut begun: Option<(QualifiedName, String)> = None;
    loop {
        match next {
            Message::Piece(Piece::Table { table, columns }) => {
                for (_, statement) in around.reserving.iter().filter(|(reserving, _)| *reserving == table) {
                    execute(session, statement, Some(&table))?;
                }
                let head = text.statement(&table, &columns)?;
                if format == RowFormat::Copy {
                    next = copy(receiver, session, &head, &table)?;
                    continue;
                }
                begun = Some((table, head));
            }
            Message::Piece(Piece::Rows { text: rows, .. }) => {
                if let Some((table, head)) = &begun {
                    let statement = String::from_utf8_lossy(&insert(&format!("{head}\n"), rows)).into_owned();
                    execute(session, &statement, Some(table))?;
                }
            }
            Message::Read { select, rows } => read(session, &select, &rows)?,
            Message::End(streamed) => {
                // What PostgreSQL looks at last has to be heard before anything is said to be done.
                execute(session, "SET CONSTRAINTS ALL IMMEDIATE", None)?;
                for statement in text.advance(&streamed.numbered)?.iter().chain(&around.end) {
                    execute(session, statement, None)?;
                }
                return Ok(streamed);
            }
        }
        next = receiver.recv()?;
    }
}

/// All rows of one table; gives back what comes after them.
fn copy(receiver: &Receiver<Message>, session: &mut Session, head: &str, table: &QualifiedName) -> Result<Message, TakeFailure> {
    let mut after = None;
    let mut pieces = || match receiver.recv() {
        Ok(Message::Piece(Piece::Rows { text, .. })) => Ok(Some(text)),
        Ok(other) => {
            after = Some(other);
            Ok(None)
        }
        Err(broken) => Err(broken),
    };
    let copied =
        session.copy_in_pieces(head, &mut pieces).map_err(|failure| TakeFailure::Refused(Box::new(failure), Some(table.clone())))?;
    copied.and(after).ok_or(TakeFailure::Abandoned)
}

fn execute(session: &mut Session, sql: &str, table: Option<&QualifiedName>) -> Result<(), TakeFailure> {
    session.execute(sql).map_err(|failure| TakeFailure::Refused(Box::new(failure), table.cloned()))
}

/// Hands rows that stand to whoever makes others; whether it still listens is its own matter.
fn read(session: &mut Session, select: &str, rows: &SyncSender<Vec<RowTexts>>) -> Result<(), TakeFailure> {
    let mut together: Vec<RowTexts> = Vec::new();
    let mut each = |texts: &[Option<&str>]| {
        together.push(texts.iter().map(|text| text.map(str::to_string)).collect());
        if together.len() == TOGETHER {
            rows.send(std::mem::take(&mut together)).unwrap_or_default();
        }
    };
    session.each_row(select, &mut each).map_err(|failure| TakeFailure::Unread(Box::new(failure)))?;
    rows.send(together).unwrap_or_default();
    Ok(())
}

/// The rows of a database that is named, in one transaction.
struct StandingRows<'a> {
    source: Source<'a>,
    catalog: &'a Catalog,
}

enum Source<'a> {
    Session(&'a mut Session),
    Taker(SyncSender<Message>),
}

impl Standing<SqlFailure> for StandingRows<'_> {
    fn rows(&mut self, table: &QualifiedName, columns: &[&str], each: &mut dyn FnMut(&[Option<&str>])) -> Result<(), SqlFailure> {
        let columns: Vec<String> = columns.iter().map(|column| format!("{}::text", quote_identifier(column))).collect();
        let has_partitions = self.catalog.tables.get(table).is_some_and(|table| table.options.partition_key.is_some());
        let only = if has_partitions { "" } else { "ONLY " };
        let select = format!("SELECT {} FROM {only}{}", columns.join(", "), table.sql());
        match &mut self.source {
            Source::Session(session) => session.each_row(&select, each),
            Source::Taker(taker) => {
                let (rows, found) = sync_channel(2);
                // Where it has failed, it says why, and takes nothing any more.
                if taker.send(Message::Read { select, rows }).is_ok() {
                    for texts in found.iter().flatten() {
                        let texts: Vec<Option<&str>> = texts.iter().map(Option::as_deref).collect();
                        each(&texts);
                    }
                }
                Ok(())
            }
        }
    }
}

fn unread(failure: &SqlFailure) -> Failure {
    Failure::environment(&format!("cannot read the rows that stand in that database: {failure}"), None)
}

/// In words. A refusal of the sample is the requirements' fault or ours; one of the load has taken everything back.
fn failed(failure: TakeFailure, is_sample: bool) -> Failure {
    match failure {
        TakeFailure::Refused(failure, table) => refused(&failure, table.as_ref(), is_sample),
        TakeFailure::Unread(failure) => unread(&failure),
        TakeFailure::File(error) => error.into(),
        TakeFailure::Output(error) => Failure::environment(&format!("cannot write to standard output: {error}"), None),
        TakeFailure::Render(error) => error.into(),
        TakeFailure::Abandoned => internal("the rows came to no end"),
    }
}

const OF_SAMPLE: &str =
    "a sample of the rows was tried on a temporary database, and nothing was written; with few rows (`--rows 20`) each is tried by itself";

/// Names the table, the row as far as PostgreSQL tells, and the constraint.
fn refused(failure: &SqlFailure, table: Option<&QualifiedName>, is_sample: bool) -> Failure {
    let table = match (&failure.schema, &failure.table, table) {
        (Some(schema), Some(name), _) => format!(" of {}", QualifiedName::new(schema, name)),
        (_, _, Some(table)) => format!(" of {table}"),
        _ => String::new(),
    };
    if failure.sqlstate == "08000" {
        return Failure::environment(&format!("the connection to the database broke: {}", failure.message), None);
    }
    let mut message = format!("PostgreSQL refuses a row{table}");
    if let Some(constraint) = &failure.constraint {
        message.push_str(&format!(" by {constraint}"));
    }
    message.push_str(&format!(": {failure}"));
    let mut help = match is_sample {
        true => OF_SAMPLE,
        false => "all of the load was taken back",
    }
    .to_string();
    // `COPY posts, line 17, column slug: "…"`
    if let Some(place) = failure.context.as_ref().and_then(|context| context.lines().next()) {
        help.push_str(&format!("\nPostgreSQL adds: {place}"));
    }
    Failure::input(vec![Diagnostic::error("seed-refused", message).help(help)], Sources::default())
}

fn internal(what: &str) -> Failure {
    Failure::internal(format!("making the rows failed: {what}"), Sources::default(), Evidence::default())
}

impl From<RenderError> for Failure {
    fn from(error: RenderError) -> Failure {
        internal(&error.to_string())
    }
}

fn many(count: u64, noun: &str) -> String {
    crate::plural::counted(count as usize, noun)
}
