//! The words of the language: which start an item or a member, which are reserved for later editions, which are nearest.
//!
//! Comes in: a word as written. Goes out: what it means at its place. Never happens: a silent guess.

/// Words that start an item.
pub const ITEMS: &[&str] = &[
    "project",
    "settings",
    "use",
    "enum",
    "type",
    "mixin",
    "entity",
    "extension",
    "external",
    "ignore",
    "namespace",
    "view",
    "materialized",
    "sql",
    "intent",
    "removed",
];

/// Those that stand in no namespace: they concern the whole project.
pub const OUTSIDE_NAMESPACES: &[&str] = &["project", "settings", "use", "extension", "ignore", "namespace", "intent"];

/// Words that start a member of an entity or a mixin, other than a field's name.
pub const MEMBERS: &[&str] = &["include", "key", "unique", "index", "exclude", "check", "rows", "seed", "no", "removed"];

/// Words that start an item in a later edition, each with what it will be for.
pub const RESERVED_ITEMS: &[&str] = &["role"];

/// Words that start a member in a later edition.
pub const RESERVED_MEMBERS: &[&str] = &["search", "find", "expect", "partition", "tenant", "soft", "audited"];

/// What may follow the type of a field.
pub const AFTER_TYPE: &[&str] = &["unique", "matches", "check", "column", "was"];

/// What may follow it too, and may be a name as well.
pub const AFTER_TYPE_TOO: &[&str] = &["serial", "identity", "generated", "collate", "by", "default"];

/// What may follow the target of a reference.
pub const AFTER_TARGET: &[&str] = &[
    "unique",
    "on",
    "column",
    "delete",
    "update",
    "cascade",
    "restrict",
    "set",
    "null",
    "default",
    "no",
    "action",
    "was",
    "constraint",
    "deferrable",
    "initially",
    "deferred",
];

/// Key styles that make a column of their own.
pub const KEY_STYLES: &[&str] = &["bigserial", "serial", "identity", "uuid", "uuidv7"];

/// The nearest of the candidates, if it is near enough that a person probably meant it.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word = word.to_lowercase();
    if word.chars().count() > 40 {
        return None;
    }
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 5 && *distance < candidate.len().min(word.len()).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Whether a line can only be an item of a file: its first words cannot start a field.
pub fn starts_an_item(line: &str) -> bool {
    let mut parts = line.splitn(3, [' ', '\t']).filter(|part| !part.is_empty());
    let (Some(first), second, rest) = (parts.next(), parts.next().unwrap_or(""), parts.next().unwrap_or("")) else {
        return false;
    };
    match first {
        "entity" | "mixin" | "enum" | "namespace" => line.contains('{'),
        "view" | "materialized" | "sql" => line.contains("\"\"\""),
        "type" => rest.trim_start().starts_with('='),
        "settings" => second.starts_with('{'),
        "use" | "intent" | "ignore" => second.starts_with('"'),
        "external" => second == "entity",
        "removed" => matches!(second, "entity" | "enum") && !rest.is_empty(),
        "project" => rest.contains("edition"),
        _ => false,
    }
}

/// Whether a name is safe only in back-quotes, wherever it stands.
pub fn needs_back_quotes(name: &str) -> bool {
    let mut characters = name.chars();
    let plain = characters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && characters.all(|character| character.is_ascii_alphanumeric() || character == '_');
    !plain
        || MEMBERS.contains(&name)
        || RESERVED_MEMBERS.contains(&name)
        || AFTER_TYPE.contains(&name)
        || ["true", "false", "null", "where", "using", "table", "edition", "on"].contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_its_word() {
        assert_eq!(nearest("uniqe", MEMBERS.iter().copied()), Some("unique"));
        assert_eq!(nearest("entiy", ITEMS.iter().copied()), Some("entity"));
        assert_eq!(nearest("inculde", MEMBERS.iter().copied()), Some("include"));
    }

    #[test]
    fn a_different_word_finds_nothing() {
        assert_eq!(nearest("author", MEMBERS.iter().copied()), None);
        assert_eq!(nearest("a", MEMBERS.iter().copied()), None);
    }

    #[test]
    fn a_field_named_like_an_item_word_is_no_item() {
        assert!(!starts_an_item("type PostStatus unique"));
        assert!(starts_an_item("type Username = varchar(3..30)"));
        assert!(starts_an_item("entity Post {"));
        assert!(!starts_an_item("project -> Project"));
    }
}
