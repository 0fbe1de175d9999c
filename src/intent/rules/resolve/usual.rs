//! What a thing that a text describes is probably called by, or when it is, though no words say so: a name, a title, a date.
//!
//! Comes in: an outline, and the nouns of which its text tells. Goes out: which of its entities probably have which of these. Never happens: one of an entity that has a field of this name, or none at all.

use std::collections::BTreeSet;

use super::domains::Near;
use super::judged::{self, LEAST_OF_A_USUAL_FIELD};
use super::kept::{MarkedField, snake};
use super::marks::Marks;
use super::things::head;
use crate::intent::fill;
use crate::intent::outline::{Entity, Outline};
use crate::intent::rules::meanings;
use crate::intent::rules::words;

const USUAL: [&str; 3] = ["name", "title", "date"];

/// Entities and names of fields that they probably have.
pub fn likely(nouns: &BTreeSet<String>, outline: &Outline) -> Vec<(String, String)> {
    let is_likely = |field: &MarkedField| judged::usual(&field.words, &field.marks) >= LEAST_OF_A_USUAL_FIELD;
    let found: Vec<MarkedField> = marked(nouns, outline).into_iter().filter(is_likely).collect();
    let of = |entity: &Entity| {
        let owner = snake(&entity.name);
        // Called by a name or by a title, not by both.
        let mut called = false;
        let mut kept = Vec::new();
        for field in found.iter().filter(|field| field.owner == owner) {
            if field.name == "date" || !std::mem::replace(&mut called, true) {
                kept.push((entity.name.clone(), field.name.clone()));
            }
        }
        kept
    };
    outline.entities.iter().flat_map(of).collect()
}

/// What is told of each entity that the text describes, for each of these fields that it lacks.
pub fn marked(nouns: &BTreeSet<String>, outline: &Outline) -> Vec<MarkedField> {
    let near = Near::new(nouns);
    let described = |entity: &&Entity| !entity.fields.is_empty();
    outline.entities.iter().filter(described).flat_map(|entity| of_entity(&near, outline, entity)).collect()
}

fn of_entity(near: &Near, outline: &Outline, entity: &Entity) -> Vec<MarkedField> {
    let owner = snake(&entity.name);
    let last = head(&owner).to_string();
    let places = near.places(&owner);
    let amount = |count: usize| i32::try_from(count.min(9) * 100).unwrap_or(0);
    let referring = outline.entities.iter().flat_map(|one| &one.references).filter(|one| one.to == entity.name).count();
    let linked = outline.links.iter().filter(|link| link.from == entity.name || link.to == entity.name).count();
    let ends = |end: &str| entity.fields.iter().any(|field| head(&field.name) == end);
    let kinds: BTreeSet<String> = entity.fields.iter().filter_map(|field| fill::kind_of_field(&field.name, &owner)).collect();
    let mut marks = Marks::new();
    for (mark, count) in [
        ("fields", entity.fields.len()),
        ("references", entity.references.len()),
        ("referring", referring),
        ("linked", linked),
        ("keys", entity.unique.len()),
        ("words", owner.split('_').count()),
    ] {
        marks.insert(mark.to_string(), amount(count));
    }
    let meaning = meanings::of(&last);
    marks.insert("likely a thing".to_string(), meaning.map_or(-1, |meaning| meaning.likely));
    for (mark, holds) in [
        ("person", words::is_person(&last) || words::is_role(&last)),
        ("organization", words::is_organization(&last)),
        ("has a name", ends("name")),
        ("has a title", ends("title")),
        ("has a number", ends("number")),
        ("has a code", ends("code")),
        ("has a text", ends("text") || ends("description") || ends("body") || ends("note")),
        ("has a day", kinds.contains("date")),
        ("has a moment", kinds.contains("timestamp")),
        ("has a unique field", entity.fields.iter().any(|field| field.unique)),
        ("has contacts", ends("email") || ends("phone") || ends("address")),
        ("has states", entity.fields.iter().any(|field| !field.states.is_empty())),
    ] {
        if holds {
            marks.insert(mark.to_string(), 100);
        }
    }
    if let Some(meaning) = meaning {
        marks.insert(format!("means {}", meaning.class), 100);
    }
    let of = |name: &&str| {
        let mut marks = marks.clone();
        marks.insert(format!("is {name}"), 100);
        marks.insert("near has".to_string(), near.has_exactly(&places, name));
        marks.insert("typical".to_string(), if fill::is_typical_field(&owner, name) { 100 } else { 0 });
        let words = vec![("owner", last.clone()), ("pair", format!("{last}-{name}")), ("full", format!("{owner}-{name}"))];
        MarkedField { owner: owner.clone(), told_of: owner.clone(), name: (*name).to_string(), marks, words }
    };
    USUAL.iter().filter(|name| !entity.fields.iter().any(|field| field.name == **name)).map(of).collect()
}
