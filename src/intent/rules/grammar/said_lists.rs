//! What a list is of, or what its items are: *an extinguisher list: kind, serial*, *valve types: gate or ball*, *bills – gas, water – with amount*, *marks for posture and signal*.
//!
//! Comes in: the tokens of a sentence. Goes out: the same in words that tell whose the items are. Never happens: a list that is a thing with a name of its own, such as a price list, becomes its items.

use std::borrow::Cow;

use super::tokens::Token;
use super::words::{self, Form};
use crate::plural::{plural, singular};

/// So many words a group behind a noun has at most.
const LONGEST: usize = 24;

/// Lists that are things of their own.
const NAMED: [&str; 12] = ["wish", "price", "task", "wait", "check", "play", "watch", "set", "short", "pick", "todo", "bucket"];

/// The tokens in words that tell whose the items are.
pub fn told(tokens: Cow<'_, [Token]>) -> Cow<'_, [Token]> {
    let mut told = tokens;
    for turn in [list_of, types_of, kinds_between, marks_for, bracket_during, every_so_often, welcome] {
        if let Some(turned) = turn(&told) {
            told = Cow::Owned(turned);
        }
    }
    told
}

fn word(tokens: &[Token], at: usize) -> &str {
    tokens.get(at).filter(|token| !token.quoted).map_or("", |token| token.word.as_str())
}

fn is_sign(tokens: &[Token], at: usize, signs: &[&str]) -> bool {
    tokens.get(at).is_some_and(|token| token.sign && signs.contains(&token.word.as_str()))
}

fn is_noun(token: &Token) -> bool {
    !token.sign && words::function(&token.word).is_none() && !token.word.starts_with(|first: char| first.is_ascii_digit())
}

fn say(word: &str, near: &Token) -> Token {
    let sign = matches!(word, "," | ":" | "(" | ")");
    Token { word: word.to_string(), sign, capital: false, glued: false, ..near.clone() }
}

/// `an extinguisher list: kind, serial`, `a target list per child`: extinguishers and targets are meant.
fn list_of(tokens: &[Token]) -> Option<Vec<Token>> {
    let at = (1..tokens.len()).find(|at| matches!(word(tokens, *at), "list" | "inventory"))?;
    let wished = tokens[..at].iter().any(|token| matches!(token.word.as_str(), "like" | "want" | "need" | "wants" | "needs"));
    let listed = is_sign(tokens, at + 1, &[":", "("]) || word(tokens, at + 1) == "with" || wished && word(tokens, at + 1) == "per";
    let noun = &tokens[at - 1];
    let is_what_is_done = words::verb_forms(&noun.word).iter().any(|(_, form)| matches!(form, Form::Ing | Form::Ed));
    let first = tokens[..at - 1].iter().rposition(|token| !is_noun(token)).map_or(0, |before| before + 1);
    let led = first == 0 || matches!(word(tokens, first - 1), "a" | "an" | "the" | "another" | "one");
    let named = NAMED.contains(&noun.word.as_str()) || words::is_attribute(&noun.word) || words::is_adjective(&noun.word);
    if !listed || !led || named || is_what_is_done || !is_noun(noun) || at - first > 2 || noun.quoted {
        return None;
    }
    let mut told = tokens[..first.saturating_sub(1)].to_vec();
    told.extend_from_slice(&tokens[first..at - 1]);
    told.push(Token { word: plural(&singular(&noun.word)), ..noun.clone() });
    told.extend_from_slice(&tokens[at + 1..]);
    Some(told)
}

/// `Valve types: gate or ball`: each valve has one of them.
fn types_of(tokens: &[Token]) -> Option<Vec<Token>> {
    let colon = tokens.iter().take(5).position(|token| token.sign)?;
    let kind = colon.checked_sub(1).filter(|kind| (1..=2).contains(kind))?;
    let end = tokens.len() - usize::from(is_sign(tokens, tokens.len().checked_sub(1)?, &["."]));
    let rest = tokens.get(colon + 1..end)?;
    let name = match word(tokens, kind) {
        "types" | "kinds" | "sorts" => "type",
        "statuses" | "states" => "status",
        _ => return None,
    };
    let chosen = rest.iter().any(|token| token.word == "or") && rest.len() < LONGEST;
    let plain = |token: &Token| token.word == "or" || token.sign && matches!(token.word.as_str(), "," | "/") || is_noun(token);
    if !is_sign(tokens, colon, &[":", "-"]) || !chosen || !rest.iter().all(plain) || !tokens[..kind].iter().all(is_noun) {
        return None;
    }
    let mut told = tokens[..kind].to_vec();
    if let Some(noun) = told.last_mut() {
        noun.word = plural(&singular(&noun.word));
    }
    let near = &tokens[kind];
    told.extend(["have", "a", name, "("].map(|word| say(word, near)));
    told.extend(rest.iter().map(|token| if token.word == "or" { say(",", token) } else { token.clone() }));
    told.push(say(")", near));
    told.extend_from_slice(&tokens[end..]);
    Some(told)
}

/// `bills – gas, broadband, water – with amount and due date`: kinds of bills.
fn kinds_between(tokens: &[Token]) -> Option<Vec<Token>> {
    let open = tokens.iter().position(|token| token.sign && token.word == "-")?;
    let close = open + 1 + tokens[open + 1..].iter().take(LONGEST).position(|token| token.sign && token.word == "-")?;
    let inside = &tokens[open + 1..close];
    let joins = |token: &Token| token.sign && token.word == "," || matches!(token.word.as_str(), "and" | "or");
    let kind = |part: &[Token]| {
        part.len() <= 3
            && part.iter().all(is_noun)
            && part.last().is_some_and(|last| {
                !words::is_plural(&last.word)
                    && !words::is_attribute(&last.word)
                    && !words::is_unit(&last.word)
                    && !words::is_person(&last.word)
            })
    };
    let parts: Vec<&[Token]> = inside.split(joins).filter(|part| !part.is_empty()).collect();
    let several = open > 0 && is_noun(&tokens[open - 1]) && words::is_plural(word(tokens, open - 1));
    if !several || word(tokens, close + 1) != "with" || parts.len() < 2 || !parts.iter().all(|part| kind(part)) || close + 2 >= tokens.len()
    {
        return None;
    }
    let mut told = tokens[..open].to_vec();
    told.extend(["with", "type", ","].map(|word| say(word, &tokens[close])));
    told.extend_from_slice(&tokens[close + 2..]);
    Some(told)
}

/// `with marks for posture, signal and timing`: a mark for each.
fn marks_for(tokens: &[Token]) -> Option<Vec<Token>> {
    let at = tokens.windows(2).position(|two| {
        two[1].word == "for"
            && matches!(two[0].word.as_str(), "marks" | "scores" | "stars" | "ratings" | "points" | "score" | "rating" | "mark")
    })?;
    let ends = |token: &Token| token.sign && token.word != "," || matches!(token.word.as_str(), "separately" | "each" | "out" | "from");
    let end = tokens[at + 2..].iter().position(ends).map_or(tokens.len(), |length| at + 2 + length);
    let joins = |token: &Token| token.sign && token.word == "," || token.word == "and";
    let listed = &tokens[at + 2..end];
    let parts: Vec<&[Token]> = listed.split(joins).filter(|part| !part.is_empty()).collect();
    let judged = |part: &&[Token]| {
        part.len() <= 2
            && part.iter().all(is_noun)
            && part.last().is_some_and(|last| !words::is_plural(&last.word) && !words::is_person(&last.word))
    };
    if parts.len() < 2 || !parts.iter().all(judged) || listed.len() > LONGEST {
        return None;
    }
    let mark = say(&singular(&tokens[at].word), &tokens[at]);
    let start = at - usize::from(at > 0 && matches!(word(tokens, at - 1), "a" | "the"));
    let mut told = tokens[..start].to_vec();
    for (place, token) in listed.iter().enumerate() {
        told.push(token.clone());
        if !joins(token) && listed.get(place + 1).is_none_or(joins) {
            told.push(mark.clone());
        }
    }
    let rest = end + usize::from(matches!(word(tokens, end), "separately" | "each"));
    told.extend_from_slice(&tokens[rest..]);
    Some(told)
}

/// `contractions during labour (began, ended)`: the contractions have them.
fn bracket_during(tokens: &[Token]) -> Option<Vec<Token>> {
    let at = (1..tokens.len()).find(|at| matches!(word(tokens, *at), "during" | "throughout"))?;
    let open = (at + 2..=at + 3).find(|open| is_sign(tokens, *open, &["("]))?;
    let close = open + tokens[open..].iter().position(|token| token.sign && token.word == ")")?;
    if !is_noun(&tokens[at - 1]) || !tokens[at + 1..open].iter().all(is_noun) {
        return None;
    }
    let mut told = tokens[..at].to_vec();
    told.extend_from_slice(&tokens[open..=close]);
    told.extend_from_slice(&tokens[at..open]);
    told.extend_from_slice(&tokens[close + 1..]);
    Some(told)
}

/// `check each harness every six months: verdict, remarks`: what is kept of it, however often.
fn every_so_often(tokens: &[Token]) -> Option<Vec<Token>> {
    let colon = tokens.iter().position(|token| token.sign && token.word == ":")?;
    let unit = singular(word(tokens, colon.checked_sub(1)?));
    let timed = matches!(unit.as_str(), "day" | "week" | "fortnight" | "month" | "year" | "hour" | "quarter" | "season" | "term");
    let often = |at: &usize| {
        matches!(word(tokens, *at), "every" | "each" | "once" | "twice")
            && tokens[at + 1..colon - 1].iter().all(|token| !token.sign && words::function(&token.word).is_some())
    };
    let start = (colon.saturating_sub(4)..colon - 1).find(often).filter(|start| *start > 1 && is_noun(&tokens[start - 1]))?;
    if !timed {
        return None;
    }
    Some([&tokens[..start], &tokens[colon..]].concat())
}

/// `Screenshots welcome`: there are such.
fn welcome(tokens: &[Token]) -> Option<Vec<Token>> {
    let at = tokens.iter().take(4).position(|token| matches!(token.word.as_str(), "welcome" | "appreciated"))?;
    let ends = tokens.get(at + 1).is_none_or(|next| next.sign);
    if at == 0 || !ends || !tokens[..at].iter().all(is_noun) || !words::is_plural(word(tokens, at - 1)) {
        return None;
    }
    let mut told: Vec<Token> = ["there", "are"].map(|word| say(word, &tokens[0])).to_vec();
    told.extend_from_slice(&tokens[..at]);
    told.extend_from_slice(&tokens[at + 1..]);
    Some(told)
}
