//! What occurred and what came of it, counted.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use groundplan::plan::{Change, Constraint};

use super::state::State;

/// What a step does, in two words.
pub fn step_kind(change: &Change) -> String {
    let constraint = |word: &str, constraint: &Constraint| {
        let kind = match constraint {
            Constraint::PrimaryKey(_) => "primary key",
            Constraint::Unique(_) => "unique",
            Constraint::ForeignKey(_) => "foreign key",
            Constraint::Check(_) => "check",
            Constraint::Exclusion(_) => "exclusion",
        };
        format!("{word} {kind}")
    };
    match change {
        Change::CreateSchema { .. } => "create schema".to_string(),
        Change::DropSchema { .. } => "drop schema".to_string(),
        Change::CreateExtension { .. } => "create extension".to_string(),
        Change::DropExtension { .. } => "drop extension".to_string(),
        Change::CreateEnum(_) => "create enum".to_string(),
        Change::DropEnum(_) => "drop enum".to_string(),
        Change::AddEnumValue { .. } => "add enum value".to_string(),
        Change::SwapEnum { .. } => "swap enum".to_string(),
        Change::AddLookupValues { .. } => "add lookup values".to_string(),
        Change::RemoveLookupValues { .. } => "remove lookup values".to_string(),
        Change::CreateFunction(_) => "create function".to_string(),
        Change::DropFunction(_) => "drop function".to_string(),
        Change::ReplaceFunction { .. } => "replace function".to_string(),
        Change::CreateTable(_) => "create table".to_string(),
        Change::DropTable(_) => "drop table".to_string(),
        Change::AddColumn { .. } => "add column".to_string(),
        Change::DropColumn { .. } => "drop column".to_string(),
        Change::AlterColumnType { .. } => "alter column type".to_string(),
        Change::SetColumnValue { .. } => "set column value".to_string(),
        Change::FillNulls { .. } => "fill nulls".to_string(),
        Change::SetNotNull { not_null: true, .. } => "set not null".to_string(),
        Change::SetNotNull { .. } => "drop not null".to_string(),
        Change::AlterTable { .. } => "alter table".to_string(),
        Change::Rename { .. } => "rename".to_string(),
        Change::RenamePart { .. } => "rename part".to_string(),
        Change::ValidateConstraint { .. } => "validate constraint".to_string(),
        Change::AddConstraint { constraint: added, .. } => constraint("add", added),
        Change::DropConstraint { constraint: dropped, .. } => constraint("drop", dropped),
        Change::CreateIndex { .. } => "create index".to_string(),
        Change::DropIndex { .. } => "drop index".to_string(),
        Change::CreateTrigger { .. } => "create trigger".to_string(),
        Change::DropTrigger { .. } => "drop trigger".to_string(),
        Change::Define { definition, .. } => format!("create {}", definition.kind),
        Change::Undefine { definition, .. } => format!("drop {}", definition.kind),
        Change::Redefine { to, .. } => format!("change {}", to.kind),
        Change::SetComment { .. } => "set comment".to_string(),
    }
}

/// The kinds of objects that must stand in at least so many of a hundred pairs.
pub const LEAST_PERCENT: usize = 2;
pub const OBJECTS: &[&str] = &[
    "schema",
    "table",
    "column",
    "column default",
    "column not null",
    "column identity",
    "column serial",
    "column generated",
    "column collation",
    "column storage",
    "primary key",
    "foreign key",
    "unique",
    "check",
    "exclusion",
    "primary key deferrable",
    "unique deferrable",
    "unique include",
    "foreign key deferrable",
    "foreign key action",
    "foreign key match full",
    "foreign key not valid",
    "foreign key to partitioned",
    "check not valid",
    "check no inherit",
    "exclusion predicate",
    "index",
    "index unique",
    "index predicate",
    "index expression",
    "index order",
    "index include",
    "index method",
    "index operator class",
    "index collation",
    "index storage",
    "sequence",
    "enum",
    "domain",
    "composite type",
    "range type",
    "view",
    "materialized view",
    "function",
    "late function",
    "procedure",
    "aggregate",
    "trigger",
    "trigger constraint",
    "rule",
    "policy",
    "row security",
    "grant",
    "grant on column",
    "default privilege",
    "partitioned",
    "partition",
    "child",
    "statistics",
    "comment",
];

/// The kinds of steps that must occur on the way there or back in at least so many of a hundred pairs. Not among them: renames of tables and
/// columns, nulls that are filled, and rows of lookup tables. They come from requirements (`was`, a default, a list of values), and here
/// two states are compared; `tests/cases/` holds them.
pub const STEPS: &[&str] = &[
    "create index",
    "add column",
    "drop column",
    "set comment",
    "create table",
    "drop table",
    "create function",
    "drop function",
    "create grant",
    "drop index",
    "create view",
    "drop view",
    "change view",
    "add check",
    "drop check",
    "add primary key",
    "drop primary key",
    "set column value",
    "create policy",
    "create enum",
    "drop enum",
    "create sequence",
    "drop sequence",
    "drop not null",
    "set not null",
    "add unique",
    "create schema",
    "drop schema",
    "drop grant",
    "create domain",
    "drop domain",
    "create trigger",
    "alter column type",
    "drop unique",
    "create comment",
    "create row security of",
    "create aggregate",
    "drop aggregate",
    "create composite type",
    "drop composite type",
    "drop policy",
    "create materialized view",
    "drop materialized view",
    "create statistics",
    "create rule",
    "create default grant",
    "drop default grant",
    "drop trigger",
    "create revocation",
    "create range type",
    "drop range type",
    "swap enum",
    "create forced row security of",
    "create statistics of column",
    "create extension",
    "drop extension",
    "alter table",
    "add foreign key",
    "create options of column",
    "validate constraint",
    "drop foreign key",
    "drop statistics",
    "replace function",
    "drop row security of",
    "add exclusion",
    "drop exclusion",
    "drop rule",
    "change sequence",
    "create replica identity of",
    "drop revocation",
    "create options of sequence",
    "add enum value",
    "rename part",
    "drop comment",
    "create default of domain",
    "drop default of domain",
    "create domain constraint",
    "drop domain constraint",
    "create cluster mark of",
    "create target of statistics",
    "drop forced row security of",
    "change policy",
    "change comment",
    "change aggregate",
    "drop options of column",
    "drop statistics of column",
    "create not null of domain",
    "drop not null of domain",
    "change grant",
    "change replica identity of",
    "change rule",
    "change composite type",
    "create attribute",
    "create compression of column",
    "change attribute",
    "drop options of sequence",
    "create default revocation",
    "drop default revocation",
    "drop cluster mark of",
    "drop replica identity of",
    "change options of column",
    "create storage of column",
    "change statistics of column",
    "drop compression of column",
    "drop target of statistics",
    "change storage of column",
    "drop storage of column",
];

#[derive(Default)]
pub struct Tally {
    pub pairs: usize,
    pub refused: usize,
    pub refused_back: usize,
    pub not_made: usize,
    pub failures: usize,
    outcomes: BTreeMap<String, usize>,
    objects: BTreeMap<String, usize>,
    steps: BTreeMap<String, usize>,
}

impl Tally {
    pub fn saw(&mut self, old: &State, new: &State) {
        self.pairs += 1;
        let kinds: BTreeSet<&String> = old.things.iter().chain(&new.things).flat_map(|thing| &thing.kinds).collect();
        for kind in kinds {
            *self.objects.entry(kind.clone()).or_default() += 1;
        }
    }

    pub fn outcome(&mut self, outcome: &str) {
        *self.outcomes.entry(outcome.to_string()).or_default() += 1;
    }

    pub fn steps(&mut self, steps: BTreeSet<String>) {
        for step in steps {
            *self.steps.entry(step).or_default() += 1;
        }
    }

    pub fn histogram(&self) -> String {
        let mut text = String::new();
        for (title, counts) in [
            ("outcomes", &self.outcomes),
            ("objects, in how many pairs", &self.objects),
            ("steps, in how many plans there or back", &self.steps),
        ] {
            let _ = writeln!(text, "\n{title}:");
            let mut sorted: Vec<_> = counts.iter().collect();
            sorted.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), (*name).clone()));
            for (name, count) in sorted {
                let _ = writeln!(text, "{count:6} {:5.1} %  {name}", *count as f64 * 100.0 / self.pairs.max(1) as f64);
            }
        }
        text
    }

    /// Kinds that are too rare for the campaign to say much of them.
    pub fn too_rare(&self) -> Vec<&'static str> {
        let rare = |counts: &BTreeMap<String, usize>, name: &str| counts.get(name).copied().unwrap_or(0) * 100 < self.pairs * LEAST_PERCENT;
        let objects = OBJECTS.iter().copied().filter(|name| rare(&self.objects, name));
        objects.chain(STEPS.iter().copied().filter(|name| rare(&self.steps, name))).collect()
    }
}
