//! A project as requirements: what it is made of, and its text.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::kinds::{Class, Kind};

#[derive(Debug, Clone, Default)]
pub struct Project {
    pub title: Option<String>,
    pub settings: Vec<(&'static str, &'static str)>,
    pub enums: Vec<Enum>,
    /// Whole lines.
    pub types: Vec<Alias>,
    pub mixins: Vec<Mixin>,
    pub entities: Vec<Entity>,
    /// What occurs in it, for the histogram.
    pub used: BTreeSet<String>,
}

#[derive(Debug, Clone)]
pub struct Enum {
    pub doc: Option<String>,
    pub name: String,
    pub database_name: Option<String>,
    pub values: Vec<String>,
}

#[derive(Debug, Clone)]
pub struct Alias {
    pub name: String,
    pub definition: String,
    pub class: Class,
    pub many: bool,
}

#[derive(Debug, Clone)]
pub struct Mixin {
    pub name: String,
    pub fields: Vec<Field>,
    pub lines: Vec<String>,
}

#[derive(Debug, Clone)]
pub struct Field {
    pub doc: Option<String>,
    pub name: String,
    /// The type as written, without `?`.
    pub written: String,
    pub kind: Kind,
    pub optional: bool,
    pub unique: bool,
    pub default: Option<String>,
    pub rest: String,
    /// A value that fits type and checks, as the requirements write it.
    pub value: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Reference {
    pub doc: Option<String>,
    pub name: String,
    pub target: usize,
    pub optional: bool,
    pub unique: bool,
    pub rest: String,
}

#[derive(Debug, Clone, Default)]
pub struct Entity {
    pub doc: Option<String>,
    pub name: String,
    pub table: Option<String>,
    pub timestamps: bool,
    pub key: Option<String>,
    /// How many columns a reference to it has.
    pub key_columns: usize,
    /// Whether its rows can be named: the field that names them.
    pub natural: Option<String>,
    pub mixins: Vec<usize>,
    pub fields: Vec<Field>,
    pub references: Vec<Reference>,
    pub many: Vec<(String, usize, Option<String>)>,
    /// `unique`, `index` and `check` on lines of their own.
    pub lines: Vec<String>,
    pub rows: Option<(Vec<String>, Vec<Vec<String>>)>,
    pub seed: Option<(usize, Vec<(String, String)>)>,
    /// Columns that are taken.
    pub columns: BTreeSet<String>,
}

impl Entity {
    pub fn row_count(&self) -> usize {
        self.rows.as_ref().map_or(0, |(_, rows)| rows.len()) + self.seed.as_ref().map_or(0, |(count, _)| *count)
    }
}

const RESERVED: &[&str] = &[
    "include",
    "key",
    "unique",
    "index",
    "check",
    "rows",
    "seed",
    "no",
    "search",
    "find",
    "expect",
    "exclude",
    "partition",
    "tenant",
    "soft",
    "audited",
    "removed",
    "matches",
    "column",
    "true",
    "false",
    "null",
    "where",
    "using",
    "table",
    "edition",
    "on",
    "was",
];

fn is_plain(name: &str) -> bool {
    name.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && name.chars().all(|character| character.is_alphanumeric() || character == '_')
}

/// A name as the requirements write it.
pub fn word(name: &str) -> String {
    if is_plain(name) && !RESERVED.contains(&name) { name.to_string() } else { format!("`{name}`") }
}

/// A name inside SQL.
pub fn sql_word(name: &str) -> String {
    let plain = name.chars().all(|character| character.is_ascii_lowercase() || character == '_');
    // Words of SQL are short; quoting a harmless one does no harm.
    if plain && name.len() > 6 { name.to_string() } else { format!("\"{}\"", name.replace('"', "\"\"")) }
}

pub fn text_literal(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

pub fn list(names: &[String]) -> String {
    names.join(", ")
}

fn documented(text: &mut String, indent: &str, doc: &Option<String>) {
    if let Some(doc) = doc {
        for line in doc.lines() {
            let _ = writeln!(text, "{indent}/// {line}");
        }
    }
}

impl Field {
    fn print(&self, text: &mut String) {
        documented(text, "  ", &self.doc);
        let optional = if self.optional { "?" } else { "" };
        let default = self.default.as_ref().map_or(String::new(), |default| format!(" = {default}"));
        let unique = if self.unique { " unique" } else { "" };
        let _ = writeln!(text, "  {} {}{optional}{default}{unique}{}", word(&self.name), self.written, self.rest);
    }
}

impl Project {
    pub fn text(&self) -> String {
        let mut text = String::new();
        let title = self.title.as_ref().map_or(String::new(), |title| format!(" {}", text_literal(title)));
        let _ = writeln!(text, "project sample edition 2026{title}\n");
        if !self.settings.is_empty() {
            let _ = writeln!(text, "settings {{");
            for (name, value) in &self.settings {
                let _ = writeln!(text, "  {name} {value}");
            }
            let _ = writeln!(text, "}}\n");
        }
        for one in &self.enums {
            documented(&mut text, "", &one.doc);
            let values: Vec<String> = one
                .values
                .iter()
                .map(|value| if is_plain(value) && value.is_ascii() { word(value) } else { text_literal(value) })
                .collect();
            let name = one.database_name.as_ref().map_or(String::new(), |name| format!(" {}", text_literal(name)));
            let _ = writeln!(text, "enum {}{name} {{ {} }}\n", word(&one.name), values.join(" "));
        }
        for alias in &self.types {
            let _ = writeln!(text, "type {} = {}\n", word(&alias.name), alias.definition);
        }
        for mixin in &self.mixins {
            let _ = writeln!(text, "mixin {} {{", word(&mixin.name));
            mixin.fields.iter().for_each(|field| field.print(&mut text));
            for line in &mixin.lines {
                let _ = writeln!(text, "  {line}");
            }
            let _ = writeln!(text, "}}\n");
        }
        for entity in &self.entities {
            self.entity(entity, &mut text);
        }
        text
    }

    fn entity(&self, entity: &Entity, text: &mut String) {
        documented(text, "", &entity.doc);
        let table = entity.table.as_ref().map_or(String::new(), |table| format!(" table {}", text_literal(table)));
        let _ = writeln!(text, "entity {}{table} {{", word(&entity.name));
        if let Some(key) = &entity.key {
            let _ = writeln!(text, "  {key}");
        }
        for mixin in &entity.mixins {
            let _ = writeln!(text, "  include {}", word(&self.mixins[*mixin].name));
        }
        entity.fields.iter().for_each(|field| field.print(text));
        for reference in &entity.references {
            documented(text, "  ", &reference.doc);
            let optional = if reference.optional { "?" } else { "" };
            let unique = if reference.unique { " unique" } else { "" };
            let target = word(&self.entities[reference.target].name);
            let _ = writeln!(text, "  {} -> {target}{optional}{unique}{}", word(&reference.name), reference.rest);
        }
        for (name, target, table) in &entity.many {
            let table = table.as_ref().map_or(String::new(), |table| format!(" table {}", text_literal(table)));
            let _ = writeln!(text, "  {} <-> {}{table}", word(name), word(&self.entities[*target].name));
        }
        if !entity.timestamps {
            let _ = writeln!(text, "  no timestamps");
        }
        for line in &entity.lines {
            let _ = writeln!(text, "  {line}");
        }
        if let Some((fields, rows)) = &entity.rows {
            let fields: Vec<String> = fields.iter().map(|field| word(field)).collect();
            let _ = writeln!(text, "  rows ({}) {{", list(&fields));
            for row in rows {
                let _ = writeln!(text, "    ({})", list(row));
            }
            let _ = writeln!(text, "  }}");
        }
        if let Some((count, fixed)) = &entity.seed {
            let _ = writeln!(text, "  seed {count}{}", if fixed.is_empty() { "" } else { " {" });
            for (name, value) in fixed {
                let _ = writeln!(text, "    {} = {value}", word(name));
            }
            if !fixed.is_empty() {
                let _ = writeln!(text, "  }}");
            }
        }
        let _ = writeln!(text, "}}\n");
    }
}
