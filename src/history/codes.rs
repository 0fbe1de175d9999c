//! The codes of this stage's diagnostics, each with one line that says what it means. docs/errors.md lists them.

/// Sorted by code.
pub const CODES: &[(&str, &str)] = &[
    ("ambiguous-convention", "A folder could be read in more than one way; `--convention` says which"),
    ("duplicate-stamp", "Two migrations have one version, so that their order is not known"),
    ("folder-in-history", "A folder inside the migrations or seeds holds SQL files"),
    ("foreign-file-name", "A file is not named like a migration"),
    ("history-changed", "The newest migration of ours was not made on what the files before it do now"),
    ("history-needs-postgresql", "A statement that stands can be understood by PostgreSQL alone, and there is none"),
    ("history-of-two-branches", "The newest migration of ours was made without one that stands before it, as when two branches are merged"),
    ("migration-does-not-apply", "A migration that stands does not apply on top of those before it"),
    ("script-not-found", "A migration includes a script that is not in its folder"),
    ("seed-does-not-load", "A seed that stands no longer loads after the migrations before it"),
    ("step-not-sql", "A step of the history is a program or a template, not SQL"),
    ("unreadable-file", "A file of the migrations or seeds cannot be read"),
    ("unreadable-folder", "The folder of the migrations or seeds cannot be read"),
    ("unreadable-migration", "A file has not the form that its runner asks for"),
];
