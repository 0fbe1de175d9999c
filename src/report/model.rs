//! What `model check` saw of a file.
//!
//! Comes in: what was examined and measured. Goes out: lines for people, the same data for JSON. Never happens: a speed becomes part of anything that is written.

use serde::Serialize;

use super::milliseconds;
use crate::intent::model::{Fitness, Trial, Weight};

/// A file that is to be a model.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ModelReport {
    pub file: String,
    pub size: u64,
    pub sha256: String,
    /// Its name in models/manifest, if its hash stands there.
    pub known: Option<String>,
    pub architecture: Option<String>,
    pub parameters: Option<u64>,
    /// `whole`, or `small`: one that only confirms.
    pub weight: &'static str,
    pub template: Option<&'static str>,
    pub context_length: Option<u64>,
    /// As the manifest has it, else as the file says.
    pub licence: Option<String>,
    /// Why it cannot be used.
    pub unfit: Option<String>,
    /// Absent without the feature `llama`.
    pub speed: Option<SpeedReport>,
}

/// On this machine, with as many threads as were asked for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SpeedReport {
    pub threads: u16,
    pub prompt_tokens: usize,
    pub prompt_milliseconds: f64,
    pub text_tokens: usize,
    pub text_milliseconds: f64,
    pub answer_tokens: usize,
    pub answer_milliseconds: f64,
}

impl From<&Fitness> for ModelReport {
    fn from(fitness: &Fitness) -> ModelReport {
        let header = fitness.header.as_ref();
        ModelReport {
            file: fitness.file.clone(),
            size: fitness.size,
            sha256: fitness.sha256.clone(),
            known: fitness.known.as_ref().map(|known| known.name.clone()),
            architecture: header.map(|header| header.architecture.clone()),
            parameters: header.map(|header| header.parameters),
            weight: if fitness.weight == Weight::Whole { "whole" } else { "small" },
            template: fitness.template.map(|template| template.name),
            context_length: header.and_then(|header| header.context_length),
            licence: fitness.known.as_ref().map(|known| known.licence.clone()).or_else(|| header.and_then(|header| header.licence.clone())),
            unfit: fitness.unfit.as_ref().map(|(_, why)| why.clone()),
            speed: None,
        }
    }
}

impl SpeedReport {
    pub fn new(threads: u16, trial: &Trial) -> SpeedReport {
        SpeedReport {
            threads,
            prompt_tokens: trial.prompt_tokens,
            prompt_milliseconds: milliseconds(trial.prompt),
            text_tokens: trial.text_tokens,
            text_milliseconds: milliseconds(trial.text),
            answer_tokens: trial.answer_tokens,
            answer_milliseconds: milliseconds(trial.answer),
        }
    }
}

/// For people: a line for each thing that is known.
pub fn model_summary(model: &ModelReport) -> String {
    let mut lines = vec![("file", model.file.clone()), ("size", format!("{} bytes", model.size)), ("SHA-256", model.sha256.clone())];
    lines.extend(model.known.iter().map(|known| ("known as", known.clone())));
    if let Some(architecture) = &model.architecture {
        let millions = model.parameters.unwrap_or_default() / 1_000_000;
        lines.push(("architecture", format!("{architecture}, {millions} million parameters")));
        lines.push(("template", model.template.unwrap_or("none that is known").to_string()));
    }
    lines.extend(model.context_length.map(|length| ("context", format!("{length} tokens"))));
    if model.architecture.is_some() {
        lines.push(("licence", model.licence.clone().unwrap_or_else(|| "not stated: ask where the file came from".to_string())));
    }
    if let Some(speed) = &model.speed {
        let rate = |tokens: usize, milliseconds: f64| {
            format!("{tokens} tokens in {:.1} s, {:.0} a second", milliseconds / 1000.0, tokens as f64 / (milliseconds / 1000.0).max(0.001))
        };
        lines.push(("prompt", rate(speed.prompt_tokens, speed.prompt_milliseconds)));
        lines.push(("text", rate(speed.text_tokens, speed.text_milliseconds)));
        lines.push(("answer", rate(speed.answer_tokens, speed.answer_milliseconds)));
        lines.push(("threads", speed.threads.to_string()));
    }
    lines.extend(model.unfit.iter().map(|why| ("unfit", why.clone())));
    lines.into_iter().map(|(what, value)| format!("{what:<13} {value}\n")).collect()
}
