//! The reader by rules: English requirements without a model.
//!
//! Comes in: a text. Goes out: an [`Outline`]. Never happens: a word that is no English is turned into a table without a question.

use super::outline::{Because, Entity, Outline};
use super::{Known, Reading, Unreadable};
use crate::plural::singular;

/// The things that a wish lists behind `with`: the first of the texts that this reader will know.
pub fn read(text: &str, known: &Known, _reading: &Reading) -> Result<Outline, Unreadable> {
    let mut outline = Outline::default();
    let Some(start) = text.find(" with ").map(|at| at + " with ".len()) else {
        return Err(Unreadable {
            message: "the text names nothing that could be stored".to_string(),
            help: "name the things to keep, such as \"a blog with users, posts and comments\"".to_string(),
        });
    };
    let list = text[start..].split(['.', '\n']).next().unwrap_or_default();
    let mut at = start;
    for part in list.split_inclusive(',').flat_map(|part| part.split_inclusive(" and ")) {
        let word = part.trim().trim_end_matches(',').trim_end_matches(" and").trim_start_matches("and ").trim();
        let because = Because::Said(at..at + part.len());
        at += part.len();
        let name = heck::ToUpperCamelCase::to_upper_camel_case(singular(word).as_str());
        let plain = !name.is_empty() && name.chars().all(char::is_alphanumeric) && name.starts_with(char::is_alphabetic);
        if plain && !known.entities.iter().any(|entity| entity.name == name) {
            outline.entities.push(Entity {
                name,
                fields: Vec::new(),
                references: Vec::new(),
                unique: Vec::new(),
                seed: None,
                about: None,
                because,
            });
        }
    }
    Ok(outline)
}
