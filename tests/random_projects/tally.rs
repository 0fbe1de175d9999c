//! What occurred and what came of it, counted.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::kinds::{COMMON, POSTGRES, SEMANTIC};
use super::{Death, Life};

/// What may be said about a project that asks for more than can be: sample rows that cannot all exist.
/// Or a value of an enum that is new and used at once, which PostgreSQL allows in a later transaction only.
pub const KNOWN_REFUSALS: &[&str] = &[
    "enum-value-used-at-once",
    "seed-check-unfulfilled",
    "seed-no-parent",
    "seed-no-value",
    "seed-too-many",
    // A new unique field with a default, on rows that all get it.
    "standing-rows-refused",
];

/// Each must occur in a long campaign, beside every type of kinds.rs.
const CONSTRUCTS: &[&str] = &[
    "array of an enum",
    "check of a field",
    "check over fields",
    "check over fields with a name",
    "column name",
    "column of a reference",
    "composite key",
    "cyclic references",
    "default",
    "default by SQL",
    "doc",
    "doc with quotes",
    "enum",
    "enum with a name of its own",
    "evolve: doc",
    "evolve: enum value at the end",
    "evolve: enum value in the middle",
    "evolve: field with default",
    "evolve: higher seed count",
    "evolve: index",
    "evolve: new entity",
    "evolve: optional field",
    "evolve: optional reference",
    "evolve: unique field",
    "field of a type alias",
    "field of an enum",
    "index of two fields",
    "index on an expression",
    "index using brin",
    "index using gin",
    "index using gist",
    "index using hash",
    "index with a name",
    "index with an order",
    "key bigserial",
    "key by references",
    "key identity",
    "key uuid",
    "key with a name",
    "many to many",
    "many to many with itself",
    "matches",
    "mixin",
    "natural key",
    "no timestamps",
    "odd entity name",
    "odd field name",
    "on delete cascade",
    "on delete no action",
    "on delete restrict",
    "on delete set null",
    "on update",
    "one to one",
    "optional field",
    "optional reference",
    "partial index",
    "partial unique",
    "reference to a composite key",
    "reference to a natural key",
    "reference to itself",
    "required reference",
    "rows",
    "rows with references",
    "seed",
    "seed 0",
    "seed 1",
    "seed with fixed fields",
    "settings enums check",
    "settings enums native",
    "settings enums table",
    "settings keys bigserial",
    "settings keys identity",
    "settings keys uuid",
    "settings postgres 14",
    "settings postgres 15",
    "settings strings text",
    "settings strings varchar",
    "table name",
    "type",
    "type of a type",
    "unique field",
    "unique line",
    "unique line with a name",
];

#[derive(Default)]
pub struct Tally {
    constructs: BTreeMap<String, usize>,
    outcomes: BTreeMap<String, usize>,
    pub refused: usize,
    pub failures: usize,
}

impl Tally {
    pub fn take(&mut self, number: u64, result: Result<Life, Death>) {
        match result {
            Ok(life) => {
                for construct in life.used {
                    *self.constructs.entry(construct).or_default() += 1;
                }
                self.refused += usize::from(life.outcomes.first().is_some_and(|outcome| outcome != "new: proven"));
                for outcome in life.outcomes {
                    *self.outcomes.entry(outcome).or_default() += 1;
                }
            }
            Err(death) => {
                self.failures += 1;
                *self.outcomes.entry("failed".to_string()).or_default() += 1;
                println!("==== project {number} failed; GROUNDPLAN_RANDOM_FIRST={number} GROUNDPLAN_RANDOM_PROJECTS=1 replays it");
                println!("{}\n---- output ----\n{}\n==== end of project {number}\n", death.schema, death.output);
            }
        }
    }

    /// What occurred, sorted by how often.
    pub fn histogram(&self) -> String {
        let mut text = String::new();
        for (title, counts) in [("outcomes", &self.outcomes), ("constructs", &self.constructs)] {
            let _ = writeln!(text, "\n{title}:");
            let mut sorted: Vec<_> = counts.iter().collect();
            sorted.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), (*name).clone()));
            for (name, count) in sorted {
                let _ = writeln!(text, "{count:6} {name}");
            }
        }
        text
    }

    /// The constructs that never occurred in what was proven.
    pub fn missing(&self) -> Vec<String> {
        let types = COMMON.iter().chain(SEMANTIC).chain(POSTGRES).map(|kind| format!("type {}", kind.written));
        let wanted: BTreeSet<String> = CONSTRUCTS.iter().map(|name| name.to_string()).chain(types).collect();
        wanted.into_iter().filter(|name| !self.constructs.contains_key(name)).collect()
    }
}

/// The codes of the errors in what a run printed, each once.
pub fn codes(output: &str) -> Vec<String> {
    let codes = output.split("error[").skip(1).filter_map(|rest| rest.split_once(']').map(|(code, _)| code.to_string()));
    codes.collect::<BTreeSet<_>>().into_iter().collect()
}
