//! The house keeps its order: which module may import which, how long a file may grow, what every folder says of itself.
//!
//! Comes in: the project's own files. Goes out: a failure that names file, line and what to do instead.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test may read the project's files")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A module may import only from itself and from modules named before it. `lib.rs` and `main.rs` wire, and import all.
const ORDER: &[&str] = &[
    "source",
    "ordered",
    "parallel",
    "plural",
    "diagnostic",
    "world",
    "sql",
    "syntax",
    "intent",
    "domain",
    "catalog",
    "design",
    "postgres",
    "ledger",
    "convention",
    "history",
    "plan",
    "import",
    "seed",
    "render",
    "check",
    "proof",
    "publish",
    "report",
    // The wiring, beside lib.rs and main.rs.
    "arguments",
    "pipeline",
];

/// Longer than this, and a file has more than one subject.
const LONGEST_FILE: usize = 600;

/// Files that may be longer, each with its reason.
const LONGER_FILES: &[(&str, &str)] = &[];

// ---------------------------------------------------------------------------------------------------------------------
// Directions

/// One path that a file uses: `crate::catalog::Table`, resolved from the crate's root.
#[derive(Debug, PartialEq, Eq)]
struct Use {
    line: usize,
    /// Without `crate`: `["catalog", "Table"]`; empty when the crate's root itself is imported.
    path: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Token {
    text: String,
    line: usize,
}

/// Words and signs of Rust text; comments, strings and characters are left out, `::` is one sign.
fn tokens(text: &str) -> Vec<Token> {
    let characters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < characters.len() {
        let length = match characters[at] {
            '/' if next_is(&characters, at + 1, "/") => length_until_newline(&characters, at),
            '/' if next_is(&characters, at + 1, "*") => block_comment_length(&characters, at),
            '"' => string_length(&characters, at),
            '\'' => quote_length(&characters, at),
            'r' | 'b' | 'c' if raw_string_length(&characters, at).is_some() => raw_string_length(&characters, at).unwrap_or(1),
            first if is_word(first) => {
                let word: String = characters[at..].iter().take_while(|next| is_word(**next)).collect();
                let length = word.chars().count();
                found.push(Token { text: word, line });
                length
            }
            ':' if next_is(&characters, at + 1, ":") => {
                found.push(Token { text: "::".to_string(), line });
                2
            }
            sign => {
                if !sign.is_whitespace() {
                    found.push(Token { text: sign.to_string(), line });
                }
                1
            }
        };
        let end = (at + length).min(characters.len());
        line += characters[at..end].iter().filter(|passed| **passed == '\n').count();
        at = end;
    }
    found
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn next_is(characters: &[char], at: usize, wanted: &str) -> bool {
    wanted.chars().enumerate().all(|(offset, character)| characters.get(at + offset) == Some(&character))
}

fn length_until_newline(characters: &[char], at: usize) -> usize {
    characters[at..].iter().take_while(|character| **character != '\n').count()
}

/// Rust's block comments nest.
fn block_comment_length(characters: &[char], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0);
    while at < characters.len() {
        if next_is(characters, at, "/*") {
            depth += 1;
            at += 2;
        } else if next_is(characters, at, "*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                break;
            }
        } else {
            at += 1;
        }
    }
    at - start
}

fn string_length(characters: &[char], start: usize) -> usize {
    let mut at = start + 1;
    while at < characters.len() && characters[at] != '"' {
        at += if characters[at] == '\\' { 2 } else { 1 };
    }
    at + 1 - start
}

/// A character (`'x'`, `'\n'`, `'\''`) or only the sign of a lifetime.
fn quote_length(characters: &[char], start: usize) -> usize {
    match characters.get(start + 1) {
        Some('\\') => {
            let mut at = start + 3;
            while at < characters.len() && characters[at] != '\'' {
                at += 1;
            }
            at + 1 - start
        }
        Some(_) if characters.get(start + 2) == Some(&'\'') => 3,
        _ => 1,
    }
}

/// `r"…"`, `r#"…"#`, `br"…"`, `b"…"`, `c"…"`; `None` for a word that only starts so.
fn raw_string_length(characters: &[char], start: usize) -> Option<usize> {
    let mut at = start;
    let mut raw = false;
    while let Some(letter @ ('r' | 'b' | 'c')) = characters.get(at) {
        raw |= *letter == 'r';
        at += 1;
        if at - start > 2 {
            return None;
        }
    }
    let hashes = characters[at..].iter().take_while(|character| **character == '#').count();
    if characters.get(at + hashes) != Some(&'"') || (hashes > 0 && !raw) {
        return None;
    }
    if !raw {
        return Some(at - start + string_length(characters, at));
    }
    let closing = format!("\"{}", "#".repeat(hashes));
    let mut end = at + hashes + 1;
    while end < characters.len() && !next_is(characters, end, &closing) {
        end += 1;
    }
    Some(end + closing.len() - start)
}

/// Every path of the crate that the text uses, in `use` declarations and inline. `module` is where the text stands.
fn uses(text: &str, module: &[&str]) -> Vec<Use> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    // Modules written inline, each with the brace depth it opened at: `super` counts from there.
    let mut inline: Vec<(String, usize)> = Vec::new();
    let (mut at, mut depth) = (0, 0_usize);
    while at < tokens.len() {
        match word(&tokens, at) {
            "{" => depth += 1,
            "}" => {
                depth = depth.saturating_sub(1);
                inline.retain(|(_, opened)| *opened < depth + 1);
            }
            "mod" if word(&tokens, at + 2) == "{" => inline.push((word(&tokens, at + 1).to_string(), depth + 1)),
            "crate" | "super" | "self" | "groundplan" if starts_a_path(&tokens, at) => {
                let mut here: Vec<String> = module.iter().map(|part| part.to_string()).collect();
                here.extend(inline.iter().map(|(name, _)| name.clone()));
                at = read_tree(&tokens, at, &here, &mut found);
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    found
}

fn word(tokens: &[Token], at: usize) -> &str {
    tokens.get(at).map_or("", |token| token.text.as_str())
}

/// Not the tail of another path, and either followed by `::` or renamed as a whole (`use crate as root`).
fn starts_a_path(tokens: &[Token], at: usize) -> bool {
    let before = if at == 0 { "" } else { word(tokens, at - 1) };
    let two_before = if at < 2 { "" } else { word(tokens, at - 2) };
    let preceded = before == "::" && two_before.starts_with(is_word) && two_before != "use";
    let renamed = word(tokens, at + 1) == "as" && before == "use";
    !preceded && before != "extern" && (word(tokens, at + 1) == "::" || renamed)
}

/// Reads one path and, after `::{`, its branches; returns where to go on. `here` is what `self` means.
fn read_tree(tokens: &[Token], start: usize, here: &[String], found: &mut Vec<Use>) -> usize {
    let mut at = start;
    let mut path: Vec<String> = match word(tokens, at) {
        "crate" | "groundplan" => Vec::new(),
        "super" => here[..here.len().saturating_sub(1)].to_vec(),
        _ => here.to_vec(),
    };
    at += 1;
    while word(tokens, at) == "::" && word(tokens, at + 1) == "super" {
        path.pop();
        at += 2;
    }
    read_branch(tokens, at, path, found)
}

/// After a part of a path: more parts, a group, or the end.
fn read_branch(tokens: &[Token], start: usize, mut path: Vec<String>, found: &mut Vec<Use>) -> usize {
    let mut at = start;
    loop {
        let next = word(tokens, at + 1);
        if word(tokens, at) != "::" || next.is_empty() {
            break;
        }
        if next == "{" {
            return read_group(tokens, at + 2, &path, found);
        }
        if next == "*" || !next.starts_with(is_word) {
            at += 1;
            break;
        }
        path.push(next.to_string());
        at += 2;
    }
    found.push(Use { line: tokens.get(start.saturating_sub(1)).map_or(0, |token| token.line), path });
    at
}

fn read_group(tokens: &[Token], start: usize, prefix: &[String], found: &mut Vec<Use>) -> usize {
    let mut at = start;
    while at < tokens.len() && word(tokens, at) != "}" {
        let mut path = prefix.to_vec();
        match word(tokens, at) {
            "self" | "*" => {}
            "{" => {
                at = read_group(tokens, at + 1, prefix, found);
                continue;
            }
            "," => {
                at += 1;
                continue;
            }
            part => path.push(part.to_string()),
        }
        at = read_branch(tokens, at + 1, path, found).max(at + 1);
        if word(tokens, at) == "as" {
            at += 2;
        }
    }
    at + 1
}

/// What is wrong with the imports of one file; empty when nothing is.
fn wrong_imports(path: &str, text: &str) -> Vec<String> {
    let module = module_of(path);
    let Some(own_name) = module.first() else { return Vec::new() };
    let Some(own_place) = place(own_name) else {
        return vec![format!("{path}: the module `{own_name}` has no place in the order; name it in ORDER in tests/house.rs")];
    };
    let mut wrong = Vec::new();
    if text.contains("#[path") {
        wrong.push(format!("{path}: `#[path]` hides where a module stands"));
    }
    for found in uses(text, &module) {
        let line = found.line;
        match found.path.first() {
            None => wrong.push(format!("{path}:{line}: imports the crate's root as a whole; name the module")),
            Some(target) => match place(target) {
                None => wrong.push(format!("{path}:{line}: `crate::{target}` is no module of the order; only lib.rs and main.rs use it")),
                Some(place) if place > own_place => {
                    wrong.push(format!("{path}:{line}: `{own_name}` imports `{target}`, which comes after it"))
                }
                Some(_) => {}
            },
        }
    }
    wrong
}

fn place(module: &str) -> Option<usize> {
    ORDER.iter().position(|name| *name == module)
}

/// `src/plan/order.rs` → `["plan", "order"]`; empty for `lib.rs` and `main.rs`.
fn module_of(path: &str) -> Vec<&str> {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    let inside = inside.strip_suffix(".rs").unwrap_or(inside);
    let mut parts: Vec<&str> = inside.split('/').collect();
    if parts.last() == Some(&"mod") || parts == ["lib"] || parts == ["main"] {
        parts.pop();
    }
    parts
}

// ---------------------------------------------------------------------------------------------------------------------
// The project's files

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files under a folder, project-relative with `/`, sorted.
fn files_under(folder: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![root().join(folder)];
    while let Some(directory) = open.pop() {
        let Ok(entries) = fs::read_dir(&directory) else { continue };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if let Ok(relative) = path.strip_prefix(root()) {
                found.insert(relative.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found
}

/// What git tracks or would track; without git, the folders that make up the project.
fn project_files() -> BTreeSet<String> {
    let listed = Command::new("git").args(["ls-files", "-co", "--exclude-standard"]).current_dir(root()).output();
    if let Ok(output) = listed
        && output.status.success()
        && !output.stdout.is_empty()
    {
        return String::from_utf8_lossy(&output.stdout).lines().map(str::to_string).collect();
    }
    let folders =
        ["src", "grammar", "templates", "models", "migrations", "seeds", "tests", "docs", "examples", "benches", "scripts", ".ci"];
    folders.iter().flat_map(|folder| files_under(folder)).collect()
}

fn read(path: &str) -> String {
    fs::read(root().join(path)).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

fn rust_sources() -> Vec<(String, String)> {
    files_under("src").into_iter().filter(|path| path.ends_with(".rs")).map(|path| (path.clone(), read(&path))).collect()
}

fn assert_nothing_wrong(wrong: Vec<String>) {
    let listed = wrong.iter().fold(String::new(), |mut text, line| {
        let _ = write!(text, "\n  {line}");
        text
    });
    assert!(wrong.is_empty(), "{listed}\n");
}

// ---------------------------------------------------------------------------------------------------------------------
// The house itself

#[test]
fn every_module_imports_only_from_modules_before_it() {
    assert_nothing_wrong(rust_sources().iter().flat_map(|(path, text)| wrong_imports(path, text)).collect());
}

#[test]
fn no_file_outgrows_its_subject() {
    let mut wrong = Vec::new();
    let tests = files_under("tests").into_iter().filter(|path| path.ends_with(".rs")).map(|path| (path.clone(), read(&path)));
    for (path, text) in rust_sources().into_iter().chain(tests) {
        let lines = text.lines().count();
        let excepted = LONGER_FILES.iter().any(|(file, _)| *file == path);
        if lines > LONGEST_FILE && !excepted {
            wrong.push(format!("{path}: {lines} lines; split it by subject (at most {LONGEST_FILE})"));
        }
        if lines <= LONGEST_FILE && excepted {
            wrong.push(format!("{path}: {lines} lines need no exception any more; take it from LONGER_FILES"));
        }
    }
    let gone = LONGER_FILES.iter().filter(|(file, _)| !root().join(file).exists());
    wrong.extend(gone.map(|(file, _)| format!("{file}: named in LONGER_FILES, but not there")));
    assert_nothing_wrong(wrong);
}

#[test]
fn every_folder_and_file_of_src_says_what_it_is() {
    let mut wrong = Vec::new();
    for (path, text) in rust_sources() {
        // A module's tests.rs is described by the module.
        if !text.starts_with("//! ") && !path.ends_with("/tests.rs") {
            wrong.push(format!("{path}: its first line should be `//! …`: what the module is"));
        }
        let folder = Path::new(&path).parent().unwrap_or(Path::new(""));
        let described = root().join(folder).join("mod.rs").exists() || root().join(folder).with_extension("rs").exists();
        if folder != Path::new("src") && !described {
            wrong.push(format!("{}: has no mod.rs", folder.display()));
        }
    }
    wrong.dedup();
    assert_nothing_wrong(wrong);
}

#[test]
fn no_file_names_a_place_of_one_machine() {
    // Written in halves, so that this file does not find itself.
    let places = [concat!("/wo", "rk/"), concat!("/tmp", "/wt"), concat!("/tmp", "/helpers"), concat!("/ho", "me/"), concat!("/ro", "ot/")];
    let mut wrong = Vec::new();
    for path in project_files() {
        for (index, line) in read(&path).lines().enumerate() {
            wrong.extend(places.iter().filter(|place| line.contains(**place)).map(|place| format!("{path}:{}: names {place}", index + 1)));
        }
    }
    assert_nothing_wrong(wrong);
}

#[test]
fn the_scripts_and_ci_can_be_run() {
    use std::os::unix::fs::PermissionsExt;
    for path in [".ci/run", "scripts/setup", "scripts/demo", "scripts/bench", "scripts/corpus"] {
        let mode = fs::metadata(root().join(path)).map(|metadata| metadata.permissions().mode()).unwrap_or(0);
        assert!(mode & 0o111 != 0, "{path} is missing or not executable");
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// The reader of imports, on wrong and right examples

fn paths(text: &str, module: &[&str]) -> Vec<String> {
    uses(text, module).into_iter().map(|found| found.path.join("::")).collect()
}

#[test]
fn a_later_module_is_refused_however_it_is_written() {
    let wrong = [
        "use crate::render::SqlFile;",
        "use crate::{catalog::Table, render::{SqlFile, SqlFiles}};",
        "use crate::{\n    catalog::{self, Table},\n    report,\n};",
        "use super::super::render::SqlFile;",
        "use super::super::{catalog, render};",
        "use groundplan::render::SqlFile;",
        "use ::groundplan::render::SqlFile;",
        "pub use crate::render as later;",
        "pub(crate) use crate::render::*;",
        "fn f(file: &crate::render::SqlFile) {}",
        "fn f() -> Vec<crate::render::SqlFile> { Vec::new() }",
        "fn f() { let x = crate::catalog::f::<crate::render::SqlFile>(); }",
        "fn f() { x('{', '\\'', \"}\"); super::super::render::g() }",
        "mod inner { use super::super::super::render::SqlFile; }",
        "mod inner { mod deeper { use super::super::super::super::render::SqlFile; } }",
        "fn f() { use crate::render; }",
        "macro_rules! m { () => { $crate::render::f() } }",
        "use crate as root;",
        "use crate::*;",
        "use super::super::*;",
        "use {crate::catalog, crate::render};",
        "use {::groundplan::render};",
        "use crate::{{render}};",
        "use self::super::super::render;",
        "use crate::nowhere::X;",
        "use crate::catalog::Table as T; use crate::{catalog as c, render as r};",
    ];
    for text in wrong {
        assert!(!wrong_imports("src/plan/order.rs", text).is_empty(), "this should be refused: {text}");
    }
}

#[test]
fn earlier_modules_and_the_own_one_are_allowed() {
    let right = [
        "use crate::catalog::{self, Table};",
        "use crate::plan::Step;",
        "use super::Step;",
        "use super::{Step, Plan};",
        "use super::super::catalog::Table;",
        "mod tests { use super::*; use super::super::Step; }",
        "mod tests { use crate::plan::Step; } fn f() { super::g() }",
        "pub(crate) fn f() {} pub(super) fn g() {} pub(in crate::plan) fn h() {}",
        "// use crate::render::X;\n/* use crate::render; /* nested */ crate::report */",
        "const TEXT: &str = \"crate::render::X\"; const RAW: &str = r#\"use \"crate\"::render\"#;",
        "fn f<'a>(self: &'a Self) { self.g(); Self::h() }",
        "use postgres::Client; use ::sqlparser::ast::Statement;",
        "fn f() { other::crate_name::render() }",
    ];
    for text in right {
        assert_eq!(wrong_imports("src/plan/order.rs", text), Vec::<String>::new(), "this should be allowed: {text}");
    }
}

#[test]
fn groups_become_whole_paths_with_their_line() {
    let text = "use std::fmt;\nuse crate::{a, b::{self, c::D as E}};\n";
    assert_eq!(paths(text, &["plan"]), ["a", "b", "b::c::D"]);
    assert_eq!(uses(text, &["plan"])[0].line, 2);
    let refused = wrong_imports("src/plan/mod.rs", "use crate::source;\nuse crate::report::Summary;");
    assert_eq!(refused, ["src/plan/mod.rs:2: `plan` imports `report`, which comes after it"]);
}

#[test]
fn lib_and_main_wire_and_a_module_without_a_place_is_refused() {
    assert!(wrong_imports("src/main.rs", "use groundplan::report::X; use groundplan::f;").is_empty());
    assert!(wrong_imports("src/lib.rs", "use crate::report::X;").is_empty());
    assert_eq!(wrong_imports("src/helpers/mod.rs", "").len(), 1);
}

#[test]
fn a_module_knows_its_place_by_its_path() {
    assert_eq!(module_of("src/plan/order/ties.rs"), ["plan", "order", "ties"]);
    assert_eq!(module_of("src/plan/mod.rs"), ["plan"]);
    assert_eq!(module_of("src/source.rs"), ["source"]);
    assert!(module_of("src/lib.rs").is_empty());
}
