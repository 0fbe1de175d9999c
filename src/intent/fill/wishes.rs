//! Wishes that mean columns: rows that are marked as deleted, who made and changed them, whose they are.
//!
//! Comes in: an outline whose reader has noted such wishes. Goes out: the columns.

use super::super::names;
use super::super::outline::{Because, Entity, Field, Outline, Reference};
use super::{Questions, archetypes, has_member, is_known};
use crate::diagnostic::listed;
use crate::intent::Known;

pub fn carry_out(outline: &mut Outline, known: &Known, questions: &mut Questions) {
    soft_deletion(outline, questions);
    audit(outline, known, questions);
    tenancy(outline, known, questions);
}

fn named<'a>(outline: &'a mut Outline, wanted: &[String]) -> impl Iterator<Item = &'a mut Entity> {
    let wanted: Vec<String> = wanted.iter().map(|name| if name == "*" { name.clone() } else { names::key(name) }).collect();
    let all = wanted.iter().any(|name| name == "*");
    outline.entities.iter_mut().filter(move |entity| all || wanted.contains(&names::key(&entity.name)))
}

fn soft_deletion(outline: &mut Outline, questions: &mut Questions) {
    let wanted = outline.soft_delete.clone();
    for entity in named(outline, &wanted) {
        if !has_member(entity, "deleted_at") {
            entity.fields.push(empty_field("deleted_at", "timestamp", entity.because.clone()));
        }
        if let Some(field) = entity.fields.iter().find(|field| field.unique) {
            let (entity, field) = (names::spoken(&entity.name), names::spoken(&field.name));
            questions.ask(1, format!("May the {field} of a deleted {entity} be used again? Assumed: no."));
        }
    }
}

fn audit(outline: &mut Outline, known: &Known, questions: &mut Questions) {
    let wanted = outline.audited.clone();
    let user = user_of(outline, known);
    if let (true, Some(user)) = (!wanted.is_empty(), &user) {
        questions.ask(2, format!("Are changes made by one {} each? Assumed: yes.", names::spoken(user)));
    }
    // What is itself a record of changes is not recorded.
    let is_log = |entity: &Entity| archetypes::of(&entity.name, &[]).is_some_and(|archetype| archetype.file == "audit_log");
    for entity in named(outline, &wanted).filter(|entity| !is_log(entity)) {
        for name in ["created_by", "updated_by"] {
            if has_member(entity, name) {
                continue;
            }
            let because = entity.because.clone();
            match &user {
                // Nobody has made the first user.
                Some(user) => entity.references.push(Reference {
                    name: name.to_string(),
                    to: user.clone(),
                    optional: true,
                    unique: false,
                    on_delete: None,
                    because,
                }),
                None => entity.fields.push(empty_field(name, "varchar(1..120)", because)),
            }
        }
    }
}

/// Who works with the system.
fn user_of(outline: &Outline, known: &Known) -> Option<String> {
    let all: Vec<&str> = outline
        .entities
        .iter()
        .map(|entity| entity.name.as_str())
        .chain(known.entities.iter().map(|entity| entity.name.as_str()))
        .collect();
    ["user", "employee", "staff member", "administrator", "member", "person"].iter().find_map(|wanted| {
        let called = |name: &&&str| {
            names::key(name) == *wanted
                || archetypes::of(name, &[]).is_some_and(|archetype| archetype.is_called(wanted) && archetype.file == *wanted)
        };
        all.iter().find(|name| names::key(name) == *wanted).or_else(|| all.iter().find(called)).map(|name| name.to_string())
    })
}

/// Those that go with several customers of the system: *users belong to many organizations*.
fn members(outline: &Outline, key: &str) -> Vec<String> {
    let pair = |one: &str, other: &str| {
        [(one, other), (other, one)].into_iter().find(|(one, _)| names::key(one) == key).map(|two| names::key(two.1))
    };
    let joins = outline.entities.iter().filter(|entity| entity.references.len() == 2 && !entity.unique.is_empty());
    let joined = joins.filter_map(|entity| pair(&entity.references[0].to, &entity.references[1].to));
    outline.links.iter().filter_map(|link| pair(&link.from, &link.to)).chain(joined).collect()
}

/// All that belongs to a customer of the system says so itself; lines of a whole, and what the customer itself refers to, do not.
fn tenancy(outline: &mut Outline, known: &Known, questions: &mut Questions) {
    let Some(tenant) = outline.tenant.clone() else { return };
    let key = names::key(&tenant);
    let standing = outline.entities.iter().find(|entity| names::key(&entity.name) == key);
    if standing.is_none() && !is_known(known, &tenant) {
        return;
    }
    let above: Vec<String> =
        standing.iter().flat_map(|entity| entity.references.iter().map(|reference| names::key(&reference.to))).collect();
    let members = members(outline, &key);
    let others: Vec<String> = outline.entities.iter().map(|entity| names::key(&entity.name)).collect();
    let name = names::words(&tenant).join("_");
    let mut added = Vec::new();
    for entity in &mut outline.entities {
        let own = names::key(&entity.name);
        let part = archetypes::of(&entity.name, &others).is_some_and(|archetype| archetype.part);
        let refers = entity.references.iter().any(|reference| names::key(&reference.to) == key);
        if own == key
            || above.contains(&own)
            || part
            || refers
            || members.contains(&own)
            || has_member(entity, &name)
            || is_known(known, &entity.name)
        {
            continue;
        }
        added.push(names::spoken(&entity.name));
        let because = Because::Assumed(format!("All data belongs to {}.", names::with_article(&names::spoken(&tenant))));
        let on_delete = None;
        entity.references.push(Reference { name: name.clone(), to: tenant.clone(), optional: false, unique: false, on_delete, because });
    }
    if !added.is_empty() {
        let tenant = names::with_article(&names::spoken(&tenant));
        questions.ask(1, format!("What belongs to {tenant}? Assumed: each {}.", listed(&added)));
    }
}

fn empty_field(name: &str, kind: &str, because: Because) -> Field {
    Field { name: name.to_string(), kind: kind.to_string(), states: Vec::new(), optional: true, unique: false, default: None, because }
}
