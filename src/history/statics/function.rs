//! Functions and procedures.
//!
//! Comes in: CREATE, ALTER and DROP FUNCTION or PROCEDURE. Goes out: the function as introspection gives it, its body byte for byte.
//! Never happens: a body that is parsed (`BEGIN ATOMIC`), or a default of an argument that PostgreSQL would print in another way.
//!
//! Source of the printed forms: print_function_arguments() in src/backend/utils/adt/ruleutils.c.

use super::cursor::Cursor;
use super::state::{State, quoted};
use super::token::Kind;
use super::{Step, drop, expressions, names, not_modelled, privilege, types};
use crate::catalog::{ColumnValue, DataType, Function, FunctionOptions, IndexKeyValue, Parallel, QualifiedName};
use crate::ordered::IndexMap;
use crate::sql::quote_literal;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    In,
    Out,
    InOut,
    Variadic,
}

struct Argument {
    mode: Mode,
    name: Option<String>,
    data_type: DataType,
    default: Option<String>,
}

/// After CREATE [OR REPLACE] FUNCTION or PROCEDURE.
pub(super) fn create(cursor: &mut Cursor, state: &mut State, procedure: bool, replace: bool) -> Step<()> {
    let path = cursor.path()?;
    if path.len() > 1 && path[0] == "pg_temp" {
        let name = path.last().cloned().unwrap_or_default();
        let body =
            cursor.tokens.iter().rev().find(|token| token.kind == Kind::Text && token.value.len() > 8).map(|token| token.value.clone());
        if body.is_none_or(|body| super::settings::may_change_objects(&body) || super::settings::harmless(state, &body).is_err()) {
            state.settings.temporary_functions.insert(name);
        }
        cursor.at = cursor.tokens.len();
        return Ok(());
    }
    let name = state.new_name(&path)?;
    let arguments = arguments(cursor, state)?;
    let mut function = Function {
        name,
        argument_types: argument_types(&arguments),
        arguments: printed(&arguments, procedure),
        returns: returns(cursor, state, &arguments, procedure)?,
        language: String::new(),
        volatility: "VOLATILE".to_string(),
        security_definer: false,
        settings: IndexMap::default(),
        body: String::new(),
        options: FunctionOptions { procedure, ..FunctionOptions::default() },
        comment: None,
    };
    let mut has_body = false;
    while !cursor.at_end() {
        if cursor.take("as") {
            function.body = cursor.string()?;
            if cursor.sees_sign(",") {
                return not_modelled("a function in C");
            }
            has_body = true;
        } else {
            option(cursor, &mut function)?;
        }
    }
    if function.language.is_empty() || !has_body {
        return not_modelled("a function without a language or a body of its own");
    }
    if matches!(function.language.as_str(), "c" | "internal") {
        return not_modelled("a function in C");
    }
    let standing = state.catalog.functions.get(&function.signature()).cloned();
    match standing {
        None => privilege::refuse_defaults(state, "FUNCTIONS")?,
        Some(standing) => {
            let without_defaults = |text: &str| text.split(" DEFAULT ").next().unwrap_or("").to_string();
            if !replace
                || standing.options.procedure != procedure
                || standing.returns != function.returns
                || without_defaults(&standing.arguments) != without_defaults(&function.arguments)
                || standing.arguments != function.arguments
                    && standing.arguments.matches(" DEFAULT ").count() > function.arguments.matches(" DEFAULT ").count()
            {
                return not_modelled("a function that stands already");
            }
            function.comment = standing.comment;
        }
    }
    state.put_function(function);
    Ok(())
}

fn arguments(cursor: &mut Cursor, state: &State) -> Step<Vec<Argument>> {
    let mut found = Vec::new();
    cursor.expect_sign("(")?;
    if cursor.take_sign(")") {
        return Ok(found);
    }
    loop {
        found.push(argument(cursor, state)?);
        if !cursor.take_sign(",") {
            break;
        }
    }
    cursor.expect_sign(")")?;
    Ok(found)
}

fn mode(cursor: &mut Cursor) -> Option<Mode> {
    if cursor.take("in out") || cursor.take("inout") {
        Some(Mode::InOut)
    } else if cursor.take("in") {
        Some(Mode::In)
    } else if cursor.take("out") {
        Some(Mode::Out)
    } else if cursor.take("variadic") {
        Some(Mode::Variadic)
    } else {
        None
    }
}

/// A name may stand before the type, and the mode before or after the name.
fn argument(cursor: &mut Cursor, state: &State) -> Step<Argument> {
    let first = mode(cursor);
    let ends = |cursor: &Cursor| cursor.sees_sign(",") || cursor.sees_sign(")") || cursor.sees_sign("=") || cursor.sees("default");
    let start = cursor.at;
    let unnamed = match types::read(cursor, state) {
        Ok(data_type) if ends(cursor) => Some(data_type),
        _ => None,
    };
    let (name, mode, data_type) = match unnamed {
        Some(data_type) => (None, first, data_type),
        None => {
            cursor.at = start;
            let name = cursor.name()?;
            let mode = first.or_else(|| mode(cursor));
            (Some(name), mode, types::read(cursor, state)?)
        }
    };
    let default = if cursor.take("default") || cursor.take_sign("=") {
        let text = cursor.until(|cursor| cursor.sees_sign(","))?;
        Some(printed_default(state, &data_type, &text)?)
    } else {
        None
    };
    if !ends(cursor) {
        return cursor.unexpected("an argument");
    }
    Ok(Argument { mode: mode.unwrap_or(Mode::In), name, data_type, default })
}

fn argument_types(arguments: &[Argument]) -> String {
    let inputs = arguments.iter().filter(|argument| argument.mode != Mode::Out);
    inputs.map(|argument| types::plain(&argument.data_type)).collect::<Vec<_>>().join(", ")
}

fn printed(arguments: &[Argument], procedure: bool) -> String {
    let one = |argument: &Argument| {
        let mode = match argument.mode {
            Mode::In if procedure => "IN ",
            Mode::In => "",
            Mode::Out => "OUT ",
            Mode::InOut => "INOUT ",
            Mode::Variadic => "VARIADIC ",
        };
        let name = argument.name.as_ref().map(|name| format!("{} ", quoted(name))).unwrap_or_default();
        let default = argument.default.as_ref().map(|default| format!(" DEFAULT {default}")).unwrap_or_default();
        format!("{mode}{name}{}{default}", types::plain(&argument.data_type))
    };
    arguments.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn returns(cursor: &mut Cursor, state: &State, arguments: &[Argument], procedure: bool) -> Step<String> {
    let outputs: Vec<&Argument> = arguments.iter().filter(|argument| matches!(argument.mode, Mode::Out | Mode::InOut)).collect();
    if procedure {
        return if outputs.is_empty() { Ok(String::new()) } else { not_modelled("a procedure that gives values back") };
    }
    if cursor.sees("returns") && !cursor.sees("returns null on") {
        cursor.at += 1;
        if cursor.take("table") {
            cursor.expect_sign("(")?;
            let mut columns = Vec::new();
            loop {
                let name = cursor.name()?;
                columns.push(format!("{} {}", quoted(&name), types::plain(&types::read(cursor, state)?)));
                if !cursor.take_sign(",") {
                    break;
                }
            }
            cursor.expect_sign(")")?;
            return Ok(format!("TABLE({})", columns.join(", ")));
        }
        let set = if cursor.take("setof") { "SETOF " } else { "" };
        return Ok(format!("{set}{}", types::plain(&types::read(cursor, state)?)));
    }
    match outputs.as_slice() {
        [] => not_modelled("a function that says not what it returns"),
        [one] => Ok(types::plain(&one.data_type)),
        _ => Ok("record".to_string()),
    }
}

/// One option; false for what is none.
fn option(cursor: &mut Cursor, function: &mut Function) -> Step<()> {
    if cursor.take("language") {
        function.language =
            if cursor.peek().is_some_and(|token| token.kind == Kind::Text) { cursor.string()?.to_lowercase() } else { cursor.name()? };
        return Ok(());
    }
    for (words, volatility) in [("immutable", "IMMUTABLE"), ("stable", "STABLE"), ("volatile", "VOLATILE")] {
        if cursor.take(words) {
            function.volatility = volatility.to_string();
            return Ok(());
        }
    }
    if cursor.take("strict") || cursor.take("returns null on null input") {
        function.options.strict = true;
    } else if cursor.take("called on null input") {
        function.options.strict = false;
    } else if cursor.take("external security definer") || cursor.take("security definer") {
        function.security_definer = true;
    } else if cursor.take("external security invoker") || cursor.take("security invoker") {
        function.security_definer = false;
    } else if cursor.take("not leakproof") {
        function.options.leakproof = false;
    } else if cursor.take("leakproof") {
        function.options.leakproof = true;
    } else if cursor.take("parallel") {
        function.options.parallel = match cursor.name()?.as_str() {
            "safe" => Parallel::Safe,
            "restricted" => Parallel::Restricted,
            "unsafe" => Parallel::Unsafe,
            _ => return not_modelled("this kind of parallel"),
        };
    } else if cursor.take("cost") {
        let cost = cursor.number()?;
        function.options.cost = Some(cost).filter(|cost| cost != "100");
    } else if cursor.take("rows") {
        let rows = cursor.number()?;
        function.options.rows = Some(rows).filter(|rows| rows != "1000");
    } else if cursor.take("set") {
        let (name, value) = setting(cursor)?;
        function.settings.insert(name, value);
    } else {
        return cursor.unexpected("an option of a function");
    }
    Ok(())
}

/// After SET, in the words of pg_proc.proconfig.
fn setting(cursor: &mut Cursor) -> Step<(String, String)> {
    let name = cursor.path()?.join(".");
    if !cursor.take_sign("=") {
        cursor.expect("to")?;
    }
    let list = matches!(name.as_str(), "search_path" | "temp_tablespaces" | "session_preload_libraries" | "local_preload_libraries");
    let mut values = Vec::new();
    loop {
        match cursor.peek() {
            Some(token) if token.kind == Kind::Number || token.is_sign("-") => values.push(cursor.number()?),
            Some(token) if token.kind == Kind::Text || token.is_name() => {
                let value = token.value.clone();
                if token.is_word("default") {
                    return not_modelled("a setting of a function to its default");
                }
                cursor.at += 1;
                values.push(if list { quoted(&value) } else { value });
            }
            _ => return cursor.unexpected("a value"),
        }
        if !cursor.take_sign(",") {
            break;
        }
    }
    if values.len() > 1 && !list {
        return not_modelled("a setting of several values");
    }
    // The parameter's own spelling is the server's.
    let name = match name.as_str() {
        "timezone" => "TimeZone".to_string(),
        "datestyle" => "DateStyle".to_string(),
        "intervalstyle" => "IntervalStyle".to_string(),
        other => other.to_string(),
    };
    Ok((name, values.join(", ")))
}

/// A constant as `pg_get_function_arguments()` prints it.
fn printed_default(state: &State, data_type: &DataType, text: &str) -> Step<String> {
    let cursor = Cursor::new(text)?;
    let tokens = names::inside_brackets(&cursor.tokens);
    let of_type = |data_type: &DataType| types::plain(data_type);
    let cast_to = |from: usize| -> Step<DataType> {
        let text = cursor.between(from, cursor.tokens.len());
        let mut rest = Cursor::new(&text)?;
        let cast = types::read(&mut rest, state)?;
        rest.end()?;
        if cast == *data_type { Ok(cast) } else { not_modelled("a default with a cast to another type") }
    };
    let number = |text: &str| -> Step<String> {
        let whole = text.bytes().all(|b| b.is_ascii_digit());
        match data_type.to_string().as_str() {
            "smallint" | "integer" | "bigint" if whole => Ok(text.to_string()),
            "numeric" | "real" | "double precision" if whole || text.contains('.') && !text.contains(['e', 'E']) => Ok(text.to_string()),
            _ => not_modelled("a default that is a number of another type"),
        }
    };
    match tokens {
        [null] if null.is_word("null") => Ok(format!("NULL::{}", of_type(data_type))),
        [null, cast, ..] if null.is_word("null") && cast.is_sign("::") => Ok(format!("NULL::{}", of_type(&cast_to(2)?))),
        [value] if value.is_word("true") || value.is_word("false") => Ok(value.value.clone()),
        [word] if ["current_timestamp", "current_date", "current_user"].iter().any(|name| word.is_word(name)) => {
            Ok(word.value.to_uppercase())
        }
        [now, open, close] if now.is_word("now") && open.is_sign("(") && close.is_sign(")") => Ok("now()".to_string()),
        [value] if value.kind == Kind::Number => number(&value.value),
        [minus, value] if minus.is_sign("-") && value.kind == Kind::Number && number(&value.value).is_ok() => {
            let own = if value.value.contains('.') { "numeric" } else { "integer" };
            Ok(format!("'-{}'::{own}", value.value))
        }
        [array, open, close, cast, ..] if array.is_word("array") && open.is_sign("[") && close.is_sign("]") && cast.is_sign("::") => {
            Ok(format!("ARRAY[]::{}", of_type(&cast_to(4)?)))
        }
        [value, rest @ ..] if value.kind == Kind::Text && (rest.is_empty() || rest[0].is_sign("::")) => {
            if !rest.is_empty() {
                cast_to(2)?;
            }
            let content = value.value.as_str();
            let as_written = match data_type.to_string().as_str() {
                "text" | "character varying" => !content.contains('\\'),
                "jsonb" | "json" => matches!(content, "{}" | "[]"),
                "boolean" => match content {
                    "true" | "t" => return Ok("true".to_string()),
                    "false" | "f" => return Ok("false".to_string()),
                    _ => false,
                },
                _ if data_type.array => content == "{}",
                _ => data_type.user_name().is_some_and(|name| state.catalog.enums.contains_key(&name)),
            };
            if as_written {
                Ok(format!("{}::{}", quote_literal(content), of_type(data_type)))
            } else {
                not_modelled("a constant of this type as a default")
            }
        }
        _ => not_modelled("a default of an argument that is no constant"),
    }
}

/// The functions that a statement names, by `name(types)` or by a name that only one has.
fn find(cursor: &mut Cursor, state: &State) -> Step<Option<String>> {
    let path = cursor.path()?;
    let named: Vec<&Function> = match path.as_slice() {
        [name] => {
            let of = |schema: &str| -> Vec<&Function> {
                state.catalog.functions.values().filter(|function| function.name.name == *name && function.name.schema == schema).collect()
            };
            state.path().map(of).find(|found| !found.is_empty()).unwrap_or_default()
        }
        [.., schema, name] => {
            state.catalog.functions.values().filter(|function| function.name.name == *name && function.name.schema == *schema).collect()
        }
        [] => Vec::new(),
    };
    if !cursor.sees_sign("(") {
        return match named.as_slice() {
            [] => Ok(None),
            [one] => Ok(Some(one.signature())),
            _ => not_modelled("a name that several functions have"),
        };
    }
    let wanted = match arguments(cursor, state) {
        Ok(arguments) => argument_types(&arguments),
        // Of a type that is not known there can be no function.
        Err(_) if named.is_empty() => {
            cursor.skip_to(|cursor| cursor.sees_sign(")"))?;
            cursor.expect_sign(")")?;
            return Ok(None);
        }
        Err(why) => return Err(why),
    };
    Ok(named.iter().find(|function| function.argument_types == wanted).map(|function| function.signature()))
}

/// After DROP FUNCTION, PROCEDURE or ROUTINE.
pub(super) fn drop(cursor: &mut Cursor, state: &mut State) -> Step<()> {
    let may_lack = cursor.take("if exists");
    let mut found = Vec::new();
    loop {
        match find(cursor, state)? {
            Some(signature) => found.push(signature),
            None if may_lack => {}
            None => return not_modelled("a function that is not known"),
        }
        if !cursor.take_sign(",") {
            break;
        }
    }
    let cascade = cursor.cascades();
    cursor.end()?;
    for signature in found {
        let Some(function) = state.catalog.functions.get(&signature).cloned() else { continue };
        refuse_callers(state, &function)?;
        let triggered = |table: &crate::catalog::Table| table.triggers.values().any(|trigger| trigger.function == function.name);
        let tables: Vec<QualifiedName> =
            state.catalog.tables.values().filter(|table| triggered(table)).map(|table| table.name.clone()).collect();
        if !tables.is_empty() && function.argument_types.is_empty() {
            if !cascade {
                return not_modelled("a function that a trigger calls");
            }
            for table in tables {
                state.table_mut(&table)?.triggers.retain(|_, trigger| trigger.function != function.name);
            }
        }
        state.take_function(&signature);
        drop::forget_parts(state, &format!("function {signature}"));
    }
    Ok(())
}

/// Expressions that call the function; bodies that are strings do not hold it.
fn refuse_callers(state: &State, function: &Function) -> Step<()> {
    let name = &function.name.name;
    let calls = |text: &str| expressions::mentions(text, name);
    for table in state.catalog.tables.values() {
        let in_table = table.checks.values().any(|check| calls(&check.expression.written))
            || table
                .columns
                .values()
                .any(|column| matches!(&column.value, ColumnValue::Default(e) | ColumnValue::Generated(e) if calls(&e.written)))
            || table.triggers.values().any(|trigger| trigger.condition.as_ref().is_some_and(|condition| calls(&condition.written)))
            || table.indexes.values().any(|index| {
                index.predicate.as_ref().is_some_and(|predicate| calls(&predicate.written))
                    || index.keys.iter().any(|key| matches!(&key.value, IndexKeyValue::Expression(e) if calls(&e.written)))
            });
        if in_table {
            return not_modelled(format!("a function that {} may call", table.name));
        }
    }
    let kinds = ["comment", "grant", "revocation", "attribute"];
    for definition in state.catalog.definitions.values().filter(|definition| !kinds.contains(&definition.kind.as_str())) {
        if calls(&definition.definition) {
            return not_modelled(format!("a function that {} may call", definition.key()));
        }
    }
    for other in state.catalog.functions.values() {
        if other.options.sql_body && calls(&other.body) || calls(&other.arguments) && other.arguments.contains("DEFAULT") {
            return not_modelled(format!("a function that {} may call", other.signature()));
        }
    }
    Ok(())
}

/// After ALTER FUNCTION or PROCEDURE.
pub(super) fn alter(cursor: &mut Cursor, state: &mut State) -> Step<()> {
    let Some(signature) = find(cursor, state)? else { return not_modelled("a function that is not known") };
    let Some(standing) = state.catalog.functions.get(&signature).cloned() else { return not_modelled("a function that is not known") };
    if cursor.take("owner to") {
        cursor.name()?;
        return cursor.end();
    }
    let new_name = if cursor.take("rename to") {
        Some(QualifiedName::new(standing.name.schema.clone(), cursor.name()?))
    } else if cursor.take("set schema") {
        let schema = cursor.name()?;
        Some(state.new_name(&[schema, standing.name.name.clone()])?)
    } else {
        None
    };
    let mut function = standing.clone();
    if let Some(name) = new_name {
        cursor.end()?;
        refuse_callers(state, &standing)?;
        let within = format!("function {signature}");
        if state.catalog.definitions.values().any(|definition| definition.within.as_deref() == Some(&within)) {
            return not_modelled("a new name of a function with privileges");
        }
        function.name = name.clone();
        if state.catalog.functions.contains_key(&function.signature()) {
            return not_modelled("a function of this name stands already");
        }
        let tables: Vec<QualifiedName> = state.catalog.tables.keys().cloned().collect();
        for table in tables {
            let triggered = state.table(&table)?.triggers.values().any(|trigger| trigger.function == standing.name);
            if triggered && standing.argument_types.is_empty() {
                state
                    .table_mut(&table)?
                    .triggers
                    .values_mut()
                    .filter(|trigger| trigger.function == standing.name)
                    .for_each(|trigger| trigger.function = name.clone());
            }
        }
        state.take_function(&signature);
    } else {
        if cursor.take("reset all") {
            function.settings.clear();
        } else if cursor.take("reset") {
            let setting = cursor.path()?.join(".");
            function.settings.shift_remove(&setting);
        } else {
            option(cursor, &mut function)?;
        }
        while !cursor.at_end() && !cursor.take("restrict") {
            option(cursor, &mut function)?;
        }
        cursor.end()?;
    }
    state.put_function(function);
    Ok(())
}

/// For COMMENT ON FUNCTION.
pub(super) fn named(cursor: &mut Cursor, state: &State) -> Step<Function> {
    match find(cursor, state)?.and_then(|signature| state.catalog.functions.get(&signature)) {
        Some(function) => Ok(function.clone()),
        None => not_modelled("a function that is not known"),
    }
}
