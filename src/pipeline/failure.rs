//! How a run can end without a result.
//!
//! Comes in: what the stages refuse. Goes out: one type, whose kinds are the exit codes. Never happens: a cause is lost.

use crate::diagnostic::{Diagnostic, sentence};
use crate::postgres::ServerError;
use crate::proof::Evidence;
use crate::publish::PublishError;
use crate::report::{Exit, Status};
use crate::source::Sources;
use crate::world::WorldError;

/// Why there is no result.
#[derive(Debug)]
pub enum Failure {
    /// The requirements or the files in the folders have errors.
    Input(Box<Findings>),
    /// The command line asks for something that cannot be.
    Usage { message: String, help: String },
    /// PostgreSQL, a file or a folder is not as needed.
    Environment { message: String, help: Option<String> },
    /// The server that proves does not have what the requirements need.
    Lacking(Box<Findings>),
    /// The files were made, and the proof refused them.
    Refused(Box<Findings>),
    /// Groundplan's own fault: it made something that it cannot stand by.
    Internal(Box<Findings>),
}

/// What there is to say, and about which texts.
#[derive(Debug, Default)]
pub struct Findings {
    pub diagnostics: Vec<Diagnostic>,
    pub sources: Sources,
    /// What the proof saw until then; empty before it.
    pub evidence: Evidence,
}

impl Failure {
    pub fn input(diagnostics: Vec<Diagnostic>, sources: Sources) -> Failure {
        Failure::Input(Box::new(Findings { diagnostics, sources, evidence: Evidence::default() }))
    }

    pub fn refused(diagnostics: Vec<Diagnostic>, sources: Sources, evidence: Evidence) -> Failure {
        Failure::Refused(Box::new(Findings { diagnostics, sources, evidence }))
    }

    pub fn lacking(diagnostics: Vec<Diagnostic>, sources: Sources) -> Failure {
        Failure::Lacking(Box::new(Findings { diagnostics, sources, evidence: Evidence::default() }))
    }

    /// Said as our own fault, with what to do.
    pub fn internal(message: String, sources: Sources, evidence: Evidence) -> Failure {
        let diagnostic = Diagnostic::error("internal", message)
            .help("this is a fault in Groundplan, not in the requirements; please report it with the `.schema` file");
        Failure::Internal(Box::new(Findings { diagnostics: vec![diagnostic], sources, evidence }))
    }

    pub fn usage(message: &str, help: &str) -> Failure {
        Failure::Usage { message: sentence(message), help: sentence(help) }
    }

    pub fn environment(message: &str, help: Option<&str>) -> Failure {
        Failure::Environment { message: sentence(message), help: help.map(sentence) }
    }

    /// With the texts that its places are in, where it does not know them yet.
    pub fn about(self, sources: &Sources) -> Failure {
        let with = |mut findings: Box<Findings>| {
            if findings.sources.is_empty() {
                findings.sources = sources.clone();
            }
            findings
        };
        match self {
            Failure::Input(findings) => Failure::Input(with(findings)),
            Failure::Lacking(findings) => Failure::Lacking(with(findings)),
            Failure::Refused(findings) => Failure::Refused(with(findings)),
            Failure::Internal(findings) => Failure::Internal(with(findings)),
            other @ (Failure::Usage { .. } | Failure::Environment { .. }) => other,
        }
    }

    /// How the run ended, for the report.
    pub fn status(&self) -> Status {
        match self {
            Failure::Input(_) => Status::InputErrors,
            Failure::Usage { .. } => Status::UsageError,
            Failure::Environment { .. } | Failure::Lacking(_) => Status::EnvironmentFailed,
            Failure::Refused(_) => Status::ProofRefused,
            Failure::Internal(_) => Status::InternalFault,
        }
    }

    pub fn exit(&self) -> Exit {
        self.status().exit()
    }
}

impl From<WorldError> for Failure {
    fn from(error: WorldError) -> Failure {
        Failure::environment(&error.to_string(), None)
    }
}

impl From<ServerError> for Failure {
    fn from(error: ServerError) -> Failure {
        Failure::environment(&error.to_string(), error.help.as_deref())
    }
}

impl From<PublishError> for Failure {
    fn from(error: PublishError) -> Failure {
        match error {
            // What was proven and what is to be written differ: no fault of the environment's.
            PublishError::NotProven { .. } => {
                Failure::refused(vec![Diagnostic::error("not-what-was-proven", error.to_string())], Sources::default(), Evidence::default())
            }
            PublishError::World(error) => {
                let help = "the project's folder and the folders of the files must be writable; `--dry-run` writes nothing";
                Failure::environment(&error.to_string(), Some(help))
            }
            other => Failure::environment(&other.to_string(), None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_exit_code_and_only_the_input_is_blamed_with_one() {
        let (sources, evidence) = (Sources::default, Evidence::default);
        for (failure, exit) in [
            (Failure::input(Vec::new(), sources()), Exit::InputErrors),
            (Failure::usage("a", "b"), Exit::Usage),
            (Failure::environment("a", None), Exit::Environment),
            (Failure::lacking(Vec::new(), sources()), Exit::Environment),
            (Failure::refused(Vec::new(), sources(), evidence()), Exit::ProofRefused),
            (Failure::internal("a".into(), sources(), evidence()), Exit::ProofRefused),
            (PublishError::NotProven { name: "1_a.sql".into() }.into(), Exit::ProofRefused),
            (PublishError::Busy { lock: "lock".into() }.into(), Exit::Environment),
        ] {
            assert_eq!(failure.exit(), exit, "{failure:?}");
        }
    }
}
