//! The codes of this stage's diagnostics, each with one line that says what it means. docs/errors.md lists them.

/// Sorted by code.
pub const CODES: &[(&str, &str)] = &[
    ("catalog-differs", "PostgreSQL holds something else than was meant"),
    ("proof-interrupted", "PostgreSQL stopped answering during the proof"),
    ("refused-by-postgresql", "PostgreSQL refuses a statement; its own words and SQLSTATE are shown"),
    ("row-count", "A table gained another number of rows than was asked for"),
    ("rows-changed", "The rollback, or a second run, changes rows that it must leave alone"),
    ("seed-not-idempotent", "Loading the seed a second time changes rows"),
];
