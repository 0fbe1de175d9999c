//! Requirements to Design: the part of a run that needs neither history nor PostgreSQL.
//!
//! Comes in: the files and folders that were named. Goes out: the design, its sources and what there is to say about them.
//! Never happens: an error among the diagnostics of an [`Analysis`] (that is a [`Failure`]).

use std::path::PathBuf;

use super::failure::Failure;
use super::requirements::{LoadError, Requirements};
use crate::design::{Design, design};
use crate::diagnostic::{Diagnostic, has_errors};
use crate::domain::{Domain, resolve};
use crate::parallel::drop_beside;
use crate::source::Sources;
use crate::world::World;

/// What the requirements mean.
#[derive(Debug)]
pub struct Analysis {
    pub sources: Sources,
    pub domain: Domain,
    pub design: Design,
    /// Warnings, questions and advice.
    pub diagnostics: Vec<Diagnostic>,
}

/// `check`, and the first task of `generate`.
pub fn analyse(world: &dyn World, inputs: &[PathBuf]) -> Result<Analysis, Failure> {
    let Requirements { sources, asts, mut diagnostics, .. } = Requirements::load(world, inputs).map_err(|error| match error {
        LoadError::Nothing { message, help } => Failure::environment(&message, Some(&help)),
        LoadError::World(error) => error.into(),
    })?;
    let (domain, found) = resolve(&asts);
    drop_beside(asts);
    let found = without_lines_of(&diagnostics, found, &sources);
    diagnostics.extend(found);
    if has_errors(&diagnostics) {
        return Err(Failure::input(diagnostics, sources));
    }
    let (design, found) = design(&domain);
    diagnostics.extend(found);
    if has_errors(&diagnostics) {
        return Err(Failure::input(diagnostics, sources));
    }
    Ok(Analysis { sources, domain, design, diagnostics })
}

/// What is wrong with a line that could not be read is said once, by the stage that could not read it.
fn without_lines_of(first: &[Diagnostic], later: Vec<Diagnostic>, sources: &Sources) -> Vec<Diagnostic> {
    let line = |diagnostic: &Diagnostic| diagnostic.span.map(|span| (span.file, sources.line_column(span).line));
    let told: Vec<_> = first.iter().filter_map(line).collect();
    later.into_iter().filter(|diagnostic| line(diagnostic).is_none_or(|line| !told.contains(&line))).collect()
}
