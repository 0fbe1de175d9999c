//! Noun phrases, verb groups and what stands between them.
//!
//! Comes in: the tagged words of a sentence. Goes out: [`Piece`]s in order. Never happens: a piece without words of the text, a phrase that crosses a sign.

use std::ops::Range;

use super::amounts::{by_pieces, number, quantity};
use super::sides::{adjective_leads, closing, contact, is_several, is_the, is_time, many_then_people, shares};
use super::tagging::{Tag, Word};
use super::verb_groups::verb_group;
use super::words::{self, Sense};
use crate::plural::singular;

/// How many, and which.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quantity {
    /// More than one; none where the phrase does not say.
    pub many: Option<bool>,
    /// `at most one`, `zero or more`.
    pub maybe: bool,
    /// `each`, `every`.
    pub each: bool,
    /// `a`, `an`.
    pub indefinite: bool,
    /// `another`, `other`.
    pub other: bool,
    /// `no`.
    pub none: bool,
    /// A number that the text writes.
    pub number: Option<u64>,
    /// `a number of`, `one or more`, …: said by words, not only by the plural.
    pub said: bool,
    /// `this`, `that`.
    pub pointed: bool,
    /// `one of the`, `any of the`.
    pub one_of: bool,
    /// `both`.
    pub both: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Noun {
    /// As they are written, without determiners; the last in the singular.
    pub words: Vec<String>,
    /// The last word as it is written.
    pub last: String,
    pub plural: bool,
    pub quantity: Quantity,
    /// A word that points at something: `it`, `each`, `they`, `we`.
    pub pronoun: Option<String>,
    /// `its`, `their`.
    pub owner_word: Option<String>,
    /// `the customer's`.
    pub owner: Option<Box<Noun>>,
    /// `of the person`.
    pub of: Option<Box<Noun>>,
    /// Adjectives that do not name it: unique, optional.
    pub flags: Vec<String>,
    pub brackets: Vec<Vec<Word>>,
    /// What it is called by what is done then: `sent_at`, of *the time it was sent*.
    pub named: Option<String>,
    /// Where the head stands in `words`.
    pub head_at: usize,
    pub range: Range<usize>,
    pub capital: bool,
}

impl Noun {
    pub fn name(&self) -> String {
        self.words.join("_")
    }

    /// As it is written, in the plural if it is.
    pub fn written(&self) -> String {
        let mut words = self.words.clone();
        if self.head_at + 1 == words.len()
            && let Some(last) = words.last_mut()
        {
            last.clone_from(&self.last);
        }
        words.join("_")
    }

    pub fn head(&self) -> &str {
        self.words.get(self.head_at).map_or("", String::as_str)
    }

    pub fn has_flag(&self, flag: &str) -> bool {
        self.flags.iter().any(|one| one == flag)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub base: String,
    pub sense: Sense,
    pub passive: bool,
    /// `may`, `can`.
    pub may: bool,
    pub negated: bool,
    /// Only an -ing form or a participle: no verb of a clause of its own.
    pub bare: bool,
    pub range: Range<usize>,
}

#[derive(Debug, Clone)]
pub enum Piece {
    Noun(Noun),
    Verb(Group),
    Preposition(String, Range<usize>),
    /// `and`, `plus`, `as well as`.
    And,
    Or,
    But,
    /// `,` `;` `:` `-` `/` `→`
    Sign(String),
    Wh(String, Range<usize>),
    Subordinator(String),
    Adjective(String, Range<usize>),
    Adverb(String),
    /// Values of a state: draft, published or archived.
    States(Vec<String>, Range<usize>),
    /// In brackets, behind no noun.
    Bracket,
}

impl Piece {
    pub fn is_sign(&self, sign: &str) -> bool {
        matches!(self, Piece::Sign(found) if found == sign)
    }

    /// The bytes of its words, where it has any.
    pub fn words(&self) -> Option<&Range<usize>> {
        match self {
            Piece::Noun(noun) => Some(&noun.range),
            Piece::Verb(group) => Some(&group.range),
            Piece::Wh(_, range) | Piece::Preposition(_, range) => Some(range),
            _ => None,
        }
    }
}

/// From the first to the last byte of the words of all.
pub fn words_of(pieces: &[Piece]) -> Range<usize> {
    let mut ranges = pieces.iter().filter_map(Piece::words);
    let first = ranges.next().cloned().unwrap_or_default();
    ranges.fold(first, |all, one| all.start.min(one.start)..all.end.max(one.end))
}

pub fn pieces(found: &[Word]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = 0;
    while at < found.len() {
        let word = &found[at];
        if word.is_sign("(") {
            let end = closing(found, at);
            let inside = found[at + 1..end.min(found.len())].to_vec();
            let behind = contact(&pieces);
            match pieces.last_mut() {
                // `add receipts to it (date, amount)`: the receipts.
                Some(Piece::Noun(noun)) if super::sides::points(noun) => super::sides::bracket_of_several(&mut pieces, inside),
                Some(Piece::Noun(noun)) => noun.brackets.push(inside),
                // `which books I have (title, price)`; `the landlord each building belongs to (name, IBAN)`
                Some(Piece::Verb(_) | Piece::Preposition(..)) if behind.is_some() => {
                    if let Some(Piece::Noun(noun)) = behind.and_then(|at| pieces.get_mut(at)) {
                        noun.brackets.push(inside);
                    }
                }
                Some(Piece::Verb(_)) => match pieces.iter_mut().rev().take(4).find_map(|piece| match piece {
                    Piece::Noun(noun) if noun.pronoun.is_none() => Some(noun),
                    _ => None,
                }) {
                    Some(noun) => noun.brackets.push(inside),
                    None => pieces.push(Piece::Bracket),
                },
                _ => pieces.push(Piece::Bracket),
            }
            at = end + 1;
            continue;
        }
        // `severity 1–5`: the values of what stands before.
        let valued = matches!(pieces.last(), Some(Piece::Noun(noun)) if words::is_attribute(noun.head()))
            && word.tag == Tag::Number
            && word.word.starts_with(|first: char| first.is_ascii_digit())
            && found.get(at + 1).is_none_or(|next| next.tag == Tag::Sign);
        if valued {
            at += 1;
            if found.get(at).is_some_and(|next| next.is_sign("-")) && found.get(at + 1).is_some_and(|next| next.tag == Tag::Number) {
                at += 2;
            }
            continue;
        }
        if let Some((group, next)) = verb_group(found, at) {
            pieces.push(Piece::Verb(group));
            at = next;
            continue;
        }
        if let Some((nouns, next)) = nouns(found, at, 0) {
            // `every month a payslip is made`: when, not what.
            let when = nouns.len() == 1 && nouns[0].quantity.each && nouns[0].words.len() == 1 && is_time(nouns[0].head());
            let goes_on = found.get(next).is_some_and(|word| {
                matches!(word.tag, Tag::Determiner | Tag::Pronoun | Tag::Possessive | Tag::Number | Tag::Quantity) || word.is_sign(",")
            });
            if when && goes_on && !matches!(pieces.last(), Some(Piece::Preposition(..))) {
                // `every time a pass goes through the gate`
                let opens = nouns[0].head() == "time" && pieces.iter().all(|piece| matches!(piece, Piece::And | Piece::Adverb(_)));
                pieces.push(if opens {
                    Piece::Wh("whenever".to_string(), nouns[0].range.clone())
                } else {
                    Piece::Adverb("every".to_string())
                });
                at = next;
                continue;
            }
            // `mileage readings per wagon (date, km)`: what the readings have.
            let mut nouns = nouns;
            if let ([.., Piece::Noun(whole), Piece::Preposition(word, _)], [noun]) = (pieces.as_mut_slice(), nouns.as_mut_slice())
                && word == "per"
                && whole.plural
            {
                whole.brackets.append(&mut noun.brackets);
            }
            // `make an offer on the listing (amount, date)`: what the offer has.
            if let ([.., Piece::Noun(made), Piece::Preposition(word, _)], [noun]) = (pieces.as_mut_slice(), nouns.as_mut_slice())
                && matches!(word.as_str(), "on" | "for" | "about" | "against" | "along" | "at" | "to" | "in")
                && (made.quantity.indefinite
                    || made.quantity.each && word == "along"
                    || made.plural && made.quantity == Quantity::default())
                && made.pronoun.is_none()
                && (!words::is_attribute(made.head()) || made.plural && words::is_weak_attribute(made.head()))
                && is_the(found, at)
            {
                made.brackets.append(&mut noun.brackets);
            }
            if let [noun] = nouns.as_mut_slice()
                && let Some(Piece::Noun(one)) = super::sides::comes_from(&pieces, noun).and_then(|at| pieces.get_mut(at))
            {
                one.brackets.append(&mut noun.brackets);
            }
            // `gets an invoice from each operator (invoice number, month)`: what is called so itself.
            if let [noun] = nouns.as_mut_slice()
                && let Some(first) = noun.brackets.first().and_then(|bracket| bracket.first()).map(|word| word.word.clone())
                && first != noun.head()
                && !words::is_attribute(&first)
                && let Some(whole) = pieces.iter_mut().rev().take(6).find_map(|piece| match piece {
                    Piece::Noun(whole) if whole.pronoun.is_none() && whole.head() == first => Some(whole),
                    _ => None,
                })
            {
                whole.brackets.append(&mut noun.brackets);
            }
            // `users can block others`
            if let ([noun], Some(Piece::Verb(verb))) = (nouns.as_mut_slice(), pieces.last())
                && noun.last == "others"
                && noun.words.len() == 1
                && !verb.passive
                && noun.quantity == Quantity::default()
            {
                noun.pronoun = Some("others".to_string());
                noun.words.clear();
            }
            for (index, noun) in nouns.into_iter().enumerate() {
                if index > 0 {
                    pieces.push(Piece::And);
                }
                pieces.push(Piece::Noun(noun));
            }
            at = next.max(at + 1);
            continue;
        }
        pieces.push(single(found, &mut at));
    }
    super::ellipsis::old_and_new(&mut pieces);
    pieces
}

fn single(found: &[Word], at: &mut usize) -> Piece {
    let word = &found[*at];
    *at += 1;
    let text = word.word.clone();
    match word.tag {
        Tag::And => Piece::And,
        Tag::Or => Piece::Or,
        Tag::But => Piece::But,
        Tag::Preposition => {
            if word.is("as") && found.get(*at).is_some_and(|next| next.is("well")) && found.get(*at + 1).is_some_and(|next| next.is("as")) {
                *at += 2;
                return Piece::And;
            }
            Piece::Preposition(text, word.range.clone())
        }
        Tag::To => Piece::Preposition(text, word.range.clone()),
        Tag::Wh => Piece::Wh(text, word.range.clone()),
        Tag::Subordinator => Piece::Subordinator(text),
        Tag::Adjective | Tag::Participle => Piece::Adjective(text, word.range.clone()),
        Tag::Sign => Piece::Sign(text),
        Tag::States => Piece::States(text.split('|').map(str::to_string).collect(), word.range.clone()),
        _ => Piece::Adverb(text),
    }
}

/// What a verb says where none of the words around it changes that.
pub fn group(base: impl Into<String>, sense: Sense, passive: bool, bare: bool, range: Range<usize>) -> Group {
    let base = base.into();
    Group { base, sense, passive, may: false, negated: false, bare, range }
}

/// How deep one phrase may stand in another: the name of the owner of the house.
const DEEPEST: usize = 6;

/// One noun phrase, or several that share their last word (`first and last name`).
fn nouns(found: &[Word], start: usize, depth: usize) -> Option<(Vec<Noun>, usize)> {
    if depth > DEEPEST {
        return None;
    }
    if let Some(two) = each_other(found, start, depth) {
        return Some(two);
    }
    let mut noun = Noun::default();
    let taken = quantity(found, start, &mut noun.quantity, &mut noun.owner_word, &mut noun.flags);
    let mut at = start + taken;
    noun.range = found.get(start)?.range.clone();
    // `one of the professors`
    if taken > 0 && found.get(at).is_some_and(|word| word.is("of")) {
        let (mut inner, next) = nouns(found, at + 1, depth + 1)?;
        let first = inner.first_mut()?;
        let single = found[start..at].iter().any(|word| matches!(word.word.as_str(), "one" | "any" | "each" | "either" | "every"));
        first.quantity = Quantity {
            many: if single { Some(false) } else { Some(true) },
            one_of: true,
            each: noun.quantity.each,
            said: true,
            ..Quantity::default()
        };
        first.plural = !single;
        first.range.start = noun.range.start;
        return Some((inner, next));
    }
    let mut shared: Option<Vec<String>> = None;
    let mut names: Vec<(String, Tag)> = Vec::new();
    while let Some(word) = found.get(at) {
        match word.tag {
            Tag::Adjective | Tag::Noun => {
                // A gerund or a noun; an adjective that is followed by nothing ends before it.
                if word.tag == Tag::Adjective && !adjective_leads(found, at) {
                    break;
                }
                // `bookings passengers make`: two phrases, the second with a verb of its own.
                let verb_next = found.get(at + 1).is_some_and(|next| matches!(next.tag, Tag::Verb | Tag::Participle | Tag::Modal));
                // `On our site people sell clothes`
                let people = word.is("people") && verb_next;
                let two = |before: &str| {
                    is_several(before) && is_several(&word.word) && verb_next || many_then_people(before, &word.word) || people
                };
                if word.tag == Tag::Noun && names.last().is_some_and(|(before, tag)| *tag == Tag::Noun && two(before)) {
                    break;
                }
                // `in each episode tracks are played`
                let one = noun.quantity.each || noun.quantity.indefinite;
                let single = names.last().is_some_and(|(before, tag)| *tag == Tag::Noun && !words::is_plural(before));
                let done =
                    found.get(at + 1).is_some_and(|next| next.tag == Tag::Modal || matches!(next.word.as_str(), "are" | "were" | "have"));
                let often = noun.quantity.each
                    && names.len() == 1
                    && names.first().is_some_and(|(before, _)| {
                        words::is_unit(before) || matches!(before.as_str(), "week" | "month" | "year" | "day" | "evening" | "morning")
                    });
                if word.tag == Tag::Noun && one && single && (done || often) && words::is_plural(&word.word) {
                    break;
                }
                if word.tag == Tag::Adjective && words::is_dropped(&word.word) {
                    noun.flags.push(word.word.clone());
                } else {
                    names.push((word.word.clone(), word.tag));
                    noun.capital |= names.len() == 1 && word.capital;
                }
            }
            Tag::Determiner if word.is("other") || word.is("such") => noun.quantity.other |= word.is("other"),
            Tag::Number if !names.is_empty() && names.last().is_some_and(|(_, tag)| *tag == Tag::Noun) => break,
            Tag::Number if names.is_empty() => {
                noun.quantity.number = number(&word.word);
                noun.quantity.many = noun.quantity.number.map(|number| number != 1);
                noun.quantity.said = true;
            }
            Tag::And if shared.is_none() && shares(found, at) && !names.is_empty() => {
                shared = Some(names.drain(..).map(|(word, _)| word).collect());
            }
            Tag::Owner if names.last().is_some_and(|(_, tag)| *tag == Tag::Noun) => {
                let mut owner =
                    Noun { quantity: std::mem::take(&mut noun.quantity), owner_word: noun.owner_word.take(), ..Noun::default() };
                name(&mut owner, std::mem::take(&mut names));
                owner.range = noun.range.start..word.range.start;
                noun.owner = Some(Box::new(owner));
            }
            _ => break,
        }
        noun.range.end = word.range.end;
        at += 1;
    }
    if names.is_empty() {
        if noun.owner.is_some() {
            // `the customer's` alone stands for something of the customer.
            let mut owner = *noun.owner.take()?;
            owner.flags.push("whose".to_string());
            return Some((vec![owner], at));
        }
        return pointing(found, start, at, noun);
    }
    super::passing::leave_out(&mut noun, &mut names);
    name(&mut noun, names);
    let at = behind(found, at, &mut noun, depth);
    // `yellow and red cards`: one thing in several kinds.
    if shared.is_some() && noun.plural && !words::is_attribute(noun.head()) && !noun.words.iter().any(|word| super::sides::is_side(word)) {
        noun.words = vec![noun.head().to_string()];
        noun.head_at = 0;
        shared = None;
    }
    let mut all = vec![noun];
    if let Some(words) = shared {
        let mut first = all[0].clone();
        let named = first.words.split_off(first.head_at.min(first.words.len()));
        first.words = words;
        first.head_at = first.words.len();
        first.words.extend(named);
        first.brackets.clear();
        all.insert(0, first);
    }
    Some((all, at))
}

/// `send each other private messages`: to one another, and what; but *each other player* is one of them.
fn each_other(found: &[Word], start: usize, depth: usize) -> Option<(Vec<Noun>, usize)> {
    let [each, other, ..] = found.get(start..)? else { return None };
    if !each.is("each") || !other.is("other") {
        return None;
    }
    let (mut nouns, end) = nouns(found, start + 2, depth + 1)?;
    let what = nouns.first().is_some_and(|noun| noun.plural && noun.pronoun.is_none()) || found.get(start + 2)?.tag == Tag::Determiner;
    let range = each.range.start..other.range.end;
    nouns.insert(0, Noun { pronoun: Some("each other".to_string()), range, ..Noun::default() });
    what.then_some((nouns, end))
}

fn name(noun: &mut Noun, names: Vec<(String, Tag)>) {
    noun.words = names.into_iter().map(|(word, _)| word).collect();
    if let Some(last) = noun.words.last_mut() {
        noun.last.clone_from(last);
        let same = matches!(last.as_str(), "species" | "series" | "news");
        let one = if same || words::is_state(last) && last.ends_with("ss") { last.clone() } else { singular(last) };
        noun.plural = one != *last || matches!(last.as_str(), "people" | "staff");
        noun.plural &= !noun.quantity.indefinite;
        *last = one;
        noun.head_at = noun.words.len() - 1;
    }
}

/// A phrase without a noun: `it`, `each`, `several`, `the other`.
fn pointing(found: &[Word], start: usize, at: usize, mut noun: Noun) -> Option<(Vec<Noun>, usize)> {
    let word = found.get(start)?;
    if word.tag == Tag::Pronoun {
        noun.pronoun = Some(word.word.clone());
        noun.plural = matches!(word.word.as_str(), "they" | "them" | "these" | "those" | "we" | "us" | "both");
        return Some((vec![noun], start + 1));
    }
    if word.tag == Tag::Number && word.word.starts_with(|first: char| first.is_ascii_digit())
        || (word.is("each") && found.get(start + 1).is_some_and(|next| next.is("other")))
    {
        let each_other = word.is("each");
        noun.pronoun = Some(if each_other { "each other" } else { "something" }.to_string());
        return (at > start).then_some((vec![noun], at));
    }
    // `follow one another`
    if word.is("one") && found.get(start + 1).is_some_and(|next| next.is("another")) && at == start + 2 {
        noun.pronoun = Some("each other".to_string());
        return Some((vec![noun], at));
    }
    // `as many as you like`
    if word.is("as") && found.get(start + 1).is_some_and(|next| next.is("many")) && at == start + 2 {
        noun.pronoun = Some("many".to_string());
        return Some((vec![noun], at));
    }
    if at == start
        || !matches!(word.tag, Tag::Determiner | Tag::Quantity | Tag::Number)
        || matches!(word.word.as_str(), "a" | "an" | "the" | "no")
    {
        // `1-5`, `the` …: nothing that is pointed at.
        return None;
    }
    noun.pronoun = Some(word.word.clone());
    noun.range.end = found.get(at - 1)?.range.end;
    Some((vec![noun], at))
}

/// What belongs to a phrase behind its noun: `of birth`, `per week`, `in minutes`, `charged`, brackets.
fn behind(found: &[Word], start: usize, noun: &mut Noun, depth: usize) -> usize {
    let mut at = start;
    while let Some(word) = found.get(at) {
        let next = found.get(at + 1);
        let next_noun = next.is_some_and(|next| matches!(next.tag, Tag::Noun | Tag::Adjective));
        if word.is_sign("(") {
            let end = closing(found, at);
            noun.brackets.push(found[at + 1..end.min(found.len())].to_vec());
            at = end + 1;
            continue;
        }
        if word.tag == Tag::Preposition && word.is("of") && noun.of.is_none() {
            let Some((inner, after)) = nouns(found, at + 1, depth + 1) else { return at };
            let Some(inner) = inner.into_iter().next() else { return at };
            let bare = next_noun && inner.quantity == Quantity::default() && inner.owner_word.is_none();
            let property = words::is_attribute(noun.head())
                || matches!(noun.head(), "unit" | "place" | "country" | "proof" | "means" | "letter" | "point");
            noun.range.end = inner.range.end;
            // `reviews of products`: things, not a name.
            let things = noun.plural && inner.plural && words::is_weak_attribute(noun.head());
            // `a piece of equipment`: the equipment, by pieces.
            let made = matches!(inner.head(), "music" | "art" | "writing" | "work");
            let piece = matches!(noun.head(), "piece" | "item") && noun.words.len() == 1 && bare && !inner.plural && !made;
            if piece {
                by_pieces(noun, inner);
            } else if bare && property && !things {
                noun.words.push("of".to_string());
                let written = if noun.head() == "number" { inner.written() } else { inner.name() };
                noun.words.extend(written.split('_').map(str::to_string));
                noun.of.clone_from(&inner.of);
                noun.brackets.extend(inner.brackets);
            } else {
                let mut inner = inner;
                // `customers of a brokerage house (customer number, name)`: what the customers have.
                let own = inner.brackets.first().and_then(|bracket| bracket.first()).is_some_and(|word| word.word == noun.head());
                if own || (noun.plural && (inner.quantity.indefinite || inner.owner_word.is_some()) && !words::is_attribute(noun.head())) {
                    noun.brackets.append(&mut inner.brackets);
                }
                noun.of = Some(Box::new(inner));
            }
            at = after;
            continue;
        }
        // `several addresses per customer`, `at most one coupon per order`: how many, and no name.
        let labels = found.get(at + 2).is_some_and(|after| matches!(after.word.as_str(), ":" | "(" | ","));
        let counted = word.is("per") && (noun.quantity.said || noun.plural && (labels || words::is_rich_attribute(noun.head())));
        // `days per leave type`
        let longer = found.get(at + 2).is_some_and(|after| after.tag == Tag::Noun);
        if word.is("per") && next_noun && !longer && words::is_attribute(noun.head()) && !(noun.plural && noun.words.len() > 1) && !counted
            || (word.is("per")
                && next.is_some_and(|next| words::is_unit(&next.word))
                && (words::is_attribute(noun.head()) || !noun.quantity.indefinite))
        {
            noun.words.push("per".to_string());
            let unit = next.map(|next| next.word.clone()).unwrap_or_default();
            noun.words.push(unit);
            noun.range.end = next.map_or(noun.range.end, |next| next.range.end);
            at += 2;
            continue;
        }
        if word.is("in") && next.is_some_and(|next| words::is_unit(&next.word)) {
            noun.range.end = next.map_or(noun.range.end, |next| next.range.end);
            at += 2 + usize::from(found.get(at + 2).is_some_and(|unit| words::is_unit(&unit.word)));
            continue;
        }
        // `subscription paid until`
        let until = word.tag == Tag::Participle
            && next.is_some_and(|next| matches!(next.word.as_str(), "until" | "till"))
            && found.get(at + 2).is_none_or(|after| after.tag == Tag::Sign || after.tag == Tag::And);
        if until && !noun.plural {
            noun.words.extend([word.word.clone(), "until".to_string()]);
            noun.last = "until".to_string();
            noun.head_at = noun.words.len() - 1;
            noun.range.end = next.map_or(noun.range.end, |next| next.range.end);
            at += 2;
            continue;
        }
        if word.tag == Tag::Participle {
            let relates = next.is_some_and(|next| next.tag == Tag::Preposition && !next.is("in"));
            let unit = next.is_some_and(|next| next.is("in")) && found.get(at + 2).is_some_and(|unit| words::is_unit(&unit.word));
            let alone = next.is_none_or(|next| !matches!(next.tag, Tag::Preposition | Tag::Determiner | Tag::Verb));
            if (alone || unit) && !relates {
                if words::is_attribute(noun.head())
                    || noun.head() == "people"
                    || noun.words.iter().any(|word| word == "of")
                    || noun.words.first().is_some_and(|word| word == "number")
                {
                    noun.words.push(word.word.clone());
                }
                noun.range.end = word.range.end;
                at += 1;
                continue;
            }
        }
        return at;
    }
    at
}
