//! Verbs of several words: *write down*, *keep track of*, *sign up*.
//!
//! Comes in: the tagged words of a sentence. Goes out: the same with each such verb as one word. Never happens: a noun is taken for a verb.

use std::sync::LazyLock;

use super::tagging::{Tag, Word};
use super::words::{self, Form};

struct Phrasal {
    base: &'static str,
    behind: Vec<&'static str>,
    /// Its place among the verbs.
    means: usize,
}

static PHRASALS: LazyLock<Vec<Phrasal>> = LazyLock::new(|| {
    let lines = include_str!("../../data/words/phrasal.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let (phrase, means) = line.split_once('=')?;
            let mut words = phrase.split_whitespace();
            let base = words.next()?;
            let (means, _) = words::verb_forms(means.trim()).iter().copied().find(|(_, form)| *form == words::Form::Base)?;
            Some(Phrasal { base, behind: words.collect(), means })
        })
        .collect()
});

pub fn fold(found: Vec<Word>) -> Vec<Word> {
    let mut folded: Vec<Word> = Vec::with_capacity(found.len());
    let mut at = 0;
    while at < found.len() {
        let mut word = found[at].clone();
        // `multiple choice questions`: one kind of them.
        if word.is("multiple")
            && found.get(at + 1).is_some_and(|next| next.is("choice"))
            && found.get(at + 2).is_some_and(|next| next.tag == Tag::Noun)
        {
            at += 2;
            continue;
        }
        // `leave a wish, i.e. an author or a title`: what it is.
        let explains = matches!(found[at].word.as_str(), "i.e" | "i.e.")
            && (found.get(at + 1).is_some_and(|next| matches!(next.tag, Tag::Determiner | Tag::Possessive)) || lists(&found[at + 1..]))
            && folded.iter().any(|word| word.tag == Tag::Verb)
            && folded.iter().filter(|word| word.is_sign("(")).count() == folded.iter().filter(|word| word.is_sign(")")).count();
        if explains {
            if folded.last().is_some_and(|word| word.is_sign(",") || word.is_sign("-")) {
                folded.pop();
            }
            folded.push(Word { word: ":".to_string(), tag: Tag::Sign, verb: None, ..word });
            at += 1;
            continue;
        }
        // Examples say nothing of what is kept.
        let spoken = |words: [&str; 2]| found[at].word == words[0] && found.get(at + 1).is_some_and(|next| next.word == words[1]);
        if matches!(found[at].word.as_str(), "e.g" | "e.g." | "i.e" | "i.e.")
            || found[at].word == "say"
                && folded.last().is_some_and(|word| word.is_sign(","))
                && found.get(at + 1).is_some_and(|next| next.tag == Tag::Noun)
            || spoken(["for", "example"])
            || spoken(["for", "instance"])
            || spoken(["such", "as"])
        {
            at += 1;
            while let Some(word) = found.get(at) {
                let next = found.get(at + 1);
                let ends = word.tag == Tag::Sign && !word.is_sign(",") && !word.is_sign("/");
                let turns = word.is_sign(",")
                    && next.is_some_and(|next| {
                        matches!(next.tag, Tag::Preposition | Tag::Wh | Tag::Pronoun | Tag::Determiner | Tag::But | Tag::Subordinator)
                    });
                // `defects such as a broken lamp come with a photo`
                let goes_on = word.tag == Tag::Verb
                    && word.verb.is_some_and(|(_, form)| matches!(form, Form::Base | Form::Third))
                    && found[at - 1].tag == Tag::Noun
                    && next.is_some_and(|next| matches!(next.tag, Tag::Preposition | Tag::Determiner | Tag::Possessive));
                let verb = goes_on || matches!(word.tag, Tag::Modal) || matches!(word.word.as_str(), "is" | "are" | "has" | "have");
                if ends || turns || verb {
                    break;
                }
                at += 1;
            }
            continue;
        }
        // `deposit paid y/n`
        let answer = |at: usize, words: [&str; 2]| found.get(at).is_some_and(|word| words.contains(&word.word.as_str()));
        if answer(at, ["y", "yes"])
            && found.get(at + 1).is_some_and(|next| next.is_sign("/"))
            && answer(at + 2, ["n", "no"])
            && at.checked_sub(1).is_some_and(|before| super::words::is_attribute(&found[before].word) || !found[at].is("yes"))
        {
            at += 3;
            continue;
        }
        // `projects, each of which has a name`
        if matches!(word.word.as_str(), "each" | "all" | "both" | "some" | "most")
            && found.get(at + 1).is_some_and(|next| next.is("of"))
            && found.get(at + 2).is_some_and(|next| matches!(next.word.as_str(), "which" | "whom"))
        {
            // `customers, each of whom owns a car`
            if let Some(next) = found.get(at + 2).filter(|next| next.is("whom")) {
                folded.push(Word { word: "who".to_string(), ..next.clone() });
                at += 1;
            }
            at += 2;
            continue;
        }
        // `created by`, `sold on`, at the end of what lists it.
        if let (Some(next), after) = (found.get(at + 1), found.get(at + 2))
            && matches!(next.word.as_str(), "by" | "on" | "at")
            && word.verb.is_some_and(|(_, form)| matches!(form, words::Form::Ed | words::Form::Participle)) | ed(&word)
            && matches!(word.tag, Tag::Adjective | Tag::Verb | Tag::Participle | Tag::Noun)
            && after.is_none_or(|after| after.tag == Tag::And || (after.tag == Tag::Sign && !after.is_sign("-")))
            && found[..at].last().is_none_or(|before| before.tag == Tag::Sign || before.tag == Tag::And)
        {
            word.word = format!("{}_{}", word.word, next.word);
            word.tag = Tag::Noun;
            word.verb = None;
            word.range.end = next.range.end;
            folded.push(word);
            at += 2;
            continue;
        }
        // `valid from`, `time in`, `(from, until, reason)`: where a list names it so.
        let alone = |at: usize| found.get(at).is_none_or(|next| matches!(next.tag, Tag::And) || next.is_sign(",") || next.is_sign(")"));
        let opens = found[..at].last().is_none_or(|before| matches!(before.tag, Tag::And | Tag::Sign) && !before.is_sign("-"));
        let listed = found[..at].iter().any(|word| word.is_sign("(") || word.is_sign(":"));
        let bound = |word: &Word| matches!(word.word.as_str(), "from" | "until" | "till" | "to" | "in" | "out" | "since");
        if opens
            && listed
            && matches!(word.word.as_str(), "valid" | "time" | "date" | "clock" | "check" | "in" | "held" | "employed" | "appointed")
            && found.get(at + 1).is_some_and(bound)
            && alone(at + 2)
        {
            word.word = format!("{}_{}", word.word, found[at + 1].word);
            word.range.end = found[at + 1].range.end;
            (word.tag, word.verb) = (Tag::Noun, None);
            folded.push(word);
            at += 2;
            continue;
        }
        if opens && listed && matches!(word.word.as_str(), "from" | "until" | "till" | "since" | "to") && alone(at + 1) {
            (word.tag, word.verb) = (Tag::Noun, None);
            folded.push(word);
            at += 1;
            continue;
        }
        let verb = matches!(word.tag, Tag::Verb | Tag::Participle) || (word.tag == Tag::Adjective && word.word == "responsible");
        let base = if word.word == "responsible" { Some("responsible") } else { word.base() };
        at += 1;
        if verb
            && let Some(base) = base
            && let Some(phrasal) = PHRASALS.iter().find(|one| {
                one.base == base
                    && one.behind.len() <= found.len() - at
                    && one.behind.iter().zip(&found[at..]).all(|(one, word)| word.word == *one)
            })
        {
            let form = word.verb.map_or(words::Form::Ed, |(_, form)| form);
            word.verb = Some((phrasal.means, form));
            word.tag = if word.word == "responsible" { Tag::Verb } else { word.tag };
            let last = at + phrasal.behind.len() - 1;
            word.range.end = found[last].range.end;
            at = last + 1;
        }
        folded.push(word);
    }
    folded
}

fn ed(word: &Word) -> bool {
    words::verb_forms(&word.word).iter().any(|(_, form)| matches!(form, words::Form::Ed | words::Form::Participle))
}

/// `i.e. guest name, arrival and departure`: at least three words that name something.
fn lists(rest: &[Word]) -> bool {
    let end = rest.iter().position(|word| word.tag == Tag::Sign && !word.is_sign(",")).unwrap_or(rest.len());
    let named = rest.first().is_some_and(|first| matches!(first.tag, Tag::Noun | Tag::Adjective) && !first.quoted);
    named && rest[..end].iter().filter(|word| word.is_sign(",") || word.tag == Tag::And).count() > 1
}
