//! Places where only a verb can stand, whatever else the word may be: *people who need a voice*, *nobody books me then*, *the skills the project calls for*, *before the rep leaves*.
//!
//! Comes in: the tagged words of a sentence so far, which one is open, and the form of a verb that it may be. Goes out: whether it is a verb; none where the place says nothing.
//! Never happens: a word that no list of verbs knows becomes one.

use super::tagging::{Tag, Word, has_finite, is_plural};
use super::words::{self, Form};
use crate::plural::singular;

/// What the place of a word says of it.
pub fn says(found: &[Word], at: usize, form: Form, base: &words::Verb) -> Option<bool> {
    let previous = found.get(at.checked_sub(1)?)?;
    let next = found.get(at + 1);
    match form {
        Form::Base => {
            if does_something(found, at) {
                return Some(false);
            }
            // `Swaps beyond the plan get billed`
            if base.base == "get" && previous.tag == Tag::Noun && next.is_some_and(is_participle) {
                return Some(true);
            }
            (behind_who(found, at, previous) || told_of_several(found, at, next) || behind_examples(found, at, next)).then_some(true)
        }
        Form::Third => (behind_who(found, at, previous)
            || behind_somebody(found, at, previous, next)
            || told_of_one(found, at, next)
            || ends_condition(found, at, next)
            || somebody_does(found, at, next)
            || one_does_to_several(found, at, next)
            || goes_on(found, at, next)
            || asked(found, at, next)
            || behind_whoever(found, at, next)
            || so_that(found, at, next))
        .then_some(true),
        Form::Ing => (by_doing(found, at, next) || says_which(previous, next, base) || lies(previous, next, base)).then_some(true),
        _ => None,
    }
}

/// `I answer wishes by setting conditions`: how it is done. Not `sorted by opening hours`.
fn by_doing(found: &[Word], at: usize, next: Option<&Word>) -> bool {
    let by = found[at - 1].is("by") && at.checked_sub(2).is_some_and(|before| found[before].tag == Tag::Noun);
    let done = next.is_some_and(|next| {
        determined(next) || next.tag == Tag::Noun && is_plural(&next.word) && !words::is_attribute(&singular(&next.word))
    });
    by && done
}

fn is_nominal(word: &Word) -> bool {
    matches!(word.tag, Tag::Noun | Tag::Adjective)
}

fn is_participle(word: &Word) -> bool {
    words::verb_forms(&word.word).iter().any(|(_, form)| matches!(form, Form::Ed | Form::Participle))
}

fn determined(word: &Word) -> bool {
    matches!(word.tag, Tag::Determiner | Tag::Possessive | Tag::Quantity | Tag::Number)
}

fn ends(next: Option<&Word>) -> bool {
    next.is_none_or(|word| word.tag == Tag::Sign)
}

/// `field technicians do service checks`: what they do is no second verb.
fn does_something(found: &[Word], at: usize) -> bool {
    let doing = found[at - 1].tag == Tag::Verb && matches!(found[at - 1].word.as_str(), "do" | "does" | "did");
    let told = at.checked_sub(2).is_some_and(|who| matches!(found[who].tag, Tag::Noun | Tag::Pronoun | Tag::And | Tag::Modal | Tag::To));
    doing && told && found.get(at + 1).is_some_and(|next| next.tag == Tag::Noun && is_plural(&next.word))
}

/// `people who need a voice`, `whoever follows a route`: no noun stands behind it.
fn behind_who(found: &[Word], at: usize, previous: &Word) -> bool {
    let who = previous.tag == Tag::Wh && matches!(previous.word.as_str(), "who" | "whoever");
    who && found.get(at + 1).is_some_and(|next| !matches!(next.tag, Tag::Noun | Tag::And) || is_plural(&next.word))
}

/// `somebody downloads an episode`, `so nobody books me`, `the rack it stands on`
fn behind_somebody(found: &[Word], at: usize, previous: &Word, next: Option<&Word>) -> bool {
    let somebody = ["somebody", "someone", "nobody", "anybody", "anyone", "everybody", "everyone"].contains(&previous.word.as_str());
    let it = matches!(previous.word.as_str(), "it" | "he" | "she");
    let contact = it && at > 1 && found[at - 2].tag == Tag::Noun && next.is_none_or(|next| !is_nominal(next));
    let opens = !super::tagging::has_finite(&found[super::tagging::clause_start(found, at)..at]);
    somebody && opens || contact
}

/// Where the noun phrase in front of a word begins: `the project`, `a second courier`.
fn phrase_before(found: &[Word], at: usize) -> Option<usize> {
    let inner = found[..at].iter().rev().take_while(|word| is_nominal(word)).count();
    let led = at.checked_sub(inner + 1).filter(|_| (1..=3).contains(&inner))?;
    (found[led].tag == Tag::Determiner && found[at - 1].tag == Tag::Noun).then_some(led)
}

/// `the skills the project calls for`, `the dog the sitter looks after`
fn told_of_one(found: &[Word], at: usize, next: Option<&Word>) -> bool {
    let Some(led) = phrase_before(found, at).filter(|_| !is_plural(&found[at - 1].word)) else { return false };
    let article = matches!(found[led].word.as_str(), "the" | "a" | "an" | "each" | "every");
    article && led > 0 && found[led - 1].tag == Tag::Noun && strands(found, at, next)
}

/// `the sites the crews work at`
fn told_of_several(found: &[Word], at: usize, next: Option<&Word>) -> bool {
    let Some(led) = phrase_before(found, at).filter(|_| is_plural(&found[at - 1].word)) else { return false };
    !is_plural(&found[at].word) && led > 0 && found[led].is("the") && found[led - 1].tag == Tag::Noun && strands(found, at, next)
}

/// `Milestones such as the first tooth come with a picture`
fn behind_examples(found: &[Word], at: usize, next: Option<&Word>) -> bool {
    let start = super::tagging::clause_start(found, at);
    let Some(such) = found[start..at].windows(2).position(|pair| pair[0].is("such") && pair[1].is("as")) else { return false };
    let such = start + such;
    let several = such > start && found[such - 1].tag == Tag::Noun && is_plural(&found[such - 1].word);
    let object = next.is_some_and(|next| determined(next) || next.tag == Tag::Preposition && !next.is("of"));
    let example = at > such + 2 && found[at - 1].tag == Tag::Noun && !has_finite(&found[start..at]);
    several && object && example && !is_plural(&found[at].word) && !super::tagging::verb_follows(found, at)
}

/// A preposition that no noun follows.
fn strands(found: &[Word], at: usize, next: Option<&Word>) -> bool {
    next.is_some_and(|next| next.tag == Tag::Preposition && !next.is("of"))
        && found.get(at + 2).is_none_or(|end| matches!(end.tag, Tag::Sign | Tag::And | Tag::Or | Tag::Wh))
}

/// `if the winner pays, …`, `before the rep leaves`: a condition has a verb.
fn ends_condition(found: &[Word], at: usize, next: Option<&Word>) -> bool {
    let Some(led) = phrase_before(found, at).filter(|led| *led > 0 && !is_plural(&found[at - 1].word)) else { return false };
    let opens =
        matches!(found[led - 1].word.as_str(), "if" | "when" | "once" | "before" | "after" | "until" | "unless" | "while" | "whenever");
    opens && ends(next) && !words::is_attribute(&singular(&found[at].word))
}

/// `When the pet is home the owner closes the search`: somebody, and behind it an object.
fn somebody_does(found: &[Word], at: usize, next: Option<&Word>) -> bool {
    let Some(led) = phrase_before(found, at) else { return false };
    let one = matches!(found[led].word.as_str(), "the" | "a" | "an" | "each" | "every");
    let who = &found[at - 1];
    let object =
        next.is_some_and(|next| determined(next) && !next.is("all") && !next.is("each") || matches!(next.word.as_str(), "it" | "them"));
    // `raises an objection and a manager answers it`
    let open = led == 0
        || match found[led - 1].tag {
            Tag::Noun | Tag::Adjective | Tag::Adverb | Tag::Subordinator | Tag::Wh | Tag::Sign => true,
            Tag::And => has_finite(&found[..led]),
            _ => false,
        };
    one && words::is_person(&who.word) && object && open
}

/// `a scribe notes observations`: behind `a` a noun phrase has no two nouns in the plural.
fn one_does_to_several(found: &[Word], at: usize, next: Option<&Word>) -> bool {
    let Some(led) = phrase_before(found, at).filter(|led| *led + 2 == at && !is_plural(&found[at - 1].word)) else { return false };
    let one = matches!(found[led].word.as_str(), "a" | "an" | "each" | "every");
    let objects = found[at + 1..].iter().take_while(|word| is_nominal(word)).count();
    let several = (1..=3).contains(&objects) && found.get(at + objects).is_some_and(|word| word.tag == Tag::Noun && is_plural(&word.word));
    one && several && next.is_some_and(is_nominal) && !super::tagging::verb_follows(found, at)
}

/// `it consumes compounds and yields others`, `the producer shortlists or turns down auditions`
fn goes_on(found: &[Word], at: usize, next: Option<&Word>) -> bool {
    let third = |word: &Word| word.word.ends_with('s') && words::verb_forms(&word.word).iter().any(|(_, form)| *form == Form::Third);
    let joined = matches!(found[at - 1].tag, Tag::And | Tag::Or | Tag::But);
    let before = found[..at].iter().rev().find(|word| word.tag == Tag::Verb).and_then(|word| word.verb);
    if joined && before.is_some_and(|(_, form)| form == Form::Third) {
        return next.is_some_and(|next| matches!(next.word.as_str(), "others" | "them" | "it" | "him" | "her"));
    }
    let somebody = phrase_before(found, at).is_some_and(|led| led == 0) && words::is_person(&found[at - 1].word);
    let particle = |word: &Word| matches!(word.word.as_str(), "up" | "down" | "out" | "off" | "in");
    match &found[at + 1..] {
        [or, second, after, ..] if somebody && matches!(or.tag, Tag::Or | Tag::And) && third(second) => {
            determined(after) || particle(after)
        }
        _ => false,
    }
}

/// `rules decide which response fires`
fn asked(found: &[Word], at: usize, next: Option<&Word>) -> bool {
    let inner = found[..at].iter().rev().take_while(|word| is_nominal(word)).count();
    let Some(which) = at.checked_sub(inner + 1).filter(|_| (1..=2).contains(&inner)) else { return false };
    let decides = |word: &Word| {
        matches!(word.base(), Some("decide" | "determine" | "know" | "say" | "define" | "see" | "show" | "tell" | "control" | "choose"))
    };
    found[which].is("which") && !is_plural(&found[at - 1].word) && ends(next) && which > 0 && decides(&found[which - 1])
}

/// `a plan saying which rep is due`
fn says_which(previous: &Word, next: Option<&Word>, base: &words::Verb) -> bool {
    let says = matches!(
        base.base.as_str(),
        "say" | "state" | "tell" | "show" | "name" | "list" | "describe" | "specify" | "explain" | "indicate" | "record" | "note"
    );
    says && previous.tag == Tag::Noun && next.is_some_and(|next| next.tag == Tag::Wh)
}

/// `the people living in each flat`, `a district belonging to a post office`
fn lies(previous: &Word, next: Option<&Word>, base: &words::Verb) -> bool {
    let lies = matches!(
        base.base.as_str(),
        "live" | "belong" | "work" | "come" | "stay" | "lie" | "sit" | "stand" | "refer" | "relate" | "apply" | "arrive" | "report"
    );
    let place = next.is_some_and(|next| {
        (next.tag == Tag::Preposition || next.tag == Tag::To)
            && matches!(next.word.as_str(), "in" | "at" | "on" | "for" | "from" | "to" | "under" | "into")
    });
    let who = previous.tag == Tag::Noun || matches!(previous.word.as_str(), "them" | "those" | "each");
    lies && who && place
}

/// `whoever follows a route hears about it`: what whoever does it does then.
fn behind_whoever(found: &[Word], at: usize, next: Option<&Word>) -> bool {
    let Some(who) = found[..at].iter().position(|word| word.is("whoever")) else { return false };
    let verbs = found[who..at].iter().filter(|word| word.tag == Tag::Verb).count();
    let object = phrase_before(found, at).is_some() && !is_plural(&found[at - 1].word);
    verbs == 1 && object && next.is_some_and(|next| determined(next) || next.tag == Tag::Preposition && !next.is("of"))
}

/// `so that dinner stays warm`: a purpose has a verb.
fn so_that(found: &[Word], at: usize, next: Option<&Word>) -> bool {
    let inner = found[..at].iter().rev().take_while(|word| is_nominal(word)).count();
    let Some(that) = at.checked_sub(inner + 1).filter(|that| (1..=2).contains(&inner) && *that > 0) else { return false };
    let purpose = found[that].is("that") && found[that - 1].is("so") && !is_plural(&found[at - 1].word);
    let ends = next.is_none_or(|next| !next.is("of") && !is_plural(&next.word) && !matches!(next.tag, Tag::And | Tag::Or));
    purpose && ends && !super::tagging::verb_follows(found, at)
}
