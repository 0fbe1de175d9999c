//! References and fields that no words tell, but that such things usually have.
//!
//! Comes in: an outline to which archetypes have added theirs. Goes out: the same with the likely references of what is not related yet, each asked for. Never happens: two things that are related get another reference;
//! a circle of references that no row can begin.

use std::collections::BTreeSet;

use super::{Questions, has_member, is_known, kinds};
use crate::intent::Known;
use crate::intent::names;
use crate::intent::outline::{Because, Field, Outline, Reference};

pub fn add(outline: &mut Outline, known: &Known, questions: &mut Questions) {
    let written = |name: &str| known.entities.iter().any(|entity| names::key(&entity.name) == names::key(name));
    for (from, to) in std::mem::take(&mut outline.likely) {
        // What is written already says itself whom it refers to.
        if written(&from) || is_related(outline, &from, &to) {
            continue;
        }
        let optional = reaches(outline, &to, &from);
        let known = outline.entities.iter().any(|entity| entity.name == to);
        let Some(entity) = outline.entities.iter_mut().find(|entity| entity.name == from).filter(|_| known) else { continue };
        let name = names::words(&to).join("_");
        let taken = |other: &str| *other == name || other == format!("{name}_id");
        if entity.references.iter().any(|one| taken(&one.name)) || entity.fields.iter().any(|one| taken(&one.name)) {
            continue;
        }
        let (own, other) = (names::spoken(&from), names::spoken(&to));
        questions.ask(2, format!("Does each {own} belong to one {other}? Assumed: yes."));
        let because = Because::Assumed(format!("{} usually belongs to {}.", names::with_article(&own), names::with_article(&other)));
        entity.references.push(Reference { name, to, optional, unique: false, on_delete: None, because });
    }
}

/// What such things are called by.
pub fn add_fields(outline: &mut Outline, known: &Known, questions: &mut Questions) {
    for (of, name) in std::mem::take(&mut outline.usual) {
        let Some(entity) = outline.entities.iter_mut().find(|entity| entity.name == of) else { continue };
        if is_known(known, &of) || entity.fields.is_empty() || has_member(entity, &name) {
            continue;
        }
        let (own, spoken) = (names::spoken(&of), names::spoken(&name));
        questions.ask(4, format!("Has each {own} {}? Assumed: yes.", names::with_article(&spoken)));
        let because = Because::Assumed(format!("{} usually has {}.", names::with_article(&own), names::with_article(&spoken)));
        let kind = if name == "name" && kinds::is_person(&of) { "person_name" } else { "" }.to_string();
        let field = Field { name, kind, states: Vec::new(), optional: false, unique: false, default: None, because };
        entity.fields.insert(0, field);
    }
}

fn is_related(outline: &Outline, one: &str, other: &str) -> bool {
    let refers =
        |from: &str, to: &str| outline.entities.iter().any(|entity| entity.name == from && entity.references.iter().any(|it| it.to == to));
    let linked = |from: &str, to: &str| outline.links.iter().any(|link| link.from == from && link.to == to);
    refers(one, other) || refers(other, one) || linked(one, other) || linked(other, one)
}

/// Whether one refers to the other, by others if need be.
fn reaches(outline: &Outline, from: &str, to: &str) -> bool {
    let mut reached: BTreeSet<&str> = BTreeSet::from([from]);
    let mut next = vec![from];
    while let Some(here) = next.pop() {
        for entity in outline.entities.iter().filter(|entity| entity.name == here) {
            next.extend(entity.references.iter().map(|one| one.to.as_str()).filter(|to| reached.insert(to)));
        }
    }
    reached.contains(to)
}
