//! Semantic types: words that carry the SQL type, the check and what realistic values look like.
//!
//! Comes in: the arguments. Goes out: a [`Shape`]. To add one: a file here and its line in [`ALL`].
//! Every check is IMMUTABLE and accepted by PostgreSQL 14 to 18; regular expressions have no backslash, so that they read the same everywhere.

use super::expression::CheckTemplate;
use super::types::{ArgumentError, FieldType, SqlType, ValueClass};
use crate::syntax::ast::TypeArgumentValue;

mod cidr;
mod city;
mod color;
mod company;
mod country;
mod currency;
mod date;
mod duration;
mod ean;
mod email;
mod first_name;
mod html;
mod ip;
mod isbn;
mod json;
mod language;
mod last_name;
mod latitude;
mod longitude;
mod mac;
mod markdown;
mod money;
mod percent;
mod person_name;
mod phone;
mod postal_code;
mod quantity;
mod rating;
mod secret;
mod semver;
mod slug;
mod street;
mod time;
mod timestamp;
mod timezone;
mod token;
mod url;
mod uuid;
mod year;

/// Every semantic type, sorted by name.
pub const ALL: &[SemanticType] = &[
    cidr::TYPE,
    city::TYPE,
    color::TYPE,
    company::TYPE,
    country::TYPE,
    currency::TYPE,
    date::TYPE,
    duration::TYPE,
    ean::TYPE,
    email::TYPE,
    first_name::TYPE,
    html::TYPE,
    ip::TYPE,
    isbn::TYPE,
    json::TYPE,
    language::TYPE,
    last_name::TYPE,
    latitude::TYPE,
    longitude::TYPE,
    mac::TYPE,
    markdown::TYPE,
    money::TYPE,
    percent::TYPE,
    person_name::TYPE,
    phone::TYPE,
    postal_code::TYPE,
    quantity::TYPE,
    rating::TYPE,
    secret::TYPE,
    semver::TYPE,
    slug::TYPE,
    street::TYPE,
    time::TYPE,
    timestamp::TYPE,
    timezone::TYPE,
    token::TYPE,
    url::TYPE,
    uuid::TYPE,
    year::TYPE,
];

pub struct SemanticType {
    pub name: &'static str,
    /// A few words for a list of types.
    pub summary: &'static str,
    /// A field of an entity; a test parses and generates it.
    pub example: &'static str,
    /// A value that fits.
    pub like: &'static str,
    /// How arguments are written and what they mean; empty for none.
    pub arguments: &'static str,
    pub resolve: fn(&[TypeArgumentValue]) -> Result<Shape, ArgumentError>,
}

pub fn find(name: &str) -> Option<&'static SemanticType> {
    ALL.binary_search_by(|known| known.name.cmp(name)).ok().map(|index| &ALL[index])
}

/// Those that need no arguments, each as a field of it would be.
pub fn plain() -> impl Iterator<Item = FieldType> {
    ALL.iter().filter_map(|known| (known.resolve)(&[]).ok().map(|shape| shape.field_type(known.name, &[])))
}

pub fn names() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|known| known.name)
}

/// What a semantic type is in SQL.
#[derive(Debug, Clone)]
pub struct Shape {
    sql: SqlType,
    class: ValueClass,
    maximum_length: Option<u32>,
    form: Option<&'static str>,
    checks: Vec<CheckTemplate>,
}

impl Shape {
    fn sql(sql: SqlType, class: ValueClass) -> Shape {
        Shape { sql, class, maximum_length: None, form: None, checks: Vec::new() }
    }

    fn of(name: &str, class: ValueClass) -> Shape {
        Shape::sql(SqlType::of(name), class)
    }

    fn varchar(maximum: u32) -> Shape {
        Shape { maximum_length: Some(maximum), ..Shape::sql(SqlType::with("varchar", &[maximum]), ValueClass::Text) }
    }

    fn text() -> Shape {
        Shape::of("text", ValueClass::Text)
    }

    fn decimal(precision: u32, scale: u32) -> Shape {
        Shape::sql(SqlType::with("numeric", &[precision, scale]), ValueClass::Decimal { digits: Some((precision, scale)) })
    }

    fn integer(name: &str, minimum: i128, maximum: i128) -> Shape {
        Shape::of(name, ValueClass::Integer { minimum, maximum })
    }

    /// A check by a regular expression, also for values in the requirements.
    fn matching(mut self, form: &'static str) -> Shape {
        self.form = Some(form);
        self.checks.push(CheckTemplate::matches(form));
        self
    }

    /// `{column}` stands for the column; true beside an AND.
    fn check(mut self, text: &str) -> Shape {
        self.checks.push(CheckTemplate::new(text));
        self
    }

    /// The form of values in the requirements, where the check says it in another way.
    fn written_as(mut self, form: &'static str) -> Shape {
        self.form = Some(form);
        self
    }

    pub(super) fn field_type(self, name: &str, arguments: &[TypeArgumentValue]) -> FieldType {
        FieldType {
            arguments: arguments.iter().map(argument_text).collect(),
            maximum_length: self.maximum_length,
            form: self.form,
            checks: self.checks,
            ..FieldType::plain(name, self.sql, self.class)
        }
    }
}

fn argument_text(argument: &TypeArgumentValue) -> String {
    match argument {
        TypeArgumentValue::Number(text) | TypeArgumentValue::Word(text) | TypeArgumentValue::Text(text) => text.clone(),
        TypeArgumentValue::Range(low, high) => format!("{low}..{high}"),
    }
}

fn takes_none(name: &str, arguments: &[TypeArgumentValue]) -> Result<(), ArgumentError> {
    match arguments {
        [] => Ok(()),
        _ => Err(ArgumentError::new(format!("`{name}` takes nothing in parentheses"), format!("write `{name}`"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_each_type_says_what_it_is() {
        assert!(ALL.windows(2).all(|pair| pair[0].name < pair[1].name));
        for known in ALL {
            assert!(!known.summary.is_empty() && known.example.contains(known.name), "{}", known.name);
        }
    }
}
