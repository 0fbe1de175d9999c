//! How short forms begin: *station code (unique), name*, *maintenance plans for a machine: …*, *document states: …*, *Works for one agency.*
//!
//! Comes in: the tagged words of a sentence. Goes out: the same with its first words as what they are there, a noun or a verb. Never happens: an order such as *store the name*
//! becomes a noun.

use super::tagging::{Tag, Word};
use super::words::{self, Form, Sense};

/// Words that are mostly a verb, where a list of properties or a label begins with them.
pub fn nouns(found: &mut [Word]) {
    let Some(first) = found.first() else { return };
    let verb = first.verb.filter(|_| first.tag == Tag::Verb).and_then(|(at, form)| Some((words::verb_at(at)?, form)));
    if let Some((known, Form::Base)) = verb {
        let doubtful = words::is_verb_or_noun(&known.base) || words::is_event_of(&first.word, &known.base) || known.sense == Sense::Belong;
        let attribute = found.get(1).is_some_and(|next| next.tag == Tag::Noun && is_property(&next.word));
        let sign = |signs: &[&str]| found.get(2).is_some_and(|after| after.tag == Tag::Sign && signs.contains(&after.word.as_str()));
        let listed = sign(&["("]) || sign(&[","]) && known.sense != Sense::Store && lists_nouns(&found[2..]);
        // `Document states: draft, sent`
        let labelled = found.get(1).is_some_and(|next| is_state(&next.word)) && sign(&[":"]);
        // `register of machines: …`
        let of = doubtful && found.get(1).is_some_and(|next| next.is("of"));
        // `Audit log – who did what`
        let single = found.get(1).is_some_and(|next| next.tag == Tag::Noun && !super::tagging::is_plural(&next.word));
        let named = doubtful && single && sign(&["-", ":"]);
        if doubtful && attribute && listed || labelled || of || named {
            noun(&mut found[0]);
        }
        return;
    }
    compound(found);
}

/// `maintenance plans for a machine: task, interval`.
fn compound(found: &mut [Word]) {
    let Some((first, second)) = found.first().cloned().zip(found.get(1).cloned()).filter(|_| found.len() > 2) else { return };
    let third = second.verb.and_then(|(at, form)| Some((words::verb_at(at)?, form)));
    let Some((known, Form::Third)) = third.filter(|_| second.tag == Tag::Verb && first.tag == Tag::Noun) else { return };
    let plural = super::tagging::is_plural(&first.word);
    // `Charging stations at a site.`
    let short =
        found.len() <= 6 && found[2].tag == Tag::Preposition && found[3..].iter().all(|word| !matches!(word.tag, Tag::Verb | Tag::Sign));
    if short && !plural && known.sense == Sense::Belong && !words::is_person(&first.word) {
        noun(&mut found[1]);
        return;
    }
    let Some(colon) = found.iter().position(|word| word.is_sign(":")) else { return };
    let prepositional = found.get(2).is_some_and(|word| word.tag == Tag::Preposition || word.is_sign(":") || word.is_sign("("));
    let alone = !found[2..colon].iter().any(|word| matches!(word.tag, Tag::Verb | Tag::Modal | Tag::Sign));
    let several = found[colon..].iter().filter(|word| word.is_sign(",")).count() > 0;
    if words::is_verb_or_noun(&known.base) && !plural && prepositional && alone && several {
        noun(&mut found[1]);
    }
}

/// `Works for one agency`, `Needs a licence`, of what was spoken of: a verb without its subject.
pub fn verb(found: &mut [Word]) -> bool {
    let Some(first) = found.first() else { return false };
    let third = words::verb_forms(&first.word).iter().copied().find(|(_, form)| *form == Form::Third);
    let behind = found.get(1).is_some_and(|next| {
        matches!(next.tag, Tag::Determiner | Tag::Number | Tag::Quantity) && !next.is("per")
            || next.tag == Tag::Preposition && matches!(next.word.as_str(), "for" | "in" | "at" | "on" | "to" | "with" | "from" | "under")
    });
    let counted = found.get(2).is_some_and(|next| matches!(next.tag, Tag::Determiner | Tag::Number | Tag::Quantity | Tag::Possessive));
    let preposition = found.get(1).is_some_and(|next| next.tag == Tag::Preposition);
    let finite = found.iter().any(|word| matches!(word.tag, Tag::Verb | Tag::Modal) || word.is_sign(":"));
    // `parks with a name` are parks.
    let doubtful = third.and_then(|(at, _)| words::verb_at(at)).is_none_or(|verb| words::is_verb_or_noun(&verb.base));
    let mostly = matches!(first.word.as_str(), "works" | "needs" | "stands" | "serves" | "lies" | "sits" | "covers")
        && !found.get(1).is_some_and(|next| next.is("with"));
    let third = third.filter(|_| !doubtful || mostly);
    if let Some(verb) = third.filter(|_| first.tag == Tag::Noun && behind && (counted || !preposition) && !finite) {
        found[0].tag = Tag::Verb;
        found[0].verb = Some(verb);
        return true;
    }
    false
}

/// `book viewings`, in a list of what people do.
pub fn order(found: &mut [Word]) {
    let Some(first) = found.first_mut().filter(|first| first.tag == Tag::Noun) else { return };
    if let Some(verb) = words::verb_forms(&first.word).iter().copied().find(|(_, form)| *form == Form::Base) {
        first.tag = Tag::Verb;
        first.verb = Some(verb);
    }
}

/// `the wheel sets we keep`: no verb between a noun and who does something with it.
pub fn kept(found: &mut [Word]) {
    for at in 1..found.len().saturating_sub(2) {
        let doubtful = found[at].verb.and_then(|(verb, _)| words::verb_at(verb)).is_some_and(|verb| words::is_verb_or_noun(&verb.base));
        let who = found[at + 1].tag == Tag::Pronoun && matches!(found[at + 1].word.as_str(), "we" | "i" | "they" | "you");
        let does = matches!(found[at + 2].tag, Tag::Verb | Tag::Modal);
        if found[at].tag == Tag::Verb && doubtful && who && does && found[at - 1].tag == Tag::Noun {
            noun(&mut found[at]);
        }
    }
}

/// `a minimum and a maximum salary`: two salaries. `date moved in`: one word is the name.
pub fn names(found: &mut Vec<Word>) {
    let mut at = 0;
    while at < found.len() {
        let is = |offset: usize, tag: Tag| found.get(at + offset).is_some_and(|word| word.tag == tag);
        let article = |offset: usize| found.get(at + offset).is_some_and(|word| matches!(word.word.as_str(), "a" | "an" | "the"));
        let sides = [1, 4].iter().all(|offset| {
            found.get(at + offset).is_some_and(|word| {
                matches!(word.word.as_str(), "minimum" | "maximum" | "first" | "last" | "start" | "end" | "home" | "away")
            })
        });
        let ends = found.get(at + 6).is_none_or(|word| matches!(word.tag, Tag::Sign | Tag::And | Tag::Preposition) && !word.is("of"));
        if article(0) && sides && is(2, Tag::And) && article(3) && is(5, Tag::Noun) && ends {
            let shared = found[at + 5].clone();
            found.insert(at + 2, Word { range: found[at + 1].range.clone(), ..shared });
        }
        let particle = found.get(at + 1).is_some_and(|next| matches!(next.word.as_str(), "in" | "out" | "off"));
        let behind = found.get(at + 2).is_none_or(|next| matches!(next.tag, Tag::Sign | Tag::And));
        if found[at].tag == Tag::Participle && particle && behind {
            let particle = found.remove(at + 1);
            found[at].word = format!("{}_{}", found[at].word, particle.word);
            found[at].range.end = particle.range.end;
        }
        at += 1;
    }
}

fn noun(word: &mut Word) {
    word.tag = Tag::Noun;
    word.verb = None;
}

fn is_property(word: &str) -> bool {
    words::is_attribute(word) || words::is_attribute(&crate::plural::singular(word))
}

fn is_state(word: &str) -> bool {
    matches!(word, "states" | "state" | "status" | "statuses")
}

/// Whether nouns stand between the commas, and no verb.
fn lists_nouns(found: &[Word]) -> bool {
    let mut depth = 0_usize;
    for word in found {
        match word.word.as_str() {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            _ if depth == 0 && matches!(word.tag, Tag::Verb | Tag::Modal | Tag::Pronoun | Tag::Wh) => return false,
            _ => {}
        }
    }
    true
}
