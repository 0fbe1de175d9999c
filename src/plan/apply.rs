//! What a change makes of a catalog: the planner's own forecast of PostgreSQL.

use indexmap::IndexSet;

use super::{Change, Constraint};
use crate::catalog::{Catalog, Extension, Lookup, ObjectPath, QualifiedName, Table};

/// Carries out one change. A change of something that does not stand changes nothing.
pub fn apply(catalog: &mut Catalog, change: &Change) {
    match change {
        Change::CreateSchema { name, schema } => {
            catalog.schemas.insert(name.clone(), schema.clone());
        }
        Change::DropSchema { name } => {
            catalog.schemas.shift_remove(name);
        }
        Change::CreateExtension { name, schema } => {
            catalog.extensions.insert(name.clone(), Extension { schema: schema.clone() });
        }
        Change::DropExtension { name, .. } => {
            catalog.extensions.shift_remove(name);
        }
        Change::CreateEnum(created) => {
            catalog.enums.insert(created.name.clone(), created.clone());
        }
        Change::DropEnum(dropped) => {
            catalog.enums.shift_remove(&dropped.name);
        }
        Change::AddEnumValue { name, value, before } => add_enum_value(catalog, name, value, before.as_deref()),
        Change::SwapEnum { to, .. } => {
            catalog.enums.insert(to.name.clone(), to.clone());
        }
        Change::AddLookupValues { table, column, values } => {
            let lookup = || Lookup { column: column.clone(), values: IndexSet::new() };
            catalog.lookups.entry(table.clone()).or_insert_with(lookup).values.extend(values.iter().cloned());
        }
        Change::RemoveLookupValues { table, values, .. } => {
            if let Some(lookup) = catalog.lookups.get_mut(table) {
                lookup.values.retain(|value| !values.contains(value));
            }
        }
        Change::CreateFunction(function) => {
            catalog.functions.insert(function.signature(), function.clone());
        }
        Change::DropFunction(function) => {
            catalog.functions.shift_remove(&function.signature());
        }
        Change::CreateTable(table) => {
            catalog.tables.insert(table.name.clone(), table.clone());
        }
        Change::DropTable(table) => {
            catalog.tables.shift_remove(&table.name);
            catalog.lookups.shift_remove(&table.name);
        }
        Change::SetComment { object, comment } => set_comment(catalog, object, comment),
        Change::AddColumn { table, .. }
        | Change::DropColumn { table, .. }
        | Change::AddConstraint { table, .. }
        | Change::DropConstraint { table, .. }
        | Change::CreateIndex { table, .. }
        | Change::DropIndex { table, .. }
        | Change::CreateTrigger { table, .. }
        | Change::DropTrigger { table, .. } => {
            if let Some(table) = catalog.tables.get_mut(table) {
                apply_to_table(table, change);
            }
        }
    }
}

fn apply_to_table(table: &mut Table, change: &Change) {
    match change {
        Change::AddColumn { column, .. } => {
            table.columns.insert(column.name.clone(), column.clone());
        }
        Change::DropColumn { column, .. } => {
            table.columns.shift_remove(&column.name);
        }
        Change::AddConstraint { constraint, .. } => add_constraint(table, constraint),
        Change::DropConstraint { constraint, .. } => drop_constraint(table, constraint),
        Change::CreateIndex { index, .. } => {
            table.indexes.insert(index.name.clone(), index.clone());
        }
        Change::DropIndex { index, .. } => {
            table.indexes.shift_remove(&index.name);
        }
        Change::CreateTrigger { trigger, .. } => {
            table.triggers.insert(trigger.name.clone(), trigger.clone());
        }
        Change::DropTrigger { trigger, .. } => {
            table.triggers.shift_remove(&trigger.name);
        }
        _ => {}
    }
}

fn add_constraint(table: &mut Table, constraint: &Constraint) {
    match constraint.clone() {
        Constraint::PrimaryKey(key) => {
            for column in &key.columns {
                if let Some(column) = table.columns.get_mut(column) {
                    column.not_null = true;
                }
            }
            table.primary_key = Some(key);
        }
        Constraint::Unique(unique) => {
            table.uniques.insert(unique.name.clone(), unique);
        }
        Constraint::ForeignKey(key) => {
            table.foreign_keys.insert(key.name.clone(), key);
        }
        Constraint::Check(check) => {
            table.checks.insert(check.name.clone(), check);
        }
        Constraint::Exclusion(exclusion) => {
            table.exclusions.insert(exclusion.name.clone(), exclusion);
        }
    }
}

fn drop_constraint(table: &mut Table, constraint: &Constraint) {
    let name = constraint.name();
    match constraint {
        Constraint::PrimaryKey(_) => table.primary_key = None,
        Constraint::Unique(_) => drop(table.uniques.shift_remove(name)),
        Constraint::ForeignKey(_) => drop(table.foreign_keys.shift_remove(name)),
        Constraint::Check(_) => drop(table.checks.shift_remove(name)),
        Constraint::Exclusion(_) => drop(table.exclusions.shift_remove(name)),
    }
}

fn add_enum_value(catalog: &mut Catalog, name: &QualifiedName, value: &str, before: Option<&str>) {
    let Some(changed) = catalog.enums.get_mut(name) else { return };
    if changed.values.iter().any(|standing| standing == value) {
        return;
    }
    let place = before.and_then(|before| changed.values.iter().position(|standing| standing == before)).unwrap_or(changed.values.len());
    changed.values.insert(place, value.to_string());
}

fn set_comment(catalog: &mut Catalog, object: &ObjectPath, comment: &Option<String>) {
    let place = match object {
        ObjectPath::Schema(name) => Some(&mut catalog.schemas.entry(name.clone()).or_default().comment),
        ObjectPath::Enum(name) => catalog.enums.get_mut(name).map(|found| &mut found.comment),
        ObjectPath::Function(signature) => catalog.functions.get_mut(signature).map(|found| &mut found.comment),
        ObjectPath::Table(name) => catalog.tables.get_mut(name).map(|found| &mut found.comment),
        ObjectPath::Column(table, name) => {
            catalog.tables.get_mut(table).and_then(|table| table.columns.get_mut(name)).map(|found| &mut found.comment)
        }
        ObjectPath::Constraint(table, name) => catalog.tables.get_mut(table).and_then(|table| constraint_comment(table, name)),
        ObjectPath::Index(table, name) => {
            catalog.tables.get_mut(table).and_then(|table| table.indexes.get_mut(name)).map(|found| &mut found.comment)
        }
        ObjectPath::Trigger(table, name) => {
            catalog.tables.get_mut(table).and_then(|table| table.triggers.get_mut(name)).map(|found| &mut found.comment)
        }
        ObjectPath::Extension(_) | ObjectPath::Other(_) => None,
    };
    if let Some(place) = place {
        place.clone_from(comment);
    }
}

fn constraint_comment<'a>(table: &'a mut Table, name: &str) -> Option<&'a mut Option<String>> {
    if let Some(key) = table.primary_key.as_mut().filter(|key| key.name == name) {
        return Some(&mut key.comment);
    }
    if let Some(found) = table.uniques.get_mut(name) {
        return Some(&mut found.comment);
    }
    if let Some(found) = table.foreign_keys.get_mut(name) {
        return Some(&mut found.comment);
    }
    if let Some(found) = table.checks.get_mut(name) {
        return Some(&mut found.comment);
    }
    table.exclusions.get_mut(name).map(|found| &mut found.comment)
}
