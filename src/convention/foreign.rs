//! Files of runners whose conventions are known but not read yet: said by name, never guessed at.
//!
//! Source: each runner's documentation of its file names and markers.

/// A runner that a file was made for, as a message names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Foreign {
    pub runner: &'static str,
    /// What gave it away.
    pub sign: &'static str,
}

/// By the entry's name, and for a folder by the names inside it.
pub fn recognise_entry(name: &str, inside: Option<&[String]>) -> Option<Foreign> {
    let foreign = |runner, sign| Some(Foreign { runner, sign });
    if let Some(inside) = inside {
        let holds = |file: &str| inside.iter().any(|name| name == file);
        return match () {
            () if holds("migration.sql") => foreign("Prisma", "a folder for each migration, with migration.sql in it"),
            () if holds("up.sql") || holds("down.sql") => foreign("Diesel", "a folder for each migration, with up.sql in it"),
            () if holds("_journal.json") => foreign("Drizzle", "the folder meta with _journal.json"),
            () => None,
        };
    }
    if name == "atlas.sum" {
        return foreign("Atlas", "the file atlas.sum");
    }
    let stem = name.strip_suffix(".sql")?;
    if stem.ends_with(".up") || stem.ends_with(".down") {
        return foreign("golang-migrate or sqlx", "a file name that ends with .up.sql or .down.sql");
    }
    if is_flyway(stem) {
        return foreign("Flyway or refinery", "a file name such as V1__name.sql");
    }
    let digits = stem.bytes().take_while(u8::is_ascii_digit).count();
    match (digits, stem.as_bytes().get(digits)) {
        (4, Some(b'_')) => foreign("Drizzle", "a file name such as 0000_name.sql"),
        (5, Some(b'_')) => foreign("goose", "a file name such as 00001_name.sql"),
        (6, Some(b'-')) => foreign("graphile-migrate", "a file name such as 000001-name.sql"),
        (13, Some(b'_')) => foreign("node-pg-migrate", "a file name that begins with milliseconds"),
        _ => None,
    }
}

/// `V1__name`, `V1.2__name`, `U1__name`, `B2__name`, `R__name`.
fn is_flyway(stem: &str) -> bool {
    let Some((version, name)) = stem.split_once("__") else { return false };
    let mut characters = version.chars();
    let letter = characters.next();
    let number = characters.as_str();
    let numbered = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '_'));
    !name.is_empty() && (matches!(letter, Some('V' | 'U' | 'B')) && numbered || letter == Some('R') && number.is_empty())
}

/// By a marker on a line of its own: such a file holds its way back too, and running all of it would undo it.
pub fn recognise_text(text: &str) -> Option<Foreign> {
    const MARKERS: &[(&str, &str, &str)] = &[
        ("-- migrate:up", "dbmate", "the line `-- migrate:up`"),
        ("-- +goose up", "goose", "the line `-- +goose Up`"),
        ("--liquibase formatted sql", "Liquibase", "the line `--liquibase formatted sql`"),
        ("-- liquibase formatted sql", "Liquibase", "the line `-- liquibase formatted sql`"),
        ("-- up migration", "node-pg-migrate", "the line `-- Up Migration`"),
        ("--> statement-breakpoint", "Drizzle", "the line `--> statement-breakpoint`"),
    ];
    text.lines().find_map(|line| {
        let line = line.trim_start_matches('\u{feff}').trim().to_lowercase();
        let found =
            MARKERS.iter().find(|(marker, ..)| line.starts_with(marker) || *marker == "--> statement-breakpoint" && line.ends_with(marker));
        found.map(|(_, runner, sign)| Foreign { runner, sign })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_conventions_of_other_runners_are_known_by_name() {
        for (name, runner) in [
            ("20260301093000_a.up.sql", "golang-migrate or sqlx"),
            ("1_a.down.sql", "golang-migrate or sqlx"),
            ("V1__init.sql", "Flyway or refinery"),
            ("V1.2__init.sql", "Flyway or refinery"),
            ("R__views.sql", "Flyway or refinery"),
            ("0000_flat_wolf.sql", "Drizzle"),
            ("00001_init.sql", "goose"),
            ("000001-init.sql", "graphile-migrate"),
            ("1700000000000_init.sql", "node-pg-migrate"),
            ("atlas.sum", "Atlas"),
        ] {
            assert_eq!(recognise_entry(name, None).map(|foreign| foreign.runner), Some(runner), "{name}");
        }
        for name in ["20260301093000_a.sql", "README.md", "Views__a.sql", "R1.sql", "init.sql"] {
            assert_eq!(recognise_entry(name, None), None, "{name}");
        }
        let inside = |file: &str| recognise_entry("20260301093000_a", Some(&[file.to_string()])).map(|foreign| foreign.runner);
        assert_eq!((inside("migration.sql"), inside("up.sql"), inside("a.txt")), (Some("Prisma"), Some("Diesel"), None));
    }

    #[test]
    fn and_by_the_markers_inside() {
        for (text, runner) in [
            ("-- migrate:up\nselect 1;\n-- migrate:down", "dbmate"),
            ("\u{feff}-- +goose Up\nselect 1;", "goose"),
            ("--liquibase formatted sql\n", "Liquibase"),
            ("create table a ();--> statement-breakpoint\n", "Drizzle"),
            ("-- Up Migration\n", "node-pg-migrate"),
        ] {
            assert_eq!(recognise_text(text).map(|foreign| foreign.runner), Some(runner), "{text}");
        }
        assert_eq!(recognise_text("-- Rollback\nselect '-- migrate:up';"), None);
    }
}
