//! People who do not exist.

use super::super::draw::{Draw, shuffled, shuffled_pair};
use super::super::words::{self, List};
use super::{At, Field, SeedValue, text};

/// The person of a row: the same for all of its fields that have the same owner.
pub fn person(field: &Field, at: &At) -> (&'static str, &'static str) {
    let (firsts, lasts) = (field.words(List::FirstNames), field.words(List::LastNames));
    let (first, last) = shuffled_pair(field.group ^ 0x9e75, at.row, firsts.len() as u64, lasts.len() as u64);
    (words::at(firsts, first), words::at(lasts, last))
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

/// The person in letters and digits of ASCII alone.
fn addressed(field: &Field, at: &At) -> (String, String) {
    let plain = |name: &str| field.locale.in_ascii(name).chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let (first, last) = person(field, at);
    (plain(first), plain(last))
}

pub fn email(field: &Field, at: &At) -> SeedValue {
    let (first, last) = addressed(field, at);
    let domain = MAIL_DOMAINS[Draw::at(field.group, at.row, 0).below(3) as usize];
    let number = at.number().map(|number| number.to_string()).unwrap_or_default();
    let long = format!("{first}.{last}{number}@{domain}");
    if long.len() <= field.greatest_length() {
        return text(long);
    }
    text(format!("u{}@example.com", at.number().unwrap_or(at.row + 1)))
}

pub fn username(field: &Field, at: &At) -> SeedValue {
    let (first, last) = addressed(field, at);
    let number = at.number().map(|number| number.to_string()).unwrap_or_default();
    let style = Draw::at(field.group ^ 0x105e, at.row, 0).below(3);
    let initial = first.get(..1).unwrap_or("");
    let name = match style {
        0 => format!("{first}_{last}{number}"),
        1 => format!("{initial}{last}{number}"),
        _ => format!("{first}{last}{number}"),
    };
    if name.len() <= field.greatest_length() { text(name) } else { text(format!("{first}{number}")) }
}

/// First and last name of the row's person, as a login holds them.
pub fn full_login(field: &Field, at: &At) -> String {
    let (first, last) = addressed(field, at);
    format!("{first}_{last}")
}

pub fn job_title(field: &Field, at: &At) -> SeedValue {
    let titles = field.words(List::JobTitles);
    text(words::at(titles, shuffled(field.key, at.row, titles.len() as u64)))
}

pub fn bio(field: &Field, at: &At) -> SeedValue {
    let city = super::address::city_of(field, at);
    let job = words::at(field.words(List::JobTitles), field.draw(at).number());
    let bios = field.words(List::Bios);
    let sentence = words::at(bios, shuffled(field.key, at.row, bios.len() as u64));
    text(sentence.replace("{city}", city).replace("{Job}", &sentence_case(job)).replace("{job}", &job.to_lowercase()))
}

/// `Data Analyst` → `Data analyst`
fn sentence_case(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| format!("{first}{}", characters.as_str().to_lowercase())).unwrap_or_default()
}
