//! Constants as PostgreSQL prints them back: numbers, intervals, JSON; and the one road for all texts.

use super::{list, moment};

/// `-1`, `12`, `3.50`; no exponent, no sign `+`, no leading zero that a number would lose.
pub(super) fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    all_digits(whole) && (whole == "0" || !whole.starts_with('0')) && fraction.is_none_or(all_digits)
}

/// The content of a string constant in one spelling.
///
/// Equated: JSON objects and arrays that differ in white space and key order only (as jsonb holds them); spellings of one day, one
/// point in time (as the date types print it under UTC), one time of day, one interval; elements of arrays and bounds of ranges
/// with and without quotes. A text column that told such spellings apart in a default or check would not show the difference;
/// all other content is kept to the byte.
pub(super) fn text(content: &str) -> String {
    respelled(content).unwrap_or_else(|| content.to_string())
}

/// Whether [`text`] knows it under more than one spelling; what it gives is known under the same.
pub(crate) fn has_other_spellings(content: &str) -> bool {
    respelled(content).is_some()
}

fn respelled(content: &str) -> Option<String> {
    json(content)
        .or_else(|| moment::normal(content))
        .or_else(|| parse_interval(content))
        .or_else(|| list::array(content))
        .or_else(|| list::range(content))
}

fn json(content: &str) -> Option<String> {
    if !content.starts_with(['{', '[']) || has_long_number(content) {
        return None;
    }
    let value: serde_json::Value = serde_json::from_str(content).ok()?;
    Some(sorted_json(&value))
}

/// Numbers beyond what a binary double holds exactly would compare equal though they are not.
fn has_long_number(content: &str) -> bool {
    content.split(|c: char| !c.is_ascii_digit() && c != '.').any(|run| run.len() > 15)
}

/// Written out here, so that the result does not depend on which map serde_json was built with.
fn sorted_json(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Object(members) => {
            let mut parts: Vec<String> =
                members.iter().map(|(key, value)| format!("{}: {}", serde_json::Value::String(key.clone()), sorted_json(value))).collect();
            parts.sort();
            format!("{{{}}}", parts.join(", "))
        }
        serde_json::Value::Array(items) => format!("[{}]", items.iter().map(sorted_json).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

/// `30 minutes` → `00:30:00`, `1 week` → `7 days`, as an interval is printed under `intervalstyle = postgres`. Text that is not a
/// plain list of whole amounts with units stays as it is.
pub(super) fn interval(content: &str) -> String {
    parse_interval(content).unwrap_or_else(|| content.trim().to_string())
}

fn parse_interval(content: &str) -> Option<String> {
    let (mut months, mut days, mut seconds) = (0_i64, 0_i64, 0_i64);
    let words: Vec<String> = content.split_whitespace().map(str::to_lowercase).collect();
    let mut at = 0;
    while at < words.len() {
        if words[at].contains(':') {
            seconds = seconds.checked_add(clock(&words[at])?)?;
            at += 1;
            continue;
        }
        let amount: i64 = words[at].parse().ok()?;
        let unit = words.get(at + 1)?;
        let unit = unit.strip_suffix('s').filter(|singular| singular.len() > 1).unwrap_or(unit);
        let (field, factor) = match unit {
            "year" | "yr" | "y" => (&mut months, 12),
            "month" | "mon" => (&mut months, 1),
            "week" | "w" => (&mut days, 7),
            "day" | "d" => (&mut days, 1),
            "hour" | "hr" | "h" => (&mut seconds, 3600),
            "minute" | "min" | "m" => (&mut seconds, 60),
            "second" | "sec" | "s" => (&mut seconds, 1),
            _ => return None,
        };
        *field = field.checked_add(amount.checked_mul(factor)?)?;
        at += 2;
    }
    (at > 0).then(|| print_interval(months, days, seconds))
}

/// `hh:mm:ss` as seconds; fractions are left to their own spelling.
fn clock(word: &str) -> Option<i64> {
    let (sign, word) = word.strip_prefix('-').map_or((1, word), |rest| (-1, rest));
    let parts: Vec<i64> = word.split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    match parts.as_slice() {
        [hours, minutes, seconds] => Some(sign * hours.checked_mul(3600)?.checked_add(minutes.checked_mul(60)?)?.checked_add(*seconds)?),
        [hours, minutes] => Some(sign * hours.checked_mul(3600)?.checked_add(minutes.checked_mul(60)?)?),
        _ => None,
    }
}

fn print_interval(months: i64, days: i64, seconds: i64) -> String {
    let mut parts = Vec::new();
    let mut unit = |amount: i64, one: &str, many: &str| {
        if amount != 0 {
            parts.push(format!("{amount} {}", if amount == 1 { one } else { many }));
        }
    };
    unit(months / 12, "year", "years");
    unit(months % 12, "mon", "mons");
    unit(days, "day", "days");
    if seconds != 0 || parts.is_empty() {
        let sign = if seconds < 0 { "-" } else { "" };
        let absolute = seconds.unsigned_abs();
        parts.push(format!("{sign}{:02}:{:02}:{:02}", absolute / 3600, absolute / 60 % 60, absolute % 60));
    }
    parts.join(" ")
}
