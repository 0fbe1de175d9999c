//! Days, points in time and times of day in one spelling.
//!
//! Comes in: the content of a string constant. Goes out: the same for all spellings that PostgreSQL reads alike, under UTC; `None`
//! for all other content. Never happens: a rounded second, a time zone by name.

use jiff::civil::{Date, DateTime, Time};

/// `2026-01-01`, `2026-01-01 00:00:00+00` → the day; `2026-01-31 12:00+02` → `2026-01-31 10:00:00`; `12:00` → `12:00:00`.
pub(super) fn normal(content: &str) -> Option<String> {
    let day = content.get(..10).filter(|day| has_shape(day, "dddd-dd-dd")).and_then(|day| day.parse::<Date>().ok());
    let Some(day) = day else { return time_of_day(content) };
    let rest = content.get(10..)?;
    let clock = rest.strip_prefix(['T', ' ']).unwrap_or(rest);
    let (clock, offset) = split_offset(clock);
    let time = if clock.is_empty() { Time::midnight() } else { read_clock(clock)? };
    let moment = DateTime::from_parts(day, time).checked_sub(jiff::SignedDuration::from_secs(seconds(offset)?)).ok()?;
    Some(match moment.time() == Time::midnight() {
        true => moment.date().to_string(),
        false => format!("{} {}", moment.date(), moment.time()),
    })
}

/// The offset of a time of day stays: it belongs to the value.
fn time_of_day(content: &str) -> Option<String> {
    let (clock, offset) = split_offset(content);
    let time = read_clock(clock)?;
    if offset.is_empty() {
        return Some(time.to_string());
    }
    let seconds = seconds(offset)?;
    Some(format!("{time}{}{:02}:{:02}", if seconds < 0 { '-' } else { '+' }, seconds.abs() / 3600, seconds.abs() / 60 % 60))
}

/// `hh:mm`, `hh:mm:ss`, `hh:mm:ss.ffffff`.
fn read_clock(clock: &str) -> Option<Time> {
    let short = has_shape(clock, "dd:dd");
    let long =
        clock.get(..8).is_some_and(|start| has_shape(start, "dd:dd:dd")) && clock[8..].bytes().all(|b| b == b'.' || b.is_ascii_digit());
    if short || long { clock.parse().ok() } else { None }
}

fn has_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(b, wanted)| if wanted == b'd' { b.is_ascii_digit() } else { b == wanted })
}

fn split_offset(clock: &str) -> (&str, &str) {
    let (clock, offset) = clock.split_at(clock.find(['+', '-', 'Z', 'z']).unwrap_or(clock.len()));
    (clock.trim_end(), offset)
}

/// `Z`, `+02`, `-03:30`, `+0530`.
fn seconds(offset: &str) -> Option<i64> {
    if offset.is_empty() || offset.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    let digits: String = offset[1..].chars().filter(|character| *character != ':').collect();
    if !matches!(digits.len(), 2 | 4) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let hours: i64 = digits[..2].parse().ok()?;
    let minutes: i64 = if digits.len() == 4 { digits[2..].parse().ok()? } else { 0 };
    Some(sign * (hours * 3600 + minutes * 60))
}
