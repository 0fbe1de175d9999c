//! Sections by marker lines, and the way to read a file that has none.
//!
//! Source: the runners look at lines, not at SQL: a marker inside a string counts.

use super::listing::{Line, Listed, Listing};
use super::{Fault, Part, Sections, Transaction, convention};

/// Whether a line is a marker.
type IsMarker = fn(&str) -> bool;

/// Markers that begin a way up beside a way back, each with its runner: running the whole file would undo it.
const BOTH_WAYS: &[(IsMarker, &str)] =
    &[(is_dbmate, "dbmate"), (is_goose, "goose"), (is_node_pg_migrate, "node-pg-migrate"), (is_sql_migrate, "sql-migrate")];

/// Whether the line begins as one of these: few do, and all of a migration's lines are asked.
fn begins_as_a_marker(line: &str) -> bool {
    let Some(rest) = line.trim_start().strip_prefix("--") else { return false };
    let text = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '-');
    let begins = |start: &&str| text.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start));
    ["migrate:", "+goose", "+migrate", "up", "down"].iter().any(begins)
}

fn comment(line: &str) -> Option<&str> {
    line.strip_prefix("--").map(str::trim)
}

pub(super) fn is_dbmate(line: &str) -> bool {
    comment(line).is_some_and(|text| text.split_whitespace().next().is_some_and(|word| word == "migrate:up" || word == "migrate:down"))
}

pub(super) fn is_goose(line: &str) -> bool {
    comment(line).is_some_and(|text| text == "+goose Up" || text == "+goose Down")
}

/// `-- Up Migration`, in any case, and nothing else on the line: the runner takes `-- Down migration is a no-op` for a marker too, but other
/// runners' files have such lines as well. Source: node-pg-migrate, src/sqlMigration.ts.
pub(super) fn is_node_pg_migrate(line: &str) -> bool {
    ["up", "down"].iter().any(|direction| after_migration_comment(line, direction).is_some_and(str::is_empty))
}

/// Whether node-pg-migrate cuts the file at this line.
pub(super) fn is_migration_comment(line: &str, direction: &str) -> bool {
    after_migration_comment(line, direction).is_some()
}

fn after_migration_comment<'l>(line: &'l str, direction: &str) -> Option<&'l str> {
    let strip = |text: &'l str, word: &str| {
        let start = text.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word))?;
        Some(&text[start.len()..])
    };
    let text = line.trim_start().strip_prefix("--")?.trim_start_matches(|c: char| c.is_whitespace() || c == '-');
    let rest = strip(text, direction).filter(|rest| rest.starts_with(char::is_whitespace))?;
    strip(rest.trim_start(), "migration").map(str::trim)
}

fn is_sql_migrate(line: &str) -> bool {
    comment(line).is_some_and(|text| text.starts_with("+migrate Up") || text.starts_with("+migrate Down"))
}

/// `--liquibase formatted sql` as the first line that is not blank.
pub(super) fn is_liquibase(file: &Listed) -> bool {
    let first = file.lines().find(|line| !line.text.trim().is_empty());
    first.and_then(|line| comment(line.text.trim_start())).is_some_and(|text| {
        let lower = text.to_ascii_lowercase();
        lower.strip_prefix("liquibase").is_some_and(|rest| rest.trim_start().starts_with("formatted"))
    })
}

/// The runner whose marker stands in the file, if any.
pub(super) fn marked(file: &Listed) -> Option<(usize, &'static str)> {
    if is_liquibase(file) {
        return Some((1, "Liquibase"));
    }
    file.lines().filter(|line| begins_as_a_marker(line.text)).find_map(|line| {
        let known = BOTH_WAYS.iter().find(|(is_marker, _)| is_marker(line.text));
        known.map(|(_, runner)| (line.number, *runner))
    })
}

pub(super) fn any_marked(listing: &Listing) -> bool {
    listing.sql().any(|file| marked(file).is_some())
}

pub(super) fn any_line(listing: &Listing, is_marker: IsMarker) -> bool {
    listing.sql().any(|file| file.lines().any(|line| is_marker(line.text)))
}

/// The whole file, of a runner that knows no sections. One with the markers of another runner is refused: all of it would be run, the way back too.
pub(super) fn whole(file: &Listed, transaction: Transaction) -> Result<Sections, Fault> {
    if let Some((line, runner)) = marked(file) {
        let message = format!("a marker of {runner} stands in a file that would be run as a whole");
        let help = match convention(&runner.to_lowercase()) {
            Some(known) => format!("if the folder is for {runner}, say `--convention {}`", known.code),
            None => format!("files of {runner} are not read; name a folder of another runner"),
        };
        return Err(Fault::new(line, message, help));
    }
    Ok(Sections { up: vec![Part { range: 0..file.text.len(), transaction }], ..Sections::default() })
}

/// The first line that is neither blank nor a comment, among these.
pub(super) fn first_statement<'l>(lines: impl Iterator<Item = Line<'l>>) -> Option<Line<'l>> {
    lines.into_iter().find(|line| {
        let text = line.text.trim();
        !text.is_empty() && !text.starts_with("--")
    })
}
