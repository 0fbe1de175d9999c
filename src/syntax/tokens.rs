//! A line's tokens, for explaining what is wrong with it. Lines that can be read never come here.
//!
//! Comes in: the head of a logical line. Goes out: its tokens with their depth in brackets. Never happens: a failure;
//! what is no token of the language is a [`Kind::Sign`].

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Word,
    Number,
    /// "…", """…""", `…` or /…/
    Quoted,
    /// '…'
    SingleQuoted,
    Sign,
}

#[derive(Debug, Clone, Copy)]
pub struct Token<'t> {
    pub kind: Kind,
    pub text: &'t str,
    pub start: usize,
    /// How many brackets are open before it.
    pub depth: usize,
}

impl Token<'_> {
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// More tokens than this are not looked at: a line that long is not explained by its single words.
const TOKEN_LIMIT: usize = 400;

const SIGNS: &[&str] = &["<->", "->", "..", "--", "==", "!=", "<=", ">=", "@@", "::"];

pub fn tokens(line: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token> = Vec::new();
    let (mut at, mut depth) = (0, 0usize);
    while let Some(first) = line[at..].chars().next() {
        if tokens.len() >= TOKEN_LIMIT {
            break;
        }
        if matches!(first, ' ' | '\t' | '\n') {
            at += 1;
            continue;
        }
        let rest = &line[at..];
        let after_matches = tokens.last().is_some_and(|token| token.text == "matches");
        if rest.starts_with("//") && !after_matches {
            at += rest.find('\n').unwrap_or(rest.len());
            continue;
        }
        let (kind, length) = token(rest, first, after_matches);
        if matches!(first, ')' | ']' | '}') {
            depth = depth.saturating_sub(1);
        }
        tokens.push(Token { kind, text: &rest[..length], start: at, depth });
        if matches!(first, '(' | '[' | '{') {
            depth += 1;
        }
        at += length;
    }
    tokens
}

fn token(rest: &str, first: char, after_matches: bool) -> (Kind, usize) {
    let word_length = || rest.find(|sign: char| !(sign.is_alphanumeric() || sign == '_')).unwrap_or(rest.len());
    match first {
        _ if first.is_alphabetic() || first == '_' => (Kind::Word, word_length()),
        '0'..='9' => (Kind::Number, number_length(rest)),
        '-' if rest[1..].starts_with(|sign: char| sign.is_ascii_digit()) => (Kind::Number, 1 + number_length(&rest[1..])),
        '"' if rest.starts_with("\"\"\"") => (Kind::Quoted, rest[3..].find("\"\"\"").map_or(rest.len(), |found| found + 6)),
        '"' => (Kind::Quoted, quoted_length(rest, '"')),
        '`' => (Kind::Quoted, quoted_length(rest, '`')),
        '/' if after_matches => (Kind::Quoted, quoted_length(rest, '/')),
        '\'' => (Kind::SingleQuoted, quoted_length(rest, '\'')),
        _ => match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            Some(sign) => (Kind::Sign, sign.len()),
            None => (Kind::Sign, first.len_utf8()),
        },
    }
}

fn number_length(rest: &str) -> usize {
    let digits = |text: &str| text.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(text.len());
    let whole = digits(rest);
    let fraction = match rest[whole..].strip_prefix('.') {
        Some(after) if digits(after) > 0 => 1 + digits(after),
        _ => 0,
    };
    whole + fraction
}

fn quoted_length(rest: &str, sign: char) -> usize {
    let mut escaped = false;
    for (index, character) in rest.char_indices().skip(1) {
        match character {
            '\n' => return index,
            '\\' if !escaped && sign != '`' && sign != '\'' => escaped = true,
            _ if character == sign && !escaped => return index + character.len_utf8(),
            _ => escaped = false,
        }
    }
    rest.len()
}
