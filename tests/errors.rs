//! What people read when their requirements are wrong.
//!
//! `tests/errors/STAGE/NAME.schema`, perhaps with the record of its free text `NAME.schema.lock`, is checked with the binary, and what it prints is compared with `NAME.txt` beside it. Each input must be
//! refused with the stage's exit code and at least one error. What only PostgreSQL can refuse (stage `proof`), what shows when its
//! answer is there (stage `pipeline`) and what the seed cannot fulfil is met by `generate`; rows for the schema of somebody else (`rows/NAME.sql`) are
//! met by `seed`. `make accept` writes the texts anew; read them as a user would before committing.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test may read files, and stops where it fails")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Failed, Trial};

use common::{STAMP, accepting, difference, groundplan, names, root, run};

/// Words that only a programmer of Groundplan would understand.
const INNER_WORDS: &[&str] = &["Rule::", "Some(", "None)", "Span {", "FileId(", "Err(", "Ok(", "EOI", "panicked at", "unwrap()"];

/// The stages that refuse input, in the order in which it meets them.
const STAGES: &[Stage] = &[
    Stage { name: "syntax", arguments: CHECK, exit: 1 },
    Stage { name: "intent", arguments: CHECK, exit: 1 },
    Stage { name: "locked", arguments: &["check", "--locked"], exit: 1 },
    Stage { name: "domain", arguments: CHECK, exit: 1 },
    Stage { name: "design", arguments: CHECK, exit: 1 },
    Stage { name: "pipeline", arguments: GENERATE, exit: 1 },
    Stage { name: "seed", arguments: GENERATE, exit: 1 },
    Stage { name: "rows", arguments: &["seed", "--rows", "3"], exit: 1 },
    Stage { name: "proof", arguments: GENERATE, exit: 4 },
];

struct Stage {
    name: &'static str,
    arguments: &'static [&'static str],
    exit: i32,
}

const CHECK: &[&str] = &["check"];
const GENERATE: &[&str] = &["generate", "--quiet", "--timestamp", STAMP];

fn main() {
    let arguments = Arguments::from_args();
    let mut trials = vec![Trial::test("a_text_with_inner_words_is_refused", || {
        let found = inner_words("expected Rule::entity", "");
        if found.is_empty() { Err("`Rule::` was not noticed".into()) } else { Ok(()) }
    })];
    let folder = root().join("tests/errors");
    for folder_name in names(&folder) {
        let Some(stage) = STAGES.iter().find(|stage| stage.name == folder_name) else {
            trials.push(unknown(&format!("tests/errors/{folder_name}")));
            continue;
        };
        for name in names(&folder.join(stage.name)) {
            let path = folder.join(stage.name).join(&name);
            match name.rsplit_once('.') {
                Some((stem, "schema" | "sql")) => trials.push(Trial::test(format!("{}/{stem}", stage.name), move || refuse(stage, &path))),
                Some((_, "txt")) if ["schema", "sql"].iter().any(|input| path.with_extension(input).exists()) => {}
                Some((stem, "lock")) if path.with_file_name(stem).exists() => {}
                _ => trials.push(unknown(&format!("tests/errors/{}/{name}", stage.name))),
            }
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn unknown(path: &str) -> Trial {
    let path = path.to_string();
    Trial::test(format!("unknown {path}"), move || Err(format!("{path} belongs to no case").into()))
}

fn refuse(stage: &Stage, schema: &Path) -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let name = schema.file_name().unwrap_or_default();
    fs::copy(schema, folder.path().join(name))?;
    let record = format!("{}.lock", name.to_string_lossy());
    if schema.with_file_name(&record).exists() {
        fs::copy(schema.with_file_name(&record), folder.path().join(&record))?;
    }
    let mut command = groundplan(folder.path());
    command.args(stage.arguments).arg(name);
    let found = run(command);
    let text = found.everything();

    if found.code != Some(stage.exit) {
        return Err(format!("exit code {:?} instead of {}; it printed:\n{text}", found.code, stage.exit).into());
    }
    if !text.lines().any(|line| line.starts_with("error")) {
        return Err(format!("no line starts with `error`:\n{text}").into());
    }
    let words = inner_words(&text, &fs::read_to_string(schema)?);
    if !words.is_empty() {
        return Err(format!("the text contains {}:\n{text}", words.join(", ")).into());
    }
    compare(&schema.with_extension("txt"), &text)
}

/// Inner words in the text that the input itself does not contain.
fn inner_words(text: &str, input: &str) -> Vec<&'static str> {
    INNER_WORDS.iter().copied().filter(|word| text.contains(word) && !input.contains(word)).collect()
}

fn compare(expected: &PathBuf, text: &str) -> Result<(), Failed> {
    if accepting() {
        fs::write(expected, text)?;
        return Ok(());
    }
    let Ok(known) = fs::read_to_string(expected) else {
        return Err(format!("{} is not there; `make accept` writes it. Found:\n{text}", expected.display()).into());
    };
    let difference = difference(&known, text);
    if difference.is_empty() { Ok(()) } else { Err(difference.into()) }
}
