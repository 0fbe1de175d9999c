//! Words that no list knows: verbs by their ending and their place.
//!
//! Comes in: the tagged words of a sentence so far, and which one is open. Goes out: the same with that one a verb where it is one. Never happens: a property becomes a verb by its ending alone.

use super::tagging::{Tag, Word, before, clause_start, has_finite, is_be, is_plural, verb_follows};
use super::words;
use super::words::Form;

/// A word that no list knows, by its ending.
pub fn unknown(found: &mut [Word], at: usize) {
    let word = found[at].word.clone();
    if before(found, at).is_some_and(|word| word.tag == Tag::Modal || (word.tag == Tag::To && found[at].tag == Tag::Noun)) {
        found[at].tag = Tag::Verb;
        found[at].verb = words::verb_forms("process").iter().copied().find(|(_, form)| *form == Form::Base);
        return;
    }
    let relative = at > 0 && found[at - 1].tag == Tag::Wh && matches!(found[at - 1].word.as_str(), "that" | "which" | "who");
    let object = found
        .get(at + 1)
        .is_some_and(|next| matches!(next.tag, Tag::Determiner | Tag::Quantity) || (next.tag == Tag::Noun && is_plural(&next.word)));
    if relative && object && !words::is_person(&word) && at > 1 && found[at - 2].tag == Tag::Noun && !words::is_attribute(&word) {
        found[at].tag = Tag::Verb;
        found[at].verb = words::verb_forms("process").iter().copied().find(|(_, form)| *form == Form::Base);
        return;
    }
    // `it lands in a queue`
    let it = at == 1 && found[0].tag == Tag::Pronoun && matches!(found[0].word.as_str(), "it" | "he" | "she");
    let lands = it
        && word.ends_with('s')
        && !word.ends_with("ss")
        && found.get(at + 1).is_some_and(|next| matches!(next.tag, Tag::Preposition | Tag::Determiner));
    if lands || third(found, at) || goes_on(found, at) {
        found[at].tag = Tag::Verb;
        found[at].verb = words::verb_forms("processes").first().copied();
        return;
    }
    let previous = before(found, at);
    // `the year they learned`
    let acting = previous
        .is_some_and(|word| word.tag == Tag::Pronoun && matches!(word.word.as_str(), "they" | "he" | "she" | "it" | "we" | "i" | "who"));
    if acting && word.ends_with("ed") && word.len() > 4 && !words::is_attribute(&word) {
        found[at].tag = Tag::Verb;
        found[at].verb = words::verb_forms("unknown-acted").first().copied();
        return;
    }
    let short = if is_be(previous) { 4 } else { 5 };
    if !word.ends_with("ed") || word.len() < short || words::is_attribute(&word) {
        return;
    }
    let next = found.get(at + 1);
    let before_noun = next.is_some_and(|word| word.tag == Tag::Noun);
    let generic = words::verb_forms("processed").first().copied();
    if is_be(previous) && next.is_some_and(|word| word.tag == Tag::Preposition) {
        found[at].tag = Tag::Verb;
        found[at].verb = generic;
    } else if is_be(previous) {
        found[at].tag = Tag::Adjective;
    } else if previous.is_some_and(|word| word.tag == Tag::Noun) && !before_noun
        // `several compartments, numbered from 1`
        || at > 1
            && found[at - 1].is_sign(",")
            && found[at - 2].tag == Tag::Noun
            && next.is_some_and(|word| word.tag == Tag::Preposition)
    {
        found[at].tag = Tag::Participle;
        found[at].verb = generic;
    } else if before_noun {
        found[at].tag = Tag::Adjective;
    }
}

/// `a reference standard has`, `the same official`: adjectives that name somebody or something where no noun follows.
pub fn named_by_adjectives(found: &mut [Word]) {
    for at in 0..found.len() {
        let names = matches!(
            found[at].word.as_str(),
            "standard"
                | "official"
                | "individual"
                | "professional"
                | "general"
                | "original"
                | "manual"
                | "adult"
                | "relative"
                | "deceased"
                | "executive"
                | "chemical"
                | "initial"
                | "special"
                | "total"
                | "final"
                | "emergency"
                | "practical"
        );
        let led = at > 0
            && matches!(found[at - 1].tag, Tag::Determiner | Tag::Possessive | Tag::Noun | Tag::Adjective | Tag::Number | Tag::Quantity);
        let alone = found.get(at + 1).is_none_or(|next| {
            !matches!(next.tag, Tag::Noun | Tag::Adjective | Tag::And | Tag::Or | Tag::Pronoun | Tag::Number)
                || matches!(next.word.as_str(), "is" | "are" | "was" | "were" | "has" | "have")
        });
        if found[at].tag == Tag::Adjective && names && led && alone {
            found[at].tag = Tag::Noun;
        }
    }
}

/// A word that is hardly ever anything but a verb.
pub fn sure_verb(word: &Word) -> bool {
    word.tag == Tag::Modal
        || words::verb_forms(&word.word).iter().any(|(at, _)| words::verb_at(*at).is_some_and(|verb| !words::is_verb_or_noun(&verb.base)))
}

/// An unknown verb behind a short subject: `a customer walks in`.
fn third(found: &[Word], at: usize) -> bool {
    let word = found[at].word.as_str();
    let start = clause_start(found, at);
    let single = crate::plural::singular(word);
    let known = words::is_attribute(&single) || words::is_attribute(word) || words::is_person(&single) || words::is_shared(&single);
    if !word.ends_with('s') || word.ends_with("ss") || known || at < start + 2 || at > start + 4 || has_finite(&found[start..at]) {
        return false;
    }
    let subject = found[start].tag == Tag::Determiner && found[at - 1].tag == Tag::Noun && !is_plural(&found[at - 1].word);
    let inner = found[start + 1..at].iter().all(|word| matches!(word.tag, Tag::Noun | Tag::Adjective));
    let next = found.get(at + 1);
    let rest = next.is_some_and(|next| {
        matches!(next.tag, Tag::Preposition | Tag::Determiner | Tag::Adverb | Tag::Possessive | Tag::Quantity | Tag::Number)
            && !next.is("of")
    });
    subject && inner && rest && !verb_follows(found, at)
}

/// The same subject goes on with an unknown verb: `has a code and yields the fat content`.
fn goes_on(found: &[Word], at: usize) -> bool {
    let word = found[at].word.as_str();
    let joined = before(found, at).is_some_and(|word| matches!(word.tag, Tag::And | Tag::Or));
    let next = found.get(at + 1);
    let object = next.is_some_and(|next| matches!(next.tag, Tag::Determiner | Tag::Possessive))
        || next.is_some_and(|next| matches!(next.tag, Tag::Number | Tag::Quantity)) && !words::is_attribute(&crate::plural::singular(word));
    let third = found[..at].iter().rev().find(|word| word.tag == Tag::Verb).and_then(|word| word.verb);
    joined && object && word.ends_with('s') && !word.ends_with("ss") && third.is_some_and(|(_, form)| form == Form::Third)
}

/// Whether a list of more than one thing stands before a word, which it may only go on.
pub fn finite_list(found: &[Word]) -> bool {
    found.iter().filter(|word| word.is_sign(",")).count() > 0
}
