//! Facts weighed: which nouns are things, what each has, how they relate, as an outline.
//!
//! Comes in: facts in the order of the text. Goes out: an [`Outline`]. Never happens: a thing that only a property's name stands for; two things of one name.
//!
//! What the requirements say already stands in the outline too, so that the writer can tell what the text adds to it.

mod among;
mod bare;
mod behind;
mod company;
mod domains;
mod fields;
mod frames;
mod joins;
mod judged;
mod kept;
mod leads;
mod learned;
mod links;
mod marks;
mod pairs;
mod references;
mod scan;
mod set_phrases;
#[cfg(test)]
mod tests;
mod things;
mod ties;
mod together;
mod usual;
mod weights;
mod write;

use std::collections::{BTreeMap, BTreeSet};

use super::reader::Reader;
use crate::intent::outline::Outline;
use crate::intent::{Known, names};

pub use judged::{
    LEAST_OF_A_FIELD, LEAST_OF_A_MOVED_FIELD, LEAST_OF_A_PAIR, LEAST_OF_A_REFERENCE, LEAST_OF_A_THING, LEAST_OF_A_THING_FOR_TWO,
    LEAST_OF_A_USUAL_FIELD, Marked, odds, thing as chance_of_a_thing, words_of, words_of_two,
};
pub use kept::MarkedField;
pub use things::{Things, marked};

/// What rules make of facts, before the references are judged.
struct Weighed {
    things: Things,
    fields: fields::Fields,
    told: Vec<links::Relation>,
    relations: links::Relations,
}

/// One way for what is drafted and what is learned from, so that both see the same.
fn weighed(reader: &Reader, known: &Known) -> Weighed {
    let things = Things::weigh(reader, known);
    let mut fields = fields::collect(reader, &things);
    together::read(reader, &things, &mut fields);
    let told = links::relations(reader, &things, &fields);
    let relations = links::merge(&things, told.clone());
    Weighed { things, fields, told, relations }
}

/// The outline that facts tell.
pub fn outline(text: &str, reader: &Reader, known: &Known) -> Outline {
    let (mut outline, nouns) = drafted(reader, known);
    kept::judge(text, &nouns, &mut outline);
    outline.usual = usual::likely(&nouns, &outline);
    outline
}

/// What is told of each field of a text.
pub fn marked_fields(text: &str, reader: &Reader, known: &Known) -> Vec<kept::MarkedField> {
    let (outline, nouns) = drafted(reader, known);
    kept::marked(text, &nouns, &outline)
}

/// What is told of fields that things may have though no words say so; with each entity the fields that it has.
pub fn marked_usual(text: &str, reader: &Reader, known: &Known) -> (Vec<kept::MarkedField>, BTreeMap<String, Vec<String>>) {
    let (mut outline, nouns) = drafted(reader, known);
    kept::judge(text, &nouns, &mut outline);
    let names = |entity: &crate::intent::outline::Entity| entity.fields.iter().map(|field| field.name.clone()).collect();
    let fields = outline.entities.iter().map(|entity| (kept::snake(&entity.name), names(entity))).collect();
    (usual::marked(&nouns, &outline), fields)
}

/// The outline before its fields are judged, and the nouns of which the text tells.
fn drafted(reader: &Reader, known: &Known) -> (Outline, BTreeSet<String>) {
    let Weighed { things, fields, told, mut relations } = weighed(reader, known);
    let ties = ties::of_all(reader, &things, &fields, &told, &relations);
    joins::judge(&things, &fields, &told, &ties, &mut relations);
    references::judge(reader, &things, &fields, &told, &ties, &mut relations);
    let mut outline = write::outline(reader, &things, fields, relations);
    let sure = things.all.iter().filter(|thing| thing.likely >= judged::LEAST_OF_A_BARE_THING);
    let sure: BTreeSet<String> = sure.map(|thing| names::key(&thing.name)).collect();
    bare::leave_out(&mut outline, known, &sure);
    if things.cut > 0 {
        outline.notes.push(format!("{} more things of the text were left out: draft parts of it, each a text of its own", things.cut));
    }
    (outline, things.nouns)
}

/// Two things of a text, and what is told of the first referring to the second.
#[derive(Debug, Clone)]
pub struct Tied {
    pub from: String,
    pub to: String,
    pub marks: marks::Marks,
    /// The verb between them, if any.
    pub verb: String,
}

/// What is told of each two things of a text, from which it is learned which refer.
pub fn tied(reader: &Reader, known: &Known) -> Vec<Tied> {
    let Weighed { things, fields, told, relations } = weighed(reader, known);
    let name = |at: usize| things.all[at].name.clone();
    let ties = ties::of_all(reader, &things, &fields, &told, &relations);
    let ties::Counted { all, verbs, .. } = ties;
    let verb = |pair: &(usize, usize)| verbs.get(pair).cloned().unwrap_or_default();
    all.into_iter().map(|(pair, marks)| Tied { from: name(pair.0), to: name(pair.1), marks, verb: verb(&pair) }).collect()
}
