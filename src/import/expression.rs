//! SQL of the catalog as it stands in requirements: on one line, in parentheses.
//!
//! Comes in: expressions as PostgreSQL prints them. Goes out: the same text without line breaks; which columns it reads, in their order; plain
//! constants as the language writes them. Never happens: a change of what it means.

use crate::ordered::IndexSet;

use crate::catalog::{Column, DataType, Expression, Table};
use crate::syntax::print::quoted;

/// On one line; `None` when a string in it holds a line break, which no expression of the language can.
pub(super) fn on_one_line(text: &str) -> Option<String> {
    let mut result = String::with_capacity(text.len());
    let mut quote = None;
    for sign in text.trim().chars() {
        match (quote, sign) {
            (Some(_), '\n' | '\r') => return None,
            (Some(open), _) => {
                if open == sign {
                    quote = None;
                }
                result.push(sign);
            }
            (None, _) if sign.is_whitespace() => {
                if !result.ends_with(' ') {
                    result.push(' ');
                }
            }
            (None, _) => {
                if matches!(sign, '\'' | '"') {
                    quote = Some(sign);
                }
                result.push(sign);
            }
        }
    }
    Some(result)
}

/// `(…)` around the text, with no more parentheses than one pair around the whole.
pub(super) fn in_parentheses(expression: &Expression) -> Option<String> {
    let text = on_one_line(&expression.written)?;
    Some(format!("({})", without_outer(&text)))
}

/// A condition, without casts that its reader does not need. `enums` are the types whose constants a comparison knows by itself.
pub(super) fn condition(expression: &Expression, enums: &[String]) -> Option<String> {
    let text = on_one_line(&expression.written)?;
    // What an array is made of decides what it is compared with.
    let plain = if text.contains("ARRAY[") || text.contains("[]") { text.clone() } else { without_casts(&text, enums) };
    let text = if Expression::new(plain.as_str()) == *expression { plain } else { text };
    Some(format!("({})", without_outer(&text)))
}

/// Without the casts that PostgreSQL prints behind constants of texts and enums, and behind columns of texts: `'draft'::public.state`, `(name)::text`.
fn without_casts(text: &str, enums: &[String]) -> String {
    let is_plain = |rest: &str| {
        let cast = &rest[2..rest.len() - after_cast(rest).len()];
        ["text", "character varying"].contains(&cast) || enums.iter().any(|name| name == cast)
    };
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let literal = string_literal(rest);
        let length = match sign {
            '\'' if !literal.is_empty() => literal.len(),
            '"' => rest[1..].find('"').map_or(rest.len(), |end| end + 2),
            '(' if !ends_in_word(&result) => match rest.find(')').map(|end| &rest[1..end]).filter(|inner| is_word(inner)) {
                Some(inner) if after_cast_to_text(&rest[inner.len() + 2..]) => {
                    result.push_str(inner);
                    rest = after_cast(&rest[inner.len() + 2..]);
                    continue;
                }
                _ => 1,
            },
            sign => sign.len_utf8(),
        };
        result.push_str(&rest[..length]);
        rest = &rest[length..];
        if sign == '\'' && rest.starts_with("::") && is_plain(rest) {
            rest = after_cast(rest);
        }
    }
    result
}

fn after_cast_to_text(rest: &str) -> bool {
    rest.starts_with("::text") && after_cast(rest).len() == rest.len() - "::text".len()
}

fn ends_in_word(text: &str) -> bool {
    text.chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '"'))
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_') && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// What follows `::type`: words of a type, its schema, its numbers, its brackets.
fn after_cast(text: &str) -> &str {
    let mut rest = &text[2..];
    loop {
        let name = match rest.strip_prefix('"') {
            Some(quoted) => quoted.find('"').map_or(rest.len(), |end| end + 2),
            None => rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len()),
        };
        rest = &rest[name..];
        match rest.strip_prefix('.') {
            Some(after) => rest = after,
            None => break,
        }
    }
    for words in [" varying", " precision", " with time zone", " without time zone"] {
        rest = rest.strip_prefix(words).unwrap_or(rest);
    }
    if let Some(end) = rest.strip_prefix('(').and_then(|inner| inner.find(')')) {
        rest = &rest[end + 2..];
    }
    rest.strip_prefix("[]").unwrap_or(rest)
}

/// `((a > 0))` → `a > 0`
pub(super) fn without_outer(text: &str) -> &str {
    let mut text = text.trim();
    while let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).filter(|_| closes_at_end(text)) {
        text = inner.trim();
    }
    text
}

/// Whether the first parenthesis is closed by the last sign.
fn closes_at_end(text: &str) -> bool {
    let (mut depth, mut quote) = (0_usize, None);
    for (at, sign) in text.char_indices() {
        match (quote, sign) {
            (Some(open), _) if open == sign => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(sign),
            (None, '(') => depth += 1,
            (None, ')') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1 == text.len();
                }
            }
            (None, _) => {}
        }
    }
    false
}

/// Columns of the table that the text reads, each once, in the order of the text.
pub(super) fn columns_read(text: &str, table: &Table) -> Vec<String> {
    let mut found = IndexSet::default();
    for word in words(text) {
        if table.columns.contains_key(&word) {
            found.insert(word);
        }
    }
    found.into_iter().collect()
}

/// The names in SQL text: words that are no function's and no type's, and what stands in double quotes.
pub(super) fn words(text: &str) -> Vec<String> {
    let signs: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < signs.len() {
        let start = at;
        match signs[at] {
            '\'' | '"' => {
                let open = signs[at];
                at += 1;
                while at < signs.len() && signs[at] != open {
                    at += 1;
                }
                if open == '"' {
                    found.push(signs[start + 1..at.min(signs.len())].iter().collect());
                }
                at += 1;
            }
            sign if sign.is_alphabetic() || sign == '_' => {
                while at < signs.len() && (signs[at].is_alphanumeric() || matches!(signs[at], '_' | '$')) {
                    at += 1;
                }
                let is_type = start >= 2 && signs[start - 1] == ':' && signs[start - 2] == ':';
                let is_call = signs.get(at) == Some(&'(');
                if !is_type && !is_call {
                    found.push(signs[start..at].iter().collect::<String>());
                }
            }
            _ => at += 1,
        }
    }
    found
}

/// A default as the language writes it: a constant without a cast where it means the same, else SQL in parentheses.
pub(super) fn default(expression: &Expression, column: &Column, enum_values: Option<&[String]>, plainly: bool) -> Option<String> {
    let whole = in_parentheses(expression)?;
    if plainly {
        return Some(whole);
    }
    if column.data_type.array {
        let empty = string_of(expression.written.trim()).is_some_and(|value| value == "{}");
        return Some(if empty { "[]".to_string() } else { whole });
    }
    let same = |sql: &str| Expression::new(sql) == *expression;
    Some(constant(expression, &column.data_type, enum_values, same).unwrap_or(whole))
}

fn constant(expression: &Expression, data_type: &DataType, enum_values: Option<&[String]>, same: impl Fn(&str) -> bool) -> Option<String> {
    let text = expression.written.trim();
    let string = string_of(text);
    if let Some(values) = enum_values {
        let value = string.filter(|value| values.contains(value))?;
        let plain = value.starts_with(|c: char| c.is_ascii_alphabetic()) && value.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let word = plain && !["true", "false", "null"].contains(&value.as_str()) && !crate::syntax::words::needs_back_quotes(&value);
        return Some(if word { value } else { quoted(&value) });
    }
    match data_type.to_string().split('(').next().unwrap_or_default() {
        "boolean" => ["true", "false"].into_iter().find(|word| same(word)).map(str::to_string),
        "smallint" | "integer" | "bigint" | "numeric" | "real" | "double precision" => {
            let number = string.unwrap_or_else(|| without_outer(text).to_string());
            let digits = number.strip_prefix('-').unwrap_or(&number);
            let is_number = digits.starts_with(|c: char| c.is_ascii_digit())
                && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
                && !digits.ends_with('.');
            (is_number && same(&number)).then_some(number)
        }
        "jsonb" => string.filter(|value| matches!(value.as_str(), "{}" | "[]")),
        "text" | "character varying" => string.filter(|_| same(string_literal(text))).map(|value| quoted(&value)),
        _ => None,
    }
}

/// The value of `'…'`, perhaps with a cast behind it.
fn string_of(text: &str) -> Option<String> {
    let literal = string_literal(text);
    let rest = &text[literal.len()..];
    if literal.is_empty() || !(rest.is_empty() || is_cast(rest)) {
        return None;
    }
    Some(literal[1..literal.len() - 1].replace("''", "'"))
}

/// `::character varying(40)` and nothing behind it.
fn is_cast(rest: &str) -> bool {
    rest.starts_with("::") && rest[2..].chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '.' | '"' | '(' | ')' | ','))
}

/// The string at the beginning, with its quotes; empty if there is none.
fn string_literal(text: &str) -> &str {
    if !text.starts_with('\'') {
        return "";
    }
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match (bytes[at], bytes.get(at + 1)) {
            (b'\'', Some(b'\'')) => at += 2,
            (b'\'', _) => return &text[..=at],
            _ => at += 1,
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_comes_to_stand_on_one_line_in_one_pair_of_parentheses() {
        let shown = |text: &str| in_parentheses(&Expression::new(text));
        assert_eq!(shown("((a > 0))").as_deref(), Some("(a > 0)"));
        assert_eq!(shown("(a) + (b)").as_deref(), Some("((a) + (b))"));
        assert_eq!(shown("CASE\n    WHEN a THEN 'x  y'\nEND").as_deref(), Some("(CASE WHEN a THEN 'x  y' END)"));
        assert_eq!(shown("a <> 'x\ny'"), None);
    }

    #[test]
    fn casts_go_where_they_mean_nothing() {
        let enums = ["public.post_status".to_string(), "public.\"Odd type\"".to_string()];
        for (text, plain) in [
            ("(status <> 'draft'::public.post_status)", "(status <> 'draft')"),
            ("((username)::text ~ '^[a-z]+$'::text)", "(username ~ '^[a-z]+$')"),
            ("lower((name)::text) = 'it''s'::character varying", "lower(name) = 'it''s'"),
            ("a = 'x'::public.\"Odd type\" and b", "a = 'x' and b"),
            ("at > '18 years'::interval", "at > '18 years'::interval"),
            ("total > (0)::numeric", "total > (0)::numeric"),
            ("length(a)::text", "length(a)::text"),
            ("(a)::text[]", "(a)::text[]"),
        ] {
            assert_eq!(without_casts(text, &enums), plain);
        }
    }

    #[test]
    fn names_are_words_that_are_no_function_and_no_type() {
        assert_eq!(words("lower((name)::text) = 'name' AND \"Old No\" > length(b)"), ["name", "AND", "Old No", "b"]);
    }
}
