//! Wishes that name no system: *somewhere to jot down the weights*, *a place for our club to suggest books*, *let me save bookmarks*; and what is told of each by the way, *hive by hive*.
//!
//! Comes in: the tokens of a sentence. Goes out: the same as what we do. Never happens: a noun of what is kept is left out.

use std::borrow::Cow;

use super::tokens::Token;
use super::words::{self, Form};

/// What is wished for where it has no name.
const NAMELESS: [&str; 16] = [
    "somewhere",
    "something",
    "place",
    "way",
    "spot",
    "tool",
    "app",
    "application",
    "system",
    "site",
    "website",
    "program",
    "spreadsheet",
    "solution",
    "thing",
    "notebook",
];

/// The words as what somebody does.
pub fn told(tokens: Cow<'_, [Token]>) -> Cow<'_, [Token]> {
    let mut told = tokens;
    if let Some(begins) = let_me(&told).or_else(|| somewhere(&told)).or_else(|| schema_of(&told)) {
        told = Cow::Owned(begins);
    }
    if let Some(each) = by_each(&told) {
        told = Cow::Owned(each);
    }
    if let Some(plain) = of_others(&told) {
        told = Cow::Owned(plain);
    }
    if let Some(switched) = on_or_off(&told) {
        told = Cow::Owned(switched);
    }
    told
}

fn is_verb(token: &Token) -> bool {
    !token.sign && words::verb_forms(&token.word).iter().any(|(_, form)| *form == Form::Base)
}

/// `Let me save bookmarks` → `we save bookmarks`
fn let_me(tokens: &[Token]) -> Option<Vec<Token>> {
    let at = tokens.iter().take(2).position(|token| token.word == "let")?;
    let who = tokens.get(at + 1).filter(|token| matches!(token.word.as_str(), "me" | "us"))?;
    tokens.get(at + 2).filter(|token| is_verb(token))?;
    let mut told = vec![Token { word: "we".to_string(), ..who.clone() }];
    told.extend_from_slice(&tokens[at + 2..]);
    Some(told)
}

/// `Make me a schema: venues, bands and tickets` → `schema: venues, bands and tickets`
fn schema_of(tokens: &[Token]) -> Option<Vec<Token>> {
    let colon = tokens.iter().take(14).position(|token| token.sign && matches!(token.word.as_str(), ":" | "-" | "–" | "—"))?;
    let opened = &tokens[..colon];
    let schema = opened.iter().any(|token| {
        matches!(token.word.as_str(), "schema" | "database" | "db" | "erd" | "ddl" | "tables")
            || token.word == "model" && opened.iter().any(|other| matches!(other.word.as_str(), "data" | "relational" | "database"))
    });
    let begins = opened
        .iter()
        .position(|token| !token.sign && !matches!(token.word.as_str(), "please" | "pls" | "can" | "could" | "you" | "just"))?;
    let asks = matches!(
        opened[begins].word.as_str(),
        "make"
            | "build"
            | "create"
            | "design"
            | "draw"
            | "draft"
            | "write"
            | "give"
            | "get"
            | "sketch"
            | "generate"
            | "produce"
            | "model"
            | "set"
    );
    let about = opened.iter().any(|token| matches!(token.word.as_str(), "about" | "of" | "with" | "where" | "that" | "which" | "so"))
        || opened.windows(2).any(|pair| pair[0].word == "for" && !matches!(pair[1].word.as_str(), "me" | "us" | "this" | "that"));
    if !(schema && asks && !about && colon + 3 < tokens.len()) {
        return None;
    }
    let mut told = vec![Token { word: "schema".to_string(), sign: false, ..opened[begins].clone() }];
    told.extend_from_slice(&tokens[colon..]);
    Some(told)
}

/// `A place for our book club to suggest books` → `we suggest books`; `a tool for teachers to set homework` → `teachers set homework`
fn somewhere(tokens: &[Token]) -> Option<Vec<Token>> {
    let to = tokens.iter().take(12).position(|token| token.word == "to")?;
    tokens.get(to + 1).filter(|token| is_verb(token))?;
    let opened = &tokens[..to];
    let wish = |token: &Token| {
        matches!(
            token.word.as_str(),
            "i" | "we"
                | "need"
                | "want"
                | "like"
                | "would"
                | "'d"
                | "just"
                | "please"
                | "have"
                | "looking"
                | "am"
                | "are"
                | "'m"
                | "'re"
                | "after"
        )
    };
    let start = opened.iter().position(|token| !wish(token))?;
    let ends = opened.iter().position(|token| token.word == "for" && !token.sign).filter(|at| *at > start).unwrap_or(to);
    let wished = &opened[start..ends];
    let head = wished.last()?;
    let article = matches!(wished[0].word.as_str(), "a" | "an" | "some" | "somewhere" | "something");
    if !article || wished.len() > 4 || !NAMELESS.contains(&head.word.as_str()) || opened.iter().any(|token| token.sign) {
        return None;
    }
    // Something that is named after what it is for says more than `we`.
    if wished.len() > 2 && wished[1..wished.len() - 1].iter().any(|token| !words::is_adjective(&token.word)) {
        return None;
    }
    let who = opened.get(ends + 1..).unwrap_or_default();
    let several = who.last().is_some_and(|token| super::tagging::is_plural(&token.word));
    let named = !who.is_empty() && several && !who.iter().any(|token| words::is_never(&token.word));
    let mut told = if named { who.to_vec() } else { vec![Token { word: "we".to_string(), ..head.clone() }] };
    told.extend_from_slice(&tokens[to + 1..]);
    Some(told)
}

/// `note, hen house by hen house, how many eggs` → `for each hen house, note how many eggs`
fn by_each(tokens: &[Token]) -> Option<Vec<Token>> {
    let comma = |at: usize| tokens.get(at).is_some_and(|token| token.sign && token.word == ",");
    let by = (1..tokens.len()).find(|by| tokens[*by].word == "by" && (1..=2).any(|length| same(tokens, *by, length)))?;
    let length = (1..=2).rev().find(|length| same(tokens, by, *length))?;
    let (start, end) = (by - length, by + 1 + length);
    let mut each: Vec<Token> = ["for", "each"].iter().map(|word| Token { word: (*word).to_string(), ..tokens[by].clone() }).collect();
    each.extend_from_slice(&tokens[by + 1..end]);
    let between = start > 0 && comma(start - 1) && comma(end);
    let mut told = Vec::with_capacity(tokens.len() + 2);
    if between {
        let sign = tokens[end].clone();
        told.append(&mut each);
        told.push(sign);
        told.extend_from_slice(&tokens[..start - 1]);
        told.extend_from_slice(&tokens[end + 1..]);
    } else {
        told.extend_from_slice(&tokens[..start]);
        told.append(&mut each);
        told.extend_from_slice(&tokens[end..]);
    }
    Some(told)
}

/// `like each other's photos`, `fork somebody else's snippet`: whose they are says nothing more.
fn of_others(tokens: &[Token]) -> Option<Vec<Token>> {
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| words.contains(&token.word.as_str()));
    let others = |at: usize| {
        let two = is(at, &["each"]) && is(at + 1, &["other"])
            || is(at, &["one"]) && is(at + 1, &["another"])
            || is(at, &["somebody", "someone", "anybody", "anyone", "everybody", "everyone"]) && is(at + 1, &["else"]);
        let named = tokens.get(at + 3).is_some_and(|token| !token.sign && words::function(&token.word).is_none());
        two && is(at + 2, &["'s"]) && named
    };
    let at = (0..tokens.len()).find(|at| others(*at))?;
    let mut told = tokens[..at].to_vec();
    // One of them, where it is one.
    if !super::tagging::is_plural(&tokens[at + 3].word) {
        told.push(Token { word: "a".to_string(), ..tokens[at].clone() });
    }
    told.extend_from_slice(&tokens[at + 3..]);
    Some(told)
}

/// `a toggle is on or off` → `enabled or disabled`
fn on_or_off(tokens: &[Token]) -> Option<Vec<Token>> {
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| words.contains(&token.word.as_str()));
    let at = (1..tokens.len()).find(|at| {
        is(at - 1, &["is", "are", "be", "either", "turned", "switched"])
            && is(*at, &["on"])
            && is(at + 1, &["or", "/"])
            && is(at + 2, &["off"])
    })?;
    let mut told = tokens.to_vec();
    told[at].word = "enabled".to_string();
    told[at + 1] = Token { word: "or".to_string(), sign: false, ..told[at + 1].clone() };
    told[at + 2].word = "disabled".to_string();
    if is(at - 1, &["turned", "switched"]) {
        told.remove(at - 1);
    }
    Some(told)
}

/// The same words on both sides: `day by day` says how often.
fn same(tokens: &[Token], by: usize, length: usize) -> bool {
    let Some(start) = by.checked_sub(length) else { return false };
    let (left, right) = (&tokens[start..by], tokens.get(by + 1..by + 1 + length).unwrap_or_default());
    let word = |token: &Token| {
        !token.sign && words::function(&token.word).is_none() && !words::is_unit(&token.word) && token.word.chars().all(char::is_alphabetic)
    };
    right.len() == length
        && left.iter().zip(right).all(|(one, other)| one.word == other.word && word(one))
        && !matches!(left[0].word.as_str(), "day" | "week" | "month" | "year" | "step" | "side" | "bit" | "little" | "line")
}
