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
#[cfg(feature = "llama")]
mod gguf;
pub mod model;
mod names;
mod outline;
mod reader;
mod record;
mod rules;
mod text;
mod title;
mod write;

use serde::{Deserialize, Serialize};

use model::{Assistant, Assisted, DecodingError, Weight};
pub use outline::{Because, Entity, Field, Link, Outline, Reference};
pub use reader::{ModelName, RULES_VERSION, ReaderName};
pub use record::{Asked, NoRecord, RECORD_SUFFIX, Record, known_hash};
pub use rules::{
    LEAST_OF_A_FIELD, LEAST_OF_A_MOVED_FIELD, LEAST_OF_A_PAIR, LEAST_OF_A_REFERENCE, LEAST_OF_A_THING, LEAST_OF_A_USUAL_FIELD, Marked,
    marked, marked_fields, marked_usual, tied, words_of, words_of_two,
};
pub use text::{LONGEST_TEXT, text_of};

/// What the requirements already say, which the text may refer to: names as they are written there.
#[derive(Debug, Clone, Default)]
pub struct Known {
    pub entities: Vec<KnownEntity>,
    /// Entities that are removed in so many words: they do not come back by a text.
    pub gone: Vec<String>,
    /// What else is written that a draft must stand beside, a line each: it changes what a text may say.
    pub beside: Vec<String>,
}

#[derive(Debug, Clone, Default)]
pub struct KnownEntity {
    pub name: String,
    pub fields: Vec<String>,
    /// What it was called before, of which a text may still speak.
    pub former: Vec<String>,
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
    /// What a person should know of this reading, such as that a model was too small to add anything.
    #[serde(default)]
    pub notes: Vec<String>,
    /// The sentences from which nothing was read, shortened, and how many more there are.
    #[serde(default)]
    pub unread: Vec<String>,
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
    outline.title = outline.title.take().or_else(|| title::title_of(text));
    fill::fill(text, &mut outline, known, reading);
    write::draft(text, &outline, known)
}

/// Why a model and the rules together made no draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undrafted {
    Unreadable(Unreadable),
    Model(DecodingError),
}

/// Reads a text by rules, and lets a model add what the words of the text bear out.
pub fn draft_with_model(
    text: &str,
    known: &Known,
    reading: &Reading,
    assistant: &mut Assistant<'_>,
) -> Result<(Draft, Assisted), Undrafted> {
    completed(text, known, reading, &mut |outline| assistant.assist(outline, text, known)).map_err(|error| *error)
}

/// Reads a text by rules, and adds what a model answered to it before. It is the same draft as from the model itself.
pub fn draft_with_answer(
    text: &str,
    known: &Known,
    reading: &Reading,
    weight: Weight,
    answer: &str,
) -> Result<(Draft, Assisted), Undrafted> {
    completed(text, known, reading, &mut |outline| Ok(model::take(outline, text, known, weight, answer))).map_err(|error| *error)
}

type Completing<'a> = dyn FnMut(&mut Outline) -> Result<Assisted, DecodingError> + 'a;

fn completed(text: &str, known: &Known, reading: &Reading, complete: &mut Completing<'_>) -> Result<(Draft, Assisted), Box<Undrafted>> {
    let (mut outline, unreadable) = match rules::read(text, known, reading) {
        Ok(outline) => (outline, None),
        // A model may see what the rules do not; there must be words all the same.
        Err(unreadable) if text.chars().any(char::is_alphabetic) => (Outline::default(), Some(unreadable)),
        Err(unreadable) => return Err(Box::new(Undrafted::Unreadable(unreadable))),
    };
    let assisted = complete(&mut outline).map_err(|error| Box::new(Undrafted::Model(error)))?;
    match unreadable {
        Some(unreadable) if outline.entities.is_empty() => Err(Box::new(Undrafted::Unreadable(unreadable))),
        _ => Ok((finish(text, outline, known, reading), assisted)),
    }
}
