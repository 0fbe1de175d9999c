//! The rollback inside a migration file: a marked section of `-- ` lines, and the way back to SQL.
//!
//! Source of the form: block comments cannot hold it, since bodies and regular expressions contain `*/`.

use std::borrow::Cow;

const START: &str = "-- groundplan:rollback";
const END: &str = "-- groundplan:rollback end";

/// SQL as the marked section.
pub(super) fn commented_out(sql: &str) -> String {
    let mut section = format!("{START}\n");
    for line in sql.lines_keeping_returns() {
        section.push_str(if line.is_empty() { "--" } else { "-- " });
        section.push_str(line);
        section.push('\n');
    }
    section.push_str(END);
    section.push('\n');
    section
}

trait LinesKeepingReturns {
    /// Like `lines`, but a carriage return stays part of its line; the last line break ends the last line.
    fn lines_keeping_returns(&self) -> std::str::Split<'_, char>;
}

impl LinesKeepingReturns for str {
    fn lines_keeping_returns(&self) -> std::str::Split<'_, char> {
        self.strip_suffix('\n').unwrap_or(self).split('\n')
    }
}

/// Whether a rollback section begins in the file, readable or not.
pub fn has_rollback(file: &str) -> bool {
    start_of_section(&file.replace("\r\n", "\n")).is_some()
}

/// The rollback of a migration file as executable SQL. An error says what is missing, for people.
pub fn rollback_of(file: &str) -> Result<String, String> {
    let has_returns = file.contains("\r\n") && !file.replace("\r\n", "").contains('\n');
    let unified = if has_returns { Cow::Owned(file.replace("\r\n", "\n")) } else { Cow::Borrowed(file) };
    let start = start_of_section(&unified)
        .ok_or_else(|| format!("the file has no rollback section: no line `{START}` stands outside of its statements"))?;
    let section = unified.get(start..).unwrap_or("");
    let lines: Vec<&str> = section.split('\n').skip(1).collect();
    let end = lines.iter().rposition(|line| *line == END).ok_or_else(|| format!("the rollback section has no last line `{END}`"))?;
    let mut sql = String::new();
    for (number, line) in lines[..end].iter().enumerate() {
        let content = match line.strip_prefix("-- ") {
            Some(content) => content,
            None if *line == "--" => "",
            None => {
                let place = unified.get(..start).unwrap_or("").matches('\n').count() + 2 + number;
                return Err(format!("line {place} of the rollback section does not begin with `-- `: {line}"));
            }
        };
        sql.push_str(content);
        sql.push('\n');
    }
    Ok(sql)
}

/// Where the marker stands as a comment of its own. A line that looks like it inside a string constant, a quoted name, a body or a block
/// comment is no marker. Source: PostgreSQL, "4.1. Lexical Structure".
fn start_of_section(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        at = match rest[0] {
            b'-' if rest.starts_with(b"--") => {
                let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
                let begins_line = at == 0 || bytes[at - 1] == b'\n';
                if begins_line && &text[at..end] == START {
                    return Some(at);
                }
                end
            }
            b'/' if rest.starts_with(b"/*") => end_of_block_comment(bytes, at),
            b'\'' => {
                let escapes = at > 0 && matches!(bytes[at - 1], b'E' | b'e') && !(at > 1 && is_word(bytes[at - 2]));
                end_of_quoted(bytes, at, escapes)
            }
            b'"' => end_of_quoted(bytes, at, false),
            b'$' if at == 0 || !is_word(bytes[at - 1]) => end_of_dollar_quoted(text, at),
            _ => at + 1 + rest[1..].iter().take_while(|byte| !matches!(byte, b'-' | b'/' | b'\'' | b'"' | b'$')).count(),
        };
    }
    None
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80
}

fn end_of_block_comment(bytes: &[u8], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0_usize);
    while at < bytes.len() {
        if bytes[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if bytes[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    at
}

/// A doubled quote, or one after a backslash where that escapes, does not end it.
fn end_of_quoted(bytes: &[u8], start: usize, backslash_escapes: bool) -> usize {
    let quote = bytes[start];
    let mut at = start + 1;
    while at < bytes.len() {
        let escaped = backslash_escapes && bytes[at] == b'\\';
        if escaped || bytes[at] == quote && bytes.get(at + 1) == Some(&quote) {
            at += 2;
        } else if bytes[at] == quote {
            return at + 1;
        } else {
            at += 1;
        }
    }
    bytes.len()
}

fn end_of_dollar_quoted(text: &str, start: usize) -> usize {
    let Some(length) = text[start + 1..].find('$') else { return start + 1 };
    let tag = &text[start..start + length + 2];
    let word = &tag[1..tag.len() - 1];
    let is_tag = word.bytes().all(|byte| is_word(byte) && byte != b'$') && !word.starts_with(|c: char| c.is_ascii_digit());
    if !is_tag {
        return start + 1;
    }
    let body = start + tag.len();
    text[body..].find(tag).map_or(text.len(), |length| body + length + tag.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str = "BEGIN;\n\nCOMMENT ON TABLE a IS 'x\ngroundplan:rollback end\n-- groundplan:rollback\n*/  ';\nCOMMIT;\n";

    #[test]
    fn what_was_commented_out_comes_back() {
        let file = format!("-- title\nBEGIN;\nCOMMIT;\n\n{}", commented_out(HOSTILE));
        assert_eq!(rollback_of(&file).as_deref(), Ok(HOSTILE));
        assert_eq!(rollback_of(&file.replace('\n', "\r\n")).as_deref(), Ok(HOSTILE), "a file whose line ends git has changed");
    }

    #[test]
    fn a_marker_inside_a_statement_is_none() {
        let section = commented_out("SELECT 1;\n");
        for before in [
            "SELECT '\n-- groundplan:rollback\n';",
            "SELECT E'\\'\n-- groundplan:rollback\n';",
            "SELECT 1 AS \"\n-- groundplan:rollback\n\";",
            "DO $a$\n-- groundplan:rollback\n$a$;",
            "DO $$\n-- groundplan:rollback\n$$;",
            "/* /* \n-- groundplan:rollback\n*/ */",
            "-- it's one quote\n",
        ] {
            assert_eq!(rollback_of(&format!("{before}\n{section}")).as_deref(), Ok("SELECT 1;\n"), "{before}");
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        assert!(rollback_of("BEGIN; COMMIT;").is_err_and(|error| error.contains("no rollback section")));
        assert!(rollback_of("-- groundplan:rollback\n-- a\n").is_err_and(|error| error.contains("no last line")));
        let torn = "BEGIN;\n-- groundplan:rollback\nDROP TABLE a;\n-- groundplan:rollback end\n";
        assert!(rollback_of(torn).is_err_and(|error| error.contains("line 3")));
    }
}
