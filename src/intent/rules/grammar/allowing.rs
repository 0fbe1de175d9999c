//! Who may do what, in the words of a system's duties: *the system shall allow customers to place orders* says that customers place orders.
//!
//! Comes in: the tagged words of a sentence. Goes out: the words of what is allowed. Never happens: words are left out that say something of what is kept.

use super::tagging::{Tag, Word};
use super::words::Form;

/// `The application shall list sites`: the system, where nobody applies for anything.
pub fn system(found: &mut [Word], text: &std::collections::BTreeSet<String>) {
    let [the, noun, verb, ..] = found else { return };
    let named = matches!(
        noun.word.as_str(),
        "application" | "register" | "module" | "portal" | "website" | "site" | "product" | "service" | "solution" | "package"
    );
    let applied =
        noun.is("application") && ["applicant", "apply", "candidate", "applying", "applies"].iter().any(|word| text.contains(*word));
    if the.is("the") && named && !applied && verb.tag == Tag::Modal && matches!(verb.word.as_str(), "shall" | "should" | "must") {
        noun.word = "system".to_string();
    }
}

/// `The system shall allow customers to place orders` → `customers place orders`.
pub fn allowed(found: &mut Vec<Word>) {
    let_somebody(found);
    let allows = |word: &Word| {
        matches!(word.base(), Some("allow" | "enable" | "permit" | "let" | "help"))
            || matches!(word.word.as_str(), "allow" | "enable" | "permit")
    };
    let Some(at) = found.iter().take(8).position(allows) else { return };
    // Nothing but the system, and words of duty, before it.
    let system = |word: &Word| {
        matches!(word.tag, Tag::Determiner | Tag::Modal | Tag::Pronoun | Tag::Adverb | Tag::To | Tag::Verb)
            || super::words::is_never(&word.word)
    };
    if !found[..at].iter().all(system) || found[..at].iter().any(|word| matches!(word.tag, Tag::Not)) {
        return;
    }
    let rest = &found[at + 1..];
    let Some(to) = rest.iter().take(8).position(|word| word.is("to")) else { return };
    let who = rest[..to]
        .iter()
        .all(|word| matches!(word.tag, Tag::Noun | Tag::Adjective | Tag::Determiner | Tag::And | Tag::Or | Tag::Quantity | Tag::Sign));
    let named = rest[..to].iter().any(|word| word.tag == Tag::Noun && !super::words::is_never(&word.word));
    let does = rest.get(to + 1).is_some_and(|word| word.tag == Tag::Verb && word.verb.is_some_and(|(_, form)| form == Form::Base));
    if !who || !named || !does {
        return;
    }
    let mut kept: Vec<Word> = rest[..to].to_vec();
    kept.push(Word { word: "can".to_string(), tag: Tag::Modal, verb: None, ..rest[to].clone() });
    kept.extend_from_slice(&rest[to + 1..]);
    *found = kept;
}

/// `it lists our services and lets the engineer write updates` → `… and the engineer can write updates`.
fn let_somebody(found: &mut Vec<Word>) {
    let Some(at) = found.iter().position(|word| word.tag == Tag::Verb && word.base() == Some("let")) else { return };
    let Some(verb) = found[at + 1..].iter().position(|word| word.tag == Tag::Verb).map(|verb| at + 1 + verb) else { return };
    let base = found[verb].verb.is_some_and(|(_, form)| form == Form::Base);
    let who = &found[at + 1..verb];
    let named = who.iter().any(|word| word.tag == Tag::Noun && !super::words::is_never(&word.word));
    let plain = who.iter().all(|word| !matches!(word.tag, Tag::Sign | Tag::Wh | Tag::To | Tag::Modal | Tag::Subordinator));
    let system = matches!(who.last().map(|word| word.word.as_str()), Some("us" | "me"));
    if !base || !plain || !(named || system) || found[..at].iter().any(|word| word.tag == Tag::Not) {
        return;
    }
    let can = Word { word: "can".to_string(), tag: Tag::Modal, verb: None, ..found[verb].clone() };
    found.insert(verb, can);
    // What lets them is the system.
    let start = super::tagging::clause_start(found, at);
    let only = found[start..at].iter().all(|word| {
        matches!(word.tag, Tag::Determiner | Tag::Pronoun | Tag::Modal | Tag::Adverb | Tag::Wh) || super::words::is_never(&word.word)
    });
    found.drain(if only { start..at + 1 } else { at..at + 1 });
}
