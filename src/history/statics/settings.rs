//! Statements that change no catalog: settings, transactions, queries and rows.
//!
//! Comes in: SET, RESET, BEGIN, COMMIT, SELECT, INSERT and the like. Goes out: the settings that later statements are read under. Never happens: a
//! statement taken for harmless that calls a function which may change the catalog.

use std::collections::BTreeSet;

use super::cursor::Cursor;
use super::state::{Settings, State};
use super::token::{Kind, tokens};
use super::{Step, not_modelled};

/// After SET or RESET.
pub(super) fn set(cursor: &mut Cursor, state: &mut State) -> Step<()> {
    let local = cursor.take("local");
    if !local {
        cursor.take("session");
    }
    if cursor.sees("authorization") || cursor.sees("role") {
        return not_modelled("another user");
    }
    if cursor.sees("constraints") || cursor.sees("transaction") || cursor.sees("characteristics") {
        return Ok(());
    }
    if cursor.take("time zone") {
        if local || state.settings.outside.is_some() {
            return not_modelled("a setting of the transaction alone");
        }
        state.settings.time_zone = Some(cursor.between(cursor.at, cursor.tokens.len()));
        return Ok(());
    }
    let name = cursor.path()?.join(".");
    if !cursor.take_sign("=") {
        cursor.expect("to")?;
    }
    let mut values = Vec::new();
    while let Some(token) = cursor.peek() {
        if !token.is_sign(",") {
            values.push(token.value.clone());
        }
        cursor.at += 1;
    }
    if matches!(name.as_str(), "search_path" | "timezone") {
        match (local, state.settings.open, &state.settings.outside) {
            (true, true, None) => state.settings.outside = Some((state.settings.search_path.clone(), state.settings.time_zone.clone())),
            (true, true, Some(_)) | (false, _, None) => {}
            // Outside a transaction it sets nothing; and a setting that is to stay would be hidden by that of the transaction.
            (true, false, _) | (false, _, Some(_)) => return not_modelled("a setting of the transaction alone"),
        }
    }
    assign(state, &name, values)
}

/// BEGIN and START TRANSACTION.
pub(super) fn begin(state: &mut State) -> Step<()> {
    state.settings.open = true;
    Ok(())
}

fn assign(state: &mut State, name: &str, values: Vec<String>) -> Step<()> {
    match name {
        "search_path" if values == ["default"] => state.settings.search_path = Settings::default().search_path,
        "search_path" => {
            // What cannot be the path of any supported server by the meaning of its parts: a list in one string is one name.
            state.settings.search_path = values.into_iter().filter(|value| !value.is_empty()).collect();
        }
        "timezone" => state.settings.time_zone = values.into_iter().next(),
        "standard_conforming_strings" if values != ["on"] => return not_modelled("strings with escapes"),
        "default_tablespace" if values.iter().any(|value| !value.is_empty()) => return not_modelled("a tablespace"),
        "default_table_access_method" if values != ["heap"] => return not_modelled("another access method"),
        "default_toast_compression" | "transform_null_equals" => return not_modelled(format!("the setting {name}")),
        _ => {}
    }
    Ok(())
}

pub(super) fn reset(cursor: &mut Cursor, state: &mut State) -> Step<()> {
    if state.settings.outside.is_some() {
        return not_modelled("a setting of the transaction alone");
    }
    if cursor.take("all") {
        state.settings.search_path = Settings::default().search_path;
        state.settings.time_zone = None;
        return cursor.end();
    }
    match cursor.path()?.join(".").as_str() {
        "search_path" => state.settings.search_path = Settings::default().search_path,
        "timezone" => state.settings.time_zone = None,
        "role" | "session" => return not_modelled("another user"),
        _ => {}
    }
    cursor.end()
}

/// COMMIT and END: temporary tables ON COMMIT DROP go.
pub(super) fn commit(cursor: &Cursor, state: &mut State) -> Step<()> {
    let chains = cursor.tokens.iter().any(|token| token.is_word("chain") || token.is_word("prepared"));
    if state.settings.local || chains {
        return not_modelled("the end of a transaction of this form");
    }
    end_transaction(state);
    state.settings.temporary.retain(|_, drops| !*drops);
    Ok(())
}

/// Settings are again what they are outside of it.
pub(super) fn end_transaction(state: &mut State) {
    state.settings.open = false;
    if let Some((search_path, time_zone)) = state.settings.outside.take() {
        state.settings.search_path = search_path;
        state.settings.time_zone = time_zone;
    }
}

/// `SELECT pg_catalog.set_config('search_path', '', false)` of dumps, and all other queries and rows.
pub(super) fn query(cursor: &Cursor, state: &mut State) -> Step<()> {
    let words: Vec<&str> = cursor.tokens.iter().map(|token| token.value.as_str()).collect();
    if let ["select", "pg_catalog", ".", "set_config", "(", name, ",", value, ",", local, ")"]
    | ["select", "set_config", "(", name, ",", value, ",", local, ")"] = words.as_slice()
    {
        if *local != "false" || state.settings.outside.is_some() {
            return not_modelled("a setting of the transaction alone");
        }
        let values = value.split(',').map(|part| part.trim().trim_matches('"').to_string()).filter(|part| !part.is_empty()).collect();
        return assign(state, name, values);
    }
    if words.first() == Some(&"select") && cursor.tokens.iter().any(|token| token.is_word("into")) {
        return not_modelled("a table of the result of a query");
    }
    if cursor.tokens.iter().any(|token| token.is_word("set_config")) {
        return not_modelled("a setting that a query changes");
    }
    harmless_tokens(state, cursor.tokens.iter().filter(|token| token.is_name()).map(|token| token.value.as_str()))
}

/// No function that the text names can change a catalog.
pub(super) fn harmless(state: &State, text: &str) -> Step<()> {
    let all = tokens(text)?;
    harmless_tokens(state, all.iter().filter(|token| token.is_name()).map(|token| token.value.as_str()))
}

fn harmless_tokens<'names>(state: &State, names: impl Iterator<Item = &'names str>) -> Step<()> {
    let dangerous = dangerous_functions(state);
    for name in names {
        // A temporary function is not read: it may do anything.
        if dangerous.contains(name) || state.settings.temporary_functions.contains(name) {
            return not_modelled(format!("a query that calls {name}, which may change the schema"));
        }
    }
    for table in state.catalog.tables.values() {
        if let Some(trigger) = table.triggers.values().find(|trigger| dangerous.contains(&trigger.function.name)) {
            return not_modelled(format!("rows where the trigger {} of {} may change the schema", trigger.name, table.name));
        }
    }
    Ok(())
}

/// A DO block that changes rows at most.
pub(super) fn block(cursor: &Cursor, state: &mut State) -> Step<()> {
    let mut body = None;
    let mut ours = false;
    for (at, token) in cursor.tokens.iter().enumerate().skip(1) {
        match token.kind {
            Kind::Text if body.is_none() => {
                body = Some(token.value.clone());
                ours = cursor.source(token).starts_with("$groundplan");
            }
            _ if token.is_word("language") || cursor.tokens[at - 1].is_word("language") && token.value == "plpgsql" => {}
            _ => return not_modelled("a block in another language"),
        }
    }
    let Some(body) = body else { return not_modelled("a block without a body") };
    if ours && let Some(statements) = super::guard::statements(&body) {
        return statements.into_iter().try_for_each(|statement| super::apply(&mut Cursor::new(statement)?, state));
    }
    if may_change_objects(&body) {
        return not_modelled("a block that may change the schema");
    }
    harmless(state, &body)
}

/// Whether a body in SQL or PL/pgSQL may make, change or drop objects other than temporary tables of its own.
pub(super) fn may_change_objects(body: &str) -> bool {
    const ALWAYS: &[&str] =
        &["alter", "grant", "revoke", "execute", "refresh", "reindex", "reassign", "discard", "cluster", "set_config", "search_path"];
    const WITH_NEXT: &[(&str, &[&str])] = &[("comment", &["on"]), ("security", &["label"]), ("import", &["foreign"])];
    const FIRST: &[&str] = &["create", "drop", "alter"];
    // Roles belong to the server, and are in no catalog.
    const ROLES: &[&str] = &["role", "user", "group"];
    let lower = body.to_ascii_lowercase();
    if !ALWAYS.iter().chain(FIRST).any(|word| lower.contains(word)) && !WITH_NEXT.iter().any(|(word, _)| lower.contains(word)) {
        return false;
    }
    let Ok(all) = tokens(body) else { return true };
    let word = |at: usize| all.get(at).filter(|token| token.kind == Kind::Word).map_or("", |token| token.value.as_str());
    let mut own = BTreeSet::new();
    for at in 0..all.len() {
        match word(at) {
            "create" | "alter" | "drop" if ROLES.contains(&word(at + 1)) => {}
            "alter" => return true,
            "create" => {
                let mut next = at + 1;
                if !matches!(word(next), "temp" | "temporary") || word(next + 1) != "table" {
                    return true;
                }
                next += 2;
                if word(next) == "if" {
                    next += 3;
                }
                own.insert(all.get(next).map_or(String::new(), |token| token.value.clone()));
            }
            // ON COMMIT DROP of a temporary table.
            "drop" if at >= 2 && word(at - 1) == "commit" && word(at - 2) == "on" => {}
            "drop" => {
                let mut next = at + 1;
                if word(next) != "table" {
                    return true;
                }
                next += 1;
                if word(next) == "if" {
                    next += 2;
                }
                let dropped = all.get(next).map_or(String::new(), |token| token.value.clone());
                let creates = |name: &str| {
                    (0..all.len()).any(|at| {
                        matches!(word(at), "temp" | "temporary") && all[at..all.len().min(at + 6)].iter().any(|token| token.value == name)
                    })
                };
                if !creates(&dropped) || all.get(next + 1).is_some_and(|token| token.is_sign(",")) {
                    return true;
                }
            }
            always if ALWAYS.contains(&always) => return true,
            first => {
                if WITH_NEXT.iter().any(|(word_of, next)| *word_of == first && next.contains(&word(at + 1))) {
                    return true;
                }
            }
        }
    }
    false
}

/// Functions with a body that may make, change or drop objects, and those that call them.
fn dangerous_functions(state: &State) -> BTreeSet<String> {
    let mut dangerous = BTreeSet::new();
    let mut bodies = Vec::new();
    for function in state.catalog.functions.values() {
        let plain = matches!(function.language.as_str(), "sql" | "plpgsql");
        if !plain || may_change_objects(&function.body) {
            dangerous.insert(function.name.name.clone());
        } else {
            bodies.push((function.name.name.clone(), function.body.to_ascii_lowercase()));
        }
    }
    if dangerous.is_empty() {
        return dangerous;
    }
    loop {
        let before = dangerous.len();
        for (name, body) in &bodies {
            if dangerous.iter().any(|other| body.contains(&other.to_ascii_lowercase())) {
                dangerous.insert(name.clone());
            }
        }
        if dangerous.len() == before {
            return dangerous;
        }
    }
}
