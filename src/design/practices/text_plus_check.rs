//! `text-plus-check`: under `strings text` a text has no length of its own, but a check.

use super::{Practice, Work};
use crate::domain::{Domain, Field, StringStyle};
use crate::sql::quote_identifier;

pub const PRACTICE: Practice = Practice {
    code: "text-plus-check",
    summary: "`settings { strings text }` makes TEXT with a check of the length in the place of VARCHAR(n)",
    source: "PostgreSQL wiki, Don't Do This: do not use varchar(n) by default; squawk prefer-text-field; GitLab database guidelines, strings",
    documentation: "Both store the same. A check can be made longer without touching the type; VARCHAR(n), the default, says the limit where people look for it.",
    work: Work::Shapes,
    example: "settings {\n  strings text\n}\nentity Tag {\n  name varchar(40) unique\n}",
};

/// The check that stands for the length of the type.
pub(super) fn length(domain: &Domain, field: &Field) -> Option<String> {
    let sql = &field.data_type.sql;
    let length = sql.modifiers.first().filter(|_| sql.name == "varchar" && !sql.array && domain.settings.strings == StringStyle::Text)?;
    Some(format!("char_length({}) <= {length}", quote_identifier(&field.column)))
}
