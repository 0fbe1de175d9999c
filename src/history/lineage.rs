//! Linear history: a migration of ours says on which files it builds, and a later reading holds that against those that stand before it.
//!
//! Comes in: the migrations in their order. Goes out: the mark of the next one (`-- groundplan:builds-on …`); what is wrong with the marks that stand. Never
//! happens: a mark that line ends, a byte order mark or the folder's place change; a mark that concerns seeds or files without a version, which run after all.

use super::{History, HistoryFile, HistoryKind};
use crate::diagnostic::Diagnostic;
use crate::world::sha256_hex;

const MARK: &str = "-- groundplan:builds-on ";

/// So many hexadecimal digits tell the histories of a project apart, and leave the line readable.
const DIGITS: usize = 16;

/// The line by which the next migration says what it builds on; none for the first.
pub fn builds_on_mark(history: &History) -> Option<String> {
    let links: Vec<String> = versioned(history).map(link).collect();
    (!links.is_empty()).then(|| format!("{MARK}{}", chain(&links).pop().unwrap_or_default()))
}

/// The first migration that does not build on those before it.
pub(super) fn broken(history: &History) -> Option<Diagnostic> {
    let files: Vec<&HistoryFile> = versioned(history).collect();
    if !files.iter().any(|file| mark(file).is_some()) {
        return None;
    }
    let links: Vec<String> = files.iter().map(|file| link(file)).collect();
    let chain = chain(&links);
    // The newest file that is known to build on those before it.
    let mut sound = 0;
    for (at, file) in files.iter().enumerate() {
        let Some((line, said)) = mark(file) else { continue };
        if said == chain[at] {
            sound = at;
            continue;
        }
        let place = format!("{}:{line}", file.path);
        return Some(match beside(&links[..at], &chain[..at], said) {
            Some(between) => two_branches(&place, file, &files[between]),
            None => changed(&place, &files[sound..at]),
        });
    }
    None
}

/// The migrations that run in the order of their versions.
fn versioned(history: &History) -> impl Iterator<Item = &HistoryFile> {
    history.entries.iter().filter(|file| file.kind == HistoryKind::Migration && !file.version.is_empty())
}

/// What of a file counts: its version, its name and its text, but not the mark, so that a person can take it away.
fn link(file: &HistoryFile) -> String {
    let hash = match mark(file) {
        None => file.hash(),
        Some((line, _)) => {
            let rest = file.text.lines().enumerate().filter(|(at, _)| at + 1 != line).map(|(_, line)| line);
            HistoryFile { text: rest.collect::<Vec<_>>().join("\n"), ..file.clone() }.hash()
        }
    };
    format!("{} {} {hash}\n", file.version, file.name)
}

/// For each number of files from none on: what the next one builds on.
fn chain(links: &[String]) -> Vec<String> {
    let mut chain = vec![String::new()];
    for link in links {
        let mut hash = sha256_hex(format!("{}{link}", chain.last().map_or("", String::as_str)).as_bytes());
        hash.truncate(DIGITS);
        chain.push(hash);
    }
    chain
}

/// The line of the mark, from 1, and what it says.
fn mark(file: &HistoryFile) -> Option<(usize, &str)> {
    let text = file.text.strip_prefix('\u{feff}').unwrap_or(&file.text);
    let head = text.lines().enumerate().take_while(|(_, line)| line.trim_end().is_empty() || line.starts_with("--"));
    head.filter_map(|(at, line)| Some((at + 1, line.strip_prefix(MARK)?.trim_end()))).next()
}

/// Whether the mark would be right without some of the files before: where they stand.
fn beside(links: &[String], chain: &[String], said: &str) -> Option<std::ops::Range<usize>> {
    if let Some(known) = chain.iter().position(|known| known == said) {
        return Some(known..links.len());
    }
    // Those that came in from another branch need not be the last.
    let without = |gap: &std::ops::Range<usize>| {
        let rest: Vec<String> = links[..gap.start].iter().chain(&links[gap.end..]).cloned().collect();
        self::chain(&rest).last().is_some_and(|last| last == said)
    };
    let gaps = (0..links.len()).flat_map(|start| [1, 2, 3].map(|length| start..start + length));
    gaps.filter(|gap| gap.end <= links.len()).find(without)
}

fn named(files: &[&HistoryFile]) -> String {
    match files {
        [] => "a file that is gone".to_string(),
        [one] => one.path.clone(),
        [first, .., last] => format!("{} to {}", first.path, last.path),
    }
}

fn two_branches(place: &str, file: &HistoryFile, between: &[&HistoryFile]) -> Diagnostic {
    let message = format!("{place}: this migration was made without {}: two branches were merged", named(between));
    Diagnostic::error("history-of-two-branches", message).help(format!(
        "delete {} with what was generated after it, and generate again: then it builds on all that stands. If both are known to fit, take \
         the line away",
        file.path
    ))
}

fn changed(place: &str, suspects: &[&HistoryFile]) -> Diagnostic {
    let message = match suspects {
        [one] => format!("{place}: what this migration builds on is another: {} was changed", one.path),
        _ => format!("{place}: what this migration builds on is another: a file was changed or taken away, of {}", named(suspects)),
    };
    Diagnostic::error("history-changed", message).help(
        "bring the old file back as it was, and change the schema by a new migration. If the change is meant, and has no effect where the \
         old file has run, take the line away",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(version: &str, text: &str) -> HistoryFile {
        HistoryFile { version: version.to_string(), ..HistoryFile::by_itself(&format!("migrations/{version}_a.sql"), text.to_string()) }
    }

    fn history(entries: &[HistoryFile]) -> History {
        History { entries: entries.to_vec(), ..History::default() }
    }

    /// As `generate` would write it on top of those.
    fn generated(version: &str, before: &[HistoryFile]) -> HistoryFile {
        let mark = builds_on_mark(&history(before)).map_or(String::new(), |mark| format!("{mark}\n"));
        file(version, &format!("-- title\n--\n{mark}\nBEGIN;\nCREATE TABLE t{version} (n integer);\nCOMMIT;\n"))
    }

    fn found(entries: &[HistoryFile]) -> String {
        broken(&history(entries)).map_or(String::new(), |found| format!("{}: {}", found.code, found.message))
    }

    #[test]
    fn files_that_build_on_each_other_are_sound_in_any_checkout() {
        let first = file("1", "CREATE TABLE a (n integer);\n");
        let second = generated("2", std::slice::from_ref(&first));
        let third = generated("3", &[first.clone(), second.clone()]);
        let mut all = [first, second, third];
        assert_eq!(found(&all), "");
        for file in &mut all {
            file.text = format!("\u{feff}{}\r\n", file.text.replace('\n', "\r\n"));
            file.path = file.path.replace("migrations", "db");
        }
        assert_eq!(found(&all), "");
        // What has no version runs after all others, and seeds make no schema.
        let last = HistoryFile { version: String::new(), ..file("", "SELECT 1;") };
        let seed = HistoryFile { kind: HistoryKind::Seed, ..file("1", "SELECT 1;") };
        let [first, second, third] = all;
        assert_eq!(found(&[first, seed, second, third, last]), "");
        assert_eq!(builds_on_mark(&history(&[])), None);
    }

    #[test]
    fn of_two_branches_the_file_to_make_anew_is_named() {
        let base = [file("1", "CREATE TABLE a (n integer);\n")];
        let ours = generated("2", &base);
        let theirs = generated("3", &base);
        let [base] = base;
        let merged =
            "history-of-two-branches: migrations/3_a.sql:3: this migration was made without migrations/2_a.sql: two branches were merged";
        assert_eq!(found(&[base.clone(), ours.clone(), theirs.clone()]), merged);
        // The branch had a file of a person, that came in below one of ours.
        let late = generated("4", &[base.clone(), ours.clone()]);
        let foreign = file("1.5", "CREATE TABLE b (n integer);\n");
        let own = file("2", "CREATE TABLE c (n integer);\n");
        let on_own = generated("4", &[base.clone(), own.clone()]);
        assert!(
            found(&[base.clone(), foreign.clone(), own, on_own])
                .contains("4_a.sql:3: this migration was made without migrations/1.5_a.sql")
        );
        assert!(
            found(&[base.clone(), foreign, ours.clone(), late]).contains("2_a.sql:3: this migration was made without migrations/1.5_a.sql")
        );
        let again = generated("3", &[base.clone(), ours.clone()]);
        assert_eq!(found(&[base, ours, again]), "");
    }

    #[test]
    fn an_old_file_that_was_changed_or_taken_away_is_named_as_far_as_that_can_be_told() {
        let first = file("1", "CREATE TABLE a (n integer);\n");
        let second = file("2", "CREATE TABLE b (n integer);\n");
        let third = generated("3", &[first.clone(), second.clone()]);
        let fourth = generated("4", &[first.clone(), second.clone(), third.clone()]);
        let other = file("1", "CREATE TABLE a (m integer);\n");
        let said = found(&[other.clone(), second.clone(), third.clone(), fourth.clone()]);
        assert_eq!(
            said,
            "history-changed: migrations/3_a.sql:3: what this migration builds on is another: a file was changed or taken away, of migrations/1_a.sql to \
             migrations/2_a.sql"
        );
        assert!(found(&[first.clone(), third.clone()]).contains("3_a.sql:3: what this migration builds on is another"));
        let mut changed = third.clone();
        changed.text.push_str("SELECT 1;\n");
        let said = found(&[first.clone(), second.clone(), changed, fourth.clone()]);
        assert!(said.ends_with("4_a.sql:3: what this migration builds on is another: migrations/3_a.sql was changed"), "{said}");
        // Who takes the line away has looked at it, and the files after it do not mind.
        let mut accepted = third;
        accepted.text = accepted.text.lines().filter(|line| !line.starts_with(MARK)).map(|line| format!("{line}\n")).collect();
        assert_eq!(found(&[first, second, accepted, fourth]), "");
    }
}
