//! The names that PostgreSQL chooses where a statement gives none.
//!
//! Source: makeObjectName(), ChooseRelationName(), ChooseIndexName() in src/backend/commands/indexcmds.c; ChooseConstraintName() in
//! src/backend/catalog/pg_constraint.c; FigureColname() in src/backend/parser/parse_target.c.

use super::state::State;
use super::token::{Kind, LONGEST_NAME, Token, cut};
use crate::catalog::{QualifiedName, Table, default_name};

/// `name1_name2_label`, or without `name2` when that is empty.
fn make(name1: &str, name2: &str, label: &str) -> String {
    default_name(name1, Some(name2).filter(|name| !name.is_empty()), label)
}

/// The first that is not taken: a number follows the label.
pub(super) fn choose(schema: &str, name1: &str, name2: &str, label: &str, taken: impl Fn(&QualifiedName) -> bool) -> QualifiedName {
    let mut pass = 0;
    loop {
        let label = if pass == 0 { label.to_string() } else { format!("{label}{pass}") };
        let name = QualifiedName::new(schema, make(name1, name2, &label));
        if !taken(&name) {
            return name;
        }
        pass += 1;
    }
}

/// Names in the table that is being worked on are not indexed yet.
fn stands_in(table: &Table, name: &QualifiedName, constraints: bool) -> bool {
    let relation = table.indexes.contains_key(&name.name)
        || table.primary_key.as_ref().is_some_and(|key| key.name == name.name)
        || table.uniques.contains_key(&name.name)
        || table.exclusions.contains_key(&name.name);
    relation || constraints && (table.checks.contains_key(&name.name) || table.foreign_keys.contains_key(&name.name))
}

/// A check's or a foreign key's: it must differ from the schema's other constraints.
pub(super) fn for_constraint(state: &State, table: &Table, addition: &str, label: &str) -> String {
    let taken = |name: &QualifiedName| state.constraint_exists(name) || stands_in(table, name, true);
    choose(&table.name.schema, &table.name.name, addition, label, taken).name
}

/// An index's, also where a constraint owns it.
pub(super) fn for_index(state: &State, table: &Table, columns: &[String], label: &str) -> String {
    let constraint = label != "idx";
    let taken = |name: &QualifiedName| {
        state.relation(name).is_some()
            || *name == table.name
            || constraint && state.constraint_exists(name)
            || stands_in(table, name, constraint)
    };
    let addition = if label == "pkey" { String::new() } else { addition(columns) };
    choose(&table.name.schema, &table.name.name, &addition, label, taken).name
}

/// The columns' names joined: no more than a name holds. Source: ChooseIndexNameAddition(), ChooseForeignKeyConstraintNameAddition().
pub(super) fn addition(columns: &[String]) -> String {
    let mut text = String::new();
    for column in columns {
        if !text.is_empty() {
            text.push('_');
        }
        text.push_str(column);
        if text.len() > LONGEST_NAME {
            break;
        }
    }
    text
}

/// Names of an index's columns, told apart by numbers. Source: ChooseIndexColumnNames().
pub(super) fn index_columns(wanted: Vec<String>) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(wanted.len());
    for name in wanted {
        let mut current = name.clone();
        let mut number = 1;
        while names.contains(&current) {
            let digits = number.to_string();
            current = format!("{}{digits}", cut(&name, LONGEST_NAME - digits.len()));
            number += 1;
        }
        names.push(current);
    }
    names
}

/// What an expression of an index is called. `None` for forms that are not read here.
pub(super) fn of_expression(tokens: &[Token]) -> Option<String> {
    let tokens = inside_brackets(tokens);
    let first = tokens.first()?;
    // A call that is the whole expression, or a column.
    if first.is_name() {
        let mut at = 1;
        let mut last = first;
        while tokens.get(at).is_some_and(|token| token.is_sign(".")) {
            last = tokens.get(at + 1)?;
            at += 2;
        }
        match tokens.get(at) {
            None => return Some(last.value.clone()),
            Some(token) if token.is_sign("(") && closes_at(tokens, at) == Some(tokens.len() - 1) => {
                return match last.value.as_str() {
                    "case" | "cast" | "array" | "row" | "exists" | "extract" | "trim" | "position" | "substring" | "overlay" => None,
                    name => Some(name.to_string()),
                };
            }
            Some(_) => {}
        }
    }
    // A cast is called like what it casts, if that has a name.
    let cast = top_level(tokens).find(|(_, token)| token.is_sign("::")).map(|(at, _)| at);
    if let Some(at) = cast {
        let only_a_type =
            |token: &Token| token.kind != Kind::Sign || matches!(token.value.as_str(), "::" | "(" | ")" | "[" | "]" | "." | ",");
        let operand = inside_brackets(&tokens[..at]);
        let named = operand.first().is_some_and(Token::is_name)
            && top_level(operand).all(|(_, token)| token.kind != Kind::Sign || matches!(token.value.as_str(), "(" | ")" | "."));
        return if named && tokens[at..].iter().all(only_a_type) { of_expression(operand) } else { None };
    }
    if tokens.iter().any(|token| token.is_sign("::") || token.is_word("case") || token.is_word("collate") || token.is_word("array")) {
        return None;
    }
    // An operator at the top has no name of its own.
    let mut depth = 0_usize;
    for token in tokens {
        match token.value.as_str() {
            "(" | "[" if token.kind == Kind::Sign => depth += 1,
            ")" | "]" if token.kind == Kind::Sign => depth = depth.saturating_sub(1),
            "." | "," => {}
            _ if depth == 0 && token.kind == Kind::Sign => return Some("expr".to_string()),
            _ => {}
        }
    }
    None
}

/// The tokens outside all brackets, with their places.
fn top_level(tokens: &[Token]) -> impl Iterator<Item = (usize, &Token)> {
    let mut depth = 0_usize;
    tokens.iter().enumerate().filter(move |(_, token)| {
        if token.is_sign("(") || token.is_sign("[") {
            depth += 1;
            return depth == 1;
        }
        if token.is_sign(")") || token.is_sign("]") {
            depth = depth.saturating_sub(1);
        }
        depth == 0
    })
}

pub(super) fn inside_brackets(mut tokens: &[Token]) -> &[Token] {
    while tokens.first().is_some_and(|token| token.is_sign("(")) && closes_at(tokens, 0) == Some(tokens.len() - 1) {
        tokens = &tokens[1..tokens.len() - 1];
    }
    tokens
}

fn closes_at(tokens: &[Token], open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        if token.is_sign("(") {
            depth += 1;
        } else if token.is_sign(")") {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::statics::token::tokens;

    #[test]
    fn a_name_that_is_too_long_loses_from_its_longer_part() {
        assert_eq!(make("posts", "author_id", "fkey"), "posts_author_id_fkey");
        assert_eq!(make(&"t".repeat(63), "id", "pkey"), format!("{}_id_pkey", "t".repeat(55)));
        assert_eq!(make(&"t".repeat(40), &"c".repeat(40), "idx"), format!("{}_{}_idx", "t".repeat(29), "c".repeat(29)));
    }

    #[test]
    fn an_expression_is_called_by_its_function() {
        let name = |text: &str| of_expression(&tokens(text).expect("tokens"));
        assert_eq!(name("lower(a)"), Some("lower".to_string()));
        assert_eq!(name("((a || b))"), Some("expr".to_string()));
        assert_eq!(name("(a)"), Some("a".to_string()));
        assert_eq!(name("a::text"), Some("a".to_string()));
        assert_eq!(name("(lower(a))::varchar(10)"), Some("lower".to_string()));
        assert_eq!(name("(a || b)::text"), None);
        assert_eq!(name("a::text || b"), None);
    }
}
