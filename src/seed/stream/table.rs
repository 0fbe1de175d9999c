//! The rows of one table: those that stand are read, those that are written come first, then chunks of samples.

use crate::catalog::QualifiedName;
use crate::diagnostic::Diagnostic;
use crate::ordered::IndexSet;
use crate::parallel;

use super::many::{Kin, Many, Needs};
use super::{
    Form, Piece, Run, Standing, StreamFailure, WrittenColumn, before_the_first, columns_of, expression_of, is_counted, needs, unwritable,
    written_columns,
};
use crate::seed::begin::Beginning;
use crate::seed::capacity::{Capacity, capacity, rows_to_count, upper_bound};
use crate::seed::coverage::Watch;
use crate::seed::field::Family;
use crate::seed::generate::{Failure, Fixed, Generation, Stock};
use crate::seed::initial::fixed;
use crate::seed::known::{self, value_of};
use crate::seed::links::{Pair, Sides};
use crate::seed::model::{Model, Slot};
use crate::seed::row::Row;
use crate::seed::sow::{Most, Sowing, sides};
use crate::seed::sums::{Above, Sums};
use crate::seed::unique::Uniqueness;
use crate::seed::{SeedValue, failure};

/// So many rows are made at once before they are looked at in their order.
const CHUNK: usize = 4096;
/// So many of them in one piece of work, and in one piece of text.
const PIECE: usize = 256;

/// Rows that were made at once.
#[derive(Default)]
struct Tried {
    text: Vec<u8>,
    rows: Vec<TriedRow>,
    /// Of all rows, one after the other.
    hashes: Vec<u64>,
    unjudged: IndexSet<usize>,
}

impl Tried {
    /// So many rows that are to be made in their turn.
    fn of_none(rows: usize, keys: usize) -> Tried {
        let rows: Vec<TriedRow> =
            (0..rows).map(|_| TriedRow { seen: Vec::new(), fits: false, kin: None, parts: Vec::new(), end: 0 }).collect();
        Tried { hashes: vec![0; rows.len() * keys], rows, ..Tried::default() }
    }
}

struct TriedRow {
    /// What it shows that no row before has.
    seen: Vec<usize>,
    /// Whether it can stay as it is.
    fits: bool,
    /// What others need of it, where they need anything.
    kin: Option<Kin>,
    /// What it adds to rows above.
    parts: Vec<(usize, usize, i64)>,
    /// Where its text ends.
    end: usize,
}

/// Rows that stand, in numbers.
#[derive(Default)]
struct Before {
    rows: u64,
    /// By slot that counts: the greatest number.
    greatest: Vec<(usize, i64)>,
}

impl<'a> Run<'a, '_> {
    pub(super) fn table<E>(&mut self, model: &Model<'a>, standing: &mut Option<&mut dyn Standing<E>>) -> Result<(), StreamFailure<E>> {
        let name = &model.table.name;
        let needs = needs(self.sowing.models, model);
        let asked = model.population.sample.as_ref().map(|sample| sample.count.min(self.most.unwrap_or(u64::MAX)));
        let gets_rows = asked.is_some() || model.population.join_table;
        let counted: Vec<usize> = (0..model.slots.len()).filter(|slot| is_counted(model, *slot)).collect();
        let mut own = Stock { many: Some(Box::new(Many::new(&needs))), ..Stock::default() };
        let mut uniqueness = Uniqueness::of_many(model, asked.unwrap_or(0) as usize);
        let mut before = Before { rows: 0, greatest: counted.iter().map(|slot| (*slot, before_the_first(model, *slot))).collect() };
        let is_of_interest = gets_rows || !model.population.initial.is_empty() || !needs.columns.is_empty() || needs.born;
        if let Some(standing) = standing
            && is_of_interest
            && !model.population.lookup
        {
            read(model, &needs, *standing, &mut own, &mut uniqueness, &mut before).map_err(StreamFailure::Unread)?;
        }
        if before.rows == 0 {
            self.written_rows(model, &mut own, &mut before)?;
            own.rows.iter().for_each(|row| uniqueness.take(model, row));
        } else if !model.population.initial.is_empty() {
            self.streamed.left_out.push(name.clone());
        }
        for (slot, greatest) in &before.greatest {
            let columns = model.slots[*slot].columns().to_vec();
            own.many.iter_mut().for_each(|many| columns.iter().for_each(|column| many.count_from(*column, *greatest)));
        }
        if gets_rows {
            own = self.samples(model, own, uniqueness, &before, asked)?;
        }
        self.sowing.rows.insert(name.clone(), own);
        Ok(())
    }

    /// Rows of the requirements, in a table that holds none; those of a lookup table are the migration's.
    fn written_rows<E>(&mut self, model: &Model<'a>, own: &mut Stock, before: &mut Before) -> Result<(), StreamFailure<E>> {
        let name = &model.table.name;
        self.sowing.take_initial(model);
        self.complain()?;
        let written = self.sowing.rows.get_mut(name).map(std::mem::take).unwrap_or_default();
        (own.rows, own.pool) = (written.rows, written.pool);
        for row in &mut own.rows {
            for (slot, greatest) in &mut before.greatest {
                for column in model.slots[*slot].columns() {
                    match &row.values[*column] {
                        None => {
                            *greatest += 1;
                            row.values[*column] = Some(SeedValue::Number(greatest.to_string()));
                        }
                        Some(SeedValue::Number(given)) => *greatest = given.parse().map_or(*greatest, |given: i64| given.max(*greatest)),
                        Some(_) => {}
                    }
                }
            }
        }
        if model.population.lookup {
            return Ok(());
        }
        // Rows that give the same columns belong together.
        let is_there = |row: &Row, column: usize| matches!(row.values.get(column), Some(Some(_)));
        for group in
            own.rows.chunk_by(|one, other| (0..model.table.columns.len()).all(|column| is_there(one, column) == is_there(other, column)))
        {
            let columns = written_columns(model, |column| group.first().is_some_and(|row| is_there(row, column)));
            let mut text = Vec::new();
            for row in group {
                let sql = row.values.iter().find_map(|value| if let Some(SeedValue::Expression(sql)) = value { Some(sql) } else { None });
                if let Some(sql) = sql.filter(|_| !self.form.holds_expressions()) {
                    return Err(StreamFailure::Unmade(vec![unwritable(self, model, sql)]));
                }
                self.form.row(&columns, &row.values, &mut text);
            }
            self.send(Piece::Table { table: name.clone(), columns })?;
            self.send(Piece::Rows { text, rows: group.len() as u64 })?;
        }
        self.count(model, own.rows.len() as u64);
        Ok(())
    }

    fn count(&mut self, model: &Model, rows: u64) {
        if rows == 0 {
            return;
        }
        let name = &model.table.name;
        match self.streamed.rows.iter_mut().find(|(table, _)| table == name) {
            Some((_, known)) => *known += rows,
            None => {
                self.streamed.rows.push((name.clone(), rows));
                let counted = (0..model.slots.len()).filter(|slot| is_counted(model, *slot));
                let columns = counted.flat_map(|slot| model.slots[slot].columns().to_vec());
                let names = columns.filter_map(|column| model.table.columns.get_index(column).map(|(column, _)| column.clone()));
                let names: Vec<(QualifiedName, String)> = names.map(|column| (name.clone(), column)).collect();
                self.streamed.numbered.extend(names);
            }
        }
    }

    fn samples<E>(
        &mut self,
        model: &Model<'a>,
        own: Stock,
        uniqueness: Uniqueness,
        before: &Before,
        asked: Option<u64>,
    ) -> Result<Stock, StreamFailure<E>> {
        let sowing = &mut self.sowing;
        let circles = circles(sowing, model);
        sowing.diagnostics.extend(circles);
        let unknown = unknown_keys(sowing, model);
        sowing.diagnostics.extend(unknown);
        let mut fixed = fixed(model, sowing.models, sowing.population, &sowing.rows, &own.rows, &mut sowing.diagnostics);
        self.complain()?;
        for (slot, greatest) in &before.greatest {
            fixed[*slot] = Some(Fixed::CountedFrom(greatest.saturating_sub_unsigned(before.rows)));
        }
        if let Some(sql) = fixed.iter().find_map(expression_of).filter(|_| !self.form.holds_expressions()) {
            return Err(StreamFailure::Unmade(vec![unwritable(self, model, sql)]));
        }
        let inserted = model.inserted();
        let columns = written_columns(model, |column| inserted.iter().any(|slot| model.slots[*slot].columns().contains(&column)));
        self.send(Piece::Table { table: model.table.name.clone(), columns: columns.clone() })?;
        let (models, rows, options) = (self.sowing.models, &self.sowing.rows, self.sowing.options);
        let numbered = numbered_slots(model, &fixed);
        let standing = known::Standing::default();
        let beginning = Beginning { model, models, rows, options, own, fixed, uniqueness, standing };
        let settled = self.totals.known.map(|known| (self.totals.above, known));
        let mut generation = Generation { number: before.rows, settled, numbered, ..Generation::begin_with(beginning) };
        let room = match model.population.join_table {
            true => None,
            false => prepare(&mut generation, asked.unwrap_or(0), before.rows),
        };
        let flexible = model.population.sample.as_ref().is_some_and(|sample| sample.flexible);
        let too_many = room.as_ref().filter(|room| !flexible && room.rows < asked.unwrap_or(0));
        if let Some(room) = too_many {
            return Err(StreamFailure::Unmade(vec![failure::at_most(model, room, asked.unwrap_or(0))]));
        }
        let mut watch = Watch::of(model);
        generation.own.rows.iter().for_each(|row| watch.take(&watch.seen(model, row)));
        // As many as can be, where nobody asked for a number.
        let wanted = asked.map(|asked| room.as_ref().map_or(asked, |room| asked.min(room.rows)));
        let sums = self.totals.sums.as_deref_mut();
        let mut table =
            Table { generation, columns, form: self.form, send: self.send, watch, stopped: false, above: self.totals.above, sums };
        let failure = match sides(model).filter(|_| model.population.join_table) {
            Some(slots) => table.links(slots, asked, self.most),
            None => table.rows(&mut (0..wanted.unwrap_or(0)).map(|_| None), wanted.unwrap_or(0)),
        };
        let Table { generation, watch, stopped, .. } = table;
        watch.tell(model, &mut self.streamed.coverage);
        let made = generation.number - before.rows;
        let note = failure.as_ref().filter(|_| flexible).and_then(|failure| fewer(&generation, failure, room.as_ref(), made));
        let as_many_as_can_be = room.as_ref().filter(|_| failure.is_none() && !stopped && wanted < asked);
        let note = note.or_else(|| as_many_as_can_be.map(|room| failure::at_most_note(model, room)));
        let failure = failure.filter(|_| note.is_none());
        let failure = failure.map(|failure| failure::explain(&generation, self.sowing.population, &failure, asked.unwrap_or(made), made));
        let Generation { own, unjudged, .. } = generation;
        self.sowing.unjudged.entry(model.table.name.clone()).or_default().extend(unjudged);
        self.sowing.diagnostics.extend(failure);
        self.sowing.notes.extend(note);
        self.complain()?;
        if stopped {
            return Err(StreamFailure::Stopped);
        }
        self.count(model, made);
        Ok(own)
    }
}

/// So many ways for a row to be are looked at before any row is made.
const MOST_WAYS: u64 = 20_000;
/// So many rows that no key binds are put beside those that one does.
const MOST_UNBOUND: u64 = 100_000;

/// How many more rows there can be, as far as that can be counted.
fn prepare(generation: &mut Generation, asked: u64, before: u64) -> Option<Most> {
    let bound = upper_bound(generation).map(|most| Most { rows: most.rows.saturating_sub(before), ..most });
    let listed = list(generation, asked, before);
    listed.into_iter().chain(bound).chain(rows_to_count(generation)).min_by_key(|most| most.rows)
}

/// Where they are fewer than asked for, chance would not find all: they are listed.
fn list(generation: &mut Generation, asked: u64, before: u64) -> Option<Most> {
    let Capacity { most, keys, ways, unbound } = capacity(generation, MOST_WAYS)?;
    let is_listed = !ways.is_empty() || !unbound.is_empty();
    // What is not listed counts the rows that stand as well.
    let most = most.map(|most| if is_listed { most } else { most.saturating_sub(before) }).filter(|most| *most > 0);
    let binds_some = |key: &usize| generation.model.unique_keys.get(*key).is_some_and(|key| key.predicate.is_some());
    let leaves_some = most.is_none() && !unbound.is_empty() && asked <= MOST_UNBOUND && keys.iter().any(binds_some);
    if most.is_some_and(|most| most < asked) && is_listed || leaves_some && (ways.len() as u64) < asked {
        let others = unbound.iter().cycle().take(if unbound.is_empty() { 0 } else { asked as usize });
        generation.prepared = Some(ways.iter().chain(others).cloned().collect::<Vec<_>>().into_iter());
    }
    most.map(|rows| Most { rows, keys, ..Most::default() })
}

/// Why there are no more rows, where nobody asked for a number and no more can be.
fn fewer(generation: &Generation, failure: &Failure, room: Option<&Most>, made: u64) -> Option<String> {
    match (failure, room) {
        (Failure::NoParent { slot }, _) => failure::without_parents(generation, *slot),
        (_, Some(room)) if made >= room.rows => Some(failure::at_most_note(generation.model, room)),
        (Failure::Guard { trigger, .. }, _) if made > 0 => Some(failure::found_no_more_by_trigger(generation.model, trigger, made)),
        (Failure::Distinct { key }, _) if made > 0 => Some(failure::found_no_more_note(generation.model, *key, made)),
        _ => None,
    }
}

/// References that close a cycle and must be there: rows that are on their way cannot be changed any more.
fn circles(sowing: &Sowing, model: &Model) -> Vec<Diagnostic> {
    let circle = |slot: &Slot| match slot {
        Slot::Reference(reference) if reference.closing && !reference.optional => {
            let tables = [model.table.name.clone(), reference.foreign_key.references.clone()];
            let span = model.population.sample.as_ref().and_then(|sample| sample.span);
            Some(failure::cycle(sowing.population, &tables, span))
        }
        _ => None,
    };
    model.slots.iter().filter_map(circle).collect()
}

/// References to new rows by a column that only the database computes.
fn unknown_keys(sowing: &Sowing, model: &Model) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for slot in &model.slots {
        let Slot::Reference(reference) = slot else { continue };
        if reference.closing {
            continue;
        }
        let Some(parent) = sowing.models.get(&reference.foreign_key.references).filter(|parent| parent.population.sample.is_some()) else {
            continue;
        };
        let unknown = |name: &&String| parent.slot_of_column(name).is_none();
        found.extend(reference.foreign_key.referenced_columns.iter().find(unknown).map(|column| {
            let (child, above) = (&model.population.entity, &parent.population.entity);
            let message = format!("rows of {child} cannot say which {above} they belong to: the database computes `{column}`");
            let help =
                format!("leave one of the two out, with `--table {}=0`, or ask for at most 5000 rows of each table", model.table.name);
            let span = model.population.sample.as_ref().and_then(|sample| sample.span);
            failure::located(Diagnostic::error("seed-computed-key", message).help(help), span, "these rows need parents")
        }));
    }
    found
}

/// Texts of keys, of which most rows would need the number to be distinct.
fn numbered_slots(model: &Model, fixed: &[Option<Fixed>]) -> Vec<bool> {
    let mut numbered = vec![false; model.slots.len()];
    for key in &model.unique_keys {
        let open = |slot: &&usize| match &model.slots[**slot] {
            Slot::Column { field, .. } => fixed[**slot].is_none() && field.family == Family::Text && field.values.is_empty(),
            Slot::Reference(_) => false,
        };
        key.slots.iter().find(open).into_iter().for_each(|slot| numbered[*slot] = true);
    }
    numbered
}

/// Reads what stands of a table.
fn read<E>(
    model: &Model,
    needs: &Needs,
    standing: &mut dyn Standing<E>,
    own: &mut Stock,
    uniqueness: &mut Uniqueness,
    before: &mut Before,
) -> Result<(), E> {
    let mut wanted: IndexSet<usize> = needs.columns.iter().map(|(column, _)| *column).collect();
    wanted.extend(needs.states.iter().copied());
    wanted.extend(model.unique_keys.iter().flat_map(columns_of));
    wanted.extend(before.greatest.iter().flat_map(|(slot, _)| model.slots[*slot].columns().to_vec()));
    let columns: Vec<(usize, _)> = wanted.iter().filter_map(|index| Some((*index, model.table.columns.get_index(*index)?))).collect();
    let names: Vec<&str> = columns.iter().map(|(_, (name, _))| name.as_str()).collect();
    let counted: Vec<usize> = before.greatest.iter().filter_map(|(slot, _)| model.slots[*slot].columns().first().copied()).collect();
    standing.rows(&model.table.name, &names, &mut |texts| {
        let mut row = Row::empty(model);
        for ((index, (_, column)), text) in columns.iter().zip(texts) {
            row.values[*index] = Some(value_of(column, *text));
        }
        for ((_, greatest), column) in before.greatest.iter_mut().zip(&counted) {
            if let Some(SeedValue::Number(number)) = &row.values[*column] {
                *greatest = number.parse().map_or(*greatest, |number: i64| number.max(*greatest));
            }
        }
        before.rows += 1;
        uniqueness.take(model, &row);
        if let Some(many) = &mut own.many {
            let kin = many.kin(&mut row);
            many.push(&kin);
        }
    })
}

/// What rows are made from at once, each by itself.
struct Maker<'a, 'b, 'c> {
    generation: &'c Generation<'a, 'b>,
    columns: &'c [WrittenColumn],
    form: &'c dyn Form,
    watch: &'c Watch,
    /// Where totals are added up.
    above: Option<&'c [Above]>,
}

impl Maker<'_, '_, '_> {
    /// Makes a piece of rows as they come out first.
    fn attempt(&self, first: u64, open: &[Option<Pair>], begun: Option<&[Option<Row>]>) -> Tried {
        let generation = self.generation;
        let mut tried = Tried::default();
        for (place, pair) in open.iter().enumerate() {
            let number = first + place as u64;
            let made = match begun.map(|begun| &begun[place]) {
                None => generation.first_try(number, *pair, None),
                Some(Some(row)) => generation.first_try(number, *pair, Some(row.clone())),
                Some(None) => None,
            };
            let (mut kin, mut seen, mut parts) = (None, Vec::new(), Vec::new());
            let fits = made.is_some();
            match made {
                None => tried.hashes.extend(generation.model.unique_keys.iter().map(|_| 0)),
                Some((mut row, unjudged)) => {
                    tried.unjudged.extend(unjudged);
                    seen = self.watch.seen(generation.model, &row);
                    tried.hashes.extend(Uniqueness::hashes(generation.model, &row));
                    self.form.row(self.columns, &row.values, &mut tried.text);
                    parts = self.above.map_or_else(Vec::new, |above| Sums::parts(above, generation.model, &row));
                    let many = generation.own.many.as_ref().filter(|many| !many.needs_nothing());
                    kin = many.map(|many| many.kin(&mut row));
                }
            }
            tried.rows.push(TriedRow { seen, fits, kin, parts, end: tried.text.len() });
        }
        tried
    }
}

/// A table whose samples are under way.
struct Table<'a, 'b> {
    generation: Generation<'a, 'b>,
    columns: Vec<WrittenColumn>,
    form: &'b dyn Form,
    send: &'b mut dyn FnMut(Piece) -> bool,
    watch: Watch,
    /// Nobody takes the rows any more.
    stopped: bool,
    above: &'b [Above],
    sums: Option<&'b mut Sums>,
}

impl Table<'_, '_> {
    fn links(&mut self, slots: [usize; 2], asked: Option<u64>, most: Option<u64>) -> Option<Failure> {
        let generation = &self.generation;
        let side = |slot: usize| match &generation.model.slots[slot] {
            Slot::Reference(reference) => generation.rows.get(&reference.foreign_key.references),
            Slot::Column { .. } => None,
        };
        let sizes = slots.map(|slot| side(slot).map_or(0, Stock::choices) as u64);
        let written = side(slots[0]).map_or(0, |stock| stock.rows.iter().filter(|row| row.initial.is_some()).count()) as u64;
        let sides = Sides::new(generation.model, slots, sizes, written, asked.is_some())?;
        let wanted = asked.or(most).unwrap_or(u64::MAX);
        let before = generation.number;
        let failure = self.rows(&mut sides.pairs().map(Some), wanted);
        let made = self.generation.number - before;
        failure.or_else(|| asked.filter(|asked| made < *asked && !self.stopped).map(|_| Failure::Distinct { key: 0 }))
    }

    /// Makes rows, as many as `wanted` if there are enough to be asked for.
    fn rows(&mut self, asked: &mut impl Iterator<Item = Option<Pair>>, wanted: u64) -> Option<Failure> {
        let end = self.generation.number.saturating_add(wanted);
        let mut open: Vec<Option<Pair>> = Vec::new();
        loop {
            let room = (CHUNK as u64).min(end - self.generation.number) as usize;
            open.truncate(room);
            let missing = room - open.len();
            open.extend(asked.by_ref().take(missing));
            if open.is_empty() || self.stopped {
                return None;
            }
            let alone = goes_row_by_row(&self.generation) || self.generation.prepared.is_some();
            let begun = if alone { None } else { self.begin(&open) };
            let first = self.generation.number;
            let pieces: Vec<usize> = (0..open.len()).step_by(PIECE).collect();
            let above = self.sums.as_ref().map(|_| self.above);
            let maker = Maker { generation: &self.generation, columns: &self.columns, form: self.form, watch: &self.watch, above };
            let tried = parallel::each(2, &pieces, |_, from| {
                let to = (from + PIECE).min(open.len());
                if alone {
                    return Tried::of_none(to - from, maker.generation.model.unique_keys.len());
                }
                maker.attempt(first + *from as u64, &open[*from..to], begun.as_ref().map(|begun| &begun[*from..to]))
            });
            let mut seen = 0;
            for piece in tried {
                match self.accept(piece, &open, &mut seen, begun.as_deref()) {
                    Ok(true) => {}
                    // What comes after a row that came out otherwise is made anew.
                    Ok(false) => break,
                    Err(failure) => return Some(failure),
                }
            }
            open.drain(..seen);
        }
    }

    /// In a table that refers to itself: who stands above whom, which has to be chosen one after the other.
    fn begin(&mut self, open: &[Option<Pair>]) -> Option<Vec<Option<Row>>> {
        if !self.generation.own.many.as_ref().is_some_and(|many| many.has_lineage()) {
            return None;
        }
        let first = self.generation.number;
        let length = self.generation.own.many.as_ref().map_or(0, |many| many.count());
        let mut begun = Vec::with_capacity(open.len());
        for (place, pair) in open.iter().enumerate() {
            let number = first + place as u64;
            let row = self.generation.first_parents(number, *pair);
            if let Some(many) = &mut self.generation.own.many {
                // Values are not known yet; a key that counts is.
                let kin = row.as_ref().map(|row| Kin {
                    born: row.born,
                    level: row.level,
                    hidden: false,
                    parents: row.parents.clone(),
                    values: Vec::new(),
                });
                kin.iter().for_each(|kin| many.push(kin));
                if kin.is_none() {
                    many.push_nothing();
                }
            }
            begun.push(row);
        }
        self.generation.own.many.iter_mut().for_each(|many| many.truncate(length));
        Some(begun)
    }

    /// Takes the rows of a piece one after the other; those that do not fit are made anew. `false` where the rest has to be tried again.
    fn accept(&mut self, piece: Tried, open: &[Option<Pair>], seen: &mut usize, begun: Option<&[Option<Row>]>) -> Result<bool, Failure> {
        let keys = self.generation.model.unique_keys.len();
        let Tried { mut text, rows: tried, hashes, unjudged } = piece;
        self.generation.unjudged.extend(unjudged);
        // From the first row on that was made anew.
        let mut anew: Option<Vec<u8>> = None;
        let (mut rows, mut start, mut goes_on) = (0, 0, true);
        let mut end = None;
        for (place, row) in tried.into_iter().enumerate() {
            let own = &hashes[place * keys..(place + 1) * keys];
            if row.fits && self.generation.uniqueness.take_hashes(own) {
                if let Some(many) = &mut self.generation.own.many {
                    match &row.kin {
                        Some(kin) => many.push(kin),
                        None => many.push_nothing(),
                    }
                }
                self.generation.number += 1;
                self.watch.take(&row.seen);
                rows += 1;
                self.sums.iter_mut().for_each(|sums| sums.add(&row.parts));
                anew.iter_mut().for_each(|anew| anew.extend_from_slice(&text[start..row.end]));
            } else {
                let anew = anew.get_or_insert_with(|| text[..start].to_vec());
                match self.generation.next_row(open[*seen]) {
                    Ok(()) => {
                        let latest = self.generation.own.many.as_mut().and_then(|many| many.latest.take());
                        if let Some(latest) = latest {
                            self.form.row(&self.columns, &latest.values, anew);
                            self.watch.take(&self.watch.seen(self.generation.model, &latest));
                            rows += 1;
                            let (above, model) = (self.above, self.generation.model);
                            self.sums.iter_mut().for_each(|sums| sums.add(&Sums::parts(above, model, &latest)));
                            let expected = begun.map(|begun| begun[*seen].as_ref());
                            goes_on =
                                expected.is_none_or(|expected| expected.is_some_and(|row| is_kin_alike(&self.generation, row, &latest)));
                        }
                    }
                    // A pair that is written already: all rows after it have other numbers.
                    Err(Failure::Distinct { .. }) if open[*seen].is_some() => goes_on = false,
                    // The rows before it are there all the same.
                    Err(failure) => (end, goes_on) = (Some(failure), false),
                }
            }
            start = row.end;
            *seen += 1;
            if !goes_on {
                break;
            }
        }
        if let Some(anew) = anew {
            text = anew;
        }
        if rows > 0 && !(self.send)(Piece::Rows { text, rows }) {
            self.stopped = true;
            return Ok(false);
        }
        end.map_or(Ok(goes_on), Err)
    }
}

/// Whether rows below would find the same.
fn is_kin_alike(generation: &Generation, expected: &Row, made: &Row) -> bool {
    let parents_alike = generation.model.early.iter().all(|slot| expected.parents[*slot] == made.parents[*slot]);
    parents_alike && expected.born == made.born && expected.level == made.level
}

/// Whether a row has to be complete before the next one can begin.
fn goes_row_by_row(generation: &Generation) -> bool {
    let own = |slot: &usize| matches!(&generation.model.slots[*slot], Slot::Reference(reference) if reference.to_itself);
    let is_tied = generation.ties.part.is_some() || generation.model.late.iter().any(own);
    is_tied || generation.own.many.as_ref().is_some_and(|many| many.goes_row_by_row())
}
