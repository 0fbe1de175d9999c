//! The codes of this stage's diagnostics, each with one line that says what it means. docs/errors.md lists them.

/// Sorted by code.
pub const CODES: &[(&str, &str)] = &[
    ("changed-object", "An object stands in another form than the requirements ask for, and changing it would lose what it stands for"),
    ("kind-not-planned", "Objects of a kind differ that is compared but has no statements of its own"),
    ("left-alone", "An object stands that the requirements do not have; nothing is ever dropped because it is missing"),
    ("name-taken", "A new object needs a name that another one has"),
    ("not-null-on-existing-table", "A field without a default is new and required, or becomes required, in a table that may hold rows"),
    ("removed-but-referred-to", "A table is removed to which another one refers"),
    ("rename-in-a-circle", "Former names form a circle, and nothing tells whether it has been turned"),
    ("rename-of-both", "`was` names something that stands beside what it should have become"),
];

/// What a step on a table that stands may cost. Not errors: the report shows them, and `groundplan explain` tells of them.
pub const HAZARDS: &[(&str, &str)] = &[
    ("access-exclusive-lock", "Nobody can read or write the table until the step is done"),
    ("backfill", "Rows without a value get one, all in one statement"),
    ("blocks-writes", "Nobody can write to the table until the index is built; reading goes on"),
    ("breaks-clients", "Programs that use the object by its name fail from then on"),
    ("data-loss", "Rows or values are lost; the rollback does not bring them back"),
    ("enum-value-usable-after-commit", "A new value of an enum can be used only after the migration has committed"),
    ("narrowing", "A value that the new type cannot hold refuses the change, or is cut"),
    ("table-rewrite", "Every row of the table is written anew, under a lock that stops reading and writing"),
    ("table-scan", "Every row of the table is read, while others wait"),
    ("weakens-contract", "Rows are taken that were refused before"),
];
