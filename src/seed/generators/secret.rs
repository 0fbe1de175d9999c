//! What must never open anything.

use super::{At, Field, SeedValue, text};

/// `!` is no hash of any scheme, as in /etc/shadow: no password opens it. Distinct where it has to be.
pub fn secret(field: &Field, at: &At) -> SeedValue {
    if field.data_type.name == "bytea" {
        return text(format!("\\x21{:06x}", at.row + 1));
    }
    let number = at.row + 1 + at.variation.wrapping_mul(100_000);
    let alone = !field.unique && at.variation == 0;
    let short = if alone { "!".to_string() } else { format!("!seed-{number}") };
    let missing = field.least_length().min(4096).saturating_sub(short.len());
    text(format!("{short}{}", "!".repeat(missing)))
}

pub fn token(field: &Field, at: &At) -> SeedValue {
    let number = at.row + 1 + at.variation.wrapping_mul(100_000);
    if field.data_type.name == "uuid" {
        return super::simple::uuid(field, at);
    }
    let short = format!("not-a-real-token-{number:06}");
    let short = if short.len() > field.greatest_length() { format!("fake{number}") } else { short };
    let missing = field.least_length().min(4096).saturating_sub(short.len());
    text(format!("{short}{}", "x".repeat(missing)))
}
