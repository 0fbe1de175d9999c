//! Rows of any number as text: COPY or INSERT, with the keys that they carry.
//!
//! Comes in: values of one row after the other. Goes out: their text, and what stands before, between and after them. Never happens: a byte of a value
//! that COPY or SQL would read as something else.
//!
//! Source: PostgreSQL, "COPY", "Text Format", and "8.15.2. Array Value Input".

use super::seed::{ended, forced_tables};
use super::seed_insert::{advance_sequence, reserve_numbers};
use super::seed_value::value_sql;
use super::table_part::{names, qualified};
use super::template::{RenderError, Templates, values};
use crate::catalog::{Catalog, DataType, Definition, QualifiedName};
use crate::seed::SeedValue;
use crate::seed::stream::{Form, WrittenColumn};
use crate::sql::comment_line;

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowFormat {
    Insert,
    Copy,
}

/// Writes one row after the other.
#[derive(Debug, Clone, Copy)]
pub struct RowText(pub RowFormat);

impl Form for RowText {
    fn holds_expressions(&self) -> bool {
        self.0 == RowFormat::Insert
    }

    fn row(&self, columns: &[WrittenColumn], values: &[Option<SeedValue>], text: &mut Vec<u8>) {
        let value = |column: &WrittenColumn| values.get(column.index).and_then(Option::as_ref).unwrap_or(&SeedValue::Null);
        match self.0 {
            RowFormat::Copy => {
                for (place, column) in columns.iter().enumerate() {
                    if place > 0 {
                        text.push(b'\t');
                    }
                    copy_value(value(column), text);
                }
                text.push(b'\n');
            }
            RowFormat::Insert => {
                text.extend_from_slice(b"    (");
                for (place, column) in columns.iter().enumerate() {
                    if place > 0 {
                        text.extend_from_slice(b", ");
                    }
                    text.extend_from_slice(insert_value(value(column), &column.data_type).as_bytes());
                }
                text.extend_from_slice(b"),\n");
            }
        }
    }
}

/// A row whose values PostgreSQL has printed.
pub fn copy_line(values: &[Option<&str>], text: &mut Vec<u8>) {
    for (place, value) in values.iter().enumerate() {
        if place > 0 {
            text.push(b'\t');
        }
        match value {
            Some(value) => escape(value.as_bytes(), text),
            None => text.extend_from_slice(b"\\N"),
        }
    }
    text.push(b'\n');
}

/// A parent has been replaced by its key before.
fn insert_value(value: &SeedValue, data_type: &DataType) -> String {
    value_sql(value, data_type).unwrap_or_else(|_| "NULL".to_string())
}

fn copy_value(value: &SeedValue, text: &mut Vec<u8>) {
    match value {
        SeedValue::Null | SeedValue::Parent(_) => text.extend_from_slice(b"\\N"),
        SeedValue::Boolean(truth) => text.push(if *truth { b't' } else { b'f' }),
        SeedValue::Number(plain) => text.extend_from_slice(plain.as_bytes()),
        SeedValue::Text(plain) | SeedValue::Expression(plain) => escape(plain.as_bytes(), text),
        SeedValue::Array(_) => {
            let mut array = Vec::new();
            array_value(value, &mut array);
            escape(&array, text);
        }
    }
}

/// Whole runs of plain bytes at once: most texts hold nothing else.
fn escape(plain: &[u8], text: &mut Vec<u8>) {
    // Looked at in one sweep, which no byte ends: several at once.
    let is_special = |byte: &u8| *byte < b' ' || *byte == b'\\';
    if !plain.iter().fold(false, |found, byte| found | is_special(byte)) {
        text.extend_from_slice(plain);
        return;
    }
    let mut rest = plain;
    while let Some(at) = rest.iter().position(is_special) {
        let (before, after) = rest.split_at(at);
        text.extend_from_slice(before);
        let Some((special, after)) = after.split_first() else { break };
        match special {
            b'\\' => text.extend_from_slice(b"\\\\"),
            b'\n' => text.extend_from_slice(b"\\n"),
            b'\r' => text.extend_from_slice(b"\\r"),
            b'\t' => text.extend_from_slice(b"\\t"),
            other => text.push(*other),
        }
        rest = after;
    }
    text.extend_from_slice(rest);
}

fn array_value(value: &SeedValue, text: &mut Vec<u8>) {
    match value {
        SeedValue::Array(items) => {
            text.push(b'{');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    text.push(b',');
                }
                array_value(item, text);
            }
            text.push(b'}');
        }
        SeedValue::Null | SeedValue::Parent(_) => text.extend_from_slice(b"NULL"),
        SeedValue::Boolean(truth) => text.push(if *truth { b't' } else { b'f' }),
        SeedValue::Number(plain) => text.extend_from_slice(plain.as_bytes()),
        SeedValue::Text(plain) | SeedValue::Expression(plain) => {
            text.push(b'"');
            for byte in plain.bytes() {
                if matches!(byte, b'"' | b'\\') {
                    text.push(b'\\');
                }
                text.push(byte);
            }
            text.push(b'"');
        }
    }
}

/// What stands around the rows.
pub struct StreamText {
    templates: Templates,
    format: RowFormat,
}

impl StreamText {
    pub fn new(format: RowFormat) -> Result<StreamText, RenderError> {
        Ok(StreamText { templates: Templates::new()?, format })
    }

    /// Remarks at the head of a file.
    pub fn remarks(&self, source: &str) -> String {
        let mut text = format!("-- Sample rows for {}\n--\n", comment_line(source));
        text.push_str("-- One transaction. Rows carry their keys, so a second run is refused whole.\n");
        if self.format == RowFormat::Copy {
            text.push_str("-- For psql: psql --file FILE DATABASE\n\\set ON_ERROR_STOP on\n");
        }
        text
    }

    /// Opens the transaction.
    pub fn begin(&self) -> Result<String, RenderError> {
        self.templates.render("seed/stream_settings.sql", values! {})
    }

    /// That policies hold for the owner of these tables too, and of those above them: taken back for the transaction, and brought back at its end.
    pub fn without_policies(&self, catalog: &Catalog, tables: &[&QualifiedName]) -> (Vec<String>, Vec<String>) {
        let forced = forced_tables(catalog, tables);
        let statements = |of: fn(&Definition) -> &str| forced.iter().map(|forced| ended(of(forced))).collect();
        (statements(|forced| &forced.drop), statements(|forced| &forced.create))
    }

    /// A statement for each column whose sequence triggers may ask while so many rows come that carry their numbers.
    pub fn reserve(&self, numbered: &[(QualifiedName, String, u64)]) -> Result<Vec<String>, RenderError> {
        numbered.iter().map(|(table, column, rows)| reserve_numbers(&self.templates, table, column, *rows)).collect()
    }

    /// What rows of these columns begin with.
    pub fn statement(&self, table: &QualifiedName, columns: &[WrittenColumn]) -> Result<String, RenderError> {
        let columns: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
        let template = if self.format == RowFormat::Copy { "seed/copy.sql" } else { "seed/insert_keyed.sql" };
        self.templates.render(template, values! { table => qualified(table), columns => names(&columns) })
    }

    /// A statement for each column whose sequence has to follow.
    pub fn advance(&self, numbered: &[(QualifiedName, String)]) -> Result<Vec<String>, RenderError> {
        numbered.iter().map(|(table, column)| advance_sequence(&self.templates, table, column)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copied(value: &SeedValue) -> String {
        let mut text = Vec::new();
        copy_value(value, &mut text);
        String::from_utf8(text).expect("text")
    }

    #[test]
    fn nothing_in_a_value_is_read_as_a_sign_of_copy() {
        let text = |text: &str| SeedValue::Text(text.to_string());
        for (value, expected) in [
            (SeedValue::Null, "\\N"),
            (text("\\N"), "\\\\N"),
            (text("\\."), "\\\\."),
            (text("a\tb\nc\rd"), "a\\tb\\nc\\rd"),
            (text("é „quoted“ '\""), "é „quoted“ '\""),
            (text(""), ""),
            (text("\u{1}"), "\u{1}"),
            (SeedValue::Boolean(true), "t"),
            (SeedValue::Number("-1.50".to_string()), "-1.50"),
            (SeedValue::Array(vec![]), "{}"),
            (
                SeedValue::Array(vec![text("a,b"), text("say \"x\\y\""), SeedValue::Null, text("NULL")]),
                r#"{"a,b","say \\"x\\\\y\\"",NULL,"NULL"}"#,
            ),
            (SeedValue::Array(vec![SeedValue::Array(vec![SeedValue::Number("1".to_string())])]), "{{1}}"),
        ] {
            assert_eq!(copied(&value), expected, "{value:?}");
        }
    }
}
