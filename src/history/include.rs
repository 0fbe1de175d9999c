//! `\i` and `\ir`: scripts that a migration pulls in.
//!
//! Comes in: a listing. Goes out: the scripts that are included, taken out of it (they are no migrations), and for each migration its own.
//! Never happens: an included script that is not found and passed over, a script from outside of the folder, a circle.

use std::collections::BTreeMap;

use serde::Serialize;

use super::folder::is_read;
use crate::convention::{Listed, Listing};
use crate::diagnostic::Diagnostic;
use crate::sql::psql::{PsqlLine, psql_line};
use crate::sql::scanner::{StatementKind, scan};

/// A script in the place of the line that names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Included {
    /// The byte at which the line's backslash stands, in the text that includes.
    pub at: usize,
    /// As a migration's own path.
    pub path: String,
    pub text: String,
    pub included: Vec<Included>,
}

impl Included {
    /// For the hash of what includes it.
    pub(super) fn add_to(&self, hashed: &mut String) {
        hashed.push('\0');
        hashed.push_str(&super::normal(&self.text));
        self.included.iter().for_each(|script| script.add_to(hashed));
    }
}

/// Included scripts by their path below the folder.
pub(super) type Scripts = BTreeMap<String, String>;

/// One line that includes.
struct Line {
    at: usize,
    number: usize,
    path: String,
    relative: bool,
}

fn including_lines(text: &str) -> Vec<Line> {
    if !text.contains("\\i") {
        return Vec::new();
    }
    let lines = scan(text).into_iter().filter(|statement| statement.kind == StatementKind::PsqlCommand);
    lines
        .filter_map(|statement| match psql_line(statement.text(text)) {
            PsqlLine::Includes { path, relative } => Some(Line { at: statement.body.start, number: statement.line, path, relative }),
            _ => None,
        })
        .collect()
}

/// Takes what is included out of the listing.
pub(super) fn take_included(listing: &mut Listing) -> Result<Scripts, Vec<Diagnostic>> {
    let mut taken = Scripts::new();
    let mut problems = Vec::new();
    for file in listing.sql() {
        for line in including_lines(&file.text) {
            match find(listing, &file.path, &line) {
                Some(script) => drop(taken.insert(script.path.clone(), script.text.clone())),
                None => problems.push(not_found(listing, &file.path, &line)),
            }
        }
    }
    listing.files.retain(|file| !taken.contains_key(&file.path));
    if problems.is_empty() { Ok(taken) } else { Err(problems) }
}

/// The scripts of one migration, and theirs.
pub(super) fn follow(listing: &Listing, scripts: &Scripts, path: &str, text: &str) -> Result<Vec<Included>, Box<Diagnostic>> {
    Follow { listing, scripts }.all(path, text, &mut vec![path.to_string()])
}

struct Follow<'l> {
    listing: &'l Listing,
    scripts: &'l Scripts,
}

impl Follow<'_> {
    fn all(&self, path: &str, text: &str, open: &mut Vec<String>) -> Result<Vec<Included>, Box<Diagnostic>> {
        including_lines(text).into_iter().map(|line| self.one(path, &line, open)).collect()
    }

    fn one(&self, from: &str, line: &Line, open: &mut Vec<String>) -> Result<Included, Box<Diagnostic>> {
        let candidates = candidates(self.listing, from, line);
        let Some(path) = candidates.into_iter().find(|path| self.scripts.contains_key(path)) else {
            return Err(Box::new(not_found(self.listing, from, line)));
        };
        if open.contains(&path) {
            let message = format!("{}:{}: the script includes itself", self.listing.shown(from), line.number);
            return Err(Box::new(Diagnostic::error("script-not-found", message).help("take the line away")));
        }
        let text = self.scripts.get(&path).cloned().unwrap_or_default();
        open.push(path.clone());
        let included = self.all(&path, &text, open)?;
        open.pop();
        Ok(Included { at: line.at, path: self.listing.shown(&path), text, included })
    }
}

fn find<'l>(listing: &'l Listing, from: &str, line: &Line) -> Option<&'l Listed> {
    candidates(listing, from, line).iter().filter(|path| is_read(path)).find_map(|path| listing.get(path))
}

/// `\ir` counts from the script; `\i` from where psql stands, which is the project's folder, this folder or the script's.
fn candidates(listing: &Listing, from: &str, line: &Line) -> Vec<String> {
    let beside = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut found: Vec<String> = joined(beside, &line.path).into_iter().collect();
    if !line.relative {
        let whole = joined("", &line.path);
        let below = whole.as_deref().and_then(|path| path.strip_prefix(&format!("{}/", listing.folder)).map(str::to_string));
        found.splice(0..0, below.into_iter().chain(whole));
    }
    found
}

/// A path below the folder; `None` for one that leads out of it.
fn joined(folder: &str, path: &str) -> Option<String> {
    if path.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn not_found(listing: &Listing, from: &str, line: &Line) -> Diagnostic {
    let command = if line.relative { "\\ir" } else { "\\i" };
    let message = format!("{}:{}: `{command} {}` names no script of this folder", listing.shown(from), line.number, line.path);
    Diagnostic::error("script-not-found", message).help("put the script into the folder, or its text in the place of the line")
}
