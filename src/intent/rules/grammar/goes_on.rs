//! Verbs that go on: a second one behind a comma, `please`, `let somebody`; and who does something right behind a property.
//!
//! Comes in: the tagged words of a sentence so far, and which one is open. Goes out: whether it is a verb. Never happens: a word that no list of verbs knows becomes one.

use super::tagging::{Tag, Word, before, clause_start, has_finite, is_plural, own_start, verb_follows};
use super::words::{self, Form};

/// Whether the place alone says that a form of a verb is one.
pub fn is_verb(found: &[Word], at: usize, form: Form, doubtful: bool, next: Option<&Word>) -> bool {
    let Some(next) = next else { return false };
    match form {
        Form::Base => {
            pleased(found, at, next)
                || is_let(found, at, next)
                || second(found, at, doubtful, next)
                || in_a_row(found, at, next)
                || behind_place(found, at, next)
        }
        Form::Third => lists(found, at, next) || of_its_own(found, at, doubtful, next),
        Form::Ed | Form::Past => asked_which(found, at, next),
        _ => false,
    }
}

fn opens(next: &Word) -> bool {
    matches!(next.tag, Tag::Determiner | Tag::Possessive | Tag::Number | Tag::Quantity) && !next.is("each") && !next.is("all")
}

/// `for each piece please note who wears it`
fn pleased(found: &[Word], at: usize, next: &Word) -> bool {
    at.checked_sub(1).is_some_and(|before| found[before].is("please")) && !matches!(next.tag, Tag::Sign | Tag::And)
}

/// `it lets the engineer on duty write updates`
fn is_let(found: &[Word], at: usize, next: &Word) -> bool {
    let Some(last) = found[..at].iter().rposition(|word| matches!(word.tag, Tag::Verb | Tag::Modal | Tag::Sign)) else { return false };
    let object =
        opens(next) || matches!(next.tag, Tag::Pronoun | Tag::Wh | Tag::Preposition) || next.tag == Tag::Noun && is_plural(&next.word);
    let somebody = found[at - 1].tag == Tag::Noun
        && (is_plural(&found[at - 1].word) || found[last + 1..at].iter().any(|word| word.tag == Tag::Determiner))
        || matches!(found[at - 1].word.as_str(), "us" | "me" | "them" | "everyone" | "anyone" | "people");
    found[last].base() == Some("let") && last + 1 < at && somebody && object
}

/// `people post photos, follow one another`, `boulders are put up by a setter, get a grade`
fn second(found: &[Word], at: usize, doubtful: bool, next: &Word) -> bool {
    let joined = before(found, at).is_some_and(|word| matches!(word.tag, Tag::And | Tag::Or | Tag::But) || word.is_sign(","));
    let Some(last) = found[..at].iter().rposition(|word| word.tag == Tag::Verb) else { return false };
    let form = found[last].verb.map(|(_, form)| form);
    let before = before(found, last);
    let passive =
        matches!(form, Some(Form::Ed | Form::Participle)) && before.is_some_and(|word| matches!(word.word.as_str(), "are" | "be"));
    let other = matches!(next.word.as_str(), "one" | "each")
        && found.get(at + 2).is_some_and(|word| matches!(word.word.as_str(), "another" | "other"));
    // `scan the code, fill in the inspection`
    let particle = matches!(next.word.as_str(), "in" | "up" | "out" | "down" | "off") && found.get(at + 2).is_some_and(opens);
    // `devices are installed at sites, send measurements`
    let several = found[at + 1..].iter().take_while(|word| matches!(word.tag, Tag::Noun | Tag::Adjective)).last();
    let object = opens(next) || several.is_some_and(|word| is_plural(&word.word)) && !is_plural(&found[at].word);
    joined && (form == Some(Form::Base) && (other || particle || next.tag == Tag::Number && !doubtful) || passive && !doubtful && object)
}

/// `users log workouts, follow training plans, track body weight and earn badges`: the last of the row can be nothing else.
fn in_a_row(found: &[Word], at: usize, next: &Word) -> bool {
    let comma = at.checked_sub(1).is_some_and(|before| found[before].is_sign(","));
    let form = found[..at].iter().rev().find(|word| word.tag == Tag::Verb).and_then(|word| word.verb).map(|(_, form)| form);
    if !comma || form != Some(Form::Base) || next.tag != Tag::Noun || is_plural(&found[at].word) {
        return false;
    }
    let inside = |word: &&Word| matches!(word.tag, Tag::Noun | Tag::Adjective | Tag::Determiner | Tag::Possessive) || word.is_sign(",");
    let row = found[at..].iter().take_while(inside).count();
    let surely = |word: &Word| {
        let base = words::verb_forms(&word.word).iter().find(|(_, form)| *form == Form::Base);
        base.and_then(|(verb, _)| words::verb_at(*verb)).is_some_and(|known| !words::is_verb_or_noun(&known.base))
    };
    let last = found.get(at + row + 1).is_some_and(surely);
    let object =
        found.get(at + row + 2).is_some_and(|word| matches!(word.tag, Tag::Noun | Tag::Adjective | Tag::Determiner | Tag::Possessive));
    found.get(at + row).is_some_and(|word| word.tag == Tag::And) && last && object
}

/// `products that belong to categories, carts, reviews and discount codes`: a list of nouns goes on, none of them led by a word.
pub fn among_nouns(found: &[Word], at: usize) -> bool {
    let mut alone = 0;
    let mut end = at.saturating_sub(1);
    let list = |word: &Word| word.tag == Tag::And || word.is_sign(",");
    while alone < 2 {
        // `Shop: buyers, shelves that can be nested`
        if alone > 0 && found[end].is_sign(":") {
            return true;
        }
        if end == 0 || !list(&found[end]) {
            return false;
        }
        let begin = found[..end].iter().rposition(|word| list(word) || word.is_sign(":")).map_or(0, |at| at + 1);
        let item = &found[begin..end];
        if item.is_empty() || !item.iter().all(|word| matches!(word.tag, Tag::Noun | Tag::Adjective)) {
            return false;
        }
        alone += 1;
        end = begin.saturating_sub(1);
    }
    true
}

/// `Volunteers at our food bank pack parcels`: where they are stands between.
fn behind_place(found: &[Word], at: usize, next: &Word) -> bool {
    let start = clause_start(found, at);
    let opened = found[start..at].iter().position(|word| word.tag == Tag::Preposition).filter(|place| *place > 0);
    let Some(place) = opened.map(|place| start + place) else { return false };
    let (subject, between) = (&found[start..place], &found[place + 1..at]);
    let nominal = |word: &Word| matches!(word.tag, Tag::Noun | Tag::Adjective | Tag::Determiner | Tag::Possessive);
    let who = subject.last().is_some_and(|word| word.tag == Tag::Noun && is_plural(&word.word));
    let person = who && words::is_person(&crate::plural::singular(&found[place - 1].word));
    let placed =
        matches!(found[place].word.as_str(), "at" | "in" | "of" | "from" | "on") && between.len() > 1 && between.iter().all(nominal);
    let led = between.first().is_some_and(|word| matches!(word.tag, Tag::Determiner | Tag::Possessive))
        && between.last().is_some_and(|word| word.tag == Tag::Noun);
    let object = matches!(next.tag, Tag::Determiner | Tag::Possessive | Tag::Quantity)
        || (next.tag == Tag::Noun && is_plural(&next.word) || next.is("which")) && person;
    let alone = !found[at + 1..]
        .iter()
        .take_while(|word| word.tag != Tag::Sign)
        .any(|word| word.tag == Tag::Modal || matches!(word.word.as_str(), "is" | "are" | "has" | "have"));
    who && subject.iter().all(nominal) && placed && led && object && alone && !is_plural(&found[at].word)
}

/// `which products (with a date) ended up in which parcel`
fn asked_which(found: &[Word], at: usize, next: &Word) -> bool {
    let mut depth = 0_usize;
    let mut named = false;
    for word in found[..at].iter().rev() {
        match word.word.as_str() {
            ")" => depth += 1,
            "(" if depth == 0 => return false,
            "(" => depth -= 1,
            _ if depth > 0 => {}
            "which" | "what" => {
                let place = matches!(next.tag, Tag::Preposition | Tag::Wh | Tag::Determiner | Tag::Possessive) && !next.is("by");
                return word.tag == Tag::Wh && named && place;
            }
            _ if matches!(word.tag, Tag::Noun | Tag::Adjective) => named = true,
            _ => return false,
        }
    }
    false
}

/// `It lists our services, logs incidents`: two nouns would have a comma between them.
fn lists(found: &[Word], at: usize, next: &Word) -> bool {
    let joined = before(found, at).is_some_and(|word| matches!(word.tag, Tag::And | Tag::Or | Tag::But) || word.is_sign(","));
    let last = found[..at].iter().rev().find(|word| word.tag == Tag::Verb);
    let third =
        last.is_some_and(|word| word.verb.is_some_and(|(_, form)| form == Form::Third) && !matches!(word.base(), Some("be" | "have")));
    let property = words::is_attribute(&crate::plural::singular(&found[at].word));
    joined && third && !property && next.tag == Tag::Noun && is_plural(&next.word) && !verb_follows(found, at)
}

/// `bathers buy a card and each visit knocks one entry off it`
fn of_its_own(found: &[Word], at: usize, doubtful: bool, next: &Word) -> bool {
    let subject = at.checked_sub(1).is_some_and(|before| found[before].tag == Tag::Noun && !is_plural(&found[before].word));
    let own = own_start(found, at);
    let led = matches!(found[own].tag, Tag::Determiner | Tag::Possessive);
    let again = own > clause_start(found, at) && led && !has_finite(&found[own..at]);
    subject && again && opens(next) && (!doubtful || !verb_follows(found, at))
}

/// `Workers, with a name and a trade, work on jobs`: behind something between commas the subject goes on.
pub fn behind_aside(found: &[Word], at: usize, plural: bool) -> bool {
    let Some(comma) = found[..at].iter().position(|word| word.is_sign(",")).filter(|comma| *comma > 0 && comma + 2 < at) else {
        return false;
    };
    let subject = found[..comma].iter().all(|word| matches!(word.tag, Tag::Noun | Tag::Adjective | Tag::Determiner | Tag::Quantity));
    let opened = matches!(found[comma + 1].tag, Tag::Preposition | Tag::Wh | Tag::Participle);
    let told = found[comma..at].iter().any(|word| word.tag == Tag::And)
        || found[comma + 1].tag == Tag::Wh
        || found[comma + 1].tag == Tag::Participle;
    let closed = found[at - 1].is_sign(",") && told;
    subject && opened && closed && found[comma - 1].tag == Tag::Noun && is_plural(&found[comma - 1].word) == plural
}

/// `the hours each volunteer worked`: somebody right behind a property, who does something.
pub fn contact(found: &[Word], at: usize) -> bool {
    let inner = found[..at].iter().rev().take_while(|word| matches!(word.tag, Tag::Noun | Tag::Adjective)).count();
    let Some(start) = at.checked_sub(inner + 1).filter(|_| inner > 0) else { return false };
    let led = found[start].tag == Tag::Determiner && !found[start].is("that");
    led && start
        .checked_sub(1)
        .is_some_and(|before| found[before].tag == Tag::Noun && words::is_attribute(&crate::plural::singular(&found[before].word)))
}
