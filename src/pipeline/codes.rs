//! The codes of this stage's diagnostics, each with one line that says what it means. docs/errors.md lists them.

/// Sorted by code.
pub const CODES: &[(&str, &str)] = &[
    ("absolute-use", "`use` names a file by a path that only this machine has"),
    ("extension-needs-superuser", "An extension that the plan creates is not trusted, so that only a superuser may create it"),
    ("extension-not-installed", "An extension that the requirements need is not installed on the server that proves"),
    ("file-not-proven", "A file that stands does not keep what it promises; `verify` says which and why"),
    ("internal", "A fault in Groundplan itself; please report it with the requirements"),
    ("no-rollback", "A file has no rollback that could be printed"),
    ("not-what-was-proven", "A file is not the one that was proven, so nothing was written"),
    ("not-writable", "A text in the requirements looks like a marker of the runner that the files are for"),
    ("other-server-version", "The proof ran on another version of PostgreSQL than the requirements are written for"),
    ("proof-incomplete", "A check of the proof failed, so nothing was written"),
    ("standing-rows-refused", "Rows that stand do not fulfil a constraint that is new"),
    ("unreadable-use", "A file that `use` names cannot be read"),
];
