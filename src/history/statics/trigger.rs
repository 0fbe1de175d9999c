//! Triggers.
//!
//! Comes in: CREATE, ALTER and DROP TRIGGER. Goes out: a trigger of its table; one with transition tables, or a constraint trigger, as a
//! definition in the words of `pg_get_triggerdef()`.

use super::cursor::Cursor;
use super::state::{State, quoted, within_table};
use super::table_options::definition;
use super::token::Kind;
use super::{Step, expressions, not_modelled};
use crate::catalog::{Expression, QualifiedName, Trigger};

/// Trigger functions of pg_catalog. Source: PostgreSQL, "9.28. Trigger Functions", "12.4.3. Triggers for Automatic Updates".
const BUILTIN: &[&str] = &["tsvector_update_trigger", "tsvector_update_trigger_column", "suppress_redundant_updates_trigger"];

/// After CREATE [OR REPLACE] [CONSTRAINT] TRIGGER.
pub(super) fn create(cursor: &mut Cursor, state: &mut State, replace: bool, constraint: bool) -> Step<()> {
    let name = cursor.name()?;
    let timing = if cursor.take("before") {
        "BEFORE"
    } else if cursor.take("after") {
        "AFTER"
    } else {
        return cursor.unexpected("before or after");
    };
    let (mut insert, mut update, mut delete, mut truncate) = (false, None, false, false);
    loop {
        if cursor.take("insert") {
            insert = true;
        } else if cursor.take("delete") {
            delete = true;
        } else if cursor.take("truncate") {
            truncate = true;
        } else {
            cursor.expect("update")?;
            update = Some(if cursor.take("of") { cursor.names()? } else { Vec::new() });
        }
        if !cursor.take("or") {
            break;
        }
    }
    cursor.expect("on")?;
    let path = cursor.path()?;
    if state.is_temporary(&path) {
        return Ok(());
    }
    let table = state.find_table(&path)?;
    if let Some(column) = update.iter().flatten().find(|column| !state.catalog.tables[&table].columns.contains_key(*column)) {
        return not_modelled(format!("no column {column}"));
    }
    if cursor.sees("from") {
        return not_modelled("a constraint trigger with a second table");
    }
    let (mut deferrable, mut deferred) = (false, false);
    if constraint {
        loop {
            if cursor.take("not deferrable") {
                deferrable = false;
            } else if cursor.take("deferrable") {
                deferrable = true;
            } else if cursor.take("initially deferred") {
                (deferrable, deferred) = (true, true);
            } else if !cursor.take("initially immediate") {
                break;
            }
        }
    }
    let (mut old_table, mut new_table) = (None, None);
    if cursor.take("referencing") {
        loop {
            let old = cursor.take("old");
            if !old && !cursor.take("new") {
                break;
            }
            cursor.expect("table")?;
            cursor.take("as");
            let alias = Some(cursor.name()?);
            if old { old_table = alias } else { new_table = alias }
        }
    }
    let mut for_each_row = false;
    if cursor.take("for") {
        cursor.take("each");
        for_each_row = cursor.take("row");
        if !for_each_row {
            cursor.expect("statement")?;
        }
    }
    let condition = if cursor.take("when") { Some(cursor.bracketed()?) } else { None };
    cursor.expect("execute")?;
    if !cursor.take("function") {
        cursor.expect("procedure")?;
    }
    let function = function(cursor, state)?;
    let arguments = arguments(cursor)?;
    cursor.end()?;
    if for_each_row && !state.children(&table).is_empty() && state.table(&table)?.options.partition_key.is_some() {
        return not_modelled("a trigger of a table with partitions");
    }
    let special = format!("{} on {}", quoted(&name), table.sql());
    let stands = state.catalog.definitions.contains_key(&format!("trigger {special}")) || state.table(&table)?.triggers.contains_key(&name);
    if stands && !replace {
        return not_modelled("a trigger of this name stands already");
    }
    let update_text = |update: &Vec<String>| match update.as_slice() {
        [] => "UPDATE".to_string(),
        columns => format!("UPDATE OF {}", columns.iter().map(|column| quoted(column)).collect::<Vec<_>>().join(", ")),
    };
    if constraint || old_table.is_some() || new_table.is_some() {
        if stands || condition.is_some() {
            return not_modelled("a constraint trigger with a condition");
        }
        let mut events = Vec::new();
        events.extend(insert.then(|| "INSERT".to_string()));
        events.extend(delete.then(|| "DELETE".to_string()));
        events.extend(update.as_ref().map(update_text));
        events.extend(truncate.then(|| "TRUNCATE".to_string()));
        let mut text = format!(
            "CREATE {}TRIGGER {} {timing} {} ON {} ",
            if constraint { "CONSTRAINT " } else { "" },
            quoted(&name),
            events.join(" OR "),
            table.sql()
        );
        if constraint {
            text.push_str(if deferrable { "DEFERRABLE INITIALLY " } else { "NOT DEFERRABLE INITIALLY " });
            text.push_str(if deferred { "DEFERRED " } else { "IMMEDIATE " });
        }
        if old_table.is_some() || new_table.is_some() {
            text.push_str("REFERENCING ");
        }
        for (word, alias) in [("OLD", old_table), ("NEW", new_table)] {
            if let Some(alias) = alias {
                text.push_str(&format!("{word} TABLE AS {} ", quoted(&alias)));
            }
        }
        let arguments: Vec<String> = arguments.iter().map(|argument| format!("'{}'", argument.replace('\'', "''"))).collect();
        text.push_str(&format!(
            "FOR EACH {} EXECUTE FUNCTION {}({})",
            if for_each_row { "ROW" } else { "STATEMENT" },
            function.sql(),
            arguments.join(", ")
        ));
        let drop = format!("DROP TRIGGER {} ON {}", quoted(&name), table.sql());
        state.put_definition(definition("trigger", special, format!("O{text}"), text, drop, None, Some(within_table(&table))));
        return Ok(());
    }
    let mut events = Vec::new();
    events.extend(insert.then(|| "INSERT".to_string()));
    events.extend(update.as_ref().map(update_text));
    events.extend(delete.then(|| "DELETE".to_string()));
    events.extend(truncate.then(|| "TRUNCATE".to_string()));
    let condition = condition.map(|text| condition_on(state, &table, &text)).transpose()?;
    let standing = state.table(&table)?.triggers.get(&name).cloned();
    let trigger = Trigger {
        name: name.clone(),
        timing: timing.to_string(),
        events,
        for_each_row,
        condition,
        function,
        arguments,
        enabled: standing.as_ref().map_or('O', |trigger| trigger.enabled),
        comment: standing.and_then(|trigger| trigger.comment),
    };
    state.table_mut(&table)?.triggers.insert(name, trigger);
    Ok(())
}

fn function(cursor: &mut Cursor, state: &State) -> Step<QualifiedName> {
    let path = cursor.path()?;
    let stands =
        |name: &QualifiedName| state.catalog.functions.get(&format!("{name}()")).is_some_and(|function| function.returns == "trigger");
    match path.as_slice() {
        [name] => {
            if let Some(found) = state.path().map(|schema| QualifiedName::new(schema, name.clone())).find(stands) {
                return Ok(found);
            }
            if BUILTIN.contains(&name.as_str()) {
                return Ok(QualifiedName::new("pg_catalog", name.clone()));
            }
        }
        [.., schema, name] => {
            let name = QualifiedName::new(schema.clone(), name.clone());
            if stands(&name) || schema == "pg_catalog" && BUILTIN.contains(&name.name.as_str()) {
                return Ok(name);
            }
        }
        [] => {}
    }
    not_modelled(format!("a function {} that is not known", path.join(".")))
}

/// All are strings, however they are written.
fn arguments(cursor: &mut Cursor) -> Step<Vec<String>> {
    let mut found = Vec::new();
    cursor.expect_sign("(")?;
    while let Some(token) = cursor.peek().filter(|token| token.kind != Kind::Sign) {
        found.push(token.value.clone());
        cursor.at += 1;
        if !cursor.take_sign(",") {
            break;
        }
    }
    cursor.expect_sign(")")?;
    Ok(found)
}

/// `name ON table` after DROP TRIGGER or ALTER TRIGGER.
fn named(cursor: &mut Cursor, state: &State) -> Step<(String, Vec<String>, Option<QualifiedName>)> {
    let name = cursor.name()?;
    cursor.expect("on")?;
    let path = cursor.path()?;
    let table = state.find_table(&path).ok();
    Ok((name, path, table))
}

/// After DROP TRIGGER.
pub(super) fn drop(cursor: &mut Cursor, state: &mut State) -> Step<()> {
    let may_lack = cursor.take("if exists");
    let (name, path, table) = named(cursor, state)?;
    cursor.cascades();
    cursor.end()?;
    if state.is_temporary(&path) {
        return Ok(());
    }
    let Some(table) = table else {
        return if may_lack && state.find_relation(&path).is_none() {
            Ok(())
        } else {
            not_modelled("a trigger of something else than a table")
        };
    };
    if state.has_family(&table) {
        return not_modelled("a trigger of a table with parents or heirs");
    }
    if state.table_mut(&table)?.triggers.swap_remove(&name).is_some() {
        return Ok(());
    }
    let key = format!("trigger {} on {}", quoted(&name), table.sql());
    if state.take_definition(&key).is_some() {
        super::drop::forget_parts(state, &key);
        return Ok(());
    }
    if may_lack { Ok(()) } else { not_modelled(format!("no trigger {name}")) }
}

/// After ALTER TRIGGER.
pub(super) fn alter(cursor: &mut Cursor, state: &mut State) -> Step<()> {
    let (name, _, table) = named(cursor, state)?;
    let Some(table) = table else { return not_modelled("a trigger of something else than a table") };
    cursor.expect("rename to")?;
    let new = cursor.name()?;
    cursor.end()?;
    if state.has_family(&table) {
        return not_modelled("a trigger of a table with parents or heirs");
    }
    let own = state.table_mut(&table)?;
    if own.triggers.contains_key(&new) {
        return not_modelled("a trigger of this name stands already");
    }
    let Some(mut trigger) = own.triggers.swap_remove(&name) else { return not_modelled(format!("no trigger {name} of this kind")) };
    trigger.name.clone_from(&new);
    own.triggers.insert(new, trigger);
    Ok(())
}

/// What a WHEN says of NEW and OLD.
fn condition_on(state: &State, table: &QualifiedName, text: &str) -> Step<Expression> {
    let columns = &state.table(table)?.columns;
    let names = expressions::names(&super::token::tokens(text)?, "").into_iter().map(|name| name.value.clone()).collect::<Vec<_>>();
    let classes = names.iter().map(|name| match columns.get(name) {
        Some(column) => super::constants::class(state, &column.data_type),
        None => super::constants::Class::Other,
    });
    expressions::comparable(state, text, classes)
}
