//! The codes of what can be wrong with a language model, each with one line that says what it means. docs/errors.md lists them.

/// Sorted by code.
pub const CODES: &[(&str, &str)] = &[
    ("model-damaged", "A file is no whole GGUF: it is cut off, or holds what no such file can"),
    ("model-failed", "llama.cpp could not load a model, or could not go on with it"),
    ("model-foreign", "A file is a GGUF, and not of a language model that Groundplan can ask"),
    ("model-not-built", "A model was named, and this Groundplan was built without the feature `llama`, which reads one"),
    ("model-not-chosen", "What was named for a model is no file, or a folder that does not hold exactly one"),
    ("model-too-slow", "A model did not answer within the time that it has, and nothing that depends on the time is written"),
];
