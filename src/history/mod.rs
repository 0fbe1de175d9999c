//! The migration and seed files that stand, read in their order, and run.
//!
//! Comes in: the two folders. Goes out: a [`History`], every file in the order in which a project runs them; and, by
//! [`replay`], a database that holds what they make.
//! Never happens: a file or a statement that is skipped in silence; a change to a file.

pub mod codes;
mod external;
mod known_rows;
mod replay;
mod sql_mark;

use std::path::Path;

use serde::Serialize;

pub use external::{StandIn, stand_ins};
pub use known_rows::{KnownRows, KnownTable, known_rows};
pub use replay::{ReplayCause, ReplayError, SeedWarning, replay};
pub use sql_mark::{sql_mark, sql_marks};

use crate::convention::{Foreign, PLAIN, recognise_entry, recognise_text};
use crate::diagnostic::Diagnostic;
use crate::world::{World, sha256_hex};

/// All files, interleaved by stamp: a seed runs after the migration of its stamp.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct History {
    pub entries: Vec<HistoryFile>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum HistoryKind {
    Migration,
    Seed,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HistoryFile {
    pub stamp: String,
    pub name: String,
    /// Folder and file name as the run was given the folder, with `/` on every system.
    pub path: String,
    pub kind: HistoryKind,
    pub text: String,
    /// SHA-256 of the text with `\n` line ends, so that a checkout on another system is no change.
    pub hash: String,
}

impl History {
    /// The stamp of the last file, for the next one to be later.
    pub fn newest_stamp(&self) -> Option<&str> {
        self.entries.iter().map(|file| file.stamp.as_str()).max()
    }
}

/// Reads both folders. One that does not stand is empty. All that is wrong is said at once.
pub fn read(world: &dyn World, migrations: &Path, seeds: &Path) -> Result<History, Vec<Diagnostic>> {
    let mut reader = Reader { world, entries: Vec::new(), problems: Vec::new() };
    reader.folder(migrations, HistoryKind::Migration);
    reader.folder(seeds, HistoryKind::Seed);
    let Reader { mut entries, mut problems, .. } = reader;
    entries.sort_by(|one, other| (&one.stamp, one.kind, &one.name).cmp(&(&other.stamp, other.kind, &other.name)));
    problems.extend(duplicate_stamps(&entries));
    if problems.is_empty() { Ok(History { entries }) } else { Err(problems) }
}

struct Reader<'world> {
    world: &'world dyn World,
    entries: Vec<HistoryFile>,
    problems: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn folder(&mut self, folder: &Path, kind: HistoryKind) {
        if !self.world.exists(folder) {
            return;
        }
        match self.world.list(folder) {
            Ok(entries) => entries.into_iter().for_each(|entry| match entry.is_directory {
                true => self.inner_folder(folder, &entry.name),
                false => self.file(folder, &entry.name, kind),
            }),
            Err(error) => self.problems.push(Diagnostic::error("unreadable-folder", error.to_string())),
        }
    }

    fn inner_folder(&mut self, folder: &Path, name: &str) {
        let path = folder.join(name);
        let inside: Vec<String> = match self.world.list(&path) {
            Ok(entries) => entries.into_iter().map(|entry| entry.name).collect(),
            Err(error) => return self.problems.push(Diagnostic::error("unreadable-folder", error.to_string())),
        };
        if let Some(foreign) = recognise_entry(name, Some(&inside)) {
            return self.problems.push(not_read_yet(&shown(folder, name), foreign));
        }
        if inside.iter().any(|file| file.ends_with(".sql")) {
            let message = format!("the folder {} holds SQL files, and folders inside folders are not read", shown(folder, name));
            self.problems
                .push(Diagnostic::error("folder-in-history", message).help("move its files out of the folder, or the folder away"));
        }
    }

    fn file(&mut self, folder: &Path, name: &str, kind: HistoryKind) {
        let path = shown(folder, name);
        let Some(file_name) = (PLAIN.read_name)(name) else {
            if let Some(foreign) = recognise_entry(name, None) {
                self.problems.push(not_read_yet(&path, foreign));
            } else if name.to_ascii_lowercase().ends_with(".sql") {
                let message = format!("{path} is not named like a migration");
                let help = format!("name it {}, or move it out of the folder", PLAIN.pattern);
                self.problems.push(Diagnostic::error("foreign-file-name", message).help(help));
            }
            return;
        };
        let text = match self.world.read_text(&folder.join(name)) {
            Ok(text) => text,
            Err(error) => return self.problems.push(Diagnostic::error("unreadable-file", error.to_string())),
        };
        if let Some(foreign) = recognise_text(&text) {
            return self.problems.push(not_read_yet(&path, foreign));
        }
        let hash = sha256_hex(text.replace("\r\n", "\n").as_bytes());
        self.entries.push(HistoryFile { stamp: file_name.stamp, name: file_name.name, path, kind, text, hash });
    }
}

fn shown(folder: &Path, name: &str) -> String {
    let path = folder.join(name).to_string_lossy().replace('\\', "/");
    path.strip_prefix("./").map_or(path.clone(), str::to_string)
}

fn not_read_yet(path: &str, foreign: Foreign) -> Diagnostic {
    let message = format!("{path} looks like a file of {}, whose files are not read yet", foreign.runner);
    let help = format!("it is recognised by {}; only files named {} are read", foreign.sign, PLAIN.pattern);
    Diagnostic::error("foreign-convention", message).help(help)
}

/// Two migrations of one stamp have no order of their own. The entries are sorted.
fn duplicate_stamps(entries: &[HistoryFile]) -> Vec<Diagnostic> {
    let migrations: Vec<&HistoryFile> = entries.iter().filter(|file| file.kind == HistoryKind::Migration).collect();
    let pairs = migrations.windows(2).filter(|pair| pair[0].stamp == pair[1].stamp);
    pairs
        .map(|pair| {
            let message = format!("{} and {} have the same stamp, so that their order is not known", pair[0].path, pair[1].path);
            Diagnostic::error("duplicate-stamp", message).help("give the later one a later stamp")
        })
        .collect()
}

#[cfg(test)]
mod tests;
