//! Words around lists that only people need: *ten slots or more*, *a table for warnings: …*, *come from the sensor itself (code, time)*, *a plan — name, monthly fee — with a start date*.
//!
//! Comes in: the tokens of a sentence. Goes out: the same without these words, and with brackets in place of dashes around properties. Never happens: a list of things is put into brackets.

use std::borrow::Cow;

use super::tokens::Token;
use super::words;
use crate::plural::singular;

/// So long a list between dashes is.
const LONGEST: usize = 24;

pub fn plain(tokens: Cow<'_, [Token]>) -> Cow<'_, [Token]> {
    let mut plain = tokens;
    if let Some(bracketed) = between_dashes(&plain) {
        plain = Cow::Owned(bracketed);
    }
    if let Some(named) = table_for(&plain) {
        plain = Cow::Owned(named);
    }
    if let Some(ends) = start_to_end(&plain) {
        plain = Cow::Owned(ends);
    }
    if let Some(kinds) = each_kind(&plain) {
        plain = Cow::Owned(kinds);
    }
    if (0..plain.len()).any(|at| needless(&plain, at).is_some()) {
        plain = Cow::Owned(without_needless(&plain));
    }
    plain
}

fn is(tokens: &[Token], at: usize, all: &[&str]) -> bool {
    tokens.get(at).is_some_and(|token| all.contains(&token.word.as_str()))
}

fn is_dash(token: &Token) -> bool {
    token.sign && token.word == "-"
}

/// `a nap from start to end`: both are told of it.
fn start_to_end(tokens: &[Token]) -> Option<Vec<Token>> {
    let at = tokens.windows(4).position(|four| {
        four[0].word == "from" && four[1].word == "start" && four[2].word == "to" && matches!(four[3].word.as_str(), "end" | "finish")
    })?;
    let named = at > 0 && !tokens[at - 1].sign;
    let ends = tokens.get(at + 4).is_none_or(|next| next.sign || words::function(&next.word).is_some());
    if !named || !ends {
        return None;
    }
    let mut told = tokens.to_vec();
    told[at].word = "with".to_string();
    told[at + 2].word = "and".to_string();
    Some(told)
}

/// `every sort of inspection has an interval`: an inspection type has it.
fn each_kind(tokens: &[Token]) -> Option<Vec<Token>> {
    let at = tokens.windows(3).position(|three| {
        matches!(three[0].word.as_str(), "each" | "every")
            && matches!(three[1].word.as_str(), "type" | "kind" | "sort")
            && three[2].word == "of"
    })?;
    let named = tokens.get(at + 3).filter(|token| !token.sign && words::function(&token.word).is_none())?;
    let next = tokens.get(at + 4);
    let ends = next.is_none_or(|next| next.sign || words::function(&next.word).is_some() || !words::verb_forms(&next.word).is_empty());
    if !ends {
        return None;
    }
    let mut told = tokens[..=at].to_vec();
    told.push(Token { word: singular(&named.word), ..named.clone() });
    told.push(Token { word: "type".to_string(), glued: false, ..tokens[at + 1].clone() });
    told.extend_from_slice(&tokens[at + 4..]);
    Some(told)
}

/// `a plan — name, monthly fee — with a start date`: what the plan has.
fn between_dashes(tokens: &[Token]) -> Option<Vec<Token>> {
    let dashes: Vec<usize> = (0..tokens.len()).filter(|at| is_dash(&tokens[*at])).collect();
    let [open, close] = *dashes.as_slice() else { return None };
    let inside = tokens.get(open + 1..close)?;
    let named = open > 0 && !tokens[open - 1].sign && close + 1 < tokens.len() && !tokens[close + 1].sign;
    let listed: Vec<&[Token]> = inside.split(|token| token.sign && token.word == ",").collect();
    let property =
        |part: &&&[Token]| part.last().is_some_and(|last| words::is_attribute(&singular(&last.word)) || words::is_unit(&last.word));
    let properties = listed.iter().filter(property).count();
    let told =
        inside.iter().any(|token| token.sign && token.word != "," || matches!(token.word.as_str(), "is" | "are" | "has" | "have" | "can"));
    let label = tokens[..open].iter().any(|token| token.sign && token.word == ":");
    if !named || told || label || listed.len() < 2 || inside.len() > LONGEST || properties * 2 < listed.len() {
        return None;
    }
    let mut bracketed = tokens.to_vec();
    bracketed[open].word = "(".to_string();
    bracketed[close].word = ")".to_string();
    Some(bracketed)
}

/// `please a table for warnings: …`, `add a table of suppliers (name, phone)`: the warnings are meant. Not a table for four guests.
fn table_for(tokens: &[Token]) -> Option<Vec<Token>> {
    let at = tokens.iter().position(|token| !token.sign && matches!(token.word.as_str(), "table" | "tables"))?;
    if !is(tokens, at + 1, &["for", "of", "with"]) || !is(tokens, at.checked_sub(1)?, &["a", "one", "another", "the"]) {
        return None;
    }
    let asks = ["please", "need", "want", "add", "make", "create", "like", "have", "and", "also", "then", "finally"];
    let led = at == 1 || is(tokens, at - 2, &asks) || tokens[at - 2].sign;
    let rest = &tokens[at + 2..];
    let list = rest
        .iter()
        .take(6)
        .position(|token| token.sign)
        .filter(|sign| *sign > 0 && matches!(rest[*sign].word.as_str(), ":" | "(" | "-"))?;
    let counted = words::function(&rest[0].word) == Some("number") || rest[0].word.starts_with(|first: char| first.is_ascii_digit());
    let several =
        rest[..list].last().is_some_and(|last| super::words::is_plural(&last.word) || rest[..list].iter().any(|one| one.word == "'s"));
    if !led || counted || !several {
        return None;
    }
    let mut named = tokens[..at - 1].to_vec();
    named.extend_from_slice(rest);
    Some(named)
}

/// How many words at a place say nothing.
fn needless(tokens: &[Token], at: usize) -> Option<usize> {
    // `ten slots or more`
    let counted =
        at > 1
            && !tokens[at - 1].sign
            && super::words::is_plural(&tokens[at - 1].word)
            && tokens[..at].iter().rev().take(3).any(|token| {
                words::function(&token.word) == Some("number") || token.word.starts_with(|first: char| first.is_ascii_digit())
            });
    let ends = |at: usize| {
        tokens.get(at).is_none_or(|token| token.sign || matches!(token.word.as_str(), "and" | "with" | "in" | "at" | "on" | "per"))
    };
    if counted && is(tokens, at, &["or"]) && is(tokens, at + 1, &["more", "fewer", "less"]) && ends(at + 2) {
        return Some(2);
    }
    // `the sensor itself (code, time)`
    let itself = is(tokens, at, &["itself", "himself", "herself", "themselves"]) && at > 0 && !tokens[at - 1].sign;
    (itself && tokens.get(at + 1).is_some_and(|next| next.sign && matches!(next.word.as_str(), "(" | ":"))).then_some(1)
}

fn without_needless(tokens: &[Token]) -> Vec<Token> {
    let mut kept = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if let Some(taken) = needless(tokens, at) {
            at += taken;
            continue;
        }
        kept.push(token.clone());
        at += 1;
    }
    kept
}
