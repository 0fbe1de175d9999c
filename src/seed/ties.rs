//! What follows from the rows that a row refers to.
//!
//! Comes in: the rows above, the row in the making. Goes out: when its story begins, its country, its place among the parts of a whole, which parents
//! belong together. Never happens: a parent is chosen here ([`super::parents`]).

use crate::catalog::QualifiedName;
use crate::ordered::IndexMap;

use super::SeedValue;
use super::field::{Family, Kind, words};
use super::generate::{Choice, Generation, Rows};
use super::generators::number;
use super::generators::time::Follows;
use super::model::{Model, Models, Reference, Slot};
use super::row::Row;

/// Last words of entities that are parts of another one: `OrderLine`.
const PARTS: &[&str] = &["line", "item", "position", "detail", "part", "row"];

/// What a table's references say of its rows, found once.
pub struct Ties {
    /// By slot: how a row follows on the one that it refers to. Rows that the author wrote have no story: they stand from the beginning.
    pub follows: Vec<Option<Follows>>,
    /// The slot that leads to the whole that a row is part of, where its place there is told.
    pub part: Option<usize>,
    /// The slot that leads to a country, and the column there that may hold its code.
    country: Option<(usize, Vec<usize>)>,
    /// By slot: whose the row above must be.
    pub together: IndexMap<usize, Together>,
}

/// An order goes to an address of its own customer: rows above by the row that they and this one have above them.
pub struct Together {
    /// The slot that leads to the customer.
    pub other: usize,
    /// The addresses of each.
    pub parents: IndexMap<usize, Vec<usize>>,
}

impl Ties {
    pub fn of(model: &Model, models: &Models, rows: &Rows) -> Ties {
        let follows: Vec<Option<Follows>> = model.slots.iter().map(|slot| follows(model, models, slot)).collect();
        let country = model.slots.iter().enumerate().find_map(|(place, slot)| {
            let above = models.get(leads(slot)?).filter(|above| above.kind == Kind::Country)?;
            let columns = above.slots.iter().filter(|slot| matches!(slot, Slot::Column { .. })).flat_map(Slot::columns).copied();
            Some((place, columns.collect()))
        });
        let counts = |slot: &Slot| matches!(slot, Slot::Column { field, .. } if field.family == Family::Integer && number::counts(field));
        let part = follows.iter().position(|follows| *follows == Some(Follows::Part)).filter(|_| model.slots.iter().any(counts));
        Ties { part, country, together: together(model, models, rows), follows }
    }
}

fn leads<'s>(slot: &'s Slot) -> Option<&'s QualifiedName> {
    if let Slot::Reference(reference) = slot { Some(&reference.foreign_key.references) } else { None }
}

pub fn follows(model: &Model, models: &Models, slot: &Slot) -> Option<Follows> {
    let Slot::Reference(reference) = slot else { return None };
    if reference.to_itself {
        return Some(Follows::Answer);
    }
    let parent = models.get(&reference.foreign_key.references).filter(|parent| parent.population.sample.is_some())?;
    let part = words(&model.population.entity).last().is_some_and(|last| PARTS.contains(&last.trim_end_matches('s')));
    Some(match model.kind {
        _ if parent.kind == Kind::Person => Follows::Person,
        Kind::Remark | Kind::Review | Kind::Message => Follows::Remark,
        _ if part && is_of(&model.population.entity, &parent.population.entity) => Follows::Part,
        _ => Follows::Other,
    })
}

/// Slots that lead to a place of somebody, whom another slot of the row leads to as well.
fn together(model: &Model, models: &Models, rows: &Rows) -> IndexMap<usize, Together> {
    let of = |(place, slot): (usize, &Slot)| {
        let name = leads(slot).filter(|name| **name != model.table.name)?;
        let above = models.get(name).filter(|above| above.kind == Kind::Place)?;
        let shared =
            |own: &Slot| leads(own).filter(|own| *own != name && models.get(*own).is_some_and(|model| !model.population.lookup)).cloned();
        let (other, theirs) = model.slots.iter().enumerate().find_map(|(other, own)| {
            let shared = shared(own)?;
            above.slots.iter().position(|slot| leads(slot) == Some(&shared)).map(|theirs| (other, theirs))
        })?;
        // Of very many rows it is not kept who stands above them.
        let stock = rows.get(name).filter(|stock| stock.many.is_none())?;
        let mut parents: IndexMap<usize, Vec<usize>> = IndexMap::default();
        for index in &stock.pool {
            if let Some(whose) = stock.rows.get(*index).and_then(|row| row.parents[theirs]) {
                parents.entry(whose).or_default().push(*index);
            }
        }
        Some((place, Together { other, parents }))
    };
    model.slots.iter().enumerate().filter_map(of).collect()
}

impl<'a> Generation<'a, '_> {
    /// Every row that this one refers to, with its table.
    pub fn above(&self, row: &Row) -> Vec<(&Model<'a>, &Row)> {
        let found = |(slot, parent): (&Slot, &Option<usize>)| {
            let name = leads(slot).filter(|name| **name != self.model.table.name)?;
            Some((self.models.get(name)?, self.rows.get(name)?.rows.get((*parent)?)?))
        };
        self.model.slots.iter().zip(&row.parents).filter_map(found).collect()
    }

    /// Its place among the parts of the same whole.
    pub fn among(&self, row: &Row) -> Option<u64> {
        let whole = row.parents[self.ties.part?]?;
        Some(self.parts.get(&whole).copied().unwrap_or(0))
    }

    pub fn count_part(&mut self, row: &Row) {
        if let Some(whole) = self.ties.part.and_then(|part| row.parents[part]) {
            *self.parts.entry(whole).or_default() += 1;
        }
    }

    /// The code of the country that the row refers to.
    pub fn country(&self, row: &Row) -> Option<[u8; 2]> {
        let (slot, columns) = self.ties.country.as_ref()?;
        let name = leads(self.model.slots.get(*slot)?)?;
        let above = self.rows.get(name)?.rows.get(row.parents[*slot]?)?;
        columns.iter().find_map(|column| match above.values.get(*column)? {
            Some(SeedValue::Text(text)) if text.bytes().all(|letter| letter.is_ascii_uppercase()) => text.as_bytes().try_into().ok(),
            _ => None,
        })
    }

    /// Two references of one row lead to two parents, where there are two: who edits a post is not its author.
    /// Nor does anybody answer what is their own.
    pub fn apart(
        &self,
        slot: usize,
        reference: &Reference<'a>,
        choice: &Choice,
        row: &Row,
        above: Option<usize>,
        parent: Option<usize>,
    ) -> Option<usize> {
        let is_person = self.models.get(&reference.foreign_key.references).is_some_and(|model| model.kind == Kind::Person);
        if self.fixed[slot].is_some()
            || choice.forced.is_some()
            || self.model.shares_columns()
            || reference.to_itself
            || (above.is_some() && !is_person)
        {
            return parent;
        }
        let alike = |other: &Slot| matches!(other, Slot::Reference(other) if !other.to_itself && other.foreign_key.references == reference.foreign_key.references);
        let slots = self.model.slots.iter().zip(&row.parents).enumerate();
        let beside = slots.filter(|(other, (of, _))| *other != slot && alike(of)).filter_map(|(_, (_, parent))| *parent);
        let over = above.and_then(|above| self.own.parent(above, slot));
        let taken: Vec<usize> = beside.chain(over).collect();
        if !parent.is_some_and(|parent| taken.contains(&parent)) {
            return parent;
        }
        let pool = self.eligible(slot, reference);
        let place = pool.place_of(parent?)?;
        (1..pool.len()).filter_map(|step| pool.get((place + step) % pool.len())).find(|index| !taken.contains(index)).or(parent)
    }

    /// Whether a row's state says that nobody has seen it yet.
    pub fn is_hidden(&self, reference: &Reference, parent: usize) -> bool {
        let name = &reference.foreign_key.references;
        let (Some(model), Some(stock)) = (self.models.get(name), self.rows.get(name)) else { return false };
        match stock.rows.get(parent) {
            Some(row) => states(model).any(|column| is_unseen(row.values[column].as_ref())),
            None => stock.is_hidden(parent),
        }
    }
}

/// Columns that hold one of a few words.
pub fn states(model: &Model) -> impl Iterator<Item = usize> {
    model.slots.iter().filter_map(|slot| match slot {
        Slot::Column { index, field } if !field.values.is_empty() => Some(*index),
        _ => None,
    })
}

pub fn is_unseen(state: Option<&SeedValue>) -> bool {
    matches!(state, Some(SeedValue::Text(state)) if state == "draft" || state == "planned")
}

/// Whether a part's name tells what it is of: an `OrderLine` of an `Order`.
pub fn is_of(part: &str, whole: &str) -> bool {
    let one = |word: &str| word.trim_end_matches('s').to_string();
    words(whole).last().is_some_and(|last| words(part).iter().any(|word| one(word) == one(last)))
}
