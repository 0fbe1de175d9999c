//! A decoder that says what it was given: for tests, and for reading an answer again.

use super::{Decoder, DecodingError, Stage, Watch};

/// Answers each text with the next of its answers, in pieces of a few bytes as a model does.
#[derive(Debug, Clone, Default)]
pub struct Scripted {
    answers: Vec<String>,
    /// What it was fed, in order.
    pub texts: Vec<String>,
    asked: usize,
    at: usize,
    /// Said instead of the next piece.
    pub failure: Option<DecodingError>,
}

/// A token has about this many bytes.
const PIECE: usize = 3;

impl Scripted {
    pub fn new(answers: &[&str]) -> Scripted {
        Scripted { answers: answers.iter().map(ToString::to_string).collect(), ..Scripted::default() }
    }
}

impl Decoder for Scripted {
    fn begin(&mut self, watch: &mut Watch<'_>) -> Result<(), DecodingError> {
        if watch(Stage::Prompt { done: 1, of: 1 }) { Ok(()) } else { Err(DecodingError::Stopped) }
    }

    fn feed(&mut self, text: &str, watch: &mut Watch<'_>) -> Result<(), DecodingError> {
        self.texts.push(text.to_string());
        self.asked += 1;
        self.at = 0;
        if watch(Stage::Text { done: 1, of: 1 }) { Ok(()) } else { Err(DecodingError::Stopped) }
    }

    fn next(&mut self) -> Result<Option<Vec<u8>>, DecodingError> {
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        let answer = self.asked.checked_sub(1).and_then(|asked| self.answers.get(asked)).map_or("", String::as_str);
        let rest = &answer.as_bytes()[self.at.min(answer.len())..];
        let piece = &rest[..rest.len().min(PIECE)];
        self.at += piece.len();
        Ok(Some(piece.to_vec()).filter(|piece| !piece.is_empty()))
    }
}
