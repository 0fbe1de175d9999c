//! What the tests that run the binary share: fresh folders, runs, comparing text.
//!
//! Comes in: arguments and files. Goes out: what the binary printed, wrote and ended with.
//! Never happens: a run in the project's own folder, a file left behind.

#![allow(dead_code, reason = "each test takes what it needs")]
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may touch files and processes, and stops where it fails"
)]

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::Duration;

use similar::TextDiff;

/// The stamp of every expected file.
pub const STAMP: &str = "20260101000000";

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Whether this run writes expected files instead of comparing them (`make accept`).
pub fn accepting() -> bool {
    std::env::var("GROUNDPLAN_ACCEPT").is_ok_and(|value| value == "1")
}

/// Whether this is a long campaign (`make soak`).
pub fn soaking() -> bool {
    std::env::var("GROUNDPLAN_SOAK").is_ok_and(|value| value == "1")
}

/// The binary with a plain environment: English messages, no colour, no terminal, no stamp from outside.
pub fn groundplan(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_groundplan"));
    command.current_dir(folder).stdin(Stdio::null());
    command.env("NO_COLOR", "1").env("LC_ALL", "C.UTF-8").env("TZ", "UTC");
    for variable in ["SOURCE_DATE_EPOCH", "CLICOLOR_FORCE", "FORCE_COLOR", "PGHOST", "PGPORT", "PGUSER", "PGDATABASE", "PGPASSWORD"] {
        command.env_remove(variable);
    }
    command
}

/// What a run ended with.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    /// Both streams, as a terminal would show them when nothing is printed at once.
    pub fn everything(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Run {
        Run {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// A copy of the binary that another thread's fork still holds open for writing is busy for a moment (ETXTBSY).
pub fn run(mut command: Command) -> Run {
    for _ in 0..100 {
        match command.output() {
            Err(error) if error.kind() == ErrorKind::ExecutableFileBusy => thread::sleep(Duration::from_millis(20)),
            result => return result.unwrap_or_else(|error| panic!("the binary does not start: {error}")).into(),
        }
    }
    panic!("the binary stays busy");
}

/// Every file under a folder, by its path from there with `/`. What Groundplan keeps for itself in `.groundplan/` is left out.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(directory) = open.pop() {
        let Ok(entries) = fs::read_dir(&directory) else { continue };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                if entry.file_name() != ".groundplan" {
                    open.push(path);
                }
            } else {
                let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())));
            }
        }
    }
    found
}

pub fn write(folder: &Path, files: &BTreeMap<String, Vec<u8>>) {
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap_or(folder)).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// The sorted names in a folder, not deeper.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut names: Vec<String> = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// The difference as lines with `-` for what was expected and `+` for what came; empty when they are equal.
pub fn difference(expected: &str, found: &str) -> String {
    if expected == found {
        return String::new();
    }
    TextDiff::from_lines(expected, found).unified_diff().context_radius(3).header("expected", "found").to_string()
}

/// Compares two trees; names each file that is missing, too many or different.
pub fn compare_trees(expected: &BTreeMap<String, Vec<u8>>, found: &BTreeMap<String, Vec<u8>>) -> Result<(), String> {
    let mut wrong = String::new();
    for (name, bytes) in expected {
        match found.get(name) {
            None => wrong += &format!("\n{name}: expected, but not written"),
            Some(other) if other != bytes => {
                wrong += &format!("\n{name}:\n{}", difference(&String::from_utf8_lossy(bytes), &String::from_utf8_lossy(other)));
            }
            Some(_) => {}
        }
    }
    for name in found.keys().filter(|name| !expected.contains_key(*name)) {
        wrong += &format!("\n{name}: written, but not expected");
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// What a person would read of a failure, without the lines that are drawn.
pub fn said(failure: &groundplan::pipeline::Failure) -> String {
    use groundplan::pipeline::Failure;
    match failure {
        Failure::Input(findings) | Failure::Refused(findings) | Failure::Internal(findings) | Failure::Lacking(findings) => findings
            .diagnostics
            .iter()
            .map(|found| format!("[{}] {} {}\n", found.code, found.message, found.help.clone().unwrap_or_default()))
            .collect(),
        Failure::Usage { message, help } => format!("{message} {help}"),
        Failure::Environment { message, help } => format!("{message} {}", help.clone().unwrap_or_default()),
    }
}

/// Loads a schema as its author wrote it, but for psql's own lines, what needs a newer server, and what a dump sets for itself.
pub fn load_schema(session: &mut groundplan::postgres::Session, schema: &str) -> Result<(), String> {
    for statement in groundplan::sql::scanner::scan(schema) {
        let text = statement.text(schema);
        if text.trim_start().starts_with('\\') || text.contains("transaction_timeout") || text.contains("set_config('search_path'") {
            continue;
        }
        groundplan::postgres::execute_statement(session, text)
            .map_err(|failure| format!("the schema, line {}: {failure}", statement.line))?;
    }
    Ok(())
}
