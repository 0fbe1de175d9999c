//! The names that PostgreSQL gives to what has none: `posts_id_seq`, `posts_pkey`, `posts_author_id_fkey`.
//!
//! Source: PostgreSQL, src/backend/commands/indexcmds.c, makeObjectName().

use super::QualifiedName;

/// The longest name in bytes. Source: PostgreSQL, 4.1.1 "Identifiers and Key Words" (NAMEDATALEN - 1).
const LONGEST: usize = 63;

/// `first_second_label`, the longer of the first two cut until all fits.
pub fn default_name(first: &str, second: Option<&str>, label: &str) -> String {
    let overhead = second.map_or(0, |_| 1) + 1 + label.len();
    let room = LONGEST.saturating_sub(overhead);
    let (mut first_length, mut second_length) = (first.len(), second.map_or(0, str::len));
    while first_length + second_length > room {
        if first_length > second_length {
            first_length -= 1;
        } else {
            second_length -= 1;
        }
    }
    let first = cut(first, first_length);
    match second {
        Some(second) => format!("{first}_{}_{label}", cut(second, second_length)),
        None => format!("{first}_{label}"),
    }
}

/// The sequence that SERIAL makes when its name is free.
pub fn serial_sequence_name(table: &QualifiedName, column: &str) -> QualifiedName {
    QualifiedName::new(table.schema.clone(), default_name(&table.name, Some(column), "seq"))
}

/// Never through the middle of a character.
fn cut(text: &str, length: usize) -> &str {
    let mut end = length.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longer_part_gives_way() {
        assert_eq!(default_name("posts", Some("id"), "seq"), "posts_id_seq");
        assert_eq!(default_name("posts", None, "pkey"), "posts_pkey");
        let long = "a".repeat(60);
        assert_eq!(default_name(&long, Some("id"), "seq"), format!("{}_id_seq", "a".repeat(56)));
        assert_eq!(default_name(&"é".repeat(31), None, "pkey").len(), 63);
    }
}
