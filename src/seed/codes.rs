//! The codes of this stage's diagnostics, each with one line that says what it means. docs/errors.md lists them.

/// Sorted by code.
pub const CODES: &[(&str, &str)] = &[
    ("seed-check-unfulfilled", "No sample values were found that fulfil a check"),
    ("seed-cycle", "Rows that all need each other can never be inserted"),
    ("seed-database-field", "A field that the database fills cannot be written in `rows`"),
    ("seed-duplicate-row", "Two rows of `rows` have one key, or repeat a value that is to be distinct"),
    ("seed-missing-value", "A row of `rows` leaves out a required field"),
    ("seed-nameless-parent", "Rows refer to rows that hold nothing by which they could be named"),
    ("seed-no-parent", "Sample rows need rows of another entity that has none"),
    ("seed-no-value", "No sample value is known for a type"),
    ("seed-row-changed", "A row of `rows` stands with other values, and is left as it stands"),
    ("seed-row-refused", "A row of `rows` does not fulfil a check"),
    ("seed-shared-column", "Two required references share a column, and sample rows cannot fill both"),
    ("seed-standing-row", "A row of `rows` repeats a value of another row that stands"),
    ("seed-too-many", "More sample rows are asked for than distinct values allow"),
    ("seed-unknown-parent", "A row names a parent that no row is known by"),
];
