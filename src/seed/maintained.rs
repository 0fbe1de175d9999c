//! Columns that triggers write: a counter of what refers to a row, a sum, a moment of change.
//!
//! Comes in: the functions of a catalog's triggers, as text. Goes out: which columns of a table they assign to, by `UPDATE table SET column = …` and, in
//! triggers of the table itself, by `NEW.column := …`. Never happens: an error; a function that cannot be read writes nothing.

use crate::catalog::{Catalog, QualifiedName, Table};
use crate::ordered::IndexSet;
use crate::sql::plpgsql::{is, name, tokens};
use sqlparser::tokenizer::Token;

/// What the triggers of a catalog do, each read once.
pub struct Maintained<'a>(Vec<Act<'a>>);

struct Act<'a> {
    owner: &'a QualifiedName,
    /// Whether it may change the row that it is called for.
    before: bool,
    tokens: Vec<Token>,
}

impl<'a> Maintained<'a> {
    pub fn of(catalog: &'a Catalog) -> Maintained<'a> {
        let triggers = catalog.tables.values().flat_map(|owner| owner.triggers.values().map(move |trigger| (owner, trigger)));
        let acts = triggers.filter(|(_, trigger)| trigger.enabled != 'D').flat_map(|(owner, trigger)| {
            let functions = catalog.functions.values().filter(|function| function.name == trigger.function);
            functions.map(|function| Act {
                owner: &owner.name,
                before: trigger.timing == "BEFORE",
                tokens: tokens(&function.body).unwrap_or_default(),
            })
        });
        Maintained(acts.collect())
    }

    /// The places of the columns of this table that triggers write.
    pub fn columns(&self, table: &Table) -> IndexSet<usize> {
        let written = self.0.iter().flat_map(|act| {
            let own = act.before && *act.owner == table.name;
            updated(&act.tokens, table).into_iter().chain(own.then(|| assigned(&act.tokens)).into_iter().flatten())
        });
        written.filter_map(|name| table.columns.get_index_of(&name)).collect()
    }
}

/// Columns of the table that an `UPDATE` of it sets.
fn updated(tokens: &[Token], table: &Table) -> Vec<String> {
    let mut found = Vec::new();
    for at in (0..tokens.len()).filter(|at| is(tokens.get(*at), "update")) {
        let mut next = at + 1 + usize::from(is(tokens.get(at + 1), "only"));
        let (mut schema, mut of) = (None, name(tokens.get(next)));
        if tokens.get(next + 1) == Some(&Token::Period) {
            (schema, of) = (of, name(tokens.get(next + 2)));
            next += 2;
        }
        if of.as_deref() != Some(table.name.name.as_str()) || schema.is_some_and(|schema| schema != table.name.schema) {
            continue;
        }
        // An alias stands before `SET`.
        let Some(set) = (next + 1..(next + 4).min(tokens.len())).find(|at| is(tokens.get(*at), "set")) else { continue };
        found.extend(assignments(&tokens[set + 1..]));
    }
    found
}

/// The names before each `=` of a `SET`.
fn assignments(tokens: &[Token]) -> Vec<String> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut begins = true;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::LParen if begins => {
                // `(a, b) = (…)`
                found.extend(tokens[at + 1..].iter().take_while(|token| **token != Token::RParen).filter_map(|token| name(Some(token))));
                depth += 1;
            }
            Token::LParen => depth += 1,
            Token::RParen => depth = depth.saturating_sub(1),
            Token::SemiColon => break,
            _ if depth == 0 && ["where", "from", "returning"].iter().any(|keyword| is(Some(token), keyword)) => break,
            Token::Comma if depth == 0 => {
                begins = true;
                continue;
            }
            _ if begins && depth == 0 => found.extend(name(Some(token))),
            _ => {}
        }
        begins = false;
    }
    found
}

/// `NEW.column := …`, `NEW.column = …` at the beginning of a statement.
fn assigned(tokens: &[Token]) -> Vec<String> {
    let begins = |at: usize| {
        at == 0
            || tokens[at - 1] == Token::SemiColon
            || ["begin", "then", "else", "loop"].iter().any(|keyword| is(tokens.get(at - 1), keyword))
    };
    let at = (0..tokens.len()).filter(|at| begins(*at) && is(tokens.get(*at), "new") && tokens.get(at + 1) == Some(&Token::Period));
    let sets = |at: &usize| matches!(tokens.get(at + 3), Some(Token::Assignment | Token::Eq));
    at.filter(sets).filter_map(|at| name(tokens.get(at + 2))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_update_sets_is_known_whatever_it_computes() {
        let sets = |sql: &str| assignments(&tokens(sql).unwrap());
        assert_eq!(sets("next_seq = greatest(next_seq, new.seq + 1), \"Last\" = now() WHERE id = new.id;"), ["next_seq", "Last"]);
        assert_eq!(sets("(a, b) = (SELECT x, y), c = 1 FROM other WHERE d = 2"), ["a", "b", "c"]);
    }

    #[test]
    fn only_assignments_to_the_new_row_count() {
        let set = assigned(&tokens("BEGIN IF NEW.a = 1 THEN NEW.b := 2; END IF; new.c = old.c; x := NEW.d; RETURN NEW; END").unwrap());
        assert_eq!(set, ["b", "c"]);
    }
}
