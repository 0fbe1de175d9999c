//! What lasts from one date to another: how many nights or days that is, and what they cost.
//!
//! Comes in: a table's fields, the row in the making, what a night costs in the row above. Goes out: the same row, in which these numbers follow from its
//! dates. Never happens: a number that a check or the author has decided is changed.

use super::SeedValue;
use super::condition::{DAY, moment_of_text};
use super::decimal::Decimal;
use super::field::{Family, Field};
use super::generators::number;
use super::generators::time::{begins, ends};
use super::model::{Model, Models, Slot};
use super::row::Row;

const COUNTS: &[&str] = &["nights", "number_of_nights", "night_count", "days", "number_of_days", "day_count", "rental_days"];
const RATES: &[&str] = &[
    "price_per_night",
    "nightly_rate",
    "nightly_price",
    "night_rate",
    "rate_per_night",
    "price_per_day",
    "daily_rate",
    "daily_price",
    "day_rate",
    "rate_per_day",
];
const TOTALS: &[&str] = &["total", "total_price", "total_amount", "total_cost", "price", "amount", "cost", "rental_fee"];

/// The columns of a table whose rows last for some days.
#[derive(Debug, Clone)]
pub struct Stay {
    dates: Dates,
    count: Option<usize>,
    total: Option<usize>,
    /// The slot that leads to what it is of, and the column there that says what a day costs.
    pub rate: Option<(usize, usize)>,
}

#[derive(Debug, Clone, Copy)]
enum Dates {
    Pair(usize, usize),
    Range(usize),
}

fn column<'m>(model: &'m Model, fits: impl Fn(&Field) -> bool) -> Option<(usize, &'m Field)> {
    model.slots.iter().find_map(|slot| match slot {
        Slot::Column { index, field } if fits(field) => Some((*index, &**field)),
        _ => None,
    })
}

fn named(model: &Model, names: &[&str], families: &[Family]) -> Option<usize> {
    column(model, |field| field.values.is_empty() && families.contains(&field.family) && names.contains(&field.name.as_str()))
        .map(|(index, _)| index)
}

impl Stay {
    pub fn of(model: &Model, models: &Models) -> Option<Stay> {
        let range =
            column(model, |field| matches!(field.data_type.name.as_str(), "daterange" | "tstzrange" | "tsrange") && !field.data_type.array);
        let dates = match range {
            Some((range, _)) => Dates::Range(range),
            None => {
                let (from, first) = column(model, |field| field.family == Family::Time && begins(&field.name))?;
                let (to, _) = column(model, |field| field.family == Family::Time && ends(&field.name) && field.group == first.group)?;
                Dates::Pair(from, to)
            }
        };
        let rate = model.slots.iter().enumerate().find_map(|(slot, of)| {
            let Slot::Reference(reference) = of else { return None };
            Some((slot, named(models.get(&reference.foreign_key.references)?, RATES, &[Family::Decimal, Family::Integer])?))
        });
        let count = named(model, COUNTS, &[Family::Integer]);
        let total = named(model, TOTALS, &[Family::Decimal]).filter(|_| rate.is_some());
        (count.is_some() || total.is_some()).then_some(Stay { dates, count, total, rate })
    }

    /// From the first day to the last.
    fn days(&self, row: &Row) -> Option<i64> {
        let text = |column: usize| match row.values.get(column)?.as_ref()? {
            SeedValue::Text(text) => Some(text.as_str()),
            _ => None,
        };
        let (from, to) = match self.dates {
            Dates::Pair(from, to) => (text(from)?, text(to)?),
            Dates::Range(range) => text(range)?.trim_matches(['[', ']', '(', ')']).split_once(',')?,
        };
        let day = |text: &str| moment_of_text(text.trim_matches('"')).map(|micros| micros.div_euclid(DAY));
        i64::try_from(day(to)? - day(from)?).ok().filter(|days| *days >= 0)
    }

    /// `as_made` tells whether a column may still change.
    pub fn complete(&self, model: &Model, row: &mut Row, rate: Option<Decimal>, as_made: &dyn Fn(usize) -> bool) {
        let Some(days) = self.days(row).map(|days| Decimal::integer(days.max(1))) else { return };
        for (place, value) in [(self.count, Some(days)), (self.total, rate.and_then(|rate| rate.times(days)))] {
            let field = place.and_then(|place| column_at(model, place)).filter(|(index, _)| as_made(*index));
            let (Some((index, field)), Some(value)) = (field, value) else { continue };
            if let Some(value) = number::written(value, field).filter(|_| row.values[index] != Some(SeedValue::Null)) {
                row.values[index] = Some(value);
            }
        }
    }
}

fn column_at<'m>(model: &'m Model, wanted: usize) -> Option<(usize, &'m Field)> {
    model.slots.iter().find_map(|slot| match slot {
        Slot::Column { index, field } if *index == wanted => Some((*index, &**field)),
        _ => None,
    })
}
