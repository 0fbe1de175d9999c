//! Statements that change no catalog: settings, transactions, queries and rows.
//!
//! Comes in: SET, RESET, BEGIN, COMMIT, SELECT, INSERT and the like. Goes out: the settings that later statements are read under. Never happens: a
//! statement taken for harmless that calls a function which may change the catalog.

use std::collections::BTreeSet;

use super::cursor::Cursor;
use super::state::{Settings, State};
use super::token::{Kind, Token, tokens};
use super::{Step, not_modelled};
use crate::catalog::ColumnValue;

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

/// Settings that change neither what a statement makes nor how a constant is read.
const HARMLESS: &[&str] = &[
    "statement_timeout",
    "lock_timeout",
    "transaction_timeout",
    "idle_in_transaction_session_timeout",
    "idle_session_timeout",
    "deadlock_timeout",
    "client_min_messages",
    "check_function_bodies",
    "row_security",
    "xmloption",
    "bytea_output",
    "extra_float_digits",
    "quote_all_identifiers",
    "escape_string_warning",
    "application_name",
    "synchronous_commit",
    "synchronize_seqscans",
    "constraint_exclusion",
    "cursor_tuple_fraction",
    "random_page_cost",
    "seq_page_cost",
    "maintenance_work_mem",
    "max_parallel_maintenance_workers",
    "max_parallel_workers_per_gather",
    "work_mem",
    "temp_buffers",
    "effective_cache_size",
    "jit",
    "session_replication_role",
    "default_transaction_isolation",
    "default_with_oids",
];

fn assign(state: &mut State, name: &str, values: Vec<String>) -> Step<()> {
    let name = name.to_ascii_lowercase();
    let lower: Vec<String> = values.iter().map(|value| value.to_ascii_lowercase()).collect();
    let lower: Vec<&str> = lower.iter().flat_map(|value| value.split(',')).map(str::trim).collect();
    match name.as_str() {
        // Constants are compared in the spelling ISO alone; of the order of day and month, no spelling that is taken depends.
        "datestyle" if lower.iter().all(|part| matches!(*part, "iso" | "dmy" | "mdy" | "ymd" | "default")) => {}
        "intervalstyle" if matches!(lower.as_slice(), ["postgres" | "default"]) => {}
        "client_encoding" if matches!(lower.as_slice(), ["utf8" | "utf-8" | "unicode" | "default"]) => {}
        // As our own guards have it; a name without a schema is found nowhere then.
        "search_path" if values == ["pg_catalog", "pg_temp"] => state.settings.search_path = values,
        "search_path" if values.first().is_some_and(|first| first.starts_with("pg_")) => {
            return not_modelled("a search_path that begins with PostgreSQL's own schema");
        }
        "search_path" if values == ["default"] => state.settings.search_path = Settings::default().search_path,
        "search_path" => {
            // What cannot be the path of any supported server by the meaning of its parts: a list in one string is one name.
            state.settings.search_path = values.into_iter().filter(|value| !value.is_empty()).collect();
        }
        "timezone" => state.settings.time_zone = values.into_iter().next(),
        "standard_conforming_strings" if values != ["on"] => return not_modelled("strings with escapes"),
        "default_tablespace" if values.iter().any(|value| !value.is_empty()) => return not_modelled("a tablespace"),
        "default_table_access_method" if values != ["heap"] => return not_modelled("another access method"),
        "standard_conforming_strings" | "default_tablespace" | "default_table_access_method" => {}
        other if HARMLESS.contains(&other) || other.contains('.') || other.starts_with("enable_") || other.starts_with("log_") => {}
        _ => return not_modelled(format!("the setting {name}")),
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
    Ok(())
}

/// Settings are again what they are outside of it.
pub(super) fn end_transaction(state: &mut State) {
    state.settings.open = false;
    state.settings.temporary.retain(|_, drops| !*drops);
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
        let Some(token) = cursor.tokens.iter().rev().nth(3) else { return not_modelled("a setting that a query changes") };
        if token.kind != Kind::Text {
            return not_modelled("a setting that a query changes");
        }
        let values = value.split(',').map(|part| part.trim().trim_matches('"').to_string()).filter(|part| !part.is_empty()).collect();
        return assign(state, name, values);
    }
    let makes =
        |at: usize| cursor.tokens[at].is_word("into") && !words[..at].last().is_some_and(|before| matches!(*before, "insert" | "merge"));
    if (0..words.len()).any(makes)
        || words.first() == Some(&"explain") && words.iter().any(|word| matches!(*word, "create" | "execute" | "refresh"))
    {
        return not_modelled("a table of the result of a query");
    }
    if cursor.tokens.iter().any(|token| token.is_word("set_config")) {
        return not_modelled("a setting that a query changes");
    }
    harmless_tokens(state, &cursor.tokens)
}

/// No function that the text names can change a catalog.
pub(super) fn harmless(state: &State, text: &str) -> Step<()> {
    harmless_tokens(state, &tokens(text)?)
}

fn harmless_tokens(state: &State, tokens: &[Token]) -> Step<()> {
    let dangers = state.dangers();
    for token in tokens.iter().filter(|token| token.is_name()) {
        let name = token.value.as_str();
        // A temporary function is not read: it may do anything.
        if is_dangerous(name) || dangers.functions.contains(name) || state.settings.temporary_functions.contains(name) {
            return not_modelled(format!("a query that calls {name}, which may change the schema"));
        }
    }
    if let Some(place) = &dangers.place {
        return not_modelled(format!("rows where {place} may change the schema"));
    }
    if !super::schema::has_unknown_extension(state) {
        return Ok(());
    }
    for (at, token) in tokens.iter().enumerate() {
        let called = token.is_name() && tokens.get(at + 1).is_some_and(|next| next.is_sign("("));
        let path = [token.value.clone()];
        let declared =
            at > 0 && ["into", "as", "with", "copy", "conflict", "using", "join"].iter().any(|word| tokens[at - 1].is_word(word));
        let known = declared
            || super::constants::is_known_function(&token.value)
            || state.find_relation(&path).is_some()
            || tokens.get(at.wrapping_sub(1)).is_some_and(|dot| dot.is_sign("."))
                && state.catalog.tables.keys().any(|table| table.name == token.value)
            || state.catalog.functions.values().any(|function| function.name.name == token.value);
        if called && !known {
            return not_modelled(format!("a query that calls {}, which an extension may have brought", token.value));
        }
    }
    Ok(())
}

/// Functions that run a text as SQL, or that make objects. Source: pg_proc of PostgreSQL 15, and the SQL files of contrib/.
fn is_dangerous(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "pg_import_system_collations",
        "query_to_xml",
        "query_to_xmlschema",
        "query_to_xml_and_xmlschema",
        "cursor_to_xml",
        "cursor_to_xmlschema",
        "ts_stat",
        "ts_rewrite",
        "connectby",
        "crosstab",
        "crosstab2",
        "crosstab3",
        "crosstab4",
        "crosstabn",
        "crosstab_hash",
        "xpath_table",
    ];
    NAMES.contains(&name) || name.starts_with("dblink")
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
    if ours && let Some(statements) = super::guard::statements(state, &body) {
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

/// Whether a body calls a function that runs a text as SQL.
fn runs_text(body: &str) -> bool {
    match tokens(body) {
        Ok(all) => all.iter().any(|token| token.is_name() && is_dangerous(&token.value)),
        Err(_) => body.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').any(|word| is_dangerous(&word.to_ascii_lowercase())),
    }
}

/// What may change the schema when rows are read or written.
#[derive(Debug, Default)]
pub(super) struct Dangers {
    /// Functions with a body that may make, change or drop objects, and those that call them.
    functions: BTreeSet<String>,
    /// A trigger, a default or a definition that calls one.
    place: Option<String>,
}

pub(super) fn dangers(state: &State) -> Dangers {
    let functions = dangerous_functions(state);
    let mut place = None;
    if !functions.is_empty() {
        let calls = |text: &str| functions.iter().any(|name| text.contains(name.as_str()));
        for table in state.catalog.tables.values() {
            let trigger = table.triggers.values().find(|trigger| functions.contains(&trigger.function.name));
            if let Some(trigger) = trigger {
                place = Some(format!("the trigger {} of {}", trigger.name, table.name));
            }
            let called = table.columns.values().any(|column| match &column.value {
                ColumnValue::Default(expression) | ColumnValue::Generated(expression) => calls(&expression.written),
                _ => false,
            }) || table.checks.values().any(|check| calls(&check.expression.written));
            if called {
                place = Some(format!("an expression of {}", table.name));
            }
        }
        if let Some(definition) = state.catalog.definitions.values().find(|definition| calls(&definition.definition)) {
            place = Some(format!("the {} {}", definition.kind, definition.name));
        }
    }
    Dangers { functions, place }
}

fn dangerous_functions(state: &State) -> BTreeSet<String> {
    let mut dangerous = BTreeSet::new();
    let mut bodies = Vec::new();
    for function in state.catalog.functions.values() {
        let plain = matches!(function.language.as_str(), "sql" | "plpgsql");
        if !plain || may_change_objects(&function.body) || runs_text(&function.body) {
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
