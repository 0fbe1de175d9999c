//! What a step on a table that already stands may cost on a live database. New tables are empty and unknown to clients: no hazard.
//!
//! Sources: PostgreSQL, "13.3. Explicit Locking" and the notes of ALTER TABLE; squawk's and Eugene's rules.

use super::{Constraint, Hazard};
use crate::catalog::{Catalog, Column, ColumnValue, DataType, Index, QualifiedName};
use crate::diagnostic::listed;

/// Functions of a default that PostgreSQL evaluates once for all rows that stand, so that no row is rewritten.
const STABLE_FUNCTIONS: &[&str] = &[
    "now",
    "current_timestamp",
    "current_date",
    "localtimestamp",
    "statement_timestamp",
    "transaction_timestamp",
    "timezone",
    "date_trunc",
    "date_part",
    "extract",
    "make_date",
    "make_interval",
    "lower",
    "upper",
    "length",
    "btrim",
    "left",
    "right",
    "md5",
    "concat",
    "coalesce",
    "nullif",
    "greatest",
    "least",
    "abs",
    "round",
    "floor",
    "ceil",
    "power",
    "int4range",
    "int8range",
    "numrange",
    "daterange",
    "tsrange",
    "tstzrange",
    "jsonb_build_object",
    "jsonb_build_array",
    "to_jsonb",
    "current_setting",
];

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

/// Whether the rows that stand are written anew when the column comes.
pub(super) fn rewrites(column: &Column, catalog: &Catalog) -> bool {
    match &column.value {
        ColumnValue::Serial { .. } | ColumnValue::Identity(_) | ColumnValue::Generated(_) => true,
        ColumnValue::Default(expression) => is_volatile(&without_stable_calls(&expression.written, catalog)),
        ColumnValue::None => false,
    }
}

/// What the project's own functions are is known.
fn without_stable_calls(expression: &str, catalog: &Catalog) -> String {
    let stable = catalog.functions.values().filter(|function| function.volatility != "VOLATILE");
    stable.fold(expression.to_string(), |text, function| text.replace(&format!("{}(", function.name.sql()), "("))
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

pub(super) fn of_dropped_table(table: &QualifiedName) -> Vec<Hazard> {
    vec![Hazard { code: "data-loss", text: format!("all rows of {table} are lost") }]
}

pub(super) fn of_dropped_column(table: &QualifiedName, column: &str) -> Vec<Hazard> {
    vec![
        Hazard { code: "data-loss", text: format!("all values of {table}.{column} are lost") },
        Hazard { code: "breaks-clients", text: format!("clients that name {column} fail") },
    ]
}

pub(super) fn of_dropped_constraint(table: &QualifiedName, constraint: &Constraint) -> Vec<Hazard> {
    vec![Hazard { code: "weakens-contract", text: format!("{table} takes rows that {} refused", constraint.name()) }]
}

pub(super) fn of_validation(table: &QualifiedName, name: &str) -> Vec<Hazard> {
    vec![Hazard { code: "table-scan", text: format!("{name} reads every row of {table}; reads and writes go on meanwhile") }]
}

pub(super) fn of_not_null(table: &QualifiedName, column: &str) -> Vec<Hazard> {
    vec![Hazard {
        code: "table-scan",
        text: format!("every row of {table} is read under an exclusive lock; a row without {column} refuses it"),
    }]
}

pub(super) fn of_filled_column(table: &QualifiedName, column: &str) -> Vec<Hazard> {
    vec![Hazard {
        code: "backfill",
        text: format!(
            "every row of {table} without {column} is written in one statement, and stays locked until COMMIT; fill a large table in batches before"
        ),
    }]
}

pub(super) fn of_swapped_enum<'a>(name: &QualifiedName, tables: impl Iterator<Item = &'a QualifiedName>) -> Vec<Hazard> {
    let mut tables: Vec<String> = tables.map(QualifiedName::to_string).collect();
    tables.dedup();
    if tables.is_empty() {
        return Vec::new();
    }
    let (rewritten, are) = (listed(&tables), if tables.len() == 1 { "is" } else { "are" });
    vec![Hazard { code: "table-rewrite", text: format!("{rewritten} {are} rewritten under an exclusive lock: {name} is made anew") }]
}

pub(super) fn of_changed_type(table: &QualifiedName, column: &str, from: &DataType, to: &DataType) -> Vec<Hazard> {
    let mut hazards = Vec::new();
    if !is_binary_compatible(from, to) {
        hazards.push(Hazard {
            code: "table-rewrite",
            text: format!("{table} and its indexes on {column} are rewritten under an exclusive lock: {from} becomes {to}"),
        });
    }
    if !is_widened(from, to) {
        hazards.push(Hazard { code: "narrowing", text: format!("a value of {column} that {to} cannot hold refuses it, or is cut") });
    }
    hazards
}

/// The number in `varchar(n)`, as large as can be when there is none.
fn length(data_type: &DataType) -> u64 {
    data_type.modifiers.first().and_then(|length| length.parse().ok()).unwrap_or(u64::MAX)
}

const MOMENTS: &[&str] = &["timestamp with time zone", "timestamp without time zone", "time with time zone", "time without time zone"];

/// Changes that leave the rows on disk as they are. Source: PostgreSQL, ALTER TABLE, Notes; pg_cast (binary coercible).
pub(super) fn is_binary_compatible(from: &DataType, to: &DataType) -> bool {
    let text = |data_type: &DataType| {
        let is_builtin = data_type.schema.is_none() && matches!(data_type.name.as_str(), "text" | "character varying");
        (is_builtin || data_type.schema.is_some() && data_type.name == "citext") && !data_type.array
    };
    if text(from) && text(to) {
        return length(from) <= length(to);
    }
    // At most six digits of a second. Source: PostgreSQL, TemporalSimplify.
    let is_moment = |data_type: &DataType| data_type.schema.is_none() && MOMENTS.contains(&data_type.name.as_str()) && !data_type.array;
    if is_moment(from) && from.name == to.name && is_moment(to) {
        return length(from).min(6) <= length(to);
    }
    let numeric = |data_type: &DataType| data_type.schema.is_none() && data_type.name == "numeric" && !data_type.array;
    if numeric(from) && numeric(to) {
        let scale = |data_type: &DataType| data_type.modifiers.get(1).cloned();
        return to.modifiers.is_empty() || length(from) <= length(to) && scale(from) == scale(to);
    }
    from == to
}

/// Whole numbers and how many digits each has at most. Source: PostgreSQL, 8.1.1 "Integer Types".
const WHOLE: &[(&str, u64)] = &[("smallint", 5), ("integer", 10), ("bigint", 19)];

fn digits(data_type: &DataType) -> Option<u64> {
    let plain = data_type.schema.is_none() && !data_type.array;
    WHOLE.iter().find(|(name, _)| plain && data_type.name == *name).map(|(_, digits)| *digits)
}

/// Whether a value that passes the change to another type is the same value there: it is refused where it does not fit, never changed.
pub(super) fn keeps_values(from: &DataType, to: &DataType) -> bool {
    let text = |data_type: &DataType| {
        data_type.schema.is_none() && matches!(data_type.name.as_str(), "text" | "character varying") && data_type.array == from.array
    };
    is_widened(from, to) || text(from) && text(to) || digits(from).is_some() && digits(to).is_some()
}

/// Whether every value of `from` has its place in `to`.
pub(super) fn is_widened(from: &DataType, to: &DataType) -> bool {
    let room = || match to.modifiers.as_slice() {
        _ if to.name != "numeric" || to.schema.is_some() || to.array => None,
        [] => Some(u64::MAX),
        [_] => Some(length(to)),
        [_, scale, ..] => scale.parse().ok().and_then(|scale| length(to).checked_sub(scale)),
    };
    match (digits(from), digits(to).or_else(room)) {
        (Some(one), Some(other)) if from.name != to.name => one <= other,
        _ => is_binary_compatible(from, to) || to.schema.is_none() && to.name == "text" && to.array == from.array,
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
    fn a_type_is_widened_when_every_value_has_its_place() {
        let of = |name: &str, modifiers: &[&str]| DataType::builtin(name).with(modifiers);
        for (from, to, widened, keeps) in [
            (of("int", &[]), of("bigint", &[]), true, true),
            (of("bigint", &[]), of("int", &[]), false, true),
            (of("int", &[]), of("numeric", &["12", "2"]), true, true),
            (of("int", &[]), of("numeric", &["11", "2"]), false, false),
            (of("bigint", &[]), of("numeric", &[]), true, true),
            (of("numeric", &["10", "2"]), of("numeric", &["12", "2"]), true, true),
            (of("numeric", &["10", "2"]), of("int", &[]), false, false),
            (of("varchar", &["40"]), of("varchar", &["30"]), false, true),
            (of("varchar", &["40"]), of("text", &[]), true, true),
            (of("text", &[]), of("bigint", &[]), false, false),
            (of("bigint", &[]), of("text", &[]), true, true),
            (of("date", &[]), of("timestamptz", &[]), false, false),
            (of("timestamptz", &["3"]), of("timestamptz", &[]), true, true),
            (of("timestamptz", &[]), of("timestamptz", &["6"]), true, true),
            (of("timestamptz", &[]), of("timestamptz", &["3"]), false, false),
        ] {
            assert_eq!((is_widened(&from, &to), keeps_values(&from, &to)), (widened, keeps), "{from} to {to}");
        }
    }

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
