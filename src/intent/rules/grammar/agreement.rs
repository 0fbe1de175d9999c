//! Nouns and verbs told apart by number: *each review stores grade and date*, *the potter posts updates*, *lawyers record time on matters*, but *honey harvests per hive*.
//!
//! Comes in: the tagged words of a sentence so far, which one is open, and the form of a verb that it may be. Goes out: whether it is a verb, where the number of the words around says so. Never happens: a word that no
//! list of verbs knows becomes one.

use super::tagging::{Tag, Word, clause_start, has_finite};
use super::verbless::BEFORE_NOUNS;
use super::words::{self, Form, is_plural};
use crate::plural::singular;

/// So many words further a list of verbs has its second one.
const NEAR: usize = 8;

/// What number says of a word; none where it says nothing.
pub fn says(found: &[Word], at: usize, form: Form, base: &words::Verb, doubtful: bool) -> Option<bool> {
    let start = clause_start(found, at);
    if form == Form::Third && (beside_another(found, at) || behind_what_somebody_does(found, at)) {
        return Some(true);
    }
    if !doubtful {
        return None;
    }
    if form == Form::Base && ends_a_list(found, at) {
        return Some(false);
    }
    // `a user (email, birth date) records meals`
    let open = found[..at].last().filter(|word| word.is_sign(")")).and_then(|_| found[..at].iter().rposition(|word| word.is_sign("(")));
    let (start, end) = open.map_or((start, at), |open| (clause_start(found, open), open));
    let subject = &found[start..end];
    if open.is_some() {
        return (form == Form::Third && one_does(subject, &found[at..])).then_some(true);
    }
    match form {
        Form::Third => {
            if one_does(subject, &found[at..]) || asked_of_one(found, start, at) {
                return Some(true);
            }
            if behind_place(subject).is_some_and(|subject| one_does(subject, &found[at..])) {
                return Some(true);
            }
            named_without_article(subject, found, at).then_some(false)
        }
        Form::Base => many_do(found, subject, at, base).then_some(true),
        _ => None,
    }
}

fn is_nominal(word: &Word) -> bool {
    matches!(word.tag, Tag::Noun | Tag::Adjective)
}

/// `approves or rejects`
fn beside_another(found: &[Word], at: usize) -> bool {
    let Some([before, joined]) = at.checked_sub(2).and_then(|from| found.get(from..at)) else { return false };
    let third = before.tag == Tag::Verb
        && before.verb.is_some_and(|(_, form)| form == Form::Third)
        && !matches!(before.base(), Some("be" | "have"));
    third && matches!(joined.tag, Tag::And | Tag::Or)
}

/// `Tenants, leases with a rent, and rent payments`: the last of a list in which nobody does anything.
fn ends_a_list(found: &[Word], at: usize) -> bool {
    let behind = at > 0 && found[at - 1].tag == Tag::And;
    let listed = behind && found.get(at.wrapping_sub(2)).is_some_and(|word| word.is_sign(","));
    let start = found[..at].iter().rposition(|word| matches!(word.word.as_str(), ":" | ";")).map_or(0, |sign| sign + 1);
    let does = |word: &Word| word.tag == Tag::Verb && word.verb.is_some_and(|(_, form)| form != Form::Ing);
    let idle = |word: &Word| !does(word) && !matches!(word.tag, Tag::Modal | Tag::To | Tag::Pronoun | Tag::Wh);
    let [next, rest @ ..] = found.get(at + 1..).unwrap_or_default() else { return false };
    let ends = rest.first().is_none_or(|word| matches!(word.tag, Tag::Sign | Tag::Preposition));
    listed && start < at && found[start..at].iter().all(idle) && next.tag == Tag::Noun && is_plural(&next.word) && ends
}

/// `Every bottle they bring gets a number`: the verb of what stands before what they do.
fn behind_what_somebody_does(found: &[Word], at: usize) -> bool {
    let Some([noun, who, does]) = at.checked_sub(3).and_then(|from| found.get(from..at)) else { return false };
    let acts = words::verb_forms(&does.word).iter().any(|(_, form)| matches!(form, Form::Base | Form::Past | Form::Ed | Form::Third));
    let person = who.tag == Tag::Pronoun && matches!(who.word.as_str(), "they" | "we" | "i" | "you" | "he" | "she");
    let single = noun.tag == Tag::Noun && !is_plural(&noun.word) && !words::is_attribute(&noun.word);
    single && person && acts && opens_object(found.get(at + 1..).unwrap_or_default())
}

/// `Restore requests from users must be logged`: what stands before is of what must be done, and no order to do something.
pub fn names_what_must(found: &[Word], base: &words::Verb) -> bool {
    let told = matches!(base.base.as_str(), "ensure" | "let" | "guarantee" | "make" | "check" | "assume" | "note" | "see" | "say");
    let named = found.get(1).is_some_and(|word| word.tag == Tag::Noun && is_plural(&word.word));
    let inner = |word: &&Word| {
        is_nominal(word) || matches!(word.tag, Tag::Determiner | Tag::Possessive | Tag::Number | Tag::Quantity | Tag::Preposition)
    };
    let length = found.iter().take_while(inner).count();
    named && !told && found.get(length).is_some_and(|word| word.tag == Tag::Modal)
}

/// Whether what stands behind is an object: determined, or a phrase of several.
pub fn opens_object(rest: &[Word]) -> bool {
    let determined = |word: &Word| matches!(word.tag, Tag::Determiner | Tag::Possessive | Tag::Quantity | Tag::Number);
    rest.first().is_some_and(determined) || rest.iter().take_while(|word| is_nominal(word)).last().is_some_and(|word| is_plural(&word.word))
}

/// `each review stores`, `a roster spot links`, `the potter posts updates`: one of them, and behind it a word with the ending of verbs.
fn one_does(subject: &[Word], rest: &[Word]) -> bool {
    let Some((led, inner)) = subject.split_first() else { return false };
    let counted = led.tag == Tag::Determiner && matches!(led.word.as_str(), "a" | "an" | "each" | "every");
    let the = led.is("the");
    let single = inner.iter().rev().find(|word| word.tag == Tag::Noun).is_some_and(|word| !is_plural(&word.word));
    if !(counted || the) || !single || inner.len() > 3 || !inner.iter().all(is_nominal) {
        return false;
    }
    let Some(next) = rest.get(1) else { return false };
    if rest
        .iter()
        .take_while(|word| word.tag != Tag::Sign)
        .any(|word| word.tag == Tag::Modal || matches!(word.word.as_str(), "is" | "are" | "has" | "have"))
    {
        return false;
    }
    if the {
        // `The chair reports turnout for the station`
        let somebody = inner.last().is_some_and(|word| words::is_person(&word.word));
        let what = matches!(&rest[1..], [what, place, ..] if what.tag == Tag::Noun && place.tag == Tag::Preposition && !place.is("of"));
        return opens_object(&rest[1..]) || somebody && what;
    }
    // `An officer checks, approves or rejects`
    let somebody = inner.last().is_some_and(|word| words::is_person(&word.word));
    let goes_on = next.tag == Tag::And || next.tag == Tag::Or || next.is_sign(",") || next.is_sign("(");
    let third = |word: &Word| word.word.ends_with('s') && words::verb_forms(&word.word).iter().any(|(_, form)| *form == Form::Third);
    if somebody && goes_on && rest[2..].iter().take(NEAR).any(third) {
        return true;
    }
    let known = inner.last().is_some_and(|word| word.tag == Tag::Noun || word.is("present"));
    let behind = matches!(next.tag, Tag::Noun | Tag::Determiner | Tag::Possessive | Tag::Quantity | Tag::Number);
    known && behind && !BEFORE_NOUNS.contains(&rest[0].word.as_str())
}

/// `report a defect, which a mechanic closes`
fn asked_of_one(found: &[Word], start: usize, at: usize) -> bool {
    if at <= start {
        return false;
    }
    let asked = start > 0 && matches!(found[start - 1].word.as_str(), "which" | "that");
    let ends = found.get(at + 1).is_none_or(|word| word.tag == Tag::Sign);
    let led = matches!(found[start].word.as_str(), "a" | "an" | "the" | "each" | "every");
    let somebody = found[at - 1].tag == Tag::Noun && !is_plural(&found[at - 1].word);
    asked && ends && led && somebody && at - start <= 3
}

/// The subject behind where or when it is: `during the work the potter posts updates`.
fn behind_place(subject: &[Word]) -> Option<&[Word]> {
    subject.first().filter(|word| word.tag == Tag::Preposition)?;
    let led = subject.iter().rposition(|word| word.tag == Tag::Determiner).filter(|led| *led > 2)?;
    (subject[led - 1].tag == Tag::Noun && subject[1..led - 1].iter().all(|word| is_nominal(word) || word.tag == Tag::Determiner))
        .then_some(&subject[led..])
}

/// `honey harvests per hive`, `repair requests that go to a craftsman`: one that is counted would have an article.
fn named_without_article(subject: &[Word], found: &[Word], at: usize) -> bool {
    let Some(next) = found.get(at + 1) else { return false };
    let bare = subject.iter().rev().take_while(|word| is_nominal(word)).count();
    let before = at.checked_sub(bare + 1).and_then(|before| found.get(before));
    let opened = before.is_none_or(|word| word.tag == Tag::And || word.is_sign(",") || word.is_sign("-") || word.is_sign(":"));
    let somebody = |word: &Word| words::is_person(&singular(&word.word)) || words::is_organization(&word.word);
    let thing = found[..at].last().is_some_and(|word| word.tag == Tag::Noun && !is_plural(&word.word) && !somebody(word) && !word.quoted);
    let named = found[at - bare.min(at)..at].iter().any(|word| word.capital) && bare == 1 && before.is_some();
    let listed = matches!(next.word.as_str(), "per" | "with") || next.tag == Tag::Wh && !has_finite(subject) || labelled(&found[at + 1..]);
    opened && bare > 0 && thing && !named && listed
}

/// `… on a station: reported at, fault`: before its list stands a label.
fn labelled(rest: &[Word]) -> bool {
    let Some(colon) = rest.iter().position(|word| word.is_sign(":")) else { return false };
    rest.first().is_some_and(|word| word.tag == Tag::Preposition) && !has_finite(&rest[..colon]) && colon + 1 < rest.len()
}

/// `lawyers record time on matters`, `rules sort automatically`, `wardens patrol and write notes`: several of them, who do something.
fn many_do(found: &[Word], subject: &[Word], at: usize, base: &words::Verb) -> bool {
    let rest = &found[at + 1..];
    let last = subject.last().filter(|word| word.tag == Tag::Noun && is_plural(&word.word));
    let Some(last) = last.filter(|word| !BEFORE_NOUNS.contains(&word.word.as_str())) else { return false };
    if subject.len() > 3 || !subject.iter().all(|word| is_nominal(word) || word.tag == Tag::Determiner) || is_plural(&found[at].word) {
        return false;
    }
    let open = at == subject.len() || found[at - subject.len() - 1].is_sign(";") || found[at - subject.len() - 1].tag == Tag::Subordinator;
    let sign = rest.iter().position(|word| word.tag == Tag::Sign).unwrap_or(rest.len());
    if !open || has_finite(&rest[..sign]) {
        return false;
    }
    let one = singular(&last.word);
    let somebody = words::is_person(&one) || words::is_organization(&one);
    let base_form = |word: &Word| words::verb_forms(&word.word).iter().any(|(_, form)| *form == Form::Base);
    match rest {
        [how, ..] if how.tag == Tag::Adverb && (how.word.ends_with("ly") || somebody) => true,
        [and, second, after, ..] if matches!(and.tag, Tag::And | Tag::Or) && base_form(second) => {
            opens_object(&rest[2..]) && (somebody || after.tag == Tag::Determiner || !words::is_verb_or_noun(&second.word))
        }
        [what, place, ..] if what.tag == Tag::Noun && !is_plural(&what.word) => {
            somebody && place.tag == Tag::Preposition && !place.is("of") && !place.is("with") && !matches!(base.sense, words::Sense::Be)
        }
        _ => false,
    }
}
