//! The codes of this stage's diagnostics, each with one line that says what it means. docs/errors.md lists them.
//! Those of advising practices have the practice's summary; a test compares the two.

/// Sorted by code.
pub const CODES: &[(&str, &str)] = &[
    ("bool-not-null", "A truth value is true or false, not unknown"),
    ("duplicate-constraint-name", "Two constraints or indexes would have one name"),
    ("entity-name-plural", "An entity is named in the singular"),
    ("enum-too-large", "A set of more than twenty values is a table"),
    ("fk-no-on-update-cascade", "Keys do not change"),
    ("id-suffix-is-fk", "A field that ends in `_id` is a reference"),
    ("ident-63", "Names have at most 63 bytes"),
    ("index-max-3", "An index has at most three columns"),
    ("jsonb-not-json", "JSON is stored as jsonb"),
    ("no-char-n", "A text is not padded"),
    ("no-csv-column", "A list is no text with commas"),
    ("no-duplicate-index", "No index repeats another"),
    ("no-float-money", "Money is exact: never a binary fraction"),
    ("no-metadata-tribbles", "One column for one kind of value, not one for each"),
    ("no-money", "An amount says its currency"),
    ("no-plain-password", "A password is stored as a hash"),
    ("no-polymorphic", "A reference points to one entity"),
    ("no-reserved", "No name is a word of SQL"),
    ("no-timetz", "A time of day has no time zone"),
    ("no-ts-precision", "A moment is not rounded"),
    ("no-xml", "Documents are jsonb"),
    ("not-too-many-indexes", "A table has at most ten indexes"),
    ("nulls-not-distinct", "It is decided whether empty values may repeat in a unique rule"),
    ("range-check", "A start comes before its end"),
    ("reference-name", "A reference is named by what it points to"),
    ("timestamptz", "A moment has a time zone"),
    ("unique-natural-key", "What tells two rows apart is unique"),
    ("written-name-case", "Names written for the database are lower case too"),
];
