//! How many rows the requirements ask for.
//!
//! Comes in: the domain. Goes out: a number for each table, to hold against what was made and what PostgreSQL then holds. Never happens: a look
//! at a plan or a generator, whose faults these numbers are there to find.

use crate::ordered::IndexMap;

use crate::catalog::QualifiedName;
use crate::domain::Domain;
use crate::proof::seed::Asked;
use crate::seed::SeedPlan;

/// Written rows and, if they are wanted, sample rows of each entity that has some.
pub(super) fn asked_rows(domain: &Domain, samples: bool) -> IndexMap<QualifiedName, Asked> {
    let mut asked = IndexMap::default();
    for entity in &domain.entities {
        let seed = entity.seed.as_ref().filter(|_| samples);
        let written: usize = entity.rows.iter().map(|rows| rows.rows.len()).sum();
        let rows = written as u64 + seed.map_or(0, |seed| seed.count);
        if rows > 0 {
            let span = seed.map(|seed| seed.span).or_else(|| entity.rows.first().map(|rows| rows.span));
            asked.insert(QualifiedName::new(&entity.schema, &entity.table), Asked { rows, span });
        }
    }
    asked
}

/// A table for which the plan and the rows that stand are fewer than what is asked for, in words.
pub(super) fn too_few(asked: &IndexMap<QualifiedName, Asked>, plan: &SeedPlan, standing: &IndexMap<QualifiedName, u64>) -> Option<String> {
    asked.iter().find_map(|(table, asked)| {
        let blocks = plan.initial.iter().chain(&plan.sample).filter(|block| block.table == *table);
        let planned: usize = blocks.map(|block| block.rows.len()).sum();
        let stand = standing.get(table).copied().unwrap_or(0);
        let few = stand + (planned as u64) < asked.rows;
        few.then(|| format!("{planned} rows for {table}, where {stand} stand and {} are asked for", asked.rows))
    })
}
