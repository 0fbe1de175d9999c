//! An outline made sound: what a reader found, as the language can have it.
//!
//! Comes in: an outline, whatever stands in it, and the written entities. Goes out: entities, enums and links whose names are free and whose targets are there; what was left out, as questions; what the written
//! entities lack, as differences. Never happens: two things of one name, a reference to nowhere, a circle that no row could enter.

use crate::diagnostic::listed;
use std::collections::BTreeSet;

use crate::ordered::IndexMap;

use super::super::names as words;
use super::super::outline::{Because, Entity, Field, Link, Outline, Reference};
use super::{circles, names, seeds, types};
use crate::intent::Known;

/// PostgreSQL takes 1600 columns; a person reads fewer.
const MOST_FIELDS: usize = 1000;

#[derive(Debug, Default)]
pub struct Sound {
    pub entities: Vec<Entity>,
    pub enums: Vec<Enumeration>,
    /// With the name of the join table, where the language's own is taken.
    pub links: Vec<(Link, Option<String>)>,
    pub questions: Vec<String>,
    pub differences: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enumeration {
    pub name: String,
    pub values: Vec<String>,
}

/// What every table has without asking.
const ALWAYS: [&str; 3] = ["id", "created_at", "updated_at"];

pub fn sound(outline: &Outline, known: &Known) -> Sound {
    let mut work = Work::default();
    work.name_entities(outline, known);
    let mut entities = work.merged(outline);
    for entity in &mut entities {
        work.references(entity);
        work.fields(entity);
        if work.written.contains(&entity.name) {
            work.differences(entity, known);
        }
    }
    entities.retain(|entity| !work.written.contains(&entity.name));
    work.links(outline, &entities);
    for entity in &mut entities {
        work.uniques(entity);
        work.enums(entity);
    }
    circles::open(&mut entities, &mut work.sound.questions);
    seeds::settle(&mut entities, &work.sound.enums);
    work.sound.entities = entities;
    work.sound
}

#[derive(Default)]
struct Work {
    sound: Sound,
    /// Keys of names, and what stands for them: a name of the draft, or one that is written elsewhere.
    names: IndexMap<String, String>,
    /// Names that are written elsewhere.
    written: BTreeSet<String>,
    /// Of tables, join tables and types: they share one room.
    relations: BTreeSet<String>,
}

impl Work {
    fn name_entities(&mut self, outline: &Outline, known: &Known) {
        for entity in known.entities.iter().filter(|entity| !entity.name.is_empty()) {
            for name in entity.former.iter().chain([&entity.name]) {
                self.names.insert(words::key(name), entity.name.clone());
            }
            self.written.insert(entity.name.clone());
            self.relations.insert(names::table(&entity.name));
        }
        for entity in &outline.entities {
            let key = words::key(&entity.name);
            let is_gone = known.gone.iter().any(|name| words::key(name) == key);
            if is_gone {
                self.sound.differences.push(format!("the text speaks of `{}`, which is removed; what is written counts", entity.name));
            }
            if is_gone || self.names.contains_key(&key) {
                continue;
            }
            let taken = |name: &str| self.relations.contains(&names::table(name)) || self.names.values().any(|other| other == name);
            let name = names::free(&names::entity(&entity.name), taken);
            self.relations.insert(names::table(&name));
            self.names.insert(key, name);
        }
    }

    /// Each entity once, by its new name; what the text says of one name in two spellings belongs together.
    fn merged(&self, outline: &Outline) -> Vec<Entity> {
        let mut found: IndexMap<String, Entity> = IndexMap::default();
        for entity in &outline.entities {
            let Some(name) = self.names.get(&words::key(&entity.name)) else { continue };
            match found.get_mut(name) {
                None => {
                    found.insert(name.clone(), Entity { name: name.clone(), ..entity.clone() });
                }
                Some(first) => {
                    first.fields.extend(entity.fields.iter().cloned());
                    first.references.extend(entity.references.iter().cloned());
                    first.unique.extend(entity.unique.iter().cloned());
                    first.seed = first.seed.or(entity.seed);
                    first.about = first.about.clone().or_else(|| entity.about.clone());
                }
            }
        }
        found.into_values().collect()
    }

    fn references(&mut self, entity: &mut Entity) {
        let mut kept: Vec<Reference> = Vec::new();
        for reference in std::mem::take(&mut entity.references) {
            let Some(to) = self.names.get(&words::key(&reference.to)) else {
                let (own, other) = (words::spoken(&entity.name), words::spoken(&reference.to));
                self.sound
                    .questions
                    .push(format!("What is to be kept of {}, which {own} refers to? Assumed: nothing.", words::with_article(&other)));
                continue;
            };
            let mut name = names::reference(&reference.name);
            if name == "id" || ALWAYS.contains(&format!("{name}_id").as_str()) {
                name = names::member(to);
            }
            if kept.iter().any(|other| other.name == name && other.to == *to) {
                continue;
            }
            if kept.iter().any(|other| other.name == name) {
                name = names::member(&format!("{name}_{to}"));
            }
            let name = names::free(&name, |name| kept.iter().any(|other| other.name == name));
            let optional = reference.optional;
            let on_delete = reference.on_delete.filter(|action| match action.as_str() {
                "cascade" | "restrict" | "no action" => true,
                "set null" => optional,
                _ => false,
            });
            kept.push(Reference { name, to: to.clone(), on_delete, ..reference });
        }
        entity.references = kept;
    }

    fn fields(&mut self, entity: &mut Entity) {
        let mut kept: Vec<Field> = Vec::new();
        let mut columns: BTreeSet<String> = ALWAYS.iter().map(|name| name.to_string()).collect();
        for reference in &entity.references {
            // Members share one room, and so do columns.
            columns.extend([
                names::in_database(&reference.name),
                format!("{}_id", names::in_database(&reference.name)),
                reference.name.clone(),
            ]);
        }
        let fields = std::mem::take(&mut entity.fields);
        if fields.len() > MOST_FIELDS {
            let own = words::spoken(&entity.name);
            self.sound
                .questions
                .push(format!("Which fields of {} matter most? Assumed: the first {MOST_FIELDS}.", words::with_article(&own)));
        }
        for field in fields.into_iter().take(MOST_FIELDS) {
            let name = names::member(&field.name);
            if !columns.insert(names::in_database(&name)) {
                continue;
            }
            kept.push(sound_field(name, field));
        }
        entity.fields = kept;
    }

    /// What the text says of an entity that is written elsewhere, and that is not written.
    fn differences(&mut self, entity: &Entity, known: &Known) {
        let Some(written) = known.entities.iter().find(|known| known.name == entity.name) else { return };
        let has = |name: &str| written.fields.iter().any(|field| words::key(field) == words::key(name));
        for field in entity.fields.iter().filter(|field| matches!(field.because, Because::Said(_)) && !has(&field.name)) {
            let line = if field.states.is_empty() {
                super::field_line(field)
            } else {
                format!("{} {}", names::written(&field.name), "varchar(1..40)")
            };
            self.sound.differences.push(format!("the text gives `{}` a `{}`, which is not written; add `{line}`", entity.name, field.name));
        }
        for reference in entity.references.iter().filter(|reference| matches!(reference.because, Because::Said(_)) && !has(&reference.name))
        {
            let line = super::reference_line(reference);
            self.sound
                .differences
                .push(format!("the text relates `{}` to `{}`, which is not written; add `{line}`", entity.name, reference.to));
        }
    }

    fn links(&mut self, outline: &Outline, entities: &[Entity]) {
        let mut kept: Vec<(Link, Option<String>)> = Vec::new();
        for link in &outline.links {
            let ends = (self.names.get(&words::key(&link.from)), self.names.get(&words::key(&link.to)));
            let (Some(from), Some(to)) = ends else {
                let (from, to) = (words::spoken(&link.from), words::spoken(&link.to));
                self.sound
                    .questions
                    .push(format!("How do {from} and {to} belong together, of which one is not to be kept? Assumed: not at all."));
                continue;
            };
            let (from, to, name) = match (self.written.contains(from), self.written.contains(to)) {
                (true, true) => {
                    let name = names::written(&names::member(&link.name));
                    self.sound.differences.push(format!(
                        "the text relates many `{from}` to many `{to}`, which is not written; add `{name} <-> {}`",
                        names::written(to)
                    ));
                    continue;
                }
                // A written entity stays as it is: the other side says it.
                (true, false) => (to, from, names::member(&names::table(from))),
                _ => (from, to, names::member(&link.name)),
            };
            let same = |other: &(Link, _)| {
                let (other, _) = other;
                (other.from == *from && other.to == *to && (other.name == name || from != to))
                    || (other.from == *to && other.to == *from && from != to)
            };
            if kept.iter().any(same) {
                continue;
            }
            let name = if name == "id" { names::member(&names::table(to)) } else { name };
            let owner = entities.iter().find(|entity| entity.name == *from);
            let taken = |name: &str| {
                let member = owner.is_some_and(|owner| {
                    owner.fields.iter().any(|field| field.name == name) || owner.references.iter().any(|reference| reference.name == name)
                });
                member || kept.iter().any(|(other, _)| other.from == *from && other.name == name)
            };
            let name = names::free(&name, taken);
            let own_table = format!("{}_{}", names::in_database(from), names::in_database(&name));
            let table = names::free(&own_table, |table| self.relations.contains(table));
            self.relations.insert(table.clone());
            let written = (table != own_table).then_some(table);
            kept.push((Link { from: from.clone(), to: to.clone(), name, because: link.because.clone() }, written));
        }
        self.sound.links = kept;
    }

    fn uniques(&mut self, entity: &mut Entity) {
        let mut rules: Vec<Vec<String>> = Vec::new();
        for rule in std::mem::take(&mut entity.unique) {
            let mut members: Vec<String> = Vec::new();
            let mut complete = true;
            for wanted in &rule {
                match member_called(entity, wanted) {
                    Some(member) if !members.contains(&member) => members.push(member),
                    Some(_) => {}
                    None => complete = false,
                }
            }
            if rule.is_empty() {
                continue;
            }
            if !complete || members.len() > 16 {
                let own = words::spoken(&entity.name);
                let what: Vec<String> = rule.iter().map(|name| words::spoken(name)).collect();
                self.sound.questions.push(format!("What tells two {own} rows apart, other than {}? Assumed: nothing.", listed(&what)));
                continue;
            }
            if let [member] = members.as_slice() {
                entity.fields.iter_mut().filter(|field| field.name == *member).for_each(|field| field.unique = true);
                entity.references.iter_mut().filter(|reference| reference.name == *member).for_each(|reference| reference.unique = true);
            } else if !rules.iter().any(|other| other.iter().collect::<BTreeSet<_>>() == members.iter().collect()) {
                rules.push(members);
            }
        }
        for field in entity.fields.iter_mut().filter(|field| field.unique) {
            // A default would be taken once.
            field.default = None;
            field.unique = field.states.is_empty() && types::tells_apart(&field.kind);
        }
        rules.retain(|rule| {
            let comparable = |name: &String| {
                entity.fields.iter().all(|field| field.name != *name || field.kind != "json" && !field.kind.ends_with("[]"))
            };
            rule.iter().all(comparable)
        });
        entity.unique = rules;
    }

    /// The states of each field as an enum whose name is free.
    fn enums(&mut self, entity: &mut Entity) {
        for field in entity.fields.iter_mut().filter(|field| !field.states.is_empty()) {
            let standing = self.sound.enums.iter().find(|known| known.name == field.kind && known.values == field.states);
            if standing.is_none() {
                let own = format!("{}{}", entity.name, names::entity(&field.name));
                // One word alone may be one of the language's or of another.
                let given = (words::words(&field.kind).len() > 1).then_some(field.kind.as_str());
                let wanted = given.into_iter().chain([own.as_str()]).find(|name| self.is_free(name)).map(str::to_string);
                let name = wanted.unwrap_or_else(|| names::free(&format!("{own}Kind"), |name| !self.is_free(name)));
                self.relations.insert(names::in_database(&name));
                self.sound.enums.push(Enumeration { name: name.clone(), values: field.states.clone() });
                field.kind = name;
            }
        }
    }

    fn is_free(&self, name: &str) -> bool {
        let database = names::in_database(name);
        !types::is_taken(&database)
            && !self.relations.contains(&database)
            && !self.names.values().any(|other| other == name)
            && !self.sound.enums.iter().any(|other| other.name == name)
    }
}

/// The field or reference that a rule means: by its name, or by what it refers to.
fn member_called(entity: &Entity, wanted: &str) -> Option<String> {
    let key = words::key(wanted);
    let stem = words::key(wanted.strip_suffix("_id").unwrap_or(wanted));
    let field = entity.fields.iter().find(|field| words::key(&field.name) == key).map(|field| &field.name);
    let by_name = || entity.references.iter().find(|reference| words::key(&reference.name) == stem).map(|reference| &reference.name);
    let by_target = || entity.references.iter().find(|reference| words::key(&reference.to) == stem).map(|reference| &reference.name);
    field.or_else(by_name).or_else(by_target).cloned()
}

fn sound_field(name: String, mut field: Field) -> Field {
    field.name = name;
    let mut states: Vec<String> = Vec::new();
    for state in field.states.iter().map(|state| value(state)).filter(|state| !state.is_empty()) {
        if !states.contains(&state) {
            states.push(state);
        }
    }
    if states.is_empty() {
        field.kind = types::known(&field.kind).unwrap_or_else(|| "varchar(1..200)".to_string());
        field.default = field.default.and_then(|default| types::default(&field.kind, &default));
    } else {
        field.kind = names::entity(&field.kind);
        field.default = field.default.map(|default| value(&default)).filter(|default| states.contains(default));
    }
    field.states = states;
    field
}

/// `In progress` → `in_progress`, within the 63 bytes that PostgreSQL takes.
fn value(state: &str) -> String {
    let snake = heck::ToSnakeCase::to_snake_case(state);
    let mut end = snake.len().min(60);
    while !snake.is_char_boundary(end) {
        end -= 1;
    }
    snake[..end].to_string()
}
