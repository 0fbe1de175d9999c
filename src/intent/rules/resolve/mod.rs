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
mod links;
mod marks;
mod pairs;
mod scan;
mod set_phrases;
#[cfg(test)]
mod tests;
mod things;
mod together;
mod weights;
mod write;

use super::reader::Reader;
use crate::intent::Known;
use crate::intent::outline::Outline;

pub use judged::{Marked, odds};
pub use things::{Things, marked};

/// The outline that facts tell.
pub fn outline(reader: &Reader, known: &Known) -> Outline {
    let things = Things::weigh(reader, known);
    let mut fields = fields::collect(reader, &things);
    together::read(reader, &things, &mut fields);
    let relations = links::merge(reader, &things, &fields);
    let mut outline = write::outline(reader, &things, fields, relations);
    bare::leave_out(&mut outline, known);
    if things.cut > 0 {
        outline.notes.push(format!("{} more things of the text were left out: draft parts of it, each a text of its own", things.cut));
    }
    outline
}
