//! A row that breaks a condition is mended: values are looked for that fulfil all conditions at once.
//!
//! Comes in: a row as it would be without conditions, and what of it is fixed. Goes out: a row that fulfils all conditions that can be judged,
//! as much like the first one as can be found. Never happens: a value that is fixed is changed; a search without an end.
//!
//! How it goes: of each OR one side is chosen by the row's draw ([`Chooser`]), so that over the rows all sides are seen. The columns that are
//! left to decide are decided one after the other, those that an equality gives by others last; before each the spans of all others are
//! narrowed ([`narrow`]), and what is offered for a column ([`super::offer`]) is judged by every condition whose columns are decided by then.
//! Where nothing does, the search goes back, and after a while to another choice of sides.

use super::SeedValue;
use super::condition::{Chooser, Condition, ElementView, Hold, Literal, Spans, Verdict, defined, narrow};
use super::draw::Draw;
use super::field::Family;
use super::generate::{Choice, Generation};
use super::kept::kept;
use super::model::{NamedCondition, Slot};
use super::offer::{self, Offer};
use super::parents::shared_of_child;
use super::row::{Row, View};
use super::stock::Eligible;
use crate::ordered::IndexMap;

/// Choices of sides that are tried for a row at first, and once other values have been drawn.
const ATTEMPTS: u64 = 32;
const LATER_ATTEMPTS: u64 = 4;
/// After so many of them, what lies near the constants of the conditions is tried as well.
const ATTEMPTS_WITHOUT_CANDIDATES: u64 = 2;
const FRUITLESS_WITH_CANDIDATES: u64 = 2;
/// Rows of the table whose values are tried when nothing else is found.
const ROWS_LOOKED_AT: usize = 60;
/// Values that are tried for one choice.
const STEPS: u32 = 600;
const LATER_STEPS: u32 = 150;

/// How often a row was made for one number.
#[derive(Debug, Clone, Copy, Default)]
pub struct Round {
    pub number: u64,
    /// In so many of them nothing was found.
    pub fruitless: u64,
}

impl Generation<'_, '_> {
    pub fn solve(&self, row: &Row, choices: &[Choice], round: Round) -> Option<Row> {
        self.solved(row, choices, round, false, &[])
    }

    /// A row that fulfils these as well, where a short search finds one.
    pub fn solve_with(&self, row: &Row, choices: &[Choice], wished: &[&NamedCondition]) -> Option<Row> {
        self.solved(row, choices, Round { number: 2, fruitless: 0 }, false, wished)
    }

    /// A row that can be judged does so whenever it is asked, where such a row is found.
    pub fn settle_clock(&self, row: &Row, choices: &[Choice], unjudged: &[usize]) -> Option<Row> {
        let reads_clock = |index: &usize| self.model.conditions[*index].condition.reads_clock();
        unjudged.iter().any(reads_clock).then(|| self.solved(row, choices, Round { number: 1, fruitless: 0 }, true, &[])).flatten()
    }

    fn solved(&self, row: &Row, choices: &[Choice], round: Round, certain: bool, wished: &[&NamedCondition]) -> Option<Row> {
        let hold: Vec<Hold> = (0..self.model.columns.len()).map(|column| self.hold(column, choices)).collect();
        let hold = |column: usize| hold.get(column).copied().unwrap_or(Hold::Fixed);
        let (elements, conditions): (Vec<&Condition>, Vec<&Condition>) = (0..self.model.conditions.len())
            .map(|index| self.condition(index))
            .chain(self.guards().iter().chain(wished.iter().copied()).map(|guard| &guard.condition))
            .partition(|condition| condition.each.is_some());
        let mended = self.mend_elements(&elements, row, choices, round.number);
        let row = mended.as_ref().unwrap_or(row);
        if mended.is_some() && wished.is_empty() && self.judge(row).0.is_none() {
            return mended;
        }
        let mut solved = row.clone();
        for group in groups(&conditions, &hold) {
            let view = View { model: self.model, row: &solved };
            let is_open = |condition: &&Condition| match condition.verdict(&view) {
                Verdict::Violated => true,
                Verdict::Unjudged => certain && condition.reads_clock(),
                Verdict::Fulfilled => false,
            };
            if group.iter().any(is_open) {
                let found = self.solve_group(&group, &solved, &hold, choices, round, certain);
                solved = found.or_else(|| self.as_before(&group, &solved, &hold))?;
            }
        }
        self.judge(&solved).0.is_none().then_some(solved)
    }

    /// Conditions that share columns, solved together.
    fn solve_group(
        &self,
        conditions: &[&Condition],
        row: &Row,
        hold: &dyn Fn(usize) -> Hold,
        choices: &[Choice],
        round: Round,
        certain: bool,
    ) -> Option<Row> {
        let (attempts, steps) = if round.number == 1 && !certain { (ATTEMPTS, STEPS) } else { (LATER_ATTEMPTS, LATER_STEPS) };
        let place = self.model.key ^ 0x501e;
        let candidates = round.fruitless < FRUITLESS_WITH_CANDIDATES;
        let round = round.number;
        (0..attempts).find_map(|attempt| {
            let view = View { model: self.model, row };
            let draw = Draw::at(place, self.number, round * 64 + attempt);
            let mut chooser = Chooser { row: &view, hold, draw: draw.clone(), attempt, certain };
            let literals = chooser.literals(conditions.iter().copied());
            let order = self.order(&literals, row, hold)?;
            let constants = (attempt >= ATTEMPTS_WITHOUT_CANDIDATES && candidates).then(|| constants_of(conditions));
            let (near, bounds) = (IndexMap::default(), self.bounds());
            let mut search =
                Search { generation: self, literals: &literals, order: &order, choices, draw, round, steps, constants, near, bounds };
            let mut decided: Vec<bool> =
                (0..self.model.columns.len()).map(|column| !order.iter().any(|slot| self.fills(*slot, column))).collect();
            let mut solved = row.clone();
            let found = search.decide(0, &mut solved, &mut decided);
            let view = View { model: self.model, row: &solved };
            let fulfilled = |condition: &&Condition| condition.verdict(&view) != Verdict::Violated;
            (found && conditions.iter().all(fulfilled)).then_some(solved)
        })
    }

    /// What has worked for another row of the table, if it does here.
    fn as_before(&self, conditions: &[&Condition], row: &Row, hold: &dyn Fn(usize) -> Hold) -> Option<Row> {
        let columns: Vec<usize> = conditions.iter().flat_map(|condition| condition.columns.iter().copied()).collect();
        let is_own = |slot: &Slot| matches!(slot, Slot::Column { index, .. } if columns.contains(index) && hold(*index) != Hold::Fixed);
        let own: Vec<usize> = self.model.slots.iter().filter(|slot| is_own(slot)).flat_map(|slot| slot.columns().to_vec()).collect();
        self.own.rows.iter().filter(|other| other.number.is_some()).take(ROWS_LOOKED_AT).find_map(|other| {
            let mut same = row.clone();
            own.iter().for_each(|column| same.values[*column].clone_from(&other.values[*column]));
            let view = View { model: self.model, row: &same };
            let is_whole = own.iter().all(|column| same.values[*column].is_some());
            (is_whole && conditions.iter().all(|condition| condition.verdict(&view) == Verdict::Fulfilled)).then_some(same)
        })
    }

    /// Arrays of domains: each element that a check of the domain refuses becomes another.
    fn mend_elements(&self, conditions: &[&Condition], row: &Row, choices: &[Choice], round: u64) -> Option<Row> {
        let mut mended: Option<Row> = None;
        for (slot, (column, field)) in self.model.slots.iter().enumerate().filter_map(|(slot, found)| match found {
            Slot::Column { index, field } => Some((slot, (*index, field))),
            Slot::Reference(_) => None,
        }) {
            let of_array: Vec<&Condition> = conditions.iter().copied().filter(|condition| condition.each == Some(column)).collect();
            let Some(SeedValue::Array(items)) = row.values[column].as_ref().filter(|_| !of_array.is_empty() && self.fixed[slot].is_none())
            else {
                continue;
            };
            let mut items = items.clone();
            for (place, item) in items.iter_mut().enumerate() {
                let view = View { model: self.model, row };
                let Some(view) = ElementView::new(&view, column, item) else { continue };
                let draw = Draw::at(field.key ^ place as u64, self.number, round);
                let mut chooser = Chooser { row: &view, hold: &|_| Hold::Free, draw: draw.clone(), attempt: 0, certain: false };
                let literals = chooser.literals(of_array.iter().copied());
                let found = offer::element(field, column, item, &literals, &view, self.number, choices[slot].variation, draw);
                if let Some(found) = found {
                    *item = found;
                }
            }
            mended.get_or_insert_with(|| row.clone()).values[column] = Some(SeedValue::Array(items));
        }
        mended
    }

    /// What the types of all columns can hold.
    fn bounds(&self) -> Spans {
        let mut spans = Spans::default();
        for slot in &self.model.slots {
            if let Slot::Column { index, field } = slot {
                offer::type_spans(*index, field, &mut spans);
            }
        }
        spans
    }

    fn hold(&self, column: usize, choices: &[Choice]) -> Hold {
        let slot = (0..self.model.slots.len()).find(|slot| self.fills(*slot, column));
        let Some(slot) = slot else { return Hold::Fixed };
        let choice = &choices[slot];
        if self.fixed[slot].is_some() || choice.forced.is_some() || choice.force_null {
            return Hold::Fixed;
        }
        match &self.model.slots[slot] {
            Slot::Column { field, .. } if field.values.is_empty() => Hold::Free,
            _ => Hold::State,
        }
    }

    fn fills(&self, slot: usize, column: usize) -> bool {
        self.model.decides(slot, column)
    }

    /// The slots to decide, in their order: those that a broken literal reads, and all that share a literal with one of them.
    fn order(&self, literals: &[Literal], row: &Row, hold: &dyn Fn(usize) -> Hold) -> Option<Vec<usize>> {
        let view = View { model: self.model, row };
        let free = |columns: &[usize]| -> Vec<usize> { columns.iter().copied().filter(|column| hold(*column) != Hold::Fixed).collect() };
        let mut touched: Vec<bool> = vec![false; self.model.columns.len()];
        for literal in literals.iter().filter(|literal| !literal.allows(&view)) {
            free(&literal.columns).iter().for_each(|column| touched[*column] = true);
        }
        loop {
            let before = touched.iter().filter(|touched| **touched).count();
            for literal in literals {
                let columns = free(&literal.columns);
                if columns.iter().any(|column| touched[*column]) {
                    columns.iter().for_each(|column| touched[*column] = true);
                }
            }
            if touched.iter().filter(|touched| **touched).count() == before {
                break;
            }
        }
        let defined = defined(literals);
        let mut slots: Vec<usize> =
            (0..self.model.slots.len()).filter(|slot| self.model.decided_by(*slot).iter().any(|column| touched[*column])).collect();
        slots.sort_by_key(|slot| match &self.model.slots[*slot] {
            Slot::Column { index, .. } if defined.contains(index) => 4,
            Slot::Column { field, .. } if !field.values.is_empty() => 0,
            Slot::Column { field, .. } if field.family == Family::Boolean => 1,
            Slot::Reference(_) => 2,
            Slot::Column { .. } => 3,
        });
        // Nothing is left that could be changed.
        (!slots.is_empty()).then_some(slots)
    }
}

/// Conditions that have columns in common which may be changed, each group by itself.
fn groups<'c>(conditions: &[&'c Condition], hold: &dyn Fn(usize) -> Hold) -> Vec<Vec<&'c Condition>> {
    let mut groups: Vec<(Vec<usize>, Vec<&Condition>)> = Vec::new();
    for condition in conditions {
        let columns: Vec<usize> = condition.columns.iter().copied().filter(|column| hold(*column) != Hold::Fixed).collect();
        let (mut joined, others): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|(known, _)| known.iter().any(|column| columns.contains(column)));
        joined.push((columns, vec![*condition]));
        groups = others;
        let (columns, members): (Vec<Vec<usize>>, Vec<Vec<&Condition>>) = joined.into_iter().unzip();
        groups.push((columns.concat(), members.concat()));
    }
    groups.into_iter().map(|(_, members)| members).collect()
}

fn constants_of(conditions: &[&Condition]) -> Vec<SeedValue> {
    let mut constants: Vec<SeedValue> = Vec::new();
    for constant in conditions.iter().flat_map(|condition| &condition.constants) {
        if !constants.contains(constant) {
            constants.push(constant.clone());
        }
    }
    constants
}

struct Search<'s, 'a, 'b> {
    generation: &'s Generation<'a, 'b>,
    literals: &'s [Literal<'s>],
    order: &'s [usize],
    choices: &'s [Choice],
    draw: Draw,
    round: u64,
    steps: u32,
    /// Of the conditions, once what lies near them is to be tried.
    constants: Option<Vec<SeedValue>>,
    /// What lies near them, by column.
    near: IndexMap<usize, Vec<offer::Candidate>>,
    /// What the types of all columns can hold.
    bounds: Spans,
}

impl Search<'_, '_, '_> {
    fn decide(&mut self, at: usize, row: &mut Row, decided: &mut Vec<bool>) -> bool {
        let Some(slot) = self.order.get(at).copied() else { return true };
        let model = self.generation.model;
        let columns = model.decided_by(slot);
        let offers = self.offers(slot, row, decided);
        columns.iter().for_each(|column| decided[*column] = true);
        let mut asked: Vec<&Literal> = self
            .literals
            .iter()
            .filter(|literal| {
                literal.columns.iter().any(|column| columns.contains(column)) && literal.columns.iter().all(|column| decided[*column])
            })
            .collect();
        let held = |row: &Row| columns.iter().map(|column| (row.values[*column].clone(), row.marks[*column])).collect::<Vec<_>>();
        let before = (row.parents[slot], held(row));
        for offer in offers {
            if self.steps == 0 {
                break;
            }
            self.steps -= 1;
            self.generation.effort.step();
            self.take(slot, offer, row);
            let view = View { model, row };
            if Literal::all_hold(&mut asked, &view) != Some(false) && self.decide(at + 1, row, decided) {
                return true;
            }
        }
        row.parents[slot] = before.0;
        for (column, held) in columns.iter().zip(before.1) {
            (row.values[*column], row.marks[*column]) = held;
            decided[*column] = false;
        }
        false
    }

    fn take(&self, slot: usize, offer: Offer, row: &mut Row) {
        match (&self.generation.model.slots[slot], offer) {
            (Slot::Column { index, field }, Offer::Value(value)) => row.values[*index] = Some(kept(&field.data_type, value)),
            (Slot::Reference(reference), Offer::Parent(parent)) => {
                self.generation.refer(row, slot, reference, parent);
            }
            _ => {}
        }
    }

    fn offers(&mut self, slot: usize, row: &Row, decided: &[bool]) -> Vec<Offer> {
        let generation = self.generation;
        let view = View { model: generation.model, row };
        let is_decided = |column: usize| decided.get(column).copied().unwrap_or(true);
        match &generation.model.slots[slot] {
            Slot::Reference(reference) => {
                let mut offers = vec![Offer::Parent(row.parents[slot])];
                // What others share columns with stays: they would not agree with another parent. What shares columns itself has others that agree.
                let is_shared = generation.model.is_shared(slot);
                let key = shared_of_child(row, reference);
                let pool = match () {
                    () if is_shared => Eligible::Some(&[]),
                    () if reference.to_itself && reference.shared.is_empty() => Eligible::All(&generation.own),
                    // What PostgreSQL computes is judged as a condition.
                    () if reference.to_itself && generation.model.seen.iter().any(|seen| seen.slot == slot) => {
                        Eligible::All(&generation.own)
                    }
                    () if reference.to_itself => Eligible::Some(&[]),
                    () if reference.shared.is_empty() => generation.eligible(slot, reference),
                    () => Eligible::Some(key.and_then(|key| generation.agreeing(slot, reference).get(&key)).map_or(&[], Vec::as_slice)),
                };
                let mut draw = self.draw_of(reference.key);
                // Where it matters what it shows, more of them are looked at.
                let looked_at = if generation.model.seen.iter().any(|seen| seen.slot == slot) { 24 } else { 6 };
                let others: Vec<Offer> =
                    (0..looked_at).filter_map(|_| pool.pick(&mut draw).map(|parent| Offer::Parent(Some(parent)))).collect();
                offers.extend(others);
                if reference.optional && !is_shared && !reference.columns.is_empty() {
                    offers.push(Offer::Parent(None));
                }
                offers
            }
            Slot::Column { index, field } => {
                let literals = self.literals;
                let wanted = literals.iter().filter_map(Literal::nullness).find(|(column, _)| column == index).map(|(_, null)| null);
                let mut spans = self.bounds.clone();
                // Nothing that is decided wholly bounds anything.
                let open = |literal: &&Literal| literal.columns.iter().any(|column| !is_decided(*column));
                let open: Vec<&Literal> = literals.iter().filter(open).collect();
                narrow(&open, &view, &is_decided, &mut spans);
                let draw = self.draw_of(field.key);
                if let Some(constants) = &self.constants
                    && !self.near.contains_key(index)
                {
                    self.near.insert(*index, offer::near(field, *index, constants, literals, &view));
                }
                let about: Vec<&Literal> = literals.iter().filter(|literal| literal.columns.contains(index)).collect();
                let mut asking = offer::Asking {
                    field,
                    column: *index,
                    plain: row.values[*index].clone(),
                    literals: &about,
                    row: &view,
                    decided: &is_decided,
                    spans: &spans,
                    null: wanted,
                    number: generation.number,
                    variation: self.choices[slot].variation,
                    born: row.born,
                    draw,
                    near: self.near.get(index).map(Vec::as_slice),
                    judged: 0,
                };
                let offers = asking.offers();
                generation.effort.judge(asking.judged);
                offers
            }
        }
    }

    fn draw_of(&mut self, key: u64) -> Draw {
        // Each way to a column draws anew, so that what failed is not tried again.
        Draw::at(key ^ 0x0ffe, self.generation.number, self.round ^ (self.draw.number() << 8))
    }
}
