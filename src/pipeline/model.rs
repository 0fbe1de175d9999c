//! `groundplan model check`, and the one door of `--model`.
//!
//! Comes in: the path of a model, which a person named. Goes out: what is known of it, or a draft that it helped with. Never happens: a draft that depends on how fast the machine is: what takes too long
//! is an error, not half an answer.

use std::path::PathBuf;
use std::time::Duration;

use super::failure::Failure;
use crate::diagnostic::Diagnostic;
use crate::intent::model::{self, Assistant, DecodingError, Fitness, Limits, ModelError, OpenModel, Stage, Trial, Watch};
use crate::intent::{Asked, Draft, Undrafted, Unreadable, draft_with_model};
use crate::report::{Display, ModelReport, Progress, Report, SpeedReport, Status};
use crate::source::Sources;
use crate::world::World;

/// Which model, and how it is run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelChoice {
    /// A file, or a folder that holds one model.
    pub path: PathBuf,
    pub threads: u16,
}

/// A model that reads free text, and how its progress is shown.
#[derive(Debug, Clone)]
pub struct ModelWish {
    pub choice: ModelChoice,
    pub display: Display,
}

/// What `model check` saw.
#[derive(Debug)]
pub struct CheckedModel {
    pub fitness: Fitness,
    /// Only with the feature `llama`, and of a file that is fit.
    pub trial: Option<Trial>,
    pub notes: Vec<String>,
}

impl CheckedModel {
    pub fn into_report(self, threads: u16) -> Report {
        let status = if self.fitness.unfit.is_none() { Status::Fit } else { Status::Unfit };
        let speed = self.trial.as_ref().map(|trial| SpeedReport::new(threads, trial));
        let model = ModelReport { speed, ..ModelReport::from(&self.fitness) };
        Report { model: Some(model), notes: self.notes, ..Report::new("model", status) }
    }
}

/// One text may take so long, and no longer: a model of seven thousand million parameters needs a third of it.
const LONGEST: Duration = Duration::from_secs(15 * 60);

pub fn check_model(world: &dyn World, choice: &ModelChoice, progress: &mut Progress<'_>) -> Result<CheckedModel, Failure> {
    let path = model::file_of(world, &choice.path).map_err(failed)?;
    let fitness = model::examine(world, &path)?;
    let mut notes = fitness.notes.clone();
    if fitness.unfit.is_some() {
        return Ok(CheckedModel { fitness, trial: None, notes });
    }
    if !cfg!(feature = "llama") {
        notes.push("Not timed: this Groundplan is built without the feature `llama`".to_string());
        return Ok(CheckedModel { fitness, trial: None, notes });
    }
    progress.show(&format!("The model is loaded: {}", fitness.file));
    let opened = model::open(world, &path, choice.threads).map_err(failed)?;
    let mut decoder = opened.decoder().map_err(failed)?;
    let (trial, _) = within_time(world, progress, &mut |watch| Trial::of(&mut *decoder, world, &Limits::default(), watch))?;
    Ok(CheckedModel { fitness, trial: Some(trial), notes })
}

/// Opens the model that `--model` names.
pub(super) fn model_reader(world: &dyn World, choice: &ModelChoice) -> Result<OpenModel, Failure> {
    model::open(world, &choice.path, choice.threads).map_err(failed)
}

/// A draft by rules and a model, or why the text gives none.
pub(super) fn draft_by_model(
    world: &dyn World,
    model: &OpenModel,
    asked: &Asked,
    progress: &mut Progress<'_>,
) -> Result<Result<Draft, Unreadable>, Failure> {
    let mut decoder = model.decoder().map_err(failed)?;
    let weight = model.identity.weight;
    let drafted = within_time(world, progress, &mut |watch| {
        let mut assistant = Assistant { weight, decoder: &mut *decoder, limits: Limits::default(), watch };
        match draft_with_model(asked.text, asked.known, asked.reading, &mut assistant) {
            Ok(drafted) => Ok(Ok(drafted)),
            Err(Undrafted::Unreadable(unreadable)) => Ok(Err(unreadable)),
            Err(Undrafted::Model(error)) => Err(error),
        }
    })?;
    Ok(drafted.map(|(mut draft, assisted)| {
        draft.notes.extend(assisted.notes);
        draft
    }))
}

/// Runs what decodes, draws how far it is, and stops it when it takes too long.
fn within_time<T>(
    world: &dyn World,
    progress: &mut Progress<'_>,
    run: &mut dyn FnMut(&mut Watch<'_>) -> Result<T, DecodingError>,
) -> Result<T, Failure> {
    let started = world.elapsed();
    progress.begin(0);
    let result = run(&mut |stage| {
        progress.show(&told(stage));
        world.elapsed().saturating_sub(started) < LONGEST
    });
    progress.end();
    result.map_err(|error| {
        let minutes = LONGEST.as_secs() / 60;
        let (code, message, help) = match error {
            DecodingError::Stopped => (
                "model-too-slow",
                format!("the model did not answer within {minutes} minutes"),
                "take a smaller model, or more of `--model-threads` on a machine that is idle; `groundplan model check` times one",
            ),
            other => ("model-failed", other.to_string(), "compare the file's SHA-256 with that of where it came from"),
        };
        failed(ModelError { code, message, help: help.to_string() })
    })
}

fn told(stage: Stage) -> String {
    match stage {
        Stage::Prompt { done, of } => format!("The model reads its instructions: {done} of {of} tokens"),
        Stage::Text { done, of } => format!("The model reads the text: {done} of {of} tokens"),
        Stage::Answer { done, at_most } => format!("The model answers: {done} tokens of at most {at_most}"),
    }
}

fn failed(error: ModelError) -> Failure {
    let message = crate::diagnostic::sentence(&error.message);
    let mut diagnostic = Diagnostic::error(error.code, message);
    diagnostic = diagnostic.help(&error.help);
    Failure::lacking(vec![diagnostic], Sources::default())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::intent::model::{Scripted, Weight};
    use crate::intent::{Known, Reading};
    use crate::report::Exit;
    use crate::world::MemoryWorld;

    fn silent(world: &MemoryWorld) -> Progress<'_> {
        Progress::new(world, Display::Silent, std::io::sink())
    }

    #[test]
    fn what_is_wrong_with_a_model_ends_as_a_matter_of_the_environment() {
        let world = MemoryWorld::new().with_file("models/README.md", "");
        let choice = ModelChoice { path: Path::new("models").to_path_buf(), threads: 1 };
        let failure = check_model(&world, &choice, &mut silent(&world)).expect_err("no model");
        assert_eq!(failure.exit(), Exit::Environment);
    }

    #[test]
    fn what_is_stopped_is_said_to_be_too_slow_and_no_draft_comes_out() {
        let world = MemoryWorld::new();
        let mut decoder = Scripted::new(&[""]);
        decoder.failure = Some(DecodingError::Stopped);
        let result = within_time(&world, &mut silent(&world), &mut |watch| model::ask(&mut decoder, "a text", &Limits::default(), watch));
        match result {
            Err(Failure::Lacking(findings)) => assert_eq!(findings.diagnostics[0].code, "model-too-slow"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_draft_by_a_model_is_the_same_again_from_its_answer() {
        let text = "I need a blog with users and posts. A post has a title and is written by a user.";
        let answer = "user()\npost(title) -> user\n";
        let (known, reading) = (Known::default(), Reading::default());
        let mut decoder = Scripted::new(&[answer]);
        let mut watch = |_| true;
        let mut assistant = Assistant { weight: Weight::Whole, decoder: &mut decoder, limits: Limits::default(), watch: &mut watch };
        let first = draft_with_model(text, &known, &reading, &mut assistant).expect("a draft");
        let again = crate::intent::draft_with_answer(text, &known, &reading, Weight::Whole, &first.1.answer).expect("a draft");
        assert_eq!((&first.0.schema, &first.1), (&again.0.schema, &again.1));
    }
}
