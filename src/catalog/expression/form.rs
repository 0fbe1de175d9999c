//! The tree of a normal form, and how it is printed: parentheses by precedence only, names and words in lower case.
//!
//! Source of the precedence: PostgreSQL, "4.1.6. Operator Precedence".

use std::fmt::{self, Display, Formatter, Write};

use crate::sql::quote_identifier;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Form {
    /// A column, `true`, `null`, `current_timestamp`: printed as it is.
    Word(String),
    Number(String),
    /// The content of a string constant.
    Text(String),
    Call {
        name: String,
        arguments: Vec<Form>,
        tail: String,
    },
    Operator(String, Box<Form>, Box<Form>),
    /// `=`, `any`, left, right
    Quantified(String, &'static str, Box<Form>, Box<Form>),
    Prefix(String, Box<Form>),
    Not(Box<Form>),
    /// `is null`, `is true` …
    Is(Box<Form>, &'static str),
    Cast(Box<Form>, String),
    Collate(Box<Form>, String),
    /// `[1]`, `.name`
    Access(Box<Form>, String),
    /// Any number of parts joined by `and`; never one inside another.
    And(Vec<Form>),
    Or(Vec<Form>),
    Array(Vec<Form>),
    Row(Vec<Form>),
    Case {
        operand: Option<Box<Form>>,
        branches: Vec<(Form, Form)>,
        otherwise: Option<Box<Form>>,
    },
}

const OR: u8 = 1;
const AND: u8 = 2;
const NOT: u8 = 3;
const IS: u8 = 4;
const COMPARISON: u8 = 5;
const OTHER: u8 = 7;
const SUM: u8 = 8;
const PRODUCT: u8 = 9;
const POWER: u8 = 10;
const COLLATE: u8 = 12;
const SIGN: u8 = 13;
const ACCESS: u8 = 14;
const CAST: u8 = 15;
const ATOM: u8 = 16;

pub(super) fn is_comparison(operator: &str) -> bool {
    matches!(operator, "=" | "<>" | "<" | ">" | "<=" | ">=")
}

impl Form {
    pub fn word(word: impl Into<String>) -> Form {
        Form::Word(word.into())
    }

    pub fn call(name: &str, arguments: Vec<Form>) -> Form {
        Form::Call { name: name.to_string(), arguments, tail: String::new() }
    }

    /// Flattens: `a and (b and c)` is `a and b and c`; the order is kept.
    pub fn and(parts: impl IntoIterator<Item = Form>) -> Form {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Form::And(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        Form::And(flat)
    }

    pub fn or(parts: impl IntoIterator<Item = Form>) -> Form {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Form::Or(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        Form::Or(flat)
    }

    /// Whether it is the same for every row; PostgreSQL writes an IN over such values as an array.
    pub fn is_constant(&self) -> bool {
        match self {
            Form::Number(_) | Form::Text(_) => true,
            Form::Word(word) => matches!(word.as_str(), "true" | "false" | "null") || word.starts_with("current_"),
            Form::Cast(inner, _) | Form::Prefix(_, inner) | Form::Collate(inner, _) => inner.is_constant(),
            Form::Operator(_, left, right) => left.is_constant() && right.is_constant(),
            Form::Call { arguments, .. } | Form::Array(arguments) | Form::Row(arguments) => arguments.iter().all(Form::is_constant),
            _ => false,
        }
    }

    fn precedence(&self) -> u8 {
        match self {
            Form::Or(_) => OR,
            Form::And(_) => AND,
            Form::Not(_) => NOT,
            Form::Is(..) => IS,
            Form::Operator(operator, ..) => operator_precedence(operator),
            Form::Quantified(..) => OTHER,
            Form::Prefix(operator, _) if operator == "-" => SIGN,
            Form::Prefix(..) => OTHER,
            Form::Collate(..) => COLLATE,
            Form::Access(..) => ACCESS,
            Form::Cast(..) => CAST,
            _ => ATOM,
        }
    }

    /// In parentheses when it binds less than its place asks for.
    fn write(&self, formatter: &mut Formatter<'_>, least: u8) -> fmt::Result {
        if self.precedence() < least { write!(formatter, "({self})") } else { write!(formatter, "{self}") }
    }
}

fn operator_precedence(operator: &str) -> u8 {
    match operator {
        _ if is_comparison(operator) => COMPARISON,
        "is distinct from" => IS,
        "+" | "-" => SUM,
        "*" | "/" | "%" => PRODUCT,
        "^" => POWER,
        _ => OTHER,
    }
}

fn write_list(formatter: &mut Formatter<'_>, parts: &[Form]) -> fmt::Result {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            formatter.write_str(", ")?;
        }
        write!(formatter, "{part}")?;
    }
    Ok(())
}

fn write_chain(formatter: &mut Formatter<'_>, parts: &[Form], word: &str, least: u8) -> fmt::Result {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            formatter.write_str(word)?;
        }
        part.write(formatter, least + 1)?;
    }
    Ok(())
}

impl Display for Form {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Form::Word(word) | Form::Number(word) => formatter.write_str(word),
            Form::Text(content) => write!(formatter, "'{}'", content.replace('\'', "''")),
            Form::Call { name, arguments, tail } => {
                write!(formatter, "{name}(")?;
                write_list(formatter, arguments)?;
                write!(formatter, "){tail}")
            }
            Form::Operator(operator, left, right) => {
                let precedence = self.precedence();
                // Comparisons do not chain; all others bind to the left.
                left.write(formatter, if precedence == COMPARISON || precedence == IS { precedence + 1 } else { precedence })?;
                write!(formatter, " {operator} ")?;
                right.write(formatter, precedence + 1)
            }
            Form::Quantified(operator, word, left, right) => {
                left.write(formatter, OTHER + 1)?;
                write!(formatter, " {operator} {word} ({right})")
            }
            Form::Prefix(operator, operand) => {
                formatter.write_str(operator)?;
                if operator != "-" {
                    formatter.write_char(' ')?;
                }
                operand.write(formatter, ACCESS)
            }
            Form::Not(operand) => {
                formatter.write_str("not ")?;
                operand.write(formatter, NOT)
            }
            Form::Is(operand, state) => {
                operand.write(formatter, IS + 1)?;
                write!(formatter, " {state}")
            }
            Form::Cast(operand, data_type) => {
                operand.write(formatter, CAST)?;
                write!(formatter, "::{data_type}")
            }
            Form::Collate(operand, collation) => {
                operand.write(formatter, COLLATE)?;
                write!(formatter, " collate {}", quote_identifier(collation))
            }
            Form::Access(operand, access) => {
                operand.write(formatter, ATOM)?;
                formatter.write_str(access)
            }
            Form::And(parts) => write_chain(formatter, parts, " and ", AND),
            Form::Or(parts) => write_chain(formatter, parts, " or ", OR),
            Form::Array(parts) => {
                formatter.write_str("array[")?;
                write_list(formatter, parts)?;
                formatter.write_char(']')
            }
            Form::Row(parts) => {
                formatter.write_str("row(")?;
                write_list(formatter, parts)?;
                formatter.write_char(')')
            }
            Form::Case { operand, branches, otherwise } => {
                formatter.write_str("case")?;
                if let Some(operand) = operand {
                    write!(formatter, " {operand}")?;
                }
                for (condition, result) in branches {
                    write!(formatter, " when {condition} then {result}")?;
                }
                if let Some(otherwise) = otherwise {
                    write!(formatter, " else {otherwise}")?;
                }
                formatter.write_str(" end")
            }
        }
    }
}
