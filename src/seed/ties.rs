//! What follows from the rows that a row refers to.
//!
//! Comes in: the rows above, the row in the making. Goes out: when its story begins, its country, its place among the parts of a whole, which parents
//! belong together. Never happens: a parent is chosen here ([`super::parents`]).

use crate::catalog::QualifiedName;
use crate::ordered::{IndexMap, IndexSet};

use super::SeedValue;
use super::decimal::Decimal;
use super::field::{Family, Kind, words};
use super::generate::{Choice, Generation, Rows};
use super::generators::time::{self, Follows};
use super::generators::{number, prose, simple};
use super::model::{Model, Models, Reference, Slot};
use super::row::Row;
use super::stays::Stay;
use super::sums::{self, Line};
use super::words::{ENGLISH, List, Locale};

/// Last words of entities that are parts of another one: `OrderLine`.
const PARTS: &[&str] = &["line", "item", "position", "detail", "part", "row"];

/// What a table's references say of its rows, found once.
pub struct Ties {
    /// By slot: how a row follows on the one that it refers to. Rows that the author wrote have no story: they stand from the beginning.
    pub follows: Vec<Option<Follows>>,
    /// The slot that leads to the whole that a row is part of, where its place there is told.
    pub part: Option<usize>,
    /// The slot that leads to a country, and the columns there that may hold its code.
    country: Option<(usize, Vec<usize>)>,
    /// The slot that leads to a category, and the column there that holds its name.
    pub category: Option<(usize, usize)>,
    /// By the name of a category: which one it is. Of so many of the first, goods are known.
    categories: IndexMap<String, usize>,
    goods: usize,
    /// Where rows lie in cities: the countries of those that are known.
    cities: IndexSet<&'static str>,
    /// The slot that leads to what a row is of, and its price there.
    pub price: Option<(usize, usize)>,
    /// Slots whose rows above each need one of these rows that is their own: a workspace, whose owner is one of its members.
    pub awaited: IndexSet<usize>,
    /// Slots that say what others who refer to these rows have to agree with: the favourites among the rows above are the same for all tables, so that the
    /// company with most employees has most projects, too.
    pub gathered: IndexSet<usize>,
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
        let slots = || model.slots.iter().enumerate();
        let country = slots().find_map(|(place, slot)| Some((place, codes(models, slot)?)));
        let category = slots().find_map(|(place, slot)| Some((place, category(model, models, slot)?)));
        let categories = category.map_or_else(IndexMap::default, |_| prose::categories(locale(model)));
        let is_city = |slot: &Slot| matches!(slot, Slot::Column { field, .. } if field.generator.is_some_and(|generator| matches!(generator.code, "city" | "postal_code")));
        let lies = country.is_some() && model.slots.iter().any(is_city);
        let places = if lies { locale(model).list(List::Places) } else { &[] };
        let cities = places.iter().filter_map(|place| place.split('|').nth(1)).collect();
        let goods = category.map_or(0, |_| prose::categories_of_goods(locale(model)));
        let price = Line::of(model).and_then(|_| slots().find_map(|(place, slot)| Some((place, sums::price(models.get(leads(slot)?)?)?))));
        let counts = |slot: &Slot| matches!(slot, Slot::Column { field, .. } if field.family == Family::Integer && number::counts(field));
        let chooses = |slot: &Slot| matches!(slot, Slot::Column { field, .. } if simple::chooses_one(field));
        let part = follows.iter().position(|follows| *follows == Some(Follows::Part)).filter(|_| model.slots.iter().any(counts));
        let owner = || follows.iter().position(|follows| *follows == Some(Follows::Person)).filter(|_| model.slots.iter().any(chooses));
        Ties {
            part: part.or_else(owner),
            country,
            category,
            categories,
            goods,
            cities,
            price,
            awaited: slots().filter(|(_, slot)| is_awaited(model, models, slot)).map(|(place, _)| place).collect(),
            gathered: slots().filter(|(_, slot)| is_gathered(model, models, slot)).map(|(place, _)| place).collect(),
            together: together(model, models, rows),
            follows,
        }
    }
}

/// Whether each row above must find one of these rows among those that refer to it.
fn is_awaited(model: &Model, models: &Models, slot: &Slot) -> bool {
    let back = |slot: &Slot| matches!(slot, Slot::Reference(back) if back.closing && !back.optional && !back.shared.is_empty() && back.foreign_key.references == model.table.name);
    leads(slot).and_then(|name| models.get(name)).is_some_and(|above| above.slots.iter().any(back))
}

/// Whether rows of other tables refer to these by what this slot fills, and something else.
fn is_gathered(model: &Model, models: &Models, slot: &Slot) -> bool {
    let fills = |name: &String| model.table.columns.get_index_of(name).is_some_and(|column| slot.columns().contains(&column));
    let agrees = |other: &Slot| {
        let Slot::Reference(other) = other else { return false };
        let referenced = &other.foreign_key.referenced_columns;
        other.foreign_key.references == model.table.name && referenced.len() > 1 && referenced.iter().any(fills)
    };
    leads(slot).is_some() && models.values().any(|below| below.slots.iter().any(agrees))
}

/// What a table's rows read of the rows above them, beside their keys: slots and columns.
pub fn reads(model: &Model, models: &Models) -> Vec<(QualifiedName, usize)> {
    let of = |slot: &Slot| -> Option<Vec<(QualifiedName, usize)>> {
        let name = leads(slot)?;
        let price = Line::of(model).and_then(|_| sums::price(models.get(name)?));
        let rate = Stay::of(model, models).and_then(|stay| stay.rate).filter(|(of, _)| std::ptr::eq(&model.slots[*of], slot));
        let columns = codes(models, slot).into_iter().flatten().chain(category(model, models, slot)).chain(price);
        let columns = columns.chain(rate.map(|(_, column)| column));
        Some(columns.map(|column| (name.clone(), column)).collect())
    };
    // Of what these refer to themselves nothing is kept where they are very many.
    let seen = model.seen.iter().filter(|seen| seen.steps.is_empty());
    let seen = seen.filter_map(|seen| Some((leads(model.slots.get(seen.slot)?)?.clone(), seen.column)));
    model.slots.iter().filter_map(of).flatten().chain(seen).collect()
}

fn locale(model: &Model) -> &'static Locale {
    model.slots.iter().find_map(|slot| if let Slot::Column { field, .. } = slot { Some(field.locale) } else { None }).unwrap_or(&ENGLISH)
}

/// Columns that may hold the code of the country that a slot leads to.
fn codes(models: &Models, slot: &Slot) -> Option<Vec<usize>> {
    let above = models.get(leads(slot)?).filter(|above| above.kind == Kind::Country)?;
    let is_code = |slot: &&Slot| match slot {
        Slot::Column { field, .. } => {
            field.family == Family::Text
                && (field.greatest_length() == 2 || field.generator.is_some_and(|generator| matches!(generator.code, "country" | "code")))
        }
        Slot::Reference(_) => false,
    };
    Some(above.slots.iter().filter(is_code).flat_map(Slot::columns).copied().collect())
}

/// The column that holds the name of the category that a slot leads to, for goods and for its own parts.
fn category(model: &Model, models: &Models, slot: &Slot) -> Option<usize> {
    let above =
        models.get(leads(slot)?).filter(|above| above.kind == Kind::Category && matches!(model.kind, Kind::Product | Kind::Category))?;
    above.slots.iter().find_map(|slot| match slot {
        Slot::Column { index, field } if field.generator.is_some_and(|generator| matches!(generator.code, "name" | "title")) => {
            Some(*index)
        }
        _ => None,
    })
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
        _ if sums::amount(model, models, parent).is_some() => Follows::Settlement,
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

    /// What a row above holds.
    fn value_above(&self, row: &Row, slot: usize, column: usize) -> Option<SeedValue> {
        let Slot::Reference(reference) = self.model.slots.get(slot)? else { return None };
        self.parents(reference).value(row.parents[slot]?, column)
    }

    /// The code of the country that the row refers to.
    pub fn country(&self, row: &Row) -> Option<[u8; 2]> {
        let (slot, columns) = self.ties.country.as_ref()?;
        columns.iter().find_map(|column| match self.value_above(row, *slot, *column)? {
            SeedValue::Text(text) if text.bytes().all(|letter| letter.is_ascii_uppercase()) => text.as_bytes().try_into().ok(),
            _ => None,
        })
    }

    /// The category that the row refers to, by its place in the locale's list.
    pub fn category(&self, row: &Row) -> Option<usize> {
        let (slot, column) = self.ties.category?;
        match self.value_above(row, slot, column)? {
            SeedValue::Text(name) => self.ties.categories.get(&name).copied(),
            _ => None,
        }
    }

    /// Whether goods are known that belong into a category, and cities that lie in a country.
    pub fn suits(&self, slot: usize, parent: usize) -> bool {
        let Slot::Reference(reference) = &self.model.slots[slot] else { return true };
        let text = |column: usize| match self.parents(reference).value(parent, column) {
            Some(SeedValue::Text(text)) => Some(text),
            _ => None,
        };
        if let Some((_, column)) = self.ties.category.filter(|(of, _)| *of == slot && self.model.kind == Kind::Product) {
            let known = |name: String| self.ties.categories.get(&name).is_some_and(|category| *category < self.ties.goods);
            return text(column).is_none_or(known);
        }
        match &self.ties.country {
            Some((of, columns)) if *of == slot && !self.ties.cities.is_empty() => {
                columns.iter().filter_map(|column| text(*column)).all(|code| self.ties.cities.contains(code.as_str()))
            }
            _ => true,
        }
    }

    /// A number of a row above, by the slot that leads there and its column.
    pub fn number_above(&self, row: &Row, (slot, column): (usize, usize)) -> Option<Decimal> {
        if let SeedValue::Number(text) = self.value_above(row, slot, column)? { Decimal::parse(&text) } else { None }
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

/// Whether nothing says that a row is not to be paid yet, or no more.
pub fn is_payable(model: &Model, row: &Row) -> bool {
    let waits = |column: usize| matches!(&row.values[column], Some(SeedValue::Text(state)) if time::is_open(state));
    !states(model).any(waits)
}

pub fn is_unseen(state: Option<&SeedValue>) -> bool {
    matches!(state, Some(SeedValue::Text(state)) if state == "draft" || state == "planned")
}

/// Whether a part's name tells what it is of: an `OrderLine` of an `Order`.
pub fn is_of(part: &str, whole: &str) -> bool {
    let one = |word: &str| word.trim_end_matches('s').to_string();
    words(whole).last().is_some_and(|last| words(part).iter().any(|word| one(word) == one(last)))
}
