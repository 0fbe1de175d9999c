//! Which table comes first: parents before children, and which references must wait in a cycle.
//!
//! Comes in: tables with their foreign keys. Goes out: an order, and the foreign keys that close a cycle, whose parents come later: optional
//! ones, or those whose constraint may be checked at the end. Never happens: an order that depends on anything but the tables' names and foreign keys.

use std::collections::BTreeSet;

use crate::ordered::{IndexMap, IndexSet};

use crate::catalog::{Catalog, Deferrable, ForeignKey, QualifiedName, Table};

/// A foreign key by its table and name.
pub type ForeignKeyPath = (QualifiedName, String);

#[derive(Debug, Default)]
pub struct Order {
    pub tables: Vec<QualifiedName>,
    /// References that close a cycle.
    pub closing: IndexSet<ForeignKeyPath>,
    /// Cycles of required references that no constraint lets wait: each table refers to the next, the last to the first.
    pub impossible: Vec<Vec<QualifiedName>>,
}

/// Whether a row can do without this parent.
pub fn is_optional(table: &Table, foreign_key: &ForeignKey) -> bool {
    foreign_key.columns.iter().any(|name| table.columns.get(name).is_some_and(|column| !column.not_null))
}

struct Reference {
    to: usize,
    name: String,
    optional: bool,
    deferrable: bool,
    /// Its constraint may be made to wait.
    loose: bool,
    waiting: bool,
}

/// The order of `wanted`; references to other tables do not matter, and references to the own table never do. Constraints of tables that are `loose`
/// may be made to wait, where nothing else helps.
pub fn order(catalog: &Catalog, wanted: &[QualifiedName], loose: impl Fn(&QualifiedName) -> bool) -> Order {
    let place: IndexMap<&QualifiedName, usize> = wanted.iter().enumerate().map(|(index, name)| (name, index)).collect();
    let mut references: Vec<Vec<Reference>> = Vec::with_capacity(wanted.len());
    for (index, name) in wanted.iter().enumerate() {
        let foreign_keys = catalog.tables.get(name).into_iter().flat_map(|table| table.foreign_keys.values().map(move |key| (table, key)));
        references.push(
            foreign_keys
                .filter_map(|(table, key)| {
                    let to = *place.get(&key.references)?;
                    (to != index).then(|| Reference {
                        to,
                        name: key.name.clone(),
                        optional: is_optional(table, key),
                        deferrable: key.deferrable != Deferrable::No,
                        loose: loose(name) && loose(&key.references),
                        waiting: true,
                    })
                })
                .collect(),
        );
    }
    place_all(wanted, references)
}

fn place_all(wanted: &[QualifiedName], mut references: Vec<Vec<Reference>>) -> Order {
    let mut result = Order::default();
    let mut open: Vec<usize> = references.iter().map(Vec::len).collect();
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); wanted.len()];
    for (child, list) in references.iter().enumerate() {
        for reference in list {
            children[reference.to].push(child);
        }
    }
    let mut ready: BTreeSet<usize> = (0..wanted.len()).filter(|index| open[*index] == 0).collect();
    let mut placed = vec![false; wanted.len()];
    while result.tables.len() < wanted.len() {
        let Some(next) = ready.pop_first() else {
            let broken = break_cycle(wanted, &mut references, &placed, &mut result);
            open[broken] -= 1;
            if open[broken] == 0 {
                ready.insert(broken);
            }
            continue;
        };
        placed[next] = true;
        result.tables.push(wanted[next].clone());
        for child in &children[next] {
            // A reference that was taken out of a cycle was counted off already.
            let waiting = references[*child].iter_mut().find(|reference| reference.to == next && reference.waiting);
            if let Some(reference) = waiting {
                reference.waiting = false;
                open[*child] -= 1;
                if open[*child] == 0 {
                    ready.insert(*child);
                }
            }
        }
    }
    result
}

/// Finds a cycle among the tables not yet placed and takes one reference out of it; says whose.
fn break_cycle(wanted: &[QualifiedName], references: &mut [Vec<Reference>], placed: &[bool], result: &mut Order) -> usize {
    let mut path: Vec<usize> = Vec::new();
    let mut at = placed.iter().position(|done| !done).unwrap_or(0);
    let mut seen = IndexSet::default();
    while seen.insert(at) {
        path.push(at);
        // Every table that is not placed waits for another that is not placed.
        at = references[at].iter().find(|reference| reference.waiting).map_or(at, |reference| reference.to);
    }
    let cycle: Vec<usize> = path.into_iter().skip_while(|index| *index != at).collect();
    let next_of = |position: usize| cycle[(position + 1) % cycle.len()];
    let may_wait: [fn(&Reference) -> bool; 3] = [
        |reference| reference.optional,
        |reference| reference.optional || reference.deferrable,
        |reference| reference.optional || reference.deferrable || reference.loose,
    ];
    for may_wait in may_wait {
        for (position, from) in cycle.iter().copied().enumerate() {
            let to = next_of(position);
            // All references of `from` to `to` must be able to wait, or the cycle stays.
            if references[from].iter().any(|reference| reference.to == to && reference.waiting && !may_wait(reference)) {
                continue;
            }
            if let Some(reference) = references[from].iter_mut().find(|reference| reference.to == to && reference.waiting) {
                reference.waiting = false;
                result.closing.insert((wanted[from].clone(), reference.name.clone()));
                return from;
            }
        }
    }
    result.impossible.push(cycle.iter().map(|index| wanted[*index].clone()).collect());
    let (from, to) = (cycle[0], next_of(0));
    if let Some(reference) = references[from].iter_mut().find(|reference| reference.to == to && reference.waiting) {
        reference.waiting = false;
    }
    from
}
