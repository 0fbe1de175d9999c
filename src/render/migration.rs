//! A plan as a migration file: header, one transaction, sections, the comparison before COMMIT, the rollback.

use std::collections::{BTreeMap, BTreeSet};

use super::alteration::{Script, Way, follows_a_rename};
use super::file::{FileWriter, Statement};
use super::meant::{Direction, comparison};
use super::template::{RenderError, Sql, Templates, values};
use super::{DownFile, RenderContext, SqlFile, WrittenView, definition, meant_written, reverse, rollback};
use crate::catalog::{Definition, ObjectPath, QualifiedName};
use crate::convention::{Part, Transaction, WayBack};
use crate::diagnostic::listed;
use crate::parallel::both;
use crate::plan::{Change, Constraint, Plan, Reverse, Step};
use crate::plural::counted;
use crate::sql::comment_line;

/// From so many steps on, the steps and all the rest of the file are rendered at once.
const LARGE: usize = 100;

/// The migration file of a plan that is not empty.
pub fn render_migration(plan: &Plan, context: &RenderContext) -> Result<SqlFile, RenderError> {
    let templates = Templates::new()?;
    let mark = extension_mark(context);
    let writing = context.layout.writing();
    let steps = || {
        let mut file = FileWriter::guarded(writing.guard.as_ref());
        writing.markers.iter().for_each(|markers| file.remark(markers.up));
        file.remark(&header(&templates, context, summary(plan), true)?);
        context.marks.iter().for_each(|mark| file.remark(mark));
        file.blank_line();
        begin(&templates, &mut file, writing.wraps)?;
        write_steps(&templates, plan, context, &mark, &mut file)?;
        Ok(file)
    };
    let large = plan.steps.len() >= LARGE;
    let compare = || comparison(&templates, plan, Direction::Forward);
    let roll_back = || reverse::rollback_sql(&templates, plan, &mark, context);
    let (file, (comparison, rollback)) = both(large, steps, || both(large, compare, roll_back));
    let (mut file, comparison, rollback) = (file?, comparison?, rollback?);
    write_views(meant_written::views(&templates, plan, context, Direction::Forward)?, &mut file);
    let functions = meant_written::functions(&templates, plan, Direction::Forward)?;
    if comparison.is_some() || functions.is_some() {
        file.heading("What stands now is what was meant: each part as `name definition`; `...` leaves the rest open.");
        file.plain_lines(CATALOG_ONLY);
        comparison.into_iter().map(Statement::bare).chain(functions).for_each(|block| file.statement(block, None));
    }
    end(&mut file, writing.wraps);
    file.blank_line();
    let mut file = with_way_back(file, rollback, context);
    file.foreign = definition::foreign_statements(plan, context);
    Ok(file)
}

/// The comparisons of views, each where the view finds its names.
pub(super) fn write_views(views: Vec<(String, Statement)>, file: &mut FileWriter) {
    if !views.is_empty() {
        file.heading("Views are what was meant: one of the same text is made beside, and printed by the same server.");
    }
    for (schema, block) in views {
        definition::in_schema(&schema, file, |file| file.statement(block, None));
    }
}

/// Puts the way back where the convention has it.
fn with_way_back(file: FileWriter, rollback: String, context: &RenderContext) -> SqlFile {
    let layout = context.layout;
    let writing = layout.writing();
    let transaction = if writing.wraps { Transaction::Runner } else { Transaction::AsWritten };
    let (name, down_name) = layout.names(&context.version, &context.name);
    let mut file = file.finish(name, rollback);
    let start = writing.markers.as_ref().map_or(0, |markers| markers.up.len() + 1);
    file.up = Part { range: start..file.text.len(), transaction };
    match layout.way_back {
        WayBack::Comments => {
            file.text.push_str(&rollback::commented_out(&file.rollback));
            file.up.range.end = file.text.len();
        }
        WayBack::Section => {
            let marker = writing.markers.as_ref().map_or("", |markers| markers.down);
            file.text.push_str(&format!("{marker}\n{}", file.rollback));
            file.rollback = Part { range: 0..file.rollback.len(), transaction }.script(&file.rollback);
        }
        WayBack::File => {
            let text = format!("-- Takes back {}.\n\n{}", file.name, file.rollback);
            file.rollback = Part { range: 0..text.len(), transaction }.script(&text);
            file.down = down_name.map(|name| DownFile { name, text });
        }
    }
    file
}

/// How the rollback knows the extensions that this migration has created, wherever it has run.
fn extension_mark(context: &RenderContext) -> String {
    format!("Created by migration {}_{}, whose rollback drops it.", context.version, context.name)
}

/// Nothing but pg_catalog has an unqualified name, so that PostgreSQL prints all others in full; and no temporary table takes a catalog's place.
pub(super) const CATALOG_ONLY: &str = "SET LOCAL search_path = pg_catalog, pg_temp;";

/// Opens the transaction. Every name that we write is qualified; search_path is pinned for the expressions of the requirements alone, so
/// that they mean the same in every session, and pg_temp comes last so that no temporary object takes a name's place.
/// TimeZone and DateStyle are pinned because defaults and rows may hold dates as text.
pub(super) fn begin(templates: &Templates, file: &mut FileWriter, runner_wraps: bool) -> Result<(), RenderError> {
    file.plain_lines(if runner_wraps { KEEP_SEARCH_PATH } else { "BEGIN;" });
    let settings = templates.render("migration/settings.sql", values! {})?;
    file.plain_lines(&settings);
    Ok(())
}

/// The runner writes its own table in the same transaction, which it finds by the search path that it had.
const KEEP_SEARCH_PATH: &str = "SELECT pg_catalog.set_config('groundplan.search_path', pg_catalog.current_setting('search_path'), true);";
const GIVE_SEARCH_PATH_BACK: &str =
    "SELECT pg_catalog.set_config('search_path', pg_catalog.current_setting('groundplan.search_path'), true);";

/// Closes what [`begin`] opened.
pub(super) fn end(file: &mut FileWriter, runner_wraps: bool) {
    file.blank_line();
    file.plain_lines(if runner_wraps { GIVE_SEARCH_PATH_BACK } else { "COMMIT;" });
}

pub(super) fn header(templates: &Templates, context: &RenderContext, summary: Vec<String>, migration: bool) -> Result<String, RenderError> {
    let one_line = |text: &str| Sql::from(comment_line(text));
    let said = |text: &str| (!text.is_empty()).then(|| one_line(text));
    let values = values! {
        title => one_line(&if context.title.is_empty() { context.name.clone() } else { format!("{}: {}", context.title, context.name) }),
        created => said(&readable_stamp(&context.stamp)),
        requirements => context.requirements.iter().map(|path| one_line(path)).collect::<Vec<_>>(),
        edition => said(&context.edition),
        summary => summary.iter().map(|sentence| one_line(sentence)).collect::<Vec<_>>(),
        verified => context.verified,
        migration,
        runner_wraps => context.layout.writing().wraps,
        as_comments => context.layout.way_back == WayBack::Comments,
        as_section => context.layout.way_back == WayBack::Section,
        down_file => context.layout.names(&context.version, &context.name).1.map(|name| one_line(&name)),
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
    const CREATED: &[&str] =
        &["schema", "extension", "enum", "function", "table", "index", "trigger", "view", "materialized view", "other object"];
    let mut changed: BTreeMap<usize, usize> = BTreeMap::new();
    let mut removed: BTreeMap<usize, usize> = BTreeMap::new();
    const ADDED: &[&str] = &["column", "constraint", "enum value", "lookup value", "comment"];
    const CHANGED: &[&str] = &["enum", "function", "column", "constraint", "index", "trigger", "view", "materialized view", "other object"];
    const REMOVED: &[&str] = &["enum", "function", "table", "column", "constraint", "index", "trigger"];
    let remade = remade(plan);
    let mut renamed = 0;
    let mut altered: BTreeSet<ObjectPath> = BTreeSet::new();
    let undefined: BTreeSet<String> = plan
        .steps
        .iter()
        .filter_map(|step| match &step.change {
            Change::Undefine { definition, .. } => Some(definition.key()),
            _ => None,
        })
        .collect();
    for step in &plan.steps {
        let object = step.change.object();
        if remade.contains(&object)
            || matches!(step.change, Change::AlterColumnType { .. } | Change::SetColumnValue { .. } | Change::SetNotNull { .. })
        {
            let kind = match object {
                ObjectPath::Column(..) => 2,
                ObjectPath::Constraint(..) => 3,
                ObjectPath::Index(..) => 4,
                ObjectPath::Trigger(..) => 5,
                _ => continue,
            };
            if altered.insert(object) {
                *changed.entry(kind).or_default() += 1;
            }
            continue;
        }
        if let Change::Rename { .. } | Change::RenamePart { .. } = &step.change {
            renamed += usize::from(matches!(step.change, Change::Rename { .. }));
            continue;
        }
        let (list, kind) = match &step.change {
            Change::SwapEnum { .. } => (&mut changed, 0),
            Change::ReplaceFunction { .. } => (&mut changed, 1),
            Change::DropEnum(_) => (&mut removed, 0),
            Change::DropFunction(_) => (&mut removed, 1),
            Change::DropTable(_) => (&mut removed, 2),
            Change::DropColumn { .. } => (&mut removed, 3),
            Change::DropConstraint { .. } => (&mut removed, 4),
            Change::DropIndex { .. } => (&mut removed, 5),
            Change::DropTrigger { .. } => (&mut removed, 6),
            Change::CreateSchema { .. } => (&mut created, 0),
            Change::CreateExtension { .. } => (&mut created, 1),
            Change::CreateEnum(_) => (&mut created, 2),
            Change::CreateFunction(_) => (&mut created, 3),
            Change::CreateTable(_) => (&mut created, 4),
            Change::CreateIndex { .. } => (&mut created, 5),
            Change::CreateTrigger { .. } => (&mut created, 6),
            Change::Define { definition, .. } if definition.kind == "comment" => (&mut added, 4),
            Change::Define { definition, .. } if undefined.contains(&definition.key()) => (&mut changed, kind_of(definition) - 1),
            Change::Define { definition, .. } => (&mut created, kind_of(definition)),
            Change::Redefine { to, .. } => (&mut changed, kind_of(to) - 1),
            Change::AddColumn { .. } => (&mut added, 0),
            Change::AddConstraint { .. } => (&mut added, 1),
            Change::AddEnumValue { .. } => (&mut added, 2),
            Change::AddLookupValues { .. } => (&mut added, 3),
            Change::SetComment { .. } => (&mut added, 4),
            _ => continue,
        };
        *list.entry(kind).or_default() += match &step.change {
            Change::AddLookupValues { values, .. } => values.len(),
            _ => 1,
        };
    }
    let sentence = |verb: &str, counts: &BTreeMap<usize, usize>, nouns: &[&str]| {
        let parts: Vec<String> = counts.iter().map(|(kind, count)| counted(*count, nouns[*kind])).collect();
        (!parts.is_empty()).then(|| format!("{verb} {}", listed(&parts)))
    };
    let made = sentence("creates", &created, CREATED).into_iter().chain(sentence("adds", &added, ADDED));
    let renames = (renamed > 0).then(|| format!("renames {}", counted(renamed, "object")));
    let scripts = (!plan.scripts.is_empty()).then(|| format!("runs {} of the requirements", counted(plan.scripts.len(), "SQL block")));
    let changes = sentence("changes", &changed, CHANGED).into_iter().chain(sentence("removes", &removed, REMOVED));
    renames.into_iter().chain(made).chain(changes).chain(scripts).collect()
}

/// Parts of tables that are dropped and come back.
fn remade(plan: &Plan) -> BTreeSet<ObjectPath> {
    let is_drop = |change: &Change| matches!(change, Change::DropConstraint { .. } | Change::DropIndex { .. } | Change::DropTrigger { .. });
    let is_made =
        |change: &Change| matches!(change, Change::AddConstraint { .. } | Change::CreateIndex { .. } | Change::CreateTrigger { .. });
    let dropped: BTreeSet<ObjectPath> = plan.steps.iter().filter(|step| is_drop(&step.change)).map(|step| step.change.object()).collect();
    plan.steps.iter().filter(|step| is_made(&step.change)).map(|step| step.change.object()).filter(|made| dropped.contains(made)).collect()
}

/// The place of its noun among those that are created.
fn kind_of(definition: &Definition) -> usize {
    match definition.kind.as_str() {
        "view" => 7,
        "materialized view" => 8,
        _ => 9,
    }
}

fn write_steps(templates: &Templates, plan: &Plan, context: &RenderContext, mark: &str, file: &mut FileWriter) -> Result<(), RenderError> {
    let changes: Vec<&Change> = plan.steps.iter().map(|step| &step.change).collect();
    let script = Script::new(templates, &plan.expected, Way::Forward, mark, changes.iter().copied())?.with_views(&context.written);
    if let Some(look) = script.first_look()? {
        file.heading("Whether this has run already: what other changes bar is made anew once");
        file.statement(look, None);
    }
    let mut section = None;
    let mut place = 0;
    let mut blocks = plan.placed_scripts().into_iter().peekable();
    loop {
        while let Some((_, block)) = blocks.next_if(|(before, _)| *before == place) {
            definition::write_block(block, file);
            section = None;
        }
        let Some(step) = plan.steps.get(place) else { break };
        let end = blocks.peek().map_or(plan.steps.len(), |(before, _)| *before);
        let heading = section_of(&plan.steps[..place], step);
        if section.as_ref() != Some(&heading) {
            file.heading(&heading);
            section = Some(heading);
        } else if starts_a_paragraph(&plan.steps[place - 1], step) {
            file.blank_line();
        }
        let (statements, used) = script.next(&changes[place..end])?;
        for warning in plan.steps[place..place + used].iter().flat_map(warnings) {
            file.remark(&format!("-- {}", comment_line(&warning)));
        }
        let schema = written_view(context, &step.change).map_or("public", |view| &view.schema);
        definition::in_schema(schema, file, |file| {
            for statement in statements {
                file.statement(statement, Some(step.origin.clone()));
            }
        });
        place += used;
    }
    Ok(())
}

/// How a migration says, on a line of its own, what its way back does not bring back.
pub const WAY_BACK_LOSES: &str = "-- The rollback does not bring back: ";

/// What somebody who runs the file on rows of their own should know of a change of what stands.
fn warnings(step: &Step) -> Vec<String> {
    let of_what_stands = matches!(
        step.change,
        Change::DropTable(_)
            | Change::DropColumn { .. }
            | Change::DropConstraint { .. }
            | Change::AlterColumnType { .. }
            | Change::SetNotNull { .. }
            | Change::FillNulls { .. }
            | Change::SwapEnum { .. }
            | Change::Rename { .. }
    );
    if !of_what_stands {
        return Vec::new();
    }
    let mut warnings: Vec<String> = step.hazards.iter().map(|hazard| format!("Hazard [{}]: {}", hazard.code, hazard.text)).collect();
    match &step.reverse {
        Reverse::Exact(_) => {}
        Reverse::StructureOnly { lost, .. } => warnings.push(format!("{}{lost}", WAY_BACK_LOSES.trim_start_matches("-- "))),
        Reverse::Impossible { reason } => warnings.push(format!("There is no rollback: {reason}")),
    }
    warnings
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
    if follows_a_rename(&step.change) {
        return "Names of indexes, constraints and sequences that follow".to_string();
    }
    let table_heading = |table: &QualifiedName| format!("Table {table}");
    match &step.change {
        Change::CreateSchema { name, .. } => format!("Schema {name}"),
        Change::CreateExtension { name, .. } => format!("Extension {name}"),
        Change::CreateEnum(created) => format!("Enum {}", created.name),
        Change::AddEnumValue { name, .. } => format!("Enum {name}"),
        Change::CreateFunction(function) => format!("Function {}", function.signature()),
        Change::CreateTable(table) => table_heading(&table.name),
        Change::Define { definition, .. } | Change::Undefine { definition, .. } | Change::Redefine { to: definition, .. } => {
            sentence(&definition.key())
        }
        Change::AddConstraint { table, constraint: Constraint::ForeignKey(_) } if closes_cycle(before, table) => {
            "Foreign keys that close a cycle of tables".to_string()
        }
        Change::Rename { .. } => "New names for what stands, with its rows".to_string(),
        Change::DropTable(table) => table_heading(&table.name),
        Change::SwapEnum { to: changed, .. } | Change::DropEnum(changed) => format!("Enum {}", changed.name),
        Change::ReplaceFunction { to: function, .. } | Change::DropFunction(function) => format!("Function {}", function.signature()),
        Change::AddColumn { table, .. }
        | Change::DropColumn { table, .. }
        | Change::AlterColumnType { table, .. }
        | Change::SetColumnValue { table, .. }
        | Change::FillNulls { table, .. }
        | Change::SetNotNull { table, .. }
        | Change::AddConstraint { table, .. }
        | Change::AddLookupValues { table, .. }
        | Change::RemoveLookupValues { table, .. }
        | Change::DropConstraint { table, .. }
        | Change::ValidateConstraint { table, .. }
        | Change::RenamePart { table, .. }
        | Change::CreateIndex { table, .. }
        | Change::DropIndex { table, .. }
        | Change::CreateTrigger { table, .. }
        | Change::DropTrigger { table, .. } => table_heading(table),
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

fn sentence(text: &str) -> String {
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
