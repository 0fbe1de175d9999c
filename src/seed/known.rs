//! Rows that stand already: parents for new rows, and what the requirements need not ask for again.
//!
//! Comes in: the rows as text, the models. Goes out: [`Row`]s whose parents are found, and for each table a [`Standing`] that recognises a
//! sample in them. Never happens: a standing row is changed or given a value; a value that a default computed (a number, the time of loading) is
//! relied on, since it is another one in each database.
//!
//! How a sample is recognised: by the key of its table, where that is made of values alone. Elsewhere by its values: texts and numbers must
//! agree or have been left to a default since (a column may be newer than the row); parents, dates and listed values may differ, because they
//! change when the rows above or the lists grow. So `seed 8` after `seed 5` adds three rows, also where rows have no key. Names decide which
//! values are drawn: where one has changed, a row that stands and is nothing else is a sample.

use crate::ordered::{IndexMap, IndexSet};

use super::SeedValue;
use super::field::{Family, Field};
use super::generate::{Fixed, Rows, Stock};
use super::kept::written_out;
use super::model::{Model, Models, Slot, constant_default};
use super::parents::adopt;
use super::row::Row;
use super::unique::{Uniqueness, write};
use crate::catalog::{Catalog, Column, ColumnValue};
use crate::design::{Population, TablePopulation};
use crate::history::{KnownRows, KnownTable};

/// The population, and the tables that its foreign keys lead to outside the requirements: hand-written ones may hold parents.
pub fn with_parents(catalog: &Catalog, population: &Population) -> Population {
    let mut population = population.clone();
    let mut at = 0;
    while let Some((name, _)) = population.tables.get_index(at) {
        at += 1;
        let parents = catalog.tables.get(name).into_iter().flat_map(|table| table.foreign_keys.values());
        for parent in parents.map(|foreign_key| foreign_key.references.clone()).collect::<Vec<_>>() {
            population
                .tables
                .entry(parent)
                .or_insert_with_key(|parent| TablePopulation { entity: parent.name.clone(), ..TablePopulation::default() });
        }
    }
    population
}

/// All standing rows, with their parents. `keys_stand` where keys that the database gave are known as well as what rows give themselves.
pub fn stocks(models: &Models, known: &KnownRows, keys_stand: bool) -> Rows {
    let mut rows = Rows::default();
    for (name, model) in models {
        let Some(table) = known.tables.get(name) else { continue };
        let reading = Reading::new(models, known, model, table, keys_stand);
        let mut found: Vec<Row> = table.rows.iter().map(|texts| reading.row(texts)).collect();
        find_levels(model, &mut found);
        find_marks(models, model, &rows, &mut found);
        rows.insert(name.clone(), Stock { rows: found, ..Stock::default() });
    }
    rows
}

/// Parents stand in tables that come before.
fn find_marks(models: &Models, model: &Model, rows: &Rows, found: &mut [Row]) {
    for row in found {
        for (place, slot) in model.slots.iter().enumerate() {
            let (Slot::Reference(reference), Some(parent)) = (slot, row.parents[place]) else { continue };
            if let Some(above) = rows.get(&reference.foreign_key.references).and_then(|stock| stock.rows.get(parent)) {
                adopt(models, row, reference, parent, above);
            }
        }
    }
}

/// How many rows of the own table stand above each.
fn find_levels(model: &Model, rows: &mut [Row]) {
    let own: Vec<usize> =
        (0..model.slots.len()).filter(|place| matches!(&model.slots[*place], Slot::Reference(reference) if reference.to_itself)).collect();
    for index in 0..rows.len() {
        let (mut level, mut at) = (0, index);
        // Rows that stand may refer to each other in a circle.
        while let Some(above) = own.iter().find_map(|place| rows[at].parents[*place]).filter(|_| level < rows.len()) {
            (level, at) = (level + 1, above);
        }
        rows[index].level = level;
    }
}

/// One table's texts on their way to rows.
struct Reading<'a, 'b> {
    model: &'b Model<'a>,
    /// By column of the model: where it stands in the texts, and whether its value is the same in every database.
    columns: Vec<(Option<usize>, bool)>,
    /// By slot: the parents' indexes by their key, as text.
    parents: Vec<Option<IndexMap<Vec<&'b str>, usize>>>,
}

impl<'a, 'b> Reading<'a, 'b> {
    fn new(models: &'b Models<'a>, known: &'b KnownRows, model: &'b Model<'a>, table: &KnownTable, keys_stand: bool) -> Reading<'a, 'b> {
        let place = |name: &String| table.columns.iter().position(|column| column == name);
        let columns = model.table.columns.keys().map(|name| (place(name), keys_stand || is_the_rows_own(models, model, name, 0))).collect();
        let parents = model.slots.iter().map(|slot| match slot {
            Slot::Reference(reference) if models.contains_key(&reference.foreign_key.references) => {
                let referenced: Vec<&String> = reference.pairs().map(|(_, referenced)| referenced).collect();
                Some(by_key(known.tables.get(&reference.foreign_key.references)?, &referenced))
            }
            _ => None,
        });
        Reading { model, columns, parents: parents.collect() }
    }

    fn row(&self, texts: &[Option<String>]) -> Row {
        let mut row = Row { standing: true, ..Row::empty(self.model) };
        let text = |index: usize| self.columns.get(index)?.0.and_then(|place| texts.get(place)?.as_deref());
        for (index, (column, (place, own))) in self.model.columns.values().zip(&self.columns).enumerate() {
            if *own && place.is_some() {
                row.values[index] = Some(value_of(column, text(index)));
            }
        }
        for (place, slot) in self.model.slots.iter().enumerate() {
            let Slot::Reference(reference) = slot else { continue };
            let key: Option<Vec<&str>> = reference.pairs().map(|(column, _)| text(column)).collect();
            row.parents[place] = key.and_then(|key| self.parents[place].as_ref()?.get(&key).copied());
            for column in reference.columns.iter().filter(|column| text(**column).is_none()) {
                row.values[*column] = Some(SeedValue::Null);
            }
        }
        row
    }
}

fn by_key<'b>(parents: &'b KnownTable, columns: &[&String]) -> IndexMap<Vec<&'b str>, usize> {
    let places: Option<Vec<usize>> = columns.iter().map(|name| parents.columns.iter().position(|column| column == *name)).collect();
    let places = places.unwrap_or_default();
    let key = |texts: &'b Vec<Option<String>>| places.iter().map(|place| texts.get(*place)?.as_deref()).collect::<Option<Vec<&str>>>();
    parents.rows.iter().enumerate().filter_map(|(index, texts)| Some((key(texts)?, index))).collect()
}

/// Whether a column's value is the same wherever the rows are loaded: not a number or a time that a default makes, here or in the table that a
/// foreign key leads to. Deeper than any schema's keys, it is not followed.
fn is_the_rows_own(models: &Models, model: &Model, name: &str, depth: usize) -> bool {
    let Some((index, _, column)) = model.table.columns.get_full(name) else { return false };
    if !matches!(column.value, ColumnValue::None) && constant_default(column).is_none() {
        return false;
    }
    let through = model.slots.iter().find_map(|slot| match slot {
        Slot::Reference(reference) => {
            let place = reference.columns.iter().position(|column| *column == index)?;
            Some((models.get(&reference.foreign_key.references)?, *reference.referenced.get(place)?))
        }
        Slot::Column { .. } => None,
    });
    through.is_none_or(|(parent, referenced)| depth < 16 && is_the_rows_own(models, parent, referenced, depth + 1))
}

pub fn value_of(column: &Column, text: Option<&str>) -> SeedValue {
    let Some(text) = text else { return SeedValue::Null };
    match Family::of(&column.data_type) {
        Family::Boolean => SeedValue::Boolean(text == "true"),
        Family::Integer | Family::Decimal if written_out(text).is_some() => SeedValue::Number(text.to_string()),
        _ => SeedValue::Text(text.to_string()),
    }
}

/// Whether all parents of a standing row are known, so that the row can be named.
pub fn can_be_a_parent(model: &Model, row: &Row) -> bool {
    model.slots.iter().zip(&row.parents).all(|(slot, parent)| {
        let is_null = |column: &usize| row.values[*column] == Some(SeedValue::Null);
        let named = matches!(slot, Slot::Column { .. }) || matches!(slot, Slot::Reference(reference) if reference.closing);
        named || slot.columns().is_empty() || parent.is_some() || slot.columns().iter().any(is_null)
    })
}

/// What stands of one table, for recognising samples in it.
#[derive(Default)]
pub struct Standing {
    /// Keys of all rows that stand.
    pub keys: Uniqueness,
    /// Slots of the key, where that is made of values alone.
    by_key: bool,
    /// The key counts the rows of whoever made them: it tells a sample only together with what else tells it.
    by_number: bool,
    /// Slots whose values tell samples apart: texts and numbers.
    telling: Vec<usize>,
    /// Of these, slots to which no row that stands has given anything.
    untouched: Vec<usize>,
    /// Rows by the text of these (or of the key) together with that of listed values.
    exact: IndexMap<String, Vec<usize>>,
    slots: Vec<usize>,
    count: usize,
    /// The texts of the rows, by column of the table.
    texts: Vec<Vec<Option<String>>>,
}

impl Standing {
    pub fn new(model: &Model, stock: &Stock, known: Option<&KnownTable>) -> Standing {
        let mut keys = Uniqueness::new(model);
        stock.rows.iter().filter(|row| row.standing).for_each(|row| keys.take(model, row));
        let plain = |slot: &usize| matches!(&model.slots[*slot], Slot::Column { field, .. } if is_plain(field));
        let telling = |slot: &usize| matches!(&model.slots[*slot], Slot::Column { field, .. } if is_telling(field));
        let key: IndexSet<Option<usize>> = model.identity.iter().flatten().map(|name| model.slot_of_column(name)).collect();
        let key: Vec<usize> = key.into_iter().flatten().collect();
        let by_key = !key.is_empty() && key.iter().all(plain);
        let counts =
            |slot: &usize| matches!(&model.slots[*slot], Slot::Column { field, .. } if field.ordinal && field.family == Family::Integer);
        let by_number = by_key && key.iter().all(counts);
        // What triggers write is not what was given.
        let is_given = |slot: &usize| !model.slots[*slot].columns().iter().all(|column| model.maintained.contains(column));
        let telling: Vec<usize> =
            (0..model.slots.len()).filter(telling).filter(is_given).filter(|slot| !(by_number && counts(slot))).collect();
        let is_untouched = |slot: &usize| {
            let Slot::Column { index, field } = &model.slots[*slot] else { return false };
            stock.rows.iter().filter(|row| row.standing).all(|row| is_left_to_a_default(field, row.values[*index].as_ref()))
        };
        let untouched = telling.iter().copied().filter(is_untouched).collect();
        let slots = if by_key { key } else { (0..model.slots.len()).filter(plain).filter(is_given).collect() };
        let mut standing = Standing { keys, by_key, by_number, telling, untouched, slots, ..Standing::default() };
        for (index, row) in stock.rows.iter().enumerate().filter(|(_, row)| row.standing) {
            standing.exact.entry(standing.text_of(model, row)).or_default().push(index);
            standing.count += 1;
        }
        standing.texts = known.map_or_else(Vec::new, |table| {
            let place = |name: &String| table.columns.iter().position(|column| column == name);
            let places: Vec<Option<usize>> = model.table.columns.keys().map(place).collect();
            let text = |texts: &Vec<Option<String>>| places.iter().map(|place| texts.get((*place)?)?.clone()).collect();
            table.rows.iter().map(text).collect()
        });
        standing
    }

    fn text_of(&self, model: &Model, row: &Row) -> String {
        let mut text = String::new();
        for slot in &self.slots {
            for column in model.slots[*slot].columns() {
                row.values[*column].iter().for_each(|value| write(value, &mut text));
                text.push('\u{1f}');
            }
        }
        text
    }

    /// The standing row that a sample is. What the slots hold that are `undecided`, only PostgreSQL can say.
    pub fn find(&self, model: &Model, rows: &[Row], sample: &Row, undecided: &[usize]) -> Option<usize> {
        let free = |index: &usize| rows.get(*index).is_some_and(|row| !row.claimed);
        let is_it = |index: &usize| match () {
            () if self.by_number => self.is_of_that_number(model, &rows[*index], sample, undecided),
            () => self.by_key || !self.telling.is_empty() || self.may_be(model, &rows[*index], sample, undecided),
        };
        let exact = self.exact.get(&self.text_of(model, sample)).into_iter().flatten().copied().filter(free).filter(is_it);
        let exact = most_alike(model, rows, exact, sample);
        if exact.is_some() || self.by_key {
            return exact;
        }
        let candidates = (0..self.count).filter(free).filter(|index| self.may_be(model, &rows[*index], sample, undecided));
        most_alike(model, rows, candidates, sample)
    }

    /// The standing row that a sample is where names have changed since: the likest of those that nothing else is, as long as what is fixed
    /// for all samples agrees.
    pub fn renamed(&self, model: &Model, rows: &[Row], sample: &Row, fixed: &[Option<Fixed>]) -> Option<usize> {
        let agrees = |row: &Row| {
            model.slots.iter().zip(fixed).enumerate().all(|(place, (slot, fixed))| match fixed {
                None | Some(Fixed::CountedFrom(_)) => true,
                Some(Fixed::Parent(parent)) => row.parents[place] == Some(*parent),
                Some(Fixed::Value(_) | Fixed::Null) => {
                    slot.columns().iter().all(|column| is_same(row.values[*column].as_ref(), sample.values[*column].as_ref()))
                }
            })
        };
        let candidates = (0..self.count).filter(|index| rows.get(*index).is_some_and(|row| !row.claimed && agrees(row)));
        most_alike(model, rows, candidates, sample)
    }

    /// Whether what tells samples apart agrees, but for what a default filled in. What PostgreSQL has not accepted yet may become anything, so that
    /// there a default is one only where all rows have it: the column is newer than they are.
    fn may_be(&self, model: &Model, row: &Row, sample: &Row, undecided: &[usize]) -> bool {
        // Rows of strangers may have nothing that tells them apart, too.
        if self.telling.is_empty() && model.population.unexplained {
            return is_alike_as_printed(model, row, sample);
        }
        let mut agrees = self.telling.is_empty();
        for slot in &self.telling {
            let Slot::Column { index, field } = &model.slots[*slot] else { continue };
            let (there, wanted) = (&row.values[*index], &sample.values[*index]);
            let same = is_same(there.as_ref(), wanted.as_ref());
            let is_settled = !undecided.contains(slot) || self.untouched.contains(slot);
            let is_filled_in = is_settled && is_left_to_a_default(field, there.as_ref());
            if !(same || is_filled_in) {
                return false;
            }
            agrees |= same && *there != Some(SeedValue::Null);
        }
        agrees
    }

    /// Whether a row that has the sample's number is the sample: it tells what the sample tells, as far as a trigger has left that as it was.
    fn is_of_that_number(&self, model: &Model, row: &Row, sample: &Row, undecided: &[usize]) -> bool {
        let tells = |slot: &usize| {
            let Slot::Column { index, .. } = &model.slots[*slot] else { return false };
            sample.values[*index] != Some(SeedValue::Null) && is_same(row.values[*index].as_ref(), sample.values[*index].as_ref())
        };
        self.may_be(model, row, sample, undecided)
            || is_alike_as_printed(model, row, sample)
            || model.table.acts_before_rows() && self.telling.iter().any(tells)
    }

    /// What a default might have computed is known after all where it is what the sample gives.
    pub fn confirm(&self, index: usize, row: &mut Row, sample: &Row) {
        let Some(texts) = self.texts.get(index) else { return };
        for ((value, given), text) in row.values.iter_mut().zip(&sample.values).zip(texts) {
            if value.is_none() && matches!((given, text), (Some(SeedValue::Text(given)), Some(text)) if given == text) {
                value.clone_from(given);
            }
        }
    }
}

/// NULL, or a default that is told. PostgreSQL prints a negative one as a text: '-1'::integer.
fn is_left_to_a_default(field: &Field, there: Option<&SeedValue>) -> bool {
    there == Some(&SeedValue::Null) || is_same(there, field.default.as_ref())
}

/// The row that shares the most fields with the sample, the first of several. Otherwise one sample would take the row of another whose texts and
/// numbers are the same (empty, say), and that one would be asked for again.
pub fn most_alike(model: &Model, rows: &[Row], candidates: impl Iterator<Item = usize>, sample: &Row) -> Option<usize> {
    let mut best = None;
    for index in candidates {
        let alike = alike(model, rows.get(index)?, sample);
        if alike == model.slots.len() {
            return Some(index);
        }
        if best.is_none_or(|(most, _)| alike > most) {
            best = Some((alike, index));
        }
    }
    best.map(|(_, index)| index)
}

/// Whether all fields agree of which a printed text tells the value.
fn is_alike_as_printed(model: &Model, row: &Row, sample: &Row) -> bool {
    model.slots.iter().enumerate().all(|(place, slot)| match slot {
        Slot::Reference(reference) => reference.closing || row.parents[place] == sample.parents[place],
        Slot::Column { index, field } => {
            let (there, wanted) = (row.values[*index].as_ref(), sample.values[*index].as_ref());
            match (field.data_type.name.as_str(), there, wanted) {
                ("json" | "jsonb", Some(SeedValue::Text(there)), Some(SeedValue::Text(wanted))) if !field.data_type.array => {
                    let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
                    read(there) == read(wanted)
                }
                _ => !(is_plain(field) || field.family == Family::Time) || is_same(there, wanted),
            }
        }
    })
}

/// How many fields agree.
pub fn alike(model: &Model, row: &Row, sample: &Row) -> usize {
    let agrees = |place: &usize| match &model.slots[*place] {
        Slot::Reference(reference) => reference.closing || row.parents[*place] == sample.parents[*place],
        Slot::Column { index, .. } => is_same(row.values[*index].as_ref(), sample.values[*index].as_ref()),
    };
    (0..model.slots.len()).filter(agrees).count()
}

/// Types whose values have one text.
pub fn is_plain(field: &Field) -> bool {
    matches!(field.family, Family::Text | Family::Integer | Family::Decimal | Family::Boolean)
        || (!field.values.is_empty() && !field.data_type.array)
        || ["uuid", "date", "bytea"].contains(&field.data_type.name.as_str()) && !field.data_type.array
}

fn is_telling(field: &Field) -> bool {
    field.values.is_empty() && !field.derived && matches!(field.family, Family::Text | Family::Integer | Family::Decimal)
}

pub fn is_same(left: Option<&SeedValue>, right: Option<&SeedValue>) -> bool {
    let (Some(left), Some(right)) = (left, right) else { return false };
    // Most are told in the same way.
    if let (SeedValue::Text(left), SeedValue::Text(right)) = (left, right) {
        return left == right;
    }
    let text = |value: &SeedValue| {
        let mut text = String::new();
        write(value, &mut text);
        text
    };
    left == right || text(left) == text(right)
}
