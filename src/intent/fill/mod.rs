//! What a text leaves unsaid: types of fields, states as enums, what every modeller would add, columns that wishes mean.
//!
//! Comes in: an outline of what a text says, and the text. Goes out: the same outline with a type at each field; what is added is marked as assumed, and asked for in a question. Never happens: a type that was
//! said is changed; something is added to an entity that the text describes, beyond what it cannot be without; with `archetypes` off, an addition at all.

mod archetypes;
mod assume;
mod kinds;
mod likely;
mod states;
#[cfg(test)]
mod tests;
mod wishes;

use super::outline::{Entity, Field, Outline};
use super::{Known, Reading, names};
pub use archetypes::{belongs_to, is_typical, is_typical_field, targets_of_role};
use kinds::Place;

/// The type of a field of this name, if it is a known one.
pub fn kind_of_field(name: &str, entity: &str) -> Option<String> {
    let kind = kinds::kind_of(name, &kinds::Place { entity, ..kinds::Place::default() });
    (kind.kind != kinds::OTHERWISE).then_some(kind.kind)
}

/// Fills an outline.
pub fn fill(text: &str, outline: &mut Outline, known: &Known, reading: &Reading) {
    let mut questions = Questions::default();
    if reading.archetypes {
        assume::assume(outline, known, &mut questions);
        likely::add(outline, known, &mut questions);
        likely::add_fields(outline, known, &mut questions);
    }
    wishes::carry_out(outline, known, &mut questions);
    let currency = kinds::currency(text);
    for entity in &mut outline.entities {
        let has_day = entity.fields.iter().any(|field| is_day(&entity.name, field));
        let place = Place { entity: &entity.name, has_day, currency };
        for field in &mut entity.fields {
            if field.states.is_empty() {
                give_kind(field, &place);
            }
            states::settle(&entity.name, field, &mut questions);
        }
        name_ends(entity);
    }
    outline.questions.extend(questions.sorted());
}

/// The day on which a thing takes place; other days, such as that of an invoice, say nothing of its start.
fn is_day(entity: &str, field: &Field) -> bool {
    let key = names::key(&field.name);
    matches!(key.as_str(), "date" | "day" | "weekday" | "day of week" | "day of the week") || key == format!("{} date", names::key(entity))
}

/// `start` and `end` say what they are: `end` alone is a word of SQL.
fn name_ends(entity: &mut Entity) {
    for at in 0..entity.fields.len() {
        let field = &entity.fields[at];
        let (verb, noun) = match field.name.as_str() {
            "start" | "starts" | "begin" | "begins" => ("starts", "start"),
            "end" | "ends" | "finish" => ("ends", "end"),
            _ => continue,
        };
        let name = match field.kind.as_str() {
            "timestamp" => format!("{verb}_at"),
            "time" => format!("{noun}_time"),
            "date" => format!("{noun}_date"),
            _ => continue,
        };
        if !has_member(entity, &name) {
            let former = std::mem::replace(&mut entity.fields[at].name, name.clone());
            entity.unique.iter_mut().flatten().filter(|member| **member == former).for_each(|member| member.clone_from(&name));
        }
    }
}

fn give_kind(field: &mut Field, place: &Place) {
    let found = kinds::kind_of(&field.name, place);
    if field.kind.trim().is_empty() {
        field.optional |= found.optional;
        if field.default.is_none() && !field.optional && !field.unique {
            field.default = found.default;
        }
        // What tells rows apart has a length.
        field.kind = if field.unique && found.kind == "text" { "varchar(1..200)".to_string() } else { found.kind };
    } else if field.kind == "int" && found.kind == "quantity" {
        // A number that counts is never below zero.
        field.kind = found.kind;
    }
    // A truth value is true or false: it is false where nobody says it.
    if field.kind == "bool" {
        field.optional = false;
        field.default.get_or_insert_with(|| "false".to_string());
    }
}

/// Questions with their weights: the lowest is asked first.
#[derive(Default)]
struct Questions {
    asked: Vec<(u8, String)>,
}

impl Questions {
    fn ask(&mut self, weight: u8, question: String) {
        if !self.asked.iter().any(|(_, known)| *known == question) {
            self.asked.push((weight, question));
        }
    }

    fn sorted(mut self) -> impl Iterator<Item = String> {
        self.asked.sort_by_key(|(weight, _)| *weight);
        self.asked.into_iter().map(|(_, question)| question)
    }
}

fn is_known(known: &Known, name: &str) -> bool {
    let key = names::key(name);
    let is = |name: &String| names::key(name) == key;
    known.entities.iter().any(|entity| is(&entity.name) || entity.former.iter().any(is)) || known.gone.iter().any(is)
}

fn has_member(entity: &Entity, name: &str) -> bool {
    let key = names::key(name);
    entity.fields.iter().any(|field| names::key(&field.name) == key)
        || entity.references.iter().any(|reference| names::key(&reference.name) == key)
}
