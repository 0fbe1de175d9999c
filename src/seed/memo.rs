//! What was made before, when rows are made again because PostgreSQL refused some.
//!
//! Comes in: the rows of one table after the other, with what PostgreSQL has said of that table. Goes out: the same rows once more, as long as nothing was said since of this
//! table or one before it. Never happens: rows that would be made otherwise now.

use super::SeedOptions;
use super::sow::Grown;
use crate::catalog::QualifiedName;
use crate::ordered::IndexMap;

/// Rows by what they were made for: once for each way to number the tables.
#[derive(Default)]
pub struct Memo {
    runs: IndexMap<Vec<QualifiedName>, Run>,
}

/// The tables in their order.
#[derive(Default)]
pub struct Run {
    tables: Vec<(QualifiedName, Said, Grown)>,
    /// So many are as they would be made now.
    valid: usize,
}

/// What PostgreSQL has said of one table.
#[derive(PartialEq)]
struct Said {
    refused: Option<IndexMap<u64, Vec<Option<String>>>>,
    accepted: Option<IndexMap<String, super::Accepted>>,
    left_out: Option<IndexMap<u64, String>>,
    guarded: bool,
}

impl Said {
    fn of(options: &SeedOptions, table: &QualifiedName) -> Said {
        Said {
            refused: options.refused.get(table).cloned(),
            accepted: options.accepted.get(table).cloned(),
            left_out: options.left_out.get(table).cloned(),
            guarded: options.guarded.contains(table),
        }
    }
}

impl Memo {
    /// The run in which these tables have numbers of their own, from its beginning.
    pub fn run(&mut self, numbered: Vec<QualifiedName>) -> &mut Run {
        let run = self.runs.entry(numbered).or_default();
        run.valid = 0;
        run
    }
}

impl Run {
    /// The rows of the next table, if they would be made as they were.
    pub fn next(&mut self, table: &QualifiedName, options: &SeedOptions) -> Option<Grown> {
        let known = self.tables.get(self.valid).filter(|(name, said, _)| name == table && *said == Said::of(options, table));
        let grown = known.map(|(_, _, grown)| grown.clone());
        match grown {
            Some(_) => self.valid += 1,
            None => self.tables.truncate(self.valid),
        }
        grown
    }

    /// Keeps the rows of the next table, which were not known.
    pub fn keep(&mut self, table: &QualifiedName, options: &SeedOptions, grown: &Grown) {
        self.tables.push((table.clone(), Said::of(options, table), grown.clone()));
        self.valid += 1;
    }
}
