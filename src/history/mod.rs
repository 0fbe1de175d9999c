//! The migration and seed files that stand, read in the order in which they run, and run.
//!
//! Comes in: the two folders. Goes out: a [`History`], every file in its order with the parts of it that are executed; and, by [`replay`],
//! a database that holds what they make. [`HistoryFile::pieces`] gives the statements, each with its true place, for whoever wants to
//! know what a file does without running it.
//! Never happens: a file or a statement that is skipped in silence; a change to a file; a way back that is run.

mod chain;
pub mod codes;
mod effect;
mod external;
mod folder;
mod include;
mod known_rows;
mod lineage;
#[cfg(test)]
mod lineage_tests;
mod replay;
mod script;
mod sql_mark;
pub mod statics;
mod steps;

use std::cmp::Ordering;
use std::path::Path;

use serde::Serialize;

pub use external::{StandIn, stand_ins};
pub use include::Included;
pub use known_rows::{KnownRows, KnownTable, known_rows, known_rows_in_transaction};
pub use lineage::builds_on_mark;
pub use replay::{ReplayCause, ReplayError, Replayed, SeedWarning, notes, replay, replay_file};
pub use script::{Piece, Run};
pub use sql_mark::{sql_mark, sql_marks};
pub use steps::{After, PassedOver, Step, Steps, TransactionStep};

use crate::convention::{Convention, DownPart, Listing, Part, ReadFile, Reading, Style, Told, Transaction, compare, read_folder};
use crate::diagnostic::Diagnostic;
use crate::world::{World, sha256_hex};

/// All files, seeds among the migrations: a seed runs after the last migration whose version is not later than its own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct History {
    pub entries: Vec<HistoryFile>,
    /// Which convention the migrations follow; absent when none stands and nobody has said.
    pub convention: Option<&'static Convention>,
    /// Conventions with the same signs that would read the migrations alike, and would write otherwise.
    pub others: Vec<&'static Convention>,
    /// What the runner knows and does not execute, for people.
    pub notes: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum HistoryKind {
    Migration,
    Seed,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HistoryFile {
    /// As its name has it: `20260301093000`, `00003`, `1.2`; empty for what runs after all versions.
    pub version: String,
    pub name: String,
    /// Folder and file name as the run was given the folder, with `/` on every system.
    pub path: String,
    pub kind: HistoryKind,
    /// The whole file. Offsets and lines count in it.
    pub text: String,
    /// What of the text is executed, in order.
    pub parts: Vec<Part>,
    /// The way back, where the runner has one.
    pub down: Option<DownPart>,
    /// The scripts that its `\i` and `\ir` lines name.
    pub included: Vec<Included>,
}

impl HistoryFile {
    /// A script that stands by itself, in no folder and of no runner: all of it is executed.
    pub fn by_itself(path: &str, text: String) -> HistoryFile {
        let parts = vec![Part { range: 0..text.len(), transaction: Transaction::AsWritten }];
        HistoryFile {
            version: String::new(),
            name: path.to_string(),
            path: path.to_string(),
            kind: HistoryKind::Migration,
            text,
            parts,
            down: None,
            included: Vec::new(),
        }
    }

    /// SHA-256 of the texts without byte order mark, with `\n` line ends and without white space at their end, so that a checkout on
    /// another system is no change.
    pub fn hash(&self) -> String {
        let mut hashed = normal(&self.text);
        self.included.iter().for_each(|script| script.add_to(&mut hashed));
        sha256_hex(hashed.as_bytes())
    }
}

impl History {
    /// The versions of the migrations, in their order.
    pub fn versions(&self) -> impl Iterator<Item = &str> {
        let migrations = self.entries.iter().filter(|file| file.kind == HistoryKind::Migration);
        migrations.map(|file| file.version.as_str()).filter(|version| !version.is_empty())
    }

    /// The version that counts most, of migrations and seeds.
    pub fn newest_version(&self) -> Option<&str> {
        let versions = self.entries.iter().map(|file| file.version.as_str()).filter(|version| !version.is_empty());
        versions.max_by(|one, other| compare(one, other))
    }

    /// What of the migrations decides how the next one is written.
    pub fn style(&self) -> Style {
        let mut migrations = self.entries.iter().filter(|file| file.kind == HistoryKind::Migration).peekable();
        let is_empty = migrations.peek().is_none();
        let beside = |file: &HistoryFile| file.path.ends_with(".up.sql") || file.down.as_ref().is_some_and(|down| down.path != file.path);
        Style { is_empty, has_down_files: migrations.any(beside) }
    }
}

/// Where the files stand, and what a person has said about them.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    pub migrations: &'a Path,
    pub seeds: &'a Path,
    /// Of the migrations. Seeds are read as the convention that their own folder follows.
    pub told: &'a Told,
}

/// Reads both folders. One that does not stand is empty. All that is wrong is said at once.
pub fn read(world: &dyn World, place: Place<'_>) -> Result<History, Vec<Diagnostic>> {
    let migrations = read_one(world, place.migrations, place.told, HistoryKind::Migration);
    let seeds_told = Told { convention: None, placeholders: place.told.placeholders.clone() };
    let seeds = read_one(world, place.seeds, &seeds_told, HistoryKind::Seed);
    match (migrations, seeds) {
        (Ok((mut history, migrations)), Ok((of_seeds, seeds))) => {
            history.entries = merged(migrations, seeds);
            history.notes.extend(of_seeds.notes);
            match lineage::broken(&history) {
                None => Ok(history),
                Some(found) => Err(vec![found]),
            }
        }
        (migrations, seeds) => Err(migrations.err().into_iter().chain(seeds.err()).flatten().collect()),
    }
}

/// Reads a folder of migrations alone. It may be anybody's and of any age, so that what is not linear is a note.
pub fn read_migrations(world: &dyn World, folder: &Path, told: &Told) -> Result<History, Vec<Diagnostic>> {
    let (history, entries) = read_one(world, folder, told, HistoryKind::Migration)?;
    let mut history = History { entries, ..history };
    history.notes.extend(lineage::broken(&history).map(|found| found.message));
    Ok(history)
}

/// The files of one folder in their order, and about them a history without entries.
fn read_one(world: &dyn World, folder: &Path, told: &Told, kind: HistoryKind) -> Result<(History, Vec<HistoryFile>), Vec<Diagnostic>> {
    let mut listing = folder::list(world, folder)?;
    let scripts = include::take_included(&mut listing)?;
    let Reading { convention, others, files, notes } = read_folder(&listing, told)?;
    let mut problems = Vec::new();
    let mut entries = Vec::new();
    for file in files {
        match include::follow(&listing, &scripts, &file.path, &file.text) {
            Ok(included) => entries.push(history_file(&listing, file, included, kind)),
            Err(problem) => problems.push(*problem),
        }
    }
    if problems.is_empty() { Ok((History { entries: Vec::new(), convention, others, notes }, entries)) } else { Err(problems) }
}

fn history_file(listing: &Listing, file: ReadFile, included: Vec<Included>, kind: HistoryKind) -> HistoryFile {
    let ReadFile { path, file_name, text, parts, down, .. } = file;
    let path = listing.shown(&path);
    HistoryFile { version: file_name.version, name: file_name.name, path, kind, text, parts, down, included }
}

/// A text as a checkout on any system has it.
fn normal(text: &str) -> String {
    text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").trim_end().to_string()
}

/// Each seed behind the last migration that is not later. What has no version runs with the migration before it.
fn merged(migrations: Vec<HistoryFile>, seeds: Vec<HistoryFile>) -> Vec<HistoryFile> {
    let mut version = "";
    let versions: Vec<String> = migrations
        .iter()
        .map(|file| {
            if !file.version.is_empty() {
                version = &file.version;
            }
            version.to_string()
        })
        .collect();
    let not_later = |version: &String, seed: &HistoryFile| compare(version, &seed.version) != Ordering::Greater;
    let place = |seed: &HistoryFile| versions.iter().rposition(|version| not_later(version, seed)).map_or(0, |at| at + 1);
    // Seeds keep their own order, also where the versions of the migrations do not grow.
    let mut from = 0;
    let places: Vec<usize> = seeds
        .iter()
        .map(|seed| {
            from = from.max(place(seed));
            from
        })
        .collect();
    let mut seeds = seeds.into_iter().zip(places).peekable();
    let mut entries = Vec::new();
    for (at, migration) in migrations.into_iter().enumerate() {
        while let Some((seed, _)) = seeds.next_if(|(_, place)| *place <= at) {
            entries.push(seed);
        }
        entries.push(migration);
    }
    entries.extend(seeds.map(|(seed, _)| seed));
    entries
}

#[cfg(test)]
mod tests;
