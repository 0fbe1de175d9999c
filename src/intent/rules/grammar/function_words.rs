//! Words of grammar that are several things: *that*, *to*, *like*, *no*, *one*.
//!
//! Comes in: words with the tags that they have by themselves. Goes out: the same with the tags that their neighbours say. Never happens: a word of the lists of nouns and verbs is judged here.

use super::tagging::{Tag, Word, is_plural};
use super::words::{self, Form};

/// Words of grammar that are several things.
pub fn functions(found: &mut [Word]) {
    beside(found);
    for at in 0..found.len() {
        let before = at.checked_sub(1).and_then(|before| found.get(before)).cloned();
        let after = found.get(at + 1).cloned();
        let after_word = after.as_ref().map_or("", |word| word.word.as_str());
        let noun_before = before.as_ref().is_some_and(|word| word.tag == Tag::Noun);
        let tag = match found[at].word.as_str() {
            // `I want that as a finding`
            "that"
                if after_word == "as"
                    && before.as_ref().is_some_and(|word| !words::verb_forms(&word.word).is_empty())
                    && found.get(at + 2).is_some_and(|word| matches!(word.word.as_str(), "a" | "an")) =>
            {
                Tag::Pronoun
            }
            "that" if noun_before || before.as_ref().is_some_and(|word| word.tag == Tag::Pronoun) => Tag::Wh,
            // `a category (compact, luxury) that sets the rate`
            "that"
                if before.as_ref().is_some_and(|word| word.is_sign(")"))
                    && words::verb_forms(after_word).iter().any(|(_, form)| *form == Form::Third)
                    && found.get(at + 2).is_some_and(|word| matches!(word.tag, Tag::Determiner | Tag::Possessive)) =>
            {
                Tag::Wh
            }
            // `requests that tenants submit and that get assigned to contractors`
            "that"
                if before.as_ref().is_some_and(|word| word.is("and"))
                    && found[..at].iter().any(|word| word.tag == Tag::Wh && word.is("that"))
                    && words::verb_forms(after_word).iter().any(|(_, form)| matches!(form, Form::Base | Form::Third))
                    && found.get(at + 2).is_some_and(|word| !words::verb_forms(&word.word).is_empty() || word.tag != Tag::Noun) =>
            {
                Tag::Wh
            }
            "that" if before.as_ref().is_some_and(|word| word.is("so")) => Tag::Subordinator,
            // `we register that institution with its name`
            "that"
                if is_verb_like(before.as_ref())
                    && after.as_ref().is_some_and(|word| word.tag == Tag::Noun && !is_plural(&word.word))
                    && found.get(at + 2).is_none_or(|word| matches!(word.tag, Tag::Preposition | Tag::Sign) || word.is("and")) =>
            {
                Tag::Determiner
            }
            "that" if is_verb_like(before.as_ref()) => Tag::Subordinator,
            "that" if matches!(after_word, "is" | "was" | "has" | "have" | "are") => Tag::Pronoun,
            "that" => Tag::Determiner,
            "this" | "these" | "those" if is_verb_like(after.as_ref()) || after.is_none() => Tag::Pronoun,
            "to" => {
                let verb = words::verb_forms(after_word).iter().any(|(_, form)| *form == Form::Base);
                let noun = after_word.is_empty()
                    || words::function(after_word).is_some_and(|tag| tag != "adv" && tag != "not")
                        && !(after_word == "like"
                            && before.as_ref().is_some_and(|word| matches!(word.word.as_str(), "want" | "able" | "wants" | "allowed")));
                let plural_noun = words::is_person(after_word);
                if verb && !noun && !plural_noun { Tag::To } else { Tag::Preposition }
            }
            "since" if before.as_ref().is_some_and(|word| word.is_sign(",")) && after.as_ref().is_some_and(|word| word.tag != Tag::Wh) => {
                Tag::Subordinator
            }
            // `a wheel's sold`, `one's the repeat`
            "'s" if is_contracted(found, at) => {
                found[at].word = "is".to_string();
                Tag::Noun
            }
            // `IT assets`
            "it" if found[at].capital
                && after.as_ref().is_some_and(|word| word.tag == Tag::Noun && words::verb_forms(&word.word).is_empty()) =>
            {
                Tag::Noun
            }
            // `photos w captions`
            "w" if noun_before && after.as_ref().is_some_and(|word| matches!(word.tag, Tag::Noun | Tag::Determiner | Tag::Adjective)) => {
                found[at].word = "with".to_string();
                Tag::Preposition
            }
            "her" if after.as_ref().is_none_or(|word| word.tag != Tag::Noun) => Tag::Pronoun,
            // `As a cook, I want to list dishes, so hungry people come`: why it is wanted.
            "so" if after_word != "that" && is_purpose(found, at) => Tag::Subordinator,
            "so" if before.as_ref().is_some_and(|word| word.is_sign(","))
                && after.as_ref().is_some_and(|word| word.tag != Tag::Adverb && !word.is("that")) =>
            {
                found[at].word = ";".to_string();
                Tag::Sign
            }
            "so" if after_word != "that" => Tag::Adverb,
            // `I need not pay back slips`
            "need" | "needs"
                if after.as_ref().is_some_and(|word| word.tag == Tag::Not)
                    && found.get(at + 2).is_some_and(|word| words::verb_forms(&word.word).iter().any(|(_, form)| *form == Form::Base)) =>
            {
                Tag::Modal
            }
            "first" | "second" | "third" | "next" | "away" | "last" | "home" | "back"
                if after.as_ref().is_some_and(|word| matches!(word.tag, Tag::Noun | Tag::Adjective) || word.tag == Tag::And) =>
            {
                Tag::Adjective
            }
            "like" => {
                let subject = before.as_ref().is_some_and(|word| {
                    word.tag == Tag::Modal
                        || matches!(word.word.as_str(), "i" | "we" | "you" | "they")
                        || (word.tag == Tag::Noun
                            && is_plural(&word.word)
                            && found[..at].iter().all(|word| word.tag == Tag::Noun || word.tag == Tag::Adverb)
                            // `pitches have features like power`
                            && !found[..at].iter().any(|word| matches!(word.word.as_str(), "have" | "has" | "are" | "is")))
                });
                let listed = before.as_ref().is_some_and(|word| {
                    word.tag == Tag::And || (word.is_sign(",") && found[..at].iter().filter(|word| word.is_sign(",")).count() > 1)
                }) && after.as_ref().is_some_and(|word| word.tag == Tag::Noun && is_plural(&word.word));
                let listed = listed
                    || before.as_ref().is_some_and(|word| word.is_sign(","))
                        && found.get(at + 2).is_some_and(|word| word.tag == Tag::And)
                        && found.get(at + 3).is_some_and(|word| words::verb_forms(&word.word).iter().any(|(_, form)| *form == Form::Base));
                // `follow each other, like and comment on photos`
                let listed = listed
                    || before.as_ref().is_some_and(|word| word.is_sign(","))
                        && after.as_ref().is_some_and(|word| word.tag == Tag::And)
                        && found.get(at + 2).is_some_and(|word| words::verb_forms(&word.word).iter().any(|(_, form)| *form == Form::Base));
                // `comment on photos and like them`
                let listed = listed
                    || before.as_ref().is_some_and(|word| word.tag == Tag::And)
                        && (matches!(after_word, "them" | "it")
                            || after.as_ref().is_some_and(|word| word.tag == Tag::And)
                                && found
                                    .get(at + 2)
                                    .is_some_and(|word| words::verb_forms(&word.word).iter().any(|(_, form)| *form == Form::Base)));
                // `follow one another, like each other's photos`
                let listed = listed
                    || before.as_ref().is_some_and(|word| word.tag == Tag::And || word.is_sign(","))
                        && matches!(after_word, "each" | "one")
                        && found.get(at + 2).is_some_and(|word| matches!(word.word.as_str(), "other" | "another"));
                let to = before.as_ref().is_some_and(|word| word.is("to"));
                if subject || listed || to { Tag::Noun } else { continue }
            }
            "once"
                if after.as_ref().is_none_or(|word| {
                    matches!(word.tag, Tag::Sign | Tag::Adverb | Tag::Or | Tag::And | Tag::Preposition)
                        || (matches!(word.word.as_str(), "a" | "each" | "every" | "per")
                            && found.get(at + 2).is_some_and(|word| words::is_unit(&word.word)))
                }) =>
            {
                Tag::Adverb
            }
            "besides" if after.is_some() => Tag::And,
            "about" if after.as_ref().is_some_and(|word| word.tag == Tag::Number) => Tag::Adverb,
            "plus" => Tag::And,
            "itself" | "themselves" | "himself" | "herself" if noun_before => Tag::Adverb,
            "including" => Tag::Preposition,
            "no" if before.as_ref().is_some_and(|word| word.tag == Tag::Noun)
                && after.as_ref().is_none_or(|word| word.tag == Tag::Sign) =>
            {
                Tag::Noun
            }
            "no" if before.as_ref().is_none_or(|word| word.is_sign(":") || word.is_sign(",") || word.is_sign("("))
                && after.as_ref().is_some_and(|word| word.is_sign(",") || word.is_sign("(")) =>
            {
                Tag::Noun
            }
            "such" | "own" => found[at].tag,
            // `for each mine its location is recorded`, `a well is known by its number`
            "well"
                if before
                    .as_ref()
                    .is_some_and(|word| word.tag == Tag::Determiner || matches!(word.word.as_str(), "each" | "every" | "a"))
                    && after.as_ref().is_none_or(|word| !matches!(word.tag, Tag::Adjective | Tag::Noun | Tag::Participle)) =>
            {
                Tag::Noun
            }
            "mine"
                if before
                    .as_ref()
                    .is_some_and(|word| matches!(word.tag, Tag::Determiner | Tag::Adjective | Tag::Possessive | Tag::Noun)) =>
            {
                Tag::Noun
            }
            "one" if noun_before && before.as_ref().is_some_and(|word| word.is("partner")) => Tag::Noun,
            _ => continue,
        };
        found[at].tag = tag;
        if tag == Tag::Noun && found[at].word == "no" {
            found[at].word = "number".to_string();
        }
    }
}

/// Whether `'s` stands for `is`: behind it stands what no owner has.
fn is_contracted(found: &[Word], at: usize) -> bool {
    let (Some(before), Some(next)) = (at.checked_sub(1).and_then(|before| found.get(before)), found.get(at + 1)) else { return false };
    let subject = matches!(before.tag, Tag::Noun | Tag::Pronoun | Tag::Number);
    let participle = words::verb_forms(&next.word).iter().any(|(_, form)| matches!(form, Form::Ed | Form::Participle));
    let ends = found.get(at + 2).is_none_or(|after| {
        matches!(after.tag, Tag::Sign | Tag::Preposition | Tag::Pronoun | Tag::Determiner | Tag::And | Tag::To | Tag::Adverb)
    });
    subject && (matches!(next.tag, Tag::Determiner | Tag::Not) || next.is("just") || participle && ends && !words::is_attribute(&next.word))
}

fn is_verb_like(word: Option<&Word>) -> bool {
    word.is_some_and(|word| {
        word.tag == Tag::Modal
            || word.tag == Tag::Verb
            || words::verb_forms(&word.word)
                .iter()
                .any(|(at, _)| words::verb_at(*at).is_some_and(|verb| !words::is_verb_or_noun(&verb.base)) && word.tag == Tag::Noun)
    })
}

/// Verbs and names that words of grammar beside them show: *each gets a title*, *known by a code*, *the commission stating wishes*, *date out*.
fn beside(found: &mut [Word]) {
    for at in 1..found.len() {
        let forms = words::verb_forms(&found[at].word);
        let form =
            |wanted: Form| forms.iter().copied().find(|(_, form)| *form == wanted || wanted == Form::Participle && *form == Form::Ed);
        let before = &found[at - 1];
        let next = found.get(at + 1);
        let ends = |word: Option<&Word>| word.is_none_or(|word| matches!(word.tag, Tag::Sign | Tag::And));
        let free = at < 2 || matches!(found[at - 2].tag, Tag::Sign | Tag::And);
        let given = next.is_some_and(|next| matches!(next.word.as_str(), "a" | "an" | "the" | "its" | "one"));
        let led = at > 1 && matches!(found[at - 2].word.as_str(), "a" | "an" | "the" | "each" | "every" | "any");
        let bears =
            matches!(found[at].word.as_str(), "stating" | "giving" | "showing" | "specifying" | "quoting" | "naming" | "containing");
        let told = bears && led && before.tag == Tag::Noun && next.is_some_and(|next| next.tag == Tag::Noun) && ends(found.get(at + 2));
        let (tag, verb) = if before.is("each") && free && given {
            (Tag::Verb, form(Form::Third))
        } else if found[at].is("known") && next.is_some_and(|next| next.is("by")) && (before.is_sign(",") || before.is("each")) {
            (Tag::Participle, form(Form::Participle))
        } else if told {
            (Tag::Verb, form(Form::Ing))
        } else {
            // `date out`, `time in`
            let dated = matches!(before.word.as_str(), "date" | "time") && matches!(found[at].word.as_str(), "in" | "out" | "off" | "back");
            let be = next.is_some_and(|next| matches!(next.word.as_str(), "is" | "are"));
            if dated && (be || ends(next)) {
                found[at].tag = Tag::Noun;
            }
            continue;
        };
        if let Some(verb) = verb {
            (found[at].tag, found[at].verb) = (tag, Some(verb));
        }
    }
}

/// Whether a `so` says what something is good for: in a story, or before who can do something then, as in *we note the address so we can call*.
fn is_purpose(found: &[Word], at: usize) -> bool {
    let story = found.first().is_some_and(|word| word.is("as")) && found[..at].iter().take(16).any(|word| word.is("i") || word.is("we"));
    let before = at.checked_sub(1).map_or("", |before| found[before].word.as_str());
    let degree = matches!(
        before,
        "is" | "are" | "was" | "were" | "be" | "and" | "or" | "if" | "do" | "does" | "done" | "say" | "think" | "not" | ""
    );
    let who = found.get(at + 1).is_some_and(|word| {
        matches!(word.word.as_str(), "i" | "we" | "they" | "he" | "she" | "you" | "people" | "nobody" | "everyone" | "everybody")
    });
    let can = found.get(at + 2).is_some_and(|word| matches!(word.word.as_str(), "can" | "know" | "see" | "could"));
    let much = found.get(at + 1).is_some_and(|word| matches!(word.word.as_str(), "much" | "many" | "few" | "far" | "long" | "on"));
    !degree && !much && (story || before != "," && who && can)
}
