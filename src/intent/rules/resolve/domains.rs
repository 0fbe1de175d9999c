//! Typical models of many fields: what is a table in a boarding kennel and what a column in a bank, and which tables refer to which.
//!
//! Comes in: the nouns of a text. Goes out: the fields that are nearest to it, and what they say of a noun and of two. Never happens: a table or a column is made because a field has it; a likeness that hangs on
//! how a machine rounds.
//!
//! The files of `data/domains` were written for this project from what is commonly known: a block is a field, a line in it a table: `name|other name: columns -> parents as role`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::things::head;
use crate::ordered::IndexMap;

const FILES: [&str; 6] = [
    include_str!("../../data/domains/culture.txt"),
    include_str!("../../data/domains/health.txt"),
    include_str!("../../data/domains/industry.txt"),
    include_str!("../../data/domains/software.txt"),
    include_str!("../../data/domains/state.txt"),
    include_str!("../../data/domains/trade.txt"),
];

/// So many fields speak for a text.
const NEAREST: usize = 40;

/// Where no field has the thing.
const NOBODY: i32 = -10;

#[derive(Debug, Default)]
struct Table {
    names: Vec<&'static str>,
    columns: Vec<&'static str>,
    parents: Vec<usize>,
}

/// What a word is in a field.
#[derive(Debug, Clone, Copy)]
struct Use {
    domain: usize,
    table: usize,
    part: Part,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Table,
    HeadOfTable,
    Column,
    HeadOfColumn,
}

impl Part {
    /// How much it tells that a text is of the field.
    fn tells(self) -> u64 {
        match self {
            Part::Table => 4,
            Part::HeadOfTable => 2,
            Part::Column | Part::HeadOfColumn => 1,
        }
    }
}

#[derive(Default)]
struct Word {
    /// In the order of the fields.
    uses: Vec<Use>,
    /// By field: how much it tells that a text is of it.
    tells: Vec<(usize, u64)>,
    /// In how many fields it is a table, or ends the name of one.
    tables: usize,
}

impl Word {
    fn settle(&mut self) {
        for one in &self.uses {
            match self.tells.last_mut() {
                Some((domain, tells)) if *domain == one.domain => *tells = one.part.tells().max(*tells),
                _ => self.tells.push((one.domain, one.part.tells())),
            }
        }
        self.tables = self.tells.iter().filter(|(_, tells)| *tells > Part::Column.tells()).count();
    }

    fn in_domain(&self, domain: usize) -> impl Iterator<Item = &Use> {
        let first = self.uses.partition_point(|one| one.domain < domain);
        self.uses[first..].iter().take_while(move |one| one.domain == domain)
    }
}

#[derive(Default)]
struct Library {
    domains: Vec<Vec<Table>>,
    /// By field: what its likeness is divided by, so that one of many tables is not near to every text.
    sizes: Vec<u64>,
    words: IndexMap<&'static str, Word>,
    /// By two last words: in how many fields the first refers to the second.
    references: IndexMap<(&'static str, &'static str), i32>,
    /// By two last words, in their order: in how many fields a third thing refers to both.
    joins: IndexMap<(&'static str, &'static str), i32>,
}

static LIBRARY: LazyLock<Library> = LazyLock::new(|| {
    let domains: Vec<Vec<Table>> = FILES.iter().flat_map(|text| blocks(text)).collect();
    let mut library = Library { sizes: domains.iter().map(|tables| (tables.len() as u64 + 6).isqrt()).collect(), ..Library::default() };
    for (domain, tables) in domains.iter().enumerate() {
        let (mut references, mut joins) = (BTreeSet::new(), BTreeSet::new());
        for (place, table) in tables.iter().enumerate() {
            let names = table.names.iter().flat_map(|name| [(*name, Part::Table), (head(name), Part::HeadOfTable)]);
            let columns = table.columns.iter().flat_map(|name| [(*name, Part::Column), (head(name), Part::HeadOfColumn)]);
            for (word, part) in names.chain(columns) {
                library.words.entry(word).or_default().uses.push(Use { domain, table: place, part });
            }
            let heads = |at: &usize| tables[*at].names.iter().map(|name| head(name));
            for (at, parent) in table.parents.iter().enumerate() {
                references.extend(heads(parent).flat_map(|to| table.names.iter().map(move |name| (head(name), to))));
                let others = table.parents[at + 1..].iter().flat_map(heads);
                joins.extend(others.flat_map(|other| heads(parent).map(move |one| (one.min(other), one.max(other)))));
            }
        }
        references.into_iter().for_each(|pair| *library.references.entry(pair).or_default() += 1);
        joins.into_iter().for_each(|pair| *library.joins.entry(pair).or_default() += 1);
    }
    library.words.values_mut().for_each(Word::settle);
    Library { domains, ..library }
});

fn blocks(text: &'static str) -> Vec<Vec<Table>> {
    let mut all: Vec<Vec<(&str, Table)>> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        match (line.strip_prefix("  "), all.last_mut()) {
            (Some(table), Some(block)) => block.push(line_of(table)),
            _ => all.push(Vec::new()),
        }
    }
    let settle = |block: Vec<(&'static str, Table)>| {
        let place = |name: &str| block.iter().position(|(_, table)| table.names.contains(&name));
        let parents: Vec<Vec<usize>> = block
            .iter()
            .map(|(parents, _)| {
                parents.split(',').filter_map(|parent| place(parent.split(" as ").next().unwrap_or_default().trim())).collect()
            })
            .collect();
        block.into_iter().zip(parents).map(|((_, table), parents)| Table { parents, ..table }).collect()
    };
    all.into_iter().map(settle).collect()
}

/// A table, and what it refers to as that is written.
fn line_of(line: &'static str) -> (&'static str, Table) {
    let (rest, parents) = line.split_once("->").unwrap_or((line, ""));
    let (names, columns) = rest.split_once(':').unwrap_or((rest, ""));
    let list = |text: &'static str, sign: char| text.split(sign).map(str::trim).filter(|one| !one.is_empty()).collect();
    (parents, Table { names: list(names, '|'), columns: list(columns, ','), parents: Vec::new() })
}

/// Rarer words tell more. In hundredths of a power of two: whole numbers, straight from one power to the next.
fn rarity(seen: usize, of: usize) -> u64 {
    let ratio = (of.max(1) * 1024 / seen.max(1)).max(1024) as u64;
    let power = ratio.ilog2();
    u64::from(power - 10) * 100 + (((ratio - (1 << power)) * 100) >> power)
}

/// How near each field is to a text.
#[derive(Default)]
pub struct Near {
    /// By field.
    score: Vec<u64>,
    nearest: Vec<(usize, u64)>,
}

/// The tables of a name in each of the nearest fields.
pub struct Places(Vec<Vec<usize>>);

/// What fields say of a noun.
pub struct Said {
    /// The share of the nearest ones where it is that, in hundredths.
    pub table: i32,
    pub head_of_table: i32,
    pub column: i32,
    /// How near the nearest one is.
    pub likeness: i32,
    /// In how many fields of all its last word ends the name of a table, tenfold, and in how many of a hundred that use it.
    pub tables: i32,
    pub share: i32,
}

impl Near {
    pub fn new(nouns: &BTreeSet<String>) -> Near {
        let mut near = Near { score: vec![0; LIBRARY.domains.len()], ..Near::default() };
        for noun in nouns {
            for (domain, amount) in told_by(noun) {
                near.score[domain] += amount;
            }
        }
        near.nearest = near.without(None);
        near
    }

    /// The nearest fields, by the other nouns alone. Each speaks by the square of its likeness.
    fn without(&self, noun: Option<&str>) -> Vec<(usize, u64)> {
        let mut score = self.score.clone();
        for (domain, amount) in noun.into_iter().flat_map(told_by) {
            score[domain] = score[domain].saturating_sub(amount);
        }
        let mut all: Vec<(usize, u64)> = Vec::with_capacity(score.len());
        all.extend(
            score
                .iter()
                .zip(&LIBRARY.sizes)
                .enumerate()
                .filter(|(_, (score, _))| **score > 0)
                .map(|(domain, (score, size))| (domain, score / size)),
        );
        let nearer = |(domain, score): &(usize, u64)| (std::cmp::Reverse(*score), *domain);
        if all.len() > NEAREST {
            all.select_nth_unstable_by_key(NEAREST, nearer);
            all.truncate(NEAREST);
        }
        all.sort_by_key(nearer);
        all.iter().map(|(domain, score)| (*domain, score * score)).filter(|(_, weight)| *weight > 0).collect()
    }

    pub fn of_noun(&self, noun: &str) -> Said {
        let nearest = self.without(Some(noun));
        let word = |word: &str| LIBRARY.words.get(word);
        let (whole, end) = (word(noun), word(head(noun)));
        let has =
            |word: Option<&Word>, part: Part, domain: usize| word.is_some_and(|word| word.in_domain(domain).any(|one| one.part == part));
        let share = |is: &dyn Fn(usize) -> bool| share_of(nearest.iter().map(|(domain, weight)| (*weight, Some(is(*domain)))));
        let (tables, fields) = end.map_or((0, 0), |word| (word.tables, word.tells.len()));
        let amount = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
        Said {
            table: share(&|domain| has(whole, Part::Table, domain)),
            head_of_table: share(&|domain| has(end, Part::HeadOfTable, domain)),
            column: share(&|domain| has(whole, Part::Column, domain) || has(end, Part::HeadOfColumn, domain)),
            likeness: nearest.first().map_or(0, |(_, weight)| i32::try_from(weight.isqrt() / 4).unwrap_or(i32::MAX)),
            tables: amount(tables.min(40) * 10),
            share: amount((tables * 100 + 50) / (fields + 1)),
        }
    }

    pub fn places(&self, name: &str) -> Places {
        let of = |(domain, _): &(usize, u64)| {
            let tables = |word: &str, part: Part| -> Vec<usize> {
                let all = LIBRARY.words.get(word).into_iter().flat_map(|word| word.in_domain(*domain));
                all.filter(|one| one.part == part).map(|one| one.table).collect()
            };
            let exact = tables(name, Part::Table);
            if exact.is_empty() { tables(head(name), Part::HeadOfTable) } else { exact }
        };
        Places(self.nearest.iter().map(of).collect())
    }

    /// In how many of the nearest fields that have the thing a column ends like this name, in hundredths.
    pub fn has(&self, of: &Places, column: &str) -> i32 {
        self.has_one(of, |one| one == column || head(one) == head(column))
    }

    /// The same of a column that is called so.
    pub fn has_exactly(&self, of: &Places, column: &str) -> i32 {
        self.has_one(of, |one| one == column)
    }

    fn has_one(&self, of: &Places, is: impl Fn(&str) -> bool) -> i32 {
        let says = self.nearest.iter().zip(&of.0).map(|((domain, weight), places)| {
            let has = |at: &usize| LIBRARY.domains[*domain][*at].columns.iter().any(|one| is(one));
            (*weight, (!places.is_empty()).then(|| places.iter().any(has)))
        });
        let says: Vec<(u64, Option<bool>)> = says.collect();
        if says.iter().any(|(_, said)| said.is_some()) { share_of(says.into_iter()) } else { NOBODY }
    }

    /// In how many of the nearest fields that have both the first refers to the second, in hundredths.
    pub fn refers(&self, from: &Places, to: &Places) -> Option<i32> {
        self.of_both(from, to, |tables, from, to| from.iter().any(|from| tables[*from].parents.iter().any(|parent| to.contains(parent))))
    }

    /// In how many of them a third thing refers to both.
    pub fn joined(&self, one: &Places, other: &Places) -> Option<i32> {
        self.of_both(one, other, |tables, one, other| {
            let has = |table: &Table, places: &[usize]| table.parents.iter().any(|parent| places.contains(parent));
            let is_third = |at: &usize| !one.contains(at) && !other.contains(at);
            (0..tables.len()).filter(is_third).any(|at| has(&tables[at], one) && has(&tables[at], other))
        })
    }

    fn of_both(&self, one: &Places, other: &Places, holds: impl Fn(&[Table], &[usize], &[usize]) -> bool) -> Option<i32> {
        let says = self.nearest.iter().zip(one.0.iter().zip(&other.0)).map(|((domain, weight), (one, other))| {
            (*weight, (!one.is_empty() && !other.is_empty()).then(|| holds(&LIBRARY.domains[*domain], one, other)))
        });
        let says: Vec<(u64, Option<bool>)> = says.collect();
        says.iter().any(|(_, said)| said.is_some()).then(|| share_of(says.into_iter()))
    }
}

/// How much a noun tells of each field: its last word half of it.
fn told_by(noun: &str) -> Vec<(usize, u64)> {
    let mut told = vec![0; LIBRARY.domains.len()];
    for (word, most) in [(noun, Part::Table), (head(noun), if head(noun) == noun { Part::Table } else { Part::HeadOfTable })] {
        let Some(word) = LIBRARY.words.get(word) else { continue };
        let rare = rarity(word.tells.len(), LIBRARY.domains.len());
        for (domain, tells) in &word.tells {
            told[*domain] = (rare * tells.min(&most.tells())).max(told[*domain]);
        }
    }
    told.into_iter().enumerate().filter(|(_, amount)| *amount > 0).collect()
}

/// In how many fields of all something refers to both a thing whose name ends like the first and one whose name ends like the second, in tenths.
pub fn joined_anywhere(one: &str, other: &str) -> i32 {
    let (one, other) = (head(one), head(other));
    LIBRARY.joins.get(&(one.min(other), one.max(other))).copied().unwrap_or(0).min(40) * 10
}

/// In how many fields of all a thing whose name ends like the first refers to one whose name ends like the second, in tenths.
pub fn refers_anywhere(from: &str, to: &str) -> i32 {
    LIBRARY.references.get(&(head(from), head(to))).copied().unwrap_or(0).min(40) * 10
}

/// The share of those that say yes among those that say anything.
fn share_of(says: impl Iterator<Item = (u64, Option<bool>)>) -> i32 {
    let (mut yes, mut all) = (0, 0);
    for (weight, said) in says.filter_map(|(weight, said)| Some((weight, said?))) {
        all += weight;
        yes += if said { weight } else { 0 };
    }
    (yes * 100).checked_div(all).map_or(0, |share| share as i32)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{FILES, LIBRARY, Near, blocks};

    #[test]
    fn every_table_and_every_parent_is_read() {
        for text in FILES {
            let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).collect();
            let all = blocks(text);
            assert_eq!(all.len(), lines.iter().filter(|line| !line.starts_with("  ")).count());
            assert_eq!(all.iter().map(Vec::len).sum::<usize>(), lines.iter().filter(|line| line.starts_with("  ")).count());
            let parents = |line: &&&str| line.split_once("->").map_or(0, |(_, parents)| parents.split(',').count());
            assert_eq!(
                all.iter().flatten().map(|table| table.parents.len()).sum::<usize>(),
                lines.iter().map(|line| parents(&line)).sum::<usize>()
            );
            let is_plain = |word: &&str| word.chars().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_');
            let words = all.iter().flatten().flat_map(|table| table.names.iter().chain(&table.columns));
            assert_eq!(words.filter(|word| !is_plain(word)).collect::<Vec<_>>(), Vec::<&&str>::new());
        }
        let fields = FILES.iter().flat_map(|text| text.lines()).filter(|line| !line.is_empty() && !line.starts_with([' ', '#']));
        let distinct: BTreeSet<&str> = fields.clone().collect();
        assert_eq!(distinct.len(), fields.count(), "a field that stands twice speaks twice");
        assert_eq!(distinct.len(), LIBRARY.domains.len());
        assert!(distinct.len() > 1000);
    }

    #[test]
    fn a_word_is_what_it_is_in_the_field_of_the_text() {
        let near = |nouns: &[&str]| Near::new(&nouns.iter().map(|noun| noun.to_string()).collect::<BTreeSet<_>>());
        let kennel = near(&["dog", "owner", "kennel", "stay", "address"]);
        let post = near(&["parcel", "sender", "recipient", "courier", "address"]);
        assert!(kennel.of_noun("address").table < post.of_noun("address").table);
        assert!(kennel.of_noun("vaccination").table > post.of_noun("vaccination").table);
        assert!(kennel.of_noun("breed").column > post.of_noun("breed").column);
        let (dog, owner, nobody) = (kennel.places("dog"), kennel.places("owner"), kennel.places("zzz"));
        assert!(kennel.refers(&dog, &owner).is_some_and(|share| share > 50));
        assert!(kennel.refers(&owner, &dog).is_none_or(|share| share < 10));
        assert_eq!(kennel.refers(&dog, &nobody), None);
        assert!(kennel.joined(&dog, &owner).is_some_and(|share| share > 0), "a stay may be of both");
    }
}
