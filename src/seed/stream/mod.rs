//! Rows of any number, one table after the other, as text: what load tests need.
//!
//! Comes in: the target catalog, the population that is asked for, how a row is written, rows that stand. Goes out: pieces of text in the order in
//! which they load. Rows carry the keys that a database would give them, and children name their parents by these. Never happens: more of a row in
//! memory than others need of it (see [`many`]); other bytes because of more threads.
//!
//! The values are those of the small form: the same draws from (seed, table, column, row), the same checks, the same other forms where one is not
//! fulfilled or a key is taken. Chunks of rows are made at once and then looked at one after the other; a row that cannot stay as it is is made anew
//! in its turn, so that the result is what one thread makes.

mod first;
pub(super) mod hashes;
pub(super) mod many;
mod table;

use crate::catalog::{Catalog, Column, ColumnValue, DataType, QualifiedName, Table, Trigger};
use crate::design::Population;
use crate::diagnostic::{Diagnostic, has_errors};
use crate::ordered::{IndexMap, IndexSet};

use super::closing::Closings;
use super::field::Family;
use super::generate::{Fixed, Rows, Stock};
use super::generators::time::Follows;
use super::keys::{KeyPart, UniqueKey};
use super::known::with_parents;
use super::model::{Model, Models, Slot};
use super::sow::{Sowing, models, unjudged_check};
use super::sums::{self, Above, Sums};
use super::ties::{follows, reads, states};
use super::{ConditionCount, Coverage, SeedOptions, SeedValue, UnjudgedCheck, failure, order};
use many::Needs;

/// How a row is written.
pub trait Form: Sync {
    /// Whether SQL may stand for a value.
    fn holds_expressions(&self) -> bool;

    /// Appends one row: these columns of the values of its table.
    fn row(&self, columns: &[WrittenColumn], values: &[Option<SeedValue>], text: &mut Vec<u8>);
}

/// A column that rows give.
#[derive(Debug, Clone, PartialEq)]
pub struct WrittenColumn {
    /// In its table.
    pub index: usize,
    pub name: String,
    pub data_type: DataType,
}

/// What comes next.
#[derive(Debug)]
pub enum Piece {
    /// Rows of this table follow, with these columns.
    Table { table: QualifiedName, columns: Vec<WrittenColumn> },
    /// So many rows.
    Rows { text: Vec<u8>, rows: u64 },
}

/// Rows that stand where the new ones are to go.
pub trait Standing<E> {
    /// Hands over these columns of each row of a table, as text.
    fn rows(&mut self, table: &QualifiedName, columns: &[&str], each: &mut dyn FnMut(&[Option<&str>])) -> Result<(), E>;
}

/// What was made.
#[derive(Debug, Default)]
pub struct Streamed {
    /// In the order of insertion.
    pub rows: Vec<(QualifiedName, u64)>,
    /// Columns whose sequences have to go on after the numbers that were given.
    pub numbered: Vec<(QualifiedName, String)>,
    /// Checks that only PostgreSQL can judge for some of the rows.
    pub unjudged: Vec<UnjudgedCheck>,
    /// Tables that hold rows, so that those which the requirements write were left out.
    pub left_out: Vec<QualifiedName>,
    /// Where fewer rows than wished are as many as can be.
    pub notes: Vec<String>,
    /// What the new rows show of what is allowed.
    pub coverage: Coverage,
    /// Of the tables that got rows.
    pub conditions: ConditionCount,
}

/// Why the rows are not complete.
#[derive(Debug)]
pub enum StreamFailure<E> {
    Unmade(Vec<Diagnostic>),
    /// What stands could not be read.
    Unread(E),
    /// Nobody takes the pieces any more.
    Stopped,
}

/// About how many rows the population asks for.
pub fn expected_rows(population: &Population) -> u64 {
    let asked = |name: &QualifiedName| population.tables.get(name).and_then(|rows| rows.sample.as_ref()).map_or(0, |sample| sample.count);
    population.tables.keys().map(asked).fold(0, u64::saturating_add)
}

/// Columns whose numbers rows carry, with how many rows come at most; where triggers may ask for numbers while they do.
pub fn numbers_beside_triggers(catalog: &Catalog, population: &Population) -> Vec<(QualifiedName, String, u64)> {
    let gets_rows = |name: &QualifiedName| population.tables.get(name).is_some_and(|rows| rows.sample.is_some() || rows.join_table);
    let fires = |trigger: &Trigger| trigger.enabled != 'D' && trigger.events.iter().any(|event| event == "INSERT");
    let has_triggers = |(name, table): (&QualifiedName, &Table)| gets_rows(name) && table.triggers.values().any(fires);
    if !catalog.tables.iter().any(has_triggers) {
        return Vec::new();
    }
    let population = with_keys(catalog, with_parents(catalog, population));
    let mut found = Vec::new();
    for (name, rows) in &population.tables {
        let (Some(table), Some(sample)) = (catalog.tables.get(name), &rows.sample) else { continue };
        let numbered = |column: &&Column| {
            matches!(column.value, ColumnValue::Serial { .. } | ColumnValue::Identity(_)) && rows.supplied.contains(&column.name)
        };
        let written = u64::try_from(rows.initial.len()).unwrap_or(u64::MAX);
        found.extend(
            table.columns.values().filter(numbered).map(|column| (name.clone(), column.name.clone(), sample.count.saturating_add(written))),
        );
    }
    found
}

/// Makes all rows, of each table no more samples than `most`. `send` says whether to go on.
pub fn stream<E>(
    catalog: &Catalog,
    population: &Population,
    form: &dyn Form,
    most: Option<u64>,
    mut standing: Option<&mut dyn Standing<E>>,
    send: &mut dyn FnMut(Piece) -> bool,
) -> Result<Streamed, StreamFailure<E>> {
    // What triggers add meanwhile changes which row is which between two passes.
    let changing = standing.is_some() && !numbers_beside_triggers(catalog, population).is_empty();
    let population = with_keys(catalog, with_parents(catalog, population));
    let wanted: Vec<QualifiedName> = population.tables.keys().filter(|name| catalog.tables.contains_key(*name)).cloned().collect();
    let order = order::order(catalog, &wanted, |_| false);
    let mut models = models(catalog, &population, &order);
    for model in models.values_mut() {
        let counted: Vec<usize> = (0..model.slots.len()).filter(|slot| is_counted(model, *slot)).collect();
        // Without a key nothing has to tell rows apart; numbers that count the rows do it by themselves.
        let counted: Vec<usize> = counted.iter().flat_map(|slot| model.slots[*slot].columns().to_vec()).collect();
        let counts = |part: &KeyPart| matches!(part, KeyPart::Column(column) if counted.contains(column));
        model.unique_keys.retain(|key| !key.name.is_empty() && !key.parts.iter().any(counts));
    }
    let options = SeedOptions::default();
    let above = sums::found(&models);
    let (input, above) = ((&population, &options, &models, &order), above.as_slice());
    // A total stands in a row that goes out before its lines: so where there are any, everything is made twice, and the first time only added up.
    let mut sums = Sums::of(&models);
    let left = changing && sums.is_some();
    if left {
        sums = None;
    }
    if sums.is_some() {
        let quiet = Quiet(form);
        let first = Totals { above, sums: sums.as_mut(), known: None };
        pass(input, &quiet, most, &mut standing, &mut |_| true, first)?;
    }
    let mut streamed = pass(input, form, most, &mut standing, send, Totals { above, sums: None, known: sums.as_ref() })?;
    if left {
        streamed.notes.push("totals and counters are as they were drawn: triggers may add rows while these come".to_string());
    }
    Ok(streamed)
}

/// What rows are made from.
type Input<'i, 'a> = (&'i Population, &'i SeedOptions, &'i Models<'a>, &'i order::Order);

/// Totals and counters: those that are added up, and those that are known.
struct Totals<'t> {
    above: &'t [Above],
    sums: Option<&'t mut Sums>,
    known: Option<&'t Sums>,
}

/// Writes nothing.
struct Quiet<'f>(&'f dyn Form);

impl Form for Quiet<'_> {
    fn holds_expressions(&self) -> bool {
        self.0.holds_expressions()
    }

    fn row(&self, _: &[WrittenColumn], _: &[Option<SeedValue>], _: &mut Vec<u8>) {}
}

/// Makes all rows once.
fn pass<E>(
    (population, options, models, order): Input,
    form: &dyn Form,
    most: Option<u64>,
    standing: &mut Option<&mut dyn Standing<E>>,
    send: &mut dyn FnMut(Piece) -> bool,
    totals: Totals,
) -> Result<Streamed, StreamFailure<E>> {
    let sowing = Sowing {
        population,
        options,
        models,
        rows: Rows::default(),
        taken: IndexMap::default(),
        unjudged: IndexMap::default(),
        unguarded: IndexMap::default(),
        ended: IndexMap::default(),
        diagnostics: Vec::new(),
        notes: Vec::new(),
        closings: Closings::default(),
        nameless: Vec::new(),
    };
    let mut run = Run { sowing, form, most, send, streamed: Streamed::default(), totals };
    run.sowing.refuse_cycles(order);
    run.complain()?;
    let last_use = last_uses(models);
    for (place, model) in models.values().enumerate() {
        run.table(model, standing)?;
        for stock in run.sowing.rows.iter_mut().filter(|(name, _)| last_use.get(*name).is_none_or(|last| *last <= place)) {
            *stock.1 = Stock::default();
        }
    }
    let Run { sowing, mut streamed, .. } = run;
    streamed.notes = sowing.notes;
    streamed.notes.extend(sums::as_drawn(models));
    for model in streamed.rows.iter().filter_map(|(name, _)| models.get(name)) {
        let unjudged = sowing.unjudged.get(&model.table.name).map_or(0, IndexSet::len);
        streamed.conditions.judged += model.conditions.len() - unjudged;
        streamed.conditions.unjudged += unjudged;
    }
    for (table, conditions) in &sowing.unjudged {
        let model = models.get(table);
        streamed.unjudged.extend(model.iter().flat_map(|model| conditions.iter().map(|condition| unjudged_check(model, *condition))));
    }
    Ok(streamed)
}

struct Run<'a, 'b> {
    sowing: Sowing<'a, 'b>,
    form: &'b dyn Form,
    most: Option<u64>,
    send: &'b mut dyn FnMut(Piece) -> bool,
    streamed: Streamed,
    totals: Totals<'b>,
}

impl Run<'_, '_> {
    /// Ends with what is wrong, if anything is.
    fn complain<E>(&mut self) -> Result<(), StreamFailure<E>> {
        match has_errors(&self.sowing.diagnostics) {
            true => Err(StreamFailure::Unmade(std::mem::take(&mut self.sowing.diagnostics))),
            false => Ok(()),
        }
    }

    /// Hands a piece over.
    fn send<E>(&mut self, piece: Piece) -> Result<(), StreamFailure<E>> {
        if (self.send)(piece) { Ok(()) } else { Err(StreamFailure::Stopped) }
    }
}

/// The population, in which the columns of keys get values that the database would give them otherwise.
fn with_keys(catalog: &Catalog, mut population: Population) -> Population {
    let mut referenced: IndexSet<(&QualifiedName, &String)> = IndexSet::default();
    for foreign_key in catalog.tables.values().flat_map(|table| table.foreign_keys.values()) {
        referenced.extend(foreign_key.referenced_columns.iter().map(|column| (&foreign_key.references, column)));
    }
    for (name, rows) in &mut population.tables {
        let Some(table) = catalog.tables.get(name) else { continue };
        let in_key = |column: &Column| table.primary_key.as_ref().is_some_and(|key| key.columns.contains(&column.name));
        let given = |column: &&Column| {
            !matches!(column.value, ColumnValue::None | ColumnValue::Generated(_))
                && (in_key(column) || referenced.contains(&(name, &column.name)))
        };
        rows.supplied = table.columns.values().filter(given).map(|column| column.name.clone()).collect();
    }
    population
}

/// Whether the column's numbers count the rows.
fn is_counted(model: &Model, slot: usize) -> bool {
    let Some(Slot::Column { index, field }) = model.slots.get(slot) else { return false };
    let Some((name, column)) = model.table.columns.get_index(*index) else { return false };
    let is_the_key = model.table.primary_key.as_ref().is_some_and(|key| key.columns == [name.clone()]);
    let supplied = model.population.supplied.contains(name);
    field.family == Family::Integer
        && field.values.is_empty()
        && match &column.value {
            ColumnValue::Serial { .. } | ColumnValue::Identity(_) => true,
            ColumnValue::Default(_) => supplied && is_the_key,
            ColumnValue::None => is_the_key && model.population.unexplained,
            ColumnValue::Generated(_) => false,
        }
}

/// The least number that the column's checks allow, less one.
fn before_the_first(model: &Model, slot: usize) -> i64 {
    let Some(Slot::Column { field, .. }) = model.slots.get(slot) else { return 0 };
    let least = field.limits.minimum.and_then(|minimum| minimum.ceiling(0)).and_then(|least| i64::try_from(least).ok());
    least.map_or(0, |least| least.saturating_sub(1).max(0))
}

/// What the tables of this run need of a table's rows.
fn needs(models: &Models, model: &Model) -> Needs {
    let mut needs = Needs::default();
    for child in models.values() {
        for slot in &child.slots {
            let Slot::Reference(reference) = slot else { continue };
            if reference.closing || reference.foreign_key.references != model.table.name {
                continue;
            }
            needs.born = true;
            if needs.states.is_empty() && follows(child, models, slot) == Some(Follows::Remark) {
                needs.states = states(model).collect();
            }
            if reference.to_itself {
                needs.slots = Some(model.slots.len());
            }
            let keys = reference.foreign_key.referenced_columns.iter().filter_map(|name| model.table.columns.get_index_of(name));
            let read = reads(child, models).into_iter().filter(|(above, _)| *above == model.table.name).map(|(_, column)| column);
            for (column, name) in keys.chain(read).filter_map(|column| Some((column, model.table.columns.get_index(column)?.0))) {
                if needs.columns.iter().all(|(known, _)| *known != column) {
                    let slot = model.slot_of_column(name).filter(|slot| is_counted(model, *slot));
                    needs.columns.push((column, slot.map(|slot| before_the_first(model, slot))));
                }
            }
        }
    }
    needs
}

/// By table: the place of the last table that refers to it.
fn last_uses(models: &Models) -> IndexMap<QualifiedName, usize> {
    let mut last = IndexMap::default();
    for (place, model) in models.values().enumerate() {
        for slot in &model.slots {
            if let Slot::Reference(reference) = slot {
                last.insert(reference.foreign_key.references.clone(), place);
            }
        }
    }
    last
}

/// Columns that a key is computed from.
fn columns_of(key: &UniqueKey) -> impl Iterator<Item = usize> {
    let parts = key.parts.iter().flat_map(|part| match part {
        KeyPart::Column(column) => std::slice::from_ref(column),
        KeyPart::Expression(expression) => expression.columns.as_slice(),
    });
    parts.chain(key.predicate.iter().flat_map(|predicate| &predicate.columns)).copied()
}

/// A value that is SQL and cannot be written as one.
fn expression_of(fixed: &Option<Fixed>) -> Option<&String> {
    match fixed {
        Some(Fixed::Value(SeedValue::Expression(written))) => Some(written),
        _ => None,
    }
}

fn written_columns(model: &Model, is_there: impl Fn(usize) -> bool) -> Vec<WrittenColumn> {
    let columns = model.table.columns.values().enumerate().filter(|(index, _)| is_there(*index));
    columns.map(|(index, column)| WrittenColumn { index, name: column.name.clone(), data_type: column.data_type.clone() }).collect()
}

fn unwritable(run: &Run, model: &Model, expression: &str) -> Diagnostic {
    let entity = failure::entity_of(run.sowing.population, &model.table.name);
    let span = model.population.sample.as_ref().and_then(|sample| sample.span);
    let message = format!("rows of {entity} cannot be written as COPY: `{expression}` is SQL, and COPY holds values only");
    let found = Diagnostic::error("seed-expression", message).help("write a value instead, or take the rows as INSERT: `--format insert`");
    failure::located(found, span, "asked for here")
}
