//! How files are written for a runner.
//!
//! Comes in: the convention of a folder and what it holds. Goes out: a [`Layout`]: the names of the files, their markers, where the way back
//! stands, who opens the transaction. Never happens: a file in a form that the same convention would not read back.

use super::listing::{Listed, Listing};
use super::{Convention, Fault, FileName, PLAIN, Sections, placeholder};

/// What a convention asks of its files.
#[derive(Debug)]
pub struct Writing {
    /// The runner gives each file a transaction, so that no BEGIN and no COMMIT stands in it.
    pub wraps: bool,
    pub way_back: fn(Style) -> WayBack,
    /// The names of the migration, and of its way back where that is a file.
    pub names: fn(&FileName, WayBack) -> (String, String),
    pub markers: Option<Markers>,
    pub guard: Option<Guard>,
    /// Conventions with the same signs that a file written so is for as well.
    pub suits: &'static [&'static str],
}

/// Lines that begin the two sections of a file.
#[derive(Debug)]
pub struct Markers {
    pub up: &'static str,
    pub down: &'static str,
}

/// Lines round a statement that the runner would cut in the wrong places.
#[derive(Debug)]
pub struct Guard {
    pub needed: fn(&str) -> bool,
    pub begin: &'static str,
    pub end: &'static str,
}

/// What of a folder decides how the next file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    pub is_empty: bool,
    /// Ways back stand in files of their own.
    pub has_down_files: bool,
}

/// Where the way back of a migration stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WayBack {
    /// At the end of the file, as comments.
    Comments,
    /// In a section of the file, behind a marker.
    Section,
    /// In a file of its own.
    File,
}

/// How the files of a run are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    pub convention: &'static Convention,
    pub way_back: WayBack,
}

static PLAIN_WRITING: Writing = super::plain::WRITING;

impl Layout {
    /// `None` for a convention that is only read.
    pub fn new(convention: &'static Convention, style: Style) -> Option<Layout> {
        let writing = convention.writing.as_ref()?;
        Some(Layout { convention, way_back: (writing.way_back)(style) })
    }

    pub fn plain() -> Layout {
        Layout { convention: &PLAIN, way_back: WayBack::Comments }
    }

    pub fn writing(&self) -> &'static Writing {
        self.convention.writing.as_ref().unwrap_or(&PLAIN_WRITING)
    }

    /// The names of the migration and of its way back.
    pub fn names(&self, version: &str, name: &str) -> (String, Option<String>) {
        let (up, down) = (self.writing().names)(&FileName::new(version, name), self.way_back);
        (up, Some(down).filter(|_| self.way_back == WayBack::File))
    }

    /// What the convention reads in a file that is about to be written.
    pub fn read_back(&self, path: &str, text: &str) -> Result<Sections, Fault> {
        let (file, listing) = (Listed { path: path.to_string(), text: text.to_string() }, Listing::default());
        if self.convention.placeholders.is_some_and(|has| has(&file, &listing)) {
            placeholder::replace(&file, &placeholder::Values::new())?;
        }
        (self.convention.sections)(&file, &listing)
    }
}

/// `20260301093000_name.sql`: how a seed is named, whatever the migrations follow.
pub fn seed_name(version: &str, name: &str) -> String {
    format!("{version}_{name}.sql")
}

/// Conventions that can be written, by their codes.
pub fn writable() -> impl Iterator<Item = &'static Convention> {
    super::CONVENTIONS.iter().copied().filter(|convention| convention.writing.is_some())
}
