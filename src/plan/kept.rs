//! Which of the rows that stand a plan leaves as they are, so that the proof can hold before against after.
//!
//! Comes in: a plan and the catalog that it begins with. Goes out: for each table that stays, the columns whose values stay. Never
//! happens: a column that is left out although no step loses or computes its values.

use std::collections::{BTreeMap, BTreeSet};

use crate::ordered::IndexSet;

use super::{Change, Plan, Renaming, Reverse, Script};
use crate::catalog::{Catalog, ColumnValue, DataType, Definition, QualifiedName, Table, Trigger};

/// A table that stays.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    pub table: QualifiedName,
    /// Its name after the plan.
    pub table_after: QualifiedName,
    /// Those whose values stay.
    pub columns: Vec<String>,
    /// The same by their names after the plan.
    pub columns_after: Vec<String>,
    /// Whether that is all of them.
    pub whole: bool,
    /// The plan adds rows: only after its rollback can they be held against what stood.
    pub grows: bool,
}

/// What stays, table by table.
pub fn kept(plan: &Plan, before: &Catalog) -> Vec<Kept> {
    let mut dropped: BTreeSet<&QualifiedName> = BTreeSet::new();
    let mut lost: BTreeMap<&QualifiedName, BTreeSet<&str>> = BTreeMap::new();
    let mut written: BTreeSet<&QualifiedName> = BTreeSet::new();
    let mut grown: BTreeSet<&QualifiedName> = BTreeSet::new();
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
            Change::AddLookupValues { table, .. } | Change::RemoveLookupValues { table, .. } => {
                grown.insert(table);
            }
            Change::Rename { renamings, .. } => {
                for renaming in renamings {
                    let Renaming::LookupValue { table, around, .. } = renaming else { continue };
                    grown.insert(table);
                    for (user, column) in &around.held_by {
                        lost.entry(user).or_default().insert(column);
                        written.insert(user);
                    }
                }
            }
            _ => {}
        }
    }
    let reshaped: BTreeSet<&str> = plan.steps.iter().filter_map(|step| reshaped_type(&step.change)).collect();
    let renamings: Vec<&Renaming> = plan
        .steps
        .iter()
        .filter_map(|step| match &step.change {
            Change::Rename { renamings, .. } => Some(renamings),
            _ => None,
        })
        .flatten()
        .collect();
    let tables = before.tables.values().map(|table| (table, table_after(&renamings, &table.name)));
    tables
        .filter(|(_, after)| !dropped.contains(after))
        .map(|(table, after)| {
            let lost = lost_with_parents(&lost, before, table, &after);
            let by_triggers = if written.contains(&after) { SetByTriggers::of(table) } else { SetByTriggers::Nothing };
            let stays = |name: &str, value: &ColumnValue, data_type: &DataType| {
                let user_type = data_type.user_name();
                let worded = user_type.is_some_and(|name| has_other_values(&renamings, &name) || reshaped.contains(name.sql().as_str()));
                let computed = lost.is_some() && matches!(value, ColumnValue::Generated(_));
                let set = match by_triggers {
                    SetByTriggers::Nothing => false,
                    SetByTriggers::Stamp => name == "updated_at",
                    SetByTriggers::Anything => true,
                };
                !worded
                    && !computed
                    && !set
                    && lost.as_ref().is_none_or(|lost| !lost.contains(column_after(&renamings, &after, name).as_str()))
            };
            let stay = table.columns.values().filter(|column| stays(&column.name, &column.value, &column.data_type));
            let columns: Vec<String> = stay.map(|column| column.name.clone()).collect();
            let columns_after = columns.iter().map(|column| column_after(&renamings, &after, column)).collect();
            let grows = grown.contains(&after);
            Kept { table: table.name.clone(), table_after: after.clone(), columns, columns_after, whole: lost.is_none(), grows }
        })
        .collect()
}

/// What a table's parents lose, it loses too.
fn lost_with_parents<'a>(
    lost: &BTreeMap<&QualifiedName, BTreeSet<&'a str>>,
    before: &Catalog,
    table: &Table,
    after: &QualifiedName,
) -> Option<BTreeSet<&'a str>> {
    let mut all = lost.get(after).cloned();
    let mut open: Vec<&QualifiedName> = table.options.parents.iter().collect();
    let mut seen: BTreeSet<&QualifiedName> = BTreeSet::new();
    while let Some(parent) = open.pop().filter(|_| !lost.is_empty()) {
        if seen.insert(parent) {
            if let Some(of_parent) = lost.get(parent) {
                all.get_or_insert_default().extend(of_parent);
            }
            open.extend(before.tables.get(parent).into_iter().flat_map(|parent| &parent.options.parents));
        }
    }
    all
}

/// A composite type with other attributes, whose values are printed with these.
fn reshaped_type(change: &Change) -> Option<&str> {
    match change {
        Change::Define { definition, .. } | Change::Undefine { definition, .. } | Change::Redefine { to: definition, .. } => {
            definition.within.as_deref().filter(|_| definition.kind == "attribute")?.strip_prefix("composite type ")
        }
        _ => None,
    }
}

/// The values of an enum are printed by their new names.
fn has_other_values(renamings: &[&Renaming], enum_name: &QualifiedName) -> bool {
    let mut now = enum_name.clone();
    for renaming in renamings {
        match renaming {
            Renaming::Enum { from, to } if *from == now => now = to.clone(),
            Renaming::EnumValue { of, .. } if *of == now => return true,
            _ => {}
        }
    }
    false
}

fn table_after(renamings: &[&Renaming], name: &QualifiedName) -> QualifiedName {
    let mut name = name.clone();
    for renaming in renamings {
        match renaming {
            Renaming::Table { from, to } if *from == name => name = to.clone(),
            _ => {}
        }
    }
    name
}

fn column_after(renamings: &[&Renaming], of: &QualifiedName, name: &str) -> String {
    let mut name = name.to_string();
    for renaming in renamings {
        match renaming {
            Renaming::Column { table, from, to } if table == of && *from == name => name.clone_from(to),
            _ => {}
        }
    }
    name
}

/// What the triggers of a table may change when a row is written.
pub(super) enum SetByTriggers {
    Nothing,
    /// Our own, which keep `updated_at` true.
    Stamp,
    Anything,
}

impl SetByTriggers {
    pub fn of(table: &Table) -> SetByTriggers {
        let on_update = |trigger: &&Trigger| trigger.events.iter().any(|event| event.starts_with("UPDATE"));
        let mut on_update = table.triggers.values().filter(on_update).peekable();
        if on_update.peek().is_none() {
            return SetByTriggers::Nothing;
        }
        if on_update.all(|trigger| trigger.function.name == "set_updated_at") { SetByTriggers::Stamp } else { SetByTriggers::Anything }
    }
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
pub fn lost(plan: &Plan) -> Vec<String> {
    let of_what_stood = plan.steps.iter().filter(|step| !matches!(step.change, Change::CreateTable(_) | Change::AddColumn { .. }));
    let lost = of_what_stood.filter_map(|step| match &step.reverse {
        Reverse::StructureOnly { lost, .. } => Some(lost.clone()),
        _ => None,
    });
    lost.chain(plan.scripts.iter().filter_map(Script::lost)).collect::<IndexSet<String>>().into_iter().collect()
}
