//! Functions that not every supported server has: an expression that calls one is refused before any server sees it.
//!
//! Comes in: a function's name, the target. Goes out: the version that brought it, where that is too new. Never happens: a function
//! of somebody's own schema is taken for one of PostgreSQL's.

/// With the major version that brought each; sorted by version, then by name.
/// Source: pg_proc of PostgreSQL 14 to 18, compared; tests/expressions.rs asks the installed server.
pub const NEWER_FUNCTIONS: &[(&str, u32)] = &[
    ("regexp_count", 15),
    ("regexp_instr", 15),
    ("regexp_like", 15),
    ("regexp_substr", 15),
    ("array_sample", 16),
    ("array_shuffle", 16),
    ("date_add", 16),
    ("date_subtract", 16),
    ("erf", 16),
    ("erfc", 16),
    ("pg_input_is_valid", 16),
    ("random_normal", 16),
    ("jsonb_populate_record_valid", 17),
    ("to_bin", 17),
    ("to_oct", 17),
    ("unicode_assigned", 17),
    ("unicode_version", 17),
    ("uuid_extract_timestamp", 17),
    ("uuid_extract_version", 17),
    ("xmltext", 17),
    ("array_reverse", 18),
    ("array_sort", 18),
    ("casefold", 18),
    ("crc32", 18),
    ("crc32c", 18),
    ("gamma", 18),
    ("lgamma", 18),
    ("uuidv4", 18),
    ("uuidv7", 18),
];

/// The version that a function needs, if the target is older.
pub(super) fn needs_newer(function: &str, target: u32) -> Option<u32> {
    NEWER_FUNCTIONS.iter().find(|(name, _)| *name == function).map(|(_, major)| *major).filter(|major| *major > target)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_needs_the_version_that_brought_it() {
        assert_eq!(needs_newer("uuidv7", 17), Some(18));
        assert_eq!(needs_newer("uuidv7", 18), None);
        assert_eq!(needs_newer("lower", 14), None);
        assert!(NEWER_FUNCTIONS.windows(2).all(|pair| (pair[0].1, pair[0].0) < (pair[1].1, pair[1].0)), "sorted");
    }
}
