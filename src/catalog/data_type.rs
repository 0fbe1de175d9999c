//! A column's type in normal form: what `format_type()` prints, taken apart.
//!
//! Source of the names and aliases: PostgreSQL, "Chapter 8. Data Types", table 8.1.

use serde::{Deserialize, Serialize};

use super::QualifiedName;
use crate::sql::{SqlText, quote_identifier};

/// `character varying(40)[]`, `numeric(12,2)`, `timestamp(3) with time zone`, `public.post_status`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DataType {
    /// `None` for a type of `pg_catalog`.
    pub schema: Option<String>,
    /// PostgreSQL's own long name, lower case: `bigint`, `character varying`, `timestamp with time zone`.
    pub name: String,
    /// `["12", "2"]`; for `interval` the fields too (`["day to second", "3"]`).
    pub modifiers: Vec<String>,
    /// More than one is written as one: PostgreSQL does not tell them apart.
    pub array: bool,
}

/// Alias → long name. Source: PostgreSQL, table 8.1.
const ALIASES: &[(&str, &str)] = &[
    ("bool", "boolean"),
    ("char", "character"),
    ("decimal", "numeric"),
    ("float", "double precision"),
    ("float4", "real"),
    ("float8", "double precision"),
    ("int", "integer"),
    ("int2", "smallint"),
    ("int4", "integer"),
    ("int8", "bigint"),
    ("time", "time without time zone"),
    ("timestamp", "timestamp without time zone"),
    ("timestamptz", "timestamp with time zone"),
    ("timetz", "time with time zone"),
    ("varbit", "bit varying"),
    ("varchar", "character varying"),
];

impl DataType {
    /// A type of PostgreSQL by its name or alias, in lower case.
    pub fn builtin(name: &str) -> DataType {
        let name = ALIASES.iter().find(|(alias, _)| *alias == name).map_or(name, |(_, long)| long);
        DataType { schema: None, name: name.to_string(), modifiers: Vec::new(), array: false }
    }

    pub fn with(mut self, modifiers: impl IntoIterator<Item = impl ToString>) -> DataType {
        self.modifiers = modifiers.into_iter().map(|modifier| modifier.to_string()).collect();
        self
    }

    pub fn array_of(mut self) -> DataType {
        self.array = true;
        self
    }

    /// A type that stands in a schema: an enum, a domain.
    pub fn user(name: &QualifiedName) -> DataType {
        DataType { schema: Some(name.schema.clone()), name: name.name.clone(), modifiers: Vec::new(), array: false }
    }

    pub fn bigint() -> DataType {
        DataType::builtin("bigint")
    }

    /// The schema-qualified name of a user's type.
    pub fn user_name(&self) -> Option<QualifiedName> {
        self.schema.as_ref().map(|schema| QualifiedName::new(schema.clone(), self.name.clone()))
    }

    /// As a statement writes it: built-in types in capitals, names of users' types quoted.
    pub fn sql(&self) -> SqlText {
        let mut text = match &self.schema {
            Some(schema) => [quote_identifier(schema).as_str(), ".", quote_identifier(&self.name).as_str()].concat(),
            None => self.with_modifiers_inside(&builtin_spelling(&self.name)),
        };
        if self.schema.is_some() && !self.modifiers.is_empty() {
            text.push_str(&format!("({})", self.modifiers.join(",")));
        }
        if self.array {
            text.push_str("[]");
        }
        SqlText::trusted(text)
    }

    /// `timestamp with time zone` takes its precision in the middle.
    fn with_modifiers_inside(&self, name: &str) -> String {
        if self.modifiers.is_empty() {
            return name.to_string();
        }
        if self.name == "interval" {
            let (fields, precision): (Vec<&String>, Vec<&String>) =
                self.modifiers.iter().partition(|modifier| modifier.starts_with(|c: char| c.is_ascii_alphabetic()));
            let fields: String = fields.iter().map(|field| format!(" {}", field.to_uppercase())).collect();
            let precision: String = precision.iter().map(|precision| format!("({precision})")).collect();
            return format!("{name}{fields}{precision}");
        }
        let modifiers = ["(", &self.modifiers.join(","), ")"].concat();
        for tail in [" WITH TIME ZONE", " WITHOUT TIME ZONE"] {
            if let Some(head) = name.strip_suffix(tail) {
                return format!("{head}{modifiers}{tail}");
            }
        }
        [name, &modifiers].concat()
    }
}

/// The usual spelling in DDL: `VARCHAR` and `TIMESTAMP WITH TIME ZONE` rather than aliases or the longest form.
fn builtin_spelling(name: &str) -> String {
    match name {
        "character varying" => "VARCHAR".to_string(),
        "character" => "CHAR".to_string(),
        "timestamp without time zone" => "TIMESTAMP".to_string(),
        "time without time zone" => "TIME".to_string(),
        "\"char\"" => "\"char\"".to_string(),
        _ if name.starts_with(|c: char| c.is_ascii_lowercase()) => name.to_uppercase(),
        _ => quote_identifier(name).to_string(),
    }
}

/// The normal form in PostgreSQL's own words, as `format_type()` prints it, with the schema always written.
impl std::fmt::Display for DataType {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = match &self.schema {
            Some(_) => self.sql().to_string(),
            None if self.modifiers.is_empty() && !self.array => return formatter.write_str(&self.name.to_lowercase()),
            None => {
                let inner = self.with_modifiers_inside(&self.name.to_uppercase()).to_lowercase();
                format!("{inner}{}", if self.array { "[]" } else { "" })
            }
        };
        formatter.write_str(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_written_as_statements_and_as_postgresql_prints_them() {
        for (data_type, sql, normal) in [
            (DataType::builtin("varchar").with(["40"]), "VARCHAR(40)", "character varying(40)"),
            (DataType::builtin("timestamptz"), "TIMESTAMP WITH TIME ZONE", "timestamp with time zone"),
            (DataType::builtin("timestamptz").with(["3"]), "TIMESTAMP(3) WITH TIME ZONE", "timestamp(3) with time zone"),
            (DataType::builtin("decimal").with(["12", "2"]).array_of(), "NUMERIC(12,2)[]", "numeric(12,2)[]"),
            (DataType::builtin("interval").with(["day to second", "3"]), "INTERVAL DAY TO SECOND(3)", "interval day to second(3)"),
            (DataType::user(&QualifiedName::public("Post Status")), "public.\"Post Status\"", "public.\"Post Status\""),
        ] {
            assert_eq!(data_type.sql().as_str(), sql);
            assert_eq!(data_type.to_string(), normal);
        }
    }
}
