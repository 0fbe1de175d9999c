//! goose: `-- +goose Up` and `-- +goose Down` in one file; `-- +goose StatementBegin` and `End` round statements with semicolons inside.

use super::listing::{Listed, number_and_name, root_stem};
use super::markers::{any_line, first_statement, is_goose};
use super::writing::{Guard, Markers};
use super::{Convention, Fault, FileName, Order, Part, Role, Sections, Transaction, WayBack, Writing, key};

pub const GOOSE: Convention = Convention {
    code: "goose",
    runner: "goose",
    pattern: "00001_name.sql or YYYYMMDDHHMMSS_name.sql with `-- +goose Up` and `-- +goose Down`",
    source: "https://github.com/pressly/goose, internal/sqlparser/parser.go",
    role,
    sign: |listing| any_line(listing, is_goose).then_some("the line `-- +goose Up`"),
    needs_sign: true,
    order: Order::Key(key::number),
    sections: |file, _| sections(file),
    placeholders: Some(|file, _| {
        file.lines().any(|line| annotation(line.text) == Some("ENVSUB ON") || annotation(line.text) == Some("ENVSUBST ON"))
    }),
    writing: Some(WRITING),
};

const WRITING: Writing = Writing {
    wraps: true,
    way_back: |_| WayBack::Section,
    names: |name, _| (format!("{}_{}.sql", name.version, name.name), String::new()),
    markers: Some(Markers { up: "-- +goose Up", down: "-- +goose Down" }),
    guard: Some(Guard { needed: is_cut_elsewhere, begin: "-- +goose StatementBegin", end: "-- +goose StatementEnd" }),
    suits: &[],
};

/// goose ends a statement at a line whose last word ends with a semicolon; a word that begins with two hyphens ends the line for it.
fn is_cut_elsewhere(statement: &str) -> bool {
    let ends =
        |line: &str| line.split_whitespace().take_while(|word| !word.starts_with("--")).last().is_some_and(|word| word.ends_with(';'));
    let mut lines = statement.trim_end().lines().rev();
    !lines.next().is_some_and(ends) || lines.any(ends)
}

fn role(path: &str) -> Role {
    match root_stem(path).and_then(number_and_name) {
        Some((version, name)) => Role::Up(FileName::new(version, name)),
        None if path.ends_with(".sql") => Role::Other,
        None => Role::Beside,
    }
}

fn annotation(line: &str) -> Option<&str> {
    line.strip_prefix("--")?.trim().strip_prefix("+goose ").map(str::trim)
}

fn sections(file: &Listed) -> Result<Sections, Fault> {
    let first = |wanted: &str| file.lines().find(|line| annotation(line.text) == Some(wanted));
    let help = "begin the file with `-- +goose Up`, and the way back with `-- +goose Down` after it";
    let Some(up) = first("Up") else { return Err(Fault::new(0, "goose finds no `-- +goose Up` in it", help)) };
    let down = first("Down");
    if let Some(down) = down.filter(|down| down.start < up.start) {
        return Err(Fault::new(down.number, "`-- +goose Down` stands before `-- +goose Up`", help));
    }
    if let Some(again) = file.lines().filter(|line| annotation(line.text) == Some("Up")).nth(1) {
        return Err(Fault::new(again.number, "`-- +goose Up` stands here for the second time", help));
    }
    if let Some(line) = first_statement(file.lines().take_while(|line| line.start < up.start)) {
        return Err(Fault::new(line.number, "a statement stands before `-- +goose Up`, which goose refuses", help));
    }
    let transaction = if first("NO TRANSACTION").is_some() { Transaction::Each } else { Transaction::Runner };
    let end = down.map_or(file.text.len(), |down| down.start);
    Ok(Sections {
        up: vec![Part { range: up.end..end, transaction }],
        down: down.map(|down| Part { range: down.end..file.text.len(), transaction }),
        notes: Vec::new(),
    })
}
