//! What goes with a column, with its type or with an index, without a statement of its own.
//!
//! Comes in: the definitions of a catalog, and what happens to a column or an index. Goes out: the keys of those that are gone then. Never happens: a
//! part that PostgreSQL keeps.

use crate::ordered::IndexMap;

use super::{Change, Constraint};
use crate::catalog::{Column, ColumnValue, Definition, QualifiedName, serial_sequence_name};
use crate::sql::quote_identifier;

/// Of each column that a step drops, retypes or numbers otherwise, and of each index that it drops.
pub(super) fn taken_along(definitions: &IndexMap<String, Definition>, change: &Change) -> Vec<String> {
    if definitions.is_empty() {
        return Vec::new();
    }
    match change {
        Change::DropColumn { table, column } => {
            let mut keys = settings(table, &column.name, &["storage", "compression", "statistics", "options"]);
            let privileges = format!(" ({}) on TABLE {} ", quote_identifier(&column.name), table.sql());
            let is_its = |definition: &Definition| {
                matches!(definition.kind.as_str(), "grant" | "revocation") && definition.name.contains(&privileges)
            };
            keys.extend(definitions.values().filter(|definition| is_its(definition)).map(Definition::key));
            keys.extend(of_sequence(definitions, table, column));
            keys
        }
        // Source: PostgreSQL, ATExecAlterColumnType: the storage is the new type's own.
        Change::AlterColumnType { table, to, .. } => settings(table, &to.name, &["storage", "compression"]),
        Change::SetColumnValue { table, from, to }
            if numbers(from) && std::mem::discriminant(&from.value) != std::mem::discriminant(&to.value) =>
        {
            of_sequence(definitions, table, from)
        }
        Change::DropIndex { table, index } => marks(definitions, table, &index.name),
        Change::DropConstraint { table, constraint } if is_index(constraint) => marks(definitions, table, constraint.name()),
        _ => Vec::new(),
    }
}

pub(super) fn numbers(column: &Column) -> bool {
    matches!(column.value, ColumnValue::Serial { .. } | ColumnValue::Identity(_))
}

/// Whether it stands on an index of its own name.
pub(super) fn is_index(constraint: &Constraint) -> bool {
    matches!(constraint, Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Exclusion(_))
}

/// That the table is clustered on the index, or known to replicas by it.
pub(super) fn marks(definitions: &IndexMap<String, Definition>, table: &QualifiedName, index: &str) -> Vec<String> {
    let index = quote_identifier(index);
    let ends = [("cluster mark of", format!(" CLUSTER ON {index}")), ("replica identity of", format!(" USING INDEX {index}"))];
    let is_its = |(kind, end): &(&str, String)| {
        let key = format!("{kind} {}", table.sql());
        definitions.get(&key).filter(|mark| mark.definition.ends_with(end)).map(|_| key)
    };
    ends.iter().filter_map(is_its).collect()
}

fn settings(table: &QualifiedName, column: &str, kinds: &[&str]) -> Vec<String> {
    kinds.iter().map(|kind| format!("{kind} of column {}.{}", table.sql(), quote_identifier(column))).collect()
}

/// Options, privileges and the comment of the sequence that a column takes its numbers from.
fn of_sequence(definitions: &IndexMap<String, Definition>, table: &QualifiedName, column: &Column) -> Vec<String> {
    let sequence = match &column.value {
        ColumnValue::Serial { sequence } => sequence.clone(),
        ColumnValue::Identity(_) => serial_sequence_name(table, &column.name),
        _ => return Vec::new(),
    };
    let path = sequence.sql();
    let privileges = format!(" on SEQUENCE {path} ");
    let is_its = |definition: &Definition| match definition.kind.as_str() {
        "options of sequence" => definition.name == path.as_str(),
        "comment" => definition.name.strip_prefix("on sequence ") == Some(path.as_str()),
        "grant" | "revocation" => definition.name.contains(&privileges),
        _ => false,
    };
    definitions.values().filter(|definition| is_its(definition)).map(Definition::key).collect()
}
