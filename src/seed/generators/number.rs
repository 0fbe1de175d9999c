//! Numbers: by name, within precision, scale and the bounds of checks.

use std::cmp::Ordering;

use super::super::decimal::Decimal;
use super::super::draw::Draw;
use super::super::field::Family;
use super::prose::Tone;
use super::{At, Field, SeedValue};

/// Names of whole numbers, and from where to where they usually go.
const USUAL: &[(&[&str], i64, i64)] = &[
    (&["age"], 18, 79),
    (&["stock", "inventory", "on_hand"], 0, 250),
    (&["minutes", "duration", "length"], 5, 180),
    (&["seconds"], 5, 600),
    (&["hours"], 1, 40),
    (&["days"], 1, 30),
    (&["nights"], 1, 7),
    (&["views", "view_count", "visits"], 3, 4800),
    (&["likes", "like_count", "votes", "upvotes", "downvotes", "followers"], 0, 240),
    (&["comment_count", "comments_count", "reply_count", "replies", "shares", "share_count", "attempts", "retries"], 0, 24),
    (&["member_count", "members", "subscribers", "users_count", "user_count"], 2, 180),
    (&["downloads", "download_count", "plays", "play_count"], 0, 2600),
    (&["bytes", "file_size", "size_bytes"], 2_048, 4_800_000),
    (&["score", "points"], 0, 100),
    (&["floor"], 0, 12),
    (&["pages", "page_count"], 48, 640),
    (&["capacity", "seats"], 4, 120),
    (&["width", "height", "depth", "width_cm", "height_cm"], 10, 220),
    (&["weight", "weight_g", "grams"], 50, 4000),
    (&["level", "priority", "severity", "difficulty"], 1, 5),
    (&["port"], 1024, 49_151),
    (&["guests", "people", "adults", "children"], 1, 6),
    (&["day", "day_of_month"], 1, 28),
    (&["month"], 1, 12),
    (&["weekday", "day_of_week"], 1, 7),
    (&["hour"], 7, 20),
    (&["minute"], 0, 59),
    (&["chapter", "episode"], 1, 24),
    (&["season"], 1, 6),
    (&["price", "cost", "amount", "total"], 5, 500),
];

/// Names of numbers that count the rows.
const COUNTING: &[&str] = &["position", "sort", "sort_order", "rank", "ordinal", "sequence", "number", "no", "index", "order_no"];

/// A number of the column's scale between what is usual, as far as the column's own bounds allow.
struct Span {
    /// In units of the scale.
    low: i128,
    high: i128,
    scale: u32,
}

impl Span {
    fn value(&self, units: i128) -> SeedValue {
        SeedValue::Number(Decimal::new(units.clamp(self.low, self.high.max(self.low)), self.scale).to_string())
    }

    fn draw(&self, draw: &mut Draw) -> i128 {
        let width = (self.high - self.low + 1).clamp(1, i128::from(i64::MAX)) as u64;
        self.low + i128::from(draw.below(width))
    }
}

/// The scale of values: that of `numeric(p,s)`, none for whole numbers, `usual` where the type leaves it open.
pub fn scale(field: &Field, usual: u32) -> u32 {
    if field.family == Family::Integer {
        return 0;
    }
    let modifiers = &field.data_type.modifiers;
    match (field.data_type.name.as_str(), modifiers.first(), modifiers.get(1)) {
        ("numeric", Some(_), scale) => scale.and_then(|scale| scale.parse::<u32>().ok()).unwrap_or(0).min(usual.max(4)),
        _ => usual,
    }
}

fn span(field: &Field, low: i64, high: i64, usual_scale: u32) -> Span {
    let scale = scale(field, usual_scale);
    let mut minimum = Decimal::integer(low);
    let mut maximum = Decimal::integer(high);
    let type_maximum = type_maximum(field);
    let bounds = [field.limits.minimum, field.limits.maximum];
    let [lower, upper] = bounds;
    // A bound replaces what is usual; the other end then follows where it would be crossed.
    let above = |left: Decimal, right: Decimal| left.compare(right) == Some(Ordering::Greater);
    if let Some(lower) = lower
        && above(lower, minimum)
    {
        minimum = lower;
        if upper.is_none() && !above(maximum, minimum) {
            maximum = lower.plus(Decimal::integer((high - low).max(1))).unwrap_or(lower);
        }
    }
    for upper in upper.into_iter().chain(type_maximum) {
        if above(maximum, upper) || (bounds[1].is_some() && above(minimum, upper)) {
            maximum = upper;
        }
        if above(minimum, maximum) {
            minimum = lower.unwrap_or(maximum.minus(Decimal::integer((high - low).max(1))).unwrap_or(maximum));
        }
    }
    // Nor may it lie below what the type holds.
    let type_minimum = type_maximum.and_then(|most| Decimal::integer(if field.family == Family::Integer { -1 } else { 0 }).minus(most));
    if let Some(least) = type_minimum.filter(|least| above(*least, minimum)) {
        minimum = if lower.is_none() && upper.is_none() { Decimal::integer(0) } else { least };
    }
    if let Some(upper) = upper
        && above(minimum, maximum)
    {
        maximum = upper;
    }
    // What is usual may touch the bounds in a single number: then they alone count.
    if let (Some(lower), Some(upper)) = (lower, upper)
        && minimum.compare(maximum) == Some(Ordering::Equal)
        && above(upper, lower)
    {
        (minimum, maximum) = (lower, upper);
    }
    let low = minimum.ceiling(scale).unwrap_or(0);
    Span { low, high: maximum.floor(scale).unwrap_or(low).max(low), scale }
}

/// What the type itself can hold, where that is little.
pub fn type_maximum(field: &Field) -> Option<Decimal> {
    let modifier = |index: usize| field.data_type.modifiers.get(index).and_then(|text| text.parse::<u32>().ok());
    match field.data_type.name.as_str() {
        "smallint" => Some(Decimal::integer(32_767)),
        "integer" => Some(Decimal::integer(2_147_483_647)),
        "bigint" => Some(Decimal::integer(i64::MAX)),
        "numeric" => {
            let (precision, scale) = (modifier(0)?, modifier(1).unwrap_or(0));
            let nines = 10i128.checked_pow(precision.min(30))? - 1;
            (scale <= 18).then_some(Decimal::new(nines, scale))
        }
        _ => None,
    }
}

/// To the nearest of the column's scale; none where the column holds no number that great.
pub fn written(value: Decimal, field: &Field) -> Option<SeedValue> {
    let scale = scale(field, 2);
    let units = value.plus(Decimal::new(5, scale + 1))?.floor(scale)?;
    let number = Decimal::new(units, scale);
    let fits = type_maximum(field).is_none_or(|most| number.compare(most) != Some(Ordering::Greater));
    fits.then(|| SeedValue::Number(number.to_string()))
}

/// Whether its numbers are those of the rows, or of the parts of a whole.
pub fn counts(field: &Field) -> bool {
    field.ordinal || field.named(COUNTING)
}

pub fn integer(field: &Field, at: &At) -> SeedValue {
    if counts(field) {
        let span = span(field, 1, i64::from(i32::MAX), 0);
        return span.value(span.low.max(1) + i128::from(at.among.unwrap_or(at.row)) + i128::from(at.variation) * 1000);
    }
    let (low, high) = usual(field).unwrap_or((1, 1000));
    // Values that must differ get more room with each try.
    let high = if field.unique { high.max(1_000_000) } else { high };
    let span = side(field, span(field, low, high, 0));
    span.value(span.draw(&mut field.draw(at)))
}

/// The least of something lies in the lower half, the greatest in the upper one: `min_price` and `max_price` agree.
fn side(field: &Field, span: Span) -> Span {
    let words = &field.told.words;
    let says = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    let middle = span.low + (span.high - span.low) / 2;
    if says(&["min", "minimum", "least", "lowest", "low"]) {
        Span { high: middle, ..span }
    } else if says(&["max", "maximum", "most", "highest", "high"]) {
        Span { low: middle, ..span }
    } else {
        span
    }
}

fn usual(field: &Field) -> Option<(i64, i64)> {
    USUAL.iter().find(|(names, _, _)| field.named(names)).map(|(_, low, high)| (*low, *high))
}

pub fn decimal(field: &Field, at: &At) -> SeedValue {
    let (low, high) = match usual(field) {
        // With decimals it is a weight in kilograms, else one in grams.
        Some(_) if field.named(&["weight", "weight_kg"]) && scale(field, 2) > 0 && field.limits.minimum.is_none() => (0, 4),
        usual => usual.unwrap_or((1, if field.unique { 1_000_000 } else { 200 })),
    };
    let mut span = side(field, span(field, low, high, 2));
    if (low, high) == (0, 4) {
        span.low = span.low.max((10i128.pow(span.scale) / 20).min(span.high));
    }
    span.value(span.draw(&mut field.draw(at)))
}

/// Decimals of currencies that do not have two: ISO 4217.
fn currency_decimals(code: &str) -> u32 {
    match code {
        "JPY" | "KRW" | "VND" | "CLP" | "ISK" | "XAF" | "XOF" | "UGX" | "PYG" | "RWF" => 0,
        "BHD" | "KWD" | "OMR" | "JOD" | "TND" | "IQD" | "LYD" => 3,
        _ => 2,
    }
}

pub fn money(field: &Field, at: &At) -> SeedValue {
    let decimals = field.meaning.arguments.first().map_or(2, |code| currency_decimals(code));
    let (low, high) = if field.named(&["salary", "budget", "revenue"]) {
        (24_000, 96_000)
    } else if decimals > 0 && field.named(&["shipping", "shipping_cost", "shipping_fee", "delivery_fee", "delivery_cost"]) {
        (2, 14)
    } else if let Some((low, high)) = super::prose::cost(field, at).filter(|_| !field.derived) {
        if decimals == 0 { (low * 150, high * 150) } else { (low, high) }
    } else if decimals == 0 {
        (300, 30_000)
    } else {
        (3, 180)
    };
    let span = side(field, span(field, low, high, decimals));
    let mut draw = field.draw(at);
    let units = span.draw(&mut draw.clone()).min(span.draw(&mut draw));
    // Salaries and budgets are round.
    if high == 96_000 && !field.unique {
        let hundred = 100 * 10i128.pow(span.scale);
        return span.value(units - units % hundred);
    }
    // Prices end in .99, .50, .95 or .00; sums and balances end anyhow.
    if span.scale < 2 || field.unique || field.named(&["total", "subtotal", "balance", "amount", "tax"]) {
        return span.value(units);
    }
    let unit = 10i128.pow(span.scale);
    let ending = [99, 99, 50, 95, 0, 90, 49][draw.below(7) as usize] * unit / 100;
    let whole = units - units % unit + ending;
    if whole >= span.low && whole <= span.high { span.value(whole) } else { span.value(units) }
}

pub fn percent(field: &Field, at: &At) -> SeedValue {
    let span = span(field, 0, 100, 1);
    let mut draw = field.draw(at);
    if at.variation == 0
        && let Some(usual) = usual_percent(field, &mut draw)
    {
        return span.value(usual * 10i128.pow(span.scale));
    }
    let units = span.draw(&mut draw);
    // People write 15 and 20, seldom 17.3.
    let five = 5 * 10i128.pow(span.scale);
    let rounded = units - units % five;
    if rounded >= span.low && at.variation == 0 { span.value(rounded) } else { span.value(units) }
}

/// Taxes are those of the default or of some country; most things have no discount, and few a great one.
fn usual_percent(field: &Field, draw: &mut Draw) -> Option<i128> {
    if field.named(&["tax", "vat", "tax_rate", "vat_rate", "tax_percent"]) {
        let usual = match &field.default {
            Some(SeedValue::Number(text)) => Decimal::parse(text).and_then(|default| default.floor(0)),
            _ => None,
        };
        let reduced = draw.below(6) == 0;
        return Some(if reduced { 7 } else { usual.unwrap_or(19) });
    }
    let is_discount = field.named(&["discount", "rebate", "discount_rate", "discount_percent"]);
    is_discount.then(|| [0, 0, 0, 0, 0, 0, 5, 10, 10, 15, 20, 30].get(draw.below(12) as usize).copied().unwrap_or(0))
}

pub fn rating(field: &Field, at: &At) -> SeedValue {
    let span = span(field, 1, 5, 1);
    // What people write goes with the stars that they give.
    if field.kind.is_opinion() && at.variation < 8 {
        let (width, draw) = (span.high - span.low, &mut field.draw(at));
        let part = |low: i128, high: i128| Span { low: span.low + width * low / 8, high: span.low + width * high / 8, scale: span.scale };
        return match super::prose::tone(field, at) {
            Tone::Good => span.value(part(6, 8).draw(draw).max(part(6, 8).draw(draw))),
            Tone::Fair => span.value(part(4, 5).draw(draw)),
            Tone::Poor => span.value(part(0, 2).draw(draw)),
        };
    }
    let mut draw = field.draw(at);
    // The better of two draws: good ratings are more common than bad ones.
    let best = span.draw(&mut draw).max(span.draw(&mut draw));
    span.value(best)
}

pub fn quantity(field: &Field, at: &At) -> SeedValue {
    if field.named(&["stock", "inventory", "on_hand"]) {
        return integer(field, at);
    }
    let span = span(field, 1, 12, 0);
    let mut draw = field.draw(at);
    let least = span.draw(&mut draw).min(span.draw(&mut draw)).min(span.draw(&mut draw));
    span.value(least)
}

pub fn year(field: &Field, at: &At) -> SeedValue {
    let span = span(field, 1985, 2025, 0);
    span.value(span.draw(&mut field.draw(at)))
}
