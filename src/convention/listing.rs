//! A folder as it stands: paths below it, and the texts that somebody may have to read.

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Below the folder, with `/` on every system.
    pub path: String,
    /// Empty for what nobody reads.
    pub text: String,
}

impl Listed {
    pub fn is_sql(&self) -> bool {
        self.path.ends_with(".sql")
    }

    /// Its lines without their ends, each with the byte at which it starts and its number from 1. A byte order mark belongs to no line.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let begin = if self.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let mut at = begin;
        self.text[begin..].split_inclusive('\n').enumerate().map(move |(index, line)| {
            let start = at;
            at += line.len();
            Line { start, end: at, number: index + 1, text: line.trim_end() }
        })
    }
}

/// One line of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'text> {
    pub start: usize,
    /// Behind its line break.
    pub end: usize,
    pub number: usize,
    /// Without the white space at its end.
    pub text: &'text str,
}

/// All files of a folder and of those inside it, sorted by path. What has a hidden name is none of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// The folder, as the run was given it, for messages.
    pub folder: String,
    pub files: Vec<Listed>,
}

impl Listing {
    pub fn get(&self, path: &str) -> Option<&Listed> {
        self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok().map(|at| &self.files[at])
    }

    pub fn sql(&self) -> impl Iterator<Item = &Listed> {
        self.files.iter().filter(|file| file.is_sql())
    }

    /// As a message names it.
    pub fn shown(&self, path: &str) -> String {
        if self.folder.is_empty() { path.to_string() } else { format!("{}/{path}", self.folder) }
    }
}

/// The last part of a path.
pub(super) fn file_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The part of a path before the last one; empty for what stands in the folder itself.
pub(super) fn folder_part(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The stem of an SQL file that stands in the folder itself.
pub(super) fn root_stem(path: &str) -> Option<&str> {
    path.strip_suffix(".sql").filter(|stem| !stem.contains('/') && !stem.is_empty())
}

/// The digits at the beginning, and the rest.
pub(super) fn leading_digits(text: &str) -> Option<(&str, &str)> {
    let count = text.bytes().take_while(u8::is_ascii_digit).count();
    (count > 0).then(|| text.split_at(count))
}

/// `00003_name`: digits, an underscore and a name.
pub(super) fn number_and_name(stem: &str) -> Option<(&str, &str)> {
    let (digits, rest) = leading_digits(stem)?;
    Some((digits, rest.strip_prefix('_')?))
}
