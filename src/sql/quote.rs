//! Quoting: the only door by which names, values and remarks enter SQL.

use std::fmt;

use serde::Serialize;

use super::keywords::is_reserved;

/// Text that may stand in SQL as it is. Made by the quoting functions here and by code that writes keywords only.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct SqlText(String);

impl SqlText {
    /// For text that the caller wrote itself, or that sqlparser or PostgreSQL printed. Never for a user's raw text.
    pub fn trusted(text: impl Into<String>) -> SqlText {
        SqlText(text.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SqlText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A name as PostgreSQL reads it back: bare when it is a plain lower-case word that is no keyword, else in double quotes.
/// Source: PostgreSQL, "4.1.1. Identifiers and Key Words". A NUL cannot stand in an identifier; the caller has refused it.
pub fn quote_identifier(name: &str) -> SqlText {
    let mut characters = name.chars();
    let plain = characters.next().is_some_and(|first| first.is_ascii_lowercase() || first == '_')
        && characters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !is_reserved(name);
    if plain { SqlText(name.to_string()) } else { SqlText(format!("\"{}\"", name.replace('"', "\"\""))) }
}

/// A string constant. Backslashes are written in the `E''` form, so that the reading does not depend on
/// standard_conforming_strings; line breaks other than `\n` too, so that no editor changes them.
pub fn quote_literal(value: &str) -> SqlText {
    // Without an early end, so that the machine looks at many bytes at once.
    if value.bytes().fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~') & (byte != b'\'') & (byte != b'\\')) {
        return SqlText(["'", value, "'"].concat());
    }
    let needs_escapes = value.contains('\\') || value.chars().any(|c| c.is_control() && c != '\n');
    if !needs_escapes {
        return SqlText(format!("'{}'", value.replace('\'', "''")));
    }
    let mut text = String::from("E'");
    for character in value.chars() {
        match character {
            '\'' => text.push_str("''"),
            '\\' => text.push_str("\\\\"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '\n' => text.push('\n'),
            c if c.is_control() => text.push_str(&format!("\\u{:04X}", c as u32)),
            c => text.push(c),
        }
    }
    text.push('\'');
    SqlText(text)
}

/// Text for a `--` comment: one line, whatever it held. U+2028, U+2029 and control characters become spaces too.
pub fn comment_line(text: &str) -> SqlText {
    let flat: String = text.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }).collect();
    SqlText(flat.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_names_stay_bare_and_all_others_are_quoted() {
        for (name, expected) in [
            ("posts", "posts"),
            ("_a1", "_a1"),
            ("user", "\"user\""),
            ("Posts", "\"Posts\""),
            ("a\"b", "\"a\"\"b\""),
            ("1st", "\"1st\""),
            ("naïve", "\"naïve\""),
            ("", "\"\""),
        ] {
            assert_eq!(quote_identifier(name).as_str(), expected);
        }
    }

    #[test]
    fn literals_survive_quotes_backslashes_and_control_characters() {
        for (value, expected) in
            [("it's", "'it''s'"), ("$$", "'$$'"), ("a\nb", "'a\nb'"), ("a\\'b", "E'a\\\\''b'"), ("a\tb\u{1}", "E'a\\tb\\u0001'")]
        {
            assert_eq!(quote_literal(value).as_str(), expected);
        }
    }

    #[test]
    fn a_comment_is_one_line() {
        assert_eq!(comment_line("a\r\n*/ DROP TABLE x; --\u{2028}b").as_str(), "a */ DROP TABLE x; -- b");
    }
}
