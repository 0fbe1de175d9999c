//! CHECK constraints, evaluated over a candidate row before PostgreSQL sees it.
//!
//! Comes in: a SQL expression and the columns of its table. Goes out: a [`Condition`] that says of a row: fulfilled, violated, or not for us to
//! judge. Never happens: a wrong verdict out of convenience; whatever PostgreSQL might decide by collation, clock, locale or a function
//! of its own is [`Verdict::Unjudged`] and left to the proof.

mod evaluate;
mod interval;
mod limits;
mod read;

use crate::ordered::IndexMap;

use super::SeedValue;
use super::pattern::Pattern;
pub use evaluate::RowView;
pub use limits::{Limits, limits};

/// What a condition says about a row. NULL fulfils a CHECK.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Fulfilled,
    Violated,
    Unjudged,
}

/// A condition ready for many rows.
#[derive(Debug, Clone)]
pub struct Condition {
    tree: Node,
    /// Indexes of the columns that it reads.
    pub columns: Vec<usize>,
}

/// The part of SQL's expressions that can be judged here; columns by their index.
#[derive(Debug, Clone)]
enum Node {
    Constant(SeedValue),
    Column(usize),
    Not(Box<Node>),
    And(Box<Node>, Box<Node>),
    Or(Box<Node>, Box<Node>),
    Compare(Box<Node>, Comparison, Box<Node>),
    /// IS [NOT] DISTINCT FROM; `true` for distinct.
    Distinct(Box<Node>, Box<Node>, bool),
    Arithmetic(Box<Node>, char, Box<Node>),
    Negative(Box<Node>),
    IsNull(Box<Node>),
    /// IS TRUE, IS FALSE
    IsBoolean(Box<Node>, bool),
    OneOf(Box<Node>, Vec<Node>),
    Matches(Box<Node>, Box<Pattern>),
    Call(Function, Vec<Node>),
    Case(Vec<(Node, Node)>, Box<Node>),
    Unjudged,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Function {
    CharacterLength,
    ByteLength,
    Lower,
    Upper,
    Trim,
    Coalesce,
    NullIf,
    Concatenate,
    NumberOfNonNulls,
    NumberOfNulls,
    Absolute,
    Cardinality,
    Least,
    Greatest,
    /// 4 or 6, of a network address.
    Family,
    /// Of a network address.
    MaskLength,
}

/// What a table's conditions are read against.
pub struct Scope<'table> {
    /// Column name → index and type.
    pub columns: &'table crate::ordered::IndexMap<String, crate::catalog::Column>,
}

/// Reads conditions; texts and patterns seen before are not parsed again.
#[derive(Default)]
pub struct Reader {
    parsed: IndexMap<String, Option<sqlparser::ast::Expr>>,
    patterns: IndexMap<String, Option<Pattern>>,
}

#[cfg(test)]
mod tests;
