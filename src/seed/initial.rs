//! Rows that are written in the requirements: taken as they are, their references looked up by natural key.

use crate::ordered::IndexSet;

use crate::catalog::ColumnValue;
use crate::design::{GivenValue, Population, PopulationField};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

use super::SeedValue;
use super::condition::Verdict;
use super::failure::{entity_of, located};
use super::field::Field;
use super::generate::{Fixed, Rows, Stock};
use super::known::{Standing, is_plain, is_same};
use super::model::{Model, Reference, Slot, constant_default};
use super::parents;
use super::row::{Row, View};
use super::unique::Uniqueness;

/// A written value as a seed value.
pub fn seed_value(value: &GivenValue) -> SeedValue {
    match value {
        GivenValue::Null => SeedValue::Null,
        GivenValue::Boolean(value) => SeedValue::Boolean(*value),
        GivenValue::Number(text) => SeedValue::Number(text.clone()),
        GivenValue::Text(text) | GivenValue::Json(text) => SeedValue::Text(text.clone()),
        GivenValue::Array(items) => SeedValue::Array(items.iter().map(seed_value).collect()),
        GivenValue::Expression(text) => SeedValue::Expression(text.clone()),
    }
}

pub fn slot_of(model: &Model, field: &PopulationField) -> Option<usize> {
    match field {
        PopulationField::Column(name) => model.slot_of_column(name),
        PopulationField::ForeignKey(name) => model.slot_of_foreign_key(name),
    }
}

/// The parent that a value names: the row whose natural key it is, or else whose only such value it is.
pub fn find_parent(parents: &[Row], parent: Option<&Model>, value: &GivenValue) -> Option<usize> {
    let model = parent?;
    let wanted: Vec<SeedValue> = match value {
        GivenValue::Array(items) => items.iter().map(seed_value).collect(),
        single => vec![seed_value(single)],
    };
    let position = |columns: &[usize]| {
        let same = |row: &Row| {
            columns.iter().zip(&wanted).all(|(column, wanted)| row.values.get(*column).is_some_and(|value| value.as_ref() == Some(wanted)))
        };
        (columns.len() == wanted.len()).then(|| parents.iter().position(same)).flatten()
    };
    let identity: Vec<usize> = model.identity.iter().flatten().filter_map(|name| model.table.columns.get_index_of(name)).collect();
    if let Some(found) = position(&identity) {
        return Some(found);
    }
    let keys = model.unique_keys.iter().filter(|key| !key.name.is_empty());
    let by_key = keys.map(|key| key.slots.iter().flat_map(|slot| model.slots[*slot].columns().to_vec()).collect::<Vec<usize>>());
    by_key.into_iter().find_map(|columns| position(&columns)).or_else(|| {
        (0..model.table.columns.len()).find_map(|column| {
            let same = |row: &&Row| row.values.get(column).is_some_and(|value| value.as_ref() == wanted.first());
            (wanted.len() == 1 && parents.iter().filter(same).count() == 1).then(|| position(&[column])).flatten()
        })
    })
}

pub struct Initial<'a, 'b> {
    pub model: &'b Model<'a>,
    pub models: &'b super::model::Models<'a>,
    pub population: &'b Population,
    pub rows: &'b Rows,
    pub own: Stock,
    pub standing: Standing,
    pub uniqueness: Uniqueness,
    /// Conditions, by their index, that could not be judged for some row.
    pub unjudged: IndexSet<usize>,
    pub diagnostics: Vec<Diagnostic>,
}

impl Initial<'_, '_> {
    pub fn read(&mut self) {
        for (block, initial) in self.model.population.initial.iter().enumerate() {
            for (values, span) in &initial.rows {
                let mut row = Row::empty(self.model);
                row.span = Some(*span);
                row.initial = Some(block);
                self.fill_defaults(&mut row);
                for (field, value) in initial.fields.iter().zip(values) {
                    self.give(&mut row, field, value, *span);
                }
                self.complete(&mut row, *span);
                self.admit(row, *span);
            }
        }
    }

    /// What a row holds where it gives nothing: the default, or NULL.
    fn fill_defaults(&self, row: &mut Row) {
        for (index, column) in self.model.table.columns.values().enumerate() {
            row.values[index] = match &column.value {
                ColumnValue::None => Some(SeedValue::Null),
                ColumnValue::Default(_) => constant_default(column),
                ColumnValue::Serial { .. } | ColumnValue::Identity(_) | ColumnValue::Generated(_) => None,
            };
        }
    }

    fn give(&mut self, row: &mut Row, field: &PopulationField, value: &GivenValue, span: Span) {
        let Some(slot) = slot_of(self.model, field) else {
            let name = match field {
                PopulationField::Column(name) | PopulationField::ForeignKey(name) => name,
            };
            let message = format!("`{name}` gets its values from the database and cannot be written in rows");
            self.diagnostics
                .push(Diagnostic::error("seed-database-field", message).at(span, "here").help("leave this field out of `rows (…)`"));
            return;
        };
        row.given[slot] = true;
        match &self.model.slots[slot] {
            Slot::Column { index, .. } => row.values[*index] = Some(seed_value(value)),
            Slot::Reference(reference) => self.refer(row, slot, reference, value, span),
        }
    }

    fn refer(&mut self, row: &mut Row, slot: usize, reference: &Reference, value: &GivenValue, span: Span) {
        if *value == GivenValue::Null {
            return;
        }
        let candidates = match reference.to_itself {
            true => self.own.rows.as_slice(),
            false => self.rows.get(&reference.foreign_key.references).map_or(&[][..], |stock| stock.rows.as_slice()),
        };
        let model = self.models.get(&reference.foreign_key.references);
        let Some(found) = find_parent(candidates, model, value) else {
            self.diagnostics.push(unknown_parent(self.population, reference, value, Some(span)));
            return;
        };
        row.parents[slot] = Some(found);
        if reference.to_itself {
            row.level = candidates.get(found).map_or(0, |parent| parent.level + 1);
        }
        if let Some(above) = candidates.get(found) {
            parents::adopt(self.models, row, reference, found, above);
        }
    }

    /// A secret that is not written is filled with what opens nothing; anything else that is missing is the author's to say.
    fn complete(&mut self, row: &mut Row, span: Span) {
        let mut missing = Vec::new();
        for (slot, given) in self.model.slots.iter().zip(&mut row.given) {
            match slot {
                _ if *given => {}
                Slot::Column { index, field } if field.meaning.semantic == "secret" && !field.nullable => {
                    let number = self.own.pool.len() + 1;
                    let text = if field.unique { format!("!initial-{number}") } else { "!".to_string() };
                    row.values[*index] = Some(SeedValue::Text(text));
                    *given = true;
                }
                Slot::Column { index, field } if !field.nullable && row.values[*index] == Some(SeedValue::Null) => {
                    missing.push(field.name.clone())
                }
                // A column with a default has that one by now.
                Slot::Reference(reference)
                    if !reference.optional && reference.columns.iter().any(|index| row.values[*index] == Some(SeedValue::Null)) =>
                {
                    missing.push(reference.foreign_key.columns.join(", "));
                }
                _ => {}
            }
        }
        if !missing.is_empty() {
            let message = format!("this row of {} gives no value for {}", self.model.population.entity, missing.join(", "));
            let help = "add the field to `rows (…)`, give it a default, or make it optional with `?`";
            self.diagnostics.push(Diagnostic::error("seed-missing-value", message).at(span, "a required field is missing").help(help));
        }
    }

    /// The standing row that this one is: by the key, or where there is none by all that is written.
    fn standing_one(&self, row: &Row) -> Option<usize> {
        let key: Vec<usize> = self.model.identity.iter().flatten().filter_map(|name| self.model.slot_of_column(name)).collect();
        let slots = if key.is_empty() { (0..self.model.slots.len()).filter(|slot| row.given[*slot]).collect() } else { key };
        let same = |known: &Row| slots.iter().all(|slot| self.agrees(*slot, known, row));
        self.own.rows.iter().position(|known| known.standing && !known.claimed && same(known))
    }

    fn agrees(&self, slot: usize, known: &Row, row: &Row) -> bool {
        let columns = self.model.slots[slot].columns();
        match row.parents[slot] {
            Some(parent) => known.parents[slot] == Some(parent),
            None => columns.iter().all(|column| is_same(known.values[*column].as_ref(), row.values[*column].as_ref())),
        }
    }

    fn claim(&mut self, index: usize, row: &Row, span: Span) {
        let differs = |slot: &usize| match &self.model.slots[*slot] {
            Slot::Column { index: column, field } => {
                let computed = matches!(row.values[*column], Some(SeedValue::Expression(_)) | None);
                row.given[*slot] && !computed && is_telling_of_change(field) && !self.agrees(*slot, &self.own.rows[index], row)
            }
            Slot::Reference(_) => row.given[*slot] && !self.agrees(*slot, &self.own.rows[index], row),
        };
        let changed: Vec<String> = (0..self.model.slots.len()).filter(differs).filter_map(|slot| self.field_name(slot)).collect();
        if !changed.is_empty() {
            let message = format!("this row of {} stands with other values in {}", self.model.population.entity, changed.join(", "));
            let help =
                "rows that stand are left as they are; change them with an UPDATE in a seed of your own, or write the row as it stands";
            self.diagnostics.push(Diagnostic::warning("seed-row-changed", message).at(span, "it is not changed").help(help));
        }
        let block = row.initial;
        let Some(known) = self.own.rows.get_mut(index) else { return };
        (known.claimed, known.initial) = (true, block);
        self.uniqueness.take(self.model, known);
        self.own.pool.push(index);
    }

    fn field_name(&self, slot: usize) -> Option<String> {
        let columns = self.model.slots[slot].columns().iter();
        let names: Vec<&str> =
            columns.filter_map(|column| self.model.table.columns.get_index(*column)).map(|(name, _)| name.as_str()).collect();
        (!names.is_empty()).then(|| names.join(", "))
    }

    fn admit(&mut self, row: Row, span: Span) {
        let view = View { model: self.model, row: &row };
        for (index, named) in self.model.conditions.iter().enumerate() {
            let verdict = named.condition.verdict(&view);
            if verdict == Verdict::Unjudged {
                self.unjudged.insert(index);
            }
            if verdict == Verdict::Violated {
                let message = format!("this row of {} does not fulfil the check `{}`", self.model.population.entity, named.name);
                self.diagnostics.push(
                    Diagnostic::error("seed-row-refused", message)
                        .at(span, "PostgreSQL would refuse it")
                        .help("change the row or the check"),
                );
            }
        }
        if let Some(key) = self.uniqueness.conflict(self.model, &row) {
            let key = &self.model.unique_keys[key];
            let what = if key.name.is_empty() {
                "is written twice".to_string()
            } else {
                format!("repeats a value that `{}` wants distinct", key.name)
            };
            let message = format!("this row of {} {what}", self.model.population.entity);
            self.diagnostics
                .push(Diagnostic::error("seed-duplicate-row", message).at(span, "a second time").help("remove one of the two rows"));
        } else if let Some(index) = self.standing_one(&row) {
            return self.claim(index, &row, span);
        } else if let Some(key) = self.standing.keys.conflict(self.model, &row).filter(|key| !self.model.unique_keys[*key].name.is_empty())
        {
            let entity = &self.model.population.entity;
            let message = format!(
                "this row of {entity} repeats a value of another row that stands, and `{}` wants it distinct",
                self.model.unique_keys[key].name
            );
            let help = "write the row with the key under which it stands, or give it another value";
            self.diagnostics.push(Diagnostic::error("seed-standing-row", message).at(span, "PostgreSQL would refuse it").help(help));
        }
        self.uniqueness.take(self.model, &row);
        self.own.pool.push(self.own.rows.len());
        // A row that the migration brings stands by the time that the seed runs.
        let lookup = self.model.population.lookup;
        self.own.rows.push(Row { standing: lookup, claimed: lookup, ..row });
    }
}

/// Types whose values are compared as text without a doubt. Secrets are not: one that stands was perhaps changed with good reason.
fn is_telling_of_change(field: &Field) -> bool {
    is_plain(field) && field.meaning.semantic != "secret"
}

fn unknown_parent(population: &Population, reference: &Reference, value: &GivenValue, span: Option<Span>) -> Diagnostic {
    let parent = entity_of(population, &reference.foreign_key.references);
    let value = match value {
        GivenValue::Text(text) | GivenValue::Number(text) => format!("\"{text}\""),
        _ => "this value".to_string(),
    };
    let message = format!("no row of {parent} is known by {value}");
    let help = match reference.to_itself {
        true => format!("name an earlier row of {parent} by its natural key"),
        false => format!("name a row that `rows (…)` of {parent} holds, by its natural key"),
    };
    located(Diagnostic::error("seed-unknown-parent", message).help(help), span, "names no row")
}

/// What `seed 5 { … }` fixes, by slot.
pub fn fixed(
    model: &Model,
    models: &super::model::Models,
    population: &Population,
    rows: &Rows,
    own: &[Row],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Option<Fixed>> {
    let mut fixed: Vec<Option<Fixed>> = model.slots.iter().map(|_| None).collect();
    let Some(sample) = &model.population.sample else { return fixed };
    for (field, value) in &sample.fixed {
        let Some(slot) = slot_of(model, field) else { continue };
        fixed[slot] = match (&model.slots[slot], value) {
            (Slot::Reference(_), GivenValue::Null) => Some(Fixed::Null),
            (Slot::Reference(reference), value) => {
                let parents = if reference.to_itself {
                    own
                } else {
                    rows.get(&reference.foreign_key.references).map_or(&[][..], |stock| &stock.rows)
                };
                let found = find_parent(parents, models.get(&reference.foreign_key.references), value);
                if found.is_none() {
                    diagnostics.push(unknown_parent(population, reference, value, sample.span));
                }
                found.map(Fixed::Parent)
            }
            (Slot::Column { .. }, value) => Some(Fixed::Value(seed_value(value))),
        };
    }
    fixed
}
