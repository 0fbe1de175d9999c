//! The way from requirements to rows: order the tables, take the written rows, make the sample rows, name the parents.

use crate::ordered::{IndexMap, IndexSet};

use crate::catalog::{Catalog, QualifiedName};
use crate::design::Population;
use crate::diagnostic::{Diagnostic, has_errors};

use super::condition::Reader;
use super::emit::{Emission, Names, naming};
use super::generate::{Generation, Row, Rows, Stock};
use super::initial::{Initial, fixed};
use super::known::{Standing, can_be_a_parent, stocks, with_parents};
use super::model::{Model, Models, Slot};
use super::unique::Uniqueness;
use super::{SeedOptions, SeedPlan, UnjudgedCheck, emit, failure, links, order};

/// The rows that the requirements ask for. With errors among the diagnostics the plan is empty.
pub fn seed(catalog: &Catalog, population: &Population, options: &SeedOptions) -> (SeedPlan, Vec<Diagnostic>) {
    if population.tables.values().all(|table| table.initial.is_empty() && table.sample.is_none()) {
        return (SeedPlan::default(), Vec::new());
    }
    let mut population = with_parents(catalog, population);
    loop {
        let (plan, found, nameless) = attempt(catalog, &population, options);
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
fn attempt(catalog: &Catalog, population: &Population, options: &SeedOptions) -> (SeedPlan, Vec<Diagnostic>, Vec<QualifiedName>) {
    let wanted: Vec<QualifiedName> = population.tables.keys().filter(|name| catalog.tables.contains_key(*name)).cloned().collect();
    let order = order::order(catalog, &wanted);
    let models = models(catalog, population, &order);
    let rows = stocks(&models, &options.standing);
    let (taken, unjudged) = (IndexMap::default(), IndexMap::default());
    let mut sowing = Sowing { population, options, models: &models, rows, taken, unjudged, diagnostics: Vec::new() };
    sowing.refuse_cycles(&order);
    if !has_errors(&sowing.diagnostics) {
        models.values().for_each(|model| sowing.take_initial(model));
    }
    if options.samples && !has_errors(&sowing.diagnostics) {
        models.values().for_each(|model| sowing.make_samples(model));
    }
    let Sowing { rows, unjudged, mut diagnostics, .. } = sowing;
    if has_errors(&diagnostics) {
        return (SeedPlan::default(), diagnostics, Vec::new());
    }
    let names: Names = models
        .iter()
        .filter_map(|(name, model)| rows.get(name).filter(|stock| !stock.pool.is_empty()).map(|stock| (name.clone(), naming(model, stock))))
        .collect();
    let nameless: Vec<(QualifiedName, Diagnostic)> =
        models.values().flat_map(|model| nameless_parents(population, &models, model, &rows, &names)).collect();
    if !nameless.is_empty() {
        let (tables, found): (Vec<QualifiedName>, Vec<Diagnostic>) = nameless.into_iter().unzip();
        diagnostics.extend(found);
        return (SeedPlan::default(), diagnostics, tables);
    }
    let plan = Emission { models: &models, rows: &rows, names: &names }.plan();
    let of_table = |(table, conditions): (&QualifiedName, &IndexSet<usize>)| -> Vec<UnjudgedCheck> {
        models.get(table).map_or_else(Vec::new, |model| conditions.iter().map(|index| unjudged_check(model, *index)).collect())
    };
    (SeedPlan { unjudged: unjudged.iter().flat_map(of_table).collect(), ..plan }, diagnostics, Vec::new())
}

/// References of new rows to rows that have nothing but what the database gave them, or whose name is another row's as well.
fn nameless_parents(
    population: &Population,
    models: &Models,
    model: &Model,
    rows: &Rows,
    names: &Names,
) -> Vec<(QualifiedName, Diagnostic)> {
    let new: Vec<&Row> = rows.get(&model.table.name).into_iter().flat_map(Stock::in_pool).filter(|row| !row.standing).collect();
    let is_nameless = |place: usize, slot: &Slot| {
        let Slot::Reference(reference) = slot else { return None };
        let parent = &reference.foreign_key.references;
        let used: IndexSet<usize> = new.iter().filter_map(|row| row.parents[place]).collect();
        let (names, above, stock) = (names.get(parent)?, models.get(parent)?, rows.get(parent)?);
        let used: Vec<&Row> = used.iter().filter_map(|index| stock.rows.get(*index)).collect();
        let without = new.iter().any(|row| row.parents[place].is_none());
        let empty = without && used.iter().any(|row| emit::is_nameless(above, row, names));
        // Two parents of one name are one parent in the database, which matters where each may have one child only.
        let distinct: IndexSet<Vec<String>> = used.iter().map(|row| emit::name_of(above, row, names)).collect();
        let confused = distinct.len() < used.len() && model.unique_keys.iter().any(|key| !key.name.is_empty() && key.slots == [place]);
        let nameless = names.is_empty() && !used.is_empty();
        (nameless || empty || confused).then(|| (parent.clone(), failure::nameless(population, model, parent)))
    };
    model.slots.iter().enumerate().filter_map(|(place, slot)| is_nameless(place, slot)).collect()
}

pub(super) fn models<'a>(catalog: &'a Catalog, population: &'a Population, order: &order::Order) -> Models<'a> {
    let mut reader = Reader::default();
    let mut models = Models::default();
    for name in &order.tables {
        if let (Some(table), Some(rows)) = (catalog.tables.get(name), population.tables.get(name)) {
            models.insert(name.clone(), Model::new(catalog, population, table, rows, order, &mut reader));
        }
    }
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
}

impl Sowing<'_, '_> {
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

    fn make_samples(&mut self, model: &Model) {
        let name = &model.table.name;
        if model.population.sample.is_some() || model.population.join_table {
            let own = self.rows.get_mut(name).map(std::mem::take).unwrap_or_default();
            let own = self.grow(model, own);
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

    fn grow(&mut self, model: &Model, own: Stock) -> Stock {
        if !model.unfilled.is_empty() {
            let found = model.unfilled.iter().map(|foreign_key| failure::shared_column(self.population, model, foreign_key));
            self.diagnostics.extend(found);
            return own;
        }
        let uniqueness = self.taken.get_mut(&model.table.name).map(std::mem::take).unwrap_or_default();
        let fixed = fixed(model, self.models, self.population, &self.rows, &own.rows, &mut self.diagnostics);
        let standing = Standing::new(model, &own, self.options.standing.tables.get(&model.table.name));
        let (models, rows, options) = (self.models, &self.rows, self.options);
        let unjudged = IndexSet::default();
        let mut generation =
            Generation { model, models, rows, own, fixed, uniqueness, standing, options, number: 0, unjudged, numbered: Vec::new() };
        let count = model.population.sample.as_ref().map(|sample| sample.count);
        let failure = match sides(model) {
            Some(sides) if model.population.join_table => links::make(&mut generation, sides, count),
            _ => make(&mut generation, count.unwrap_or(0)),
        };
        let made = generation.number;
        let failure = failure.map(|failure| failure::explain(&generation, self.population, &failure, count.unwrap_or(made), made));
        let Generation { own, unjudged, .. } = generation;
        self.unjudged.entry(model.table.name.clone()).or_default().extend(unjudged);
        self.diagnostics.extend(failure);
        own
    }
}

fn make(generation: &mut Generation, count: u64) -> Option<super::generate::Failure> {
    (0..count).find_map(|_| generation.next_row(None).err())
}

/// The two references of a join table.
pub(super) fn sides(model: &Model) -> Option<[usize; 2]> {
    let mut references = model.slots.iter().enumerate().filter(|(_, slot)| matches!(slot, Slot::Reference(_))).map(|(index, _)| index);
    Some([references.next()?, references.next()?])
}
