//! What a text leaves unsaid: types of fields, states as enums, what every modeller would add, columns that wishes mean.
//!
//! Comes in: an outline of what a text says, and the text. Goes out: the same outline with a type at each field; what is added is marked as assumed, and asked for in a question. Never happens: a type that was
//! said is changed; something is added to an entity that the text describes, beyond what it cannot be without; with `archetypes` off, an addition at all.

mod archetypes;
mod assume;
mod kinds;
mod states;
#[cfg(test)]
mod tests;
mod wishes;

use super::outline::{Entity, Field, Outline};
use super::{Known, Reading, names};
use kinds::Place;

/// Fills an outline.
pub fn fill(text: &str, outline: &mut Outline, known: &Known, reading: &Reading) {
    let mut questions = Questions::default();
    if reading.archetypes {
        assume::assume(outline, known, &mut questions);
    }
    wishes::carry_out(outline, known, &mut questions);
    let currency = kinds::currency(text);
    for entity in &mut outline.entities {
        let has_day = entity.fields.iter().any(is_day);
        let place = Place { entity: &entity.name, has_day, currency };
        for field in &mut entity.fields {
            if field.states.is_empty() {
                give_kind(field, &place);
            }
            states::settle(&entity.name, field, &mut questions);
        }
    }
    outline.questions.extend(questions.sorted());
}

fn is_day(field: &Field) -> bool {
    let words = names::words(&field.name);
    let day = words.last().is_some_and(|last| matches!(last.as_str(), "date" | "day" | "weekday" | "days"));
    day || field.kind == "date" || words.join(" ").contains("day of")
}

fn give_kind(field: &mut Field, place: &Place) {
    if field.kind.trim().is_empty() {
        let found = kinds::kind_of(&field.name, place);
        field.optional |= found.optional;
        if field.default.is_none() && !field.optional && !field.unique {
            field.default = found.default;
        }
        // What tells rows apart has a length.
        field.kind = if field.unique && found.kind == "text" { "varchar(1..200)".to_string() } else { found.kind };
    }
    // A truth value is true or false: what is optional is false where nobody says it.
    if field.kind == "bool" && field.optional {
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
    known.entities.iter().any(|entity| names::key(&entity.name) == key)
}

fn has_member(entity: &Entity, name: &str) -> bool {
    let key = names::key(name);
    entity.fields.iter().any(|field| names::key(&field.name) == key)
        || entity.references.iter().any(|reference| names::key(&reference.name) == key)
}
