//! Which nouns are things to keep, and which thing each noun means.
//!
//! Comes in: facts. Goes out: [`Things`]. Never happens: a noun of the list of what is never a table.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use indexmap::IndexMap;

use crate::intent::Known;
use crate::intent::rules::facts::{Fact, Manner};
use crate::intent::rules::phrases::Noun;
use crate::intent::rules::reader::{Reader, is_actor, is_plain_property, is_property};
use crate::intent::rules::words;

/// Least weight of a thing.
const LEAST: f32 = 0.95;

/// More things than any model that a person describes.
const MOST: usize = 300;

#[derive(Debug, Clone)]
pub struct Thing {
    pub name: String,
    pub range: Range<usize>,
}

#[derive(Debug, Default)]
pub struct Things {
    pub all: Vec<Thing>,
    /// Other names of things: `job` of `repair_job`.
    also: BTreeMap<String, usize>,
    /// Parts that people play: `dean` of `professor`.
    roles: BTreeMap<String, usize>,
    person: Option<usize>,
}

#[derive(Debug, Clone)]
struct Candidate {
    weight: f32,
    owns: f32,
    range: Range<usize>,
    first: usize,
    head: String,
    /// Spoken of in the plural, or as `each`.
    several: bool,
    /// Spoken of by itself, not only as a part of something.
    stands: bool,
}

struct Weighing {
    all: IndexMap<String, Candidate>,
    order: usize,
}

impl Weighing {
    fn add(&mut self, noun: &Noun, weight: f32, owns: f32, stands: bool) {
        if noun.pronoun.is_some() || noun.words.is_empty() || noun.words.len() > 4 {
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
            stands,
        });
        entry.several |= noun.plural || noun.quantity.each || (noun.quantity.indefinite && owns > 0.5);
        entry.weight += weight;
        entry.owns += owns;
        if stands && !entry.stands {
            entry.stands = true;
            entry.range = noun.range.clone();
        }
    }
}

/// What a thing is called: its words, the last in the singular.
pub fn thing_name(noun: &Noun) -> String {
    let words: Vec<&str> = noun.words.iter().map(String::as_str).collect();
    words.join("_").replace('-', "_")
}

impl Things {
    pub fn weigh(reader: &Reader, known: &Known) -> Things {
        let mut weighing = Weighing { all: IndexMap::new(), order: 0 };
        for fact in &reader.facts {
            weigh(&mut weighing, fact);
        }
        let mut without: BTreeSet<String> = BTreeSet::new();
        for fact in &reader.facts {
            if let Fact::Without { noun } = fact {
                without.insert(thing_name(noun));
            }
        }
        // People who only do something are the users.
        let people_named = [
            "user",
            "member",
            "customer",
            "client",
            "account",
            "visitor",
            "guest",
            "employee",
            "student",
            "participant",
            "volunteer",
            "patient",
        ];
        let nobody = !weighing.all.iter().any(|(name, one)| people_named.contains(&name.as_str()) && one.weight > 0.4);
        let people = weighing.all.get("person").filter(|one| one.owns < 0.1 && one.weight > 0.5).cloned();
        if let Some(mut people) = people.filter(|_| nobody) {
            people.weight += 0.5;
            weighing.all.insert("user".to_string(), people);
        }
        // `a role (admin, agent or viewer)`: an agent is a user.
        let mut kinds: Vec<(String, String)> = Vec::new();
        for fact in &reader.facts {
            if let Fact::Owns { owner, part, .. } = fact
                && matches!(part.noun.head(), "role" | "type" | "kind")
            {
                for state in &part.states {
                    kinds.push((state.clone(), thing_name(owner)));
                    if let Some(candidate) = weighing.all.get_mut(state).filter(|one| one.owns < 0.5) {
                        candidate.weight -= 2.0;
                    }
                }
            }
        }
        // `dean` is no thing where the deans are professors.
        for fact in &reader.facts {
            let Fact::IsA { one, other } = fact else { continue };
            // `An object is either a star or a planet`: all of them may be things.
            let kinds = reader
                .facts
                .iter()
                .filter(|fact| matches!(fact, Fact::IsA { one: first, other } if first.range == one.range && other.quantity.indefinite));
            if kinds.count() > 1 {
                continue;
            }
            let (one, other) = (thing_name(one), thing_name(other));
            let owns = |name: &str| weighing.all.get(name).map_or(0.0, |one| one.owns);
            let (mine, its) = (owns(&one), owns(&other));
            let dropped = if its >= mine && its > 0.0 && mine < 1.4 {
                &one
            } else if mine > its && its < 1.4 {
                &other
            } else {
                continue;
            };
            if let Some(candidate) = weighing.all.get_mut(dropped) {
                candidate.weight -= 2.0;
            }
        }
        for (name, candidate) in &mut weighing.all {
            if words::is_organization(&candidate.head) && !candidate.several {
                candidate.weight -= 1.5;
            }
            if name == "person" && candidate.owns < 0.1 {
                candidate.weight -= 0.8;
            }
            candidate.weight += prior(name, &candidate.head);
            if without.contains(name) && candidate.owns < 1.0 {
                candidate.weight -= 100.0;
            }
        }
        let mut things = Things::default();
        // What is written already is a thing whatever the text says of it.
        for entity in &known.entities {
            let name = heck::ToSnakeCase::to_snake_case(entity.name.as_str());
            if let Some(candidate) = weighing.all.get_mut(&name) {
                candidate.weight += 50.0;
            }
        }
        beside(&mut weighing.all, reader);
        let also = aliases(&mut weighing.all);
        for (name, candidate) in &weighing.all {
            if also.contains_key(name) || candidate.weight < LEAST {
                continue;
            }
            things.all.push(Thing { name: name.clone(), range: candidate.range.clone() });
        }
        things.all.sort_by_key(|thing| (thing.range.start, thing.range.end));
        things.all.truncate(MOST);
        for (other, name) in also {
            if let Some(at) = things.all.iter().position(|thing| thing.name == name) {
                things.also.insert(other, at);
            }
        }
        for (at, thing) in things.all.iter().enumerate() {
            things.also.insert(thing.name.clone(), at);
        }
        if let (None, Some(at)) = (things.named("person"), things.named("user")) {
            things.also.insert("person".to_string(), at);
        }
        things.people(reader);
        for (kind, owner) in kinds {
            if let (None, Some(at)) = (things.named(&kind), things.named(&owner)) {
                things.roles.entry(kind).or_insert(at);
            }
        }
        let _ = known;
        things
    }

    /// Who plays which part: `a dean, who is one of the professors`.
    fn people(&mut self, reader: &Reader) {
        for fact in &reader.facts {
            let Fact::IsA { one, other } = fact else { continue };
            let (one_name, other_name) = (thing_name(one), thing_name(other));
            if self.also.contains_key(&one_name) {
                continue;
            }
            if let Some(at) = self.named(&other_name) {
                self.roles.insert(one_name, at);
            }
        }
        for fact in &reader.facts {
            let Fact::IsA { one, other } = fact else { continue };
            let other_name = thing_name(other);
            if !self.also.contains_key(&other_name)
                && let Some(at) = self.named(&thing_name(one))
            {
                self.roles.entry(other_name).or_insert(at);
            }
        }
        let order = [
            "user",
            "person",
            "member",
            "employee",
            "staff",
            "people",
            "account",
            "staff_member",
            "worker",
            "volunteer",
            "customer",
            "client",
        ];
        self.person = order.iter().find_map(|name| self.also.get(*name).copied());
        let people: Vec<usize> =
            (0..self.all.len()).filter(|at| words::is_person(self.all[*at].name.rsplit('_').next().unwrap_or_default())).collect();
        if self.person.is_none() && people.len() == 1 {
            self.person = people.first().copied();
        }
        for actor in &reader.actors {
            if !self.also.contains_key(actor)
                && let Some(person) = self.person
            {
                self.roles.entry(actor.clone()).or_insert(person);
            }
        }
    }

    pub fn named(&self, name: &str) -> Option<usize> {
        self.also.get(name).copied()
    }

    pub fn person(&self) -> Option<usize> {
        self.person
    }

    /// The thing that a noun means, and the part that it plays there.
    pub fn find(&self, noun: &Noun) -> Option<(usize, Option<String>)> {
        if noun.pronoun.is_some() || is_actor(noun) {
            return None;
        }
        let name = thing_name(noun);
        if let Some(at) = self.named(&name) {
            // `home_team`, which is a team.
            let thing = &self.all[at].name;
            let part = name.strip_suffix(thing.as_str()).and_then(|start| start.strip_suffix('_'));
            let told = part.is_some_and(|part| part.split('_').all(|word| words::is_adjective(word) && !plays(word)));
            return Some((at, if part.is_some() && !told { Some(name) } else { None }));
        }
        // `subcategory`, `parent task`
        for start in ["sub-", "sub", "child_", "parent_", "nested_"] {
            if let Some(at) = name.strip_prefix(start).and_then(|rest| self.named(rest)) {
                return Some((at, Some("parent".to_string())));
            }
        }
        // `therapist` of `physiotherapist`
        if name.len() >= 6
            && !name.contains('_')
            && let Some(at) = self.all.iter().position(|thing| thing.name.ends_with(&name) && thing.name != name)
        {
            return Some((at, None));
        }
        if let Some(at) = self.roles.get(&name) {
            return Some((*at, Some(name)));
        }
        if noun.head_at + 1 != noun.words.len() {
            return None;
        }
        for start in 1..noun.words.len() {
            let tail = noun.words[start..].join("_");
            let told = noun.words[..start].iter().all(|word| words::is_adjective(word) && !plays(word));
            if let Some(at) = self.named(&tail) {
                return Some((at, if told { None } else { Some(name) }));
            }
            if let Some(at) = self.roles.get(&tail) {
                return Some((*at, Some(name)));
            }
        }
        None
    }

    /// A person's part that no noun of a thing stands for.
    pub fn player(&self, noun: &Noun) -> Option<(usize, Option<String>)> {
        let person = self.person?;
        words::is_role(noun.head()).then(|| (person, Some(thing_name(noun))))
    }
}

/// An adjective that tells two parts apart: the home team, the first contact.
fn plays(word: &str) -> bool {
    matches!(
        word,
        "home"
            | "away"
            | "main"
            | "primary"
            | "secondary"
            | "default"
            | "first"
            | "second"
            | "last"
            | "next"
            | "previous"
            | "former"
            | "emergency"
            | "alternative"
            | "preferred"
            | "senior"
            | "junior"
            | "internal"
            | "external"
            | "white"
            | "black"
    )
}

fn weigh(weighing: &mut Weighing, fact: &Fact) {
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
            if !is_actor(owner) && owner.owner_word.as_deref() == Some("our") && !owner.plural {
                weighing.add(owner, -1.0, 0.0, true);
            }
            let property = is_plain_property(&part.noun) || part.named.is_some() || !part.kind.is_empty() || !part.states.is_empty();
            let share = match manner {
                Manner::Listed | Manner::Stored => 0.8,
                Manner::Has => 0.95,
                Manner::Loose => 0.3,
            };
            let several = *manner == Manner::Has && part.noun.plural && !property;
            let share = if property {
                share
            } else if words::is_organization(owner.head()) {
                0.2
            } else if several {
                0.95
            } else {
                share * 0.85
            };
            weighing.add(owner, share, share, true);
            // Several addresses have properties of their own.
            if property
                && words::is_rich_attribute(part.noun.head())
                && part.noun.plural
                && part.noun.quantity.said
                && part.noun.words.len() == 1
            {
                weighing.add(&part.noun, 1.5, 0.0, false);
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
                weighing.add(
                    &relates.from,
                    if relates.actor {
                        0.0
                    } else if bare || relates.from.quantity.pointed {
                        0.2
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

/// What relates to a sure thing is likelier a thing itself.
fn beside(all: &mut IndexMap<String, Candidate>, reader: &Reader) {
    let mut kinds: BTreeSet<String> = BTreeSet::new();
    for fact in &reader.facts {
        if let Fact::IsA { one, other } = fact {
            kinds.extend([thing_name(one), thing_name(other)]);
        }
    }
    let weight = |all: &IndexMap<String, Candidate>, name: &str| all.get(name).map_or(0.0, |one| one.weight);
    for fact in &reader.facts {
        let Fact::Relates(relates) = fact else { continue };
        let (from, to) = (thing_name(&relates.from), thing_name(&relates.to));
        let told =
            |noun: &Noun| (noun.plural || noun.quantity.each || noun.quantity.indefinite || noun.quantity.said) && !is_property(noun);
        let (from_weight, to_weight) = (weight(all, &from), weight(all, &to));
        let more = |all: &mut IndexMap<String, Candidate>, name: &str| {
            if let Some(candidate) = all.get_mut(name) {
                candidate.weight += 0.5;
            }
        };
        if relates.preposition.as_deref() == Some("with")
            || relates.from.quantity.none
            || kinds.contains(&from)
            || kinds.contains(&to)
            || from == "person"
            || to == "person"
        {
            continue;
        }
        if told(&relates.from) && (0.5..LEAST).contains(&from_weight) && to_weight >= LEAST && !relates.actor {
            more(all, &from);
        } else if told(&relates.to)
            && (0.5..LEAST).contains(&to_weight)
            && from_weight >= LEAST
            && (relates.to.plural || relates.to.quantity.said)
        {
            more(all, &to);
        }
    }
}

/// What a noun is taken for before anything is said of it.
fn prior(name: &str, head: &str) -> f32 {
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

/// Names that mean the same thing, each with the one that is kept.
fn aliases(all: &mut IndexMap<String, Candidate>) -> BTreeMap<String, String> {
    let mut also: BTreeMap<String, String> = BTreeMap::new();
    let names: Vec<String> = all.keys().cloned().collect();
    let mut heads: BTreeMap<String, usize> = BTreeMap::new();
    for name in names.iter().filter(|name| name.contains('_')) {
        *heads.entry(name.rsplit('_').next().unwrap_or_default().to_string()).or_default() += 1;
    }
    for name in &names {
        if !name.contains('_') || words::is_attribute(name.rsplit('_').next().unwrap_or_default()) {
            continue;
        }
        let head = name.rsplit('_').next().unwrap_or_default().to_string();
        let (Some(compound), Some(plain)) = (all.get(name).cloned(), all.get(&head).cloned()) else { continue };
        if words::is_never(&head) || words::is_attribute(&head) || also.contains_key(&head) {
            continue;
        }
        let others = heads.get(&head).copied().unwrap_or(1) - 1;
        let both = compound.owns >= 1.0 && plain.owns >= 1.0;
        if both {
            continue;
        }
        let told = name.split('_').next().is_some_and(words::is_adjective);
        let (kept, dropped) = if !told && compound.first < plain.first && others == 0 && compound.stands && compound.weight >= 0.3 {
            (name.clone(), head)
        } else if compound.owns >= 1.0 {
            continue;
        } else if plain.weight >= LEAST || (plain.stands && compound.weight < LEAST) {
            (head, name.clone())
        } else {
            continue;
        };
        let taken = all.get(&dropped).cloned();
        if let (Some(taken), Some(keeper)) = (taken, all.get_mut(&kept)) {
            // A part that something plays there is spoken of, but is no thing of its own.
            keeper.weight += taken.weight.max(0.0);
            keeper.owns += taken.owns;
            if taken.stands && taken.range.start < keeper.range.start {
                keeper.range = taken.range.clone();
            }
        }
        also.insert(dropped, kept);
    }
    also
}
