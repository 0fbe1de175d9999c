//! Keys that order versions.

use std::cmp::Ordering;

use super::FileName;

/// The numbers in a version, without zeros at the end: `1.10` is `[1, 10]`, `2.0` is `[2]`, `2019-03-22-170700` is `[2019, 3, 22, 170700]`.
pub fn numbers(version: &str) -> Vec<u128> {
    let runs = version.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    // More than 38 digits are no number that anybody counts with.
    let mut found: Vec<u128> = runs.map(|run| run.parse().unwrap_or(u128::MAX)).collect();
    while found.last() == Some(&0) {
        found.pop();
    }
    found
}

/// One number: `2` stands before `10`.
pub(super) fn number(name: &FileName) -> Vec<u128> {
    vec![name.version.parse().unwrap_or(u128::MAX)]
}

/// Part by part: `1.9` stands before `1.10`.
pub(super) fn parts(name: &FileName) -> Vec<u128> {
    numbers(&name.version)
}

/// Which version is later: dates and moments of any precision by their digits, others by their numbers.
pub fn compare(one: &str, other: &str) -> Ordering {
    if is_date(one) && is_date(other) { one.cmp(other) } else { numbers(one).cmp(&numbers(other)) }
}

/// Eight digits or more that begin with a day of the calendar: `20190322`, `2019032201`, `20190322170700`.
pub fn is_date(version: &str) -> bool {
    let part = |range| version.get::<std::ops::Range<usize>>(range).and_then(|digits| digits.parse::<u32>().ok()).unwrap_or(0);
    let plain = version.bytes().all(|b| b.is_ascii_digit());
    plain && (1900..2100).contains(&part(0..4)) && (1..=12).contains(&part(4..6)) && (1..=31).contains(&part(6..8))
}

/// Whether versions are dates of different precision, so that text orders them and numbers do not: `20190322`, `20190322170700`.
pub(super) fn are_dates_of_different_precision<'v>(versions: impl Iterator<Item = &'v str> + Clone) -> bool {
    let mut lengths = versions.clone().map(str::len);
    let first = lengths.next();
    lengths.any(|length| Some(length) != first) && versions.clone().all(is_date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_versions_numbers_count_and_zeros_at_its_end_do_not() {
        assert_eq!(numbers("1.10"), [1, 10]);
        assert_eq!(numbers("v02.00_03"), [2, 0, 3]);
        assert_eq!(numbers("2.0"), numbers("2"));
        assert!(numbers("1.9") < numbers("1.10") && numbers("9") < numbers("10"));
    }

    #[test]
    fn dates_of_different_precision_are_known() {
        assert!(are_dates_of_different_precision(["20190322", "20190322170700"].into_iter()));
        assert!(!are_dates_of_different_precision(["20190322", "20190323"].into_iter()), "one precision");
        assert!(!are_dates_of_different_precision(["1", "20190323"].into_iter()), "not all are dates");
        assert_eq!(compare("20190322170700", "201903221707000000"), Ordering::Less);
        assert_eq!(compare("1700000000000", "20190322170700"), Ordering::Less, "as numbers");
    }
}
