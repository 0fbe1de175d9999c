//! Loads beside what a database does by itself: policies, triggers, types that end, columns that it computes.

use super::*;

#[test]
fn the_numbers_of_a_small_type_come_to_an_end_and_all_of_them_are_used() {
    let folder = folder();
    let schema = "CREATE TABLE counted (id smallint PRIMARY KEY, name text NOT NULL);
        CREATE TABLE numbered (id smallserial PRIMARY KEY);
        CREATE TABLE distinct_numbers (id bigserial PRIMARY KEY, n smallint NOT NULL UNIQUE);
        CREATE TABLE positive (id bigserial PRIMARY KEY, n smallint NOT NULL UNIQUE CHECK (n > 0));";
    fs::write(folder.path().join("small.sql"), schema).unwrap();
    let made = run_in(folder.path(), &["seed", "small.sql", "--rows", "40000", "-o", "small_load.sql"]);
    assert_eq!(made.code, Some(0), "{}", made.everything());
    for told in [
        "   32767  public.counted",
        "   32767  public.numbered",
        "   40000  public.distinct_numbers",
        "   32767  public.positive",
        "public.counted gets 32767 rows, which is as many as can be: (id) counts them",
        "public.positive gets 32767 rows, which is as many as can be: (n) must be distinct",
    ] {
        assert!(made.stderr.contains(told), "{told} is missing:\n{}", made.stderr);
    }
    for (table, most) in [("counted", 32767), ("numbered", 32767), ("distinct_numbers", 65536), ("positive", 32767)] {
        let refused = run_in(folder.path(), &["seed", "small.sql", "--table", &format!("{table}=70000"), "-o", "none.sql"]);
        assert_eq!(refused.code, Some(1), "{}", refused.everything());
        let told = format!("public.{table} can have at most {most} rows");
        assert!(refused.stderr.contains(&told), "{told} is missing:\n{}", refused.stderr);
    }
}

/// A role that is no superuser, and a database of its own that holds this schema.
pub fn database_of_an_owner(place: &Place, name: &str, schema: &str) -> (String, Session) {
    place.session("postgres").execute("DO $$BEGIN CREATE ROLE app LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END$$").unwrap();
    place.session("postgres").execute(&format!("CREATE DATABASE {name} OWNER app TEMPLATE template0")).unwrap();
    let url = place.cluster.url("app", name);
    let mut session = Session::at_url(&url, STATEMENT_LIMIT).unwrap();
    session.execute(schema).unwrap_or_else(|failure| panic!("{failure}"));
    (url, place.session(name))
}

#[test]
fn policies_forced_on_the_owner_are_lifted_while_rows_come_and_stand_again_afterwards() {
    let place = Place::new();
    let schema = fs::read_to_string(root().join("tests/samples/forced_policies.sql")).unwrap();
    let (url, mut session) = database_of_an_owner(&place, "forced", &schema);
    for rows in [400, 800] {
        let loaded = run_in(place.folder.path(), &["seed", &url, "--rows", "400", "--into", &url]);
        assert_eq!(loaded.code, Some(0), "{}", loaded.everything());
        assert_eq!(number(&mut session, "SELECT count(*) FROM documents"), rows);
    }
    let file = run_in(
        place.folder.path(),
        &["seed", &root().join("tests/samples/forced_policies.sql").to_string_lossy(), "--rows", "400", "--format", "copy"],
    );
    let (url, mut other) = database_of_an_owner(&place, "forced_file", &schema);
    send(&mut Session::at_url(&url, STATEMENT_LIMIT).unwrap(), &file.stdout);
    assert_eq!(number(&mut other, "SELECT count(*) FROM documents"), 400);
    for session in [&mut session, &mut other] {
        assert_eq!(number(session, "SELECT count(*) FROM pg_class WHERE relforcerowsecurity"), 2);
    }
}

const FED_BY_TRIGGERS: &str = "
    CREATE TABLE audit (id bigserial PRIMARY KEY, what text NOT NULL);
    CREATE TABLE notes (id bigserial PRIMARY KEY, audit_id bigint NOT NULL REFERENCES audit, note text);
    CREATE FUNCTION record() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN INSERT INTO public.audit (what) VALUES (TG_TABLE_NAME); RETURN NEW; END$$;
    CREATE TABLE apples (id bigserial PRIMARY KEY, name text NOT NULL);
    CREATE TRIGGER record AFTER INSERT ON apples FOR EACH ROW EXECUTE FUNCTION record();
    CREATE TABLE zebras (id bigserial PRIMARY KEY, name text NOT NULL);
    CREATE TRIGGER record BEFORE INSERT ON zebras FOR EACH ROW EXECUTE FUNCTION record();";

#[test]
fn a_table_that_triggers_fill_meanwhile_gets_numbers_of_its_own() {
    let place = Place::new();
    fs::write(place.folder.path().join("fed.sql"), FED_BY_TRIGGERS).unwrap();
    let (url, mut session) = database_of_an_owner(&place, "fed", FED_BY_TRIGGERS);
    for rows in [1200, 2400] {
        let loaded = run_in(place.folder.path(), &["seed", &url, "--rows", "400", "--into", &url]);
        assert_eq!(loaded.code, Some(0), "{}", loaded.everything());
        assert_eq!(number(&mut session, "SELECT count(*) FROM audit"), rows);
    }
    let file = run_in(place.folder.path(), &["seed", "fed.sql", "--rows", "400", "--format", "copy"]);
    assert!(file.stderr.contains("Coverage: 1 of 1 optional column"), "{}", file.everything());
    let (url, mut session) = database_of_an_owner(&place, "fed_file", FED_BY_TRIGGERS);
    send(&mut Session::at_url(&url, STATEMENT_LIMIT).unwrap(), &file.stdout);
    assert_eq!(number(&mut session, "SELECT count(*) FROM audit"), 1200);
    session.execute("INSERT INTO audit (what) VALUES ('later')").unwrap();
}

#[test]
fn what_a_load_cannot_do_is_refused_before_it_begins() {
    let folder = folder();
    for (name, schema, told) in [
        (
            "skipping",
            "CREATE TABLE refunds (id bigserial PRIMARY KEY, amount integer NOT NULL);
            CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN
            PERFORM FROM generate_series(2, 100000, 2) AS even WHERE even = NEW.amount; IF FOUND THEN RETURN NULL; END IF; RETURN NEW; END$$;
            CREATE TRIGGER skip BEFORE INSERT ON refunds FOR EACH ROW EXECUTE FUNCTION skip();",
            ["error[seed-refused]", "of 300 rows of public.refunds do not arrive: a trigger keeps them out"],
        ),
        (
            "computed",
            "CREATE TABLE sizes (width integer NOT NULL, height integer NOT NULL, area integer GENERATED ALWAYS AS (width * height) STORED UNIQUE);
            CREATE TABLE labels (size_area integer NOT NULL REFERENCES sizes (area), label text NOT NULL);",
            ["error[seed-computed-key]", "the database computes `area`"],
        ),
    ] {
        let file = format!("{name}.sql");
        fs::write(folder.path().join(&file), schema).unwrap();
        let refused = run_in(folder.path(), &["seed", &file, "--rows", "400", "--format", "copy", "-o", "none.sql"]);
        assert_eq!(refused.code, Some(1), "{}", refused.everything());
        for told in told {
            assert!(refused.stderr.contains(told), "{told} is missing:\n{}", refused.stderr);
        }
        assert!(!folder.path().join("none.sql").exists());
    }
}

#[test]
fn a_load_heeds_what_triggers_say_of_a_row_and_of_its_parents() {
    let folder = folder();
    let schema = "
        CREATE TABLE orders (id bigserial PRIMARY KEY, is_open boolean NOT NULL);
        CREATE TABLE refunds (id bigserial PRIMARY KEY, order_id bigint NOT NULL REFERENCES orders, amount integer NOT NULL);
        CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN IF NEW.amount % 2 = 0 OR NOT (SELECT is_open FROM orders WHERE id = NEW.order_id) THEN RETURN NULL; END IF; RETURN NEW; END$$;
        CREATE TRIGGER skip BEFORE INSERT ON refunds FOR EACH ROW EXECUTE FUNCTION skip();";
    fs::write(folder.path().join("heeded.sql"), schema).unwrap();
    let loaded = run_in(folder.path(), &["seed", "heeded.sql", "--rows", "400", "--format", "copy", "-o", "rows.sql"]);
    assert_eq!(loaded.code, Some(0), "{}", loaded.everything());
    let rows = fs::read_to_string(folder.path().join("rows.sql")).unwrap();
    let refunds = rows.split("COPY public.refunds").nth(1).unwrap().lines().skip(1).take_while(|line| *line != "\\.");
    let amounts: Vec<i64> = refunds.map(|line| line.split('\t').nth(2).unwrap().parse().unwrap()).collect();
    assert_eq!(amounts.len(), 400);
    assert!(amounts.iter().all(|amount| amount % 2 != 0));
    let orders = rows.split("COPY public.orders").nth(1).unwrap().lines().skip(1).take_while(|line| *line != "\\.");
    let open: Vec<&str> = orders.filter(|line| line.ends_with("\tt")).map(|line| line.split('\t').next().unwrap()).collect();
    let of_orders = rows.split("COPY public.refunds").nth(1).unwrap().lines().skip(1).take_while(|line| *line != "\\.");
    assert!(of_orders.map(|line| line.split('\t').nth(1).unwrap()).all(|order| open.contains(&order)));
}

/// What triggers add moves rows to other places, so that sums over two passes would be of other lines.
#[test]
fn totals_are_left_as_drawn_and_told_where_triggers_add_rows_meanwhile() {
    let place = Place::new();
    let orders = "
        CREATE TABLE orders (id bigserial PRIMARY KEY, total numeric(12,2) NOT NULL);
        CREATE TABLE order_items (id bigserial PRIMARY KEY, order_id bigint NOT NULL REFERENCES orders, quantity integer NOT NULL CHECK (quantity > 0), unit_price numeric(12,2) NOT NULL);";
    let told = "totals and counters are as they were drawn: triggers may add rows while these come";
    let wrong = "SELECT count(*) FROM orders o WHERE total IS DISTINCT FROM (SELECT sum(quantity * unit_price) FROM order_items WHERE order_id = o.id)
        AND EXISTS (SELECT FROM order_items WHERE order_id = o.id)";
    for (name, schema, is_left) in [("sums", orders.to_string(), false), ("sums_beside", format!("{orders}{FED_BY_TRIGGERS}"), true)] {
        let (url, mut session) = database_of_an_owner(&place, name, &schema);
        let loaded = run_in(place.folder.path(), &["seed", &url, "--rows", "400", "--into", &url]);
        assert_eq!(loaded.code, Some(0), "{}", loaded.everything());
        assert_eq!(loaded.stderr.contains(told), is_left, "{name}:\n{}", loaded.stderr);
        assert_eq!(number(&mut session, wrong) > 0, is_left, "{name}: orders that are not worth their lines");
    }
}
