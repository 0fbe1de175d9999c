//! Whether a noun names a property, or nobody in particular.
//!
//! Comes in: a noun. Goes out: yes or no. Never happens: what the text says of it matters.

use super::phrases::Noun;
use super::words;

pub fn is_actor(noun: &Noun) -> bool {
    noun.pronoun.as_deref().is_some_and(|word| {
        matches!(
            word,
            "we" | "i"
                | "you"
                | "us"
                | "me"
                | "everyone"
                | "everybody"
                | "someone"
                | "somebody"
                | "anyone"
                | "anybody"
                | "nobody"
                | "ours"
                | "mine"
                | "one"
                | "there"
                | "who"
        )
    }) || noun.words.first().is_some_and(|word| matches!(word.trim_end_matches('.'), "mr" | "mrs" | "ms" | "dr" | "prof"))
        || words::is_never(noun.head())
        || words::is_never(&noun.name())
}

/// Whether a noun names a property, by its last word.
pub fn is_plain_property(noun: &Noun) -> bool {
    is_property(noun) && !(noun.plural && words::is_weak_attribute(noun.head()) && !noun.words.iter().any(|word| word == "per"))
}

/// The same, but for one that is as often a thing.
pub fn is_property(noun: &Noun) -> bool {
    words::is_attribute(noun.head()) || words::is_attribute(&noun.name())
}

/// Whether a noun may name something to keep: it is a noun, and names neither a property nor nobody in particular.
pub fn is_thing(noun: &Noun) -> bool {
    noun.pronoun.is_none() && !is_actor(noun) && !is_property(noun)
}
