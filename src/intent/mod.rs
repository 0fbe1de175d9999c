//! Free text to requirements: what a person wrote in English, as `.schema` text that a person can review.
//!
//! Comes in: a text, what is already written in the requirements ([`Known`]), and perhaps a language model behind a narrow trait. Goes out: a [`Draft`]: `.schema` text, the
//! words that led to each part of it, and questions about what was assumed. Never happens: another way into a schema than the
//! ordinary parser; a guess that is not marked as one; two results for one text; a panic, whatever the text holds.
//!
//! The words: a *model* here is an [`Outline`], never weights. A *reader* turns text into an outline; `rules` always works. What a reader found in words of the text is
//! *said*; what an archetype or a convention of the trade adds is *assumed*, and marked so in the draft.

pub mod codes;
mod fill;
mod names;
mod outline;
mod reader;
mod record;
mod rules;
mod text;
mod write;

use serde::{Deserialize, Serialize};

pub use outline::{Because, Entity, Field, Link, Outline, Reference};
pub use reader::{ModelName, RULES_VERSION, ReaderName};
pub use record::{Asked, NoRecord, RECORD_SUFFIX, Record, known_hash};
pub use text::{LONGEST_TEXT, text_of};

/// What the requirements already say, which the text may refer to: names as they are written there.
#[derive(Debug, Clone, Default)]
pub struct Known {
    pub entities: Vec<KnownEntity>,
}

#[derive(Debug, Clone, Default)]
pub struct KnownEntity {
    pub name: String,
    pub fields: Vec<String>,
}

/// How a text is to be read.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Whether archetypes fill in what every modeller would add.
    pub archetypes: bool,
}

impl Default for Reading {
    fn default() -> Reading {
        Reading { archetypes: true }
    }
}

/// What became of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Requirements in the standard layout; empty where the text asks for nothing new.
    pub schema: String,
    /// What was read, with the words that led to it, in the order of the text.
    pub read: Vec<Said>,
    /// What was assumed, as questions to the person.
    pub questions: Vec<String>,
    /// Where text and written requirements differ, as sentences; the written won.
    pub differences: Vec<String>,
}

/// One thing that was read, and the words of the text that say it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Such as `entity Post`, `Post.title`, `Comment -> Post`.
    pub what: String,
    /// The words, with white space as single blanks.
    pub words: String,
}

/// Why a text cannot be read, in a sentence, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    pub message: String,
    pub help: String,
}

/// Reads a text by rules.
pub fn draft(text: &str, known: &Known, reading: &Reading) -> Result<Draft, Unreadable> {
    let outline = rules::read(text, known, reading)?;
    Ok(finish(text, outline, known, reading))
}

/// The draft of what was read of a text: filled with what it leaves unsaid, and written.
pub fn finish(text: &str, mut outline: Outline, known: &Known, reading: &Reading) -> Draft {
    fill::fill(text, &mut outline, known, reading);
    write::draft(text, &outline, known)
}
