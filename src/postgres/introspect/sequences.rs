//! All sequences with all their options, also those that columns own, which a catalog does not list.

use crate::catalog::QualifiedName;
use crate::postgres::{Session, SqlFailure};

/// One sequence as the system catalogs hold it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SequenceFacts {
    pub name: QualifiedName,
    pub data_type: String,
    pub increment: i64,
    pub minimum: i64,
    pub maximum: i64,
    pub start: i64,
    pub cache: i64,
    pub cycle: bool,
    pub unlogged: bool,
    /// The table and column that own it.
    pub owner: Option<(QualifiedName, String)>,
    /// It belongs to a column GENERATED AS IDENTITY.
    pub identity: bool,
}

/// Inside a transaction that is open already.
pub fn sequences_in_transaction(session: &mut Session) -> Result<Vec<SequenceFacts>, SqlFailure> {
    let rows = session.query_prepared(include_str!("sequences.sql"))?;
    let facts = rows.iter().map(|row| {
        let owner = row.get::<_, Option<String>>(10).zip(row.get::<_, Option<String>>(11)).zip(row.get::<_, Option<String>>(12));
        SequenceFacts {
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
    Ok(facts.collect())
}
