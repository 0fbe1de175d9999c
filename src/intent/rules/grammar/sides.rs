//! Small questions about words and pieces that noun phrases ask: what is a time, what is one of two sides, where a bracket closes.
//!
//! Comes in: a word, words, or pieces. Goes out: an answer. Never happens: a word is changed.

use super::phrases::Piece;
use super::tagging::{Tag, Word};
use super::words;
use crate::plural::singular;

/// `Alarms come from the sensor (code, time)`: what the alarms have. Where they stand.
pub fn comes_from(pieces: &[Piece], whence: &super::phrases::Noun) -> Option<usize> {
    let [.., Piece::Noun(one), Piece::Verb(verb), Piece::Preposition(from, _)] = pieces else { return None };
    let comes = matches!(verb.base.as_str(), "come" | "arise" | "originate" | "result" | "arrive" | "stem") && !verb.passive;
    let new = one.plural && one.pronoun.is_none() && one.quantity == super::phrases::Quantity::default();
    (comes && from == "from" && new && !whence.plural && whence.pronoun.is_none() && !whence.brackets.is_empty()).then(|| pieces.len() - 3)
}

pub fn is_time(word: &str) -> bool {
    matches!(
        word,
        "day"
            | "week"
            | "month"
            | "year"
            | "hour"
            | "quarter"
            | "morning"
            | "evening"
            | "night"
            | "time"
            | "season"
            | "weekday"
            | "minute"
            | "january"
            | "february"
            | "march"
            | "april"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "spring"
            | "summer"
            | "autumn"
            | "winter"
    )
}

/// One of two that a date, a time or a place is told of: the start and end date.
pub fn is_side(word: &str) -> bool {
    matches!(
        word,
        "start"
            | "end"
            | "begin"
            | "arrival"
            | "departure"
            | "birth"
            | "death"
            | "issue"
            | "expiry"
            | "delivery"
            | "opening"
            | "closing"
            | "loading"
            | "unloading"
            | "pick-up"
            | "pickup"
            | "drop-off"
            | "return"
            | "entry"
            | "exit"
            | "check-in"
            | "check-out"
            | "origin"
            | "destination"
            | "billing"
            | "shipping"
            | "invoice"
            | "purchase"
            | "sale"
            | "sales"
            | "buying"
            | "selling"
    )
}

pub fn is_several(word: &str) -> bool {
    word.ends_with('s') && !word.ends_with("ss") && singular(word) != word
}

pub fn is_the(found: &[Word], at: usize) -> bool {
    found.get(at).is_some_and(|word| word.is("the"))
}

/// Verbs of what somebody is let do.
pub fn enables(verb: &Word) -> bool {
    matches!(verb.base(), Some("qualify" | "authorise" | "authorize" | "entitle" | "permit" | "certify" | "license" | "licence" | "train"))
}

pub fn many_then_people(before: &str, word: &str) -> bool {
    singular(before) != before && singular(word) != word && words::is_person(&singular(word))
}

/// The noun that a clause without a relative word stands behind, at the end of what was read.
pub fn contact(pieces: &[Piece]) -> Option<usize> {
    let start = pieces.len().saturating_sub(4);
    (start..pieces.len().saturating_sub(2))
        .rev()
        .find(|at| matches!(pieces[*at..].get(..3), Some([Piece::Noun(one), Piece::Noun(_), Piece::Verb(_)]) if one.pronoun.is_none() && !one.quantity.each))
}

pub fn closing(found: &[Word], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, word) in found.iter().enumerate().skip(open) {
        if word.is_sign("(") {
            depth += 1;
        } else if word.is_sign(")") {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return at;
            }
        }
    }
    found.len()
}

/// An adjective that a noun follows.
pub fn adjective_leads(found: &[Word], at: usize) -> bool {
    let mut rest = found[at + 1..].iter();
    let mut next = rest.next();
    while next.is_some_and(|word| word.tag == Tag::Adjective) {
        next = rest.next();
    }
    next.is_some_and(|word| word.tag == Tag::Noun) || shares(found, at + 1)
}

/// `first and last name`: adjectives on both sides and a noun behind.
pub fn shares(found: &[Word], and: usize) -> bool {
    let is = |at: usize, tag: Tag| found.get(at).is_some_and(|word| word.tag == tag);
    let sided = |at: usize| found.get(at).is_some_and(|word| word.tag == Tag::Noun && is_side(&word.word));
    and > 0
        && is(and, Tag::And)
        && is(and + 2, Tag::Noun)
        && (is(and - 1, Tag::Adjective) && is(and + 1, Tag::Adjective) || sided(and - 1) && sided(and + 1))
        && !words::is_dropped(&found[and - 1].word)
}

/// Verbs that another one follows with `to`.
pub fn chains(verb: &Word) -> bool {
    matches!(
        verb.base(),
        Some(
            "need"
                | "want"
                | "like"
                | "have"
                | "be"
                | "allow"
                | "wish"
                | "try"
                | "plan"
                | "expect"
                | "require"
                | "let"
                | "prefer"
                | "go"
                | "use"
                | "get"
        )
    )
}

/// `we record which books a member borrowed`: behind it stands what is asked for.
pub fn asks_which(found: &[Word], at: usize) -> bool {
    let Some((which, before)) = found[..at].split_last() else { return false };
    let led = before.last().is_none_or(|word| matches!(word.tag, Tag::Verb | Tag::Preposition | Tag::And));
    led && matches!(which.word.as_str(), "which" | "what")
}

/// `60 weather stations, each with a code`: what each of them has follows a noun.
pub fn each_has(found: &[Word], at: usize) -> bool {
    let is = |at: usize, word: &str| found.get(at).is_some_and(|one| one.is(word));
    let has = is(at + 2, "with") || is(at + 2, "having") || is(at + 2, "of") && is(at + 3, "which");
    found.get(at).is_some_and(|word| word.is_sign(",")) && is(at + 1, "each") && has
}

/// `it`, `them`
pub fn points(noun: &super::phrases::Noun) -> bool {
    matches!(noun.pronoun.as_deref(), Some("it" | "them" | "ours" | "mine" | "theirs" | "yours"))
}

/// What stands in brackets behind a word that only points is told of the several things before it.
pub fn bracket_of_several(pieces: &mut [Piece], inside: Vec<Word>) {
    let several = |piece: &Piece| matches!(piece, Piece::Noun(noun) if noun.plural && noun.pronoun.is_none());
    if let Some(Piece::Noun(noun)) = pieces.iter_mut().rev().take(6).find(|piece| several(piece)) {
        noun.brackets.push(inside);
    }
}
