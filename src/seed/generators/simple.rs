//! Booleans, listed values, identifiers and other small things.

use super::super::draw::{Draw, key, shuffled};
use super::super::field::Family;
use super::super::words::{self, List};
use super::time::EARLY;
use super::{At, Field, SeedValue, text};

/// Mostly the default; without one, mostly false for what is an exception.
pub fn boolean(field: &Field, at: &At) -> SeedValue {
    let usual = match &field.default {
        Some(SeedValue::Boolean(value)) => *value,
        _ => field.named(&["active", "enabled", "visible", "verified", "available", "public", "published"]),
    };
    // Of the addresses of one customer the first is the default.
    if let Some(place) = at.among.filter(|_| chooses_one(field)) {
        return SeedValue::Boolean((place == 0) ^ (at.variation % 2 == 1));
    }
    // One row in eight is the other way, and one of the first three, so that small seeds show both.
    let unusual = if at.row < 3 { shuffled(field.key, at.row, 3) == 0 } else { Draw::at(field.key, at.row, 0).below(8) == 0 };
    SeedValue::Boolean(usual ^ unusual ^ (at.variation % 2 == 1))
}

/// Whether it says which one of several counts.
pub fn chooses_one(field: &Field) -> bool {
    field.family == Family::Boolean && field.named(&["default", "primary", "main", "preferred"])
}

/// The words for what most rows are after a while.
/// In their order: of `open`, `paid` and `shipped` it is `shipped`.
const USUAL: &[&str] = &[
    "published",
    "active",
    "delivered",
    "shipped",
    "completed",
    "complete",
    "done",
    "resolved",
    "paid",
    "confirmed",
    "approved",
    "accepted",
    "member",
    "user",
    "open",
    "normal",
    "medium",
    "standard",
];

/// Every value once, in the first rows; then the usual one half of the time and the others evenly.
pub fn one_of(field: &Field, at: &At) -> SeedValue {
    let values = &field.values;
    let count = values.len() as u64;
    let index = if at.variation == 0 && at.row < count {
        shuffled(field.key, at.row, count)
    } else {
        let mut draw = field.draw(at);
        let is = |value: &SeedValue, word: &str| matches!(value, SeedValue::Text(text) if text == word);
        let known = USUAL.iter().find_map(|word| values.iter().position(|value| is(value, word)));
        // Else what a row is when nobody says otherwise, unless that is only where its story begins.
        let default = || values.iter().position(|value| Some(value) == field.default.as_ref() && !EARLY.iter().any(|word| is(value, word)));
        let usual = known.or_else(default);
        match usual {
            Some(usual) if at.variation == 0 && draw.percent(50) => usual as u64,
            _ => draw.below(count),
        }
    };
    values.get(index as usize).cloned().unwrap_or(SeedValue::Null)
}

/// What fields of this name hold, where that is known.
pub fn values(field: &Field) -> Option<Vec<&'static str>> {
    (field.family == Family::Text).then(|| listed(field, |names| field.named(names)))?
}

/// The values of the entry with these names, as far as there is room for them.
pub fn listed(field: &Field, is_meant: impl Fn(&[&str]) -> bool) -> Option<Vec<&'static str>> {
    let names = |entry: &'static str| entry.split('|').next().unwrap_or("").split(' ').collect::<Vec<_>>();
    let entry = field.words(List::Values).iter().find(|entry| is_meant(&names(entry)))?;
    let fits = |value: &&str| (field.least_length()..=field.greatest_length()).contains(&value.chars().count());
    let values: Vec<&str> = entry.split('|').skip(1).filter(fits).collect();
    (!values.is_empty()).then_some(values)
}

/// The usual ones more often.
pub fn value(field: &Field, at: &At) -> SeedValue {
    let values = values(field).unwrap_or_default();
    let mut draw = Draw::at(field.key, at.row, 0);
    let count = values.len() as u64;
    let index = draw.below(count.max(1)).min(draw.below(count.max(1)));
    // Distinct ones take turns, and then say which one it is.
    let turn = at.row.wrapping_add(at.variation);
    match (field.unique, turn < count) {
        (true, true) => text(words::at(&values, turn)),
        (true, false) => text(format!("{} {}", words::at(&values, turn), turn / count.max(1) + 1)),
        (false, _) => text(words::at(&values, index.wrapping_add(at.variation))),
    }
}

/// Version 8, for values of an own making: RFC 9562, 5.8.
pub fn uuid(field: &Field, at: &At) -> SeedValue {
    let mut draw = field.draw(at);
    let high = (draw.number() & 0xffff_ffff_ffff_0fff) | 0x8000;
    let low = (draw.number() & 0x3fff_ffff_ffff_ffff) | 0x8000_0000_0000_0000;
    text(format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xffff,
        low >> 48,
        low & 0xffff_ffff_ffff
    ))
}

pub fn bytes(field: &Field, at: &At) -> SeedValue {
    let wanted = field.least_length().clamp(8, 64).min(field.greatest_length());
    let mut draw = Draw::at(key(&["bytes"]) ^ field.key, at.row, at.variation);
    let hex: String = (0..wanted).map(|_| format!("{:02x}", draw.below(256))).collect();
    text(format!("\\x{hex}"))
}

pub fn color(field: &Field, at: &At) -> SeedValue {
    const COLORS: [&str; 11] =
        ["#1f6f8b", "#e07a5f", "#3d405b", "#81b29a", "#f2cc8f", "#6d597a", "#355070", "#b56576", "#2a9d8f", "#e9c46a", "#264653"];
    let row = at.row.wrapping_add(at.variation.wrapping_mul(5));
    if at.variation > 1 || row >= COLORS.len() as u64 {
        return text(format!("#{:06x}", field.draw(at).below(0x100_0000)));
    }
    text(COLORS[shuffled(field.key, row, COLORS.len() as u64) as usize % COLORS.len()])
}

pub fn point(field: &Field, at: &At) -> SeedValue {
    let mut draw = field.draw(at);
    text(format!("({},{})", draw.between(0, 100), draw.between(0, 100)))
}

/// Types that rarely stand in requirements, with one value each that PostgreSQL reads. `{}` is the row's number.
const RARE: &[(&str, &str)] = &[
    ("\"char\"", "c"),
    ("box", "({},1),(0,0)"),
    ("circle", "<(0,0),{}>"),
    ("cube", "({},1,2)"),
    ("geography", "POINT({} 0)"),
    ("geometry", "POINT({} 0)"),
    ("hstore", "number=>{}"),
    ("jsonpath", "$.row{}"),
    ("line", "{1,-1,{}}"),
    ("lquery", "top.row{}.*"),
    ("lseg", "[(0,0),({},1)]"),
    ("ltree", "top.row{}"),
    ("ltxtquery", "row{}"),
    ("path", "((0,0),({},1),(1,0))"),
    ("pg_lsn", "0/{}"),
    ("pg_snapshot", "{}:{}:"),
    ("polygon", "((0,0),({},1),(1,0))"),
    ("query_int", "{}"),
    ("regclass", "pg_class"),
    ("regproc", "now"),
    ("regtype", "integer"),
    ("seg", "{}"),
    ("tid", "(0,{})"),
    ("tsquery", "row & {}"),
    ("tsvector", "row {}"),
    ("txid_snapshot", "{}:{}:"),
    ("xid", "{}"),
    ("xid8", "{}"),
];

/// Also bit strings and vectors, of their length.
pub fn rare(field: &Field, at: &At) -> SeedValue {
    let mut draw = field.draw(at);
    let length: u64 = field.data_type.modifiers.first().and_then(|length| length.parse().ok()).unwrap_or(1);
    match field.data_type.name.as_str() {
        "bit" | "bit varying" => text((0..length.min(4096)).map(|_| if draw.percent(50) { '1' } else { '0' }).collect::<String>()),
        "vector" | "halfvec" => {
            let numbers: Vec<String> = (0..length.min(16_000)).map(|_| format!("0.{:03}", draw.below(1000))).collect();
            text(format!("[{}]", numbers.join(",")))
        }
        name => match RARE.iter().find(|(known, _)| *known == name) {
            Some((_, form)) => text(form.replace("{}", &(at.row + 1 + at.variation.wrapping_mul(1000)).to_string())),
            None => SeedValue::Null,
        },
    }
}
