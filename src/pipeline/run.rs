//! What the tasks of `generate` after planning share: the analysis, what files say about themselves, the evidence so far.
//!
//! Comes in: a plan, rendered files, refusals. Goes out: files that sqlparser has read, failures with the evidence up to them.
//! Never happens: a failure without the checks that passed before it.

use std::time::Duration;

use crate::ordered::IndexMap;
use crate::plural::counted;

use super::analysis::Analysis;
use super::failure::Failure;
use crate::check::{self, CheckReport};
use crate::convention::WayBack;
use crate::diagnostic::Diagnostic;
use crate::parallel::both;
use crate::plan::Plan;
use crate::proof::{self, Check, Evidence, Refusal};
use crate::render::{RenderContext, SqlFile, render_migration, rollback_of};
use crate::source::Sources;
use crate::world::World;

/// What the stages after planning share.
pub(super) struct Run<'a> {
    pub world: &'a dyn World,
    pub analysis: &'a Analysis,
    pub context: &'a RenderContext,
    pub evidence: Evidence,
    pub judged: IndexMap<&'static str, usize>,
    /// Of the seed, at its last try.
    pub warnings: Vec<Diagnostic>,
}

/// From so many statements on, two readers read a file at once.
const MANY: usize = 100;

/// Whether the try after so many retries may be followed by another one.
pub(super) fn may_follow(retries: usize) -> bool {
    /// How often something is tried before it is given up.
    const ATTEMPTS: usize = 5;
    retries + 1 < ATTEMPTS
}

impl Run<'_> {
    /// Whether this try may be followed by another one.
    pub fn may_try_again(&self) -> bool {
        may_follow(self.evidence.retries.len())
    }

    /// Renders the plan and has sqlparser read every statement. `None` for an empty plan.
    pub fn migration(&mut self, plan: &Plan) -> Result<Option<SqlFile>, Failure> {
        if plan.is_empty() {
            return Ok(None);
        }
        let file = render_migration(plan, self.context).map_err(|error| self.internal("rendering the migration", &error.to_string()))?;
        // Which of both says no must not depend on which is done first.
        let (report, read_back) = both(file.statements.len() >= MANY, || self.checked(&file), || self.reads_back(&file));
        self.parsed(report, Check::Parses)?;
        read_back?;
        Ok(Some(file))
    }

    /// What the runner will read in the file must be what is proven of it: a comment or a value may look like one of its markers.
    fn reads_back(&self, file: &SqlFile) -> Result<(), Failure> {
        let layout = self.context.layout;
        if layout.way_back == WayBack::Comments && !rollback_of(&file.text).is_ok_and(|rollback| rollback == file.rollback) {
            return Err(self.internal("rendering the migration", "the rollback section does not read back as it was written"));
        }
        let mut found = layout.read_back(&file.name, &file.text).map(|sections| {
            let same_way_back =
                layout.way_back != WayBack::Section || sections.down.is_some_and(|part| part.script(&file.text) == file.rollback);
            sections.up == [file.up.clone()] && same_way_back
        });
        if let (Ok(true), Some(down)) = (&found, &file.down) {
            found = layout
                .read_back(&down.name, &down.text)
                .map(|sections| sections.up.iter().map(|part| part.script(&down.text)).eq([file.rollback.clone()]));
        }
        let (place, reason) = match found {
            Ok(true) => return Ok(()),
            Ok(false) => (0, "its sections would be cut in other places".to_string()),
            Err(fault) => (fault.line, fault.message),
        };
        let runner = layout.convention.runner;
        let message = format!("the file {} would not be read by {runner} as it is meant: {reason}", file.name);
        let line = file.text.lines().nth(place.saturating_sub(1)).filter(|_| place > 0);
        let help = match line {
            Some(line) => format!("line {place} of the file is `{}`: write that otherwise in the requirements", line.trim()),
            None => "a text in the requirements has a line that looks like a marker of the runner: write it otherwise".to_string(),
        };
        Err(Failure::input(vec![Diagnostic::error("not-writable", message).help(help)], self.sources()))
    }

    /// The first gate of a proof.
    pub fn parse(&mut self, file: &SqlFile, gate: Check) -> Result<(), Failure> {
        let report = self.checked(file);
        self.parsed(report, gate)
    }

    /// With how long it took.
    fn checked(&self, file: &SqlFile) -> (CheckReport, Duration) {
        let start = self.world.elapsed();
        let report = check::check(file);
        (report, self.world.elapsed().saturating_sub(start))
    }

    fn parsed(&mut self, (report, duration): (CheckReport, Duration), gate: Check) -> Result<(), Failure> {
        let CheckReport { statements, judged_by_postgresql_only, refused } = report;
        let passed = refused.is_empty();
        let detail = match refused.first() {
            None => counted(statements, "statement"),
            Some(refusal) => refusal.to_string(),
        };
        for (kind, count) in judged_by_postgresql_only {
            *self.judged.entry(kind).or_default() += count;
        }
        self.evidence.checks.push(proof::CheckResult { check: gate, passed, duration, detail: detail.clone() });
        if passed { Ok(()) } else { Err(self.internal("checking the SQL", &detail)) }
    }

    pub fn refused(&self, refusal: Refusal) -> Failure {
        let mut diagnostics = refusal.diagnostics;
        // What PostgreSQL does not know may be what another version brought.
        diagnostics.extend(self.analysis.diagnostics.iter().filter(|known| known.code == "other-server-version").cloned());
        Failure::refused(diagnostics, self.sources(), self.evidence.clone())
    }

    /// A fault of Groundplan's own: said as such, with what to do.
    pub fn internal(&self, doing: &str, what: &str) -> Failure {
        Failure::internal(format!("{doing} failed: {what}"), self.sources(), self.evidence.clone())
    }

    fn sources(&self) -> Sources {
        self.analysis.sources.clone()
    }
}
