//! Projects that have rows already: what one run after another adds, and what becomes of values that clash with rows that stand.
//!
//! Comes in: requirements, hand-written files. Goes out: what the runs print and write.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::panic, reason = "a test may touch files, and stops where it fails")]

mod common;

use std::fs;
use std::path::Path;

use common::{Run, groundplan, run, tree};
use regex::Regex;

const PEOPLE: &str = "project people edition 2026\n\
    entity User { email email unique; username varchar(3..30) unique; no timestamps; seed 5 }\n";

const USERS: &str =
    "CREATE TABLE public.users (id bigserial PRIMARY KEY, email varchar(254) NOT NULL UNIQUE, username varchar(30) NOT NULL UNIQUE);\n";

fn generate(folder: &Path) -> Run {
    let mut command = groundplan(folder);
    command.arg("generate");
    let found = run(command);
    assert_eq!(found.code, Some(0), "{}", found.everything());
    found
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The newest seed.
fn newest_seed(folder: &Path) -> String {
    let files = tree(&folder.join("seeds"));
    String::from_utf8(files.into_iter().next_back().expect("a seed").1).unwrap()
}

/// The rows of users in a seed: e-mail and username.
fn users(seed: &str) -> Vec<(String, String)> {
    let row = Regex::new(r"(?m)^    \('([^']+@[^']+)', +'([^']+)'\)").unwrap();
    row.captures_iter(seed).map(|found| (found[1].to_string(), found[2].to_string())).collect()
}

/// What an empty project gets.
fn generated_users() -> Vec<(String, String)> {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "people.schema", PEOPLE);
    generate(folder.path());
    let found = users(&newest_seed(folder.path()));
    assert_eq!(found.len(), 5);
    found
}

/// A second run has nothing to do and changes nothing.
fn settled(folder: &Path) {
    let before = tree(folder);
    let again = generate(folder);
    assert!(again.stdout.contains("Nothing to do"), "{}", again.everything());
    assert_eq!(before, tree(folder));
}

#[test]
fn a_value_that_another_row_is_known_to_hold_is_avoided_at_once() {
    let first = generated_users();
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "people.schema", PEOPLE);
    write(folder.path(), "migrations/20250101000000_users.sql", USERS);
    let standing = format!("INSERT INTO public.users (email, username) VALUES ('other@example.org', '{}');\n", first[2].1);
    write(folder.path(), "seeds/20250101000000_users.sql", &standing);
    let found = generate(folder.path());
    assert!(!found.stdout.contains("↻ try"), "{}", found.everything());
    let second = users(&newest_seed(folder.path()));
    assert_eq!(second.len(), 5);
    assert_eq!((&second[2].0, second[2].1 != first[2].1), (&first[2].0, true), "the e-mail stays, the username gives way");
    assert_eq!([&second[..2], &second[3..]], [&first[..2], &first[3..]], "nobody else changes");
    settled(folder.path());
}

#[test]
fn a_clash_that_nobody_could_know_of_is_mended_by_another_try() {
    let first = generated_users();
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "people.schema", PEOPLE);
    write(folder.path(), "migrations/20250101000000_users.sql", USERS);
    // More rows than are read, and the one that clashes comes last in the order of the key.
    let standing = format!(
        "INSERT INTO public.users (email, username) SELECT 'a' || n || '@example.org', 'user_' || n FROM generate_series(1, 1100) AS n;\n\
         INSERT INTO public.users (email, username) VALUES ('zzz@example.org', '{}');\n",
        first[2].1
    );
    write(folder.path(), "seeds/20250101000000_users.sql", &standing);
    let found = generate(folder.path());
    let retry = found.stdout.lines().find(|line| line.contains("↻ try 1")).unwrap_or_else(|| panic!("{}", found.everything()));
    assert!(retry.contains("23505") && retry.contains("other values for 1 row of public.users"), "{retry}");
    assert!(!found.stdout.contains("↻ try 2"));
    let second = users(&newest_seed(folder.path()));
    assert_eq!(second.len(), 5);
    assert!(second.iter().all(|(_, username)| *username != first[2].1));
    settled(folder.path());
}

#[test]
fn rows_are_added_one_request_after_another() {
    let folder = tempfile::tempdir().unwrap();
    let blog = |users: u32, extra: &str| {
        let text = format!(
            "project blog edition 2026\nentity User {{ email email unique; seed {users} }}\n\
             entity Post {{ author -> User; title varchar(1..80); tags <-> Tag; seed 6 }}\n\
             entity Tag {{ name varchar(1..40) unique; seed 3 }}\n\
             entity Comment {{ post -> Post; author -> User; parent -> Comment?; body text(1..500); seed 12 }}\n{extra}"
        );
        write(folder.path(), "blog.schema", &text);
    };
    let rows = |found: &Run| {
        let line = Regex::new(r"adds (\d+) rows? of sample data to (\d+) table").unwrap();
        assert!(found.stdout.contains("Done"), "{}", found.everything());
        let seed = newest_seed(folder.path());
        let found = line.captures(&seed).unwrap_or_else(|| panic!("{seed}"));
        (found[1].to_string(), found[2].to_string())
    };
    blog(5, "");
    generate(folder.path());
    settled(folder.path());

    blog(8, "");
    assert_eq!(rows(&generate(folder.path())), ("3".to_string(), "1".to_string()), "three users, and nothing that hangs on them");
    settled(folder.path());

    blog(2, "");
    settled(folder.path());

    blog(8, "entity Bookmark { user -> User; post -> Post; key (user, post); seed 10 }\n");
    assert_eq!(rows(&generate(folder.path())), ("10".to_string(), "1".to_string()));
    settled(folder.path());
    assert_eq!(tree(&folder.path().join("seeds")).len(), 3);
    assert_eq!(tree(&folder.path().join("migrations")).len(), 2);
}

#[test]
fn a_row_that_is_written_otherwise_than_it_stands_is_left_with_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let lamps = |name: &str| {
        let text =
            format!("entity Kind {{ code varchar(2..10) unique; name varchar(1..40); rows (code, name) {{ (\"lamps\", \"{name}\") }} }}\n");
        write(folder.path(), "kinds.schema", &text);
    };
    lamps("Lamps");
    assert!(!generate(folder.path()).everything().contains("seed-row-changed"));
    lamps("Lights");
    let found = generate(folder.path()).everything();
    assert!(found.contains("warning[seed-row-changed]: This row of Kind stands with other values in name"), "{found}");
    assert!(found.contains("Nothing to do"), "{found}");
}

#[test]
fn rows_that_stand_and_do_not_fulfil_what_is_new_are_told_as_the_requirements_matter() {
    let folder = tempfile::tempdir().unwrap();
    let people = |field: &str| {
        let text = format!("project people edition 2026\nentity User {{ email email unique; {field}; no timestamps; seed 2 }}\n");
        write(folder.path(), "people.schema", &text);
    };
    people("age int = 20");
    generate(folder.path());
    let before = tree(folder.path());
    for (field, said) in [
        ("age int = 20; motto text? check (motto is not null)", "check constraint \"ck_users_motto\" of relation \"users\" is violated"),
        ("age int = 20; team varchar(9) = \"one\"; unique (team)", "could not create unique index \"uq_users_team\""),
    ] {
        people(field);
        let mut command = groundplan(folder.path());
        command.args(["generate", "--quiet"]);
        let found = run(command);
        assert_eq!(found.code, Some(1), "{}", found.everything());
        let message = format!("error[standing-rows-refused]: Rows that stand do not fulfil what is new: {said}");
        assert!(found.everything().contains(&message), "{}", found.everything());
        assert!(found.everything().contains("people.schema:2:"), "{}", found.everything());
    }
    people("age int = 20");
    assert_eq!(tree(folder.path()), before);
}

#[test]
fn requirements_that_are_meant_otherwise_change_what_stands_and_its_rows_stay() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        "shop.schema",
        "project shop edition 2026\n\
         enum State { open sent }\n\
         entity Customer { username varchar(3..40) unique; city varchar(40)?; nickname varchar(40)?; seed 5 }\n\
         entity Order { customer -> Customer; state State = open; amount int; seed 8 }\n",
    );
    generate(folder.path());
    write(
        folder.path(),
        "shop.schema",
        "project shop edition 2026\n\
         enum OrderState was State { draft was open; paid; sent }\n\
         entity Account was Customer { login varchar(3..60) unique was username; city varchar(40) = \"unknown\"; removed nickname; seed 5 }\n\
         entity Order { account -> Account was customer on delete cascade; state OrderState = paid; amount bigint check (amount > -1000000000); seed 8 }\n",
    );
    let changed = generate(folder.path());
    assert!(changed.stdout.contains("catalog and rows are as before, but for"), "{}", changed.everything());
    assert!(!changed.everything().contains("left-alone"), "{}", changed.everything());
    let files = tree(&folder.path().join("migrations"));
    let migration = String::from_utf8(files.into_iter().next_back().expect("a migration").1).unwrap();
    for statement in [
        "ALTER TABLE public.customers RENAME TO accounts;",
        "ALTER SEQUENCE public.customers_id_seq RENAME TO accounts_id_seq;",
        "ALTER TABLE public.accounts RENAME CONSTRAINT uq_customers_username TO uq_accounts_login;",
        "CREATE TYPE public.order_state AS ENUM ('draft', 'paid', 'sent');",
        "SET city = 'unknown'\nWHERE city IS NULL;",
        "DROP COLUMN IF EXISTS nickname;",
        "ALTER COLUMN amount TYPE BIGINT",
    ] {
        assert!(migration.contains(statement), "{statement}\n{migration}");
    }
    assert!(!migration.contains("DROP TABLE IF EXISTS public.customers"), "{migration}");
    settled(folder.path());
}
