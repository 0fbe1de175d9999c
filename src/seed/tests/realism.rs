//! Rows that a person would show: texts, dates, parents and sums that belong together.

use super::blog::blog;
use super::catalogs::*;
use crate::catalog::ColumnValue;
use crate::ordered::IndexMap;
use crate::seed::words::{ENGLISH, List};

fn sentences(text: &str) -> Vec<String> {
    let lines = text.split("\n\n").filter(|paragraph| !paragraph.starts_with('#'));
    lines.flat_map(|paragraph| paragraph.split_inclusive(['.', '!', '?'])).map(|line| line.trim().to_string()).collect()
}

#[test]
fn no_sentence_stands_twice_in_a_text() {
    for body in blog().column("posts", "body") {
        let mut found = sentences(&body);
        let before = found.len();
        found.sort();
        found.dedup();
        assert!(before >= 6 && found.len() == before, "{body}");
    }
}

#[test]
fn subjects_and_verbs_agree() {
    let many =
        World::new().table(table("posts", "Post").column("title", "varchar", "varchar(200)").column("body", "text", "text").samples(400));
    let plural: Vec<String> =
        ENGLISH.list(List::ArticleSubjects).iter().filter_map(|subject| subject.strip_suffix("|plural")).map(str::to_string).collect();
    let texts = [many.column("posts", "title"), many.column("posts", "body")].concat().join("\n").to_lowercase();
    for subject in plural {
        assert!(texts.contains(&subject), "{subject} comes within 400 posts");
        for verb in ["matters", "rewards", "fits", "is ", "was "] {
            assert!(!texts.contains(&format!("{subject} {verb}")), "{subject} {verb}");
        }
    }
    assert!(!texts.contains(['{', '|']), "nothing is left unfilled");
}

#[test]
fn who_edits_is_not_who_wrote() {
    let world = |users| {
        World::new().table(table("users", "User").column("email", "email", "text").unique(&["email"]).samples(users)).table(
            table("posts", "Post")
                .reference("author", "users", false)
                .reference("editor", "users", true)
                .column("slug", "slug", "varchar(80)")
                .unique(&["slug"])
                .samples(60),
        )
    };
    let same = |world: &World| {
        world
            .column("posts", "author_id")
            .iter()
            .zip(world.column("posts", "editor_id"))
            .filter(|(author, editor)| *author == editor)
            .count()
    };
    assert_eq!(same(&world(3)), 0);
    assert!(same(&world(1)) > 0, "where there is one person, that one does both");
}

#[test]
fn a_few_write_most_and_most_write_little() {
    for count in [50, 500] {
        let world = World::new()
            .table(table("users", "User").column("email", "email", "text").unique(&["email"]).samples(20))
            .table(table("notes", "Note").reference("author", "users", false).column("body", "text", "text").samples(count));
        let mut of_each: IndexMap<String, u64> = IndexMap::default();
        world.column("notes", "author_id").into_iter().for_each(|author| *of_each.entry(author).or_default() += 1);
        let mut counts: Vec<u64> = of_each.into_values().collect();
        counts.sort_unstable_by(|left, right| right.cmp(left));
        let top: u64 = counts.iter().take(4).sum();
        let bottom: u64 = counts.iter().skip(10).sum();
        assert!(top * 100 >= count * 40 && top * 100 <= count * 75, "the first fifth writes {top} of {count}: {counts:?}");
        assert!(bottom * 100 <= count * 25, "the second half writes {bottom} of {count}: {counts:?}");
    }
}

#[test]
fn nobody_comments_on_a_draft() {
    let world = blog();
    let (slugs, states) = (world.column("posts", "slug"), world.column("posts", "status"));
    for post in world.column("comments", "post_id") {
        let index = slugs.iter().position(|slug| slug == post.trim_matches(['<', '>'])).expect("the post");
        assert_ne!(states[index], "draft", "{post}");
    }
}

#[test]
fn cities_lie_in_the_country_that_a_row_refers_to() {
    let mut countries = bare("countries", "Country").column("code", "country", "varchar(2)").column("name", "varchar", "varchar(80)");
    countries = countries.key(&["code"]).samples(30);
    let mut addresses = table("addresses", "Address").reference("country", "countries", false);
    addresses = addresses.referring_to("code").column("city", "city", "varchar(80)").column("street", "street", "varchar(120)");
    let world = World::new().table(countries).table(addresses.samples(60));
    let names = world.rows("countries");
    let germany = names.iter().find(|row| row[0] == "DE");
    assert!(germany.is_none_or(|row| row[1] == "Germany"), "code and name are of one country");
    let places = ENGLISH.list(List::Places);
    for (country, city) in world.column("addresses", "country_id").iter().zip(world.column("addresses", "city")) {
        let code = country.trim_matches(['<', '>']);
        let known = places.iter().any(|place| place.contains(&format!("|{code}|")));
        assert!(!known || places.iter().any(|place| place.starts_with(&format!("{city}|{code}|"))), "{city} in {code}");
    }
}

#[test]
fn answers_read_as_answers() {
    let world = blog();
    let replies = ENGLISH.list(List::CommentReplies);
    for (parent, body) in world.column("comments", "parent_id").iter().zip(world.column("comments", "body")) {
        let answers = replies.iter().any(|reply| body.starts_with(reply));
        assert_eq!(answers, parent != "NULL", "{parent}: {body}");
    }
}

#[test]
fn the_dates_of_a_row_keep_their_order_and_differ_in_pace() {
    let world = World::new().table(
        table("posts", "Post")
            .column("slug", "slug", "varchar(80)")
            .column("published_at", "timestamp", "timestamptz")
            .column("deleted_at", "timestamp?", "timestamptz")
            .timestamps()
            .unique(&["slug"])
            .samples(200),
    );
    let column = |name: &str| world.column("posts", name);
    let (created, published, updated, deleted) = (column("created_at"), column("published_at"), column("updated_at"), column("deleted_at"));
    for row in 0..200 {
        assert!(created[row] <= published[row] && published[row] <= updated[row], "{} {} {}", created[row], published[row], updated[row]);
        assert!(deleted[row] == "NULL" || updated[row] <= deleted[row], "{} {}", updated[row], deleted[row]);
    }
    let same_day = created.iter().zip(&updated).filter(|(created, updated)| created[..10] == updated[..10]).count();
    let same_month = created.iter().zip(&updated).filter(|(created, updated)| created[..7] == updated[..7]).count();
    assert!((20..120).contains(&same_day), "{same_day} are updated on the day");
    assert!((80..180).contains(&same_month), "{same_month} are updated within the month");
    let late = created.iter().filter(|day| day.as_str() >= "2025-07-01").count();
    assert!(late > 110, "the later half of the year has more: {late}");
}

#[test]
fn states_and_dates_agree() {
    let world = World::new().enumeration("status", &["draft", "published", "archived"]).table(
        table("posts", "Post")
            .column("slug", "slug", "varchar(80)")
            .column("status", "enum", "public.status")
            .column("published_at", "timestamp?", "timestamptz")
            .unique(&["slug"])
            .samples(60),
    );
    for (status, published) in world.column("posts", "status").iter().zip(world.column("posts", "published_at")) {
        assert_eq!(status == "draft", published == "NULL", "{status}: what is archived was published before");
    }
}

fn orders() -> World {
    World::new()
        .table(
            table("orders", "Order")
                .column("number", "varchar", "varchar(12)")
                .column("subtotal", "money", "numeric(12,2)")
                .column("shipping", "money", "numeric(12,2)")
                .column("total", "money", "numeric(12,2)")
                .column("line_count", "int", "int")
                .unique(&["number"])
                .timestamps()
                .samples(20),
        )
        .table(
            table("order_lines", "OrderLine")
                .reference("order", "orders", false)
                .column("quantity", "quantity", "int")
                .column("unit_price", "money", "numeric(12,2)")
                .column("line_total", "money", "numeric(12,2)")
                .timestamps()
                .samples(60),
        )
}

fn cents(text: &str) -> i64 {
    let (whole, part) = text.split_once('.').expect("two decimals");
    whole.parse::<i64>().expect("a number") * 100 + part.parse::<i64>().expect("a number")
}

#[test]
fn totals_are_those_of_their_lines() {
    let world = orders();
    let line = |column: &str| world.column("order_lines", column);
    let mut sums: IndexMap<String, (i64, i64)> = IndexMap::default();
    for (((order, quantity), price), total) in line("order_id").iter().zip(line("quantity")).zip(line("unit_price")).zip(line("line_total"))
    {
        let worth = quantity.parse::<i64>().expect("a number") * cents(&price);
        assert_eq!(cents(&total), worth, "{quantity} × {price}");
        let sum = sums.entry(order.trim_matches(['<', '>']).to_string()).or_default();
        *sum = (sum.0 + worth, sum.1 + 1);
    }
    let order = |column: &str| world.column("orders", column);
    for ((((number, subtotal), shipping), total), count) in
        order("number").iter().zip(order("subtotal")).zip(order("shipping")).zip(order("total")).zip(order("line_count"))
    {
        let (sum, lines) = sums.get(number).copied().unwrap_or_default();
        assert!(lines > 0, "each order has a line");
        assert_eq!((cents(&subtotal), cents(&total)), (sum, sum + cents(&shipping)), "{number}");
        assert_eq!(count, lines.to_string(), "{number}");
    }
}

#[test]
fn a_total_that_a_check_refuses_stays_as_it_was() {
    let mut world = orders();
    let low = table("orders", "Order").column("number", "varchar", "varchar(12)").column("total", "money", "numeric(12,2)");
    world = world.table(low.check("small", "total <= 5").unique(&["number"]).timestamps().samples(20));
    assert!(world.column("orders", "total").iter().all(|total| cents(total) <= 500));
}

#[test]
fn the_lines_of_an_order_come_with_it() {
    let world = orders();
    let numbers = world.column("orders", "number");
    let begun = world.column("orders", "created_at");
    for (order, created) in world.column("order_lines", "order_id").iter().zip(world.column("order_lines", "created_at")) {
        let index = numbers.iter().position(|number| number == order.trim_matches(['<', '>'])).expect("the order");
        assert_eq!(created[..10], begun[index][..10], "on the same day");
    }
}

#[test]
fn objects_fit_the_name_of_their_field() {
    let world = World::new().table(
        table("products", "Product")
            .column("name", "varchar", "varchar(80)")
            .column("dimensions", "jsonb", "jsonb")
            .column("settings", "jsonb", "jsonb")
            .with("keywords", "jsonb", "jsonb", ColumnValue::None, |_| {})
            .column("attributes", "jsonb", "jsonb")
            .unique(&["name"])
            .samples(4),
    );
    for (column, wanted) in [("dimensions", "width_cm"), ("settings", "theme"), ("keywords", "[\""), ("attributes", "weight_g")] {
        for object in world.column("products", column) {
            assert!(object.contains(wanted), "{column}: {object}");
            assert!(serde_json::from_str::<serde_json::Value>(&object).is_ok(), "{object}");
        }
    }
}
