//! A language model in a GGUF file, run by llama.cpp: the decoder behind the feature `llama`.
//!
//! Comes in: a file that [`super::model::examine`] found fit, and a prompt. Goes out: a [`Decoder`]. Never happens: chance (the likeliest token that the grammar allows is taken, of equals
//! the first); a size of a batch that depends on the machine; a line of llama.cpp's own on the terminal.
//!
//! The bytes of an answer depend on how the sums are cut. So the sizes of batches, flash attention and the place where the text begins are fixed: the part that all texts share is decoded in batches of
//! its own. The number of threads then changes nothing; another processor or another llama.cpp may, which is why what was read is recorded.

use std::num::NonZeroU32;
use std::path::Path;
use std::sync::OnceLock;

use llama_cpp_2::context::LlamaContext;
use llama_cpp_2::context::params::LlamaContextParams;
use llama_cpp_2::llama_backend::LlamaBackend;
use llama_cpp_2::llama_batch::LlamaBatch;
use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::model::params::LlamaModelParams;
use llama_cpp_2::sampling::LlamaSampler;
use llama_cpp_2::token::LlamaToken;
use llama_cpp_2::token::data::LlamaTokenData;
use llama_cpp_2::token::data_array::LlamaTokenDataArray;

use super::model::{Decoder, DecodingError, GRAMMAR, Prompt, Stage, Watch};

/// Prompt, text and answer together, in tokens.
const CONTEXT: u32 = 4096;
/// Tokens that are decoded at once.
const BATCH: usize = 256;
/// Of the context, kept for the answer.
const ROOM_FOR_THE_ANSWER: usize = 800;

/// A model in memory.
pub struct Loaded {
    model: LlamaModel,
    backend: &'static LlamaBackend,
    prompt: Prompt,
    threads: i32,
}

/// llama.cpp is begun once in a process, and silenced before it says anything.
fn backend() -> Result<&'static LlamaBackend, String> {
    static BACKEND: OnceLock<Result<LlamaBackend, String>> = OnceLock::new();
    let begun = BACKEND.get_or_init(|| {
        let mut backend = LlamaBackend::init().map_err(|error| format!("llama.cpp cannot begin: {error}"))?;
        backend.void_logs();
        Ok(backend)
    });
    begun.as_ref().map_err(Clone::clone)
}

/// llama.cpp is built for these unless the build said otherwise, and would end the process where one is missing.
#[cfg(target_arch = "x86_64")]
fn missing_instructions() -> Option<&'static str> {
    if matches!(option_env!("GGML_AVX2"), Some("OFF" | "0")) {
        return None;
    }
    let found = [
        ("AVX2", std::arch::is_x86_feature_detected!("avx2")),
        ("FMA", std::arch::is_x86_feature_detected!("fma")),
        ("F16C", std::arch::is_x86_feature_detected!("f16c")),
        ("BMI2", std::arch::is_x86_feature_detected!("bmi2")),
    ];
    found.into_iter().find(|(_, found)| !found).map(|(name, _)| name)
}

#[cfg(not(target_arch = "x86_64"))]
fn missing_instructions() -> Option<&'static str> {
    None
}

impl Loaded {
    pub fn new(path: &Path, prompt: Prompt, threads: u16) -> Result<Loaded, String> {
        if let Some(missing) = missing_instructions() {
            return Err(format!(
                "this processor has no {missing}; build Groundplan with GGML_AVX2=OFF, GGML_FMA=OFF, GGML_F16C=OFF and GGML_BMI2=OFF"
            ));
        }
        let backend = backend()?;
        let parameters = LlamaModelParams::default().with_n_gpu_layers(0);
        let model = LlamaModel::load_from_file(backend, path, &parameters)
            .map_err(|error| format!("llama.cpp cannot load {}: {error}", path.display()))?;
        Ok(Loaded { model, backend, prompt, threads: i32::from(threads.max(1)) })
    }

    pub fn decoder(&self) -> Result<Box<dyn Decoder + '_>, String> {
        let context_length = CONTEXT.min(self.model.n_ctx_train());
        let parameters = LlamaContextParams::default()
            .with_n_ctx(NonZeroU32::new(context_length))
            .with_n_batch(BATCH as u32)
            .with_n_ubatch(BATCH as u32)
            .with_n_seq_max(1)
            .with_n_threads(self.threads)
            .with_n_threads_batch(self.threads)
            .with_flash_attention_policy(llama_cpp_sys_2::LLAMA_FLASH_ATTN_TYPE_DISABLED)
            .with_offload_kqv(false)
            .with_op_offload(false)
            .with_no_perf(true);
        let context =
            self.model.new_context(self.backend, parameters).map_err(|error| format!("llama.cpp has no room for a context: {error}"))?;
        let grammar =
            LlamaSampler::grammar(&self.model, GRAMMAR, "root").map_err(|error| format!("llama.cpp refuses the grammar: {error}"))?;
        let vocabulary = self.model.vocab();
        let before = vocabulary.tokenize(self.prompt.before.as_bytes(), true, true);
        let after = vocabulary.tokenize(self.prompt.after.as_bytes(), false, true);
        let room = context_length as usize;
        Ok(Box::new(Asked { model: &self.model, context, grammar, before, after, room, position: 0, shared: None, last: 0, pending: None }))
    }
}

/// A model that is being asked.
struct Asked<'a> {
    model: &'a LlamaModel,
    context: LlamaContext<'a>,
    grammar: LlamaSampler,
    before: Vec<LlamaToken>,
    after: Vec<LlamaToken>,
    /// Tokens of the context.
    room: usize,
    /// Tokens that are decoded.
    position: usize,
    /// Those of the part that all texts share, once they are decoded.
    shared: Option<usize>,
    /// The place in the last batch whose token foretells the next.
    last: i32,
    /// Chosen, and not decoded yet: after the last token of an answer there is nothing to foretell.
    pending: Option<LlamaToken>,
}

impl Asked<'_> {
    /// Decodes tokens in batches; the last one foretells what follows.
    fn decode(&mut self, tokens: &[LlamaToken], told: &mut dyn FnMut(usize) -> bool) -> Result<(), DecodingError> {
        let failed = |cause: String| DecodingError::Failed(format!("llama.cpp cannot go on: {cause}"));
        let mut done = 0;
        for piece in tokens.chunks(BATCH) {
            // Before the work as well as after it: a batch takes seconds.
            if !told(done) {
                return Err(DecodingError::Stopped);
            }
            let mut batch = LlamaBatch::new(BATCH, 1);
            for (index, token) in piece.iter().enumerate() {
                let position = i32::try_from(self.position + index).map_err(|error| failed(error.to_string()))?;
                let is_last = done + index + 1 == tokens.len();
                batch.add(*token, position, &[0], is_last).map_err(|error| failed(error.to_string()))?;
            }
            self.context.decode(&mut batch).map_err(|error| failed(error.to_string()))?;
            self.position += piece.len();
            self.last = batch.n_tokens() - 1;
            done += piece.len();
            if !told(done) {
                return Err(DecodingError::Stopped);
            }
        }
        Ok(())
    }

    /// The likeliest token, if the grammar takes it: trying one costs little. Else the likeliest of those that it takes.
    fn choose(&mut self) -> Result<Option<LlamaToken>, DecodingError> {
        let logits = self.context.get_logits_ith(self.last);
        let Some((best, logit)) = likeliest(logits.iter().copied().enumerate()) else {
            return Err(DecodingError::Failed("the model foretells nothing: its weights are damaged".to_string()));
        };
        let token = |index: usize| i32::try_from(index).map(LlamaToken).unwrap_or(LlamaToken(i32::MAX));
        let mut one = LlamaTokenDataArray::new(vec![LlamaTokenData::new(token(best), logit, 0.0)], false);
        one.apply_sampler(&mut self.grammar);
        if one.data.first().is_some_and(|data| data.logit() > f32::NEG_INFINITY) {
            return Ok(Some(token(best)));
        }
        let mut all = LlamaTokenDataArray::from_iter(self.context.candidates_ith(self.last), false);
        all.apply_sampler(&mut self.grammar);
        let allowed = likeliest(all.data.iter().map(LlamaTokenData::logit).enumerate());
        Ok(allowed.and_then(|(index, _)| all.data.get(index)).map(LlamaTokenData::id))
    }
}

/// The first of the greatest; what is no number, or forbidden, is none.
fn likeliest(logits: impl Iterator<Item = (usize, f32)>) -> Option<(usize, f32)> {
    let allowed = logits.filter(|(_, logit)| *logit > f32::NEG_INFINITY);
    allowed.fold(None, |best, next| match best {
        Some((_, greatest)) if next.1 <= greatest => best,
        _ => Some(next),
    })
}

impl Decoder for Asked<'_> {
    fn begin(&mut self, watch: &mut Watch<'_>) -> Result<(), DecodingError> {
        self.pending = None;
        self.grammar.reset();
        if let Some(shared) = self.shared.take() {
            let from = u32::try_from(shared).ok();
            // Some kinds of memory cannot forget a part.
            if self.context.clear_kv_cache_seq(Some(0), from, None) == Ok(true) {
                self.position = shared;
                self.shared = Some(shared);
                watch(Stage::Prompt { done: shared, of: shared });
                return Ok(());
            }
        }
        self.context.clear_kv_cache();
        self.position = 0;
        let before = std::mem::take(&mut self.before);
        let decoded = self.decode(&before, &mut |done| watch(Stage::Prompt { done, of: before.len() }));
        self.shared = decoded.is_ok().then_some(before.len());
        self.before = before;
        decoded
    }

    fn feed(&mut self, text: &str, watch: &mut Watch<'_>) -> Result<(), DecodingError> {
        // What looks like a sign of the template is text here.
        let mut tokens = self.model.vocab().tokenize(text.as_bytes(), false, false);
        let at_most = self.room.saturating_sub(self.position + self.after.len() + ROOM_FOR_THE_ANSWER);
        if tokens.len() > at_most {
            return Err(DecodingError::TooLong { tokens: tokens.len(), at_most });
        }
        tokens.extend(&self.after);
        self.decode(&tokens, &mut |done| watch(Stage::Text { done, of: tokens.len() }))
    }

    fn next(&mut self) -> Result<Option<Vec<u8>>, DecodingError> {
        if let Some(token) = self.pending.take() {
            if self.position >= self.room {
                return Ok(None);
            }
            self.decode(&[token], &mut |_| true)?;
        }
        let Some(token) = self.choose()? else { return Ok(None) };
        let vocabulary = self.model.vocab();
        if vocabulary.is_eog(token) {
            return Ok(None);
        }
        self.grammar.try_accept(token).map_err(|error| DecodingError::Failed(format!("llama.cpp refuses a token of its own: {error}")))?;
        self.pending = Some(token);
        Ok(Some(vocabulary.token_to_piece(token, false, None)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_equals_the_first_is_the_likeliest_and_what_is_no_number_is_never() {
        let of = |logits: &[f32]| likeliest(logits.iter().copied().enumerate()).map(|(index, _)| index);
        assert_eq!(of(&[1.0, 3.0, 3.0, 2.0]), Some(1));
        assert_eq!(of(&[f32::NAN, f32::NEG_INFINITY, -5.0]), Some(2));
        assert_eq!(of(&[f32::NAN, f32::NEG_INFINITY]), None);
    }
}
