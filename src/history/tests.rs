//! Which files make a history, and in which order.

use std::path::Path;

use super::*;
use crate::world::MemoryWorld;

fn world(files: &[(&str, &str)]) -> MemoryWorld {
    files.iter().fold(MemoryWorld::new(), |world, (path, text)| world.with_file(path, text))
}

fn read_world(files: &[(&str, &str)]) -> Result<History, Vec<Diagnostic>> {
    read(&world(files), Path::new("migrations"), Path::new("seeds"))
}

fn messages(files: &[(&str, &str)]) -> Vec<String> {
    read_world(files).expect_err("a refusal").into_iter().map(|problem| problem.message).collect()
}

#[test]
fn a_seed_stands_after_the_migration_of_its_stamp_and_before_later_ones() {
    let history = read_world(&[
        ("migrations/20260302000000_b.sql", "select 2;"),
        ("migrations/20260301000000_z.sql", "select 1;"),
        ("seeds/20260301000000_a.sql", "select 3;"),
        ("migrations/README.md", "# Notes"),
        ("seeds/.gitkeep", ""),
    ])
    .expect("a history");
    let order: Vec<(&str, HistoryKind)> = history.entries.iter().map(|file| (file.path.as_str(), file.kind)).collect();
    assert_eq!(
        order,
        [
            ("migrations/20260301000000_z.sql", HistoryKind::Migration),
            ("seeds/20260301000000_a.sql", HistoryKind::Seed),
            ("migrations/20260302000000_b.sql", HistoryKind::Migration),
        ]
    );
    assert_eq!(history.newest_stamp(), Some("20260302000000"));
}

#[test]
fn folders_that_do_not_stand_are_an_empty_history() {
    assert_eq!(read_world(&[]), Ok(History::default()));
}

#[test]
fn line_ends_do_not_change_a_files_hash() {
    let hash = |text: &str| read_world(&[("migrations/20260301000000_a.sql", text)]).expect("a history").entries[0].hash.clone();
    assert_eq!(hash("a;\nb;\n"), hash("a;\r\nb;\r\n"));
    assert_ne!(hash("a;"), hash("b;"));
}

#[test]
fn every_file_that_a_runner_would_execute_is_read_or_refused() {
    for (path, text, expected) in [
        ("migrations/init.sql", "", "migrations/init.sql is not named like a migration"),
        ("seeds/users.SQL", "", "seeds/users.SQL is not named like a migration"),
        ("migrations/V1__init.sql", "", "migrations/V1__init.sql looks like a file of Flyway or refinery, whose files are not read yet"),
        ("migrations/1_a.up.sql", "", "migrations/1_a.up.sql looks like a file of golang-migrate or sqlx, whose files are not read yet"),
        (
            "migrations/20260301000000_a/migration.sql",
            "",
            "migrations/20260301000000_a looks like a file of Prisma, whose files are not read yet",
        ),
        (
            "migrations/20260301000000_a.sql",
            "-- migrate:up\n-- migrate:down\n",
            "migrations/20260301000000_a.sql looks like a file of dbmate, whose files are not read yet",
        ),
        ("migrations/old/20260301000000_a.sql", "", "The folder migrations/old holds SQL files, and folders inside folders are not read"),
    ] {
        assert_eq!(messages(&[(path, text)]), [expected]);
    }
}

#[test]
fn two_migrations_of_one_stamp_are_named_together() {
    assert_eq!(
        messages(&[("migrations/20260301000000_a.sql", ""), ("migrations/20260301000000_b.sql", "")]),
        ["migrations/20260301000000_a.sql and migrations/20260301000000_b.sql have the same stamp, so that their order is not known"]
    );
}
