//! Dates and times of day as numbers: microseconds since 1970, or since midnight.

use crate::seed::calendar::{civil, days_from_civil, days_in};

pub const SECOND: i128 = 1_000_000;
pub const MINUTE: i128 = 60 * SECOND;
pub const HOUR: i128 = 60 * MINUTE;
pub const DAY: i128 = 24 * HOUR;

/// 2026-01-01: no run of this program is before it.
pub const NOW_AT_LEAST: i128 = 1_767_225_600 * SECOND;

/// The end of the year 9999.
pub const NOW_AT_MOST: i128 = 253_402_300_800 * SECOND;

/// Later than all that PostgreSQL can hold but `infinity`. Source: PostgreSQL, table 8.9 (294276 AD).
const FOREVER: i128 = 10_000_000_000_000 * SECOND;

/// How far local time may be from UTC, daylight saving included.
pub const ZONES: i128 = 15 * HOUR;

/// `2025-03-01`, `2025-03-01 10:30`, `2025-03-01T10:30:00.5Z`, `…+02`, `…-05:30`: the microseconds as written, and the zone's offset.
pub fn parse(text: &str) -> Option<(i128, Option<i128>)> {
    let text = text.trim();
    match text {
        "infinity" => return Some((FOREVER, Some(0))),
        "-infinity" => return Some((-FOREVER, Some(0))),
        _ => {}
    }
    let (date, rest) = match text.split_once(['T', ' ']) {
        Some((date, rest)) => (date, rest.trim()),
        None => (text, ""),
    };
    let mut parts = date.split('-');
    let mut number = |length: usize| {
        let part = parts.next()?;
        (part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse::<i64>().ok()).flatten()
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    if parts.next().is_some() || !(1..=12).contains(&month) || day < 1 || day > days_in(year, month) {
        return None;
    }
    let midnight = i128::from(days_from_civil(year, month, day)) * DAY;
    if rest.is_empty() {
        return Some((midnight, None));
    }
    let (time, zone) = split_zone(rest);
    Some((midnight + time_of_day(time)?, zone.map(offset).map_or(Some(None), |offset| offset.map(Some))?))
}

fn split_zone(text: &str) -> (&str, Option<&str>) {
    match text.find(['+', '-', 'Z', 'z']) {
        Some(at) => (text[..at].trim(), Some(&text[at..])),
        None => (text, None),
    }
}

fn offset(text: &str) -> Option<i128> {
    if text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let mut parts = text[1..].split(':').map(|part| part.parse::<u16>().ok().map(i128::from));
    let (hours, minutes) = (parts.next()??, parts.next().unwrap_or(Some(0))?);
    (hours < 16 && minutes < 60 && parts.next().is_none()).then_some(sign * (hours * HOUR + minutes * MINUTE))
}

/// `10:30`, `10:30:15.25`
pub fn time_of_day(text: &str) -> Option<i128> {
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let mut parts = whole.split(':').map(|part| (part.len() == 2).then(|| part.parse::<u8>().ok().map(i128::from)).flatten());
    let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
    let digits = fraction.len() <= 6 && fraction.bytes().all(|byte| byte.is_ascii_digit());
    if !digits || parts.next().is_some() || hours > 24 || minutes > 59 || seconds > 59 {
        return None;
    }
    let micros: i128 = format!("{fraction:0<6}").parse().ok()?;
    Some(hours * HOUR + minutes * MINUTE + seconds * SECOND + micros)
}

/// A moment some months later: the same day, or the last that the month has.
pub fn plus_months(micros: i128, months: i64) -> Option<i128> {
    let (days, time) = (i64::try_from(micros.div_euclid(DAY)).ok()?, micros.rem_euclid(DAY));
    let (year, month, day) = civil(days);
    let total = year.checked_mul(12)?.checked_add(month - 1)?.checked_add(months)?;
    let (year, month) = (total.div_euclid(12), total.rem_euclid(12) + 1);
    Some(i128::from(days_from_civil(year, month, day.min(days_in(year, month)))) * DAY + time)
}

/// The start of the hour, the day, the month … that a moment lies in.
pub fn truncated(micros: i128, unit: &str) -> Option<i128> {
    let days = i64::try_from(micros.div_euclid(DAY)).ok()?;
    let (year, month, _) = civil(days);
    let day = match unit.to_ascii_lowercase().as_str() {
        "second" => return Some(micros.div_euclid(SECOND) * SECOND),
        "minute" => return Some(micros.div_euclid(MINUTE) * MINUTE),
        "hour" => return Some(micros.div_euclid(HOUR) * HOUR),
        "day" => days,
        // Monday; 1 January 1970 was a Thursday.
        "week" => days - (days + 3).rem_euclid(7),
        "month" => days_from_civil(year, month, 1),
        "quarter" => days_from_civil(year, (month - 1) / 3 * 3 + 1, 1),
        "year" => days_from_civil(year, 1, 1),
        _ => return None,
    };
    Some(i128::from(day) * DAY)
}

/// What lies between two moments in months, days and microseconds, as AGE counts them.
///
/// Source: PostgreSQL, src/backend/utils/adt/timestamp.c, timestamp_age.
pub fn age(later: i128, earlier: i128) -> Option<(i64, i64, i128)> {
    if later < earlier {
        let (months, days, micros) = between(earlier, later, later)?;
        return Some((-months, -days, -micros));
    }
    between(later, earlier, earlier)
}

/// The days that are borrowed are those of the month of `lender`.
fn between(later: i128, earlier: i128, lender: i128) -> Option<(i64, i64, i128)> {
    let parts = |micros: i128| Some((civil(i64::try_from(micros.div_euclid(DAY)).ok()?), micros.rem_euclid(DAY)));
    let (((year, month, day), time), ((other_year, other_month, other_day), other_time)) = (parts(later)?, parts(earlier)?);
    let (mut months, mut days, mut micros) = ((year - other_year) * 12 + month - other_month, day - other_day, time - other_time);
    if micros < 0 {
        (micros, days) = (micros + DAY, days - 1);
    }
    let (lending_year, lending_month, _) = parts(lender)?.0;
    while days < 0 {
        (days, months) = (days + days_in(lending_year, lending_month), months - 1);
    }
    Some((months, days, micros))
}

/// `10:30:00`, with the fraction of a second where there is one.
pub fn write_time(micros: i128) -> String {
    let text = format!("{:02}:{:02}:{:02}", micros / HOUR, micros / MINUTE % 60, micros / SECOND % 60);
    match micros % SECOND {
        0 => text,
        fraction => format!("{text}.{fraction:06}"),
    }
}

/// As PostgreSQL writes it, without a zone.
pub fn write(micros: i128, date_only: bool) -> String {
    let (year, month, day) = civil(i64::try_from(micros.div_euclid(DAY)).unwrap_or(0));
    let date = format!("{year:04}-{month:02}-{day:02}");
    if date_only { date } else { format!("{date} {}", write_time(micros.rem_euclid(DAY))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_read_back_as_they_were_written() {
        for text in ["2025-01-01 00:00:00", "2000-02-29 23:59:59", "1969-12-31 12:30:00.250000"] {
            assert_eq!(parse(text).map(|(micros, zone)| (write(micros, false), zone)), Some((text.to_string(), None)));
        }
        assert_eq!(parse("2025-01-01T10:00:00-05:30").and_then(|(_, zone)| zone), Some(-(5 * HOUR + 30 * MINUTE)));
        assert_eq!(parse("2025-01-01 10:00Z").and_then(|(_, zone)| zone), Some(0));
        for text in ["2025-02-30", "2025-1-1", "tomorrow", "2025-01-01 25:00", "2025-01-01 10:61", ""] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn ages_as_postgresql_counts_them() {
        let moment = |text| parse(text).map(|(micros, _)| micros).expect("a moment");
        for (later, earlier, wanted) in [
            ("2001-04-10", "1957-06-13", (43 * 12 + 9, 27, 0)),
            ("2024-03-01", "2024-01-31", (1, 1, 0)),
            ("2024-01-31", "2024-03-01", (-1, -1, 0)),
            ("2024-03-01 10:00", "2024-02-28 12:00", (0, 1, 22 * HOUR)),
        ] {
            assert_eq!(age(moment(later), moment(earlier)), Some(wanted), "age({later}, {earlier})");
        }
        assert_eq!(truncated(moment("2024-05-17 10:30"), "quarter"), Some(moment("2024-04-01")));
        assert_eq!(truncated(moment("2024-05-17 10:30"), "week"), Some(moment("2024-05-13")));
    }

    #[test]
    fn a_month_later_is_the_last_day_where_there_is_no_such_day() {
        let moment = |text| parse(text).map(|(micros, _)| micros).expect("a moment");
        assert_eq!(plus_months(moment("2025-01-31"), 1), Some(moment("2025-02-28")));
        assert_eq!(plus_months(moment("2025-01-31"), -11), Some(moment("2024-02-29")));
    }
}
