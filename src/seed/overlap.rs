//! Rows that must not overlap: what an exclusion constraint compares, held for the rows so far as keys are.
//!
//! Comes in: a table's exclusions that compare ranges by `&&` and all else by `=`. Goes out: which of them a row would violate, and what to change then. Never happens: a row that
//! is refused for good: where nothing else is found it is made as it is, and PostgreSQL judges. Of very many rows nothing is held.

use super::condition::{Condition, Extent, Reader, Scope};
use super::field::Family;
use super::generate::{Choice, Generation};
use super::keys::{KeyPart, as_column, columns_of};
use super::model::{Model, Slot};
use super::row::{Row, View};
use super::unique::text_of_parts;
use crate::ordered::IndexMap;

/// So many other forms of one row are looked at.
pub const MOST_FORMS: u64 = 60;

pub struct Exclusive {
    pub name: String,
    equal: Vec<KeyPart>,
    ranges: Vec<Condition>,
    predicate: Option<Condition>,
    /// Slots that it reads.
    pub slots: Vec<usize>,
    /// The same, and those that share a condition with what its ranges read.
    around: Vec<usize>,
}

/// What the rows so far take up, for each of the exclusions: by what must be equal.
#[derive(Default, Clone)]
pub struct Occupied {
    taken: IndexMap<(usize, String), Vec<Vec<Extent>>>,
}

impl Model<'_> {
    pub fn find_exclusives(&self, reader: &mut Reader) -> Vec<Exclusive> {
        let scope = &Scope { columns: &self.columns, value: None };
        let mut found = Vec::new();
        for exclusion in self.table.exclusions.values() {
            let elements = exclusion.elements();
            let is_known = |operator: &String| matches!(operator.as_str(), "=" | "&&");
            let overlaps = elements.iter().any(|(_, operator)| operator == "&&");
            if !overlaps || !elements.iter().all(|(_, operator)| is_known(operator)) {
                continue;
            }
            let (mut equal, mut ranges) = (Vec::new(), Vec::new());
            for (value, operator) in elements {
                let condition = reader.condition(&value, scope);
                if operator == "=" { equal.push(as_column(KeyPart::Expression(condition))) } else { ranges.push(condition) }
            }
            let predicate = exclusion.condition().map(|predicate| reader.condition(&predicate.written, scope));
            let of_ranges: Vec<usize> = ranges.iter().flat_map(|range| range.columns.iter().copied()).collect();
            let slots = self.slots_of(&columns_of(&equal).into_iter().chain(of_ranges.iter().copied()).collect::<Vec<usize>>());
            let mut around = slots.clone();
            let beside = self.conditions.iter().filter(|named| named.condition.columns.iter().any(|column| of_ranges.contains(column)));
            around.extend(beside.flat_map(|named| &named.slots).filter(|slot| self.is_plain(**slot)));
            around.sort_unstable();
            around.dedup();
            found.push(Exclusive { name: exclusion.name.clone(), equal, ranges, predicate, slots, around });
        }
        found
    }

    /// Whether a slot is a column of its own with more than a few values.
    fn is_plain(&self, slot: usize) -> bool {
        matches!(&self.slots[slot], Slot::Column { field, .. } if field.values.is_empty() && field.family != Family::Boolean)
    }
}

impl Occupied {
    /// The first exclusion that the row would violate.
    pub fn conflict(&self, model: &Model, row: &Row) -> Option<usize> {
        (0..model.exclusives.len()).find(|place| {
            let Some((key, extents)) = taken_by(model, *place, row) else { return false };
            let known = self.taken.get(&(*place, key)).map_or(&[][..], Vec::as_slice);
            known.iter().any(|other| extents.iter().zip(other).all(|(one, other)| one.overlaps(other)))
        })
    }

    pub fn take(&mut self, model: &Model, row: &Row) {
        for place in 0..model.exclusives.len() {
            if let Some((key, extents)) = taken_by(model, place, row) {
                self.taken.entry((place, key)).or_default().push(extents);
            }
        }
    }
}

/// What must be equal and what must not overlap then; `None` for a row that the exclusion does not bind, or of which that is not known.
fn taken_by(model: &Model, place: usize, row: &Row) -> Option<(String, Vec<Extent>)> {
    let exclusive = model.exclusives.get(place)?;
    let view = View { model, row };
    if exclusive.predicate.as_ref().is_some_and(|predicate| predicate.holds(&view) == Some(false)) {
        return None;
    }
    let key = text_of_parts(&exclusive.equal, false, &view, row)?;
    let extents = exclusive.ranges.iter().map(|range| range.extent(&view)).collect::<Option<Vec<Extent>>>()?;
    Some((key, extents))
}

impl Generation<'_, '_> {
    /// Another place for a row that overlaps one before it: by its own columns first, then by what these hang on as well.
    pub fn vary_place(&self, exclusive: usize, form: u64, choices: &mut [Choice]) {
        let Some(exclusive) = self.model.exclusives.get(exclusive) else { return };
        let slots = if form.is_multiple_of(2) { &exclusive.slots } else { &exclusive.around };
        for slot in slots.iter().filter(|slot| self.fixed[**slot].is_none()) {
            choices[*slot].variation += u64::from(choices[*slot].forced.is_none());
        }
    }
}
