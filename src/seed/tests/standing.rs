//! Rows that stand: parents, not repeated, not changed.

use super::catalogs::*;
use crate::catalog::QualifiedName;
use crate::diagnostic::Diagnostic;
use crate::history::{KnownRows, KnownTable};
use crate::seed::{SeedOptions, SeedPlan, SeedValue, seed};

/// A table's name, its columns and its rows.
type Standing<'a> = (&'a str, &'a [&'a str], &'a [&'a [&'a str]]);

fn known(tables: &[Standing<'_>]) -> KnownRows {
    let owned = |texts: &[&str]| texts.iter().map(|text| text.to_string()).collect::<Vec<_>>();
    let table = |(name, columns, rows): &Standing<'_>| {
        let cell = |text: &str| (text != "NULL").then(|| text.to_string());
        let rows = rows.iter().map(|row| row.iter().map(|text| cell(text)).collect()).collect();
        (QualifiedName::public(*name), KnownTable { columns: owned(columns), rows })
    };
    KnownRows { tables: tables.iter().map(table).collect() }
}

fn grow(world: &World, standing: KnownRows) -> (SeedPlan, Vec<Diagnostic>) {
    seed(&world.catalog, &world.population, &SeedOptions { standing, ..SeedOptions::default() })
}

fn values(plan: &SeedPlan, table: &str, column: &str) -> Vec<String> {
    let blocks = plan.initial.iter().chain(&plan.sample).filter(|rows| rows.table.name == table);
    let place = |fields: &[crate::seed::SeedField]| fields.iter().position(|field| field_name(field) == column);
    blocks
        .flat_map(|block| place(&block.fields).map(|place| block.rows.iter().map(move |row| show(&row.values[place]))))
        .flatten()
        .collect()
}

fn shop() -> World {
    World::new()
        .table(table("products", "Product").column("name", "varchar", "varchar(80)").unique(&["name"]))
        .table(table("orders", "Order").reference("product", "products", false).column("amount", "int", "integer").samples(4))
}

const LAMP_AND_CHAIR: (&str, &[&str], &[&[&str]]) = ("products", &["id", "name"], &[&["2", "Chair"], &["1", "Lamp"]]);

#[test]
fn rows_that_stand_are_parents() {
    let (plan, errors) = grow(&shop(), known(&[LAMP_AND_CHAIR]));
    assert!(errors.is_empty(), "{errors:#?}");
    let parents = values(&plan, "orders", "product_id");
    assert_eq!(parents.len(), 4);
    assert!(parents.iter().any(|parent| parent.contains("Lamp")) && parents.iter().any(|parent| parent.contains("Chair")), "{parents:?}");
    assert!(values(&plan, "products", "name").is_empty(), "and they are not repeated");
}

#[test]
fn samples_without_a_key_are_recognised_by_their_values_whatever_their_parents_are() {
    let (first, _) = grow(&shop(), known(&[LAMP_AND_CHAIR]));
    let amounts = values(&first, "orders", "amount");
    let rows: Vec<Vec<&str>> = amounts.iter().map(|amount| vec!["9", "1", amount.as_str()]).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let standing = known(&[LAMP_AND_CHAIR, ("orders", &["id", "product_id", "amount"], &rows)]);
    assert!(grow(&shop(), standing.clone()).0.is_empty());
    let mut more = shop();
    let orders = more.population.tables.get_mut(&QualifiedName::public("orders")).expect("orders");
    orders.sample.as_mut().expect("a sample").count = 6;
    assert_eq!(values(&grow(&more, standing).0, "orders", "amount").len(), 2);
}

#[test]
fn samples_that_differ_in_their_parents_alone_are_each_known_again() {
    let world = |count| {
        World::new()
            .table(table("products", "Product").column("name", "varchar", "varchar(80)").unique(&["name"]))
            .table(table("orders", "Order").reference("product", "products", false).column("nick", "first_name?", "text").samples(count))
    };
    let products: (&str, &[&str], &[&[&str]]) =
        ("products", &["id", "name"], &[&["1", "Lamp"], &["2", "Chair"], &["3", "Desk"], &["4", "Shelf"]]);
    let (first, errors) = grow(&world(16), known(&[products]));
    assert!(errors.is_empty(), "{errors:#?}");
    let parents = values(&first, "orders", "product_id");
    let id = |parent: &String| products.2.iter().find(|row| parent.contains(row[1])).map_or("", |row| row[0]);
    let nicks = values(&first, "orders", "nick");
    // The database gives rows back in another order than they were made in.
    let rows: Vec<Vec<&str>> = parents.iter().zip(&nicks).map(|(parent, nick)| vec!["9", id(parent), nick]).rev().collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let (again, _) = grow(&world(16), known(&[products, ("orders", &["id", "product_id", "nick"], &rows)]));
    assert!(again.is_empty(), "{again:#?}");
}

#[test]
fn a_negative_default_is_known_as_postgresql_prints_it() {
    let world = World::new().table(
        table("people", "Person").column("code", "int", "integer").default("height", "numeric", "numeric", "'-0.5'::numeric").samples(3),
    );
    let (first, _) = grow(&world, known(&[]));
    let codes = values(&first, "people", "code");
    let rows: Vec<Vec<&str>> = codes.iter().map(|code| vec!["1", code.as_str(), "-0.5"]).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let (again, _) = grow(&world, known(&[("people", &["id", "code", "height"], &rows)]));
    assert!(again.is_empty(), "the column is newer than the rows: {again:#?}");
}

#[test]
fn a_parent_is_not_named_by_what_it_leaves_empty() {
    let world = World::new()
        .table(
            table("messages", "Message")
                .column("title", "text?", "text")
                .column("width", "person_name", "text")
                .unique(&["title"])
                .samples(2),
        )
        .table(
            table("replies", "Reply")
                .reference("message", "messages", true)
                .column("label", "varchar", "varchar(80)")
                .unique(&["message_id"])
                .samples(15),
        );
    let (plan, errors) = world.seed();
    assert!(errors.is_empty(), "{errors:#?}");
    assert!(values(&plan, "messages", "title").contains(&"NULL".to_string()));
    let block = plan.sample.iter().find(|rows| rows.table.name == "replies").expect("replies");
    for row in &block.rows {
        if let SeedValue::Parent(name) = &row.values[0] {
            assert!(name.iter().any(|(_, value)| *value != SeedValue::Null), "a reply without a message would find this one: {name:?}");
        }
    }
}

#[test]
fn what_a_default_computed_is_never_a_name() {
    let world = World::new()
        .table(table("notes", "Note").default("code", "text", "text", "gen_random_uuid()::text").column("text", "varchar", "varchar(80)"))
        .table(table("marks", "Mark").reference("note", "notes", false).column("label", "varchar", "varchar(80)").samples(1));
    let notes: (&str, &[&str], &[&[&str]]) = ("notes", &["id", "code", "text"], &[&["1", "4b6f", "Remember"]]);
    let (plan, errors) = grow(&world, known(&[notes]));
    assert!(errors.is_empty(), "{errors:#?}");
    let SeedValue::Parent(name) = &plan.sample[0].rows[0].values[0] else { panic!("{plan:#?}") };
    assert_eq!(
        name.iter().map(|(field, value)| (field_name(field), show(value))).collect::<Vec<_>>(),
        [("text".to_string(), "Remember".to_string())]
    );
}

#[test]
fn a_parent_that_holds_nothing_of_its_own_cannot_be_named() {
    let world = World::new()
        .table(bare("doors", "Door").default("id", "bigint", "bigint", "nextval('doors_id_seq')").key(&["id"]))
        .table(table("keys", "Key").reference("door", "doors", false).column("label", "varchar", "varchar(80)").samples(1));
    let (plan, errors) = grow(&world, known(&[("doors", &["id"], &[&["1"], &["2"]])]));
    assert!(plan.is_empty());
    assert_eq!(errors.iter().map(|error| error.code).collect::<Vec<_>>(), ["seed-nameless-parent"]);
}

#[test]
fn one_to_one_goes_to_whom_has_none() {
    let world = World::new().table(table("users", "User").column("email", "email", "varchar(254)").unique(&["email"])).table(
        table("profiles", "Profile").reference("user", "users", false).column("bio", "text", "text").unique(&["user_id"]).samples(2),
    );
    let users: (&str, &[&str], &[&[&str]]) =
        ("users", &["id", "email"], &[&["1", "a@example.org"], &["2", "b@example.org"], &["3", "c@example.org"]]);
    let profiles: (&str, &[&str], &[&[&str]]) = ("profiles", &["id", "user_id", "bio"], &[&["1", "2", "Written by hand."]]);
    let (plan, errors) = grow(&world, known(&[users, profiles]));
    assert!(errors.is_empty(), "{errors:#?}");
    let mut parents = values(&plan, "profiles", "user_id");
    parents.sort();
    assert_eq!(parents.len(), 2);
    assert!(parents[0].contains("a@example.org") && parents[1].contains("c@example.org"), "{parents:?}");
}

#[test]
fn a_written_row_that_stands_otherwise_is_a_warning_and_one_that_meets_another_row_an_error() {
    let world = |email: &str| {
        let rows = vec![vec![text(email), text("root"), text("Root")]];
        World::new().table(
            table("users", "User")
                .column("email", "email", "varchar(254)")
                .column("username", "varchar", "varchar(30)")
                .column("title", "varchar", "varchar(30)")
                .unique(&["email"])
                .unique(&["username"])
                .rows(&[field("email"), field("username"), field("title")], rows),
        )
    };
    let standing = known(&[("users", &["id", "email", "username", "title"], &[&["1", "root@example.org", "root", "Chief"]])]);
    let (plan, found) = grow(&world("root@example.org"), standing.clone());
    assert!(plan.is_empty());
    assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), ["seed-row-changed"]);
    assert!(found[0].message.ends_with("in title"), "{}", found[0].message);
    let (_, found) = grow(&world("other@example.org"), standing);
    assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), ["seed-standing-row"]);
}

#[test]
fn a_clash_of_references_is_mended_by_other_parents() {
    let users: Vec<Vec<String>> = (0..40).map(|number| vec![number.to_string(), format!("user{number}@example.org")]).collect();
    let rows: Vec<Vec<&str>> = users.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let standing = known(&[("users", &["id", "email"], &rows)]);
    let world = World::new().table(table("users", "User").column("email", "email", "varchar(254)").unique(&["email"])).table(
        bare("marks", "Mark").reference("user", "users", false).column("label", "varchar", "varchar(80)").key(&["user_id"]).samples(5),
    );
    let forms = (0..5).map(|number| (number, vec![Some("pk".to_string())])).collect();
    let refused = crate::ordered::IndexMap::from_iter([(QualifiedName::public("marks"), forms)]);
    let options = SeedOptions { refused, standing: standing.clone(), ..SeedOptions::default() };
    let (again, _) = seed(&world.catalog, &world.population, &options);
    let (first, _) = grow(&world, standing);
    assert_ne!(values(&first, "marks", "user_id"), values(&again, "marks", "user_id"));
    assert_eq!(values(&first, "marks", "label"), values(&again, "marks", "label"));
}

/// Posts whose authors and editors are named together with the tenant that all share.
fn tenants(editor_is_optional: bool) -> World {
    let mut world = World::new()
        .table(table("tenants", "Tenant").column("name", "varchar", "varchar(40)").unique(&["name"]).samples(2))
        .table(
            table("users", "User")
                .reference("tenant", "tenants", false)
                .column("email", "email", "varchar(254)")
                .unique(&["email"])
                .samples(6),
        )
        .table(
            table("posts", "Post")
                .reference("tenant", "tenants", false)
                .reference("author", "users", false)
                .reference("editor", "users", editor_is_optional)
                .column("title", "varchar", "varchar(80)")
                .samples(8),
        );
    let posts = world.catalog.tables.get_mut(&QualifiedName::public("posts")).expect("posts");
    for name in ["author", "editor"] {
        let foreign_key = posts.foreign_keys.get_mut(&format!("fk_posts_{name}")).expect("a foreign key");
        foreign_key.columns.insert(0, "tenant_id".to_string());
        foreign_key.referenced_columns.insert(0, "tenant_id".to_string());
    }
    world
}

#[test]
fn references_that_share_a_column_agree_in_it() {
    for optional in [true, false] {
        let (plan, errors) = tenants(optional).seed();
        assert!(errors.is_empty(), "{errors:#?}");
        let of = |name: &str| plan.sample.iter().find(|rows| rows.table.name == name).expect("rows");
        let fields: Vec<String> = of("posts").fields.iter().map(field_name).collect();
        assert_eq!(fields, ["tenant_id,author_id", "editor_id", "title"], "the tenant is the author's");
        // Users are known by their e-mail.
        let tenant = |user: &SeedValue| {
            let user = show(user);
            let row = of("users").rows.iter().find(|row| format!("<{}>", show(&row.values[1])) == user).expect("a user");
            show(&row.values[0])
        };
        let edited: Vec<_> = of("posts").rows.iter().filter(|row| row.values[1] != SeedValue::Null).collect();
        assert!(edited.iter().all(|row| tenant(&row.values[0]) == tenant(&row.values[1])), "{edited:?}");
        assert_eq!(edited.len() == 8, !optional, "{edited:?}");
    }
}

#[test]
fn where_names_have_changed_rows_that_stand_are_the_samples_and_only_the_rest_is_added() {
    let world = World::new().table(table("products", "Product").column("name", "varchar", "varchar(80)").unique(&["name"]).samples(3));
    let standing = || known(&[("products", &["id", "name"], &[&["1", "Drawn as something else"], &["2", "By another name"]])]);
    let added = |renamed: &[&str]| {
        let renamed = renamed.iter().map(|name| QualifiedName::public(*name)).collect();
        let options = SeedOptions { standing: standing(), renamed, ..SeedOptions::default() };
        values(&seed(&world.catalog, &world.population, &options).0, "products", "name").len()
    };
    assert_eq!(added(&["products"]), 1);
    assert_eq!(added(&["orders"]), 3, "elsewhere they are somebody's own rows");
}
