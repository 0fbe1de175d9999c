//! How a run can end without a result.
//!
//! Comes in: what the stages refuse. Goes out: one type, whose kinds are the exit codes. Never happens: a cause is lost.

use crate::diagnostic::Diagnostic;
use crate::postgres::ServerError;
use crate::proof::Evidence;
use crate::publish::PublishError;
use crate::report::Exit;
use crate::source::Sources;
use crate::world::WorldError;

/// Why there is no result.
#[derive(Debug)]
pub enum Failure {
    /// The requirements or the files in the folders have errors.
    Input { diagnostics: Vec<Diagnostic>, sources: Sources },
    /// The command line asks for something that cannot be.
    Usage { message: String, help: String },
    /// PostgreSQL, a file or a folder is not as needed.
    Environment { message: String, help: Option<String> },
    /// The files were made, and the proof refused them.
    Refused { diagnostics: Vec<Diagnostic>, sources: Sources, evidence: Evidence },
}

impl Failure {
    pub fn environment(message: String) -> Failure {
        Failure::Environment { message, help: None }
    }

    pub fn exit(&self) -> Exit {
        match self {
            Failure::Input { .. } => Exit::InputErrors,
            Failure::Usage { .. } => Exit::Usage,
            Failure::Environment { .. } => Exit::Environment,
            Failure::Refused { .. } => Exit::ProofRefused,
        }
    }
}

impl From<WorldError> for Failure {
    fn from(error: WorldError) -> Failure {
        Failure::Environment { message: error.to_string(), help: None }
    }
}

impl From<ServerError> for Failure {
    fn from(error: ServerError) -> Failure {
        Failure::Environment { message: error.to_string(), help: error.help }
    }
}

impl From<PublishError> for Failure {
    fn from(error: PublishError) -> Failure {
        Failure::Environment { message: error.to_string(), help: None }
    }
}
