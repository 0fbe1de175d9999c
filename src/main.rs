//! The command line: arguments in, exit code out. Builds the real world, and shows what the pipeline gives.
//!
//! Standard output carries results (the report, SQL, a formatted file), standard error everything else.

use std::collections::BTreeSet;
use std::io::{IsTerminal, Read, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use groundplan::arguments::{
    Arguments, CheckArguments, ColorChoice, Command, DiffArguments, DraftArguments, FmtArguments, FolderArguments, GenerateArguments,
    ImportArguments, ModelArguments, ModelCommand, ModelWishArguments, OutputArguments, PlanArguments, ReportFormat, RollbackArguments,
    RowForm, RunnerArguments, SHORT_HELP, SeedArguments, ServerArguments, Switch, VerifyArguments,
};
use groundplan::convention::Told;
use groundplan::diagnostic::render::{data, render};
use groundplan::diagnostic::{Diagnostic, Severity};
use groundplan::intent::LONGEST_TEXT;
use groundplan::parallel::on_a_worker;
use groundplan::pipeline::{
    self, Analysis, DraftChoice, Failure, Findings, FreeText, GenerateRequest, IntentChoice, ModelChoice, ModelWish, Purpose, ServerChoice,
    StateSource, TextSource, is_stale, report_of, status_of,
};
use groundplan::plural::counted;
use groundplan::postgres::interrupt;
use groundplan::publish::Folders;
use groundplan::render::RowFormat;
use groundplan::report::{
    Checklist, ChecksReport, Display, Exit, FileKind, FileReport, ImportedReport, Progress, Report, RowsReport, Status, TaskReport,
    VerificationReport, created, drafted_summary, explain, imported_summary, list_of_codes, render_text, seeded_summary, terminal,
};
use groundplan::source::Sources;
use groundplan::syntax;
use groundplan::world::{RealWorld, World};

/// A third of the work on large requirements is allocation; see docs/benchmarks.md.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let Some(command) = arguments.command else {
        eprint!("{SHORT_HELP}");
        return Exit::Usage.into();
    };
    let program = Program::new(arguments.output);
    if let Err(failure) = program.prepare() {
        return program.fail(name_of(&command), failure, Vec::new()).into();
    }
    let run = || match command {
        Command::Generate(arguments) => program.generate(arguments),
        Command::Draft(arguments) => program.draft(arguments),
        Command::Plan(arguments) => program.plan(arguments),
        Command::Check(arguments) => program.check(&arguments),
        Command::Fmt(arguments) => program.format(&arguments),
        Command::Verify(arguments) => program.verify(&arguments),
        Command::Diff(arguments) => program.difference(arguments),
        Command::Import(arguments) => program.import(arguments),
        Command::Seed(arguments) => program.seed(arguments),
        Command::Rollback(arguments) => program.rollback(&arguments),
        Command::Model(arguments) => program.model(arguments),
        Command::Explain(arguments) => program.explain(arguments.code.as_deref()),
    };
    on_a_worker(run).into()
}

/// One run: the world it runs in and how it shows itself.
struct Program {
    world: RealWorld,
    output: OutputArguments,
    started: Duration,
}

impl Program {
    fn new(output: OutputArguments) -> Program {
        let world = RealWorld;
        let started = world.elapsed();
        Program { world, output, started }
    }

    /// Enters the project's folder and sees to what Ctrl-C must clean up.
    fn prepare(&self) -> Result<(), Failure> {
        if let Some(folder) = &self.output.project {
            self.world.enter(folder)?;
        }
        interrupt::install().map_err(|error| Failure::environment(&format!("cannot watch for Ctrl-C: {error}"), None))
    }

    fn asked_color(&self) -> Option<bool> {
        match self.output.color {
            ColorChoice::Auto => None,
            ColorChoice::Always => Some(true),
            ColorChoice::Never => Some(false),
        }
    }

    fn milliseconds(&self) -> f64 {
        self.world.elapsed().saturating_sub(self.started).as_secs_f64() * 1000.0
    }

    fn generate(&self, arguments: GenerateArguments) -> Exit {
        let said = match arguments.text.as_deref().map(|text| self.said(text, &arguments)).transpose() {
            Ok(said) => said,
            Err(failure) => return self.fail("generate", failure, Vec::new()),
        };
        let (folders, told) = folders(arguments.folders);
        let request = GenerateRequest {
            inputs: arguments.paths,
            folders,
            told,
            name: arguments.name,
            timestamp: arguments.timestamp,
            prove: !arguments.no_verify,
            samples: arguments.samples == Switch::On,
            dry_run: arguments.dry_run || arguments.check,
            forgotten: BTreeSet::new(),
            server: server_choice(arguments.server),
            said,
            locked: arguments.locked,
            model: self.model_wish(arguments.model),
        };
        self.generate_for(if arguments.check { Purpose::Compare } else { Purpose::Write }, &request)
    }

    fn plan(&self, arguments: PlanArguments) -> Exit {
        let (folders, told) = folders(arguments.folders);
        let request = GenerateRequest {
            inputs: arguments.paths,
            folders,
            told,
            name: None,
            timestamp: None,
            prove: true,
            samples: arguments.samples == Switch::On,
            dry_run: true,
            forgotten: BTreeSet::new(),
            server: server_choice(arguments.server),
            said: None,
            locked: arguments.locked,
            model: None,
        };
        self.generate_for(Purpose::Plan, &request)
    }

    /// `--model`
    fn model_wish(&self, arguments: ModelWishArguments) -> Option<ModelWish> {
        let display = Display::of_standard_error(self.output.quiet, self.asked_color(), &self.world);
        let threads = arguments.run.threads;
        arguments.model.map(|path| ModelWish { choice: ModelChoice { path, threads }, display })
    }

    /// `--text`
    fn said(&self, text: &str, arguments: &GenerateArguments) -> Result<FreeText, Failure> {
        let source = self.text_source(Some(text))?;
        Ok(FreeText {
            text: source.read(&self.world)?,
            named_after: source.stem(),
            name: arguments.name.clone(),
            archetypes: arguments.archetypes == Switch::On,
        })
    }

    /// A text, the file that holds it, or standard input.
    fn text_source(&self, argument: Option<&str>) -> Result<TextSource, Failure> {
        if let Some(argument) = argument.filter(|argument| *argument != "-") {
            return TextSource::named(&self.world, argument);
        }
        if argument.is_none() && std::io::stdin().is_terminal() {
            let help = "give it as an argument, or the name of its file, or pipe it in: cat wishes.txt | groundplan draft";
            return Err(Failure::usage("there is no text to draft from", help));
        }
        let mut bytes = Vec::new();
        let most = LONGEST_TEXT as u64 + 1;
        match std::io::stdin().take(most).read_to_end(&mut bytes) {
            Ok(_) => Ok(TextSource::Given(bytes)),
            Err(error) => Err(Failure::environment(&format!("cannot read standard input: {error}"), None)),
        }
    }

    /// Standard output has the requirements and nothing else; standard error says what was read, with the words that led to it.
    fn draft(&self, arguments: DraftArguments) -> Exit {
        let output = arguments.output.filter(|output| output.as_path() != Path::new("-"));
        let archetypes = arguments.archetypes == Switch::On;
        let model = self.model_wish(arguments.model);
        let choice = self.text_source(arguments.text.as_deref()).map(|source| DraftChoice { source, output, archetypes, model });
        let (choice, found) = match choice.and_then(|choice| Ok((pipeline::draft(&self.world, &choice)?, choice))) {
            Ok((found, choice)) => (choice, found),
            Err(failure) => return self.fail("draft", failure, Vec::new()),
        };
        let data = pipeline::drafted(&found, &choice);
        if !self.output.quiet {
            eprint!("{}", drafted_summary(&data, &found.mistakes));
        }
        let status = if found.mistakes.is_empty() { Status::Drafted } else { Status::DraftedWithMistakes };
        match (&choice.output, self.output.report) {
            (None, ReportFormat::Text) => self.print(&data.schema).max(status.exit()),
            (Some(_), ReportFormat::Text) => status.exit(),
            (_, ReportFormat::Json) => {
                self.show_report(Report { intents: vec![data], notes: found.mistakes, ..Report::new("draft", status) })
            }
        }
    }

    fn generate_for(&self, purpose: Purpose, request: &GenerateRequest) -> Exit {
        let display = Display::of_standard_error(self.output.quiet, self.asked_color(), &self.world);
        let mut checklist = Checklist::new(&self.world, display, std::io::stderr());
        let result = pipeline::generate(&self.world, request, &mut checklist);
        if result.is_err() {
            interrupt::wait_if_under_way();
            checklist.stopped();
        }
        let tasks = checklist.into_report();
        match result {
            Ok(generated) if purpose == Purpose::Compare && generated.analysis.diagnostics.iter().any(is_stale) => {
                let Analysis { mut diagnostics, sources, .. } = generated.analysis;
                diagnostics.iter_mut().filter(|found| is_stale(found)).for_each(|found| found.severity = Severity::Error);
                self.fail(purpose.command(), Failure::input(diagnostics, sources), tasks)
            }
            Ok(generated) => {
                self.show_diagnostics(&generated.analysis.diagnostics, &generated.analysis.sources);
                // The steps are what `plan` is asked for.
                if self.shows_nothing() && purpose != Purpose::Plan {
                    // Plain data by now, a great many small pieces of it: the system takes the memory back sooner than we could.
                    let generated = std::mem::ManuallyDrop::new(generated);
                    return status_of(purpose, &generated).exit();
                }
                self.show_report(report_of(purpose, !request.dry_run, generated, tasks))
            }
            Err(failure) => self.fail(purpose.command(), failure, tasks),
        }
    }

    fn check(&self, arguments: &CheckArguments) -> Exit {
        let mut notes = Vec::new();
        if arguments.fix {
            let (folders, told) = folders(arguments.folders.clone());
            match pipeline::delete_spent(
                &self.world,
                &arguments.paths,
                &folders,
                &told,
                &server_choice(arguments.server.clone()),
                arguments.locked,
            ) {
                Ok(pipeline::Fixed { deleted, kept }) => {
                    for file in &deleted {
                        notes.extend(file.words.iter().map(|(line, word)| format!("{}:{line}: deleted `{word}`", file.path.display())));
                    }
                    for file in &kept {
                        let kept =
                            |(line, word)| format!("{}:{line}: kept `{word}`: its sample rows are recognised by it", file.path.display());
                        notes.extend(file.words.iter().map(|(line, word)| (line, word)).map(kept));
                    }
                    if notes.is_empty() {
                        notes.push("Nothing is spent: each `was` and `removed` has still something to do, or there is none".to_string());
                    }
                }
                Err(failure) => return self.fail("check", failure, Vec::new()),
            }
        }
        match pipeline::analyse(&self.world, &arguments.paths, &IntentChoice { locked: arguments.locked, writes: false, model: None }) {
            Ok(analysis) => {
                self.show_diagnostics(&analysis.diagnostics, &analysis.sources);
                let mut report = Report::new("check", Status::Checked);
                report.requirements = analysis.sources.files().map(|(_, file)| file.path.clone()).collect();
                report.intents = analysis.interpreted.iter().map(|text| pipeline::interpreted(text, false)).collect();
                report.diagnostics = data(&analysis.diagnostics, &analysis.sources);
                report.notes = notes;
                self.show_report(report)
            }
            Err(failure) => self.fail("check", failure, Vec::new()),
        }
    }

    fn format(&self, arguments: &FmtArguments) -> Exit {
        if arguments.reads_standard_input() {
            return self.format_standard_input(arguments.check);
        }
        match pipeline::format_files(&self.world, &arguments.paths, arguments.check) {
            Ok(formatted) => {
                let mut shown = Exit::Done;
                if !self.output.quiet {
                    let lead = if arguments.check { "would change" } else { "laid out" };
                    let lines: String = formatted.changed.iter().map(|path| format!("{lead} {}\n", path.display())).collect();
                    shown = self.print(&lines);
                    eprintln!("{}", laid_out(formatted.changed.len(), formatted.seen, arguments.check));
                }
                if arguments.check && !formatted.changed.is_empty() { shown.max(Exit::InputErrors) } else { shown }
            }
            Err(failure) => self.fail("fmt", failure, Vec::new()),
        }
    }

    fn format_standard_input(&self, only_check: bool) -> Exit {
        let mut text = String::new();
        if let Err(error) = std::io::stdin().read_to_string(&mut text) {
            return self.fail("fmt", Failure::environment(&format!("cannot read standard input: {error}"), None), Vec::new());
        }
        match syntax::format(&text) {
            Ok(formatted) if only_check => {
                if formatted == text {
                    Exit::Done
                } else {
                    Exit::InputErrors
                }
            }
            Ok(formatted) => self.print(&formatted),
            Err(diagnostics) => {
                let mut sources = Sources::default();
                sources.add("<standard input>", &text);
                self.fail("fmt", Failure::input(diagnostics, sources), Vec::new())
            }
        }
    }

    fn verify(&self, arguments: &VerifyArguments) -> Exit {
        let (folders, told) = folders(arguments.folders.clone());
        match pipeline::verify(&self.world, &folders, &told, &server_choice(arguments.server.clone())) {
            Ok(verified) => self.show_report(verified.into()),
            Err(failure) => self.fail("verify", failure, Vec::new()),
        }
    }

    /// Standard output has the SQL and nothing else, so that it can be piped.
    fn difference(&self, arguments: DiffArguments) -> Exit {
        let (from, to) = (StateSource::named(&arguments.from), StateSource::named(&arguments.to));
        let reading = pipeline::ReadingChoice { told: told(arguments.runner), server: server_choice(arguments.server) };
        let found = match pipeline::difference(&self.world, &from, &to, arguments.reverse, &reading) {
            Ok(found) => found,
            Err(failure) => return self.fail("diff", failure, Vec::new()),
        };
        if self.output.report == ReportFormat::Text {
            let notes = if self.output.quiet { &[][..] } else { &found.notes };
            notes.iter().for_each(|note| eprintln!("note: {note}"));
            return self.print(&found.sql);
        }
        let status = if found.plan.is_empty() { Status::Equal } else { Status::Different };
        let mut report = Report::new("diff", status);
        report.created = created(&found.plan, &[], &Sources::default());
        report.sql = Some(found.sql);
        report.notes = found.notes;
        self.show_report(report)
    }

    /// Standard output has the requirements and nothing else; standard error says how much of what stands they say in the language.
    fn import(&self, arguments: ImportArguments) -> Exit {
        let source = StateSource::named(&arguments.source);
        let reading = pipeline::ReadingChoice { told: told(arguments.runner), server: server_choice(arguments.server) };
        // As other tools have it, `-` is standard output.
        let output = arguments.output.as_deref().filter(|output| *output != Path::new("-"));
        let imported = match pipeline::import(&self.world, &source, output, &reading) {
            Ok(imported) => imported,
            Err(failure) => return self.fail("import", failure, Vec::new()),
        };
        let data = ImportedReport {
            schema: imported.text,
            shares: imported.shares,
            in_sql: imported.in_sql.iter().map(ToString::to_string).collect(),
            otherwise: imported.otherwise,
        };
        if !self.output.quiet {
            imported.notes.iter().for_each(|note| eprintln!("note: {note}"));
            eprint!("{}", imported_summary(&data, &imported.in_sql));
        }
        let status = if data.otherwise.is_empty() { Status::Imported } else { Status::ImportedOtherwise };
        match (output, self.output.report) {
            (None, ReportFormat::Text) => self.print(&data.schema).max(status.exit()),
            (Some(_), ReportFormat::Text) => status.exit(),
            (_, ReportFormat::Json) => {
                self.show_report(Report { imported: Some(data), notes: imported.notes, ..Report::new("import", status) })
            }
        }
    }

    fn seed(&self, arguments: SeedArguments) -> Exit {
        let reading = pipeline::ReadingChoice { told: told(arguments.runner), server: server_choice(arguments.server) };
        let choice = pipeline::SampleChoice {
            source: StateSource::named(&arguments.source),
            rows: arguments.rows,
            locale: arguments.locale,
            counts: arguments.tables,
            output: arguments.output.filter(|output| output.as_path() != Path::new("-")),
            format: if arguments.format == RowForm::Copy { RowFormat::Copy } else { RowFormat::Insert },
            into: arguments.into,
            streams: self.output.report == ReportFormat::Text,
        };
        let display = Display::of_standard_error(self.output.quiet, self.asked_color(), &self.world);
        let mut progress = Progress::new(&self.world, display, std::io::stderr());
        let sampled = match pipeline::sample(&self.world, &choice, &reading, &mut progress, &mut std::io::stdout()) {
            Ok(sampled) => sampled,
            Err(failure) => {
                interrupt::wait_if_under_way();
                progress.end();
                return self.fail("seed", failure, Vec::new());
            }
        };
        if sampled.is_cut_short {
            return Exit::Done;
        }
        let status = match (&sampled.text, &choice.into) {
            _ if sampled.rows.is_empty() => Status::NothingSeeded,
            (_, Some(_)) => Status::Loaded,
            (None, None) => Status::Streamed,
            (Some(_), None) => Status::Seeded,
        };
        let path = choice.output.as_ref().map(|path| path.display().to_string());
        let rows = sampled.rows.iter().map(|(table, rows)| RowsReport { table: table.to_string(), rows: *rows }).collect();
        let file = sampled
            .text
            .as_ref()
            .map(|text| FileReport::new(FileKind::Seed, path.clone().unwrap_or_default(), path.is_some(), text.clone()));
        let report = Report {
            rows,
            coverage: Some(sampled.coverage).filter(|coverage| !coverage.is_empty()),
            files: file.into_iter().collect(),
            verification: Some(VerificationReport::from(&sampled.evidence)),
            // Of a load, the notes tell.
            checks: sampled.text.as_ref().map(|_| ChecksReport {
                solved: sampled.conditions.judged,
                left_to_postgresql: sampled.unjudged.iter().map(|(table, check)| format!("{table}: {check}")).collect(),
                rows_made_anew: sampled.tried,
            }),
            notes: sampled.notes,
            ..Report::new("seed", status)
        };
        if !self.output.quiet && self.output.report == ReportFormat::Text {
            report.notes.iter().for_each(|note| eprintln!("note: {note}"));
            eprint!("{}", seeded_summary(&report));
            if let (None, Some(path)) = (&sampled.text, &path) {
                eprintln!("wrote {path}");
            }
        }
        match (self.output.report, &sampled.text) {
            (ReportFormat::Json, _) => self.show_report(report),
            (ReportFormat::Text, Some(text)) if path.is_none() => self.print(text).max(status.exit()),
            (ReportFormat::Text, _) => status.exit(),
        }
    }

    fn rollback(&self, arguments: &RollbackArguments) -> Exit {
        match pipeline::rollback(&self.world, &arguments.file) {
            Ok(rollback) => self.print(&rollback),
            Err(failure) => self.fail("rollback", failure, Vec::new()),
        }
    }

    fn model(&self, arguments: ModelArguments) -> Exit {
        let ModelCommand::Check { path, run } = arguments.command;
        let choice = ModelChoice { path, threads: run.threads };
        let display = Display::of_standard_error(self.output.quiet, self.asked_color(), &self.world);
        let mut progress = Progress::new(&self.world, display, std::io::stderr());
        match pipeline::check_model(&self.world, &choice, &mut progress) {
            Ok(checked) => self.show_report(checked.into_report(run.threads)),
            Err(failure) => self.fail("model", failure, Vec::new()),
        }
    }

    fn explain(&self, code: Option<&str>) -> Exit {
        let color = terminal::wants_color(self.asked_color(), terminal::standard_output_is_terminal(), &self.world);
        let known = pipeline::explanations();
        match code.map(|code| explain(code, &known, color)) {
            None => self.print(&list_of_codes(&known, color)),
            Some(Ok(page)) => self.print(&page),
            Some(Err(message)) => self.fail("explain", Failure::usage(&message, "`groundplan explain` lists all codes"), Vec::new()),
        }
    }

    /// Findings are drawn on standard error; advice is left out when a person wants quiet.
    fn show_diagnostics(&self, diagnostics: &[Diagnostic], sources: &Sources) {
        let shown: Vec<Diagnostic> =
            diagnostics.iter().filter(|diagnostic| !self.output.quiet || diagnostic.severity == Severity::Error).cloned().collect();
        if !shown.is_empty() {
            let color = terminal::wants_color(self.asked_color(), terminal::standard_error_is_terminal(), &self.world);
            eprint!("{}", render(&shown, sources, color));
        }
    }

    /// A report that nobody sees need not be made.
    fn shows_nothing(&self) -> bool {
        self.output.quiet && self.output.report == ReportFormat::Text
    }

    fn show_report(&self, report: Report) -> Exit {
        let report = Report { milliseconds: self.milliseconds(), ..report };
        let exit = report.status.exit();
        let shown = match self.output.report {
            ReportFormat::Json => self.print(&report.to_json()),
            ReportFormat::Text if self.shows_nothing() && report.command != "plan" => Exit::Done,
            ReportFormat::Text => {
                let color = terminal::wants_color(self.asked_color(), terminal::standard_output_is_terminal(), &self.world);
                self.print(&render_text(&report, color))
            }
        };
        exit.max(shown)
    }

    /// Says on standard error why there is no result. The report follows where it tells more: as JSON always, as text when a proof was
    /// under way.
    fn fail(&self, command: &'static str, failure: Failure, tasks: Vec<TaskReport>) -> Exit {
        // What failed because the program is being ended is nobody's mistake.
        interrupt::wait_if_under_way();
        let mut report = Report::new(command, failure.status());
        report.tasks = tasks;
        let mut tells_more = false;
        match failure {
            Failure::Input(findings) | Failure::Lacking(findings) | Failure::Refused(findings) | Failure::Internal(findings) => {
                let Findings { diagnostics, sources, evidence } = *findings;
                self.show_diagnostics(&diagnostics, &sources);
                report.diagnostics = data(&diagnostics, &sources);
                if !evidence.checks.is_empty() {
                    report.verification = Some(VerificationReport::from(&evidence));
                }
                tells_more = !matches!(report.status, Status::InputErrors | Status::EnvironmentFailed);
            }
            Failure::Usage { message, help } => {
                report.notes = vec![message, help];
            }
            Failure::Environment { message, help } => {
                report.notes = [Some(message), help].into_iter().flatten().collect();
            }
        }
        if command == "verify" && report.status == Status::ProofRefused {
            report.status = Status::NotVerified;
        }
        for (lead, note) in ["error: ", "  help: "].into_iter().zip(&report.notes) {
            eprintln!("{lead}{note}");
        }
        let exit = report.status.exit();
        if self.output.report == ReportFormat::Json || tells_more {
            return self.show_report(report).max(exit);
        }
        if command == "generate" && !self.output.quiet {
            eprintln!("Nothing was written.");
        }
        exit
    }

    /// A reader that went away (`| head`) is no error.
    fn print(&self, text: &str) -> Exit {
        let mut out = std::io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                eprintln!("error: cannot write to standard output: {error}");
                Exit::Environment
            }
            _ => Exit::Done,
        }
    }
}

fn name_of(command: &Command) -> &'static str {
    match command {
        Command::Generate(_) => "generate",
        Command::Draft(_) => "draft",
        Command::Plan(_) => "plan",
        Command::Check(_) => "check",
        Command::Fmt(_) => "fmt",
        Command::Verify(_) => "verify",
        Command::Diff(_) => "diff",
        Command::Import(_) => "import",
        Command::Seed(_) => "seed",
        Command::Rollback(_) => "rollback",
        Command::Model(_) => "model",
        Command::Explain(_) => "explain",
    }
}

/// How `fmt` ended, in one line.
fn laid_out(changed: usize, seen: usize, only_check: bool) -> String {
    let files = counted(seen, "file");
    match (changed, only_check) {
        (0, _) if seen == 1 => "The file is laid out already".to_string(),
        (0, _) => format!("All {files} are laid out already"),
        (_, true) => format!("{changed} of {files} would change"),
        (_, false) => format!("{changed} of {files} changed"),
    }
}

fn folders(arguments: FolderArguments) -> (Folders, Told) {
    let FolderArguments { migrations, seeds, runner } = arguments;
    (Folders { migrations, seeds }, told(runner))
}

fn told(arguments: RunnerArguments) -> Told {
    let RunnerArguments { convention, placeholders } = arguments;
    Told { convention, placeholders }
}

fn server_choice(arguments: ServerArguments) -> ServerChoice {
    ServerChoice { url: arguments.server, binaries: arguments.pg_bin }
}
