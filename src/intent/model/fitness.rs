//! Whether a file is a model that can read requirements, and how fast it is.
//!
//! Comes in: a file. Goes out: what it says of itself, its hash, whether that is known, and the reasons for and against it. Never happens: C++ sees the file; the whole file is held in memory.

use std::io::Read;
use std::path::Path;
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::header::{Header, HeaderError, read_header};
use super::manifest::{KnownModel, known_models};
use super::reader::{Limits, ask};
use super::template::{Template, template_of};
use super::{Decoder, DecodingError, Stage, Watch};
use crate::world::{World, WorldError};

/// What a model may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Confirm, relate and add.
    Whole,
    /// Confirm; the rest becomes questions.
    Small,
}

/// Below about a thousand million parameters models make up more than they find: measured with 0.135, 0.27 and 0.5.
pub const SMALLEST_WHOLE: u64 = 900_000_000;

/// What was seen of a file.
#[derive(Debug, Clone)]
pub struct Fitness {
    /// The file's own name, without its folder.
    pub file: String,
    pub size: u64,
    pub sha256: String,
    pub header: Option<Header>,
    pub template: Option<&'static Template>,
    /// Its entry in models/manifest.
    pub known: Option<KnownModel>,
    pub weight: Weight,
    /// Why it cannot be used: a code and a sentence.
    pub unfit: Option<(&'static str, String)>,
    pub notes: Vec<String>,
}

/// Text models of llama.cpp that answer in turns; what only embeds, sees or speaks is not among them.
const ARCHITECTURES: &[&str] = &[
    "apertus",
    "arcee",
    "cohere2",
    "command-r",
    "deepseek",
    "deepseek2",
    "ernie4_5",
    "exaone",
    "exaone4",
    "falcon",
    "falcon-h1",
    "gemma",
    "gemma2",
    "gemma3",
    "gemma3n",
    "glm4",
    "gpt-oss",
    "granite",
    "granitehybrid",
    "granitemoe",
    "hunyuan-dense",
    "internlm2",
    "lfm2",
    "llama",
    "minicpm",
    "minicpm3",
    "mistral3",
    "nemotron",
    "olmo",
    "olmo2",
    "olmoe",
    "phi2",
    "phi3",
    "phimoe",
    "qwen2",
    "qwen2moe",
    "qwen3",
    "qwen3moe",
    "qwen3next",
    "seed_oss",
    "smollm3",
    "stablelm",
    "starcoder2",
];

/// Prompt, text and answer need this many.
const LEAST_CONTEXT: u64 = 2048;

/// Looks at a file: its header first, then all of it, for the hash.
pub fn examine(world: &dyn World, path: &Path) -> Result<Fitness, WorldError> {
    let failed = |cause| WorldError::new("read", path, cause);
    let mut file = Hashed { source: world.open(path)?, hash: Sha256::new(), read: 0 };
    let header = match read_header(&mut file) {
        Err(HeaderError::Read(cause)) => return Err(failed(cause)),
        other => other,
    };
    // The rest of what is no model says nothing, and may have no end.
    let mut piece = vec![0; 1 << 20];
    while header.is_ok() && file.read(&mut piece).map_err(failed)? > 0 {}
    let sha256: String = file.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(judged(name, file.read, sha256, header))
}

fn judged(file: String, size: u64, sha256: String, header: Result<Header, HeaderError>) -> Fitness {
    let manifest = known_models();
    let known = manifest.iter().find(|known| known.sha256 == sha256).cloned();
    let unfit = match &header {
        Err(error) => Some(("model-damaged", format!("{file} cannot be read as a model: {error}"))),
        Ok(header) => refusal(&file, size, header),
    };
    let header = header.ok();
    let parameters = header.as_ref().map_or(0, |header| header.parameters);
    let weight = if parameters >= SMALLEST_WHOLE { Weight::Whole } else { Weight::Small };
    let mut notes = Vec::new();
    if unfit.is_none() {
        if weight == Weight::Small {
            let millions = parameters / 1_000_000;
            notes.push(format!("With {millions} million parameters it is small: it only confirms what the rules read, and the rest of what it says becomes questions"));
        }
        match (&known, manifest.iter().find(|known| known.file == file)) {
            (Some(known), _) => notes.push(format!("Known as {}: {}", known.name, known.verdict)),
            (None, Some(_)) => {
                notes.push("A known model has this name and another hash: it was damaged on its way, or is another one".to_string())
            }
            (None, None) => {
                notes.push("Its hash is not among those of models/manifest: it may be a good model, and nobody has tried it".to_string())
            }
        }
    }
    let template = header.as_ref().and_then(|header| template_of(header.chat_template.as_deref().unwrap_or_default()));
    Fitness { file, size, sha256, header, template, known, weight, unfit, notes }
}

fn refusal(file: &str, size: u64, header: &Header) -> Option<(&'static str, String)> {
    if let Some(least) = header.least_size.filter(|least| size < *least) {
        return Some(("model-damaged", format!("{file} is cut off: it has {size} bytes, and its tensors need {least}")));
    }
    let foreign = |what: String| Some(("model-foreign", format!("{file} is not a language model that can be asked: {what}")));
    if let Some(kind) = header.kind.as_deref().filter(|kind| *kind != "model") {
        return foreign(format!("it is a file of the kind `{kind}`"));
    }
    if header.parts > 1 {
        return foreign(format!("it is one of {} parts, which llama-gguf-split puts together", header.parts));
    }
    if !ARCHITECTURES.contains(&header.architecture.as_str()) {
        return foreign(format!("its architecture is `{}`", header.architecture));
    }
    if header.tokens == 0 || header.tokenizer.is_none() || !header.has_embedding {
        return foreign("it has no vocabulary or no weights of its own".to_string());
    }
    if let Some(length) = header.context_length.filter(|length| *length < LEAST_CONTEXT) {
        return foreign(format!("it reads {length} tokens at once, and {LEAST_CONTEXT} are needed"));
    }
    match header.chat_template.as_deref() {
        None => foreign("it has no chat template, so it was not taught to answer (an `instruct` or `chat` model was)".to_string()),
        Some(jinja) if template_of(jinja).is_none() => foreign("its chat template is none of those that are known".to_string()),
        Some(_) => None,
    }
}

/// Hashes what goes through.
struct Hashed<'a> {
    source: Box<dyn Read + Send + 'a>,
    hash: Sha256,
    read: u64,
}

impl Read for Hashed<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.source.read(into)?;
        self.hash.update(&into[..read]);
        self.read += read as u64;
        Ok(read)
    }
}

/// How fast a model was, on this machine, with a text of a usual length.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trial {
    /// What stands before every text, once for a run.
    pub prompt_tokens: usize,
    pub prompt: Duration,
    pub text_tokens: usize,
    pub text: Duration,
    pub answer_tokens: usize,
    pub answer: Duration,
}

const TRIAL_TEXT: &str = "A small library lends books. Every book has a title, an ISBN and one or more authors. Members have a name and an email address. A loan is of one book to one member, and has a due date.";

impl Trial {
    /// Asks once.
    pub fn of(
        decoder: &mut dyn Decoder,
        world: &dyn World,
        limits: &Limits,
        watch: &mut Watch<'_>,
    ) -> Result<(Trial, String), DecodingError> {
        let started = world.elapsed();
        let since = || world.elapsed().saturating_sub(started);
        let nothing = (0, Duration::ZERO);
        let (mut prompt, mut text, mut answer) = (nothing, nothing, nothing);
        let said = ask(decoder, TRIAL_TEXT, limits, &mut |stage| {
            match stage {
                Stage::Prompt { of, .. } => prompt = (of, since()),
                Stage::Text { of, .. } => text = (of, since()),
                Stage::Answer { done, .. } => answer = (done, since()),
            }
            watch(stage)
        })?;
        let trial = Trial {
            prompt_tokens: prompt.0,
            prompt: prompt.1,
            text_tokens: text.0,
            text: text.1.saturating_sub(prompt.1),
            answer_tokens: answer.0,
            answer: answer.1.saturating_sub(text.1),
        };
        Ok((trial, said))
    }
}

#[cfg(test)]
mod tests {
    use super::super::header::tests::small_gguf;
    use super::*;
    use crate::world::MemoryWorld;

    const CHATML: Option<&str> = Some("<|im_start|>");

    fn seen(bytes: &[u8]) -> Fitness {
        let world = MemoryWorld::new().with_bytes("a.gguf", bytes);
        examine(&world, Path::new("a.gguf")).expect("readable")
    }

    fn unfit(bytes: &[u8]) -> String {
        let (code, why) = seen(bytes).unfit.expect("unfit");
        format!("{code}: {why}")
    }

    #[test]
    fn a_whole_small_model_is_fit_and_its_hash_is_that_of_all_its_bytes() {
        let bytes = small_gguf("qwen2", CHATML, 3);
        let fitness = seen(&bytes);
        assert_eq!(fitness.unfit, None);
        assert_eq!((fitness.sha256, fitness.size), (crate::world::sha256_hex(&bytes), bytes.len() as u64));
        assert_eq!((fitness.weight, fitness.template.map(|template| template.name)), (Weight::Small, Some("chatml")));
        assert!(fitness.notes.iter().any(|note| note.contains("it is small")), "{:?}", fitness.notes);
    }

    #[test]
    fn a_file_that_cannot_be_asked_says_why() {
        let whole = small_gguf("qwen2", CHATML, 3);
        assert!(unfit(b"PK\x03\x04").starts_with("model-damaged: a.gguf cannot be read as a model: it does not begin"));
        assert!(unfit(&whole[..60]).contains("it ends within its header"));
        assert!(unfit(&whole[..whole.len() - 1]).starts_with("model-damaged: a.gguf is cut off"));
        assert!(unfit(&small_gguf("bert", CHATML, 3)).ends_with("its architecture is `bert`"));
        assert!(unfit(&small_gguf("qwen2", None, 3)).contains("it has no chat template"));
        assert!(unfit(&small_gguf("qwen2", Some("{{ messages }}"), 3)).contains("none of those that are known"));
    }

    #[test]
    fn a_file_that_is_not_there_is_an_error_of_the_world() {
        let error = examine(&MemoryWorld::new(), Path::new("no.gguf")).expect_err("not there");
        assert!(error.to_string().starts_with("cannot read no.gguf"), "{error}");
    }
}
