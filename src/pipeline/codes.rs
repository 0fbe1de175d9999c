//! The codes of this stage's diagnostics, each with one line that says what it means. docs/errors.md lists them.

/// Sorted by code.
pub const CODES: &[(&str, &str)] = &[
    ("absolute-use", "`use` names a file by a path that only this machine has"),
    ("extension-needs-superuser", "An extension that the plan creates is not trusted, so that only a superuser may create it"),
    ("extension-not-installed", "An extension that the requirements need is not installed on the server that proves"),
    ("external-differs", "A table that others make is not what the requirements say of it"),
    ("file-not-proven", "A file that stands does not keep what it promises; `verify` says which and why"),
    ("internal", "A fault in Groundplan itself; please report it with the requirements"),
    ("needs-postgresql", "Views and `sql` blocks cannot be planned without a PostgreSQL, which alone knows what they become"),
    ("no-rollback", "A file has no rollback that could be printed"),
    ("not-what-was-proven", "A file is not the one that was proven, so nothing was written"),
    ("not-writable", "A text in the requirements looks like a marker of the runner that the files are for"),
    ("other-server-version", "The proof ran on another version of PostgreSQL than the requirements are written for"),
    ("proof-incomplete", "A check of the proof failed, so nothing was written"),
    ("seed-refused", "PostgreSQL takes no form of a row that was made: a trigger, a policy or a constraint is in its way"),
    ("setting-of-what-stands", "A setting governs what is new, and its value would make anew what stands"),
    ("sql-block-changed", "A `sql` block that a migration has run has another text now"),
    ("sql-block-mixed", "A `sql` block makes objects and does something else too"),
    ("sql-block-without-undo", "A `sql` block that makes no object does not say how it is taken back"),
    ("standing-rows-refused", "Rows that stand do not fulfil a constraint that is new"),
    ("statement-needs-superuser", "A statement of the plan makes something that only a superuser may make"),
    ("unreadable-use", "A file that `use` names cannot be read"),
];
