//! The default: `YYYYMMDDHHMMSS_name.sql`, with BEGIN and COMMIT written out and the rollback as comments at the end.

use super::listing::root_stem;
use super::markers::whole;
use super::{Convention, FileName, Order, Role, Transaction, WayBack, Writing, key};

pub const PLAIN: Convention = Convention {
    code: "plain",
    runner: "plain files",
    pattern: "YYYYMMDDHHMMSS_name.sql",
    source: "docs/conventions.md",
    role,
    sign: |_| None,
    needs_sign: false,
    order: Order::Key(key::number),
    sections: |file, _| whole(file, Transaction::AsWritten),
    placeholders: None,
    writing: Some(WRITING),
};

pub const WRITING: Writing = Writing {
    wraps: false,
    way_back: |_| WayBack::Comments,
    names: |name, _| (format!("{}_{}.sql", name.version, name.name), String::new()),
    markers: None,
    guard: None,
    suits: &[],
};

fn role(path: &str) -> Role {
    match root_stem(path).and_then(read_stem) {
        Some(name) => Role::Up(name),
        None if path.ends_with(".sql") => Role::Other,
        None => Role::Beside,
    }
}

fn read_stem(stem: &str) -> Option<FileName> {
    let (stamp, name) = stem.split_once('_')?;
    let name_is_whole = !name.is_empty() && !name.ends_with(".up") && !name.ends_with(".down");
    (name_is_whole && is_moment(stamp)).then(|| FileName::new(stamp, name))
}

/// Fourteen digits may be anything; these can be a date and a time.
pub(super) fn is_moment(stamp: &str) -> bool {
    let part = |range: std::ops::Range<usize>| stamp.get(range).and_then(|digits| digits.parse::<u32>().ok()).unwrap_or(u32::MAX);
    let digits = stamp.len() == 14 && stamp.bytes().all(|b| b.is_ascii_digit());
    digits && (1..=12).contains(&part(4..6)) && (1..=31).contains(&part(6..8)) && part(8..10) < 24 && part(10..12) < 60 && part(12..14) < 60
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_moment_an_underscore_and_a_name_are_plain() {
        assert_eq!(role("20260301093000_a_b.sql"), Role::Up(FileName::new("20260301093000", "a_b")));
        for other in [
            "20260301093000.sql",
            "20260301093000_.sql",
            "20261301093000_month.sql",
            "20260301096000_minute.sql",
            "2026030109300_a.sql",
            "202603010930000_a.sql",
            "20260301093000_a.up.sql",
            "20260301093000_a.down.sql",
            "20260301093000-a.sql",
            "old/20260301093000_a.sql",
            "a.sql",
            ".sql",
            "２0260301093000_a.sql",
        ] {
            assert_eq!(role(other), Role::Other, "{other}");
        }
        assert_eq!(role("README.md"), Role::Beside);
    }
}
