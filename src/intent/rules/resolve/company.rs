//! Marks of a noun by the company it keeps: what it stands in a list with, who has it, with how many others something is told of it.
//!
//! Comes in: facts, sentences, and the weights that facts gave. Goes out: more marks. Never happens: a mark that hangs on what another noun is decided to be.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::marks::{Marks, Told};
use super::things::{head, thing_name};
use super::weights::Candidate;
use crate::intent::rules::facts::Fact;
use crate::intent::rules::meanings;
use crate::intent::rules::phrases::{Noun, Piece};
use crate::intent::rules::properties::{is_actor, is_plain_property};
use crate::intent::rules::reader::Reader;

/// Beyond this more of it says nothing.
const MOST: usize = 6;

pub fn mark(all: &mut BTreeMap<String, Told>, reader: &Reader, candidates: &IndexMap<String, Candidate>, least: f32) {
    let weight = |name: &str| candidates.get(name).map_or(0.0, |one| one.weight);
    let mut beside: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut owners: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for fact in &reader.facts {
        let Some((one, other)) = ends(fact) else { continue };
        if let Fact::Owns { .. } = fact {
            owners.entry(other.clone()).or_default().insert(one.clone());
        }
        beside.entry(one.clone()).or_default().insert(other.clone());
        beside.entry(other).or_default().insert(one);
    }
    let lists = lists(reader);
    let end = reader.spoken.iter().flatten().filter_map(Piece::words).map(|range| range.end).max().unwrap_or(0).max(1);
    let heavy: Vec<(&String, &Candidate)> = candidates.iter().filter(|(_, one)| one.weight >= least).collect();
    let people = heavy.iter().filter(|(_, one)| meanings::of(&one.head).is_some_and(|found| found.class == "person")).count();
    let with_fields = heavy.iter().filter(|(_, one)| one.owns >= 0.8).count();
    let share = with_fields * 100 / heavy.len().max(1);
    let users = ["user", "person", "employee", "staff", "staff_member", "member", "account"];
    let has_users = heavy.iter().any(|(name, _)| users.contains(&name.as_str()));
    for (name, told) in all {
        let marks = &mut told.marks;
        let mut is = |mark: &str, amount: usize| {
            if amount > 0 {
                marks.insert(mark.to_string(), i32::try_from(amount).unwrap_or(i32::MAX));
            }
        };
        let none = BTreeSet::new();
        let near = beside.get(name).unwrap_or(&none);
        is("told with", near.len().min(MOST) * 100);
        is("told with heavy", near.iter().filter(|other| weight(other) >= least).count().min(MOST) * 100);
        let has = owners.get(name).unwrap_or(&none);
        is("owners", has.len().min(MOST) * 100);
        is("owners heavy", has.iter().filter(|other| weight(other) >= least).count().min(MOST) * 100);
        is("begins at", told.range.start * 100 / end);
        is("people beside", people.min(MOST) * 100);
        is("things described", share);
        is("users beside", usize::from(has_users) * 100);
        if let Some((first, _)) = name.split_once('_') {
            is("first heavy", usize::from(weight(first) >= least) * 100);
            is("head heavy", usize::from(weight(head(name)) >= least) * 100);
        }
        if let Some(list) = lists.get(name) {
            list.write(marks);
        }
    }
}

/// Two nouns that a fact tells of.
fn ends(fact: &Fact) -> Option<(String, String)> {
    let (one, other) = match fact {
        Fact::Owns { owner, part, .. } => (owner, &part.noun),
        Fact::Relates(relates) => (&relates.from, &relates.to),
        Fact::Of { part, whole } => (whole, part),
        _ => return None,
    };
    let is_one = |noun: &Noun| noun.pronoun.is_none() && !noun.words.is_empty() && !is_actor(noun);
    (is_one(one) && is_one(other)).then(|| (thing_name(one), thing_name(other)))
}

/// What stands in one list with a noun.
#[derive(Default)]
struct List {
    likely: usize,
    plural: usize,
    properties: usize,
    all: usize,
}

impl List {
    fn add(&mut self, noun: &Noun) {
        self.all += 1;
        self.plural += usize::from(noun.plural);
        self.properties += usize::from(is_plain_property(noun));
        let likely = meanings::of(noun.head()).map_or(5, |found| usize::try_from(found.likely).unwrap_or(0) + 1);
        self.likely += likely;
    }

    fn write(&self, marks: &mut Marks) {
        if self.all == 0 {
            return;
        }
        let mut is = |mark: &str, amount: usize| {
            marks.insert(mark.to_string(), i32::try_from(amount).unwrap_or(i32::MAX));
        };
        is("list of", self.all.min(MOST) * 100);
        is("list plural", self.plural * 100 / self.all);
        is("list properties", self.properties * 100 / self.all);
        is("list likely", self.likely * 10 / self.all);
    }
}

/// For each noun those that stand beside it in lists: nouns with nothing but signs and `and` between them.
fn lists(reader: &Reader) -> BTreeMap<String, List> {
    let mut all: BTreeMap<String, List> = BTreeMap::new();
    for pieces in &reader.spoken {
        let mut run: Vec<&Noun> = Vec::new();
        let mut close = |run: &mut Vec<&Noun>| {
            if run.len() > 1 {
                for (at, noun) in run.iter().enumerate() {
                    let list = all.entry(thing_name(noun)).or_default();
                    run.iter().enumerate().filter(|(other, _)| *other != at).for_each(|(_, other)| list.add(other));
                }
            }
            run.clear();
        };
        let mut apart = true;
        for piece in pieces {
            match piece {
                Piece::Noun(noun) if noun.pronoun.is_none() && !noun.words.is_empty() => {
                    if apart {
                        close(&mut run);
                    }
                    run.push(noun);
                    apart = true;
                }
                Piece::And | Piece::Or => apart = false,
                Piece::Sign(sign) if matches!(sign.as_str(), "," | ";" | "/") => apart = false,
                Piece::Bracket | Piece::States(..) | Piece::Adjective(..) | Piece::Adverb(_) => {}
                _ => close(&mut run),
            }
        }
        close(&mut run);
    }
    all
}
