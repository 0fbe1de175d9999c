//! Rows that are made once more after PostgreSQL has refused some.

use super::catalogs::*;
use crate::catalog::QualifiedName;
use crate::seed::{Memo, SeedOptions, seed_again};

#[test]
fn only_what_was_refused_is_made_anew() {
    let things = table("things", "Thing").column("label", "varchar", "varchar(60)").unique(&["label"]);
    let world = World::new().table(things.column("size", "int", "int").samples(12));
    let mut memo = Memo::default();
    let mut options = SeedOptions::default();
    let mut made = |options: &SeedOptions| {
        let (plan, found) = seed_again(&world.catalog, &world.population, options, &mut memo);
        assert!(found.is_empty(), "{found:?}");
        let rows = plan.sample.into_iter().flat_map(|block| block.rows);
        rows.map(|row| (row.number, row.values.iter().map(show).collect())).collect::<Vec<(Option<u64>, Vec<String>)>>()
    };
    let before = made(&options);
    let forms = options.refused.entry(QualifiedName::public("things")).or_default();
    forms.insert(4, vec![None]);
    let after = made(&options);
    let changed: Vec<Option<u64>> = before.iter().zip(&after).filter(|(old, new)| old != new).map(|(old, _)| old.0).collect();
    assert_eq!(changed, [Some(4)]);
    // What is left out leaves the others as they are.
    options.left_out.entry(QualifiedName::public("things")).or_default().insert(7, "no".to_string());
    let less = made(&options);
    let others: Vec<_> = after.into_iter().filter(|(number, _)| *number != Some(7)).collect();
    assert_eq!(less, others);
}
