//! Steps in the order of reading, as far as their needs allow it.
//!
//! Comes in: how many steps there are, which of them concern one table, and what must or should come before what. Goes out: every step once.
//! Never happens: a step comes before a circle of needs that it waits for, however that circle is cut.

use std::collections::{BTreeMap, BTreeSet};

use super::order::components;

/// (before, after) → whether it must be so, or only should.
pub(super) type Edges = BTreeMap<(usize, usize), bool>;

/// The first step in reading order whose needs are met, again and again. When none is left free, the weak needs give way, then all.
/// A step of the same table as the last one comes before those of others.
pub(super) fn stable_order<T: Ord>(tables: &[Option<&T>], edges: &Edges) -> Vec<usize> {
    let count = tables.len();
    let mut after: Vec<Vec<(usize, bool)>> = vec![Vec::new(); count];
    let mut before = after.clone();
    let (mut strong, mut weak) = (vec![0_usize; count], vec![0_usize; count]);
    for ((first, next), must) in edges {
        after[*first].push((*next, *must));
        before[*next].push((*first, *must));
        *(if *must { &mut strong[*next] } else { &mut weak[*next] }) += 1;
    }
    let mut open: BTreeSet<usize> = (0..count).collect();
    let mut ready: BTreeSet<usize> = (0..count).filter(|place| strong[*place] == 0 && weak[*place] == 0).collect();
    let mut order = Vec::with_capacity(count);
    let mut last_of_table: BTreeMap<&T, usize> = BTreeMap::new();
    let mut next_of_table: Vec<Option<usize>> = vec![None; count];
    for (place, table) in tables.iter().enumerate() {
        if let Some(before) = table.and_then(|table| last_of_table.insert(table, place)) {
            next_of_table[before] = Some(place);
        }
    }
    while !open.is_empty() {
        let of_same_table = || order.last().and_then(|last: &usize| next_of_table[*last]).filter(|next| ready.contains(next));
        let free = || ready.first().copied();
        let next = of_same_table().or_else(free).unwrap_or_else(|| of_a_circle(&open, &before, &strong, &weak));
        ready.remove(&next);
        open.remove(&next);
        order.push(next);
        for (follower, must) in &after[next] {
            *(if *must { &mut strong[*follower] } else { &mut weak[*follower] }) -= 1;
            if strong[*follower] == 0 && weak[*follower] == 0 && open.contains(follower) {
                ready.insert(*follower);
            }
        }
    }
    order
}

/// Where every step waits for another: one of a circle that waits for nothing else. Of those that only would like to wait, the one with the fewest
/// wishes: the body of a function names many tables, a table is seldom meant by a name alone.
fn of_a_circle(open: &BTreeSet<usize>, before: &[Vec<(usize, bool)>], strong: &[usize], weak: &[usize]) -> usize {
    let circle = first_circle(open, before, |_| true);
    let free = circle.iter().copied().filter(|place| strong[*place] == 0).min_by_key(|place| weak[*place]);
    free.or_else(|| first_circle(&circle, before, |must| must).first().copied()).unwrap_or_default()
}

/// Of those that are left, steps that wait only for one another.
fn first_circle(open: &BTreeSet<usize>, before: &[Vec<(usize, bool)>], counts: impl Fn(bool) -> bool) -> BTreeSet<usize> {
    let places: Vec<usize> = open.iter().copied().collect();
    let number: BTreeMap<usize, usize> = places.iter().enumerate().map(|(number, place)| (*place, number)).collect();
    let waits = |place: &usize| {
        before[*place].iter().filter(|(_, must)| counts(*must)).filter_map(|(first, must)| Some((*number.get(first)?, *must))).collect()
    };
    let edges: Vec<Vec<(usize, bool)>> = places.iter().map(waits).collect();
    // The first component that is complete waits for no other.
    let components = components(&edges);
    places.into_iter().zip(components).filter(|(_, component)| *component == 0).map(|(place, _)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(count: usize, edges: &[((usize, usize), bool)]) -> Vec<usize> {
        stable_order::<&str>(&vec![None; count], &edges.iter().copied().collect())
    }

    #[test]
    fn steps_move_only_where_a_need_forces_them() {
        assert_eq!(order(4, &[((2, 0), true)]), [1, 2, 0, 3]);
        assert_eq!(order(3, &[]), [0, 1, 2]);
    }

    #[test]
    fn steps_of_one_table_stand_together_where_they_may() {
        assert_eq!(stable_order(&[Some(&"a"), Some(&"b"), Some(&"a"), Some(&"b")], &Edges::new()), [0, 2, 1, 3]);
        assert_eq!(stable_order(&[Some(&"a"), Some(&"b"), Some(&"a")], &Edges::from([((1, 2), true)])), [0, 1, 2]);
    }

    #[test]
    fn weak_needs_give_way_before_strong_ones() {
        assert_eq!(order(2, &[((0, 1), true), ((1, 0), false)]), [0, 1]);
        assert_eq!(order(2, &[((0, 1), true), ((1, 0), true)]), [0, 1], "contradicting needs lose no step");
    }

    #[test]
    fn of_those_that_only_would_like_to_wait_the_one_with_the_fewest_wishes_goes_first() {
        let wishes = [((1, 0), false), ((2, 0), false), ((0, 1), false), ((0, 2), true)];
        assert_eq!(order(3, &wishes), [1, 0, 2]);
    }

    #[test]
    fn what_waits_for_a_circle_comes_after_it() {
        assert_eq!(order(4, &[((1, 0), true), ((1, 2), true), ((2, 1), true), ((3, 0), true)]), [3, 1, 0, 2]);
        assert_eq!(order(4, &[((2, 0), true), ((1, 2), true), ((2, 3), true), ((3, 2), false), ((2, 1), false)]), [1, 2, 0, 3]);
    }
}
