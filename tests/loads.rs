//! Rows by the thousand: the same bytes always, in a database by COPY or by a file, and never half.
//!
//! Comes in: schemas, databases of a server of our own. Goes out: failures that say what a load left or lacks.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may start programs and look at their files, and stops where it fails"
)]

#[path = "loads/beside.rs"]
mod beside;
mod common;
#[path = "loads/guards.rs"]
mod guards;

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use common::{Run, groundplan, names, root, run};
use groundplan::postgres::{Cluster, ClusterOptions, STATEMENT_LIMIT, SUPERUSER, Session, find_binaries};
use groundplan::world::{RealWorld, World};

/// A server with databases that hold the schema of [`Schema`].
struct Place {
    cluster: Cluster,
    folder: tempfile::TempDir,
}

#[derive(Clone, Copy)]
enum Schema {
    Blog,
    Keys,
}

const SCHEMAS: [Schema; 2] = [Schema::Blog, Schema::Keys];

impl Schema {
    fn name(self) -> &'static str {
        match self {
            Schema::Blog => "blog.schema",
            Schema::Keys => "keys.sql",
        }
    }
}

impl Place {
    fn new() -> Place {
        let binaries = find_binaries(None, RealWorld.variable("PATH").as_deref(), None).expect("an installed PostgreSQL");
        let cluster = Cluster::start(&binaries, &ClusterOptions::from_world(&RealWorld)).expect("a server");
        Place { cluster, folder: folder() }
    }

    fn url(&self, database: &str) -> String {
        self.cluster.url(SUPERUSER, database)
    }

    fn session(&self, database: &str) -> Session {
        Session::at_url(&self.url(database), STATEMENT_LIMIT).expect("a session")
    }

    /// A database with the schema and no row.
    fn database(&self, name: &str, schema: Schema) -> Session {
        self.session("postgres").execute(&format!("CREATE DATABASE {name} TEMPLATE template0")).unwrap();
        let mut session = self.session(name);
        let text = match schema {
            Schema::Keys => fs::read_to_string(root().join("tests/loads/keys.sql")).unwrap(),
            Schema::Blog => blog_in_sql(self.folder.path()),
        };
        session.execute(&text).unwrap();
        session
    }
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(root().join("examples/blog.schema"), folder.path().join("blog.schema")).unwrap();
    fs::copy(root().join("tests/loads/keys.sql"), folder.path().join("keys.sql")).unwrap();
    folder
}

fn blog_in_sql(folder: &Path) -> String {
    fs::write(folder.join("nothing.sql"), "").unwrap();
    let made = run_in(folder, &["diff", "nothing.sql", "blog.schema"]);
    assert!(made.stdout.contains("CREATE TABLE"), "{}", made.everything());
    made.stdout
}

fn run_in(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = groundplan(folder);
    command.args(arguments);
    run(command)
}

fn number(session: &mut Session, query: &str) -> i64 {
    session.query(query, &[]).unwrap_or_else(|failure| panic!("{query}: {failure}"))[0].get(0)
}

/// Sends a file as psql would: rows of COPY on a way of their own.
fn send(session: &mut Session, text: &str) {
    let mut rest = text.strip_prefix("\\set ON_ERROR_STOP on\n").unwrap_or(text).replace("\\set ON_ERROR_STOP on\n", "");
    while let Some(at) = rest.find("FROM stdin;\n") {
        let (statement, after) = rest.split_at(at + "FROM stdin;\n".len());
        let (before, copy) = statement.split_at(statement.rfind("COPY ").unwrap());
        let (rows, after) = after.split_once("\\.\n").expect("an end of the rows");
        session.execute(before).unwrap_or_else(|failure| panic!("{failure}"));
        session.copy_in(copy, rows).unwrap_or_else(|failure| panic!("{copy} {failure} {:?}", failure.context));
        rest = after.to_string();
    }
    session.execute(&rest).unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn the_bytes_are_the_same_every_time_and_with_any_number_of_threads() {
    let folder = folder();
    for schema in SCHEMAS {
        // More than the small form makes.
        for (format, rows) in [("copy", "3000"), ("insert", "5001")] {
            let made = |threads: &str| {
                let mut command = groundplan(folder.path());
                command.args(["seed", schema.name(), "--rows", rows, "--format", format, "--quiet"]).env("RAYON_NUM_THREADS", threads);
                let made = run(command);
                assert_eq!(made.code, Some(0), "{}", made.stderr);
                made.stdout
            };
            let first = made("2");
            assert!(first.lines().count() > 15_000, "{} as {format}: {} lines", schema.name(), first.lines().count());
            assert!(first == made("2"), "{} as {format} is another one the second time", schema.name());
            assert!(first == made("1"), "{} as {format} is another one with one thread", schema.name());
        }
    }
}

#[test]
fn files_load_and_the_database_goes_on_after_them() {
    let place = Place::new();
    // As INSERT, more than the small form makes.
    for (schema, format, rows, database) in [
        (Schema::Blog, "copy", 1500, "blog_copy"),
        (Schema::Blog, "insert", 5001, "blog_insert"),
        (Schema::Keys, "copy", 1500, "keys_copy"),
        (Schema::Keys, "insert", 5001, "keys_insert"),
    ] {
        let mut session = place.database(database, schema);
        let file = format!("{database}.sql");
        let made = run_in(place.folder.path(), &["seed", schema.name(), "--rows", &rows.to_string(), "--format", format, "-o", &file]);
        assert_eq!(made.code, Some(0), "{}", made.everything());
        assert_eq!(made.stdout, "", "standard output is for rows");
        let text = fs::read_to_string(place.folder.path().join(&file)).unwrap();
        assert_eq!(text.contains("FROM stdin"), format == "copy");
        send(&mut session, &text);
        match schema {
            Schema::Blog => blog_is_whole(&mut session, rows),
            Schema::Keys => keys_are_whole(&mut session, rows),
        }
        let again = session.execute(&text.replace("\\set ON_ERROR_STOP on\n", "")).map_err(|failure| failure.sqlstate);
        assert!(format == "copy" || again == Err("23505".to_string()), "a second run is refused: {again:?}");
    }
}

fn blog_is_whole(session: &mut Session, rows: i64) {
    for table in ["users", "posts", "comments"] {
        assert_eq!(number(session, &format!("SELECT count(*) FROM {table}")), rows, "{table}");
    }
    assert_eq!(number(session, "SELECT count(*) FROM tags"), rows + 2, "two are written");
    assert!(number(session, "SELECT count(*) FROM post_tags") > rows);
    assert_eq!(number(session, "SELECT max(id) FROM posts"), rows, "keys are counted without a gap");
    assert_eq!(number(session, "SELECT count(DISTINCT status) FROM posts"), 3);
    assert_eq!(
        number(session, "SELECT count(*) FROM comments c JOIN comments above ON c.parent_id = above.id WHERE c.post_id <> above.post_id"),
        0
    );
    assert!(number(session, "SELECT count(*) FROM comments WHERE parent_id IS NOT NULL") > rows / 4);
    assert_eq!(number(session, "SELECT count(*) FROM comments c JOIN posts p ON c.post_id = p.id WHERE c.created_at <= p.created_at"), 0);
    // Half of the posts are written by far fewer than half of the people who write.
    let busy = "SELECT count(*) FROM (SELECT count(*), sum(count(*)) OVER (ORDER BY count(*) DESC, author_id) FROM posts GROUP BY author_id) AS of (posts, sum)
        WHERE sum <= (SELECT count(*) FROM posts) / 2";
    let writers = number(session, "SELECT count(DISTINCT author_id) FROM posts");
    assert!(number(session, busy) * 3 < writers, "{} of {writers}", number(session, busy));
    let next =
        "INSERT INTO users (email, username, password_hash, display_name) VALUES ('new@example.com', 'new_one', '!', 'New') RETURNING id";
    assert_eq!(number(session, next), rows + 1, "the sequence goes on");
}

fn keys_are_whole(session: &mut Session, rows: i64) {
    for table in ["tenants", "currencies", "accounts", "documents", "folders", "reads"] {
        assert_eq!(number(session, &format!("SELECT count(*) FROM {table}")), rows, "{table}");
    }
    assert_eq!(number(session, "SELECT count(DISTINCT stage) FROM documents"), 3);
    assert_eq!(number(session, "SELECT count(DISTINCT id) FROM accounts"), rows);
    assert!(number(session, "SELECT count(*) FROM documents WHERE parent_id IS NOT NULL") > rows / 4);
    assert!(number(session, "SELECT count(DISTINCT tenant_id) FROM documents") > 100);
    assert_eq!(number(session, "INSERT INTO tenants (name) VALUES ('new') RETURNING id::bigint"), rows + 1, "the sequence goes on");
    assert_eq!(number(session, "INSERT INTO folders (name) VALUES ('new') RETURNING id::bigint"), rows + 1);
}

#[test]
fn rows_of_a_load_are_those_of_the_small_form() {
    let place = Place::new();
    let mut small = place.database("small", Schema::Blog);
    let mut large = place.database("large", Schema::Blog);
    let file = run_in(place.folder.path(), &["seed", "blog.schema", "--rows", "40"]);
    assert!(file.stdout.contains("ON CONFLICT"), "few rows find their parents by natural key:\n{}", file.everything());
    small.execute(&file.stdout).unwrap();
    let loaded = run_in(place.folder.path(), &["seed", "blog.schema", "--rows", "40", "--into", &place.url("large")]);
    assert_eq!(loaded.code, Some(0), "{}", loaded.everything());
    for query in [
        "SELECT string_agg(u::text, E'\\n' ORDER BY email) FROM (SELECT email, username, bio, display_name, is_admin, created_at FROM users) u",
        "SELECT string_agg(p::text, E'\\n' ORDER BY slug) FROM (SELECT slug, title, body, status, labels, attributes, published_at, u.email, e.email
            FROM posts JOIN users u ON author_id = u.id LEFT JOIN users e ON editor_id = e.id) p",
        "SELECT string_agg(c::text, E'\\n' ORDER BY c.body, c.slug) FROM (SELECT c.body, p.slug, u.email, above.body AS above
            FROM comments c JOIN posts p ON p.id = post_id JOIN users u ON u.id = c.author_id LEFT JOIN comments above ON above.id = c.parent_id) c",
        "SELECT string_agg(l::text, E'\\n' ORDER BY slug, name) FROM (SELECT p.slug, t.name FROM post_tags JOIN posts p ON p.id = post_id JOIN tags t ON t.id = tag_id) l",
    ] {
        let rows = |session: &mut Session| session.query(query, &[]).unwrap_or_else(|failure| panic!("{query}: {failure}"))[0].get::<_, String>(0);
        let (small, large) = (rows(&mut small), rows(&mut large));
        assert!(small.lines().count() >= 40, "{small}");
        assert_eq!(common::difference(&small, &large), "", "{query}");
    }
}

#[test]
fn a_load_goes_on_behind_the_rows_that_stand() {
    let place = Place::new();
    for (schema, database) in [(Schema::Blog, "blog"), (Schema::Keys, "keys")] {
        let mut session = place.database(database, schema);
        let url = place.url(database);
        let first = run_in(place.folder.path(), &["seed", schema.name(), "--rows", "700", "--into", &url]);
        assert_eq!(first.code, Some(0), "{}", first.everything());
        let of_first = match schema {
            Schema::Blog => "SELECT string_agg(t::text, ',' ORDER BY id) FROM users t WHERE id <= 700",
            Schema::Keys => "SELECT string_agg(t::text, ',' ORDER BY id) FROM accounts t WHERE id <= 700",
        };
        let before: String = session.query(of_first, &[]).unwrap()[0].get(0);
        // The same database is the source, which tells nothing of what its columns mean.
        let again = run_in(place.folder.path(), &["seed", &url, "--rows", "700", "--into", &url]);
        assert_eq!(again.code, Some(0), "{}", again.everything());
        assert_eq!(session.query(of_first, &[]).unwrap()[0].get::<_, String>(0), before, "rows that stand are not changed");
        match schema {
            Schema::Blog => {
                assert_eq!(number(&mut session, "SELECT count(*) FROM posts"), 1400);
                assert_eq!(number(&mut session, "SELECT max(id) FROM posts"), 1400);
                assert!(
                    number(&mut session, "SELECT count(*) FROM posts WHERE id > 700 AND author_id <= 700") > 100,
                    "they are parents, too"
                );
                assert!(number(&mut session, "SELECT count(*) FROM posts WHERE id > 700 AND author_id > 700") > 100);
            }
            Schema::Keys => keys_are_whole(&mut session, 1400),
        }
    }
}

#[test]
fn a_table_without_new_rows_lends_its_rows_as_parents() {
    let place = Place::new();
    let mut session = place.database("lent", Schema::Blog);
    session
        .execute(
            "INSERT INTO users (id, email, username, password_hash, display_name) OVERRIDING SYSTEM VALUE VALUES
                (17, 'a@example.com', 'aaa', '!', 'A'), (4711, 'b@example.com', 'bbb', '!', 'B')",
        )
        .unwrap();
    let loaded = run_in(place.folder.path(), &["seed", "blog.schema", "--rows", "500", "--table", "users=0", "--into", &place.url("lent")]);
    assert_eq!(loaded.code, Some(0), "{}", loaded.everything());
    assert_eq!(number(&mut session, "SELECT count(*) FROM users"), 2);
    assert_eq!(number(&mut session, "SELECT count(*) FROM posts WHERE author_id IN (17, 4711)"), 500);
    assert_eq!(number(&mut session, "SELECT count(DISTINCT author_id) FROM posts"), 2);
}

#[test]
fn a_load_that_is_refused_leaves_nothing_and_says_where() {
    let place = Place::new();
    let mut session = place.database("strict", Schema::Blog);
    // The requirements do not know it, so no value was made for it.
    session.execute("ALTER TABLE posts ADD CONSTRAINT no_late_ones CHECK (id < 900)").unwrap();
    let refused = run_in(place.folder.path(), &["seed", "blog.schema", "--rows", "1000", "--into", &place.url("strict")]);
    assert_eq!(refused.code, Some(1), "{}", refused.everything());
    for told in ["error[seed-refused]", "public.posts", "no_late_ones", "COPY posts, line 900", "All of the load was taken back"] {
        assert!(refused.stderr.contains(told), "{told} is missing:\n{}", refused.stderr);
    }
    for table in ["users", "posts", "tags", "comments", "post_tags"] {
        assert_eq!(number(&mut session, &format!("SELECT count(*) FROM {table}")), 0, "{table}");
    }
}

#[test]
fn a_sample_that_is_refused_ends_before_anything_is_written() {
    let folder = folder();
    let schema = "CREATE TABLE people (id bigserial PRIMARY KEY, name text NOT NULL);
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'no people'; END$$;
        CREATE TRIGGER refuse BEFORE INSERT ON people FOR EACH ROW EXECUTE FUNCTION refuse();";
    fs::write(folder.path().join("refusing.sql"), schema).unwrap();
    let refused = run_in(folder.path(), &["seed", "refusing.sql", "--rows", "10000", "-o", "people.sql"]);
    assert_eq!(refused.code, Some(1), "{}", refused.everything());
    for told in ["error[seed-refused]", "public.people", "no people", "nothing was written"] {
        assert!(refused.stderr.contains(told), "{told} is missing:\n{}", refused.stderr);
    }
    assert_eq!(names(folder.path()), ["blog.schema", "keys.sql", "refusing.sql"]);
}

#[test]
fn what_a_trigger_counts_after_each_row_is_not_there_for_the_next_of_one_statement() {
    let folder = folder();
    let schema = r"
        CREATE TABLE patrons (
            id bigserial PRIMARY KEY,
            card text NOT NULL UNIQUE CHECK (card ~ '^[0-9]{6}$'),
            open_loans integer NOT NULL DEFAULT 0 CHECK (open_loans BETWEEN 0 AND 200)
        );
        CREATE TABLE loans (
            id bigserial PRIMARY KEY,
            patron_id bigint NOT NULL REFERENCES patrons,
            barcode text NOT NULL UNIQUE CHECK (barcode ~ '^[0-9]{8}$'),
            returned_on date
        );
        CREATE FUNCTION check_loan() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NEW.returned_on IS NULL AND (SELECT open_loans FROM patrons WHERE id = NEW.patron_id) >= 30 THEN
                RAISE EXCEPTION 'patron % has too many loans', NEW.patron_id;
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER loans_check BEFORE INSERT ON loans FOR EACH ROW EXECUTE FUNCTION check_loan();
        CREATE FUNCTION count_loans() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            UPDATE patrons p SET open_loans = (SELECT count(*) FROM loans l WHERE l.patron_id = p.id AND l.returned_on IS NULL) WHERE p.id = NEW.patron_id;
            RETURN NULL;
        END $$;
        CREATE TRIGGER loans_count AFTER INSERT ON loans FOR EACH ROW EXECUTE FUNCTION count_loans();";
    fs::write(folder.path().join("counted.sql"), schema).unwrap();
    let found = run_in(folder.path(), &["seed", "counted.sql", "--rows", "20"]);
    assert_eq!(found.code, Some(0), "{}", found.everything());
    assert!(found.stderr.contains("40 rows in 2 tables"), "{}", found.stderr);
}

#[test]
fn more_rows_than_can_exist_are_refused_with_the_greatest_number() {
    let folder = folder();
    let schema = "CREATE TYPE size AS ENUM ('s', 'm', 'l');
        CREATE TABLE shelves (id bigserial PRIMARY KEY, size size NOT NULL, row integer NOT NULL CHECK (row BETWEEN 1 AND 1000), UNIQUE (size, row));";
    fs::write(folder.path().join("shelves.sql"), schema).unwrap();
    let all = run_in(folder.path(), &["seed", "shelves.sql", "--rows", "3000", "--format", "copy"]);
    assert_eq!(all.code, Some(0), "every combination is found:\n{}", all.stderr);
    let as_many_as_can_be = run_in(folder.path(), &["seed", "shelves.sql", "--rows", "6000", "--format", "copy"]);
    assert_eq!(as_many_as_can_be.code, Some(0), "{}", as_many_as_can_be.stderr);
    assert!(as_many_as_can_be.stderr.contains("public.shelves gets 3000 rows, which is as many as can be"), "{}", as_many_as_can_be.stderr);
    assert_eq!(as_many_as_can_be.stdout.lines().filter(|line| line.contains("\t")).count(), 3000, "and these are there");
    let many = run_in(folder.path(), &["seed", "shelves.sql", "--table", "shelves=6000", "-o", "shelves_load.sql"]);
    assert_eq!(many.code, Some(1), "{}", many.everything());
    assert!(many.stderr.contains("at most 3000"), "{}", many.stderr);
    assert_eq!(names(folder.path()), ["blog.schema", "keys.sql", "shelves.sql"]);
}

#[test]
fn what_the_requirements_do_not_allow_is_shown_at_their_lines() {
    let folder = folder();
    let schema = "enum Size { s m l }\n\nentity Shelf {\n  size Size\n  unique (size)\n}\n\nentity Box {\n  width int\n  check never (width > 3 and width < 3)\n  seed 2\n}\n";
    fs::write(folder.path().join("store.schema"), schema).unwrap();
    // Asked for on the command line: the entity is the place; a wish of its own is the line of `seed`.
    for (arguments, lines) in [
        (&["--table", "shelves=4", "--table", "boxes=0"][..], ["store.schema:3:", "entity Shelf {", "at most 3"]),
        (&["--table", "shelves=3"][..], ["store.schema:", "seed 2", "never"]),
    ] {
        let run = run_in(folder.path(), &[&["seed", "store.schema"], arguments].concat());
        assert_eq!(run.code, Some(1), "{}", run.everything());
        for line in lines {
            assert!(run.stderr.contains(line), "{line} is missing:\n{}", run.stderr);
        }
    }
    assert_eq!(names(folder.path()), ["blog.schema", "keys.sql", "store.schema"]);
}

#[test]
fn keys_that_leave_few_ways_are_used_up_as_in_the_small_form() {
    let folder = folder();
    fs::copy(root().join("tests/samples/bounded_keys.sql"), folder.path().join("bounded.sql")).unwrap();
    let rows_of = |arguments: &[&str]| {
        let made = run_in(folder.path(), &[&["seed", "bounded.sql", "--rows", "300"], arguments].concat());
        assert_eq!(made.code, Some(0), "{}", made.stderr);
        let is_of_table = |line: &&str| line.contains("  public.") || line.starts_with("note");
        made.stderr.lines().filter(is_of_table).map(str::to_string).collect::<Vec<_>>().join("\n")
    };
    let small = rows_of(&[]);
    assert!(small.contains("public.quarters gets 15 rows") && small.contains("300  public.one_active"), "{small}");
    assert_eq!(common::difference(&small, &rows_of(&["--format", "copy"])), "");
}

#[test]
fn what_refers_in_circles_and_trees_loads_too() {
    let place = Place::new();
    for name in ["optional_cycles", "required_trees", "shared_tenants", "references_to_partitions", "partitions_with_parents"] {
        let schema = root().join("tests/samples").join(format!("{name}.sql"));
        place.session("postgres").execute(&format!("CREATE DATABASE {name} TEMPLATE template0")).unwrap();
        place.session(name).execute(&fs::read_to_string(&schema).unwrap()).unwrap();
        let made = |threads: &str| {
            let mut command = groundplan(place.folder.path());
            command.args(["seed", schema.to_str().unwrap(), "--rows", "700", "--format", "copy"]).env("RAYON_NUM_THREADS", threads);
            let made = run(command);
            assert_eq!(made.code, Some(0), "{name}: {}", made.everything());
            made.stdout
        };
        assert!(made("2") == made("1"), "{name} is another one with one thread");
        let loaded = run_in(place.folder.path(), &["seed", schema.to_str().unwrap(), "--rows", "700", "--into", &place.url(name)]);
        assert_eq!(loaded.code, Some(0), "{name}: {}", loaded.everything());
    }
    let mut trees = place.session("required_trees");
    for query in
        ["categories WHERE parent_id <> id", "units WHERE base_code <> code", "nodes WHERE root_id <> id", "places WHERE within <> id"]
    {
        let below = number(&mut trees, &format!("SELECT count(*) FROM {query}"));
        assert!((150..690).contains(&below), "{query}: {below} of 700");
    }
}

#[test]
fn lines_are_numbered_within_their_order_and_addresses_are_chosen() {
    let place = Place::new();
    let schema = "CREATE TABLE customers (id bigserial PRIMARY KEY, name text NOT NULL);
        CREATE TABLE addresses (id bigserial PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers, street text NOT NULL);
        CREATE TABLE orders (id bigserial PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers, address_id bigint REFERENCES addresses);
        CREATE TABLE order_lines (order_id bigint REFERENCES orders, line_number smallint, pieces integer NOT NULL, PRIMARY KEY (order_id, line_number));";
    fs::write(place.folder.path().join("orders.sql"), schema).unwrap();
    place.session("postgres").execute("CREATE DATABASE orders").unwrap();
    let mut session = place.session("orders");
    session.execute(schema).unwrap();
    let arguments = ["seed", "orders.sql", "--rows", "1000", "--table", "order_lines=40000", "--into", &place.url("orders")];
    let loaded = run_in(place.folder.path(), &arguments);
    assert_eq!(loaded.code, Some(0), "{}", loaded.everything());
    assert_eq!(number(&mut session, "SELECT count(*) FROM order_lines"), 40_000);
    assert_eq!(
        number(&mut session, "SELECT count(*) FROM (SELECT FROM order_lines GROUP BY order_id HAVING max(line_number) <> count(*)) odd"),
        0
    );
    let addressed = number(&mut session, "SELECT count(*) FROM orders WHERE address_id IS NOT NULL");
    assert!((500..900).contains(&addressed), "{addressed}");
}

#[test]
fn totals_prices_and_places_agree_in_a_load() {
    let place = Place::new();
    let schema = "CREATE TABLE countries (code char(2) PRIMARY KEY, name text NOT NULL);
        CREATE TABLE customers (id bigserial PRIMARY KEY, name text NOT NULL, country_code char(2) NOT NULL REFERENCES countries, city text NOT NULL);
        CREATE TABLE products (id bigserial PRIMARY KEY, name text NOT NULL, price numeric(10,2) NOT NULL);
        CREATE TABLE orders (id bigserial PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers, total numeric(12,2) NOT NULL,
            item_count integer NOT NULL);
        CREATE TABLE order_items (id bigserial PRIMARY KEY, order_id bigint NOT NULL REFERENCES orders, product_id bigint NOT NULL REFERENCES products,
            quantity integer NOT NULL CHECK (quantity > 0), unit_price numeric(10,2) NOT NULL);";
    fs::write(place.folder.path().join("orders.sql"), schema).unwrap();
    place.session("postgres").execute("CREATE DATABASE orders").unwrap();
    let mut session = place.session("orders");
    session.execute(schema).unwrap();
    let arguments =
        ["seed", "orders.sql", "--rows", "2000", "--table", "countries=20", "--table", "order_items=6000", "--into", &place.url("orders")];
    for rows in [2000, 4000] {
        let loaded = run_in(place.folder.path(), &arguments);
        assert_eq!(loaded.code, Some(0), "{}", loaded.everything());
        assert_eq!(number(&mut session, "SELECT count(*) FROM orders"), rows);
        let lines = "SELECT order_id, sum(quantity * unit_price) AS total, count(*) AS items FROM order_items GROUP BY order_id";
        // The second load adds lines to orders that stand, which are not changed.
        let odd = format!(
            "SELECT count(*) FROM orders LEFT JOIN ({lines}) AS lines ON order_id = id WHERE id > {rows} - 2000
                AND (orders.total, item_count) IS DISTINCT FROM (coalesce(lines.total, 0), coalesce(items, 0))"
        );
        assert_eq!(number(&mut session, &odd), 0);
        let others = "SELECT count(*) FROM order_items JOIN products ON products.id = product_id WHERE price <> unit_price";
        assert_eq!(number(&mut session, others), 0);
        let cities = "SELECT count(DISTINCT country_code) FROM customers WHERE city IN ('Lyon', 'Basel', 'Graz')";
        assert!(number(&mut session, cities) <= 3);
    }
}

#[test]
fn required_references_in_a_circle_are_refused() {
    let folder = folder();
    let schema = root().join("tests/samples/required_cycles.sql");
    // Constraints that may wait help rows that wait in memory, and these do not.
    for but in [&[][..], &["--table", "husbands=0", "--table", "wives=0"]] {
        let refused = run_in(folder.path(), &[&["seed", schema.to_str().unwrap(), "--rows", "300", "--format", "copy"], but].concat());
        assert_eq!(refused.code, Some(1), "{}", refused.everything());
        assert!(refused.stderr.contains("error[seed-cycle]"), "{}", refused.stderr);
        assert_eq!(refused.stdout, "", "nothing is written before");
    }
}

#[test]
fn a_locale_reaches_rows_by_the_thousand() {
    let folder = folder();
    let of = |locale: &str| {
        let made = run_in(folder.path(), &["seed", "blog.schema", "--rows", "500", "--format", "copy", "--locale", locale]);
        assert_eq!(made.code, Some(0), "{}", made.stderr);
        made.stdout
    };
    let german = of("de");
    assert!(german.contains("Müller") && german.contains("ä"), "{}", &german[..2000]);
    assert!(!of("en").contains("Müller"));
}

#[test]
fn whoever_reads_may_stop() {
    let folder = folder();
    let mut command = groundplan(folder.path());
    command.args(["seed", "blog.schema", "--rows", "20000", "--format", "copy"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut first = [0; 4096];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    // Dropped here: nobody reads any more.
    let output = child.wait_with_output().unwrap();
    assert!(first.starts_with(b"-- Sample rows for blog.schema"));
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!String::from_utf8_lossy(&output.stderr).contains("error"), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn an_interrupt_leaves_no_file() {
    let folder = folder();
    let mut command = groundplan(folder.path());
    command.args(["seed", "blog.schema", "--rows", "2000000", "-o", "load.sql"]).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let unfinished = folder.path().join(".load.sql.groundplan-unfinished");
    while !unfinished.exists() && child.try_wait().unwrap().is_none() {
        thread::sleep(Duration::from_millis(5));
    }
    assert!(child.try_wait().unwrap().is_none(), "it is still at work");
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(!child.wait().unwrap().success());
    assert_eq!(names(folder.path()), ["blog.schema", "keys.sql"]);
}

#[test]
fn a_partition_is_asked_for_by_the_table_that_it_is_of() {
    let folder = folder();
    let schema = "CREATE TABLE events (at date NOT NULL) PARTITION BY RANGE (at);
        CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY RANGE (at);
        CREATE TABLE events_2025_first PARTITION OF events_2025 FOR VALUES FROM ('2025-01-01') TO ('2025-07-01');";
    fs::write(folder.path().join("events.sql"), schema).unwrap();
    let refused = run_in(folder.path(), &["seed", "events.sql", "--table", "events_2025_first=7"]);
    assert_eq!(refused.code, Some(2), "{}", refused.everything());
    for told in ["public.events_2025_first is a partition of public.events", "--table public.events=7"] {
        assert!(refused.stderr.contains(told), "{told} is missing:\n{}", refused.stderr);
    }
}

#[test]
fn a_number_of_the_command_line_is_answered_there() {
    let folder = folder();
    let schema = "project sizes edition 2026\n\nentity Size {\n  level int unique check (level between 1 and 2)\n}\n";
    fs::write(folder.path().join("sizes.schema"), schema).unwrap();
    let refused = run_in(folder.path(), &["seed", "sizes.schema", "--table", "sizes=3"]);
    assert_eq!(refused.code, Some(1), "{}", refused.everything());
    assert!(refused.stderr.contains("Ask for fewer: `--table public.sizes=2`"), "{}", refused.stderr);
}

#[test]
fn what_cannot_be_together_is_said_before_anything_is_done() {
    let folder = folder();
    let told = |arguments: &[&str], words: &str| {
        let refused = run_in(folder.path(), &[&["seed", "blog.schema"], arguments].concat());
        assert_eq!(refused.code, Some(2), "{}", refused.everything());
        assert!(refused.stderr.contains(words), "{words}:\n{}", refused.stderr);
    };
    told(&["--into", "postgres://nobody@localhost/x", "-o", "a.sql"], "cannot be used with");
    told(&["--into", "shop.sql"], "begins with postgres://");
    told(&["--format", "copy", "-o", "keys.sql"], "keys.sql stands already");
    told(&["--format", "copy", "--report", "json"], "cannot both go to standard output");
}
