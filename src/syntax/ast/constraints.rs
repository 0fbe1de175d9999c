//! Keys, constraints and indexes as they were written.
//!
//! Invariant: as of all nodes of the tree.

use super::{Deferrable, Name, SqlExpression, Text};
use crate::source::Span;

/// `key uuid`, `key (source, sequence)`, `key pk_events (source, sequence)`
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    pub name: Option<Name>,
    pub kind: KeyKind,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub enum KeyKind {
    /// bigserial, identity, uuid, uuidv7: a key of its own, `id`.
    Generated(Name),
    /// Fields or references of the entity.
    Fields(Vec<Name>),
}

/// `unique (author, slug)`, `unique uq_name (a, b)`, `unique (email) where (deleted_at is null)`
#[derive(Debug, Clone, PartialEq)]
pub struct Unique {
    pub name: Option<Name>,
    pub fields: Vec<Name>,
    /// `include (title)`
    pub include: Vec<Name>,
    pub nulls_not_distinct: Option<Span>,
    pub deferrable: Option<Deferrable>,
    pub condition: Option<SqlExpression>,
    pub span: Span,
}

/// `index (labels) using gin`, `index by_date (published_at desc, (lower(title))) where (…)`
#[derive(Debug, Clone, PartialEq)]
pub struct Index {
    /// `unique index …`
    pub unique: Option<Span>,
    pub name: Option<Name>,
    pub parts: Vec<IndexPart>,
    pub method: Option<Name>,
    /// `include (title)`
    pub include: Vec<Name>,
    pub nulls_not_distinct: Option<Span>,
    pub condition: Option<SqlExpression>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub struct IndexPart {
    pub value: IndexPartValue,
    /// `collate "C"`
    pub collation: Option<Text>,
    /// `gin_trgm_ops`
    pub operator_class: Option<Name>,
    pub descending: bool,
    /// `nulls first` is `Some(true)`, `nulls last` is `Some(false)`.
    pub nulls_first: Option<bool>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub enum IndexPartValue {
    Field(Name),
    Expression(SqlExpression),
}

/// `exclude (room with =, during with &&)`, `exclude one_guest (room with =, during with &&) using gist where (…)`
#[derive(Debug, Clone, PartialEq)]
pub struct Exclude {
    pub name: Option<Name>,
    pub parts: Vec<ExcludePart>,
    pub method: Option<Name>,
    pub condition: Option<SqlExpression>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ExcludePart {
    pub value: IndexPartValue,
    /// `=`, `&&`
    pub operator: Name,
    pub span: Span,
}

/// `check published_has_date (status <> 'published' or published_at is not null)`
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    pub name: Option<Name>,
    pub expression: SqlExpression,
    /// `not valid`: of new rows only.
    pub not_valid: Option<Span>,
    pub span: Span,
}
