//! A file as blocks and logical lines: the first reading, which cannot fail.
//!
//! Comes in: any text. Goes out: [`Entry`]s (lines with their blocks, comments, docs) and a diagnostic for every
//! string, bracket or brace that is not closed. Never happens: recursion deeper than [`NESTING_LIMIT`], a panic, more
//! than linear time.
//!
//! A *logical line* ends at a line break or `;`, but goes on inside `()` and `[]` (and `{}` of a JSON value); its *head* is
//! what stands before its block. A line is *broken* when it has already had its diagnostic here.

use std::cell::Cell;
use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use crate::syntax::words;

/// Brackets and blocks inside each other; deeper is a mistake, and later stages may recurse this far.
pub const NESTING_LIMIT: usize = 100;
/// After so many diagnostics a file is not read on: it is something else, not a `.schema`.
pub const DIAGNOSTIC_LIMIT: usize = 1000;

/// What may stand between words and at the end of a line. A no-break blank is none of these: it is not seen, so it is a mistake.
pub const BLANKS: [char; 3] = [' ', '\t', '\n'];

/// What a file consists of.
#[derive(Debug)]
pub struct Skeleton {
    pub entries: Vec<Entry>,
    /// Comments inside the brackets of lines, in order: the only ones that the grammar would meet.
    pub comments_inside: Vec<Range<usize>>,
    pub diagnostics: Vec<Diagnostic>,
}

#[derive(Debug)]
pub enum Entry {
    Line(Line),
    Comment(Comment),
    /// One `///` line.
    Doc(Comment),
}

#[derive(Debug)]
pub struct Comment {
    pub range: Range<usize>,
    pub blank_before: bool,
    /// It stands behind something on the same line.
    pub same_line: bool,
}

#[derive(Debug)]
pub struct Line {
    pub head: Range<usize>,
    pub block: Option<Block>,
    pub blank_before: bool,
    pub broken: bool,
    /// A comment stands inside the head's brackets.
    pub comment_inside: bool,
}

#[derive(Debug)]
pub struct Block {
    pub open: usize,
    /// The place after the closing brace, or where the block was given up.
    pub end: usize,
    pub entries: Vec<Entry>,
}

impl Line {
    /// Head and block.
    pub fn range(&self) -> Range<usize> {
        self.head.start..self.block.as_ref().map_or(self.head.end, |block| block.end.max(self.head.end))
    }
}

/// Cuts a text into its entries.
pub fn scan(file: FileId, text: &str) -> Skeleton {
    let mut scanner = Scanner::new(file, text, false);
    let entries = scanner.file();
    if !scanner.unbalanced {
        return Skeleton { entries, comments_inside: scanner.comments_inside, diagnostics: scanner.diagnostics };
    }
    // Somewhere a brace is missing. Indentation tells where, but only now: in a balanced file it has no meaning.
    let mut scanner = Scanner::new(file, text, true);
    let entries = scanner.file();
    Skeleton { entries, comments_inside: scanner.comments_inside, diagnostics: scanner.diagnostics }
}

/// What stood before the current place in a line, as far as the meaning of a bracket depends on it.
#[derive(PartialEq)]
enum Before<'t> {
    Nothing,
    Word(&'t str),
    Equals,
    Other,
}

pub(super) struct Scanner<'t> {
    pub(super) file: FileId,
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    pub(super) at: usize,
    /// The second reading: indentation decides where a missing brace belongs.
    pub(super) by_indentation: bool,
    unbalanced: bool,
    /// Indentation of the lines whose blocks are open, outermost first.
    pub(super) open_blocks: Vec<(usize, usize)>,
    diagnostics: Vec<Diagnostic>,
    pub(super) line_broken: bool,
    pub(super) comment_inside: bool,
    /// Parentheses inside parentheses of this line are arguments of types, not SQL.
    pub(super) types_inside: bool,
    pub(super) comments_inside: Vec<Range<usize>>,
    known_line_start: Cell<(usize, usize)>,
    known_line_end: Cell<(usize, usize)>,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(file: FileId, text: &'t str, by_indentation: bool) -> Scanner<'t> {
        Scanner {
            file,
            text,
            bytes: text.as_bytes(),
            at: 0,
            by_indentation,
            unbalanced: false,
            open_blocks: Vec::new(),
            diagnostics: Vec::new(),
            line_broken: false,
            comment_inside: false,
            types_inside: false,
            comments_inside: Vec::new(),
            known_line_start: Cell::new((0, 0)),
            known_line_end: Cell::new((0, 0)),
        }
    }

    pub(super) fn byte(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    pub(super) fn at_end(&self) -> bool {
        self.at >= self.bytes.len()
    }

    pub(super) fn starts(&self, what: &str) -> bool {
        self.bytes[self.at.min(self.bytes.len())..].starts_with(what.as_bytes())
    }

    /// Where the line of this place ends. Remembers the last answer: a very long line is searched once.
    pub(super) fn line_end(&self, from: usize) -> usize {
        let (known_from, known_end) = self.known_line_end.get();
        if (known_from..known_end).contains(&from) {
            return known_end;
        }
        let end = self.bytes[from..].iter().position(|byte| *byte == b'\n').map_or(self.bytes.len(), |found| from + found);
        self.known_line_end.set((from, end));
        end
    }

    /// Where the line of this place begins. Remembers the last answer: a very long line is searched once.
    fn line_start(&self, at: usize) -> usize {
        let (known_at, known_start) = self.known_line_start.get();
        let from = if at >= known_at { known_at } else { 0 };
        let fallback = if at >= known_at { known_start } else { 0 };
        let start = self.bytes[from..at].iter().rposition(|byte| *byte == b'\n').map_or(fallback, |found| from + found + 1);
        self.known_line_start.set((at, start));
        start
    }

    fn indentation(&self, at: usize) -> usize {
        let start = self.line_start(at);
        self.bytes[start..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end.min(self.bytes.len()))
    }

    pub(super) fn character_end(&self, at: usize) -> usize {
        at + self.text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
    }

    /// One diagnostic a line: what follows a broken place would only repeat it.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        if !self.line_broken && self.diagnostics.len() < DIAGNOSTIC_LIMIT {
            self.diagnostics.push(diagnostic);
        }
        self.line_broken = true;
    }

    fn file(&mut self) -> Vec<Entry> {
        let mut entries = Vec::new();
        loop {
            self.entries(&mut entries);
            if self.at_end() || self.diagnostics.len() >= DIAGNOSTIC_LIMIT {
                return entries;
            }
            // Only a closing brace stops a block before the end.
            self.line_broken = false;
            self.report(
                Diagnostic::error("unmatched-bracket", "This `}` closes nothing")
                    .at(self.span(self.at, self.at + 1), "no block is open here")
                    .help("Take it out, or write the `{` that it should close"),
            );
            self.at += 1;
        }
    }

    /// Reads up to a `}` that closes the surrounding block, or the end.
    fn entries(&mut self, entries: &mut Vec<Entry>) {
        let block_start = self.at;
        loop {
            let line_breaks = self.skip_space();
            let same_line = line_breaks == 0 && !(self.open_blocks.is_empty() && entries.is_empty());
            let blank_before = line_breaks > 1 && !entries.is_empty();
            let first_on_line = line_breaks > 0 || self.at == 0 || block_start == 0 && entries.is_empty();
            if self.at_end() || self.diagnostics.len() >= DIAGNOSTIC_LIMIT {
                return;
            }
            match self.byte(0) {
                b'}' => return,
                b';' => self.at += 1,
                b'/' if self.starts("///") && !self.starts("////") => {
                    let comment = self.comment(blank_before, same_line);
                    if same_line && matches!(entries.last(), Some(Entry::Line(_))) {
                        self.doc_behind(&comment);
                    } else {
                        entries.push(Entry::Doc(comment));
                    }
                }
                b'/' if self.starts("//") => {
                    let comment = self.comment(blank_before, same_line);
                    entries.push(Entry::Comment(comment));
                }
                b'{' => self.brace_on_its_own_line(entries),
                _ => {
                    if first_on_line && self.by_indentation && self.is_outside() {
                        return;
                    }
                    let line = self.line(blank_before);
                    entries.push(Entry::Line(line));
                }
            }
        }
    }

    /// Blanks and line breaks; returns how many line breaks.
    fn skip_space(&mut self) -> usize {
        let mut line_breaks = 0;
        loop {
            match self.bytes.get(self.at) {
                Some(b'\n') => line_breaks += 1,
                Some(b' ' | b'\t') => {}
                _ => return line_breaks,
            }
            self.at += 1;
        }
    }

    fn comment(&mut self, blank_before: bool, same_line: bool) -> Comment {
        let start = self.at;
        self.at = self.line_end(start);
        let end = start + self.text[start..self.at].trim_end_matches(BLANKS).len();
        self.line_broken = false;
        self.controls_in_comment(start..end);
        Comment { range: start..end, blank_before, same_line }
    }

    /// A doc becomes a comment of the database, which holds no NUL; and what is not seen has no reason to be there.
    pub(super) fn controls_in_comment(&mut self, range: Range<usize>) {
        let control = |byte: &u8| (*byte < b' ' && *byte != b'\t') || *byte == 0x7f;
        if let Some(found) = self.bytes[range.clone()].iter().position(control) {
            let at = std::mem::replace(&mut self.at, range.start + found);
            self.control_character();
            self.at = at;
        }
    }

    fn doc_behind(&mut self, comment: &Comment) {
        self.line_broken = false;
        self.report(
            Diagnostic::error("doc-behind", "A `///` text documents what stands below it, and this one stands behind a line")
                .at(self.span(comment.range.start, comment.range.end), "it would document the next line")
                .help("Put it on a line of its own above, or write `//` for a plain comment"),
        );
    }

    /// `entity User` and its `{` on the next line belong together.
    fn brace_on_its_own_line(&mut self, entries: &mut Vec<Entry>) {
        if let Some(Entry::Line(line)) = entries.last_mut()
            && line.block.is_none()
            && !line.broken
        {
            let indentation = self.indentation(line.head.start);
            line.block = Some(self.block(indentation));
            return;
        }
        let start = self.at;
        self.line_broken = false;
        self.report(
            Diagnostic::error("block-without-item", "A block has nothing before its `{`")
                .at(self.span(start, start + 1), "what is this the block of?")
                .help("Write what it belongs to before it, such as `entity User {`"),
        );
        let indentation = self.indentation(start);
        let block = self.block(indentation);
        entries.push(Entry::Line(Line {
            head: start..start,
            block: Some(block),
            blank_before: false,
            broken: true,
            comment_inside: false,
        }));
    }

    /// In the second reading: the line at this place cannot be inside the innermost open block.
    fn is_outside(&self) -> bool {
        let Some((_, indentation)) = self.open_blocks.last() else { return false };
        self.indentation(self.at) <= *indentation && words::starts_an_item(&self.text[self.at..self.line_end(self.at)])
    }

    /// A block from its `{` on.
    fn block(&mut self, indentation: usize) -> Block {
        let open = self.at;
        self.at += 1;
        let mut entries = Vec::new();
        if self.open_blocks.len() >= NESTING_LIMIT {
            self.line_broken = false;
            self.too_deep(open);
            self.at = self.bytes.len();
            return Block { open, end: self.at, entries };
        }
        self.open_blocks.push((open, indentation));
        let reported = self.diagnostics.len();
        self.entries(&mut entries);
        let too_deep = self.diagnostics[reported..].iter().any(|diagnostic| diagnostic.code == "nesting-too-deep");
        if self.byte(0) == b'}' && !self.at_end() && !self.closes_an_outer_block(indentation) {
            self.at += 1;
        } else if !(too_deep && self.at_end()) {
            self.unclosed_block(open);
        }
        self.open_blocks.pop();
        Block { open, end: self.at, entries }
    }

    /// In the second reading: a `}` at the start of its line, further left than this block's own line.
    fn closes_an_outer_block(&self, indentation: usize) -> bool {
        let own = self.indentation(self.at);
        self.by_indentation && self.open_blocks.len() > 1 && self.line_start(self.at) + own == self.at && own < indentation
    }

    fn unclosed_block(&mut self, open: usize) {
        self.unbalanced = true;
        self.line_broken = false;
        self.report(
            Diagnostic::error("unclosed-block", "This block is never closed")
                .at(self.span(open, open + 1), "its `}` is missing")
                .help("Write `}` on a line of its own after the block's last line"),
        );
    }

    pub(super) fn too_deep(&mut self, at: usize) {
        self.report(
            Diagnostic::error("nesting-too-deep", format!("Brackets stand more than {NESTING_LIMIT} deep inside each other"))
                .at(self.span(at, at + 1), "too deep here")
                .help("Split this into simpler parts"),
        );
    }

    /// One logical line with its block.
    fn line(&mut self, blank_before: bool) -> Line {
        self.line_broken = false;
        self.comment_inside = false;
        let start = self.at;
        let (mut end, mut before, mut words_seen, mut first_word) = (start, Before::Nothing, 0usize, "");
        let mut block = None;
        while !self.at_end() {
            let token = self.at;
            match self.byte(0) {
                b' ' | b'\t' => {
                    self.at += 1;
                    continue;
                }
                b'\n' | b'}' => break,
                b';' => {
                    self.at += 1;
                    break;
                }
                b'/' if before != Before::Word("matches") && self.starts("//") => break,
                b'{' if before != Before::Equals => {
                    let broken = self.line_broken;
                    let comment_inside = self.comment_inside;
                    let indentation = self.indentation(start);
                    block = Some(self.block(indentation));
                    (self.line_broken, self.comment_inside) = (broken, comment_inside);
                    break;
                }
                b'(' | b'[' | b'{' => {
                    let sql = match before {
                        Before::Equals | Before::Word("check" | "where" | "generated") => true,
                        _ => first_word == "check" && words_seen == 2,
                    };
                    self.types_inside = first_word == "external";
                    if !self.brackets(sql && self.byte(0) == b'(') {
                        self.recover(token);
                    }
                    before = Before::Other;
                }
                b')' | b']' => {
                    self.unmatched(token);
                    self.recover(token);
                }
                b'"' => {
                    if !self.string() {
                        self.recover(token);
                    }
                    before = Before::Other;
                    words_seen += 1;
                }
                b'`' => {
                    if !self.quoted_name() {
                        self.recover(token);
                    }
                    before = Before::Other;
                    words_seen += 1;
                }
                b'/' if before == Before::Word("matches") => {
                    if !self.pattern() {
                        self.recover(token);
                    }
                    before = Before::Other;
                }
                b'\'' => {
                    self.single_quoted();
                    before = Before::Other;
                }
                b'=' => {
                    self.at += 1;
                    before = Before::Equals;
                }
                byte if is_word(byte) => {
                    while is_word(self.byte(0)) && !self.at_end() {
                        self.at += 1;
                    }
                    before = Before::Word(&self.text[token..self.at]);
                    words_seen += 1;
                    if words_seen == 1 {
                        first_word = &self.text[token..self.at];
                    }
                }
                byte if byte < b' ' || byte == 0x7f => {
                    self.control_character();
                    self.recover(token);
                }
                _ => {
                    self.at += 1;
                    before = Before::Other;
                }
            }
            end = self.at;
        }
        let head = start..start + self.text[start..end].trim_end_matches(BLANKS).len();
        Line { head, block, blank_before, broken: self.line_broken, comment_inside: self.comment_inside }
    }

    /// After a broken place: the end of its line, but not past the brace that opens this line's block, nor past
    /// the one that closes a block opened on this very line.
    fn recover(&mut self, from: usize) {
        let end = self.line_end(from);
        let line = self.text[from..end].trim_end_matches(BLANKS);
        let last = from + line.len().saturating_sub(1);
        let opened_here = self.open_blocks.last().is_some_and(|(open, _)| !self.text[*open..from].contains('\n'));
        let stop = match line.as_bytes().last() {
            Some(b'{') => last,
            Some(b'}') if opened_here => last,
            _ => end,
        };
        self.at = stop.max(from + usize::from(stop == from && from < end));
    }

    fn unmatched(&mut self, at: usize) {
        let sign = self.bytes[at] as char;
        self.report(
            Diagnostic::error("unmatched-bracket", format!("This `{sign}` closes nothing"))
                .at(self.span(at, at + 1), "no bracket is open here")
                .help(format!("Take it out, or write the `{}` that it should close", if sign == ')' { '(' } else { '[' })),
        );
    }

    pub(super) fn control_character(&mut self) {
        let (at, code) = (self.at, self.byte(0));
        self.report(
            Diagnostic::error("control-character", format!("There is a control character here (U+{code:04X})"))
                .at(self.span(at, at + 1), "not visible, and not allowed")
                .help("Delete it; requirement files are plain UTF-8 text"),
        );
    }
}

/// Part of a word, as far as the skeleton cares: all that is not ASCII counts.
pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}
