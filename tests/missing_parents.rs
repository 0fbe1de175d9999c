//! A seed whose parents somebody has removed: it is refused, and no row vanishes or loses its reference in silence.
//!
//! Comes in: a generated project. Goes out: what PostgreSQL says to parts of its seeds where parents are missing.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::panic, reason = "a test may touch files, and stops where it fails")]

mod common;

use std::fs;
use std::path::Path;

use common::{groundplan, run, tree};
use groundplan::postgres::{ClusterOptions, STATEMENT_LIMIT, Server, Session, find_binaries};
use groundplan::world::{RealWorld, World};

fn project(people: u32) -> String {
    format!(
        "project team edition 2026\n\
         entity Country {{ code varchar(2..2); name varchar(1..40); key (code); rows (code, name) {{ (\"de\", \"Germany\") }} }}\n\
         entity Role {{ name varchar(1..40) unique; rows (name) {{ (\"owner\") }} }}\n\
         entity Person {{ email email unique; role -> Role; second -> Role?; seed {people} {{ second = \"owner\" }} }}\n\
         entity Visit {{ country -> Country; title varchar(1..80) unique; seed 2 }}\n"
    )
}

/// The migration and the seeds of a project that has grown once.
fn files() -> (String, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    for people in [2, 3] {
        fs::write(folder.path().join("team.schema"), project(people)).unwrap();
        let mut command = groundplan(folder.path());
        command.arg("generate");
        let found = run(command);
        assert_eq!(found.code, Some(0), "{}", found.everything());
    }
    let texts = |name: &str| -> Vec<String> {
        tree(&folder.path().join(Path::new(name))).into_values().map(|bytes| String::from_utf8(bytes).unwrap()).collect()
    };
    (texts("migrations").concat(), texts("seeds"))
}

/// The transaction that writes to this table alone, without what other tables get.
fn only(seed: &str, title: &str, table: &str) -> String {
    let (_, part) = seed.split_once(&format!("-- {title} data\n")).unwrap_or_else(|| panic!("{title}:\n{seed}"));
    let (settings, _) = part.split_once("\n\n").unwrap();
    let heading = format!("-- public.{table}: ");
    let (_, rows) = part.split_once(&heading).unwrap_or_else(|| panic!("{table}:\n{seed}"));
    let (_, rows) = rows.split_once('\n').unwrap();
    let end = rows.find("\n-- public.").or_else(|| rows.find("\nCOMMIT;")).unwrap();
    format!("{settings}\n{}\nCOMMIT;", &rows[..end])
}

fn refused(session: &mut Session, text: &str) -> String {
    let failure = session.execute(text).expect_err("the rows have no parents");
    session.execute("ROLLBACK").unwrap();
    let people = session.query("SELECT (SELECT count(*) FROM people) + (SELECT count(*) FROM visits)", &[]).unwrap();
    assert_eq!(people[0].get::<_, i64>(0), 0, "nothing is written");
    format!("{} {} {}", failure.sqlstate, failure.message, failure.detail.clone().unwrap_or_default())
}

#[test]
fn a_missing_parent_is_refused_whatever_names_it() {
    let (migration, seeds) = files();
    let binaries =
        find_binaries(None, RealWorld.variable("PATH").as_deref(), None).expect("these tests need an installed PostgreSQL server");
    let server = Server::throw_away(&binaries, &ClusterOptions::from_world(&RealWorld), STATEMENT_LIMIT).expect("a server");
    let database = server.database().expect("a database");
    let mut session = database.session().expect("a session");
    session.execute(&migration).unwrap();

    // The country's code is its key: the visit holds it, and the foreign key says what is missing.
    let visits = only(&seeds[0], "Sample", "visits");
    assert!(!visits.contains("JOIN"), "{visits}");
    let said = refused(&mut session, &visits);
    assert!(said.starts_with("23503") && said.contains("Key (country_code)=(de) is not present in table \"countries\""), "{said}");

    // The optional role is looked for, since NULL would do for it.
    let people = only(&seeds[0], "Sample", "people");
    let said = refused(&mut session, &people);
    assert!(said.contains("Rows of public.people need a row of public.roles that is missing (owner)"), "{said}");

    // Without that, NOT NULL refuses the required one.
    let (_, insert) = people.split_once("$groundplan$;\n").unwrap();
    let said = refused(&mut session, &format!("BEGIN;\n{insert}"));
    assert!(said.starts_with("23502 null value in column \"role_id\""), "{said}");

    // Rows that came with another file are named.
    let said = refused(&mut session, &only(&seeds[1], "Sample", "people"));
    assert!(said.contains("Rows of public.people need a row of public.roles that is missing (owner)"), "{said}");

    // With its parents, each file brings its rows, and a second run nothing more.
    for _ in 0..2 {
        seeds.iter().for_each(|seed| session.execute(seed).unwrap());
        let rows = session.query("SELECT (SELECT count(*) FROM people), (SELECT count(*) FROM visits)", &[]).unwrap();
        assert_eq!((rows[0].get::<_, i64>(0), rows[0].get::<_, i64>(1)), (3, 2));
    }
    drop(session);
    database.close().unwrap();
}
