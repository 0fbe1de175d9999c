//! The type of a field that only a model names.
//!
//! Comes in: a name in snake_case. Goes out: a type as `.schema` writes it. Never happens: a type that needs more than a name.

/// How a name ends, or what it is, and its type; the first that fits decides.
const KINDS: &[(&[&str], &str)] = &[
    (&["email"], "email"),
    (&["url", "website", "link"], "url"),
    (&["phone", "phone_number", "telephone", "mobile"], "phone"),
    (&["_at"], "timestamp"),
    (&["time", "timestamp"], "timestamp"),
    (&["date", "birthday", "date_of_birth", "deadline", "_on", "day"], "date"),
    (&["price", "amount", "cost", "fee", "total", "balance", "salary", "budget", "deposit", "fare", "rent"], "decimal(12,2)"),
    (
        &[
            "quantity", "count", "stock", "capacity", "age", "year", "size", "duration", "minutes", "seats", "score", "rank", "position",
            "level",
        ],
        "int",
    ),
    (&["rating", "weight", "height", "width", "length", "percentage", "rate"], "decimal(10,2)"),
    (&["description", "body", "content", "text", "note", "notes", "comment", "biography", "bio", "remark", "remarks", "message"], "text"),
];

pub fn kind_of(name: &str) -> &'static str {
    if ["is_", "has_", "was_", "can_"].iter().any(|start| name.starts_with(start)) {
        return "bool";
    }
    if name.starts_with("number_of_") || name.starts_with("maximum_") || name.starts_with("minimum_") {
        return "int";
    }
    if name.starts_with("date_of_") {
        return "date";
    }
    let fits = |word: &&str| name == *word || name.strip_suffix(word).is_some_and(|before| word.starts_with('_') || before.ends_with('_'));
    KINDS.iter().find(|(words, _)| words.iter().any(fits)).map_or("varchar(1..200)", |(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_its_type_by_its_last_word() {
        for (name, kind) in [
            ("email", "email"),
            ("starting_price", "decimal(12,2)"),
            ("sent_at", "timestamp"),
            ("due_date", "date"),
            ("number_of_beds", "int"),
            ("is_paid", "bool"),
            ("stage", "varchar(1..200)"),
            ("title", "varchar(1..200)"),
        ] {
            assert_eq!(kind_of(name), kind, "{name}");
        }
    }
}
