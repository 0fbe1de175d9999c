//! What a step on a table that already stands may cost on a live database. New tables are empty and unknown to clients: no hazard.
//!
//! Sources: PostgreSQL, "13.3. Explicit Locking" and the notes of ALTER TABLE; squawk's and Eugene's rules.

use super::{Constraint, Hazard};
use crate::catalog::{Column, ColumnValue, Index, QualifiedName};

/// Functions of a default that PostgreSQL evaluates once for all rows that stand, so that no row is rewritten.
const STABLE_FUNCTIONS: &[&str] =
    &["now", "current_timestamp", "current_date", "localtimestamp", "statement_timestamp", "transaction_timestamp"];

pub(super) fn of_added_column(table: &QualifiedName, column: &Column) -> Vec<Hazard> {
    let rewrite = |why: &str| {
        vec![Hazard { code: "table-rewrite", text: format!("{table} is rewritten under an exclusive lock: {} {why}", column.name) }]
    };
    match &column.value {
        ColumnValue::Serial { .. } => rewrite("takes a number of its sequence in every row"),
        ColumnValue::Identity(_) => rewrite("takes a number of its sequence in every row"),
        ColumnValue::Generated(_) => rewrite("is computed and stored in every row"),
        ColumnValue::Default(expression) if is_volatile(&expression.written) => rewrite("has a default that is computed for every row"),
        ColumnValue::None | ColumnValue::Default(_) => Vec::new(),
    }
}

/// A default that calls a function which is not known to be stable. A doubt counts as volatile: the hazard is only a word of warning.
fn is_volatile(expression: &str) -> bool {
    let lower = expression.to_lowercase();
    lower.match_indices('(').any(|(at, _)| {
        let head = lower[..at].trim_end();
        let start = head.rfind(|c: char| !(c.is_alphanumeric() || c == '_')).map_or(0, |before| before + 1);
        let word = &head[start..];
        !word.is_empty() && word.starts_with(|c: char| c.is_alphabetic() || c == '_') && !STABLE_FUNCTIONS.contains(&word)
    })
}

pub(super) fn of_added_constraint(table: &QualifiedName, constraint: &Constraint) -> Vec<Hazard> {
    let name = constraint.name();
    match constraint {
        Constraint::ForeignKey(key) => vec![Hazard {
            code: "table-scan",
            text: format!(
                "{name} reads every row of {table} while writes to {table} and {} wait; a row without a parent refuses it",
                key.references
            ),
        }],
        Constraint::Check(_) => {
            vec![Hazard {
                code: "table-scan",
                text: format!("{name} reads every row of {table} under an exclusive lock; a row that breaks it refuses it"),
            }]
        }
        Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Exclusion(_) => vec![Hazard {
            code: "access-exclusive-lock",
            text: format!("{name} builds an index over {table} under an exclusive lock; rows that clash refuse it"),
        }],
    }
}

pub(super) fn of_created_index(table: &QualifiedName, index: &Index) -> Vec<Hazard> {
    let clash = if index.unique { "; rows that clash refuse it" } else { "" };
    vec![Hazard { code: "blocks-writes", text: format!("writes to {table} wait while {} is built{clash}", index.name) }]
}

pub(super) fn of_added_enum_value(name: &QualifiedName, value: &str) -> Vec<Hazard> {
    vec![Hazard {
        code: "enum-value-usable-after-commit",
        text: format!(
            "`{value}` of {name} can be used only after this migration has committed, and taking it back rewrites the tables that use {name}"
        ),
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_default_that_is_computed_for_every_row_is_told_from_a_fixed_one() {
        for (expression, volatile) in [
            ("0", false),
            ("'(x)'::text", false),
            ("now()", false),
            ("CURRENT_TIMESTAMP", false),
            ("(1 + 2)", false),
            ("gen_random_uuid()", true),
            ("pg_catalog.random ()", true),
        ] {
            assert_eq!(is_volatile(expression), volatile, "{expression}");
        }
    }
}
