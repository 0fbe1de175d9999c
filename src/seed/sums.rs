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
/// Last words of entities that pay for something, and what they pay.
const SETTLEMENTS: &[&str] = &["payment", "receipt", "charge", "invoice", "bill"];
const AMOUNTS: &[&str] = &["amount", "amount_paid", "paid_amount", "amount_due", "total", "total_amount"];
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

/// The column that says what one of a table's rows costs.
pub fn price(model: &Model) -> Option<usize> {
    numbers(model, PRICES, &[Family::Decimal, Family::Integer]).map(|(column, _)| column)
}

fn number_of(row: &Row, column: usize) -> Option<Decimal> {
    match row.values.get(column)?.as_ref()? {
        SeedValue::Number(text) => Decimal::parse(text),
        _ => None,
    }
}

/// The price of what the line is of, and the line's own total, once its other values are there. `as_made` tells whether a slot may still change.
pub fn complete_line(model: &Model, line: &Line, row: &mut Row, price: Option<Decimal>, as_made: &dyn Fn(usize) -> bool) {
    let field = |column: usize| {
        model.slots.iter().enumerate().find_map(|(place, slot)| match slot {
            Slot::Column { index, field } if *index == column && as_made(place) => Some((column, &**field)),
            _ => None,
        })
    };
    set(row, field(line.price), price);
    let worth = line.worth(row);
    set(row, line.total.and_then(field), worth);
}

/// What a table's rows take from those of another one below it.
#[derive(Debug)]
pub struct Above {
    parent: QualifiedName,
    child: QualifiedName,
    /// The child's slot that leads to the parent.
    slot: usize,
    what: What,
}

#[derive(Debug)]
enum What {
    /// Of the child's lines, into the parent's columns.
    Totals(Line),
    /// Of the child's rows, into this column.
    Count(usize),
}

pub fn found(models: &Models) -> Vec<Above> {
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
    for (table, _, _, column) in settlements(models) {
        derived.entry(table).or_default().insert(column);
    }
    for (table, columns) in derived {
        for slot in models.get_mut(&table).into_iter().flat_map(|model| &mut model.slots) {
            if let Slot::Column { index, field } = slot {
                field.derived |= columns.contains(index);
            }
        }
    }
}

/// Whether lines of an order, each with its quantity and price, stand below this table's rows.
fn lines<'m, 'a>(models: &'m Models<'a>, whole: &'m Model<'a>) -> impl Iterator<Item = (&'m Model<'a>, usize, Line)> {
    models.values().filter_map(|model| {
        let leads = |slot: &Slot| matches!(slot, Slot::Reference(reference) if reference.foreign_key.references == whole.table.name);
        let slot = model.slots.iter().position(leads)?;
        let line = Line::of(model).filter(|_| is_of(&model.population.entity, &whole.population.entity))?;
        Some((model, slot, line))
    })
}

/// The column that says how much of what a row of `of` is worth a row of this table pays.
pub fn amount(model: &Model, models: &Models, of: &Model) -> Option<usize> {
    let pays = words(&model.population.entity).last().is_some_and(|last| SETTLEMENTS.contains(&last.trim_end_matches('s')));
    let known = || numbers(of, TOTALS, &[Family::Decimal]).is_some() || lines(models, of).next().is_some();
    let has_lines = || lines(models, model).next().is_some();
    numbers(model, AMOUNTS, &[Family::Decimal])
        .filter(|_| pays && of.population.sample.is_some() && known() && !has_lines())
        .map(|(column, _)| column)
}

/// By table that pays: the slot that leads to what it pays for, and the column with the amount.
fn settlements(models: &Models) -> Vec<(QualifiedName, QualifiedName, usize, usize)> {
    let of = |(name, model): (&QualifiedName, &Model)| {
        model.slots.iter().enumerate().find_map(|(slot, reference)| {
            let Slot::Reference(reference) = reference else { return None };
            let above = &reference.foreign_key.references;
            Some((name.clone(), above.clone(), slot, amount(model, models, models.get(above)?)?))
        })
    };
    models.iter().filter_map(of).collect()
}

/// What is said of a load in which payments are not what their orders are worth.
pub fn as_drawn(models: &Models) -> Vec<String> {
    let of = |(table, above, _, column): (QualifiedName, QualifiedName, usize, usize)| {
        let model = models.get(&table).filter(|model| model.population.sample.is_some())?;
        let name = model.column_name(column)?;
        Some(format!("{table}.{name} is as it was drawn: what rows of {above} are worth is looked up with at most 5000 rows of each table"))
    };
    settlements(models).into_iter().filter_map(of).collect()
}

/// Payments together are what they are for: where there are several, each its share, the last one what is left.
fn pay(models: &Models, rows: &mut Rows) {
    for (name, above, slot, column) in settlements(models) {
        let (Some(model), Some(parent)) = (models.get(&name), models.get(&above)) else { continue };
        let mut worth: IndexMap<usize, Decimal> = IndexMap::default();
        let total = numbers(parent, TOTALS, &[Family::Decimal]);
        match (total, lines(models, parent).next()) {
            (Some((total, _)), _) => {
                let all = rows.get(&above).into_iter().flat_map(|stock| stock.rows.iter().enumerate());
                worth.extend(all.filter_map(|(at, row)| Some((at, number_of(row, total)?))));
            }
            (None, Some((child, slot, line))) => {
                for row in rows.get(&child.table.name).into_iter().flat_map(|stock| &stock.rows) {
                    let (Some(at), Some(more)) = (row.parents[slot], line_worth(child, &line, row)) else { continue };
                    let sum = worth.entry(at).or_insert(Decimal::integer(0));
                    *sum = sum.plus(more).unwrap_or(*sum);
                }
            }
            (None, None) => continue,
        }
        let mut shares: IndexMap<usize, i64> = IndexMap::default();
        let Some(stock) = rows.get_mut(&name) else { continue };
        stock.rows.iter().filter_map(|row| row.parents[slot]).for_each(|at| *shares.entry(at).or_default() += 1);
        let fixed = fixed_columns(model);
        let Some(field) = numbers(model, AMOUNTS, &[Family::Decimal]).map(|(_, field)| field).filter(|_| !fixed.contains(&column)) else {
            continue;
        };
        for row in &mut stock.rows {
            let Some(at) = row.parents[slot] else { continue };
            let (Some(left), Some(share)) = (worth.get_mut(&at), shares.get_mut(&at)) else { continue };
            let part = left.quotient(Decimal::integer((*share).max(1)), number::scale(field, 2)).map(|(part, _)| part);
            *share -= 1;
            let mut changed = row.clone();
            if row.number.is_some() && !row.standing {
                set(
                    &mut changed,
                    Some((column, field)),
                    part.filter(|part| part.compare(Decimal::integer(0)) == Some(std::cmp::Ordering::Greater)),
                );
            }
            let paid = number_of(&changed, column);
            let view = View { model, row: &changed };
            if model.conditions.iter().all(|named| named.condition.verdict(&view) != Verdict::Violated) {
                *row = changed;
            }
            *left = paid.and_then(|paid| left.minus(paid)).unwrap_or(*left);
        }
    }
}

/// Columns to which the requirements give one value for all samples.
fn fixed_columns(model: &Model) -> Vec<usize> {
    let fields = model.population.sample.iter().flat_map(|sample| &sample.fixed);
    let slots = fields.filter_map(|(field, _)| super::initial::slot_of(model, field));
    slots.flat_map(|slot| model.slots[slot].columns().to_vec()).collect()
}

/// What rows below add up to, where the rows themselves are not kept: eight bytes for each row above.
#[derive(Debug, Default)]
pub struct Sums {
    all: Vec<(QualifiedName, QualifiedName, Vec<i64>)>,
}

/// Digits after the point of what is added up.
const SUM_SCALE: u32 = 4;

impl Sums {
    /// None where no table takes anything from the rows below it.
    pub fn of(models: &Models) -> Option<Sums> {
        let all: Vec<_> = found(models).into_iter().map(|above| (above.parent, above.child, Vec::new())).collect();
        (!all.is_empty()).then_some(Sums { all })
    }

    /// Takes in what one row adds: by place among all sums, which row above gets how much.
    pub fn add(&mut self, parts: &[(usize, usize, i64)]) {
        for (place, parent, units) in parts {
            let Some((_, _, sums)) = self.all.get_mut(*place) else { continue };
            if sums.len() <= *parent {
                sums.resize(parent + 1, 0);
            }
            sums[*parent] = sums[*parent].saturating_add(*units);
        }
    }

    /// What a table's row adds to rows above.
    pub fn parts(above: &[Above], model: &Model, row: &Row) -> Vec<(usize, usize, i64)> {
        let of = |(place, above): (usize, &Above)| {
            let parent = (above.child == model.table.name).then(|| row.parents.get(above.slot).copied().flatten())??;
            let worth = match &above.what {
                What::Totals(line) => line_worth(model, line, row)?,
                What::Count(_) => Decimal::integer(1),
            };
            Some((place, parent, i64::try_from(worth.floor(SUM_SCALE)?).ok()?))
        };
        above.iter().enumerate().filter_map(of).collect()
    }

    /// A row with the totals and counters that these sums make, as far as its checks allow.
    pub fn settle(&self, above: &[Above], model: &Model, row: &mut Row, index: usize) {
        let fixed = if above.iter().any(|above| above.parent == model.table.name) { fixed_columns(model) } else { return };
        for (above, (_, _, sums)) in above.iter().zip(&self.all).filter(|(above, _)| above.parent == model.table.name) {
            let sum = Decimal::new(i128::from(sums.get(index).copied().unwrap_or(0)), SUM_SCALE).plain();
            take(model, &above.what, sum, row, &fixed);
        }
    }
}

/// Puts a sum into its columns, unless a check refuses it.
fn take(parent: &Model, what: &What, sum: Decimal, row: &mut Row, fixed: &[usize]) {
    let mut changed = row.clone();
    match what {
        What::Totals(_) => total(parent, sum, &mut changed),
        What::Count(column) => changed.values[*column] = Some(SeedValue::Number(sum.to_string())),
    }
    fixed.iter().for_each(|column| changed.values[*column].clone_from(&row.values[*column]));
    let view = View { model: parent, row: &changed };
    if parent.conditions.iter().all(|named| named.condition.verdict(&view) != Verdict::Violated) {
        *row = changed;
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
        let fixed = fixed_columns(parent);
        let Some(stock) = rows.get_mut(&above.parent) else { continue };
        for (at, row) in stock.rows.iter_mut().enumerate().filter(|(_, row)| row.number.is_some() && !row.standing) {
            let sum = sums.get(&at).copied().unwrap_or(Decimal::integer(0));
            take(parent, &above.what, sum, row, &fixed);
        }
    }
    pay(models, rows);
}

/// The line's total as it stands, else what it is worth.
fn line_worth(model: &Model, line: &Line, row: &Row) -> Option<Decimal> {
    let field = numbers(model, PRICES, &[Family::Decimal, Family::Integer]).map(|(_, field)| field)?;
    let rounded = |worth: Decimal| {
        number::written(worth, field).and_then(|value| if let SeedValue::Number(text) = value { Decimal::parse(&text) } else { None })
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
    if let Some(value) = number::written(value, field).filter(|_| row.values[index] != Some(SeedValue::Null)) {
        row.values[index] = Some(value);
    }
}
