//! What sqlparser's verdict on a statement depends on: its words, signs and the places of names and strings, not which names and strings.
//!
//! Comes in: a statement. Goes out: its form, a statement of the same grammar with every name written `x` and every string `'x'`, or
//! `None` where the text has something that is not cut up here. Never happens: two statements of one form of which sqlparser reads only
//! one. A word that is anywhere a keyword of sqlparser stays as it is, other names' letters count for nothing in its grammar.

use std::sync::OnceLock;

use crate::ordered::IndexSet;
use sqlparser::keywords::ALL_KEYWORDS;

/// The longest keyword is shorter.
const LONGEST: usize = 64;

/// The form of a statement. `None` for dollar quotes, block comments, string constants with a prefix, and letters beyond ASCII.
pub(super) fn form(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut form = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' => {
                at = end_of(bytes, at, |byte| byte.is_ascii_whitespace());
                form.push(if bytes[start..at].contains(&b'\n') { '\n' } else { ' ' });
            }
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
                at = end_of(bytes, at, is_word);
                if matches!(bytes.get(at), Some(b'\'' | b'"' | b'&')) {
                    return None;
                }
                form.push_str(if is_keyword(&bytes[start..at]) { &text[start..at] } else { "x" });
            }
            // A number keeps its digits: some places have a greatest one.
            b'0'..=b'9' => {
                at = end_of(bytes, at, is_word);
                form.push_str(&text[start..at]);
            }
            b'\'' | b'"' => {
                at = end_of_quoted(bytes, at)?;
                let empty = at - start == 2;
                form.push_str(match (byte, empty) {
                    (b'\'', _) => "'x'",
                    (_, true) => "\"\"",
                    (_, false) => "\"x\"",
                });
            }
            b'-' if bytes.get(at + 1) == Some(&b'-') => {
                at = end_of(bytes, at, |byte| byte != b'\n');
                form.push(' ');
            }
            b'/' if bytes.get(at + 1) == Some(&b'*') => return None,
            b'$' | b'\\' | 0x80.. => return None,
            _ => {
                at += 1;
                form.push(byte as char);
            }
        }
    }
    Some(form)
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn end_of(bytes: &[u8], start: usize, belongs: impl Fn(u8) -> bool) -> usize {
    bytes[start..].iter().position(|byte| !belongs(*byte)).map_or(bytes.len(), |length| start + length)
}

/// After the closing quotation mark; a doubled one closes nothing. `None` without one, and for a backslash, which sqlparser may mind.
fn end_of_quoted(bytes: &[u8], start: usize) -> Option<usize> {
    let quote = bytes[start];
    let mut at = start + 1;
    loop {
        match *bytes.get(at)? {
            b'\\' => return None,
            byte if byte == quote && bytes.get(at + 1) == Some(&quote) => at += 2,
            byte if byte == quote => return Some(at + 1),
            _ => at += 1,
        }
    }
}

/// Whether a word that is not empty is a keyword. Most words are names, and most names are known for such by their length, first and last letter.
fn is_keyword(word: &[u8]) -> bool {
    struct Keywords {
        /// By length and first letter, a bit for each last letter; letters count by their last five bits, whatever their case.
        shapes: Vec<u32>,
        words: IndexSet<&'static [u8]>,
    }
    static KEYWORDS: OnceLock<Keywords> = OnceLock::new();
    let place = |word: &[u8]| word.len() * 32 + usize::from(word[0] & 31);
    let bit = |word: &[u8]| 1 << (word[word.len() - 1] & 31);
    let Keywords { shapes, words } = KEYWORDS.get_or_init(|| {
        let words: IndexSet<&[u8]> = ALL_KEYWORDS.iter().map(|keyword| keyword.as_bytes()).collect();
        let mut shapes = vec![0; LONGEST * 32];
        words.iter().for_each(|word| shapes[place(word)] |= bit(word));
        Keywords { shapes, words }
    });
    if shapes.get(place(word)).is_none_or(|last_letters| last_letters & bit(word) == 0) {
        return false;
    }
    let mut upper = [0; LONGEST];
    let Some(upper) = upper.get_mut(..word.len()) else { return false };
    upper.copy_from_slice(word);
    upper.make_ascii_uppercase();
    words.contains(&*upper)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_strings_and_the_width_of_gaps_do_not_count_and_all_else_does() {
        let one =
            form("CREATE TABLE public.\"Posts\" (\n    title      VARCHAR(120) DEFAULT 'it''s', -- a note\n    state public.state\n);");
        let other = form("CREATE TABLE public.\"Pages\" (\n  heading VARCHAR(120) DEFAULT 'none', -- another\n    state public.state\n);");
        assert_eq!(one.as_deref(), Some("CREATE TABLE public.\"x\" (\nx VARCHAR(120) DEFAULT 'x',  \nx public.x\n);"));
        assert_eq!(one, other);
        for different in [
            "CREATE TABLE public.\"Posts\" (\n    title      VARCHAR(121) DEFAULT 'it''s', -- a note\n    state public.state\n);",
            "CREATE TABLE public.\"Posts\" (\n    title      VARCHAR(120) DEFAULT 'it''s' -- a note\n    state public.state\n);",
            "CREATE TABLE public.\"Posts\" (\n    select     VARCHAR(120) DEFAULT 'it''s', -- a note\n    state public.state\n);",
            "CREATE TABLE public.\"\" (\n    title      VARCHAR(120) DEFAULT 'it''s', -- a note\n    state public.state\n);",
        ] {
            assert_ne!(form(different), one, "{different}");
        }
    }

    #[test]
    fn what_is_not_cut_up_here_has_no_form() {
        for text in
            ["SELECT $$a$$;", "SELECT E'a';", "SELECT U&'a';", "SELECT /* a */ 1;", "SELECT 'a", "SELECT é;", "SELECT 'a\\';", "SELECT \"a"]
        {
            assert_eq!(form(text), None, "{text}");
        }
    }

    #[test]
    fn every_keyword_fits_the_room_that_is_made_for_it() {
        assert!(ALL_KEYWORDS.iter().all(|keyword| keyword.len() < LONGEST && is_keyword(keyword.to_lowercase().as_bytes())));
    }
}
