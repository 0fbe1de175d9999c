//! What the rows show of what the requirements allow.
//!
//! Comes in: the models and their rows. Goes out: how many of the enums' values, of the optional columns and of the boundaries stand in at least
//! one row, and which do not. Never happens: a count of what was not looked at; a value that is written in `seed 5 { … }` is the author's.

use serde::Serialize;

use super::SeedValue;
use super::boundary::{self, End, ROWS_FOR_ALL};
use super::condition::written;
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
        let mut watch = Watch::of(model);
        for row in rows.get(name).into_iter().flat_map(|stock| &stock.rows) {
            watch.take(&watch.seen(model, row));
        }
        watch.tell(model, &mut coverage);
    }
    coverage
}

/// What the rows of one table may show, one after the other.
#[derive(Debug, Default)]
pub struct Watch {
    points: Vec<Point>,
    rows: u64,
}

#[derive(Debug)]
struct Point {
    slot: usize,
    what: What,
    shown: bool,
}

#[derive(Debug, Clone, Copy)]
enum What {
    /// An optional field that is there. The point after it is that it is not.
    Filled,
    Empty,
    /// By its place in the list.
    Value(usize),
    End(End),
}

impl Watch {
    pub fn of(model: &Model) -> Watch {
        let mut points = Vec::new();
        if model.population.sample.is_none() || model.population.lookup {
            return Watch::default();
        }
        let fixed = model.population.sample.iter().flat_map(|sample| &sample.fixed);
        let fixed: Vec<usize> = fixed.filter_map(|(field, _)| slot_of(model, field)).collect();
        for (slot, found) in model.slots.iter().enumerate().filter(|(slot, _)| !fixed.contains(slot)) {
            let mut point = |what: What| points.push(Point { slot, what, shown: false });
            match found {
                Slot::Column { field, .. } => {
                    if field.nullable {
                        [What::Filled, What::Empty].into_iter().for_each(&mut point);
                    }
                    let listed = if field.data_type.array { 0 } else { field.values.len() };
                    (0..listed).for_each(|place| point(What::Value(place)));
                    boundary::ends(field).into_iter().flatten().for_each(|end| point(What::End(end)));
                }
                // What closes a cycle gets its parents later.
                Slot::Reference(reference) if reference.optional && !reference.closing => {
                    [What::Filled, What::Empty].into_iter().for_each(&mut point);
                }
                Slot::Reference(_) => {}
            }
        }
        Watch { points, rows: 0 }
    }

    /// The places of what this row shows, and none has shown before.
    pub fn seen(&self, model: &Model, row: &Row) -> Vec<usize> {
        let shows = |point: &Point| match &model.slots[point.slot] {
            Slot::Reference(_) => row.parents.get(point.slot).is_some_and(|parent| parent.is_some() == matches!(point.what, What::Filled)),
            Slot::Column { index, field } => row.values.get(*index).and_then(Option::as_ref).is_some_and(|value| match point.what {
                What::Filled => *value != SeedValue::Null,
                What::Empty => *value == SeedValue::Null,
                What::Value(place) => field.values.get(place) == Some(value),
                What::End(end) => boundary::is_at(value, end),
            }),
        };
        self.points.iter().enumerate().filter(|(_, point)| !point.shown && shows(point)).map(|(place, _)| place).collect()
    }

    /// One row more, that shows this.
    pub fn take(&mut self, seen: &[usize]) {
        self.rows += 1;
        seen.iter().for_each(|place| self.points[*place].shown = true);
    }

    pub fn tell(&self, model: &Model, coverage: &mut Coverage) {
        if self.rows == 0 {
            return;
        }
        let why = |enough: u64| if self.rows < enough { "too few rows" } else { "none of these rows is so" };
        for (place, point) in self.points.iter().enumerate() {
            let name = |field: &str| format!("{}.{field}", model.table.name.name);
            let (name, values) = match &model.slots[point.slot] {
                Slot::Column { field, .. } => (name(&field.name), field.values.as_slice()),
                Slot::Reference(reference) => (name(&reference.foreign_key.columns.join(", ")), &[][..]),
            };
            match point.what {
                What::Filled => {}
                What::Empty => {
                    let filled = place.checked_sub(1).and_then(|before| self.points.get(before)).is_some_and(|before| before.shown);
                    let how = if filled { "never" } else { "always" };
                    coverage.optional.take(filled && point.shown, || format!("{name} is {how} empty: {}", why(ROWS_FOR_ALL)));
                }
                What::Value(listed) => {
                    let text = match values.get(listed) {
                        Some(SeedValue::Text(text) | SeedValue::Number(text)) => text.as_str(),
                        _ => "value",
                    };
                    coverage.values.take(point.shown, || format!("{name} has no {text}: {}", why(values.len() as u64)));
                }
                What::End(end) => coverage.boundaries.take(point.shown, || format!("{name} has no {}: {}", told(end), why(ROWS_FOR_ALL))),
            }
        }
    }
}

fn told(end: End) -> String {
    match end {
        End::Number(number) => number.to_string(),
        End::Moment(micros, days) => written(micros, if days { "date" } else { "timestamp without time zone" }),
        End::Length(1) => "text of 1 character".to_string(),
        End::Length(length) => format!("text of {length} characters"),
    }
}
