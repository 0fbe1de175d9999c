//! How each migration runner names, orders and marks its files.
//!
//! Comes in: a [`Listing`], all names and texts that stand in a folder. Goes out: a [`Reading`], the migrations in the runner's own order,
//! and of each text the parts that the runner executes ([`Part`]), by the one [`Convention`] that the folder as a whole follows.
//! Never happens: a file that a runner would execute and that is passed over in silence; a way back that counts as a way up; a guess
//! where two conventions would read a folder in two ways.
//!
//! Adding a convention is one file with one constant, and one entry in [`CONVENTIONS`].
//!
//! Words: a *sign* is what only this runner's folders have (a marker in a text, a file beside the migrations, an ending of the names); a
//! *version* is what orders a file, as its name has it; a *part* is a piece of a text that is executed.

mod atlas;
mod changelog;
mod dbmate;
mod diesel;
mod drizzle;
mod flyway;
mod golang_migrate;
mod goose;
mod graphile;
mod key;
mod liquibase;
mod listing;
mod markers;
mod node_pg_migrate;
mod numbered;
mod placeholder;
mod plain;
mod prisma;
mod reading;
mod records;
mod refinery;
mod sqlx;
#[cfg(test)]
mod tests;
mod versioned;
mod writing;

use std::ops::Range;

use serde::Serialize;

pub use key::{compare, is_date, numbers};
pub use listing::{Listed, Listing};
pub use plain::PLAIN;
pub use reading::{DownPart, ReadFile, Reading, Told, read_folder};
pub use records::is_record;
pub use writing::{Guard, Layout, Style, WayBack, Writing, seed_name, writable};

/// All, the default first. Where several could read a folder and would read it alike, the first of them does.
pub const CONVENTIONS: &[&Convention] = &[
    &plain::PLAIN,
    &dbmate::DBMATE,
    &goose::GOOSE,
    &golang_migrate::GOLANG_MIGRATE,
    &sqlx::SQLX,
    &flyway::FLYWAY,
    &refinery::REFINERY,
    &liquibase::LIQUIBASE,
    &atlas::ATLAS,
    &prisma::PRISMA,
    &drizzle::DRIZZLE,
    &diesel::DIESEL,
    &node_pg_migrate::NODE_PG_MIGRATE,
    &graphile::GRAPHILE,
    &versioned::VERSIONED,
    &numbered::NUMBERED,
];

/// One way to name, order and mark files.
#[derive(Debug)]
pub struct Convention {
    /// As `--convention` and `files …` in the settings name it.
    pub code: &'static str,
    /// As people call the runner.
    pub runner: &'static str,
    /// How its files are named, for messages.
    pub pattern: &'static str,
    /// Where the runner says so.
    pub source: &'static str,
    /// What a path below the folder is, by its name alone.
    pub role: fn(&str) -> Role,
    /// What shows that the folder is this runner's.
    pub sign: fn(&Listing) -> Option<&'static str>,
    /// Whether a folder without a sign may be this runner's, unless it is told.
    pub needs_sign: bool,
    pub order: Order,
    /// What of a file is executed.
    pub sections: fn(&Listed, &Listing) -> Result<Sections, Fault>,
    /// How the runner's placeholders begin and end, which must be given a value before a text can be read.
    pub placeholders: Option<fn(&Listed, &Listing) -> bool>,
    /// How files are written; absent for a convention that is only read.
    pub writing: Option<Writing>,
}

/// What a name says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName {
    /// `20260301093000`, `00003`, `1.2`: digits and what joins them, as the name has it.
    pub version: String,
    /// `create_blog_schema`; may be empty.
    pub name: String,
}

impl FileName {
    pub fn new(version: &str, name: &str) -> FileName {
        FileName { version: version.to_string(), name: name.to_string() }
    }
}

/// What a path is to a runner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// Executed once, in its order.
    Up(FileName),
    /// Takes an [`Role::Up`] of this version back.
    Down(FileName),
    /// Executed after all others, by name.
    Last(FileName),
    /// Stands for all up to this version.
    Baseline(FileName),
    /// Known to the runner, and no SQL that it executes.
    Beside,
    /// SQL that the runner never looks at, because it stands where no migration does. It is told.
    Left,
    /// Executed by the runner, and cannot be read here.
    Program,
    /// Not of this convention.
    Other,
}

/// Paths in their order, or the path of the file that should say it and what is wrong with it.
pub type Ordered = Result<Vec<String>, (String, Fault)>;

/// How a runner orders its migrations.
#[derive(Debug, Clone, Copy)]
pub enum Order {
    /// By a key that no two may share.
    Key(fn(&FileName) -> Vec<u128>),
    /// By the version as text; no two may be equal.
    Version,
    /// By the path as text.
    Path,
    /// As a file beside them says: the paths in their order. What it does not name is not executed.
    Listed(fn(&Listing, &[&str]) -> Ordered),
    /// By the version's numbers, or as dates of different precision, when that is what they are; no two may be equal.
    NumbersOrDates,
}

/// Whether a part shares a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Transaction {
    /// The runner wraps the part in one.
    Runner,
    /// The text is sent as it is: one transaction, unless it begins its own.
    #[default]
    AsWritten,
    /// Each statement by itself.
    Each,
}

/// A piece of a text that is executed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Part {
    /// Bytes of the text.
    pub range: Range<usize>,
    pub transaction: Transaction,
}

/// What stands before a part in a transaction of the runner.
const OPENS: &str = "BEGIN;\n";

impl Part {
    /// Where a byte of [`Part::script`] stands in the text.
    pub fn place(&self, in_script: usize) -> usize {
        let before = if self.transaction == Transaction::Runner { OPENS.len() } else { 0 };
        self.range.start + in_script.saturating_sub(before)
    }

    /// As the runner sends it, in one piece: with the transaction that it wraps round it.
    pub fn script(&self, text: &str) -> String {
        let sql = text.get(self.range.clone()).unwrap_or("");
        let sql = sql.strip_prefix('\u{feff}').unwrap_or(sql);
        match self.transaction {
            Transaction::Runner => format!("{OPENS}{sql}\nCOMMIT;\n"),
            Transaction::AsWritten | Transaction::Each => sql.to_string(),
        }
    }
}

/// What of a text is executed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sections {
    pub up: Vec<Part>,
    /// The way back, where it stands in the same file.
    pub down: Option<Part>,
    /// What is left out, for people.
    pub notes: Vec<String>,
}

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// From 1; 0 for the file as a whole.
    pub line: usize,
    pub message: String,
    pub help: String,
}

impl Fault {
    fn new(line: usize, message: impl Into<String>, help: impl Into<String>) -> Fault {
        Fault { line, message: message.into(), help: help.into() }
    }
}

impl PartialEq for Convention {
    fn eq(&self, other: &Convention) -> bool {
        self.code == other.code
    }
}

impl Eq for Convention {}

impl Serialize for Convention {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code)
    }
}

/// By its code.
pub fn convention(code: &str) -> Option<&'static Convention> {
    CONVENTIONS.iter().copied().find(|convention| convention.code == code)
}
