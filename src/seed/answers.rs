//! What PostgreSQL has said of conditions that nothing else can judge.
//!
//! Comes in: which rows it refused by which check, and values that it was found to accept. Goes out: for such a row, a condition that asks for one of
//! these values. Never happens: a row that was not refused is judged otherwise than before.

use crate::ordered::IndexMap;

use super::condition::Condition;
use super::generate::Generation;
use super::model::Model;
use super::{SeedOptions, SeedValue};

/// Values that a check accepts, each for all columns that it reads.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Accepted {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<SeedValue>>,
}

/// By the place of a condition among those of its table: that it is one of the values that are known.
#[derive(Default)]
pub struct Answers {
    found: IndexMap<usize, Condition>,
    /// None of these values fits the row that is being made.
    pub given_up: bool,
}

impl Answers {
    pub fn of(model: &Model, options: &SeedOptions) -> Answers {
        let Some(known) = options.accepted.get(&model.table.name) else { return Answers::default() };
        let found = model.conditions.iter().enumerate().filter_map(|(index, named)| {
            let accepted = known.get(&named.name).filter(|accepted| !accepted.rows.is_empty())?;
            let columns = accepted.columns.iter().map(|name| model.columns.get_index_of(name)).collect::<Option<Vec<usize>>>()?;
            Some((index, Condition::among(columns, accepted.rows.clone())))
        });
        Answers { found: found.collect(), given_up: false }
    }
}

impl Generation<'_, '_> {
    /// The condition at this place as the row that is being made has to fulfil it.
    pub fn condition(&self, index: usize) -> &Condition {
        let plain = &self.model.conditions[index].condition;
        match self.answers.found.get(&index) {
            Some(found) if !self.answers.given_up && self.was_refused_by(index) => found,
            _ => plain,
        }
    }

    /// Whether values are known that PostgreSQL takes.
    pub fn is_answered(&self, index: usize) -> bool {
        self.answers.found.contains_key(&index)
    }

    /// Whether PostgreSQL has refused this row by the condition, or by nothing that is known here.
    fn was_refused_by(&self, index: usize) -> bool {
        let refused = self.options.refused.get(&self.model.table.name).and_then(|rows| rows.get(&self.number));
        let (model, name) = (self.model, &self.model.conditions[index].name);
        refused.into_iter().flatten().any(|constraint| {
            constraint
                .as_ref()
                .is_none_or(|constraint| constraint == name || !model.conditions.iter().any(|named| named.name == *constraint))
        })
    }
}
