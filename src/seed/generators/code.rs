//! Numbers with rules of their own: article numbers, versions.

use super::super::draw::Draw;
use super::super::field::Kind;
use super::{At, Field, SeedValue, text};

/// The check digit of EAN-13: weights 1 and 3 in turn.
fn with_check_digit(twelve: &str) -> String {
    let sum: u32 = twelve.bytes().enumerate().map(|(index, byte)| u32::from(byte - b'0') * if index % 2 == 0 { 1 } else { 3 }).sum();
    format!("{twelve}{}", (10 - sum % 10) % 10)
}

fn digits(field: &Field, at: &At, count: u32) -> u64 {
    super::super::draw::shuffled(field.key, at.row.wrapping_add(at.variation.wrapping_mul(7919)), 10u64.pow(count))
}

/// The prefix 020 to 029 is for use inside a company: GS1 General Specifications, 1.4.
pub fn ean(field: &Field, at: &At) -> SeedValue {
    text(with_check_digit(&format!("020{:09}", digits(field, at, 9))))
}

/// 979-9 is no assigned registration group, so the number is no book's.
pub fn isbn(field: &Field, at: &At) -> SeedValue {
    let bare = with_check_digit(&format!("9799{:08}", digits(field, at, 8)));
    text(bare)
}

/// How people number what they file: `ORD-1001`, or the number alone where there is little room.
pub fn reference(field: &Field, at: &At) -> SeedValue {
    let number = 1001 + at.row + at.variation.wrapping_mul(100_000);
    let letters: String = field.entity.chars().filter(char::is_ascii_alphabetic).take(3).collect();
    let long = format!("{}-{number}", letters.to_ascii_uppercase());
    // The rooms of a floor, and then those of the next one.
    if field.kind == Kind::Room && field.named(&["number", "no", "room_number", "code"]) && at.row < 120 && field.greatest_length() >= 4 {
        return text((101 + at.row / 12 * 100 + at.row % 12 + at.variation * 1000).to_string());
    }
    let is_house = field.named(&["house_number", "street_number", "apartment_number"]);
    match long.len() <= field.greatest_length() && !letters.is_empty() && !is_house {
        true => text(long),
        false if is_house => text((1 + Draw::at(field.key, at.row, at.variation).below(120)).to_string()),
        false => text(number.to_string()),
    }
}

/// Later rows have later versions.
pub fn semver(field: &Field, at: &At) -> SeedValue {
    let number = at.row.wrapping_add(at.variation.wrapping_mul(50));
    let patch = Draw::at(field.key, at.row, at.variation).below(10);
    text(format!("{}.{}.{patch}", 1 + number / 12, number % 12))
}

#[cfg(test)]
mod tests {
    use super::with_check_digit;

    #[test]
    fn check_digits_are_those_of_the_standards_examples() {
        // GS1 General Specifications, 7.9.1, and the ISBN manual's own example.
        assert_eq!(with_check_digit("629104150021"), "6291041500213");
        assert_eq!(with_check_digit("978030640615"), "9780306406157");
    }
}
