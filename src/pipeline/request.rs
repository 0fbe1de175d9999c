//! What a person asks `generate` for.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::stage::ServerChoice;
use crate::convention::Told;
use crate::publish::Folders;
use crate::source::Span;

/// What a person asks for.
#[derive(Debug, Clone)]
pub struct GenerateRequest {
    pub inputs: Vec<PathBuf>,
    pub folders: Folders,
    /// About the convention of the migrations.
    pub told: Told,
    pub name: Option<String>,
    pub timestamp: Option<String>,
    /// `false` for `--no-verify`.
    pub prove: bool,
    /// `false` for `--samples off`.
    pub samples: bool,
    pub dry_run: bool,
    /// Places of `was` and `removed` that are taken as not written.
    pub forgotten: BTreeSet<Span>,
    pub server: ServerChoice,
}
