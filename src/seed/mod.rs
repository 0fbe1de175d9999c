//! The rows of a seed file: from what the requirements ask and what stands, to values.
//!
//! Comes in: the target catalog, the population that the requirements ask for, the rows known to stand. Goes out: a [`SeedPlan`]: tables in
//! insertion order, each with rows whose parents are named by natural key. Never happens: a random number, a clock, a guessed id.

mod answers;
mod automaton;
mod begin;
mod boundary;
mod calendar;
mod candidates;
mod capacity;
mod claims;
mod closing;
pub mod codes;
mod condition;
mod contradiction;
mod coverage;
mod decimal;
mod draw;
mod effort;
mod emit;
mod everything;
mod exclusion;
mod failure;
mod field;
mod fit;
mod generate;
mod generators;
mod guard;
mod initial;
mod kept;
mod keys;
mod known;
mod links;
mod maintained;
mod memo;
mod model;
mod offer;
mod order;
mod overlap;
mod parents;
mod partition;
mod pattern;
mod question;
mod refused;
mod row;
mod shortage;
mod solve;
mod sow;
mod stays;
mod stock;
pub mod stream;
mod sums;
#[cfg(test)]
mod tests;
mod ties;
mod types;
mod unique;
mod words;

use crate::ordered::{IndexMap, IndexSet};

use crate::catalog::{DataType, QualifiedName};
use crate::history::KnownRows;
use crate::source::{Origin, Span};

pub use answers::Accepted;
pub use coverage::{Coverage, Share};
pub use everything::{everything, without_room};
pub use failure::unjudged as unjudged_check_refused;
pub use generators::described as described_generators;
pub use keys::is_alone_in_a_key;
pub use known::with_parents;
pub use memo::Memo;
pub use partition::with_references_of_partitions;
pub use question::{Question, questions};
pub use shortage::Shortage;
pub use sow::{seed, seed_again};
pub use types::without_domain;
pub use words::codes as locales;

/// What a run may choose about its seed.
#[derive(Debug, Clone)]
pub struct SeedOptions {
    /// `false` for `--samples off`: initial rows only.
    pub samples: bool,
    /// By table and number of the sample: for each of its forms that PostgreSQL has refused, the constraint that did, if one was named.
    pub refused: IndexMap<QualifiedName, IndexMap<u64, Vec<Option<String>>>>,
    /// By table and check: values that PostgreSQL was found to accept, for rows that it has refused by this check.
    pub accepted: IndexMap<QualifiedName, IndexMap<String, Accepted>>,
    /// Tables whose triggers have refused what was read to be refused: no row is made against them any more.
    pub guarded: IndexSet<QualifiedName>,
    /// By table: samples of which PostgreSQL took no form, with what it said. They are left out.
    pub left_out: IndexMap<QualifiedName, IndexMap<u64, String>>,
    /// Tables of which no more rows were found, when PostgreSQL refused some of those that were.
    pub ended: IndexMap<QualifiedName, Shortage>,
    /// By table: samples that get no parent afterwards, because PostgreSQL refused that.
    pub left_open: IndexMap<QualifiedName, IndexSet<u64>>,
    /// Rows that stand: parents for new ones, never repeated and never changed.
    pub standing: KnownRows,
    /// The new rows go where those stand, so that keys which that database gave are known.
    pub keys_stand: bool,
    /// Tables that had another name, or have columns that had one. Names decide which values are drawn, so that samples which stand there
    /// have others than they would get today.
    pub renamed: IndexSet<QualifiedName>,
}

impl Default for SeedOptions {
    fn default() -> SeedOptions {
        SeedOptions {
            samples: true,
            refused: IndexMap::default(),
            accepted: IndexMap::default(),
            guarded: IndexSet::default(),
            left_out: IndexMap::default(),
            ended: IndexMap::default(),
            left_open: IndexMap::default(),
            standing: KnownRows::default(),
            keys_stand: false,
            renamed: IndexSet::default(),
        }
    }
}

#[derive(Debug, Clone, Default)]
pub struct SeedPlan {
    /// In the order of insertion: parents first; one table may come several times (levels of a tree).
    pub initial: Vec<TableRows>,
    pub sample: Vec<TableRows>,
    /// After the samples: rows, by their key, that get a parent which could not come before them.
    pub closing: Vec<TableRows>,
    /// Sample rows refer to rows that come later, so that constraints have to wait.
    pub deferred: bool,
    /// Foreign keys, by table and name, that are made to wait while the rows are loaded.
    pub loosened: Vec<(QualifiedName, String)>,
    /// Tables that get fewer rows than were wished, and why.
    pub notes: Vec<String>,
    /// Initial and sample rows of each table that gets any.
    pub expected_counts: IndexMap<QualifiedName, u64>,
    /// Checks that only PostgreSQL can judge for some of the rows.
    pub unjudged: Vec<UnjudgedCheck>,
    /// By table: samples for which nothing was found that its triggers seem to ask for.
    pub unguarded: IndexMap<QualifiedName, IndexSet<u64>>,
    /// By table: why no more of its rows were found.
    pub ended: IndexMap<QualifiedName, Shortage>,
    /// What the tables' rows show of what is allowed.
    pub coverage: Box<Coverage>,
    /// By table that gets rows: how many of its conditions (checks, those of domains, bounds of partitions) were judged.
    pub conditions: IndexMap<QualifiedName, ConditionCount>,
}

/// Conditions of one table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ConditionCount {
    /// Fulfilled by values that were made for it, and judged for every row.
    pub judged: usize,
    /// Left to PostgreSQL for some row.
    pub unjudged: usize,
}

/// A check that may refuse rows, since it could not be evaluated when they were made.
#[derive(Debug, Clone)]
pub struct UnjudgedCheck {
    pub table: QualifiedName,
    pub name: String,
    pub entity: String,
    /// The fields that it reads and the seed fills, as the requirements write them.
    pub fields: Vec<String>,
    /// `seed 5`, where the entity has samples.
    pub sample: Option<(u64, Option<Span>)>,
}

impl SeedPlan {
    pub fn is_empty(&self) -> bool {
        self.initial.is_empty() && self.sample.is_empty()
    }
}

/// Rows for one INSERT.
#[derive(Debug, Clone)]
pub struct TableRows {
    pub table: QualifiedName,
    /// One sentence for the file: `5 users`.
    pub summary: String,
    pub fields: Vec<SeedField>,
    pub rows: Vec<SeedRow>,
    pub identity: RowIdentity,
    pub origin: Origin,
}

/// A field of the rows: one column, or all columns of one foreign key.
#[derive(Debug, Clone, PartialEq)]
pub enum SeedField {
    Column {
        name: String,
        data_type: DataType,
    },
    /// The value is a [`SeedValue::Parent`] or NULL.
    ForeignKey {
        columns: Vec<String>,
        parent: QualifiedName,
        parent_columns: Vec<String>,
    },
}

#[derive(Debug, Clone)]
pub struct SeedRow {
    /// One for each field.
    pub values: Vec<SeedValue>,
    pub span: Option<Span>,
    /// Of a sample: counted from 0 among those of its table.
    pub number: Option<u64>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum SeedValue {
    Null,
    Boolean(bool),
    /// Decimal text.
    Number(String),
    /// Rendered as a string constant, cast to the column's type where needed.
    Text(String),
    Array(Vec<SeedValue>),
    /// Checked SQL, only from the requirements.
    Expression(String),
    /// The parent row whose columns have these values; nested where the parent's own natural key holds foreign keys.
    Parent(Vec<(SeedField, SeedValue)>),
}

/// How a row is recognised when the file runs again.
#[derive(Debug, Clone, PartialEq)]
pub enum RowIdentity {
    /// Columns of a unique constraint or primary key, all NOT NULL: ON CONFLICT (…) DO NOTHING.
    Conflict { columns: Vec<String> },
    /// No such key: WHERE NOT EXISTS, comparing these columns with IS NOT DISTINCT FROM.
    AllColumns { columns: Vec<String> },
}
