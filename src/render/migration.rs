//! A plan as a migration file: header, one transaction, sections, the comparison before COMMIT, the rollback.

use std::collections::{BTreeMap, BTreeSet};

use super::file::{FileWriter, Statement};
use super::meant::{Direction, comparison};
use super::template::{RenderError, Sql, Templates, values};
use super::{RenderContext, SqlFile, WrittenView, definition, reverse, rollback, statement};
use crate::catalog::{Definition, ObjectPath, QualifiedName};
use crate::parallel::both;
use crate::plan::{Change, Constraint, Plan, Step};
use crate::sql::comment_line;

/// From so many steps on, the steps and all the rest of the file are rendered at once.
const LARGE: usize = 100;

/// The migration file of a plan that is not empty.
pub fn render_migration(plan: &Plan, context: &RenderContext) -> Result<SqlFile, RenderError> {
    let templates = Templates::new()?;
    let steps = || {
        let mut file = FileWriter::default();
        file.remark(&header(&templates, context, summary(plan), true)?);
        context.marks.iter().for_each(|mark| file.remark(mark));
        file.blank_line();
        begin(&templates, &mut file)?;
        definition::write_scripts(&plan.scripts, true, &mut file);
        write_steps(&templates, plan, context, &mut file)?;
        definition::write_scripts(&plan.scripts, false, &mut file);
        Ok(file)
    };
    let rest = || Ok((comparison(&templates, plan, Direction::Forward)?, reverse::rollback_sql(&templates, plan)?));
    let (file, rest) = both(plan.steps.len() >= LARGE, steps, rest);
    let (mut file, (comparison, rollback)) = (file?, rest?);
    if let Some(block) = comparison {
        file.heading("What stands now is what was meant: each part as `name definition`; `...` leaves an expression open.");
        file.plain_lines(CATALOG_ONLY);
        file.statement(Statement::bare(block), None);
    }
    file.blank_line();
    file.plain_lines("COMMIT;");
    file.blank_line();
    let mut finished = file.finish(format!("{}_{}.sql", context.stamp, context.name), rollback);
    finished.text.push_str(&rollback::commented_out(&finished.rollback));
    finished.foreign = definition::foreign_statements(plan, context);
    match rollback::rollback_of(&finished.text) {
        Ok(read) if read == finished.rollback => Ok(finished),
        Ok(_) => Err(RenderError { message: "the rollback section does not read back as it was written".to_string() }),
        Err(message) => Err(RenderError { message }),
    }
}

/// Nothing but pg_catalog has an unqualified name, so that PostgreSQL prints all others in full; and no temporary table takes a catalog's place.
pub(super) const CATALOG_ONLY: &str = "SET LOCAL search_path = pg_catalog, pg_temp;";

/// Opens the transaction. Every name that we write is qualified; search_path is pinned for the expressions of the requirements alone, so
/// that they mean the same in every session, and pg_temp comes last so that no temporary object takes a name's place.
/// TimeZone and DateStyle are pinned because defaults and rows may hold dates as text.
pub(super) fn begin(templates: &Templates, file: &mut FileWriter) -> Result<(), RenderError> {
    file.plain_lines("BEGIN;");
    let settings = templates.render("migration/settings.sql", values! {})?;
    file.plain_lines(&settings);
    Ok(())
}

pub(super) fn header(templates: &Templates, context: &RenderContext, summary: Vec<String>, migration: bool) -> Result<String, RenderError> {
    let one_line = |text: &str| Sql::from(comment_line(text));
    let values = values! {
        title => one_line(&format!("{}: {}", context.title, context.name)),
        created => one_line(&readable_stamp(&context.stamp)),
        requirements => context.requirements.iter().map(|path| one_line(path)).collect::<Vec<_>>(),
        edition => one_line(&context.edition),
        summary => summary.iter().map(|sentence| one_line(sentence)).collect::<Vec<_>>(),
        verified => context.verified,
        migration,
    };
    templates.render("migration/header.sql", values)
}

/// `20260101120000` → `2026-01-01 12:00:00 UTC`
fn readable_stamp(stamp: &str) -> String {
    if stamp.len() != 14 || !stamp.bytes().all(|byte| byte.is_ascii_digit()) {
        return stamp.to_string();
    }
    format!("{}-{}-{} {}:{}:{} UTC", &stamp[..4], &stamp[4..6], &stamp[6..8], &stamp[8..10], &stamp[10..12], &stamp[12..])
}

/// `creates 1 enum, 3 tables, 5 indexes and 3 triggers`, `adds 2 columns`.
fn summary(plan: &Plan) -> Vec<String> {
    let mut created: BTreeMap<usize, usize> = BTreeMap::new();
    let mut added: BTreeMap<usize, usize> = BTreeMap::new();
    let mut changed: BTreeMap<usize, usize> = BTreeMap::new();
    let undefined: BTreeSet<String> = plan
        .steps
        .iter()
        .filter_map(|step| match &step.change {
            Change::Undefine { definition, .. } => Some(definition.key()),
            _ => None,
        })
        .collect();
    const CREATED: &[&str] =
        &["schema", "extension", "enum", "function", "table", "index", "trigger", "view", "materialized view", "other object"];
    const ADDED: &[&str] = &["column", "constraint", "enum value", "comment"];
    for step in &plan.steps {
        let (list, kind) = match &step.change {
            Change::CreateSchema { .. } => (&mut created, 0),
            Change::CreateExtension { .. } => (&mut created, 1),
            Change::CreateEnum(_) => (&mut created, 2),
            Change::CreateFunction(_) => (&mut created, 3),
            Change::CreateTable(_) => (&mut created, 4),
            Change::CreateIndex { .. } => (&mut created, 5),
            Change::CreateTrigger { .. } => (&mut created, 6),
            Change::Define { definition, .. } if definition.kind == "comment" => (&mut added, 3),
            Change::Define { definition, .. } if undefined.contains(&definition.key()) => (&mut changed, kind_of(definition)),
            Change::Define { definition, .. } => (&mut created, kind_of(definition)),
            Change::Redefine { to, .. } => (&mut changed, kind_of(to)),
            Change::AddColumn { .. } => (&mut added, 0),
            Change::AddConstraint { .. } => (&mut added, 1),
            Change::AddEnumValue { .. } => (&mut added, 2),
            Change::SetComment { .. } => (&mut added, 3),
            _ => continue,
        };
        *list.entry(kind).or_default() += 1;
    }
    let sentence = |verb: &str, counts: &BTreeMap<usize, usize>, nouns: &[&str]| {
        let parts: Vec<String> = counts.iter().map(|(kind, count)| counted(*count, nouns[*kind])).collect();
        (!parts.is_empty()).then(|| format!("{verb} {}", listed(&parts)))
    };
    let scripts = (!plan.scripts.is_empty()).then(|| format!("runs {} of the requirements", counted(plan.scripts.len(), "SQL block")));
    let sentences =
        [sentence("creates", &created, CREATED), sentence("changes", &changed, CREATED), sentence("adds", &added, ADDED), scripts];
    sentences.into_iter().flatten().collect()
}

/// The place of its noun among those that are created.
fn kind_of(definition: &Definition) -> usize {
    match definition.kind.as_str() {
        "view" => 7,
        "materialized view" => 8,
        _ => 9,
    }
}

pub(super) fn counted(count: usize, noun: &str) -> String {
    let ending = match (count, noun.ends_with("ex")) {
        (1, _) => "",
        (_, true) => "es",
        _ => "s",
    };
    format!("{count} {noun}{ending}")
}

fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn write_steps(templates: &Templates, plan: &Plan, context: &RenderContext, file: &mut FileWriter) -> Result<(), RenderError> {
    let mut section = None;
    let mut place = 0;
    while place < plan.steps.len() {
        let step = &plan.steps[place];
        let heading = section_of(&plan.steps[..place], step);
        if section.as_ref() != Some(&heading) {
            file.heading(&heading);
            section = Some(heading);
        } else if starts_a_paragraph(&plan.steps[place - 1], step) {
            file.blank_line();
        }
        let (statement, used) = render_steps(templates, plan, context, &plan.steps[place..])?;
        let schema = written_view(context, &step.change).map_or("public", |view| &view.schema);
        definition::in_schema(schema, file, |file| file.statement(statement, Some(step.origin.clone())));
        place += used;
    }
    Ok(())
}

/// The view that a step makes, as it is written.
fn written_view<'c>(context: &'c RenderContext, change: &Change) -> Option<&'c WrittenView> {
    match change {
        Change::Define { definition, .. } | Change::Redefine { to: definition, .. } => context.written.get(&definition.key()),
        _ => None,
    }
}

fn starts_a_paragraph(before: &Step, step: &Step) -> bool {
    let kind = |step: &Step| std::mem::discriminant(&step.change);
    kind(before) != kind(step) || matches!(step.change, Change::CreateTrigger { .. })
}

/// The heading that a step belongs under.
fn section_of(before: &[Step], step: &Step) -> String {
    let table_heading = |table: &QualifiedName| format!("Table {table}");
    match &step.change {
        Change::CreateSchema { name, .. } => format!("Schema {name}"),
        Change::CreateExtension { name, .. } => format!("Extension {name}"),
        Change::CreateEnum(created) => format!("Enum {}", created.name),
        Change::AddEnumValue { name, .. } => format!("Enum {name}"),
        Change::CreateFunction(function) => format!("Function {}", function.signature()),
        Change::CreateTable(table) => table_heading(&table.name),
        Change::Define { definition, .. } | Change::Undefine { definition, .. } | Change::Redefine { to: definition, .. } => {
            capitalised(&definition.key())
        }
        Change::AddConstraint { table, constraint: Constraint::ForeignKey(_) } if closes_cycle(before, table) => {
            "Foreign keys that close a cycle of tables".to_string()
        }
        Change::AddColumn { table, .. }
        | Change::AddConstraint { table, .. }
        | Change::CreateIndex { table, .. }
        | Change::CreateTrigger { table, .. } => table_heading(table),
        Change::SetComment { object, .. } => match object {
            ObjectPath::Column(table, _)
            | ObjectPath::Constraint(table, _)
            | ObjectPath::Index(table, _)
            | ObjectPath::Trigger(table, _) => match before.last() {
                Some(last) if section_of_constraint(last, object) => section_of(&before[..before.len() - 1], last),
                _ => table_heading(table),
            },
            ObjectPath::Table(table) => table_heading(table),
            ObjectPath::Enum(name) => format!("Enum {name}"),
            ObjectPath::Function(signature) => format!("Function {signature}"),
            ObjectPath::Schema(name) => format!("Schema {name}"),
            other => format!("Comment of {other}"),
        },
        _ => "Changes".to_string(),
    }
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// A comment on the constraint that the step before it added.
fn section_of_constraint(step: &Step, object: &ObjectPath) -> bool {
    matches!((&step.change, object), (Change::AddConstraint { table, constraint }, ObjectPath::Constraint(of, name)) if table == of && constraint.name() == name)
}

/// The table was created by this plan, so the key would stand in its CREATE TABLE if it could.
fn closes_cycle(before: &[Step], table: &QualifiedName) -> bool {
    before.iter().any(|step| matches!(&step.change, Change::CreateTable(created) if created.name == *table))
}

/// One statement for the first of the steps and those after it that belong to it; how many these are.
fn render_steps(templates: &Templates, plan: &Plan, context: &RenderContext, steps: &[Step]) -> Result<(Statement, usize), RenderError> {
    let Some(step) = steps.first() else { return Err(RenderError { message: "no step to render".to_string() }) };
    let statement = match &step.change {
        Change::CreateSchema { name, .. } => statement::create_schema(templates, name)?,
        Change::CreateExtension { name, schema } => statement::create_extension(templates, name, schema)?,
        Change::CreateEnum(created) => statement::create_enum(templates, created)?,
        Change::AddEnumValue { name, value, before } => statement::add_enum_value(templates, name, value, before.as_deref())?,
        Change::CreateFunction(function) if definition::is_special(function) => definition::create_function(templates, function)?,
        Change::CreateFunction(function) => statement::create_function(templates, function)?,
        Change::CreateTable(table) => statement::create_table(templates, table)?,
        Change::AddColumn { table, .. } => {
            let columns: Vec<_> = steps
                .iter()
                .map_while(|step| match &step.change {
                    Change::AddColumn { table: of, column } if of == table => Some(column),
                    _ => None,
                })
                .collect();
            return Ok((statement::add_columns(templates, table, &columns)?, columns.len()));
        }
        Change::AddConstraint { table, .. } => {
            let constraints: Vec<_> = steps
                .iter()
                .map_while(|step| match &step.change {
                    Change::AddConstraint { table: of, constraint } if of == table => Some((of, constraint)),
                    _ => None,
                })
                .collect();
            return Ok((statement::add_constraints(templates, &constraints)?, constraints.len()));
        }
        Change::CreateIndex { table, index } => statement::create_index(templates, table, index)?,
        Change::CreateTrigger { table, trigger } => statement::create_trigger(templates, table, trigger)?,
        Change::Define { definition, .. } => definition::define(templates, definition, written_view(context, &step.change))?,
        Change::Undefine { definition, .. } => definition::undefine(templates, definition)?,
        Change::Redefine { to, .. } => definition::redefine(to, written_view(context, &step.change))?,
        Change::SetComment { object, comment } => statement::set_comment(templates, &plan.expected, object, comment.as_deref())?,
        Change::ReplaceFunction { .. }
        | Change::AlterTable { .. }
        | Change::AlterColumnType { .. }
        | Change::SetColumnValue { .. }
        | Change::SetNotNull { .. }
        | Change::RenamePart { .. }
        | Change::ValidateConstraint { .. } => {
            return Err(RenderError { message: format!("{} cannot be changed by a migration yet", step.change.object()) });
        }
        Change::DropSchema { .. }
        | Change::DropExtension { .. }
        | Change::DropEnum(_)
        | Change::SwapEnum { .. }
        | Change::DropFunction(_)
        | Change::DropTable(_)
        | Change::DropColumn { .. }
        | Change::DropConstraint { .. }
        | Change::DropIndex { .. }
        | Change::DropTrigger { .. } => {
            let refs: Vec<&Change> = vec![&step.change];
            let mut file = FileWriter::default();
            reverse::write_changes(templates, plan, &refs, &mut file)?;
            let (text, checked) = file.into_checked();
            Statement { text: text.trim_end().to_string(), checked }
        }
    };
    Ok((statement, 1))
}
