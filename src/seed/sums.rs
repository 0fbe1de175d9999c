//! Numbers that follow from others: the total of a line from its quantity and price, that of an order from its lines, a counter from what it counts.
//!
//! Comes in: models and rows. Goes out: the same rows with these numbers in agreement, where names and types say that they belong together. Never
//! happens: a row of the requirements or one that stands is changed; a number that a check or the column's type refuses.

use crate::catalog::QualifiedName;
use crate::ordered::{IndexMap, IndexSet};

use super::SeedValue;
use super::condition::Verdict;
use super::decimal::Decimal;
use super::field::{Family, Field, words};
use super::generate::Rows;
use super::generators::number;
use super::model::{Model, Models, Slot};
use super::row::{Row, View};
use super::ties::is_of;

const QUANTITIES: &[&str] = &["quantity", "qty", "pieces", "units", "amount", "count"];
const PRICES: &[&str] = &["unit_price", "price", "unit_cost", "price_each", "price_per_unit"];
const DISCOUNTS: &[&str] = &["discount", "discount_percent", "discount_rate"];
const LINE_TOTALS: &[&str] = &["line_total", "total", "total_price", "subtotal", "line_amount"];
const SUBTOTALS: &[&str] = &["subtotal", "sub_total", "net_total", "items_total"];
const TOTALS: &[&str] = &["total", "total_amount", "amount_total", "grand_total", "total_price", "order_total", "gross_total"];
const TAXES: &[&str] = &["tax", "vat", "tax_amount", "vat_amount", "tax_total"];
const TAX_RATES: &[&str] = &["tax_rate", "vat_rate", "tax_percent"];
const SHIPPING: &[&str] = &["shipping", "shipping_cost", "shipping_fee", "delivery_fee"];
const COUNTERS: &[&str] = &["count"];
/// Where nothing else says how much tax there is, in percent.
const USUAL_TAX: i64 = 20;

/// A column of the table, where samples fill it with a number.
fn numbers<'m>(model: &'m Model, names: &[&str], wanted: &[Family]) -> Option<(usize, &'m Field)> {
    model.slots.iter().find_map(|slot| match slot {
        Slot::Column { index, field } => {
            let plain = field.values.is_empty() && wanted.contains(&field.family);
            (plain && names.contains(&field.name.as_str())).then_some((*index, &**field))
        }
        Slot::Reference(_) => None,
    })
}

/// Quantity and price of one thing.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    quantity: usize,
    price: usize,
    /// In percent.
    discount: Option<usize>,
    total: Option<usize>,
}

impl Line {
    pub fn of(model: &Model) -> Option<Line> {
        let (quantity, _) = numbers(model, QUANTITIES, &[Family::Integer])?;
        let (price, _) = numbers(model, PRICES, &[Family::Decimal, Family::Integer]).filter(|(price, _)| *price != quantity)?;
        let percent = |field: &Field| field.generator.is_some_and(|generator| generator.code == "percent");
        let discount = numbers(model, DISCOUNTS, &[Family::Decimal, Family::Integer]).filter(|(_, field)| percent(field));
        let total = numbers(model, LINE_TOTALS, &[Family::Decimal, Family::Integer]);
        Some(Line { quantity, price, discount: discount.map(|(index, _)| index), total: total.map(|(index, _)| index) })
    }

    fn worth(&self, row: &Row) -> Option<Decimal> {
        let whole = number_of(row, self.quantity)?.times(number_of(row, self.price)?)?;
        match self.discount.and_then(|discount| number_of(row, discount)) {
            // Hundredths of a hundredth: a percentage is two digits finer than what it is taken of.
            Some(discount) => whole.times(Decimal::integer(100).minus(discount)?)?.times(Decimal::new(1, 2)),
            None => Some(whole),
        }
    }
}

fn number_of(row: &Row, column: usize) -> Option<Decimal> {
    match row.values.get(column)?.as_ref()? {
        SeedValue::Number(text) => Decimal::parse(text),
        _ => None,
    }
}

/// To the nearest of the column's scale; none where the column holds no number that great.
fn written(value: Decimal, field: &Field) -> Option<SeedValue> {
    let scale = number::scale(field, 2);
    let units = value.plus(Decimal::new(5, scale + 1))?.floor(scale)?;
    let number = Decimal::new(units, scale);
    let fits = number::type_maximum(field).is_none_or(|most| number.compare(most) != Some(std::cmp::Ordering::Greater));
    fits.then(|| SeedValue::Number(number.to_string()))
}

/// The price of what the line is of, and the line's own total, once its other values are there. `as_made` tells whether a slot may still change.
pub fn complete_line(model: &Model, line: &Line, row: &mut Row, above: &[(&Model, &Row)], as_made: &dyn Fn(usize) -> bool) {
    let field = |column: usize| {
        model.slots.iter().enumerate().find_map(|(place, slot)| match slot {
            Slot::Column { index, field } if *index == column && as_made(place) => Some((column, &**field)),
            _ => None,
        })
    };
    let price = above.iter().find_map(|(model, row)| {
        let (column, _) = numbers(model, PRICES, &[Family::Decimal, Family::Integer])?;
        number_of(row, column)
    });
    set(row, field(line.price), price);
    let worth = line.worth(row);
    set(row, line.total.and_then(field), worth);
}

/// What a table's rows take from those of another one below it.
struct Above {
    parent: QualifiedName,
    child: QualifiedName,
    /// The child's slot that leads to the parent.
    slot: usize,
    what: What,
}

enum What {
    /// Of the child's lines, into the parent's columns.
    Totals(Line),
    /// Of the child's rows, into this column.
    Count(usize),
}

fn found(models: &Models) -> Vec<Above> {
    let mut all = Vec::new();
    for (child, model) in models {
        let references = model.slots.iter().enumerate().filter_map(|(slot, of)| match of {
            Slot::Reference(reference) if !reference.to_itself => Some((slot, &reference.foreign_key.references)),
            _ => None,
        });
        for (slot, parent) in references {
            let Some(above) = models.get(parent).filter(|above| above.population.sample.is_some()) else { continue };
            let alone = model
                .slots
                .iter()
                .filter(|other| matches!(other, Slot::Reference(other) if other.foreign_key.references == *parent))
                .count()
                == 1;
            let of = |what| Above { parent: parent.clone(), child: child.clone(), slot, what };
            let totals = numbers(above, TOTALS, &[Family::Decimal]).is_some() || numbers(above, SUBTOTALS, &[Family::Decimal]).is_some();
            if let Some(line) = Line::of(model).filter(|_| totals && is_of(&model.population.entity, &above.population.entity)) {
                all.push(of(What::Totals(line)));
            }
            let counts = above.slots.iter().find_map(|slot| match slot {
                Slot::Column { index, field } if field.family == Family::Integer && counts(field, &model.population.entity) => Some(*index),
                _ => None,
            });
            all.extend(counts.filter(|_| alone).map(|column| of(What::Count(column))));
        }
    }
    all
}

/// Whether `comment_count` is of comments.
fn counts(field: &Field, entity: &str) -> bool {
    let one = |word: &str| word.trim_end_matches('s').to_string();
    let (name, entity) = (words(&field.name), words(entity));
    let last = entity.last().map(|last| one(last));
    field.named(COUNTERS) && field.values.is_empty() && name.len() == 2 && name.first().map(|first| one(first)) == last
}

/// Tells the fields whose numbers follow from others: they are no sign of which row this is.
pub fn mark(models: &mut Models) {
    let mut derived: IndexMap<QualifiedName, IndexSet<usize>> = IndexMap::default();
    for above in found(models) {
        let Some(parent) = models.get(&above.parent) else { continue };
        let columns = match above.what {
            What::Totals(_) => [TOTALS, SUBTOTALS, TAXES]
                .into_iter()
                .filter_map(|names| numbers(parent, names, &[Family::Decimal]))
                .map(|(index, _)| index)
                .collect(),
            What::Count(column) => vec![column],
        };
        derived.entry(above.parent).or_default().extend(columns);
    }
    for (table, columns) in derived {
        for slot in models.get_mut(&table).into_iter().flat_map(|model| &mut model.slots) {
            if let Slot::Column { index, field } = slot {
                field.derived |= columns.contains(index);
            }
        }
    }
}

/// The totals and counters of new samples, by the rows that are there.
pub fn settle(models: &Models, rows: &mut Rows) {
    for above in found(models) {
        let (Some(child), Some(parent)) = (models.get(&above.child), models.get(&above.parent)) else { continue };
        let below = rows.get(&above.child).map_or(&[][..], |stock| &stock.rows);
        let mut sums: IndexMap<usize, Decimal> = IndexMap::default();
        for row in below {
            let Some(at) = row.parents.get(above.slot).copied().flatten() else { continue };
            let more = match &above.what {
                What::Totals(line) => line_worth(child, line, row),
                What::Count(_) => Some(Decimal::integer(1)),
            };
            let sum = sums.entry(at).or_insert(Decimal::integer(0));
            *sum = more.and_then(|more| sum.plus(more)).unwrap_or(*sum);
        }
        let fixed: Vec<usize> = parent
            .population
            .sample
            .iter()
            .flat_map(|sample| &sample.fixed)
            .filter_map(|(field, _)| super::initial::slot_of(parent, field))
            .collect();
        let fixed: Vec<usize> = fixed.into_iter().flat_map(|slot| parent.slots[slot].columns().to_vec()).collect();
        let Some(stock) = rows.get_mut(&above.parent) else { continue };
        for (at, row) in stock.rows.iter_mut().enumerate().filter(|(_, row)| row.number.is_some() && !row.standing) {
            let sum = sums.get(&at).copied().unwrap_or(Decimal::integer(0));
            let mut changed = row.clone();
            match &above.what {
                What::Totals(_) => total(parent, sum, &mut changed),
                What::Count(column) => changed.values[*column] = Some(SeedValue::Number(sum.to_string())),
            }
            fixed.iter().for_each(|column| changed.values[*column].clone_from(&row.values[*column]));
            let view = View { model: parent, row: &changed };
            if parent.conditions.iter().all(|named| named.condition.verdict(&view) != Verdict::Violated) {
                *row = changed;
            }
        }
    }
}

/// The line's total as it stands, else what it is worth.
fn line_worth(model: &Model, line: &Line, row: &Row) -> Option<Decimal> {
    let field = numbers(model, PRICES, &[Family::Decimal, Family::Integer]).map(|(_, field)| field)?;
    let rounded = |worth: Decimal| {
        written(worth, field).and_then(|value| if let SeedValue::Number(text) = value { Decimal::parse(&text) } else { None })
    };
    line.total.and_then(|total| number_of(row, total)).or_else(|| line.worth(row).and_then(rounded))
}

/// Subtotal, tax and total of a row, as far as it has them.
fn total(model: &Model, sum: Decimal, row: &mut Row) {
    let column = |names| numbers(model, names, &[Family::Decimal]);
    let of = |names, row: &Row| column(names).and_then(|(index, _)| number_of(row, index));
    set(row, column(SUBTOTALS), Some(sum));
    let rate = of(TAX_RATES, row).unwrap_or(Decimal::integer(USUAL_TAX));
    set(row, column(TAXES), sum.times(rate).and_then(|tax| tax.times(Decimal::new(1, 2))));
    let none = Decimal::integer(0);
    let whole = sum.plus(of(TAXES, row).unwrap_or(none)).and_then(|whole| whole.plus(of(SHIPPING, row).unwrap_or(none)));
    set(row, column(TOTALS), whole);
}

fn set(row: &mut Row, place: Option<(usize, &Field)>, value: Option<Decimal>) {
    let (Some((index, field)), Some(value)) = (place, value) else { return };
    if let Some(value) = written(value, field).filter(|_| row.values[index] != Some(SeedValue::Null)) {
        row.values[index] = Some(value);
    }
}
