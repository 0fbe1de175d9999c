//! Rows for a database that holds some: these stay as they are, are parents, and are not made again.
//!
//! Comes in: the schemas of `tests/samples`, and with GROUNDPLAN_CORPUS those of that folder, in databases with rows. Goes out: failures that say which rows were
//! lost, changed or made twice.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::panic, reason = "a test may touch files, and stops where it fails")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};

use common::{load_schema, names, root, said};
use groundplan::ordered::IndexMap;
use groundplan::pipeline::{ReadingChoice, SampleChoice, Sampled, StateSource, sample};
use groundplan::postgres::{Cluster, ClusterOptions, STATEMENT_LIMIT, SUPERUSER, Session, find_binaries};
use groundplan::render::RowFormat;
use groundplan::report::{Display, Progress};
use groundplan::world::{RealWorld, World};

type Test = fn(&Place) -> Result<(), Failed>;

fn main() {
    let mut arguments = Arguments::from_args();
    arguments.test_threads = Some(arguments.test_threads.unwrap_or(2).min(4));
    let place = Arc::new(Place::new());
    let own = root().join("tests/samples");
    let mut schemas: Vec<(String, PathBuf)> = names(&own).into_iter().map(|name| (name.clone(), own.join(name))).collect();
    if let Some(corpus) = std::env::var_os("GROUNDPLAN_CORPUS") {
        let folder = PathBuf::from(corpus).join("schemas");
        schemas.extend(names(&folder).into_iter().map(|name| (format!("corpus/{name}"), folder.join(name).join("pg15_dump.sql"))));
    }
    let of_schema = |(name, path): (String, PathBuf)| {
        let place = Arc::clone(&place);
        Trial::test(name.clone(), move || keeps_what_stands(&place, &name, &path))
    };
    let mut trials: Vec<Trial> = schemas.into_iter().map(of_schema).collect();
    let single: [(&str, Test); 4] = [
        ("rows of people who know nothing of seeds are parents and keep their values to themselves", rows_of_others),
        ("a sequence that is behind its rows is told before anything is made", a_sequence_behind),
        ("rows that carry their keys go on behind those that stand", explicit_keys),
        ("a greater number adds what is missing", a_greater_number),
    ];
    trials.extend(single.into_iter().map(|(name, test)| {
        let place = Arc::clone(&place);
        Trial::test(name, move || test(&place))
    }));
    let conclusion = libtest_mimic::run(&arguments, trials);
    drop(place);
    conclusion.exit();
}

/// A server whose databases hold rows.
struct Place(Cluster);

impl Place {
    fn new() -> Place {
        let binaries = find_binaries(None, RealWorld.variable("PATH").as_deref(), None).expect("an installed PostgreSQL");
        Place(Cluster::start(&binaries, &ClusterOptions::from_world(&RealWorld)).expect("a server"))
    }

    fn url(&self, database: &str) -> String {
        self.0.url(SUPERUSER, database)
    }

    fn session(&self, database: &str) -> Session {
        Session::at_url(&self.url(database), STATEMENT_LIMIT).expect("a session")
    }

    fn database(&self, name: &str, schema: &str) -> Result<Session, Failed> {
        self.session("postgres").execute(&format!("CREATE DATABASE {name} TEMPLATE template0")).map_err(|failure| failure.to_string())?;
        let mut session = self.session(name);
        load_schema(&mut session, schema)?;
        session.execute("RESET ALL").map_err(|failure| failure.to_string())?;
        Ok(session)
    }
}

fn asked(source: StateSource, rows: u64, locale: Option<&str>) -> SampleChoice {
    let locale = locale.map(str::to_string);
    SampleChoice { source, rows, locale, counts: Vec::new(), output: None, format: RowFormat::Insert, into: None, streams: false }
}

fn made(choice: &SampleChoice) -> Result<Sampled, String> {
    let mut progress = Progress::new(&RealWorld, Display::Silent, std::io::sink());
    sample(&RealWorld, choice, &ReadingChoice::default(), &mut progress, &mut std::io::sink()).map_err(|failure| said(&failure))
}

fn load(session: &mut Session, sampled: &Sampled) -> Result<(), String> {
    session.execute(sampled.text.as_ref().ok_or("the rows went away")?).map_err(|failure| format!("the rows: {failure}"))
}

/// Every row, by table, as text.
fn content(session: &mut Session) -> IndexMap<String, Vec<String>> {
    let tables = "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1";
    let tables: Vec<String> = session.query(tables, &[]).unwrap().iter().map(|row| row.get(0)).collect();
    let rows = |table: &String, session: &mut Session| {
        let rows = session.query(&format!("SELECT known::text FROM ONLY {table} known ORDER BY 1"), &[]).unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    };
    tables.into_iter().map(|table| (table.clone(), rows(&table, session))).collect()
}

/// What is gone or has become otherwise.
fn lost(before: &IndexMap<String, Vec<String>>, after: &IndexMap<String, Vec<String>>) -> Vec<String> {
    let of_table = |(table, rows): (&String, &Vec<String>)| {
        let mut left = after.get(table).cloned().unwrap_or_default();
        let gone = rows.iter().filter(|row| match left.iter().position(|other| other == *row) {
            Some(place) => {
                left.swap_remove(place);
                false
            }
            None => true,
        });
        gone.map(|row| format!("{table}: {row}")).collect::<Vec<_>>()
    };
    before.iter().flat_map(of_table).collect()
}

fn count(content: &IndexMap<String, Vec<String>>) -> usize {
    content.values().map(Vec::len).sum()
}

fn total(sampled: &Sampled) -> u64 {
    sampled.rows.iter().map(|(_, rows)| rows).sum()
}

/// Schemas of numbers alone, or of texts that no language chooses, of which people of another language have the same rows.
const SAME_FOR_OTHERS: [&str; 3] = ["typed_tables.sql", "references_without_a_parent.sql", "checks_tried_in_postgresql.sql"];

/// Schemas whose triggers count in rows that stand: when rows come to these, that changes them.
const COUNTED_BY_TRIGGERS: [&str; 1] = ["written_by_triggers.sql"];

/// Rows that this program made, and then others as strangers would have made them.
fn keeps_what_stands(place: &Place, name: &str, path: &Path) -> Result<(), Failed> {
    let schema = fs::read_to_string(path)?;
    let database: String =
        name.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '_' }).collect();
    let mut session = place.database(&database, &schema)?;
    let of_file = match made(&asked(StateSource::Sql(path.to_path_buf()), 20, None)) {
        Ok(sampled) => sampled,
        // What cannot be made into an empty database is another test's.
        Err(_) if schema.starts_with("-- refused") || schema.contains("\n-- refused: ") => return Ok(()),
        Err(said) => return Err(said.into()),
    };
    load(&mut session, &of_file)?;
    let source = || StateSource::Database(place.url(&database));
    let again = made(&asked(source(), 20, None))?;
    if total(&again) > 0 {
        return Err(format!("what stands is made again: {:?}", again.rows).into());
    }
    let before = content(&mut session);
    let others = made(&asked(source(), 20, Some("de")))?;
    load(&mut session, &others)?;
    let after = content(&mut session);
    let lost = lost(&before, &after);
    if lost.is_empty() == COUNTED_BY_TRIGGERS.contains(&name) {
        return Err(format!("rows that stood have changed, or have not where they should:\n{}", lost.join("\n")).into());
    }
    if SAME_FOR_OTHERS.contains(&name) {
        return if total(&others) == 0 { Ok(()) } else { Err("others have rows of their own by now: take it off the list".into()) };
    }
    if total(&others) == 0 || count(&after) <= count(&before) {
        return Err("no row of others was added".into());
    }
    load(&mut session, &others)?;
    if content(&mut session) != after {
        return Err("the second run changes rows".into());
    }
    let again = made(&asked(source(), 20, Some("de")))?;
    if total(&again) > 0 {
        return Err(format!("what stands beside others is made again: {:?}", again.rows).into());
    }
    Ok(())
}

const SHOP: &str = "
    CREATE TABLE customers (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE, place integer UNIQUE CHECK (place BETWEEN 1 AND 30));
    CREATE TABLE orders (id serial PRIMARY KEY, customer_id integer NOT NULL REFERENCES customers, placed_at timestamptz NOT NULL);
    CREATE TABLE invoices (number integer PRIMARY KEY, order_id integer NOT NULL UNIQUE REFERENCES orders);";

const OF_OTHERS: &str = "
    INSERT INTO customers (email, place) SELECT 'someone' || n || '@example.com', n FROM generate_series(1, 12) n;
    INSERT INTO orders (customer_id, placed_at) SELECT n, '2025-03-01' FROM generate_series(1, 12) n;
    INSERT INTO invoices SELECT n, n FROM generate_series(1, 4) n;";

fn number(session: &mut Session, query: &str) -> i64 {
    session.query(query, &[]).unwrap_or_else(|failure| panic!("{query}: {failure}"))[0].get(0)
}

fn rows_of_others(place: &Place) -> Result<(), Failed> {
    let mut session = place.database("of_others", SHOP)?;
    session.execute(OF_OTHERS).map_err(|failure| failure.to_string())?;
    let before = content(&mut session);
    let sampled = made(&asked(StateSource::Database(place.url("of_others")), 18, None))?;
    load(&mut session, &sampled)?;
    assert_eq!(lost(&before, &content(&mut session)), Vec::<String>::new());
    assert_eq!(total(&sampled), 54, "{:?}", sampled.rows);
    assert_eq!(number(&mut session, "SELECT count(*) FROM customers"), 30, "each place is taken once");
    assert!(
        number(&mut session, "SELECT count(*) FROM orders WHERE id > 12 AND customer_id <= 12") > 0,
        "those that stand are parents, too"
    );
    assert!(sampled.notes.iter().any(|note| note.starts_with("28 rows in 3 tables stand")), "{:?}", sampled.notes);
    Ok(())
}

fn a_sequence_behind(place: &Place) -> Result<(), Failed> {
    let mut session = place.database("behind", SHOP)?;
    session
        .execute("INSERT INTO customers (id, email) OVERRIDING SYSTEM VALUE VALUES (3, 'c@example.com')")
        .map_err(|failure| failure.to_string())?;
    let said =
        made(&asked(StateSource::Database(place.url("behind")), 5, None)).err().ok_or("rows were made whose numbers stand already")?;
    for told in ["public.customers", "`id`", "rows up to 3 stand", "SELECT setval(pg_get_serial_sequence('public.customers', 'id'), 3)"] {
        assert!(said.contains(told), "{told} is missing: {said}");
    }
    let fix = "SELECT setval(pg_get_serial_sequence('public.customers', 'id'), 3)";
    session.execute(fix).map_err(|failure| failure.to_string())?;
    load(&mut session, &made(&asked(StateSource::Database(place.url("behind")), 5, None))?)?;
    assert_eq!(number(&mut session, "SELECT count(*) FROM customers WHERE id > 3"), 5);
    Ok(())
}

/// More rows than are looked at together.
fn explicit_keys(place: &Place) -> Result<(), Failed> {
    const SCHEMA: &str = "
        CREATE TABLE authors (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE);
        CREATE TABLE books (id serial PRIMARY KEY, author_id integer NOT NULL REFERENCES authors, title text NOT NULL);";
    let mut session = place.database("explicit", SCHEMA)?;
    session
        .execute("INSERT INTO authors (email) SELECT n || '@example.com' FROM generate_series(1, 70) n")
        .map_err(|failure| failure.to_string())?;
    let folder = tempfile::tempdir()?;
    let output = folder.path().join("books.sql");
    let choice = SampleChoice { output: Some(output.clone()), ..asked(StateSource::Database(place.url("explicit")), 3000, None) };
    made(&choice)?;
    session.execute(&fs::read_to_string(&output)?).map_err(|failure| failure.to_string())?;
    assert_eq!(number(&mut session, "SELECT max(id)::int8 FROM authors"), 3070);
    assert!(number(&mut session, "SELECT count(*) FROM books WHERE author_id <= 70") > 0, "those that stand are parents, too");
    Ok(())
}

fn a_greater_number(place: &Place) -> Result<(), Failed> {
    const SCHEMA: &str = "
        CREATE TABLE authors (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE);
        CREATE TABLE books (id serial PRIMARY KEY, author_id integer NOT NULL REFERENCES authors, title text NOT NULL);";
    let mut session = place.database("greater", SCHEMA)?;
    let source = || StateSource::Database(place.url("greater"));
    load(&mut session, &made(&asked(source(), 5, None))?)?;
    let before = content(&mut session);
    let more = made(&asked(source(), 8, None))?;
    assert_eq!(more.rows.iter().map(|(table, rows)| (table.name.as_str(), *rows)).collect::<Vec<_>>(), [("authors", 3), ("books", 3)]);
    load(&mut session, &more)?;
    assert_eq!(lost(&before, &content(&mut session)), Vec::<String>::new());
    let nothing = made(&asked(source(), 5, None))?;
    assert_eq!(total(&nothing), 0, "fewer removes nothing and adds nothing");
    let text = nothing.text.unwrap_or_default();
    assert!(text.contains("-- What it does:  adds nothing: no row is missing\n"), "{text}");
    Ok(())
}
