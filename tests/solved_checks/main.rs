//! Tables made at random of every form of condition, filled by the seed engine, and PostgreSQL as the judge.
//!
//! Comes in: a number. From it come tables, each with the columns and conditions of a few forms (forms.rs), the same each time. What must hold:
//!
//! 1. every table gets the rows that are asked for, and PostgreSQL takes all of them;
//! 2. every condition is judged by the seed engine itself, since each is of a form that it knows;
//! 3. of each form, all that must be seen is seen: every side of an OR, every listed value.
//!
//! GROUNDPLAN_SOAK=1 makes GROUNDPLAN_SOLVED_TABLES tables (1500) instead of a few; GROUNDPLAN_SOLVED_FIRST is the first number.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may touch the environment, and stops where it fails"
)]

#[path = "../random_projects/choice.rs"]
#[allow(dead_code, reason = "each test takes what it needs")]
mod choice;
#[path = "../common/mod.rs"]
mod common;
mod forms;

use std::collections::BTreeMap;
use std::sync::Arc;

use choice::Choice;
use common::soaking;
use forms::{FORMS, Form, PARTITIONED, PRELUDE};
use groundplan::catalog::{Catalog, QualifiedName};
use groundplan::convention::Layout;
use groundplan::design::{Population, SampleRequest, TablePopulation};
use groundplan::postgres::{ClusterOptions, STATEMENT_LIMIT, Server, Session, find_binaries, introspect};
use groundplan::render::{RenderContext, render_seed};
use groundplan::seed::{SeedOptions, seed};
use groundplan::world::{RealWorld, World};

/// Tables that share a database, so that it is read once for all.
const BATCH: u64 = 40;
const ROWS: u64 = 20;

struct Made {
    name: String,
    sql: String,
    /// By form: its name, and what must be seen.
    forms: Vec<(&'static str, Vec<String>)>,
}

fn number_of(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

/// `@` and `#1..50#` filled in.
fn written(text: &str, prefix: &str, numbers: &mut impl FnMut(usize, usize) -> usize) -> String {
    let mut written = String::new();
    for (index, part) in text.split('#').enumerate() {
        match part.split_once("..") {
            Some((low, high)) if index % 2 == 1 => {
                let number = numbers(low.parse().unwrap(), high.parse().unwrap());
                written.push_str(&format!("{number:0width$}", width = if low.starts_with('0') && low.len() > 1 { low.len() } else { 1 }));
            }
            _ => written.push_str(part),
        }
    }
    // An address keeps its @, which stands in quotes or brackets there.
    written
        .replace("@", prefix)
        .replace(&format!("'{prefix}'"), "'@'")
        .replace(&format!("{prefix}>"), "@>")
        .replace(&format!("<{prefix}"), "<@")
}

fn table(number: u64) -> Made {
    let mut choice = Choice::of_project(number ^ 0x50_1fed);
    let name = format!("t{number}");
    if number % 12 == 11 {
        let (form, sql) = PARTITIONED[(number / 12) as usize % PARTITIONED.len()];
        return Made { sql: sql.replace("@t", &name), name, forms: vec![(form, Vec::new())] };
    }
    // Each form in turn, and a few others beside it.
    let mut chosen: Vec<&Form> = vec![&FORMS[(number - number / 12) as usize % FORMS.len()]];
    for _ in 0..choice.below(3) {
        chosen.push(&FORMS[choice.below(FORMS.len())]);
    }
    let (mut parts, mut constraints, mut forms) =
        (vec!["id bigserial PRIMARY KEY".to_string(), "label varchar(60) NOT NULL UNIQUE".to_string()], Vec::new(), Vec::new());
    for (index, form) in chosen.iter().enumerate() {
        let prefix = format!("f{index}_");
        let mut numbers = |low, high| choice.between(low, high);
        parts.push(written(form.columns, &prefix, &mut numbers));
        constraints.extend(form.constraints.iter().map(|text| written(text, &prefix, &mut numbers)));
        forms.push((form.name, form.seen.iter().map(|text| written(text, &prefix, &mut numbers)).collect()));
    }
    parts.extend(constraints);
    Made { sql: format!("CREATE TABLE {name} (\n    {}\n);", parts.join(",\n    ")), name, forms }
}

fn population(tables: &[&str]) -> Population {
    let of = |name: &&str| {
        let rows = TablePopulation {
            entity: name.to_string(),
            sample: Some(SampleRequest { count: ROWS, fixed: Vec::new(), span: None, flexible: false, on_command_line: false }),
            ..TablePopulation::default()
        };
        (QualifiedName::public(*name), rows)
    };
    Population { salt: "solved".to_string(), tables: tables.iter().map(of).collect(), ..Population::default() }
}

#[derive(Default)]
struct Tally {
    tables: BTreeMap<&'static str, usize>,
    conditions: usize,
    unjudged: BTreeMap<String, usize>,
    /// What must be seen, and in how many rows it was.
    seen: BTreeMap<(&'static str, usize), i64>,
    failures: Vec<String>,
}

impl Tally {
    fn fill(&mut self, session: &mut Session, catalog: &Arc<Catalog>, made: &Made) {
        let (plan, diagnostics) = seed(catalog, &population(&["people", "firms", &made.name]), &SeedOptions::default());
        if !diagnostics.is_empty() {
            let said: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
            return self.failures.push(format!("{}\n{}", made.sql, said.join("\n")));
        }
        for check in &plan.unjudged {
            *self.unjudged.entry(format!("{} {}", made.sql, check.name)).or_default() += 1;
        }
        self.conditions += plan.conditions.values().map(|count| count.judged).sum::<usize>();
        let context = RenderContext {
            stamp: common::STAMP.to_string(),
            version: common::STAMP.to_string(),
            layout: Layout::plain(),
            name: "rows".to_string(),
            title: "Rows".to_string(),
            requirements: Vec::new(),
            edition: "2026".to_string(),
            verified: false,
            catalog: Arc::clone(catalog),
            marks: Vec::new(),
            written: Default::default(),
        };
        let file = render_seed(&plan, &context).unwrap();
        if let Err(failure) = session.execute(&file.text) {
            session.execute("ROLLBACK").unwrap();
            return self.failures.push(format!("{}\n{failure}", made.sql));
        }
        let count: i64 = session.query(&format!("SELECT count(*) FROM {}", made.name), &[]).unwrap()[0].get(0);
        if count != ROWS as i64 {
            self.failures.push(format!("{}\n{count} rows", made.sql));
        }
        for (form, seen) in &made.forms {
            *self.tables.entry(form).or_default() += 1;
            for (index, predicate) in seen.iter().enumerate() {
                let rows = session.query(&format!("SELECT count(*) FROM {} WHERE {predicate}", made.name), &[]).unwrap();
                *self.seen.entry((form, index)).or_default() += rows[0].get::<_, i64>(0);
            }
        }
    }
}

#[test]
fn every_form_of_condition_is_fulfilled() {
    let all = (FORMS.len() + FORMS.len() / 6) as u64;
    let (first, count) = match soaking() {
        true => (number_of("GROUNDPLAN_SOLVED_FIRST", 0), number_of("GROUNDPLAN_SOLVED_TABLES", 1500)),
        false => (0, all),
    };
    let binaries =
        find_binaries(None, RealWorld.variable("PATH").as_deref(), None).expect("these tests need an installed PostgreSQL server");
    let server = Server::throw_away(&binaries, &ClusterOptions::from_world(&RealWorld), STATEMENT_LIMIT).expect("a server");
    let mut tally = Tally::default();
    let numbers: Vec<u64> = (first..first + count).collect();
    for batch in numbers.chunks(BATCH as usize) {
        let database = server.database().expect("a database");
        let mut session = database.session().expect("a session");
        session.execute(PRELUDE).unwrap();
        let tables: Vec<Made> = batch.iter().map(|number| table(*number)).collect();
        for made in &tables {
            session.execute(&made.sql).unwrap_or_else(|failure| panic!("{}\n{failure}", made.sql));
        }
        let catalog = Arc::new(introspect(&mut session).unwrap());
        tables.iter().for_each(|made| tally.fill(&mut session, &catalog, made));
        drop(session);
        database.close().expect("the database is dropped");
    }
    server.stop().expect("the server stops");
    for (form, tables) in &tally.tables {
        println!("{tables:4} tables: {form}");
    }
    println!(
        "{count} tables, {} conditions judged, {} left to PostgreSQL, {} failures",
        tally.conditions,
        tally.unjudged.len(),
        tally.failures.len()
    );
    assert!(tally.failures.is_empty(), "{} of {count} tables failed:\n\n{}", tally.failures.len(), tally.failures.join("\n\n"));
    let unjudged: Vec<&String> = tally.unjudged.keys().collect();
    assert!(unjudged.is_empty(), "left to PostgreSQL: {unjudged:#?}");
    if first == 0 && count >= all {
        let forms = FORMS.iter().map(|form| form.name).chain(PARTITIONED.iter().map(|(name, _)| *name));
        let missing: Vec<&str> = forms.filter(|form| !tally.tables.contains_key(form)).collect();
        assert!(missing.is_empty(), "these forms never occurred: {missing:?}");
        let unseen: Vec<String> = tally
            .seen
            .iter()
            .filter(|(_, rows)| **rows == 0)
            .map(|((form, index), _)| {
                FORMS.iter().find(|known| known.name == *form).map(|known| format!("{form}: {}", known.seen[*index])).unwrap_or_default()
            })
            .collect();
        assert!(unseen.is_empty(), "never seen: {unseen:#?}");
    }
}
