//! Which rows a new row refers to, and what follows from them.
//!
//! Comes in: the rows above, the row in the making. Goes out: a parent for each reference, and what the row takes over from its parents: its
//! country, its place among the parts of a whole. Never happens: a parent that is chosen by anything but the reference, the row and those.

use crate::catalog::QualifiedName;
use crate::ordered::IndexMap;

use super::SeedValue;
use super::draw::{Draw, shuffled};
use super::field::{Kind, words};
use super::generate::{Choice, Failure, Fixed, Generation, Row, Rows, USUALLY_THERE, is_absent};
use super::generators::time::Follows;
use super::model::{Model, Models, Reference, Slot};

/// Replies to replies end here.
const GREATEST_LEVEL: usize = 3;
/// Last words of entities that are parts of another one: `OrderLine`.
const PARTS: &[&str] = &["line", "item", "position", "detail", "part", "row"];

/// What a table's references say of its rows, found once.
pub struct Ties {
    /// By slot: how a row follows on the one that it refers to. Rows that the author wrote have no story: they stand from the beginning.
    pub follows: Vec<Option<Follows>>,
    /// The slot that leads to the whole that a row is part of.
    part: Option<usize>,
    /// The slot that leads to a country, and the column there that may hold its code.
    country: Option<(usize, Vec<usize>)>,
    /// By slot: whose the row above must be.
    together: IndexMap<usize, Together>,
}

/// An order goes to an address of its own customer: rows above by the row that they and this one have above them.
struct Together {
    /// The slot that leads to the customer.
    other: usize,
    /// The addresses of each.
    parents: IndexMap<usize, Vec<usize>>,
}

impl Ties {
    pub fn of(model: &Model, models: &Models, rows: &Rows) -> Ties {
        let follows: Vec<Option<Follows>> = model.slots.iter().map(|slot| follows(model, models, slot)).collect();
        let country = model.slots.iter().enumerate().find_map(|(place, slot)| {
            let above = models.get(leads(slot)?).filter(|above| above.kind == Kind::Country)?;
            let columns = above.slots.iter().filter(|slot| matches!(slot, Slot::Column { .. })).flat_map(Slot::columns).copied();
            Some((place, columns.collect()))
        });
        let part = follows.iter().position(|follows| *follows == Some(Follows::Part));
        Ties { part, country, together: together(model, models, rows), follows }
    }
}

fn leads<'s>(slot: &'s Slot) -> Option<&'s QualifiedName> {
    if let Slot::Reference(reference) = slot { Some(&reference.foreign_key.references) } else { None }
}

fn follows(model: &Model, models: &Models, slot: &Slot) -> Option<Follows> {
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
        let stock = rows.get(name)?;
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
        reference: &Reference,
        choice: &Choice,
        row: &Row,
        above: Option<usize>,
        parent: Option<usize>,
    ) -> Option<usize> {
        let is_person = self.models.get(&reference.foreign_key.references).is_some_and(|model| model.kind == Kind::Person);
        if self.fixed[slot].is_some() || choice.forced.is_some() || reference.to_itself || (above.is_some() && !is_person) {
            return parent;
        }
        let alike = |other: &Slot| matches!(other, Slot::Reference(other) if !other.to_itself && other.foreign_key.references == reference.foreign_key.references);
        let slots = self.model.slots.iter().zip(&row.parents).enumerate();
        let beside = slots.filter(|(other, (of, _))| *other != slot && alike(of)).filter_map(|(_, (_, parent))| *parent);
        let over = above.and_then(|above| self.own.rows.get(above)?.parents[slot]);
        let taken: Vec<usize> = beside.chain(over).collect();
        if !parent.is_some_and(|parent| taken.contains(&parent)) {
            return parent;
        }
        let pool = &self.parents(reference).pool;
        let place = pool.iter().position(|index| Some(*index) == parent)?;
        (1..pool.len()).filter_map(|step| pool.get((place + step) % pool.len())).copied().find(|index| !taken.contains(index)).or(parent)
    }

    pub fn choose_parent(
        &self,
        slot: usize,
        reference: &Reference,
        number: u64,
        choice: &Choice,
        above: Option<usize>,
        row: &Row,
    ) -> Result<Option<usize>, Failure> {
        match &self.fixed[slot] {
            Some(Fixed::Parent(parent)) => return Ok(Some(*parent)),
            Some(_) => return Ok(None),
            None => {}
        }
        if choice.force_null {
            return Ok(None);
        }
        if let Some(forced) = choice.forced {
            return Ok(self.parents(reference).pool.get(forced as usize).copied());
        }
        let mut draw = Draw::at(reference.key, number, choice.variation);
        if reference.to_itself {
            return self.choose_own_parent(slot, reference, number, &mut draw);
        }
        if let Some(inherited) = self.inherited(slot, reference, choice, above) {
            return Ok(inherited);
        }
        if let Some(of) = self.ties.together.get(&slot)
            && let Some(whose) = row.parents[of.other].filter(|_| choice.variation < 4)
        {
            let theirs = of.parents.get(&whose).map_or(&[][..], Vec::as_slice);
            match draw.pick(theirs) {
                Some(found) if !reference.optional || draw.percent(USUALLY_THERE) => return Ok(Some(*found)),
                _ if reference.optional => return Ok(None),
                _ => {}
            }
        }
        let count = self.parents(reference).pool.len() as u64;
        if reference.optional && (count == 0 || is_absent(reference.key, number, choice.variation, USUALLY_THERE)) {
            return Ok(None);
        }
        if count == 0 {
            return Err(Failure::NoParent { slot });
        }
        // The rows of a lookup table are values like an enum's: each is used once before chance decides; and an order has a line at least.
        let lookup = self.models.get(&reference.foreign_key.references).is_some_and(|model| model.population.sample.is_none());
        let part = self.ties.follows[slot] == Some(Follows::Part);
        let index = match choice.variation {
            0 if (lookup || part) && number < count => shuffled(reference.key, number, count),
            0 if part => draw.below(count),
            0 => shuffled(reference.key, draw.favourite(count), count),
            _ => draw.below(count),
        };
        let pool = &self.parents(reference).pool;
        let visible = |index: &u64| pool.get(*index as usize).is_some_and(|parent| !self.is_hidden(reference, *parent));
        let remarks = choice.variation == 0 && self.ties.follows[slot] == Some(Follows::Remark) && !visible(&index);
        // Nobody comments on a draft, as long as a few looks find something else.
        let index = if remarks { (1..16).map(|step| (index + step) % count.max(1)).find(visible).unwrap_or(index) } else { index };
        Ok(pool.get(index as usize).copied())
    }

    /// Whether a row's state says that nobody has seen it yet.
    fn is_hidden(&self, reference: &Reference, parent: usize) -> bool {
        let name = &reference.foreign_key.references;
        let (Some(model), Some(row)) = (self.models.get(name), self.rows.get(name).and_then(|stock| stock.rows.get(parent))) else {
            return false;
        };
        model.slots.iter().any(|slot| match slot {
            Slot::Column { index, field } if !field.values.is_empty() => {
                matches!(&row.values[*index], Some(SeedValue::Text(state)) if state == "draft" || state == "planned")
            }
            _ => false,
        })
    }

    /// Any row before, unless that stands deep already; then the one above it.
    fn choose_own_parent(&self, slot: usize, reference: &Reference, number: u64, draw: &mut Draw) -> Result<Option<usize>, Failure> {
        if !reference.optional {
            return Err(Failure::NoParent { slot });
        }
        // Most of what people say answers nobody; most of a tree hangs on something.
        let roots = if self.model.kind == Kind::Remark { 60 } else { 40 };
        if self.own.pool.is_empty() || number == 0 || draw.percent(roots) {
            return Ok(None);
        }
        let Some(mut parent) = draw.pick(&self.own.pool).copied() else { return Ok(None) };
        while let Some(row) = self.own.rows.get(parent)
            && row.level >= GREATEST_LEVEL
            && let Some(above) = row.parents[slot]
        {
            parent = above;
        }
        Ok(Some(parent))
    }

    /// What a row shares with the row above it: the post of a comment, but neither its author nor its state. Of a written row a parent may
    /// not be known, which a default of the database gives it.
    fn inherited(&self, slot: usize, reference: &Reference, choice: &Choice, above: Option<usize>) -> Option<Option<usize>> {
        let above = self.own.rows.get(above?)?;
        let model = self.models.get(&reference.foreign_key.references);
        let of_its_own = model.is_some_and(|model| model.kind == Kind::Person || model.population.lookup);
        let shared = above.parents[slot];
        (!of_its_own && choice.variation == 0 && (shared.is_some() || reference.optional)).then_some(shared)
    }
}

/// Whether a part's name tells what it is of: an `OrderLine` of an `Order`.
pub fn is_of(part: &str, whole: &str) -> bool {
    let one = |word: &str| word.trim_end_matches('s').to_string();
    words(whole).last().is_some_and(|last| words(part).iter().any(|word| one(word) == one(last)))
}
