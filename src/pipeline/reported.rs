//! What a command made, as a [`Report`].
//!
//! Comes in: the results of the other functions here. Goes out: what `report` lays out and main shows. Never happens: a decision about the result.

use super::draft::{DraftChoice, Drafted, TextSource};
use super::generate::{Generated, Outcome};
use super::intents::{Found, Interpreted};
use crate::catalog::QualifiedName;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::render::data;
use crate::intent::Draft;
use crate::ordered::IndexMap;
use crate::report::{
    FileKind, FileReport, IntentReport, Report, RowsReport, SaidReport, Status, TaskReport, VerificationReport, created, steps,
};

/// What a run of `generate` is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Write,
    /// `plan`
    Plan,
    /// `generate --check`
    Compare,
}

impl Purpose {
    pub fn command(self) -> &'static str {
        if self == Purpose::Plan { "plan" } else { "generate" }
    }
}

/// The folders do not agree with the requirements where a seed fills what no migration makes, as after its migration was deleted.
pub fn is_stale(found: &Diagnostic) -> bool {
    found.code == "seed-does-not-load"
}

/// How a run of `generate` ended.
pub fn status_of(purpose: Purpose, generated: &Generated) -> Status {
    let outcome = generated.outcome;
    let holds_more = || generated.analysis.diagnostics.iter().any(|diagnostic| diagnostic.code == "left-alone");
    match (purpose, outcome) {
        (Purpose::Compare, Outcome::NothingToDo) if holds_more() => return Status::HoldMore,
        (Purpose::Compare, Outcome::NothingToDo) => return Status::Agrees,
        (Purpose::Compare, _) => return Status::Lacks,
        (Purpose::Plan, Outcome::Shown | Outcome::ShownUnverified) => return Status::Planned,
        (Purpose::Plan | Purpose::Write, _) => {}
    }
    match outcome {
        Outcome::NothingToDo => Status::NothingToDo,
        Outcome::Written => Status::Written,
        Outcome::WrittenUnverified => Status::WrittenUnverified,
        Outcome::Shown => Status::DryRun,
        Outcome::ShownUnverified => Status::DryRunUnverified,
    }
}

/// Of `generate` and `plan`. `writes` tells whether the run was one that writes files.
pub fn report_of(purpose: Purpose, writes: bool, generated: Generated, tasks: Vec<TaskReport>) -> Report {
    let mut report = Report::new(purpose.command(), status_of(purpose, &generated));
    let sources = &generated.analysis.sources;
    if purpose != Purpose::Write {
        report.steps = steps(&generated.plan, &generated.current, sources);
    }
    report.stamp = generated.stamp.map(|stamp| stamp.to_string());
    report.requirements = sources.files().map(|(_, file)| file.path.clone()).collect();
    report.tasks = tasks;
    report.created = created(&generated.plan, &generated.analysis.design.decisions, sources);
    let mut rows: IndexMap<&QualifiedName, u64> = IndexMap::default();
    for block in generated.seed_plan.initial.iter().chain(&generated.seed_plan.sample) {
        *rows.entry(&block.table).or_default() += block.rows.len() as u64;
    }
    report.rows = rows.into_iter().map(|(table, rows)| RowsReport { table: table.to_string(), rows }).collect();
    let coverage = &generated.seed_plan.coverage;
    report.coverage = Some((**coverage).clone()).filter(|coverage| !report.rows.is_empty() && !coverage.is_empty());
    let written = matches!(generated.outcome, Outcome::Written | Outcome::WrittenUnverified);
    let migration = generated.files.migration.as_ref();
    let files = [
        (FileKind::Migration, migration.map(|file| &file.text), &generated.paths.migration),
        (FileKind::Rollback, migration.and_then(|file| file.down.as_ref()).map(|down| &down.text), &generated.paths.down),
        (FileKind::Seed, generated.files.seed.as_ref().map(|file| &file.text), &generated.paths.seed),
    ];
    for (kind, text, path) in files {
        if let (Some(text), Some(path)) = (text, path) {
            report.files.push(FileReport::new(kind, path.to_string_lossy(), written, text.clone()));
        }
    }
    if !generated.evidence.checks.is_empty() {
        report.verification = Some(VerificationReport::from(&generated.evidence));
    }
    report.intents = generated.analysis.interpreted.iter().map(|text| interpreted(text, writes)).collect();
    report.diagnostics = data(&generated.analysis.diagnostics, sources);
    report.notes = generated.notes;
    if !generated.judged_by_postgresql_only.is_empty() {
        let kinds: Vec<String> = generated.judged_by_postgresql_only.iter().map(|(kind, count)| format!("{count} × {kind}")).collect();
        let unverified = matches!(generated.outcome, Outcome::WrittenUnverified | Outcome::ShownUnverified);
        let judge = if unverified { "Judged by nobody (--no-verify)" } else { "Judged by PostgreSQL only" };
        report.notes.push(format!("{judge}, because sqlparser does not read them: {}", kinds.join(", ")));
    }
    report
}

/// Of free text among the requirements. `writes` tells whether the run kept what was new.
pub fn interpreted(text: &Interpreted, writes: bool) -> IntentReport {
    let (found, because) = match &text.found {
        Found::Recorded => ("recorded", Vec::new()),
        Found::Read => ("read", Vec::new()),
        Found::ReadAnew(changes) => ("read-anew", changes.clone()),
        Found::Drafted => ("drafted", Vec::new()),
    };
    IntentReport {
        path: Some(text.path.to_string_lossy().replace('\\', "/")),
        written: writes && text.is_new(),
        found,
        because,
        changed: text.changed.clone(),
        ..of_draft(&text.draft, &text.source, &text.reader)
    }
}

/// Of `draft`.
pub fn drafted(drafted: &Drafted, choice: &DraftChoice) -> IntentReport {
    let source = match &choice.source {
        TextSource::Written(_) => "the text".to_string(),
        TextSource::Given(_) => "standard input".to_string(),
        TextSource::File(path) => path.display().to_string(),
    };
    let path = choice.output.as_ref().map(|path| path.display().to_string());
    IntentReport { written: path.is_some(), path, ..of_draft(&drafted.draft, &source, &drafted.reader) }
}

fn of_draft(draft: &Draft, source: &str, reader: &str) -> IntentReport {
    IntentReport {
        source: source.to_string(),
        path: None,
        written: false,
        found: "drafted",
        because: Vec::new(),
        reader: reader.to_string(),
        read: draft.read.iter().map(|said| SaidReport { what: said.what.clone(), words: said.words.clone() }).collect(),
        questions: draft.questions.clone(),
        notes: draft.notes.clone(),
        unread: draft.unread.clone(),
        differences: draft.differences.clone(),
        changed: Vec::new(),
        schema: draft.schema.clone(),
    }
}
