//! The model reader: what a language model makes of a text, as far as the words of the text bear it out.
//!
//! Comes in: an outline that the rules made, its text, and a [`Decoder`]. Goes out: the same outline with what the model adds and the text says, and questions for what only the model
//! says. Never happens: something that the rules found is removed or changed; a line without words of the text; an answer outside of the
//! grammar is believed; C++ (a decoder that needs it stands in `gguf`, behind the feature `llama`).
//!
//! The words: a *proposal* is one line of an answer. It is *grounded* when words of the text name it. A model *confirms* what the rules found too. A *small* one does no more than that.

mod answer;
pub mod codes;
mod fitness;
mod ground;
mod header;
mod manifest;
mod open;
mod prompt;
mod reader;
#[cfg(test)]
mod reader_tests;
mod scripted;
mod template;

use std::fmt;

pub use answer::{MOST_LINES, Proposal, proposals, repeats};
pub use fitness::{Fitness, SMALLEST_WHOLE, Trial, Weight, examine};
pub use header::{Header, HeaderError, read_header};
pub use manifest::{KnownModel, known_models};
pub use open::{Identity, ModelError, OpenModel, file_of, open};
pub use prompt::{GRAMMAR, PROMPT, Prompt, grammar_sha256, prompt_sha256};
pub use reader::{Assistant, Assisted, LONGEST_TEXT, Limits, ask, take};
pub use scripted::Scripted;
pub use template::{TEMPLATES, Template, template_of};

/// What can answer under a grammar. Greedy: the same question has one answer.
pub trait Decoder {
    /// Reads what stands before every text, and forgets the text before.
    fn begin(&mut self, watch: &mut Watch<'_>) -> Result<(), DecodingError>;

    /// Reads a text as mere text, whatever signs of a template it holds, and what closes the question.
    fn feed(&mut self, text: &str, watch: &mut Watch<'_>) -> Result<(), DecodingError>;

    /// The next bytes of the answer that the grammar allows; none at its end.
    fn next(&mut self) -> Result<Option<Vec<u8>>, DecodingError>;
}

/// Told how far a decoder is; says whether it goes on.
pub type Watch<'a> = dyn FnMut(Stage) -> bool + 'a;

/// How far a decoder is, in tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// What stands before every text.
    Prompt {
        done: usize,
        of: usize,
    },
    Text {
        done: usize,
        of: usize,
    },
    Answer {
        done: usize,
        at_most: usize,
    },
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecodingError {
    /// The text has so many tokens, and may have so many.
    TooLong {
        tokens: usize,
        at_most: usize,
    },
    /// The watch wanted no more.
    Stopped,
    Failed(String),
}

impl fmt::Display for DecodingError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DecodingError::TooLong { tokens, at_most } => {
                write!(out, "the text has {tokens} tokens, and the model reads at most {at_most}")
            }
            DecodingError::Stopped => out.write_str("the model was stopped"),
            DecodingError::Failed(cause) => out.write_str(cause),
        }
    }
}
