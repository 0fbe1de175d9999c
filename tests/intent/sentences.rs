//! Sentences, each with what its draft must hold.
//!
//! `sentences.txt` says how a block is written. More than a block says is no fault of a draft: archetypes may add to it.

use groundplan::catalog::{Catalog, Table};

use crate::expected::normal;

/// A text and the lines that hold of its draft.
pub fn blocks(file: &str) -> Vec<(String, Vec<String>)> {
    let mut blocks: Vec<(String, Vec<String>)> = Vec::new();
    for line in file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match (line.strip_prefix('>'), blocks.last_mut()) {
            (Some(text), _) => blocks.push((text.trim().replace("\\n", "\n"), Vec::new())),
            (None, Some((_, lines))) => lines.push(line.to_string()),
            (None, None) => {}
        }
    }
    blocks
}

fn table<'a>(catalog: &'a Catalog, name: &str) -> Option<&'a Table> {
    catalog.tables.values().find(|table| normal(&table.name.name) == normal(name))
}

fn refers(table: &Table, to: &str) -> usize {
    table.foreign_keys.values().filter(|key| normal(&key.references.name) == normal(to)).count()
}

/// Why a line does not hold, if it does not.
pub fn fault(catalog: &Catalog, line: &str) -> Option<String> {
    let holds = if let Some(name) = line.strip_prefix("no table ") {
        table(catalog, name).is_none()
    } else if let Some(denied) =
        line.strip_prefix("no ").filter(|rest| ["fk ", "pair ", "column "].iter().any(|kind| rest.starts_with(kind)))
    {
        // Of a line that is none, nothing is denied.
        fault(catalog, denied).is_some_and(|told| told.starts_with("does not hold"))
    } else if let Some(name) = line.strip_prefix("table ") {
        table(catalog, name).is_some()
    } else if let Some(rest) = line.strip_prefix("column ") {
        let (name, columns) = rest.split_once(':')?;
        table(catalog, name)
            .is_some_and(|table| columns.split(',').all(|column| table.columns.keys().any(|one| normal(one) == normal(column))))
    } else if let Some(rest) = line.strip_prefix("fk ") {
        let (child, parent) = rest.split_once("->")?;
        let (parent, role) = parent.split_once(" as ").map_or((parent, None), |(parent, role)| (parent, Some(role.trim())));
        table(catalog, child).is_some_and(|table| {
            let role = role.is_none_or(|role| table.foreign_keys.values().any(|key| key.columns.contains(&format!("{role}_id"))));
            refers(table, parent) > 0 && role
        })
    } else if let Some(rest) = line.strip_prefix("pair ") {
        let (one, other) = rest.split_once(',')?;
        let itself = normal(one) == normal(other);
        catalog.tables.values().any(|table| {
            let own = [normal(one), normal(other)].contains(&normal(&table.name.name));
            !own && refers(table, one) > usize::from(itself) && refers(table, other) > 0
        })
    } else if let Some(rest) = line.strip_prefix("key ") {
        let (name, columns) = rest.split_once(':')?;
        let wanted: Vec<String> = columns.split(',').map(normal).collect();
        table(catalog, name).is_some_and(|table| {
            table.uniques.values().any(|key| {
                let has = |one: &String| key.columns.iter().any(|column| normal(column) == *one || normal(column) == format!("{one}_id"));
                key.columns.len() == wanted.len() && wanted.iter().all(has)
            })
        })
    } else {
        return Some(format!("`{line}` is no line of a block"));
    };
    (!holds).then(|| format!("does not hold: {line}"))
}
