//! What a proof found: one result for each check, in the order in which they ran.

use std::time::Duration;

use serde::Serialize;

use crate::plan::Impact;

/// The checks of a proof. What each promises stands beside its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Check {
    /// sqlparser reads every statement, or the statement is of a kind that PostgreSQL alone judges.
    Parses,
    /// The same for the seed.
    SeedParses,
    /// The existing files run in their order, and the new migration on top of them, as a plain owner.
    Applies,
    /// The migration runs again and changes nothing.
    SecondRun,
    /// What PostgreSQL holds is what was meant: the catalog before, and the plan.
    CatalogEqualsPlan,
    /// The rollback brings the catalog and the rows back.
    RollsBack,
    /// After the rollback, the migration applies again.
    Reapplies,
    SeedLoads,
    /// The seed runs again and changes no row.
    SeedSecondRun,
    /// Each table has gained as many rows as were asked for.
    RowCounts,
    /// The temporary database is gone.
    CleanedUp,
}

impl Check {
    /// What a migration must have passed, in the order in which it runs.
    pub const OF_MIGRATION: &[Check] =
        &[Check::Parses, Check::Applies, Check::CatalogEqualsPlan, Check::SecondRun, Check::RollsBack, Check::Reapplies];
    /// What a seed must have passed, in the order in which it runs.
    pub const OF_SEED: &[Check] = &[Check::SeedParses, Check::SeedLoads, Check::RowCounts, Check::SeedSecondRun];

    pub fn title(self) -> &'static str {
        match self {
            Check::Parses => "every statement parses",
            Check::SeedParses => "every statement of the seed parses",
            Check::Applies => "applies on top of what exists, as a plain owner",
            Check::SecondRun => "a second run changes nothing",
            Check::CatalogEqualsPlan => "the catalog is what was planned",
            Check::RollsBack => "the rollback restores what stood before",
            Check::Reapplies => "applies again after the rollback",
            Check::SeedLoads => "the seed loads",
            Check::SeedSecondRun => "a second seed run changes no row",
            Check::RowCounts => "row counts are as asked",
            Check::CleanedUp => "the temporary database is gone",
        }
    }

    /// Whether it is made anew when the seed is.
    pub fn is_of_seed(self) -> bool {
        Check::OF_SEED.contains(&self)
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct CheckResult {
    pub check: Check,
    pub passed: bool,
    /// For people; never part of a file.
    pub duration: Duration,
    /// What was seen: `12 statements`, or why it failed.
    pub detail: String,
}

/// A try that failed for a cause that the generator could mend.
#[derive(Debug, Clone, Serialize)]
pub struct Retry {
    /// Counts from 1.
    pub attempt: u32,
    /// What went wrong, with its SQLSTATE.
    pub cause: String,
    /// What was done about it.
    pub mended: String,
}

/// What the migration does to a table that stands, in its strongest moment: as assumed from the plan, and as measured while it ran.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableImpact {
    pub table: String,
    pub assumed: Option<Impact>,
    pub measured: Option<Impact>,
}

/// What a whole proof found.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Evidence {
    pub checks: Vec<CheckResult>,
    pub retries: Vec<Retry>,
    /// The server's version, `15.18`.
    pub server: String,
    /// Rows that the seed brought, by table in the order of insertion.
    pub rows: Vec<(String, u64)>,
    /// By table; none for a migration that begins with nothing.
    pub impacts: Vec<TableImpact>,
}
