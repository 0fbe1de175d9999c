//! The codes of this stage's diagnostics, each with one line that says what it means. docs/errors.md lists them.

/// Sorted by code.
pub const CODES: &[(&str, &str)] = &[
    ("seed-check-unfulfilled", "No sample values were found that fulfil a check"),
    ("seed-check-unjudged", "PostgreSQL refuses a row by a check that cannot be evaluated before"),
    ("seed-computed-key", "Rows with explicit keys refer to a column that only the database computes"),
    ("seed-contradiction", "Checks that no row can fulfil at once"),
    ("seed-cycle", "Required references go in a circle, so that no row can come first"),
    ("seed-database-field", "`rows` gives a value for a field that the database fills"),
    ("seed-duplicate-row", "Two written rows are the same where they must differ"),
    ("seed-expression", "Rows by the thousand are written as COPY, which holds values and no SQL"),
    ("seed-missing-value", "A written row gives no value for a required field"),
    ("seed-nameless-parent", "A row needs a row that holds nothing by which it could be named"),
    ("seed-no-parent", "A row needs a row of another entity, which has none"),
    ("seed-no-value", "No sample value is known for the type of a field"),
    ("seed-row-changed", "A written row stands with other values, and is left as it stands"),
    ("seed-row-refused", "A written row does not fulfil a check"),
    ("seed-standing-row", "A written row repeats a value of another row that stands"),
    ("seed-too-many", "More sample rows are asked for than can differ from each other"),
    ("seed-unknown-parent", "A written row names a parent that no row is known by"),
];
