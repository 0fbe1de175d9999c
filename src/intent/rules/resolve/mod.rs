//! Facts weighed: which nouns are things, what each has, how they relate, as an outline.
//!
//! Comes in: facts in the order of the text. Goes out: an [`Outline`]. Never happens: a thing that only a property's name stands for; two things of one name.
//!
//! What the requirements say already stands in the outline too, so that the writer can tell what the text adds to it.

mod among;
mod bare;
mod behind;
mod fields;
mod frames;
mod judged;
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
mod weights;
mod write;

use super::reader::Reader;
use crate::intent::Known;
use crate::intent::outline::Outline;

pub use judged::{LEAST_OF_A_REFERENCE, LEAST_OF_A_THING, Marked, odds};
pub use things::{Things, marked};

/// The outline that facts tell.
pub fn outline(reader: &Reader, known: &Known) -> Outline {
    let things = Things::weigh(reader, known);
    let mut fields = fields::collect(reader, &things);
    together::read(reader, &things, &mut fields);
    let told = links::relations(reader, &things, &fields);
    let mut relations = links::merge(&things, told.clone());
    references::judge(reader, &things, &fields, &told, &mut relations);
    let mut outline = write::outline(reader, &things, fields, relations);
    bare::leave_out(&mut outline, known);
    if things.cut > 0 {
        outline.notes.push(format!("{} more things of the text were left out: draft parts of it, each a text of its own", things.cut));
    }
    outline
}

/// Two things of a text, and what is told of the first referring to the second.
#[derive(Debug, Clone)]
pub struct Tied {
    pub from: String,
    pub to: String,
    pub marks: marks::Marks,
}

/// What is told of each two things of a text, from which it is learned which refer.
pub fn tied(reader: &Reader, known: &Known) -> Vec<Tied> {
    let things = Things::weigh(reader, known);
    let mut fields = fields::collect(reader, &things);
    together::read(reader, &things, &mut fields);
    let all = links::relations(reader, &things, &fields);
    let made = links::merge(&things, all.clone());
    let name = |at: usize| things.all[at].name.clone();
    let ties = ties::of_all(reader, &things, &fields, &all, &made);
    ties.all.into_iter().map(|((from, to), marks)| Tied { from: name(from), to: name(to), marks }).collect()
}
