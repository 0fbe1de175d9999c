//! Companies that do not exist.

use super::super::draw::shuffled_pair;
use super::super::words::{self, COMPANY_KINDS, COMPANY_NAMES};
use super::{At, Field, SeedValue, text};

pub fn company(field: &Field, at: &At) -> SeedValue {
    text(company_name(field, at))
}

pub(super) fn company_name(field: &Field, at: &At) -> String {
    let (name, kind) = shuffled_pair(field.group ^ 0xc0, at.row, COMPANY_NAMES.len() as u64, COMPANY_KINDS.len() as u64);
    let name = format!("{} {}", words::at(&COMPANY_NAMES, name), words::at(&COMPANY_KINDS, kind));
    match at.number() {
        Some(number) => format!("{name} {number}"),
        None => name,
    }
}
