//! All sequences with all their options, also those that columns own, which a catalog does not list.

use crate::catalog::{QualifiedName, Sequence};
use crate::postgres::{Session, SqlFailure};

/// Inside a transaction that is open already.
pub fn sequences_in_transaction(session: &mut Session) -> Result<Vec<Sequence>, SqlFailure> {
    let rows = session.query_prepared(include_str!("sequences.sql"))?;
    let sequences = rows.iter().map(|row| {
        let owner = row.get::<_, Option<String>>(10).zip(row.get::<_, Option<String>>(11)).zip(row.get::<_, Option<String>>(12));
        Sequence {
            name: QualifiedName::new(row.get::<_, String>(0), row.get::<_, String>(1)),
            data_type: row.get(2),
            increment: row.get(3),
            minimum: row.get(4),
            maximum: row.get(5),
            start: row.get(6),
            cache: row.get(7),
            cycle: row.get(8),
            unlogged: row.get(9),
            owner: owner.map(|((schema, table), column)| (QualifiedName::new(schema, table), column)),
            identity: row.get(13),
        }
    });
    Ok(sequences.collect())
}
