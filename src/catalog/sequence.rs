//! A sequence with all its options, also one that a column owns. A catalog lists only what differs from the usual, as definitions; whoever
//! goes on from a catalog needs them all.

use serde::{Deserialize, Serialize};

use super::QualifiedName;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sequence {
    pub name: QualifiedName,
    /// `smallint`, `integer` or `bigint`.
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
