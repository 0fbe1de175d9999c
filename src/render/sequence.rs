//! Options of a sequence that its position may not fit: a position outside of the new bounds starts again, and so does one that has given
//! no number yet; any other stays.
//!
//! Comes in: a sequence's options as they stand and as they shall be. Goes out: a block that looks first, where the bounds get narrower or
//! the start another. Never happens: a position that fits is lost, or a new column counts from 1 where another start was said. Source:
//! PostgreSQL, ALTER SEQUENCE: START WITH alone leaves the position where it is.

use super::table_part::trusted;
use super::template::{RenderError, Templates, values};
use crate::catalog::{Column, ColumnValue, Definition, QualifiedName, serial_sequence_name};

/// What only a column's own sequence has: SERIAL or IDENTITY makes it, and its options are said afterwards.
pub(super) const OPTIONS: &str = "options of sequence";

struct Bounds {
    minimum: i64,
    maximum: i64,
    start: i64,
}

impl Bounds {
    fn of(definition: &Definition) -> Option<Bounds> {
        let found = |word: &str| {
            let mut words = definition.definition.split_whitespace().skip_while(|found| *found != word);
            words.nth(1)?.parse::<i64>().ok()
        };
        let start = definition.definition.split_once("START WITH ")?.1.split_whitespace().next()?.parse().ok()?;
        Some(Bounds { minimum: found("MINVALUE")?, maximum: found("MAXVALUE")?, start })
    }

    /// Those of the narrowest type: whatever the type, a bound above or below these is another.
    fn usual() -> Bounds {
        Bounds { minimum: 1, maximum: i64::from(i16::MAX), start: 1 }
    }
}

/// Takes its place in a new table's or column's script. What SERIAL or IDENTITY makes stands.
pub(super) fn options(templates: &Templates, to: &Definition) -> Result<String, RenderError> {
    let usual = Bounds::usual();
    let block = Bounds::of(to).map(|new| moved(templates, &usual, &new, &to.name, &to.create)).transpose()?.flatten();
    Ok(block.unwrap_or_else(|| format!("{};", to.create)))
}

/// The column goes on with what SERIAL or IDENTITY would have made.
pub(super) fn usual_again(templates: &Templates, from: &Definition) -> Result<String, RenderError> {
    let usual = Bounds { maximum: i64::MAX, ..Bounds::usual() };
    let block = Bounds::of(from).map(|old| moved(templates, &old, &usual, &from.name, &from.drop)).transpose()?.flatten();
    Ok(block.unwrap_or_else(|| format!("{};", from.drop)))
}

/// `None` where the plain statement will do.
pub(super) fn bounded(templates: &Templates, from: &Definition, to: &Definition, statement: &str) -> Result<Option<String>, RenderError> {
    if to.kind != OPTIONS && to.kind != "sequence" {
        return Ok(None);
    }
    let (Some(old), Some(new)) = (Bounds::of(from), Bounds::of(to)) else { return Ok(None) };
    moved(templates, &old, &new, &to.name, statement)
}

/// What a column takes its numbers from.
pub(super) fn of_column(table: &QualifiedName, column: &Column) -> Option<QualifiedName> {
    match &column.value {
        ColumnValue::Serial { sequence } => Some(sequence.clone()),
        ColumnValue::Identity(_) => Some(serial_sequence_name(table, &column.name)),
        _ => None,
    }
}

fn moved(templates: &Templates, old: &Bounds, new: &Bounds, sequence: &str, statement: &str) -> Result<Option<String>, RenderError> {
    let narrower = new.minimum > old.minimum || new.maximum < old.maximum;
    let outside = old.start < new.minimum || old.start > new.maximum;
    let fresh = (new.start != old.start && !(narrower && outside)).then_some(old.start);
    if !narrower && fresh.is_none() {
        return Ok(None);
    }
    let number = |number: i64| trusted(number.to_string());
    let block = templates.render_tagged("statement/bounded_sequence.sql", |tag| {
        values! {
            tag,
            bounded => narrower,
            minimum => number(new.minimum),
            maximum => number(new.maximum),
            fresh => fresh.map(number),
            sequence => trusted(sequence.to_string()),
            statement => trusted(statement.trim_end().trim_end_matches(';')),
        }
    })?;
    Ok(Some(block))
}
