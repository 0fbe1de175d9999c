//! A model, ready to be asked: the one door through which `--model` comes.
//!
//! Comes in: a path. Goes out: an [`OpenModel`], with what a record says of it, or what is wrong and what to do. Never happens: a model is used that nobody named; llama.cpp
//! gets a file that is damaged as far as we can see.

use std::path::{Path, PathBuf};

use super::Decoder;
use super::fitness::{Fitness, Weight, examine};
use super::prompt::{Prompt, grammar_sha256, prompt_sha256};
use crate::world::World;

/// What makes an answer what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    pub file: String,
    pub size: u64,
    pub sha256: String,
    pub parameters: u64,
    pub weight: Weight,
    pub template: &'static str,
    /// Of models/prompt.txt.
    pub prompt_sha256: String,
    /// Of grammar/intent.gbnf.
    pub grammar_sha256: String,
    /// The library that decodes, and its version.
    pub decoder: &'static str,
}

/// What is wrong with a model, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelError {
    pub code: &'static str,
    pub message: String,
    pub help: String,
}

pub struct OpenModel {
    pub identity: Identity,
    loaded: Loaded,
}

#[cfg(feature = "llama")]
type Loaded = crate::intent::gguf::Loaded;

/// Without the feature there is none.
#[cfg(not(feature = "llama"))]
enum Loaded {}

pub const DECODER: &str = "llama-cpp-2 0.1.160";

/// The file that is meant: itself, or the only model of a folder.
pub fn file_of(world: &dyn World, path: &Path) -> Result<PathBuf, ModelError> {
    if let Some(oddity) = world.oddity(path) {
        let message = format!("{} is {oddity}", path.display());
        return Err(ModelError { code: "model-not-chosen", message, help: "name the file of the model".to_string() });
    }
    if !world.is_directory(path) {
        return Ok(path.to_path_buf());
    }
    let entries = world.list(path).map_err(|error| ModelError {
        code: "model-not-chosen",
        message: error.to_string(),
        help: "name the file of the model".to_string(),
    })?;
    let models: Vec<_> = entries.into_iter().filter(|entry| !entry.is_directory && entry.name.ends_with(".gguf")).collect();
    let message = match models.as_slice() {
        [one] => return Ok(one.path.clone()),
        [] => format!("{} holds no model, which is a file NAME.gguf", path.display()),
        several => {
            let names: Vec<&str> = several.iter().map(|entry| entry.name.as_str()).collect();
            format!("{} holds several models: {}", path.display(), names.join(", "))
        }
    };
    let help = "name the file of the model; models/README.md says how to bring one".to_string();
    Err(ModelError { code: "model-not-chosen", message, help })
}

/// Opens a model that a person named, to be run by so many threads.
pub fn open(world: &dyn World, path: &Path, threads: u16) -> Result<OpenModel, ModelError> {
    if !cfg!(feature = "llama") {
        return Err(ModelError {
            code: "model-not-built",
            message: "this Groundplan is built without a reader of models".to_string(),
            help: "build one with `cargo build --release --features llama`, which needs cmake and libclang; without `--model` the rules read the text".to_string(),
        });
    }
    let path = file_of(world, path)?;
    let fitness = examine(world, &path).map_err(|error| ModelError {
        code: "model-damaged",
        message: error.to_string(),
        help: "name a GGUF file that can be read".to_string(),
    })?;
    if let Some((code, message)) = fitness.unfit {
        let help = "`groundplan model check FILE` says more; models/README.md says which files fit".to_string();
        return Err(ModelError { code, message, help });
    }
    load(&path, &fitness, threads)
}

fn load(path: &Path, fitness: &Fitness, threads: u16) -> Result<OpenModel, ModelError> {
    let failed = |message: String| ModelError {
        code: "model-failed",
        message,
        help: "compare the file's SHA-256 with that of where it came from: `groundplan model check FILE`".to_string(),
    };
    let Some(template) = fitness.template else { return Err(failed(format!("{} has no chat template", fitness.file))) };
    let identity = Identity {
        file: fitness.file.clone(),
        size: fitness.size,
        sha256: fitness.sha256.clone(),
        parameters: fitness.header.as_ref().map_or(0, |header| header.parameters),
        weight: fitness.weight,
        template: template.name,
        prompt_sha256: prompt_sha256(),
        grammar_sha256: grammar_sha256(),
        decoder: DECODER,
    };
    Ok(OpenModel { loaded: loaded(path, Prompt::new(template), threads).map_err(failed)?, identity })
}

#[cfg(feature = "llama")]
fn loaded(path: &Path, prompt: Prompt, threads: u16) -> Result<Loaded, String> {
    Loaded::new(path, prompt, threads)
}

#[cfg(not(feature = "llama"))]
fn loaded(_path: &Path, _prompt: Prompt, _threads: u16) -> Result<Loaded, String> {
    Err("this Groundplan is built without a reader of models".to_string())
}

impl OpenModel {
    /// For one text or for many, one after the other.
    pub fn decoder(&self) -> Result<Box<dyn Decoder + '_>, ModelError> {
        #[cfg(feature = "llama")]
        {
            self.loaded.decoder().map_err(|message| ModelError {
                code: "model-failed",
                message,
                help: "see that there is enough memory: the model's size and a gigabyte".to_string(),
            })
        }
        #[cfg(not(feature = "llama"))]
        match self.loaded {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::MemoryWorld;

    #[test]
    fn a_folder_means_its_only_model() {
        let none = MemoryWorld::new().with_file("models/README.md", "");
        let one = MemoryWorld::new().with_file("models/a.gguf", "").with_file("models/README.md", "");
        let two = MemoryWorld::new().with_file("models/a.gguf", "").with_file("models/b.gguf", "");
        let meant = |world: &MemoryWorld| file_of(world, Path::new("models"));
        assert_eq!(meant(&one), Ok(PathBuf::from("models/a.gguf")));
        assert_eq!(meant(&none).expect_err("none").message, "models holds no model, which is a file NAME.gguf");
        assert_eq!(meant(&two).expect_err("two").message, "models holds several models: a.gguf, b.gguf");
        assert_eq!(file_of(&one, Path::new("x.gguf")), Ok(PathBuf::from("x.gguf")));
    }

    #[cfg(not(feature = "llama"))]
    #[test]
    fn without_the_feature_it_is_said_how_to_build_with_it() {
        let error = open(&MemoryWorld::new(), Path::new("a.gguf"), 1).err().expect("refused");
        assert_eq!(error.code, "model-not-built");
        assert!(error.help.contains("--features llama"), "{}", error.help);
    }
}
