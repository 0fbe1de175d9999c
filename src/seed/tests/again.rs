//! Rows that are made once more after PostgreSQL has refused some.

use super::catalogs::*;
use crate::catalog::QualifiedName;
use crate::seed::memo::Remembered;
use crate::seed::{Memo, SeedOptions, seed_again};

/// The numbers of the rows of `things` that are taken as they were, when this has been said since.
fn kept(said: impl FnOnce(&mut SeedOptions)) -> Option<Vec<u64>> {
    let things = table("things", "Thing").column("size", "int", "int").samples(8);
    let world = World::new().table(things);
    let (mut memo, mut options, name) = (Memo::default(), SeedOptions::default(), QualifiedName::public("things"));
    let (plan, found) = seed_again(&world.catalog, &world.population, &options, &mut memo);
    assert!(found.is_empty() && plan.sample.iter().map(|block| block.rows.len()).sum::<usize>() == 8, "{found:?}");
    said(&mut options);
    match memo.run(Vec::new()).next(&name, &options) {
        Remembered::Whole(grown) => grown.as_drawn().map(|(rows, _)| rows.iter().filter_map(|row| row.number).collect()),
        Remembered::Rows(kept) => Some(kept.rows.keys().copied().collect()),
        Remembered::Nothing => None,
    }
}

#[test]
fn rows_before_the_first_of_which_something_was_said_are_kept() {
    let things = || QualifiedName::public("things");
    let refused = |options: &mut SeedOptions| options.refused.entry(things()).or_default().extend([(4, vec![None])]);
    let left_out = |options: &mut SeedOptions| options.left_out.entry(things()).or_default().extend([(2, "no".to_string())]);
    assert_eq!(kept(|_| {}), Some((0..8).collect()));
    assert_eq!(kept(refused), Some((0..4).collect()));
    assert_eq!(kept(left_out), Some(vec![0, 1]));
    assert_eq!(kept(|options| options.guarded.extend([things()])), None);
}
