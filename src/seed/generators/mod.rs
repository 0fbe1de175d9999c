//! Values by meaning: one file for each family, one entry in [`GENERATORS`] for each generator.
//!
//! Comes in: a field and a row. Goes out: a value that a person would take for real and that belongs to nobody. Never happens: a real
//! person, company, address, number or host; a usable secret; a value that depends on anything but the field, the row and the variation.
//!
//! To add one: write its function, add an entry here with an example. The tests run every example.

mod address;
mod code;
mod company;
mod composite;
mod json;
mod network;
pub mod number;
mod person;
pub mod prose;
mod secret;
pub mod simple;
pub mod time;

use super::SeedValue;
use super::field::{At, Family, Field, Kind, MadeOf};
use super::fit::fit;
use super::model::length_of;

pub(super) use address::city_of;
pub(super) use person::full_login;
pub(super) use prose::known_names;

/// One way to make values.
#[derive(Debug)]
pub struct Generator {
    /// The semantic type's name, or the name of what the field holds.
    pub code: &'static str,
    pub summary: &'static str,
    /// A column as the requirements write it; the tests generate it.
    pub example: &'static str,
    pub value: fn(&Field, &At) -> SeedValue,
}

macro_rules! generator {
    ($code:literal, $summary:literal, $example:literal, $value:path) => {
        Generator { code: $code, summary: $summary, example: $example, value: $value }
    };
}

/// Every generator, by code.
pub const GENERATORS: &[Generator] = &[
    generator!("bio", "a sentence that people write about themselves", "bio text?", person::bio),
    generator!("body", "sentences that fit the entity: an article, a comment, a product", "body text", prose::body),
    generator!("boolean", "mostly the default", "is_admin bool = false", simple::boolean),
    generator!("bytes", "a few bytes", "thumbnail bytea", simple::bytes),
    generator!("cidr", "a network reserved for documentation", "network cidr", network::cidr),
    generator!("city", "a city that fits the row's country and coordinates", "city city", address::city),
    generator!("code", "the number under which a row is filed: `ORD-1001`", "order_number varchar(30)", code::reference),
    generator!("color", "a colour as #rrggbb", "accent color", simple::color),
    generator!("company", "an invented company", "employer company", company::company),
    generator!("composite", "each attribute by its own generator", "home address_type", composite::composite),
    generator!("country", "a country code of ISO 3166, or the name where there is room", "country country", address::country),
    generator!("currency", "a currency code of ISO 4217", "currency currency", address::currency),
    generator!("date", "a day that fits the row's other dates", "due_on date", time::timestamp),
    generator!("decimal", "a number within precision, scale and bounds", "weight numeric(6,2)", number::decimal),
    generator!("duration", "between minutes and days", "length duration", time::duration),
    generator!("ean", "a thirteen-digit article number with its check digit, in the range for internal use", "ean ean", code::ean),
    generator!("email", "the row's person at example.com, .org or .net", "email email", person::email),
    generator!("enum", "every value once, then the usual ones more often", "status PostStatus", simple::one_of),
    generator!("first_name", "the row's person", "first_name first_name", person::first_name),
    generator!("html", "paragraphs that fit the entity, as HTML", "body html", prose::html),
    generator!("integer", "a whole number that fits the field's name and bounds", "age int", number::integer),
    generator!("ip", "an address reserved for documentation", "address ip", network::ip),
    generator!("isbn", "a thirteen-digit ISBN with its check digit, of an unassigned group", "isbn isbn", code::isbn),
    generator!("job_title", "what the person does", "job_title varchar(80)", person::job_title),
    generator!("json", "a small object that fits the field's name", "attributes jsonb", json::json),
    generator!("language", "a language code that fits the row's country", "language language", address::language),
    generator!("last_name", "the row's person", "last_name last_name", person::last_name),
    generator!("latitude", "within the row's city", "latitude latitude", address::latitude),
    generator!("longitude", "within the row's city", "longitude longitude", address::longitude),
    generator!("mac", "a hardware address reserved for documentation", "interface mac", network::mac),
    generator!("markdown", "paragraphs that fit the entity, as Markdown", "body markdown", prose::markdown),
    generator!("money", "a price with a usual ending, in the currency's decimals", "price money(EUR)", number::money),
    generator!("name", "a name that fits the entity", "name varchar(80)", prose::name),
    generator!("percent", "0 to 100", "discount percent", number::percent),
    generator!("person_name", "first and last name of nobody", "name person_name", person::full_name),
    generator!("phone", "a number reserved for fiction", "phone phone", address::phone),
    generator!("point", "a point on the plane", "spot point", simple::point),
    generator!("postal_code", "a postal code of the city's form", "postal_code postal_code", address::postal_code),
    generator!("quantity", "1 to 12, small ones more often", "quantity quantity", number::quantity),
    generator!("range", "from a lower to a higher bound", "during tstzrange", time::range),
    generator!("range_of", "two values of the range's own type", "span float_range", composite::range),
    generator!("rare", "a value of a type that rarely stands in requirements", "shape polygon", simple::rare),
    generator!("rating", "1 to 5, good ones more often", "rating rating", number::rating),
    generator!("secret", "a text that opens nothing", "password_hash secret", secret::secret),
    generator!("semver", "a version number", "version semver", code::semver),
    generator!("slug", "the row's title or name in lower case with hyphens", "slug slug", prose::slug),
    generator!("street", "a street and house number", "street street", address::street),
    generator!("summary", "one sentence that fits the entity", "summary text?", prose::summary),
    generator!("time", "a time of day in working hours", "opens time", time::time_of_day),
    generator!("timestamp", "an instant that fits the row's other dates", "published_at timestamp", time::timestamp),
    generator!("timezone", "the time zone of the row's city", "timezone timezone", address::timezone),
    generator!("title", "a title that fits the entity", "title varchar(200)", prose::title),
    generator!("token", "distinct and visibly no real token", "api_token token", secret::token),
    generator!("url", "a page on an example domain", "website url", network::url),
    generator!("username", "a login name made from the row's person", "username varchar(30)", person::username),
    generator!("uuid", "version 8 of RFC 9562, made from the row's place", "id uuid", simple::uuid),
    generator!("value", "what fields of that name usually hold", "species varchar(80)", simple::value),
    generator!("word", "a label", "label varchar(30)", prose::word),
    generator!("year", "a year of the last decades", "year year", number::year),
];

/// What a column's name tells where its type does not. The first entry that fits counts.
const BY_NAME: &[(Family, &[&str], &str)] = &[
    (Family::Text, &["password", "password_hash", "passwd", "secret", "private_key"], "secret"),
    (Family::Text, &["token", "api_key", "access_key"], "token"),
    (Family::Text, &["email", "mail", "email_address", "e_mail"], "email"),
    (Family::Text, &["first_name", "given_name", "forename", "vorname"], "first_name"),
    (Family::Text, &["last_name", "family_name", "surname", "nachname"], "last_name"),
    (
        Family::Text,
        &["full_name", "person_name", "author_name", "contact_name", "customer_name", "recipient", "display_name"],
        "person_name",
    ),
    (Family::Text, &["username", "user_name", "login", "handle", "nickname", "nick"], "username"),
    (
        Family::Text,
        &["company", "company_name", "employer", "organization", "organisation", "manufacturer", "brand", "publisher"],
        "company",
    ),
    (Family::Text, &["job_title", "job", "occupation", "profession"], "job_title"),
    (Family::Text, &["phone", "telephone", "mobile", "fax", "phone_number", "telefon"], "phone"),
    (Family::Text, &["ip", "ip_address"], "ip"),
    (Family::Text, &["mac", "mac_address"], "mac"),
    (Family::Text, &["street", "address", "address_line", "line1", "line_1", "strasse", "straße"], "street"),
    (Family::Text, &["city", "town", "ort", "stadt"], "city"),
    (Family::Text, &["postal_code", "postcode", "zip", "zip_code", "plz"], "postal_code"),
    (Family::Text, &["country", "country_code", "land"], "country"),
    (Family::Text, &["currency", "currency_code"], "currency"),
    (Family::Text, &["language", "locale", "lang", "language_code"], "language"),
    (Family::Text, &["timezone", "time_zone", "tz"], "timezone"),
    (Family::Text, &["url", "website", "link", "homepage", "uri", "href"], "url"),
    (Family::Text, &["slug", "permalink"], "slug"),
    (Family::Text, &["color", "colour"], "color"),
    (Family::Text, &["isbn"], "isbn"),
    (Family::Text, &["ean", "gtin", "barcode"], "ean"),
    (Family::Text, &["version"], "semver"),
    (Family::Text, &["number", "code", "reference", "order_no", "invoice_no", "serial", "sku"], "code"),
    (Family::Text, &["title", "headline", "subject", "heading"], "title"),
    (Family::Text, &["name"], "name"),
    (Family::Text, &["bio", "biography", "about"], "bio"),
    (Family::Text, &["summary", "excerpt", "abstract", "teaser", "subtitle", "description"], "summary"),
    (Family::Text, &["body", "content", "text", "message", "comment", "note", "notes", "remarks", "review", "feedback", "details"], "body"),
    (Family::Integer, &["year"], "year"),
    (Family::Integer, &["rating", "stars"], "rating"),
    (Family::Decimal, &["rating", "stars"], "rating"),
    (Family::Integer, &["quantity", "qty"], "quantity"),
    (Family::Decimal, &["latitude", "lat"], "latitude"),
    (Family::Decimal, &["longitude", "lng", "lon"], "longitude"),
    (Family::Decimal, &["price", "cost", "fee", "amount", "total", "subtotal", "salary", "budget", "balance", "revenue"], "money"),
    (Family::Decimal, &["percent", "percentage", "discount", "tax_rate", "share"], "percent"),
];

/// Code, summary and example of every generator, for the documentation.
pub fn described() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    GENERATORS.iter().map(|generator| (generator.code, generator.summary, generator.example))
}

fn by_code(code: &str) -> Option<&'static Generator> {
    GENERATORS.binary_search_by(|generator| generator.code.cmp(code)).ok().and_then(|index| GENERATORS.get(index))
}

/// The generator that fits a field best: by listed values, by meaning, by name, by type.
pub fn choose(field: &Field) -> Option<&'static Generator> {
    if !field.values.is_empty() {
        return by_code("enum");
    }
    // `text`, `json`, `time` … name types as well; those that are generators of their own serve both.
    let semantic = match field.meaning.semantic.as_str() {
        // Plain types say nothing that the name does not say better.
        "timestamp" | "date" | "time" | "uuid" | "text" | "decimal" | "bytes" | "point" | "integer" | "boolean" | "range" => None,
        semantic => by_code(semantic),
    };
    let by_name = || {
        let family = field.family;
        let found = BY_NAME.iter().find(|(wanted, names, _)| *wanted == family && field.named(names)).map(|(_, _, code)| *code);
        // Where there is room for a word it is one: a car is blue.
        found.filter(|code| *code != "color" || field.greatest_length() < 10).and_then(by_code)
    };
    // The code of a country, whatever it is called.
    if semantic.is_none() && field.kind == Kind::Country && field.family == Family::Text && field.greatest_length() == 2 {
        return by_code("country");
    }
    let by_value = || if simple::values(field).is_some() { by_code("value") } else { None };
    semantic.or_else(by_name).or_else(by_value).or_else(|| by_code(by_type(field)?))
}

fn by_type(field: &Field) -> Option<&'static str> {
    let name = field.data_type.name.as_str();
    match &field.made_of {
        MadeOf::Itself => {}
        MadeOf::Composite(_) => return Some("composite"),
        MadeOf::Range(_) | MadeOf::Multirange(_) => return Some("range_of"),
    }
    Some(match field.family {
        Family::Text if field.greatest_length() <= 120 => "word",
        Family::Text => "body",
        Family::Integer => "integer",
        Family::Decimal => "decimal",
        Family::Boolean => "boolean",
        Family::Time => "timestamp",
        Family::Other => match name {
            "uuid" => "uuid",
            "json" | "jsonb" => "json",
            "inet" => "ip",
            "cidr" => "cidr",
            "macaddr" | "macaddr8" => "mac",
            "bytea" => "bytes",
            "interval" => "duration",
            "money" => "money",
            "point" => "point",
            "xml" => "html",
            _ if name.starts_with("time ") => "time",
            _ if name.ends_with("range") && field.data_type.schema.is_none() => "range",
            _ => "rare",
        },
    })
}

/// The values of arrays, made of their elements' generator.
pub fn array(field: &Field, at: &At) -> Option<SeedValue> {
    let mut element = field.clone();
    element.data_type.array = false;
    element.family = Family::of(&element.data_type);
    element.limits.minimum_length = None;
    element.limits.maximum_length = length_of(&element.data_type);
    let mut draw = field.draw(at);
    let wanted = draw.between(1, 4).max(field.least_length() as i64).min(field.greatest_length().min(50) as i64);
    let mut values: Vec<SeedValue> = Vec::new();
    for index in 0..wanted.max(0) as u64 * 3 {
        let at = At { row: at.row.wrapping_mul(8191).wrapping_add(index), ..*at };
        let value = match element.family {
            Family::Text if element.values.is_empty() => match (prose::label(&element, &at), element.limits.maximum_length) {
                (SeedValue::Text(label), Some(_)) => fit(label, &element, &at),
                (label, _) => label,
            },
            _ => (choose(&element)?.value)(&element, &at),
        };
        if !values.contains(&value) && (values.len() as i64) < wanted {
            values.push(value);
        }
    }
    Some(SeedValue::Array(values))
}

pub(super) fn text(value: impl Into<String>) -> SeedValue {
    SeedValue::Text(value.into())
}

#[cfg(test)]
pub(super) mod tests;
