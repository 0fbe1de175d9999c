//! Whatever the ledger holds, lacks or does, a history makes the same catalog.

#![expect(clippy::disallowed_methods, reason = "a test makes and spoils files of its own")]

use std::fs;
use std::path::Path;

use rusqlite::Connection;

use super::ServerChoice;
use super::standing::{Asking, Standing, standing};
use crate::catalog::Catalog;
use crate::history::{History, HistoryFile, HistoryKind};
use crate::ledger::Ledger;
use crate::world::{MemoryWorld, RealWorld, World};

fn history(texts: &[String]) -> History {
    let file = |(at, text): (usize, &String)| HistoryFile::by_itself(&format!("migrations/{at}.sql"), text.clone());
    History { entries: texts.iter().enumerate().map(file).collect(), ..History::default() }
}

/// A table each, with a sequence of its own that the catalog does not list.
fn texts(count: usize) -> Vec<String> {
    let text = |n: usize| format!("\\restrict x\nCREATE TABLE t{n} (id serial PRIMARY KEY, of integer REFERENCES t0 (id));\n");
    (0..count).map(text).collect()
}

fn no_server() -> ServerChoice {
    ServerChoice { binaries: Some("/nowhere".into()), url: None }
}

fn read(world: &dyn World, history: &History, server: &ServerChoice, ledger: Option<&Path>) -> Standing {
    let ledger = ledger.map(Ledger::at);
    let asking = Asking { server, target: None, as_superuser: false, ledger: ledger.as_ref() };
    standing(world, history, asking).unwrap_or_else(|failure| unreachable!("{failure:?}"))
}

/// The same as without a ledger. Gives how many files were known.
fn known(texts: &[String], ledger: &Path) -> usize {
    let (world, history, server) = (MemoryWorld::new(), history(texts), no_server());
    let plain = read(&world, &history, &server, None);
    let found = read(&world, &history, &server, Some(ledger));
    assert!(plain.catalog == found.catalog && plain.notes == found.notes && plain.known == 0, "{:?}", found.notes);
    found.known
}

#[test]
fn a_history_costs_once_and_each_file_that_is_appended_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.sqlite");
    let mut all = texts(20);
    assert_eq!(known(&all[..10], &path), 0);
    assert_eq!(known(&all[..10], &path), 10);
    assert_eq!(known(&all[..11], &path), 10);
    // The sequences of what is kept are known: this column is no serial one any more.
    let mut altered = all[..10].to_vec();
    altered.push("ALTER SEQUENCE t3_id_seq OWNED BY NONE;\nALTER SEQUENCE t4_id_seq INCREMENT BY 5;\n".to_string());
    assert_eq!(known(&altered, &path), 10);
    assert_eq!(known(&all, &path), 10);
    assert_eq!(known(&all, &path), 20);
    all[12].push_str("COMMENT ON TABLE t12 IS 'changed';\n");
    assert_eq!(known(&all, &path), 10, "what comes after a change is not known");
    all[0].push('\n');
    assert_eq!(known(&all[..9], &path), 0);
}

#[test]
fn a_ledger_that_is_missing_locked_old_newer_or_damaged_changes_nothing_but_the_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.sqlite");
    let all = texts(12);
    let fresh = || {
        let _ = fs::remove_file(&path);
        known(&all, &path);
        assert_eq!(known(&all, &path), 12);
    };
    fresh();
    fs::remove_file(&path).expect("it stood");
    assert_eq!(known(&all, &path), 0, "missing");

    fresh();
    let holder = Connection::open(&path).expect("open");
    holder.execute_batch("BEGIN EXCLUSIVE").expect("lock");
    assert_eq!(known(&all, &path), 0, "locked");
    drop(holder);
    assert_eq!(known(&all, &path), 12, "and free again");

    for layout in [0, 99] {
        fresh();
        Connection::open(&path).expect("open").pragma_update(None, "user_version", layout).expect("another layout");
        assert_eq!(known(&all, &path), 0, "of the layout {layout}");
    }

    fresh();
    let changed = "UPDATE snapshot SET payload = replace(payload, 't3', 't4')";
    assert!(Connection::open(&path).expect("open").execute(changed, []).expect("a change") > 0);
    assert_eq!(known(&all, &path), 0, "changed");

    fresh();
    let whole = fs::read(&path).expect("read");
    for at in (0..whole.len()).step_by(whole.len() / 60) {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x15;
        fs::write(&path, &damaged).expect("write");
        // Some bytes mean nothing.
        assert!([0, 12].contains(&known(&all, &path)), "byte {at}");
    }
    fs::write(&path, &whole[..whole.len() / 2]).expect("cut off");
    known(&all, &path);
    fs::write(&path, "no ledger").expect("write");
    assert_eq!(known(&all, &path), 0, "no ledger at all");
}

#[test]
fn what_a_server_took_part_in_is_known_for_that_server_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.sqlite");
    let mut all = texts(2);
    all.push("DO $$ BEGIN CREATE TABLE made (id serial); END $$;".to_string());
    let server = ServerChoice::default();
    let read = |texts: &[String], server: &ServerChoice, as_superuser: bool| {
        let ledger = Ledger::at(&path);
        let asking = Asking { server, target: None, as_superuser, ledger: Some(&ledger) };
        standing(&RealWorld, &history(texts), asking)
    };
    let catalog = |texts: &[String], as_superuser: bool| -> (Catalog, usize) {
        let found = read(texts, &server, as_superuser).unwrap_or_else(|failure| unreachable!("{failure:?}"));
        (found.catalog, found.known)
    };
    let (first, known) = catalog(&all, false);
    assert_eq!((first.tables.len(), known), (3, 0));
    assert_eq!(catalog(&all, false), (first.clone(), 3));
    assert_eq!(catalog(&all, true), (first, 0), "another role may do other things");
    assert!(read(&all, &no_server(), false).is_err(), "whose server is not there learns nothing of another's");
    all.push("ALTER TABLE made ADD COLUMN n integer;".to_string());
    assert_eq!(catalog(&all, false).1, 3);
}

#[test]
fn a_seed_that_does_not_load_is_told_again_in_each_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.sqlite");
    let mut history = history(&texts(10));
    let mut seed = HistoryFile::by_itself("seeds/1.sql", "CREATE TABLE more (n integer);\nINSERT INTO gone VALUES (1);\n".to_string());
    seed.kind = HistoryKind::Seed;
    history.entries.push(seed);
    for _ in 0..2 {
        let found = read(&RealWorld, &history, &ServerChoice::default(), Some(&path));
        assert_eq!(found.warnings.len(), 1);
        assert!(!found.catalog.tables.keys().any(|table| table.name == "more"), "it stands whole or not at all");
    }
}
