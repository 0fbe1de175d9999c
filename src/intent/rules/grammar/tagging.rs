//! Which part of speech each word of a sentence is.
//!
//! Comes in: the tokens of one sentence. Goes out: [`Word`]s: the same with a [`Tag`], and for verbs which one in which form. Never happens: a word without a tag.
//!
//! The hard words are those that are a noun or a verb (book, order, record): the neighbours decide.

use std::ops::Range;

use super::goes_on;
use super::participles::past;
use super::tokens::Token;
use super::unknown::{finite_list, named_by_adjectives, sure_verb, unknown};
pub use super::words::is_plural;
use super::words::{self, Form};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    Determiner,
    Possessive,
    Pronoun,
    Preposition,
    And,
    Or,
    But,
    Modal,
    Wh,
    Subordinator,
    Not,
    Adverb,
    Quantity,
    Number,
    Adjective,
    Noun,
    Verb,
    /// A participle behind its noun: the price *charged*.
    Participle,
    To,
    /// `'s`
    Owner,
    /// Values in one: `draft|published|archived`.
    States,
    Sign,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    pub range: Range<usize>,
    pub word: String,
    pub tag: Tag,
    pub verb: Option<(usize, Form)>,
    pub capital: bool,
    pub quoted: bool,
}

impl Word {
    pub fn is(&self, word: &str) -> bool {
        self.word == word
    }

    pub fn is_sign(&self, sign: &str) -> bool {
        self.tag == Tag::Sign && self.word == sign
    }

    /// The base form, of a verb.
    pub fn base(&self) -> Option<&'static str> {
        self.verb.and_then(|(at, _)| words::verb_at(at)).map(|verb| verb.base.as_str())
    }
}

pub fn tag(tokens: &[Token]) -> Vec<Word> {
    let mut found: Vec<Word> = tokens
        .iter()
        .map(|token| Word {
            range: token.range.clone(),
            word: token.word.clone(),
            tag: plain(token),
            verb: None,
            capital: token.capital,
            quoted: token.quoted,
        })
        .collect();
    super::function_words::functions(&mut found);
    named_by_adjectives(&mut found);
    for at in 0..found.len() {
        if matches!(found[at].tag, Tag::Noun | Tag::Adjective) {
            verb(&mut found, at);
        }
    }
    super::verbless::clauses(&mut found);
    found
}

/// By the word alone.
fn plain(token: &Token) -> Tag {
    if token.sign {
        return match token.word.as_str() {
            "&" | "+" => Tag::And,
            _ => Tag::Sign,
        };
    }
    let word = token.word.as_str();
    if word == "'s" {
        return Tag::Owner;
    }
    if words::is_measure(word) {
        return Tag::Adjective;
    }
    // `forty-odd members`
    let odd = word.strip_suffix("-odd").is_some_and(|number| words::function(number) == Some("number"));
    if odd || word.starts_with(|first: char| first.is_ascii_digit()) {
        return Tag::Number;
    }
    match words::function(word) {
        Some("det") => Tag::Determiner,
        Some("poss") => Tag::Possessive,
        Some("pron") => Tag::Pronoun,
        Some("prep") => Tag::Preposition,
        Some("and") => Tag::And,
        Some("or") => Tag::Or,
        Some("but") => Tag::But,
        Some("modal") => Tag::Modal,
        Some("wh") => Tag::Wh,
        Some("sub") => Tag::Subordinator,
        Some("not") => Tag::Not,
        Some("adv") => Tag::Adverb,
        Some("quant") => Tag::Quantity,
        Some("number") => Tag::Number,
        _ if words::is_attribute(word) => Tag::Noun,
        _ if words::is_adjective(word) => Tag::Adjective,
        _ if words::verb_forms(word).is_empty()
            && word.ends_with("ly")
            && word.len() > 4
            && !matches!(word, "family" | "assembly" | "supply" | "reply" | "anomaly" | "butterfly" | "july" | "monopoly") =>
        {
            Tag::Adverb
        }
        _ => Tag::Noun,
    }
}

/// The word before, adverbs and `not` left out.
pub fn before(found: &[Word], at: usize) -> Option<&Word> {
    let mut depth = 0_usize;
    for word in found[..at].iter().rev() {
        if word.is_sign(")") {
            depth += 1;
        } else if word.is_sign("(") {
            if depth == 0 {
                return Some(word);
            }
            depth -= 1;
        } else if depth == 0 && !matches!(word.tag, Tag::Adverb | Tag::Not) {
            return Some(word);
        }
    }
    None
}

pub fn is_be(word: Option<&Word>) -> bool {
    word.is_some_and(|word| word.tag == Tag::Verb && matches!(word.base(), Some("be" | "get" | "become")))
}

pub fn is_have(word: Option<&Word>) -> bool {
    word.is_some_and(|word| word.tag == Tag::Verb && word.base() == Some("have"))
}

/// Where the clause of a word begins: behind the last sign, conjunction of clauses or relative word.
pub fn clause_start(found: &[Word], at: usize) -> usize {
    found[..at].iter().rposition(is_edge).map_or(0, |edge| edge + 1)
}

/// What stands between two clauses.
pub fn is_edge(word: &Word) -> bool {
    matches!(word.tag, Tag::But | Tag::Subordinator | Tag::Wh)
        || (word.tag == Tag::Sign && matches!(word.word.as_str(), ";" | ":" | "-" | "(" | ")" | ","))
}

/// The same where `and` joins clauses: behind it stand a short subject and the word; `companies post jobs and candidates apply for them`.
pub fn own_start(found: &[Word], at: usize) -> usize {
    let start = clause_start(found, at);
    let subject = found[start..at].iter().rev().take_while(|word| {
        matches!(word.tag, Tag::Noun | Tag::Determiner | Tag::Possessive | Tag::Quantity | Tag::Number | Tag::Adjective)
    });
    let subject = subject.count();
    let joined = subject > 0 && subject <= 3 && at - start > subject && matches!(found[at - subject - 1].tag, Tag::And | Tag::But);
    if joined { at - subject } else { start }
}

pub fn has_finite(found: &[Word]) -> bool {
    found.iter().any(|word| word.tag == Tag::Modal || (word.tag == Tag::Verb && word.verb.is_some_and(|(_, form)| form != Form::Ing)))
}

/// Whether a sure verb comes before the clause ends.
pub fn verb_follows(found: &[Word], at: usize) -> bool {
    for (offset, word) in found[at + 1..].iter().enumerate() {
        // `majors in one department and may have …`: the same subject goes on.
        let next = found.get(at + 2 + offset);
        let starts = |word: &Word| word.tag == Tag::Pronoun && matches!(word.word.as_str(), "i" | "we" | "they" | "you");
        if word.tag == Tag::And && next.is_some_and(|word| sure_verb(word) || starts(word)) {
            return false;
        }
        if word.tag == Tag::Sign || matches!(word.tag, Tag::Wh | Tag::Subordinator | Tag::But) {
            return false;
        }
        if word.tag == Tag::Modal || matches!(word.word.as_str(), "is" | "are" | "has" | "have" | "was" | "were" | "belongs" | "belong") {
            return true;
        }
    }
    false
}

/// Makes a noun a verb where it is one.
fn verb(found: &mut [Word], at: usize) {
    let forms = words::verb_forms(&found[at].word);
    if forms.is_empty() {
        unknown(found, at);
        return;
    }
    // `crew members`
    if found.get(at + 1).is_some_and(|word| matches!(word.word.as_str(), "member" | "members"))
        && matches!(found[at].word.as_str(), "crew" | "staff" | "board" | "band" | "cast" | "group")
    {
        return;
    }
    let previous = before(found, at).cloned();
    let previous = previous.as_ref();
    let next = found[at + 1..].iter().find(|word| !matches!(word.tag, Tag::Adverb)).cloned();
    let next = next.as_ref();
    let of_one = at > 1 && previous.is_some_and(|word| word.tag == Tag::Noun) && matches!(found[at - 2].word.as_str(), "a" | "an" | "each");
    let third = of_one && forms.iter().any(|(_, form)| *form == Form::Third);
    if is_plural(&found[at].word) && super::sides::each_has(found, at + 1) && !third {
        return;
    }
    for (verb, form) in forms.iter().copied() {
        let Some(known) = words::verb_at(verb) else { continue };
        let doubtful = words::is_verb_or_noun(&known.base) || words::is_person(&found[at].word);
        let set = |found: &mut [Word], tag: Tag| {
            found[at].tag = tag;
            found[at].verb = Some((verb, form));
        };
        if matches!(known.base.as_str(), "be" | "have" | "do") && form != Form::Ing {
            set(found, Tag::Verb);
            return;
        }
        let points = known.base == "belong" && next.is_some_and(|word| word.is("to"))
            || known.base == "refer" && next.is_some_and(|word| word.is("to"));
        if points && matches!(form, Form::Base | Form::Third) {
            set(found, Tag::Verb);
            return;
        }
        match super::surely::says(found, at, form, known) {
            Some(true) => {
                set(found, Tag::Verb);
                return;
            }
            Some(false) => continue,
            None => {}
        }
        if goes_on::is_verb(found, at, form, doubtful, next) {
            set(found, Tag::Verb);
            return;
        }
        match super::agreement::says(found, at, form, known, doubtful) {
            Some(true) => {
                set(found, Tag::Verb);
                return;
            }
            Some(false) => continue,
            None => {}
        }
        let nominal = previous.is_some_and(|word| {
            matches!(word.tag, Tag::Determiner | Tag::Possessive | Tag::Adjective | Tag::Quantity | Tag::Number | Tag::Owner)
                && !word.is("all")
                || (word.tag == Tag::Preposition && !matches!(word.word.as_str(), "up" | "out" | "down" | "off"))
        });
        let opens_object = next.is_some_and(|word| {
            matches!(word.tag, Tag::Determiner | Tag::Possessive | Tag::Quantity | Tag::Number | Tag::Wh | Tag::Adjective | Tag::Pronoun)
                || (word.tag == Tag::Preposition && !word.is("of"))
        });
        match form {
            Form::Base => {
                // `at which station`
                let asked = super::sides::asks_which(found, at)
                    && next.is_some_and(|word| matches!(word.tag, Tag::Determiner | Tag::Possessive | Tag::Pronoun))
                    && found[at + 1..].iter().any(|word| words::verb_forms(&word.word).iter().any(|(_, form)| *form != Form::Base));
                let placed_which = asked || at > 1 && found[at - 1].is("which") && found[at - 2].tag == Tag::Preposition;
                if placed_which {
                    continue;
                }
                let asks = previous.is_some_and(|word| {
                    matches!(word.tag, Tag::Modal | Tag::To)
                        || (word.tag == Tag::Pronoun
                            && !matches!(word.word.as_str(), "it" | "he" | "she" | "us" | "me" | "them" | "him" | "her"))
                        || (word.tag == Tag::Wh && matches!(word.word.as_str(), "who" | "that" | "which") && !doubtful)
                        || (word.tag == Tag::Verb && matches!(word.base(), Some("do" | "let")))
                });
                if asks {
                    set(found, Tag::Verb);
                    return;
                }
                // `and their colleagues vote`
                let ends = next.is_none_or(|word| word.tag == Tag::Sign) && !is_plural(&found[at].word);
                let placed = found[clause_start(found, at)..at].iter().any(|word| word.tag == Tag::Preposition);
                if ends
                    && !placed
                    && previous.is_some_and(|word| {
                        word.tag == Tag::Noun && words::is_person(&crate::plural::singular(&word.word)) && is_plural(&word.word)
                    })
                {
                    set(found, Tag::Verb);
                    return;
                }
                let asked = doubtful && super::sides::asks_which(found, at) && next.is_some_and(|word| word.tag == Tag::Noun);
                if nominal || asked || is_be(previous) || is_have(previous) {
                    continue;
                }
                let start = clause_start(found, at);
                let finite = has_finite(&found[start..at]);
                let determined = next.is_some_and(|word| matches!(word.tag, Tag::Determiner | Tag::Possessive | Tag::Wh));
                let led = found.get(start).is_some_and(|word| word.tag == Tag::Preposition)
                    && previous.is_some_and(|word| matches!(word.tag, Tag::Noun | Tag::Pronoun) || word.is_sign(","));
                // `In it stand turbines with a serial number`
                let stands = matches!(known.base.as_str(), "stand" | "lie" | "hang" | "sit" | "live" | "stay")
                    && next.is_some_and(|word| word.tag == Tag::Noun && is_plural(&word.word));
                if led && (determined || stands) && !finite && !verb_follows(found, at) {
                    set(found, Tag::Verb);
                    return;
                }
                if next.is_some_and(|word| word.tag == Tag::To) && matches!(known.base.as_str(), "need" | "want" | "have") {
                    set(found, Tag::Verb);
                    return;
                }
                if previous.is_none() || previous.is_some_and(|word| word.tag == Tag::Sign && !word.is_sign(",") && !word.is_sign("/")) {
                    let imperative = if doubtful {
                        opens_object && next.is_some_and(|word| word.tag != Tag::Preposition)
                    } else {
                        next.is_some_and(|word| word.tag != Tag::Sign)
                    };
                    let several = found[at + 1..]
                        .iter()
                        .take(4)
                        .take_while(|word| matches!(word.tag, Tag::Noun | Tag::Adjective))
                        .any(|word| is_plural(&word.word));
                    let kept = doubtful && several && (known.sense == words::Sense::Store || known.base == "count");
                    // `sign up with`, `fill in 3 vineyards`
                    let particle = found.get(at + 1).is_some_and(|word| matches!(word.word.as_str(), "up" | "in" | "out" | "down"))
                        && found.get(at + 2).is_some_and(|word| !matches!(word.tag, Tag::Sign));
                    let property = words::is_attribute(&found[at].word) && next.is_some_and(|word| word.tag == Tag::Noun) && !kept;
                    let imperative = (imperative || kept || particle) && !property;
                    let labelled = next.is_none_or(|word| word.is_sign(":") || word.is_sign("-") || word.is("per"))
                        || super::agreement::names_what_must(&found[at..], known);
                    if imperative && !labelled {
                        set(found, Tag::Verb);
                        return;
                    }
                    continue;
                }
                let plural_subject = previous.is_some_and(|word| word.tag == Tag::Noun && is_plural(&word.word) && !is_be(Some(word)));
                let own = own_start(found, at);
                let again = own > start && !has_finite(&found[own..at]);
                let whole = next.is_some_and(|word| {
                    matches!(word.tag, Tag::Determiner | Tag::Possessive) || !doubtful && (word.tag == Tag::Preposition && !word.is("of"))
                });
                // `patients book appointments, nurses record vital signs`
                let somebody = again
                    && at == own + 1
                    && previous.is_some_and(|word| words::is_person(&crate::plural::singular(&word.word)))
                    && !is_plural(&found[at].word)
                    && super::agreement::opens_object(&found[at + 1..]);
                if plural_subject && again && (whole || somebody) && !verb_follows(found, at) {
                    set(found, Tag::Verb);
                    return;
                }
                // `sponsors book ad slots`
                let behind = found[at + 1..].iter().take_while(|word| matches!(word.tag, Tag::Noun | Tag::Adjective));
                let several = at == start + 1 && behind.last().is_some_and(|word| is_plural(&word.word));
                // `we track customers, sales order line items`: a list goes on.
                let listed = start > 0 && found[start - 1].is_sign(",") && has_finite(&found[..start]);
                let several = several && !listed && !is_plural(&found[at].word);
                let object =
                    opens_object || several || next.is_some_and(|word| word.tag == Tag::Noun && (is_plural(&word.word) || !doubtful));
                let opened = next.is_some_and(|word| {
                    matches!(word.tag, Tag::Determiner | Tag::Possessive | Tag::Quantity) && !word.is("each") && !word.is("all")
                });
                if plural_subject && !finite && (opened || !verb_follows(found, at)) && (object || !doubtful) {
                    set(found, Tag::Verb);
                    return;
                }
                // `Referees, who are astronomers, grade proposals`
                let several = next.is_some_and(|word| word.tag == Tag::Noun && is_plural(&word.word));
                let leads = next.is_some_and(|word| word.tag != Tag::Wh) && (opens_object || several) && !verb_follows(found, at);
                if leads && goes_on::behind_aside(found, at, true) {
                    set(found, Tag::Verb);
                    return;
                }
                let joined = previous.is_some_and(|word| matches!(word.tag, Tag::And | Tag::Or | Tag::But) || word.is_sign(","));
                let base_before = found[..at].iter().rev().find(|word| word.tag == Tag::Verb).is_some_and(|word| {
                    word.verb.is_some_and(|(_, form)| form == Form::Base) || matches!(word.word.as_str(), "have" | "are")
                });
                let opens = next.is_some_and(|word| {
                    matches!(word.tag, Tag::Determiner | Tag::Possessive | Tag::Quantity | Tag::Pronoun | Tag::Wh)
                        || (word.tag == Tag::Noun && is_plural(&word.word))
                        || (word.tag == Tag::Preposition && !doubtful)
                });
                // `reply or leave internal notes`
                let opens = opens || !doubtful && super::agreement::opens_object(&found[at + 1..]);
                let placed = previous.is_some_and(|word| word.tag == Tag::And)
                    && next.is_some_and(|word| matches!(word.word.as_str(), "in" | "on" | "at" | "to" | "for" | "from" | "under"))
                    && !words::is_attribute(&found[at].word);
                let paired = matches!(known.sense, words::Sense::Meet | words::Sense::Make)
                    && next.is_some_and(|word| word.tag == Tag::And)
                    && found.get(at + 2).is_some_and(|word| words::verb_forms(&word.word).iter().any(|(_, form)| *form == Form::Base))
                    && found.get(at + 3).is_some_and(|word| matches!(word.tag, Tag::Preposition | Tag::Determiner));
                if joined && base_before && paired {
                    set(found, Tag::Verb);
                    return;
                }
                if joined && base_before && placed && !finite_list(&found[start..at]) {
                    set(found, Tag::Verb);
                    return;
                }
                if joined && base_before && opens && (!doubtful || !is_plural(&found[at].word) && !goes_on::among_nouns(found, at)) {
                    set(found, Tag::Verb);
                    return;
                }
                if !doubtful && previous.is_some_and(|word| word.tag == Tag::Noun && is_plural(&word.word)) && !finite {
                    set(found, Tag::Verb);
                    return;
                }
            }
            Form::Third => {
                // `survey stations are points`
                let named = next.is_some_and(|word| matches!(word.word.as_str(), "is" | "are" | "was" | "were" | "has" | "have"));
                if nominal || named || (doubtful && super::sides::asks_which(found, at)) {
                    continue;
                }
                // `it changes`; `the company wants to store`; `one of our analysts reviews it`
                let points = previous.is_some_and(|word| matches!(word.word.as_str(), "it" | "he" | "she" | "somebody" | "someone"))
                    && !has_finite(&found[clause_start(found, at)..at]);
                let wants = next.is_some_and(|word| word.tag == Tag::To) && matches!(known.base.as_str(), "need" | "want" | "have");
                let one_of = found[..at].windows(2).any(|pair| matches!(pair[0].word.as_str(), "one" | "each") && pair[1].is("of"))
                    && !has_finite(&found[..at])
                    && previous.is_some_and(|word| word.tag == Tag::Noun)
                    && opens_object;
                if points || wants || one_of {
                    set(found, Tag::Verb);
                    return;
                }
                // `the salary of a worker changes`: a single one is no `worker changes`.
                let single = of_one
                    && previous.is_some_and(|word| !is_plural(&word.word) && !words::is_attribute(&word.word))
                    && next.is_none_or(|word| {
                        matches!(word.tag, Tag::Preposition | Tag::And | Tag::But) || word.is_sign(",") || word.is_sign(";")
                    });
                if single && !has_finite(&found[clause_start(found, at)..at]) && !verb_follows(found, at) {
                    set(found, Tag::Verb);
                    return;
                }
                let subject = previous.is_some_and(|word| {
                    (word.tag == Tag::Noun && (!is_plural(&word.word) || word.word.ends_with("ss")))
                        || (word.tag == Tag::Pronoun)
                        || (word.tag == Tag::Wh && matches!(word.word.as_str(), "who" | "which" | "that"))
                        || (word.tag == Tag::Preposition && matches!(word.word.as_str(), "up" | "there"))
                });
                let start = clause_start(found, at);
                let finite = has_finite(&found[start..at]);
                let pronoun = previous.is_some_and(|word| word.tag == Tag::Pronoun);
                if subject && !doubtful && (!finite || pronoun) {
                    set(found, Tag::Verb);
                    return;
                }
                let short = found.get(start).is_some_and(|word| word.tag == Tag::Determiner) && at <= start + 3;
                let last = short && !found[at + 1..].iter().take_while(|word| word.tag != Tag::Sign).any(sure_verb);
                let object =
                    opens_object || next.is_some_and(|word| word.tag == Tag::Noun && (!doubtful || (last && is_plural(&word.word))));
                let opened = next.is_some_and(|word| {
                    matches!(word.tag, Tag::Determiner | Tag::Possessive | Tag::Quantity) && !word.is("each") && !word.is("all")
                });
                if subject && !finite && object && (opened || !verb_follows(found, at)) {
                    set(found, Tag::Verb);
                    return;
                }
                if opens_object && goes_on::behind_aside(found, at, false) && !verb_follows(found, at) {
                    set(found, Tag::Verb);
                    return;
                }
                let joined = previous.is_some_and(|word| matches!(word.tag, Tag::And | Tag::Or | Tag::But) || word.is_sign(","));
                if joined
                    && !doubtful
                    && !next.is_none_or(|word| word.is_sign(",") || word.tag == Tag::And)
                    && !goes_on::among_nouns(found, at)
                {
                    set(found, Tag::Verb);
                    return;
                }
                let third_before = found[start..at].iter().any(|word| word.verb.is_some_and(|(_, form)| form == Form::Third));
                if joined
                    && third_before
                    && next.is_some_and(|word| {
                        matches!(word.tag, Tag::Determiner | Tag::Possessive | Tag::Quantity | Tag::Number)
                            || word.is("from")
                            || word.is("in") && known.base == "stand"
                    })
                {
                    set(found, Tag::Verb);
                    return;
                }
            }
            Form::Past | Form::Participle | Form::Ed => {
                if past(found, at, previous, next, form, doubtful) {
                    found[at].verb = Some((verb, form));
                    return;
                }
            }
            Form::Ing => {
                // `being issued`
                let participle = found
                    .get(at + 1)
                    .is_some_and(|next| words::verb_forms(&next.word).iter().any(|(_, form)| matches!(form, Form::Ed | Form::Participle)));
                if known.base == "be" && participle && !nominal {
                    set(found, Tag::Verb);
                    return;
                }
                // `orders consisting of products`
                let depends = known.base == "depend" && next.is_some_and(|word| word.is("on"));
                if depends || known.base == "consist" && next.is_some_and(|word| word.is("of")) {
                    set(found, Tag::Verb);
                    return;
                }
                let holds = matches!(known.base.as_str(), "have" | "contain" | "hold" | "show" | "list" | "include");
                if holds && next.is_some_and(|word| matches!(word.tag, Tag::Determiner | Tag::Possessive | Tag::Quantity | Tag::Number)) {
                    set(found, Tag::Verb);
                    return;
                }
                // `beams having angle and energy`
                if known.base == "have"
                    && previous.is_some_and(|word| word.tag == Tag::Noun)
                    && next.is_some_and(|word| word.tag != Tag::Sign)
                {
                    set(found, Tag::Verb);
                    return;
                }
                if is_be(previous) && !next.is_none_or(|word| word.tag == Tag::Sign && !word.is_sign(",")) && !nominal {
                    set(found, Tag::Verb);
                    return;
                }
                // `the plants growing on a bed`, `people living in the house`
                let placed = next
                    .is_some_and(|word| matches!(word.word.as_str(), "in" | "on" | "at" | "for" | "to" | "from" | "under" | "with"))
                    && found.get(at + 2).is_some_and(|word| matches!(word.tag, Tag::Determiner | Tag::Possessive));
                let several = previous.is_some_and(|word| word.tag == Tag::Noun && (is_plural(&word.word) || word.is("people")));
                let staying = matches!(
                    known.base.as_str(),
                    "live"
                        | "grow"
                        | "stand"
                        | "wait"
                        | "sit"
                        | "lie"
                        | "hang"
                        | "stay"
                        | "work"
                        | "belong"
                        | "come"
                        | "go"
                        | "arrive"
                        | "leave"
                        | "run"
                        | "travel"
                        | "apply"
                        | "play"
                        | "compete"
                        | "serve"
                );
                if placed && several && staying {
                    set(found, Tag::Verb);
                    return;
                }
                let after_noun =
                    previous.is_some_and(|word| word.tag == Tag::Noun || word.is_sign(",") || word.is("each") && known.base == "require");
                let object = next.is_some_and(|word| matches!(word.tag, Tag::Determiner | Tag::Possessive | Tag::Quantity));
                // `calibrates a scale, noting date and deviation`
                let noting = previous.is_some_and(|word| word.is_sign(","))
                    && next.is_some_and(|word| word.tag == Tag::Noun && words::is_attribute(&word.word))
                    && super::participles::says(&known.base)
                    && has_finite(&found[..at]);
                if after_noun && object || noting {
                    set(found, Tag::Verb);
                    return;
                }
            }
        }
    }
}
