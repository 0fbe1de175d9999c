//! Expressions in statements: whether they can be compared with what PostgreSQL prints, and which columns they name.
//!
//! Comes in: the text of an expression, the table that it speaks of. Goes out: an [`Expression`]; the columns it names; the text
//! with a column under a new name. Never happens: an expression taken on trust that names something unknown.

use std::ops::Range;

use super::constants::{self, Class};
use super::cursor::Cursor;
use super::state::{State, quoted};
use super::token::{Kind, Token, tokens};
use super::{Step, not_modelled};
use crate::catalog::{DataType, Expression, Table};
use crate::sql::keywords::is_reserved;

/// Words that PostgreSQL reserves for functions and types, and takes as a column's name: alone they are one.
/// Source: `SELECT word FROM pg_get_keywords() WHERE catcode = 'C'` of PostgreSQL 15, without `between`.
const ALSO_COLUMNS: &[&str] = &[
    "bigint",
    "bit",
    "boolean",
    "char",
    "character",
    "coalesce",
    "dec",
    "decimal",
    "exists",
    "extract",
    "float",
    "greatest",
    "grouping",
    "inout",
    "int",
    "integer",
    "interval",
    "least",
    "national",
    "nchar",
    "none",
    "normalize",
    "nullif",
    "numeric",
    "out",
    "overlay",
    "position",
    "precision",
    "real",
    "row",
    "setof",
    "smallint",
    "substring",
    "time",
    "timestamp",
    "treat",
    "trim",
    "values",
    "varchar",
];

/// Whether the text can be compared with what PostgreSQL prints for it. `columns` are the types of those that it names.
pub(super) fn comparable(state: &State, text: &str, columns: impl IntoIterator<Item = Class>) -> Step<Expression> {
    let expression = Expression::new(text);
    if !expression.is_read() {
        return not_modelled("an expression that has no normal form");
    }
    let tokens = tokens(text)?;
    // Names are compared without the schema public, and written as they stand: they must mean the same under the usual path.
    let usual = state.path().next() == Some("public");
    for (at, token) in tokens.iter().enumerate() {
        let called = token.is_name() && tokens.get(at + 1).is_some_and(|next| next.is_sign("("));
        let qualified = at > 0 && tokens[at - 1].is_sign(".");
        if called && !qualified {
            let visible: Vec<&str> = state.path().collect();
            let elsewhere = state.catalog.functions.values().any(|function| {
                let schema = function.name.schema.as_str();
                function.name.name == token.value && visible.contains(&schema) && (!usual || schema != "public")
            });
            if elsewhere {
                return not_modelled(format!("the function {} by the search_path", token.value));
            }
        }
        if !usual && token.is_sign("::") && tokens.get(at + 2).is_none_or(|next| !next.is_sign(".")) {
            let path: Vec<String> = tokens.get(at + 1).map(|token| token.value.clone()).into_iter().collect();
            if super::types::find(state, &path).is_some() {
                return not_modelled("a type by the search_path");
            }
        }
        if token.kind == Kind::Number && !is_plain_number(&token.value) {
            return not_modelled("a number in an unusual spelling");
        }
        if token.kind == Kind::Text && is_a_moving_time(&token.value) {
            return not_modelled("a constant that depends on the time");
        }
    }
    constants::check(state, &tokens, columns)?;
    Ok(expression)
}

/// PostgreSQL prints it as it is written.
fn is_plain_number(number: &str) -> bool {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    digits(whole) && digits(fraction) && (whole == "0" || !whole.starts_with('0'))
}

fn is_a_moving_time(text: &str) -> bool {
    matches!(text.trim().to_ascii_lowercase().as_str(), "now" | "today" | "tomorrow" | "yesterday" | "allballs" | "epoch")
}

/// An expression on a table: it names columns of it and nothing else.
pub(super) fn on_table(state: &State, table: &Table, text: &str) -> Step<Expression> {
    let text = &without_own_name(&table.name.name, text)?;
    let mut columns = Vec::new();
    for name in names(&tokens(text)?, &table.name.name) {
        let Some(column) = table.columns.get(&name.value) else {
            return not_modelled(format!("`{}`, which is no column of {}", name.value, table.name));
        };
        columns.push(constants::class(state, &column.data_type));
    }
    comparable(state, text, columns)
}

/// `posts.id > 0` in a check of posts: PostgreSQL prints the column alone.
fn without_own_name(table: &str, text: &str) -> Step<String> {
    let all = tokens(text)?;
    let places: Vec<Range<usize>> = (0..all.len())
        .filter(|at| {
            let next = |ahead: usize| all.get(at + ahead);
            let own = all[*at].is_name() && all[*at].value == table && !(*at > 0 && all[at - 1].is_sign("."));
            own && next(1).is_some_and(|dot| dot.is_sign("."))
                && next(2).is_some_and(Token::is_name)
                && !next(3).is_some_and(|open| open.is_sign("("))
        })
        .map(|at| all[at].range.start..all[at + 1].range.end)
        .collect();
    Ok(replaced(text, &places, ""))
}

/// A default, which PostgreSQL reads as a value of the column's type.
pub(super) fn default(state: &State, data_type: &DataType, text: &str) -> Step<Expression> {
    let all = tokens(text)?;
    if let Some(name) = names(&all, "").first() {
        return not_modelled(format!("`{}` in a default", name.value));
    }
    let bare = super::names::inside_brackets(&all);
    let token = match bare {
        [token] if token.kind == Kind::Text => token,
        _ => return comparable(state, text, [constants::class(state, data_type)]),
    };
    constants::of_type(state, data_type, &token.value)?;
    let expression = comparable(state, text, [Class::Text])?;
    if data_type.array || data_type.schema.is_some() {
        return Ok(expression);
    }
    let content = token.value.trim();
    match data_type.name.as_str() {
        "smallint" | "integer" | "bigint" | "numeric" | "real" | "double precision" => {
            let plain = content.strip_prefix('-').unwrap_or(content);
            // numeric keeps the digits after the point as they are written.
            let (whole, fraction) = plain.split_once('.').filter(|_| data_type.name == "numeric").unwrap_or((plain, "0"));
            let is_plain = !whole.is_empty()
                && whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit())
                && !fraction.is_empty()
                && (whole == "0" || !whole.starts_with('0'))
                && content != "-0";
            if is_plain { Ok(Expression::new(content)) } else { not_modelled("a number in an unusual spelling") }
        }
        "boolean" => Ok(Expression::new(match content.to_lowercase().as_str() {
            "t" | "true" | "yes" | "on" | "1" => "true",
            "f" | "false" | "no" | "off" | "0" => "false",
            _ => return not_modelled("a boolean in an unusual spelling"),
        })),
        "timestamp with time zone" if state.settings.time_zone.is_some() => not_modelled("a time under another time zone"),
        "interval" | "int4range" | "int8range" | "daterange" => {
            let plain = DataType { modifiers: Vec::new(), ..data_type.clone() };
            Ok(Expression::new(format!("{}::{plain}", crate::sql::quote_literal(&token.value))))
        }
        "bytea"
        | "money"
        | "name"
        | "json"
        | "bit"
        | "bit varying"
        | "xml"
        | "date"
        | "timestamp without time zone"
        | "time without time zone"
        | "time with time zone"
        | "timestamp with time zone"
        | "text"
        | "character varying"
        | "character"
        | "jsonb"
        | "uuid"
        | "inet"
        | "cidr" => match data_type.name.as_str() {
            "bytea" if token.value.is_empty() => Ok(Expression::new("'\\x'::bytea")),
            _ => Ok(expression),
        },
        _ => not_modelled(format!("a constant of the type {data_type}")),
    }
}

/// The names that stand for columns: not functions, types, or words of the syntax.
pub(super) fn names<'tokens>(tokens: &'tokens [Token], table: &str) -> Vec<&'tokens Token> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let token = &tokens[at];
        let next = tokens.get(at + 1);
        if token.is_sign("::") || token.is_word("as") && opens_cast(tokens, at) {
            at = after_type(tokens, at + 1);
            continue;
        }
        if !token.is_name() {
            at += 1;
            continue;
        }
        if next.is_some_and(|next| next.is_sign(".")) {
            let qualified = tokens.get(at + 2);
            let own = token.value == table || token.value == "new" || token.value == "old";
            if let Some(column) = qualified
                && own
                && column.is_name()
                && !tokens.get(at + 3).is_some_and(|after| after.is_sign("("))
            {
                found.push(column);
                at += 3;
                continue;
            }
            // A function or type of a schema.
            at += 2;
            if tokens.get(at).is_some_and(Token::is_name) && !tokens.get(at + 1).is_some_and(|after| after.is_sign("(")) {
                if tokens.get(at + 1).is_some_and(|after| after.kind == Kind::Text) {
                    at += 1;
                    continue;
                }
                found.push(&tokens[at]);
            }
            at += 1;
            continue;
        }
        let is_call = next.is_some_and(|next| next.is_sign("("));
        let is_constant_of_type = token.kind == Kind::Word && next.is_some_and(|next| next.kind == Kind::Text);
        if token.kind == Kind::Word && token.value == "extract" && is_call {
            // The field is no column.
            at += 3;
            continue;
        }
        if token.is_word("at") && next.is_some_and(|next| next.is_word("time")) {
            at += 3;
            continue;
        }
        if token.is_word("collate") {
            at += 2;
            while tokens.get(at).is_some_and(|token| token.is_sign(".")) {
                at += 2;
            }
            continue;
        }
        if token.is_word("operator") && is_call {
            while at < tokens.len() && !tokens[at].is_sign(")") {
                at += 1;
            }
            continue;
        }
        let word = token.value.as_str();
        let after_is = at > 0 && (tokens[at - 1].is_word("is") || tokens[at - 1].is_word("not"));
        let is_syntax = token.kind == Kind::Word
            && (word == "between"
                || is_reserved(word) && !ALSO_COLUMNS.contains(&word)
                || after_is && matches!(word, "unknown" | "document" | "normalized"));
        if !is_call && !is_constant_of_type && !is_syntax {
            found.push(token);
        }
        at += 1;
    }
    found
}

fn opens_cast(tokens: &[Token], at: usize) -> bool {
    // Back to the bracket that encloses this place.
    let mut depth = 0_usize;
    for index in (0..at).rev() {
        if tokens[index].is_sign(")") {
            depth += 1;
        } else if tokens[index].is_sign("(") {
            if depth == 0 {
                return index > 0 && tokens[index - 1].is_word("cast");
            }
            depth -= 1;
        }
    }
    false
}

fn after_type(tokens: &[Token], mut at: usize) -> usize {
    at += 1;
    while tokens.get(at).is_some_and(|token| token.is_sign(".")) {
        at += 2;
    }
    loop {
        match tokens.get(at) {
            Some(token) if ["varying", "precision", "without", "with", "time", "zone"].iter().any(|word| token.is_word(word)) => at += 1,
            Some(token) if token.is_sign("(") => {
                while at < tokens.len() && !tokens[at].is_sign(")") {
                    at += 1;
                }
                at += 1;
            }
            Some(token) if token.is_sign("[") => {
                while at < tokens.len() && !tokens[at].is_sign("]") {
                    at += 1;
                }
                at += 1;
            }
            _ => return at,
        }
    }
}

/// Whether the expression speaks of the column. A whole row speaks of every column.
pub(super) fn speaks_of(expression: &str, table: &str, column: &str) -> bool {
    let Ok(tokens) = tokens(expression) else { return true };
    names(&tokens, table).iter().any(|name| name.value == column)
}

/// The text with the column under its new name.
pub(super) fn with_column_renamed(text: &str, table: &str, old: &str, new: &str) -> Step<String> {
    let tokens = tokens(text)?;
    let places: Vec<Range<usize>> =
        names(&tokens, table).into_iter().filter(|token| token.value == old).map(|token| token.range.clone()).collect();
    Ok(replaced(text, &places, &quoted(new)))
}

pub(super) fn replaced(text: &str, places: &[Range<usize>], new: &str) -> String {
    let mut result = text.to_string();
    for place in places.iter().rev() {
        result.replace_range(place.clone(), new);
    }
    result
}

/// Whether any token of the text is this name: for texts whose names are not told apart.
pub(super) fn mentions(text: &str, name: &str) -> bool {
    if !text.contains(name) {
        return name.contains('"') && text.contains(&name.replace('"', "\"\""));
    }
    match Cursor::new(text) {
        Ok(cursor) => cursor.tokens.iter().any(|token| token.is_name() && token.value == name),
        Err(_) => true,
    }
}
