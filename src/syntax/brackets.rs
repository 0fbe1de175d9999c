//! What stands in brackets and quotes: strings, names, patterns, JSON and SQL, passed over without being understood.
//!
//! Comes in: the skeleton's scanner at an opening sign. Goes out: the scanner behind the closing one, or a diagnostic.
//! Never happens: recursion (brackets are counted on a stack of our own), a bracket in a string taken for a bracket.

use crate::diagnostic::Diagnostic;
use crate::source::FileId;
use crate::syntax::skeleton::{BLANKS, NESTING_LIMIT, Scanner, is_word};

/// Whether SQL ends inside a comment that reaches to the end of its line: what is written behind it must stand on the next one.
/// `--` in a string, a quoted name or a dollar quote begins no comment.
pub(super) fn ends_in_line_comment(sql: &str) -> bool {
    let mut scanner = Scanner::new(FileId(0), sql, false);
    let mut last_piece = 0;
    while !scanner.at_end() {
        last_piece = scanner.at;
        scanner.sql_piece();
    }
    sql.get(last_piece..).is_some_and(|piece| piece.starts_with("--"))
}

impl Scanner<'_> {
    /// From an opening bracket to the place behind the one that closes it. False: broken, and reported.
    pub(super) fn brackets(&mut self, sql: bool) -> bool {
        let first = self.at;
        let mut open: Vec<(u8, usize, bool)> = Vec::new();
        loop {
            let at = self.at;
            let in_sql = open.last().is_some_and(|(_, _, sql)| *sql);
            if self.at_end() {
                self.unclosed_bracket(&open);
                return false;
            }
            match self.byte(0) {
                sign @ (b'(' | b'[' | b'{') => {
                    if sign == b'{' && self.by_indentation && self.brace_of_a_block() {
                        open.push((sign, at, false));
                        self.unclosed_bracket(&open);
                        return false;
                    }
                    if open.len() + self.open_blocks.len() >= NESTING_LIMIT {
                        self.too_deep(at);
                        return false;
                    }
                    let inner_sql = if open.is_empty() { sql } else { in_sql || sign == b'(' && !self.types_inside };
                    open.push((sign, at, inner_sql));
                    self.at += 1;
                }
                sign @ (b')' | b']' | b'}') => {
                    let expected = match open.last() {
                        Some((b'(', ..)) => b')',
                        Some((b'[', ..)) => b']',
                        _ => b'}',
                    };
                    // Inside SQL only parentheses decide: the rest is PostgreSQL's.
                    if sign != expected && !(in_sql && sign != b'}') {
                        self.unclosed_bracket(&open);
                        return false;
                    }
                    self.at += 1;
                    if sign == expected {
                        open.pop();
                    }
                    if open.is_empty() {
                        return true;
                    }
                }
                _ if in_sql => self.sql_piece(),
                b'"' => {
                    self.string();
                }
                b'`' => {
                    self.quoted_name();
                }
                b'\'' => self.single_quoted(),
                b'/' if self.starts("//") => {
                    self.comment_inside = true;
                    self.at = self.line_end(at);
                    self.controls_in_comment(at..self.at);
                    // A place that is read again after a mistake has its comments noted already.
                    if self.comments_inside.last().is_none_or(|last| last.end <= at) {
                        self.comments_inside.push(at..self.at);
                    }
                }
                byte if (byte < b' ' && !matches!(byte, b'\n' | b'\t')) || byte == 0x7f => {
                    self.control_character();
                    self.at += 1;
                }
                _ => self.at += 1,
            }
            debug_assert!(self.at > at || self.at >= first);
        }
    }

    /// In the second reading: a `{` whose line ends behind it and that no JSON follows.
    fn brace_of_a_block(&self) -> bool {
        let rest = &self.text[self.at + 1..];
        let inner = rest.trim_start();
        rest.len() != inner.len() && rest[..rest.len() - inner.len()].contains('\n') && !inner.starts_with(['"', '}'])
    }

    fn unclosed_bracket(&mut self, open: &[(u8, usize, bool)]) {
        let Some((sign, at, _)) = open.last() else { return };
        let closing = match sign {
            b'(' => ')',
            b'[' => ']',
            _ => '}',
        };
        self.report(
            Diagnostic::error("unclosed-bracket", format!("This `{}` is never closed", *sign as char))
                .at(self.span(*at, at + 1), format!("its `{closing}` is missing"))
                .help(format!("Write `{closing}` where the part in brackets ends")),
        );
    }

    /// One step inside SQL: a string, a quoted name, a comment or a character.
    fn sql_piece(&mut self) {
        let start = self.at;
        match self.byte(0) {
            b'\'' => {
                let escapes = start > 0
                    && matches!(self.bytes[start - 1], b'e' | b'E')
                    && !(start > 1 && (is_word(self.bytes[start - 2]) || self.bytes[start - 2] == b'$'));
                self.at += 1;
                self.quoted(start, b'\'', escapes);
            }
            b'"' => {
                self.at += 1;
                self.quoted(start, b'"', false);
            }
            b'-' if self.starts("--") => self.at = self.line_end(start),
            b'/' if self.starts("/*") => self.sql_block_comment(),
            b'$' => self.sql_dollar(),
            // A digit begins no word: in `1$$)$$` a dollar quote follows the number.
            byte if is_word(byte) && !byte.is_ascii_digit() => {
                while (is_word(self.byte(0)) || self.byte(0) == b'$') && !self.at_end() {
                    self.at += 1;
                }
            }
            byte if (byte < b' ' && !matches!(byte, b'\n' | b'\t')) || byte == 0x7f => {
                self.control_character();
                self.at += 1;
            }
            _ => self.at += 1,
        }
    }

    /// To the closing sign on the same line. False: it is not there, and reported.
    fn quoted(&mut self, start: usize, sign: u8, escapes: bool) -> bool {
        loop {
            match self.byte(0) {
                _ if self.at_end() => break,
                b'\n' => break,
                b'\\' if escapes && self.byte(1) != b'\n' => self.at = self.character_end((self.at + 1).min(self.bytes.len())),
                byte if byte == sign => {
                    self.at += 1;
                    return true;
                }
                byte if (byte < b' ' && byte != b'\t') || byte == 0x7f => {
                    self.control_character();
                    self.at += 1;
                }
                _ => self.at += 1,
            }
            self.at = self.at.min(self.bytes.len());
        }
        self.unclosed_string(start, sign as char);
        false
    }

    fn unclosed_string(&mut self, start: usize, sign: char) {
        let (what, help) = match sign {
            '`' => ("name in back-quotes", "Write the closing back-quote on the same line".to_string()),
            '/' => ("pattern", "Write the closing `/` on the same line, and `\\/` for a slash inside".to_string()),
            '\'' => {
                ("SQL string", "Write the closing `'` on the same line, `''` for a quote inside, and E'\\n' for a line break".to_string())
            }
            '$' => ("dollar-quoted string", "Write the closing tag on the same line".to_string()),
            _ => ("string", "Write the closing `\"` on the same line, or use `\"\"\"` for a text of several lines".to_string()),
        };
        let end = start + self.text[start..self.line_end(start)].trim_end_matches(BLANKS).len();
        self.report(
            Diagnostic::error("unclosed-string", format!("This {what} is not closed"))
                .at(self.span(start, end), "it starts here and the line ends")
                .help(help),
        );
    }

    /// "…" or """…""".
    pub(super) fn string(&mut self) -> bool {
        let start = self.at;
        if !self.starts("\"\"\"") {
            self.at += 1;
            return self.quoted(start, b'"', true);
        }
        match self.text[start + 3..].find("\"\"\"") {
            Some(length) => {
                self.at = start + 3 + length + 3;
                let inner = &self.bytes[start..self.at];
                if let Some(found) = inner.iter().position(|byte| (*byte < b' ' && !matches!(byte, b'\n' | b'\t')) || *byte == 0x7f) {
                    let end = self.at;
                    self.at = start + found;
                    self.control_character();
                    self.at = end;
                }
                true
            }
            None => {
                self.report(
                    Diagnostic::error("unclosed-string", "This text is not closed")
                        .at(self.span(start, start + 3), "its second `\"\"\"` is missing")
                        .help("Write `\"\"\"` where the text ends"),
                );
                self.at = self.line_end(start);
                false
            }
        }
    }

    pub(super) fn quoted_name(&mut self) -> bool {
        let start = self.at;
        self.at += 1;
        self.quoted(start, b'`', false)
    }

    pub(super) fn pattern(&mut self) -> bool {
        let start = self.at;
        self.at += 1;
        self.quoted(start, b'/', true)
    }

    /// '…' is no string of this language, but what stands in it is no code either. Reported when the line is read.
    pub(super) fn single_quoted(&mut self) {
        let start = self.at;
        self.at += 1;
        while !self.at_end() && self.byte(0) != b'\n' {
            self.at += 1;
            if self.bytes[self.at - 1] == b'\'' {
                return;
            }
        }
        self.at = start + 1;
    }

    /// `$tag$ … $tag$`, or a lone `$`.
    fn sql_dollar(&mut self) {
        let start = self.at;
        let mut tag_end = start + 1;
        while self.bytes.get(tag_end).is_some_and(|byte| is_word(*byte)) {
            tag_end += 1;
        }
        let starts_like_a_tag = !self.bytes.get(start + 1).is_some_and(u8::is_ascii_digit);
        if !starts_like_a_tag || self.bytes.get(tag_end) != Some(&b'$') {
            self.at += 1;
            return;
        }
        let (tag, line_end) = (&self.text[start..=tag_end], self.line_end(start));
        match self.text[tag_end + 1..line_end].find(tag) {
            Some(found) => self.at = tag_end + 1 + found + tag.len(),
            None => {
                self.unclosed_string(start, '$');
                self.at = line_end;
            }
        }
    }

    fn sql_block_comment(&mut self) {
        let start = self.at;
        let mut depth = 0usize;
        while !self.at_end() {
            if self.starts("/*") {
                depth += 1;
                self.at += 2;
            } else if self.starts("*/") {
                depth -= 1;
                self.at += 2;
            } else {
                self.at += 1;
            }
            if depth == 0 {
                return;
            }
            if depth > NESTING_LIMIT {
                self.too_deep(start);
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ends_in_line_comment;

    #[test]
    fn only_a_true_comment_reaches_to_the_end_of_the_line() {
        for sql in ["a -- note", "--", "'--' -- x", "a\n-- b", "$$ ) $$ -- $$", "a - --'"] {
            assert!(ends_in_line_comment(sql), "{sql}");
        }
        for sql in
            ["", "a -- note\nand b", "'--'", "\"--\"", "1 + $$ )-- $$", "$t$ -- $t$", "/* -- */", "/* -- */ a", "E'\\'--'", "a - - b"]
        {
            assert!(!ends_in_line_comment(sql), "{sql}");
        }
    }
}
