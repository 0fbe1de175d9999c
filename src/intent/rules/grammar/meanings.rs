//! What a common noun is in requirements: a person, an event, a value …, and how likely a modeller makes a table of it.
//!
//! Comes in: a noun. Goes out: its [`Meaning`]. Never happens: a meaning that depends on the text.

use std::collections::BTreeMap;
use std::sync::LazyLock;

const MEANINGS: &str = include_str!("../../data/words/meanings.txt");

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meaning {
    /// The name of its class.
    pub class: &'static str,
    /// From 0 to 9.
    pub likely: i32,
}

static ALL: LazyLock<BTreeMap<&'static str, Meaning>> = LazyLock::new(|| {
    let meaning = |line: &'static str| {
        let (noun, told) = line.split_once(' ')?;
        let class = match told.get(..1)? {
            "p" => "person",
            "o" => "organization",
            "e" => "event",
            "d" => "document",
            "t" => "thing",
            "l" => "place",
            "k" => "kind",
            "v" => "value",
            "u" => "unit",
            "s" => "software",
            _ => "anything",
        };
        Some((noun, Meaning { class, likely: told.get(1..)?.parse().ok()? }))
    };
    MEANINGS.lines().filter(|line| !line.starts_with('#')).filter_map(meaning).collect()
});

pub fn of(noun: &str) -> Option<Meaning> {
    ALL.get(noun).copied()
}

/// Whether a noun names a person, by the list of people or by what it mostly means.
pub fn is_person(noun: &str) -> bool {
    super::words::is_person(noun) || is_one_of(noun, &["person"])
}

/// Whether a noun mostly means something of one of the classes.
pub fn is_one_of(noun: &str, classes: &[&str]) -> bool {
    of(noun).is_some_and(|meaning| classes.contains(&meaning.class))
}

#[cfg(test)]
mod tests {
    use super::{ALL, of};

    #[test]
    fn every_line_is_read() {
        assert_eq!(ALL.len(), super::MEANINGS.lines().filter(|line| !line.starts_with('#')).count());
        assert!(ALL.values().all(|meaning| (0..=9).contains(&meaning.likely)));
        assert_eq!(of("invoice").map(|meaning| meaning.class), Some("document"));
        assert_eq!(of("colour").map(|meaning| meaning.class), Some("value"));
    }
}
