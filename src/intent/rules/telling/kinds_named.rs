//! Kinds and examples of something, named behind it: *questions of several types (single choice, text)*, *activities (calls, emails)*, *vital signs like blood pressure and temperature*.
//!
//! Comes in: a noun and what stands behind it, or a clause with *like*. Goes out: what the kind of each may be, or what each of them says. Never happens: an example becomes a thing.

use super::parts;
use super::predicates::{nouns_of, objects};
use crate::intent::rules::clauses::{Clause, Complement};
use crate::intent::rules::facts::{Manner, Part};
use crate::intent::rules::phrases::Noun;
use crate::intent::rules::properties::{is_actor, is_property, is_thing};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::states;
use crate::intent::rules::tagging::{Tag, Word};
use crate::intent::rules::words;

/// `questions of several types (single choice, text)`: what the kind of each may be.
pub fn kinds(reader: &mut Reader, noun: &Noun, kind: &Noun) -> bool {
    let named = matches!(kind.head(), "type" | "kind" | "sort" | "category" | "class" | "level" | "format") && kind.words.len() == 1;
    let Some(states) = kind.brackets.iter().find_map(|bracket| states::values(bracket)) else { return false };
    let told = named && is_thing(noun) && states.iter().all(|state| !state.contains("e.g"));
    if told {
        reader.owns(noun, Part { states, ..parts::plain_part(kind.head(), kind) }, Manner::Has);
    }
    told
}

/// `activities (calls, emails, meetings)`: kinds of what has no kind by its name.
pub fn kinds_in_brackets(noun: &Noun, bracket: &[Word]) -> Option<Part> {
    let general = matches!(
        noun.head(),
        "activity" | "attachment" | "media" | "asset" | "equipment" | "device" | "resource" | "item" | "document" | "event" | "interaction"
    );
    let plain = bracket.iter().all(|word| matches!(word.tag, Tag::Noun | Tag::And | Tag::Or) || word.is_sign(",") || word.is_sign("/"));
    let several = bracket.iter().filter(|word| word.tag == Tag::Noun).all(|word| words::is_plural(&word.word));
    let states = states::values(bracket).filter(|states| general && noun.plural && plain && several && states.len() > 1)?;
    let states = states.iter().map(|state| crate::plural::singular(state)).collect();
    Some(Part { states, ..parts::plain_part("kind", noun) })
}

/// `record vital signs like blood pressure and temperature`: what each of them says.
pub fn examples(reader: &mut Reader, clause: &Clause) {
    let like = |one: &&Complement| matches!(one.preposition.as_deref(), Some("like" | "such as"));
    let Some(list) = clause.complements.iter().find(like) else { return };
    let Some(object) = objects(clause).flat_map(nouns_of).last().cloned() else { return };
    let all =
        list.items.len() > 1 && nouns_of(list).count() == list.items.len() && nouns_of(list).all(|noun| is_property(noun) && !noun.plural);
    if !all || !object.plural || is_property(&object) || is_actor(&object) || object.pronoun.is_some() {
        return;
    }
    for part in list.items.iter().flat_map(parts::parts) {
        reader.owns(&object, part, Manner::Listed);
    }
}
