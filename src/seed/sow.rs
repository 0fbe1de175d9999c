//! The way from requirements to rows: order the tables, take the written rows, make the sample rows, name the parents.

use crate::ordered::{IndexMap, IndexSet};

use crate::catalog::{Catalog, QualifiedName};
use crate::design::Population;
use crate::diagnostic::{Diagnostic, has_errors};

use super::begin::Beginning;
use super::capacity::{Capacity, MOST_WAYS, capacity, upper_bound};
use super::closing::Closings;
use super::condition::Reader;
use super::coverage::coverage;
use super::emit::{Emission, Names, naming};
use super::generate::{Choice, Failure, Fixed, Generation, Rows, Stock};
use super::initial::{Initial, fixed};
use super::keys::UniqueKey;
use super::known::{Standing, can_be_a_parent, stocks, with_parents};
use super::maintained::Maintained;
use super::memo::{Kept, Memo, Remembered, Run};
use super::model::{Model, Models, Slot};
use super::row::Row;
use super::shortage::Shortage;
use super::unique::Uniqueness;
use super::{ConditionCount, SeedOptions, SeedPlan, UnjudgedCheck, emit, failure, guard, links, order, sums};

/// The rows that the requirements ask for. With errors among the diagnostics the plan is empty.
pub fn seed(catalog: &Catalog, population: &Population, options: &SeedOptions) -> (SeedPlan, Vec<Diagnostic>) {
    grow_all(catalog, population, options, None)
}

/// The same for rows that may be made again, with other options for what was refused; all else is what it was the last time.
pub fn seed_again(catalog: &Catalog, population: &Population, options: &SeedOptions, memo: &mut Memo) -> (SeedPlan, Vec<Diagnostic>) {
    grow_all(catalog, population, options, Some(memo))
}

fn grow_all(catalog: &Catalog, population: &Population, options: &SeedOptions, mut memo: Option<&mut Memo>) -> (SeedPlan, Vec<Diagnostic>) {
    if population.tables.values().all(|table| table.initial.is_empty() && table.sample.is_none()) {
        return (SeedPlan::default(), Vec::new());
    }
    let mut population = with_parents(catalog, population);
    loop {
        let (plan, found, nameless) = attempt(catalog, &population, options, memo.as_deref_mut());
        let mut numbered = false;
        for table in nameless {
            let rows = population.tables.get_mut(&table).filter(|rows| rows.unexplained && !rows.numbered);
            rows.into_iter().for_each(|rows| (rows.numbered, numbered) = (true, true));
        }
        if !numbered {
            return (plan, found);
        }
    }
}

/// The rows, what is wrong, and the tables whose rows others cannot name.
fn attempt(
    catalog: &Catalog,
    population: &Population,
    options: &SeedOptions,
    memo: Option<&mut Memo>,
) -> (SeedPlan, Vec<Diagnostic>, Vec<QualifiedName>) {
    let wanted: Vec<QualifiedName> = population.tables.keys().filter(|name| catalog.tables.contains_key(*name)).cloned().collect();
    let is_unexplained = |name: &QualifiedName| population.tables.get(name).is_some_and(|rows| rows.unexplained);
    let order = order::order(catalog, &wanted, is_unexplained);
    let models = models(catalog, population, &order);
    let rows = stocks(&models, &options.standing, options.keys_stand);
    let (taken, unjudged) = (IndexMap::default(), IndexMap::default());
    let nameless = without_keys(&models, options.samples);
    if !nameless.is_empty() {
        return (SeedPlan::default(), Vec::new(), nameless);
    }
    let (diagnostics, notes, closings) = (Vec::new(), Vec::new(), Closings::default());
    let (unguarded, ended) = (IndexMap::default(), IndexMap::default());
    let mut sowing =
        Sowing { population, options, models: &models, rows, taken, unjudged, diagnostics, notes, closings, unguarded, ended, nameless };
    sowing.refuse_cycles(&order);
    if !has_errors(&sowing.diagnostics) {
        models.values().for_each(|model| sowing.take_initial(model));
    }
    if options.samples && !has_errors(&sowing.diagnostics) {
        let numbered = population.tables.iter().filter(|(_, rows)| rows.numbered).map(|(name, _)| name.clone()).collect();
        let mut run = memo.map(|memo| memo.run(numbered));
        models.values().for_each(|model| sowing.make_samples(model, run.as_deref_mut()));
        sowing.close_cycles();
    }
    let Sowing { mut rows, unjudged, mut diagnostics, notes, closings, unguarded, ended, nameless, .. } = sowing;
    if !nameless.is_empty() {
        return (SeedPlan::default(), diagnostics, nameless);
    }
    if has_errors(&diagnostics) {
        return (SeedPlan::default(), diagnostics, Vec::new());
    }
    sums::settle(&models, &mut rows);
    let names: Names = models
        .iter()
        .filter_map(|(name, model)| rows.get(name).filter(|stock| !stock.pool.is_empty()).map(|stock| (name.clone(), naming(model, stock))))
        .collect();
    let nameless: Vec<(QualifiedName, Diagnostic)> =
        models.values().flat_map(|model| nameless_parents(population, &models, model, &rows, &names, &closings)).collect();
    if !nameless.is_empty() {
        let (tables, found): (Vec<QualifiedName>, Vec<Diagnostic>) = nameless.into_iter().unzip();
        diagnostics.extend(found);
        return (SeedPlan::default(), diagnostics, tables);
    }
    let plan = Emission { models: &models, rows: &rows, names: &names, closings: &closings }.plan();
    let of_table = |(table, conditions): (&QualifiedName, &IndexSet<usize>)| -> Vec<UnjudgedCheck> {
        models.get(table).map_or_else(Vec::new, |model| conditions.iter().map(|index| unjudged_check(model, *index)).collect())
    };
    let coverage = Box::new(coverage(&models, &rows));
    let conditions = plan.expected_counts.keys().filter_map(|name| {
        let (all, unjudged) = (models.get(name)?.conditions.len(), unjudged.get(name).map_or(0, IndexSet::len));
        Some((name.clone(), ConditionCount { judged: all - unjudged, unjudged }))
    });
    let conditions = conditions.collect();
    (
        SeedPlan { unjudged: unjudged.iter().flat_map(of_table).collect(), conditions, coverage, notes, unguarded, ended, ..plan },
        diagnostics,
        Vec::new(),
    )
}

/// References of new rows to rows that have nothing but what the database gave them, or whose name is another row's as well.
fn nameless_parents(
    population: &Population,
    models: &Models,
    model: &Model,
    rows: &Rows,
    names: &Names,
    closings: &Closings,
) -> Vec<(QualifiedName, Diagnostic)> {
    let new: Vec<&Row> = rows.get(&model.table.name).into_iter().flat_map(Stock::in_pool).filter(|row| !row.standing).collect();
    let shares = model.population.unexplained
        && model.slots.iter().any(|slot| matches!(slot, Slot::Reference(reference) if !reference.shared.is_empty()));
    let is_nameless = |place: usize, slot: &Slot| {
        let Slot::Reference(reference) = slot else { return None };
        let parent = &reference.foreign_key.references;
        let closed = closings.parents.get(&(model.table.name.clone(), place));
        let closed = closed.filter(|_| model.population.unexplained).into_iter().flatten().map(|(_, parent)| *parent);
        let used: IndexSet<usize> = new.iter().filter_map(|row| row.parents[place]).chain(closed).collect();
        let (names, above, stock) = (names.get(parent)?, models.get(parent)?, rows.get(parent)?);
        let used: Vec<&Row> = used.iter().filter_map(|index| stock.rows.get(*index)).collect();
        let without = new.iter().any(|row| row.parents[place].is_none());
        let empty = without && used.iter().any(|row| emit::is_nameless(above, row, names));
        // Two parents of one name are one parent in the database, which matters where each may have one child only, or agrees with others.
        let distinct: IndexSet<Vec<String>> = used.iter().map(|row| emit::name_of(above, row, names)).collect();
        let alone = |key: &UniqueKey| !key.name.is_empty() && key.slots == [place];
        let matters = reference.closing || shares || model.unique_keys.iter().any(alone);
        let confused = distinct.len() < used.len() && matters;
        let nameless = names.is_empty() && !used.is_empty();
        (nameless || empty || confused).then(|| (parent.clone(), failure::nameless(population, model, parent)))
    };
    model.slots.iter().enumerate().filter_map(|(place, slot)| is_nameless(place, slot)).collect()
}

pub(super) fn models<'a>(catalog: &'a Catalog, population: &'a Population, order: &order::Order) -> Models<'a> {
    let mut reader = Reader::default();
    let maintained = Maintained::of(catalog);
    let mut models = Models::default();
    for name in &order.tables {
        if let (Some(table), Some(rows)) = (catalog.tables.get(name), population.tables.get(name)) {
            models.insert(name.clone(), Model::new(catalog, population, table, rows, order, &maintained, &mut reader));
        }
    }
    sums::mark(&mut models);
    guard::mark(catalog, &mut models, &mut reader);
    models
}

pub(super) fn unjudged_check(model: &Model, condition: usize) -> UnjudgedCheck {
    let named = &model.conditions[condition];
    UnjudgedCheck {
        table: model.table.name.clone(),
        name: named.name.clone(),
        entity: model.population.entity.clone(),
        fields: named.slots.iter().filter_map(|slot| failure::written_name(model, *slot)).collect(),
        sample: model.population.sample.as_ref().map(|sample| (sample.count, sample.span)),
    }
}

pub(super) struct Sowing<'a, 'b> {
    pub population: &'b Population,
    pub options: &'b SeedOptions,
    pub models: &'b Models<'a>,
    pub rows: Rows,
    pub taken: IndexMap<QualifiedName, Uniqueness>,
    /// By table: conditions that could not be judged.
    pub unjudged: IndexMap<QualifiedName, IndexSet<usize>>,
    pub diagnostics: Vec<Diagnostic>,
    /// Where fewer rows than wished are as many as can be.
    pub notes: Vec<String>,
    pub closings: Closings,
    /// By table: rows that were made against what triggers seem to ask for.
    pub unguarded: IndexMap<QualifiedName, IndexSet<u64>>,
    /// Tables that have fewer rows than were wished, because no more were found.
    pub ended: IndexMap<QualifiedName, Shortage>,
    /// Tables whose rows need numbers of their own.
    pub nameless: Vec<QualifiedName>,
}

/// Tables whose keys have to be given: those of rows that refer to themselves or to rows that come later, or that get a parent afterwards; and of rows
/// that a trigger may change on their way in, so that all their values together do not tell them, or that have no values at all.
fn without_keys(models: &Models, samples: bool) -> Vec<QualifiedName> {
    let mut found: IndexSet<&QualifiedName> = IndexSet::default();
    for model in models.values() {
        let is_empty = model.inserted().is_empty();
        if model.identity.is_none() && (is_empty || model.table.acts_before_rows()) && model.can_be_numbered() {
            found.insert(&model.table.name);
        }
        for slot in &model.slots {
            let Slot::Reference(reference) = slot else { continue };
            let Some(parent) = models.get(&reference.foreign_key.references) else { continue };
            let is_open = |name: &&String| parent.slot_of_column(name).is_none();
            if (reference.closing || reference.to_itself) && !reference.optional && reference.referenced.iter().any(is_open) {
                found.insert(&parent.table.name);
            }
            if reference.closing && model.identity.is_none() {
                found.insert(&model.table.name);
            }
        }
    }
    let can = |name: &&QualifiedName| {
        models.get(*name).is_some_and(|model| {
            let rows = model.population;
            samples && rows.unexplained && rows.sample.is_some() && !rows.numbered
        })
    };
    found.into_iter().filter(can).cloned().collect()
}

impl Sowing<'_, '_> {
    fn close_cycles(&mut self) {
        for model in self.models.values() {
            for slot in 0..model.slots.len() {
                let failure = self.closings.close(self.models, &mut self.rows, model, slot, self.options);
                self.diagnostics.extend(failure.map(|failure| failure::no_parent_to_close(self.population, model, failure)));
            }
        }
    }

    /// A cycle of required references matters only where rows are asked for.
    pub fn refuse_cycles(&mut self, order: &order::Order) {
        let mut told: Vec<&QualifiedName> = Vec::new();
        for cycle in &order.impossible {
            let request = cycle.iter().find_map(|name| {
                let rows = self.population.tables.get(name)?;
                let sample = rows.sample.as_ref().filter(|_| self.options.samples).map(|sample| sample.span);
                sample.or_else(|| rows.initial.first().map(|initial| Some(initial.span)))
            });
            if request.is_some() && !cycle.iter().any(|name| told.contains(&name)) {
                self.diagnostics.push(failure::cycle(self.population, cycle, request.flatten()));
                told.extend(cycle);
            }
        }
    }

    pub fn take_initial(&mut self, model: &Model) {
        let own = self.rows.get_mut(&model.table.name).map(std::mem::take).unwrap_or_default();
        let mut initial = Initial {
            model,
            models: self.models,
            population: self.population,
            rows: &self.rows,
            standing: Standing::new(model, &own, None),
            own,
            uniqueness: Uniqueness::new(model),
            unjudged: IndexSet::default(),
            diagnostics: Vec::new(),
        };
        initial.read();
        let Initial { own, uniqueness, unjudged, diagnostics, .. } = initial;
        self.unjudged.entry(model.table.name.clone()).or_default().extend(unjudged);
        self.diagnostics.extend(diagnostics);
        self.rows.insert(model.table.name.clone(), own);
        self.taken.insert(model.table.name.clone(), uniqueness);
    }

    fn make_samples(&mut self, model: &Model, run: Option<&mut Run>) {
        let name = &model.table.name;
        if model.population.sample.is_some() || model.population.join_table {
            let own = self.rows.get_mut(name).map(std::mem::take).unwrap_or_default();
            let own = self.grow(model, own, run);
            self.rows.insert(name.clone(), own);
        }
        // What else stands can be a parent too, after the rows that the requirements know.
        if let Some(stock) = self.rows.get_mut(name) {
            let others = stock.rows.iter().enumerate();
            let others = others.filter(|(_, row)| row.standing && !row.claimed && can_be_a_parent(model, row));
            let others: Vec<usize> = others.map(|(index, _)| index).collect();
            stock.pool.extend(others);
        }
    }

    fn grow(&mut self, model: &Model, own: Stock, mut run: Option<&mut Run>) -> Stock {
        let name = &model.table.name;
        let uniqueness = self.taken.get_mut(name).map(std::mem::take).unwrap_or_default();
        let fixed = fixed(model, self.models, self.population, &self.rows, &own.rows, &mut self.diagnostics);
        let known = run.as_mut().map_or(Remembered::Nothing, |run| run.next(name, self.options));
        let kept = match known {
            Remembered::Whole(grown) => Err(*grown),
            Remembered::Rows(kept) => Ok(kept),
            Remembered::Nothing => Ok(Kept::default()),
        };
        let grown = kept.map_or_else(
            |grown| grown,
            |kept| {
                let grown = self.grown(model, own, uniqueness, &fixed, kept);
                run.iter_mut().for_each(|run| run.keep(name, self.options, &grown));
                grown
            },
        );
        self.unjudged.entry(name.clone()).or_default().extend(grown.unjudged);
        self.notes.extend(self.options.left_out.get(name).and_then(|rows| failure::left_out_note(model, rows)));
        self.ended.extend(grown.shortage.map(|shortage| (name.clone(), shortage)));
        self.unguarded.extend((!grown.unguarded.is_empty()).then(|| (name.clone(), grown.unguarded)));
        match grown.end {
            End::AsAsked => {}
            End::Failed(diagnostic) => self.diagnostics.push(diagnostic),
            End::Fewer(note) => self.notes.push(note),
            End::Nameless => self.nameless.push(name.clone()),
        }
        grown.own
    }

    fn grown(&self, model: &Model, own: Stock, uniqueness: Uniqueness, fixed: &[Option<Fixed>], kept: Kept) -> Grown {
        let known = self.options.standing.tables.get(&model.table.name);
        let (models, rows, options) = (self.models, &self.rows, self.options);
        let begin = |own: Stock, uniqueness: Uniqueness| {
            let standing = Standing::new(model, &own, known);
            let fixed = fixed.to_vec();
            Generation::begin_with(Beginning { model, models, rows, options, own, fixed, uniqueness, standing })
        };
        let Some(sample) = model.population.sample.as_ref().filter(|_| !model.population.join_table) else {
            let count = model.population.sample.as_ref().map(|sample| sample.count);
            let mut generation = begin(own, uniqueness);
            let failure = sides(model).and_then(|sides| links::make(&mut generation, sides, count));
            let made = generation.number;
            let failure = failure.map(|failure| failure::explain(&generation, self.population, &failure, count.unwrap_or(made), made));
            return grown(generation, failure.map_or(End::AsAsked, End::Failed));
        };
        let beginning = (own.clone(), uniqueness.clone());
        let mut generation = begin(own, uniqueness);
        generation.keep(kept);
        // PostgreSQL has refused some of these: what was looked for in vain is not looked for again.
        if let Some(shortage) = self.options.ended.get(&model.table.name) {
            if !shortage.listed || make_most(&mut generation, shortage.rows, &[]).is_none() {
                make(&mut generation, shortage.rows);
            }
            let shortage = shortage.after(generation.number);
            return short(generation, shortage);
        }
        let failure = match upper_bound(&generation) {
            Some(Most { rows, .. }) if rows > 0 && rows < sample.count => Some(Failure::Distinct { key: 0 }),
            _ => make(&mut generation, sample.count),
        };
        let Some(failure) = failure else {
            // What could not be drawn in an empty table has been listed, and is known again by that alone.
            if self.options.keys_stand && generation.own.rows.iter().any(|row| row.standing) && new_rows(&generation) > 0 {
                let empty = || begin(Stock::default(), Uniqueness::new(model));
                let mut again = begin(beginning.0, beginning.1);
                again.prepared = ways_of_an_empty_table(empty, sample.count);
                if again.prepared.is_some() && make(&mut again, sample.count).is_none() && new_rows(&again) < new_rows(&generation) {
                    return grown(again, End::AsAsked);
                }
            }
            return grown(generation, End::AsAsked);
        };
        if let Some(shortage) = Shortage::of(&generation, &failure).filter(|_| sample.flexible) {
            return short(generation, shortage);
        }
        let is_childless = matches!(failure, Failure::NoParent { slot } if !generation.shares(slot));
        // Written rows are among those that stand, where keys stand: nothing of the table is missing in an empty one.
        let knows_again = !is_childless && self.options.keys_stand && beginning.0.rows.iter().any(|row| row.standing);
        let empty = || begin(Stock::default(), Uniqueness::new(model));
        let samples = if knows_again { samples_of_an_empty_table(empty, sample.count) } else { Vec::new() };
        let mut again = begin(beginning.0, beginning.1);
        let most = if is_childless { None } else { make_most(&mut again, sample.count, &samples) };
        // Rows that are told apart by all their values may be fewer than their keys allow.
        let lacks_number =
            || model.identity.is_none() && model.population.unexplained && !model.population.numbered && model.can_be_numbered();
        let Some(most) = most else {
            if matches!(&failure, Failure::Distinct { .. }) && lacks_number() {
                return grown(generation, End::Nameless);
            }
            // Without rows above there are none here: that follows from what was asked of the other table.
            if let (Failure::NoParent { slot }, true) = (&failure, sample.flexible)
                && let Some(note) = failure::without_parents(&generation, *slot)
            {
                return grown(generation, End::Fewer(note));
            }
            let shortage = Shortage::at_last(&generation, &failure).filter(|_| sample.flexible);
            if let Some(shortage) = shortage.filter(|_| !failure::is_contradiction(&generation, &failure)) {
                return short(generation, shortage);
            }
            let failure = failure::explain(&generation, self.population, &failure, sample.count, generation.number);
            return grown(generation, End::Failed(failure));
        };
        if again.number == sample.count {
            return grown(again, End::AsAsked);
        }
        if lacks_number() {
            return grown(again, End::Nameless);
        }
        if sample.flexible && again.number >= most.rows {
            return grown(again, End::Fewer(failure::at_most_note(model, &most)));
        }
        // More could be, but were not found.
        let (key, made) = (most.keys.first().copied().unwrap_or(0), again.number);
        if sample.flexible {
            let end = End::Fewer(failure::found_no_more_note(model, key, made));
            // What is known again by rows of an empty table is looked for again.
            let shortage = (!knows_again).then(|| Shortage::listed(made, key));
            return Grown { shortage, ..grown(again, end) };
        }
        if most.rows >= sample.count {
            let failure = failure::explain(&again, self.population, &Failure::Distinct { key }, sample.count, made);
            return grown(again, End::Failed(failure));
        }
        let failure = failure::at_most(model, &most, sample.count);
        grown(again, End::Failed(failure))
    }
}

/// The rows of one table, and how it ended.
#[derive(Clone)]
pub struct Grown {
    own: Stock,
    unjudged: IndexSet<usize>,
    unguarded: IndexSet<u64>,
    /// Values of some key were walked through, so that rows hang on more than those before them.
    is_walked: bool,
    end: End,
    /// What no further row was found for, among rows that were drawn.
    shortage: Option<Shortage>,
}

impl Grown {
    /// The rows, and the conditions that could not be judged for some of them, where they were drawn one after the other.
    pub fn as_drawn(&self) -> Option<(&[Row], &IndexSet<usize>)> {
        ((matches!(self.end, End::AsAsked) || self.shortage.is_some()) && !self.is_walked).then_some((&self.own.rows, &self.unjudged))
    }
}

#[derive(Clone)]
enum End {
    AsAsked,
    /// As many as can be, with the reason.
    Fewer(String),
    /// Rows need numbers of their own.
    Nameless,
    Failed(Diagnostic),
}

fn grown(generation: Generation, end: End) -> Grown {
    let is_walked = generation.prepared.is_some() || generation.is_walked;
    Grown { own: generation.own, unjudged: generation.unjudged, unguarded: generation.unguarded, is_walked, end, shortage: None }
}

/// Fewer rows than were wished.
fn short(generation: Generation, shortage: Shortage) -> Grown {
    let note = shortage.note(generation.model, generation.made());
    Grown { shortage: Some(shortage), ..grown(generation, End::Fewer(note)) }
}

/// The greatest number of rows that a table can have, and why.
#[derive(Debug, Default)]
pub struct Most {
    pub rows: u64,
    /// By their places among the table's unique keys.
    pub keys: Vec<usize>,
    /// The slot whose numbers count the rows, where that is what ends.
    pub counter: Option<usize>,
}

/// Makes as many rows as can be, up to `count`, where the values of some key can be counted. Rows that stand come in the order of the `samples` that
/// they are likest to: rows below choose among them by their order.
fn make_most(generation: &mut Generation, count: u64, samples: &[Row]) -> Option<Most> {
    generation.claim_all(count, samples);
    let standing = generation.number;
    let Some(capacity) = capacity(generation, MOST_WAYS) else {
        let most = upper_bound(generation).filter(|most| most.rows < count)?;
        make(generation, most.rows.saturating_sub(standing));
        return Some(most);
    };
    let rows = capacity.most.map_or(u64::MAX, |most| most.saturating_add(standing));
    let wanted = count.min(rows).saturating_sub(standing);
    generation.prepared = listed(&capacity, wanted);
    make(generation, wanted);
    Some(Most { rows, keys: capacity.keys, ..Most::default() })
}

/// The ways for so many rows to be, where they were listed.
fn listed(Capacity { ways, unbound, .. }: &Capacity, wanted: u64) -> Option<std::vec::IntoIter<Vec<Choice>>> {
    let others = unbound.iter().cycle().take(if unbound.is_empty() { 0 } else { wanted as usize });
    let is_listed = !ways.is_empty() || !unbound.is_empty();
    is_listed.then(|| ways.iter().chain(others).cloned().collect::<Vec<_>>().into_iter())
}

/// The ways for so many rows to be, or for as many as can be.
fn ways(generation: &Generation, count: u64) -> Option<std::vec::IntoIter<Vec<Choice>>> {
    let capacity = capacity(generation, MOST_WAYS)?;
    listed(&capacity, count.min(capacity.most.unwrap_or(u64::MAX)))
}

/// The ways that rows were made by where nothing stood; none where all could be drawn.
fn ways_of_an_empty_table<'a: 'b, 'b>(empty: impl Fn() -> Generation<'a, 'b>, count: u64) -> Option<std::vec::IntoIter<Vec<Choice>>> {
    let ways = ways(&empty(), count)?;
    make(&mut empty(), count).map(|_| ways)
}

/// What was made where nothing stood: drawn, or else listed.
fn samples_of_an_empty_table<'a: 'b, 'b>(empty: impl Fn() -> Generation<'a, 'b>, count: u64) -> Vec<Row> {
    let mut drawn = empty();
    if make(&mut drawn, count).is_none() {
        return drawn.own.rows;
    }
    let mut again = empty();
    again.prepared = ways(&again, count);
    make(&mut again, count);
    again.own.rows
}

fn new_rows(generation: &Generation) -> usize {
    generation.own.rows.iter().filter(|row| !row.standing).count()
}

fn make(generation: &mut Generation, count: u64) -> Option<Failure> {
    let left_out = generation.options.left_out.get(&generation.model.table.name);
    (0..count).find_map(|_| {
        if left_out.is_some_and(|rows| rows.contains_key(&generation.number)) {
            generation.number += 1;
            // Where the ways to be are listed, this was one of them.
            generation.prepared.as_mut().and_then(Iterator::next);
            return None;
        }
        if generation.takes_kept() { None } else { generation.next_row(None).err() }
    })
}

/// The two references of a join table.
pub(super) fn sides(model: &Model) -> Option<[usize; 2]> {
    let mut references = model.slots.iter().enumerate().filter(|(_, slot)| matches!(slot, Slot::Reference(_))).map(|(index, _)| index);
    Some([references.next()?, references.next()?])
}
