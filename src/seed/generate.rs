//! One sample row after another: values, then what they must fulfil, then other values where they do not.

use crate::ordered::{IndexMap, IndexSet};

use crate::catalog::QualifiedName;

use super::answers::Answers;
use super::condition::Verdict;
use super::draw::{Draw, shuffled};
use super::effort::Effort;
use super::field::{At, Family, Field};
use super::generators;
use super::generators::time::{self, Story};
use super::kept::kept;
use super::known::Standing;
use super::links::Pair;
use super::model::{Model, Models, NamedCondition, Slot, is_comparable};
use super::parents::Kinship;
use super::refused::tells_time;
use super::row::{Row, View};
use super::solve::Round;
use super::stays::Stay;
pub use super::stock::Stock;
use super::sums::{self, Above, Line, Sums};
use super::ties::Ties;
use super::unique::{Uniqueness, Way};
use super::{SeedOptions, SeedValue, boundary, exclusion, fit, overlap};

/// All rows so far, by table.
pub type Rows = IndexMap<QualifiedName, Stock>;

/// How a slot of the row in the making is to be filled.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    pub variation: u64,
    /// The value of another row, which nobody makes; 0 for its own.
    pub other: u64,
    /// One of a finite number of values, by its index.
    pub forced: Option<u64>,
    pub force_null: bool,
    /// Whatever it is, but not NULL.
    pub force_present: bool,
}

/// A value that holds for all sample rows: `seed 5 { is_admin = true }`.
#[derive(Clone)]
pub enum Fixed {
    Value(SeedValue),
    Parent(usize),
    Null,
    /// Its own number, counted on from this one.
    CountedFrom(i64),
}

/// How often other values are tried for one row.
const TRIES: u64 = 200;
/// How often of these by chance alone.
const CHANCES: u64 = 24;
/// How often of these for another value of a key, before all values of a small type are walked through.
const GUESSES: u64 = 100;
/// Two bytes of values.
const MOST_WALKED: u64 = 1 << 16;
/// How often of these for a row that would be empty.
const TRIES_FOR_A_NAME: u64 = 20;
/// Of a hundred optional values, so many are there; for those that mean an end, so many.
pub const USUALLY_THERE: u64 = 70;
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
    /// Rows of an earlier try, by their numbers, that may be taken as they are.
    pub kept: IndexMap<u64, Row>,
    pub effort: Effort,
    /// Conditions, by their index, that could not be judged for some row.
    pub unjudged: IndexSet<usize>,
    /// Which parents may be chosen.
    pub kinship: Kinship,
    /// Where distinct rows are few: the ways to be one that are left.
    pub prepared: Option<std::vec::IntoIter<Vec<Choice>>>,
    /// Where a row is of some quantity at some price.
    pub line: Option<Line>,
    /// Where a row lasts for some days.
    pub stay: Option<Stay>,
    pub ties: Ties,
    /// In a load: what the rows below each row add up to, once that is known.
    pub settled: Option<(&'b [Above], &'b Sums)>,
    /// How many parts each whole has so far.
    pub parts: IndexMap<usize, u64>,
    /// Slots whose values carry the row's number from the start where there are many rows: most would need it to be distinct.
    pub numbered: Vec<bool>,
    /// Rows that were made against what triggers seem to ask for, and whether the next one may be.
    pub unguarded: IndexSet<u64>,
    pub is_unguarded: bool,
    /// Whether some row came after values of a key had been walked through.
    pub is_walked: bool,
    pub answers: Answers,
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
    /// No row was found that this trigger takes.
    Guard {
        trigger: String,
        tried: u64,
    },
    /// The unique key's index.
    Distinct {
        key: usize,
    },
}

impl<'a, 'b> Generation<'a, 'b> {
    /// Makes the next row. `pair` names both parents of a join table's row.
    pub fn next_row(&mut self, pair: Option<Pair>) -> Result<(), Failure> {
        let mut failure = Failure::Distinct { key: 0 };
        loop {
            let choices = match &mut self.prepared {
                None => return self.try_row(pair, vec![Choice::default(); self.model.slots.len()]),
                Some(prepared) => prepared.next(),
            };
            // A way that finds no values for the rest of the row is no way.
            match choices.map(|choices| self.try_row(pair, choices)) {
                Some(Err(found)) if self.gives_ways_up(false) => return Err(found),
                Some(Err(found)) => failure = found,
                Some(Ok(())) => {
                    self.gives_ways_up(true);
                    return Ok(());
                }
                None => return Err(failure),
            }
        }
    }

    fn try_row(&mut self, pair: Option<Pair>, choices: Vec<Choice>) -> Result<(), Failure> {
        self.is_unguarded = false;
        self.effort.begin_row();
        let found = self.find_row(pair, choices);
        self.is_unguarded = false;
        found
    }

    fn find_row(&mut self, pair: Option<Pair>, mut choices: Vec<Choice>) -> Result<(), Failure> {
        let number = self.number;
        self.settle_choices(number, pair, &mut choices);
        let mut failure = None;
        let mut attempt = 0;
        let mut round = Round::default();
        // The choices as they were before chance changed them.
        let mut before: Option<Vec<Choice>> = None;
        // The key whose combinations are walked through one after the other.
        let mut walked = None;
        // How many other places were looked at, and the row as it was in the first.
        let (mut forms, mut crowded) = (0, None);
        // Rows that turned out to stand may have passed combinations that are free.
        let mut passed = self.own.rows.first().is_some_and(|row| row.standing);
        while attempt < TRIES && !self.gives_up() {
            // Too few distinct ones are no reason to.
            let is_checked = !matches!(failure, Some(Failure::Distinct { .. }));
            self.answers.given_up = is_checked && attempt > TRIES / 2;
            if is_checked && self.gives_guards_up(attempt) {
                // Without them there is more to be found.
                round = Round::default();
            }
            let mut row = match self.fill(number, &choices) {
                Ok(row) => row,
                // Other references were chosen in a way that leaves none for this one.
                Err(Failure::NoParent { slot }) if self.shares(slot) => {
                    self.vary(&self.model.early, &mut choices, attempt);
                    failure = Some(Failure::NoParent { slot });
                    attempt += 1;
                    continue;
                }
                Err(failure) => return Err(failure),
            };
            if attempt < TRIES_FOR_A_NAME && pair.is_none() && says_nothing(self.model, &row) {
                self.vary(&(0..self.model.slots.len()).collect::<Vec<_>>(), &mut choices, attempt);
                attempt += 1;
                continue;
            }
            let mut judged = self.judge(&row);
            if let Some(named) = judged.0 {
                // What stands in the way beside a check is a guard where the row breaks one as well.
                let guard = self.broken(self.guards(), &row);
                failure = Some(match guard {
                    Some(guard) => Failure::Guard { trigger: guard.name.clone(), tried: TRIES },
                    None => Failure::Check { name: named.name.clone(), tried: TRIES },
                });
                let in_the_way: Vec<usize> = named
                    .slots
                    .iter()
                    .chain(guard.into_iter().flat_map(|guard| &guard.slots))
                    .copied()
                    .collect::<IndexSet<usize>>()
                    .into_iter()
                    .collect();
                // What chance finds soon is what it always was; then values are looked for, from the row that was drawn first.
                let begun = before.get_or_insert_with(|| choices.clone());
                if leaves_it_to_chance(number) && attempt < CHANCES {
                    self.vary(&named.slots, &mut choices, attempt);
                    attempt += 1;
                    continue;
                }
                choices.clone_from(begun);
                row = self.fill(number, &choices)?;
                round.number += 1;
                let solved = self.solve(&row, &choices, round);
                round.fruitless += u64::from(solved.is_none());
                match (solved, walked) {
                    (Some(solved), _) => {
                        judged = self.judge(&solved);
                        row = solved;
                        self.compute(&mut row);
                    }
                    // A combination of a key's values that a check refuses gives way to the next one.
                    (None, Some(key)) => {
                        before = None;
                        match self.other_key(key, attempt, &mut choices) {
                            Way::Guess => attempt += 1,
                            Way::Next => {}
                            Way::Exhausted if std::mem::take(&mut passed) => self.uniqueness.begin_anew(key),
                            Way::Exhausted => return Err(Failure::Distinct { key }),
                        }
                        continue;
                    }
                    (None, None) => {
                        self.vary(&in_the_way, begun, attempt);
                        attempt += 1;
                        continue;
                    }
                }
            }
            if pair.is_none()
                && !matches!(failure, Some(Failure::Distinct { .. }))
                && let Some(wished) = self.as_wished(&row, &choices)
            {
                judged = self.judge(&wished);
                row = wished;
                self.compute(&mut row);
            }
            if let Some(settled) = self.settle_clock(&row, &choices, &judged.1) {
                judged = self.judge(&settled);
                row = settled;
                self.compute(&mut row);
            }
            let unjudged = judged.1;
            let conflict = match self.uniqueness.conflict(self.model, &row) {
                // A sample that stands is known by its own values, whatever its parents are; a link is nothing but its parents.
                None if pair.is_none() && self.claim(&row, &unjudged) => {
                    return Ok(());
                }
                None => self.standing.keys.conflict(self.model, &row),
                conflict => conflict,
            };
            // Rows that stand take up their place as well.
            let overlap = || self.uniqueness.overlap(self.model, &row).or_else(|| self.standing.keys.overlap(self.model, &row));
            match conflict {
                None if pair.is_none()
                    && forms < overlap::MOST_FORMS
                    && let Some(exclusive) = overlap() =>
                {
                    before = None;
                    crowded.get_or_insert((row, unjudged));
                    self.vary_place(exclusive, forms, &mut choices);
                    forms += 1;
                    attempt += 1;
                }
                None => {
                    self.unjudged.extend(unjudged);
                    self.add(row);
                    return Ok(());
                }
                Some(key) if pair.is_none() => {
                    before = None;
                    match self.other_key(key, attempt, &mut choices) {
                        Way::Guess => attempt += 1,
                        Way::Next => walked = Some(key),
                        Way::Exhausted if std::mem::take(&mut passed) => self.uniqueness.begin_anew(key),
                        Way::Exhausted => return Err(Failure::Distinct { key }),
                    }
                    failure = Some(Failure::Distinct { key });
                }
                Some(key) => return Err(Failure::Distinct { key }),
            }
        }
        // No other place was found: PostgreSQL judges.
        if let Some((row, unjudged)) = crowded {
            self.unjudged.extend(unjudged);
            self.add(row);
            return Ok(());
        }
        Err(failure.unwrap_or(Failure::Distinct { key: 0 }))
    }

    /// What is known of a row's choices before any is made.
    pub fn settle_choices(&self, number: u64, pair: Option<Pair>, choices: &mut [Choice]) {
        if number >= ROWS_WITHOUT_A_NUMBER {
            choices.iter_mut().zip(&self.numbered).filter(|(_, numbered)| **numbered).for_each(|(choice, _)| choice.variation += 1);
        }
        for (slot, parent) in pair.into_iter().flatten() {
            choices[slot].forced = Some(parent);
        }
        self.avoid_refused(number, choices);
    }

    /// The first condition that the row breaks, else those that cannot be judged.
    pub fn judge(&self, row: &Row) -> (Option<&'b NamedCondition>, Vec<usize>) {
        let (model, view) = (self.model, View { model: self.model, row });
        let mut unjudged = Vec::new();
        for (index, named) in model.conditions.iter().enumerate() {
            match self.condition(index).verdict(&view) {
                Verdict::Violated => return (Some(named), unjudged),
                Verdict::Fulfilled if self.is_answered(index) => unjudged.push(index),
                Verdict::Fulfilled => {}
                Verdict::Unjudged => unjudged.push(index),
            }
        }
        (self.broken(self.guards(), row), unjudged)
    }

    fn other_key(&mut self, key: usize, attempt: u64, choices: &mut [Choice]) -> Way {
        let prepared = self.prepared.is_some();
        let is_open = |choice: &Choice| !prepared || choice.forced.is_none() && !choice.force_null && !choice.force_present;
        let open: Vec<bool> = choices.iter().map(is_open).collect();
        let free = |slot: usize| self.fixed[slot].is_none() && open[slot];
        // Where guesses find no other value, all that there are come in their turn.
        let guessed_in_vain = attempt >= GUESSES || self.uniqueness.is_walked(key);
        let domain = |slot: usize| self.domain(slot).or_else(|| self.every_number(slot).filter(|_| guessed_in_vain));
        let domains: Vec<Option<u64>> = (0..self.model.slots.len()).map(domain).collect();
        self.uniqueness.vary(self.model, key, &domains, &free, choices)
    }

    /// Whether a row holds this key already.
    pub fn is_taken(&self, key: usize, text: &str) -> bool {
        self.uniqueness.holds(key, text) || self.standing.keys.holds(key, text)
    }

    pub fn add(&mut self, mut row: Row) {
        row.number = Some(self.number);
        row.level = row.level.max(self.level_of(&row));
        if self.broken(&self.model.guards, &row).is_some() {
            self.unguarded.insert(self.number);
        }
        self.is_walked |= self.uniqueness.is_any_walked();
        self.uniqueness.take(self.model, &row);
        self.count_part(&row);
        self.own.add(row);
        self.number += 1;
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
            Slot::Reference(reference) => {
                (!reference.to_itself && reference.shared.is_empty()).then(|| self.eligible(slot, reference).len() as u64)
            }
            Slot::Column { field, .. } if !field.values.is_empty() => Some(field.values.len() as u64),
            Slot::Column { field, .. } if field.family == Family::Boolean => Some(2),
            Slot::Column { field, .. } => whole_numbers(field).map(|(low, high)| (high - low + 1) as u64),
        }
    }

    /// How many values a whole number can have that are many, and yet few enough to be walked through.
    fn every_number(&self, slot: usize) -> Option<u64> {
        let Slot::Column { field, .. } = &self.model.slots[slot] else { return None };
        all_whole_numbers(field).map(count_of).filter(|count| *count <= MOST_WALKED)
    }

    fn fill(&self, number: u64, choices: &[Choice]) -> Result<Row, Failure> {
        self.furnish(self.begin(number, choices)?, number, choices)
    }

    /// The row with the parents that come before its other values.
    pub fn begin(&self, number: u64, choices: &[Choice]) -> Result<Row, Failure> {
        let mut row = Row::empty(self.model);
        row.given.fill(true);
        // A story that the row itself does not tell is the same in all of its forms: rows below begin with it.
        let told = match choices.iter().map(|choice| choice.other).max() {
            Some(other) if other > 0 && self.model.slots.iter().any(|slot| tells_time(slot).is_some()) => other_row(number, other),
            _ => number,
        };
        let mut story = Story::new(self.model.key, told, self.model.kind.is_early());
        self.choose_parents(&self.model.early, &mut row, number, choices, &mut story)?;
        row.born = story.born();
        Ok(row)
    }

    /// The row with all else.
    pub fn furnish(&self, mut row: Row, number: u64, choices: &[Choice]) -> Result<Row, Failure> {
        let answers = self.above_in_own(&row).is_some();
        let (among, country, category) = (self.among(&row), self.country(&row), self.category(&row));
        // States come first: a date may depend on one.
        for states in [true, false] {
            for (index, slot) in self.model.slots.iter().enumerate() {
                if let Slot::Column { index: column, field } = slot
                    && states != field.values.is_empty()
                {
                    let row_of_value = other_row(number, choices[index].other);
                    let variation = choices[index].variation;
                    let at = At { row: row_of_value, variation, born: row.born, answers, among, country, category };
                    let value = match &self.fixed[index] {
                        Some(Fixed::Value(value)) => value.clone(),
                        Some(Fixed::CountedFrom(before)) => SeedValue::Number(before.saturating_add_unsigned(number + 1).to_string()),
                        Some(_) => SeedValue::Null,
                        None => value(field, &at, &choices[index], self.has_happened(field, &row)),
                    };
                    if value == SeedValue::Null && !field.nullable {
                        return Err(Failure::NoValue { slot: index });
                    }
                    row.values[*column] = Some(kept(&field.data_type, value));
                }
            }
        }
        if let Some(line) = &self.line {
            let as_made = |slot: usize| self.fixed[slot].is_none() && choices[slot].variation == 0;
            let price = self.ties.price.and_then(|place| self.number_above(&row, place));
            sums::complete_line(self.model, line, &mut row, price, &as_made);
        }
        if let Some(stay) = &self.stay {
            let slot_of = |column: usize| self.model.slots.iter().position(|slot| slot.columns() == [column]);
            let as_made = |column: usize| slot_of(column).is_some_and(|slot| self.fixed[slot].is_none() && choices[slot].variation == 0);
            let rate = stay.rate.and_then(|place| self.number_above(&row, place));
            stay.complete(self.model, &mut row, rate, &as_made);
        }
        self.choose_parents(&self.model.late, &mut row, number, choices, &mut Story::new(self.model.key, number, false))?;
        if let Some((above, sums)) = self.settled {
            sums.settle(above, self.model, &mut row, self.own.rows.len() + number as usize);
        }
        self.compute(&mut row);
        Ok(row)
    }

    /// What the states of the row say about an optional date.
    fn has_happened(&self, field: &Field, row: &Row) -> Option<bool> {
        if field.family != Family::Time || !field.nullable {
            return None;
        }
        self.model.slots.iter().find_map(|slot| match slot {
            Slot::Column { index, field: state } if !state.values.is_empty() => {
                time::has_happened(&field.told.words, &state.values, row.values[*index].as_ref()?)
            }
            _ => None,
        })
    }
}

/// A number that no row has, for each `other` but 0.
pub fn other_row(number: u64, other: u64) -> u64 {
    number.wrapping_add(other << 40)
}

/// Chance keeps the first rows what they always were. It likes NULL, which fulfils every check, and takes long where it seldom helps: so every
/// other row after them, and all of a large seed, get values that were looked for.
fn leaves_it_to_chance(row: u64) -> bool {
    row < 10 || (row < 100 && row.is_multiple_of(2))
}

/// Whether every field of the row is NULL: nothing could refer to it, for a name of NULLs is no name.
pub fn says_nothing(model: &Model, row: &Row) -> bool {
    let is_null = |column: &usize| row.values[*column] == Some(SeedValue::Null);
    let mut slots = model.slots.iter().zip(&row.parents).filter(|(slot, _)| is_comparable(model.table, slot)).peekable();
    slots.peek().is_some() && slots.all(|(slot, parent)| parent.is_none() && slot.columns().iter().all(is_null))
}

/// The first two rows show one value and one NULL; after them chance decides.
pub fn is_absent(key: u64, row: u64, variation: u64, usually: u64) -> bool {
    let mut draw = Draw::at(key ^ 0x0ff, row, variation);
    match (variation, row) {
        (0, 0 | 1) => shuffled(key, row, 2) == 0,
        (0, _) => !draw.percent(usually),
        _ => draw.percent(50),
    }
}

/// The values of a whole number that checks confine to a few.
pub fn whole_numbers(field: &Field) -> Option<(i64, i64)> {
    if field.family != Family::Integer {
        return None;
    }
    let low = i64::try_from(field.limits.minimum?.ceiling(0)?).ok()?;
    let high = i64::try_from(field.limits.maximum?.floor(0)?).ok()?;
    (high >= low && high.checked_sub(low)? < 10_000).then_some((low, high))
}

/// All whole numbers that a column can hold, by its type and its checks.
pub fn all_whole_numbers(field: &Field) -> Option<(i64, i64)> {
    if field.family != Family::Integer || !field.values.is_empty() || field.data_type.array {
        return None;
    }
    let most = i64::try_from(generators::number::type_maximum(field)?.floor(0)?).ok()?;
    let least = field.limits.minimum.and_then(|least| i64::try_from(least.ceiling(0)?).ok());
    let greatest = field.limits.maximum.and_then(|greatest| i64::try_from(greatest.floor(0)?).ok());
    let (low, high) = (least.map_or(-most - 1, |least| least.max(-most - 1)), greatest.map_or(most, |greatest| greatest.min(most)));
    (high >= low).then_some((low, high))
}

/// How many numbers there are from one to another.
pub fn count_of((low, high): (i64, i64)) -> u64 {
    high.abs_diff(low).saturating_add(1)
}

pub fn value(field: &Field, at: &At, choice: &Choice, has_happened: Option<bool>) -> SeedValue {
    if choice.force_null {
        return SeedValue::Null;
    }
    if let Some(forced) = choice.forced {
        return match (field.values.get(forced as usize), whole_numbers(field).or_else(|| all_whole_numbers(field))) {
            (Some(value), _) => value.clone(),
            (None, Some((low, _))) => SeedValue::Number(low.saturating_add_unsigned(forced).to_string()),
            (None, None) => SeedValue::Boolean(forced == 1),
        };
    }
    const ENDS: &[&str] =
        &["deleted_at", "removed_at", "archived_at", "cancelled_at", "canceled_at", "revoked_at", "banned_at", "closed_at", "locked_at"];
    let usually = if field.named(ENDS) { SELDOM_THERE } else { USUALLY_THERE };
    if has_happened.is_none()
        && let Some(value) = boundary::shown(field, at)
    {
        return value;
    }
    let absent = match has_happened {
        _ if choice.force_present => false,
        Some(happened) if at.variation == 0 => !happened,
        _ => field.nullable && is_absent(field.key, at.row, at.variation, usually),
    };
    if absent {
        return SeedValue::Null;
    }
    if let Some(edge) = field.stretch.as_ref().and_then(|stretch| exclusion::edge(field, stretch, at)) {
        return edge;
    }
    made(field, at)
}

/// A value that is there.
pub fn made(field: &Field, at: &At) -> SeedValue {
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
