//! A table that stands otherwise than it is asked for: what has to go early, what changes in place, what goes late.
//!
//! Comes in: the differences that `table_work` found. Goes out: steps in the planner's three phases. Never happens: DROP and ADD of a
//! column where ALTER can do it; a data type changed without its USING.

use std::collections::{BTreeMap, BTreeSet};

use super::conversion::{Stored, conversion, stored_as};
use super::following::Following;
use super::mention::Mentions;
use super::planner::{Phase, Planner};
use super::removal::{Why, not_wanted};
use super::table_work::TableChanges;
use super::{Change, Constraint, Reverse, Step, hazard};
use crate::catalog::{Catalog, Column, ColumnValue, DataType, Expression, Index, ObjectPath, QualifiedName, Table, Trigger};

impl Planner<'_> {
    pub(super) fn alter_table(&mut self, changes: TableChanges) {
        let table = changes.table.clone();
        for (trigger, why) in changes.triggers {
            self.drop_trigger(&table, trigger, why);
        }
        for (constraint, why) in changes.constraints {
            self.drop_constraint(&table, constraint, why);
        }
        for (index, why) in changes.indexes {
            self.drop_index(&table, index, why);
        }
        self.following.extend(changes.renamed.into_iter().map(|(part, from, to)| Following::Part { table: table.clone(), part, from, to }));
        self.following.extend(changes.sequences.into_iter().map(|(from, to)| Following::Sequence {
            table: table.clone(),
            from: Box::new(from),
            to: Box::new(to),
        }));
        if let Some((from, to)) = changes.options {
            self.alter_options(from, to);
        }
        for column in changes.recomputed_columns {
            self.drop_column(&table, column, Phase::Early);
        }
        for (object, comment) in changes.comments_away {
            let set = |comment: Option<String>| Change::SetComment { object: object.clone(), comment };
            let reason = format!("the comment of {object} would be copied to the indexes of the partitions");
            self.in_phase(Phase::Early, set(None), Reverse::Exact(vec![set(Some(comment))]), Vec::new(), reason, &object);
        }
        let freed = self.freed_columns_of(&table, &changes.columns);
        for (from, to) in changes.columns.into_iter().chain(freed) {
            self.alter_column(&table, from, to);
        }
        for constraint in changes.validated {
            let object = ObjectPath::Constraint(table.clone(), constraint.name().to_string());
            let reason = format!("{object} has not been validated yet");
            let mut unchecked = constraint.clone();
            unchecked.set_validated(false);
            let mut reverse = vec![
                Change::DropConstraint { table: table.clone(), constraint: constraint.clone() },
                Change::AddConstraint { table: table.clone(), constraint: unchecked },
            ];
            reverse.extend(super::removal::comment_back(&object, &self.comment_of(&object)));
            let hazards = hazard::of_validation(&table, constraint.name());
            self.in_phase(
                Phase::Middle,
                Change::ValidateConstraint { table: table.clone(), constraint },
                Reverse::Exact(reverse),
                hazards,
                reason,
                &object,
            );
        }
        for column in changes.dropped_columns {
            // Its values need not fit an enum that is made anew, and it is in the way of its type.
            let is_in_the_way = |name: &QualifiedName| self.swaps(name) || self.changes_attributes(name) || self.is_made_anew(name);
            let swapped = column.data_type.user_name().is_some_and(|name| is_in_the_way(&name));
            // What is computed from a column is in the way of its type.
            let early = swapped || matches!(column.value, ColumnValue::Generated(_)) || self.calls_what_goes(&column.value);
            self.drop_column(&table, column, if early { Phase::Early } else { Phase::Late });
        }
    }

    /// PostgreSQL changes no attribute of a type that a column has.
    fn changes_attributes(&self, name: &QualifiedName) -> bool {
        let owner = format!("composite type {}", name.sql());
        let attributes =
            self.current.definitions.values().filter(|part| part.kind == "attribute" && part.within.as_deref() == Some(owner.as_str()));
        attributes.into_iter().any(|part| self.target.definitions.get(&part.key()).is_some_and(|asked| asked != part))
    }

    /// A default that calls a function which goes, perhaps to be made anew for another part of the table.
    fn calls_what_goes(&self, value: &ColumnValue) -> bool {
        let ColumnValue::Default(expression) = value else { return false };
        let mut gone = self.steps().filter_map(|step| match &step.change {
            Change::DropFunction(function) => Some((function.name.schema.clone(), function.name.name.clone())),
            _ => None,
        });
        let mentions = Mentions::of(&expression.written);
        gone.any(|key| mentions.qualified.contains(&key))
    }

    /// A type that can neither stay nor be changed in place.
    fn is_made_anew(&self, name: &QualifiedName) -> bool {
        let path = name.sql();
        ["domain", "composite type", "range type", "base type"].iter().any(|kind| {
            let key = format!("{kind} {path}");
            let both = self.current.definitions.get(&key).zip(self.target.definitions.get(&key));
            both.is_some_and(|(there, asked)| asked != there && !asked.replaces(there))
        })
    }

    pub(super) fn drop_trigger(&mut self, table: &QualifiedName, trigger: Trigger, why: Why) {
        let object = ObjectPath::Trigger(table.clone(), trigger.name.clone());
        let mut reverse = vec![Change::CreateTrigger { table: table.clone(), trigger: Trigger { comment: None, ..trigger.clone() } }];
        reverse.extend(super::removal::comment_back(&object, &trigger.comment));
        self.in_phase(
            Phase::Early,
            Change::DropTrigger { table: table.clone(), trigger },
            Reverse::Exact(reverse),
            Vec::new(),
            why.reason(&object),
            &object,
        );
    }

    pub(super) fn drop_constraint(&mut self, table: &QualifiedName, constraint: Constraint, why: Why) {
        let object = ObjectPath::Constraint(table.clone(), constraint.name().to_string());
        let mut bare = constraint.clone();
        let comment = bare.take_comment();
        let mut reverse = vec![Change::AddConstraint { table: table.clone(), constraint: bare }];
        reverse.extend(super::removal::comment_back(&object, &comment));
        let hazards = match why {
            Why::NotWanted => hazard::of_dropped_constraint(table, &constraint),
            Why::Replaced | Why::InTheWay => Vec::new(),
        };
        self.in_phase(
            Phase::Early,
            Change::DropConstraint { table: table.clone(), constraint },
            Reverse::Exact(reverse),
            hazards,
            why.reason(&object),
            &object,
        );
    }

    pub(super) fn drop_index(&mut self, table: &QualifiedName, index: Index, why: Why) {
        let object = ObjectPath::Index(table.clone(), index.name.clone());
        let mut reverse = vec![Change::CreateIndex { table: table.clone(), index: Index { comment: None, ..index.clone() } }];
        reverse.extend(super::removal::comment_back(&object, &index.comment));
        reverse.extend(
            self.parts_of(&object.to_string(), self.current).into_iter().map(|definition| Change::Define { definition, parts: Vec::new() }),
        );
        self.in_phase(
            Phase::Early,
            Change::DropIndex { table: table.clone(), index },
            Reverse::Exact(reverse),
            Vec::new(),
            why.reason(&object),
            &object,
        );
    }

    fn drop_column(&mut self, table: &QualifiedName, column: Column, phase: Phase) {
        let object = ObjectPath::Column(table.clone(), column.name.clone());
        let bare = Column { comment: None, ..column.clone() };
        let mut changes = vec![Change::AddColumn { table: table.clone(), column: bare }];
        changes.extend(super::removal::comment_back(&object, &column.comment));
        let object_name = column.name.clone();
        let mut lost = format!("all values of {table}.{}", column.name);
        if column.not_null && column.value == ColumnValue::None {
            lost.push_str(" (nor, where rows stand, its NOT NULL)");
        }
        let hazards = hazard::of_dropped_column(table, &column.name);
        let change = Change::DropColumn { table: table.clone(), column };
        let stays = self.target.tables.get(table).is_some_and(|table| table.columns.contains_key(&object_name));
        let reason = if stays { Why::Replaced.reason(&object) } else { not_wanted(&object) };
        self.in_phase(phase, change, Reverse::StructureOnly { changes, lost }, hazards, reason, &object);
    }

    pub(super) fn alter_options(&mut self, from: Box<Table>, to: Box<Table>) {
        let object = ObjectPath::Table(to.name.clone());
        let reason = format!("{object} is kept in another way");
        let reverse = Reverse::Exact(vec![Change::AlterTable { from: to.clone(), to: from.clone() }]);
        let leaves = !from.options.parents.is_empty() && to.options.parents.is_empty();
        let phase = if leaves { Phase::Early } else { Phase::Middle };
        self.in_phase(phase, Change::AlterTable { from, to }, reverse, Vec::new(), reason, &object);
    }

    /// In the order in which PostgreSQL takes them: a default of the old type would stand in the way of the new one.
    fn alter_column(&mut self, table: &QualifiedName, from: Column, mut to: Column) {
        // The name of a sequence is no difference where names do not count.
        if self.fills() && matches!((&from.value, &to.value), (ColumnValue::Serial { .. }, ColumnValue::Serial { .. })) {
            to.value.clone_from(&from.value);
        }
        let meanwhile = self.freed.get(&(table.clone(), from.name.clone())).cloned();
        let other_type = meanwhile.is_some() || from.data_type != to.data_type || from.collation != to.collation;
        let mut stands = from.clone();
        if matches!(from.value, ColumnValue::Generated(_)) {
            // Before the columns change that it is computed from.
            let without = Column { value: ColumnValue::None, ..stands.clone() };
            self.set_column_value_in(Phase::Early, table, &stands, &without);
            stands = without;
        }
        let gives_way = meanwhile.is_some() || stands.value != to.value && self.calls_what_goes(&stands.value);
        if gives_way && stands.value != ColumnValue::None {
            let without = Column { value: ColumnValue::None, ..stands.clone() };
            self.set_column_value_in(Phase::Early, table, &stands, &without);
            stands = without;
        }
        if let Some(data_type) = meanwhile {
            let freed = Column { data_type, ..stands.clone() };
            self.alter_column_type(Phase::Early, table, &stands, &freed);
            stands = freed;
        }
        if other_type {
            let other_source = std::mem::discriminant(&from.value) != std::mem::discriminant(&to.value);
            let element = |column: &Column| (column.data_type.schema.clone(), column.data_type.name.clone(), column.data_type.array);
            let default_is_in_the_way = match stands.value {
                ColumnValue::Default(_) => element(&from) != element(&to),
                ColumnValue::Identity(_) | ColumnValue::Serial { .. } => other_source,
                ColumnValue::None | ColumnValue::Generated(_) => false,
            };
            if default_is_in_the_way {
                let without = Column { value: ColumnValue::None, ..stands.clone() };
                self.set_column_value(table, &stands, &without);
                stands = without;
            }
            let typed = Column { data_type: to.data_type.clone(), collation: to.collation.clone(), ..stands.clone() };
            self.alter_column_type(Phase::Middle, table, &stands, &typed);
            let sequence_is_too_small =
                matches!(stands.value, ColumnValue::Serial { .. }) && matches!(to.value, ColumnValue::Serial { .. });
            if !sequence_is_too_small {
                stands = typed;
            }
        }
        // An identity numbers only what is never null; a default fills what is null so far.
        if to.not_null && !stands.not_null {
            match &to.value {
                ColumnValue::Default(value) if self.fills() => {
                    if stands.value != to.value || stands.data_type != to.data_type {
                        self.set_column_value(table, &stands, &to);
                    }
                    self.fill_nulls(table, &to, value.clone());
                    self.set_not_null(table, &to, true);
                    return;
                }
                _ if self.fills() => self.refuse_required(table, &to),
                _ => self.set_not_null(table, &to, true),
            }
        }
        if stands.value != to.value || stands.data_type != to.data_type {
            self.set_column_value(table, &stands, &to);
        }
        if !to.not_null && from.not_null {
            self.set_not_null(table, &to, false);
        }
    }

    fn alter_column_type(&mut self, phase: Phase, table: &QualifiedName, from: &Column, to: &Column) {
        let object = ObjectPath::Column(table.clone(), to.name.clone());
        let (current, target) = (self.current, self.target);
        let has_cast = |key: &str| current.definitions.contains_key(key) || target.definitions.contains_key(key);
        let base = |data_type: &DataType, first: &Catalog, second: &Catalog| {
            let stands = stored_as(data_type, first);
            if stands == *data_type { stored_as(data_type, second) } else { stands }
        };
        let (old, new) = (base(&from.data_type, current, target), base(&to.data_type, target, current));
        let stored = |data_type: &'_ DataType| if *data_type == from.data_type { &old } else { &new };
        let change = |from: &Column, to: &Column| Change::AlterColumnType {
            table: table.clone(),
            from: from.clone(),
            to: to.clone(),
            using: conversion(
                &to.name,
                Stored { named: &from.data_type, base: stored(&from.data_type) },
                Stored { named: &to.data_type, base: stored(&to.data_type) },
                &|key| has_cast(key),
            ),
        };
        let reason = format!("{object} is {} now, and was {}", to.data_type, from.data_type);
        let lost = if !hazard::is_widened(&to.data_type, &from.data_type) {
            Some(format!("what {} of {table}.{} cannot hold", from.data_type, to.name))
        } else if !hazard::keeps_values(&from.data_type, &to.data_type) {
            Some(format!("how the values of {table}.{} were written as {}", to.name, from.data_type))
        } else {
            None
        };
        let reverse = match lost {
            None => Reverse::Exact(vec![change(to, from)]),
            Some(lost) => Reverse::StructureOnly { changes: vec![change(to, from)], lost },
        };
        let hazards = hazard::of_changed_type(table, &to.name, &from.data_type, &to.data_type);
        self.in_phase(phase, change(from, to), reverse, hazards, reason, &object);
    }

    pub(super) fn set_column_value(&mut self, table: &QualifiedName, from: &Column, to: &Column) {
        self.set_column_value_in(Phase::Middle, table, from, to);
    }

    fn set_column_value_in(&mut self, phase: Phase, table: &QualifiedName, from: &Column, to: &Column) {
        let object = ObjectPath::Column(table.clone(), to.name.clone());
        let set = |from: &Column, to: &Column| Change::SetColumnValue { table: table.clone(), from: from.clone(), to: to.clone() };
        let reason = match (&from.value, &to.value) {
            (ColumnValue::Serial { .. }, ColumnValue::Serial { .. }) => {
                format!("the sequence of {object} is named after its table and column, and one of these has another name now")
            }
            _ => format!("new rows take the value of {object} from elsewhere"),
        };
        let mut reverse = vec![set(to, from)];
        if let ColumnValue::Generated(_) = from.value {
            // PostgreSQL lets no column that stands be computed.
            let bare = |column: &Column| Column { comment: None, ..column.clone() };
            reverse = vec![Change::DropColumn { table: table.clone(), column: bare(to) }];
            reverse.push(Change::AddColumn { table: table.clone(), column: bare(from) });
            reverse.extend(super::removal::comment_back(&object, &from.comment));
        }
        self.in_phase(phase, set(from, to), Reverse::Exact(reverse), Vec::new(), reason, &object);
    }

    /// Rows may stand in production that nobody here knows of.
    fn refuse_required(&mut self, table: &QualifiedName, column: &Column) {
        let object = ObjectPath::Column(table.clone(), column.name.clone());
        let message = format!("`{}` becomes required and has no default, but {table} may hold rows without a value in it", column.name);
        let help = "give the field a default (`= …`), which these rows get; or leave it optional (`?`), or fill and require the column by a migration of your own";
        self.diagnostics.push(self.error_at("not-null-on-existing-table", message, &object, "required now, without a default").help(help));
    }

    fn fill_nulls(&mut self, table: &QualifiedName, column: &Column, value: Expression) {
        let object = ObjectPath::Column(table.clone(), column.name.clone());
        let reason = format!("rows of {table} without a value in {} get its default", column.name);
        let lost = format!("which rows of {table} had no value in {}", column.name);
        let hazards = hazard::of_filled_column(table, &column.name);
        let change = Change::FillNulls { table: table.clone(), column: column.clone(), value };
        self.in_phase(Phase::Middle, change, Reverse::StructureOnly { changes: Vec::new(), lost }, hazards, reason, &object);
    }

    fn set_not_null(&mut self, table: &QualifiedName, column: &Column, not_null: bool) {
        let object = ObjectPath::Column(table.clone(), column.name.clone());
        let set = |not_null| Change::SetNotNull { table: table.clone(), column: column.name.clone(), not_null };
        let reason = format!("{object} {}", if not_null { "must have a value in every row" } else { "may be empty" });
        let hazards = if not_null { hazard::of_not_null(table, &column.name) } else { Vec::new() };
        self.in_phase(Phase::Middle, set(not_null), Reverse::Exact(vec![set(!not_null)]), hazards, reason, &object);
    }
}

/// What goes of one table, in an order that PostgreSQL takes: it leaves its parents before what it had from them, its foreign keys go before keys
/// that others refer to, and columns go last. Steps of other tables stay where they are.
/// `referred`: what foreign keys refer to that go in this plan.
pub(super) fn within_tables(early: &mut [Step], referred: &BTreeSet<(QualifiedName, Vec<String>)>) {
    let is_referred = |step: &Step| match &step.change {
        Change::DropConstraint { table, constraint: Constraint::PrimaryKey(key) } => {
            referred.contains(&(table.clone(), key.columns.clone()))
        }
        Change::DropConstraint { table, constraint: Constraint::Unique(key) } => referred.contains(&(table.clone(), key.columns.clone())),
        _ => false,
    };
    let mut places: BTreeMap<QualifiedName, Vec<usize>> = BTreeMap::new();
    for (place, step) in early.iter().enumerate() {
        if let Some(table) = table_of(&step.change) {
            places.entry(table.clone()).or_default().push(place);
        }
    }
    for places in places.into_values().filter(|places| places.len() > 1) {
        let mut steps: Vec<Step> = places.iter().map(|place| early[*place].clone()).collect();
        let keys_go = steps.iter().any(is_referred);
        steps.sort_by_key(|step| match &step.change {
            Change::AlterTable { .. } => 0,
            Change::DropConstraint { constraint: Constraint::ForeignKey(_), .. } if keys_go => 1,
            Change::DropColumn { .. } => 3,
            _ => 2,
        });
        for (place, step) in places.into_iter().zip(steps) {
            early[place] = step;
        }
    }
}

fn table_of(change: &Change) -> Option<&QualifiedName> {
    match change {
        Change::AlterTable { to, .. } => Some(&to.name),
        Change::DropConstraint { table, .. }
        | Change::DropIndex { table, .. }
        | Change::DropTrigger { table, .. }
        | Change::SetColumnValue { table, .. }
        | Change::DropColumn { table, .. } => Some(table),
        _ => None,
    }
}
