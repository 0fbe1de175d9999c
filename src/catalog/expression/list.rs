//! Arrays and ranges in PostgreSQL's own notation, in one spelling.
//!
//! Comes in: the content of a string constant. Goes out: its elements or bounds, each in its own normal form; `None` for what is no
//! such notation. Never happens: an element that is taken for another. Source: PostgreSQL, "8.15.6. Array Input and Output
//! Syntax", "8.17.5. Range Input/Output".

use super::literal;

/// Deeper arrays are no array: PostgreSQL has six dimensions (MAXDIM).
const DEEPEST: usize = 6;

/// `{a,"b"}` → `{"a","b"}`; `NULL` without quotes stays without.
pub(super) fn array(content: &str) -> Option<String> {
    array_at(content, 0)
}

fn array_at(content: &str, depth: usize) -> Option<String> {
    let inside = content.strip_prefix('{')?.strip_suffix('}')?;
    if depth == DEEPEST {
        return None;
    }
    let parts = split(inside)?.into_iter().map(|part| match part.trim() {
        null if null.eq_ignore_ascii_case("null") => Some("NULL".to_string()),
        inner if inner.starts_with('{') => array_at(inner, depth + 1),
        element => Some(quoted(&literal::text(&unquoted(element)))),
    });
    Some(format!("{{{}}}", parts.collect::<Option<Vec<String>>>()?.join(",")))
}

/// The elements of `{a,"b"}`; none where one of them is NULL or an array itself.
pub(crate) fn elements(content: &str) -> Option<Vec<String>> {
    let inside = content.trim().strip_prefix('{')?.strip_suffix('}')?;
    if inside.trim().is_empty() {
        return Some(Vec::new());
    }
    let element = |part: &str| match part.trim() {
        null if null.eq_ignore_ascii_case("null") || null.starts_with('{') => None,
        element => Some(unquoted(element).to_string()),
    };
    split(inside)?.into_iter().map(element).collect()
}

/// `["2026-01-01 00:00:00+00",)` → `[2026-01-01,)`
pub(super) fn range(content: &str) -> Option<String> {
    let inside = content.strip_prefix(['[', '('])?.strip_suffix([']', ')'])?;
    let [lower, upper] = split(inside)?.try_into().ok()?;
    let bound = |text: &str| literal::text(&unquoted(text));
    Some(format!("{}{},{}{}", &content[..1], bound(lower), bound(upper), &content[content.len() - 1..]))
}

/// A range over days or whole numbers as PostgreSQL holds it: with its lower bound and without its upper one. `None` for other types, and for
/// bounds that are no such values. Source: PostgreSQL, "8.17.7. Discrete Range Types".
pub(crate) fn discrete_range(content: &str, data_type: &str) -> Option<String> {
    let next: fn(&str) -> Option<String> = match data_type {
        "int4range" => |bound| Some(bound.parse::<i32>().ok()?.checked_add(1)?.to_string()),
        "int8range" => |bound| Some(bound.parse::<i64>().ok()?.checked_add(1)?.to_string()),
        "daterange" => |bound| Some(bound.parse::<jiff::civil::Date>().ok()?.tomorrow().ok()?.to_string()),
        _ => return None,
    };
    let content = content.trim();
    if content.eq_ignore_ascii_case("empty") {
        return Some("empty".to_string());
    }
    let inside = content.strip_prefix(['[', '('])?.strip_suffix([']', ')'])?;
    let [lower, upper] = split(inside)?.try_into().ok()?;
    // What follows a value tells that it is one, and how it is spelled is told by its text.
    let bound = |text: &str, moved: bool| match literal::text(unquoted(text).trim()) {
        open if open.is_empty() => Some(open),
        value if moved => next(&value),
        value => next(&value).map(|_| value),
    };
    let (lower, upper) = (bound(lower, content.starts_with('('))?, bound(upper, content.ends_with(']'))?);
    let start = if lower.is_empty() { '(' } else { '[' };
    Some(if lower == upper && !lower.is_empty() { "empty".to_string() } else { format!("{start}{lower},{upper})") })
}

/// At the commas that stand neither in quotes nor in braces. `None` where quotes or braces do not close.
fn split(text: &str) -> Option<Vec<&str>> {
    let (mut parts, mut start, mut depth, mut quoted, mut escaped) = (Vec::new(), 0, 0_usize, false, false);
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '{' => depth += 1,
            '}' => depth = depth.checked_sub(1)?,
            ',' if depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    (!quoted && !escaped && depth == 0).then_some(parts)
}

fn quoted(element: &str) -> String {
    format!("\"{}\"", element.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Without quotes and backslashes; a doubled quote is one.
fn unquoted(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    let mut quoted = false;
    while let Some(character) = characters.next() {
        match character {
            '\\' => result.extend(characters.next()),
            '"' if quoted && characters.peek() == Some(&'"') => result.extend(characters.next()),
            '"' => quoted = !quoted,
            other => result.push(other),
        }
    }
    result
}
