//! Other forms of rows that PostgreSQL has refused.
//!
//! Comes in: which rows were refused, how often and by which constraints. Goes out: which columns get other values; of a row that stands, the form that it
//! has, by when its story begins. Never happens: a row that was not refused changes.

use super::SeedValue;
use super::draw::Draw;
use super::field::{Family, Field};
use super::generate::{Choice, Generation, other_row};
use super::generators::number::counts;
use super::generators::time::Story;
use super::known::is_same;
use super::model::Slot;
use super::row::Row;

/// Forms of a sample among which that of a row that stands is looked for.
const FORMS_KNOWN_AGAIN: u64 = 8;

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
                self.tell_otherwise(&free, form, choices);
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

    /// Nobody knows what is in the way: all that the row tells is told of something else. Its place among the others is not told: numbers that count,
    /// and the stretch of time or numbers that is its own.
    fn tell_otherwise(&self, free: &[usize], form: u64, choices: &mut [Choice]) {
        let has_a_place = |field: &Field| counts(field) || field.stretch.is_some() || field.data_type.name.ends_with("range");
        let is_told = |slot: &&usize| matches!(&self.model.slots[**slot], Slot::Column { field, .. } if !has_a_place(field));
        free.iter().filter(is_told).for_each(|slot| choices[*slot].other = form);
    }

    /// When the story of a row that stands begins, where it is not that of the sample: its parents are others, or it tells other times, because
    /// PostgreSQL refused the sample's first forms.
    pub fn born_of_standing(&self, row: &Row, sample: &Row, number: u64) -> Option<i64> {
        let has_same_parents = self.model.early.iter().all(|slot| row.parents[*slot] == sample.parents[*slot]);
        let is_null = |index: &usize| row.values[*index].as_ref().is_none_or(|value| *value == SeedValue::Null);
        let times: Vec<usize> = self.model.slots.iter().filter_map(tells_time).filter(|index| !is_null(index)).collect();
        let agrees = |form: &Row| times.iter().all(|index| is_same(row.values[*index].as_ref(), form.values[*index].as_ref()));
        if has_same_parents && agrees(sample) {
            return None;
        }
        let born = |told: u64| {
            let mut story = Story::new(self.model.key, told, self.model.kind.is_early());
            for slot in &self.model.early {
                let (Slot::Reference(reference), Some(parent)) = (&self.model.slots[*slot], row.parents[*slot]) else { continue };
                if let (Some(how), Some(born)) = (self.ties.follows[*slot], self.parents(reference).born(parent)) {
                    story.follow(born, how);
                }
            }
            story.born()
        };
        let free: Vec<usize> = (0..self.model.slots.len()).filter(|slot| self.fixed[*slot].is_none()).collect();
        let of_form = |form: u64| {
            let mut choices = vec![Choice::default(); self.model.slots.len()];
            self.tell_otherwise(&free, form, &mut choices);
            let begun = Row { parents: row.parents.clone(), born: born(other_row(number, form)), ..Row::empty(self.model) };
            self.furnish(begun, number, &choices).ok().filter(|form| agrees(form)).map(|form| form.born)
        };
        let by_times = if times.is_empty() { None } else { (0..=FORMS_KNOWN_AGAIN).find_map(of_form) };
        by_times.or_else(|| (!has_same_parents).then(|| born(number)))
    }
}

/// The column of a slot that tells a time.
pub fn tells_time(slot: &Slot) -> Option<usize> {
    match slot {
        Slot::Column { index, field } if field.family == Family::Time => Some(*index),
        _ => None,
    }
}
