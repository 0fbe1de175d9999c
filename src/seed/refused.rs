//! Other forms of rows that PostgreSQL has refused.
//!
//! Comes in: which rows were refused, how often and by which constraints. Goes out: which columns get other values. Never happens: a row that was not
//! refused changes.

use super::draw::Draw;
use super::field::Field;
use super::generate::{Choice, Generation};
use super::generators::number::counts;
use super::model::Slot;

impl Generation<'_, '_> {
    /// Another form of a row that PostgreSQL has refused: some of the columns that its constraint reads change, or of all where none is known.
    pub fn avoid_refused(&self, number: u64, choices: &mut [Choice]) {
        let refused = self.options.refused.get(&self.model.table.name).and_then(|rows| rows.get(&number));
        let is_free = |slot: &usize| self.fixed[*slot].is_none() && choices[*slot].forced.is_none();
        let free: Vec<usize> = (0..choices.len()).filter(is_free).collect();
        for (form, constraint) in (1..).zip(refused.into_iter().flatten()) {
            // Values are known that PostgreSQL accepts: nothing else need change.
            let is_of = |index: &usize| constraint.as_ref().is_none_or(|name| self.model.conditions[*index].name == *name);
            if form == 1 && (0..self.model.conditions.len()).filter(is_of).any(|index| self.is_answered(index)) {
                continue;
            }
            let mut slots = constraint.as_ref().map_or_else(Vec::new, |name| self.model.slots_of_constraint(name));
            slots.retain(|slot| free.contains(slot));
            if slots.is_empty() {
                // Nobody knows what is in the way: all that the row tells is told of something else. Its place among the others is not told: numbers
                // that count, and the stretch of time or numbers that is its own.
                let has_a_place = |field: &Field| counts(field) || field.stretch.is_some() || field.data_type.name.ends_with("range");
                let is_told = |slot: &&usize| matches!(&self.model.slots[**slot], Slot::Column { field, .. } if !has_a_place(field));
                free.iter().filter(is_told).for_each(|slot| choices[*slot].other = form);
            }
            let is_reference = |slot: &usize| matches!(&self.model.slots[*slot], Slot::Reference(_));
            let slots = if slots.is_empty() { free.iter().copied().filter(is_reference).collect() } else { slots };
            let mut draw = Draw::at(self.model.key ^ 0xf0f, number, form);
            let certain = draw.pick(&slots).copied();
            for slot in &slots {
                if Some(*slot) == certain || draw.percent(50) {
                    choices[*slot].variation = form;
                }
            }
        }
    }
}
