//! Plan and SeedPlan to SQL text, through templates/.
//!
//! Comes in: ordered steps and rows. Goes out: [`SqlFile`]s whose statements know the requirement that caused them.
//! Never happens: a decision about order or names; a value in a template that is not [`crate::sql::SqlText`].

use crate::source::Origin;

/// At most one migration and one seed, with one stamp.
#[derive(Debug, Clone, Default)]
pub struct SqlFiles {
    pub migration: Option<SqlFile>,
    pub seed: Option<SqlFile>,
}

#[derive(Debug, Clone)]
pub struct SqlFile {
    /// `20260101120000_create_blog_schema.sql`
    pub name: String,
    /// The file, byte for byte.
    pub text: String,
    /// The parts of `text` that run, in order, each with the requirement behind it.
    pub statements: Vec<RenderedStatement>,
    /// The rollback as executable SQL (the commented section of `text`, uncommented). Empty for a seed.
    pub rollback: String,
}

#[derive(Debug, Clone)]
pub struct RenderedStatement {
    /// Bytes of `text`.
    pub range: std::ops::Range<usize>,
    /// The bare statements inside (before any DO guard goes round them), for sqlparser.
    pub checked: Vec<String>,
    pub origin: Option<Origin>,
}
