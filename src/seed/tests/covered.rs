//! What the rows show of what is allowed, and what is said about it.

use super::catalogs::*;
use crate::catalog::ColumnValue;
use crate::design::GivenValue;
use crate::seed::Coverage;

fn ratings(rows: u64) -> World {
    World::new().enumeration("size", &["s", "m", "l"]).table(
        table("ratings", "Review")
            .column("stars", "int", "int")
            .column("size", "enum", "public.size")
            .column("note", "text?", "text")
            .with("label", "varchar", "varchar(20)", ColumnValue::None, |meaning| meaning.minimum_length = Some(3))
            .column("weight", "numeric?", "numeric(4,1)")
            .check("stars_range", "stars BETWEEN 1 AND 5")
            .check("weight_range", "weight >= 0.5 AND weight <= 99.5")
            .samples(rows),
    )
}

fn coverage(world: &World) -> Coverage {
    let (plan, diagnostics) = world.seed();
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    *plan.coverage
}

#[test]
fn with_enough_rows_everything_is_shown() {
    let found = coverage(&ratings(7));
    assert_eq!((found.values.covered, found.values.of), (3, 3));
    assert_eq!((found.optional.covered, found.optional.of), (2, 2));
    assert_eq!((found.boundaries.covered, found.boundaries.of), (6, 6), "{:?}", found.boundaries.missing);
    let world = ratings(7);
    let (stars, labels, weights) = (world.column("ratings", "stars"), world.column("ratings", "label"), world.column("ratings", "weight"));
    for (column, wanted) in [(&stars, ["1", "5"]), (&weights, ["0.5", "99.5"])] {
        assert!(wanted.iter().all(|end| column.iter().any(|value| value == end)), "{column:?}");
    }
    for length in [3, 20] {
        assert!(labels.iter().any(|label| label.chars().count() == length), "{labels:?}");
    }
}

#[test]
fn what_too_few_rows_do_not_show_is_named() {
    let found = coverage(&ratings(1));
    assert_eq!((found.values.covered, found.values.of), (1, 3));
    assert_eq!((found.optional.covered, found.optional.of), (0, 2));
    assert!(found.values.missing.iter().all(|missing| missing.starts_with("ratings.size has no ")), "{found:?}");
    assert!(found.boundaries.missing.iter().all(|missing| missing.ends_with(": too few rows")), "{found:?}");
}

#[test]
fn what_a_check_forbids_is_not_said_to_be_shown() {
    let narrow = World::new().table(
        table("ratings", "Review")
            .column("stars", "int", "int")
            .column("body", "text", "text")
            .check("stars_range", "stars BETWEEN 1 AND 5")
            .check("not_the_best", "stars * 2 < 10")
            .samples(20),
    );
    let found = coverage(&narrow);
    assert_eq!((found.boundaries.covered, found.boundaries.of), (1, 2));
    assert_eq!(found.boundaries.missing, ["ratings.stars has no 5: no such row was found"]);
}

#[test]
fn what_the_author_fixes_is_not_counted() {
    let fixed = vec![(field("note"), GivenValue::Text("as agreed".to_string()))];
    let world = World::new()
        .table(table("notes", "Note").column("note", "text?", "text").column("name", "varchar", "varchar(200)").samples_with(9, fixed));
    assert_eq!(coverage(&world).optional.of, 0);
}

#[test]
fn a_label_at_its_longest_is_still_made_of_words() {
    let world = World::new().table(table("tags", "Tag").column("name", "varchar", "varchar(40)").unique(&["name"]).samples(8));
    let longest = world.column("tags", "name").into_iter().find(|name| name.chars().count() == 40).expect("one is as long as can be");
    assert!(longest.split(' ').all(|word| (2..14).contains(&word.len())), "{longest}");
}
