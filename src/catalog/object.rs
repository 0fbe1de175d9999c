//! How an object of the catalog is named when another stage speaks of it: in origins, explanations, reports and errors.

use serde::Serialize;

use super::QualifiedName;

/// One object. Two paths are equal when they mean the same object.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub enum ObjectPath {
    Schema(String),
    Extension(String),
    Enum(QualifiedName),
    /// By signature.
    Function(String),
    Table(QualifiedName),
    /// A part of a table.
    Column(QualifiedName, String),
    Constraint(QualifiedName, String),
    Index(QualifiedName, String),
    Trigger(QualifiedName, String),
    /// A kind that has no type of its own, with its name.
    Other(String),
}

impl std::fmt::Display for ObjectPath {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ObjectPath::Schema(name) => write!(formatter, "schema {name}"),
            ObjectPath::Extension(name) => write!(formatter, "extension {name}"),
            ObjectPath::Enum(name) => write!(formatter, "enum {name}"),
            ObjectPath::Function(signature) => write!(formatter, "function {signature}"),
            ObjectPath::Table(name) => write!(formatter, "table {name}"),
            ObjectPath::Column(table, name) => write!(formatter, "column {table}.{name}"),
            ObjectPath::Constraint(table, name) => write!(formatter, "constraint {name} of {table}"),
            ObjectPath::Index(table, name) => write!(formatter, "index {name} of {table}"),
            ObjectPath::Trigger(table, name) => write!(formatter, "trigger {name} of {table}"),
            ObjectPath::Other(path) => formatter.write_str(path),
        }
    }
}
