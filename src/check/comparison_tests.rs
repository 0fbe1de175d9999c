//! The comparison of a migration and of its rollback on PostgreSQL: what it accepts, what it refuses, and in which words.

use super::postgres_tests::{catalog, migration, run, server};
use crate::catalog::*;
use crate::plan::fixture::{blog, check, index};
use crate::postgres::Session;
use crate::render::fixture::{self, planned};
use crate::render::render_migration;
use crate::sql::quote_literal;

#[test]
fn what_stood_with_another_shape_stops_the_migration_and_its_rollback() {
    let server = server();
    let file = migration(&planned(&Catalog::default(), &blog()));
    for (standing, message) in [
        ("CREATE TABLE public.users (id bigint)", "has nothing where this migration means"),
        ("CREATE TYPE public.post_status AS ENUM ('published', 'draft', 'archived')", "enum public.post_status has \"values"),
        (
            "CREATE FUNCTION public.set_updated_at() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
            "function public.set_updated_at() has \"body plpgsql",
        ),
    ] {
        let database = server.database().expect("a database");
        let mut session = database.session().expect("a session");
        run(&mut session, standing);
        let before = catalog(&mut session);
        for sql in [&file.text, &file.rollback] {
            let failure = session.execute(sql).map_err(|failure| format!("{failure:?}"));
            let refused = failure.is_err();
            // A table with a column too few is refused on the way up, at the first object that needs it.
            assert!(refused, "{standing}");
            if let Err(text) = failure {
                assert!(text.contains(message) || text.contains("does not exist") || text.contains("where this migration means"), "{text}");
            }
            run(&mut session, "ROLLBACK");
            assert_eq!(catalog(&mut session), before);
        }
    }
    let database = server.database().expect("a database");
    let mut session = database.session().expect("a session");
    run(&mut session, &file.text);
    run(&mut session, "ALTER TABLE public.comments ADD COLUMN theirs text");
    let failure = session.execute(&file.rollback).expect_err("a column that is not ours");
    assert!(format!("{failure:?}").contains("column theirs of table public.comments is not of this migration"), "{failure:?}");
}

/// What stands under the name that the migration means for something else: what the refusal says, or nothing where both are equal.
const STANDING: &[(&str, &str)] = &[
    ("ALTER TABLE public.posts ALTER COLUMN title TYPE text", "table public.posts has \"title text"),
    ("ALTER TABLE public.posts ALTER COLUMN title DROP NOT NULL", "table public.posts has \"title"),
    (
        "ALTER TABLE public.users DROP CONSTRAINT ck_users_email, ADD CONSTRAINT ck_users_email CHECK (email <> lower(email))",
        "has \"ck_users_email CHECK (email <> lower email)\" where this migration means \"ck_users_email CHECK (email = lower email)\"",
    ),
    (
        "ALTER TABLE public.users DROP CONSTRAINT ck_users_email, ADD CONSTRAINT ck_users_email CHECK (email = lower(email)) NOT VALID",
        "has \"ck_users_email CHECK (email = lower email) NOT VALID\"",
    ),
    (
        "ALTER TABLE public.users DROP CONSTRAINT uq_users_email, ADD CONSTRAINT uq_users_email UNIQUE (username)",
        "table public.users has \"uq_users_email UNIQUE (username)\"",
    ),
    (
        "ALTER TABLE public.users DROP CONSTRAINT ck_users_email, ADD CONSTRAINT ck_users_email CHECK ((email)::text = (lower((email)::text)))",
        "",
    ),
    (
        "ALTER TABLE public.posts DROP CONSTRAINT fk_posts_editor_id, ADD CONSTRAINT fk_posts_editor_id \
         FOREIGN KEY (editor_id) REFERENCES public.users (id) ON DELETE SET NULL NOT VALID",
        "ON DELETE SET NULL NOT VALID\" where",
    ),
    ("ALTER TABLE public.posts ALTER COLUMN status SET DEFAULT 'published'", "not null default 'published'\" where this migration means"),
    ("ALTER TABLE public.posts ALTER COLUMN status SET DEFAULT CAST('draft' AS public.post_status)", ""),
    ("ALTER TABLE public.posts ALTER COLUMN status DROP DEFAULT", "has \"status public.post_status not null\" where"),
    ("ALTER TABLE public.posts ALTER COLUMN attributes SET DEFAULT '{\"a\": 1}'", "attributes jsonb not null default '{a: 1}'\" where"),
    ("ALTER TABLE public.users ALTER COLUMN is_admin SET DEFAULT true", "is_admin boolean not null default true\" where"),
    ("ALTER TABLE public.users ALTER COLUMN created_at SET DEFAULT now()", "default now\" where"),
    ("ALTER TABLE public.users ALTER COLUMN id SET DEFAULT 1", "id bigint not null default 1\" where"),
    (
        "CREATE SEQUENCE public.s; ALTER TABLE public.users ALTER COLUMN id SET DEFAULT nextval('public.s')",
        "default nextval 'public.s'\" where",
    ),
    ("ALTER SEQUENCE public.users_id_seq RENAME TO theirs", ""),
    ("DROP INDEX public.idx_posts_labels; CREATE INDEX idx_posts_labels ON public.posts (slug)", "INDEX USING btree (slug)"),
    (
        "DROP INDEX public.idx_posts_status; CREATE INDEX idx_posts_status ON public.posts (status) WHERE status <> 'draft'",
        "has \"idx_posts_status INDEX USING btree (status) WHERE status <> 'draft'\" where",
    ),
    (
        "DROP INDEX public.idx_posts_status; CREATE INDEX idx_posts_status ON public.posts (status)",
        "has \"idx_posts_status INDEX USING btree (status)\" where",
    ),
    (
        "DROP INDEX public.idx_posts_status; \
         CREATE INDEX idx_posts_status ON public.posts (status) WHERE (status = ('draft'::public.post_status))",
        "",
    ),
    (
        "CREATE FUNCTION public.theirs() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; \
         CREATE OR REPLACE TRIGGER set_updated_at BEFORE UPDATE ON public.posts FOR EACH ROW EXECUTE FUNCTION public.theirs()",
        "EXECUTE FUNCTION public.theirs()\" where this migration means",
    ),
    (
        "CREATE OR REPLACE TRIGGER set_updated_at AFTER UPDATE ON public.posts FOR EACH ROW EXECUTE FUNCTION public.set_updated_at()",
        "set_updated_at TRIGGER AFTER UPDATE",
    ),
    ("ALTER TABLE public.posts DISABLE TRIGGER set_updated_at", "has \"set_updated_at DISABLED TRIGGER BEFORE UPDATE"),
    ("ALTER TABLE public.posts ENABLE REPLICA TRIGGER set_updated_at", "has \"set_updated_at DISABLED TRIGGER BEFORE UPDATE"),
    ("ALTER TABLE public.posts ENABLE ALWAYS TRIGGER set_updated_at", ""),
    ("ALTER FUNCTION public.set_updated_at() SECURITY DEFINER", "has \"returns trigger plpgsql security definer set search_path= body"),
    ("ALTER FUNCTION public.set_updated_at() STABLE", "has \"returns trigger plpgsql stable set search_path= body"),
    ("ALTER FUNCTION public.set_updated_at() RESET search_path", "has \"returns trigger plpgsql body"),
    ("ALTER FUNCTION public.set_updated_at() SET search_path = public", "has \"returns trigger plpgsql set search_path=public body"),
    ("ALTER FUNCTION public.set_updated_at() SET work_mem = '8MB'", "has \"returns trigger plpgsql set search_path= set work_mem=8MB body"),
    ("ALTER FUNCTION public.set_updated_at() VOLATILE SECURITY INVOKER", ""),
];

#[test]
fn what_differs_is_refused_by_name_and_left_as_it_is_and_what_is_equal_is_accepted() {
    let server = server();
    let database = server.database().expect("a database");
    let mut session = database.superuser_session().expect("a session");
    let file = migration(&planned(&Catalog::default(), &blog()));
    for (standing, message) in STANDING {
        run(&mut session, &file.text);
        run(&mut session, standing);
        let before = catalog(&mut session);
        let said = refusal(&mut session, &file.text);
        match message.is_empty() {
            true => assert_eq!(said, "", "{standing}"),
            false => assert!(said.contains(message), "{standing}\n{message}\n{said}"),
        }
        assert_eq!(catalog(&mut session), before, "{standing}");
        run(&mut session, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    }
}

/// What PostgreSQL says; empty when it runs the text.
fn refusal(session: &mut Session, text: &str) -> String {
    let Err(failure) = session.execute(text) else { return String::new() };
    run(session, "ROLLBACK");
    failure.to_string()
}

#[test]
fn a_function_that_returns_something_else_is_refused() {
    let server = server();
    let database = server.database().expect("a database");
    let mut session = database.session().expect("a session");
    let mut target = blog();
    target.tables.clear();
    let file = migration(&planned(&Catalog::default(), &target));
    let body = target.functions.values().next().map(|function| quote_literal(&function.body)).expect("the function");
    let theirs = format!(
        "SET check_function_bodies = off; \
         CREATE FUNCTION public.set_updated_at() RETURNS event_trigger LANGUAGE plpgsql SET search_path = '' AS {body}"
    );
    run(&mut session, &theirs);
    let said = refusal(&mut session, &file.text);
    assert!(said.contains("function public.set_updated_at() has \"returns event_trigger plpgsql set search_path= body"), "{said}");
    run(&mut session, "DROP FUNCTION public.set_updated_at()");
    run(&mut session, &theirs.replace("event_trigger", "trigger"));
    run(&mut session, &file.text);
}

#[test]
fn a_rollback_drops_no_table_whose_constraints_are_not_those_that_were_meant() {
    let server = server();
    let database = server.database().expect("a database");
    let mut session = database.superuser_session().expect("a session");
    let file = migration(&planned(&Catalog::default(), &blog()));
    for (standing, message) in [
        (
            "ALTER TABLE public.users DROP CONSTRAINT ck_users_email, ADD CONSTRAINT ck_users_email CHECK (email <> '')",
            "has \"ck_users_email CHECK (email <> '')\" where this migration means \"ck_users_email CHECK (email = lower email)\"",
        ),
        (
            "ALTER TABLE public.posts DROP CONSTRAINT uq_posts_slug",
            "table public.posts has nothing where this migration means \"uq_posts_slug",
        ),
        (
            "ALTER TABLE public.posts DROP CONSTRAINT fk_posts_author_id, ADD CONSTRAINT fk_posts_author_id \
             FOREIGN KEY (author_id) REFERENCES public.posts (id)",
            "has \"fk_posts_author_id FOREIGN KEY (author_id) REFERENCES public.posts(id)\" where",
        ),
        ("ALTER FUNCTION public.set_updated_at() SECURITY DEFINER", "has \"returns trigger plpgsql security definer"),
        // What a later migration adds, and what is no constraint, goes with its table.
        ("ALTER TABLE public.posts ADD CONSTRAINT theirs CHECK (slug <> '')", ""),
        ("ALTER TABLE public.posts ALTER COLUMN status SET DEFAULT 'published'", ""),
        ("CREATE INDEX theirs ON public.posts (title)", ""),
        ("DROP TABLE public.comments", ""),
    ] {
        run(&mut session, &file.text);
        run(&mut session, standing);
        let before = catalog(&mut session);
        let said = refusal(&mut session, &file.rollback);
        if message.is_empty() {
            assert_eq!(said, "", "{standing}");
            assert!(catalog(&mut session).tables.is_empty(), "{standing}");
        } else {
            assert!(said.contains(message), "{standing}\n{message}\n{said}");
            assert_eq!(catalog(&mut session), before, "{standing}");
        }
        run(&mut session, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    }
}

/// One table for each line of the list (kind and expression) and of deparsed.tsv.
#[test]
fn each_expression_is_accepted_as_it_was_written_and_another_in_its_place_is_refused() {
    let server = server();
    let database = server.database().expect("a database");
    let mut session = database.superuser_session().expect("a session");
    run(&mut session, include_str!("../../tests/data/expression_context.sql"));
    let context = catalog(&mut session);
    let shape = context.tables.get(&QualifiedName::public("t")).expect("the table");
    let (mut known, mut indexes, mut failures) = (0, 0, Vec::new());
    for line in include_str!("expressions.tsv").lines().chain(include_str!("../catalog/expression/deparsed.tsv").lines()) {
        let mut fields = line.split('\t');
        let (Some(kind), Some(written)) = (fields.next(), fields.next()) else { panic!("kind and expression, not {line:?}") };
        let mut table = Table { name: QualifiedName::public("x"), ..shape.clone() };
        let other = match kind.split_once(' ') {
            Some((_, column)) => {
                let column = table.columns.get_mut(column).expect("a column");
                column.value = ColumnValue::Default(Expression::new(written));
                format!("ALTER TABLE public.x ALTER {} SET DEFAULT {}", column.name, another(&column.name, written))
            }
            None if kind == "C" => {
                table.checks.insert("ck".to_string(), check("ck", written));
                format!("ALTER TABLE public.x DROP CONSTRAINT ck, ADD CONSTRAINT ck CHECK (NOT ({written}\n))")
            }
            None => continue,
        };
        known += usize::from(is_met(&mut session, &context, table, &other, &mut failures));
        let probe = format!("BEGIN; CREATE INDEX probe ON public.t (a) WHERE {written}\n; ROLLBACK");
        if kind == "C" && refusal(&mut session, &probe).is_empty() {
            let mut table = Table { name: QualifiedName::public("x"), ..shape.clone() };
            let partial = Index { predicate: Some(Expression::new(written)), ..index("ix", &["a"]) };
            table.indexes.insert("ix".to_string(), partial);
            let other = format!("DROP INDEX public.ix; CREATE INDEX ix ON public.x (a) WHERE NOT ({written}\n)");
            indexes += usize::from(is_met(&mut session, &context, table, &other, &mut failures));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(known >= 230 && indexes >= 120, "{known} expressions and {indexes} conditions are compared in full");
}

/// Whether the migration that makes the table refuses the other form; it must where it shows the whole, and it must take its own.
fn is_met(session: &mut Session, context: &Catalog, table: Table, other: &str, failures: &mut Vec<String>) -> bool {
    let mut target = context.clone();
    target.tables.insert(table.name.clone(), table);
    let file = render_migration(&planned(context, &target), &fixture::context("test")).expect("rendered");
    let meant = file.text.split_once("WITH meant").and_then(|(_, rest)| rest.split_once("tables AS")).map_or("", |(meant, _)| meant);
    let is_whole = !meant.contains("...") && !meant.contains("CHECK of");
    let own = refusal(session, &file.text);
    if !own.is_empty() {
        failures.push(own);
        return is_whole;
    }
    run(session, other);
    let said = refusal(session, &file.text);
    if said.contains("where this migration means") != is_whole {
        failures.push(format!("{other} is accepted ({}): {said}{meant}", !is_whole));
    }
    run(session, "DROP TABLE public.x");
    is_whole
}

/// A default of the same column that is none of the lists.
fn another<'a>(column: &str, written: &'a str) -> &'a str {
    match column {
        "title" | "name" | "code" => "'yy'",
        "letter" => "'z'",
        "a" | "id" | "price" | "ratio" | "small" | "single" => "77",
        "flag" if written.contains("true") => "false",
        "flag" => "true",
        "status" => "'archived'",
        "data" | "raw" => "'{\"z\": 1}'",
        "tags" | "nums" | "prices" | "words" => "'{7}'",
        "stamps" => "'{1999-01-01}'",
        "created" | "at" | "day" | "stamp" => "'1999-01-01'",
        "dur" => "'9 days'",
        "during" => "'empty'",
        "ip" => "'10.9.8.7'",
        "tok" => "'99999999-0000-0000-0000-000000000000'",
        "email" => "'other@example.org'",
        other => panic!("no other default for {other}"),
    }
}

/// What a later migration does to the same objects is no difference.
#[test]
fn more_than_was_meant_may_stand_on_the_way_up() {
    let server = server();
    let database = server.database().expect("a database");
    let mut session = database.session().expect("a session");
    let file = migration(&planned(&Catalog::default(), &blog()));
    run(&mut session, &file.text);
    run(
        &mut session,
        "ALTER TYPE public.post_status ADD VALUE 'draft (2)' AFTER 'draft'; ALTER TABLE public.posts ADD COLUMN theirs text; \
         CREATE INDEX theirs ON public.posts (theirs); ALTER TABLE public.posts ADD CONSTRAINT theirs CHECK (theirs <> '')",
    );
    let before = catalog(&mut session);
    run(&mut session, &file.text);
    assert_eq!(catalog(&mut session), before);
}

/// A migration runs in any session.
#[test]
fn the_settings_of_a_session_make_no_difference() {
    let server = server();
    let database = server.database().expect("a database");
    let mut session = database.session().expect("a session");
    let mut target = blog();
    let users = target.tables.get_mut(&QualifiedName::public("users")).expect("the table");
    for (number, written) in ["username ~ '^[a-z]+(-[a-z]+)*$'", "char_length(bio) > -1.5", "bio <> 'it''s'"].into_iter().enumerate() {
        let name = format!("ck_{number}");
        users.checks.insert(name.clone(), check(&name, written));
    }
    let file = migration(&planned(&Catalog::default(), &target));
    assert!(!file.text.contains("CHECK of"), "each is compared in full");
    for settings in [
        "quote_all_identifiers = on",
        "standard_conforming_strings = off",
        "backslash_quote = off",
        "extra_float_digits = 0",
        "IntervalStyle = iso_8601",
        "DateStyle = 'German, DMY'",
        "TimeZone = 'Asia/Kolkata'",
        "search_path = ''",
    ] {
        run(&mut session, &format!("SET {settings}"));
        for text in [&file.text, &file.text, &file.rollback, &file.rollback] {
            assert_eq!(refusal(&mut session, text), "", "{settings}");
        }
        run(&mut session, "RESET ALL");
    }
}
