//! `groundplan generate`: requirements and what stands, to at most one migration and one seed.
//!
//! Comes in: a [`GenerateRequest`]. Goes out: what was made and proven, and where it stands now. Never happens: a file that is
//! written without a proof, unless a person asked for that.

use std::path::PathBuf;
use std::sync::Arc;

use indexmap::IndexMap;

use super::analysis::{Analysis, analyse};
use super::completion;
use super::failure::Failure;
use super::request::GenerateRequest;
use super::run::Run;
use super::seeding::{self, Ground};
use super::stage::{open_server, set_stage};
use super::stamp::Stamp;
use super::surroundings::{self, marks};
use crate::catalog::Catalog;
use crate::diagnostic::Diagnostic;
use crate::history::{self, History};
use crate::ledger::{FILE_NAME, Ledger, OutputRecord, RunRecord, Verdict};
use crate::plan::{self, Plan, RemovalPolicy, plan, suggested_name};
use crate::postgres::{Server, Version};
use crate::proof::{self, Evidence, Proof, Unverified, Warrant};
use crate::publish::{Published, STATE_FOLDER, Workspace, publish};
use crate::render::{RenderContext, SqlFile, SqlFiles};
use crate::report::{Checklist, Task};
use crate::seed::SeedPlan;
use crate::world::{World, sha256_hex};

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    NothingToDo,
    Written,
    WrittenUnverified,
    /// `--dry-run`
    Shown,
    /// `--dry-run --no-verify`
    ShownUnverified,
}

#[derive(Debug)]
pub struct Generated {
    pub outcome: Outcome,
    pub stamp: Option<Stamp>,
    pub analysis: Analysis,
    pub plan: Plan,
    pub seed_plan: SeedPlan,
    pub files: SqlFiles,
    /// Where the files stand, or would.
    pub paths: Published,
    pub evidence: Evidence,
    /// Kinds of statements that sqlparser cannot read and PostgreSQL alone has judged, with how many there were in both files.
    pub judged_by_postgresql_only: IndexMap<&'static str, usize>,
    pub notes: Vec<String>,
}

/// The whole run, a task of the list at a time.
pub fn generate(world: &dyn World, request: &GenerateRequest, checklist: &mut Checklist<'_>) -> Result<Generated, Failure> {
    checklist.start(Task::AnalyseRequirements);
    let mut analysis = analyse(world, &request.inputs)?;
    checklist.done(Task::AnalyseRequirements, &proof::counted(analysis.domain.own_entities().count(), "entity"));

    checklist.start(Task::ReviewExistingSchema);
    let mut notes = Vec::new();
    let workspace = open_workspace(world, request, &mut notes)?;
    let history = history::read(world, &request.folders.migrations, &request.folders.seeds).map_err(super::verify::input)?;
    let stamp = choose_stamp(world, request, &history)?;
    let server = if request.prove || !history.entries.is_empty() { Some(open_server(world, &request.server)?) } else { None };
    notes.extend(server.iter().flat_map(Server::notes));
    analysis.diagnostics.extend(server.as_ref().and_then(|server| other_server(&analysis, server.version(), request.prove)));
    let mut stage = server.as_ref().map(|server| set_stage(server, &history, &analysis.design.external)).transpose()?;
    let current = stage.as_ref().map_or_else(Catalog::default, |stage| stage.current.clone());
    let stand_ins = stage.as_ref().map_or(&[][..], |stage| &stage.stand_ins);
    notes.extend(surroundings::take_in(&current, stand_ins, &mut analysis)?);
    analysis.diagnostics.extend(stage.iter_mut().flat_map(|stage| std::mem::take(&mut stage.warnings)));
    checklist.done(Task::ReviewExistingSchema, &reviewed(&history, &current));

    checklist.start(Task::Design);
    let scripts = completion::complete(server.as_ref(), &history, &mut analysis)?;
    let mut plan = plan_changes(&current, &mut analysis)?;
    plan.scripts = scripts;
    checklist.done(Task::Design, &proof::counted(plan.steps.len(), "step"));

    let context = context(world, request, &analysis, &plan, stamp);
    let mut run =
        Run { world, analysis: &analysis, context: &context, evidence: Evidence::default(), judged: IndexMap::new(), warnings: Vec::new() };
    run.evidence.server = server.as_ref().map(|server| server.version().to_string()).unwrap_or_default();

    checklist.start(Task::GenerateMigration);
    let migration = run.migration(&plan)?;
    match &migration {
        Some(file) => checklist.done(Task::GenerateMigration, &proof::counted(file.statements.len(), "statement")),
        None => checklist.skipped(Task::GenerateMigration, "the schema is as required"),
    }

    let ground =
        Ground { request, history: &history, current: &current, plan: &plan, migration: migration.as_ref(), server: server.as_ref() };
    let (seed_plan, seed) = seeding::grow_and_prove(&ground, &mut run, stage, checklist)?;
    let files = SqlFiles { migration, seed };
    // Here, and not by a drop: a server that does not go is an error, and nothing is written then.
    server.map_or(Ok(()), Server::stop)?;
    let Run { evidence, judged, warnings, .. } = run;
    analysis.diagnostics.extend(warnings);
    let inputs = inputs(&analysis, &history);
    let rest = Rest { stamp, inputs, analysis, plan, seed_plan, evidence, judged, notes };
    finish(request, workspace, files, rest, checklist)
}

/// What the last step takes over.
struct Rest {
    stamp: Stamp,
    /// See [`inputs`].
    inputs: String,
    analysis: Analysis,
    plan: Plan,
    seed_plan: SeedPlan,
    evidence: Evidence,
    judged: IndexMap<&'static str, usize>,
    notes: Vec<String>,
}

/// Seals the proof and publishes.
fn finish(
    request: &GenerateRequest,
    workspace: Option<Workspace<'_>>,
    files: SqlFiles,
    rest: Rest,
    checklist: &mut Checklist<'_>,
) -> Result<Generated, Failure> {
    if is_empty(&files) {
        checklist.skipped(Task::Verify, "nothing is new");
        return Ok(made(Outcome::NothingToDo, files, Published::default(), rest));
    }
    let unverified = Unverified::because_the_user_asked();
    let proof;
    let warrant = if request.prove {
        proof = match Proof::seal(rest.evidence.clone(), &files) {
            Ok(proof) => proof,
            Err(evidence) => {
                let message = "a check of the proof failed".to_string();
                let diagnostics = vec![Diagnostic::error("proof-incomplete", message)];
                return Err(Failure::refused(diagnostics, rest.analysis.sources, evidence));
            }
        };
        checklist.done(Task::Verify, &proof::counted(rest.evidence.checks.len(), "check"));
        Warrant::Proven(&proof)
    } else {
        checklist.skipped(Task::Verify, "--no-verify");
        Warrant::Unverified(&unverified)
    };
    let Some(workspace) = workspace else {
        let path = |folder: &PathBuf, file: &Option<SqlFile>| file.as_ref().map(|file| folder.join(&file.name));
        let paths =
            Published { migration: path(&request.folders.migrations, &files.migration), seed: path(&request.folders.seeds, &files.seed) };
        let outcome = if request.prove { Outcome::Shown } else { Outcome::ShownUnverified };
        return Ok(made(outcome, files, paths, rest));
    };
    let paths = publish(&workspace, &request.folders, &files, warrant)?;
    let outcome = if request.prove { Outcome::Written } else { Outcome::WrittenUnverified };
    record(outcome, &files, &paths, &rest);
    Ok(made(outcome, files, paths, rest))
}

/// Writes the run down, for the person who looks for it later. It may not succeed, and nothing depends on it.
fn record(outcome: Outcome, files: &SqlFiles, paths: &Published, rest: &Rest) {
    let pairs = [(&files.migration, &paths.migration), (&files.seed, &paths.seed)];
    let outputs = pairs.into_iter().filter_map(|(file, path)| {
        let sha256 = sha256_hex(file.as_ref()?.text.as_bytes());
        Some(OutputRecord { path: path.as_ref()?.to_string_lossy().into_owned(), sha256 })
    });
    let verdict = if outcome == Outcome::Written { Verdict::Proven } else { Verdict::Unverified };
    let run = RunRecord { stamp: rest.stamp.to_string(), inputs: rest.inputs.clone(), outputs: outputs.collect(), verdict };
    Ledger::at(PathBuf::from(STATE_FOLDER).join(FILE_NAME)).record_run(&run);
}

/// What the run was made from: the requirements and the files that stood.
fn inputs(analysis: &Analysis, history: &History) -> String {
    let requirements = analysis.sources.files().map(|(_, file)| sha256_hex(file.text.as_bytes()));
    let standing = history.entries.iter().map(|file| format!("{} {}", file.path, file.hash));
    sha256_hex(requirements.chain(standing).collect::<Vec<_>>().join("\n").as_bytes())
}

fn made(outcome: Outcome, files: SqlFiles, paths: Published, rest: Rest) -> Generated {
    let Rest { stamp, analysis, plan, seed_plan, evidence, judged, notes, .. } = rest;
    let stamp = Some(stamp).filter(|_| outcome != Outcome::NothingToDo);
    Generated { outcome, stamp, analysis, plan, seed_plan, files, paths, evidence, judged_by_postgresql_only: judged, notes }
}

fn is_empty(files: &SqlFiles) -> bool {
    files.migration.is_none() && files.seed.is_none()
}

/// The project for this run alone, with what a killed run left put right. A dry run changes nothing, and so takes no lock.
fn open_workspace<'w>(world: &'w dyn World, request: &GenerateRequest, notes: &mut Vec<String>) -> Result<Option<Workspace<'w>>, Failure> {
    let root = PathBuf::from(".");
    if request.dry_run {
        if Workspace::is_unfinished(world, &root) {
            notes.push("an interrupted run left files behind; the next run that writes will put them right".to_string());
        }
        return Ok(None);
    }
    let (workspace, recovery) = Workspace::open(world, &root, &request.folders)?;
    notes.extend(recovery.note());
    Ok(Some(workspace))
}

/// A proof holds for the server that it ran on. Whoever has written down a target learns when that was another one.
fn other_server(analysis: &Analysis, server: Version, prove: bool) -> Option<Diagnostic> {
    let target = analysis.domain.settings.postgres;
    let written = analysis.domain.settings.postgres_written.filter(|_| prove && server.major != target)?;
    let message = format!("The target is PostgreSQL {target}, and the proof runs on {server}");
    let help = format!(
        "Install a server of version {target}, or name one with `--pg-bin` or `--server`: what differs between {} and {target} is not proven",
        server.major
    );
    Some(Diagnostic::warning("other-server-version", message).at(written, "the target").help(help))
}

fn choose_stamp(world: &dyn World, request: &GenerateRequest, history: &History) -> Result<Stamp, Failure> {
    let epoch = match world.variable("SOURCE_DATE_EPOCH") {
        None => world.now(),
        Some(text) => text.trim().parse::<i64>().map_err(|_| {
            let message = format!("SOURCE_DATE_EPOCH is `{text}`, which is not a number of seconds");
            Failure::usage(&message, "unset it, or set it to seconds since 1970-01-01, such as 1767225600")
        })?,
    };
    let newest = history.newest_stamp().and_then(|stamp| Stamp::parse(stamp).ok());
    Stamp::choose(request.timestamp.as_deref(), epoch, newest)
        .map_err(|error| Failure::usage(&error.to_string(), "leave --timestamp out, and a later one is chosen"))
}

fn reviewed(history: &History, current: &Catalog) -> String {
    if history.entries.is_empty() {
        "nothing stands yet".to_string()
    } else {
        format!("{}, {}", proof::counted(history.entries.len(), "file"), proof::counted(current.tables.len(), "table"))
    }
}

fn plan_changes(current: &Catalog, analysis: &mut Analysis) -> Result<Plan, Failure> {
    match plan(current, &analysis.design.catalog, &analysis.design.origins, RemovalPolicy::Declared) {
        Ok((plan, warnings)) => {
            analysis.diagnostics.extend(warnings);
            Ok(plan)
        }
        Err(errors) => {
            let mut diagnostics = std::mem::take(&mut analysis.diagnostics);
            diagnostics.extend(errors);
            Err(Failure::input(diagnostics, std::mem::take(&mut analysis.sources)))
        }
    }
}

fn context(world: &dyn World, request: &GenerateRequest, analysis: &Analysis, plan: &Plan, stamp: Stamp) -> RenderContext {
    let project = &analysis.domain.project;
    let suggested = if plan.is_empty() { plan::seed_name(project) } else { suggested_name(plan, project) };
    RenderContext {
        stamp: stamp.to_string(),
        name: request.name.clone().unwrap_or(suggested),
        title: analysis.domain.title.clone().unwrap_or_else(|| project.clone()),
        requirements: analysis.sources.files().map(|(_, file)| project_relative(world, &file.path)).collect(),
        edition: analysis.domain.settings.edition.to_string(),
        verified: request.prove,
        catalog: Arc::clone(&plan.expected),
        marks: marks(plan, &analysis.design.external),
        written: completion::written(&analysis.domain),
    }
}

/// A path as any machine would have it: below the project's folder, or the file's name alone.
fn project_relative(world: &dyn World, path: &str) -> String {
    let path = std::path::Path::new(path);
    let below = if path.is_absolute() {
        let here = world.current_directory().unwrap_or_default();
        path.strip_prefix(&here).ok().map(std::path::Path::to_path_buf)
    } else if path.starts_with("..") {
        None
    } else {
        Some(path.to_path_buf())
    };
    let shown = below.unwrap_or_else(|| PathBuf::from(path.file_name().unwrap_or_default()));
    shown.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::MemoryWorld;

    fn said(settings: &str, major: u32, prove: bool) -> Option<String> {
        let world =
            MemoryWorld::new().with_file("a.schema", &format!("settings {{ {settings} }}\nentity A {{ name varchar(9) unique }}\n"));
        let analysis = analyse(&world, &[PathBuf::from("a.schema")]).expect("sound requirements");
        other_server(&analysis, Version { major, minor: 4 }, prove).map(|warning| warning.message)
    }

    #[test]
    fn a_proof_on_another_server_than_the_written_target_is_a_warning() {
        assert_eq!(said("postgres 14", 17, true).as_deref(), Some("The target is PostgreSQL 14, and the proof runs on 17.4"));
        assert_eq!(said("postgres 17", 17, true), None);
        assert_eq!(said("keys uuid", 17, true), None, "nobody has chosen a target");
        assert_eq!(said("postgres 14", 17, false), None, "nothing is proven");
    }
}
