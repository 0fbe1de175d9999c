//! What was made before, when rows are made again because PostgreSQL refused some.
//!
//! Comes in: the rows of one table after the other, with what PostgreSQL has said of that table. Goes out: the same rows once more, as long as nothing was said since of this
//! table or one before it; else those of the table before the first of which something was said. Never happens: a row that would be made otherwise now.

use super::SeedOptions;
use super::row::Row;
use super::sow::Grown;
use crate::catalog::QualifiedName;
use crate::ordered::{IndexMap, IndexSet};

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

    /// Of one row: the forms that were refused, and whether it is left out.
    fn of_row(&self, number: u64) -> (Option<&Vec<Option<String>>>, bool) {
        let refused = self.refused.as_ref().and_then(|refused| refused.get(&number));
        (refused, self.left_out.as_ref().is_some_and(|rows| rows.contains_key(&number)))
    }
}

/// What is known of the rows of the next table.
pub enum Remembered {
    /// All are as they would be made now.
    Whole(Box<Grown>),
    /// Those before the first of which PostgreSQL has said something new.
    Rows(Kept),
    Nothing,
}

/// Rows that may be taken as they are, by their numbers.
#[derive(Default)]
pub struct Kept {
    pub rows: IndexMap<u64, Row>,
    /// Conditions that could not be judged for some of them.
    pub unjudged: IndexSet<usize>,
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
    /// The rows of the next table, as far as they would be made as they were.
    pub fn next(&mut self, table: &QualifiedName, options: &SeedOptions) -> Remembered {
        let now = Said::of(options, table);
        let known = self.tables.get(self.valid).filter(|(name, ..)| name == table);
        let remembered = match known {
            Some((_, said, grown)) if *said == now => Remembered::Whole(Box::new(grown.clone())),
            Some((_, said, grown)) if said.guarded == now.guarded => match grown.as_drawn() {
                Some((rows, unjudged)) => {
                    // What comes behind a row that is made anew may hang on it.
                    let of_number = |row: &Row| Some((row.number?, row.clone()));
                    let rows = rows.iter().filter_map(of_number).take_while(|(number, _)| said.of_row(*number) == now.of_row(*number));
                    Remembered::Rows(Kept { rows: rows.collect(), unjudged: unjudged.clone() })
                }
                None => Remembered::Nothing,
            },
            _ => Remembered::Nothing,
        };
        match remembered {
            Remembered::Whole(_) => self.valid += 1,
            _ => self.tables.truncate(self.valid),
        }
        remembered
    }

    /// Keeps the rows of the next table, which were not known.
    pub fn keep(&mut self, table: &QualifiedName, options: &SeedOptions, grown: &Grown) {
        self.tables.push((table.clone(), Said::of(options, table), grown.clone()));
        self.valid += 1;
    }
}
