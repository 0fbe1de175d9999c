//! New names for what stands, as statements that do nothing once they have been carried out.
//!
//! Comes in: neighbouring renames. Goes out: one block in which each looks whether its turn has come. Never happens: a rename that loses
//! a row, or that turns a circle of names a second time.

use super::file::Statement;
use super::statement::literal;
use super::table_part::{name, qualified, trusted};
use super::template::{RenderError, Sql, Templates, readable, values};
use crate::catalog::{Column, ColumnValue, QualifiedName};
use crate::plan::{Change, Mark, Part, Renaming};

/// The statements of a rename, bare: ALTER … RENAME, or the rows that are led from one value of a lookup table to another.
pub(super) fn rename(templates: &Templates, renaming: &Renaming) -> Result<Vec<String>, RenderError> {
    let Renaming::LookupValue { table, column, from, to, around } = renaming else {
        return Ok(vec![alter(templates, renaming)?]);
    };
    let row = |template: &str, of: &QualifiedName, column: &str| {
        let beside: Vec<Sql> = around.beside.iter().map(|beside| name(beside)).collect();
        templates
            .render(template, values! { table => qualified(of), column => name(column), beside, from => literal(from), to => literal(to) })
    };
    let mut statements = vec![row("statement/copy_lookup_value.sql", table, column)?];
    for (user, held) in &around.held_by {
        statements.push(row("statement/lead_lookup_value.sql", user, held)?);
    }
    statements.push(row("statement/drop_lookup_value.sql", table, column)?);
    Ok(statements)
}

fn alter(templates: &Templates, renaming: &Renaming) -> Result<String, RenderError> {
    let none: Option<Sql> = None;
    let values = match renaming {
        Renaming::Table { from, to } => {
            values! { table => qualified(from), column => none, type_name => none, value => none, to => name(&to.name) }
        }
        Renaming::Column { table, from, to } => {
            values! { table => qualified(table), column => name(from), type_name => none, value => none, to => name(to) }
        }
        Renaming::Enum { from, to } => {
            values! { table => none, column => none, type_name => qualified(from), value => none, to => name(&to.name) }
        }
        Renaming::EnumValue { of, from, to } => {
            values! { table => none, column => none, type_name => qualified(of), value => literal(from), to => literal(to) }
        }
        Renaming::LookupValue { .. } => {
            return Err(RenderError { message: "a value of a lookup table has several statements".to_string() });
        }
    };
    templates.render("statement/rename.sql", values)
}

/// Each rename or turn of a circle under its own condition.
pub(super) fn guarded_renames(templates: &Templates, renames: &[(&[Renaming], Option<&Mark>)]) -> Result<Statement, RenderError> {
    let mut checked = Vec::new();
    let mut guarded: Vec<Guarded> = Vec::new();
    for (renamings, mark) in renames {
        let mut statements = Vec::new();
        for renaming in *renamings {
            for statement in rename(templates, renaming)? {
                statements.push(trusted(statement.clone()));
                checked.push(statement);
            }
        }
        let (stands, free) = match (mark, renamings.first()) {
            (Some(mark), _) => (marked(templates, mark)?, None),
            (None, Some(only)) => (stands(templates, only, only.from_name(), false)?, Some(stands(templates, only, only.to_name(), true)?)),
            (None, None) => continue,
        };
        guarded.push(Guarded { stands: trusted(stands), free: free.map(trusted), statements });
    }
    let text = templates.render_tagged("statement/guarded_renames.sql", |tag| values! { tag, renames => guarded.clone() })?;
    Ok(Statement { text, checked })
}

#[derive(Clone)]
struct Guarded {
    stands: Sql,
    free: Option<Sql>,
    statements: Vec<Sql>,
}
readable!(Guarded { stands, free, statements });

/// Parts and sequences that follow: each looks whether the table still has it under the former name.
pub(super) fn guarded_following(templates: &Templates, changes: &[&Change]) -> Result<Statement, RenderError> {
    let mut checked = Vec::new();
    let mut guarded: Vec<Guarded> = Vec::new();
    for change in changes {
        let none: Option<Sql> = None;
        let (table, kind, from, to, column) = match change {
            Change::RenamePart { table, part: Part::Constraint, from, to } => {
                (table, "constraint", QualifiedName::new(table.schema.clone(), from.clone()), to, none)
            }
            Change::RenamePart { table, part: Part::Index, from, to } => {
                (table, "index", QualifiedName::new(table.schema.clone(), from.clone()), to, none)
            }
            Change::SetColumnValue {
                table,
                from: Column { value: ColumnValue::Serial { sequence: from }, name, .. },
                to: Column { value: ColumnValue::Serial { sequence: to }, .. },
            } => (table, "sequence", from.clone(), &to.name, Some(literal(name))),
            other => return Err(RenderError { message: format!("{} follows no rename", other.object()) }),
        };
        let is = |wanted: &str| kind == wanted;
        let statement = templates.render(
            "statement/rename_part.sql",
            values! {
                constraint => is("constraint"), index => is("index"), table => qualified(table), from => qualified(&from),
                name => name(&from.name), to => name(to),
            },
        )?;
        let stands = templates.render(
            "statement/part_stands.sql",
            values! {
                constraint => is("constraint"), index => is("index"), table => name_literal(table), from => name_literal(&from),
                name => literal(&from.name), column,
            },
        )?;
        guarded.push(Guarded { stands: trusted(stands), free: None, statements: vec![trusted(statement.clone())] });
        checked.push(statement);
    }
    let text = templates.render_tagged("statement/guarded_renames.sql", |tag| values! { tag, renames => guarded.clone() })?;
    Ok(Statement { text, checked })
}

/// As `to_regclass` and `to_regtype` read a name.
fn name_literal(name: &QualifiedName) -> Sql {
    literal(name.sql().as_str())
}

/// Whether a thing stands under one of its names, or does not.
fn stands(templates: &Templates, renaming: &Renaming, under: &str, absent: bool) -> Result<String, RenderError> {
    let none: Option<Sql> = None;
    if let Renaming::LookupValue { table, column, .. } = renaming {
        let values = values! { table => qualified(table), column => name(column), value => literal(under), absent };
        return templates.render("statement/lookup_value_stands.sql", values);
    }
    let in_schema = |of: &QualifiedName| name_literal(&QualifiedName::new(of.schema.clone(), under));
    let values = match renaming {
        Renaming::Table { from, .. } => {
            values! { table => in_schema(from), column => none, type_name => none, value => none, format => none, absent }
        }
        Renaming::Column { table, .. } => {
            values! { table => name_literal(table), column => literal(under), type_name => none, value => none, format => none, absent }
        }
        Renaming::Enum { from, .. } => {
            values! { table => none, column => none, type_name => in_schema(from), value => none, format => none, absent }
        }
        Renaming::EnumValue { of, .. } => {
            values! { table => none, column => none, type_name => name_literal(of), value => literal(under), format => none, absent }
        }
        Renaming::LookupValue { .. } => values! { absent },
    };
    templates.render("statement/stands.sql", values)
}

pub(super) fn marked(templates: &Templates, mark: &Mark) -> Result<String, RenderError> {
    let none: Option<Sql> = None;
    let user_type = mark.data_type.as_ref().filter(|data_type| data_type.schema.is_some() && !data_type.array);
    let format = mark.data_type.as_ref().filter(|_| user_type.is_none());
    let values = values! {
        table => name_literal(&mark.table),
        column => literal(&mark.column),
        type_name => user_type.map(|data_type| literal(data_type.sql().as_str())),
        value => none,
        absent => false,
        format => format.map(|data_type| literal(&data_type.to_string())),
    };
    templates.render("statement/stands.sql", values)
}
