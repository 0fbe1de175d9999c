//! Requirements to Design: the part of a run that needs neither history nor PostgreSQL.
//!
//! Comes in: the files and folders that were named. Goes out: the design, its sources and what there is to say about them.
//! Never happens: an error among the diagnostics of an [`Analysis`] (that is a [`Failure`]).

use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::intents::{IntentChoice, Interpreted, interpret, interpret_text};
use super::output::check_new;
use super::request::FreeText;
use super::requirements::{LoadError, Requirements, holds_requirements};
use crate::design::{Design, design};
use crate::diagnostic::{Diagnostic, Label, has_errors};
use crate::domain::{Domain, resolve};
use crate::intent::Draft;
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
    /// What was read of free text.
    pub interpreted: Vec<Interpreted>,
}

/// `check`, and the first task of `generate`.
pub fn analyse(world: &dyn World, inputs: &[PathBuf], choice: &IntentChoice) -> Result<Analysis, Failure> {
    let mut requirements = load(world, inputs)?;
    let interpreted = interpreted(world, &mut requirements, choice)?;
    meaning(requirements, interpreted)
}

/// The same with what a person has said on the command line, as requirements of their own.
pub(super) fn analyse_text(world: &dyn World, inputs: &[PathBuf], said: &FreeText, choice: &IntentChoice) -> Result<Analysis, Failure> {
    // A project may begin with a text.
    let begins = inputs.is_empty() && !holds_requirements(world, Path::new("."))?;
    let loaded = || if begins { Ok(Requirements::default()) } else { load(world, inputs) };
    let mut requirements = loaded()?;
    let mut others = interpreted(world, &mut requirements, choice)?;
    let path_of = |draft: &Draft| new_file(world, said, draft);
    let mut of_text = interpret_text(world, &mut requirements, &said.text, said.archetypes, choice, path_of)?;
    if !others.is_empty() {
        // What the text becomes is written beside the other texts from now on: their records are to hold in the next run.
        requirements = loaded()?;
        of_text.file = requirements.take_in(&of_text.path, &of_text.text);
        others = interpreted(world, &mut requirements, choice)?;
    }
    others.push(of_text);
    meaning(requirements, others)
}

/// Where a text's requirements have their place: the first name that is free, unless the person has chosen one.
fn new_file(world: &dyn World, said: &FreeText, draft: &Draft) -> Result<PathBuf, Failure> {
    let name = said.name_for(draft);
    let path = |number: u32| match number {
        1 => PathBuf::from(format!("{name}.schema")),
        _ => PathBuf::from(format!("{name}_{number}.schema")),
    };
    let stands = |path: &PathBuf| world.exists(path) || world.oddity(path).is_some();
    let free = if said.name.is_some() { None } else { (1..=MOST_NUMBERS).map(path).find(|path| !stands(path)) };
    let path = free.unwrap_or_else(|| path(1));
    check_new(world, &path).map(|()| path)
}

/// Of files that one name leads to.
const MOST_NUMBERS: u32 = 1000;

fn load(world: &dyn World, inputs: &[PathBuf]) -> Result<Requirements, Failure> {
    Requirements::load(world, inputs).map_err(|error| match error {
        LoadError::Nothing { message, help } => Failure::environment(&message, Some(&help)),
        LoadError::World(error) => error.into(),
    })
}

/// With mistakes among what is written, nobody knows what a text may refer to.
fn interpreted(world: &dyn World, requirements: &mut Requirements, choice: &IntentChoice) -> Result<Vec<Interpreted>, Failure> {
    if requirements.has_intents() && has_errors(&requirements.diagnostics) {
        let Requirements { sources, diagnostics, .. } = std::mem::take(requirements);
        return Err(Failure::input(diagnostics, sources));
    }
    interpret(world, requirements, choice)
}

pub(super) fn meaning(requirements: Requirements, interpreted: Vec<Interpreted>) -> Result<Analysis, Failure> {
    let Requirements { sources, asts, mut diagnostics, .. } = requirements;
    let (domain, found) = resolve(&asts);
    drop_beside(asts);
    let found = without_lines_of(&diagnostics, found, &sources);
    diagnostics.extend(found);
    let (design, found) = if has_errors(&diagnostics) { (Design::default(), Vec::new()) } else { design(&domain) };
    diagnostics.extend(found);
    diagnostics.iter_mut().for_each(|found| with_intent(found, &interpreted));
    if has_errors(&diagnostics) {
        return Err(Failure::input(diagnostics, sources));
    }
    Ok(Analysis { sources, domain, design, diagnostics, interpreted })
}

/// What is said of a line that was read of a text leads to that text.
fn with_intent(found: &mut Diagnostic, interpreted: &[Interpreted]) {
    let of = |interpreted: &&Interpreted| found.span.is_some_and(|span| span.file == interpreted.file);
    if let Some(span) = interpreted.iter().find(of).and_then(|interpreted| interpreted.span) {
        found.related.push(Label { span, text: "this text was read so".to_string() });
    }
}

/// What is wrong with a line that could not be read is said once, by the stage that could not read it.
fn without_lines_of(first: &[Diagnostic], later: Vec<Diagnostic>, sources: &Sources) -> Vec<Diagnostic> {
    let line = |diagnostic: &Diagnostic| diagnostic.span.map(|span| (span.file, sources.line_column(span).line));
    let told: Vec<_> = first.iter().filter_map(line).collect();
    later.into_iter().filter(|diagnostic| line(diagnostic).is_none_or(|line| !told.contains(&line))).collect()
}
