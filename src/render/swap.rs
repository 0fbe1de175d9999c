//! An enum type made anew: PostgreSQL has no DROP VALUE, and takes a new value only after COMMIT.
//!
//! Comes in: the type as it stands and as it is to be, with all that uses it. Goes out: a proof that no row has a value that goes, then the
//! type renamed, made anew, and its columns led over. Never happens: a row loses its value.

use super::alteration::{Way, drop_parts, indented};
use super::file::Statement;
use super::meant::text_array;
use super::statement::{bare_constraint, bare_enum, create_index, drop_object, literal, set_comment};
use super::table_part::{name, qualified, trusted};
use super::template::{RenderError, Sql, Templates, values};
use super::unused::{Use, added_by_this_migration, prove_unused};
use crate::catalog::{Catalog, ColumnValue, DataType, EnumType, ObjectPath, QualifiedName};
use crate::plan::{Change, Constraint, EnumUse};

/// The statements of a swap, each by itself; the proof comes first.
pub(super) fn swap_enum(
    templates: &Templates,
    expected: &Catalog,
    from: &EnumType,
    to: &EnumType,
    used_by: &[EnumUse],
    way: Way,
) -> Result<Vec<Statement>, RenderError> {
    let mut statements = Vec::new();
    statements.extend(prove_unused(templates, &uses(from, to, used_by, way))?);
    for use_of in used_by {
        for check in &use_of.checks {
            let change = Change::DropConstraint { table: use_of.table.clone(), constraint: Constraint::Check(check.clone()) };
            statements.push(drop_parts(templates, &use_of.table, &[&change])?);
        }
        for index in &use_of.indexes {
            statements.push(drop_object(templates, "INDEX", QualifiedName::new(use_of.table.schema.clone(), index.name.clone()).sql())?);
        }
    }
    let old = QualifiedName::new(from.name.schema.clone(), old_name(&from.name.name));
    let rename = templates.render("statement/rename_type.sql", values! { name => qualified(&from.name), to => name(&old.name) })?;
    statements.push(Statement::bare(rename));
    statements.push(Statement::bare(bare_enum(templates, to)?));
    for use_of in used_by {
        statements.push(alter_column_type(templates, use_of)?);
    }
    statements.push(drop_object(templates, "TYPE", old.sql())?);
    if let Some(comment) = &to.comment {
        statements.push(set_comment(templates, expected, &ObjectPath::Enum(to.name.clone()), Some(comment))?);
    }
    restore_parts(templates, expected, used_by, &mut statements)?;
    Ok(statements)
}

/// The swap in one block, which does nothing once the type has its values.
pub(super) fn guarded(
    templates: &Templates,
    expected: &Catalog,
    from: &EnumType,
    to: &EnumType,
    used_by: &[EnumUse],
) -> Result<Statement, RenderError> {
    let mut inner = Vec::new();
    let proof: Vec<Use> = uses(from, to, used_by, Way::Forward);
    for statement in swap_enum(templates, expected, from, to, used_by, Way::Forward)? {
        if !statement.text.starts_with("DO ") {
            inner.push(statement.text);
        }
    }
    let type_name = literal(to.name.sql().as_str());
    let values = text_array(to.values.iter());
    let lines: Vec<Sql> = inner.iter().map(|statement| trusted(indented(statement))).collect();
    let text = templates.render_tagged("statement/guarded_swap.sql", |tag| {
        values! { tag, type_name => type_name.clone(), values => values.clone(), uses => proof.clone(), statements => lines.clone() }
    })?;
    Ok(Statement { text, checked: inner })
}

/// The columns that must be free of the values that go; none when no value goes.
fn uses(from: &EnumType, to: &EnumType, used_by: &[EnumUse], way: Way) -> Vec<Use> {
    let removed: Vec<&String> = from.values.iter().filter(|value| !to.values.contains(value)).collect();
    if removed.is_empty() {
        return Vec::new();
    }
    let message = |use_of: &EnumUse| match way {
        Way::Forward => {
            let values: Vec<&str> = removed.iter().map(|value| value.as_str()).collect();
            format!(
                "Rows of {} have a value in {} that is removed from {} ({}); change them first",
                use_of.table,
                use_of.column.name,
                from.name,
                values.join(", ")
            )
        }
        Way::Back => added_by_this_migration(&use_of.table, &from.name),
    };
    used_by
        .iter()
        .map(|use_of| {
            let removed = removed.iter().copied();
            Use::of(&use_of.table, &use_of.column.name, use_of.column.data_type.array, removed, &message(use_of))
        })
        .collect()
}

fn alter_column_type(templates: &Templates, use_of: &EnumUse) -> Result<Statement, RenderError> {
    let default = match &use_of.column.value {
        ColumnValue::Default(expression) => Some(super::table_part::expression(expression)),
        _ => None,
    };
    let through = if use_of.column.data_type.array { DataType::builtin("text").array_of() } else { DataType::builtin("text") };
    let values = values! {
        table => qualified(&use_of.table),
        column => name(&use_of.column.name),
        default,
        data_type => Sql::from(use_of.column.data_type.sql()),
        through => Sql::from(through.sql()),
    };
    templates.render("statement/alter_column_type.sql", values).map(Statement::bare)
}

fn restore_parts(
    templates: &Templates,
    expected: &Catalog,
    used_by: &[EnumUse],
    statements: &mut Vec<Statement>,
) -> Result<(), RenderError> {
    for use_of in used_by {
        let path = |part: &str| ObjectPath::Constraint(use_of.table.clone(), part.to_string());
        for check in &use_of.checks {
            statements.push(Statement::bare(bare_constraint(templates, &use_of.table, &Constraint::Check(check.clone()))?));
            if let Some(comment) = &check.comment {
                statements.push(set_comment(templates, expected, &path(&check.name), Some(comment))?);
            }
        }
        for index in &use_of.indexes {
            statements.push(create_index(templates, &use_of.table, index)?);
            if let Some(comment) = &index.comment {
                let object = ObjectPath::Index(use_of.table.clone(), index.name.clone());
                statements.push(set_comment(templates, expected, &object, Some(comment))?);
            }
        }
    }
    Ok(())
}

/// A name for the type on its way out, of at most 63 bytes.
fn old_name(enum_name: &str) -> String {
    let mut end = enum_name.len().min(52);
    while !enum_name.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}_outgoing", &enum_name[..end])
}
