//! Values of one row, and of rows that refer to each other, that a reader holds against each other.

use super::catalogs::*;
use crate::ordered::IndexMap;
use crate::seed::words::{ENGLISH, List};

fn cents(text: &str) -> i64 {
    text.replace('.', "").parse().expect("two decimals")
}

#[test]
fn what_a_review_says_goes_with_its_stars() {
    let review = |name: &str| table(name, "Review").column("title", "title", "varchar(80)").column("body", "text", "text");
    let with_stars =
        |name: &str| review(name).column("stars", "int", "int").check("range", "stars BETWEEN 1 AND 5").timestamps().samples(60);
    let world = World::new().table(with_stars("reviews"));
    let of = |list: List| {
        let entries = ENGLISH.list(list).iter().filter_map(|entry| entry.split_once('|'));
        entries.map(|(tone, text)| (text, tone)).collect::<IndexMap<&str, &str>>()
    };
    let (titles, sentences) = (of(List::ReviewTitles), of(List::Experiences));
    let rows = || world.column("reviews", "stars").into_iter().zip(world.column("reviews", "title")).zip(world.column("reviews", "body"));
    let mut seen: IndexMap<&str, u64> = IndexMap::default();
    for ((stars, title), body) in rows() {
        let wanted = match stars.as_str() {
            "4" | "5" => "good",
            "3" => "fair",
            _ => "poor",
        };
        assert_eq!(titles[title.as_str()], wanted, "{stars} stars: {title}");
        assert!(sentences.iter().any(|(text, tone)| body.starts_with(text) && *tone == wanted), "{stars} stars: {body}");
        *seen.entry(wanted).or_default() += 1;
    }
    assert!(seen["good"] > 30 && seen["fair"] > 4 && seen["poor"] > 2, "{seen:?}");
    // A field that is new changes no other.
    assert_eq!(World::new().table(review("reviews").timestamps().samples(60)).column("reviews", "body"), world.column("reviews", "body"));
}

#[test]
fn the_first_rows_show_what_is_usual() {
    let pattern = |meaning: &mut crate::design::Meaning| {
        (meaning.minimum_length, meaning.pattern) = (Some(3), Some("^[a-z0-9_]+$".to_string()));
    };
    let users = table("users", "User").with("username", "varchar", "varchar(30)", crate::catalog::ColumnValue::None, pattern);
    let users = users.column("joined_on", "date", "date").check("era", "joined_on >= DATE '2020-01-01' AND joined_on < DATE '2025-01-01'");
    let world = World::new().table(users.unique(&["username"]).samples(7));
    let (names, days) = (world.column("users", "username"), world.column("users", "joined_on"));
    for row in 0..2 {
        assert!((5..26).contains(&names[row].len()), "{names:?}");
        assert!(!["2020-01-01", "2024-12-31"].contains(&days[row].as_str()), "{days:?}");
    }
    for length in [3, 30] {
        assert!(names.iter().any(|name| name.len() == length), "{names:?}");
    }
    for end in ["2020-01-01", "2024-12-31"] {
        assert!(days.iter().any(|day| day == end), "{days:?}");
    }
    // The longest one is put together from names.
    let longest = names.iter().find(|name| name.len() == 30).expect("one is as long as can be");
    let known = |part: &str| {
        let is = |name: &&&str| ENGLISH.in_ascii(name).to_lowercase().replace(['\'', '-', ' '], "") == part;
        let lists = [List::FirstNames, List::LastNames].into_iter().any(|list| ENGLISH.list(list).iter().any(|name| is(&name)));
        lists || ENGLISH.list(List::Places).iter().any(|place| place.to_lowercase().starts_with(part)) || part.parse::<u16>().is_ok()
    };
    assert!(longest.trim_end_matches(char::is_numeric).split('_').all(known), "{longest}");
}

#[test]
fn payments_are_what_their_orders_are_worth() {
    let orders = |total: bool| {
        let orders = table("orders", "Order").column("number", "varchar", "varchar(12)").column("status", "enum", "public.status");
        let orders = if total { orders.column("total", "money", "numeric(12,2)") } else { orders };
        let lines = table("order_lines", "OrderLine").reference("order", "orders", false).column("quantity", "quantity", "int");
        World::new()
            .enumeration("status", &["open", "paid", "shipped", "cancelled"])
            .table(orders.unique(&["number"]).timestamps().samples(20))
            .table(lines.column("unit_price", "money", "numeric(12,2)").timestamps().samples(50))
            .table(
                table("payments", "Payment")
                    .reference("order", "orders", false)
                    .column("amount", "money", "numeric(12,2)")
                    .timestamps()
                    .samples(25),
            )
    };
    for world in [orders(true), orders(false)] {
        let lines = world.column("order_lines", "order_id").into_iter();
        let worth = lines.zip(world.column("order_lines", "quantity")).zip(world.column("order_lines", "unit_price"));
        let mut sums: IndexMap<String, i64> = IndexMap::default();
        for ((order, quantity), price) in worth {
            *sums.entry(order).or_default() += quantity.parse::<i64>().expect("a number") * cents(&price);
        }
        let mut paid: IndexMap<String, i64> = IndexMap::default();
        for (order, amount) in world.column("payments", "order_id").into_iter().zip(world.column("payments", "amount")) {
            *paid.entry(order).or_default() += cents(&amount);
        }
        let states: IndexMap<String, String> = world.column("orders", "number").into_iter().zip(world.column("orders", "status")).collect();
        assert!(paid.len() > 10, "most payments are of different orders");
        for (order, amount) in paid {
            assert_eq!(amount, sums[&order], "{order}");
            let state = &states[order.trim_matches(['<', '>'])];
            assert!(["paid", "shipped"].contains(&state.as_str()), "{order} is {state}");
        }
    }
}

#[test]
fn goods_are_in_their_categories_and_cost_what_such_goods_cost() {
    let categories = table("categories", "Category").column("name", "varchar", "varchar(60)").column("slug", "slug", "varchar(60)");
    let products = table("products", "Product").reference("category", "categories", false).column("name", "varchar", "varchar(80)");
    let world = World::new()
        .table(categories.reference("parent", "categories", true).unique(&["name"]).unique(&["slug"]).samples(12))
        .table(products.column("price", "money", "numeric(8,2)").samples(60));
    let slug = |name: &str| name.to_lowercase().replace(' ', "-");
    let parents: IndexMap<String, String> =
        world.column("categories", "name").into_iter().zip(world.column("categories", "parent_id")).collect();
    for (name, parent) in &parents {
        let parent = parent.trim_matches(['<', '>']);
        assert!(parent == "NULL" || name.contains(parent), "{name} is a part of {parent}");
    }
    assert!(parents.values().any(|parent| parent != "NULL"));
    assert_eq!(parents.keys().map(|name| slug(name)).collect::<Vec<_>>(), world.column("categories", "slug"));
    let rows =
        world.column("products", "name").into_iter().zip(world.column("products", "category_id")).zip(world.column("products", "price"));
    for ((name, category), price) in rows {
        let things = ENGLISH.list(List::ProductThings).iter().map(|thing| thing.split('|').collect::<Vec<_>>());
        let thing = things.filter(|thing| name.contains(thing[0])).max_by_key(|thing| thing[0].len()).expect("a thing that is known");
        assert!(category.contains(thing[2]), "{name} in {category}");
        let (least, most) = thing[3].split_once('-').expect("from and to");
        let whole: i64 = price.split('.').next().and_then(|whole| whole.parse().ok()).expect("a number");
        assert!((least.parse().expect("a number")..=most.parse::<i64>().expect("a number")).contains(&whole), "{name} for {price}");
    }
}

#[test]
fn each_customer_has_one_default_address() {
    let addresses = table("addresses", "Address").reference("customer", "customers", false).column("city", "city", "varchar(80)");
    let world = World::new()
        .table(table("customers", "Customer").column("email", "email", "text").unique(&["email"]).samples(20))
        .table(addresses.default("is_default", "bool", "boolean", "false").samples(30));
    let mut of_each: IndexMap<String, (u64, u64)> = IndexMap::default();
    for (customer, is_default) in world.column("addresses", "customer_id").into_iter().zip(world.column("addresses", "is_default")) {
        let known = of_each.entry(customer).or_default();
        *known = (known.0 + 1, known.1 + u64::from(is_default == "true"));
    }
    assert_eq!(of_each.len(), 20, "everybody lives somewhere");
    assert!(of_each.values().all(|(all, default)| *default == 1 && *all < 6), "{of_each:?}");
}

#[test]
fn nights_are_those_between_the_dates_and_cost_what_a_night_costs() {
    let rooms = table("rooms", "Room").column("number", "varchar", "varchar(10)").column("price_per_night", "money", "numeric(8,2)");
    let stays =
        table("stays", "Stay").reference("room", "rooms", false).column("check_in", "date", "date").column("check_out", "date", "date");
    let world = World::new()
        .table(rooms.unique(&["number"]).samples(10))
        .table(stays.column("nights", "int", "int").column("total", "money", "numeric(10,2)").samples(30));
    let prices: IndexMap<String, String> =
        world.column("rooms", "number").into_iter().zip(world.column("rooms", "price_per_night")).collect();
    assert!(prices.keys().all(|number| number.len() == 3 && number.starts_with('1')), "{prices:?}");
    let column = |name: &str| world.column("stays", name);
    let day = |text: &str| crate::seed::condition::moment_of_text(text).expect("a day") / crate::seed::condition::DAY;
    for row in 0..30 {
        let nights = day(&column("check_out")[row]) - day(&column("check_in")[row]);
        assert_eq!(column("nights")[row], nights.to_string());
        let price = cents(&prices[column("room_id")[row].trim_matches(['<', '>'])]);
        assert_eq!(i128::from(cents(&column("total")[row])), nights * i128::from(price));
    }
}

#[test]
fn what_goes_on_was_not_cancelled() {
    let world = World::new().enumeration("status", &["requested", "confirmed", "cancelled"]).table(
        table("bookings", "Booking")
            .column("code", "varchar", "varchar(20)")
            .column("status", "enum", "public.status")
            .column("cancelled_at", "timestamp?", "timestamptz")
            .unique(&["code"])
            .samples(60),
    );
    for (status, cancelled) in world.column("bookings", "status").iter().zip(world.column("bookings", "cancelled_at")) {
        assert_eq!(status == "cancelled", cancelled != "NULL", "{status}");
    }
}
