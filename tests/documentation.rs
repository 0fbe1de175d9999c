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

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use libtest_mimic::{Arguments, Failed, Trial};
use regex::Regex;

use common::{Run, accepting, difference, groundplan, names, root, run, tree};

fn main() {
    let mut arguments = Arguments::from_args();
    arguments.test_threads = Some(arguments.test_threads.unwrap_or(4).min(4));
    let mut trials = vec![
        Trial::test("an_ellipsis_stands_for_text_or_lines", ellipses),
        Trial::test("blocks_are_found_with_their_marks", blocks_are_found),
        Trial::test("every_link_leads_somewhere", links),
        Trial::test("every_code_is_listed_once", every_code_is_listed),
        Trial::test("docs/errors.md_describes_every_code", errors_page),
    ];
    for document in documents() {
        let text = fs::read_to_string(root().join(&document)).unwrap();
        let blocks = blocks(&text);
        let mut files = BTreeMap::new();
        for block in &blocks {
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
    fs::write(folder.path().join(name), text)?;
    let before = tree(folder.path());

    let mut command = groundplan(folder.path());
    if mark == "refused" {
        return ended_with(1, &run_with(command, &["check", name]));
    }
    command.args(["generate", name, "--dry-run"]);
    ended_with(0, &run(command))?;
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
// Links and codes

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

/// The lists `CODES: &[(&str, &str)]` of the stages: code and meaning, by the stage's name.
fn listed_codes() -> BTreeMap<String, Vec<(String, String)>> {
    let list = Regex::new(r"(?s)CODES: &\[\(&str, &str\)\] = &\[(.*?)\n\];").unwrap();
    let entry = Regex::new(r#"\(\s*"([a-z0-9-]+)",\s*"((?:[^"\\]|\\.)*)",?\s*\)"#).unwrap();
    let mut found: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for (path, bytes) in tree(&root().join("src")) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let stage = path.split('/').next().unwrap_or(&path).trim_end_matches(".rs").to_string();
        for captures in list.captures_iter(&text) {
            let entries =
                entry.captures_iter(&captures[1]).map(|one| (one[1].to_string(), one[2].replace("\\\"", "\"").replace("\\\\", "\\")));
            found.entry(stage.clone()).or_default().extend(entries);
        }
    }
    found
}

/// A code that the sources use without listing it would be missing from docs/errors.md.
fn every_code_is_listed() -> Result<(), Failed> {
    let used = Regex::new(r#"Diagnostic::(?:error|warning|advice|question)\(\s*"([a-z0-9-]+)"|Diagnostic::new\([^,"]+,\s*"([a-z0-9-]+)""#)?;
    let listed: Vec<String> = listed_codes().into_values().flatten().map(|(code, _)| code).collect();
    let known: BTreeSet<&String> = listed.iter().collect();
    let mut wrong = String::new();
    for (path, bytes) in tree(&root().join("src")) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let own = text.split("#[cfg(test)]").next().unwrap_or(&text);
        for captures in used.captures_iter(own) {
            let code = captures.get(1).or(captures.get(2)).map_or("", |code| code.as_str()).to_string();
            if !known.contains(&code) {
                wrong += &format!("\nsrc/{path} uses the code `{code}`, which no CODES lists");
            }
        }
    }
    for code in &known {
        if listed.iter().filter(|other| other == code).count() > 1 {
            wrong += &format!("\nthe code `{code}` is listed twice");
        }
    }
    if known.is_empty() {
        wrong += "\nno CODES list was found in src/";
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.into()) }
}

/// docs/errors.md is made from the lists and the texts under tests/errors; `make accept` writes it.
fn errors_page() -> Result<(), Failed> {
    let page = root().join("docs/errors.md");
    let wanted = render_errors_page();
    if accepting() {
        fs::write(&page, &wanted)?;
        return Ok(());
    }
    let difference = difference(&fs::read_to_string(&page)?, &wanted);
    if difference.is_empty() { Ok(()) } else { Err(format!("`make accept` writes docs/errors.md anew:\n{difference}").into()) }
}

fn render_errors_page() -> String {
    let mut page = String::from(
        "# Errors, warnings and advice\n\n\
         What Groundplan may say about requirements, by the stage that says it. This page is made from the sources by `make accept`;\n\
         a test fails where a code is missing. Where an example stands, it is what a person reads: the texts are those of\n\
         [tests/errors](../tests/errors).\n",
    );
    let examples = example_texts();
    for (stage, mut codes) in listed_codes() {
        codes.sort();
        page += &format!("\n## {}{}\n", stage[..1].to_uppercase(), &stage[1..]);
        for (code, meaning) in codes {
            page += &format!("\n### {code}\n\n{}.\n", meaning.trim_end_matches('.'));
            if let Some(example) = examples.get(&code) {
                page += &format!("\n```text\n{}\n```\n", example.trim_end());
            }
        }
    }
    page
}

/// For each code the shortest text of tests/errors that shows it.
fn example_texts() -> BTreeMap<String, String> {
    let start = Regex::new(r"(?m)^(?:error|warning|question|advice)\[([a-z0-9-]+)\]").unwrap();
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for (path, bytes) in tree(&root().join("tests/errors")) {
        if !path.ends_with(".txt") {
            continue;
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let starts: Vec<(usize, String)> =
            start.captures_iter(&text).map(|one| (one.get(0).map_or(0, |all| all.start()), one[1].to_string())).collect();
        for (index, (at, code)) in starts.iter().enumerate() {
            let end = starts.get(index + 1).map_or(text.len(), |(next, _)| *next);
            let whole = &text[*at..end];
            // Up to the empty line that ends the drawing: what follows is the summary of the run.
            let drawn = whole.split("\n\n").next().unwrap_or(whole).to_string();
            if found.get(code).is_none_or(|known| drawn.len() < known.len()) {
                found.insert(code.clone(), drawn);
            }
        }
    }
    found
}
