//! The rollback: a transaction of its own that compares first and then takes the steps back, last first, without CASCADE.

use std::collections::BTreeSet;

use super::RenderContext;
use super::alteration::{Script, Way};
use super::definition;
use super::file::{FileWriter, Statement};
use super::meant::{Direction, comparison, created_tables};
use super::meant_written;
use super::migration::{CATALOG_ONLY, begin, end, write_views};
use super::statement::literal;
use super::template::{RenderError, Templates, values};
use crate::catalog::{ObjectPath, QualifiedName};
use crate::convention::WayBack;
use crate::ordered::{IndexMap, IndexSet};
use crate::plan::{Change, Constraint, Plan, Reverse, Step};

/// The rollback as executable SQL. By `mark` it knows the extensions that the migration created.
pub(super) fn rollback_sql(templates: &Templates, plan: &Plan, mark: &str, context: &RenderContext) -> Result<String, RenderError> {
    let layout = context.layout;
    let is_comment = layout.way_back == WayBack::Comments;
    // As a comment it is no runner's: a person runs it.
    let writing = Some(layout.writing()).filter(|_| !is_comment);
    let runner_wraps = writing.is_some_and(|writing| writing.wraps);
    let mut file = FileWriter::guarded(writing.and_then(|writing| writing.guard.as_ref()));
    begin(templates, &mut file, runner_wraps)?;
    for step in &plan.steps {
        if let Reverse::Impossible { reason } = &step.reverse {
            let message = format!("This migration cannot be rolled back: {reason}");
            let block = templates.render_tagged("statement/refuse.sql", |tag| values! { tag, message => literal(&message) })?;
            file.statement(Statement::bare(block), None);
        }
    }
    write_views(meant_written::views(templates, plan, context, Direction::Rollback)?, &mut file);
    let (block, functions) =
        (comparison(templates, plan, Direction::Rollback)?, meant_written::functions(templates, plan, Direction::Rollback)?);
    if block.is_some() || functions.is_some() {
        file.heading("Nothing is dropped that this migration has not made.");
        file.plain_lines(CATALOG_ONLY);
        block.into_iter().map(Statement::bare).chain(functions).for_each(|block| file.statement(block, None));
        file.plain_lines("SET LOCAL search_path = public, pg_temp;");
    }
    file.blank_line();
    let swept = swept_away(plan);
    let script = Script::new(templates, &plan.expected, Way::Back, mark, taken_back(&plan.steps, &swept).into_iter())?;
    let mut blocks = plan.placed_scripts();
    let mut left = plan.steps.len();
    loop {
        let start = blocks.last().map_or(0, |(before, _)| *before);
        let changes = taken_back(&plan.steps[start..left], &swept);
        let mut place = 0;
        while place < changes.len() {
            let (statements, used) = script.next(&changes[place..])?;
            for statement in statements {
                file.statement(statement, None);
            }
            place += used;
        }
        let Some((before, block)) = blocks.pop() else { break };
        definition::write_script(block, &block.undo, &mut file);
        left = before;
    }
    end(&mut file, runner_wraps);
    Ok(file.into_text())
}

/// What takes these steps back, the last first.
fn taken_back<'p>(steps: &'p [Step], swept: &Swept<'_>) -> Vec<&'p Change> {
    let changes = steps.iter().rev().flat_map(|step| match &step.reverse {
        Reverse::Exact(changes) | Reverse::StructureOnly { changes, .. } => changes.as_slice(),
        Reverse::Impossible { .. } => &[],
    });
    changes.filter(|change| !goes_with_its_owner(change, swept)).collect()
}

/// What the plan creates whole: what hangs on it goes with it.
struct Swept<'a> {
    tables: IndexSet<&'a QualifiedName>,
    /// Triggers whose function is made after their table, and so goes before it.
    late_triggers: IndexSet<(&'a QualifiedName, &'a str)>,
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
    let tables: IndexSet<&QualifiedName> = created_tables(plan).collect();
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
    Swept { tables, late_triggers: late_triggers(plan), others }
}

fn late_triggers(plan: &Plan) -> IndexSet<(&QualifiedName, &str)> {
    let (mut tables, mut functions) = (IndexMap::default(), IndexMap::default());
    for (place, step) in plan.steps.iter().enumerate() {
        match &step.change {
            Change::CreateTable(made) => tables.entry(&made.name).or_insert(place),
            Change::CreateFunction(made) => functions.entry(&made.name).or_insert(place),
            _ => continue,
        };
    }
    let is_late = |table: &QualifiedName, function: &QualifiedName| {
        tables.get(table).is_some_and(|made| functions.get(function).is_some_and(|place| place > made))
    };
    let triggers = plan.steps.iter().filter_map(|step| match &step.change {
        Change::CreateTrigger { table, trigger } => Some((table, trigger)),
        _ => None,
    });
    triggers.filter(|(table, trigger)| is_late(table, &trigger.function)).map(|(table, trigger)| (table, trigger.name.as_str())).collect()
}

fn goes_with_its_owner(change: &Change, swept: &Swept<'_>) -> bool {
    let with_table = |table: &QualifiedName| swept.tables.contains(table);
    match change {
        Change::DropTrigger { table, trigger } if swept.late_triggers.contains(&(table, trigger.name.as_str())) => false,
        Change::DropIndex { table, .. } | Change::DropTrigger { table, .. } | Change::RemoveLookupValues { table, .. } => with_table(table),
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
