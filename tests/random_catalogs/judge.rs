//! One pair of states, judged by PostgreSQL.

use std::collections::BTreeSet;

use groundplan::catalog::{Catalog, Difference, QualifiedName, differences};
use groundplan::diagnostic::Diagnostic;
use groundplan::ordered::IndexMap;
use groundplan::plan::{Kept, Plan, RemovalPolicy, kept, plan};
use groundplan::postgres::{
    ClusterOptions, STATEMENT_LIMIT, Server, Session, SqlFailure, TableContent, TemporaryDatabase, column_fingerprint, find_binaries,
    introspect,
};
use groundplan::render::render_difference;
use groundplan::sql::scanner::scan;
use groundplan::world::{RealWorld, World};

use super::make::Offered;
use super::measured;
use super::state::State;
use super::tally::step_kind;

pub enum Verdict {
    /// The plan led there, back, and left nothing to do.
    Held(Facts),
    /// By a diagnostic, or by the rows that stand; then it held without rows.
    Refused {
        why: String,
        facts: Facts,
    },
    /// PostgreSQL did not take a state: the generator is wrong.
    NotMade(String),
    Wrong(Wrong),
}

/// What occurred.
#[derive(Default)]
pub struct Facts {
    pub steps: BTreeSet<String>,
}

pub struct Wrong {
    /// Says what kind of failure it is: a smaller pair must fail in the same way.
    pub class: String,
    pub detail: String,
}

fn wrong(class: &str, detail: impl Into<String>) -> Verdict {
    Verdict::Wrong(Wrong { class: class.to_string(), detail: detail.into() })
}

/// A server for all, with two databases for each bench.
pub fn server() -> Result<Server, String> {
    let binaries = find_binaries(None, RealWorld.variable("PATH").as_deref(), None).map_err(|error| error.to_string())?;
    let server =
        Server::throw_away(&binaries, &ClusterOptions::from_world(&RealWorld), STATEMENT_LIMIT).map_err(|error| error.to_string())?;
    let database = server.database().map_err(|error| error.to_string())?;
    let mut session = database.superuser_session().map_err(|error| error.to_string())?;
    session.execute("CREATE ROLE tester SUPERUSER; CREATE ROLE reader; CREATE ROLE writer").map_err(|failure| failure.to_string())?;
    Ok(server)
}

/// Two databases, one for each state, that are used again for each pair.
pub struct Bench {
    server: Server,
    here: Session,
    there: Session,
    used: usize,
    _databases: (TemporaryDatabase, TemporaryDatabase),
    pub offered: Offered,
}

/// After so many pairs the system catalogs hold more dead rows than living ones.
const WORN: usize = 60;

impl Bench {
    pub fn new(server: &Server) -> Result<Bench, String> {
        let open = || -> Result<(TemporaryDatabase, Session), String> {
            let database = server.database().map_err(|error| error.to_string())?;
            let mut session = database.superuser_session().map_err(|error| error.to_string())?;
            session
                .execute("SET SESSION AUTHORIZATION tester; SET client_min_messages = error; SET TimeZone = 'Europe/Berlin'; SET search_path = public")
                .map_err(|failure| failure.to_string())?;
            Ok((database, session))
        };
        let (first, mut here) = open()?;
        let (second, there) = open()?;
        let rows = here.query("SELECT name::text FROM pg_available_extensions", &[]).map_err(|failure| failure.to_string())?;
        let offered = Offered { major: server.version().major, extensions: rows.iter().map(|row| row.get(0)).collect() };
        Ok(Bench { server: server.clone(), here, there, used: 0, _databases: (first, second), offered })
    }

    pub fn judge(&mut self, old: &State, new: &State) -> Verdict {
        self.used += 1;
        if self.used > WORN {
            match Bench::new(&self.server) {
                Ok(fresh) => *self = fresh,
                Err(error) => return Verdict::NotMade(error),
            }
        }
        match self.with_rows(old, new, true) {
            Ended::AtRows { why, .. } => match self.with_rows(old, new, false) {
                Ended::Judged(Verdict::Held(facts)) => Verdict::Refused { why, facts },
                Ended::Judged(verdict) => verdict,
                Ended::AtRows { why, detail } => wrong(&format!("without rows, {why}"), detail),
            },
            Ended::Judged(verdict) => verdict,
        }
    }

    fn with_rows(&mut self, old: &State, new: &State, rows: bool) -> Ended {
        let judged = self.there_and_back(old, new, rows);
        let cleared = self.clear();
        match (judged, cleared) {
            (_, Err(failure)) => Ended::Judged(Verdict::NotMade(format!("the database cannot be emptied: {failure}"))),
            (judged, Ok(())) => judged,
        }
    }

    fn clear(&mut self) -> Result<(), SqlFailure> {
        for session in [&mut self.here, &mut self.there] {
            session.execute("ROLLBACK; SET search_path = public; DROP OWNED BY tester CASCADE")?;
        }
        Ok(())
    }

    fn there_and_back(&mut self, old: &State, new: &State, rows: bool) -> Ended {
        let not_made = |what: &str, error: String| Ended::Judged(Verdict::NotMade(format!("{what}: {error}")));
        if let Err(error) = make(&mut self.here, &old.statements(rows)) {
            return not_made("the old state", error);
        }
        if let Err(error) = make(&mut self.there, &new.statements(false)) {
            return not_made("the new state", error);
        }
        let read = |session: &mut Session| introspect(session).map_err(|failure| failure.to_string());
        let (before, after) = match (read(&mut self.here), read(&mut self.there)) {
            (Ok(before), Ok(after)) => (before, after),
            (Err(error), _) | (_, Err(error)) => return Ended::Judged(wrong("introspection", error)),
        };
        let mut facts = Facts::default();
        let forward = match self.lead(&before, &after, "forward", &mut facts) {
            Ok(reached) => reached,
            Err(ended) => return ended,
        };
        if let Err(ended) = self.lead(&forward, &before, "back", &mut facts) {
            return ended;
        }
        Ended::Judged(Verdict::Held(facts))
    }

    /// Plans, applies, and compares; gives what stands then.
    fn lead(&mut self, from: &Catalog, to: &Catalog, way: &str, facts: &mut Facts) -> Result<Catalog, Ended> {
        let say = |class: String, detail: String| Ended::Judged(wrong(&class, detail));
        let plan = planned(from, to)?;
        facts.steps.extend(plan.steps.iter().map(|step| step_kind(&step.change)));
        let sql = render_difference(&plan).map_err(|error| say(format!("{way}: rendering"), error.to_string()))?;
        let kept = kept(&plan, from);
        let failed = |failure: SqlFailure| say(format!("{way}: reading"), failure.to_string());
        let rows_before = rows(&mut self.here, &kept, false).map_err(failed)?;
        // There in one transaction, as a person would run it; back step by step.
        let applied = if way == "forward" {
            apply(&mut self.here, &sql)
        } else {
            match measured::run(&mut self.here, &plan, from).map_err(failed)? {
                measured::Ended::Done => Ok(()),
                measured::Ended::Refused { statement, failure } => Err((statement, failure)),
                measured::Ended::Otherwise { step, difference } => {
                    let words = step.lines().filter(|line| line.contains(' ') && !line.starts_with("CREATE SCHEMA"));
                    let words: Vec<&str> =
                        words.flat_map(|line| line.split_whitespace().take(3)).filter(|word| !word.contains('.')).take(5).collect();
                    let class = format!("impact of {}", words.join(" "));
                    return Err(say(class, format!("{step}\n{difference}")));
                }
            }
        };
        if let Err((statement, failure)) = applied {
            // P0001: a removed value of an enum is in use.
            if failure.sqlstate.starts_with("23") || failure.sqlstate.starts_with("22") || failure.sqlstate == "P0001" {
                return Err(Ended::AtRows {
                    why: format!("rows, {way}: {}", failure.sqlstate),
                    detail: format!("{way}: {failure}\nat: {statement}\n\n{sql}"),
                });
            }
            let class = format!("{way}: {} {}", failure.sqlstate, shape(&failure.message));
            return Err(say(class, format!("{failure}\nat: {statement}\n\n{sql}")));
        }
        let reached = introspect(&mut self.here).map_err(failed)?;
        for (what, meant) in [("the catalog", to), ("what the plan expects", &*plan.expected)] {
            let found: Vec<Difference> = differences(meant, &reached).into_iter().filter(|found| !found.is_order_of_columns()).collect();
            if let Some(first) = found.first() {
                let lines: Vec<String> = found.iter().map(|difference| format!("{} {}", difference.object, difference.text)).collect();
                let class = format!("{way}: {what} differs: {}", shape(&format!("{} {}", first.object, first.text)));
                return Err(say(class, format!("{}\n\n{sql}", lines.join("\n"))));
            }
        }
        if rows(&mut self.here, &kept, true).map_err(failed)? != rows_before {
            return Err(say(format!("{way}: rows changed"), sql));
        }
        let left = planned(&reached, to)?;
        let text = render_difference(&left).map_err(|error| say(format!("{way}: rendering what is left"), error.to_string()))?;
        if text.is_empty() { Ok(reached) } else { Err(say(format!("{way}: something is left"), format!("{text}\nafter\n{sql}"))) }
    }
}

enum Ended {
    AtRows { why: String, detail: String },
    Judged(Verdict),
}

/// A message without its names.
fn shape(message: &str) -> String {
    message
        .split('"')
        .step_by(2)
        .collect::<Vec<_>>()
        .join("…")
        .split_whitespace()
        .take(9)
        .filter(|word| !word.contains('.'))
        .collect::<Vec<_>>()
        .join(" ")
}

fn make(session: &mut Session, statements: &[String]) -> Result<(), String> {
    let mut text = statements.join(";\n");
    text.push(';');
    session.execute(&format!("BEGIN; {text} COMMIT")).map_err(|failure| {
        let at = failure.position.unwrap_or(0);
        let start = failure.statement[..at].rfind('\n').map_or(0, |start| start + 1);
        format!("{failure} at: {}", failure.statement[start..].lines().next().unwrap_or_default())
    })
}

fn planned(from: &Catalog, to: &Catalog) -> Result<Plan, Ended> {
    plan(from, to, &IndexMap::default(), RemovalPolicy::Full).map(|(plan, _)| plan).map_err(|diagnostics| {
        let of_one = |diagnostic: &Diagnostic| format!("{}: {}", diagnostic.code, shape(&diagnostic.message));
        let why = format!("planner: {}", diagnostics.first().map(of_one).unwrap_or_default());
        Ended::Judged(Verdict::Refused { why, facts: Facts::default() })
    })
}

fn apply(session: &mut Session, sql: &str) -> Result<(), (String, Box<SqlFailure>)> {
    for statement in scan(sql) {
        let text = statement.text(sql);
        if let Err(failure) = session.execute(text) {
            return Err((text.to_string(), Box::new(failure)));
        }
    }
    Ok(())
}

fn rows(session: &mut Session, kept: &[Kept], after: bool) -> Result<Vec<TableContent>, SqlFailure> {
    let tables: Vec<(&QualifiedName, &[String])> = kept
        .iter()
        .map(|kept| if after { (&kept.table_after, kept.columns_after.as_slice()) } else { (&kept.table, kept.columns.as_slice()) })
        .collect();
    column_fingerprint(session, &tables)
}
