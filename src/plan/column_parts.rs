//! What goes with a column, with its type or with an index, without a statement of its own.
//!
//! Comes in: the definitions of a catalog, and what happens to a column or an index. Goes out: the keys of those that are gone then, and the
//! changes that bring them back on the way back. Never happens: a part that PostgreSQL keeps.

use crate::ordered::IndexMap;

use super::definitions::sequences_owned_by;
use super::planner::Planner;
use super::{Change, Constraint, Reverse};
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

impl Planner<'_> {
    /// What default privileges give to what comes back, and did not give to it before.
    fn given_by_default(&self, change: &Change) -> Vec<Change> {
        if self.given_anew.is_empty() {
            return Vec::new();
        }
        let mut owners = match change {
            Change::Undefine { definition, .. } => vec![definition.key()],
            Change::DropTable(_) | Change::DropFunction(_) | Change::DropEnum(_) | Change::SwapEnum { .. } => {
                vec![change.object().to_string()]
            }
            _ => Vec::new(),
        };
        let columns: Vec<(&QualifiedName, &Column)> = match change {
            Change::DropTable(table) => table.columns.values().map(|column| (&table.name, column)).collect(),
            Change::DropColumn { table, column } | Change::SetColumnValue { table, from: column, .. } => vec![(table, column)],
            _ => Vec::new(),
        };
        owners.extend(
            columns.into_iter().filter_map(|(table, column)| Some(format!("sequence {}", sequence_of_column(table, column)?.sql()))),
        );
        let given = owners.iter().filter_map(|owner| self.given_anew.get(owner)).flatten();
        given.map(|definition| Change::Undefine { definition: definition.clone(), parts: Vec::new() }).collect()
    }

    /// What a step takes along comes back when it is taken back: as it stood, owners first.
    pub(super) fn with_what_goes_along(&self, change: &Change, mut reverse: Reverse) -> Reverse {
        let definitions = &self.current.definitions;
        let mut along: Vec<Definition> =
            taken_along(definitions, change).into_iter().filter_map(|key| definitions.get(&key).cloned()).collect();
        if let Change::DropColumn { table, column } = change {
            for key in sequences_owned_by(definitions, table, Some(&column.name)) {
                along.extend(definitions.get(&key).cloned());
                along.extend(self.parts_of(&key, self.current));
            }
        }
        let unimplied = self.given_by_default(change);
        let stand = along.into_iter().filter(|part| self.expected.definitions.get(&part.key()) == Some(part));
        let again = stand.map(|definition| Change::Define { definition, parts: Vec::new() });
        if let Reverse::Exact(changes) | Reverse::StructureOnly { changes, .. } = &mut reverse {
            changes.extend(again);
            changes.extend(unimplied);
        }
        reverse
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
fn marks(definitions: &IndexMap<String, Definition>, table: &QualifiedName, index: &str) -> Vec<String> {
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

/// What it takes its numbers from.
fn sequence_of_column(table: &QualifiedName, column: &Column) -> Option<QualifiedName> {
    match &column.value {
        ColumnValue::Serial { sequence } => Some(sequence.clone()),
        ColumnValue::Identity(_) => Some(serial_sequence_name(table, &column.name)),
        _ => None,
    }
}

/// Options, privileges and the comment of the sequence that a column takes its numbers from.
fn of_sequence(definitions: &IndexMap<String, Definition>, table: &QualifiedName, column: &Column) -> Vec<String> {
    let Some(sequence) = sequence_of_column(table, column) else { return Vec::new() };
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
