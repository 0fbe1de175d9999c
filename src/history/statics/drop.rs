//! What goes when something goes: with a column its constraints, indexes and sequence, with a table all that hangs on it.
//!
//! Comes in: DROP of tables, columns, constraints, and what depends on them. Never happens: a view, a function or a policy of another
//! object that loses what it reads (PostgreSQL refuses that, or drops it under CASCADE: both are for PostgreSQL to say).

use super::state::{State, quoted, within_table};
use super::{Step, alter_column, expressions, not_modelled};
use crate::catalog::{ColumnValue, IndexKeyValue, QualifiedName, Table};

/// Views, rules and parsed functions that read the table, or its column.
pub(super) fn refuse_dependents(state: &State, table: &QualifiedName, column: Option<&str>) -> Step<()> {
    let reads = |text: &str| {
        expressions::mentions(text, &table.name) && column.is_none_or(|column| expressions::mentions(text, column) || text.contains('*'))
    };
    // A schema without any of them costs nothing here.
    let readers = ["view", "materialized view", "rule", "policy", "trigger", "statistics", "publication"];
    for definition in state.catalog.definitions.values().filter(|_| state.has_kind(&readers)) {
        let own = definition.within.as_deref() == Some(within_table(table).as_str());
        let reader = match definition.kind.as_str() {
            "view" | "materialized view" => reads(&definition.definition),
            "rule" => reads(&definition.definition) && (!own || column.is_some()),
            // With its table it goes; another table's may ask this one.
            "policy" if own => column.is_some_and(|column| alter_column::policy_speaks_of(state, table, column)),
            "policy" => reads(&definition.definition),
            "trigger" => reads(&definition.definition) && column.is_some(),
            "statistics" if own => column.is_some_and(|column| expressions::mentions(&definition.definition, column)),
            kind if kind.starts_with("publication") => expressions::mentions(&definition.definition, &table.name),
            _ => false,
        };
        if reader {
            return not_modelled(format!("a change under {}", definition.key()));
        }
    }
    for function in state.catalog.functions.values() {
        if function.options.sql_body && reads(&function.body) {
            return not_modelled(format!("a change under the function {}", function.signature()));
        }
    }
    if let Some(column) = column {
        let own = state.table(table)?;
        for other in own.columns.values() {
            if let ColumnValue::Generated(expression) = &other.value
                && expressions::speaks_of(&expression.written, &table.name, column)
            {
                return not_modelled(format!("a change under the generated column {}", other.name));
            }
        }
        for trigger in own.triggers.values() {
            let condition = trigger.condition.as_ref().is_some_and(|condition| expressions::mentions(&condition.written, column));
            if condition || trigger.events.iter().any(|event| event.contains(" OF ") && expressions::mentions(event, column)) {
                return not_modelled(format!("a change under the trigger {}", trigger.name));
            }
        }
    }
    Ok(())
}

pub(super) fn column(state: &mut State, name: &QualifiedName, column: &str, cascade: bool) -> Step<()> {
    refuse_dependents(state, name, Some(column))?;
    let table = state.table(name)?.clone();
    if table.options.partition_key.as_deref().is_some_and(|key| expressions::mentions(key, column)) {
        return not_modelled("a column of a partition key");
    }
    drop_referrers(state, name, cascade, |foreign_key| foreign_key.referenced_columns.iter().any(|other| other == column))?;
    let names = |columns: &[String]| columns.iter().any(|other| other == column);
    let to_itself = |key: &crate::catalog::ForeignKey| key.references == *name && names(&key.referenced_columns);
    if !cascade && table.foreign_keys.values().any(|key| to_itself(key) && !names(&key.columns)) {
        return not_modelled("a column that the table itself refers to");
    }
    let speaks = |text: &str| expressions::speaks_of(text, &table.name.name, column);
    let own = state.table_mut(name)?;
    own.columns.shift_remove(column);
    let mut gone = Vec::new();
    if own.primary_key.as_ref().is_some_and(|key| names(&key.columns) || names(&key.include)) {
        gone.extend(own.primary_key.take().map(|key| key.name));
    }
    own.uniques.retain(|name, unique| keep(!(names(&unique.columns) || names(&unique.include)), name, &mut gone));
    own.foreign_keys.retain(|name, foreign_key| keep(!names(&foreign_key.columns) && !to_itself(foreign_key), name, &mut gone));
    own.checks.retain(|name, check| keep(!speaks(&check.expression.written), name, &mut gone));
    own.exclusions.retain(|name, exclusion| keep(!expressions::mentions(&exclusion.definition, column), name, &mut gone));
    let uses = |index: &crate::catalog::Index| {
        names(&index.include)
            || index.predicate.as_ref().is_some_and(|predicate| speaks(&predicate.written))
            || index.keys.iter().any(|key| match &key.value {
                IndexKeyValue::Column(other) => other == column,
                IndexKeyValue::Expression(expression) => speaks(&expression.written),
            })
    };
    own.indexes.retain(|name, index| keep(!uses(index), name, &mut gone));
    own.options.inherited.columns.remove(column);
    let place = format!("{}.{}", name.sql(), quoted(column));
    for kind in ["storage", "compression", "statistics", "options"] {
        state.take_definition(&format!("{kind} of column {place}"));
    }
    let privileges = format!(" ({}) on TABLE {} ", quoted(column), name.sql());
    take_where(state, |definition| definition.kind == "grant" && definition.name.contains(&privileges));
    refuse_marks(state, name, &gone)?;
    drop_sequences(state, name, Some(column))
}

/// For `retain`: what is not kept is noted.
fn keep(stays: bool, name: &str, gone: &mut Vec<String>) -> bool {
    if !stays {
        gone.push(name.to_string());
    }
    stays
}

/// A cluster mark or replica identity that names an index which goes.
fn refuse_marks(state: &State, table: &QualifiedName, gone: &[String]) -> Step<()> {
    for kind in ["replica identity of", "cluster mark of"] {
        if let Some(mark) = state.catalog.definitions.get(&format!("{kind} {}", table.sql()))
            && gone.iter().any(|index| expressions::mentions(&mark.definition, index))
        {
            return not_modelled("an index that the table is marked with");
        }
    }
    Ok(())
}

/// Foreign keys of other tables, and of the table itself, to what goes.
fn drop_referrers(
    state: &mut State,
    name: &QualifiedName,
    cascade: bool,
    concerned: impl Fn(&crate::catalog::ForeignKey) -> bool,
) -> Step<()> {
    let refers = |table: &Table| table.name != *name && table.foreign_keys.values().any(|key| key.references == *name && concerned(key));
    let referrers: Vec<QualifiedName> =
        state.catalog.tables.values().filter(|table| refers(table)).map(|table| table.name.clone()).collect();
    if !referrers.is_empty() && !cascade {
        return not_modelled(format!("something that {} refers to", referrers[0]));
    }
    for referrer in referrers {
        state.table_mut(&referrer)?.foreign_keys.retain(|_, key| !(key.references == *name && concerned(key)));
    }
    Ok(())
}

/// Sequences that the table or its column owns.
fn drop_sequences(state: &mut State, table: &QualifiedName, column: Option<&str>) -> Step<()> {
    let owned: Vec<QualifiedName> = state
        .sequences
        .values()
        .filter(|sequence| sequence.owner.as_ref().is_some_and(|(t, c)| t == table && column.is_none_or(|column| c == column)))
        .map(|sequence| sequence.name.clone())
        .collect();
    owned.iter().try_for_each(|name| sequence(state, name))
}

/// The sequence goes; a default that takes from it must not stand.
pub(super) fn sequence(state: &mut State, name: &QualifiedName) -> Step<()> {
    for table in state.catalog.tables.values() {
        for column in table.columns.values() {
            let uses = match &column.value {
                ColumnValue::Serial { sequence } => sequence == name,
                ColumnValue::Default(expression) if expression.written.contains("nextval") => {
                    super::sequence::sequence_in_default(state, &expression.written).as_ref() == Some(name)
                }
                _ => false,
            };
            if uses {
                return not_modelled(format!("a sequence that a default of {} takes from", table.name));
            }
        }
    }
    state.take_sequence(name);
    forget_parts(state, &format!("sequence {}", name.sql()));
    let privileges = format!(" on SEQUENCE {} ", name.sql());
    take_where(state, |definition| matches!(definition.kind.as_str(), "grant" | "revocation") && definition.name.contains(&privileges));
    Ok(())
}

pub(super) fn take_where(state: &mut State, wanted: impl Fn(&crate::catalog::Definition) -> bool) {
    let keys: Vec<String> =
        state.catalog.definitions.iter().filter(|(_, definition)| wanted(definition)).map(|(key, _)| key.clone()).collect();
    keys.iter().for_each(|key| drop(state.take_definition(key)));
}

/// All that goes with an object, and what goes with that.
pub(super) fn forget_parts(state: &mut State, within: &str) {
    let parts: Vec<String> = state
        .catalog
        .definitions
        .iter()
        .filter(|(_, definition)| definition.within.as_deref() == Some(within))
        .map(|(key, _)| key.clone())
        .collect();
    for part in parts {
        state.take_definition(&part);
        forget_parts(state, &part);
    }
}

pub(super) fn constraint(state: &mut State, name: &QualifiedName, constraint: &str, may_lack: bool, cascade: bool) -> Step<()> {
    let table = state.table(name)?;
    if table.options.inherited.constraints.contains(constraint) {
        return not_modelled("a constraint that is inherited");
    }
    if state.catalog.definitions.contains_key(&format!("constraint option {} on {}", quoted(constraint), name.sql())) {
        return not_modelled("a constraint with options");
    }
    let key = table
        .primary_key
        .as_ref()
        .filter(|key| key.name == constraint)
        .map(|key| key.columns.clone())
        .or_else(|| table.uniques.get(constraint).map(|unique| unique.columns.clone()));
    let stands = key.is_some()
        || table.foreign_keys.contains_key(constraint)
        || table.checks.contains_key(constraint)
        || table.exclusions.contains_key(constraint);
    if !stands {
        return if may_lack { Ok(()) } else { not_modelled(format!("no constraint {constraint}")) };
    }
    if let Some(columns) = key {
        // Only one key can be over these columns for this to be sure.
        let mut wanted = columns;
        wanted.sort();
        let same = |columns: &[String]| {
            let mut columns = columns.to_vec();
            columns.sort();
            columns == wanted
        };
        let keys = table.primary_key.iter().filter(|key| same(&key.columns)).count()
            + table.uniques.values().filter(|unique| same(&unique.columns)).count();
        let referenced = state
            .catalog
            .tables
            .values()
            .flat_map(|table| table.foreign_keys.values())
            .any(|key| key.references == *name && same(&key.referenced_columns));
        if referenced && keys > 1 {
            return not_modelled("one of two keys that foreign keys may stand on");
        }
        let own = table.foreign_keys.values().any(|key| key.references == *name && same(&key.referenced_columns));
        if own && !cascade {
            return not_modelled("a key that the table itself refers to");
        }
        if own {
            state.table_mut(name)?.foreign_keys.retain(|_, key| !(key.references == *name && same(&key.referenced_columns)));
        }
        drop_referrers(state, name, cascade, |key| same(&key.referenced_columns))?;
        refuse_marks(state, name, &[constraint.to_string()])?;
    }
    let table = state.table_mut(name)?;
    if table.primary_key.as_ref().is_some_and(|key| key.name == constraint) {
        table.primary_key = None;
    }
    table.uniques.swap_remove(constraint);
    table.foreign_keys.swap_remove(constraint);
    table.checks.swap_remove(constraint);
    table.exclusions.swap_remove(constraint);
    Ok(())
}

/// All named by one DROP TABLE.
pub(super) fn tables(state: &mut State, names: &[QualifiedName], cascade: bool) -> Step<()> {
    let mut all = names.to_vec();
    // Partitions go with their table; other heirs do not.
    let mut at = 0;
    while at < all.len() {
        for child in state.children(&all[at]) {
            let partition = state.table(&child)?.options.partition_bound.is_some();
            if !partition && !all.contains(&child) {
                return not_modelled("a table with heirs");
            }
            if !all.contains(&child) {
                all.push(child);
            }
        }
        at += 1;
    }
    for name in &all {
        refuse_dependents(state, name, None)?;
        type_is_unused(state, name, &all)?;
        let refers = |table: &Table| !all.contains(&table.name) && table.foreign_keys.values().any(|key| key.references == *name);
        if !cascade && state.catalog.tables.values().any(refers) {
            return not_modelled(format!("foreign keys to {name}"));
        }
        drop_referrers(state, name, true, |_| true)?;
    }
    for name in &all {
        state.take_table(name)?;
    }
    for name in &all {
        drop_sequences(state, name, None)?;
        forget_parts(state, &within_table(name));
        let privileges = format!(" on TABLE {} ", name.sql());
        take_where(state, |definition| matches!(definition.kind.as_str(), "grant" | "revocation") && definition.name.contains(&privileges));
    }
    Ok(())
}

/// No column, function or other type is of this type, or of an array of it.
pub(super) fn type_is_unused(state: &State, name: &QualifiedName, except: &[QualifiedName]) -> Step<()> {
    let written = name.sql().to_string();
    for table in state.catalog.tables.values().filter(|table| !except.contains(&table.name)) {
        if table.columns.values().any(|column| column.data_type.user_name().as_ref() == Some(name)) {
            return not_modelled(format!("the type {name}, which {} has", table.name));
        }
        let casts = |text: &str| text.contains("::") && expressions::mentions(text, &name.name);
        let in_expression = table.checks.values().any(|check| casts(&check.expression.written))
            || table
                .columns
                .values()
                .any(|column| matches!(&column.value, ColumnValue::Default(e) | ColumnValue::Generated(e) if casts(&e.written)))
            || table.indexes.values().any(|index| index.predicate.as_ref().is_some_and(|predicate| casts(&predicate.written)));
        if in_expression {
            return not_modelled(format!("the type {name}, which an expression of {} names", table.name));
        }
    }
    for function in state.catalog.functions.values() {
        if function.arguments.contains(&written) || function.returns.contains(&written) || function.argument_types.contains(&written) {
            return not_modelled(format!("the type {name}, which {} has", function.signature()));
        }
    }
    for definition in state.catalog.definitions.values() {
        let typed =
            ["domain", "attribute", "composite type", "range type", "aggregate", "window function", "view", "materialized view", "policy"]
                .contains(&definition.kind.as_str());
        let own = definition.name == written || definition.within.as_deref().is_some_and(|within| within.ends_with(&written));
        if typed
            && !own
            && (definition.definition.contains(&written)
                || definition.create.contains(&written)
                || definition.shape.iter().any(|shape| shape.contains(&written)))
        {
            return not_modelled(format!("the type {name}, which {} has", definition.key()));
        }
    }
    Ok(())
}
