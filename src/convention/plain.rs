//! The default: `YYYYMMDDHHMMSS_name.sql`, with BEGIN and COMMIT written out and the rollback as comments at the end.

use super::{Convention, FileName};

pub const PLAIN: Convention = Convention { code: "plain", pattern: "YYYYMMDDHHMMSS_name.sql", read_name, write_name };

fn read_name(file: &str) -> Option<FileName> {
    let (stamp, name) = file.strip_suffix(".sql")?.split_once('_')?;
    let digits = stamp.len() == 14 && stamp.bytes().all(|b| b.is_ascii_digit());
    let name_is_whole = !name.is_empty() && !name.ends_with(".up") && !name.ends_with(".down");
    (digits && name_is_whole && is_moment(stamp)).then(|| FileName { stamp: stamp.to_string(), name: name.to_string() })
}

/// Fourteen digits may be anything; these can be a date and a time.
fn is_moment(stamp: &str) -> bool {
    let part = |range: std::ops::Range<usize>| stamp.get(range).and_then(|digits| digits.parse::<u32>().ok()).unwrap_or(u32::MAX);
    (1..=12).contains(&part(4..6)) && (1..=31).contains(&part(6..8)) && part(8..10) < 24 && part(10..12) < 60 && part(12..14) < 60
}

fn write_name(name: &FileName) -> String {
    format!("{}_{}.sql", name.stamp, name.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_moment_an_underscore_and_a_name_are_plain() {
        assert_eq!(read_name("20260301093000_a_b.sql"), Some(FileName { stamp: "20260301093000".to_string(), name: "a_b".to_string() }));
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
            "a.sql",
            ".sql",
            "",
            "20260301093000_a.SQL",
            "２0260301093000_a.sql",
        ] {
            assert_eq!(read_name(other), None, "{other}");
        }
    }
}
