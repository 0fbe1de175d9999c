//! Functions and procedures.

use crate::ordered::IndexMap;
use serde::{Deserialize, Serialize};

use super::QualifiedName;

/// A function or procedure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Function {
    pub name: QualifiedName,
    /// The types of its input arguments, as PostgreSQL tells overloaded functions apart: `integer, text`.
    pub argument_types: String,
    /// As `pg_get_function_arguments` prints them, with names, modes and defaults; empty for none.
    pub arguments: String,
    /// `trigger`, `bigint`, `TABLE(a integer)`; empty for a procedure.
    pub returns: String,
    pub language: String,
    /// `VOLATILE`, `STABLE` or `IMMUTABLE`.
    pub volatility: String,
    pub security_definer: bool,
    /// `SET` clauses: `search_path` → `""`.
    pub settings: IndexMap<String, String>,
    /// Byte for byte.
    pub body: String,
    pub options: FunctionOptions,
    pub comment: Option<String>,
}

/// What most functions leave as it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct FunctionOptions {
    pub procedure: bool,
    pub strict: bool,
    pub leakproof: bool,
    pub parallel: Parallel,
    /// Only when it is not the language's own.
    pub cost: Option<String>,
    /// Only when it is not 1000.
    pub rows: Option<String>,
    /// The body is `RETURN …` or `BEGIN ATOMIC … END`: parsed when it was made, and not a string.
    pub sql_body: bool,
    /// Of a function in C, the file that holds it.
    pub file: Option<String>,
    /// `TRANSFORM FOR TYPE …`
    pub transforms: Vec<String>,
    /// The planner's support function.
    pub support: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Parallel {
    #[default]
    Unsafe,
    Restricted,
    Safe,
}

impl Function {
    /// `public.twice(integer, integer)`: what it is known by.
    pub fn signature(&self) -> String {
        format!("{}({})", self.name, self.argument_types)
    }
}
