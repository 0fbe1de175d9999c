//! Catalog × Catalog to Plan: what to do, in which order, and how to take each step back.
//!
//! Comes in: the current catalog, the target with its origins, and the [`Wishes`]. Goes out: ordered [`Step`]s, each
//! with its reverse, hazards and reason. Never happens: SQL text (that is `render`'s), an inferred removal under
//! [`RemovalPolicy::Declared`].

use std::sync::Arc;

use crate::catalog::{
    Catalog, CheckConstraint, Column, DataType, Definition, EnumType, ExclusionConstraint, Expression, ForeignKey, Function, Index,
    ObjectPath, PrimaryKey, QualifiedName, Schema, Table, Trigger, UniqueConstraint,
};
use crate::source::{Origin, Span};

mod alter_table;
mod apply;
mod apply_rename;
pub mod codes;
mod column_parts;
mod compare;
mod conversion;
mod definitions;
mod dependency;
mod enum_swap;
mod enum_values;
#[cfg(test)]
pub(crate) mod fixture;
mod following;
mod freed_columns;
mod hazard;
mod impact;
mod inherited;
mod kept;
mod lookup;
mod mention;
mod name;
mod order;
mod partitions;
mod planner;
mod rebuild;
mod removal;
mod rename;
mod said;
mod scripts;
mod stable_order;
mod table_work;
mod taken_name;
#[cfg(test)]
mod tests;
mod wishes;

pub use apply::apply;
pub use impact::{Impact, Impacts, Lock, assumed, assumed_by_step, assumed_of_plan};
pub use kept::{Kept, kept, lost, made_anew};
pub use name::{seed_name, suggested_name};
pub use planner::plan;
pub use rename::renames;
pub use scripts::parents;
pub use wishes::{Removal, RemovalPolicy, Wishes, enum_value, lookup_value, spent};

#[derive(Debug, Clone, Default)]
pub struct Plan {
    pub steps: Vec<Step>,
    /// SQL of the requirements that makes no object: run as it is written.
    pub scripts: Vec<Script>,
    /// What should stand after the plan on top of the current catalog.
    pub expected: Arc<Catalog>,
}

impl Plan {
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty() && self.scripts.is_empty()
    }
}

/// A `sql` block that makes no object.
#[derive(Debug, Clone)]
pub struct Script {
    pub name: String,
    /// Of its text: the mark by which a later run knows that it has run.
    pub hash: String,
    pub text: String,
    /// Takes it back; empty where nothing has to be.
    pub undo: String,
    /// Where its names are looked up first.
    pub schema: String,
    /// Before the steps that make this table what it is to be, not after all steps.
    pub before: Option<QualifiedName>,
    pub span: Span,
}

impl Script {
    /// What its rollback does not bring back.
    pub fn lost(&self) -> Option<String> {
        self.undo.trim().is_empty().then(|| format!("what the block {} does to rows", self.name))
    }
}

/// One change, born with its reverse.
#[derive(Debug, Clone)]
pub struct Step {
    pub change: Change,
    pub reverse: Reverse,
    pub hazards: Vec<Hazard>,
    /// One sentence for the report.
    pub reason: String,
    pub origin: Origin,
}

/// How a step is taken back.
#[derive(Debug, Clone)]
pub enum Reverse {
    /// The catalog and the rows come back.
    Exact(Vec<Change>),
    /// The catalog comes back; `lost` says which data does not.
    StructureOnly {
        changes: Vec<Change>,
        lost: String,
    },
    Impossible {
        reason: String,
    },
}

/// What a step may cost or break on a live database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hazard {
    /// `access-exclusive-lock`, `table-rewrite`, `table-scan`, `data-loss`, `breaks-clients` …
    pub code: &'static str,
    pub text: String,
}

/// What a constraint step adds or drops.
#[derive(Debug, Clone, PartialEq)]
pub enum Constraint {
    PrimaryKey(PrimaryKey),
    Unique(UniqueConstraint),
    ForeignKey(ForeignKey),
    Check(CheckConstraint),
    Exclusion(ExclusionConstraint),
}

impl Constraint {
    pub fn take_comment(&mut self) -> Option<String> {
        match self {
            Constraint::PrimaryKey(constraint) => constraint.comment.take(),
            Constraint::Unique(constraint) => constraint.comment.take(),
            Constraint::ForeignKey(constraint) => constraint.comment.take(),
            Constraint::Check(constraint) => constraint.comment.take(),
            Constraint::Exclusion(constraint) => constraint.comment.take(),
        }
    }

    pub(crate) fn set_validated(&mut self, validated: bool) {
        match self {
            Constraint::ForeignKey(constraint) => constraint.validated = validated,
            Constraint::Check(constraint) => constraint.validated = validated,
            Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Exclusion(_) => {}
        }
    }

    pub(crate) fn rename(&mut self, name: String) {
        match self {
            Constraint::PrimaryKey(constraint) => constraint.name = name,
            Constraint::Unique(constraint) => constraint.name = name,
            Constraint::ForeignKey(constraint) => constraint.name = name,
            Constraint::Check(constraint) => constraint.name = name,
            Constraint::Exclusion(constraint) => constraint.name = name,
        }
    }

    /// Whether `standing` is this one, only not validated yet.
    fn validates(&self, standing: &Constraint) -> bool {
        let mut unchecked = self.clone();
        unchecked.set_validated(false);
        let mut standing = standing.clone();
        unchecked.take_comment();
        standing.take_comment();
        unchecked != *self && unchecked == standing
    }

    pub fn name(&self) -> &str {
        match self {
            Constraint::PrimaryKey(constraint) => &constraint.name,
            Constraint::Unique(constraint) => &constraint.name,
            Constraint::ForeignKey(constraint) => &constraint.name,
            Constraint::Check(constraint) => &constraint.name,
            Constraint::Exclusion(constraint) => &constraint.name,
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    CreateSchema {
        name: String,
        schema: Schema,
    },
    DropSchema {
        name: String,
    },
    CreateExtension {
        name: String,
        schema: String,
    },
    DropExtension {
        name: String,
        schema: String,
    },
    CreateEnum(EnumType),
    DropEnum(EnumType),
    /// Before `before`, or at the end.
    AddEnumValue {
        name: QualifiedName,
        value: String,
        before: Option<String>,
    },
    /// Where PostgreSQL cannot add in place: values that go (no row may use them), come elsewhere, or are used at once. Rename, create,
    /// ALTER … USING, drop.
    SwapEnum {
        from: EnumType,
        to: EnumType,
        used_by: Vec<EnumUse>,
    },
    /// Rows of a lookup table, in the order of the requirements.
    AddLookupValues {
        table: QualifiedName,
        column: String,
        values: Vec<String>,
    },
    /// Takes rows of a lookup table away, which no row of `used_by` (table and column) may hold.
    RemoveLookupValues {
        table: QualifiedName,
        column: String,
        values: Vec<String>,
        used_by: Vec<(QualifiedName, String)>,
    },
    CreateFunction(Function),
    DropFunction(Function),
    /// `CREATE OR REPLACE`: the arguments' names and the result stay as they are.
    ReplaceFunction {
        from: Function,
        to: Function,
    },
    /// With its columns, primary key, unique and check constraints, and those foreign keys whose targets stand by then.
    /// Its indexes, triggers and comments are steps of their own.
    CreateTable(Arc<Table>),
    DropTable(Arc<Table>),
    AddColumn {
        table: QualifiedName,
        column: Column,
    },
    DropColumn {
        table: QualifiedName,
        column: Column,
    },
    /// Type and collation. `using` computes the values that stand.
    AlterColumnType {
        table: QualifiedName,
        from: Column,
        to: Column,
        using: Option<Expression>,
    },
    /// Where the values of new rows come from: default, sequence, identity.
    SetColumnValue {
        table: QualifiedName,
        from: Column,
        to: Column,
    },
    /// Rows without a value get this one, so that the column can be required.
    FillNulls {
        table: QualifiedName,
        column: Column,
        value: Expression,
    },
    SetNotNull {
        table: QualifiedName,
        column: String,
        not_null: bool,
    },
    /// What [`crate::catalog::TableOptions`] holds; both tables without their parts.
    AlterTable {
        from: Box<Table>,
        to: Box<Table>,
    },
    /// What had another name keeps its rows. Several at once for a circle of names, which the mark tells from one that was carried out.
    Rename {
        renamings: Vec<Renaming>,
        mark: Option<Mark>,
    },
    /// A constraint or an index that has another name.
    RenamePart {
        table: QualifiedName,
        part: Part,
        from: String,
        to: String,
    },
    ValidateConstraint {
        table: QualifiedName,
        constraint: Constraint,
    },
    AddConstraint {
        table: QualifiedName,
        constraint: Constraint,
    },
    DropConstraint {
        table: QualifiedName,
        constraint: Constraint,
    },
    CreateIndex {
        table: QualifiedName,
        index: Index,
    },
    DropIndex {
        table: QualifiedName,
        index: Index,
    },
    CreateTrigger {
        table: QualifiedName,
        trigger: Trigger,
    },
    DropTrigger {
        table: QualifiedName,
        trigger: Trigger,
    },
    /// An object that is known by its definition, with the parts that its statement makes too.
    Define {
        definition: Definition,
        parts: Vec<Definition>,
    },
    /// With the parts that go along.
    Undefine {
        definition: Definition,
        parts: Vec<Definition>,
    },
    /// In place: `to.replaces(&from)`.
    Redefine {
        from: Definition,
        to: Definition,
    },
    /// `None` takes the comment away.
    SetComment {
        object: ObjectPath,
        comment: Option<String>,
    },
}

impl Change {
    /// What it changes.
    pub fn object(&self) -> ObjectPath {
        match self {
            Change::CreateSchema { name, .. } | Change::DropSchema { name } => ObjectPath::Schema(name.clone()),
            Change::CreateExtension { name, .. } | Change::DropExtension { name, .. } => ObjectPath::Extension(name.clone()),
            Change::CreateEnum(made) | Change::DropEnum(made) | Change::SwapEnum { to: made, .. } => ObjectPath::Enum(made.name.clone()),
            Change::AddEnumValue { name, .. } => ObjectPath::Enum(name.clone()),
            Change::CreateFunction(function) | Change::DropFunction(function) | Change::ReplaceFunction { to: function, .. } => {
                ObjectPath::Function(function.signature())
            }
            Change::CreateTable(table) | Change::DropTable(table) => ObjectPath::Table(table.name.clone()),
            Change::AlterTable { to, .. } => ObjectPath::Table(to.name.clone()),
            Change::AddLookupValues { table, .. } | Change::RemoveLookupValues { table, .. } => ObjectPath::Table(table.clone()),
            Change::AddColumn { table, column } | Change::DropColumn { table, column } => {
                ObjectPath::Column(table.clone(), column.name.clone())
            }
            Change::AlterColumnType { table, to, .. } | Change::SetColumnValue { table, to, .. } => {
                ObjectPath::Column(table.clone(), to.name.clone())
            }
            Change::FillNulls { table, column, .. } => ObjectPath::Column(table.clone(), column.name.clone()),
            Change::SetNotNull { table, column, .. } => ObjectPath::Column(table.clone(), column.clone()),
            Change::Rename { renamings, .. } => match renamings.last() {
                Some(renaming) => renaming.object(renaming.to_name()),
                None => ObjectPath::Other("nothing".to_string()),
            },
            Change::RenamePart { table, part: Part::Index, from, .. } => ObjectPath::Index(table.clone(), from.clone()),
            Change::RenamePart { table, from, .. } => ObjectPath::Constraint(table.clone(), from.clone()),
            Change::AddConstraint { table, constraint }
            | Change::DropConstraint { table, constraint }
            | Change::ValidateConstraint { table, constraint } => ObjectPath::Constraint(table.clone(), constraint.name().to_string()),
            Change::CreateIndex { table, index } | Change::DropIndex { table, index } => {
                ObjectPath::Index(table.clone(), index.name.clone())
            }
            Change::CreateTrigger { table, trigger } | Change::DropTrigger { table, trigger } => {
                ObjectPath::Trigger(table.clone(), trigger.name.clone())
            }
            Change::Define { definition, .. } | Change::Undefine { definition, .. } | Change::Redefine { to: definition, .. } => {
                ObjectPath::Other(definition.key())
            }
            Change::SetComment { object, .. } => object.clone(),
        }
    }
}

/// One thing that has another name now.
#[derive(Debug, Clone, PartialEq)]
pub enum Renaming {
    Table {
        from: QualifiedName,
        to: QualifiedName,
    },
    Column {
        table: QualifiedName,
        from: String,
        to: String,
    },
    Enum {
        from: QualifiedName,
        to: QualifiedName,
    },
    EnumValue {
        of: QualifiedName,
        from: String,
        to: String,
    },
    /// A row of a lookup table.
    LookupValue {
        table: QualifiedName,
        column: String,
        from: String,
        to: String,
        around: AroundValue,
    },
}

/// What goes along with a value of a lookup table; known once what stands is looked at.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AroundValue {
    /// The other columns that its row has a value in.
    pub beside: Vec<String>,
    /// The columns that hold the value, with their tables.
    pub held_by: Vec<(QualifiedName, String)>,
}

/// A column that stands, of this type if one is given, as long as a circle of names has not been turned.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    pub table: QualifiedName,
    pub column: String,
    pub data_type: Option<DataType>,
}

/// Which kind of part of a table a name belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Constraint,
    Index,
}

/// A column that has the enum as its type, for a swap.
#[derive(Debug, Clone, PartialEq)]
pub struct EnumUse {
    pub table: QualifiedName,
    pub column: Column,
    /// Constraints that compare the column with constants of the old type: they go before the swap and come back after it.
    pub checks: Vec<CheckConstraint>,
    /// Indexes with such a comparison in their keys or predicate.
    pub indexes: Vec<Index>,
}
