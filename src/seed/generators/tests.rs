//! Every generator keeps its word, on the example that documents it.

use regex::Regex;

use super::*;
use crate::catalog::DataType;
use crate::design::Meaning;
use crate::postgres::{ClusterOptions, STATEMENT_LIMIT, Server, find_binaries};
use crate::seed::condition::Limits;
use crate::seed::draw::key;
use crate::seed::field::{Kind, MadeOf, Told, owner_of};
use crate::seed::words::Locale;
use crate::sql::quote_literal;
use crate::world::{RealWorld, World};

/// A field of an entity, as the design would describe it.
pub fn field(entity: &str, name: &str, semantic: &str, data_type: DataType) -> Field {
    Field {
        name: name.to_string(),
        family: Family::of(&data_type),
        data_type,
        meaning: Meaning { semantic: semantic.to_string(), field: name.to_string(), ..Meaning::default() },
        kind: Kind::of(entity),
        entity: entity.to_string(),
        told: Told::of(name, entity),
        values: Vec::new(),
        limits: Limits::default(),
        default: None,
        nullable: false,
        unique: false,
        ordinal: false,
        key: key(&["test", entity, name]),
        group: key(&["test", entity, &owner_of(name)]),
        derived: false,
        table: 3,
        about_goods: true,
        locale: Locale::by_code("en"),
        made_of: MadeOf::Itself,
        stretch: None,
        generator: None,
    }
}

fn texts(field: &Field, rows: u64) -> Vec<String> {
    let generator = choose(field).unwrap_or_else(|| panic!("{} has a generator", field.name));
    (0..rows)
        .map(|row| match (generator.value)(field, &At { row, variation: 0, born: time::ANCHOR, ..At::default() }) {
            SeedValue::Text(text) | SeedValue::Number(text) => text,
            other => panic!("{}: {other:?}", field.name),
        })
        .collect()
}

fn all_match(name: &str, semantic: &str, data_type: &str, pattern: &str) {
    let pattern = Regex::new(pattern).expect("the pattern compiles");
    for text in texts(&field("User", name, semantic, DataType::builtin(data_type)), 300) {
        assert!(pattern.is_match(&text), "{semantic}: {text}");
    }
}

#[test]
fn generators_are_sorted_by_code_and_documented() {
    for pair in GENERATORS.windows(2) {
        assert!(pair[0].code < pair[1].code, "{} stands before {}", pair[0].code, pair[1].code);
    }
    for generator in GENERATORS {
        assert!(!generator.summary.is_empty() && generator.example.contains(' '), "{} is documented", generator.code);
    }
}

#[test]
fn the_example_of_every_generator_leads_to_it() {
    for generator in GENERATORS {
        let (name, written) = generator.example.split_once(' ').expect("name and type");
        let written = written.split(" = ").next().unwrap_or(written).trim_end_matches('?');
        let word = written.split('(').next().unwrap_or(written);
        let data_type = match (word, generator.code) {
            ("PostStatus", _) => DataType::builtin("text"),
            ("money" | "percent" | "rating" | "latitude" | "longitude", _) => DataType::builtin("numeric"),
            ("quantity" | "year", _) => DataType::builtin("int"),
            ("duration", _) => DataType::builtin("interval"),
            ("timestamp", _) => DataType::builtin("timestamptz"),
            ("time", _) => DataType::builtin("time"),
            (
                "bool" | "int" | "text" | "varchar" | "numeric" | "jsonb" | "bytea" | "tstzrange" | "uuid" | "point" | "polygon" | "date",
                _,
            ) => DataType::builtin(word),
            _ => DataType::builtin("varchar"),
        };
        let mut field = field("Post", name, word, data_type);
        if word == "varchar" {
            field.limits.maximum_length = Some(30);
        }
        if word == "PostStatus" {
            field.values = vec![text("draft")];
        }
        let part = Box::new(field.clone());
        field.made_of = match generator.code {
            "composite" => MadeOf::Composite(vec![*part]),
            "range_of" => MadeOf::Range(part),
            _ => MadeOf::Itself,
        };
        let chosen = choose(&field).map(|chosen| chosen.code);
        let equal = chosen == Some(generator.code) || (generator.code == "date" && chosen == Some("timestamp"));
        assert!(equal, "`{}` leads to {chosen:?}, not {}", generator.example, generator.code);
        assert_ne!(
            (generator.value)(&field, &At { row: 0, variation: 0, born: 0, ..At::default() }),
            SeedValue::Null,
            "{}",
            generator.code
        );
    }
}

#[test]
fn whatever_could_be_somebodys_is_reserved_for_nobody() {
    all_match("email", "email", "varchar", r"^[a-z0-9.]+@example\.(com|org|net)$");
    all_match(
        "phone",
        "phone",
        "varchar",
        r"^(\+1\d{3}55501\d\d|\+44(1632960|1174960)\d{3}|\+6135550\d{4}|\+49(3023125|4066969|8999998)\d{3}|\+33(19900|46571)\d{4}|\+3532091\d{5}|\+463139006\d\d)$",
    );
    all_match("website", "url", "varchar", r"^https://(www\.example\.com|example\.org|example\.net)/[a-z0-9-]+$");
    all_match("address", "ip", "inet", r"^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}$|^2001:db8::");
    all_match("network", "cidr", "cidr", r"^(192\.0\.2|198\.51\.100|203\.0\.113)\.0/24$|^2001:db8:[0-9a-f]+::/48$");
    all_match("interface", "mac", "macaddr", "^00:00:5e:00:53:[0-9a-f]{2}$");
    all_match("password", "secret", "text", "^!");
    all_match("api_token", "token", "text", r"^not-a-real-token-\d{6}$");
}

#[test]
fn forms_are_those_of_their_standards() {
    all_match("id", "uuid", "uuid", "^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$");
    all_match("version", "semver", "varchar", r"^\d+\.\d+\.\d+$");
    all_match("country", "country", "varchar", "^[A-Z]{2}$");
    all_match("currency", "currency", "varchar", "^[A-Z]{3}$");
    all_match("language", "language", "varchar", "^[a-z]{2}$");
    all_match("timezone", "timezone", "varchar", "^[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+$|^Asia/Ho_Chi_Minh$");
    all_match("accent", "color", "varchar", "^#[0-9a-f]{6}$");
    all_match("slug", "slug", "varchar", "^[a-z0-9]+(-[a-z0-9]+)*$");
    for (semantic, prefix) in [("ean", "020"), ("isbn", "9799")] {
        for code in texts(&field("Book", semantic, semantic, DataType::builtin("varchar")), 100) {
            let digits: Vec<u32> = code.chars().filter_map(|digit| digit.to_digit(10)).collect();
            let sum: u32 = digits.iter().enumerate().map(|(index, digit)| digit * if index % 2 == 0 { 1 } else { 3 }).sum();
            assert!(digits.len() == 13 && sum.is_multiple_of(10) && code.starts_with(prefix), "{semantic}: {code}");
        }
    }
}

#[test]
fn the_fields_of_one_person_and_of_one_place_agree() {
    let text_field = |name: &str, semantic: &str| field("User", name, semantic, DataType::builtin("varchar"));
    let names = texts(&text_field("full_name", "person_name"), 50);
    for (name, email) in names.iter().zip(texts(&text_field("email", "email"), 50)) {
        assert!(email.starts_with(&name.to_lowercase().replace(' ', ".")), "{name} {email}");
    }
    let cities = texts(&text_field("city", "city"), 50);
    let zones = texts(&text_field("timezone", "timezone"), 50);
    let lisbon = cities.iter().position(|city| city == "Lisbon").expect("within 50 rows every city comes");
    assert_eq!(zones[lisbon], "Europe/Lisbon");
}

#[test]
fn numbers_stay_within_precision_and_scale() {
    let mut narrow = field("Product", "price", "money", DataType::builtin("numeric").with(["4", "2"]));
    for price in texts(&narrow, 200) {
        assert!(price.len() <= 5 && price.contains('.') && !price.starts_with('-'), "{price}");
    }
    narrow.meaning.arguments = vec!["JPY".to_string()];
    narrow.data_type = DataType::builtin("numeric").with(["12", "0"]);
    assert!(texts(&narrow, 50).iter().all(|price| !price.contains('.')));
    let small = field("Product", "flag", "int", DataType::builtin("smallint"));
    assert!(texts(&small, 200).iter().all(|number| number.parse::<i16>().is_ok()));
}

#[test]
fn texts_fit_their_entity() {
    let body = |entity: &str| texts(&field(entity, "body", "text", DataType::builtin("text")), 3);
    assert!(body("Post").iter().all(|text| text.contains("\n\n")), "an article has paragraphs");
    assert!(body("Comment").iter().all(|text| !text.contains('\n') && text.len() < 250), "a comment is short");
    assert_eq!(texts(&field("Tag", "name", "varchar", DataType::builtin("varchar")), 1)[0].split(' ').count(), 1);
    assert_eq!(texts(&field("User", "name", "varchar", DataType::builtin("varchar")), 1)[0].split(' ').count(), 2);
}

#[test]
fn postgresql_takes_the_values_of_its_types() {
    let binaries =
        find_binaries(None, RealWorld.variable("PATH").as_deref(), None).expect("these tests need an installed PostgreSQL server");
    let server = Server::throw_away(&binaries, &ClusterOptions::from_world(&RealWorld), STATEMENT_LIMIT).expect("a server");
    let database = server.database().expect("a database");
    let mut session = database.session().expect("a session");
    for name in [
        "uuid",
        "json",
        "jsonb",
        "inet",
        "cidr",
        "macaddr",
        "macaddr8",
        "bytea",
        "interval",
        "money",
        "point",
        "xml",
        "time",
        "timetz",
        "int4range",
        "int8range",
        "numrange",
        "tsrange",
        "tstzrange",
        "daterange",
        "tstzmultirange",
        "int4multirange",
        "date",
        "timestamp",
        "timestamptz",
        "smallint",
        "bool",
        "real",
        "numeric(3,1)",
        "bigint",
        "bit(5)",
        "varbit(9)",
        "box",
        "circle",
        "line",
        "lseg",
        "path",
        "polygon",
        "pg_lsn",
        "tsquery",
        "tsvector",
    ] {
        let (bare, modifiers) = name.split_once('(').map_or((name, None), |(bare, rest)| (bare, Some(rest.trim_end_matches(')'))));
        let mut data_type = DataType::builtin(bare);
        if let Some(modifiers) = modifiers {
            data_type = data_type.with(modifiers.split(','));
        }
        let field = field("Thing", "value", "", data_type);
        let generator = choose(&field).unwrap_or_else(|| panic!("{name} has a generator"));
        let mut casts = Vec::new();
        for row in 0..20 {
            for variation in 0..3 {
                let value = (generator.value)(&field, &At { row, variation, born: time::ANCHOR, ..At::default() });
                let text = match value {
                    SeedValue::Text(text) | SeedValue::Number(text) => text,
                    SeedValue::Boolean(value) => value.to_string(),
                    other => panic!("{name}: {other:?}"),
                };
                casts.push(format!("{}::{name}", quote_literal(&text)));
            }
        }
        session.execute(&format!("SELECT {}", casts.join(", "))).unwrap_or_else(|failure| panic!("{name}: {failure}"));
    }
}

#[test]
fn ends_come_after_starts_and_the_greatest_is_more_than_the_least() {
    let pairs = [
        ("starts_at", "ends_at", "timestamp with time zone"),
        ("start_date", "end_date", "date"),
        ("check_in", "check_out", "date"),
        ("valid_from", "valid_to", "date"),
        ("arrival_date", "departure_date", "date"),
    ];
    for (first, last, data_type) in pairs {
        let of = |name: &str| texts(&field("Stay", name, "", DataType::builtin(data_type)), 40);
        for (start, end) in of(first).into_iter().zip(of(last)) {
            assert!(start < end, "{first} {start}, {last} {end}");
        }
    }
    let number = |text: String| text.parse::<f64>().expect("a number");
    let of = |name: &str| texts(&field("Offer", name, "", DataType::builtin("integer")), 40).into_iter().map(number);
    assert!(of("min_price").zip(of("max_price")).all(|(least, most)| least <= most));
    assert!(of("min_guests").zip(of("max_guests")).all(|(least, most)| least <= most));
}
