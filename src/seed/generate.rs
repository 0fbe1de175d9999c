//! One sample row after another: values, then what they must fulfil, then other values where they do not.

use crate::ordered::{IndexMap, IndexSet};

use crate::catalog::{Column, QualifiedName};
use crate::source::Span;

use super::condition::{RowView, Verdict};
use super::draw::{Draw, shuffled};
use super::field::{At, Family, Field, Kind};
use super::generators::{self, time};
use super::known::Standing;
use super::model::{Model, Models, NamedCondition, Reference, Slot, is_comparable};
pub use super::stock::Stock;
use super::unique::{Uniqueness, Way};
use super::{SeedOptions, SeedValue, fit};

/// A row of this run. Parents stand as indexes into their table's rows.
#[derive(Debug, Clone)]
pub struct Row {
    /// By column; `None` where the database fills it, or where only the database knows the parent's key.
    pub values: Vec<Option<SeedValue>>,
    /// By slot.
    pub parents: Vec<Option<usize>>,
    /// By slot: whether the row gives it.
    pub given: Vec<bool>,
    pub born: i64,
    /// How many rows of the own table stand above it.
    pub level: usize,
    pub span: Option<Span>,
    /// Of a sample: counted from 0.
    pub number: Option<u64>,
    /// The block of `rows` that asks for it.
    pub initial: Option<usize>,
    /// Whether the row is in the database already.
    pub standing: bool,
    /// Whether a row of the requirements was found to be this standing one.
    pub claimed: bool,
}

impl Row {
    pub fn empty(model: &Model) -> Row {
        Row {
            values: vec![None; model.table.columns.len()],
            parents: vec![None; model.slots.len()],
            given: vec![false; model.slots.len()],
            born: time::ANCHOR,
            level: 0,
            span: None,
            number: None,
            initial: None,
            standing: false,
            claimed: false,
        }
    }
}

pub struct View<'a> {
    pub columns: &'a IndexMap<String, Column>,
    pub values: &'a [Option<SeedValue>],
}

impl RowView for View<'_> {
    fn value(&self, column: usize) -> Option<&SeedValue> {
        self.values.get(column)?.as_ref()
    }

    fn column(&self, column: usize) -> Option<&Column> {
        self.columns.get_index(column).map(|(_, column)| column)
    }
}

/// All rows so far, by table.
pub type Rows = IndexMap<QualifiedName, Stock>;

/// How a slot of the row in the making is to be filled.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    pub variation: u64,
    /// One of a finite number of values, by its index.
    pub forced: Option<u64>,
    pub force_null: bool,
}

/// A value that holds for all sample rows: `seed 5 { is_admin = true }`.
pub enum Fixed {
    Value(SeedValue),
    Parent(usize),
    Null,
    /// Its own number, counted on from this one.
    CountedFrom(i64),
}

/// How often other values are tried for one row.
const TRIES: u64 = 200;
/// How often of these for a row that would be empty.
const TRIES_FOR_A_NAME: u64 = 20;
/// Replies to replies end here.
const GREATEST_LEVEL: usize = 3;
/// Of a hundred optional values, so many are there; for those that mean an end, so many.
const USUALLY_THERE: u64 = 70;
const SELDOM_THERE: u64 = 15;

pub struct Generation<'a, 'b> {
    pub model: &'b Model<'a>,
    pub models: &'b Models<'a>,
    pub rows: &'b Rows,
    pub own: Stock,
    pub fixed: Vec<Option<Fixed>>,
    /// Keys of the rows that the requirements ask for.
    pub uniqueness: Uniqueness,
    /// Keys of all rows that stand, and which of them a sample row may turn out to be.
    pub standing: Standing,
    pub options: &'b SeedOptions,
    /// How many sample rows there are so far.
    pub number: u64,
    /// Conditions, by their index, that could not be judged for some row.
    pub unjudged: IndexSet<usize>,
    /// Slots whose values carry the row's number from the start where there are many rows: most would need it to be distinct.
    pub numbered: Vec<bool>,
}

/// So many rows are told apart by their values alone, as far as these reach.
const ROWS_WITHOUT_A_NUMBER: u64 = 1000;

/// Why no row could be made.
pub enum Failure {
    NoParent {
        slot: usize,
    },
    /// No generator knows the column's type.
    NoValue {
        slot: usize,
    },
    Check {
        name: String,
        tried: u64,
    },
    /// The unique key's index.
    Distinct {
        key: usize,
    },
}

impl<'a> Generation<'a, '_> {
    /// Makes the next row. `pair` names both parents of a join table's row.
    pub fn next_row(&mut self, pair: Option<[(usize, u64); 2]>) -> Result<(), Failure> {
        let number = self.number;
        let mut choices = self.first_choices(number, pair);
        let cursors = self.uniqueness.cursors();
        let mut failure = None;
        let mut attempt = 0;
        while attempt < TRIES {
            let row = self.fill(number, &choices)?;
            let view = View { columns: &self.model.table.columns, values: &row.values };
            if attempt < TRIES_FOR_A_NAME && pair.is_none() && says_nothing(self.model, &row) {
                self.vary(&(0..self.model.slots.len()).collect::<Vec<_>>(), &mut choices, attempt);
                attempt += 1;
                continue;
            }
            if let Some(named) = violated(self.model, &view, &mut self.unjudged) {
                self.vary(&named.slots, &mut choices, attempt);
                failure = Some(Failure::Check { name: named.name.clone(), tried: TRIES });
                attempt += 1;
                continue;
            }
            let conflict = match self.uniqueness.conflict(self.model, &row) {
                // A sample that stands is known by its own values, whatever its parents are; a link is nothing but its parents.
                None if pair.is_none() && self.claim(&row) => {
                    self.uniqueness.go_back(cursors);
                    return Ok(());
                }
                None => self.standing.keys.conflict(self.model, &row),
                conflict => conflict,
            };
            match conflict {
                None => {
                    self.add(row);
                    return Ok(());
                }
                Some(key) if pair.is_none() => {
                    let free = |slot: usize| self.fixed[slot].is_none();
                    let domains: Vec<Option<u64>> = (0..self.model.slots.len()).map(|slot| self.domain(slot)).collect();
                    match self.uniqueness.vary(self.model, key, &domains, &free, &mut choices) {
                        Way::Guess => attempt += 1,
                        Way::Next => {}
                        Way::Exhausted => return Err(Failure::Distinct { key }),
                    }
                    failure = Some(Failure::Distinct { key });
                }
                Some(key) => return Err(Failure::Distinct { key }),
            }
        }
        Err(failure.unwrap_or(Failure::Distinct { key: 0 }))
    }

    fn first_choices(&self, number: u64, pair: Option<[(usize, u64); 2]>) -> Vec<Choice> {
        let mut choices: Vec<Choice> = self.model.slots.iter().map(|slot| self.first_choice(slot)).collect();
        if number >= ROWS_WITHOUT_A_NUMBER {
            choices.iter_mut().zip(&self.numbered).filter(|(_, numbered)| **numbered).for_each(|(choice, _)| choice.variation += 1);
        }
        for (slot, parent) in pair.into_iter().flatten() {
            choices[slot].forced = Some(parent);
        }
        self.avoid_refused(number, &mut choices);
        choices
    }

    /// The row as it comes out first, with the parents that were chosen before where its table refers to itself; `None` where it is not to stay like
    /// that. Keys are not looked at.
    pub fn first_try(&self, number: u64, pair: Option<[(usize, u64); 2]>, begun: Option<Row>) -> Option<(Row, IndexSet<usize>)> {
        let choices = self.first_choices(number, pair);
        let row = match begun {
            Some(row) => self.furnish(row, number, &choices),
            None => self.fill(number, &choices),
        };
        let row = row.ok().filter(|row| pair.is_some() || !says_nothing(self.model, row))?;
        let mut unjudged = IndexSet::default();
        let view = View { columns: &self.model.table.columns, values: &row.values };
        violated(self.model, &view, &mut unjudged).is_none().then_some((row, unjudged))
    }

    /// The parents of a row as they are chosen first.
    pub fn first_parents(&self, number: u64, pair: Option<[(usize, u64); 2]>) -> Option<Row> {
        self.begin(number, &self.first_choices(number, pair)).ok()
    }

    /// Another form of a row that PostgreSQL has refused: each time other columns change, half of them.
    fn avoid_refused(&self, number: u64, choices: &mut [Choice]) {
        let refused = self.options.refused.get(&self.model.table.name).and_then(|rows| rows.get(&number)).copied().unwrap_or(0);
        let free: Vec<usize> = (0..choices.len()).filter(|slot| self.fixed[*slot].is_none() && choices[*slot].forced.is_none()).collect();
        for form in 1..=refused {
            let mut draw = Draw::at(self.model.key ^ 0xf0f, number, form);
            let certain = draw.pick(&free).copied();
            for slot in &free {
                if Some(*slot) == certain || draw.percent(50) {
                    choices[*slot].variation = form;
                }
            }
        }
    }

    fn add(&mut self, mut row: Row) {
        row.number = Some(self.number);
        self.uniqueness.take(self.model, &row);
        self.own.add(row);
        self.number += 1;
    }

    /// Takes the standing row that this sample is, if there is one.
    fn claim(&mut self, sample: &Row) -> bool {
        let renamed = || {
            let is_renamed = self.options.renamed.contains(&self.model.table.name);
            is_renamed.then(|| self.standing.renamed(self.model, &self.own.rows, sample, &self.fixed)).flatten()
        };
        let Some(index) = self.standing.find(self.model, &self.own.rows, sample).or_else(renamed) else { return false };
        let Some(row) = self.own.rows.get_mut(index) else { return false };
        row.claimed = true;
        row.born = sample.born;
        self.standing.confirm(index, row, sample);
        self.uniqueness.take_standing(self.model, row, sample);
        self.own.pool.push(index);
        self.number += 1;
        true
    }

    fn first_choice(&self, slot: &Slot) -> Choice {
        let clashing = self.options.clashing.iter().any(|clash| {
            let named = |index: &usize| self.model.table.columns.get_index(*index).is_some_and(|(name, _)| clash.columns.contains(name));
            clash.table == self.model.table.name && slot.columns().iter().any(named)
        });
        Choice { variation: if clashing { u64::from(self.options.attempt) } else { 0 }, ..Choice::default() }
    }

    /// Other values for some of the slots: optional ones first, listed values last, since every one of these is to be seen once.
    fn vary(&self, slots: &[usize], choices: &mut [Choice], attempt: u64) {
        let mut free: Vec<usize> =
            slots.iter().copied().filter(|slot| self.fixed[*slot].is_none() && choices[*slot].forced.is_none()).collect();
        free.sort_by_key(|slot| match &self.model.slots[*slot] {
            Slot::Column { field, .. } if !field.values.is_empty() => 3,
            slot if slot.optional() => 0,
            Slot::Column { .. } => 1,
            Slot::Reference(_) => 2,
        });
        let masks = (1u64 << free.len().min(10)) - 1;
        let mask = if masks == 0 { 0 } else { attempt % masks + 1 };
        for (bit, slot) in free.iter().take(10).enumerate() {
            if mask & (1 << bit) != 0 {
                choices[*slot].variation += 1;
            }
        }
    }

    /// How many values a slot can have, where they can be counted.
    pub fn domain(&self, slot: usize) -> Option<u64> {
        if self.fixed[slot].is_some() {
            return Some(1);
        }
        match &self.model.slots[slot] {
            Slot::Reference(reference) => (!reference.to_itself).then(|| self.parents(reference).choices() as u64),
            Slot::Column { field, .. } if !field.values.is_empty() => Some(field.values.len() as u64),
            Slot::Column { field, .. } if field.family == Family::Boolean => Some(2),
            Slot::Column { field, .. } => whole_numbers(field).map(|(low, high)| (high - low + 1) as u64),
        }
    }

    fn parents(&self, reference: &Reference) -> &Stock {
        const NONE: &Stock = &Stock::EMPTY;
        self.rows.get(&reference.foreign_key.references).unwrap_or(NONE)
    }

    fn fill(&self, number: u64, choices: &[Choice]) -> Result<Row, Failure> {
        self.furnish(self.begin(number, choices)?, number, choices)
    }

    /// The row with its parents.
    fn begin(&self, number: u64, choices: &[Choice]) -> Result<Row, Failure> {
        let mut row = Row::empty(self.model);
        row.given.fill(true);
        row.born = time::beginning(self.model.key, number);
        let mut above = None;
        // The row above comes first: a reply belongs to the same post as what it answers.
        for own in [true, false] {
            for (index, slot) in self.model.slots.iter().enumerate() {
                if let Slot::Reference(reference) = slot
                    && reference.to_itself == own
                {
                    let parent = self.choose_parent(index, reference, number, &choices[index], above)?;
                    if own && above.is_none() {
                        above = parent;
                    }
                    self.adopt(&mut row, index, reference, parent, number);
                }
            }
        }
        row.born = time::waking(row.born);
        Ok(row)
    }

    /// The row with all else.
    fn furnish(&self, mut row: Row, number: u64, choices: &[Choice]) -> Result<Row, Failure> {
        // States come first: a date may depend on one.
        for states in [true, false] {
            for (index, slot) in self.model.slots.iter().enumerate() {
                if let Slot::Column { index: column, field } = slot
                    && states != field.values.is_empty()
                {
                    let at = At { row: number, variation: choices[index].variation, born: row.born };
                    let value = match &self.fixed[index] {
                        Some(Fixed::Value(value)) => value.clone(),
                        Some(Fixed::CountedFrom(before)) => SeedValue::Number(before.saturating_add_unsigned(number + 1).to_string()),
                        Some(_) => SeedValue::Null,
                        None => value(field, &at, &choices[index], self.has_happened(field, &row)),
                    };
                    if value == SeedValue::Null && !field.nullable {
                        return Err(Failure::NoValue { slot: index });
                    }
                    row.values[*column] = Some(value);
                }
            }
        }
        Ok(row)
    }

    /// What the states of the row say about an optional date.
    fn has_happened(&self, field: &Field, row: &Row) -> Option<bool> {
        if field.family != Family::Time || !field.nullable {
            return None;
        }
        self.model.slots.iter().find_map(|slot| match slot {
            Slot::Column { index, field: state } if !state.values.is_empty() => {
                time::has_happened(&field.name, &state.values, row.values[*index].as_ref()?)
            }
            _ => None,
        })
    }

    fn adopt(&self, row: &mut Row, slot: usize, reference: &Reference, parent: Option<usize>, number: u64) {
        row.parents[slot] = parent;
        let Some(parent) = parent else {
            for column in &reference.columns {
                row.values[*column] = Some(SeedValue::Null);
            }
            return;
        };
        let (rows, table) = match reference.to_itself {
            true => (&self.own, Some(self.model.table)),
            false => (self.parents(reference), self.models.get(&reference.foreign_key.references).map(|model| model.table)),
        };
        let Some(born) = rows.born(parent) else { return };
        for (column, referenced) in reference.columns.iter().zip(&reference.foreign_key.referenced_columns) {
            let index = table.and_then(|table| table.columns.get_index_of(referenced));
            row.values[*column] = index.and_then(|index| rows.value(parent, index));
        }
        // A child begins after its parent: an answer within days, anything else after a week.
        let mut draw = Draw::at(reference.key ^ 0xa9e, number, 0);
        let gap = if reference.to_itself { draw.between(600, 2 * time::DAY) } else { draw.between(7 * time::DAY, 30 * time::DAY) };
        row.born = row.born.max(born + gap);
        if reference.to_itself {
            row.level = row.level.max(rows.level(parent) + 1);
            row.born = born + gap;
        }
    }

    fn choose_parent(
        &self,
        slot: usize,
        reference: &Reference,
        number: u64,
        choice: &Choice,
        above: Option<usize>,
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
            return Ok(self.parents(reference).choice(forced as usize));
        }
        let mut draw = Draw::at(reference.key, number, choice.variation);
        if reference.to_itself {
            return self.choose_own_parent(slot, reference, number, &mut draw);
        }
        if let Some(inherited) = self.inherited(slot, reference, choice, above) {
            return Ok(inherited);
        }
        let count = self.parents(reference).choices() as u64;
        if reference.optional && (count == 0 || is_absent(reference.key, number, choice.variation, USUALLY_THERE)) {
            return Ok(None);
        }
        if count == 0 {
            return Err(Failure::NoParent { slot });
        }
        // The rows of a lookup table are values like an enum's: each is used once before chance decides.
        let lookup = self.models.get(&reference.foreign_key.references).is_some_and(|model| model.population.sample.is_none());
        let index = match choice.variation {
            0 if lookup && number < count => shuffled(reference.key, number, count),
            0 => shuffled(reference.key, draw.skewed(count), count),
            _ => draw.below(count),
        };
        Ok(self.parents(reference).choice(index as usize))
    }

    /// Any row before, unless that stands deep already; then the one above it.
    fn choose_own_parent(&self, slot: usize, reference: &Reference, number: u64, draw: &mut Draw) -> Result<Option<usize>, Failure> {
        if !reference.optional {
            return Err(Failure::NoParent { slot });
        }
        if self.own.choices() == 0 || number == 0 || draw.percent(45) {
            return Ok(None);
        }
        let Some(mut parent) = self.own.choice(draw.below(self.own.choices() as u64) as usize) else { return Ok(None) };
        while self.own.level(parent) >= GREATEST_LEVEL
            && let Some(above) = self.own.parent(parent, slot)
        {
            parent = above;
        }
        Ok(Some(parent))
    }

    /// What a row shares with the row above it: the post of a comment, but neither its author nor its state. Of a written row a parent may
    /// not be known, which a default of the database gives it.
    fn inherited(&self, slot: usize, reference: &Reference, choice: &Choice, above: Option<usize>) -> Option<Option<usize>> {
        let above = above?;
        let model = self.models.get(&reference.foreign_key.references);
        let of_its_own = model.is_some_and(|model| model.kind == Kind::Person || model.population.lookup);
        let shared = self.own.parent(above, slot);
        (!of_its_own && choice.variation == 0 && (shared.is_some() || reference.optional)).then_some(shared)
    }
}

/// The first condition that the row breaks; notes those that cannot be judged.
pub fn violated<'m, 'a>(model: &'m Model<'a>, view: &View, unjudged: &mut IndexSet<usize>) -> Option<&'m NamedCondition> {
    model.conditions.iter().enumerate().find_map(|(index, named)| match named.condition.verdict(view) {
        Verdict::Violated => Some(named),
        Verdict::Fulfilled => None,
        Verdict::Unjudged => {
            unjudged.insert(index);
            None
        }
    })
}

/// Whether every field of the row is NULL: nothing could refer to it, for a name of NULLs is no name.
fn says_nothing(model: &Model, row: &Row) -> bool {
    let is_null = |column: &usize| row.values[*column] == Some(SeedValue::Null);
    let mut slots = model.slots.iter().zip(&row.parents).filter(|(slot, _)| is_comparable(model.table, slot)).peekable();
    slots.peek().is_some() && slots.all(|(slot, parent)| parent.is_none() && slot.columns().iter().all(is_null))
}

/// The first two rows show one value and one NULL; after them chance decides.
fn is_absent(key: u64, row: u64, variation: u64, usually: u64) -> bool {
    let mut draw = Draw::at(key ^ 0x0ff, row, variation);
    match (variation, row) {
        (0, 0 | 1) => shuffled(key, row, 2) == 0,
        (0, _) => !draw.percent(usually),
        _ => draw.percent(50),
    }
}

/// The values of a whole number that checks confine to a few.
fn whole_numbers(field: &Field) -> Option<(i64, i64)> {
    if field.family != Family::Integer {
        return None;
    }
    let low = i64::try_from(field.limits.minimum?.ceiling(0)?).ok()?;
    let high = i64::try_from(field.limits.maximum?.floor(0)?).ok()?;
    (high >= low && high.checked_sub(low)? < 10_000).then_some((low, high))
}

fn value(field: &Field, at: &At, choice: &Choice, has_happened: Option<bool>) -> SeedValue {
    if choice.force_null {
        return SeedValue::Null;
    }
    if let Some(forced) = choice.forced {
        return match (field.values.get(forced as usize), whole_numbers(field)) {
            (Some(value), _) => value.clone(),
            (None, Some((low, _))) => SeedValue::Number((low + forced as i64).to_string()),
            (None, None) => SeedValue::Boolean(forced == 1),
        };
    }
    const ENDS: &[&str] =
        &["deleted_at", "removed_at", "archived_at", "cancelled_at", "canceled_at", "revoked_at", "banned_at", "closed_at", "locked_at"];
    let usually = if field.named(ENDS) { SELDOM_THERE } else { USUALLY_THERE };
    let absent = match has_happened {
        Some(happened) if at.variation == 0 => !happened,
        _ => field.nullable && is_absent(field.key, at.row, at.variation, usually),
    };
    if absent {
        return SeedValue::Null;
    }
    let made = if field.data_type.array && field.values.is_empty() {
        generators::array(field, at)
    } else if field.data_type.array {
        let count = field.draw(at).between(1, 2) as usize;
        let from = shuffled(field.key, at.row, field.values.len() as u64) as usize;
        Some(SeedValue::Array(field.values.iter().cycle().skip(from).take(count.min(field.values.len())).cloned().collect()))
    } else {
        field.generator.map(|generator| (generator.value)(field, at))
    };
    match made {
        Some(SeedValue::Text(text)) if field.family == Family::Text && field.values.is_empty() => fit::fit(text, field, at),
        Some(value) => value,
        // A type that no generator knows: its default, or nothing.
        None => field.default.clone().unwrap_or(SeedValue::Null),
    }
}
