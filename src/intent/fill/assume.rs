//! What archetypes add to an outline.
//!
//! Comes in: an outline and the written entities. Goes out: fields for entities that the text only names, and references where it relates two things in no way. Never happens: an entity is added;
//! a field stands beside those that the text names.

use super::super::names;
use super::super::outline::{Because, Entity, Field, Link, Outline, Reference};
use super::archetypes::{self, Archetype, ArchetypeField, ArchetypeLink, ArchetypeReference};
use super::{Questions, has_member, is_known, kinds};
use crate::diagnostic::listed;
use crate::intent::Known;
use crate::plural::plural;

pub fn assume(outline: &mut Outline, known: &Known, questions: &mut Questions) {
    let others: Vec<String> = outline
        .entities
        .iter()
        .map(|entity| entity.name.as_str())
        .chain(known.entities.iter().map(|entity| entity.name.as_str()))
        .map(names::key)
        .collect();
    let before = outline.clone();
    for (index, entity) in outline.entities.iter_mut().enumerate() {
        if is_known(known, &entity.name) {
            continue;
        }
        let archetype = archetypes::of(&entity.name, &others);
        let relations = Relations { outline: &before, known, index };
        if let Some(archetype) = archetype {
            let mut added = Added::default();
            archetype.references.iter().for_each(|wanted| refer(entity, wanted, archetype, &relations, &mut added));
            added.ask(&names::spoken(&entity.name), archetype.part, questions);
            let found = archetype.links.iter().filter_map(|wanted| link(entity, wanted, archetype, &relations, questions));
            outline.links.extend(found);
        }
        if before.entities[index].fields.is_empty() {
            add_fields(entity, archetype, &others, &relations, questions);
        } else if let Some(archetype) = archetype {
            mark_unique(entity, archetype, questions);
        }
    }
}

/// How the text relates an entity to others, before anything was added.
struct Relations<'a> {
    outline: &'a Outline,
    known: &'a Known,
    index: usize,
}

impl Relations<'_> {
    fn own(&self) -> &Entity {
        &self.outline.entities[self.index]
    }

    /// Whether the text tells fields of nothing.
    fn is_bare(&self) -> bool {
        self.outline.entities.iter().all(|entity| entity.fields.is_empty())
    }

    fn count(&self) -> usize {
        self.own().references.len() + self.links().count()
    }

    fn links(&self) -> impl Iterator<Item = &str> {
        let own = names::key(&self.own().name);
        self.outline.links.iter().filter_map(move |link| match (names::key(&link.from) == own, names::key(&link.to) == own) {
            (true, _) => Some(link.to.as_str()),
            (_, true) => Some(link.from.as_str()),
            _ => None,
        })
    }

    /// Whether the text relates the entity to one of this name, in either direction.
    fn relates_to(&self, key: &str) -> bool {
        let own = names::key(&self.own().name);
        let outgoing = self.own().references.iter().map(|reference| reference.to.as_str()).chain(self.links());
        let incoming = self
            .outline
            .entities
            .iter()
            .filter(|other| other.references.iter().any(|reference| names::key(&reference.to) == own))
            .map(|other| other.name.as_str());
        outgoing.chain(incoming).any(|other| names::ends(other).iter().any(|end| end == key))
    }

    /// Whether the entity refers to one of this name by way of others: a line of an order to its customer.
    fn leads_to(&self, key: &str) -> bool {
        let mut reached: Vec<&str> = vec![&self.own().name];
        let mut at = 0;
        while let Some(name) = reached.get(at).copied() {
            at += 1;
            let Some(entity) = self.outline.entities.iter().find(|entity| entity.name == name) else { continue };
            for reference in &entity.references {
                if !reached.contains(&reference.to.as_str()) {
                    reached.push(&reference.to);
                }
            }
        }
        reached.iter().skip(1).any(|name| names::ends(name).iter().any(|end| end == key))
    }

    /// Whether the text relates an entity to anything.
    fn is_related(&self, name: &str) -> bool {
        let key = names::key(name);
        let entities = &self.outline.entities;
        let refers = |entity: &Entity| {
            let own = names::key(&entity.name) == key;
            entity.references.iter().any(|reference| own || names::key(&reference.to) == key)
        };
        entities.iter().any(refers) || self.outline.links.iter().any(|link| names::key(&link.from) == key || names::key(&link.to) == key)
    }

    /// Whether a third entity joins this one and another: by what the text says, by its name, or by its archetype.
    fn is_between(&self, other: &str) -> bool {
        let (own, other) = (names::key(&self.own().name), names::key(other));
        let keys: Vec<String> = self.outline.entities.iter().map(|entity| names::key(&entity.name)).collect();
        self.outline.entities.iter().filter(|entity| ![&own, &other].contains(&&names::key(&entity.name))).any(|entity| {
            let refers = |key: &String| entity.references.iter().any(|reference| names::key(&reference.to) == *key);
            let name = names::key(&entity.name);
            let archetype = archetypes::of(&entity.name, &keys);
            let meant = |key: &String| {
                let of_archetype = |archetype: &Archetype| {
                    let mut targets = archetype.references.iter().flat_map(|reference| &reference.targets);
                    targets.any(|target| names::ends(key).contains(target))
                };
                archetype.filter(|archetype| archetype.part).is_some_and(of_archetype)
            };
            refers(&own) && refers(&other)
                || meant(&own) && meant(&other)
                || name == format!("{own} {other}")
                || name == format!("{other} {own}")
        })
    }

    /// Whether the entity joins others and is called after the last of them, as `BookAuthor` is.
    fn is_called_after_an_end(&self) -> bool {
        let own = names::key(&self.own().name);
        let end = |other: &str| own.ends_with(&format!(" {}", names::key(other)));
        self.own().references.len() >= 2 && self.own().references.iter().any(|reference| end(&reference.to))
    }

    /// The entity of this name; one whose name only ends so where there is no other such.
    fn find(&self, key: &str) -> Option<&str> {
        let all = || {
            let own = self.own();
            let others = self.outline.entities.iter().filter(|other| other.name != own.name).map(|other| other.name.as_str());
            others.chain(self.known.entities.iter().map(|other| other.name.as_str()))
        };
        if let Some(exact) = all().find(|name| names::key(name) == key) {
            return Some(exact);
        }
        let mut ending = all().filter(|name| names::ends(name).iter().any(|end| end == key));
        ending.next().filter(|_| ending.next().is_none())
    }
}

/// What became of an archetype's references, for one question.
#[derive(Default)]
struct Added {
    wholes: Vec<String>,
    roles: Vec<String>,
}

impl Added {
    fn ask(&self, own: &str, part: bool, questions: &mut Questions) {
        let (wholes, roles) = (listed(&self.wholes), listed(&self.roles));
        let question = match (wholes.as_str(), roles.as_str()) {
            ("", "") => return,
            (wholes, "") => format!("Does each {own} belong to {wholes}? Assumed: yes."),
            ("", roles) => format!("Has each {own} {roles}? Assumed: yes."),
            (wholes, roles) => format!("Does each {own} belong to {wholes}, with {roles}? Assumed: yes."),
        };
        questions.ask(if part { 1 } else { 2 }, question);
    }
}

/// Adds a reference that the archetype is sure of, unless the text relates the two already.
fn refer(entity: &mut Entity, wanted: &ArchetypeReference, archetype: &Archetype, relations: &Relations, added: &mut Added) {
    let related = wanted.targets.iter().any(|target| relations.relates_to(target));
    // What the text tells of it leads there already, or is all that there is.
    let mut told: Vec<&str> =
        relations.own().references.iter().map(|reference| reference.to.as_str()).filter(|to| *to != entity.name).collect();
    told.sort_unstable();
    told.dedup();
    let led = told.len() >= 2 || wanted.targets.iter().any(|target| !kinds::is_person(target) && relations.leads_to(target));
    if related || led || (wanted.lone && relations.count() > 0) || has_member(entity, &wanted.name) {
        return;
    }
    let Some((target, to)) = wanted.targets.iter().find_map(|target| Some((target, relations.find(target)?))) else { return };
    let name = if wanted.role { wanted.name.clone() } else { target.replace(' ', "_") };
    if has_member(entity, &name) {
        return;
    }
    let other = names::spoken(to);
    match wanted.role {
        true => added.roles.push(format!("one {other} as its {}", names::spoken(&name))),
        false => added.wholes.push(format!("one {other}")),
    }
    entity.references.push(Reference {
        name,
        to: to.to_string(),
        optional: wanted.optional,
        unique: false,
        on_delete: wanted.on_delete.clone(),
        because: assumed(archetype),
    });
}

/// Many to many with another entity, where one of both is related to nothing else.
fn link(entity: &Entity, wanted: &ArchetypeLink, archetype: &Archetype, relations: &Relations, questions: &mut Questions) -> Option<Link> {
    let related = wanted.targets.iter().any(|target| relations.relates_to(target));
    if related || (wanted.lone && relations.count() > 0) {
        return None;
    }
    let to = wanted.targets.iter().find_map(|target| relations.find(target))?;
    let mut name = names::words(to);
    if let Some(last) = name.last_mut() {
        *last = plural(last);
    }
    let name = name.join("_");
    let both_related = relations.is_related(&entity.name) && relations.is_related(to);
    if both_related || has_member(entity, &name) || relations.is_between(to) {
        return None;
    }
    let (own, other) = (names::spoken(&entity.name), names::spoken(to));
    let several = names::spoken(&name);
    questions.ask(
        2,
        format!(
            "Can {} have several {several}, and {} several {}? Assumed: yes.",
            names::with_article(&own),
            names::with_article(&other),
            plural(&own)
        ),
    );
    Some(Link { from: entity.name.clone(), to: to.to_string(), name, because: assumed(archetype) })
}

/// What is kept of an entity that the text only names.
fn add_fields(entity: &mut Entity, archetype: Option<&Archetype>, others: &[String], relations: &Relations, questions: &mut Questions) {
    if relations.is_called_after_an_end() {
        return;
    }
    let count = relations.count();
    let spoken = names::spoken(&entity.name);
    match archetype {
        Some(archetype) => {
            let nothing_else = entity.references.is_empty() && archetype.fields.iter().all(|field| field.bare);
            for field in archetype.fields.iter().filter(|field| !field.bare || nothing_else || relations.is_bare()) {
                // What is an entity of its own is no field.
                let own = names::key(&field.name);
                if !has_member(entity, &field.name) && (own == names::key(&entity.name) || !others.contains(&own)) {
                    entity.fields.push(made(field, assumed(archetype)));
                }
            }
            entity.fields.iter().filter(|field| field.unique).for_each(|field| ask_unique(&spoken, field, questions));
        }
        None if count >= 2 || (count == 1 && is_an_act(&entity.name)) || has_member(entity, "name") => return,
        None => {
            let kind = if kinds::is_person(&entity.name) { "person_name" } else { "varchar(1..120)" };
            let field = ArchetypeField { name: "name".to_string(), kind: kind.to_string(), ..ArchetypeField::default() };
            entity.fields.push(made(&field, Because::Assumed("What has no other field has a name.".to_string())));
        }
    }
    if !entity.fields.is_empty() {
        let kept: Vec<String> = entity.fields.iter().map(|field| names::spoken(&field.name)).collect();
        questions.ask(4, format!("What is to be kept of {}? Assumed: {}.", names::with_article(&spoken), listed(&kept)));
    }
}

/// A field that the text names and that tells rows of such an entity apart, such as a user's e-mail address.
fn mark_unique(entity: &mut Entity, archetype: &Archetype, questions: &mut Questions) {
    let spoken = names::spoken(&entity.name);
    for field in &mut entity.fields {
        let known = archetype.fields.iter().find(|known| known.unique && known.name == field.name && known.name != "name");
        if known.is_some() && !field.unique && !field.optional && field.states.is_empty() {
            field.unique = true;
            ask_unique(&spoken, field, questions);
        }
    }
}

fn ask_unique(entity: &str, field: &Field, questions: &mut Questions) {
    let field = names::spoken(&field.name);
    questions.ask(3, format!("May two {} have the same {field}? Assumed: no.", plural(entity)));
}

fn made(field: &ArchetypeField, because: Because) -> Field {
    Field {
        name: field.name.clone(),
        kind: field.kind.clone(),
        states: field.states.clone(),
        optional: field.optional,
        unique: field.unique,
        default: field.default.clone(),
        because,
    }
}

fn assumed(archetype: &Archetype) -> Because {
    Because::Assumed(archetype.is.to_string())
}

/// Words that name what is done rather than a thing: such rows have no name.
fn is_an_act(entity: &str) -> bool {
    let last = names::words(entity).pop().unwrap_or_default();
    last.len() > 5 && ["tion", "sion", "ment", "ance", "ence", "ing", "al"].iter().any(|end| last.ends_with(end))
}
