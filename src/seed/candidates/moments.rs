//! Dates and moments: first and last days, every day of a year, whole hours, and what lies around the constants.

use super::super::SeedValue;
use super::super::calendar::{days_from_civil, days_in};
use super::super::condition::{interval_seconds, moment_of_text, written as as_written};
use super::written;

const SECOND: i128 = 1_000_000;
const HOUR: i128 = 3600 * SECOND;
const DAY: i128 = 24 * HOUR;

pub fn moments(type_name: &str, constants: &[SeedValue]) -> Vec<SeedValue> {
    let named: Vec<i128> = written(constants).filter_map(moment_of_text).collect();
    let lengths: Vec<i128> = written(constants).filter_map(interval_seconds).map(|seconds| i128::from(seconds) * SECOND).collect();
    let mut found: Vec<i128> = Vec::new();
    for moment in &named {
        let around = [0, 1, SECOND, HOUR, DAY, 7 * DAY, 31 * DAY, 366 * DAY];
        found.extend(around.iter().flat_map(|step| [moment + step, moment - step]));
        found.extend(lengths.iter().flat_map(|length| [moment + length, moment - length]));
        found.extend(named.iter().map(|other| (moment + other) / 2));
    }
    let day = |year: i64, month: i64, day: i64| i128::from(days_from_civil(year, month, day)) * DAY;
    for year in [2024, 2023] {
        for month in 1..=12 {
            found.extend([day(year, month, 1), day(year, month, days_in(year, month))]);
        }
    }
    let start = day(2024, 1, 1);
    found.extend((0..366).map(|number| start + number * DAY));
    found.extend((0..48).map(|half| day(2024, 3, 13) + half * HOUR / 2));
    found.extend((0..60).map(|minute| day(2024, 3, 13) + 10 * HOUR + minute * 60 * SECOND + minute * SECOND));
    found.extend((1930..2090).map(|year| day(year, 7, 1)));
    found.extend((1900..2100).step_by(5).map(|year| day(year, 1, 1)));
    let days_only = type_name == "date";
    let inside = day(1, 1, 1)..day(9999, 12, 31);
    found.retain(|moment| inside.contains(moment));
    found
        .into_iter()
        .map(|moment| if days_only { moment.div_euclid(DAY) * DAY } else { moment })
        .map(|moment| SeedValue::Text(as_written(moment, type_name)))
        .collect()
}

pub fn times_of_day(type_name: &str, constants: &[SeedValue]) -> Vec<SeedValue> {
    let zone = if type_name == "time with time zone" { "+00" } else { "" };
    let mut found: Vec<i64> = written(constants).filter_map(interval_seconds).flat_map(|second| [second, second + 1, second - 1]).collect();
    found.extend((0..96).map(|quarter| quarter * 900));
    found.retain(|second| (0..86_400).contains(second));
    found
        .into_iter()
        .map(|second| SeedValue::Text(format!("{:02}:{:02}:{:02}{zone}", second / 3600, second / 60 % 60, second % 60)))
        .collect()
}
