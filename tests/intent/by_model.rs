//! Drafts by rules, or by rules and the model that GROUNDPLAN_MODEL names (`make intent-score MODEL=file`).
//!
//! Answers are kept in the folder of the build, by a hash over the model, what it is asked and the text, so that a change of the rules needs no model again.

use groundplan::intent::{Draft, Known, Reading, draft};

/// What becomes of a text.
pub fn drafted(text: &str) -> Result<Draft, String> {
    #[cfg(feature = "llama")]
    if let Some(model) = std::env::var_os("GROUNDPLAN_MODEL") {
        return with_model::drafted(std::path::Path::new(&model), text);
    }
    draft(text, &Known::default(), &Reading::default()).map_err(|error| format!("{}: {}", error.message, error.help))
}

#[cfg(feature = "llama")]
mod with_model {
    use std::cell::RefCell;
    use std::fs;
    use std::path::{Path, PathBuf};

    use groundplan::intent::model::{Decoder, Identity, Limits, OpenModel, ask, open};
    use groundplan::intent::{Draft, Known, Reading, draft_with_answer};
    use groundplan::world::{RealWorld, sha256_hex};

    struct Asked {
        identity: Identity,
        decoder: Box<dyn Decoder>,
    }

    thread_local! {
        static ASKED: RefCell<Option<Asked>> = const { RefCell::new(None) };
    }

    pub fn drafted(model: &Path, text: &str) -> Result<Draft, String> {
        ASKED.with_borrow_mut(|asked| {
            let asked = match asked {
                Some(asked) => asked,
                None => asked.insert(begin(model)?),
            };
            let identity = &asked.identity;
            let key = sha256_hex(
                [&identity.sha256, &identity.prompt_sha256, &identity.grammar_sha256, text]
                    .map(|part| part.to_string())
                    .join("\n")
                    .as_bytes(),
            );
            let kept = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("answers").join(key);
            let answer = match fs::read_to_string(&kept) {
                Ok(answer) => answer,
                Err(_) => {
                    let answer = ask(&mut *asked.decoder, text, &Limits::default(), &mut |_| true).map_err(|error| error.to_string())?;
                    fs::create_dir_all(kept.parent().unwrap_or(Path::new("."))).map_err(|error| error.to_string())?;
                    fs::write(&kept, &answer).map_err(|error| error.to_string())?;
                    answer
                }
            };
            let drafted = draft_with_answer(text, &Known::default(), &Reading::default(), identity.weight, &answer);
            drafted.map(|(draft, _)| draft).map_err(|error| format!("{error:?}"))
        })
    }

    /// The model stays for as long as the tests run.
    fn begin(model: &Path) -> Result<Asked, String> {
        let opened: &'static OpenModel = Box::leak(Box::new(open(&RealWorld, model, 1).map_err(|error| format!("{error:?}"))?));
        Ok(Asked { identity: opened.identity.clone(), decoder: opened.decoder().map_err(|error| format!("{error:?}"))? })
    }
}
