//! Names, places and words of a locale, and what they do not change.

use super::blog::blog;
use super::catalogs::*;
use crate::seed::words::LOCALES;

fn people(locale: &str) -> World {
    let mut world = World::new()
        .enumeration("state", &["active", "gone"])
        .table(
            table("users", "User")
                .column("name", "person_name", "varchar(120)")
                .column("email", "email", "varchar(254)")
                .column("login", "varchar", "varchar(40)")
                .column("phone", "phone", "varchar(16)")
                .column("street", "street", "varchar(120)")
                .column("postal_code", "postal_code", "varchar(12)")
                .column("city", "city", "varchar(80)")
                .column("country", "country", "varchar(2)")
                .column("currency", "currency", "varchar(3)")
                .column("employer", "company", "varchar(120)")
                .column("state", "enum", "public.state")
                .column("visits", "int", "int")
                .column("born_on", "date?", "date")
                .unique(&["email"])
                .timestamps()
                .samples(40),
        )
        .table(
            table("posts", "Post")
                .column("title", "varchar", "varchar(200)")
                .column("slug", "slug", "varchar(200)")
                .unique(&["slug"])
                .samples(40),
        );
    world.population.locale = locale.to_string();
    world
}

#[test]
fn a_locale_brings_its_own_people_places_and_words() {
    let german = people("de");
    assert!(german.column("users", "country").iter().all(|country| country == "DE"));
    assert!(german.column("users", "currency").iter().all(|currency| currency == "EUR"));
    let code = regex::Regex::new("^[0-9]{5}$").expect("compiles");
    assert!(german.column("users", "postal_code").iter().all(|postal| code.is_match(postal)));
    let street = regex::Regex::new(r"^\D+ \d+$").expect("compiles");
    assert!(german.column("users", "street").iter().all(|text| street.is_match(text)), "the number stands behind");
    let french = regex::Regex::new(r"^\d+ \D+$").expect("compiles");
    assert!(people("fr").column("users", "street").iter().all(|text| french.is_match(text)), "the number stands before");
    assert!(german.column("users", "employer").iter().any(|company| company.contains("GmbH")));
    assert!(people("es").column("users", "employer").iter().any(|company| company.contains("S.L.")));
    for (locale, prefix) in [("de", "+49"), ("fr", "+33"), ("es", "+34")] {
        assert!(people(locale).column("users", "phone").iter().all(|phone| phone.starts_with(prefix)), "{locale}");
    }
}

#[test]
fn addresses_have_no_letters_that_mail_and_pages_refuse() {
    let slug = regex::Regex::new("^[a-z0-9]+(-[a-z0-9]+)*$").expect("compiles");
    for locale in LOCALES {
        let world = people(locale.code);
        for column in ["email", "login"] {
            assert!(world.column("users", column).iter().all(|text| text.is_ascii()), "{}: {column}", locale.code);
        }
        assert!(world.column("posts", "slug").iter().all(|text| slug.is_match(text)), "{}", locale.code);
    }
    let german = people("de");
    let names = german.column("users", "name");
    let umlaut = names.iter().position(|name| name.contains('ü')).expect("within forty rows somebody has one");
    assert!(german.column("users", "email")[umlaut].contains("ue"));
}

#[test]
fn a_locale_changes_words_and_nothing_else() {
    let (english, french) = (people("en"), people("fr"));
    for column in ["state", "visits", "born_on", "created_at", "updated_at"] {
        assert_eq!(english.column("users", column), french.column("users", column), "{column}");
    }
    assert_ne!(english.column("users", "name"), french.column("users", "name"));
}

#[test]
fn without_a_locale_the_words_are_english_and_an_unknown_one_falls_back() {
    let mut world = blog();
    world.population.locale = "en".to_string();
    assert_eq!(format!("{:?}", world.seed()), format!("{:?}", blog().seed()));
}
