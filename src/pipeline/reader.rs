//! Who reads free text.
//!
//! Comes in: a text, what is known, how to read. Goes out: a [`Draft`]. Never happens: a reader that depends on anything its name does not tell.

use super::failure::Failure;
use super::model::{ModelWish, draft_by_model, model_reader};
use crate::intent::model::{Identity, OpenModel};
use crate::intent::{Asked, Draft, ModelName, RULES_VERSION, ReaderName, Unreadable, draft};
use crate::report::{Display, Progress};
use crate::world::World;

/// One way to read.
pub trait Reader {
    fn name(&self) -> &ReaderName;

    /// A draft, or why the text gives none. A failure is one of what the reader itself needs.
    fn draft(&self, asked: &Asked) -> Result<Result<Draft, Unreadable>, Failure>;

    /// Whether an answer is worth keeping: reading by rules takes less time than looking one up.
    fn is_slow(&self) -> bool {
        self.name().model.is_some()
    }
}

/// The reader that always works.
pub struct Rules(ReaderName);

impl Default for Rules {
    fn default() -> Rules {
        Rules(ReaderName::rules())
    }
}

impl Reader for Rules {
    fn name(&self) -> &ReaderName {
        &self.0
    }

    fn draft(&self, asked: &Asked) -> Result<Result<Draft, Unreadable>, Failure> {
        Ok(draft(asked.text, asked.known, asked.reading))
    }
}

/// The rules, and a model that adds to what they read.
pub struct RulesAndModel<'w> {
    name: ReaderName,
    world: &'w dyn World,
    model: OpenModel,
    display: Display,
}

impl<'w> RulesAndModel<'w> {
    pub fn open(world: &'w dyn World, wish: &ModelWish) -> Result<RulesAndModel<'w>, Failure> {
        let model = model_reader(world, &wish.choice)?;
        let Identity { file, size, sha256, prompt_sha256, grammar_sha256, decoder, .. } = model.identity.clone();
        let name = ReaderName {
            name: "rules-and-model".to_string(),
            version: RULES_VERSION,
            model: Some(ModelName {
                file,
                bytes: size,
                sha256,
                prompt: prompt_sha256,
                grammar: grammar_sha256,
                decoder: decoder.to_string(),
            }),
        };
        Ok(RulesAndModel { name, world, model, display: wish.display })
    }
}

impl Reader for RulesAndModel<'_> {
    fn name(&self) -> &ReaderName {
        &self.name
    }

    fn draft(&self, asked: &Asked) -> Result<Result<Draft, Unreadable>, Failure> {
        let mut progress = Progress::new(self.world, self.display, std::io::stderr());
        draft_by_model(self.world, &self.model, asked, &mut progress)
    }
}
