//! SQL expressions in normal form: equal when PostgreSQL holds them equal.
//!
//! Comes in: an expression as a person, a template or `pg_get_expr()` wrote it. Goes out: an [`Expression`] that shows what was
//! written and compares by a normal form, which is made only when a comparison asks for it (most expressions of a large
//! catalog never meet a differing text).
//! Never happens: an error or a panic; text that sqlparser cannot read is compared with its white space evened out.

mod bare;
mod form;
mod list;
mod literal;
mod moment;
mod read;
#[cfg(test)]
mod tests;
mod tokens;

pub(crate) use bare::Kind;
pub(crate) use list::{discrete_range, elements as array_elements};
pub(crate) use literal::has_other_spellings as has_known_spelling;

use std::cell::RefCell;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::ordered::IndexMap;
use form::Form;

/// An expression. Compares by its normal form; `written` is what a statement shows.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Expression {
    pub written: String,
    normal: OnceLock<String>,
    bare: OnceLock<Option<String>>,
}

impl Expression {
    /// From text that parses as one SQL expression. Text that sqlparser cannot read is its own normal form.
    pub fn new(written: impl Into<String>) -> Expression {
        Expression { written: written.into(), normal: OnceLock::new(), bare: OnceLock::new() }
    }

    /// The normal form; made at the first call.
    pub fn normal(&self) -> &str {
        self.normal.get_or_init(|| normal_form(&self.written))
    }

    /// In the bare words that a comparison block makes of what PostgreSQL prints; `None` where these are not known for sure. Made at the
    /// first call: an expression stays with its table.
    pub(crate) fn bare(&self, read: &Readings, result: Kind, kind_of: &dyn Fn(&str) -> Option<Kind>) -> Option<&str> {
        let text = self.written.trim();
        if let Some(words) = bare::of_plain_default(text, result) {
            return Some(words);
        }
        self.bare.get_or_init(|| read.with(text, |form| bare::words(form, result, kind_of))).as_deref()
    }

    /// Whether it was read as an expression, and is not compared as mere text.
    pub fn is_read(&self) -> bool {
        let text = self.written.trim();
        is_plain_word_or_number(text) || read::expression(text).is_some()
    }
}

/// What was read, by its text: the tables of a project repeat a few expressions, and sqlparser is slow on each.
#[derive(Default)]
pub(crate) struct Readings(RefCell<IndexMap<String, Option<Form>>>);

impl Readings {
    fn with<R>(&self, text: &str, look: impl FnOnce(&Form) -> Option<R>) -> Option<R> {
        let mut known = self.0.borrow_mut();
        if !known.contains_key(text) {
            known.insert(text.to_string(), read::expression(text));
        }
        known.get(text)?.as_ref().and_then(look)
    }
}

/// The tree of an expression's text, for those who judge it; `None` for what cannot be read, or is larger than a walk by recursion should meet.
pub(crate) fn tree(text: &str) -> Option<sqlparser::ast::Expr> {
    const MOST_OPERATORS: usize = 300;
    read::tree(text, MOST_OPERATORS)
}

impl PartialEq for Expression {
    fn eq(&self, other: &Expression) -> bool {
        self.written == other.written || self.normal() == other.normal()
    }
}

impl From<String> for Expression {
    fn from(written: String) -> Expression {
        Expression::new(written)
    }
}

impl From<Expression> for String {
    fn from(expression: Expression) -> String {
        expression.written
    }
}

fn normal_form(text: &str) -> String {
    let text = text.trim();
    if is_plain_word_or_number(text) {
        return text.to_string();
    }
    read::expression(text).map_or_else(|| even_white_space(text), |form| form.to_string())
}

/// `0`, `12.50`, `status`: their own normal form, without a parser. Words that SQL itself gives a meaning are not plain.
fn is_plain_word_or_number(text: &str) -> bool {
    let is_number = text.bytes().next().is_some_and(|first| first.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && text.bytes().filter(|b| *b == b'.').count() < 2
        && !text.ends_with('.');
    is_number || (text.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') && !text.is_empty() && !crate::sql::keywords::is_reserved(text))
}

/// One space for each run of white space outside quotes, none at the ends.
fn even_white_space(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut quote: Option<char> = None;
    for character in text.chars() {
        match quote {
            Some(open) => {
                if character == open {
                    quote = None;
                }
                result.push(character);
            }
            None if character.is_whitespace() => {
                if !result.ends_with(' ') {
                    result.push(' ');
                }
            }
            None => {
                if matches!(character, '\'' | '"') {
                    quote = Some(character);
                }
                result.push(character);
            }
        }
    }
    result.trim().to_string()
}
