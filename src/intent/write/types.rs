//! Types and defaults as the language takes them.
//!
//! Comes in: what an outline has as a field's type or default, in whatever words. Goes out: a type of the language, or a default that fits it; `None` where there is no such thing.
//! The tests of `tests/intent` hold this against the language.

/// Types without anything in parentheses.
const PLAIN: &[&str] = &[
    "bigint",
    "bool",
    "bytea",
    "cidr",
    "city",
    "color",
    "company",
    "country",
    "currency",
    "date",
    "double precision",
    "duration",
    "ean",
    "email",
    "first_name",
    "html",
    "int",
    "ip",
    "isbn",
    "json",
    "language",
    "last_name",
    "latitude",
    "longitude",
    "mac",
    "markdown",
    "percent",
    "person_name",
    "phone",
    "postal_code",
    "quantity",
    "rating",
    "secret",
    "semver",
    "slug",
    "smallint",
    "street",
    "text",
    "time",
    "timestamp",
    "timezone",
    "token",
    "url",
    "uuid",
    "year",
];

/// What people and other languages call them.
const ALSO: &[(&str, &str)] = &[
    ("boolean", "bool"),
    ("integer", "int"),
    ("number", "int"),
    ("long", "bigint"),
    ("float", "double precision"),
    ("double", "double precision"),
    ("real", "double precision"),
    ("datetime", "timestamp"),
    ("timestamptz", "timestamp"),
    ("jsonb", "json"),
    ("interval", "duration"),
    ("blob", "bytea"),
    ("string", "varchar(1..200)"),
    ("varchar", "varchar(1..200)"),
    ("character varying", "varchar(1..200)"),
    ("decimal", "decimal(12,2)"),
    ("numeric", "decimal(12,2)"),
    ("money", "decimal(12,2)"),
];

/// Words that a person would take for a type of the language or of PostgreSQL: no enum is named so.
pub fn is_taken(name: &str) -> bool {
    PLAIN.contains(&name)
        || ALSO.iter().any(|(other, _)| *other == name)
        || ["inet", "interval", "xml", "name", "point", "line", "box", "path", "circle", "char", "bit", "oid"].contains(&name)
}

/// The type, if the language has it.
pub fn known(kind: &str) -> Option<String> {
    let kind = kind.trim();
    if let Some(element) = kind.strip_suffix("[]") {
        return known(element).filter(|element| !element.ends_with("[]")).map(|element| format!("{element}[]"));
    }
    if PLAIN.contains(&kind) {
        return Some(kind.to_string());
    }
    if let Some((_, own)) = ALSO.iter().find(|(other, _)| *other == kind.to_lowercase()) {
        return Some(own.to_string());
    }
    let (word, arguments) = kind.strip_suffix(')')?.split_once('(')?;
    match word.trim() {
        word @ ("varchar" | "text") => {
            let (low, high) = range(arguments).or_else(|| Some((0, whole(arguments)?)))?;
            let fits = low <= high && (1..=10_000).contains(&high);
            fits.then(|| if low == 0 { format!("{word}({high})") } else { format!("{word}({low}..{high})") })
        }
        "char" | "character" => whole(arguments).filter(|length| (1..=10_000).contains(length)).map(|length| format!("varchar({length})")),
        "decimal" | "numeric" => {
            let (precision, scale) = match arguments.split_once(',') {
                Some((precision, scale)) => (whole(precision)?, whole(scale)?),
                None => (whole(arguments)?, 0),
            };
            ((1..=38).contains(&precision) && scale <= precision).then(|| format!("decimal({precision},{scale})"))
        }
        "money" => {
            let currency = arguments.trim();
            let fits = currency.len() == 3 && currency.chars().all(|letter| letter.is_ascii_uppercase());
            fits.then(|| format!("money({currency})"))
        }
        "rating" => {
            range(arguments).filter(|(low, high)| low < high && *high <= 10_000).map(|(low, high)| format!("rating({low}..{high})"))
        }
        word @ ("time" | "timestamp") => Some(word.to_string()),
        _ => None,
    }
}

fn whole(text: &str) -> Option<u32> {
    text.trim().parse().ok()
}

fn range(text: &str) -> Option<(u32, u32)> {
    let (low, high) = text.split_once("..")?;
    Some((whole(low)?, whole(high)?))
}

/// The default as the language writes it, if a field of this type can have it. `kind` is one that [`known`] gave.
pub fn default(kind: &str, default: &str) -> Option<String> {
    let given = default.trim();
    let word = kind.split('(').next().unwrap_or_default();
    let inside = kind.split_once('(').map_or("", |(_, rest)| rest.trim_end_matches(')'));
    match word {
        _ if kind.ends_with("[]") => None,
        "bool" => ["true", "false"].contains(&given.to_lowercase().as_str()).then(|| given.to_lowercase()),
        "smallint" | "int" | "bigint" | "quantity" | "rating" | "year" => {
            let (low, high) = match word {
                "smallint" => (-32_768, 32_767),
                "int" => (-2_147_483_648, 2_147_483_647),
                "quantity" => (0, 2_147_483_647),
                "rating" => range(inside).map_or((1, 5), |(low, high)| (i64::from(low), i64::from(high))),
                "year" => (1000, 9999),
                _ => (i64::MIN, i64::MAX),
            };
            given.parse::<i64>().ok().filter(|number| (low..=high).contains(number)).map(|number| number.to_string())
        }
        "decimal" | "money" | "percent" | "double precision" => {
            let digits = given.strip_prefix('-').unwrap_or(given);
            let (before, behind) = digits.split_once('.').unwrap_or((digits, "0"));
            let all_digits = |part: &str| !part.is_empty() && part.chars().all(|digit| digit.is_ascii_digit());
            let room = match word {
                "decimal" => inside.split_once(',').and_then(|(precision, scale)| Some(whole(precision)?.saturating_sub(whole(scale)?)))?,
                "percent" => 2,
                _ => 9,
            };
            let negative = given.starts_with('-') && word == "percent";
            let fits = all_digits(before) && all_digits(behind) && before.len() <= room as usize && behind.len() <= 8 && !negative;
            fits.then(|| given.to_string())
        }
        "varchar" | "text" => {
            let content = given.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(given);
            let plain = !content.chars().any(|sign| sign.is_control() || matches!(sign, '"' | '\\'));
            let length = content.chars().count();
            let (low, high) = range(inside).unwrap_or((0, whole(inside).unwrap_or(200)));
            (plain && length > 0 && (low as usize..=high as usize).contains(&length)).then(|| format!("\"{content}\""))
        }
        "currency" => {
            let code = given.trim_matches('"');
            (code.len() == 3 && code.chars().all(|letter| letter.is_ascii_uppercase())).then(|| format!("\"{code}\""))
        }
        "json" => ["{}", "[]"].contains(&given).then(|| given.to_string()),
        "timestamp" => (given.contains("now") || given.contains("current")).then(|| "(now())".to_string()),
        "date" => (given.contains("today") || given.contains("now") || given.contains("current")).then(|| "(current_date)".to_string()),
        _ => None,
    }
}

/// Whether two rows can be told apart by a field of this type.
pub fn tells_apart(kind: &str) -> bool {
    !matches!(kind, "bool" | "json" | "bytea" | "secret") && !kind.ends_with("[]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_those_of_the_language_or_none() {
        for (written, wanted) in [
            ("email", Some("email")),
            ("varchar(1..80)", Some("varchar(1..80)")),
            ("varchar(80)", Some("varchar(80)")),
            ("varchar(80..1)", None),
            ("decimal(10, 2)", Some("decimal(10,2)")),
            ("decimal(2,10)", None),
            ("String", Some("varchar(1..200)")),
            ("text[]", Some("text[]")),
            ("text[][]", None),
            ("money(EUR)", Some("money(EUR)")),
            ("money(euro)", None),
            ("zorkmid", None),
            ("int; drop", None),
        ] {
            assert_eq!(known(written).as_deref(), wanted, "{written}");
        }
    }

    #[test]
    fn a_default_that_does_not_fit_is_none() {
        for (kind, given, wanted) in [
            ("bool", "TRUE", Some("true")),
            ("int", "3", Some("3")),
            ("smallint", "70000", None),
            ("quantity", "-1", None),
            ("decimal(5,2)", "19.90", Some("19.90")),
            ("decimal(5,2)", "19000", None),
            ("varchar(1..5)", "white", Some("\"white\"")),
            ("varchar(1..5)", "\"crimson\"", None),
            ("text", "a \"quote\"", None),
            ("date", "today", Some("(current_date)")),
            ("email", "x", None),
        ] {
            assert_eq!(default(kind, given).as_deref(), wanted, "{kind} {given}");
        }
    }
}
