//! How names of the requirements become names of PostgreSQL.
//!
//! Comes in: entities, fields and enums as written. Goes out: snake_case names of at most 63 bytes, tables in the plural.
//! Never happens: a name that PostgreSQL would cut, one that depends on what else is declared.

use heck::ToSnakeCase;
use sha2::{Digest, Sha256};

use super::settings::TableStyle;
use crate::plural::plural;

/// NAMEDATALEN - 1. Source: PostgreSQL, "4.1.1. Identifiers and Key Words".
pub const LONGEST: usize = 63;

/// `PostStatus` → `post_status`. A name that is no plain word (it was back-quoted) stays as it is.
pub fn snake_case(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_');
    if plain && name.chars().any(char::is_uppercase) { name.to_snake_case() } else { name.to_string() }
}

/// `BlogPost` → `blog_posts`: the last word in the plural.
pub fn table_name(entity: &str) -> String {
    let snake = snake_case(entity);
    let (head, last) = match snake.rfind('_') {
        Some(at) => snake.split_at(at + 1),
        None => ("", snake.as_str()),
    };
    let countable = !last.is_empty() && last.chars().all(char::is_alphabetic);
    let last = if countable { plural(last) } else { last.to_string() };
    shorten(&format!("{head}{last}"))
}

/// The table's name by the project's settings: `BlogPost` → `blog_posts`, or `blog_post`.
pub fn table_name_by(style: TableStyle, entity: &str) -> String {
    match style {
        TableStyle::Plural => table_name(entity),
        TableStyle::Singular => column_name(entity),
    }
}

/// `friends` → `friend`: the last word in the singular.
pub fn singular(name: &str) -> String {
    let snake = snake_case(name);
    let (head, last) = match snake.rfind('_') {
        Some(at) => snake.split_at(at + 1),
        None => ("", snake.as_str()),
    };
    format!("{head}{}", crate::plural::singular(last))
}

pub fn column_name(field: &str) -> String {
    shorten(&snake_case(field))
}

/// Keeps a name within 63 bytes: cut at a character, then eight digits of a hash of the whole.
pub fn shorten(name: &str) -> String {
    if name.len() <= LONGEST {
        return name.to_string();
    }
    let digest = Sha256::digest(name.as_bytes());
    let suffix: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    let mut end = LONGEST - 9;
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}_{suffix}", &name[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_plural_snake_case() {
        for (entity, table) in [
            ("User", "users"),
            ("BlogPost", "blog_posts"),
            ("Category", "categories"),
            ("Person", "people"),
            ("News", "news"),
            ("HTTPRequest", "http_requests"),
            ("OAuth2", "o_auth2"),
            ("Straße", "straßes"),
            ("we\"ird Name", "we\"ird Name"),
        ] {
            assert_eq!(table_name(entity), table);
        }
    }

    #[test]
    fn columns_keep_their_words() {
        for (field, column) in
            [("password_hash", "password_hash"), ("publishedAt", "published_at"), ("line1", "line1"), ("_x", "_x"), ("my Col", "my Col")]
        {
            assert_eq!(column_name(field), column);
        }
    }

    #[test]
    fn a_long_name_is_cut_on_a_character_and_stays_unique() {
        let long = format!("{}a", "ü".repeat(60));
        let other = format!("{}b", "ü".repeat(60));
        assert!(shorten(&long).len() <= LONGEST && shorten(&long) != shorten(&other));
        assert_eq!(shorten(&long), shorten(&long));
        assert_eq!(shorten(&"x".repeat(63)), "x".repeat(63));
    }
}
