//! The codes of this stage's diagnostics, each with one line that says what it means. docs/errors.md lists them.

/// Sorted by code.
pub const CODES: &[(&str, &str)] = &[
    ("duplicate-stamp", "Two migrations have one stamp, so that their order is not known"),
    ("folder-in-history", "A folder inside the migrations or seeds holds SQL files"),
    ("foreign-convention", "A file follows the convention of a runner whose files are not read yet"),
    ("foreign-file-name", "A file is not named like a migration"),
    ("migration-does-not-apply", "A migration that stands does not apply on top of those before it"),
    ("seed-does-not-load", "A seed that stands no longer loads after the migrations before it"),
    ("unreadable-file", "A file of the migrations or seeds cannot be read"),
    ("unreadable-folder", "The folder of the migrations or seeds cannot be read"),
];
