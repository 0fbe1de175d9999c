//! What triggers ask for is not read stricter than they say it: all kinds of rows that they take are made.
//!
//! Each case is the body of a function, and a question that some row must answer with yes.

use super::beside::database_of_an_owner;
use super::{Place, number, run_in};

const TABLES: &str = "
    CREATE TABLE regions (id serial PRIMARY KEY, is_open boolean NOT NULL);
    CREATE TABLE shops (id serial PRIMARY KEY, region_id integer REFERENCES regions, \"status\" text NOT NULL CHECK (\"status\" IN ('open', 'shut')));
    CREATE TABLE visits (
        id serial PRIMARY KEY, shop_id integer REFERENCES shops, kind text NOT NULL CHECK (kind IN ('internal', 'external')),
        \"status\" text NOT NULL CHECK (\"status\" IN ('open', 'shut')), hours integer NOT NULL CHECK (hours BETWEEN 1 AND 20),
        begins timestamp NOT NULL CHECK (extract(hour FROM begins) BETWEEN 8 AND 17), twice integer GENERATED ALWAYS AS (hours * 2) STORED
    );";

/// (declarations, statements, which rows there must be)
const BODIES: [(&str, &str, &str); 11] = [
    // A query that finds nothing gives NULL, whatever it selects.
    (
        "v integer;",
        "SELECT 1 INTO v FROM shops WHERE id = NEW.shop_id; IF v = 1 AND NEW.kind = 'internal' THEN RAISE 'x'; END IF;",
        "shop_id IS NULL AND kind = 'internal'",
    ),
    // What nobody knows may have let the row go.
    (
        "",
        "IF NEW.kind = 'internal' THEN IF (SELECT count(*) FROM visits) < 100000 THEN RETURN NEW; END IF; END IF; IF NEW.kind = 'internal' THEN RAISE 'x'; END IF;",
        "kind = 'internal'",
    ),
    (
        "",
        "<<checks>> BEGIN IF NEW.kind = 'internal' THEN EXIT checks; END IF; IF NEW.kind = 'internal' THEN RAISE 'x'; END IF; END;",
        "kind = 'internal'",
    ),
    // A column that the function changes.
    ("", "NEW.hours := 0; FOR i IN 1..3 LOOP NEW.hours := NEW.hours + i; END LOOP; IF NEW.hours = 0 THEN RAISE 'x'; END IF;", "true"),
    // Variables keep what their type can hold.
    ("d date := NEW.begins;", "IF d < NEW.begins - interval '18 hours' OR d > NEW.begins THEN RAISE 'x'; END IF;", "true"),
    ("n integer := NEW.hours / 7.0;", "IF n <> 1 THEN RAISE 'x'; END IF;", "hours <> 7"),
    // Quoted names are those of the query first.
    (
        "",
        "IF EXISTS (SELECT 1 FROM shops WHERE \"id\" = NEW.\"shop_id\" AND \"status\" = 'shut') THEN RAISE 'x'; END IF;",
        "status = 'shut'",
    ),
    // A row that is sent elsewhere.
    ("", "IF NEW.kind = 'internal' THEN INSERT INTO regions (is_open) VALUES (NEW.kind = 'internal'); RETURN NULL; END IF;", "true"),
    // FOUND of a query that may not have been asked.
    (
        "n integer;",
        "PERFORM 1 FROM shops WHERE id = NEW.shop_id; IF (SELECT count(*) FROM visits) >= 0 THEN SELECT count(*) INTO n FROM visits; END IF; IF NOT FOUND THEN RAISE 'x'; END IF;",
        "shop_id IS NULL",
    ),
    // What PostgreSQL computes is not there before the row is.
    ("", "IF NEW.twice > 2 THEN RAISE 'x'; END IF;", "twice > 2"),
    ("n integer;", "IF NEW.kind = 'internal' THEN n := 1; ELSE n := 2; END IF; IF n = 3 THEN RAISE 'x'; END IF;", "kind = 'internal'"),
];

#[test]
fn nothing_is_read_stricter_than_it_is() {
    let place = Place::new();
    for (at, (declared, body, rows)) in BODIES.iter().enumerate() {
        let schema = format!(
            "{TABLES} CREATE FUNCTION guard() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE {declared} BEGIN {body} RETURN NEW; END $$;
            CREATE TRIGGER guard BEFORE INSERT ON visits FOR EACH ROW EXECUTE FUNCTION guard();"
        );
        let (url, mut session) = database_of_an_owner(&place, &format!("guard_{at}"), &schema);
        let file = format!("guard_{at}.sql");
        let made = run_in(place.folder.path(), &["seed", &url, "--rows", "40", "-o", &file]);
        assert_eq!(made.code, Some(0), "{body}\n{}", made.everything());
        let text = std::fs::read_to_string(place.folder.path().join(&file)).unwrap();
        session.execute(&text).unwrap();
        assert!(
            number(&mut session, &format!("SELECT count(*) FROM visits WHERE {rows}")) > 0,
            "{body}: there is no row where {rows}\n{text}"
        );
    }
}
