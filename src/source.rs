//! Source text and places in it.
//!
//! Comes in: the text of requirement files, each under a project-relative path.
//! Goes out: [`Span`]s, which every later stage carries along so that an error can be drawn at its line.
//! Never happens: reading a file (that is `world`'s), an absolute path.

use serde::Serialize;

/// Which file of a [`Sources`] a span lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct FileId(pub u32);

/// A half-open range of bytes in one source file. Always on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn new(file: FileId, start: usize, end: usize) -> Span {
        Span { file, start: start as u32, end: end as u32 }
    }

    /// The smallest span that holds both. Both must lie in one file; otherwise the first is returned.
    pub fn to(self, other: Span) -> Span {
        if self.file != other.file {
            return self;
        }
        Span { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// One requirement file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Relative to the project's folder, with `/` between parts on every system.
    pub path: String,
    /// With `\n` line ends and no byte order mark.
    pub text: String,
}

/// All requirement files of a run, in the order in which they were read.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

/// The bytes of a file of which only some of its `text` stays: byte order mark and CRLF as they are. None when this is the text of another file.
pub fn with_bytes_of(file: &str, text: &str, stays: &[bool]) -> Option<String> {
    let body = file.strip_prefix('\u{feff}').unwrap_or(file);
    let mut bytes: Vec<u8> = file.as_bytes()[..file.len() - body.len()].to_vec();
    let (mut wanted, mut stays) = (text.bytes(), stays.iter());
    let mut body = body.bytes().peekable();
    while let Some(byte) = body.next() {
        let with_line_feed = byte == b'\r' && body.peek() == Some(&b'\n');
        let of_text = if with_line_feed { body.next()? } else { byte };
        if wanted.next()? != of_text {
            return None;
        }
        if *stays.next()? {
            bytes.extend(with_line_feed.then_some(byte));
            bytes.push(of_text);
        }
    }
    if wanted.next().is_some() { None } else { String::from_utf8(bytes).ok() }
}

/// A place for people: both count from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineColumn {
    pub line: usize,
    pub column: usize,
}

impl Sources {
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Takes a file in. A byte order mark is dropped and CRLF becomes LF, so that offsets agree on every system.
    pub fn add(&mut self, path: &str, text: &str) -> FileId {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
        self.files.push(SourceFile { path: path.replace('\\', "/"), text });
        FileId(self.files.len() as u32 - 1)
    }

    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// `None` for an id of other sources.
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)
    }

    pub fn files(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(index, file)| (FileId(index as u32), file))
    }

    pub fn text(&self, span: Span) -> &str {
        self.file(span.file).text.get(span.range()).unwrap_or("")
    }

    pub fn line_column(&self, span: Span) -> LineColumn {
        let text = &self.file(span.file).text;
        let start = (0..=(span.start as usize).min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let before = &text[..start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        LineColumn { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
    }

    /// `examples/blog.schema:12:3`, as editors understand it.
    pub fn place(&self, span: Span) -> String {
        let LineColumn { line, column } = self.line_column(span);
        format!("{}:{line}:{column}", self.file(span.file).path)
    }
}

/// Why something is there: every item of the domain, the catalog's objects and the plan's steps carry one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Origin {
    /// Written in the requirements, at this place.
    Written(Span),
    /// Added by a practice, because of what stands at this place.
    Practice { code: &'static str, because_of: Option<Span> },
    /// It stood before this run.
    Existing,
}

impl Origin {
    /// The place in the requirements to show for it, if there is one.
    pub fn span(&self) -> Option<Span> {
        match self {
            Origin::Written(span) => Some(*span),
            Origin::Practice { because_of, .. } => *because_of,
            Origin::Existing => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stays_of_a_text_keeps_the_files_bytes() {
        let file = "\u{feff}a\r\nbc\nd\re\r\n";
        let mut sources = Sources::default();
        let id = sources.add("a.schema", file);
        let text = &sources.file(id).text;
        let all_but = |gone: &str| text.chars().map(|c| !gone.contains(c)).collect::<Vec<_>>();
        assert_eq!(with_bytes_of(file, text, &all_but("")).as_deref(), Some(file));
        assert_eq!(with_bytes_of(file, text, &all_but("ce")).as_deref(), Some("\u{feff}a\r\nb\nd\r\r\n"));
        assert_eq!(with_bytes_of(file, text, &all_but("\n")).as_deref(), Some("\u{feff}abcd\re"));
        assert_eq!(with_bytes_of("other", text, &all_but("")), None);
        assert_eq!(with_bytes_of(&format!("{file}more"), text, &all_but("")), None);
    }
}
