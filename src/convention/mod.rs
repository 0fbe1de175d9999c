//! How each runner names and marks its migration files.
//!
//! Comes in: the names and texts that stand in a folder. Goes out: which of them are migrations, with stamp and name, by a
//! [`Convention`]; or the [`Foreign`] runner they were made for.
//! Never happens: a file that a runner would execute and that is passed over in silence.
//!
//! Adding a convention is one file with one constant, and one entry in [`CONVENTIONS`].

mod foreign;
mod plain;

pub use foreign::{Foreign, recognise_entry, recognise_text};
pub use plain::PLAIN;

/// What a file's name says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName {
    /// `20260301093000`; compares as text in the order of time.
    pub stamp: String,
    /// `create_blog_schema`
    pub name: String,
}

/// One way to name migration and seed files.
#[derive(Debug)]
pub struct Convention {
    /// As `files …` in the settings names it.
    pub code: &'static str,
    /// How its files are named, for messages.
    pub pattern: &'static str,
    /// `None` for a name that is not of this convention.
    pub read_name: fn(&str) -> Option<FileName>,
    pub write_name: fn(&FileName) -> String,
}

/// Those that can be read and written, the default first.
pub const CONVENTIONS: &[&Convention] = &[&PLAIN];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_convention_reads_back_the_names_it_writes() {
        for convention in CONVENTIONS {
            let name = FileName { stamp: "20260301093000".to_string(), name: "create_blog_schema".to_string() };
            assert_eq!((convention.read_name)(&(convention.write_name)(&name)), Some(name), "{}", convention.code);
        }
    }
}
