//! The order of tables: what is referred to comes first, ties go by name, cycles are cut where it costs least.
//!
//! Comes in: names with the names that each refers to. Goes out: every name once. References inside a cycle may point
//! forward; the planner turns those foreign keys into steps after the tables.
//! Source: R. Tarjan, "Depth-first search and linear graph algorithms", 1972 (written without recursion: a chain of
//! 100,000 tables must not exhaust the stack).

use std::collections::{BTreeMap, BTreeSet};

use super::table_work::TableWork;
use crate::catalog::{Catalog, ForeignKey, QualifiedName};
use crate::ordered::IndexMap;

/// Of tables to make: a parent comes before its partitions and children too.
pub(super) fn of_tables(works: &[TableWork], target: &Catalog) -> Vec<usize> {
    let place: IndexMap<&QualifiedName, usize> = works.iter().enumerate().map(|(place, work)| (&work.table, place)).collect();
    let edges: Vec<Vec<(usize, bool)>> = works
        .iter()
        .map(|work| {
            let columns = target.tables.get(&work.table).map(|table| &table.columns);
            let required = |key: &ForeignKey| {
                key.columns.iter().all(|name| columns.and_then(|columns| columns.get(name)).is_some_and(|column| column.not_null))
            };
            let parents = work.created.iter().flat_map(|table| &table.options.parents).map(|parent| (parent, true));
            let referred = work.foreign_keys.iter().map(|key| (&key.references, required(key)));
            parents.chain(referred).filter_map(|(table, required)| Some((*place.get(table)?, required))).collect()
        })
        .collect();
    creation_order(&edges)
}

/// `edges[i]` holds (index of the table that `i` refers to, whether the reference is required). Indexes follow the names' order, so
/// that the smallest index is the smallest name.
pub(super) fn creation_order(edges: &[Vec<(usize, bool)>]) -> Vec<usize> {
    let component_of = components(edges);
    let count = component_of.iter().copied().max().map_or(0, |last| last + 1);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (node, component) in component_of.iter().enumerate() {
        members[*component].push(node);
    }
    let mut waits_for: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); count];
    let mut needed_by: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); count];
    for (node, targets) in edges.iter().enumerate() {
        for (target, _) in targets {
            let (from, to) = (component_of[node], component_of[*target]);
            if from != to {
                waits_for[from].insert(to);
                needed_by[to].insert(from);
            }
        }
    }
    // Keyed by the smallest name of the component.
    let mut ready: BTreeMap<usize, usize> =
        (0..count).filter(|component| waits_for[*component].is_empty()).map(|component| (members[component][0], component)).collect();
    let mut order = Vec::with_capacity(edges.len());
    while let Some((_, component)) = ready.pop_first() {
        order.extend(order_of_cycle(&members[component], edges));
        for waiting in std::mem::take(&mut needed_by[component]) {
            waits_for[waiting].remove(&component);
            if waits_for[waiting].is_empty() {
                ready.insert(members[waiting][0], waiting);
            }
        }
    }
    order
}

/// Inside a cycle: next comes the table with the fewest required, then the fewest optional references still open, then by name.
fn order_of_cycle(members: &[usize], edges: &[Vec<(usize, bool)>]) -> Vec<usize> {
    let mut open: BTreeSet<usize> = members.iter().copied().collect();
    let mut order = Vec::with_capacity(members.len());
    while !open.is_empty() {
        let cost = |node: &usize| {
            let pending = |kind: bool| {
                edges[*node].iter().filter(|(target, required)| target != node && open.contains(target) && *required == kind).count()
            };
            (pending(true), pending(false), *node)
        };
        let Some(next) = open.iter().copied().min_by_key(cost) else { break };
        open.remove(&next);
        order.push(next);
    }
    order
}

/// The number of the strongly connected component of each node. One that refers to another has a greater number.
pub(super) fn components(edges: &[Vec<(usize, bool)>]) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let total = edges.len();
    let (mut index, mut low) = (vec![UNSEEN; total], vec![0; total]);
    let (mut on_stack, mut stack) = (vec![false; total], Vec::new());
    let (mut component, mut components, mut counter) = (vec![UNSEEN; total], 0, 0);
    for start in 0..total {
        if index[start] != UNSEEN {
            continue;
        }
        let mut path = vec![(start, 0)];
        while let Some((node, edge)) = path.last().copied() {
            if edge == 0 && index[node] == UNSEEN {
                (index[node], low[node]) = (counter, counter);
                counter += 1;
                stack.push(node);
                on_stack[node] = true;
            }
            if let Some((target, _)) = edges[node].get(edge) {
                if let Some(top) = path.last_mut() {
                    top.1 += 1;
                }
                if index[*target] == UNSEEN {
                    path.push((*target, 0));
                } else if on_stack[*target] {
                    low[node] = low[node].min(index[*target]);
                }
                continue;
            }
            path.pop();
            if let Some((parent, _)) = path.last() {
                low[*parent] = low[*parent].min(low[node]);
            }
            if low[node] == index[node] {
                while let Some(member) = stack.pop() {
                    on_stack[member] = false;
                    component[member] = components;
                    if member == node {
                        break;
                    }
                }
                components += 1;
            }
        }
    }
    component
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_referred_to_comes_first_and_ties_go_by_name() {
        // 0 comments -> 1 posts, 3 users; 1 posts -> 3 users; 2 tags
        assert_eq!(creation_order(&[vec![(1, true), (3, true)], vec![(3, true)], vec![], vec![]]), [2, 3, 1, 0]);
    }

    #[test]
    fn a_cycle_is_cut_at_its_optional_reference() {
        // 0 teams -> 1 users (required), 1 users -> 0 teams (optional): users can be created first.
        assert_eq!(creation_order(&[vec![(1, true)], vec![(0, false)]]), [1, 0]);
        assert_eq!(creation_order(&[vec![(1, false)], vec![(0, true)]]), [0, 1]);
    }

    #[test]
    fn what_depends_on_a_cycle_comes_after_it_and_a_self_reference_is_no_cycle() {
        // 0 -> 1, 1 <-> 2, 2 -> 2
        assert_eq!(creation_order(&[vec![(1, true)], vec![(2, true)], vec![(1, true), (2, false)]]), [1, 2, 0]);
    }

    #[test]
    fn a_chain_of_a_hundred_thousand_does_not_exhaust_the_stack() {
        let last = 99_999;
        let edges: Vec<Vec<(usize, bool)>> = (0..=last).map(|node| if node < last { vec![(node + 1, true)] } else { vec![] }).collect();
        assert_eq!(creation_order(&edges).first(), Some(&last));
    }
}
