//! What the rows show of what the requirements allow.
//!
//! Comes in: the models and their rows. Goes out: how many of the enums' values, of the optional columns and of the boundaries stand in at least
//! one row, and which do not. Never happens: a count of what was not looked at; a value that is written in `seed 5 { … }` is the author's.

use serde::Serialize;

use super::SeedValue;
use super::boundary::{self, End, ROWS_FOR_ALL};
use super::field::Field;
use super::generate::Rows;
use super::initial::slot_of;
use super::model::{Model, Models, Slot};
use super::row::Row;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Values of enums, and those that a CHECK lists.
    pub values: Share,
    /// Optional columns, and references, with a value and without one.
    pub optional: Share,
    /// The least and greatest value of what is bounded at both ends, and of short texts the length.
    pub boundaries: Share,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Share {
    pub covered: u64,
    pub of: u64,
    /// `posts.rating has no 5: too few rows`
    pub missing: Vec<String>,
}

impl Share {
    fn take(&mut self, covered: bool, missing: impl FnOnce() -> String) {
        self.of += 1;
        if covered {
            self.covered += 1;
        } else {
            self.missing.push(missing());
        }
    }
}

impl Coverage {
    pub fn is_empty(&self) -> bool {
        self.values.of + self.optional.of + self.boundaries.of == 0
    }
}

/// Over the rows that the tables hold after loading, as far as they are known.
pub fn coverage(models: &Models, rows: &Rows) -> Coverage {
    let mut coverage = Coverage::default();
    for (name, model) in models {
        let sampled = model.population.sample.is_some() && !model.population.lookup;
        if let Some(stock) = rows.get(name).filter(|stock| sampled && !stock.rows.is_empty()) {
            of_table(model, &stock.rows, &mut coverage);
        }
    }
    coverage
}

fn of_table(model: &Model, rows: &[Row], coverage: &mut Coverage) {
    let fixed: Vec<usize> =
        model.population.sample.iter().flat_map(|sample| &sample.fixed).filter_map(|(field, _)| slot_of(model, field)).collect();
    let why = if (rows.len() as u64) < ROWS_FOR_ALL { "too few rows" } else { "none of these rows is so" };
    let table = &model.table.name.name;
    for (place, slot) in model.slots.iter().enumerate().filter(|(place, _)| !fixed.contains(place)) {
        match slot {
            Slot::Column { index, field } => {
                let values = || rows.iter().filter_map(|row| row.values.get(*index)?.as_ref());
                let name = format!("{table}.{}", field.name);
                if field.nullable {
                    let (with, without) =
                        (values().any(|value| *value != SeedValue::Null), values().any(|value| *value == SeedValue::Null));
                    coverage.optional.take(with && without, || format!("{name} is {} empty: {why}", if with { "never" } else { "always" }));
                }
                of_values(field, &name, &values, coverage);
                for end in boundary::ends(field).into_iter().flatten() {
                    coverage
                        .boundaries
                        .take(values().any(|value| boundary::is_at(value, end)), || format!("{name} has no {}: {why}", told(end)));
                }
            }
            // What closes a cycle gets its parents later.
            Slot::Reference(reference) if reference.optional && !reference.closing => {
                let (with, without) =
                    (rows.iter().any(|row| row.parents[place].is_some()), rows.iter().any(|row| row.parents[place].is_none()));
                let name = format!("{table}.{}", reference.foreign_key.columns.join(", "));
                coverage.optional.take(with && without, || format!("{name} is {} empty: {why}", if with { "never" } else { "always" }));
            }
            Slot::Reference(_) => {}
        }
    }
}

fn of_values<'r, I: Iterator<Item = &'r SeedValue>>(field: &Field, name: &str, values: &dyn Fn() -> I, coverage: &mut Coverage) {
    if field.data_type.array {
        return;
    }
    for wanted in &field.values {
        let why = if (values().count()) < field.values.len() { "too few rows" } else { "none of these rows is so" };
        let text = if let SeedValue::Text(text) | SeedValue::Number(text) = wanted { text.as_str() } else { "value" };
        coverage.values.take(values().any(|value| value == wanted), || format!("{name} has no {text}: {why}"));
    }
}

fn told(end: End) -> String {
    match end {
        End::Number(number) => number.to_string(),
        End::Length(1) => "text of 1 character".to_string(),
        End::Length(length) => format!("text of {length} characters"),
    }
}
