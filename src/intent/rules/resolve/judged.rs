//! Whether a noun is a thing to keep, judged by what is told of it.
//!
//! Comes in: a noun's name and its [`Marks`]. Goes out: yes or no. Never happens: a number that is no whole one.
//!
//! The weights are learned from the texts in tests/intent/tuned, of each of which is known which tables a modeller would make (`make intent-fit`): a logistic regression over the marks, and for each noun how often it was a
//! table there. A weight is in hundredths of a logit.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::marks::Marks;

const MARKS: &str = include_str!("../../data/weights/marks.txt");
const NOUNS: &str = include_str!("../../data/weights/nouns.txt");

/// A noun and what is told of it.
#[derive(Debug, Clone)]
pub struct Marked {
    pub name: String,
    pub marks: Marks,
}

struct Weights {
    /// Of each mark: by its amount, and for being there at all.
    marks: BTreeMap<&'static str, (i64, i64)>,
    nouns: BTreeMap<&'static str, i64>,
}

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    let rows = |text: &'static str| text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let number = |text: &str| text.trim().parse().unwrap_or(0);
    let mark = |line: &'static str| {
        let mut parts = line.split('|');
        let name = parts.next().unwrap_or_default().trim();
        (name, (parts.next().map_or(0, number), parts.next().map_or(0, number)))
    };
    let noun = |line: &'static str| line.split_once(' ').map(|(noun, odds)| (noun, number(odds)));
    Weights { marks: rows(MARKS).map(mark).collect(), nouns: rows(NOUNS).filter_map(noun).collect() }
});

pub fn is_thing(name: &str, marks: &Marks) -> bool {
    let weights = &*WEIGHTS;
    let of = |mark: &str| weights.marks.get(mark).copied().unwrap_or_default();
    let mut sum = of("always").1 * 100;
    for (mark, amount) in marks {
        let (by_amount, there) = of(mark);
        sum += by_amount * i64::from(*amount) + if *amount == 0 { 0 } else { there * 100 };
    }
    let head = name.rsplit('_').next().unwrap_or_default();
    let (by_odds, seen) = of("noun");
    if let Some(odds) = weights.nouns.get(head) {
        sum += by_odds * odds + seen * 100;
    }
    sum >= 0
}

/// How a noun is used in the texts that were learned from: positive where it is a table oftener than not, none where nobody speaks of it.
pub fn odds(noun: &str) -> Option<i64> {
    WEIGHTS.nouns.get(noun).copied()
}
