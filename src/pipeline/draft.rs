//! `groundplan draft TEXT`: requirements in a person's words, as a `.schema`.
//!
//! Comes in: a text, or where it stands. Goes out: the draft, in its file or as text, and what led to it. Never happens: a file that stands is overwritten; a file that is there in part.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::analysis::meaning;
use super::failure::Failure;
use super::intents::{IntentChoice, draft_alone};
use super::model::ModelWish;
use super::output::check_new;
use super::requirements::Requirements;
use crate::intent::{Draft, LONGEST_TEXT, text_of};
use crate::postgres::interrupt;
use crate::source::Sources;
use crate::world::{World, WorldError, temporary_name};

/// Where a text comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextSource {
    /// From the command line.
    Written(String),
    File(PathBuf),
    /// Bytes of standard input, one more than may be read where there are more.
    Given(Vec<u8>),
}

impl TextSource {
    /// What a person names: a file where one stands under that name, else the text itself.
    pub fn named(world: &dyn World, argument: &str) -> Result<TextSource, Failure> {
        let path = Path::new(argument);
        let is_one_line = !argument.is_empty() && !argument.contains('\n');
        if is_one_line && world.exists(path) && !world.is_directory(path) {
            return Ok(TextSource::File(path.to_path_buf()));
        }
        if is_one_line && argument.contains(['/']) && world.is_directory(path) {
            return Err(Failure::usage(&format!("`{argument}` is a folder"), "name a file in it, or give the text itself"));
        }
        // One word with a dot or a slash inside is no sentence.
        let looks_like_a_file = !argument.contains(char::is_whitespace) && argument.trim_end_matches(['.', '/']).contains(['.', '/']);
        if looks_like_a_file {
            let help = "name a file that stands, or give the text itself, in quotes and with blanks between its words";
            return Err(Failure::usage(&format!("there is no file `{argument}`"), help));
        }
        Ok(TextSource::Written(argument.to_string()))
    }

    /// The text, or why it is none.
    pub fn read(&self, world: &dyn World) -> Result<String, Failure> {
        let bytes = match self {
            TextSource::Written(text) => text.clone().into_bytes(),
            TextSource::File(path) => {
                let mut bytes = Vec::new();
                let read = world.open(path)?.take(LONGEST_TEXT as u64 + 1).read_to_end(&mut bytes);
                read.map_err(|cause| WorldError::new("read", path, cause))?;
                bytes
            }
            TextSource::Given(bytes) => bytes.clone(),
        };
        text_of(&bytes).map_err(|refused| Failure::input(vec![*refused], Sources::default()))
    }

    /// The name of the file without its end.
    pub fn stem(&self) -> Option<String> {
        match self {
            TextSource::File(path) => path.file_stem().map(|stem| stem.to_string_lossy().into_owned()),
            TextSource::Written(_) | TextSource::Given(_) => None,
        }
    }
}

/// What a person asks for.
#[derive(Debug, Clone)]
pub struct DraftChoice {
    pub source: TextSource,
    /// Must not stand yet; none for standard output.
    pub output: Option<PathBuf>,
    /// `false` for `--archetypes off`.
    pub archetypes: bool,
    /// `--model`
    pub model: Option<ModelWish>,
}

#[derive(Debug)]
pub struct Drafted {
    pub draft: Draft,
    /// `rules 1`
    pub reader: String,
    /// What `check` would refuse in the draft, which is no fault of the person's.
    pub mistakes: Vec<String>,
}

/// Writes the draft to its file, or only gives it.
pub fn draft(world: &dyn World, choice: &DraftChoice) -> Result<Drafted, Failure> {
    if let Some(output) = &choice.output {
        check_new(world, output)?;
    }
    let text = choice.source.read(world)?;
    let (draft, reader) =
        draft_alone(world, &text, choice.archetypes, &IntentChoice { model: choice.model.clone(), ..IntentChoice::default() })?;
    let mistakes = mistakes(&draft)?;
    if let Some(output) = &choice.output {
        let _gone = interrupt::remove_on_interrupt(temporary_name(output));
        world.write_whole(output, draft.schema.as_bytes())?;
    }
    Ok(Drafted { draft, reader, mistakes })
}

fn mistakes(draft: &Draft) -> Result<Vec<String>, Failure> {
    let mut requirements = Requirements::default();
    requirements.take_in(Path::new("draft.schema"), &draft.schema);
    match meaning(requirements, Vec::new()) {
        Ok(_) => Ok(Vec::new()),
        Err(Failure::Input(findings)) => {
            let errors = findings.diagnostics.iter().filter(|found| found.severity == crate::diagnostic::Severity::Error);
            let place = |found: &crate::diagnostic::Diagnostic| found.span.map(|span| findings.sources.line_column(span).line);
            Ok(errors.map(|found| place(found).map_or(found.message.clone(), |line| format!("line {line}: {}", found.message))).collect())
        }
        Err(failure) => Err(failure),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::MemoryWorld;

    #[test]
    fn a_file_is_read_a_sentence_is_taken_and_a_file_that_is_not_there_is_said() {
        let world = MemoryWorld::new().with_file("wishes.txt", "Users.").with_file("parts/a.txt", "");
        let named = |argument: &str| TextSource::named(&world, argument).ok();
        assert_eq!(named("wishes.txt"), Some(TextSource::File("wishes.txt".into())));
        for text in ["A blog with users.", "users", "Users.", "parts", "", "users and\nposts", "https://example.org is a site with users"] {
            assert_eq!(named(text), Some(TextSource::Written(text.to_string())), "{text}");
        }
        for missing in ["wishs.txt", "parts/b", "./wishs"] {
            assert_eq!(named(missing), None, "{missing}");
        }
    }
}
