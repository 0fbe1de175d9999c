//! Places: city, country, coordinates, time zone and language of one row agree.

use super::super::draw::{Draw, shuffled};
use super::super::field::{Family, Kind};
use super::super::words::{self, LOCALES, List};
use super::{At, Field, SeedValue, text};

/// Tells the place of a row from its other shared facts.
pub(super) const PLACE: u64 = 0x91ace;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    City = 0,
    CountryCode = 1,
    Country = 2,
    PostalCode = 3,
    Latitude = 4,
    Longitude = 5,
    TimeZone = 6,
    Language = 7,
    Currency = 8,
}

fn part(field: &Field, at: &At, part: Part) -> &'static str {
    // A variation moves on to another place: the other parts of the row's address do not follow, but a value that fits goes first.
    let row = at.row.wrapping_add(at.variation.wrapping_mul(7));
    // Of countries, each once, whatever cities are known there.
    let of_countries = [(Part::CountryCode, 0), (Part::Country, 1), (Part::Currency, 2), (Part::Language, 3)];
    if let (Kind::Country, Some((_, place))) = (field.kind, of_countries.iter().find(|(known, _)| *known == part)) {
        let countries = field.words(List::Countries);
        let country = words::at(countries, shuffled(field.group ^ PLACE, row, countries.len() as u64));
        return country.split('|').nth(*place).unwrap_or("");
    }
    let all = field.words(List::Places);
    let is_in = |place: &&&'static str, country: [u8; 2]| {
        place.split('|').nth(Part::CountryCode as usize).is_some_and(|code| code.as_bytes() == country)
    };
    let there: Vec<&'static str> =
        at.country.map_or_else(Vec::new, |country| all.iter().filter(|place| is_in(place, country)).copied().collect());
    let places = if there.is_empty() { all } else { there.as_slice() };
    let index = shuffled(field.group ^ PLACE, row, places.len() as u64);
    words::at(places, index).split('|').nth(part as usize).unwrap_or("")
}

/// The name of the row's country.
pub(super) fn country_of(field: &Field, at: &At) -> &'static str {
    part(field, at, Part::Country)
}

/// The city that a row belongs to, whatever is tried for one of its fields.
pub(in crate::seed) fn city_of(field: &Field, at: &At) -> &'static str {
    part(field, &At { variation: 0, ..*at }, Part::City)
}

pub fn city(field: &Field, at: &At) -> SeedValue {
    match at.number().filter(|_| field.unique && at.row >= field.words(List::Places).len() as u64) {
        Some(number) => text(format!("{} {number}", part(field, at, Part::City))),
        None => text(part(field, at, Part::City)),
    }
}

pub fn country(field: &Field, at: &At) -> SeedValue {
    let code = field.meaning.semantic == "country" || field.greatest_length() <= 3 || field.named(&["code"]);
    text(part(field, at, if code { Part::CountryCode } else { Part::Country }))
}

pub fn postal_code(field: &Field, at: &At) -> SeedValue {
    text(part(field, at, Part::PostalCode))
}

pub fn timezone(field: &Field, at: &At) -> SeedValue {
    text(part(field, at, Part::TimeZone))
}

pub fn language(field: &Field, at: &At) -> SeedValue {
    text(part(field, at, Part::Language))
}

pub fn currency(field: &Field, at: &At) -> SeedValue {
    text(part(field, at, Part::Currency))
}

/// A street in the form of the place's language, where the list has some of it; else in the list's own.
pub fn street(field: &Field, at: &At) -> SeedValue {
    let language = part(field, &At { variation: 0, ..*at }, Part::Language);
    let of = |wanted: Option<&str>| -> Vec<&'static str> {
        let tagged = |entry: &&'static str| entry.split_once('|').map_or((None, *entry), |(tag, form)| (Some(tag), form));
        field.words(List::Streets).iter().map(tagged).filter(|(tag, _)| *tag == wanted).map(|(_, form)| form).collect()
    };
    let local = of(Some(language));
    // What another locale knows of its own streets is more.
    let elsewhere = LOCALES.iter().find(|locale| locale.code == language && !std::ptr::eq(**locale, field.locale));
    let streets = match elsewhere {
        Some(locale) => locale.list(List::Streets).iter().filter(|entry| !entry.contains('|')).copied().collect(),
        None if local.is_empty() => of(None),
        None => local,
    };
    let mut draw = Draw::at(field.group ^ 0x57, at.row, at.variation);
    // Most houses stand at the front of their streets.
    let (street, number) = (words::at(&streets, draw.number()), draw.between(1, 150).min(draw.between(1, 90)));
    let street = street.replace("{number}", &number.to_string());
    // An address is more than a street, where there is room for it.
    let whole = field.named(&["address"]) && field.meaning.semantic != "street" && field.greatest_length() >= 80;
    let at = At { variation: 0, ..*at };
    match whole {
        true => text(format!("{street}, {} {}", part(field, &at, Part::PostalCode), part(field, &at, Part::City))),
        false => text(street),
    }
}

pub fn latitude(field: &Field, at: &At) -> SeedValue {
    coordinate(field, at, Part::Latitude)
}

pub fn longitude(field: &Field, at: &At) -> SeedValue {
    coordinate(field, at, Part::Longitude)
}

/// Within about a kilometre of the city's centre.
fn coordinate(field: &Field, at: &At, which: Part) -> SeedValue {
    let centre = super::super::decimal::Decimal::parse(part(field, at, which));
    let scale: u32 = field.data_type.modifiers.get(1).and_then(|scale| scale.parse().ok()).unwrap_or(4).min(6);
    let offset = super::super::decimal::Decimal::new(i128::from(field.draw(at).between(-90, 90)), 4);
    let moved = centre.and_then(|centre| centre.plus(offset)).and_then(|sum| sum.floor(scale));
    SeedValue::Number(super::super::decimal::Decimal::new(moved.unwrap_or(0), scale).to_string())
}

/// A number that nobody has, of the row's country where that reserves some; else of those that come first in the list.
pub fn phone(field: &Field, at: &At) -> SeedValue {
    if field.family != Family::Text {
        return SeedValue::Null;
    }
    let country = part(field, &At { variation: 0, ..*at }, Part::CountryCode);
    let all: Vec<(&str, &'static str)> = field.words(List::Phones).iter().filter_map(|entry| entry.split_once('|')).collect();
    let of = |wanted: &dyn Fn(&str) -> bool| all.iter().filter(|(of, _)| wanted(of)).map(|(_, form)| *form).collect::<Vec<_>>();
    let local = of(&|of| of == country);
    let first = all.first().map_or("", |(of, _)| *of);
    let forms = match (at.variation, local.is_empty()) {
        // Numbers that must differ may be of anywhere.
        (3.., _) => of(&|_| true),
        (_, true) => of(&|of| of == first),
        (_, false) => local,
    };
    let form = words::at(&forms, Draw::at(field.group ^ 0x44, at.row, at.variation).number());
    let digits = form.matches('#').count() as u32;
    let number = shuffled(field.key, at.row.wrapping_add(at.variation.wrapping_mul(37)), 10u64.pow(digits.min(9)));
    let mut rest = format!("{number:0width$}", width = digits as usize).chars().collect::<Vec<char>>().into_iter();
    text(form.chars().map(|letter| if letter == '#' { rest.next().unwrap_or('0') } else { letter }).collect::<String>())
}
