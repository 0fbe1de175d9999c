//! Whatever happens to the file, nobody but the clock notices.

use std::fs;

use rusqlite::Connection;

use super::*;
use crate::catalog::{Catalog, EnumType, QualifiedName};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary directory")
}

fn catalog() -> Catalog {
    let mut catalog = Catalog::default();
    let name = QualifiedName::public("post_status");
    catalog.enums.insert(name.clone(), EnumType { name, values: vec!["draft".into(), "it's \"é\"".into()], comment: None });
    catalog
}

fn run_record() -> RunRecord {
    RunRecord {
        stamp: "20260101120000".into(),
        inputs: "ab".repeat(32),
        outputs: vec![OutputRecord { path: "migrations/20260101120000_a.sql".into(), sha256: "cd".repeat(32) }],
        verdict: Verdict::Unverified,
    }
}

/// Uses the ledger in every way, as a run does; nothing of it may fail or panic.
fn use_in_every_way(ledger: &Ledger) {
    ledger.snapshot::<Catalog>("chain");
    ledger.keep_snapshot("chain", &catalog());
    ledger.record_run(&run_record());
    ledger.runs();
    if let Some(found) = ledger.snapshot::<Catalog>("chain") {
        assert_eq!(found, catalog(), "a snapshot is right or absent");
    }
}

/// After a mishap, a new run works with a new ledger.
fn works_again(path: &Path) {
    let ledger = Ledger::at(path);
    use_in_every_way(&ledger);
    assert_eq!(ledger.snapshot("chain"), Some(catalog()));
    assert_eq!(ledger.notes(), [] as [String; 0]);
}

#[test]
fn what_one_run_keeps_the_next_one_finds() {
    let folder = folder();
    let path = folder.path().join("state/ledger.sqlite");
    let first = Ledger::at(&path);
    first.keep_snapshot("chain", &catalog());
    first.keep_snapshot("other", &Catalog::default());
    first.record_run(&run_record());
    drop(first);

    let second = Ledger::at(&path);
    assert_eq!(second.snapshot("chain"), Some(catalog()));
    assert_eq!(second.snapshot("other"), Some(Catalog::default()));
    assert_eq!(second.snapshot::<Catalog>("unknown"), None);
    assert_eq!(second.runs(), [run_record()]);
    assert_eq!(second.notes(), [] as [String; 0]);
    let beside: Vec<_> = fs::read_dir(folder.path().join("state")).expect("list").collect();
    assert_eq!(beside.len(), 1, "no second file stays: {beside:?}");
}

#[test]
fn reading_a_missing_ledger_creates_nothing() {
    let folder = folder();
    let ledger = Ledger::at(folder.path().join("state/ledger.sqlite"));
    assert_eq!((ledger.snapshot::<Catalog>("chain"), ledger.runs()), (None, vec![]));
    assert_eq!(ledger.notes(), [] as [String; 0]);
    assert!(!folder.path().join("state").exists());
    // It may still come to be in the same run.
    ledger.keep_snapshot("chain", &catalog());
    assert_eq!(ledger.snapshot("chain"), Some(catalog()));
}

#[test]
fn a_ledger_that_cannot_stand_where_it_should_is_done_without() {
    let folder = folder();
    fs::write(folder.path().join("file"), "").expect("write");
    for path in [folder.path().join("file/ledger.sqlite"), folder.path().to_path_buf()] {
        let ledger = Ledger::at(&path);
        use_in_every_way(&ledger);
        assert_eq!(ledger.notes().len(), 1, "{:?}", ledger.notes());
    }
    assert!(folder.path().is_dir());
}

#[test]
fn a_locked_ledger_is_done_without_and_soon() {
    let folder = folder();
    let path = folder.path().join(FILE_NAME);
    use_in_every_way(&Ledger::at(&path));
    let holder = Connection::open(&path).expect("open");
    holder.execute_batch("BEGIN EXCLUSIVE").expect("lock");
    let ledger = Ledger::at(&path);
    use_in_every_way(&ledger);
    assert_eq!(ledger.snapshot::<Catalog>("chain"), None);
    assert_eq!(ledger.notes().len(), 1, "it gives up once: {:?}", ledger.notes());
    assert!(ledger.notes()[0].contains("locked"), "{:?}", ledger.notes());
    drop(holder);
    works_again(&path);
}

#[test]
fn a_read_only_ledger_is_read_and_not_written() {
    let folder = folder();
    let path = folder.path().join(FILE_NAME);
    Ledger::at(&path).keep_snapshot("chain", &catalog());
    let mut permissions = fs::metadata(&path).expect("metadata").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).expect("read-only");
    let ledger = Ledger::at(&path);
    assert_eq!(ledger.snapshot("chain"), Some(catalog()));
    use_in_every_way(&ledger);
    // A file's mode does not bind root.
    let binds = fs::OpenOptions::new().write(true).open(&path).is_err();
    assert_eq!(ledger.notes().len(), usize::from(binds), "{:?}", ledger.notes());
}

#[test]
fn a_write_that_fails_is_a_note() {
    let folder = folder();
    let path = folder.path().join(FILE_NAME);
    Ledger::at(&path).keep_snapshot("chain", &catalog());
    let connection = Connection::open(&path).expect("open");
    connection.execute_batch("CREATE TRIGGER full BEFORE INSERT ON run BEGIN SELECT RAISE(ABORT, 'disk is full'); END").expect("a trigger");
    drop(connection);
    let ledger = Ledger::at(&path);
    ledger.record_run(&run_record());
    assert_eq!(ledger.notes().len(), 1);
    assert!(ledger.notes()[0].ends_with("was not used: disk is full"), "{:?}", ledger.notes());
    assert_eq!(Ledger::at(&path).snapshot("chain"), Some(catalog()), "the file is left as it was");
}

#[test]
fn a_ledger_of_an_older_layout_starts_anew() {
    let folder = folder();
    let path = folder.path().join(FILE_NAME);
    let old = Connection::open(&path).expect("open");
    old.execute_batch(
        "CREATE TABLE snapshot (hash TEXT, catalog BLOB); INSERT INTO snapshot VALUES ('chain', x'00'); CREATE TABLE \"a \"\"b\" (x)",
    )
    .expect("an old layout");
    drop(old);
    works_again(&path);
}

#[test]
fn a_ledger_of_a_newer_layout_is_left_alone() {
    let folder = folder();
    let path = folder.path().join(FILE_NAME);
    let newer = Connection::open(&path).expect("open");
    newer.execute_batch("CREATE TABLE future (x); PRAGMA user_version = 99").expect("a newer layout");
    drop(newer);
    let before = fs::read(&path).expect("read");
    let ledger = Ledger::at(&path);
    use_in_every_way(&ledger);
    assert!(ledger.notes()[0].contains("newer groundplan (version 99)"), "{:?}", ledger.notes());
    assert_eq!(fs::read(&path).expect("read"), before);
}

#[test]
fn a_file_that_is_no_ledger_is_set_aside() {
    let folder = folder();
    let path = folder.path().join(FILE_NAME);
    let contents = "no database at all; ".repeat(60);
    fs::write(&path, &contents).expect("write");
    let ledger = Ledger::at(&path);
    use_in_every_way(&ledger);
    assert!(ledger.notes()[0].contains("set aside"), "{:?}", ledger.notes());
    let aside = folder.path().join("ledger.sqlite.damaged");
    assert_eq!(fs::read_to_string(&aside).expect("set aside"), contents);
    works_again(&path);
}

#[test]
fn tables_that_are_not_ours_are_set_aside() {
    let folder = folder();
    let path = folder.path().join(FILE_NAME);
    let strange = Connection::open(&path).expect("open");
    strange.execute_batch("CREATE TABLE snapshot (x); PRAGMA user_version = 1").expect("a strange layout");
    drop(strange);
    use_in_every_way(&Ledger::at(&path));
    works_again(&path);
}

#[test]
fn no_damaged_byte_makes_a_wrong_catalog() {
    let folder = folder();
    let path = folder.path().join(FILE_NAME);
    use_in_every_way(&Ledger::at(&path));
    let whole = fs::read(&path).expect("read");
    // Every place in the pages would take long; these reach the header, the schema and the rows.
    for at in (0..whole.len()).step_by(37) {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x15;
        fs::write(&path, &damaged).expect("write");
        let ledger = Ledger::at(&path);
        let found = ledger.snapshot::<Catalog>("chain");
        assert!(found.is_none() || found == Some(catalog()), "byte {at}: {found:?}");
        use_in_every_way(&Ledger::at(&path));
    }
    fs::write(&path, &whole[..whole.len() / 2]).expect("cut off");
    use_in_every_way(&Ledger::at(&path));
}

#[test]
fn a_changed_payload_is_found_out() {
    let folder = folder();
    let path = folder.path().join(FILE_NAME);
    Ledger::at(&path).keep_snapshot("chain", &catalog());
    let connection = Connection::open(&path).expect("open");
    let changed = connection.execute("UPDATE snapshot SET payload = replace(payload, 'draft', 'crash')", []).expect("change");
    assert_eq!(changed, 1);
    let ledger = Ledger::at(&path);
    assert_eq!(ledger.snapshot::<Catalog>("chain"), None);
    assert_eq!(ledger.notes(), ["a snapshot is damaged and was not used"]);
}

#[test]
fn only_the_newest_snapshots_stay() {
    let folder = folder();
    let path = folder.path().join(FILE_NAME);
    let ledger = Ledger::at(&path);
    for number in 0..70 {
        ledger.keep_snapshot(&number.to_string(), &Catalog::default());
    }
    assert_eq!(ledger.snapshot::<Catalog>("5"), None);
    assert!(ledger.snapshot::<Catalog>("6").is_some() && ledger.snapshot::<Catalog>("69").is_some());
}

#[test]
fn of_a_chain_the_longest_part_that_is_known_is_found() {
    let folder = folder();
    let ledger = Ledger::at(folder.path().join(FILE_NAME));
    let chain = ["a", "b", "c", "d"].map(String::from);
    assert_eq!(ledger.longest::<u32>(&chain), None);
    ledger.keep_snapshot("a", &1);
    ledger.keep_snapshot("c", &3);
    assert_eq!(ledger.longest::<u32>(&chain), Some((3, 3)));
    assert_eq!(ledger.longest::<u32>(&chain[..2]), Some((1, 1)));
    assert_eq!(ledger.longest::<Catalog>(&chain), None, "what has another shape is not known");
}
