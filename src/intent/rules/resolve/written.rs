//! What the requirements say already is not drafted again: the text may refer to it.
//!
//! Comes in: an outline and what is written. Goes out: the outline without it; what the text adds to it becomes a question. Never happens: a written entity is declared twice.

use crate::intent::Known;
use crate::intent::outline::Outline;

pub fn leave_out(outline: &mut Outline, known: &Known) {
    let written = |name: &str| known.entities.iter().find(|entity| entity.name == name);
    for entity in &outline.entities {
        let Some(before) = written(&entity.name) else { continue };
        let new = |name: &&str| !before.fields.iter().any(|field| field == name);
        let fields: Vec<&str> = entity.fields.iter().map(|field| field.name.as_str()).filter(new).collect();
        let references: Vec<&str> = entity.references.iter().map(|reference| reference.name.as_str()).filter(new).collect();
        for name in fields.into_iter().chain(references) {
            outline.questions.push(format!("The text speaks of `{name}` of {}, which is written without it: add it there?", entity.name));
        }
    }
    outline.entities.retain(|entity| written(&entity.name).is_none());
    for link in &mut outline.links {
        if written(&link.from).is_some() && written(&link.to).is_none() {
            std::mem::swap(&mut link.from, &mut link.to);
            link.name = crate::plural::plural(&heck::ToSnakeCase::to_snake_case(link.to.as_str()));
        }
    }
    outline.links.retain(|link| written(&link.from).is_none());
}
