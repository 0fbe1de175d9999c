//! One statement as tokens, as PostgreSQL's own scanner sees them.
//!
//! Comes in: the text of one statement. Goes out: its tokens with their places; comments and white space are left out.
//! Never happens: a token that is guessed (what is not read here makes the whole statement "not modelled").
//!
//! Source: PostgreSQL, "4.1. Lexical Structure"; standard_conforming_strings is taken to be on.

use std::ops::Range;

use super::{Step, not_modelled};
use crate::sql::scanner::{is_word_part, is_word_start};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A keyword or an unquoted name, in lower case.
    Word,
    /// A name in double quotes.
    Quoted,
    /// A string constant, decoded.
    Text,
    Number,
    /// Punctuation or an operator.
    Sign,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Kind,
    /// A name cut to what PostgreSQL keeps; a string's content; a sign as it stands.
    pub value: String,
    pub range: Range<usize>,
}

impl Token {
    pub fn is_word(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.value == word
    }

    pub fn is_sign(&self, sign: &str) -> bool {
        self.kind == Kind::Sign && self.value == sign
    }

    pub fn is_name(&self) -> bool {
        matches!(self.kind, Kind::Word | Kind::Quoted)
    }
}

/// Bytes that PostgreSQL keeps of a name (NAMEDATALEN - 1).
pub(super) const LONGEST_NAME: usize = 63;

/// A name cut as PostgreSQL cuts it: never within a character.
pub(super) fn cut(name: &str, longest: usize) -> &str {
    let mut end = name.len().min(longest);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    &name[..end]
}

const OPERATOR_SIGNS: &[u8] = b"+-*/<>=~!@#%^&|`?";

pub(super) fn tokens(text: &str) -> Step<Vec<Token>> {
    let mut scanner = Scanner { text, bytes: text.as_bytes(), at: 0 };
    let mut found: Vec<Token> = Vec::with_capacity(text.len() / 5);
    while scanner.skip_blank() {
        let start = scanner.at;
        let (kind, value) = scanner.token()?;
        // 'a', a line break, 'b' is one constant.
        if kind == Kind::Text
            && let Some(last) = found.last_mut()
            && last.kind == Kind::Text
            && text[last.range.end..start].contains('\n')
        {
            last.value.push_str(&value);
            last.range.end = scanner.at;
            continue;
        }
        found.push(Token { kind, value, range: start..scanner.at });
    }
    Ok(found)
}

struct Scanner<'text> {
    text: &'text str,
    bytes: &'text [u8],
    at: usize,
}

impl Scanner<'_> {
    fn byte(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    /// Whether anything follows the white space and comments here.
    fn skip_blank(&mut self) -> bool {
        loop {
            match (self.byte(0), self.byte(1)) {
                (b' ' | b'\t' | b'\r' | b'\n' | 0x0b | 0x0c, _) => self.at += 1,
                (b'-', b'-') => self.at = self.text[self.at..].find('\n').map_or(self.bytes.len(), |end| self.at + end),
                (b'/', b'*') => self.block_comment(),
                (0xef, 0xbb) if self.text[self.at..].starts_with('\u{feff}') => self.at += 3,
                _ => return self.at < self.bytes.len(),
            }
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0_usize;
        while self.at < self.bytes.len() {
            match (self.byte(0), self.byte(1)) {
                (b'/', b'*') => (depth, self.at) = (depth + 1, self.at + 2),
                (b'*', b'/') => {
                    (depth, self.at) = (depth - 1, self.at + 2);
                    if depth == 0 {
                        return;
                    }
                }
                _ => self.at += 1,
            }
        }
    }

    fn token(&mut self) -> Step<(Kind, String)> {
        let first = self.byte(0);
        match first {
            b'\'' => Ok((Kind::Text, self.quoted(b'\'')?)),
            b'"' => {
                let name = self.quoted(b'"')?;
                Ok((Kind::Quoted, cut(&name, LONGEST_NAME).to_string()))
            }
            b'$' => self.dollar(),
            b'e' | b'E' if self.byte(1) == b'\'' => {
                self.at += 1;
                Ok((Kind::Text, self.escaped()?))
            }
            b'b' | b'B' | b'x' | b'X' | b'n' | b'N' if self.byte(1) == b'\'' => not_modelled("a bit string or national string constant"),
            b'u' | b'U' if self.byte(1) == b'&' && matches!(self.byte(2), b'\'' | b'"') => not_modelled("a constant with Unicode escapes"),
            b'0'..=b'9' => Ok((Kind::Number, self.number())),
            b'.' if self.byte(1).is_ascii_digit() => Ok((Kind::Number, self.number())),
            _ if is_word_start(first) => {
                let start = self.at;
                while is_word_part(self.byte(0)) && self.at < self.bytes.len() {
                    self.at += 1;
                }
                let word = self.text[start..self.at].to_ascii_lowercase();
                Ok((Kind::Word, cut(&word, LONGEST_NAME).to_string()))
            }
            _ => self.sign(),
        }
    }

    fn sign(&mut self) -> Step<(Kind, String)> {
        let start = self.at;
        match (self.byte(0), self.byte(1)) {
            (b':', b':' | b'=') => self.at += 2,
            (b'(' | b')' | b'[' | b']' | b',' | b';' | b':' | b'.', _) => self.at += 1,
            (first, _) if OPERATOR_SIGNS.contains(&first) => {
                while OPERATOR_SIGNS.contains(&self.byte(0)) && !matches!((self.byte(0), self.byte(1)), (b'-', b'-') | (b'/', b'*')) {
                    self.at += 1;
                }
                // A sign of several characters ends in + or - only when it holds one of these.
                let is_long = |text: &str| text.bytes().any(|b| b"~!@#%^&|`?".contains(&b));
                while self.at > start + 1 && matches!(self.bytes[self.at - 1], b'+' | b'-') && !is_long(&self.text[start..self.at]) {
                    self.at -= 1;
                }
            }
            _ => return not_modelled("a character that is no part of SQL"),
        }
        Ok((Kind::Sign, self.text[start..self.at].to_string()))
    }

    fn number(&mut self) -> String {
        let start = self.at;
        while self.byte(0).is_ascii_digit() || self.byte(0) == b'.' && self.byte(1) != b'.' {
            self.at += 1;
        }
        let exponent = if matches!(self.byte(1), b'+' | b'-') { 2 } else { 1 };
        if matches!(self.byte(0), b'e' | b'E') && self.byte(exponent).is_ascii_digit() {
            self.at += exponent;
            while self.byte(0).is_ascii_digit() {
                self.at += 1;
            }
        }
        self.text[start..self.at].to_string()
    }

    /// A doubled quote stands for itself.
    fn quoted(&mut self, quote: u8) -> Step<String> {
        self.at += 1;
        let mut value = Vec::new();
        while self.at < self.bytes.len() {
            let byte = self.byte(0);
            self.at += 1;
            if byte == quote {
                if self.byte(0) != quote {
                    return String::from_utf8(value).or_else(|_| not_modelled("a constant that is no text"));
                }
                self.at += 1;
            }
            value.push(byte);
        }
        not_modelled("an open quote")
    }

    /// The string of `E'…'`.
    fn escaped(&mut self) -> Step<String> {
        self.at += 1;
        let mut value = Vec::new();
        while self.at < self.bytes.len() {
            let byte = self.byte(0);
            self.at += 1;
            match byte {
                b'\'' if self.byte(0) == b'\'' => {
                    self.at += 1;
                    value.push(b'\'');
                }
                b'\'' => return String::from_utf8(value).or_else(|_| not_modelled("a constant that is no text")),
                b'\\' => {
                    let escape = self.byte(0);
                    self.at += 1;
                    value.push(match escape {
                        b'n' => b'\n',
                        b't' => b'\t',
                        b'r' => b'\r',
                        b'b' => 0x08,
                        b'f' => 0x0c,
                        b'0'..=b'7' | b'x' | b'u' | b'U' => return not_modelled("a constant with numeric escapes"),
                        other => other,
                    });
                }
                other => value.push(other),
            }
        }
        not_modelled("an open quote")
    }

    fn dollar(&mut self) -> Step<(Kind, String)> {
        let rest = &self.text[self.at + 1..];
        let tag = rest.find('$').filter(|end| {
            let tag = &rest.as_bytes()[..*end];
            tag.iter().all(|b| is_word_part(*b)) && !tag.first().is_some_and(u8::is_ascii_digit)
        });
        let Some(tag) = tag else { return not_modelled("a parameter") };
        let mark = &self.text[self.at..self.at + tag + 2];
        let inner = self.at + mark.len();
        let Some(length) = self.text[inner..].find(mark) else { return not_modelled("an open quote") };
        self.at = inner + length + mark.len();
        Ok((Kind::Text, self.text[inner..inner + length].to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<String> {
        tokens(text).expect("tokens").into_iter().map(|token| token.value).collect()
    }

    #[test]
    fn a_statement_falls_into_names_constants_and_signs() {
        assert_eq!(
            values("CREATE Table a.\"B c\" -- x\n(n int4[] default -1.5e3::float, 'it''s'\n' one' E'a\\n' $x$;$x$ /* /* */ */ <> a<-1);"),
            [
                "create", "table", "a", ".", "B c", "(", "n", "int4", "[", "]", "default", "-", "1.5e3", "::", "float", ",", "it's one",
                "a\n", ";", "<>", "a", "<", "-", "1", ")", ";"
            ]
        );
        assert!(tokens("select 'a").is_err() && tokens("select U&'a'").is_err() && tokens("$1").is_err());
    }

    #[test]
    fn names_are_cut_between_characters() {
        assert_eq!(values(&"é".repeat(40)), ["é".repeat(31)]);
    }
}
