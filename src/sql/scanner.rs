//! Splits a SQL script into its statements, at the very bytes where psql would.
//!
//! Comes in: a script of any origin, also a broken one. Goes out: [`Statement`]s that follow one another without a gap, so that
//! their texts joined give the script back.
//! Never happens: a panic, an error (an open quote reaches to the end of the script; PostgreSQL will say so), a second look at
//! the same byte beyond a fixed distance.
//!
//! Source: PostgreSQL, "4.1. Lexical Structure", and psql's scanner (src/fe_utils/psqlscan.l): a semicolon ends a statement outside
//! quotes, comments, parentheses and the `BEGIN ATOMIC … END` of a function. standard_conforming_strings is taken to be on.

use std::ops::Range;

/// What a piece of a script is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatementKind {
    Sql,
    /// A line for psql: `\connect`, `\restrict`, `\copy`.
    PsqlCommand,
    /// The rows after `COPY … FROM stdin;`, with the line `\.` that ends them.
    CopyData,
    /// White space and comments after the last statement.
    Blank,
}

/// One piece of a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// With the white space and comments before it and its semicolon.
    pub range: Range<usize>,
    /// From its first word on, with its semicolon.
    pub body: Range<usize>,
    pub kind: StatementKind,
    /// The line of its first word, from 1.
    pub line: usize,
    /// Its first word in capitals: `CREATE`, `BEGIN`; empty when it begins with something else.
    pub keyword: String,
}

impl Statement {
    /// Its text without what stands before its first word.
    pub fn text<'script>(&self, script: &'script str) -> &'script str {
        script.get(self.body.clone()).unwrap_or("")
    }
}

/// The script's pieces, in order.
pub fn scan(script: &str) -> Vec<Statement> {
    let mut scanner = Scanner { script, bytes: script.as_bytes(), at: 0, line: 1, lines_counted_to: 0 };
    if script.starts_with('\u{feff}') {
        scanner.at = '\u{feff}'.len_utf8();
    }
    let mut statements = Vec::new();
    let mut start = 0;
    while start < script.len() {
        let first = statements.len();
        scanner.statement(start, &mut statements);
        debug_assert!(scanner.at > start && statements.len() > first);
        start = scanner.at;
    }
    statements
}

/// The first words of a statement in capitals, up to what is no word; comments between them are no words.
pub fn first_words(statement: &str, most: usize) -> Vec<String> {
    let mut scanner = Scanner { script: statement, bytes: statement.as_bytes(), at: 0, line: 1, lines_counted_to: 0 };
    let mut words = Vec::new();
    while words.len() < most {
        scanner.skip_blank();
        let from = scanner.at;
        if !scanner.byte(0).is_some_and(is_word_start) {
            break;
        }
        scanner.skip_while(is_word_part);
        words.push(statement.get(from..scanner.at).unwrap_or("").to_ascii_uppercase());
    }
    words
}

/// A statement with a blank in the place of each comment. What stands in quotes stays, and so do the comments of a function's body.
pub fn without_comments(statement: &str) -> String {
    let mut scanner = Scanner { script: statement, bytes: statement.as_bytes(), at: 0, line: 1, lines_counted_to: 0 };
    let mut kept = String::with_capacity(statement.len());
    let mut from = 0;
    while let Some(byte) = scanner.byte(0) {
        let before = scanner.at;
        if scanner.comment() {
            kept.push_str(&statement[from..before]);
            kept.push(' ');
            from = scanner.at;
        } else {
            scanner.pass(byte);
        }
    }
    kept.push_str(&statement[from..]);
    kept
}

/// Commands whose argument is the rest of the line, backslashes and all. Source: psql's documentation, "Meta-Commands".
const TAKE_THE_WHOLE_LINE: &[&str] = &["copy", "!", "h", "help", "ef", "ev", "sf", "sv"];

struct Scanner<'script> {
    script: &'script str,
    bytes: &'script [u8],
    at: usize,
    line: usize,
    lines_counted_to: usize,
}

/// What the words of a statement say about where it ends.
#[derive(Default)]
struct Words {
    first: String,
    count: usize,
    creates_routine: bool,
    /// Depth of `BEGIN ATOMIC` and of `CASE` inside it.
    block: usize,
    previous: String,
    reads_stdin: bool,
}

impl Words {
    fn take(&mut self, word: &str) {
        // Longer words are no keywords; cutting keeps a hostile script from costing memory.
        let word = if word.len() > 16 { String::from("?") } else { word.to_ascii_uppercase() };
        self.count += 1;
        if self.count == 1 {
            self.first.clone_from(&word);
        }
        match word.as_str() {
            "FUNCTION" | "PROCEDURE" if self.first == "CREATE" && self.count <= 4 => self.creates_routine = true,
            "ATOMIC" if self.creates_routine && self.block == 0 && self.previous == "BEGIN" => self.block = 1,
            "CASE" if self.block > 0 => self.block += 1,
            "END" if self.block > 0 => self.block -= 1,
            "STDIN" if self.first == "COPY" && self.previous == "FROM" => self.reads_stdin = true,
            _ => {}
        }
        self.previous = word;
    }
}

impl<'script> Scanner<'script> {
    fn byte(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    /// Takes one piece, and the data after it when it is a COPY from stdin.
    fn statement(&mut self, start: usize, statements: &mut Vec<Statement>) {
        self.skip_blank();
        let body = self.at;
        let line = self.line_of(body);
        if self.at >= self.bytes.len() {
            statements.push(piece(start, self.at, self.at, StatementKind::Blank, line, String::new()));
            return;
        }
        if self.byte(0) == Some(b'\\') {
            self.psql_line();
            statements.push(piece(start, body, self.at, StatementKind::PsqlCommand, line, String::new()));
            let command = self.script.get(body..self.at).unwrap_or("").to_ascii_lowercase();
            if command.starts_with("\\copy ") && command.split_whitespace().collect::<Vec<_>>().join(" ").contains(" from stdin") {
                self.copy_data(statements);
            }
            return;
        }
        let words = self.sql();
        statements.push(piece(start, body, self.at, StatementKind::Sql, line, words.first));
        if words.reads_stdin && self.bytes.get(self.at.wrapping_sub(1)) == Some(&b';') {
            self.rest_of_line();
            if let Some(last) = statements.last_mut() {
                last.range.end = self.at;
            }
            self.copy_data(statements);
        }
    }

    /// One SQL statement, up to and with its semicolon, or up to a psql command that sends it.
    fn sql(&mut self) -> Words {
        let mut words = Words::default();
        let mut parentheses = 0_usize;
        while let Some(byte) = self.byte(0) {
            match byte {
                b';' if parentheses == 0 && words.block == 0 => {
                    self.at += 1;
                    return words;
                }
                b'\\' => return words,
                b'(' => parentheses += 1,
                b')' => parentheses = parentheses.saturating_sub(1),
                _ => {
                    if let Some(word) = self.pass(byte) {
                        words.take(word);
                    }
                    continue;
                }
            }
            self.at += 1;
        }
        words
    }

    /// Steps over what begins here, whole: a string, a name, a number, a comment, else one byte. Gives a word.
    fn pass(&mut self, byte: u8) -> Option<&'script str> {
        match byte {
            b'\'' | b'"' => self.quoted(byte, false),
            b'$' if self.dollar_quoted() => {}
            b'0'..=b'9' => self.skip_while(|b| is_word_part(b) || b == b'.'),
            _ if is_word_start(byte) => {
                let from = self.at;
                self.skip_while(is_word_part);
                let word = &self.script[from..self.at];
                if self.byte(0) != Some(b'\'') || !word.eq_ignore_ascii_case("e") {
                    return Some(word);
                }
                self.quoted(b'\'', true);
            }
            _ if self.comment() => {}
            _ => self.at += 1,
        }
        None
    }

    fn skip_while(&mut self, wanted: impl Fn(u8) -> bool) {
        while self.byte(0).is_some_and(&wanted) {
            self.at += 1;
        }
    }

    fn skip_blank(&mut self) {
        loop {
            self.skip_while(|b| b.is_ascii_whitespace() || b == 0x0b);
            if !self.comment() {
                return;
            }
        }
    }

    /// Takes a comment that begins here. Block comments nest.
    fn comment(&mut self) -> bool {
        match (self.byte(0), self.byte(1)) {
            (Some(b'-'), Some(b'-')) => {
                self.skip_while(|b| b != b'\n');
                true
            }
            (Some(b'/'), Some(b'*')) => {
                let mut depth = 0_usize;
                while self.at < self.bytes.len() {
                    match (self.byte(0), self.byte(1)) {
                        (Some(b'/'), Some(b'*')) => {
                            depth += 1;
                            self.at += 2;
                        }
                        (Some(b'*'), Some(b'/')) => {
                            depth -= 1;
                            self.at += 2;
                            if depth == 0 {
                                break;
                            }
                        }
                        _ => self.at += 1,
                    }
                }
                true
            }
            _ => false,
        }
    }

    /// A string or quoted name that begins here; a doubled quote does not end it.
    fn quoted(&mut self, quote: u8, escapes: bool) {
        self.at += 1;
        while let Some(byte) = self.byte(0) {
            self.at += 1;
            if byte == b'\\' && escapes {
                self.at = (self.at + 1).min(self.bytes.len());
            } else if byte == quote {
                if self.byte(0) == Some(quote) {
                    self.at += 1;
                } else if !(escapes && self.continues_on_a_later_line()) {
                    return;
                }
            }
        }
    }

    /// `E'a'`, a line break, `'b'` is one string, and the second part has escapes too. Steps inside it.
    fn continues_on_a_later_line(&mut self) -> bool {
        let rest = &self.bytes[self.at..];
        let blank = rest.iter().take_while(|b| b.is_ascii_whitespace()).count();
        let continues = rest[..blank].contains(&b'\n') && rest.get(blank) == Some(&b'\'');
        if continues {
            self.at += blank + 1;
        }
        continues
    }

    /// `$$…$$` or `$tag$…$tag$`, when one begins here.
    fn dollar_quoted(&mut self) -> bool {
        let rest = &self.bytes[self.at + 1..];
        let length = rest.iter().take_while(|b| is_word_part(**b) && **b != b'$').count();
        let is_tag = rest.get(length) == Some(&b'$') && (length == 0 || is_word_start(rest[0]));
        if !is_tag {
            return false;
        }
        let tag = &self.script[self.at..self.at + length + 2];
        let inner = self.at + tag.len();
        self.at = self.script[inner..].find(tag).map_or(self.bytes.len(), |found| inner + found + tag.len());
        true
    }

    /// A psql command reaches to the next one, to `\\` or to the end of its line; `\;` is one by itself.
    fn psql_line(&mut self) {
        self.at += 1;
        if matches!(self.byte(0), Some(b';' | b'\\')) {
            self.at += 1;
            return;
        }
        let from = self.at;
        self.skip_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'!' | b'?' | b'+'));
        if TAKE_THE_WHOLE_LINE.contains(&&self.script[from..self.at]) {
            return self.rest_of_line();
        }
        while let Some(byte) = self.byte(0) {
            match byte {
                b'\\' if self.byte(1) == Some(b'\\') => {
                    self.at += 2;
                    return;
                }
                b'\\' => return,
                b'\'' | b'"' | b'`' => self.psql_quoted(byte),
                b'\n' => {
                    self.at += 1;
                    return;
                }
                _ => self.at += 1,
            }
        }
    }

    /// An argument in quotes; it does not reach beyond its line.
    fn psql_quoted(&mut self, quote: u8) {
        self.at += 1;
        while let Some(byte) = self.byte(0).filter(|b| *b != b'\n') {
            self.at += 1;
            if byte == b'\\' && quote == b'\'' && self.byte(0).is_some_and(|b| b != b'\n') {
                self.at += 1;
            } else if byte == quote {
                return;
            }
        }
    }

    fn rest_of_line(&mut self) {
        self.skip_while(|b| b != b'\n');
        self.at = (self.at + 1).min(self.bytes.len());
    }

    /// Lines up to and with `\.`, or to the end of the script. There may be none, and then the piece is empty.
    fn copy_data(&mut self, statements: &mut Vec<Statement>) {
        let start = self.at;
        let line = self.line_of(start);
        while self.at < self.bytes.len() {
            let from = self.at;
            self.rest_of_line();
            if matches!(self.bytes[from..self.at].trim_ascii_end(), b"\\.") {
                break;
            }
        }
        statements.push(piece(start, start, self.at, StatementKind::CopyData, line, String::new()));
    }

    /// Counts on from the last call, so that a whole script is counted once.
    fn line_of(&mut self, at: usize) -> usize {
        self.line += self.bytes[self.lines_counted_to..at].iter().filter(|b| **b == b'\n').count();
        self.lines_counted_to = at;
        self.line
    }
}

fn piece(start: usize, body: usize, end: usize, kind: StatementKind, line: usize, keyword: String) -> Statement {
    Statement { range: start..end, body: body..end, kind, line, keyword }
}

/// Of a name or key word. Source: PostgreSQL, "4.1.1. Identifiers and Key Words".
pub(crate) fn is_word_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}

pub(crate) fn is_word_part(byte: u8) -> bool {
    is_word_start(byte) || byte.is_ascii_digit() || byte == b'$'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bodies(script: &str) -> Vec<(StatementKind, usize, &str)> {
        scan(script).iter().map(|statement| (statement.kind, statement.line, statement.text(script).trim_end())).collect()
    }

    fn statements(script: &str) -> Vec<&str> {
        bodies(script).into_iter().filter(|(kind, ..)| *kind != StatementKind::Blank).map(|(_, _, text)| text).collect()
    }

    #[test]
    fn statements_end_at_semicolons_outside_quotes_comments_and_parentheses() {
        for (script, expected) in [
            ("select 1; select 2", vec!["select 1;", "select 2"]),
            ("select ';'; x", vec!["select ';';", "x"]),
            ("select 'it''s;'; x", vec!["select 'it''s;';", "x"]),
            (r"select '\'; x", vec![r"select '\';", "x"]),
            (r"select E'\';'; x", vec![r"select E'\';';", "x"]),
            ("select E'a'\n  'b\\';'; x", vec!["select E'a'\n  'b\\';';", "x"]),
            (r"select U&'\0061;'; x", vec![r"select U&'\0061;';", "x"]),
            (r"select name'\'; x", vec![r"select name'\';", "x"]),
            ("select \"a;\"\"b\"; x", vec!["select \"a;\"\"b\";", "x"]),
            ("select $$;$$; x", vec!["select $$;$$;", "x"]),
            ("select $a$ $$ ; $b$ $a$; x", vec!["select $a$ $$ ; $b$ $a$;", "x"]),
            ("select a$b$c; x$b$", vec!["select a$b$c;", "x$b$"]),
            ("select $1; x", vec!["select $1;", "x"]),
            ("select 1 -- ;\n; x", vec!["select 1 -- ;\n;", "x"]),
            ("select 1 /* ; /* ; */ ; */; x", vec!["select 1 /* ; /* ; */ ; */;", "x"]),
            (
                "create rule r as on insert to t do also (select 1; select 2); x",
                vec!["create rule r as on insert to t do also (select 1; select 2);", "x"],
            ),
            ("-- a\n/* b */ select 1;", vec!["select 1;"]),
            ("\u{feff}select 1;\r\nselect 2;\r\n", vec!["select 1;", "select 2;"]),
            (";;", vec![";", ";"]),
        ] {
            assert_eq!(statements(script), expected, "{script}");
        }
    }

    #[test]
    fn a_body_of_standard_sql_is_one_statement_with_its_function() {
        let function = "CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql\nBEGIN ATOMIC\n  SELECT 1;\n  SELECT CASE WHEN a > 0 THEN 1 END;\nEND;";
        assert_eq!(statements(&format!("{function}\nselect 2;")), [function, "select 2;"]);
        assert_eq!(statements("BEGIN; create table atomic (a int); END;").len(), 3);
        assert_eq!(statements("create table begin_atomic (\"begin\" int); select 1;").len(), 2);
    }

    #[test]
    fn lines_for_psql_and_rows_for_copy_are_pieces_of_their_own() {
        use StatementKind::{Blank, CopyData, PsqlCommand, Sql};
        let script =
            "\\restrict abc\n\nCOPY t (a) FROM stdin;\n1\n; 'x\n\\.\n\nselect 1 \\gexec\n\\copy t from stdin\n2\n\\.\nselect 3;\n-- end\n";
        assert_eq!(
            bodies(script),
            [
                (PsqlCommand, 1, "\\restrict abc"),
                (Sql, 3, "COPY t (a) FROM stdin;"),
                (CopyData, 4, "1\n; 'x\n\\."),
                (Sql, 8, "select 1"),
                (PsqlCommand, 8, "\\gexec"),
                (PsqlCommand, 9, "\\copy t from stdin"),
                (CopyData, 10, "2\n\\."),
                (Sql, 12, "select 3;"),
                (Blank, 14, ""),
            ]
        );
        assert_eq!(statements("COPY (select 1) TO stdout; select 1;").len(), 2);
        let data = bodies("COPY t FROM stdin;");
        assert_eq!(data, [(Sql, 1, "COPY t FROM stdin;"), (CopyData, 1, "")], "rows that are not there are a piece without rows");
    }

    #[test]
    fn a_line_for_psql_ends_where_psql_ends_it() {
        for (script, expected) in [
            ("\\x \\\\ drop table a;", vec!["\\x \\\\", "drop table a;"]),
            ("\\set a 'b\\'c \\d' \\echo e\nselect 1;", vec!["\\set a 'b\\'c \\d'", "\\echo e", "select 1;"]),
            ("\\! echo a \\\\ b\nselect 1;", vec!["\\! echo a \\\\ b", "select 1;"]),
            ("select 1\\; select 2;", vec!["select 1", "\\;", "select 2;"]),
            ("select 1 \\g\nselect 2;", vec!["select 1", "\\g", "select 2;"]),
            ("\\echo 'open\nselect 1;", vec!["\\echo 'open", "select 1;"]),
        ] {
            assert_eq!(statements(script), expected, "{script}");
        }
    }

    #[test]
    fn comments_go_and_what_looks_like_one_in_quotes_stays() {
        for (statement, expected) in [
            ("select 1 -- a\n, 2 /* b /* c */ */;", "select 1  \n, 2  ;"),
            ("select '--', \"/*\", E'\\'--', $$ -- a $$, $x$/**/$x$; ", "select '--', \"/*\", E'\\'--', $$ -- a $$, $x$/**/$x$; "),
            ("select a/**/b, 1 - - 1, é/*é*/", "select a b, 1 - - 1, é "),
            ("/* open", " "),
        ] {
            assert_eq!(without_comments(statement), expected);
        }
    }

    #[test]
    fn the_first_word_is_known_in_capitals() {
        let keywords: Vec<String> = scan("/* x */ begin; (select 1); Create table a (b int)").into_iter().map(|s| s.keyword).collect();
        assert_eq!(keywords, ["BEGIN", "SELECT", "CREATE"]);
    }

    #[test]
    fn a_long_hostile_script_takes_linear_time() {
        for unit in ["$a", "$a$ ", "/*", "'", "E'\\'", "(", "\\x\n", "COPY a FROM stdin;", "E''\n\n\n "] {
            let script = unit.repeat(200_000 / unit.len());
            assert!(!scan(&script).is_empty());
        }
    }

    proptest::proptest! {
        #[test]
        fn the_pieces_joined_give_the_script_back(script in "([ -~\\n\r\u{feff}é]|\\$\\$|\\$a\\$|/\\*|\\*/|--|E'|begin atomic|create function|copy t from stdin;|\\\\\\.\n|;){0,40}") {
            let mut end = 0;
            for statement in scan(&script) {
                proptest::prop_assert_eq!(statement.range.start, end);
                proptest::prop_assert!(statement.body.start >= statement.range.start && statement.body.end == statement.range.end || statement.kind == StatementKind::Sql);
                proptest::prop_assert!(script.get(statement.range.clone()).is_some());
                proptest::prop_assert_eq!(statement.line, script[..statement.body.start].matches('\n').count() + 1);
                end = statement.range.end;
            }
            proptest::prop_assert_eq!(end, script.len());
        }
    }
}
