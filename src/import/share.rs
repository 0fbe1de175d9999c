//! How much of each kind the lines say.
//!
//! Comes in: what stands, and what the lines make. Goes out: counts. Never happens: an object that counts although it comes out otherwise.

use serde::Serialize;

use crate::catalog::{Catalog, Column, Table};

/// Of one kind: how many stand, and how many are said in the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Share {
    pub kind: &'static str,
    pub said: usize,
    pub all: usize,
}

/// Of a table that stands and of what the lines make of it: how many parts there are, and how many are said.
type Count = dyn Fn(&Table, Option<&Table>) -> (usize, usize);

/// Comments of constraints and indexes aside, which are SQL.
pub fn share(stands: &Catalog, said: &Catalog) -> Vec<Share> {
    let mut shares =
        vec![of_maps("tables", stands.tables.len(), stands.tables.keys().filter(|name| said.tables.contains_key(*name)).count())];
    let parts = |kind, count: &Count| {
        let counted = stands.tables.values().map(|table| count(table, said.tables.get(&table.name)));
        let (all, held) = counted.fold((0, 0), |(all, held), (more, more_held)| (all + more, held + more_held));
        of_maps(kind, all, held)
    };
    shares.push(parts("columns", &|table, said| {
        let held = table
            .columns
            .values()
            .filter(|column| said.and_then(|said| said.columns.get(&column.name)).is_some_and(|other| same_column(column, other)));
        (table.columns.len(), held.count())
    }));
    shares.push(parts("keys", &|table, said| {
        let key = |table: &Table| table.primary_key.clone().map(|key| (key.name, key.columns, key.include, key.deferrable));
        (
            usize::from(table.primary_key.is_some()),
            usize::from(table.primary_key.is_some() && said.is_some_and(|said| key(said) == key(table))),
        )
    }));
    macro_rules! of_parts {
        ($kind:literal, $field:ident) => {
            shares.push(parts($kind, &|table, said| {
                let held = table.$field.values().filter(|part| {
                    said.and_then(|said| said.$field.get(&part.name)).is_some_and(|other| {
                        let mut other = other.clone();
                        other.comment.clone_from(&part.comment);
                        other == **part
                    })
                });
                (table.$field.len(), held.count())
            }));
        };
    }
    of_parts!("foreign keys", foreign_keys);
    of_parts!("uniques", uniques);
    of_parts!("checks", checks);
    of_parts!("exclusions", exclusions);
    of_parts!("indexes", indexes);
    let enums = stands.enums.values().filter(|held| said.enums.get(&held.name).is_some_and(|other| other.values == held.values));
    shares.push(of_maps("enums", stands.enums.len(), enums.count()));
    shares
}

pub(super) fn same_column(one: &Column, other: &Column) -> bool {
    one.data_type == other.data_type && one.not_null == other.not_null && one.value == other.value && one.collation == other.collation
}

fn of_maps(kind: &'static str, all: usize, said: usize) -> Share {
    Share { kind, said, all }
}
