//! Who reads free text.
//!
//! Comes in: a text, what is known, how to read. Goes out: a [`Draft`]. Never happens: a reader that depends on anything its name does not tell.

use super::failure::Failure;
use crate::intent::{Asked, Draft, ReaderName, Unreadable, draft};

/// One way to read.
pub trait Reader {
    fn name(&self) -> &ReaderName;

    /// A draft, or why the text gives none. A failure is one of what the reader itself needs.
    fn draft(&self, asked: &Asked) -> Result<Result<Draft, Unreadable>, Failure>;

    /// Whether an answer is worth keeping: reading by rules takes less time than looking one up.
    fn is_slow(&self) -> bool {
        self.name().model.is_some()
    }
}

/// The reader that always works.
pub struct Rules(ReaderName);

impl Default for Rules {
    fn default() -> Rules {
        Rules(ReaderName::rules())
    }
}

impl Reader for Rules {
    fn name(&self) -> &ReaderName {
        &self.0
    }

    fn draft(&self, asked: &Asked) -> Result<Result<Draft, Unreadable>, Failure> {
        Ok(draft(asked.text, asked.known, asked.reading))
    }
}
