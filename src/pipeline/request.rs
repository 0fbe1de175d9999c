//! What a person asks `generate` for.

use std::path::PathBuf;

use super::stage::ServerChoice;
use crate::publish::Folders;

/// What a person asks for.
#[derive(Debug, Clone)]
pub struct GenerateRequest {
    pub inputs: Vec<PathBuf>,
    pub folders: Folders,
    pub name: Option<String>,
    pub timestamp: Option<String>,
    /// `false` for `--no-verify`.
    pub prove: bool,
    /// `false` for `--samples off`.
    pub samples: bool,
    pub dry_run: bool,
    pub server: ServerChoice,
}
