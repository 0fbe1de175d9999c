//! What a person, or a reader of JSON, learns about a run.
//!
//! Comes in: what each stage made and found. Goes out: the list that is ticked off while the run goes on ([`Checklist`]),
//! then one [`Report`] as text or as one JSON document. Never happens: a decision, a file, a different result because of what is shown.
//!
//! Text goes to standard output, as does the JSON document, alone; progress, errors and notes go to standard error.

mod checklist;
mod covered;
mod created;
mod explain;
mod imported;
mod interpreted;
mod model;
mod progress;
mod seeded;
mod status;
mod steps;
pub mod terminal;
mod text;

use std::time::Duration;

use serde::Serialize;

pub use checklist::{Checklist, Display, Task, TaskReport, TaskState};
pub use created::{CreatedGroup, CreatedItem, Reason, created};
pub use explain::{Explanation, explain, list_of_codes};
pub use imported::{ImportedReport, imported_summary};
pub use interpreted::{IntentReport, SaidReport, drafted_summary, intent_heading, intent_lines};
pub use model::{ModelReport, SpeedReport, model_summary};
pub use progress::Progress;
pub use seeded::{ChecksReport, seeded_summary};
pub use status::{Exit, Status};
pub use steps::{HazardReport, ImpactReport, StepReport, steps};
pub use text::render_text;

use crate::diagnostic::render::DiagnosticData;
use crate::proof::{Evidence, TableImpact};
use crate::seed::Coverage;
use crate::world::sha256_hex;

/// The version of the JSON document. Fields may be added under one version; a change or removal raises it.
pub const VERSION: u32 = 1;

/// A run, whole.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    pub version: u32,
    /// `generate`, `check`, `verify`.
    pub command: &'static str,
    pub status: Status,
    /// What the shell sees.
    pub exit_code: u8,
    pub milliseconds: f64,
    /// Of the files; absent when there are none.
    pub stamp: Option<String>,
    /// The requirement files, in the order in which they were read.
    pub requirements: Vec<String>,
    pub tasks: Vec<TaskReport>,
    pub created: Vec<CreatedGroup>,
    /// Of `plan`, in the order in which they run.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<StepReport>,
    /// The rows that the seed asks for, by table, in the order of insertion.
    pub rows: Vec<RowsReport>,
    /// What the rows show of what is allowed; absent where no row is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<Coverage>,
    /// Of `seed`: how its rows came to fulfil what the schema asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checks: Option<ChecksReport>,
    pub files: Vec<FileReport>,
    pub verification: Option<VerificationReport>,
    pub diagnostics: Vec<DiagnosticData>,
    /// Of `diff`: what leads from one state to the other, empty when they are equal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sql: Option<String>,
    /// Of `import`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub imported: Option<ImportedReport>,
    /// What was read of free text; absent where there is none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub intents: Vec<IntentReport>,
    /// Of `model check`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<ModelReport>,
    /// What else happened: a run that was completed, a ledger that could not be used.
    pub notes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowsReport {
    pub table: String,
    pub rows: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FileKind {
    Migration,
    /// The way back of the migration, where its runner has that in a file of its own.
    Rollback,
    Seed,
}

/// One file that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileReport {
    pub kind: FileKind,
    /// As the run was told it, relative where it was.
    pub path: String,
    /// It stands there now.
    pub written: bool,
    pub lines: usize,
    pub sha256: String,
    pub sql: String,
}

impl FileReport {
    pub fn new(kind: FileKind, path: impl Into<String>, written: bool, sql: impl Into<String>) -> FileReport {
        let sql = sql.into();
        FileReport { kind, path: path.into(), written, lines: sql.lines().count(), sha256: sha256_hex(sql.as_bytes()), sql }
    }
}

/// What the proof found, or would have found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VerificationReport {
    /// The server's version; empty when none was reached.
    pub server: String,
    pub checks: Vec<CheckReport>,
    pub retries: Vec<RetryReport>,
    /// The rows that came, by table.
    pub rows: Vec<RowsReport>,
    /// What the migration does to the tables that stand: the strongest lock and whether rows are rewritten, assumed and measured.
    pub impacts: Vec<TableImpact>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CheckReport {
    /// Stable: `second-run`.
    pub check: serde_json::Value,
    pub title: String,
    pub passed: bool,
    pub milliseconds: f64,
    pub detail: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RetryReport {
    pub attempt: u32,
    pub cause: String,
    pub mended: String,
}

impl From<&Evidence> for VerificationReport {
    fn from(evidence: &Evidence) -> VerificationReport {
        let checks = evidence.checks.iter().map(|result| CheckReport {
            check: serde_json::to_value(result.check).unwrap_or_default(),
            title: result.check.title().to_string(),
            passed: result.passed,
            milliseconds: milliseconds(result.duration),
            detail: result.detail.clone(),
        });
        let retries = evidence.retries.iter().map(|retry| RetryReport {
            attempt: retry.attempt,
            cause: retry.cause.clone(),
            mended: retry.mended.clone(),
        });
        VerificationReport {
            server: evidence.server.clone(),
            checks: checks.collect(),
            retries: retries.collect(),
            rows: evidence.rows.iter().map(|(table, rows)| RowsReport { table: table.clone(), rows: *rows }).collect(),
            impacts: evidence.impacts.clone(),
        }
    }
}

/// To the microsecond: more is noise.
pub fn milliseconds(duration: Duration) -> f64 {
    duration.as_micros() as f64 / 1000.0
}

impl Report {
    /// With nothing in it but how the run ended.
    pub fn new(command: &'static str, status: Status) -> Report {
        Report {
            version: VERSION,
            command,
            status,
            exit_code: status.exit() as u8,
            milliseconds: 0.0,
            stamp: None,
            requirements: Vec::new(),
            tasks: Vec::new(),
            created: Vec::new(),
            steps: Vec::new(),
            rows: Vec::new(),
            coverage: None,
            checks: None,
            files: Vec::new(),
            verification: None,
            diagnostics: Vec::new(),
            sql: None,
            imported: None,
            intents: Vec::new(),
            model: None,
            notes: Vec::new(),
        }
    }

    /// One JSON document, with a line break at its end.
    pub fn to_json(&self) -> String {
        // Plain data with text keys: it cannot fail to serialise; were it to, an empty object is still JSON.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_else(|_| "{}".to_string());
        text.push('\n');
        text
    }
}
