//! A table and all that belongs to it.

use std::collections::BTreeSet;

use crate::ordered::IndexMap;
use serde::{Deserialize, Serialize};

use super::{DataType, Expression, QualifiedName};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Table {
    pub name: QualifiedName,
    /// In their order, which is compared by the planner, not by `==`.
    pub columns: IndexMap<String, Column>,
    pub primary_key: Option<PrimaryKey>,
    pub uniques: IndexMap<String, UniqueConstraint>,
    pub foreign_keys: IndexMap<String, ForeignKey>,
    pub checks: IndexMap<String, CheckConstraint>,
    pub exclusions: IndexMap<String, ExclusionConstraint>,
    /// Without those that a constraint owns.
    pub indexes: IndexMap<String, Index>,
    pub triggers: IndexMap<String, Trigger>,
    pub options: TableOptions,
    pub comment: Option<String>,
}

impl Table {
    pub fn new(name: QualifiedName) -> Table {
        Table {
            name,
            columns: IndexMap::default(),
            primary_key: None,
            uniques: IndexMap::default(),
            foreign_keys: IndexMap::default(),
            checks: IndexMap::default(),
            exclusions: IndexMap::default(),
            indexes: IndexMap::default(),
            triggers: IndexMap::default(),
            options: TableOptions::default(),
            comment: None,
        }
    }

    /// Whether a trigger sees each row before it comes in: it may change the row, keep it out or send it elsewhere.
    pub fn acts_before_rows(&self) -> bool {
        let acts =
            |trigger: &Trigger| trigger.timing == "BEFORE" && trigger.for_each_row && trigger.events.iter().any(|event| event == "INSERT");
        self.triggers.values().any(|trigger| acts(trigger) && trigger.enabled != 'D')
    }

    /// Whether a constraint of any kind has this name.
    pub fn has_constraint(&self, name: &str) -> bool {
        self.primary_key.as_ref().is_some_and(|key| key.name == name)
            || self.uniques.contains_key(name)
            || self.foreign_keys.contains_key(name)
            || self.checks.contains_key(name)
            || self.exclusions.contains_key(name)
    }

    pub(super) fn sort(&mut self) {
        self.uniques.sort_keys();
        self.foreign_keys.sort_keys();
        self.checks.sort_keys();
        self.exclusions.sort_keys();
        self.indexes.sort_keys();
        self.triggers.sort_keys();
    }
}

/// What most tables leave as it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TableOptions {
    pub unlogged: bool,
    /// `WITH (fillfactor = 70)`, sorted.
    pub storage_parameters: IndexMap<String, String>,
    /// Only when it is not `heap`.
    pub access_method: Option<String>,
    pub tablespace: Option<String>,
    /// `OF type`
    pub of_type: Option<String>,
    /// `RANGE (at)`: the table is partitioned.
    pub partition_key: Option<String>,
    /// `FOR VALUES FROM (…) TO (…)` or `DEFAULT`: the table is a partition of its one parent.
    pub partition_bound: Option<String>,
    /// In the order in which they were named.
    pub parents: Vec<QualifiedName>,
    pub inherited: Inherited,
}

/// The parts of a table that it has from its parents: they come and go with them. By name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Inherited {
    pub columns: BTreeSet<String>,
    pub constraints: BTreeSet<String>,
    pub indexes: BTreeSet<String>,
    pub triggers: BTreeSet<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    pub name: String,
    pub data_type: DataType,
    pub not_null: bool,
    pub value: ColumnValue,
    /// Only when it is not the type's own.
    pub collation: Option<String>,
    pub comment: Option<String>,
}

/// Where a column's value comes from when a row does not give one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ColumnValue {
    /// NULL.
    None,
    Default(Expression),
    /// `BIGSERIAL`: the next value of a sequence that the column owns, named `<table>_<column>_seq` unless said.
    Serial {
        sequence: QualifiedName,
    },
    Identity(IdentityKind),
    /// `GENERATED ALWAYS AS (…) STORED`
    Generated(Expression),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum IdentityKind {
    Always,
    ByDefault,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PrimaryKey {
    pub name: String,
    pub columns: Vec<String>,
    /// `INCLUDE (…)`
    pub include: Vec<String>,
    pub deferrable: Deferrable,
    pub comment: Option<String>,
}

impl PrimaryKey {
    pub fn new(name: impl Into<String>, columns: Vec<String>) -> PrimaryKey {
        PrimaryKey { name: name.into(), columns, include: Vec::new(), deferrable: Deferrable::No, comment: None }
    }
}

/// When a constraint is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Deferrable {
    #[default]
    No,
    InitiallyImmediate,
    InitiallyDeferred,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UniqueConstraint {
    pub name: String,
    pub columns: Vec<String>,
    /// `INCLUDE (…)`
    pub include: Vec<String>,
    /// PostgreSQL 15 and later.
    pub nulls_not_distinct: bool,
    pub deferrable: Deferrable,
    pub comment: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ForeignKey {
    pub name: String,
    pub columns: Vec<String>,
    pub references: QualifiedName,
    pub referenced_columns: Vec<String>,
    pub on_delete: ReferentialAction,
    /// `ON DELETE SET NULL (column, …)`, PostgreSQL 15 and later; empty for all columns.
    pub on_delete_columns: Vec<String>,
    pub on_update: ReferentialAction,
    pub match_full: bool,
    pub deferrable: Deferrable,
    /// `false` for `NOT VALID`.
    pub validated: bool,
    pub comment: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReferentialAction {
    NoAction,
    Restrict,
    Cascade,
    SetNull,
    SetDefault,
}

impl ReferentialAction {
    /// As SQL writes it.
    pub fn sql(self) -> &'static str {
        match self {
            ReferentialAction::NoAction => "NO ACTION",
            ReferentialAction::Restrict => "RESTRICT",
            ReferentialAction::Cascade => "CASCADE",
            ReferentialAction::SetNull => "SET NULL",
            ReferentialAction::SetDefault => "SET DEFAULT",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckConstraint {
    pub name: String,
    pub expression: Expression,
    /// `false` for `NOT VALID`.
    pub validated: bool,
    pub no_inherit: bool,
    pub comment: Option<String>,
}

/// Equal when PostgreSQL holds the same, however it is written.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExclusionConstraint {
    pub name: String,
    /// As `pg_get_constraintdef` prints it, or as it was written.
    pub definition: String,
    pub comment: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Index {
    pub name: String,
    /// `btree`, `gin`, `gist`, `hash`, `brin`, `spgist` or one of an extension.
    pub method: String,
    pub unique: bool,
    pub nulls_not_distinct: bool,
    pub keys: Vec<IndexKey>,
    pub include: Vec<String>,
    pub predicate: Option<Expression>,
    /// `WITH (fillfactor = 70)`, sorted.
    pub storage_parameters: IndexMap<String, String>,
    /// `false` after a failed CREATE INDEX CONCURRENTLY.
    pub valid: bool,
    pub comment: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndexKey {
    pub value: IndexKeyValue,
    /// Only when it is not the column's own.
    pub collation: Option<String>,
    /// Only when it is not the type's default for the method.
    pub operator_class: Option<String>,
    pub descending: bool,
    /// The default is last for ascending, first for descending keys.
    pub nulls_first: bool,
}

impl IndexKey {
    /// An ascending key on a column, all else as PostgreSQL's default.
    pub fn column(name: impl Into<String>) -> IndexKey {
        IndexKey { value: IndexKeyValue::Column(name.into()), collation: None, operator_class: None, descending: false, nulls_first: false }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum IndexKeyValue {
    Column(String),
    Expression(Expression),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trigger {
    pub name: String,
    /// `BEFORE`, `AFTER` or `INSTEAD OF`.
    pub timing: String,
    /// `INSERT`, `UPDATE`, `UPDATE OF a, b`, `DELETE`, `TRUNCATE`, in this order.
    pub events: Vec<String>,
    pub for_each_row: bool,
    pub condition: Option<Expression>,
    pub function: QualifiedName,
    pub arguments: Vec<String>,
    /// `O` fires in origin and local mode, `D` is disabled, `R` and `A` as in pg_trigger.tgenabled.
    pub enabled: char,
    pub comment: Option<String>,
}
