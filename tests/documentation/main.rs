//! What the documents show is true: every example is generated, every session runs as printed, every link leads somewhere, every
//! code of a diagnostic is described.
//!
//! Blocks marked ```` ```schema ```` are whole files, ```` ```schema NAME.schema ```` are kept for later blocks of the same document,
//! ```` ```schema entity ```` are members of an entity, ```` ```schema refused ```` must be refused. Blocks marked ```` ```console ```` hold
//! commands after `$ ` and what they print; `…` stands for any text, and alone on a line for any lines.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may read files and start processes, and stops where it fails"
)]

#[path = "../common/mod.rs"]
mod common;
mod pages;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use libtest_mimic::{Arguments, Failed, Trial};
use regex::Regex;

use common::{Run, difference, groundplan, names, root, run, tree};

fn main() {
    let mut arguments = Arguments::from_args();
    arguments.test_threads = Some(arguments.test_threads.unwrap_or(4).min(4));
    let mut trials = vec![
        Trial::test("an_ellipsis_stands_for_text_or_lines", ellipses),
        Trial::test("blocks_are_found_with_their_marks", blocks_are_found),
        Trial::test("every_link_leads_somewhere", links),
        Trial::test("every_code_is_listed_once", pages::every_code_is_listed),
        Trial::test("docs/errors.md_describes_every_code", || pages::compare("docs/errors.md", &pages::errors())),
        Trial::test("docs/types.md_describes_every_type", || pages::compare("docs/types.md", &pages::types())),
        Trial::test("docs/practices.md_describes_every_practice", || pages::compare("docs/practices.md", &pages::practices())),
    ];
    for document in documents() {
        let text = fs::read_to_string(root().join(&document)).unwrap();
        let blocks = blocks(&text);
        let mut files = BTreeMap::new();
        for block in &blocks {
            // Of files in SQL only the sessions need know.
            if let Some(name) = block.mark.strip_prefix("sql ") {
                files.insert(name.to_string(), block.text.clone());
            }
            let Some(mark) = block.mark.strip_prefix("schema") else { continue };
            let (mark, block, known) = (mark.trim().to_string(), block.clone(), files.clone());
            if mark.ends_with(".schema") {
                files.insert(mark.clone(), block.text.clone());
            }
            trials.push(Trial::test(format!("{document}:{}", block.line), move || example(&mark, &block.text, &known)));
        }
        let sessions: Vec<Block> = blocks.into_iter().filter(|block| block.mark == "console").collect();
        if !sessions.is_empty() {
            trials.push(Trial::test(format!("{document} sessions"), move || play(&sessions, &files)));
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

/// The documents whose examples are run.
fn documents() -> Vec<String> {
    let pages = names(&root().join("docs")).into_iter().filter(|name| name.ends_with(".md")).map(|name| format!("docs/{name}"));
    ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "ARCHITECTURE.md"].into_iter().map(str::to_string).chain(pages).collect()
}

// ---------------------------------------------------------------------------------------------------------------------
// Blocks

#[derive(Debug, Clone, PartialEq, Eq)]
struct Block {
    mark: String,
    line: usize,
    text: String,
}

fn blocks(document: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut lines = document.lines().enumerate();
    while let Some((index, line)) = lines.next() {
        let Some(mark) = line.strip_prefix("```") else { continue };
        let inside = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```");
        let text = inside.fold(String::new(), |text, line| text + line + "\n");
        found.push(Block { mark: mark.trim().to_string(), line: index + 1, text });
    }
    found
}

fn blocks_are_found() -> Result<(), Failed> {
    let found = blocks("Text\n```schema refused\nentity\n```\nmore\n```console\n$ groundplan\nx\n```\n");
    assert_eq!(found.len(), 2);
    assert_eq!(found[0], Block { mark: "schema refused".into(), line: 2, text: "entity\n".into() });
    assert_eq!(found[1].text, "$ groundplan\nx\n");
    Ok(())
}

// ---------------------------------------------------------------------------------------------------------------------
// Examples of the language

/// Checked, and unless it is to be refused generated and proven, without writing anything.
fn example(mark: &str, text: &str, files: &BTreeMap<String, String>) -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    for (name, text) in files {
        fs::write(folder.path().join(name), text)?;
    }
    let text = if mark == "entity" { format!("entity Example {{\n{text}}}\n") } else { text.to_string() };
    let name = if mark.ends_with(".schema") { mark } else { "example.schema" };
    fs::write(folder.path().join(name), &text)?;
    let before = tree(folder.path());

    let mut command = groundplan(folder.path());
    if mark == "refused" {
        return ended_with(1, &run_with(command, &["check", name]));
    }
    command.args(["generate", name, "--dry-run"]);
    let found = run(command);
    ended_with(0, &found)?;
    let makes_a_table = text.contains("entity ");
    if makes_a_table && !found.stdout.contains("CREATE TABLE") {
        return Err(format!("no CREATE TABLE is shown:\n{}", found.everything()).into());
    }
    if tree(folder.path()) != before {
        return Err("--dry-run wrote something".into());
    }
    Ok(())
}

fn run_with(mut command: Command, arguments: &[&str]) -> Run {
    command.args(arguments);
    run(command)
}

fn ended_with(code: i32, found: &Run) -> Result<(), Failed> {
    if found.code == Some(code) {
        Ok(())
    } else {
        Err(format!("exit code {:?} instead of {code}:\n{}", found.code, found.everything()).into())
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// Sessions

/// All sessions of one document, in order, in one folder that holds the examples.
fn play(sessions: &[Block], files: &BTreeMap<String, String>) -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    fs::create_dir(folder.path().join("examples"))?;
    for name in names(&root().join("examples")) {
        fs::copy(root().join("examples").join(&name), folder.path().join("examples").join(&name))?;
    }
    for (name, text) in files {
        fs::write(folder.path().join(name), text)?;
    }
    for session in sessions {
        for (command, expected) in commands(&session.text) {
            let found = shell(&command, folder.path())?;
            if !matches(&expected, &found) {
                return Err(format!("line {}: `{command}` prints something else:\n{}", session.line, difference(&expected, &found)).into());
            }
        }
    }
    Ok(())
}

/// Each command with what should follow it.
fn commands(session: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in session.lines() {
        match (line.strip_prefix("$ "), found.last_mut()) {
            (Some(command), _) => found.push((command.to_string(), String::new())),
            (None, Some((_, output))) => *output += &format!("{line}\n"),
            (None, None) => {}
        }
    }
    found
}

fn shell(command: &str, folder: &Path) -> Result<String, Failed> {
    if !["groundplan ", "ls ", "cat ", "echo "].iter().any(|word| command.starts_with(word)) {
        return Err(format!("`{command}`: only groundplan, ls, cat and echo are run; mark the block `sh` instead").into());
    }
    let binary = Path::new(env!("CARGO_BIN_EXE_groundplan"));
    let path = format!("{}:{}", binary.parent().unwrap().display(), std::env::var("PATH").unwrap_or_default());
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("{{ {command}\n}} 2>&1")]).current_dir(folder).stdin(Stdio::null());
    shell.env("PATH", path).env("NO_COLOR", "1").env("LC_ALL", "C.UTF-8").env_remove("SOURCE_DATE_EPOCH");
    Ok(run(shell).stdout)
}

/// `…` alone on a line stands for any number of lines, inside a line for any text.
fn matches(expected: &str, found: &str) -> bool {
    let lines = expected.lines().map(|line| match line.trim() {
        "…" => "(?:.*\n)*".to_string(),
        _ => line.split('…').map(regex::escape).collect::<Vec<_>>().join(".*") + "\n",
    });
    Regex::new(&format!("^{}$", lines.collect::<String>())).is_ok_and(|pattern| pattern.is_match(found))
}

fn ellipses() -> Result<(), Failed> {
    assert!(matches("a … ms\n…\nend\n", "a 12.5 ms\nx\ny\nend\n"));
    assert!(matches("…\nend\n", "end\n"));
    assert!(!matches("a … ms\n", "a 12.5 s\n"));
    assert!(!matches("a\n", "a\nb\n"));
    assert!(!matches("(a)\n", "a\n"));
    Ok(())
}

// ---------------------------------------------------------------------------------------------------------------------
// Links

fn links() -> Result<(), Failed> {
    let link = Regex::new(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")?;
    let mut wrong = String::new();
    for document in documents() {
        let text = fs::read_to_string(root().join(&document))?;
        let folder = root().join(&document).parent().unwrap().to_path_buf();
        for found in link.captures_iter(&text) {
            let target = &found[1];
            if !target.contains("://") && !folder.join(target).exists() {
                wrong += &format!("\n{document}: ({target}) leads nowhere");
            }
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.into()) }
}
