//! What goes wrong around PostgreSQL, in words for people.

use std::error::Error;
use std::fmt;
use std::path::Path;

/// An error of the environment: no PostgreSQL, a wrong version, no place for its files, no connection.
/// What PostgreSQL says about a statement is a [`SqlFailure`](super::SqlFailure) instead.
#[derive(Debug)]
pub struct ServerError {
    /// What is wrong, as one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    cause: Option<Box<dyn Error + Send + Sync>>,
}

impl ServerError {
    pub(super) fn new(message: impl Into<String>) -> ServerError {
        ServerError { message: message.into(), help: None, cause: None }
    }

    /// `cannot {tried} {path}: {cause}`.
    pub(super) fn file(tried: &str, path: &Path, cause: std::io::Error) -> ServerError {
        ServerError::new(format!("cannot {tried} {}", path.display())).because(cause)
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> ServerError {
        self.help = Some(help.into());
        self
    }

    pub(super) fn because(mut self, cause: impl Into<Box<dyn Error + Send + Sync>>) -> ServerError {
        self.cause = Some(cause.into());
        self
    }
}

impl fmt::Display for ServerError {
    /// The message and its causes on one line; the help is the report's to lay out.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)?;
        let mut said = self.message.clone();
        let mut cause = self.source();
        while let Some(error) = cause {
            let text = error.to_string();
            // Some libraries repeat their cause in their own text.
            if !said.contains(&text) {
                write!(out, ": {text}")?;
                said.push_str(&text);
            }
            cause = error.source();
        }
        Ok(())
    }
}

impl Error for ServerError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_deref().map(|cause| cause as _)
    }
}
