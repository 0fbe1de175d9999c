//! Which of the rows that stand a plan leaves as they are, so that the proof can hold before against after.
//!
//! Comes in: a plan and the catalog that it begins with. Goes out: for each table that stays, the columns whose values stay. Never
//! happens: a column that is left out although no step loses or computes its values.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, Plan, Reverse};
use crate::catalog::{Catalog, ColumnValue, Definition, QualifiedName, Table};

/// A table that stays.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    pub table: QualifiedName,
    /// Those whose values stay.
    pub columns: Vec<String>,
    /// Whether that is all of them.
    pub whole: bool,
}

/// What stays, table by table.
pub fn kept(plan: &Plan, before: &Catalog) -> Vec<Kept> {
    let mut dropped: BTreeSet<&QualifiedName> = BTreeSet::new();
    let mut lost: BTreeMap<&QualifiedName, BTreeSet<&str>> = BTreeMap::new();
    let mut written: BTreeSet<&QualifiedName> = BTreeSet::new();
    for step in &plan.steps {
        let exact = matches!(step.reverse, Reverse::Exact(_));
        match &step.change {
            Change::DropTable(table) => {
                dropped.insert(&table.name);
            }
            Change::DropColumn { table, column } => {
                lost.entry(table).or_default().insert(&column.name);
            }
            Change::AlterColumnType { table, to, .. } if !exact => {
                lost.entry(table).or_default().insert(&to.name);
            }
            Change::FillNulls { table, column, .. } => {
                lost.entry(table).or_default().insert(&column.name);
                written.insert(table);
            }
            _ => {}
        }
    }
    let tables = before.tables.values().filter(|table| !dropped.contains(&table.name));
    tables
        .map(|table| {
            let lost = lost.get(&table.name);
            let by_triggers = if written.contains(&table.name) { set_by_triggers(table) } else { SetByTriggers::Nothing };
            let stays = |name: &str, value: &ColumnValue| {
                let computed = lost.is_some() && matches!(value, ColumnValue::Generated(_));
                let set = match by_triggers {
                    SetByTriggers::Nothing => false,
                    SetByTriggers::Stamp => name == "updated_at",
                    SetByTriggers::Anything => true,
                };
                !computed && !set && lost.is_none_or(|lost| !lost.contains(name))
            };
            let columns = table.columns.values().filter(|column| stays(&column.name, &column.value)).map(|column| column.name.clone());
            Kept { table: table.name.clone(), columns: columns.collect(), whole: lost.is_none() }
        })
        .collect()
}

/// What the triggers of a table may change when a row is written.
enum SetByTriggers {
    Nothing,
    /// Our own, which keep `updated_at` true.
    Stamp,
    Anything,
}

fn set_by_triggers(table: &Table) -> SetByTriggers {
    let mut on_update = table.triggers.values().filter(|trigger| trigger.events.iter().any(|event| event.starts_with("UPDATE"))).peekable();
    if on_update.peek().is_none() {
        return SetByTriggers::Nothing;
    }
    if on_update.all(|trigger| trigger.function.name == "set_updated_at") { SetByTriggers::Stamp } else { SetByTriggers::Anything }
}

/// What is dropped and made anew around another change, by its key: PostgreSQL words it anew, with the types that its columns have by then.
pub fn made_anew(plan: &Plan) -> BTreeSet<String> {
    let keys = |of: fn(&Change) -> Option<&Definition>| plan.steps.iter().filter_map(move |step| of(&step.change)).map(Definition::key);
    let undefined: BTreeSet<String> = keys(|change| match change {
        Change::Undefine { definition, .. } => Some(definition),
        _ => None,
    })
    .collect();
    let defined = keys(|change| match change {
        Change::Define { definition, .. } => Some(definition),
        _ => None,
    });
    defined.filter(|key| undefined.contains(key)).collect()
}

/// What the rollback does not bring back, in words.
pub fn lost(plan: &Plan) -> Vec<&str> {
    let of_what_stood = plan.steps.iter().filter(|step| !matches!(step.change, Change::CreateTable(_) | Change::AddColumn { .. }));
    of_what_stood
        .filter_map(|step| match &step.reverse {
            Reverse::StructureOnly { lost, .. } => Some(lost.as_str()),
            _ => None,
        })
        .collect()
}
