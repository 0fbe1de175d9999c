//! A table that stands otherwise than it is asked for: what has to go early, what changes in place, what goes late.
//!
//! Comes in: the differences that `table_work` found. Goes out: steps in the planner's three phases. Never happens: DROP and ADD of a
//! column where ALTER can do it; a data type changed without its USING.

use super::following::Following;
use super::planner::{Phase, Planner};
use super::removal::{Why, not_wanted};
use super::table_work::TableChanges;
use super::{Change, Constraint, Reverse, hazard};
use crate::catalog::{Column, ColumnValue, DataType, Expression, Index, ObjectPath, QualifiedName, Table, Trigger};
use crate::sql::quote_identifier;

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
        for (from, to) in changes.columns {
            self.alter_column(&table, from, to);
        }
        for constraint in changes.validated {
            let object = ObjectPath::Constraint(table.clone(), constraint.name().to_string());
            let reason = format!("{object} has not been validated yet");
            let mut unchecked = constraint.clone();
            unchecked.set_validated(false);
            let reverse = vec![
                Change::DropConstraint { table: table.clone(), constraint: constraint.clone() },
                Change::AddConstraint { table: table.clone(), constraint: unchecked },
            ];
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
            self.drop_column(&table, column);
        }
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

    fn drop_column(&mut self, table: &QualifiedName, column: Column) {
        let object = ObjectPath::Column(table.clone(), column.name.clone());
        let bare = Column { comment: None, ..column.clone() };
        let mut changes = vec![Change::AddColumn { table: table.clone(), column: bare }];
        changes.extend(super::removal::comment_back(&object, &column.comment));
        let lost = format!("all values of {table}.{}", column.name);
        let hazards = hazard::of_dropped_column(table, &column.name);
        let change = Change::DropColumn { table: table.clone(), column };
        self.in_phase(Phase::Late, change, Reverse::StructureOnly { changes, lost }, hazards, not_wanted(&object), &object);
    }

    fn alter_options(&mut self, from: Box<Table>, to: Box<Table>) {
        let object = ObjectPath::Table(to.name.clone());
        let reason = format!("{object} is kept in another way");
        let reverse = Reverse::Exact(vec![Change::AlterTable { from: to.clone(), to: from.clone() }]);
        self.in_phase(Phase::Middle, Change::AlterTable { from, to }, reverse, Vec::new(), reason, &object);
    }

    /// In the order in which PostgreSQL takes them: a default of the old type would stand in the way of the new one.
    fn alter_column(&mut self, table: &QualifiedName, from: Column, mut to: Column) {
        // The name of a sequence is no difference where names do not count.
        if self.fills() && matches!((&from.value, &to.value), (ColumnValue::Serial { .. }, ColumnValue::Serial { .. })) {
            to.value.clone_from(&from.value);
        }
        let other_type = from.data_type != to.data_type || from.collation != to.collation;
        let mut stands = from.clone();
        if other_type {
            let default_is_in_the_way = matches!(from.value, ColumnValue::Default(_)) && from.data_type.name != to.data_type.name;
            if default_is_in_the_way {
                let without = Column { value: ColumnValue::None, ..stands.clone() };
                self.set_column_value(table, &stands, &without);
                stands = without;
            }
            let typed = Column { data_type: to.data_type.clone(), collation: to.collation.clone(), ..stands.clone() };
            self.alter_column_type(table, &stands, &typed);
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

    fn alter_column_type(&mut self, table: &QualifiedName, from: &Column, to: &Column) {
        let object = ObjectPath::Column(table.clone(), to.name.clone());
        let change = |from: &Column, to: &Column| Change::AlterColumnType {
            table: table.clone(),
            from: from.clone(),
            to: to.clone(),
            using: conversion(&to.name, &from.data_type, &to.data_type),
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
        self.in_phase(Phase::Middle, change(from, to), reverse, hazards, reason, &object);
    }

    pub(super) fn set_column_value(&mut self, table: &QualifiedName, from: &Column, to: &Column) {
        let object = ObjectPath::Column(table.clone(), to.name.clone());
        let set = |from: &Column, to: &Column| Change::SetColumnValue { table: table.clone(), from: from.clone(), to: to.clone() };
        let reason = format!("new rows take the value of {object} from elsewhere");
        self.in_phase(Phase::Middle, set(from, to), Reverse::Exact(vec![set(to, from)]), Vec::new(), reason, &object);
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

/// Types between which PostgreSQL converts by itself in ALTER TABLE. Source: pg_cast, casts by assignment.
const FAMILIES: &[&[&str]] = &[
    &["smallint", "integer", "bigint", "numeric", "real", "double precision"],
    &["character varying", "text", "character"],
    &["timestamp with time zone", "timestamp without time zone", "date"],
    &["json", "jsonb"],
    &["bit", "bit varying"],
    &["inet", "cidr"],
];

/// What USING says, where PostgreSQL would not convert by itself.
fn conversion(column: &str, from: &DataType, to: &DataType) -> Option<Expression> {
    let family =
        |data_type: &DataType| FAMILIES.iter().position(|family| data_type.schema.is_none() && family.contains(&data_type.name.as_str()));
    let same = from.schema == to.schema && from.name == to.name || family(from).is_some() && family(from) == family(to);
    if same && from.array == to.array {
        return None;
    }
    let through = if from.schema.is_some() && to.schema.is_some() { if from.array { "::text[]" } else { "::text" } } else { "" };
    Some(Expression::new(format!("{}{through}::{}", quote_identifier(column), to.sql())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conversion_is_written_where_postgresql_does_not_convert_by_itself() {
        let text = DataType::builtin("text");
        let status = DataType::user(&QualifiedName::public("status"));
        for (from, to, using) in [
            (DataType::builtin("int"), DataType::bigint(), None),
            (DataType::builtin("varchar").with(["10"]), text.clone(), None),
            (text.clone(), DataType::builtin("int"), Some("a::INTEGER")),
            (text.clone(), status.clone(), Some("a::public.status")),
            (status, DataType::user(&QualifiedName::public("other")), Some("a::text::public.other")),
            (text.clone(), text.array_of(), Some("a::TEXT[]")),
        ] {
            assert_eq!(conversion("a", &from, &to).map(|using| using.written), using.map(str::to_string), "{from} to {to}");
        }
    }
}
