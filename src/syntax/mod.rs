//! `.schema` text to [`ast::Ast`], and back in the standard layout.
//!
//! Comes in: the text of one requirement file. Goes out: an [`Ast`] of all that could be read, and a diagnostic for all that
//! could not, each at its place; or the same text in the standard layout ([`format()`]).
//! Never happens: a panic, a name resolved (that is `domain`'s), a mistake that hides the next one.
//!
//! The road: [`skeleton`] with [`brackets`] (blocks and logical lines) → [`grammar`] (one line by one rule) → [`lower`], [`items`] and [`members`] (nodes)
//! with [`values`] (leaves); [`mistakes`] says what is wrong with a line in the words of the person who wrote it.

pub mod ast;
mod brackets;
pub mod codes;
mod foreign;
mod format;
mod grammar;
mod items;
mod lower;
mod members;
mod mistakes;
pub mod print;
mod skeleton;
mod spent;
mod tokens;
mod values;
pub mod words;

use std::borrow::Cow;
use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::parallel::both;
use crate::source::{FileId, Span};
use ast::Ast;

pub use format::format;
pub use spent::{Without, without};

/// Larger files are data, not requirements; spans count in 32 bits.
const SIZE_LIMIT: usize = 64 * 1024 * 1024;

/// From here on, in bytes, a file is read in two halves at once.
const LARGE: usize = 32 * 1024;

/// Reads one file. What could not be read is absent from the tree and has a diagnostic; diagnostics come in the order of their places.
pub fn parse(file: FileId, text: &str) -> (Ast, Vec<Diagnostic>) {
    let (ast, _, diagnostics) = parse_with_skeleton(file, text);
    (ast, diagnostics)
}

fn parse_with_skeleton(file: FileId, text: &str) -> (Ast, Vec<skeleton::Entry>, Vec<Diagnostic>) {
    if text.len() > SIZE_LIMIT {
        let diagnostic = Diagnostic::error("file-too-large", "This file has more than 64 MiB")
            .at(Span::new(file, 0, 0), "not read")
            .help("Split the requirements into several files and name them with `use`");
        return (Ast::default(), Vec::new(), vec![diagnostic]);
    }
    let skeleton::Skeleton { entries, comments_inside, mut diagnostics } = skeleton::scan(file, text);
    let plain = blanked(text, &comments_inside);
    let read = |entries: &[skeleton::Entry]| {
        let mut lowering = lower::Lowering::new(file, text, &plain);
        (lowering.items(entries), lowering.leaves.diagnostics)
    };
    let (first, second) = entries.split_at(middle(&entries));
    let ((mut items, found), (more, found_later)) = both(text.len() >= LARGE, || read(first), || read(second));
    items.extend(more);
    diagnostics.extend(found.into_iter().chain(found_later));
    diagnostics.sort_by_key(|diagnostic| diagnostic.span.map(|span| span.start));
    if diagnostics.len() >= skeleton::DIAGNOSTIC_LIMIT {
        diagnostics.truncate(skeleton::DIAGNOSTIC_LIMIT - 1);
        let after = diagnostics.last().and_then(|last| last.span).map_or(0, |span| span.end as usize);
        diagnostics.push(
            Diagnostic::error("too-many-errors", "This file has so many mistakes that the rest is not shown")
                .at(Span::new(file, after, after), "not read on from here")
                .help("Mend the first ones and run again"),
        );
    }
    (Ast { items }, entries, diagnostics)
}

/// A place near the middle that does not part an item from the docs above it.
fn middle(entries: &[skeleton::Entry]) -> usize {
    let half = entries.len() / 2;
    let line = entries[half..].iter().position(|entry| matches!(entry, skeleton::Entry::Line(_)));
    line.map_or(entries.len(), |line| half + line + 1)
}

/// The text with blanks in the place of some of its parts, as many bytes as they had.
fn blanked<'t>(text: &'t str, parts: &[Range<usize>]) -> Cow<'t, str> {
    if parts.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    for part in parts {
        result.push_str(&text[at..part.start]);
        result.extend(std::iter::repeat_n(' ', part.len()));
        at = part.end;
    }
    result.push_str(&text[at..]);
    Cow::Owned(result)
}

#[cfg(test)]
mod tests;
