//! The codes of this stage's diagnostics, each with one line that says what it means. docs/errors.md lists them.

/// Sorted by code.
pub const CODES: &[(&str, &str)] = &[
    ("bad-escape", "A string holds a backslash that starts no known escape"),
    ("bad-json", "A value in braces is no JSON"),
    ("block-without-item", "A block has nothing before its `{`"),
    ("capital-boolean", "`true`, `false` and `null` are written in lower case"),
    ("colon-after-name", "A name is followed by `:`, which the language does not use"),
    ("comma-at-line-end", "Lines are not separated by commas"),
    ("comma-between-values", "Values of an enum and rows are not separated by commas"),
    ("control-character", "The text holds a control character"),
    ("doc-behind", "A `///` text stands behind what it should stand above"),
    ("doc-without-item", "A `///` text documents nothing"),
    ("double-dash-comment", "A comment begins with `//`"),
    ("file-too-large", "A requirement file is larger than any that people write"),
    ("foreign-word", "A word of SQL or of another schema language, which is said differently here"),
    ("key-style", "`key` is followed by neither a style nor fields"),
    ("missing-block", "A block in braces is missing"),
    ("missing-line-end", "Two things stand on one line without a line break or `;` between them"),
    ("missing-name", "A name is missing"),
    ("missing-type", "A field has no type"),
    ("missing-value", "`=` is followed by no value"),
    ("nesting-too-deep", "Brackets stand too deep inside each other"),
    ("null-word", "Whether a field may be null is said with `?` alone"),
    ("range-with-hyphen", "A range is written with two dots"),
    ("reserved-word", "A word that a later edition gives a meaning"),
    ("serial-type", "`serial` is no type of a field; the key comes by itself"),
    ("single-quotes", "Strings stand in double quotes"),
    ("too-many-errors", "A file has so many mistakes that the rest is not shown"),
    ("typographic-character", "A typographic character stands where a plain one belongs"),
    ("unclosed-block", "A `{` has no `}`"),
    ("unclosed-bracket", "A bracket is not closed"),
    ("unclosed-string", "A string, name or pattern is not closed"),
    ("unexpected", "Something stands where the language expects something else"),
    ("unexpected-block", "A block in braces stands where none belongs"),
    ("unknown-item", "A line of a file starts with a word that starts no item"),
    ("unknown-word", "A word is not known at its place"),
    ("unmatched-bracket", "A bracket closes nothing"),
    ("upper-case-type", "PostgreSQL's types are written in lower case"),
    ("written-twice", "The same thing is said twice in one line"),
    ("wrong-place", "An item stands inside an entity, or a member outside of one"),
];

#[cfg(test)]
mod tests {
    use super::CODES;

    #[test]
    fn codes_are_sorted_unique_and_kebab_case() {
        assert!(CODES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(CODES.iter().all(|(code, _)| code.chars().all(|sign| sign.is_ascii_lowercase() || sign == '-')));
    }
}
