//! Which files make a history, in which order, and what of them is executed.

use std::path::Path;

use super::*;
use crate::convention::Transaction;
use crate::world::MemoryWorld;

fn world(files: &[(&str, &str)]) -> MemoryWorld {
    files.iter().fold(MemoryWorld::new(), |world, (path, text)| world.with_file(path, text))
}

fn read_world(files: &[(&str, &str)]) -> Result<History, Vec<Diagnostic>> {
    read(&world(files), Place { migrations: Path::new("migrations"), seeds: Path::new("seeds"), told: &Told::default() })
}

fn messages(files: &[(&str, &str)]) -> Vec<String> {
    read_world(files).expect_err("a refusal").into_iter().map(|problem| problem.message).collect()
}

fn paths(files: &[(&str, &str)]) -> Vec<String> {
    read_world(files).expect("a history").entries.into_iter().map(|file| file.path).collect()
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
    assert_eq!(history.newest_version(), Some("20260302000000"));
}

#[test]
fn seeds_stand_among_migrations_of_any_convention_by_their_numbers() {
    let goose = "-- +goose Up\n";
    assert_eq!(
        paths(&[
            ("migrations/9_a.sql", goose),
            ("migrations/10_b.sql", goose),
            ("seeds/00009_a.sql", ""),
            ("seeds/00010_b.sql", ""),
            ("seeds/0_c.sql", "")
        ]),
        ["seeds/0_c.sql", "migrations/9_a.sql", "seeds/00009_a.sql", "migrations/10_b.sql", "seeds/00010_b.sql"]
    );
    assert_eq!(
        paths(&[("migrations/V1.9__a.sql", ""), ("migrations/V1.10__b.sql", ""), ("migrations/R__v.sql", ""), ("seeds/1.10_b.sql", "")]),
        ["migrations/V1.9__a.sql", "migrations/V1.10__b.sql", "migrations/R__v.sql", "seeds/1.10_b.sql"],
        "what runs after all versions runs before the seed of the last one"
    );
    assert_eq!(
        paths(&[("migrations/2026-03-01-093000_a/up.sql", ""), ("seeds/20260301093000_a.sql", ""), ("seeds/20260201093000_b.sql", "")]),
        ["seeds/20260201093000_b.sql", "migrations/2026-03-01-093000_a/up.sql", "seeds/20260301093000_a.sql"]
    );
}

#[test]
fn folders_that_do_not_stand_are_an_empty_history() {
    assert_eq!(read_world(&[]), Ok(History::default()));
}

#[test]
fn what_a_checkout_on_another_system_changes_does_not_change_a_files_hash() {
    let hash = |text: &str| read_world(&[("migrations/20260301000000_a.sql", text)]).expect("a history").entries[0].hash();
    assert_eq!(hash("a;\nb;\n"), hash("\u{feff}a;\r\nb;  \r\n\r\n"));
    assert_ne!(hash("a;"), hash("b;"));
    assert_ne!(hash("a ;"), hash("a;"));
}

#[test]
fn every_file_that_a_runner_would_execute_is_read_or_refused() {
    for (path, text, expected) in [
        ("migrations/init.sql", "", "migrations/init.sql is not named like a migration"),
        ("seeds/users.SQL", "", "seeds/users.SQL is not named like a migration"),
        ("migrations/old/20260301000000_a.sql", "", "The folder migrations/old holds SQL files, and folders inside folders are not read"),
        (
            "migrations/20260301000000_a.rb",
            "",
            "migrations/20260301000000_a.rb is a step that is not SQL, so that what it does is not known",
        ),
    ] {
        assert_eq!(messages(&[(path, text)]), [expected]);
    }
}

#[test]
fn what_is_no_text_stops_only_where_it_is_sql() {
    let read_with = |path: &str| {
        let world = world(&[("migrations/20260301000000_a.sql", "")]);
        world.write_new(Path::new(path), b"caf\xe9").expect("written");
        read(&world, Place { migrations: Path::new("migrations"), seeds: Path::new("seeds"), told: &Told::default() })
    };
    assert_eq!(read_with("migrations/notes.yaml").map(|history| history.entries.len()), Ok(1));
    assert_eq!(read_with("migrations/20260302000000_b.sql").expect_err("not UTF-8")[0].code, "unreadable-file");
}

#[test]
fn two_migrations_of_one_stamp_are_named_together() {
    assert_eq!(
        messages(&[("migrations/20260301000000_a.sql", ""), ("migrations/20260301000000_b.sql", "")]),
        ["migrations/20260301000000_a.sql and migrations/20260301000000_b.sql have the same version, so that their order is not known"]
    );
}

#[test]
fn pieces_keep_their_places_in_the_file_that_a_person_sees() {
    let text = "-- +goose Up\r\ncreate table a ();\r\n\r\n-- +goose StatementBegin\r\nselect 1;\r\n-- +goose StatementEnd\r\n-- +goose Down\r\ndrop table a;\r\n";
    let history = read_world(&[("migrations/1_a.sql", text)]).expect("a history");
    let pieces: Vec<(usize, &str)> = history.entries[0].pieces().iter().map(|piece| (piece.statement.line, piece.text())).collect();
    assert_eq!(pieces, [(2, "create table a ();"), (5, "select 1;")]);
    for piece in history.entries[0].pieces() {
        assert_eq!(&text[piece.statement.body.clone()], piece.text());
        assert_eq!(text[..piece.statement.body.start].matches('\n').count() + 1, piece.statement.line);
    }
    assert_eq!(history.entries[0].down.as_ref().map(|down| down.sql().trim()), Some("drop table a;"));
    assert_eq!(history.entries[0].runs()[0].transaction, Transaction::Runner);
}

#[test]
fn an_included_script_stands_in_the_place_of_its_line() {
    let history = read_world(&[
        ("migrations/1.sql", "select 1;\n\\ir parts/a.sql\nselect 4;\n\\i migrations/parts/c.sql\n"),
        ("migrations/parts/a.sql", "select 2;\n\\ir b.sql\n"),
        ("migrations/parts/b.sql", "-- b\nselect 3;\n"),
        ("migrations/parts/c.sql", "select 5;\n"),
    ])
    .expect("a history");
    let [file] = &history.entries[..] else { panic!("{:?}", history.entries) };
    let pieces = file.pieces();
    let places: Vec<(&str, usize, &str)> = pieces.iter().map(|piece| (piece.path, piece.statement.line, piece.text())).collect();
    assert_eq!(
        places,
        [
            ("migrations/1.sql", 1, "select 1;"),
            ("migrations/parts/a.sql", 1, "select 2;"),
            ("migrations/parts/b.sql", 2, "select 3;"),
            ("migrations/1.sql", 3, "select 4;"),
            ("migrations/parts/c.sql", 1, "select 5;"),
        ]
    );
}

#[test]
fn a_script_that_is_not_there_or_includes_itself_is_named_with_the_line() {
    for (files, expected) in [
        (&[("migrations/1.sql", "\n\\ir a.sql\n")][..], "migrations/1.sql:2: `\\ir a.sql` names no script of this folder"),
        (&[("migrations/1.sql", "\\i ../a.sql\n"), ("a.sql", "")], "migrations/1.sql:1: `\\i ../a.sql` names no script of this folder"),
        (
            &[("migrations/1.sql", "\\ir a.txt\n"), ("migrations/a.txt", "")],
            "migrations/1.sql:1: `\\ir a.txt` names no script of this folder",
        ),
        (
            &[("migrations/1.sql", "\\ir p/a.sql\n"), ("migrations/p/a.sql", "\\ir b.sql\n"), ("migrations/p/b.sql", "\\ir a.sql\n")],
            "migrations/p/b.sql:1: the script includes itself",
        ),
    ] {
        assert_eq!(messages(files), [expected]);
    }
}
