//! How much each fact speaks for a noun being a thing.
//!
//! Comes in: facts. Goes out: [`Candidate`]s with their weights. Never happens: a fact that weighs for what it only points at.

use std::ops::Range;

use indexmap::IndexMap;

use super::things::thing_name;
use crate::intent::fill;
use crate::intent::rules::facts::{Fact, Manner};
use crate::intent::rules::phrases::Noun;
use crate::intent::rules::properties::{is_actor, is_plain_property, is_property};
use crate::intent::rules::words;

const TYPICAL: f32 = 0.6;

#[derive(Debug, Clone)]
pub struct Candidate {
    pub weight: f32,
    pub owns: f32,
    pub range: Range<usize>,
    pub first: usize,
    pub head: String,
    /// Spoken of in the plural, or as `each`.
    pub several: bool,
    pub plural: bool,
    /// Spoken of by itself, not only as a part of something.
    pub stands: bool,
    /// The text says what it is instead: a part that people play, one of another kind.
    pub ruled_out: bool,
}

pub struct Weighing {
    pub all: IndexMap<String, Candidate>,
    pub order: usize,
}

impl Weighing {
    pub fn add(&mut self, noun: &Noun, weight: f32, owns: f32, stands: bool) {
        if noun.pronoun.is_some() || noun.words.is_empty() || noun.words.len() > 3 {
            return;
        }
        let name = thing_name(noun);
        if name.is_empty() || !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
            return;
        }
        self.order += 1;
        let order = self.order;
        let entry = self.all.entry(name).or_insert_with(|| Candidate {
            weight: 0.0,
            owns: 0.0,
            range: noun.range.clone(),
            first: order,
            head: noun.words.last().cloned().unwrap_or_default(),
            several: false,
            ruled_out: false,
            plural: false,
            stands,
        });
        entry.plural |= noun.plural;
        entry.several |= noun.plural || noun.quantity.each || noun.quantity.said || (noun.quantity.indefinite && owns > 0.5);
        entry.weight += weight;
        entry.owns += owns;
        if stands && !entry.stands {
            entry.stands = true;
            entry.range = noun.range.clone();
        }
    }
}

pub fn weigh(weighing: &mut Weighing, fact: &Fact) {
    let amount = |noun: &Noun| -> f32 {
        if noun.quantity.none {
            0.0
        } else if noun.quantity.one_of {
            if noun.plural && words::is_weak_attribute(noun.head()) { 1.4 } else { 0.9 }
        } else if noun.quantity.each || (noun.quantity.said && noun.quantity.many == Some(true)) {
            0.8
        } else if noun.quantity.said && noun.quantity.many == Some(false) {
            0.6
        } else if noun.plural {
            0.5
        } else if noun.quantity.indefinite || noun.quantity.said {
            0.35
        } else {
            0.2
        }
    };
    match fact {
        Fact::Thing { noun, weight } => weighing.add(noun, *weight, 0.0, true),
        Fact::Owns { owner, part, manner } => {
            if !is_actor(owner) && matches!(owner.owner_word.as_deref(), Some("our" | "my")) && !owner.plural {
                weighing.add(owner, -1.0, 0.0, true);
            }
            let property = is_plain_property(&part.noun) || part.named.is_some() || !part.kind.is_empty() || !part.states.is_empty();
            let share = match manner {
                Manner::Listed | Manner::Stored => 0.8,
                Manner::Has => 0.95,
                Manner::Loose => 0.3,
            };
            let several = *manner == Manner::Has && part.noun.plural && !property;
            if let Some((one, other)) = &part.between {
                weighing.add(one, 0.3, 0.3, true);
                weighing.add(other, 0.5, 0.3, true);
            }
            // `An infraction has a severity`, whatever that is.
            let told = *manner == Manner::Has
                && !property
                && part.noun.quantity.indefinite
                && (owner.quantity.each || owner.quantity.indefinite || owner.plural);
            // `for each registration the mark is stored`
            let sure = *manner == Manner::Stored && owner.quantity.each;
            let share = if sure && property {
                1.4
            } else if property {
                share
            } else if words::is_organization(owner.head()) {
                0.2
            } else if several || told {
                0.95
            } else {
                share * 0.85
            };
            weighing.add(owner, share, share, true);
            if *manner == Manner::Listed
                && let Some(candidate) = weighing.all.get_mut(&thing_name(owner))
            {
                candidate.several = true;
            }
            // Several addresses have properties of their own.
            if property
                && words::is_rich_attribute(part.noun.head())
                && part.noun.plural
                && part.noun.quantity.said
                && part.noun.words.len() == 1
            {
                weighing.add(&part.noun, 1.5, 0.0, false);
            }
            // `several ticket types`
            if property
                && part.noun.plural
                && part.noun.quantity.said
                && part.noun.words.len() == 2
                && matches!(part.noun.head(), "type" | "category" | "tier" | "class" | "level")
                && crate::intent::fill::is_typical(&part.noun.words[0])
            {
                weighing.add(&part.noun, 2.8, 0.0, false);
            }
            if !property {
                let weight = amount(&part.noun).max(
                    match (
                        several && !part.noun.quantity.none && !part.noun.has_flag("number_of"),
                        part.noun.quantity.said && part.noun.quantity.number.is_none(),
                    ) {
                        (true, true) => 0.95,
                        (true, false) => 0.75,
                        _ => 0.0,
                    },
                );
                weighing.add(&part.noun, weight, 0.0, false);
            }
        }
        Fact::Relates(relates) => {
            if !is_property(&relates.from) {
                let bare = !relates.from.plural
                    && relates.from.quantity == crate::intent::rules::phrases::Quantity::default()
                    && relates.from.capital;
                if relates.from.quantity.indefinite
                    && relates.to.plural
                    && let Some(candidate) = weighing.all.get_mut(&thing_name(&relates.from))
                {
                    candidate.several = true;
                }
                weighing.add(&relates.from, typical(&relates.from), 0.0, true);
                weighing.add(
                    &relates.from,
                    if relates.actor
                        && relates.sense == Some(words::Sense::Make)
                        && relates.preposition.is_none()
                        && !is_property(&relates.to)
                    {
                        // `As a hiker I want to make a reservation`: it is the hiker's.
                        0.35
                    } else if relates.actor {
                        0.0
                    } else if bare || relates.from.quantity.pointed {
                        0.2
                    } else if words::is_role(relates.from.head()) && relates.from.plural {
                        1.2
                    } else {
                        0.6
                    },
                    0.0,
                    true,
                );
            }
            if !is_property(&relates.to) || (words::is_weak_attribute(relates.to.head()) && relates.to.plural) {
                let assigned = relates.passive && relates.preposition.as_deref() == Some("to") && relates.to.quantity.said;
                let belongs = relates.sense == Some(words::Sense::Belong) && (relates.preposition.is_none() || assigned);
                let by = relates.passive && relates.preposition.as_deref() == Some("by") && !relates.to.plural && relates.to.quantity.said;
                let person = ["er", "or", "ist", "ian", "eer", "man"].iter().any(|end| relates.to.head().ends_with(end))
                    && !words::is_person(relates.to.head());
                if by && person {
                    weighing.add(&relates.to, 0.4, 0.0, true);
                }
                let bare = relates.preposition.is_some()
                    && !relates.to.plural
                    && relates.to.quantity == crate::intent::rules::phrases::Quantity::default()
                    && relates.to.range.len() == relates.to.last.len();
                if bare {
                    // `on arrival`, `by hand`
                    return;
                }
                weighing.add(&relates.to, typical(&relates.to), 0.0, true);
                weighing.add(
                    &relates.to,
                    amount(&relates.to).max(match (belongs, words::is_weak_attribute(relates.to.head()) && relates.to.quantity.said) {
                        (true, true) => 1.4,
                        (true, false) => 0.8,
                        _ => 0.0,
                    }),
                    0.0,
                    true,
                );
            }
        }
        Fact::Of { part, whole } => {
            if !is_property(whole) {
                weighing.add(whole, 0.3, 0.0, false);
            }
            if !is_property(part) {
                weighing.add(part, 0.1, 0.0, false);
            }
        }
        Fact::IsA { one, other } => {
            weighing.add(one, 0.1, 0.0, false);
            weighing.add(other, 0.3, 0.0, false);
        }
        Fact::Unique { owner, .. } => weighing.add(owner, 1.0, 0.7, true),
        Fact::States { owner, .. } if !is_property(owner) => {
            weighing.add(owner, 0.6, 0.0, true);
        }
        Fact::Tree { noun } => weighing.add(noun, 0.7, 0.0, true),
        Fact::Plays { thing, .. } => weighing.add(thing, 0.4, 0.0, false),
        Fact::Seed { noun, .. } => weighing.add(noun, 1.0, 0.0, true),
        _ => {}
    }
}

/// `A student enrols in a course`: what is mostly a thing of its own is one by a single mention.
fn typical(noun: &Noun) -> f32 {
    let single = noun.quantity.indefinite && !noun.plural && noun.words.len() == 1;
    if single && !is_property(noun) && fill::is_typical(noun.head()) { TYPICAL } else { 0.0 }
}

/// What a noun is taken for before anything is said of it.
pub fn prior(name: &str, head: &str) -> f32 {
    if name.contains("other_") || name == "other" {
        return -100.0;
    }
    if words::is_never(head) || words::is_never(name) {
        return -100.0;
    }
    if name.split('_').any(|word| matches!(word, "of" | "per")) {
        return -2.0;
    }
    if words::is_weak_attribute(head) {
        return if words::is_shared(head) { 0.3 } else { -0.4 };
    }
    if words::is_attribute(head) || words::is_attribute(name) {
        return -1.5;
    }
    if words::is_seldom(head) {
        return -1.0;
    }
    if words::is_role(head) {
        return -0.9;
    }
    if words::is_person(head) || words::is_shared(head) { 0.5 } else { 0.0 }
}
