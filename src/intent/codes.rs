//! The codes of this stage's diagnostics, each with one line that says what it means. docs/errors.md lists them.

/// Sorted by code.
pub const CODES: &[(&str, &str)] = &[
    ("intent-differs", "A free text and the written requirements say different things; what is written counts"),
    ("intent-empty", "A free text holds no words"),
    ("intent-locked", "With `--locked`, a free text is not what its record was made of"),
    ("intent-needs-model", "A free text that a model has read has to be read anew, and no model is named"),
    ("intent-not-recorded", "A free text was read anew, and this run keeps no record of what it means"),
    ("intent-not-text", "What should be a free text is no text in UTF-8"),
    ("intent-nothing-new", "What `--text` says is written already"),
    ("intent-record-damaged", "The record of a free text is not as Groundplan wrote it"),
    ("intent-record-edited", "The requirements in the record of a free text were changed by hand"),
    ("intent-too-large", "A free text has more than 1 MB"),
    ("intent-unreadable", "A free text names nothing that could be stored"),
];

#[cfg(test)]
mod tests {
    use super::CODES;

    #[test]
    fn codes_are_sorted_and_begin_alike() {
        assert!(CODES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(CODES.iter().all(|(code, _)| code.starts_with("intent-")));
    }
}
