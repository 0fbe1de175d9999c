//! `groundplan generate`: requirements and what stands, to at most one migration and one seed.
//!
//! Comes in: a [`GenerateRequest`]. Goes out: what was made and proven, and where it stands now. Never happens: a file that is
//! written without a proof, unless a person asked for that.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::ordered::IndexMap;
use crate::plural::counted;

use super::analysis::{Analysis, analyse, analyse_text};
use super::completion;
use super::extensions::{self, Setback};
use super::failure::Failure;
use super::intents::{IntentChoice, Interpreted};
use super::request::GenerateRequest;
use super::run::Run;
use super::seeding::{self, Ground};
use super::stage::{Stage, open_server, read_history, set_stage, unreadable};
use super::stamp::Stamp;
use super::standing::{self, Asking, needs_database, project_ledger};
use super::surroundings::{self, marks};
use super::switched::switched;
use super::wishes::{lookups_to_read, wishes, with_renamed_catalog};
use crate::catalog::Catalog;
use crate::convention::{Layout, PLAIN, Told, convention, writable};
use crate::diagnostic::Diagnostic;
use crate::history::{History, builds_on_mark};
use crate::ledger::{FILE_NAME, Ledger, OutputRecord, RunRecord, Verdict};
use crate::plan::{self, Impacts, Plan, Wishes, plan, suggested_name};
use crate::postgres::{Server, Version, read_lookups};
use crate::proof::{Evidence, Proof, Retry, Unverified, Warrant};
use crate::publish::{Beside, Published, STATE_FOLDER, Workspace, publish};
use crate::render::{RenderContext, SqlFile, SqlFiles};
use crate::report::{Checklist, Task};
use crate::seed::SeedPlan;
use crate::source::Sources;
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
    /// What stood before the plan.
    pub current: Catalog,
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
    let mut analysis = analysed(world, request)?;
    checklist.done(Task::AnalyseRequirements, &counted(analysis.domain.own_entities().count(), "entity"));

    checklist.start(Task::ReviewExistingSchema);
    let mut notes = Vec::new();
    let workspace = open_workspace(world, request, &mut notes)?;
    if workspace.is_some() && !notes.is_empty() {
        // What an interrupted run left undone is done now, and may be a record.
        analysis = analysed(world, request)?;
    }
    let told = told(request, &analysis);
    let history = read_history(world, &request.folders, &told)?;
    notes.extend(history.notes.iter().cloned());
    let stamp = choose_stamp(world, request, &history)?;
    let settings = analysis.domain.settings;
    let target = settings.postgres_written.map(|_| settings.postgres);
    // A proof needs filled tables; without one, the catalog that stands is mostly known without a server.
    let needed = request.prove || needs_database(&history, &analysis, request.samples);
    let server = needed.then(|| open_server(world, &request.server, target)).transpose()?;
    notes.extend(server.iter().flat_map(Server::notes));
    analysis.diagnostics.extend(server.as_ref().and_then(|server| other_server(&analysis, server.version(), request.prove)));
    let mut stage = server.as_ref().map(|server| set_stage(server, &history, &analysis.design.external)).transpose()?;
    if let Some(stage) = &mut stage {
        let lookups = lookups_to_read(&analysis.domain.former, &analysis.design.catalog);
        read_lookups(&mut stage.session, &mut stage.current, &lookups).map_err(unreadable)?;
    }
    let current = match &stage {
        Some(stage) => stage.current.clone(),
        None => {
            // Nothing has been made of no files: the ledger need not be opened for that.
            let ledger = if history.entries.is_empty() { None } else { project_ledger(world) };
            let asking = Asking { server: &request.server, target, as_superuser: false, ledger: ledger.as_ref() };
            let stands = standing::standing(world, &history, asking)?;
            analysis.diagnostics.extend(stands.warnings);
            notes.extend(stands.notes);
            notes.extend(ledger.iter().flat_map(|ledger| ledger.notes()));
            stands.catalog
        }
    };
    let stand_ins = stage.as_ref().map_or(&[][..], |stage| &stage.stand_ins);
    notes.extend(surroundings::take_in(&current, stand_ins, &mut analysis)?);
    analysis.diagnostics.extend(stage.iter_mut().flat_map(|stage| std::mem::take(&mut stage.warnings)));
    notes.extend(stage.iter_mut().flat_map(|stage| std::mem::take(&mut stage.notes)));
    checklist.done(Task::ReviewExistingSchema, &reviewed(&history, &current));

    extensions::adopt_standing(&current, &analysis.domain, &mut analysis.design);
    // Completing the design changes it, and a second try completes it again.
    let mut uncompleted = server.as_ref().map(|_| analysis.design.clone());
    let said = analysis.diagnostics.len();
    let mut retries = Vec::new();
    let attempted = loop {
        let standing = Standing { request, history: &history, current: &current, server: server.as_ref(), stamp, retries: &retries };
        match (attempt(world, &standing, &mut analysis, stage.take(), checklist), &server) {
            (Ok(attempted), _) => break attempted,
            (Err(Setback::Missing(missing)), Some(server)) => {
                let design = uncompleted.get_or_insert_with(|| analysis.design.clone());
                retries.push(missing.add_to(design, retries.len() as u32 + 1));
                analysis.design = design.clone();
                analysis.diagnostics.truncate(said);
                stage = Some(set_stage(server, &history, &analysis.design.external)?);
            }
            (Err(Setback::Final(failure)), _) => return Err(failure),
            (Err(Setback::Missing(missing)), None) => return Err(Failure::environment(&missing.cause, None)),
        }
    };
    // Here, and not by a drop: a server that does not go is an error, and nothing is written then.
    server.map_or(Ok(()), Server::stop)?;
    let Attempted { plan, files, seed_plan, evidence, judged, warnings } = attempted;
    analysis.diagnostics.extend(warnings);
    let inputs = if request.dry_run { String::new() } else { inputs(&analysis, &history) };
    let rest = Rest { stamp, inputs, analysis, current, plan, seed_plan, evidence, judged, notes };
    finish(request, workspace, files, rest, checklist)
}

fn analysed(world: &dyn World, request: &GenerateRequest) -> Result<Analysis, Failure> {
    let choice = IntentChoice { locked: request.locked, writes: !request.dry_run, model: request.model.clone() };
    let mut analysis = match &request.said {
        None => analyse(world, &request.inputs, &choice),
        Some(said) => analyse_text(world, &request.inputs, said, &choice),
    }?;
    analysis.domain.former.forget(&request.forgotten);
    Ok(analysis)
}

/// What all tries have in common.
struct Standing<'a> {
    request: &'a GenerateRequest,
    history: &'a History,
    current: &'a Catalog,
    server: Option<&'a Server>,
    stamp: Stamp,
    retries: &'a [Retry],
}

/// What a try that held has made.
struct Attempted {
    plan: Plan,
    files: SqlFiles,
    seed_plan: SeedPlan,
    evidence: Evidence,
    judged: IndexMap<&'static str, usize>,
    warnings: Vec<Diagnostic>,
}

/// From the design to proven files. The stage is used up.
fn attempt(
    world: &dyn World,
    standing: &Standing<'_>,
    analysis: &mut Analysis,
    mut stage: Option<Stage>,
    checklist: &mut Checklist<'_>,
) -> Result<Attempted, Setback> {
    let Standing { request, history, current, server, stamp, retries } = *standing;
    checklist.start(Task::Design);
    let scripts = completion::complete(server, history, analysis, retries)?;
    let wishes = wishes(&analysis.domain.former, &analysis.design.catalog);
    let wishes = with_renamed_catalog(wishes, current, &analysis.design.catalog, stage.as_mut())?;
    let wrong = switched(&analysis.domain, &analysis.design, wishes.renamed.as_ref().unwrap_or(current));
    if !wrong.is_empty() {
        let mut diagnostics = std::mem::take(&mut analysis.diagnostics);
        diagnostics.extend(wrong);
        return Err(Failure::input(diagnostics, std::mem::take(&mut analysis.sources)).into());
    }
    let mut plan = plan_changes(current, wishes, analysis)?;
    plan.scripts = scripts;
    if let (Some(stage), Some(server)) = (&mut stage, server) {
        extensions::available(&plan, stage, server.version(), analysis)?;
    }
    let steps = counted(plan.steps.len(), "step");
    checklist.done(Task::Design, &retries.last().map_or(steps.clone(), |retry| format!("{steps}; {}", retry.mended)));

    let layout = if plan.is_empty() { Layout::plain() } else { layout(request, history)? };
    let version = stamp.version_after(history.newest_version());
    let mut context = RenderContext { version, layout, ..context(world, request, analysis, &plan, stamp) };
    context.marks.splice(0..0, builds_on_mark(history));
    let evidence = Evidence {
        server: server.map(|server| server.version().to_string()).unwrap_or_default(),
        retries: retries.to_vec(),
        ..Evidence::default()
    };
    let mut run = Run { world, analysis, context: &context, evidence, judged: IndexMap::default(), warnings: Vec::new() };

    checklist.start(Task::GenerateMigration);
    let migration = run.migration(&plan)?;
    match &migration {
        Some(file) => checklist.done(Task::GenerateMigration, &counted(file.statements.len(), "statement")),
        None => checklist.skipped(Task::GenerateMigration, "the schema is as required"),
    }

    let (kept, made_anew, lost) = (plan::kept(&plan, current), plan::made_anew(&plan), plan::lost(&plan));
    let assumed = if current.tables.is_empty() { Impacts::new() } else { plan::assumed_of_plan(&plan, current) };
    let ground = Ground {
        request,
        history,
        current,
        plan: &plan,
        kept: &kept,
        made_anew: &made_anew,
        lost: &lost,
        assumed: &assumed,
        migration: migration.as_ref(),
        server,
    };
    let (seed_plan, seed) = seeding::grow_and_prove(&ground, &mut run, stage, checklist)?;
    let Run { evidence, judged, warnings, .. } = run;
    Ok(Attempted { files: SqlFiles { migration, seed }, plan, seed_plan, evidence, judged, warnings })
}

/// What the last step takes over.
struct Rest {
    stamp: Stamp,
    /// See [`inputs`]. Empty in a dry run, which writes nothing down.
    inputs: String,
    analysis: Analysis,
    current: Catalog,
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
    let beside: Vec<Beside> = rest.analysis.interpreted.iter().filter(|text| text.is_new()).map(beside).collect();
    if is_empty(&files) {
        checklist.skipped(Task::Verify, "nothing is new");
        if let Some(workspace) = &workspace {
            // There is no SQL in it that could be proven or not.
            publish(workspace, &request.folders, &files, &beside, Warrant::Unverified(&Unverified::because_the_user_asked()))?;
        }
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
        checklist.done(Task::Verify, &counted(rest.evidence.checks.len(), "check"));
        Warrant::Proven(&proof)
    } else {
        checklist.skipped(Task::Verify, "--no-verify");
        Warrant::Unverified(&unverified)
    };
    let Some(workspace) = workspace else {
        let paths = Published::of(&request.folders, &files);
        let outcome = if request.prove { Outcome::Shown } else { Outcome::ShownUnverified };
        return Ok(made(outcome, files, paths, rest));
    };
    let paths = publish(&workspace, &request.folders, &files, &beside, warrant)?;
    let outcome = if request.prove { Outcome::Written } else { Outcome::WrittenUnverified };
    record(outcome, &files, &paths, &beside, &rest);
    Ok(made(outcome, files, paths, rest))
}

/// What was read of a text, as the file that keeps it.
fn beside(text: &Interpreted) -> Beside {
    Beside { path: text.path.clone(), text: text.text.clone(), replaces: text.replaces.clone() }
}

/// Writes the run down, for the person who looks for it later. It may not succeed, and nothing depends on it.
fn record(outcome: Outcome, files: &SqlFiles, paths: &Published, beside: &[Beside], rest: &Rest) {
    let text = |file: &Option<SqlFile>| file.as_ref().map(|file| file.text.clone());
    let down = files.migration.as_ref().and_then(|file| file.down.as_ref()).map(|down| down.text.clone());
    let pairs = [(text(&files.migration), &paths.migration), (down, &paths.down), (text(&files.seed), &paths.seed)];
    let outputs = pairs.into_iter().filter_map(|(text, path)| {
        let sha256 = sha256_hex(text?.as_bytes());
        Some(OutputRecord { path: path.as_ref()?.to_string_lossy().into_owned(), sha256 })
    });
    let of_beside =
        beside.iter().map(|file| OutputRecord { path: file.path.to_string_lossy().into_owned(), sha256: sha256_hex(file.text.as_bytes()) });
    let verdict = if outcome == Outcome::Written { Verdict::Proven } else { Verdict::Unverified };
    let run =
        RunRecord { stamp: rest.stamp.to_string(), inputs: rest.inputs.clone(), outputs: outputs.chain(of_beside).collect(), verdict };
    Ledger::at(PathBuf::from(STATE_FOLDER).join(FILE_NAME)).record_run(&run);
}

/// What the run was made from: the requirements and the files that stood.
fn inputs(analysis: &Analysis, history: &History) -> String {
    let requirements = analysis.sources.files().map(|(_, file)| sha256_hex(file.text.as_bytes()));
    let standing = history.entries.iter().map(|file| format!("{} {}", file.path, file.hash()));
    sha256_hex(requirements.chain(standing).collect::<Vec<_>>().join("\n").as_bytes())
}

fn made(outcome: Outcome, files: SqlFiles, paths: Published, rest: Rest) -> Generated {
    let Rest { stamp, analysis, current, plan, seed_plan, evidence, judged, notes, .. } = rest;
    let stamp = Some(stamp).filter(|_| outcome != Outcome::NothingToDo);
    Generated { outcome, stamp, analysis, current, plan, seed_plan, files, paths, evidence, judged_by_postgresql_only: judged, notes }
}

fn is_empty(files: &SqlFiles) -> bool {
    files.migration.is_none() && files.seed.is_none()
}

/// The project for this run alone, with what a killed run left put right. A dry run changes nothing, and so takes no lock.
fn open_workspace<'w>(world: &'w dyn World, request: &GenerateRequest, notes: &mut Vec<String>) -> Result<Option<Workspace<'w>>, Failure> {
    let root = PathBuf::from(".");
    if request.dry_run {
        notes.extend(Workspace::unfinished(world, &root, &request.folders));
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
    let newest = history.newest_version().and_then(|stamp| Stamp::parse(stamp).ok());
    Stamp::choose(request.timestamp.as_deref(), epoch, newest)
        .map_err(|error| Failure::usage(&error.to_string(), "leave --timestamp out, and a later one is chosen"))
}

fn reviewed(history: &History, current: &Catalog) -> String {
    if history.entries.is_empty() {
        "nothing stands yet".to_string()
    } else {
        format!("{}, {}", counted(history.entries.len(), "file"), counted(current.tables.len(), "table"))
    }
}

fn plan_changes(current: &Catalog, wishes: Wishes, analysis: &mut Analysis) -> Result<Plan, Failure> {
    match plan(current, &analysis.design.catalog, &analysis.design.origins, wishes) {
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

/// The command line wins over `files …` in the settings.
fn told(request: &GenerateRequest, analysis: &Analysis) -> Told {
    let written = analysis.domain.settings.files.and_then(convention);
    Told { convention: request.told.convention.or(written), placeholders: request.told.placeholders.clone() }
}

/// How the migration is written: as those that stand.
fn layout(request: &GenerateRequest, history: &History) -> Result<Layout, Failure> {
    let folder = request.folders.migrations.display();
    let found = history.convention.unwrap_or(&PLAIN);
    let Some(layout) = Layout::new(found, history.style()) else {
        let message = format!("the migrations in {folder} are files of {}, which are read and not written", found.runner);
        let codes: Vec<&str> = writable().map(|convention| convention.code).collect();
        let help = format!("name another folder with --migrations; files are written for {}", codes.join(", "));
        return Err(Failure::usage(&message, &help));
    };
    let suits = layout.writing().suits;
    let others: Vec<&str> = history.others.iter().map(|other| other.code).filter(|code| !suits.contains(code)).collect();
    if !others.is_empty() {
        let message =
            format!("the folder {folder} could be one of {} or {}, which are written in different ways", found.code, others.join(", "));
        let help = format!("say which it is: `--convention {}`, or `files {}` in the settings", found.code, found.code);
        return Err(Failure::input(vec![Diagnostic::error("ambiguous-convention", message).help(help)], Sources::default()));
    }
    Ok(layout)
}

fn context(world: &dyn World, request: &GenerateRequest, analysis: &Analysis, plan: &Plan, stamp: Stamp) -> RenderContext {
    let project = &analysis.domain.project;
    let suggested = if plan.is_empty() { plan::seed_name(project) } else { suggested_name(plan, project) };
    RenderContext {
        stamp: stamp.to_string(),
        version: stamp.to_string(),
        layout: Layout::plain(),
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

/// A path as any machine would have it: from the project's folder, by whatever way it was named (an absolute path, a link, `..`); of a
/// file that is not below it, the name alone.
fn project_relative(world: &dyn World, path: &str) -> String {
    let path = Path::new(path);
    let is_plain = |path: &Path| path.components().all(|part| matches!(part, Component::Normal(_)));
    let below = || {
        let projects = path.ancestors().skip(1).filter(|folder| world.is_same_directory(folder, Path::new(".")));
        projects.filter_map(|folder| path.strip_prefix(folder).ok()).find(|rest| is_plain(rest))
    };
    let shown = if is_plain(path) { Some(path) } else { below() };
    let shown = shown.unwrap_or_else(|| Path::new(path.file_name().unwrap_or_default()));
    shown.components().collect::<PathBuf>().to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::MemoryWorld;

    #[test]
    fn a_requirement_is_named_from_the_projects_folder() {
        let world = MemoryWorld::new().with_file("parts/a.schema", "").with_file("/other/b.schema", "");
        for (path, expected) in [
            ("a.schema", "a.schema"),
            ("./a.schema", "a.schema"),
            ("parts/a.schema", "parts/a.schema"),
            ("/project/parts/a.schema", "parts/a.schema"),
            ("/project/../project/parts/./a.schema", "parts/a.schema"),
            ("parts/../a.schema", "a.schema"),
            ("../project/a.schema", "a.schema"),
            ("../other/b.schema", "b.schema"),
            ("/other/b.schema", "b.schema"),
        ] {
            assert_eq!(project_relative(&world, path), expected, "{path}");
        }
    }

    fn said(settings: &str, major: u32, prove: bool) -> Option<String> {
        let world =
            MemoryWorld::new().with_file("a.schema", &format!("settings {{ {settings} }}\nentity A {{ name varchar(9) unique }}\n"));
        let analysis = analyse(&world, &[PathBuf::from("a.schema")], &IntentChoice::default()).expect("sound requirements");
        other_server(&analysis, Version { major, minor: 4 }, prove).map(|warning| warning.message)
    }

    #[test]
    fn the_settings_name_the_conventions_that_can_be_written() {
        let codes: Vec<&str> = writable().map(|convention| convention.code).collect();
        assert_eq!(codes, crate::domain::FILES);
    }

    #[test]
    fn the_settings_name_the_locales_that_have_words() {
        assert_eq!(crate::seed::locales(), crate::domain::LOCALES);
    }

    #[test]
    fn a_proof_on_another_server_than_the_written_target_is_a_warning() {
        assert_eq!(said("postgres 14", 17, true).as_deref(), Some("The target is PostgreSQL 14, and the proof runs on 17.4"));
        assert_eq!(said("postgres 17", 17, true), None);
        assert_eq!(said("keys uuid", 17, true), None, "nobody has chosen a target");
        assert_eq!(said("postgres 14", 17, false), None, "nothing is proven");
    }
}
