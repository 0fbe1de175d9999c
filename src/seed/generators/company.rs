//! Companies that do not exist.

use super::super::draw::shuffled_pair;
use super::super::words::{self, List};
use super::{At, Field, SeedValue, text};

pub fn company(field: &Field, at: &At) -> SeedValue {
    text(company_name(field, at))
}

pub(super) fn company_name(field: &Field, at: &At) -> String {
    let (names, kinds) = (field.words(List::CompanyNames), field.words(List::CompanyKinds));
    let (name, kind) = shuffled_pair(field.group ^ 0xc0, at.row, names.len() as u64, kinds.len() as u64);
    let name = words::at(kinds, kind).replace("{name}", words::at(names, name));
    match at.number() {
        Some(number) => format!("{name} {number}"),
        None => name,
    }
}
