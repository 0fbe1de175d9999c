//! The codes of this stage's diagnostics, each with one line that says what it means. docs/errors.md lists them.

/// Sorted by code.
pub const CODES: &[(&str, &str)] = &[
    ("changed-object", "An object stands in another form than the requirements ask for; changing it is not supported yet"),
    ("enum-value-used-at-once", "A new value of an enum is used in the migration that adds it, which PostgreSQL refuses"),
    ("kind-not-planned", "An object of a rare kind differs, and no statement for such a change is known"),
    ("left-alone", "An object stands that the requirements do not have; nothing is ever dropped because it is missing"),
    ("name-taken", "A new object needs a name that another one has"),
    ("not-null-on-existing-table", "A required field without a default is added to a table that may hold rows"),
    ("removal-not-supported", "An object is to be removed, which is not supported yet"),
];

/// What a step on a table that stands may cost. Not errors: the report shows them, and `groundplan explain` tells of them.
pub const HAZARDS: &[(&str, &str)] = &[
    ("access-exclusive-lock", "Nobody can read or write the table until the step is done"),
    ("blocks-writes", "Nobody can write to the table until the index is built; reading goes on"),
    ("enum-value-usable-after-commit", "A new value of an enum can be used only after the migration has committed"),
    ("table-rewrite", "Every row of the table is written anew, under a lock that stops reading and writing"),
    ("table-scan", "Every row of the table is read, while others wait"),
];
