//! Under which name a record remembers who has read.
//!
//! Comes in: a reader's word and version, and of a model what makes its answers what they are. Goes out: a [`ReaderName`]. Never happens: two readers under one name that read differently.

use serde::{Deserialize, Serialize};

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
    /// The library that decodes, and its version.
    pub decoder: String,
}

impl ReaderName {
    /// `rules 1`, as records and people know it.
    pub fn with_version(&self) -> String {
        match &self.model {
            None => format!("{} {}", self.name, self.version),
            Some(model) => format!("{} {} with {}", self.name, self.version, model.file),
        }
    }

    /// The reader by rules.
    pub fn rules() -> ReaderName {
        ReaderName { name: "rules".to_string(), version: RULES_VERSION, model: None }
    }
}
