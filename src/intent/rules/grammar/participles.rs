//! Past forms and participles: a verb (*was paid*), an adjective before its noun (*a paid invoice*), or a participle behind it (*the price paid*).
//!
//! Comes in: the words of a sentence and the place of one such form. Goes out: its tag, and whether it is a verb or a participle. Never happens: a participle behind `has been` is an adjective.

use super::goes_on;
use super::tagging::{Tag, Word, clause_start, has_finite, is_be, is_have, verb_follows};
use super::words::{self, Form};

/// A past form or a participle: verb, adjective before a noun, or participle behind one.
pub fn past(found: &mut [Word], at: usize, previous: Option<&Word>, next: Option<&Word>, form: Form, doubtful: bool) -> bool {
    let helps = next.is_some_and(|word| matches!(word.word.as_str(), "has" | "have" | "is" | "are" | "was" | "were"));
    let before_noun = next.is_some_and(|word| word.tag == Tag::Noun || word.tag == Tag::Adjective) && !(doubtful && helps);
    // `name, cost in miles`: no participle in a list of properties.
    let alone = previous.is_none_or(|word| word.is_sign(",") || word.is_sign(":") || word.is_sign("(") || word.tag == Tag::And);
    if alone && doubtful && words::is_attribute(&found[at].word) && !found[at].word.ends_with("ed") {
        return false;
    }
    if is_have(previous) && found[at].word == "got" {
        found[at].tag = Tag::Verb;
        return true;
    }
    if is_be(previous) || is_have(previous) {
        found[at].tag = if is_have(previous) && before_noun { Tag::Adjective } else { Tag::Verb };
        return found[at].tag == Tag::Verb;
    }
    let Some(previous) = previous else {
        found[at].tag = Tag::Adjective;
        return false;
    };
    let pronoun = previous.tag == Tag::Pronoun || (previous.tag == Tag::Wh && matches!(previous.word.as_str(), "who" | "that" | "which"));
    if pronoun {
        found[at].tag = Tag::Verb;
        return true;
    }
    if matches!(previous.tag, Tag::Determiner | Tag::Possessive | Tag::Adjective | Tag::Number | Tag::Quantity | Tag::Owner) {
        if !doubtful || before_noun {
            found[at].tag = Tag::Adjective;
        }
        return false;
    }
    // `a shipping cost`: no participle behind its noun.
    let named = doubtful && form == Form::Ed && words::is_attribute(&found[at].word) && !found[at].word.ends_with("ed");
    if previous.tag == Tag::Noun && named && next.is_none_or(|word| matches!(word.tag, Tag::Sign | Tag::And | Tag::Or)) {
        return false;
    }
    if previous.tag == Tag::Noun {
        let start = clause_start(found, at);
        let asked = start > 0 && matches!(found[start - 1].tag, Tag::Wh | Tag::Subordinator) && !has_finite(&found[start..at]);
        let finite = !asked && (has_finite(&found[start..at]) || verb_follows(found, at) || form == Form::Participle);
        let object = next.is_some_and(|word| matches!(word.tag, Tag::Determiner | Tag::Possessive | Tag::Pronoun));
        if goes_on::contact(found, at) && !next.is_some_and(|word| word.is("by")) {
            found[at].tag = Tag::Verb;
            return true;
        }
        if doubtful && !next.is_none_or(|word| matches!(word.tag, Tag::Sign | Tag::Preposition | Tag::And | Tag::Wh)) && !object {
            return false;
        }
        let passive = next.is_some_and(|word| word.tag == Tag::Preposition);
        found[at].tag = if asked {
            Tag::Verb
        } else if finite || !object || passive {
            Tag::Participle
        } else {
            Tag::Verb
        };
        return true;
    }
    if matches!(previous.tag, Tag::And | Tag::Or | Tag::But) || previous.is_sign(",") {
        // `placed at a yard position, given by block, bay and row`: of the position.
        let told = matches!(
            found[at].word.as_str(),
            "given" | "identified" | "addressed" | "designated" | "described" | "defined" | "denoted" | "characterised" | "characterized"
        );
        if told && previous.is_sign(",") && next.is_some_and(|word| word.is("by")) && at > 1 && found[at - 2].tag == Tag::Noun {
            found[at].tag = Tag::Participle;
            return true;
        }
        if previous.is_sign(",") && behind_subject(found, at) {
            found[at].tag = Tag::Participle;
            return true;
        }
        // Goes on with a list of participles or of verbs.
        let last = found[..at].iter().rev().find(|word| word.tag == Tag::Verb || word.tag == Tag::Participle);
        let listed = last.is_some_and(|word| word.verb.is_some_and(|(_, form)| !matches!(form, Form::Base | Form::Third)));
        found[at].tag = if listed && !before_noun { Tag::Verb } else { Tag::Adjective };
        return listed && !before_noun;
    }
    if !doubtful {
        found[at].tag = Tag::Adjective;
    }
    false
}

/// `A treaty, concluded in a certain year, is signed by states`: told of the subject between commas.
fn behind_subject(found: &[Word], at: usize) -> bool {
    let Some(subject) = at.checked_sub(1).map(|comma| &found[..comma]) else { return false };
    let nominal = |word: &Word| matches!(word.tag, Tag::Noun | Tag::Adjective | Tag::Determiner | Tag::Quantity | Tag::Number);
    let place = found.get(at + 1).is_some_and(|next| next.tag == Tag::Preposition && !next.is("of"));
    let Some(close) = found[at..].iter().position(|word| word.is_sign(",")).map(|close| at + close) else { return false };
    let goes_on = found.get(close + 1).is_some_and(|next| {
        next.tag == Tag::Modal || words::verb_forms(&next.word).iter().any(|(_, form)| matches!(form, Form::Base | Form::Third))
    });
    let led = subject.first().is_some_and(|first| first.tag == Tag::Determiner || super::tagging::is_plural(&first.word));
    let named = subject.last().is_some_and(|last| last.tag == Tag::Noun);
    led && named && subject.len() <= 4 && subject.iter().all(nominal) && place && goes_on
}

/// `naming`, `noting`, `giving`: who does something says this by it.
pub fn says(base: &str) -> bool {
    matches!(
        base,
        "give"
            | "name"
            | "state"
            | "specify"
            | "note"
            | "mention"
            | "record"
            | "save"
            | "indicate"
            | "enter"
            | "log"
            | "quote"
            | "write"
            | "store"
            | "document"
            | "report"
            | "register"
            | "tell"
            | "provide"
            | "supply"
    )
}
