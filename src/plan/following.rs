//! Names of indexes, constraints and sequences that change with those of their tables and columns.
//!
//! Comes in: what is to have another name. Goes out: steps, each when its new name is free. Never happens: a clash; names that stand in
//! each other's way in a circle stay as they are, which harms nothing.

use std::collections::BTreeSet;

use super::planner::{Phase, Planner};
use super::{Change, Part, Reverse};
use crate::catalog::{Catalog, Column, ColumnValue, ObjectPath, QualifiedName, Table};

/// One name that follows.
pub(super) enum Following {
    Part {
        table: QualifiedName,
        part: Part,
        from: String,
        to: String,
    },
    /// The column as it stands, and with its sequence by the new name.
    Sequence {
        table: QualifiedName,
        from: Box<Column>,
        to: Box<Column>,
    },
}

impl Planner<'_> {
    pub(super) fn follow_names(&mut self) {
        let mut pending = std::mem::take(&mut self.following);
        loop {
            let before = pending.len();
            for following in std::mem::take(&mut pending) {
                if self.is_taken(&following) {
                    pending.push(following);
                } else {
                    self.follow(following);
                }
            }
            if pending.len() == before {
                return;
            }
        }
    }

    fn is_taken(&self, following: &Following) -> bool {
        match following {
            Following::Part { table, part, to, .. } => {
                let own = self.expected.tables.get(table).is_some_and(|table| match part {
                    Part::Constraint => table.has_constraint(to),
                    Part::Index => false,
                });
                own || self.is_index(table, following) && relations(&self.expected).contains(&(table.schema.clone(), to.clone()))
            }
            Following::Sequence { to, .. } => match &to.value {
                ColumnValue::Serial { sequence } => relations(&self.expected).contains(&(sequence.schema.clone(), sequence.name.clone())),
                _ => true,
            },
        }
    }

    /// Keys and unique constraints are indexes, whose names are one in the schema.
    fn is_index(&self, table: &QualifiedName, following: &Following) -> bool {
        let Following::Part { part, from, .. } = following else { return false };
        let is_key = |table: &Table| table.primary_key.as_ref().is_some_and(|key| key.name == *from);
        let table = self.expected.tables.get(table);
        *part == Part::Index
            || table.is_some_and(|table| is_key(table) || table.uniques.contains_key(from) || table.exclusions.contains_key(from))
    }

    fn follow(&mut self, following: Following) {
        match following {
            Following::Part { table, part, from, to } => {
                let object = match part {
                    Part::Constraint => ObjectPath::Constraint(table.clone(), from.clone()),
                    Part::Index => ObjectPath::Index(table.clone(), from.clone()),
                };
                let rename =
                    |from: &String, to: &String| Change::RenamePart { table: table.clone(), part, from: from.clone(), to: to.clone() };
                let reason = format!("{object} is named after what has another name now");
                self.in_phase(Phase::Middle, rename(&from, &to), Reverse::Exact(vec![rename(&to, &from)]), Vec::new(), reason, &object);
            }
            Following::Sequence { table, from, to } => self.set_column_value(&table, &from, &to),
        }
    }
}

/// Schema and name of everything that shares one room with tables.
fn relations(catalog: &Catalog) -> BTreeSet<(String, String)> {
    let mut names = BTreeSet::new();
    for table in catalog.tables.values() {
        let mut add = |name: &str| {
            names.insert((table.name.schema.clone(), name.to_string()));
        };
        add(&table.name.name);
        table.primary_key.iter().for_each(|key| add(&key.name));
        table.uniques.keys().chain(table.exclusions.keys()).chain(table.indexes.keys()).for_each(|name| add(name));
        for column in table.columns.values() {
            if let ColumnValue::Serial { sequence } = &column.value {
                names.insert((sequence.schema.clone(), sequence.name.clone()));
            }
        }
    }
    names
}
