//! Which nouns are things to keep, and which thing each noun means.
//!
//! Comes in: facts. Goes out: [`Things`]. Never happens: a noun of the list of what is never a table.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use indexmap::IndexMap;

use super::weights::{Candidate, Weighing, prior, weigh};
use super::{judged, marks};
use crate::intent::rules::amounts::BY_PIECES;
use crate::intent::rules::facts::Fact;
use crate::intent::rules::meanings;
use crate::intent::rules::phrases::{Noun, Piece};
use crate::intent::rules::properties::{is_actor, is_property};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::{wish_list, words};
use crate::intent::{Known, fill};

/// Least weight of a thing, as far as the weights of facts go.
const LEAST: f32 = 0.95;

/// Beyond this nothing is weighed any more.
const SETTLED: f32 = 40.0;

/// More things than any model that a person describes.
const MOST: usize = 300;

#[derive(Debug, Clone)]
pub struct Thing {
    pub name: String,
    pub range: Range<usize>,
    /// The text tells of pieces of it.
    pub by_pieces: bool,
    /// How likely it is one, in thousandths of a logit.
    pub likely: i64,
}

#[derive(Debug, Default)]
pub struct Things {
    pub all: Vec<Thing>,
    /// How many more there are than are kept.
    pub cut: usize,
    /// All that something is told of, thing or not.
    pub nouns: BTreeSet<String>,
    /// Other names of things: `job` of `repair_job`.
    also: BTreeMap<String, usize>,
    /// Parts that people play: `dean` of `professor`.
    roles: BTreeMap<String, usize>,
    person: Option<usize>,
}

/// What a thing is called: its words, the last in the singular.
pub fn thing_name(noun: &Noun) -> String {
    let words: Vec<&str> = noun.words.iter().map(String::as_str).collect();
    words.join("_").replace('-', "_")
}

/// The last word of a name, which says what it is: `item` of `order_item`.
pub fn head(name: &str) -> &str {
    name.rsplit('_').next().unwrap_or_default()
}

impl Things {
    pub fn weigh(reader: &Reader, known: &Known) -> Things {
        let Candidates { all, also, kinds } = candidates(reader, known);
        let marked = marks::of_all(reader, &all, &also, LEAST);
        let keeper = reader.spoken.first().and_then(|pieces| wish_list::keeper(pieces)).map(thing_name);
        let mut things = Things { nouns: marked.keys().cloned().collect(), ..Things::default() };
        for (name, noun) in marked.iter().filter(|(name, _)| !also.contains_key(*name)) {
            let weight = all.get(name).map_or(0.0, |one| one.weight);
            // What is written already, and what the text leaves out.
            let never = words::is_never(name) || words::is_never(name.rsplit('_').next().unwrap_or_default());
            let left_out = noun.marks.contains_key("without") && !all.contains_key(name);
            let keeps = keeper.as_ref() == Some(name) && all.get(name).is_none_or(|one| one.owns < 1.0);
            let likely = judged::thing(name, &noun.marks);
            let sure = likely >= judged::LEAST_OF_A_SURE_THING;
            let out = never
                || left_out
                || all.get(name).is_some_and(|one| one.ruled_out && one.weight < LEAST)
                || marks::is_only_of_a_property(&noun.marks)
                || marks::is_the_property_of_something(&noun.marks)
                || !sure
                    && (keeps
                        || weight < -SETTLED
                        || marks::is_several_of_a_property(&noun.marks)
                        || is_part_of_others(name, weight, &all))
                || is_anybody(name, &all);
            if weight > SETTLED || !out && likely >= judged::LEAST_OF_A_THING {
                things.all.push(Thing { name: name.clone(), range: noun.range.clone(), by_pieces: false, likely });
            }
        }
        things.all.sort_by_key(|thing| (thing.range.start, thing.range.end));
        things.cut = things.all.len().saturating_sub(MOST);
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
        for piece in reader.spoken.iter().flatten() {
            if let Piece::Noun(noun) = piece
                && noun.has_flag(BY_PIECES)
                && let Some((at, None)) = things.find(noun)
            {
                things.all[at].by_pieces = true;
            }
        }
        for (kind, owner) in kinds {
            if let (None, Some(at)) = (things.named(&kind), things.named(&owner)) {
                things.roles.entry(kind).or_insert(at);
            }
        }
        things
    }
}

/// Told of by something else, or what it is of by its name, where the other is a thing: subcategories, assignees of users, an account that somebody creates, a heading such as *Features*.
fn is_part_of_others(name: &str, weight: f32, all: &IndexMap<String, Candidate>) -> bool {
    let is = |other: &str| all.get(other).is_some_and(|one| one.weight >= LEAST);
    let below = ["sub_", "sub", "child_", "parent_", "nested_"].iter().find_map(|start| name.strip_prefix(start));
    let head = name.rsplit('_').next().unwrap_or_default();
    let people = ["user", "person", "employee", "staff", "staff_member", "member"];
    weight < LEAST
        && (words::is_plain_heading(name)
            || below.is_some_and(is)
            || words::is_role(head) && people.iter().any(|people| is(people))
            || matches!(name, "account" | "profile") && all.iter().any(|(_, one)| words::is_person(&one.head) && one.weight >= LEAST))
}

/// `People book by phone`, where guests are the people that are told of.
fn is_anybody(name: &str, all: &IndexMap<String, Candidate>) -> bool {
    let told =
        |(other, one): (&String, &Candidate)| other != name && one.owns >= 0.9 && one.weight >= LEAST && meanings::is_person(&one.head);
    name == "person" && all.get(name).is_none_or(|one| one.owns < 0.5) && all.iter().any(told)
}

/// Nouns that may be things.
pub struct Candidates {
    pub all: IndexMap<String, Candidate>,
    /// Other names of one thing.
    pub also: BTreeMap<String, String>,
    /// Kinds of people, each with whose kind it is.
    kinds: Vec<(String, String)>,
}

pub fn candidates(reader: &Reader, known: &Known) -> Candidates {
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
    let mut are_users = false;
    if let Some(mut people) = people.filter(|_| nobody) {
        people.weight += 0.5;
        weighing.all.insert("user".to_string(), people);
        are_users = true;
    }
    // Who only does something plays a part of the users, where they are told of.
    let users = ["user", "account", "person", "employee", "staff", "staff_member", "user_account"];
    if users.iter().any(|name| weighing.all.get(*name).is_some_and(|one| one.owns >= 0.9)) {
        for actor in reader.actors.iter().filter(|actor| !users.contains(&actor.as_str())) {
            if let Some(candidate) = weighing.all.get_mut(actor).filter(|one| one.owns < 0.1) {
                candidate.weight -= 1.0;
            }
        }
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
    // `People come for viewings`, where contacts are the people that are told of.
    let told = |(name, one): (&String, &Candidate)| name != "person" && one.owns >= 0.9 && words::is_person(&one.head);
    if weighing.all.iter().any(told)
        && let Some(candidate) = weighing.all.get_mut("person").filter(|one| one.owns < 0.5)
    {
        candidate.weight -= 1.5;
    }
    // `For an entry I need the fee`, where players enter: what happens has a name.
    let done: BTreeSet<&str> =
        reader.facts.iter().filter_map(|fact| if let Fact::Happens { verb, .. } = fact { Some(verb.as_str()) } else { None }).collect();
    let has = |name: &str| reader.facts.iter().any(|fact| matches!(fact, Fact::Owns { owner, .. } if thing_name(owner) == name));
    for (name, candidate) in weighing.all.iter_mut().filter(|(_, one)| one.owns > 0.5) {
        if done.iter().any(|verb| words::is_event_of(name, verb)) && has(name) {
            candidate.weight += 0.4;
        }
    }
    // What a short wish names in the plural, and everybody keeps, is meant to be kept.
    let short = reader.headings <= 1 && reader.spoken.len() <= 8 && reader.spoken.iter().map(Vec::len).sum::<usize>() <= 110;
    let all: BTreeSet<String> = weighing.all.keys().cloned().collect();
    for (name, candidate) in weighing.all.iter_mut().filter(|_| short) {
        let below = name.strip_prefix("sub").is_some_and(|rest| all.contains(rest.trim_start_matches('_')));
        if !below && candidate.plural && candidate.weight >= 0.35 && fill::is_typical(name) {
            candidate.weight += 0.5;
        }
    }
    for (name, candidate) in &mut weighing.all {
        if words::is_organization(&candidate.head) && !candidate.several {
            candidate.weight -= 1.5;
        }
        if name == "person" && candidate.owns < 0.1 {
            candidate.weight -= 0.8;
        }
        if words::is_role(&candidate.head) && candidate.several && candidate.weight > 1.0 {
            candidate.weight += 0.5;
        }
        // What has several properties of its own is hardly one: conditions, which have a number and a text.
        let prior = prior(name, &candidate.head);
        let thing = candidate.owns >= 1.6 && candidate.several && prior > -2.0 && !words::is_unit(&candidate.head);
        candidate.weight += if thing { prior.max(-0.4) } else { prior };
        if without.contains(name) && candidate.owns < 1.0 {
            candidate.weight -= 100.0;
        }
    }
    // What is written already is a thing whatever the text says of it.
    for entity in &known.entities {
        let name = heck::ToSnakeCase::to_snake_case(entity.name.as_str());
        if let Some(candidate) = weighing.all.get_mut(&name) {
            candidate.weight += 50.0;
        }
    }
    beside(&mut weighing.all, reader);
    // `Owners and tenants are all just contacts`.
    for fact in &reader.facts {
        let Fact::IsA { one, other } = fact else { continue };
        let heavy = |name: &str| weighing.all.get(name).is_some_and(|one| one.weight >= LEAST);
        let (one, known) = (thing_name(one), heavy(&thing_name(other)) && !heavy(&thing_name(one)));
        if let Some(candidate) = weighing.all.get_mut(&one).filter(|_| known) {
            candidate.ruled_out = true;
        }
    }
    let mut also = aliases(&mut weighing.all);
    if are_users {
        also.insert("person".to_string(), "user".to_string());
    }
    Candidates { all: weighing.all, also, kinds }
}

impl Things {
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
        // `Owners and tenants are all contacts`: so is anybody.
        if self.person.is_none() {
            let mut parts: BTreeMap<usize, usize> = BTreeMap::new();
            self.roles.values().for_each(|at| *parts.entry(*at).or_default() += 1);
            let most = parts.into_iter().filter(|(_, count)| *count > 1).max_by_key(|(at, count)| (*count, std::cmp::Reverse(*at)));
            self.person = most.map(|(at, _)| at).filter(|at| words::is_person(self.all[*at].name.rsplit('_').next().unwrap_or_default()));
            if let (Some(at), None) = (self.person, self.named("person")) {
                self.also.insert("person".to_string(), at);
            }
        }
        // A manager is one of the users, not one of the customers.
        let users = ["user", "person", "member", "employee", "staff", "people", "account", "staff_member", "worker"];
        let person = users.iter().find_map(|name| self.also.get(*name).copied());
        for actor in &reader.actors {
            if !self.also.contains_key(actor)
                && let Some(person) = person
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
        for start in ["sub_", "sub", "child_", "parent_", "nested_"] {
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
        if noun.head() == "address"
            && noun.words.len() > 1
            && matches!(noun.words[noun.words.len() - 2].as_str(), "email" | "e-mail" | "mail" | "ip" | "mac" | "web" | "wallet")
        {
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

/// Names that mean the same thing, each with the one that is kept.
fn aliases(all: &mut IndexMap<String, Candidate>) -> BTreeMap<String, String> {
    let mut also: BTreeMap<String, String> = BTreeMap::new();
    let names: Vec<String> = all.keys().cloned().collect();
    let mut heads: BTreeMap<String, usize> = BTreeMap::new();
    for name in names.iter().filter(|name| name.contains('_')) {
        *heads.entry(name.rsplit('_').next().unwrap_or_default().to_string()).or_default() += 1;
    }
    // `Candidates are placed with client companies, and clients post vacancies`
    for name in &names {
        if let Some((client, of)) = name.rsplit_once('_')
            && matches!(of, "company" | "firm" | "organisation" | "organization" | "business")
            && words::is_person(client)
            && all.contains_key(client)
            && let Some(taken) = all.get(name).filter(|one| one.owns < 0.1).cloned()
            && let Some(keeper) = all.get_mut(client)
        {
            keeper.weight += taken.weight.max(0.0);
            keeper.owns += taken.owns;
            also.insert(name.clone(), client.to_string());
        }
    }
    for name in &names {
        if !name.contains('_') || also.contains_key(name) || words::is_attribute(name.rsplit('_').next().unwrap_or_default()) {
            continue;
        }
        let head = name.rsplit('_').next().unwrap_or_default().to_string();
        let (Some(compound), Some(plain)) = (all.get(name).cloned(), all.get(&head).cloned()) else { continue };
        if words::is_never(&head) || words::is_attribute(&head) || also.contains_key(&head) {
            continue;
        }
        let others = heads.get(&head).copied().unwrap_or(1) - 1;
        let told = name.split('_').next().is_some_and(words::is_adjective);
        // `data loggers (serial number)`, and later what a logger does: the only loggers there are.
        let only = others == 0 && !told && compound.first < plain.first;
        let both = compound.owns >= 1.0 && plain.owns >= 1.0;
        if both && !only {
            continue;
        }
        // `letting agencies`, and then only `an agency has …`: the plain name is what it is called.
        let told = told || (compound.owns < 0.1 && plain.owns >= 0.9 && plain.several);
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

/// What is told of each noun that may be a thing, from which the weights of judging are learned.
pub fn marked(reader: &Reader, known: &Known) -> Vec<judged::Marked> {
    let Candidates { all, also, .. } = candidates(reader, known);
    let marked = marks::of_all(reader, &all, &also, LEAST);
    let own = marked.into_iter().filter(|(name, _)| !also.contains_key(name));
    own.map(|(name, noun)| judged::Marked { name, marks: noun.marks }).collect()
}
