//! The rollback: a transaction of its own that compares first and then takes the steps back, last first, without CASCADE.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::definition;
use super::file::{FileWriter, Statement};
use super::meant::{Direction, comparison, created_tables, text_array};
use super::migration::{CATALOG_ONLY, begin};
use super::statement::{bare_constraint, bare_enum, create_index, drop_object, function_signature, literal, set_comment};
use super::table_part::{keyword, name, qualified};
use super::template::{RenderError, Sql, Templates, readable, values};
use crate::catalog::{Catalog, ColumnValue, DataType, EnumType, ObjectPath, QualifiedName};
use crate::plan::{Change, Constraint, EnumUse, Plan, Reverse};
use crate::sql::SqlText;

/// The rollback as executable SQL.
pub(super) fn rollback_sql(templates: &Templates, plan: &Plan) -> Result<String, RenderError> {
    let mut file = FileWriter::default();
    begin(templates, &mut file)?;
    for step in &plan.steps {
        if let Reverse::Impossible { reason } = &step.reverse {
            let message = format!("This migration cannot be rolled back: {reason}");
            let block = templates.render_tagged("statement/refuse.sql", |tag| values! { tag, message => literal(&message) })?;
            file.statement(Statement::bare(block), None);
        }
    }
    if let Some(block) = comparison(templates, plan, Direction::Rollback)? {
        file.heading("Nothing is dropped that this migration has not made.");
        file.plain_lines(CATALOG_ONLY);
        file.statement(Statement::bare(block), None);
        file.plain_lines("SET LOCAL search_path = public, pg_temp;");
    }
    file.blank_line();
    let swept = swept_away(plan);
    let changes: Vec<&Change> = plan
        .steps
        .iter()
        .rev()
        .flat_map(|step| match &step.reverse {
            Reverse::Exact(changes) | Reverse::StructureOnly { changes, .. } => changes.as_slice(),
            Reverse::Impossible { .. } => &[],
        })
        .filter(|change| !goes_with_its_owner(change, &swept))
        .collect();
    definition::write_undo(&plan.scripts, false, &mut file);
    write_changes(templates, plan, &changes, &mut file)?;
    definition::write_undo(&plan.scripts, true, &mut file);
    file.blank_line();
    file.plain_lines("COMMIT;");
    Ok(file.into_text())
}

/// What the plan creates whole: what hangs on it goes with it.
struct Swept<'a> {
    tables: BTreeSet<&'a QualifiedName>,
    /// All else, without the parts of these tables.
    others: BTreeSet<ObjectPath>,
}

impl Swept<'_> {
    fn contains(&self, object: &ObjectPath) -> bool {
        match object {
            ObjectPath::Table(table) => self.tables.contains(table),
            other => self.others.contains(other),
        }
    }
}

fn swept_away(plan: &Plan) -> Swept<'_> {
    let tables: BTreeSet<&QualifiedName> = created_tables(plan).collect();
    let created = |change: &Change| match change {
        Change::AddColumn { table, .. }
        | Change::AddConstraint { table, .. }
        | Change::CreateIndex { table, .. }
        | Change::CreateTrigger { table, .. }
            if tables.contains(table) =>
        {
            None
        }
        Change::CreateSchema { name, .. } => Some(ObjectPath::Schema(name.clone())),
        Change::CreateExtension { name, .. } => Some(ObjectPath::Extension(name.clone())),
        Change::CreateEnum(created) => Some(ObjectPath::Enum(created.name.clone())),
        Change::CreateFunction(function) => Some(ObjectPath::Function(function.signature())),
        Change::AddColumn { table, column } => Some(ObjectPath::Column(table.clone(), column.name.clone())),
        Change::AddConstraint { table, constraint } => Some(ObjectPath::Constraint(table.clone(), constraint.name().to_string())),
        Change::CreateIndex { table, index } => Some(ObjectPath::Index(table.clone(), index.name.clone())),
        Change::CreateTrigger { table, trigger } => Some(ObjectPath::Trigger(table.clone(), trigger.name.clone())),
        _ => None,
    };
    let others = plan.steps.iter().filter_map(|step| created(&step.change)).collect();
    Swept { tables, others }
}

fn goes_with_its_owner(change: &Change, swept: &Swept<'_>) -> bool {
    let with_table = |table: &QualifiedName| swept.tables.contains(table);
    match change {
        Change::DropIndex { table, .. } | Change::DropTrigger { table, .. } => with_table(table),
        // A key that closes a cycle must go before its tables can.
        Change::DropConstraint { table, constraint } => with_table(table) && !matches!(constraint, Constraint::ForeignKey(_)),
        Change::SetComment { object, .. } => {
            let owner = match object {
                ObjectPath::Column(table, _)
                | ObjectPath::Constraint(table, _)
                | ObjectPath::Index(table, _)
                | ObjectPath::Trigger(table, _) => with_table(table),
                _ => false,
            };
            owner || swept.contains(object)
        }
        _ => false,
    }
}

/// The changes of a way back. Neighbours that belong in one statement are merged.
pub(super) fn write_changes(templates: &Templates, plan: &Plan, changes: &[&Change], file: &mut FileWriter) -> Result<(), RenderError> {
    let mut place = 0;
    while place < changes.len() {
        let rest = &changes[place..];
        place += match rest[0] {
            Change::DropColumn { table, .. } | Change::DropConstraint { table, .. } => drop_parts(templates, table, rest, file)?,
            Change::SwapEnum { from, to, used_by } => {
                let swaps = rest
                    .iter()
                    .take_while(|change| matches!(change, Change::SwapEnum { from: next, .. } if next.name == from.name))
                    .count();
                let last = match rest[swaps - 1] {
                    Change::SwapEnum { to, .. } => to,
                    _ => to,
                };
                swap_enum(templates, plan, from, last, used_by, file)?;
                swaps
            }
            change => {
                file.statement(single(templates, plan, change)?, None);
                1
            }
        };
    }
    Ok(())
}

fn single(templates: &Templates, plan: &Plan, change: &Change) -> Result<Statement, RenderError> {
    match change {
        Change::DropSchema { name } => drop_object(templates, "SCHEMA", crate::sql::quote_identifier(name)),
        Change::DropExtension { name, .. } => drop_object(templates, "EXTENSION", crate::sql::quote_identifier(name)),
        Change::DropEnum(dropped) => drop_object(templates, "TYPE", dropped.name.sql()),
        Change::DropFunction(function) => {
            let kind = if function.options.procedure { "PROCEDURE" } else { "FUNCTION" };
            drop_object(templates, kind, SqlText::trusted(function_signature(function)))
        }
        Change::Define { definition, .. } => definition::define(templates, definition, None),
        Change::Undefine { definition, .. } => definition::undefine(templates, definition),
        Change::Redefine { to, .. } => definition::redefine(to, None),
        Change::DropTable(table) => drop_object(templates, "TABLE", table.name.sql()),
        Change::DropIndex { table, index } => {
            drop_object(templates, "INDEX", QualifiedName::new(table.schema.clone(), index.name.clone()).sql())
        }
        Change::DropTrigger { table, trigger } => templates
            .render("statement/drop_trigger.sql", values! { name => name(&trigger.name), table => qualified(table) })
            .map(Statement::bare),
        Change::SetComment { object, comment } => set_comment(templates, &plan.expected, object, comment.as_deref()),
        _ => Err(RenderError { message: format!("{change:?} is no way back") }),
    }
}

/// Neighbouring columns and constraints of one table leave in one ALTER TABLE. Gives how many changes that were.
fn drop_parts(templates: &Templates, table: &QualifiedName, changes: &[&Change], file: &mut FileWriter) -> Result<usize, RenderError> {
    struct Part {
        kind: Sql,
        name: Sql,
    }
    readable!(Part { kind, name });
    let parts: Vec<Part> = changes
        .iter()
        .map_while(|change| match change {
            Change::DropColumn { table: of, column } if of == table => Some(Part { kind: keyword("COLUMN"), name: name(&column.name) }),
            Change::DropConstraint { table: of, constraint } if of == table => {
                Some(Part { kind: keyword("CONSTRAINT"), name: name(constraint.name()) })
            }
            _ => None,
        })
        .collect();
    let count = parts.len();
    let text = templates.render("statement/drop_parts.sql", values! { table => qualified(table), parts })?;
    file.statement(Statement::bare(text), None);
    Ok(count)
}

/// The statements of a swap, each by itself.
pub(super) fn swapped_enum(
    templates: &Templates,
    expected: &Arc<Catalog>,
    from: &EnumType,
    to: &EnumType,
    used_by: &[EnumUse],
) -> Result<Vec<String>, RenderError> {
    let plan = Plan { expected: Arc::clone(expected), ..Plan::default() };
    let mut file = FileWriter::default();
    swap_enum(templates, &plan, from, to, used_by, &mut file)?;
    Ok(file.into_checked().1)
}

/// PostgreSQL has no DROP VALUE: after a proof that no row has the value, the type is renamed, made anew, and its columns follow.
fn swap_enum(
    templates: &Templates,
    plan: &Plan,
    from: &EnumType,
    to: &EnumType,
    used_by: &[EnumUse],
    file: &mut FileWriter,
) -> Result<(), RenderError> {
    prove_unused(templates, from, to, used_by, file)?;
    for use_of in used_by {
        for check in &use_of.checks {
            let change = Change::DropConstraint { table: use_of.table.clone(), constraint: Constraint::Check(check.clone()) };
            drop_parts(templates, &use_of.table, &[&change], file)?;
        }
        for index in &use_of.indexes {
            file.statement(
                drop_object(templates, "INDEX", QualifiedName::new(use_of.table.schema.clone(), index.name.clone()).sql())?,
                None,
            );
        }
    }
    let old = QualifiedName::new(from.name.schema.clone(), old_name(&from.name.name));
    let rename = templates.render("statement/rename_type.sql", values! { name => qualified(&from.name), to => name(&old.name) })?;
    file.statement(Statement::bare(rename), None);
    file.statement(Statement::bare(bare_enum(templates, to)?), None);
    for use_of in used_by {
        file.statement(alter_column_type(templates, use_of)?, None);
    }
    file.statement(
        Statement::bare(templates.render("statement/drop.sql", values! { kind => keyword("TYPE"), name => qualified(&old) })?),
        None,
    );
    if let Some(comment) = &to.comment {
        file.statement(set_comment(templates, &plan.expected, &ObjectPath::Enum(to.name.clone()), Some(comment))?, None);
    }
    restore_parts(templates, plan, used_by, file)
}

fn prove_unused(
    templates: &Templates,
    from: &EnumType,
    to: &EnumType,
    used_by: &[EnumUse],
    file: &mut FileWriter,
) -> Result<(), RenderError> {
    struct Use {
        table: Sql,
        column: Sql,
        array: bool,
        removed: Sql,
        message: Sql,
    }
    readable!(Use { table, column, array, removed, message });
    let removed: Vec<&String> = from.values.iter().filter(|value| !to.values.contains(value)).collect();
    let uses: Vec<Use> = used_by
        .iter()
        .map(|use_of| Use {
            table: qualified(&use_of.table),
            column: name(&use_of.column.name),
            array: use_of.column.data_type.array,
            removed: text_array(removed.iter().copied()),
            message: literal(&format!(
                "Rows of {} use a value of {} that this migration added; change them first",
                use_of.table, from.name
            )),
        })
        .collect();
    if uses.is_empty() {
        return Ok(());
    }
    let block = templates.render_tagged("statement/prove_unused.sql", |tag| values! { tag, uses => uses })?;
    file.statement(Statement::bare(block), None);
    Ok(())
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

fn restore_parts(templates: &Templates, plan: &Plan, used_by: &[EnumUse], file: &mut FileWriter) -> Result<(), RenderError> {
    for use_of in used_by {
        let path = |part: &str| ObjectPath::Constraint(use_of.table.clone(), part.to_string());
        for check in &use_of.checks {
            file.statement(Statement::bare(bare_constraint(templates, &use_of.table, &Constraint::Check(check.clone()))?), None);
            if let Some(comment) = &check.comment {
                file.statement(set_comment(templates, &plan.expected, &path(&check.name), Some(comment))?, None);
            }
        }
        for index in &use_of.indexes {
            file.statement(create_index(templates, &use_of.table, index)?, None);
            if let Some(comment) = &index.comment {
                let object = ObjectPath::Index(use_of.table.clone(), index.name.clone());
                file.statement(set_comment(templates, &plan.expected, &object, Some(comment))?, None);
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
