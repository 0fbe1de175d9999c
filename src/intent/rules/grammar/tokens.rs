//! Words and signs of a text, with their bytes.
//!
//! Comes in: a text and the pieces of it that stand together. Goes out: its sentences as [`Token`]s: words in lower case and right spelling, signs, numbers. Never happens: a token
//! without bytes in the text.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub range: Range<usize>,
    /// In lower case; of a sign the sign.
    pub word: String,
    pub sign: bool,
    /// Begins with a capital letter.
    pub capital: bool,
    /// No space before it.
    pub glued: bool,
    /// Stands between quotation marks.
    pub quoted: bool,
}

static SPELLING: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/words/spelling.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(' ')).collect()
});

/// The sentences of pieces that stand together.
pub fn sentences(text: &str, pieces: &[Range<usize>]) -> Vec<Vec<Token>> {
    let mut tokens = Vec::new();
    for piece in pieces {
        read(text, piece.clone(), &mut tokens);
    }
    split(tokens)
}

/// More words than any sentence has: what goes on without an end is cut.
const LONGEST: usize = 250;

/// `name, size, near the lake?`: whether it is so, as one word of the list.
fn asked_in_list(tokens: &mut Vec<Token>) {
    let mut at = 0;
    while at < tokens.len() {
        if !tokens[at].sign || tokens[at].word != "?" {
            at += 1;
            continue;
        }
        let ends = tokens.get(at + 1).is_none_or(|next| next.sign && matches!(next.word.as_str(), "," | ";" | ")"));
        let start = tokens[..at].iter().rposition(|token| token.sign).map_or(0, |sign| sign + 1);
        let listed = start > 0 && matches!(tokens[start - 1].word.as_str(), "," | ":" | "(" | ";");
        if !ends || !listed || start == at || at - start > 5 {
            at += 1;
            continue;
        }
        let plain = |token: &&Token| !matches!(token.word.as_str(), "the" | "a" | "an" | "is" | "are" | "was" | "it" | "has" | "been");
        let asks =
            ["who", "what", "which", "when", "where", "why", "how", "or", "and", "do", "does"].contains(&tokens[start].word.as_str());
        let words: Vec<&str> = tokens[start..at].iter().filter(plain).map(|token| token.word.as_str()).collect();
        if asks || words.is_empty() {
            at += 1;
            continue;
        }
        let word = words.join("_");
        let range = tokens[start].range.start..tokens[at - 1].range.end;
        let token = Token { range, word, ..tokens[start].clone() };
        tokens.splice(start..=at, [token]);
        at = start + 1;
    }
}

/// Names of several words, of which none is a word of its own there.
const NAMES: [&[&str]; 5] =
    [&["next", "of", "kin"], &["point", "of", "sale"], &["bill", "of", "lading"], &["quantity", "on", "hand"], &["stock", "on", "hand"]];

fn names(tokens: &mut Vec<Token>) {
    for name in NAMES {
        while let Some(at) = tokens.windows(name.len()).position(|some| some.iter().zip(name).all(|(token, word)| token.word == *word)) {
            let last = &tokens[at + name.len() - 1];
            let token = Token { range: tokens[at].range.start..last.range.end, word: name.join("_"), ..tokens[at].clone() };
            tokens.splice(at..at + name.len(), [token]);
        }
    }
}

fn split(mut tokens: Vec<Token>) -> Vec<Vec<Token>> {
    names(&mut tokens);
    asked_in_list(&mut tokens);
    let mut sentences = Vec::new();
    let mut sentence: Vec<Token> = Vec::new();
    let mut depth = 0_usize;
    let mut inside = 0_usize;
    for token in tokens {
        let ends = token.sign && matches!(token.word.as_str(), "." | "!" | "?");
        match token.word.as_str() {
            "(" => {
                depth += 1;
                inside = 0;
            }
            ")" => depth = depth.saturating_sub(1),
            _ => inside += 1,
        }
        // A bracket that is never closed ends with its sentence.
        if inside > 60 {
            depth = 0;
        }
        let endless = sentence.len() >= LONGEST;
        if ends && depth == 0 || endless {
            if !sentence.is_empty() {
                sentences.push(std::mem::take(&mut sentence));
            }
            if !ends {
                sentence.push(token);
            }
        } else if !ends {
            sentence.push(token);
        }
    }
    if !sentence.is_empty() {
        sentences.push(sentence);
    }
    sentences
}

fn read(text: &str, piece: Range<usize>, tokens: &mut Vec<Token>) {
    let Some(part) = text.get(piece.clone()) else { return };
    let letters: Vec<(usize, char)> = part.char_indices().collect();
    let mut at = 0;
    let mut quoted = false;
    let mut glued = false;
    while let Some((offset, letter)) = letters.get(at).copied() {
        if letter.is_whitespace() || matches!(letter, '*' | '`' | '_' | '~' | '\u{feff}') {
            glued = glued && !letter.is_whitespace();
            at += 1;
            continue;
        }
        if matches!(letter, '"' | '“' | '”' | '„' | '«' | '»') {
            quoted = !quoted && letter != '”';
            at += 1;
            continue;
        }
        let end = if letter.is_alphanumeric() { word_end(&letters, at) } else { at + 1 };
        let until = letters.get(end).map_or(part.len(), |(offset, _)| *offset);
        let range = piece.start + offset..piece.start + until;
        let raw = &part[offset..until];
        if letter.is_alphanumeric() {
            words(raw, &range, glued, quoted, tokens);
        } else {
            sign(&letters, &mut at, raw, &range, glued, tokens);
        }
        glued = true;
        at = at.max(end);
    }
}

/// Where a word ends: letters, digits, and signs between two of them.
fn word_end(letters: &[(usize, char)], start: usize) -> usize {
    let mut at = start;
    let number = letters[start].1.is_ascii_digit();
    while let Some((_, letter)) = letters.get(at).copied() {
        let next = letters.get(at + 1).map(|(_, next)| *next);
        let between = next.is_some_and(char::is_alphanumeric);
        let inner = match letter {
            '-' | '_' | '\'' | '’' | '@' => between,
            '.' => between && (number || letters.get(at + 2).is_none_or(|(_, after)| !after.is_alphabetic()) || is_address(letters, at)),
            ',' | '–' => number && next.is_some_and(|next| next.is_ascii_digit()),
            _ => letter.is_alphanumeric(),
        };
        if !inner {
            break;
        }
        at += 1;
    }
    // `w/` for `with`.
    if letters[start].1 == 'w' && at == start + 1 && letters.get(at).is_some_and(|(_, next)| *next == '/') {
        return at + 1;
    }
    let dotted: String = letters[start..at].iter().map(|(_, letter)| letter.to_ascii_lowercase()).collect();
    let short = matches!(
        dotted.as_str(),
        "e.g"
            | "i.e"
            | "etc"
            | "no"
            | "nr"
            | "approx"
            | "incl"
            | "vs"
            | "max"
            | "min"
            | "resp"
            | "dr"
            | "mr"
            | "mrs"
            | "ms"
            | "prof"
            | "st"
            | "ltd"
            | "inc"
            | "ca"
    );
    let dot = letters.get(at).is_some_and(|(_, next)| *next == '.');
    let goes_on = letters[at.min(letters.len())..].iter().skip(1).map(|(_, next)| *next).find(|next| !next.is_whitespace());
    let more = goes_on.is_some_and(|next| next.is_lowercase() || next.is_ascii_digit() || matches!(next, ',' | ')' | ';'));
    let title = matches!(dotted.as_str(), "dr" | "mr" | "mrs" | "ms" | "prof" | "st" | "e.g" | "i.e") && goes_on.is_some();
    if dot && short && (more || title) { at + 1 } else { at }
}

/// `app.example.com`: dots inside of it end nothing.
fn is_address(letters: &[(usize, char)], at: usize) -> bool {
    letters.get(at + 1).is_some_and(|(_, next)| next.is_lowercase())
}

/// `café` is a `cafe` in a name.
fn without_accents(word: &str) -> String {
    if word.is_ascii() {
        return word.to_string();
    }
    let mut plain = String::with_capacity(word.len());
    for letter in word.chars() {
        match letter {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => plain.push('a'),
            'ç' => plain.push('c'),
            'è' | 'é' | 'ê' | 'ë' => plain.push('e'),
            'ì' | 'í' | 'î' | 'ï' => plain.push('i'),
            'ñ' => plain.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => plain.push('o'),
            'ù' | 'ú' | 'û' | 'ü' => plain.push('u'),
            'ý' | 'ÿ' => plain.push('y'),
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            other => plain.push(other),
        }
    }
    plain
}

fn words(raw: &str, range: &Range<usize>, glued: bool, quoted: bool, tokens: &mut Vec<Token>) {
    let capital = raw.starts_with(char::is_uppercase);
    let lower = without_accents(&raw.to_lowercase().replace('’', "'"));
    let push = |word: &str, range: Range<usize>, glued: bool, tokens: &mut Vec<Token>| {
        for (at, part) in SPELLING.get(word).copied().unwrap_or(word).split(if SPELLING.contains_key(word) { '-' } else { ' ' }).enumerate()
        {
            tokens.push(Token { range: range.clone(), word: part.to_string(), sign: false, capital, glued: glued || at > 0, quoted });
        }
    };
    if let Some((stem, end)) = lower.rsplit_once('\'') {
        let length = raw.chars().rev().take(end.chars().count() + 1).map(char::len_utf8).sum::<usize>();
        let cut = range.end - length.min(range.len());
        let pronoun = matches!(
            stem,
            "it" | "he" | "she" | "that" | "there" | "who" | "what" | "here" | "where" | "how" | "everything" | "let" | "this" | "one"
        );
        let spoken = match end {
            "s" if pronoun => "is",
            "s" => "'s",
            "re" => "are",
            "ve" => "have",
            "ll" => "will",
            "d" => "would",
            "m" => "am",
            "t" => "not",
            _ => "",
        };
        if !spoken.is_empty() {
            let stem = match (stem, end) {
                ("can", "t") => "can",
                ("won", "t") => "will",
                (stem, "t") => stem.strip_suffix('n').unwrap_or(stem),
                (stem, _) => stem,
            };
            push(stem, range.start..cut, glued, tokens);
            push(spoken, cut..range.end, true, tokens);
            return;
        }
    }
    // FlagRule, created_by: words in one.
    let parts: Vec<(usize, &str)> = camel(raw);
    if parts.len() > 1 {
        for (offset, part) in parts {
            let lower = part.to_lowercase();
            push(&lower, range.start + offset..range.start + offset + part.len(), glued, tokens);
        }
        return;
    }
    push(&lower, range.clone(), glued, tokens);
}

/// The words of a name in `CamelCase` or `snake_case`.
fn camel(raw: &str) -> Vec<(usize, &str)> {
    let mut cuts = vec![0];
    let mut before = ' ';
    for (at, letter) in raw.char_indices() {
        // `SaaS` is one word.
        let last = at + letter.len_utf8() == raw.len();
        if (letter.is_uppercase() && before.is_lowercase() && at > 1 && !last) || before == '_' {
            cuts.push(at);
        }
        before = letter;
    }
    cuts.push(raw.len());
    cuts.windows(2).map(|pair| (pair[0], raw[pair[0]..pair[1]].trim_matches('_'))).filter(|(_, part)| !part.is_empty()).collect()
}

fn sign(letters: &[(usize, char)], at: &mut usize, raw: &str, range: &Range<usize>, glued: bool, tokens: &mut Vec<Token>) {
    let next = letters.get(*at + 1).map(|(_, next)| *next);
    let mut range = range.clone();
    let word = match raw {
        "-" if next == Some('>') => {
            *at += 2;
            range.end += 1;
            "→"
        }
        "=" if next == Some('>') => {
            *at += 2;
            range.end += 1;
            "→"
        }
        "-" if next == Some('-') => {
            *at += 2;
            range.end += 1;
            "-"
        }
        "-" | "–" | "−" | "+" if !glued && next.is_some_and(|next| next.is_ascii_digit()) => {
            let digits = letters[*at + 1..].iter().take_while(|(_, letter)| letter.is_ascii_digit()).count();
            *at += 1 + digits;
            range.end += digits;
            let word: String = letters[*at - digits..*at].iter().map(|(_, letter)| *letter).collect();
            tokens.push(Token { range, word, sign: false, capital: false, glued, quoted: false });
            return;
        }
        "–" | "—" | "-" => "-",
        "…" => "...",
        "." if next == Some('.') => {
            // Dots that leave something out are no end.
            let dots = letters[*at..].iter().take_while(|(_, letter)| *letter == '.').count();
            *at += dots;
            range.end = range.start + dots;
            "..."
        }
        "[" | "{" => "(",
        "]" | "}" => ")",
        "'" | "’" | "‘" => {
            // The possessive of a plural.
            let plural = glued && tokens.last().is_some_and(|token| token.word.ends_with('s')) && next.is_some_and(char::is_whitespace);
            if plural {
                tokens.push(Token { range, word: "'s".to_string(), sign: false, capital: false, glued: true, quoted: false });
            }
            return;
        }
        other => other,
    };
    tokens.push(Token { range, word: word.to_string(), sign: true, capital: false, glued, quoted: false });
}
