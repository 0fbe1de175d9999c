//! Verbs with the verbs that help them.
//!
//! Comes in: tagged words, and where a verb may begin. Goes out: the verb that is meant, whether it is passive, and where it ends. Never happens: a group
//! without a main verb.

use super::phrases::{Group, group};
use super::sides::{chains, enables};
use super::tagging::{Tag, Word};
use super::words::{self, Form};

/// Helping verbs and the verb that they help: `may not have been paid`, `needs to know`, `shall be able to book`.
pub fn verb_group(found: &[Word], start: usize) -> Option<(Group, usize)> {
    let first = found.get(start)?;
    if first.tag == Tag::Participle {
        let verb = words::verb_at(first.verb?.0)?;
        let by = found.get(start + 1).is_some_and(|next| next.tag == Tag::Preposition);
        return by.then(|| (group(verb.base.clone(), verb.sense, true, true, first.range.clone()), start + 1));
    }
    if !matches!(first.tag, Tag::Verb | Tag::Modal | Tag::To) {
        return None;
    }
    let mut at = start;
    let mut end = start;
    let mut main: Option<(&Word, Form)> = None;
    let mut may = false;
    let mut negated = false;
    let mut passive = false;
    while let Some(word) = found.get(at) {
        match word.tag {
            Tag::Modal if main.is_some() => break,
            Tag::Modal => {
                may = may || matches!(word.word.as_str(), "may" | "can" | "could" | "might");
                negated = negated || word.is("cannot");
                end = at;
            }
            Tag::Not => negated = true,
            Tag::Adverb if main.is_some() || end > start || found[start].tag == Tag::Modal => {}
            Tag::To if main.is_none_or(|(verb, _)| chains(verb) || passive && enables(verb)) || at == start => end = at,
            // `shall be able to`, `is allowed to`
            Tag::Adjective if matches!(word.word.as_str(), "able") && main.is_some() => {}
            Tag::Verb => {
                let (_, form) = word.verb?;
                if let Some((before, _)) = main {
                    let helped = matches!(before.base(), Some("be" | "have" | "do" | "get"));
                    let chained =
                        at > 0 && found[..at].iter().rev().find(|one| one.tag != Tag::Adverb).is_some_and(|one| one.tag == Tag::To);
                    if !helped && !chained {
                        break;
                    }
                    // `is qualified to teach subjects`: that is what they are qualified in.
                    if chained && enables(before) {
                        (passive, end) = (false, at);
                        break;
                    }
                    let participle = matches!(form, Form::Participle | Form::Ed);
                    let by_be = matches!(before.base(), Some("be" | "get")) && participle;
                    passive = by_be || (passive && chained && matches!(before.base(), Some("be")));
                    if helped && matches!(before.base(), Some("have")) && !chained && form == Form::Ing {
                        break;
                    }
                } else if form == Form::Ing && at == start {
                    // `containing`: a clause without a subject of its own; `being issued`
                    let next = found.get(at + 1).filter(|next| word.is("being") && matches!(next.tag, Tag::Verb | Tag::Participle));
                    if let Some((next, verb)) = next.and_then(|next| Some((next, words::verb_at(next.verb?.0)?))) {
                        return Some((group(verb.base.clone(), verb.sense, true, true, word.range.start..next.range.end), at + 2));
                    }
                    let verb = words::verb_at(word.verb?.0)?;
                    return Some((group(verb.base.clone(), verb.sense, false, true, word.range.clone()), at + 1));
                }
                main = Some((word, form));
                end = at;
            }
            _ => break,
        }
        at += 1;
    }
    let (verb, _) = main?;
    let known = words::verb_at(verb.verb?.0)?;
    let range = found[start].range.start..found[end].range.end.max(found[start].range.end);
    let mut group = group(known.base.clone(), known.sense, passive, found[start].tag == Tag::To && start == 0, range);
    group.may = may;
    group.negated = negated;
    Some((group, end + 1))
}
