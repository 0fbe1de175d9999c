//! What a field's name says of its type.
//!
//! Comes in: a field's name, its entity, and the currency that the text names. Goes out: a type as `.schema` writes it, perhaps with a default. Never happens: a name without a type.
//! The words stand in `data/kinds.txt` and `data/people.txt`, one entry a line.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::super::names;

/// Where nothing is known of a name.
pub const OTHERWISE: &str = "varchar(1..200)";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    pub kind: String,
    /// Empty until it happens.
    pub optional: bool,
    pub default: Option<String>,
}

/// What of a field's surroundings decides.
#[derive(Debug, Clone, Default)]
pub struct Place<'a> {
    pub entity: &'a str,
    /// The entity has a day, so that its start is a time of day.
    pub has_day: bool,
    /// The only currency that the text names, by its three letters.
    pub currency: Option<&'a str>,
}

struct Entry {
    patterns: Vec<Pattern>,
    kind: Kind,
    money: bool,
}

struct Pattern {
    asks: Asks,
    before: bool,
    words: Vec<String>,
    behind: bool,
}

#[derive(Clone)]
enum Asks {
    Nothing,
    Person,
    Day,
    Entity(Vec<String>),
}

static ENTRIES: LazyLock<Vec<Entry>> =
    LazyLock::new(|| include_str!("../data/kinds.txt").lines().filter_map(|line| entry(line.trim())).collect());

static PEOPLE: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let lines = include_str!("../data/people.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).map(names::key).collect()
});

/// Whether the entity is a person.
pub fn is_person(entity: &str) -> bool {
    names::ends(entity).iter().any(|end| PEOPLE.contains(end))
}

/// The type that a field's name asks for.
pub fn kind_of(field: &str, place: &Place) -> Kind {
    let words = names::words(field);
    let found = ENTRIES.iter().find(|entry| entry.patterns.iter().any(|pattern| pattern.fits(&words, place)));
    let Some(entry) = found else { return Kind { kind: OTHERWISE.to_string(), optional: false, default: None } };
    let mut kind = entry.kind.clone();
    if let (true, Some(currency)) = (entry.money, place.currency) {
        kind.kind = format!("money({currency})");
    }
    kind
}

/// Each type that a name can get.
#[cfg(test)]
pub fn all() -> impl Iterator<Item = &'static Kind> {
    ENTRIES.iter().map(|entry| &entry.kind)
}

fn entry(line: &str) -> Option<Entry> {
    let (patterns, kind) = line.split_once(" => ").filter(|_| !line.starts_with('#'))?;
    let mut asks = Asks::Nothing;
    let mut read = Vec::new();
    for pattern in patterns.split(',') {
        let mut text = pattern.trim();
        if let Some((asked, rest)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            asks = match asked {
                "person" => Asks::Person,
                "day" => Asks::Day,
                others => Asks::Entity(others.split('|').map(names::key).collect()),
            };
            text = rest.trim();
        } else if !matches!(asks, Asks::Entity(_)) {
            asks = Asks::Nothing;
        }
        let (before, behind) = (text.starts_with('*'), text.ends_with('*'));
        let words = text.split_whitespace().filter(|word| *word != "*").map(str::to_string).collect();
        read.push(Pattern { asks: asks.clone(), before, words, behind });
    }
    let (kind, money) = match kind.trim().strip_suffix('$') {
        Some(kind) => (kind.trim(), true),
        None => (kind.trim(), false),
    };
    let (kind, default) = match kind.split_once(" = ") {
        Some((kind, default)) => (kind.trim(), Some(default.trim().to_string())),
        None => (kind, None),
    };
    let optional = kind.ends_with('?');
    let kind = Kind { kind: kind.trim_end_matches('?').trim().to_string(), optional, default };
    Some(Entry { patterns: read, kind, money })
}

impl Pattern {
    fn fits(&self, words: &[String], place: &Place) -> bool {
        let here = match &self.asks {
            Asks::Nothing => true,
            Asks::Person => is_person(place.entity),
            Asks::Day => place.has_day,
            Asks::Entity(known) => names::ends(place.entity).iter().any(|end| known.contains(end)),
        };
        here && match (self.before, self.behind) {
            (false, false) => words == self.words,
            (true, false) => words.ends_with(&self.words),
            (false, true) => words.starts_with(&self.words) && words.len() > self.words.len(),
            (true, true) => words.windows(self.words.len().max(1)).any(|window| window == self.words),
        }
    }
}

/// The currency that the text names, if it names one only.
pub fn currency(text: &str) -> Option<&'static str> {
    let has = |word: &str| text.split(|sign: char| !sign.is_alphanumeric()).any(|part| part == word);
    let low = text.to_lowercase();
    let has_low = |word: &str| low.split(|sign: char| !sign.is_alphanumeric()).any(|part| part == word);
    let named = [
        ("EUR", text.contains('€') || has("EUR") || has_low("euro") || has_low("euros")),
        ("USD", text.contains('$') || has("USD") || has_low("dollar") || has_low("dollars")),
        ("GBP", text.contains('£') || has("GBP") || has_low("sterling")),
        ("CHF", has("CHF") || has_low("francs")),
        ("JPY", text.contains('¥') || has("JPY") || has_low("yen")),
    ];
    let mut found = named.iter().filter(|(_, named)| *named).map(|(currency, _)| *currency);
    found.next().filter(|_| found.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(entity: &str, field: &str) -> String {
        let found = kind_of(field, &Place { entity, ..Place::default() });
        let default = found.default.map(|default| format!(" = {default}")).unwrap_or_default();
        format!("{}{}{default}", found.kind, if found.optional { "?" } else { "" })
    }

    #[test]
    fn names_of_fields_ask_for_types() {
        for (entity, field, wanted) in [
            ("User", "name", "person_name"),
            ("PremiumCustomer", "name", "person_name"),
            ("Department", "name", "varchar(1..200)"),
            ("User", "billing_email", "email"),
            ("Product", "unit_price", "decimal(12,2)"),
            ("Patient", "date_of_birth", "date"),
            ("Loan", "due_date", "date"),
            ("Loan", "returned_at", "timestamp?"),
            ("Post", "scheduled_at", "timestamp"),
            ("Course", "credits", "quantity"),
            ("Room", "number_of_beds", "quantity"),
            ("Room", "room_number", "varchar(1..40)"),
            ("Customer", "phone_number", "phone"),
            ("User", "password", "secret"),
            ("User", "is_admin", "bool = false"),
            ("Product", "active", "bool = true"),
            ("Post", "content", "text"),
            ("Book", "isbn", "isbn"),
            ("Address", "zip_code", "postal_code"),
            ("Address", "address", "varchar(1..200)"),
            ("Server", "ip_address", "ip"),
            ("Review", "rating", "rating"),
            ("Employee", "position", "varchar(1..80)"),
            ("Step", "position", "int"),
            ("Tenant", "settings", "json = {}"),
            ("Recipe", "cooking_time", "duration"),
            ("Film", "release_year", "year"),
            ("Prescription", "frequency_per_day", "quantity"),
            ("Author", "fee_per_word", "decimal(12,2)"),
            ("Attachment", "size", "bigint"),
            ("Shirt", "size", "varchar(1..40)"),
            ("Player", "rating", "int"),
            ("Change", "old_value", "text"),
            ("Thing", "zorkmid", "varchar(1..200)"),
        ] {
            assert_eq!(kind(entity, field), wanted, "{entity}.{field}");
        }
    }

    #[test]
    fn a_start_is_a_time_of_day_beside_a_day_and_a_moment_elsewhere() {
        let start = |has_day| kind_of("start_time", &Place { entity: "Lesson", has_day, currency: None }).kind;
        assert_eq!((start(true).as_str(), start(false).as_str()), ("time", "timestamp"));
    }

    #[test]
    fn money_has_the_currency_of_the_text() {
        assert_eq!(currency("fees are in EUR"), Some("EUR"));
        assert_eq!(currency("prices in € and $"), None);
        assert_eq!(currency("ten pounds of flour"), None);
        assert_eq!(kind_of("fee", &Place { currency: Some("EUR"), ..Place::default() }).kind, "money(EUR)");
        assert_eq!(kind_of("credits", &Place { currency: Some("EUR"), ..Place::default() }).kind, "quantity");
    }

    #[test]
    fn every_line_of_the_list_is_an_entry_with_patterns() {
        let lines = include_str!("../data/kinds.txt").lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
        for line in lines {
            let read = entry(line.trim());
            assert!(read.is_some_and(|entry| entry.patterns.iter().all(|pattern| !pattern.words.is_empty())), "{line}");
        }
        assert!(all().count() > 50);
    }
}
