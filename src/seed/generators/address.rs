//! Places: city, country, coordinates, time zone and language of one row agree.

use super::super::draw::{Draw, shuffled};
use super::super::field::Family;
use super::super::words::{self, PLACES, STREETS};
use super::{At, Field, SeedValue, text};

/// Tells the place of a row from its other shared facts.
pub(super) const PLACE: u64 = 0x91ace;

#[derive(Clone, Copy)]
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
    let index = shuffled(field.group ^ PLACE, at.row.wrapping_add(at.variation.wrapping_mul(7)), PLACES.len() as u64);
    words::at(&PLACES, index).split('|').nth(part as usize).unwrap_or("")
}

pub fn city(field: &Field, at: &At) -> SeedValue {
    match at.number().filter(|_| field.unique && at.row >= PLACES.len() as u64) {
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

pub fn street(field: &Field, at: &At) -> SeedValue {
    let mut draw = Draw::at(field.group ^ 0x57, at.row, at.variation);
    let street = words::at(&STREETS, draw.number());
    text(format!("{} {street}", draw.between(1, 180)))
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

/// Numbers that are reserved for fiction: +1-NPA-555-0100 to 0199 (NANPA) and +44 1632 960000 to 960999 (Ofcom).
pub fn phone(field: &Field, at: &At) -> SeedValue {
    const AREAS: [u16; 9] = [202, 303, 312, 404, 415, 503, 617, 702, 916];
    if field.family != Family::Text {
        return SeedValue::Null;
    }
    let british = Draw::at(field.group ^ 0x44, at.row, 0).percent(25);
    let at_row = at.row.wrapping_add(at.variation.wrapping_mul(37));
    if british {
        return text(format!("+441632960{:03}", shuffled(field.key, at_row, 1000)));
    }
    let (area, line) = super::super::draw::shuffled_pair(field.key, at_row, AREAS.len() as u64, 100);
    text(format!("+1{}55501{line:02}", AREAS.get(area as usize).copied().unwrap_or(202)))
}
