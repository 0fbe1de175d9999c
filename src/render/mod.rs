//! Plan and SeedPlan to SQL text, through templates/.
//!
//! Comes in: ordered steps and rows. Goes out: [`SqlFile`]s whose statements know the requirement that caused them.
//! Never happens: a decision about order or names; a value in a template that is not [`crate::sql::SqlText`].

use std::sync::Arc;

use crate::ordered::IndexMap;

use crate::catalog::Catalog;
use crate::convention::{Layout, Part};
use crate::source::Origin;

mod alteration;
mod copy;
mod definition;
mod difference;
mod file;
#[cfg(test)]
pub(crate) mod fixture;
mod made_anew;
mod meant;
mod meant_written;
mod migration;
mod rename;
mod reverse;
mod rollback;
mod seed;
mod seed_insert;
mod seed_key;
mod seed_parent;
mod seed_value;
mod sequence;
mod statement;
mod swap;
mod table_part;
mod template;
#[cfg(test)]
mod tests;
mod unused;

pub use copy::{RowFormat, RowText, StreamText, copy_line};
pub use difference::{StepSql, render_difference, render_steps};
pub use migration::{WAY_BACK_LOSES, render_migration};
pub use rollback::{has_rollback, rollback_of};
pub use seed::{preparations, render_seed};
pub use template::RenderError;

/// What the files say about themselves. Nothing of it depends on the machine.
#[derive(Debug, Clone)]
pub struct RenderContext {
    /// `YYYYMMDDHHMMSS`, UTC.
    pub stamp: String,
    /// As the files' names have it: the stamp, or the next number of a folder that counts.
    pub version: String,
    /// How the migration is written. A seed is always written plainly.
    pub layout: Layout,
    /// The file's name without version and extension; see `plan::suggested_name`.
    pub name: String,
    /// The project's title, or its name.
    pub title: String,
    /// Project-relative paths, in the order in which they were read.
    pub requirements: Vec<String>,
    pub edition: String,
    /// `false` under `--no-verify`: the header says so.
    pub verified: bool,
    /// What stands when the seed runs: which columns identify a parent, which columns number themselves.
    pub catalog: Arc<Catalog>,
    /// Comment lines for the head of the migration, by which a later run knows what it must find.
    pub marks: Vec<String>,
    /// Views of the requirements by their key in the catalog: a migration shows the query that a person wrote, not what PostgreSQL makes of it.
    pub written: IndexMap<String, WrittenView>,
}

/// A view as it is written.
#[derive(Debug, Clone)]
pub struct WrittenView {
    /// Where its names are looked up first.
    pub schema: String,
    /// `CREATE VIEW public.recent AS …`, without a final semicolon.
    pub create: String,
    /// The same with OR REPLACE; nothing for a materialized view.
    pub replace: Option<String>,
}

/// At most one migration and one seed, with one stamp.
#[derive(Debug, Clone, Default)]
pub struct SqlFiles {
    pub migration: Option<SqlFile>,
    pub seed: Option<SqlFile>,
}

#[derive(Debug, Clone, Default)]
pub struct SqlFile {
    /// `20260101120000_create_blog_schema.sql`
    pub name: String,
    /// The file, byte for byte.
    pub text: String,
    /// What of `text` is executed, and whether its runner gives it a transaction.
    pub up: Part,
    /// The parts of `text` that run, in order, each with the requirement behind it.
    pub statements: Vec<RenderedStatement>,
    /// The rollback as executable SQL: what stands in `text` as comments or behind a marker, or in `down`. Empty for a seed.
    pub rollback: String,
    /// Statements of both that PostgreSQL's catalog or a person gave: sqlparser need not read them.
    pub foreign: Vec<String>,
    /// The way back as a file of its own, where the convention has one. Both files are one migration.
    pub down: Option<DownFile>,
}

/// The way back of a migration as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DownFile {
    pub name: String,
    pub text: String,
}

impl SqlFile {
    /// What its runner sends, in one piece.
    pub fn script(&self) -> String {
        self.up.script(&self.text)
    }

    /// The statement at a byte of [`SqlFile::script`].
    pub fn statement_at(&self, in_script: usize) -> Option<&RenderedStatement> {
        let place = self.up.place(in_script);
        self.statements.iter().find(|statement| statement.range.contains(&place))
    }
}

#[derive(Debug, Clone)]
pub struct RenderedStatement {
    /// Bytes of `text`.
    pub range: std::ops::Range<usize>,
    /// The bare statements inside (before any DO guard goes round them), for sqlparser.
    pub checked: Vec<String>,
    pub origin: Option<Origin>,
}
