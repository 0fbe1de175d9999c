//! Who reads a text, and under which name a record remembers that.
//!
//! Comes in: a text, what is known, how to read. Goes out: a [`Draft`]. Never happens: two readers under one name that read differently.

use serde::{Deserialize, Serialize};

use super::{Draft, Known, Reading, Unreadable, draft};

/// The version of the reader by rules. To be raised when it makes another draft of the same text.
pub const RULES_VERSION: u32 = 1;

/// By what a reading can be made again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReaderName {
    /// One word, such as `rules`.
    pub name: String,
    pub version: u32,
    /// What the reader asked beside its own rules.
    pub model: Option<ModelName>,
}

/// A model file, and what it was asked with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelName {
    /// Without its folder.
    pub file: String,
    pub bytes: u64,
    pub sha256: String,
    /// SHA-256 of the prompt's fixed part, and of the grammar of answers.
    pub prompt: String,
    pub grammar: String,
}

impl ReaderName {
    /// `rules 1`, as records and people know it.
    pub fn with_version(&self) -> String {
        match &self.model {
            None => format!("{} {}", self.name, self.version),
            Some(model) => format!("{} {} with {}", self.name, self.version, model.file),
        }
    }
}

/// One way to read.
pub trait Reader {
    fn name(&self) -> &ReaderName;

    fn draft(&self, text: &str, known: &Known, reading: &Reading) -> Result<Draft, Unreadable>;

    /// Whether an answer is worth keeping: reading by rules takes less time than looking one up.
    fn is_slow(&self) -> bool {
        self.name().model.is_some()
    }
}

/// The reader that always works.
pub struct Rules {
    name: ReaderName,
}

impl Default for Rules {
    fn default() -> Rules {
        Rules { name: ReaderName { name: "rules".to_string(), version: RULES_VERSION, model: None } }
    }
}

impl Reader for Rules {
    fn name(&self) -> &ReaderName {
        &self.name
    }

    fn draft(&self, text: &str, known: &Known, reading: &Reading) -> Result<Draft, Unreadable> {
        draft(text, known, reading)
    }
}
