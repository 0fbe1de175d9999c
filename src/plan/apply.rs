//! What a change makes of a catalog: the planner's own forecast of PostgreSQL.

use crate::ordered::IndexSet;

use super::apply_rename::apply_renaming;
use super::column_parts::taken_along;
use super::definitions::sequences_owned_by;
use super::{Change, Constraint, Part};
use crate::catalog::{Catalog, Extension, Function, Lookup, ObjectPath, QualifiedName, Table, TableOptions};

/// Carries out one change. A change of something that does not stand changes nothing.
pub fn apply(catalog: &mut Catalog, change: &Change) {
    match change {
        Change::CreateSchema { name, schema } => {
            catalog.schemas.insert(name.clone(), schema.clone());
        }
        Change::DropSchema { name } => {
            catalog.schemas.shift_remove(name);
            drop_parts(catalog, &ObjectPath::Schema(name.clone()).to_string());
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
            drop_parts(catalog, &ObjectPath::Enum(dropped.name.clone()).to_string());
        }
        Change::AddEnumValue { name, value, before } => add_enum_value(catalog, name, value, before.as_deref()),
        Change::SwapEnum { to, .. } => {
            catalog.enums.insert(to.name.clone(), to.clone());
            drop_parts(catalog, &ObjectPath::Enum(to.name.clone()).to_string());
        }
        Change::AddLookupValues { table, column, values } => {
            let lookup = || Lookup { column: column.clone(), values: IndexSet::default() };
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
            drop_parts(catalog, &ObjectPath::Function(function.signature()).to_string());
        }
        Change::ReplaceFunction { to, .. } => {
            let comment = catalog.functions.get(&to.signature()).and_then(|standing| standing.comment.clone());
            catalog.functions.insert(to.signature(), Function { comment, ..to.clone() });
        }
        Change::Define { definition, parts } => {
            for made in std::iter::once(definition).chain(parts) {
                catalog.definitions.insert(made.key(), made.clone());
            }
        }
        Change::Undefine { definition, .. } => {
            catalog.definitions.shift_remove(&definition.key());
            drop_parts(catalog, &definition.key());
        }
        Change::Redefine { to, .. } => {
            catalog.definitions.insert(to.key(), to.clone());
        }
        Change::CreateTable(table) => {
            catalog.tables.insert(table.name.clone(), Table::clone(table));
        }
        Change::DropTable(table) => {
            catalog.tables.shift_remove(&table.name);
            catalog.lookups.shift_remove(&table.name);
            drop_parts(catalog, &ObjectPath::Table(table.name.clone()).to_string());
            drop_sequences(catalog, &table.name, None);
            for index in table.indexes.keys() {
                drop_parts(catalog, &ObjectPath::Index(table.name.clone(), index.clone()).to_string());
            }
        }
        Change::AlterTable { to, .. } => {
            if let Some(table) = catalog.tables.get_mut(&to.name) {
                let inherited = std::mem::take(&mut table.options.inherited);
                table.options = TableOptions { inherited, ..to.options.clone() };
            }
        }
        Change::Rename { renamings, .. } => renamings.iter().for_each(|renaming| apply_renaming(catalog, renaming)),
        Change::SetComment { object, comment } => set_comment(catalog, object, comment),
        Change::AddColumn { table, .. }
        | Change::DropColumn { table, .. }
        | Change::AlterColumnType { table, .. }
        | Change::SetColumnValue { table, .. }
        | Change::FillNulls { table, .. }
        | Change::SetNotNull { table, .. }
        | Change::RenamePart { table, .. }
        | Change::ValidateConstraint { table, .. }
        | Change::AddConstraint { table, .. }
        | Change::DropConstraint { table, .. }
        | Change::CreateIndex { table, .. }
        | Change::DropIndex { table, .. }
        | Change::CreateTrigger { table, .. }
        | Change::DropTrigger { table, .. } => {
            if let Some(table) = catalog.tables.get_mut(table) {
                apply_to_table(table, change);
            }
            for key in taken_along(&catalog.definitions, change) {
                catalog.definitions.shift_remove(&key);
            }
            if let Change::DropColumn { table, column } = change {
                drop_sequences(catalog, table, Some(&column.name));
            }
            if let Change::DropIndex { .. } = change {
                drop_parts(catalog, &change.object().to_string());
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
        Change::AlterColumnType { to, .. } | Change::SetColumnValue { to, .. } => {
            if let Some(column) = table.columns.get_mut(&to.name) {
                column.data_type.clone_from(&to.data_type);
                column.collation.clone_from(&to.collation);
                column.value.clone_from(&to.value);
            }
        }
        Change::SetNotNull { column, not_null, .. } => {
            if let Some(column) = table.columns.get_mut(column) {
                column.not_null = *not_null;
            }
        }
        Change::RenamePart { part, from, to, .. } => rename_part(table, *part, from, to),
        Change::ValidateConstraint { constraint, .. } | Change::AddConstraint { constraint, .. } => add_constraint(table, constraint),
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

/// What goes with an object goes when it goes.
fn drop_parts(catalog: &mut Catalog, owner: &str) {
    let parts: Vec<String> =
        catalog.definitions.iter().filter(|(_, part)| part.within.as_deref() == Some(owner)).map(|(key, _)| key.clone()).collect();
    for part in parts {
        catalog.definitions.shift_remove(&part);
        drop_parts(catalog, &part);
    }
}

fn drop_sequences(catalog: &mut Catalog, table: &QualifiedName, column: Option<&str>) {
    for key in sequences_owned_by(&catalog.definitions, table, column) {
        catalog.definitions.shift_remove(&key);
        drop_parts(catalog, &key);
    }
}

fn rename_part(table: &mut Table, part: Part, from: &str, to: &str) {
    let to = to.to_string();
    if part == Part::Index {
        if let Some(mut index) = table.indexes.shift_remove(from) {
            index.name.clone_from(&to);
            table.indexes.insert(to, index);
        }
    } else if let Some(key) = table.primary_key.as_mut().filter(|key| key.name == from) {
        key.name = to;
    } else if let Some(mut unique) = table.uniques.shift_remove(from) {
        unique.name.clone_from(&to);
        table.uniques.insert(to, unique);
    } else if let Some(mut key) = table.foreign_keys.shift_remove(from) {
        key.name.clone_from(&to);
        table.foreign_keys.insert(to, key);
    } else if let Some(mut check) = table.checks.shift_remove(from) {
        check.name.clone_from(&to);
        table.checks.insert(to, check);
    } else if let Some(mut exclusion) = table.exclusions.shift_remove(from) {
        exclusion.name.clone_from(&to);
        table.exclusions.insert(to, exclusion);
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
