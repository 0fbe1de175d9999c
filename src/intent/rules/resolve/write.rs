//! Things, their fields and their relations as an outline.
//!
//! Comes in: what was weighed. Goes out: an [`Outline`]. Never happens: two entities of one name, two columns of one name, a name that `.schema` does not take.

use std::collections::BTreeSet;

use heck::ToUpperCamelCase;
use indexmap::IndexMap;

use super::fields::{Fields, clean, field_name};
use super::links::Relations;
use super::things::Things;
use crate::intent::names;
use crate::intent::outline::{Because, Entity, Field, Link, Outline, Reference};
use crate::intent::rules::facts::{Fact, Part};
use crate::intent::rules::phrases::Noun;
use crate::intent::rules::reader::Reader;
use crate::plural::plural;

pub fn outline(reader: &Reader, things: &Things, fields: Fields, relations: Relations) -> Outline {
    let mut outline = Outline::default();
    for thing in &things.all {
        outline.entities.push(Entity {
            name: entity_name(&thing.name),
            fields: Vec::new(),
            references: Vec::new(),
            unique: Vec::new(),
            seed: None,
            about: None,
            because: Because::Said(thing.range.clone()),
        });
    }
    references(&mut outline, things, &relations);
    let mut own: Vec<Entity> = Vec::new();
    for (at, of) in fields.of.iter().enumerate() {
        let owner = things.all[at].name.clone();
        for (name, property) in of {
            let entity = &mut outline.entities[at];
            if entity.references.iter().any(|one| one.name == *name) || entity.fields.iter().any(|one| one.name == *name) {
                continue;
            }
            let field = Field {
                name: name.clone(),
                kind: property.kind.clone(),
                states: states_of(property),
                optional: property.optional,
                unique: property.unique,
                default: None,
                because: Because::Said(property.range.clone()),
            };
            if property.many && property.states.is_empty() {
                own.push(Entity {
                    name: entity_name(&format!("{owner}_{name}")),
                    fields: vec![Field { unique: false, optional: false, ..field }],
                    references: vec![Reference {
                        name: owner.clone(),
                        to: entity_name(&owner),
                        optional: false,
                        unique: false,
                        on_delete: Some("cascade".to_string()),
                        because: Because::Said(property.range.clone()),
                    }],
                    unique: Vec::new(),
                    seed: None,
                    about: None,
                    because: Because::Said(property.range.clone()),
                });
                continue;
            }
            entity.fields.push(field);
        }
    }
    outline.entities.extend(own);
    links(&mut outline, things, &relations, &fields.between);
    unique(&mut outline, things, &fields);
    wishes(reader, &mut outline, things);
    tidy(&mut outline);
    outline
}

fn states_of(property: &super::fields::Property) -> Vec<String> {
    if property.states.len() < 2 {
        return Vec::new();
    }
    property.states.iter().map(|state| clean(state)).filter(|state| !state.is_empty()).collect()
}

fn entity_name(name: &str) -> String {
    clean(name).to_upper_camel_case()
}

fn references(outline: &mut Outline, things: &Things, relations: &Relations) {
    for refers in &relations.references {
        let to = things.all[refers.to].name.clone();
        let role = refers.role.as_ref().map(|role| clean(role)).filter(|role| !role.is_empty());
        if refers.unsaid {
            outline.likely.push((outline.entities[refers.from].name.clone(), entity_name(&to)));
            continue;
        }
        let entity = &mut outline.entities[refers.from];
        let plain = clean(&to);
        let mut name = role.unwrap_or_else(|| plain.clone());
        if entity.references.iter().any(|one| one.name == name) {
            if refers.role.is_some() {
                continue;
            }
            name = format!("other_{name}");
            if entity.references.iter().any(|one| one.name == name) {
                continue;
            }
        }
        entity.references.push(Reference {
            name,
            to: entity_name(&to),
            optional: refers.optional || refers.from == refers.to,
            unique: refers.unique,
            on_delete: None,
            because: Because::Said(refers.range.clone()),
        });
    }
}

fn links(outline: &mut Outline, things: &Things, relations: &Relations, between: &[(usize, usize, String, super::fields::Property)]) {
    for pair in &relations.pairs {
        let (a, b) = (&things.all[pair.a].name, &things.all[pair.b].name);
        if let Some(named) = &pair.named {
            between_two(outline, (a, b), &[format!("{a}_{named}"), format!("{a}_{b}_{named}")], Vec::new(), &pair.range);
            continue;
        }
        let own: Vec<_> = between.iter().filter(|(x, y, _, _)| (*x, *y) == (pair.a, pair.b) || (*y, *x) == (pair.a, pair.b)).collect();
        if !own.is_empty() {
            let own = own.iter().map(|(_, _, name, property)| field(name, property)).collect();
            between_two(outline, (a, b), &[format!("{a}_{b}"), format!("{b}_{a}")], own, &pair.range);
            continue;
        }
        let name = if pair.a == pair.b { format!("other_{}", plural(&clean(b))) } else { plural(&clean(b)) };
        let because = if pair.judged { likely(outline, a, b) } else { Because::Said(pair.range.clone()) };
        outline.links.push(Link { from: entity_name(a), to: entity_name(b), name, because });
    }
    for (a, b, name, property) in between {
        let paired = relations.pairs.iter().any(|pair| (*a, *b) == (pair.a, pair.b) || (*b, *a) == (pair.a, pair.b));
        if let Some(owner) = owner_of(relations, *a, *b).filter(|_| !paired) {
            let entity = &mut outline.entities[owner];
            let taken = entity.references.iter().any(|one| one.name == *name) || entity.fields.iter().any(|one| one.name == *name);
            if !taken {
                entity.fields.push(field(name, property));
            }
        }
    }
}

/// Asks for a link that no sentence tells.
fn likely(outline: &mut Outline, a: &str, b: &str) -> Because {
    let (one, other) = (names::spoken(a), names::spoken(b));
    let (first, second) = (names::with_article(&one), names::with_article(&other));
    let (ones, others) = (plural(&one), plural(&other));
    outline.questions.push(format!("May {first} go with several {others}, and {second} with several {ones}? Assumed: yes."));
    Because::Assumed(format!("{first} usually goes with several {others}, and {second} with several {ones}."))
}

/// A table of what happens between two things, by the first of its names that no other pair has; a thing of that name is it.
fn between_two(outline: &mut Outline, (a, b): (&str, &str), names: &[String], fields: Vec<Field>, range: &std::ops::Range<usize>) {
    let second = if a == b { format!("other_{}", clean(b)) } else { clean(b) };
    let is_other = |name: &&String| {
        let entity = outline.entities.iter().find(|one| one.name == entity_name(name));
        entity.is_some_and(|one| !one.unique.is_empty() && one.references.len() > 1)
    };
    let Some(name) = names.iter().find(|name| !is_other(name)).map(|name| entity_name(name)) else { return };
    let refers = |name: &str, to: &str| Reference {
        name: name.to_string(),
        to: entity_name(to),
        optional: false,
        unique: false,
        on_delete: Some("cascade".to_string()),
        because: Because::Said(range.clone()),
    };
    let references = [refers(&clean(a), a), refers(&second, b)];
    if let Some(thing) = outline.entities.iter_mut().find(|one| one.name == name) {
        for reference in references {
            if thing.references.iter().all(|one| one.name != reference.name) {
                thing.references.push(reference);
            }
        }
        thing.fields.extend(fields);
        return;
    }
    // `from when until when`: again and again.
    let start = fields.iter().map(|one| one.name.clone()).find(|name| matches!(name.as_str(), "start_date" | "since"));
    outline.entities.push(Entity {
        name,
        fields,
        references: references.into(),
        unique: vec![[clean(a), second].into_iter().chain(start).collect()],
        seed: None,
        about: None,
        because: Because::Said(range.clone()),
    });
}

/// Which thing tells of two that are no pair: what refers to both, else the one of them that refers to the other.
fn owner_of(relations: &Relations, a: usize, b: usize) -> Option<usize> {
    let refers = |from: usize, to: usize| relations.references.iter().any(|one| one.from == from && one.to == to && !one.unsaid);
    let third = relations.references.iter().map(|one| one.from).find(|from| refers(*from, a) && refers(*from, b));
    third.or_else(|| refers(a, b).then_some(a)).or_else(|| refers(b, a).then_some(b))
}

fn field(name: &str, property: &super::fields::Property) -> Field {
    Field {
        name: clean(name),
        kind: property.kind.clone(),
        states: states_of(property),
        optional: property.optional,
        unique: false,
        default: None,
        because: Because::Said(property.range.clone()),
    }
}

fn unique(outline: &mut Outline, things: &Things, fields: &Fields) {
    for super::fields::Unique { of: at, parts, within } in &fields.unique {
        let entity = &mut outline.entities[*at];
        let mut names: Vec<String> = Vec::new();
        for noun in within {
            if let Some((to, _)) = things.find(noun) {
                let target = entity_name(&things.all[to].name);
                if let Some(reference) = entity.references.iter().find(|one| one.to == target) {
                    names.push(reference.name.clone());
                }
            }
        }
        for noun in parts {
            names.extend(member(entity, things, noun));
        }
        names.dedup();
        if names.len() == 1 {
            if let Some(field) = entity.fields.iter_mut().find(|field| field.name == names[0]) {
                field.unique = true;
            }
        } else if names.len() > 1 && !entity.unique.contains(&names) {
            entity.unique.push(names);
        }
    }
}

/// The field or the reference of an entity that a noun names.
fn member(entity: &Entity, things: &Things, noun: &Noun) -> Option<String> {
    let part = Part { noun: noun.clone(), ..Part::default() };
    let name = field_name(&part);
    if entity.fields.iter().any(|field| field.name == name) {
        return Some(name);
    }
    if let Some(reference) = entity.references.iter().find(|one| one.name == name) {
        return Some(reference.name.clone());
    }
    let (to, _) = things.find(noun)?;
    let target = entity_name(&things.all[to].name);
    entity.references.iter().find(|one| one.to == target).map(|one| one.name.clone())
}

fn wishes(reader: &Reader, outline: &mut Outline, things: &Things) {
    let name = |noun: &Option<Noun>| {
        noun.as_ref().and_then(|noun| things.find(noun)).map_or_else(|| "*".to_string(), |(at, _)| entity_name(&things.all[at].name))
    };
    for fact in &reader.facts {
        match fact {
            Fact::Seed { noun, count } => {
                if let Some((at, _)) = things.find(noun) {
                    outline.entities[at].seed = Some((*count).min(100_000));
                }
            }
            Fact::SoftDelete { noun } => {
                let name = name(noun);
                if !outline.soft_delete.contains(&name) {
                    outline.soft_delete.push(name);
                }
            }
            // Where changes are things of their own, they say who and when.
            Fact::Audited { .. } if things.all.iter().any(|thing| is_of_changes(&thing.name)) => {}
            Fact::Audited { noun } => {
                let name = name(noun);
                if !outline.audited.contains(&name) {
                    outline.audited.push(name);
                }
            }
            Fact::Tenant => {
                let names = ["tenant", "organization", "organisation", "workspace", "company", "account", "customer"];
                let found = names.iter().find_map(|name| things.named(name)).and_then(|at| things.all.get(at));
                outline.tenant = outline.tenant.take().or_else(|| found.map(|thing| entity_name(&thing.name)));
            }
            _ => {}
        }
    }
}

fn is_of_changes(name: &str) -> bool {
    matches!(name.rsplit('_').next(), Some("change" | "audit" | "history")) || name == "audit_log" || name.ends_with("_log")
}

/// No name twice, and none that a line of `.schema` means otherwise.
fn tidy(outline: &mut Outline) {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    outline.entities.retain(|entity| !entity.name.is_empty() && seen.insert(entity.name.clone()));
    let known: BTreeSet<String> = outline.entities.iter().map(|entity| entity.name.clone()).collect();
    for entity in &mut outline.entities {
        let mut names: IndexMap<String, ()> = IndexMap::new();
        entity.references.retain(|one| known.contains(&one.to) && names.insert(one.name.clone(), ()).is_none());
        let taken: BTreeSet<String> = names.keys().flat_map(|name| [name.clone(), format!("{name}_id")]).collect();
        entity.fields.retain(|field| {
            let standing = matches!(field.name.as_str(), "created_at" | "updated_at" | "id");
            !taken.contains(&field.name) && !standing && names.insert(field.name.clone(), ()).is_none()
        });
        let members: BTreeSet<String> = names.keys().cloned().collect();
        entity.unique.retain(|unique| unique.iter().all(|name| members.contains(name)));
    }
    outline.links.retain(|link| known.contains(&link.from) && known.contains(&link.to));
}
