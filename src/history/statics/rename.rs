//! New names, and all that follows them: expressions, foreign keys of other tables, indexes, what hangs on a table.
//!
//! Never happens: a new name under a view, rule or parsed function, whose text PostgreSQL would print anew.

use super::state::{Relation, State, constraint_names, quoted, within_table};
use super::token::{Token, tokens};
use super::{Step, drop, expressions, not_modelled, sequence};
use crate::catalog::{ColumnValue, Expression, IndexKeyValue, QualifiedName};
use crate::ordered::IndexMap;

/// Under another key, at its place.
fn renamed_key<V>(map: &IndexMap<String, V>, old: &str, new: &str) -> IndexMap<String, V>
where
    V: Clone,
{
    map.iter().map(|(key, value)| (if key == old { new.to_string() } else { key.clone() }, value.clone())).collect()
}

fn rename_in(columns: &mut [String], old: &str, new: &str) {
    columns.iter_mut().filter(|column| *column == old).for_each(|column| *column = new.to_string());
}

pub(super) fn column(state: &mut State, name: &QualifiedName, old: &str, new: &str) -> Step<()> {
    let table = state.table(name)?;
    if !table.columns.contains_key(old) || table.columns.contains_key(new) {
        return not_modelled(format!("no column {old}, or a column {new}"));
    }
    if state.has_family(name) {
        return not_modelled("a column's new name in a table with parents or heirs");
    }
    if table.options.partition_key.is_some() {
        return not_modelled("a column's new name in a partitioned table");
    }
    drop::refuse_dependents(state, name, Some(old))?;
    let place = format!("{}.{}", name.sql(), quoted(old));
    let within = within_table(name);
    let names_it = |definition: &crate::catalog::Definition| {
        definition.within.as_deref() == Some(&within)
            && (definition.name == place
                || matches!(definition.kind.as_str(), "grant" | "trigger") && expressions::mentions(&definition.key(), old))
    };
    if state.catalog.definitions.values().any(names_it) {
        return not_modelled("a column's new name where options or privileges name it");
    }
    let mut table = state.table(name)?.clone();
    let mut result = Ok(());
    let mut expression = |expression: &mut Expression| match expressions::with_column_renamed(&expression.written, &name.name, old, new) {
        Ok(written) if written != expression.written => *expression = Expression::new(written),
        Ok(_) => {}
        Err(why) => result = Err(why),
    };
    table.columns = renamed_key(&table.columns, old, new);
    if let Some(column) = table.columns.get_mut(new) {
        column.name = new.to_string();
    }
    if let Some(key) = &mut table.primary_key {
        rename_in(&mut key.columns, old, new);
        rename_in(&mut key.include, old, new);
    }
    for unique in table.uniques.values_mut() {
        rename_in(&mut unique.columns, old, new);
        rename_in(&mut unique.include, old, new);
    }
    for check in table.checks.values_mut() {
        expression(&mut check.expression);
    }
    for index in table.indexes.values_mut() {
        rename_in(&mut index.include, old, new);
        index.predicate.iter_mut().for_each(&mut expression);
        for key in &mut index.keys {
            match &mut key.value {
                IndexKeyValue::Column(column) if column == old => *column = new.to_string(),
                IndexKeyValue::Column(_) => {}
                IndexKeyValue::Expression(value) => expression(value),
            }
        }
    }
    result?;
    for exclusion in table.exclusions.values_mut() {
        exclusion.definition = expressions::with_column_renamed(&exclusion.definition, &name.name, old, new)?;
    }
    for key in table.foreign_keys.values_mut() {
        rename_in(&mut key.columns, old, new);
        rename_in(&mut key.on_delete_columns, old, new);
    }
    *state.table_mut(name)? = table;
    let refers = |key: &crate::catalog::ForeignKey| key.references == *name && key.referenced_columns.iter().any(|column| column == old);
    let referrers: Vec<QualifiedName> =
        state.catalog.tables.values().filter(|table| table.foreign_keys.values().any(refers)).map(|table| table.name.clone()).collect();
    for referrer in referrers {
        for key in state.table_mut(&referrer)?.foreign_keys.values_mut().filter(|key| key.references == *name) {
            rename_in(&mut key.referenced_columns, old, new);
        }
    }
    let owned: Vec<_> =
        state.sequences.values().filter(|sequence| sequence.owner.as_ref().is_some_and(|(t, c)| t == name && c == old)).cloned().collect();
    for mut sequence in owned {
        sequence.owner = Some((name.clone(), new.to_string()));
        state.put_sequence(sequence);
    }
    Ok(())
}

pub(super) fn constraint(state: &mut State, name: &QualifiedName, old: &str, new: &str) -> Step<()> {
    let table = state.table(name)?;
    if !constraint_names(table).any(|other| other == old) || constraint_names(table).any(|other| other == new) {
        return not_modelled(format!("no constraint {old}, or a constraint {new}"));
    }
    if state.has_family(name) {
        return not_modelled("a constraint's new name in a table with parents or heirs");
    }
    if state.catalog.definitions.contains_key(&format!("constraint option {} on {}", quoted(old), name.sql())) {
        return not_modelled("a constraint with options");
    }
    let is_key = !table.checks.contains_key(old) && !table.foreign_keys.contains_key(old);
    if is_key && state.relation(&QualifiedName::new(name.schema.clone(), new)).is_some() {
        return not_modelled(format!("{new} stands already"));
    }
    let table = state.table_mut(name)?;
    if let Some(key) = table.primary_key.as_mut().filter(|key| key.name == old) {
        key.name = new.to_string();
    }
    table.uniques = renamed_key(&table.uniques, old, new);
    table.uniques.iter_mut().for_each(|(key, unique)| unique.name.clone_from(key));
    table.exclusions = renamed_key(&table.exclusions, old, new);
    table.exclusions.iter_mut().for_each(|(key, exclusion)| exclusion.name.clone_from(key));
    table.checks = renamed_key(&table.checks, old, new);
    table.checks.iter_mut().for_each(|(key, check)| check.name.clone_from(key));
    table.foreign_keys = renamed_key(&table.foreign_keys, old, new);
    table.foreign_keys.iter_mut().for_each(|(key, foreign_key)| foreign_key.name.clone_from(key));
    Ok(())
}

/// A constraint's index takes its constraint along.
pub(super) fn index(state: &mut State, name: &QualifiedName, new: &str) -> Step<()> {
    if state.relation(&QualifiedName::new(name.schema.clone(), new)).is_some() {
        return not_modelled(format!("{new} stands already"));
    }
    match state.relation(name).cloned() {
        Some(Relation::Index { table }) => {
            if state.has_family(&table) {
                return not_modelled("an index's new name in a table with parents or heirs");
            }
            let place = format!("{}.", name.sql());
            if state.catalog.definitions.values().any(|definition| {
                definition.name.starts_with(&place) || definition.kind.ends_with("identity of") || definition.kind == "cluster mark of"
            }) {
                return not_modelled("an index's new name where options name it");
            }
            let table = state.table_mut(&table)?;
            table.indexes = renamed_key(&table.indexes, &name.name, new);
            table.indexes.iter_mut().for_each(|(key, index)| index.name.clone_from(key));
            Ok(())
        }
        Some(Relation::KeyIndex { table }) => constraint(state, &table, &name.name, new),
        _ => not_modelled("an index that is not known"),
    }
}

pub(super) fn table(state: &mut State, old: &QualifiedName, new: &str) -> Step<()> {
    to_name(state, old, QualifiedName::new(old.schema.clone(), new))
}

pub(super) fn to_schema(state: &mut State, old: &QualifiedName, schema: &str) -> Step<()> {
    let new = state.new_name(&[schema.to_string(), old.name.clone()])?;
    if new == *old {
        return Ok(());
    }
    // Indexes and owned sequences move too.
    let table = state.table(old)?;
    let moved = |name: &String| state.relation(&QualifiedName::new(schema, name.clone())).is_some();
    if table.indexes.keys().chain(constraint_names(table)).any(moved) {
        return not_modelled("a name that stands in the new schema");
    }
    let owned: Vec<_> = state
        .sequences
        .values()
        .filter(|sequence| sequence.owner.as_ref().is_some_and(|(t, _)| t == old))
        .map(|sequence| sequence.name.clone())
        .collect();
    if owned.iter().any(|sequence| state.relation(&QualifiedName::new(schema, sequence.name.clone())).is_some()) {
        return not_modelled("a name that stands in the new schema");
    }
    to_name(state, old, new)?;
    for sequence in owned {
        sequence::rename(state, &sequence, &QualifiedName::new(schema, sequence.name.clone()))?;
    }
    Ok(())
}

fn to_name(state: &mut State, old: &QualifiedName, new: QualifiedName) -> Step<()> {
    if state.relation(&new).is_some() || super::types::stands(state, &new) {
        return not_modelled(format!("{new} stands already"));
    }
    drop::refuse_dependents(state, old, None)?;
    drop::type_is_unused(state, old, &[])?;
    let within = within_table(old);
    let parts: Vec<_> =
        state.catalog.definitions.values().filter(|definition| definition.within.as_deref() == Some(&within)).cloned().collect();
    if parts.iter().any(|part| matches!(part.kind.as_str(), "rule" | "trigger" | "statistics" | "constraint option" | "index")) {
        return not_modelled("a new name of a table with rules, statistics or constraint triggers");
    }
    let mut table = state.take_table(old)?;
    table.name = new.clone();
    for key in table.foreign_keys.values_mut().filter(|key| key.references == *old) {
        key.references = new.clone();
    }
    let strip = |expression: &Expression| expressions::mentions(&expression.written, &old.name) && expression.written.contains('.');
    if table.checks.values().any(|check| strip(&check.expression)) {
        return not_modelled("a check that names its table");
    }
    state.put_table(table);
    let concerned = |table: &crate::catalog::Table| {
        table.foreign_keys.values().any(|key| key.references == *old) || table.options.parents.contains(old)
    };
    let others: Vec<QualifiedName> =
        state.catalog.tables.values().filter(|table| concerned(table)).map(|table| table.name.clone()).collect();
    for other in others {
        let table = state.table_mut(&other)?;
        table.foreign_keys.values_mut().filter(|key| key.references == *old).for_each(|key| key.references = new.clone());
        table.options.parents.iter_mut().filter(|parent| *parent == old).for_each(|parent| *parent = new.clone());
    }
    for part in parts {
        let old_key = part.key();
        state.take_definition(&old_key);
        let mut moved = part;
        moved.within = Some(within_table(&new));
        for text in [&mut moved.name, &mut moved.definition, &mut moved.create, &mut moved.drop].into_iter().chain(&mut moved.replace) {
            *text = with_path_renamed(text, old, &new)?;
        }
        let new_key = moved.key();
        state.put_definition(moved);
        rename_parts(state, &old_key, &new_key, old, &new)?;
    }
    let owned: Vec<_> =
        state.sequences.values().filter(|sequence| sequence.owner.as_ref().is_some_and(|(t, _)| t == old)).cloned().collect();
    for mut sequence in owned {
        sequence.owner = sequence.owner.map(|(_, column)| (new.clone(), column));
        state.put_sequence(sequence);
    }
    Ok(())
}

/// Comments on what hangs on a table.
fn rename_parts(state: &mut State, old_key: &str, new_key: &str, old: &QualifiedName, new: &QualifiedName) -> Step<()> {
    let parts: Vec<_> =
        state.catalog.definitions.values().filter(|definition| definition.within.as_deref() == Some(old_key)).cloned().collect();
    for mut part in parts {
        state.take_definition(&part.key());
        part.within = Some(new_key.to_string());
        for text in [&mut part.name, &mut part.create, &mut part.drop].into_iter().chain(&mut part.replace) {
            *text = with_path_renamed(text, old, new)?;
        }
        state.put_definition(part);
    }
    Ok(())
}

/// The text with `schema.name` as another.
pub(super) fn with_path_renamed(text: &str, old: &QualifiedName, new: &QualifiedName) -> Step<String> {
    let all = tokens(text)?;
    let is = |token: Option<&Token>, name: &str| token.is_some_and(|token| token.is_name() && token.value == name);
    let mut places = Vec::new();
    for at in 0..all.len() {
        if is(all.get(at), &old.schema) && all.get(at + 1).is_some_and(|dot| dot.is_sign(".")) && is(all.get(at + 2), &old.name) {
            places.push(all[at].range.start..all[at + 2].range.end);
        }
    }
    Ok(expressions::replaced(text, &places, new.sql().as_str()))
}

/// Casts to a type in the expressions of all tables, and columns of it, under its new name.
pub(super) fn type_in_tables(state: &mut State, old: &QualifiedName, new: &QualifiedName) -> Step<()> {
    let names: Vec<QualifiedName> = state.catalog.tables.keys().cloned().collect();
    for name in names {
        let has = |table: &crate::catalog::Table| table.columns.values().any(|column| column.data_type.user_name().as_ref() == Some(old));
        let table = state.table(&name)?;
        let casts = |expression: &Expression| expression.written.contains("::") && expressions::mentions(&expression.written, &old.name);
        let in_columns =
            table.columns.values().any(|column| matches!(&column.value, ColumnValue::Default(e) | ColumnValue::Generated(e) if casts(e)));
        let elsewhere = table.checks.values().any(|check| casts(&check.expression))
            || table.indexes.values().any(|index| {
                index.predicate.as_ref().is_some_and(casts)
                    || index.keys.iter().any(|key| matches!(&key.value, IndexKeyValue::Expression(e) if casts(e)))
            });
        if elsewhere {
            return not_modelled(format!("a new name of a type that an expression of {name} names"));
        }
        if !has(table) && !in_columns {
            continue;
        }
        for column in state.table_mut(&name)?.columns.values_mut() {
            if column.data_type.user_name().as_ref() == Some(old) {
                column.data_type.schema = Some(new.schema.clone());
                column.data_type.name.clone_from(&new.name);
            }
            if let ColumnValue::Default(expression) | ColumnValue::Generated(expression) = &mut column.value
                && expression.written.contains("::")
            {
                let all = tokens(&expression.written)?;
                let mut places = Vec::new();
                for at in 1..all.len() {
                    let qualified = all[at].is_name() && all.get(at + 1).is_some_and(|dot| dot.is_sign(".")) && all[at].value == old.schema;
                    let last = if qualified { at + 2 } else { at };
                    if all[at - 1].is_sign("::") && all.get(last).is_some_and(|token| token.is_name() && token.value == old.name) {
                        places.push(all[at].range.start..all[last].range.end);
                    }
                }
                *expression = Expression::new(expressions::replaced(&expression.written, &places, new.sql().as_str()));
            }
        }
    }
    Ok(())
}
