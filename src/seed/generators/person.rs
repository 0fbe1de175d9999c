//! People who do not exist.

use super::super::draw::{Draw, shuffled, shuffled_pair};
use super::super::words::{self, BIOS, FIRST_NAMES, JOB_TITLES, LAST_NAMES, PLACES};
use super::{At, Field, SeedValue, text};

/// The person of a row: the same for all of its fields that have the same owner.
pub fn person(field: &Field, at: &At) -> (&'static str, &'static str) {
    let (first, last) = shuffled_pair(field.group ^ 0x9e75, at.row, FIRST_NAMES.len() as u64, LAST_NAMES.len() as u64);
    (words::at(&FIRST_NAMES, first), words::at(&LAST_NAMES, last))
}

fn numbered(name: String, at: &At) -> SeedValue {
    match at.number() {
        Some(number) => text(format!("{name} {number}")),
        None => text(name),
    }
}

pub fn full_name(field: &Field, at: &At) -> SeedValue {
    let (first, last) = person(field, at);
    numbered(format!("{first} {last}"), at)
}

pub fn first_name(field: &Field, at: &At) -> SeedValue {
    numbered(person(field, at).0.to_string(), at)
}

pub fn last_name(field: &Field, at: &At) -> SeedValue {
    numbered(person(field, at).1.to_string(), at)
}

/// Domains that nobody can receive mail at: RFC 2606.
const MAIL_DOMAINS: [&str; 3] = ["example.com", "example.org", "example.net"];

pub fn email(field: &Field, at: &At) -> SeedValue {
    let (first, last) = person(field, at);
    let domain = MAIL_DOMAINS[Draw::at(field.group, at.row, 0).below(3) as usize];
    let number = at.number().map(|number| number.to_string()).unwrap_or_default();
    let long = format!("{first}.{last}{number}@{domain}").to_lowercase();
    if long.len() <= field.greatest_length() {
        return text(long);
    }
    text(format!("u{}@example.com", at.number().unwrap_or(at.row + 1)))
}

pub fn username(field: &Field, at: &At) -> SeedValue {
    let (first, last) = person(field, at);
    let number = at.number().map(|number| number.to_string()).unwrap_or_default();
    let style = Draw::at(field.group ^ 0x105e, at.row, 0).below(3);
    let initial = first.get(..1).unwrap_or("");
    let name = match style {
        0 => format!("{first}_{last}{number}"),
        1 => format!("{initial}{last}{number}"),
        _ => format!("{first}{last}{number}"),
    };
    let name = name.to_lowercase();
    if name.len() <= field.greatest_length() { text(name) } else { text(format!("{}{number}", first.to_lowercase())) }
}

pub fn job_title(field: &Field, at: &At) -> SeedValue {
    text(words::at(&JOB_TITLES, shuffled(field.key, at.row, JOB_TITLES.len() as u64)))
}

pub fn bio(field: &Field, at: &At) -> SeedValue {
    let place = words::at(&PLACES, shuffled(field.group ^ super::address::PLACE, at.row, PLACES.len() as u64));
    let city = place.split('|').next().unwrap_or(place);
    let job = words::at(&JOB_TITLES, field.draw(at).number());
    let sentence = words::at(&BIOS, shuffled(field.key, at.row, BIOS.len() as u64));
    text(sentence.replace("{city}", city).replace("{Job}", &sentence_case(job)).replace("{job}", &job.to_lowercase()))
}

/// `Data Analyst` → `Data analyst`
fn sentence_case(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| format!("{first}{}", characters.as_str().to_lowercase())).unwrap_or_default()
}
