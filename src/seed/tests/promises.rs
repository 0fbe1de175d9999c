//! Determinism, limits and errors, on small tables.

use super::blog::{blog, posts};
use super::catalogs::*;
use crate::catalog::{ColumnValue, QualifiedName};
use crate::design::{GivenValue, PopulationField};
use crate::diagnostic::Diagnostic;
use crate::ordered::IndexMap;
use crate::seed::{SeedOptions, seed};

fn errors(world: &World) -> Vec<Diagnostic> {
    let (plan, diagnostics) = world.seed();
    assert!(plan.is_empty() != diagnostics.is_empty(), "a plan or errors, never both");
    diagnostics
}

fn the_error(world: &World) -> Diagnostic {
    let errors = errors(world);
    assert_eq!(errors.len(), 1, "{errors:#?}");
    errors[0].clone()
}

#[test]
fn the_same_requirements_give_the_same_rows() {
    assert_eq!(format!("{:?}", blog().seed()), format!("{:?}", blog().seed()));
}

#[test]
fn a_new_column_changes_no_other_value() {
    let before = blog();
    let after = blog().table(posts().column("subtitle", "varchar?", "varchar(80)").timestamps().samples(20));
    for column in ["author_id", "title", "slug", "body", "status", "labels", "published_at", "created_at", "updated_at"] {
        assert_eq!(before.column("posts", column), after.column("posts", column), "{column}");
    }
    assert_eq!(before.rows("comments"), after.rows("comments"));
}

#[test]
fn a_new_table_changes_no_other_value() {
    let after = blog().table(table("likes", "Like").reference("post", "posts", false).reference("user", "users", false).samples(30));
    for name in ["users", "posts", "tags", "comments", "post_tags"] {
        assert_eq!(blog().rows(name), after.rows(name), "{name}");
    }
}

#[test]
fn more_rows_leave_the_first_as_they_are() {
    let users = blog().rows("users");
    let mut more = blog();
    let population = more.population.tables.get_mut(&QualifiedName::public("users")).expect("users");
    population.sample.as_mut().expect("a sample").count = 9;
    assert_eq!(more.rows("users")[..5], users);
}

#[test]
fn another_form_of_a_refused_row_changes_what_the_constraint_reads_and_nothing_else() {
    let world = blog();
    let key = world.catalog.tables[&QualifiedName::public("users")].uniques.keys().find(|name| name.contains("username")).cloned();
    assert!(key.is_some());
    let forms = IndexMap::from_iter([(2, vec![key])]);
    let refused = IndexMap::from_iter([(QualifiedName::public("users"), forms)]);
    let (again, _) = seed(&world.catalog, &world.population, &SeedOptions { refused, ..SeedOptions::default() });
    let (first, _) = world.seed();
    for (number, (before, after)) in first.sample[0].rows.iter().zip(&again.sample[0].rows).enumerate() {
        assert_eq!(before.values[1] == after.values[1], number != 2);
        assert_eq!(before.values[0], after.values[0]);
        assert_eq!(before.values[2..], after.values[2..]);
    }
}

#[test]
fn without_samples_only_written_rows_remain() {
    let world = blog();
    let (plan, _) = seed(&world.catalog, &world.population, &SeedOptions { samples: false, ..SeedOptions::default() });
    assert!(plan.sample.is_empty() && plan.initial.len() == 1);
}

#[test]
fn more_rows_than_distinct_values_are_refused_with_the_greatest_number() {
    let flags = World::new().table(table("flags", "Flag").column("on", "bool", "bool").unique(&["on"]).samples(50));
    let error = the_error(&flags);
    assert_eq!(error.code, "seed-too-many");
    assert_eq!(error.message, "Flag can have at most 2 sample rows: (on) must be distinct, and 50 are asked for");
    assert_eq!(error.span, Some(span(7)));
    let enumeration = World::new()
        .enumeration("color", &["red", "green", "blue"])
        .table(table("paints", "Paint").column("color", "enum", "public.color").unique(&["color"]).samples(4));
    assert!(the_error(&enumeration).message.contains("at most 3"));
    let exactly = World::new()
        .enumeration("color", &["red", "green", "blue"])
        .table(table("paints", "Paint").column("color", "enum", "public.color").unique(&["color"]).samples(3));
    assert_eq!(exactly.rows("paints").len(), 3);
}

#[test]
fn one_to_one_uses_every_parent_before_it_gives_up() {
    let world = |count| {
        World::new()
            .table(table("users", "User").column("email", "email", "text").unique(&["email"]).samples(60))
            .table(table("profiles", "Profile").reference("user", "users", false).unique(&["user_id"]).samples(count))
    };
    assert_eq!(world(60).rows("profiles").len(), 60);
    assert!(the_error(&world(61)).message.contains("at most 60"));
}

#[test]
fn an_optional_unique_goes_on_with_nulls() {
    let world = World::new()
        .table(table("flags", "Flag").column("on", "bool?", "bool").column("name", "varchar", "varchar(9)").unique(&["on"]).samples(9));
    assert_eq!(world.column("flags", "on").iter().filter(|on| *on == "NULL").count(), 7);
}

#[test]
fn composite_keys_use_every_combination() {
    let world = World::new().enumeration("size", &["s", "m", "l"]).table(
        bare("variants", "Variant")
            .column("size", "enum", "public.size")
            .column("lined", "bool", "bool")
            .key(&["size", "lined"])
            .samples(6),
    );
    let mut rows = world.rows("variants");
    rows.sort();
    rows.dedup();
    assert_eq!(rows.len(), 6);
}

#[test]
fn checks_and_patterns_are_fulfilled() {
    let world = World::new().table(
        table("things", "Thing")
            .column("code", "varchar", "varchar(8)")
            .column("low", "int", "int")
            .column("high", "int", "int")
            .column("score", "numeric", "numeric(3,1)")
            .column("kind", "varchar", "varchar(9)")
            .column("note", "text?", "text")
            .check("code_form", "code ~ '^[A-Z]{2}-[0-9]{4}$'")
            .check("in_order", "low < high")
            .check("narrow", "score BETWEEN 9.1 AND 9.4")
            .check("kinds", "kind IN ('solid', 'liquid', 'gas')")
            .check("gas_has_note", "kind <> 'gas' OR (note IS NOT NULL AND char_length(note) >= 40)")
            .unique(&["code"])
            .samples(40),
    );
    let pattern = regex::Regex::new("^[A-Z]{2}-[0-9]{4}$").expect("compiles");
    assert!(world.column("things", "code").iter().all(|code| pattern.is_match(code)));
    let number = |text: &String| text.parse::<f64>().expect("a number");
    for (low, high) in world.column("things", "low").iter().zip(world.column("things", "high")) {
        assert!(number(low) < number(&high));
    }
    assert!(world.column("things", "score").iter().map(number).all(|score| (9.1..=9.4).contains(&score)));
    let kinds = world.column("things", "kind");
    for kind in ["solid", "liquid", "gas"] {
        assert!(kinds.iter().any(|used| used == kind), "{kind} is used");
    }
    for (kind, note) in kinds.iter().zip(world.column("things", "note")) {
        assert!(kind != "gas" || note.len() >= 40, "{kind}: {note}");
    }
}

#[test]
fn a_check_that_nothing_fulfils_is_named() {
    let world =
        World::new().table(table("things", "Thing").column("size", "int", "int").check("impossible", "size > 5 AND size < 3").samples(2));
    let error = the_error(&world);
    assert_eq!(error.code, "seed-contradiction");
    assert!(error.message.contains("`impossible`"), "{}", error.message);
}

#[test]
fn long_and_short_texts_fit_and_stay_distinct() {
    let world = World::new().table(
        table("tags", "Tag")
            .column("name", "varchar", "varchar(6)")
            .with("story", "text", "text", ColumnValue::None, |meaning| meaning.minimum_length = Some(900))
            .unique(&["name"])
            .samples(200),
    );
    let mut names = world.column("tags", "name");
    assert!(names.iter().all(|name| !name.is_empty() && name.chars().count() <= 6), "{names:?}");
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 200);
    assert!(world.column("tags", "story").iter().all(|story| story.chars().count() >= 900));
}

#[test]
fn fixed_fields_hold_for_every_row() {
    let fixed =
        vec![(field("is_admin"), GivenValue::Boolean(true)), (PopulationField::ForeignKey("fk_users_team".to_string()), text("Core"))];
    let world = World::new()
        .table(
            table("teams", "Team")
                .column("name", "varchar", "varchar(40)")
                .unique(&["name"])
                .rows(&[field("name")], vec![vec![text("Core")]])
                .samples(5),
        )
        .table(
            table("users", "User")
                .reference("team", "teams", false)
                .column("email", "email", "text")
                .default("is_admin", "bool", "bool", "false")
                .unique(&["email"])
                .samples_with(4, fixed),
        );
    assert_eq!(world.column("users", "is_admin"), ["true"; 4]);
    assert_eq!(world.column("users", "team_id"), ["<Core>"; 4]);
}

#[test]
fn written_rows_find_their_parents_and_lock_their_secrets() {
    let world = World::new()
        .table(
            table("users", "User")
                .column("email", "email", "text")
                .column("password_hash", "secret", "text")
                .unique(&["email"])
                .rows(&[field("email")], vec![vec![text("root@example.org")]]),
        )
        .table(
            table("pages", "Page")
                .reference("owner", "users", false)
                .reference("parent", "pages", true)
                .column("slug", "slug", "text")
                .unique(&["slug"])
                .rows(
                    &[
                        PopulationField::ForeignKey("fk_pages_owner".to_string()),
                        PopulationField::ForeignKey("fk_pages_parent".to_string()),
                        field("slug"),
                    ],
                    vec![
                        vec![text("root@example.org"), GivenValue::Null, text("home")],
                        vec![text("root@example.org"), text("home"), text("about")],
                    ],
                ),
        );
    assert_eq!(world.rows("users"), [["root@example.org", "!"]]);
    assert_eq!(world.rows("pages"), [["<root@example.org>", "NULL", "home"], ["<root@example.org>", "<home>", "about"]]);
    assert_eq!(world.seed().0.initial.len(), 3, "the second page comes in an INSERT of its own");
}

#[test]
fn mistakes_in_written_rows_are_shown_at_the_row() {
    let users = |rows| {
        World::new().table(
            table("users", "User")
                .column("email", "email", "text")
                .column("name", "varchar", "text")
                .unique(&["email"])
                .rows(&[field("email")], rows),
        )
    };
    let missing = the_error(&users(vec![vec![text("a@example.org")]]));
    assert_eq!((missing.code, missing.span), ("seed-missing-value", Some(span(100))));
    let tags = World::new().table(
        table("tags", "Tag")
            .column("name", "varchar", "text")
            .unique(&["name"])
            .rows(&[field("name")], vec![vec![text("a")], vec![text("a")]]),
    );
    assert_eq!((the_error(&tags).code, the_error(&tags).span), ("seed-duplicate-row", Some(span(101))));
    let lost = World::new()
        .table(table("tags", "Tag").column("name", "varchar", "text").unique(&["name"]).rows(&[field("name")], vec![vec![text("a")]]))
        .table(
            table("uses", "Use")
                .reference("tag", "tags", false)
                .rows(&[PopulationField::ForeignKey("fk_uses_tag".to_string())], vec![vec![text("b")]]),
        );
    assert_eq!(the_error(&lost).message, "No row of Tag is known by \"b\"");
}

#[test]
fn rows_without_parents_say_what_to_write() {
    let world = World::new().table(table("users", "User")).table(table("posts", "Post").reference("author", "users", false).samples(3));
    let error = the_error(&world);
    assert_eq!(error.code, "seed-no-parent");
    assert_eq!(error.help.as_deref(), Some("Write `seed 5` or `rows (…) { … }` in entity User"));
}

#[test]
fn a_cycle_of_required_references_is_an_error_and_an_optional_one_gives_way() {
    let world = |optional| {
        World::new()
            .table(
                table("teams", "Team").reference("lead", "people", optional).column("name", "varchar", "text").unique(&["name"]).samples(3),
            )
            .table(
                table("people", "Person").reference("team", "teams", false).column("email", "email", "text").unique(&["email"]).samples(5),
            )
    };
    let error = the_error(&world(false));
    assert_eq!(error.code, "seed-cycle");
    assert!(error.message.contains("Team -> Person -> Team"), "{}", error.message);
    assert_eq!(world(true).rows("people").len(), 5);
    assert!(world(true).rows("teams").iter().all(|team| team.len() == 1), "the reference that closes the cycle is left out");
}

#[test]
fn a_table_without_a_key_is_known_by_all_its_columns_and_named_by_few() {
    let world = World::new()
        .table(table("rooms", "Room").column("name", "varchar", "varchar(40)").column("floor", "int", "int").samples(5))
        .table(table("bookings", "Booking").reference("room", "rooms", false).column("during", "tstzrange", "tstzrange").samples(9));
    let names = world.column("rooms", "name");
    for room in world.column("bookings", "room_id") {
        assert!(names.contains(&room.trim_matches(['<', '>']).to_string()), "{room} names a room by its name alone");
    }
}

#[test]
fn a_natural_key_names_the_parent_through_its_own_parents() {
    let world = World::new()
        .table(table("shops", "Shop").column("name", "varchar", "varchar(40)").unique(&["name"]).samples(2))
        .table(
            table("shelves", "Shelf")
                .reference("shop", "shops", false)
                .column("number", "int", "int")
                .unique(&["shop_id", "number"])
                .samples(6),
        )
        .table(
            table("boxes", "Box")
                .reference("shelf", "shelves", false)
                .column("label", "varchar", "varchar(20)")
                .unique(&["label"])
                .samples(3),
        );
    for shelf in world.column("boxes", "shelf_id") {
        assert!(shelf.starts_with("<<") && shelf.contains(">,"), "{shelf}");
    }
}

/// The work grows with the rows, not with their square: `cargo test many_tables` takes about a second unoptimised.
#[test]
fn many_tables_get_their_rows() {
    let mut world = World::new();
    for number in 0..1000 {
        let mut builder = table(&format!("things_{number:04}"), "Thing")
            .column("title", "varchar", "varchar(200)")
            .column("slug", "slug", "varchar(80)")
            .column("email", "email", "varchar(254)")
            .column("price", "money", "numeric(12,2)")
            .column("at", "timestamp?", "timestamptz")
            .unique(&["slug"])
            .check("price_positive", "price >= 0 AND email = lower(email)")
            .timestamps()
            .samples(20);
        if number > 0 {
            builder = builder.reference("before", &format!("things_{:04}", number - 1), false);
        }
        world = world.table(builder);
    }
    let (plan, diagnostics) = world.seed();
    assert!(diagnostics.is_empty());
    assert_eq!(plan.expected_counts.values().sum::<u64>(), 20_000);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    /// Whatever the columns: the asked number of rows, distinct where they must be, or one error; never a panic.
    #[test]
    fn any_small_table_gets_its_rows_or_an_error(
        columns in proptest::collection::vec((0usize..12, proptest::bool::ANY, proptest::bool::ANY), 1..6),
        length in 1u32..30,
        count in 0u64..40,
    ) {
        const TYPES: [(&str, &str); 12] = [
            ("email", "varchar(254)"), ("slug", "varchar({})"), ("varchar", "varchar({})"), ("bool", "bool"), ("int", "int"), ("smallint", "smallint"),
            ("money", "numeric(6,2)"), ("timestamp", "timestamptz"), ("uuid", "uuid"), ("jsonb", "jsonb"), ("text", "text[]"), ("date", "date"),
        ];
        let mut builder = table("things", "Thing");
        for (index, (kind, optional, unique)) in columns.iter().enumerate() {
            let (semantic, data_type) = TYPES[*kind];
            let name = format!("c{index}");
            let semantic = if *optional { format!("{semantic}?") } else { semantic.to_string() };
            builder = builder.column(&name, &semantic, &data_type.replace("{}", &length.to_string()));
            if *unique {
                builder = builder.unique(&[&name]);
            }
        }
        let world = World::new().table(builder.samples(count));
        let (plan, diagnostics) = world.seed();
        if diagnostics.is_empty() {
            let rows: u64 = plan.sample.iter().map(|rows| rows.rows.len() as u64).sum();
            proptest::prop_assert_eq!(rows, count);
            for (index, (_, _, unique)) in columns.iter().enumerate().filter(|_| count > 0) {
                let mut values: Vec<String> = world.column("things", &format!("c{index}")).into_iter().filter(|value| value != "NULL").collect();
                let before = values.len();
                values.sort();
                values.dedup();
                proptest::prop_assert!(!unique || values.len() == before);
            }
        } else {
            proptest::prop_assert!(plan.is_empty() && diagnostics.len() == 1);
        }
    }
}
