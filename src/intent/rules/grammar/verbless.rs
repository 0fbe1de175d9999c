//! Clauses in which no word is known to be the verb: one that can be it by its form and stands where a verb stands is.
//!
//! Comes in: a tagged sentence. Goes out: the same with a verb in clauses such as `members mute projects`, `scribes copied parts`. Never happens: a second
//! verb in a clause; a verb in a list of names.

use super::tagging::{Tag, Word, has_finite, is_edge, is_plural};
use super::words::{self, Form};

/// Plural words that stand before nouns: `sales orders`.
pub const BEFORE_NOUNS: &[&str] =
    &["sales", "goods", "sports", "news", "works", "savings", "customs", "arms", "accounts", "systems", "operations", "communications"];

pub fn clauses(found: &mut [Word]) {
    let mut start = 0;
    while start < found.len() {
        let length = found[start..].iter().position(is_edge).unwrap_or(found.len() - start);
        let end = start + length;
        let whole = start == 0 || !found[start - 1].is_sign(",") && !found[start - 1].is_sign("(") && !found[start - 1].is_sign(":");
        // `a, b, scribes copied parts` may be a list that goes on.
        let may = whole || found[start - 1].is_sign(",") && has_finite(&found[..start]) && !is_listed(&found[..start]);
        if may
            && !has_finite(&found[start..end])
            && let Some((at, verb)) = (start + 1..end).find_map(|at| Some((at, verb_at(found, start, at, end)?)))
        {
            found[at].tag = Tag::Verb;
            found[at].verb = Some(verb);
        }
        start = end + 1;
    }
}

/// Whether the clause before is itself one of several that only commas part.
fn is_listed(before: &[Word]) -> bool {
    before.iter().filter(|word| word.is_sign(",")).count() > 1
}

/// The verb that the word is, where subject and object stand around it.
fn verb_at(found: &[Word], start: usize, at: usize, end: usize) -> Option<(usize, Form)> {
    let word = &found[at];
    if !matches!(word.tag, Tag::Noun | Tag::Adjective | Tag::Participle) || word.quoted || word.capital {
        return None;
    }
    let subject = &found[start..at];
    let last = subject.last()?;
    let nominal = |word: &Word| {
        matches!(
            word.tag,
            Tag::Noun | Tag::Adjective | Tag::Determiner | Tag::Quantity | Tag::Number | Tag::Possessive | Tag::And | Tag::Or
        )
    };
    let plural = is_plural(&last.word) && !BEFORE_NOUNS.contains(&last.word.as_str());
    if last.tag != Tag::Noun
        || !plural
        || subject.len() > 5
        || !subject.iter().all(nominal)
        || words::is_attribute(&crate::plural::singular(&last.word))
    {
        return None;
    }
    let behind: Vec<&Word> = found[at + 1..end].iter().take_while(|word| matches!(word.tag, Tag::Noun | Tag::Adjective)).collect();
    let several = behind.last().is_some_and(|word| word.tag == Tag::Noun && is_plural(&word.word));
    let opened = found[at + 1..end]
        .first()
        .is_some_and(|word| matches!(word.tag, Tag::Determiner | Tag::Possessive | Tag::Quantity | Tag::Number | Tag::Pronoun));
    if !several && !opened {
        return None;
    }
    let form = |wanted: &[Form]| words::verb_forms(&word.word).iter().copied().find(|(_, form)| wanted.contains(form));
    match form(&[Form::Base, Form::Past, Form::Ed]) {
        Some(known) if known.1 != Form::Base || !is_plural(&word.word) => Some(known),
        Some(_) => None,
        // No list knows it; what it is, its ending says.
        None if word.word.len() > 4 && word.word.ends_with("ed") => words::verb_forms("processed").first().copied(),
        None => None,
    }
}
