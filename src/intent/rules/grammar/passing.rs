//! How something is just now, which is no part of what it is called: *planned maintenance windows*, *a weekly timetable*.
//!
//! Comes in: the words of a noun phrase, each with its tag. Goes out: the same without such adjectives, which the noun keeps as flags. Never happens: a property loses a word of its name.

use super::phrases::Noun;
use super::tagging::Tag;
use super::words::{self, Form};
use crate::plural::singular;

/// `planned maintenance windows`, `a weekly timetable`: how something is just now is no part of what it is called; *planned start* is.
pub fn leave_out(noun: &mut Noun, names: &mut Vec<(String, Tag)>) {
    let Some((head, _)) = names.last() else { return };
    // `a granted licence`: a paper is one, even where others have it as a property.
    let singular = singular(head);
    let paper = super::meanings::is_one_of(&singular, &["document"]);
    let granted = paper && names.len() > 1 && is_granted(&names[0].0);
    if (words::is_attribute(&singular) || words::is_attribute(head)) && !granted || names.len() < 2 {
        return;
    }
    let unknown = |word: &str| word.len() > 5 && word.ends_with("ed") && words::verb_forms(word).is_empty() && !words::is_adjective(word);
    let passes = |(word, tag): &(String, Tag)| *tag == Tag::Adjective && (words::is_passing(word) || unknown(word)) || is_participle(word);
    while names.len() > 1 && passes(&names[0]) {
        noun.flags.push(names.remove(0).0);
    }
}

fn is_participle(word: &str) -> bool {
    word.len() > 4
        && word.ends_with("ed")
        && !matches!(word, "related" | "linked" | "connected" | "saved" | "shared")
        && words::verb_forms(word).iter().any(|(_, form)| matches!(form, Form::Ed))
}

/// What happens to a paper in the course of its life.
fn is_granted(word: &str) -> bool {
    matches!(
        word,
        "granted"
            | "approved"
            | "rejected"
            | "issued"
            | "signed"
            | "expired"
            | "revoked"
            | "suspended"
            | "cancelled"
            | "canceled"
            | "accepted"
            | "submitted"
            | "renewed"
            | "withdrawn"
            | "completed"
    )
}
