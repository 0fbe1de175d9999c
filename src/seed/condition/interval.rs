//! Lengths of time as PostgreSQL compares them: a month is thirty days, a day twenty-four hours.
//!
//! Source: PostgreSQL, src/backend/utils/adt/timestamp.c, interval_cmp_value.

const SECOND: i64 = 1;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const MONTH: i64 = 30 * DAY;

/// The seconds of `1 day 02:30:00`, `90 minutes`, `-1 hour`; `None` for forms that are not read here, fractions among them.
pub fn seconds(text: &str) -> Option<i64> {
    let (months, days, seconds) = parts(text)?;
    months.checked_mul(MONTH)?.checked_add(days.checked_mul(DAY)?)?.checked_add(seconds)
}

/// Months, days and seconds apart, as a moment is moved by them.
pub fn parts(text: &str) -> Option<(i64, i64, i64)> {
    let mut words = text.split_whitespace().peekable();
    words.peek()?;
    let (mut months, mut days, mut seconds): (i64, i64, i64) = (0, 0, 0);
    while let Some(word) = words.next() {
        if let Some(part) = clock(word) {
            seconds = seconds.checked_add(part)?;
            continue;
        }
        let number = word.parse::<i64>().ok()?;
        let unit = unit(words.next()?)?;
        let (total, size) = match unit {
            MONTH.. => (&mut months, unit / MONTH),
            DAY.. => (&mut days, unit / DAY),
            _ => (&mut seconds, unit),
        };
        *total = total.checked_add(number.checked_mul(size)?)?;
    }
    Some((months, days, seconds))
}

/// `02:30`, `36:00:00`, `-00:15:00`
fn clock(word: &str) -> Option<i64> {
    let (sign, digits) = word.strip_prefix('-').map_or((1, word), |digits| (-1, digits));
    let parts: Vec<&str> = digits.split(':').collect();
    let number = |part: &str| part.parse::<u32>().ok().map(i64::from);
    let (hours, minutes, seconds) = match parts.as_slice() {
        [hours, minutes] => (number(hours)?, number(minutes)?, 0),
        [hours, minutes, seconds] => (number(hours)?, number(minutes)?, number(seconds)?),
        _ => return None,
    };
    (minutes < 60 && seconds < 60).then(|| sign * (hours * HOUR + minutes * MINUTE + seconds))
}

fn unit(word: &str) -> Option<i64> {
    Some(match word.to_ascii_lowercase().as_str() {
        "second" | "seconds" | "sec" | "secs" => SECOND,
        "minute" | "minutes" | "min" | "mins" => MINUTE,
        "hour" | "hours" | "hr" | "hrs" => HOUR,
        "day" | "days" => DAY,
        "week" | "weeks" => 7 * DAY,
        "month" | "months" | "mon" | "mons" => MONTH,
        "year" | "years" | "yr" | "yrs" => 12 * MONTH,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_as_postgresql_compares_them() {
        for (text, expected) in [
            ("1 hour", Some(3600)),
            ("90 minutes", Some(5400)),
            ("01:30:00", Some(5400)),
            ("1 day 02:30", Some(95_400)),
            ("1 mon", Some(2_592_000)),
            ("1 year", Some(31_104_000)),
            ("-1 hour", Some(-3600)),
            ("-00:15:00", Some(-900)),
            ("36:00:00", Some(129_600)),
            ("", None),
            ("1.5 hours", None),
            ("P1D", None),
            ("1", None),
            ("01:75", None),
            ("9223372036854775807 years", None),
        ] {
            assert_eq!(seconds(text), expected, "{text}");
        }
    }
}
