//! What comes first and what comes last: a start before its end, a least before the greatest.
//!
//! Comes in: a sound entity. Goes out: checks, as the practice `range-check` asks for them. Never happens: a check on times of day, which may go past midnight.

use super::super::outline::{Entity, Field};
use crate::sql::keywords::is_reserved;

/// Words of two fields whose names are equal otherwise.
const PAIRS: &[(&str, &str)] = &[
    ("starts", "ends"),
    ("start", "end"),
    ("started", "ended"),
    ("started", "finished"),
    ("begins", "ends"),
    ("begin", "end"),
    ("from", "to"),
    ("from", "until"),
    ("departs", "arrives"),
    ("departure", "arrival"),
    ("issue", "due"),
    ("min", "max"),
    ("minimum", "maximum"),
];

const COMPARED: &[&str] = &["date", "timestamp", "int", "smallint", "bigint", "quantity"];

/// Each check in SQL.
pub fn checks(entity: &Entity) -> Vec<String> {
    let comparable = |field: &&Field| {
        let plain = field.name.chars().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_');
        let decimal = field.kind.starts_with("decimal(") || field.kind.starts_with("money(");
        plain && !is_reserved(&field.name) && field.states.is_empty() && (decimal || COMPARED.contains(&field.kind.as_str()))
    };
    let mut found = Vec::new();
    for first in entity.fields.iter().filter(comparable) {
        let words: Vec<&str> = first.name.split('_').collect();
        for (low, high) in PAIRS {
            let Some(place) = words.iter().position(|word| word == low) else { continue };
            let mut wanted = words.clone();
            wanted[place] = high;
            let wanted = wanted.join("_");
            let last = entity.fields.iter().filter(comparable).find(|last| last.name == wanted && last.kind == first.kind);
            if let Some(last) = last {
                let sign = if first.kind == "timestamp" { ">" } else { ">=" };
                found.push(format!("{} {sign} {}", last.name, first.name));
                break;
            }
        }
    }
    found
}
