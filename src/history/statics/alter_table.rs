//! ALTER TABLE.
//!
//! Comes in: the statement after ALTER TABLE. Goes out: the table as its actions leave it, done in PostgreSQL's passes and not in the
//! order in which they are written. Source: ATPrepCmd() in src/backend/commands/tablecmds.c.

use super::column::{self, Written};
use super::constraint::{self, Constraint};
use super::cursor::Cursor;
use super::state::{Relation, State};
use super::{Step, alter_column, drop, not_modelled, partition, rename, table_options};
use crate::catalog::{IdentityKind, QualifiedName};

pub(super) enum Action {
    AddColumn { column: Box<Written>, may_stand: bool },
    DropColumn { column: String, may_lack: bool, cascade: bool },
    AddConstraint(Constraint),
    DropConstraint { name: String, may_lack: bool, cascade: bool },
    ValidateConstraint(String),
    AlterConstraint { name: String, attributes: Constraint },
    Type { column: String, data_type: Box<crate::catalog::DataType>, collation: Option<String> },
    Default { column: String, default: Option<String> },
    NotNull { column: String, not_null: bool },
    AddIdentity { column: String, identity: IdentityKind, sequence: Box<crate::catalog::Sequence> },
    SetIdentity { column: String, identity: Option<IdentityKind>, sequence: Option<Box<crate::catalog::Sequence>> },
    DropIdentity { column: String, may_lack: bool },
    DropExpression { column: String, may_lack: bool },
    Option(table_options::TableOption),
}

impl Action {
    /// The pass in which PostgreSQL does it.
    fn pass(&self) -> u8 {
        match self {
            Action::DropColumn { .. }
            | Action::DropConstraint { .. }
            | Action::Default { default: None, .. }
            | Action::NotNull { not_null: false, .. }
            | Action::DropIdentity { .. }
            | Action::DropExpression { .. } => 1,
            Action::Type { .. } => 2,
            Action::AddColumn { .. } => 3,
            Action::AddConstraint(Constraint { kind: constraint::Kind::Check { .. }, .. }) => 4,
            Action::NotNull { .. } | Action::SetIdentity { .. } => 5,
            Action::AddConstraint(constraint) if constraint.is_key() => 6,
            Action::AddConstraint(_) | Action::Default { .. } | Action::AddIdentity { .. } => 7,
            Action::ValidateConstraint(_) | Action::AlterConstraint { .. } | Action::Option(_) => 8,
        }
    }
}

/// After ALTER TABLE.
pub(super) fn alter(cursor: &mut Cursor, state: &mut State) -> Step<()> {
    let may_lack = cursor.take("if exists");
    let only = cursor.take("only");
    let path = cursor.path()?;
    if cursor.sees_sign("*") {
        return not_modelled("`*` after a table");
    }
    if state.is_temporary(&path) {
        return Ok(());
    }
    let table = match state.find_relation(&path) {
        Some((name, Relation::Table)) => name,
        Some((name, Relation::Sequence)) if cursor.sees("owner to") => return owner(cursor, state, &name),
        Some((name, Relation::View | Relation::MaterializedView)) if cursor.sees("owner to") => return owner(cursor, state, &name),
        Some((name, Relation::Index { .. } | Relation::KeyIndex { .. })) if cursor.take("rename to") => {
            let new = cursor.name()?;
            cursor.end()?;
            return rename::index(state, &name, &new);
        }
        None if may_lack => return Ok(()),
        _ => return not_modelled(format!("a table {} that is not known", path.join("."))),
    };
    if cursor.sees("owner to") {
        return owner(cursor, state, &table);
    }
    if cursor.take("rename") {
        return renamed(cursor, state, &table);
    }
    if cursor.take("set schema") {
        let schema = cursor.name()?;
        cursor.end()?;
        return rename::to_schema(state, &table, &schema);
    }
    if cursor.take("attach partition") {
        partition::attach(cursor, state, &table)?;
        return cursor.end();
    }
    if cursor.take("detach partition") {
        partition::detach(cursor, state, &table)?;
        return cursor.end();
    }
    let mut actions = vec![action(cursor, state, &table)?];
    while cursor.take_sign(",") {
        actions.push(action(cursor, state, &table)?);
    }
    cursor.end()?;
    if state.has_family(&table) {
        let own =
            |action: &Action| matches!(action, Action::Option(_) | Action::Default { .. } if only || state.children(&table).is_empty());
        let added_to_heir = |action: &Action| {
            matches!(action, Action::AddConstraint(constraint) if constraint.is_key()) && state.children(&table).is_empty()
                || matches!(action, Action::AddConstraint(constraint) if matches!(constraint.kind, constraint::Kind::Foreign(_)))
                    && state.children(&table).is_empty()
        };
        if !actions.iter().all(|action| own(action) || added_to_heir(action)) {
            return not_modelled("a change of a table with parents or heirs");
        }
    }
    actions.sort_by_key(Action::pass);
    for action in actions {
        apply(state, &table, action)?;
    }
    Ok(())
}

/// Owners are in no catalog of ours.
fn owner(cursor: &mut Cursor, state: &State, name: &QualifiedName) -> Step<()> {
    let path = name.sql().to_string();
    let acl = |kind: &str| kind == "grant" || kind == "revocation";
    if state
        .catalog
        .definitions
        .values()
        .any(|definition| acl(&definition.kind) && super::expressions::mentions(&definition.name, &name.name))
    {
        return not_modelled(format!("an owner of {path}, which has privileges"));
    }
    cursor.expect("owner to")?;
    cursor.name()?;
    cursor.end()
}

fn renamed(cursor: &mut Cursor, state: &mut State, table: &QualifiedName) -> Step<()> {
    if cursor.take("to") {
        let new = cursor.name()?;
        cursor.end()?;
        return rename::table(state, table, &new);
    }
    if cursor.take("constraint") {
        let old = cursor.name()?;
        cursor.expect("to")?;
        let new = cursor.name()?;
        cursor.end()?;
        return rename::constraint(state, table, &old, &new);
    }
    cursor.take("column");
    let old = cursor.name()?;
    cursor.expect("to")?;
    let new = cursor.name()?;
    cursor.end()?;
    rename::column(state, table, &old, &new)
}

fn action(cursor: &mut Cursor, state: &State, table: &QualifiedName) -> Step<Action> {
    if cursor.take("add") {
        if let Some(constraint) = constraint::read_of_table(cursor)? {
            return Ok(Action::AddConstraint(constraint));
        }
        cursor.take("column");
        let may_stand = cursor.take("if not exists");
        return Ok(Action::AddColumn { column: Box::new(column::read(cursor, state, table)?), may_stand });
    }
    if cursor.take("drop") {
        if cursor.take("constraint") {
            let may_lack = cursor.take("if exists");
            return Ok(Action::DropConstraint { name: cursor.name()?, may_lack, cascade: cursor.cascades() });
        }
        cursor.take("column");
        let may_lack = cursor.take("if exists");
        return Ok(Action::DropColumn { column: cursor.name()?, may_lack, cascade: cursor.cascades() });
    }
    if cursor.take("validate constraint") {
        return Ok(Action::ValidateConstraint(cursor.name()?));
    }
    if cursor.take("alter constraint") {
        let name = cursor.name()?;
        let mut attributes = Constraint::new(
            None,
            constraint::Kind::Foreign(constraint::Foreign {
                columns: Vec::new(),
                references: Vec::new(),
                referenced_columns: Vec::new(),
                on_delete: crate::catalog::ReferentialAction::NoAction,
                on_delete_columns: Vec::new(),
                on_update: crate::catalog::ReferentialAction::NoAction,
                match_full: false,
            }),
        );
        constraint::attributes(cursor, &mut attributes)?;
        return Ok(Action::AlterConstraint { name, attributes });
    }
    if cursor.take("alter") {
        cursor.take("column");
        return alter_column::read(cursor, state, table);
    }
    Ok(Action::Option(table_options::read(cursor)?))
}

fn apply(state: &mut State, name: &QualifiedName, action: Action) -> Step<()> {
    match action {
        Action::AddColumn { column, may_stand } => {
            if state.table(name)?.columns.contains_key(&column.column.name) {
                return if may_stand { Ok(()) } else { not_modelled("a column that stands already") };
            }
            // A new column's value for the rows that stand is computed once; nothing of that stays.
            let mut table = state.table(name)?.clone();
            let (constraints, sequence) = column::place(state, &mut table, *column)?;
            let (keys, others): (Vec<_>, Vec<_>) = constraints.into_iter().partition(Constraint::is_key);
            let (checks, foreign): (Vec<_>, Vec<_>) =
                others.into_iter().partition(|constraint| matches!(constraint.kind, constraint::Kind::Check { .. }));
            for constraint in checks.into_iter().chain(constraint::keys_in_order(keys)).chain(foreign) {
                constraint::add(state, &mut table, constraint, false)?;
            }
            *state.table_mut(name)? = table;
            if let Some(sequence) = sequence {
                state.put_sequence(sequence);
            }
            Ok(())
        }
        Action::DropColumn { column, may_lack, cascade } => {
            if !state.table(name)?.columns.contains_key(&column) {
                return if may_lack { Ok(()) } else { not_modelled(format!("no column {column}")) };
            }
            drop::column(state, name, &column, cascade)
        }
        Action::AddConstraint(constraint) => {
            let mut table = state.table(name)?.clone();
            constraint::add(state, &mut table, constraint, false)?;
            *state.table_mut(name)? = table;
            Ok(())
        }
        Action::DropConstraint { name: constraint, may_lack, cascade } => drop::constraint(state, name, &constraint, may_lack, cascade),
        Action::ValidateConstraint(constraint) => {
            let table = state.table_mut(name)?;
            if let Some(check) = table.checks.get_mut(&constraint) {
                check.validated = true;
            } else if let Some(foreign_key) = table.foreign_keys.get_mut(&constraint) {
                foreign_key.validated = true;
            } else {
                return not_modelled(format!("no constraint {constraint} that can be validated"));
            }
            Ok(())
        }
        Action::AlterConstraint { name: constraint, attributes } => match state.table_mut(name)?.foreign_keys.get_mut(&constraint) {
            Some(foreign_key) => {
                foreign_key.deferrable = attributes.deferrable;
                Ok(())
            }
            None => not_modelled(format!("no foreign key {constraint}")),
        },
        Action::Option(option) => table_options::apply(state, name, option),
        other => alter_column::apply(state, name, other),
    }
}
