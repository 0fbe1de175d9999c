//! Sayings that tell neither what is kept nor of what: *once a month*, *so far*, *and so on*; and signs that stand for a colon.
//!
//! Comes in: the tokens of a sentence. Goes out: the same without them. Never happens: a noun that the text speaks of again is dropped.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::tokens::Token;
use super::words;

static IDIOMS: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let lines = include_str!("../../data/words/idioms.txt").lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let mut all: Vec<Vec<&str>> = lines.map(|line| line.split_whitespace().collect()).collect();
    all.sort_by_key(|idiom| std::cmp::Reverse(idiom.len()));
    all
});

pub fn without(tokens: &[Token]) -> Cow<'_, [Token]> {
    let sum = tokens.iter().any(|token| matches!(token.word.as_str(), "×" | "minus" | "times" | "multiplied" | "divided"));
    let equals = tokens.iter().any(|token| token.sign && token.word == "=") && !sum;
    let fits = |at: usize| {
        // `on a date, at a time and in a room` says when, not how often.
        let listed = at > 0 && tokens[at - 1].sign && tokens[at].word == "at";
        IDIOMS.iter().find(|idiom| !listed && found(idiom, &tokens[at..])).map(Vec::len)
    };
    // `a pub's got a name`
    let got = |at: usize| tokens[at].word == "'s" && tokens.get(at + 1).is_some_and(|next| next.word == "got");
    let has = (0..tokens.len()).any(got);
    // `keep track of members, of their plans, and of the classes`
    let tracks = tokens.windows(2).any(|pair| matches!(pair[0].word.as_str(), "track" | "record" | "records") && pair[1].word == "of");
    let again = |at: usize| {
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        tracks && tokens[at].word == "of" && before.is_some_and(|before| before.sign && before.word == "," || before.word == "and")
    };
    let tracks = (0..tokens.len()).any(again);
    // `I'd like to type in the title`
    let types = |at: usize| {
        let acting =
            at.checked_sub(1).is_some_and(|before| matches!(tokens[before].word.as_str(), "to" | "we" | "i" | "they" | "can" | "just"));
        acting && matches!(tokens[at].word.as_str(), "type" | "key" | "put") && tokens.get(at + 1).is_some_and(|next| next.word == "in")
    };
    let typed = (0..tokens.len()).any(types);
    if !equals && !has && !tracks && !typed && (0..tokens.len()).all(|at| fits(at).is_none()) {
        return Cow::Borrowed(tokens);
    }
    let mut kept = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        if let Some(length) = fits(at) {
            at += length;
            continue;
        }
        if again(at) {
            at += 1;
            continue;
        }
        let mut token = tokens[at].clone();
        if typed && types(at) {
            token.word = "note".to_string();
            at += 1;
        }
        if has && got(at) {
            token.word = "has".to_string();
        }
        if equals && token.sign && token.word == "=" {
            token.word = ":".to_string();
        }
        kept.push(token);
        at += 1;
    }
    Cow::Owned(kept)
}

/// Whether words begin with an idiom; `@` stands for a unit of time, `#` for a number.
fn found(idiom: &[&str], tokens: &[Token]) -> bool {
    tokens.len() >= idiom.len()
        && idiom.iter().zip(tokens).all(|(one, token)| match *one {
            "@" => words::is_unit(&token.word),
            "#" => token.word.starts_with(|first: char| first.is_ascii_digit()) || words::function(&token.word) == Some("number"),
            one => token.word == one,
        })
        // `as well as`
        && !(idiom.last() == Some(&"well") && tokens.get(idiom.len()).is_some_and(|next| next.word == "as"))
}
