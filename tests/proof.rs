//! What the proof must refuse: files that are wrong on purpose, each met by the check that is there for it.

use std::collections::BTreeSet;

use groundplan::catalog::{Catalog, DataType, QualifiedName};
use groundplan::convention::Part;
use groundplan::ordered::IndexMap;
use groundplan::plan::{Plan, kept};
use groundplan::postgres::{ClusterOptions, STATEMENT_LIMIT, Server, Session, find_binaries, introspect};
use groundplan::proof::{Check, Evidence, StandingError, ask, migration, seed};
use groundplan::render::{RenderedStatement, SqlFile};
use groundplan::seed::{Question, SeedValue};
use groundplan::world::{RealWorld, World};

/// Stands before.
const LOG: &str = "CREATE TABLE public.log (n integer); INSERT INTO public.log VALUES (1);";
const SOUND: &str = "CREATE TABLE IF NOT EXISTS public.a (n integer);";

fn server() -> Server {
    let binaries =
        find_binaries(None, RealWorld.variable("PATH").as_deref(), None).expect("these tests need an installed PostgreSQL server");
    Server::throw_away(&binaries, &ClusterOptions::from_world(&RealWorld), STATEMENT_LIMIT).expect("a server")
}

/// In a database of its own.
fn with_session<T>(server: &Server, setup: &[&str], work: impl FnOnce(&mut Session) -> T) -> T {
    let database = server.database().expect("a database");
    let mut session = database.session().expect("a session");
    setup.iter().for_each(|sql| session.execute(sql).expect("the setup runs"));
    work(&mut session)
}

fn file(text: &str, rollback: &str) -> SqlFile {
    let statement = RenderedStatement { range: 0..text.len(), checked: Vec::new(), origin: None };
    let up = Part { range: 0..text.len(), ..Part::default() };
    SqlFile { name: "1_a.sql".into(), text: text.into(), up, statements: vec![statement], rollback: rollback.into(), ..SqlFile::default() }
}

/// The check that ended the proof, if one failed.
fn failed(evidence: &Evidence) -> Option<Check> {
    evidence.checks.iter().find(|result| !result.passed).map(|result| result.check)
}

#[test]
fn each_fault_of_a_migration_is_met_by_its_check() {
    let server = server();
    let expected: Catalog = with_session(&server, &[LOG, SOUND], |session| introspect(session).expect("a catalog"));
    let once_more = |work: &str| {
        format!("DO $$ BEGIN IF to_regclass('public.a') IS NULL THEN CREATE TABLE public.a (n integer); ELSE {work}; END IF; END $$;")
    };
    let drop = "DROP TABLE public.a;";
    for (text, rollback, check) in [
        (SOUND.to_string(), drop, None),
        ("CREATE TABLE public.a (m wrong_type);".to_string(), drop, Some(Check::Applies)),
        ("CREATE TABLE IF NOT EXISTS public.a (n integer, m integer);".to_string(), drop, Some(Check::CatalogEqualsPlan)),
        (format!("{SOUND} UPDATE public.log SET n = 2;"), drop, Some(Check::CatalogEqualsPlan)),
        (format!("{SOUND} INSERT INTO public.log VALUES (1);"), drop, Some(Check::CatalogEqualsPlan)),
        ("CREATE TABLE public.a (n integer);".to_string(), drop, Some(Check::SecondRun)),
        (once_more("CREATE TABLE public.b (n integer)"), drop, Some(Check::SecondRun)),
        (once_more("INSERT INTO public.log VALUES (2)"), drop, Some(Check::SecondRun)),
        (SOUND.to_string(), "SELECT 1;", Some(Check::RollsBack)),
        (SOUND.to_string(), "DROP TABLE public.a; DROP TABLE public.log;", Some(Check::RollsBack)),
        (SOUND.to_string(), "DROP TABLE public.a; DELETE FROM public.log;", Some(Check::RollsBack)),
    ] {
        let evidence = with_session(&server, &[LOG], |session| {
            let before = introspect(session).expect("a catalog");
            let (file, origins) = (file(&text, rollback), IndexMap::default());
            let kept = kept(&Plan::default(), &before);
            let candidate = migration::Candidate {
                file: &file,
                before: &before,
                expected: &expected,
                kept: &kept,
                made_anew: &BTreeSet::new(),
                assumed: &groundplan::plan::Impacts::new(),
                lost: &[],
                scripts: &[],
                origins: &origins,
            };
            let mut evidence = Evidence::default();
            let result = migration::prove(&RealWorld, session, &candidate, &mut evidence);
            assert_eq!(result.is_err(), check.is_some(), "{text} {rollback}");
            evidence
        });
        assert_eq!(failed(&evidence), check, "{text} {rollback}");
    }
}

#[test]
fn each_fault_of_a_seed_is_met_by_its_check() {
    let server = server();
    let insert = "INSERT INTO public.log VALUES (7);";
    let once = "INSERT INTO public.log SELECT 7 WHERE NOT EXISTS (SELECT FROM public.log WHERE n = 7);";
    let update = "WITH new AS (INSERT INTO public.log SELECT 7 WHERE NOT EXISTS (SELECT FROM public.log WHERE n = 7)) \
                  UPDATE public.log SET n = n - 1 WHERE n < 7;";
    // One row stands. What is asked for may be among those that stand, but not fewer than both, nor fewer than the file brings.
    for (text, rows, asked, check) in [
        (once, 1, 1, None),
        (once, 1, 2, None),
        ("INSERT INTO public.gone VALUES (7);", 1, 1, Some(Check::SeedLoads)),
        (once, 2, 2, Some(Check::RowCounts)),
        (once, 0, 1, Some(Check::RowCounts)),
        (once, 1, 3, Some(Check::RowCounts)),
        (once, 1, 0, Some(Check::RowCounts)),
        (insert, 1, 1, Some(Check::SeedSecondRun)),
        (update, 1, 1, Some(Check::SeedSecondRun)),
    ] {
        let evidence = with_session(&server, &[LOG], |session| {
            let (file, origins) = (file(text, ""), IndexMap::default());
            let gains = IndexMap::from_iter([(QualifiedName::public("log"), (rows, None))]);
            let asked = IndexMap::from_iter([(QualifiedName::public("log"), seed::Asked { rows: asked, span: None })]);
            let candidate = seed::Candidate { file: &file, gains: &gains, asked: &asked, origins: &origins };
            let mut evidence = Evidence::default();
            let result = seed::prove(&RealWorld, session, &candidate, &mut evidence);
            assert_eq!(result.is_err(), check.is_some(), "{text}");
            evidence
        });
        assert_eq!(failed(&evidence), check, "{text}");
    }
}

/// Which of the numbers fulfil the conditions.
fn question(conditions: &[&str]) -> Question {
    Question {
        table: QualifiedName::new("public", "a"),
        check: "a_check".to_string(),
        columns: vec![("n".to_string(), DataType::builtin("integer"))],
        computed: Vec::new(),
        conditions: conditions.iter().map(ToString::to_string).collect(),
        rows: ["1", "2", "x", "30"].map(|text| vec![SeedValue::Text(text.to_string())]).to_vec(),
        usual: 0,
    }
}

#[test]
fn a_question_that_cannot_be_put_has_no_answer_and_one_that_could_not_be_answered_is_an_error() {
    let server = server();
    with_session(&server, &[], |session| {
        let accepted = |session: &mut Session, condition: &str| ask(session, &question(&[condition])).map(|accepted| accepted.rows.len());
        assert_eq!(accepted(session, "n < 10").expect("an answer"), 2, "a text that is no number is not accepted");
        assert_eq!(accepted(session, "gone(n)").expect("an answer"), 0);
        assert_eq!(accepted(session, "n <").expect("an answer"), 0);
        session.execute("SET statement_timeout = 200").expect("a setting");
        let error = accepted(session, "pg_sleep(n) IS NOT NULL").expect_err("there was no time to answer");
        assert!(matches!(&error, StandingError::Sql(failure) if failure.sqlstate == "57014"), "{error}");
        assert_eq!(accepted(session, "n > 10").expect("an answer"), 1, "the next question is asked in a transaction of its own");
        session.execute("SELECT pg_terminate_backend(pg_backend_pid())").expect_err("the connection breaks");
        let error = accepted(session, "n > 10").expect_err("nobody is there to answer");
        assert!(matches!(&error, StandingError::Sql(failure) if failure.is_of_surroundings()), "{error}");
    });
}
