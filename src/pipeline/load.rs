//! Rows of any number on their way: into a file, to standard output, or into a database.
//!
//! Comes in: what is to be made, where it goes. Goes out: how many rows came. Never happens: half a file under its name, half a load in a database; rows
//! of which no sample was loaded on a temporary PostgreSQL before.
//!
//! Making and taking run beside each other: a few pieces of text wait between the two.

use std::io::{ErrorKind, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvError, sync_channel};
use std::time::Duration;

use super::failure::Failure;
use crate::catalog::{Catalog, QualifiedName};
use crate::design::{Population, SampleRequest};
use crate::diagnostic::Diagnostic;
use crate::postgres::interrupt::{Registered, remove_on_interrupt};
use crate::postgres::{Session, SqlFailure};
use crate::proof::{Check, CheckResult, Evidence};
use crate::render::{RenderError, RowFormat, RowText, StreamText};
use crate::report::Progress;
use crate::seed::stream::{Form, Piece, Standing, StreamFailure, Streamed, stream};
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
    /// All rows came.
    End(Streamed),
}

/// What went wrong while rows were taken.
enum TakeFailure {
    Refused(Box<SqlFailure>, Option<QualifiedName>),
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
    let statements = |session: &mut Session| text.begin().map_err(TakeFailure::Render).and_then(|begin| execute(session, &begin, None));
    statements(session).map_err(|failure| failed(failure, true))?;
    let streamed = run(load, Some(SAMPLE), None, &mut |_, _| {}, |receiver| into_session(&receiver, session, &text, load.format)).map_err(
        |failure| match failure {
            RunFailure::Made(failure) => failure,
            RunFailure::Taken(failure) => failed(failure, true),
        },
    )?;
    let rows: u64 = streamed.rows.iter().map(|(_, rows)| rows).sum();
    let detail = format!("the first {} of {}, on a temporary database", many(rows, "row"), many(streamed.rows.len() as u64, "table"));
    let duration = world.elapsed().saturating_sub(started);
    evidence.checks.push(CheckResult { check: Check::SeedLoads, passed: true, duration, detail });
    evidence.rows = streamed.rows.iter().map(|(table, rows)| (table.to_string(), *rows)).collect();
    Ok(())
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
    let mut reading = load.standing.map(reading_session).transpose()?;
    let mut standing = reading.as_mut().map(|session| StandingRows { session, catalog: load.catalog });
    let standing = standing.as_mut().map(|standing| standing as &mut dyn Standing<SqlFailure>);
    let result = match destination {
        Destination::File(path) => {
            let _removed: Registered = remove_on_interrupt(temporary_name(path));
            let mut file = Unfinished::begin(world, path)?;
            let result = run(load, None, standing, &mut advance, |receiver| {
                let mut write = |bytes: &[u8]| file.write(bytes).map_err(TakeFailure::File);
                let streamed = into_text(&receiver, &mut write, &text, load)?;
                Ok((streamed, file))
            });
            result.and_then(|(streamed, file)| file.finish().map(|()| streamed).map_err(|error| RunFailure::Made(error.into())))
        }
        Destination::Output(out) => run(load, None, standing, &mut advance, |receiver| {
            let mut write = |bytes: &[u8]| out.write_all(bytes).map_err(TakeFailure::Output);
            into_text(&receiver, &mut write, &text, load)
        }),
        Destination::Database(url) => into_database(load, url, &text, &mut advance),
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
fn into_database(load: &Load<'_>, url: &str, text: &StreamText, advance: &mut dyn FnMut(u64, &str)) -> Result<Streamed, RunFailure> {
    let mut session = Session::at_url(url, Duration::ZERO).map_err(|error| RunFailure::Made(error.into()))?;
    let mut reading = reading_session(url).map_err(RunFailure::Made)?;
    let begin = text.begin().map_err(|error| RunFailure::Taken(error.into()))?;
    let refused = |failure| RunFailure::Taken(TakeFailure::Refused(Box::new(failure), None));
    session.execute(&begin).map_err(refused)?;
    let streamed = run(load, None, Some(&mut StandingRows { session: &mut reading, catalog: load.catalog }), advance, |receiver| {
        into_session(&receiver, &mut session, text, load.format)
    })?;
    session.execute("COMMIT").map_err(refused)?;
    Ok(streamed)
}

/// A session that sees the rows as they stand, all of them or none.
fn reading_session(url: &str) -> Result<Session, Failure> {
    let mut session = Session::at_url(url, Duration::ZERO)?;
    let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL row_security = off; SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'";
    session.execute(begin).map_err(|failure| unread(&failure))?;
    Ok(session)
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
    standing: Option<&mut dyn Standing<SqlFailure>>,
    advance: &mut dyn FnMut(u64, &str),
    take: impl FnOnce(Receiver<Message>) -> Result<T, TakeFailure> + Send,
) -> Result<T, RunFailure> {
    let form = RowText(load.format);
    std::thread::scope(|scope| {
        let (sender, receiver) = sync_channel(WAITING);
        let taker = scope.spawn(move || take(receiver));
        let mut table = String::new();
        let made = stream(load.catalog, load.population, &form as &dyn Form, most, standing, &mut |piece| {
            match &piece {
                Piece::Table { table: name, .. } => table = name.to_string(),
                Piece::Rows { rows, .. } => advance(*rows, &table),
            }
            sender.send(Message::Piece(piece)).is_ok()
        });
        let made = made.map(|streamed| sender.send(Message::End(streamed)));
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
    load: &Load<'_>,
) -> Result<Streamed, TakeFailure> {
    write(text.remarks(load.source).as_bytes())?;
    write(format!("{}\n", text.begin()?).as_bytes())?;
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
            Message::End(streamed) => {
                for statement in text.advance(&streamed.numbered)? {
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
    format: RowFormat,
) -> Result<Streamed, TakeFailure> {
    let mut next = receiver.recv()?;
    let mut begun: Option<(QualifiedName, String)> = None;
    loop {
        match next {
            Message::Piece(Piece::Table { table, columns }) => {
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
            Message::End(streamed) => {
                // What PostgreSQL looks at last has to be heard before anything is said to be done.
                execute(session, "SET CONSTRAINTS ALL IMMEDIATE", None)?;
                for statement in text.advance(&streamed.numbered)? {
                    execute(session, &statement, None)?;
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

/// The rows of a database that is named, read in one transaction of their own.
struct StandingRows<'a> {
    session: &'a mut Session,
    catalog: &'a Catalog,
}

impl Standing<SqlFailure> for StandingRows<'_> {
    fn rows(&mut self, table: &QualifiedName, columns: &[&str], each: &mut dyn FnMut(&[Option<&str>])) -> Result<(), SqlFailure> {
        let columns: Vec<String> = columns.iter().map(|column| format!("{}::text", quote_identifier(column))).collect();
        let has_partitions = self.catalog.tables.get(table).is_some_and(|table| table.options.partition_key.is_some());
        let only = if has_partitions { "" } else { "ONLY " };
        self.session.each_row(&format!("SELECT {} FROM {only}{}", columns.join(", "), table.sql()), each)
    }
}

fn unread(failure: &SqlFailure) -> Failure {
    Failure::environment(&format!("cannot read the rows that stand in that database: {failure}"), None)
}

/// In words. A refusal of the sample is the requirements' fault or ours; one of the load has taken everything back.
fn failed(failure: TakeFailure, is_sample: bool) -> Failure {
    match failure {
        TakeFailure::Refused(failure, table) => refused(&failure, table.as_ref(), is_sample),
        TakeFailure::File(error) => error.into(),
        TakeFailure::Output(error) => Failure::environment(&format!("cannot write to standard output: {error}"), None),
        TakeFailure::Render(error) => error.into(),
        TakeFailure::Abandoned => internal("the rows came to no end"),
    }
}

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
        true => "a sample of the rows was tried on a temporary database, and nothing was written; with few rows (`--rows 20`) each is tried by itself",
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
