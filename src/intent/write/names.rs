//! Names that the language and PostgreSQL take, whatever a text calls things.
//!
//! Comes in: a name. Goes out: one of letters, digits and `_`, not too long; what it is called in the database; how it is written in `.schema`.

use crate::plural::plural;
use crate::syntax::words::needs_back_quotes;

/// Bytes: with `_id`, a plural's end or a prefix, a name stays below the 63 that PostgreSQL takes.
const LONGEST: usize = 48;

/// Source: PostgreSQL, "5.5. System Columns".
const SYSTEM: &[&str] = &["tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"];

/// PascalCase.
pub fn entity(name: &str) -> String {
    let name = started(cut(&heck::ToUpperCamelCase::to_upper_camel_case(name)), "N");
    if name.is_empty() { "Thing".to_string() } else { name }
}

/// snake_case.
pub fn member(name: &str) -> String {
    let name = started(cut(&heck::ToSnakeCase::to_snake_case(name)), "n");
    match name.as_str() {
        "" => "something".to_string(),
        name if SYSTEM.contains(&name) => format!("{name}_value"),
        _ => name,
    }
}

/// A reference's column gets its `_id` by itself.
pub fn reference(name: &str) -> String {
    let name = member(name);
    match name.strip_suffix("_id") {
        Some(stem) if !stem.is_empty() => member(stem),
        _ => name,
    }
}

fn cut(name: &str) -> &str {
    let mut end = name.len().min(LONGEST);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name[..end].trim_end_matches('_')
}

/// A name begins with a letter.
fn started(name: &str, letter: &str) -> String {
    let begins = name.chars().next().is_none_or(|first| first.is_alphabetic());
    if begins { name.to_string() } else { format!("{letter}{name}") }
}

/// As the database calls it: `domain` makes the same of it.
pub fn in_database(name: &str) -> String {
    let plain = name.chars().all(|sign| sign.is_alphanumeric() || sign == '_');
    if plain && name.chars().any(char::is_uppercase) { heck::ToSnakeCase::to_snake_case(name) } else { name.to_string() }
}

pub fn table(entity: &str) -> String {
    let snake = in_database(entity);
    let (head, last) = match snake.rfind('_') {
        Some(at) => snake.split_at(at + 1),
        None => ("", snake.as_str()),
    };
    let countable = !last.is_empty() && last.chars().all(char::is_alphabetic);
    format!("{head}{}", if countable { plural(last) } else { last.to_string() })
}

/// As a file has it.
pub fn written(name: &str) -> String {
    if needs_back_quotes(name) { format!("`{}`", name.replace(['`', '\n'], "")) } else { name.to_string() }
}

/// A value of an enum, as a file has it.
pub fn written_value(value: &str) -> String {
    let word = !needs_back_quotes(value) && !matches!(value, "removed" | "was");
    if word { value.to_string() } else { format!("\"{value}\"") }
}

/// The name, or the first of it with a number that is free.
pub fn free(name: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(name) {
        return name.to_string();
    }
    let numbered = (2_u32..).map(|number| format!("{name}{number}")).find(|name| !taken(name));
    numbered.unwrap_or_else(|| name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_text_calls_things_they_have_names() {
        for (given, wanted) in [("blog post", "BlogPost"), ("3D model", "N3dModel"), ("!!", "Thing"), ("Robert'); drop", "RobertDrop")] {
            assert_eq!(entity(given), wanted);
        }
        for (given, wanted) in [("Date of birth", "date_of_birth"), ("2nd name", "n2nd_name"), ("xmin", "xmin_value"), ("", "something")] {
            assert_eq!(member(given), wanted);
        }
        assert_eq!((reference("author_id"), reference("id")), ("author".to_string(), "id".to_string()));
        assert!(member(&"ü".repeat(100)).len() <= LONGEST && entity(&"x".repeat(100)).len() <= LONGEST);
    }

    #[test]
    fn words_of_the_language_stand_in_back_quotes() {
        assert_eq!((written("key"), written("title"), written_value("removed")), ("`key`".into(), "title".into(), "\"removed\"".into()));
    }
}
