//! The stamp of a run: the fourteen digits that order migrations and seeds.
//!
//! Comes in: `--timestamp`, SOURCE_DATE_EPOCH or the clock, and the newest stamp that stands. Goes out: a stamp that is later.
//! Never happens: a stamp that is no moment of the calendar.

use std::cmp::Ordering;

use jiff::civil::DateTime;
use jiff::{Timestamp, ToSpan, tz::TimeZone};

use crate::convention::{compare, is_date};

/// `20260101120000`: a moment of UTC, to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp(DateTime);

/// Why a stamp cannot be taken. Its text is for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StampError {
    Malformed(String),
    NotLater {
        given: Stamp,
        newest: Stamp,
    },
    /// Past the last moment that a stamp can write.
    OutOfRange,
}

impl Stamp {
    /// From fourteen digits.
    pub fn parse(text: &str) -> Result<Stamp, StampError> {
        let malformed = || StampError::Malformed(text.to_string());
        if text.len() != 14 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(malformed());
        }
        let number = |range: std::ops::Range<usize>| text[range].parse::<i16>().map_err(|_| malformed());
        let small = |range: std::ops::Range<usize>| text[range].parse::<i8>().map_err(|_| malformed());
        DateTime::new(number(0..4)?, small(4..6)?, small(6..8)?, small(8..10)?, small(10..12)?, small(12..14)?, 0)
            .map(Stamp)
            .map_err(|_| malformed())
    }

    /// From seconds since 1970-01-01 00:00:00 UTC. Years 1970 to 9999.
    pub fn from_epoch(seconds: i64) -> Result<Stamp, StampError> {
        let timestamp = Timestamp::from_second(seconds).map_err(|_| StampError::OutOfRange)?;
        let moment = TimeZone::UTC.to_datetime(timestamp);
        if moment.year() < 1970 { Err(StampError::OutOfRange) } else { Ok(Stamp(moment)) }
    }

    /// The stamp of a run: an explicit one must be later than the newest; the clock's is moved behind it.
    pub fn choose(explicit: Option<&str>, epoch: i64, newest: Option<Stamp>) -> Result<Stamp, StampError> {
        if let Some(text) = explicit {
            let given = Stamp::parse(text)?;
            return match newest {
                Some(newest) if given <= newest => Err(StampError::NotLater { given, newest }),
                _ => Ok(given),
            };
        }
        let now = Stamp::from_epoch(epoch)?;
        match newest {
            Some(newest) if now <= newest => newest.0.checked_add(1.second()).map(Stamp).map_err(|_| StampError::OutOfRange),
            _ => Ok(now),
        }
    }

    /// The version of the files of this run, in the style of the newest that stands: a stamp behind a stamp, the next number behind a number.
    pub fn version_after(self, newest: Option<&str>) -> String {
        let stamp = self.to_string();
        let Some(newest) = newest.filter(|newest| !newest.is_empty()) else { return stamp };
        let later = |candidate: String| Some(candidate).filter(|candidate| compare(candidate, newest) == Ordering::Greater);
        let by_time = match newest.len() {
            _ if is_date(newest) => stamp.get(..newest.len().min(stamp.len())).map(str::to_string),
            10 if newest.starts_with('1') => self.epoch().map(|seconds| seconds.to_string()),
            13 if newest.starts_with('1') => self.epoch().map(|seconds| format!("{seconds}000")),
            _ => None,
        };
        by_time.and_then(later).unwrap_or_else(|| counted_on(newest))
    }

    /// Seconds since 1970-01-01 00:00:00 UTC.
    fn epoch(self) -> Option<i64> {
        TimeZone::UTC.to_timestamp(self.0).ok().map(Timestamp::as_second)
    }

    /// `2026-01-01 12:00:00 UTC`, for a file's header.
    pub fn for_people(self) -> String {
        self.0.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
    }
}

/// The version with its last number counted on, as wide as it was: `00009` to `00010`, `1.9` to `1.10`.
fn counted_on(version: &str) -> String {
    let digits = version.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (head, last) = version.split_at(version.len() - digits);
    let next = last.parse::<u128>().unwrap_or(0).saturating_add(1);
    format!("{head}{next:0width$}", width = if last.starts_with('0') { digits } else { 0 })
}

impl std::fmt::Display for Stamp {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}", self.0.strftime("%Y%m%d%H%M%S"))
    }
}

impl std::fmt::Display for StampError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            StampError::Malformed(text) => {
                write!(formatter, "`{text}` is not a timestamp: write fourteen digits, YYYYMMDDHHMMSS, such as 20260101120000")
            }
            StampError::NotLater { given, newest } => {
                write!(
                    formatter,
                    "the timestamp {given} is not later than the newest file, {newest}: runners would apply the new file too early or never"
                )
            }
            StampError::OutOfRange => formatter.write_str("there is no later timestamp: stamps end with the year 9999"),
        }
    }
}

impl std::error::Error for StampError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(text: &str) -> Stamp {
        Stamp::parse(text).expect("a stamp")
    }

    #[test]
    fn a_stamp_is_a_moment_of_the_calendar() {
        assert_eq!(stamp("20240229235959").to_string(), "20240229235959");
        assert_eq!(stamp("20240229235959").for_people(), "2024-02-29 23:59:59 UTC");
        for wrong in ["20230229000000", "2024", "20241301000000", "2024010100000a", "２０２４０１０１", ""] {
            assert_eq!(Stamp::parse(wrong), Err(StampError::Malformed(wrong.to_string())));
        }
        assert_eq!(Stamp::from_epoch(0), Ok(stamp("19700101000000")));
        assert_eq!(Stamp::from_epoch(-1), Err(StampError::OutOfRange));
        assert_eq!(Stamp::from_epoch(i64::MAX), Err(StampError::OutOfRange));
    }

    #[test]
    fn a_version_follows_the_newest_in_its_own_style() {
        for (newest, expected) in [
            (None, "20260301093000"),
            (Some("20260101000000"), "20260301093000"),
            (Some("00009"), "00010"),
            (Some("9"), "10"),
            (Some("99"), "100"),
            (Some("1.9"), "1.10"),
            (Some("20260101"), "20260301"),
            (Some("20260301"), "20260302"),
            (Some("2026030199"), "2026030200"),
            (Some("1700000000"), "1772357400"),
            (Some("1700000000000"), "1772357400000"),
            (Some("202512010930000000"), "20260301093000"),
            (Some("20270101000000"), "20270101000001"),
        ] {
            assert_eq!(stamp("20260301093000").version_after(newest), expected, "{newest:?}");
        }
    }

    #[test]
    fn an_explicit_stamp_must_be_later_and_the_clock_is_moved_behind_the_newest() {
        let newest = Some(stamp("20260101120059"));
        assert_eq!(Stamp::choose(Some("20260101120100"), 0, newest), Ok(stamp("20260101120100")));
        assert!(matches!(Stamp::choose(Some("20260101120059"), 0, newest), Err(StampError::NotLater { .. })));
        assert_eq!(Stamp::choose(None, 0, newest), Ok(stamp("20260101120100")));
        assert_eq!(Stamp::choose(None, 86_400, None), Ok(stamp("19700102000000")));
        assert_eq!(Stamp::choose(None, 0, Some(stamp("99991231235959"))), Err(StampError::OutOfRange));
    }
}
