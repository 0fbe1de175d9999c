//! Lists of values that a thing may have: *is draft, published or archived*, *idea → done*, *a status of active or frozen*.
//!
//! Comes in: the tagged words of a sentence. Goes out: the same with each such list as one word. Never happens: a list of things with determiners becomes a list of values.

use super::tagging::{Tag, Word};
use super::words::{self, Form};

/// `archived or not`, `approved yes/no`: a property that is one or the other.
fn yes_or_no(found: &[Word], at: usize) -> Option<usize> {
    let word = found.get(at).filter(|word| matches!(word.tag, Tag::Adjective | Tag::Noun | Tag::Participle | Tag::Verb))?;
    let listed = at.checked_sub(1).and_then(|before| found.get(before)).is_none_or(|before| {
        before.is_sign(",") || before.is_sign(":") || before.is_sign("-") || before.is_sign(";") || before.tag == Tag::And
    });
    let is = |offset: usize, text: &str| found.get(at + offset).is_some_and(|word| word.word == text);
    if !listed || word.word.len() < 3 || word.base() == Some("be") {
        return None;
    }
    let length = if is(1, "or") && is(2, "not") {
        3
    } else if is(1, "yes") && is(3, "no") && (is(2, "/") || is(2, "or")) {
        4
    } else {
        return None;
    };
    found.get(at + length).is_none_or(|next| matches!(next.tag, Tag::Sign | Tag::And)).then_some(at + length)
}

/// Words with a slash between each two.
fn slashed(found: &[Word], start: usize) -> Option<usize> {
    let value = |at: usize| found.get(at).is_some_and(|word| matches!(word.tag, Tag::Noun | Tag::Adjective | Tag::Participle));
    let mut at = start;
    let mut values = 0;
    while value(at) {
        values += 1;
        at += 1;
        if !found.get(at).is_some_and(|word| word.is_sign("/")) {
            break;
        }
        at += 1;
    }
    (values > 1 && found.get(at).is_none_or(|word| matches!(word.tag, Tag::Sign | Tag::And))).then_some(at)
}

/// The last of a list of properties, which is one of two: `…, cash or card`.
fn either_or(found: &[Word], start: usize) -> Option<usize> {
    start.checked_sub(1).and_then(|before| found.get(before)).filter(|before| before.is_sign(",") || before.tag == Tag::And)?;
    let earlier = &found[..start - 1];
    let listed =
        earlier.iter().any(|word| word.is_sign(",") || word.is_sign(":")) && earlier.last().is_some_and(|word| word.tag != Tag::Verb);
    let value = |at: usize| {
        found.get(at).is_some_and(|word| {
            let noun = word.tag == Tag::Noun && !words::is_person(&word.word) && crate::plural::singular(&word.word) == word.word;
            (noun || word.tag == Tag::Adjective) && word.word.len() > 2 && !words::is_attribute(&word.word) && !word.is("other")
        })
    };
    let or = found.get(start + 1).is_some_and(|word| word.tag == Tag::Or);
    let last = earlier.iter().filter(|word| word.tag == Tag::Or).count() == 0;
    let property = earlier.iter().rev().find(|word| word.tag == Tag::Noun).is_some_and(|word| words::is_attribute(&word.word));
    let ends = found.get(start + 3).is_none_or(|word| word.tag == Tag::Sign && !word.is_sign("(") && !word.is_sign("-"));
    (listed && value(start) && or && value(start + 2) && last && property && ends).then_some(start + 3)
}

/// Finds lists of values and puts one word in the place of each.
pub fn fold(found: Vec<Word>) -> Vec<Word> {
    let mut folded: Vec<Word> = Vec::with_capacity(found.len());
    let mut at = 0;
    while at < found.len() {
        let word = &found[at];
        if let Some((states, end)) = arrows(&found, at) {
            push(&mut folded, &found, at, end, &states);
            at = end;
            continue;
        }
        if let Some(end) = yes_or_no(&found, at) {
            let noun = Word { tag: Tag::Noun, verb: None, ..word.clone() };
            let sign = |text: &str| Word { word: text.to_string(), tag: Tag::Sign, verb: None, ..word.clone() };
            let adverb = |text: &str| Word { tag: Tag::Adverb, ..sign(text) };
            folded.extend([noun, sign("("), adverb("yes"), adverb("no"), sign(")")]);
            at = end;
            continue;
        }
        // `status active / probationary / retired`
        if at > 0
            && state_head(&found[..at])
            && found[at - 1].tag == Tag::Noun
            && let Some(end) = slashed(&found, at)
        {
            let sign = |text: &str| Word { word: text.to_string(), tag: Tag::Sign, verb: None, ..word.clone() };
            folded.push(sign("("));
            folded.extend(found[at..end].iter().cloned());
            folded.push(sign(")"));
            at = end;
            continue;
        }
        // `volume, max temperature, electric or gas`
        if let Some(end) = either_or(&found, at) {
            let money = |word: &Word| matches!(word.word.as_str(), "cash" | "card" | "transfer" | "cheque" | "check" | "invoice" | "bank");
            let gears = |word: &Word| matches!(word.word.as_str(), "manual" | "automatic");
            let name = match (word, &found[end - 1]) {
                (one, other) if money(one) || money(other) => "payment_method",
                (one, other) if gears(one) && gears(other) => "transmission",
                _ => "type",
            };
            let sign = |text: &str| Word { word: text.to_string(), tag: Tag::Sign, verb: None, ..word.clone() };
            folded.push(Word { word: name.to_string(), tag: Tag::Noun, verb: None, ..word.clone() });
            folded.push(sign("("));
            folded.extend(found[at..end].iter().cloned());
            folded.push(sign(")"));
            at = end;
            continue;
        }
        let be = word.base() == Some("be") && word.tag == Tag::Verb;
        let of = (word.is("of") || word.is("as") || word.is_sign(":") || word.is_sign("-")) && at > 0;
        let either = word.is("either");
        // `a land use, which is one of building land, forest or water`; `a shooting side, left or right`
        let which = at > 1
            && word.is_sign(",")
            && found[at - 1].tag == Tag::Noun
            && words::is_attribute(&found[at - 1].word)
            && found.get(at + 1).is_some_and(|next| next.is("which"))
            && found.get(at + 2).is_some_and(|next| next.base() == Some("be"))
            && found.get(at + 3).is_some_and(|next| next.is("one") || next.is("either"));
        let two = at > 0
            && word.is_sign(",")
            && found[at - 1].tag == Tag::Noun
            && words::is_attribute(&found[at - 1].word)
            && found.get(at + 2).is_some_and(|next| next.tag == Tag::Or)
            && found.get(at + 4).is_none_or(|next| next.is_sign(";"))
            && !found[..at].iter().any(|before| before.is_sign(",") || before.is_sign(":"))
            && [at + 1, at + 3].iter().all(|at| found.get(*at).is_some_and(|next| matches!(next.tag, Tag::Noun | Tag::Adjective)));
        if which || two {
            let start = if two { at + 1 } else { at + 4 + usize::from(found.get(at + 4).is_some_and(|next| next.is("of"))) };
            let end = found[start..]
                .iter()
                .position(|word| word.is_sign(";") || word.tag == Tag::Wh)
                .map_or(found.len(), |length| start + length);
            if let Some(states) = values(&found[start..end]).filter(|states| states.len() > 1) {
                // Brackets say what a property may be.
                let sign = |word: &str| Word { word: word.to_string(), tag: Tag::Sign, verb: None, ..found[at].clone() };
                let _ = states;
                folded.push(sign("("));
                folded.extend(found[start..end].iter().cloned());
                folded.push(sign(")"));
                at = end;
                continue;
            }
        }
        if be || of || either {
            let mut start = at + 1;
            while found.get(start).is_some_and(|word| {
                matches!(word.tag, Tag::Adverb | Tag::Not)
                    || word.is("either")
                    || (word.is("one") && found.get(start + 1).is_some_and(|next| next.is("of")))
                    || (word.is("of") && start > at + 1)
                    || (be && word.is_sign(":"))
            }) {
                start += 1;
            }
            let sure = be || either;
            let headed = of && state_head(&found[..at]);
            // `Category: name, commission rate`: what it has.
            let named = |states: &[String]| {
                let properties = states.iter().filter(|state| words::is_attribute(state.rsplit('_').next().unwrap_or_default()));
                word.is_sign(":") && properties.count() * 2 >= states.len()
            };
            if (sure || headed)
                && let Some((states, end)) = list(&found, start, headed && !sure).filter(|(states, _)| !named(states))
            {
                if !either {
                    folded.push(word.clone());
                }
                push(&mut folded, &found, start, end, &states);
                at = end;
                continue;
            }
        }
        folded.push(word.clone());
        at += 1;
    }
    folded
}

/// The values in brackets behind a property, or of a whole phrase: `low, medium, high`.
pub fn values(found: &[Word]) -> Option<Vec<String>> {
    let mut all: Vec<String> = Vec::new();
    let mut words: Vec<String> = Vec::new();
    let finish = |words: &mut Vec<String>, all: &mut Vec<String>| {
        if !words.is_empty() {
            all.push(words.join("_"));
            words.clear();
        }
    };
    for word in found {
        if matches!(word.tag, Tag::Or | Tag::And) || (word.tag == Tag::Sign && matches!(word.word.as_str(), "," | "/" | "→" | ";" | "|"))
        {
            finish(&mut words, &mut all);
        } else if word.tag == Tag::Sign {
            if !matches!(word.word.as_str(), "." | "...") {
                return None;
            }
        } else if matches!(word.tag, Tag::Pronoun | Tag::Modal | Tag::Wh | Tag::Subordinator)
            || (word.tag == Tag::Determiner && !word.is("no") && !word.is("all"))
            || (word.tag == Tag::Verb && matches!(word.base(), Some("be" | "have")))
        {
            return None;
        } else if !(word.tag == Tag::Adverb && matches!(word.word.as_str(), "e.g" | "i.e" | "etc")) {
            words.push(word.word.clone());
        }
    }
    finish(&mut words, &mut all);
    let short = all.iter().all(|value| value.split('_').count() <= 4 && value.starts_with(|first: char| first.is_alphabetic()));
    all.dedup();
    (all.len() >= 2 && short).then_some(all)
}

fn push(folded: &mut Vec<Word>, found: &[Word], start: usize, end: usize, states: &[String]) {
    let range = found[start].range.start..found[end - 1].range.end;
    folded.push(Word { range, word: states.join("|"), tag: Tag::States, verb: None, capital: false, quoted: false });
}

/// Whether the noun before is one that has values, such as a status.
fn state_head(before: &[Word]) -> bool {
    before.iter().rev().find(|word| word.tag != Tag::Adverb).is_some_and(|word| {
        word.tag == Tag::Noun
            && matches!(
                crate::plural::singular(&word.word).as_str(),
                "status"
                    | "state"
                    | "type"
                    | "kind"
                    | "level"
                    | "severity"
                    | "priority"
                    | "result"
                    | "outcome"
                    | "method"
                    | "mode"
                    | "role"
                    | "condition"
                    | "category"
                    | "gender"
                    | "sex"
                    | "size"
                    | "format"
                    | "phase"
                    | "stage"
                    | "difficulty"
                    | "visibility"
                    | "plan"
                    | "tier"
                    | "frequency"
                    | "marked"
            )
    }) || before.last().is_some_and(|word| matches!(word.base(), Some("mark" | "flag" | "classify" | "label")))
}

fn arrows(found: &[Word], start: usize) -> Option<(Vec<String>, usize)> {
    let value = |at: &mut usize| -> Option<String> {
        let mut words = Vec::new();
        while let Some(word) = found.get(*at) {
            if word.tag == Tag::Sign
                || words.len() > 3
                || matches!(word.tag, Tag::Or | Tag::And | Tag::Determiner)
                || word.base() == Some("go")
            {
                break;
            }
            words.push(word.word.clone());
            *at += 1;
        }
        (!words.is_empty() && words.len() <= 3).then(|| words.join("_"))
    };
    let opens = start == 0 || matches!(found[start - 1].tag, Tag::Verb | Tag::Sign | Tag::Preposition);
    if !opens || found.get(start)?.tag == Tag::Sign || !found[start..].iter().take(5).any(|word| word.is_sign("→")) {
        return None;
    }
    let mut at = start;
    let mut states = Vec::new();
    while let Some(state) = value(&mut at) {
        states.push(state);
        if found.get(at).is_some_and(|word| word.is_sign("→")) {
            at += 1;
        } else {
            break;
        }
    }
    // `Agencies → name, phone` is a label.
    (states.len() >= 3).then_some((states, at))
}

/// Values from a place on: single words without determiners, commas between them and `or` before the last.
fn list(found: &[Word], start: usize, headed: bool) -> Option<(Vec<String>, usize)> {
    let mut states: Vec<String> = Vec::new();
    let mut words: Vec<&Word> = Vec::new();
    let mut at = start;
    let mut or = false;
    let mut end = start;
    let mut sure = 0;
    loop {
        let word = found.get(at);
        let separates = word
            .is_some_and(|word| matches!(word.tag, Tag::Or) || (word.tag == Tag::And && headed) || word.is_sign(",") || word.is_sign("/"));
        if separates || word.is_none() {
            if words.is_empty() {
                // `, or`
                if word.is_some_and(|word| word.tag == Tag::Or) && !states.is_empty() {
                    or = true;
                    at += 1;
                    continue;
                }
                break;
            }
            let participle = words.iter().any(|word| {
                word.tag == Tag::Adjective
                    || words::is_state(&word.word)
                    || word.verb.is_some_and(|(_, form)| !matches!(form, Form::Base | Form::Third))
                    || word.word.ends_with("ed")
            });
            sure += usize::from(participle);
            states.push(words.iter().map(|word| word.word.as_str()).collect::<Vec<_>>().join("_"));
            words.clear();
            end = at;
            let Some(word) = word else { break };
            if or && !word.is_sign("/") && word.tag != Tag::Or {
                break;
            }
            or |= word.tag == Tag::Or || word.is_sign("/") || (word.tag == Tag::And && headed);
            at += 1;
            continue;
        }
        let Some(word) = word else { break };
        let fits = match word.tag {
            Tag::Noun | Tag::Adjective | Tag::Participle => !word.quoted || states.is_empty() || headed,
            Tag::Verb => !matches!(word.base(), Some("be" | "have")),
            Tag::Preposition => {
                matches!(word.word.as_str(), "in" | "for" | "under" | "out" | "on" | "up" | "off" | "to" | "with" | "without")
            }
            Tag::Not => true,
            // `in the oven`
            Tag::Determiner => word.is("the") && words.last().is_some_and(|before| before.tag == Tag::Preposition),
            Tag::Adverb => matches!(word.word.as_str(), "not" | "also" | "just" | "only" | "physically" | "away" | "back" | "partly"),
            Tag::Number => words.is_empty(),
            _ => false,
        };
        if !fits || words.len() >= 3 {
            // What ends a list and is no part of it.
            if !words.is_empty() && or {
                let ends = word.tag == Tag::Sign
                    || matches!(word.tag, Tag::Subordinator | Tag::Wh | Tag::And | Tag::But | Tag::Adverb | Tag::Preposition);
                if ends {
                    states.push(words.iter().map(|word| word.word.as_str()).collect::<Vec<_>>().join("_"));
                    end = at;
                    sure += usize::from(words.iter().any(|word| word.tag != Tag::Noun || words::is_state(&word.word)));
                }
            }
            break;
        }
        words.push(word);
        at += 1;
    }
    let hedged = states.len() == 2 && states.iter().any(|state| state.split('_').any(|word| matches!(word, "for" | "in" | "to" | "on")));
    let chosen = start > 0 && found[start - 1].is("either");
    let enough = states.len() >= 2 && !hedged && or && (headed || chosen || sure * 2 >= states.len().max(2));
    let enough = enough || (headed && states.len() >= 3);
    enough.then_some((states, end))
}
