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
    if words::is_attribute(&singular(head)) || words::is_attribute(head) || names.len() < 2 {
        return;
    }
    while names.len() > 1 && (names[0].1 == Tag::Adjective && words::is_passing(&names[0].0) || is_participle(&names[0].0)) {
        noun.flags.push(names.remove(0).0);
    }
}

fn is_participle(word: &str) -> bool {
    word.len() > 4
        && word.ends_with("ed")
        && !matches!(word, "related" | "linked" | "connected" | "saved" | "shared")
        && words::verb_forms(word).iter().any(|(_, form)| matches!(form, Form::Ed))
}
