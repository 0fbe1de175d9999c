//! Values that may do for one column: the one that the row has, then others that fit its type and what is known of it.
//!
//! Comes in: a field, its span, what the literals ask of its form. Goes out: a few values, the likeliest first. Never happens: a value that the
//! type cannot hold.

use super::automaton;
use super::calendar::{civil, days_from_civil};
use super::candidates::candidates;
use super::condition::{
    ElementView, Limits, Literal, Part, RowView, Shape, Span, Spans, Value, clock_of, narrow, range_subtype, shapes, written,
};
use super::decimal::Decimal;
use super::draw::Draw;
use super::field::{At, Family, Field};
use super::generate::made;
use super::generators::time::{ANCHOR, DAY};
use super::pattern::Pattern;
use super::{SeedValue, fit};
use crate::catalog::Column;

pub enum Offer {
    Value(SeedValue),
    Parent(Option<usize>),
}

pub struct Asking<'o> {
    pub field: &'o Field,
    pub column: usize,
    pub plain: Option<SeedValue>,
    pub literals: &'o [&'o Literal<'o>],
    pub row: &'o dyn RowView,
    pub decided: &'o dyn Fn(usize) -> bool,
    pub spans: &'o Spans,
    /// Whether it must be NULL, or must not.
    pub null: Option<bool>,
    pub number: u64,
    pub variation: u64,
    pub born: i64,
    pub draw: Draw,
    /// What is tried too.
    pub near: Option<&'o [Candidate]>,
    /// How many of those were looked at beside the rest of the row.
    pub judged: u64,
}

/// What lies near the constants of the conditions, and what is asked of this column alone: whether it holds, as far as that is judged.
pub struct Candidate {
    value: SeedValue,
    fits: Option<bool>,
}

/// All candidates for a column.
pub fn near(field: &Field, column: usize, constants: &[SeedValue], literals: &[Literal], row: &dyn RowView) -> Vec<Candidate> {
    let about: Vec<&Literal> = literals.iter().filter(|literal| literal.columns == [column]).collect();
    let candidate = |value: SeedValue| {
        let with = With { row, column, value: &value };
        let fits =
            about.iter().map(|literal| literal.holds(&with)).collect::<Option<Vec<bool>>>().map(|held| held.iter().all(|held| *held));
        let fits = if fits.is_none() && !about.iter().all(|literal| literal.allows(&with)) { Some(false) } else { fits };
        Candidate { value, fits }
    };
    candidates(field, constants, false).into_iter().map(candidate).collect()
}

/// A row with another value in one column.
pub struct With<'w> {
    pub row: &'w dyn RowView,
    pub column: usize,
    pub value: &'w SeedValue,
}

impl RowView for With<'_> {
    fn value(&self, column: usize) -> Option<&SeedValue> {
        if column == self.column { Some(self.value) } else { self.row.value(column) }
    }

    fn column(&self, column: usize) -> Option<&Column> {
        self.row.column(column)
    }

    fn unknown(&self, column: usize) -> Value {
        self.row.unknown(column)
    }
}

/// Forty years, in seconds.
const WIDEST: f64 = 40.0 * 366.0 * 86_400.0;
/// So many candidates are offered.
const NEAR: usize = 12;
/// So many are looked at beside the rest of the row.
const MOST_JUDGED: usize = 400;
/// Seconds that no calendar has: three hundred thousand years.
const FAR: f64 = 1e13;
/// So far around a day lie the months of which one is asked for.
const MONTHS_AROUND: u64 = 48;
/// So many texts are drawn where most that fit a pattern do not do.
const TEXTS: usize = 64;
/// How many values are drawn from a span.
const DRAWS: usize = 8;

/// What the type itself can hold.
pub fn type_spans(column: usize, field: &Field, spans: &mut Spans) {
    let span = |low: f64, high: f64| Span { low, high };
    let length = span(0.0, field.greatest_length().min(100_000) as f64);
    let fixed = matches!(field.data_type.name.as_str(), "character" | "bit") && field.data_type.schema.is_none() && !field.data_type.array;
    let length = if fixed { span(length.high, length.high) } else { length };
    spans.within(column, Part::Length, length);
    if field.data_type.array || field.data_type.schema.is_some() {
        return;
    }
    let modifier = |index: usize| field.data_type.modifiers.get(index).and_then(|text| text.parse::<u32>().ok());
    let value = match field.data_type.name.as_str() {
        "smallint" => span(-32_768.0, 32_767.0),
        "integer" => span(-2_147_483_648.0, 2_147_483_647.0),
        "bigint" => span(-9e18, 9e18),
        "oid" => span(0.0, 4_294_967_295.0),
        "numeric" => match (modifier(0), modifier(1).unwrap_or(0)) {
            (Some(precision), scale) => {
                let most = (10f64.powi(precision.min(200) as i32) - 1.0) / 10f64.powi(scale.min(200) as i32);
                span(-most, most)
            }
            (None, _) => return,
        },
        // From 1900 to 2199.
        "date" | "timestamp without time zone" | "timestamp with time zone" => span(-2_208_988_800.0, 7_258_118_399.0),
        "time without time zone" | "time with time zone" => span(0.0, 86_399.0),
        _ => return,
    };
    spans.within(column, Part::Value, value);
}

/// Another element for an array, of which all literals hold; `None` where it does already, or none is found.
#[expect(clippy::too_many_arguments, reason = "it is put together from them in one place")]
pub fn element(
    field: &Field,
    column: usize,
    item: &SeedValue,
    literals: &[Literal],
    row: &ElementView,
    number: u64,
    variation: u64,
    draw: Draw,
) -> Option<SeedValue> {
    if literals.iter().all(|literal| literal.holds(row) != Some(false)) {
        return None;
    }
    let mut element = field.clone();
    element.data_type.array = false;
    (element.family, element.nullable) = (Family::of(&element.data_type), false);
    element.generator = super::generators::choose(&element);
    let literals: Vec<&Literal> = literals.iter().collect();
    let decided = |other: usize| other != column;
    let mut spans = Spans::default();
    type_spans(column, &element, &mut spans);
    narrow(&literals, row, &decided, &mut spans);
    let plain = Some(item.clone());
    let (null, born) = (None, ANCHOR);
    let mut asking = Asking {
        field: &element,
        column,
        plain,
        literals: &literals,
        row,
        decided: &decided,
        spans: &spans,
        null,
        number,
        variation,
        born,
        draw,
        near: None,
        judged: 0,
    };
    asking.offers().into_iter().find_map(|offer| match offer {
        Offer::Value(value) => {
            let view = ElementView { element: &value, row: row.row, array: column, column: row.column.clone() };
            literals.iter().all(|literal| literal.holds(&view) != Some(false)).then_some(value)
        }
        Offer::Parent(_) => None,
    })
}

impl Asking<'_> {
    pub fn offers(&mut self) -> Vec<Offer> {
        let mut values: Vec<SeedValue> = Vec::new();
        let nullable = self.field.nullable && self.null != Some(false);
        if self.null == Some(true) {
            return if self.field.nullable { vec![Offer::Value(SeedValue::Null)] } else { Vec::new() };
        }
        let plain = self.plain.clone().filter(|plain| *plain != SeedValue::Null || nullable);
        values.extend(plain);
        let accepted: Option<Vec<SeedValue>> =
            self.literals.iter().filter_map(|literal| literal.listed(self.column, self.row, self.decided)).min_by_key(Vec::len);
        match accepted {
            Some(mut accepted) => {
                while !accepted.is_empty() {
                    values.push(accepted.swap_remove(self.draw.below(accepted.len() as u64) as usize));
                }
            }
            None => {
                let shape = shapes(self.literals, self.row, self.column, self.decided);
                self.listed(&shape, &mut values);
                if values.len() < 2 || self.field.values.is_empty() {
                    self.by_type(&shape, &mut values);
                }
                if let Some(near) = self.near {
                    values.extend(self.near(near));
                }
            }
        }
        // What the table's author thinks of first.
        values.extend(self.field.default.clone().filter(|_| !self.field.data_type.array && !self.field.unique));
        if nullable {
            values.push(SeedValue::Null);
        }
        let mut distinct: Vec<SeedValue> = Vec::new();
        for value in values {
            if !distinct.contains(&value) {
                distinct.push(value);
            }
        }
        distinct.into_iter().map(Offer::Value).collect()
    }

    /// Some of those candidates that nothing is known against.
    fn near(&mut self, all: &[Candidate]) -> Vec<SeedValue> {
        let mut all: Vec<&Candidate> = all.iter().collect();
        let with_others = |literal: &&&Literal| {
            literal.columns != [self.column] && literal.columns.iter().all(|column| *column == self.column || (self.decided)(*column))
        };
        let mut asked: Vec<&Literal> = self.literals.iter().filter(with_others).copied().collect();
        let (mut found, mut possible, mut judged) = (Vec::new(), Vec::new(), 0);
        while found.len() < NEAR && judged < MOST_JUDGED && !all.is_empty() {
            let Candidate { value, fits } = all.swap_remove(self.draw.below(all.len() as u64) as usize);
            if *fits == Some(false) {
                continue;
            }
            judged += 1;
            let row = With { row: self.row, column: self.column, value };
            match Literal::all_hold(&mut asked, &row) {
                Some(true) if fits.is_some() => found.push(value.clone()),
                Some(false) => {}
                _ => possible.push(value.clone()),
            }
        }
        self.judged += judged as u64;
        possible.truncate(NEAR - found.len());
        found.extend(possible);
        found
    }

    /// Values of a list: those of an enum, those that an equality or IN asks for.
    fn listed(&mut self, shape: &Shape, values: &mut Vec<SeedValue>) {
        let mut listed: Vec<SeedValue> = match &shape.one_of {
            Some(asked) => asked.iter().filter_map(|value| self.as_held(value)).collect(),
            None if !self.field.data_type.array => self.field.values.clone(),
            None => Vec::new(),
        };
        if self.field.family == Family::Boolean && shape.one_of.is_none() {
            listed = vec![SeedValue::Boolean(true), SeedValue::Boolean(false)];
        }
        // Any order will do, as long as it is another in each row.
        while !listed.is_empty() {
            values.push(listed.swap_remove(self.draw.below(listed.len() as u64) as usize));
        }
    }

    /// A value in the form in which columns of this type are written.
    fn as_held(&self, value: &Value) -> Option<SeedValue> {
        match (self.field.family, value) {
            (Family::Integer | Family::Decimal, Value::Number(number, _)) => {
                let rounded = number.rounded_to(self.scale())?;
                Some(SeedValue::Number(rounded.to_string()))
            }
            (Family::Time, Value::Moment(low, high, _)) if low == high => Some(SeedValue::Text(written(*low, &self.field.data_type.name))),
            _ => value.seed_value(&self.field.data_type),
        }
    }

    /// Decimals that the column keeps.
    fn scale(&self) -> u32 {
        let modifier = |index: usize| self.field.data_type.modifiers.get(index).and_then(|text| text.parse::<u32>().ok());
        match (self.field.family, modifier(0), modifier(1)) {
            (Family::Integer, _, _) => 0,
            (_, Some(_), scale) => scale.unwrap_or(0).min(18),
            _ => 6,
        }
    }

    fn by_type(&mut self, shape: &Shape, values: &mut Vec<SeedValue>) {
        let name = self.field.data_type.name.clone();
        let own = self.field.data_type.schema.is_some();
        if self.field.data_type.array {
            return self.arrays(shape, values);
        }
        match self.field.family {
            Family::Integer | Family::Decimal => self.numbers(shape, values),
            Family::Time => self.moments(values),
            Family::Text => self.texts(shape, values),
            Family::Boolean => {}
            Family::Other if !own && name == "interval" => self.intervals(values),
            Family::Other if !own && name.starts_with("time ") => self.times_of_day(values),
            Family::Other if !own && range_subtype(&name).is_some() => self.ranges(values),
            Family::Other if !own && name == "bytea" => {
                let length = self.spans.get(self.column, Part::Length);
                for variation in 0..2 {
                    values.push(self.made_with(|limits| set_length(limits, length), variation));
                }
            }
            Family::Other => {
                for variation in 0..4 {
                    values.push(self.made_with(|_| {}, variation));
                }
            }
        }
    }

    /// What the field's own generator makes, with other limits.
    fn made_with(&mut self, change: impl FnOnce(&mut Limits), variation: u64) -> SeedValue {
        let mut field = self.field.clone();
        change(&mut field.limits);
        let variation = if variation == 0 { self.variation } else { self.variation + variation + self.draw.below(1 << 20) };
        made(&field, &At { row: self.number, variation, born: self.born, ..At::default() })
    }

    fn numbers(&mut self, shape: &Shape, values: &mut Vec<SeedValue>) {
        let span = self.spans.get(self.column, Part::Value);
        let scale = self.scale();
        let unit = 10f64.powi(scale as i32);
        let Some((low, high)) = self.window(span, unit) else { return };
        // The usual kind of number first.
        if shape.step.is_none() {
            let [least, most] = [low, high].map(|units| Some(Decimal::new(units as i128, scale).plain()));
            for variation in 0..2 {
                values.push(self.made_with(|limits| (limits.minimum, limits.maximum) = (least, most), variation));
            }
        }
        let mut units: Vec<f64> = (0..DRAWS).map(|_| low + self.draw.below((high - low) as u64 + 1) as f64).collect();
        // Fewer decimals are likelier to fulfil an equation.
        units.extend(
            (0..3)
                .map(|_| (low / unit + self.draw.below(((high - low) / unit) as u64 + 1) as f64).ceil() * unit)
                .filter(|number| *number <= high),
        );
        units.extend([low, high, low + 1.0, high - 1.0]);
        for number in units {
            let number = match shape.step {
                Some((modulus, rest)) if modulus > 0.0 => {
                    let (modulus, rest) = (modulus * unit, rest * unit);
                    let down = ((number - rest) / modulus).floor() * modulus + rest;
                    if down < low { down + modulus } else { down }
                }
                _ => number,
            };
            if (low..=high).contains(&number) {
                let text = Decimal::new(number as i128, scale);
                values.push(SeedValue::Number(if self.field.data_type.modifiers.is_empty() { text.plain() } else { text }.to_string()));
            }
        }
    }

    /// From where to where values are drawn, in units of the scale: not further than usual from what bounds them.
    fn window(&self, span: Span, unit: f64) -> Option<(f64, f64)> {
        let plain = match &self.plain {
            Some(SeedValue::Number(text)) => Decimal::parse(text).map(Decimal::approximate),
            _ => None,
        };
        let width = plain.map_or(100.0, f64::abs).max(20.0);
        let low = (span.low * unit - 1e-7).ceil();
        let high = (span.high * unit + 1e-7).floor();
        let usual = width * unit;
        // Between bounds of the type alone, as far as what was drawn; negative numbers only where they are asked for.
        let (low, high) = match (low > -1e9 * unit, high < 1e9 * unit) {
            (true, true) => (low, high),
            (true, false) => (low, (low + usual).min(high)),
            (false, true) => ((if high > 0.0 { 0.0 } else { high - usual }).max(low), high),
            (false, false) => (0f64.max(low), usual.min(high)),
        };
        (low <= high && (high - low) < 1e18 && low.abs() < 1e18).then_some((low, high))
    }

    fn moments(&mut self, values: &mut Vec<SeedValue>) {
        let span = self.spans.get(self.column, Part::Value);
        let name = self.field.data_type.name.clone();
        let plain = match &self.plain {
            Some(SeedValue::Text(text)) => Value::of(&SeedValue::Text(text.clone()), Some(&self.field.data_type)).measure(),
            _ => None,
        };
        let near = plain.unwrap_or(self.born as f64);
        let mut found = self.seconds(span, near, if name == "date" { DAY } else { 60 }, DAY * 14);
        // The first of each month of a year, and each of the next days of the week.
        if self.literals.iter().any(|literal| literal.reads_calendar()) {
            let near = if near < span.low { span.low } else { near.min(span.high) }.clamp(-FAR, FAR) as i64;
            let (today, since) = (near.div_euclid(DAY), near.rem_euclid(DAY));
            let (year, month, _) = civil(today);
            let first = |later: i64| days_from_civil(year + (month - 1 + later).div_euclid(12), (month - 1 + later).rem_euclid(12) + 1, 1);
            // Not the same ones for all rows.
            let begin = self.draw.below(MONTHS_AROUND) as i64 - MONTHS_AROUND as i64 / 2;
            let days = (begin..begin + 12).map(first).chain((1..=7).map(|later| today + later));
            found.extend(days.map(|day| day * DAY + since).filter(|seconds| (span.low..=span.high).contains(&(*seconds as f64))));
        }
        for seconds in found {
            values.push(SeedValue::Text(written(i128::from(seconds) * 1_000_000, &name)));
        }
    }

    /// Seconds within a span, near to what bounds it, on a grid where that is wide enough.
    fn seconds(&mut self, span: Span, near: f64, grid: i64, usual: i64) -> Vec<i64> {
        let whole = |number: f64| number.clamp(-1e15, 1e15) as i64;
        let (low, high) = (span.low.ceil(), span.high.floor());
        if low > high {
            return Vec::new();
        }
        let (near, usual_width) = (whole(near), usual as f64);
        let (from, to) = match () {
            // Between two ends that are asked for, all of it may be.
            () if (near as f64 > high || (near as f64) < low) && high - low < WIDEST => (low, high),
            () if near as f64 > high => (low.max(high - usual_width), high),
            () if (near as f64) < low => (low, high.min(low + usual_width)),
            () => (low.max(near as f64 - usual_width), high.min(near as f64 + usual_width)),
        };
        let (from, to) = (whole(from), whole(to));
        let mut found = Vec::new();
        for step in [grid, if grid == DAY { DAY } else { 1 }] {
            let (first, last) = (from.div_euclid(step) + i64::from(from.rem_euclid(step) > 0), to.div_euclid(step));
            if first <= last {
                found.extend((0..DRAWS / 2).map(|_| self.draw.between(first, last) * step));
                found.extend([first * step, last * step]);
            }
        }
        found
    }

    fn intervals(&mut self, values: &mut Vec<SeedValue>) {
        let span = self.spans.get(self.column, Part::Value);
        let span = Span { low: if span.high > 0.0 { span.low.max(0.0) } else { span.low }, high: span.high };
        for seconds in self.seconds(span, 5400.0, 900, 4 * 3600) {
            let sign = if seconds < 0 { "-" } else { "" };
            let seconds = seconds.abs();
            values.push(SeedValue::Text(format!("{sign}{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)));
        }
    }

    fn times_of_day(&mut self, values: &mut Vec<SeedValue>) {
        let span = self.spans.get(self.column, Part::Value);
        let zone = if self.field.data_type.name == "time with time zone" { "+00" } else { "" };
        for seconds in self.seconds(span, 12.0 * 3600.0, 900, 12 * 3600) {
            if (0..DAY).contains(&seconds) {
                values.push(SeedValue::Text(format!("{:02}:{:02}:{:02}{zone}", seconds / 3600, seconds / 60 % 60, seconds % 60)));
            }
        }
    }

    fn texts(&mut self, shape: &Shape, values: &mut Vec<SeedValue>) {
        let length = self.spans.get(self.column, Part::Length);
        let (least, most) = (length.low.max(0.0).ceil() as usize, length.high.clamp(0.0, 100_000.0) as usize);
        if least > most {
            return;
        }
        let mut patterns: Vec<&Pattern> = shape.patterns.iter().collect();
        patterns.extend(&self.field.limits.pattern);
        let refused: Vec<&Pattern> = shape.refused.iter().collect();
        // The usual text, cut or stretched; then in other letters and forms.
        let usual = [0, 1].map(|variation| {
            self.made_with(
                |limits| {
                    set_length(limits, length);
                    limits.pattern = None;
                },
                variation,
            )
        });
        let accepts = |text: &str| {
            (least..=most).contains(&text.chars().count())
                && patterns.iter().all(|pattern| pattern.accepts(text))
                && !refused.iter().any(|pattern| pattern.accepts(text))
        };
        for text in usual.into_iter().filter_map(|value| if let SeedValue::Text(text) = value { Some(text) } else { None }) {
            let text = if text.chars().count() < least { fit::stretch(text, least, self.field) } else { text };
            let mut forms = vec![text.clone(), text.to_lowercase(), text.to_uppercase(), text.trim().to_string()];
            forms.extend(patterns.iter().flat_map(|pattern| fit::with_ends(&text, pattern)));
            forms.extend(fit::adaptations(&text));
            values.extend(forms.into_iter().filter(|form| accepts(form)).map(SeedValue::Text));
        }
        let begun = values.len();
        for _ in 0..3 {
            values.extend(automaton::example(&patterns, &refused, least, most, &mut self.draw).map(SeedValue::Text));
        }
        // Where parts of a text have to agree with each other, few do.
        let alone: Vec<&&Literal> = self.literals.iter().filter(|literal| literal.columns == [self.column]).collect();
        let (row, column) = (self.row, self.column);
        let does = |value: &SeedValue| alone.iter().all(|literal| literal.allows(&With { row, column, value }));
        if patterns.is_empty() || values.len() == begun || values.iter().any(does) {
            return;
        }
        let draw = &mut self.draw;
        let more = (0..TEXTS).filter_map(|_| automaton::example(&patterns, &refused, least, most, draw).map(SeedValue::Text));
        values.extend(more.filter(does).take(2).collect::<Vec<SeedValue>>());
    }

    fn arrays(&mut self, shape: &Shape, values: &mut Vec<SeedValue>) {
        let length = self.spans.get(self.column, Part::Length);
        let (least, most) = (length.low.max(0.0).ceil() as usize, length.high.clamp(0.0, 1000.0) as usize);
        let mut element = self.field.data_type.clone();
        element.array = false;
        let held = |items: &[Value]| -> Vec<SeedValue> { items.iter().filter_map(|item| item.seed_value(&element)).collect() };
        let required = held(&shape.required);
        let mut others = match &shape.allowed {
            Some(allowed) => held(allowed),
            None => match self.made_with(|limits| (limits.minimum_length, limits.maximum_length) = (Some(least as u64), None), 1) {
                SeedValue::Array(items) => items,
                _ => Vec::new(),
            },
        };
        others.extend(if self.field.values.is_empty() || shape.allowed.is_some() { Vec::new() } else { self.field.values.clone() });
        others.retain(|item| !required.contains(item));
        for wanted in [least.max(1) + self.draw.below(3) as usize, least, most.min(least + 3)] {
            let (mut items, mut rest) = (required.clone(), others.clone());
            while items.len() < wanted.min(most) && !rest.is_empty() {
                items.push(rest.swap_remove(self.draw.below(rest.len() as u64) as usize));
            }
            // An array may hold a value twice.
            while items.len() < least && !items.is_empty() {
                items.push(items[0].clone());
            }
            if (least..=most).contains(&items.len()) {
                values.push(SeedValue::Array(items));
            }
        }
    }

    fn ranges(&mut self, values: &mut Vec<SeedValue>) {
        let name = self.field.data_type.name.clone();
        let Some(subtype) = range_subtype(&name) else { return };
        values.push(self.made_with(|_| {}, 1));
        let of_time = clock_of(subtype).is_some();
        let (grid, usual) = match subtype {
            "date" => (DAY, 14 * DAY),
            _ if of_time => (1800, 2 * DAY),
            _ => (1, 100),
        };
        let near = if of_time { (ANCHOR + (31 + self.number as i64) * DAY) as f64 } else { self.number as f64 * 100.0 };
        let lowers = self.seconds(self.spans.get(self.column, Part::Lower), near, grid, usual);
        for low in lowers.into_iter().take(6) {
            let mut spans = self.spans.clone();
            spans.within(self.column, Part::Lower, Span { low: low as f64, high: low as f64 });
            narrow(self.literals, self.row, self.decided, &mut spans);
            let least = if subtype == "date" { DAY } else { grid.min(60) };
            let upper = spans.get(self.column, Part::Upper);
            let upper = Span { low: upper.low.max((low + least) as f64), high: upper.high };
            let bound = |number: i64| match of_time {
                true if subtype == "date" => written(i128::from(number) * 1_000_000, subtype),
                true => format!("\"{}\"", written(i128::from(number) * 1_000_000, subtype)),
                false => number.to_string(),
            };
            // Of a bound that an equality gives, months and years are counted as the calendar has them.
            let begun = SeedValue::Text(format!("[{},)", bound(low)));
            let row = With { row: self.row, column: self.column, value: &begun };
            let given = self.literals.iter().filter_map(|literal| literal.upper_bound(self.column, &row)?.measure());
            let mut uppers: Vec<i64> = given.filter(|given| given.abs() < 1e15).map(|given| given as i64).collect();
            uppers.extend(self.seconds(upper, (low + grid.max(20)) as f64, grid, usual));
            for high in uppers.into_iter().filter(|high| *high > low).take(2) {
                values.push(SeedValue::Text(format!("[{},{})", bound(low), bound(high))));
            }
        }
    }
}

fn set_length(limits: &mut Limits, span: Span) {
    limits.minimum_length = Some(span.low.clamp(0.0, 100_000.0).ceil() as u64);
    limits.maximum_length = Some(span.high.clamp(0.0, 100_000.0) as u64);
}
