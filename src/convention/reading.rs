//! A folder read as one convention: which one it follows, what runs and in which order.
//!
//! Comes in: a listing, and perhaps the name of the convention. Goes out: a [`Reading`], or all that is wrong with the folder at once.
//! Never happens: a decision file by file. All names and texts together decide, and where two conventions would read the folder in two
//! ways, a person is asked.

use super::listing::{Listed, Listing, file_part};
use super::numbered::leading_version;
use super::placeholder::{self, Values};
use super::{CONVENTIONS, Convention, Fault, FileName, Order, Ordered, Part, Role, Sections, flyway, key, numbers};
use crate::diagnostic::Diagnostic;

/// What a person has said about a folder.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// `--convention`, or `files …` in the settings.
    pub convention: Option<&'static Convention>,
    /// `--placeholder NAME=VALUE`.
    pub placeholders: Vec<(String, String)>,
}

/// A folder, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// Absent for an empty folder of which nobody has said anything.
    pub convention: Option<&'static Convention>,
    /// Conventions with the same signs that would read the folder alike.
    pub others: Vec<&'static Convention>,
    /// In the order in which the runner executes them on an empty database.
    pub files: Vec<ReadFile>,
    /// What the runner knows and does not execute, for people.
    pub notes: Vec<String>,
}

/// A migration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadFile {
    /// Below the folder.
    pub path: String,
    pub file_name: FileName,
    /// With its placeholders replaced.
    pub text: String,
    pub parts: Vec<Part>,
    pub down: Option<DownPart>,
    /// It has no version: it runs after all that have one.
    pub runs_last: bool,
}

/// The way back of a migration: a section of its file, or a file of its own.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DownPart {
    /// As the migration's own path.
    pub path: String,
    /// The whole text of that file.
    pub text: String,
    pub part: Part,
}

impl DownPart {
    pub fn sql(&self) -> &str {
        self.text.get(self.part.range.clone()).unwrap_or("")
    }

    /// As the runner sends it, in one piece.
    pub fn script(&self) -> String {
        self.part.script(&self.text)
    }
}

/// Reads the folder as the convention that was told, or as the one that it follows.
pub fn read_folder(listing: &Listing, told: &Told) -> Result<Reading, Vec<Diagnostic>> {
    if let Some(convention) = told.convention {
        let read = Attempt::of(convention, listing, told);
        return read.result.map(|reading| Reading { convention: Some(convention), ..reading });
    }
    if !listing.files.iter().any(|file| file.path.to_ascii_lowercase().ends_with(".sql") || is_program(&file.path)) {
        return Ok(Reading::default());
    }
    let signed: Vec<(&'static Convention, &'static str)> =
        CONVENTIONS.iter().filter_map(|convention| Some((*convention, (convention.sign)(listing)?))).collect();
    if signed.is_empty() {
        return without_sign(listing, told);
    }
    let mut read = Vec::new();
    let mut refused: Vec<(Attempt, &str)> = Vec::new();
    for (convention, sign) in signed {
        let attempt = Attempt::of(convention, listing, told);
        match attempt.result {
            Ok(reading) => read.push((convention, reading)),
            Err(_) => refused.push((attempt, sign)),
        }
    }
    let mut read = read.into_iter();
    match read.next() {
        Some((first, reading)) => agreed(listing, first, reading, read.collect()),
        None => Err(explained(refused)),
    }
}

/// The first that reads all of it; when none does, what the one says that knows the most files.
fn without_sign(listing: &Listing, told: &Told) -> Result<Reading, Vec<Diagnostic>> {
    let mut best: Option<Attempt> = None;
    for convention in CONVENTIONS.iter().filter(|convention| !convention.needs_sign) {
        let attempt = Attempt::of(convention, listing, told);
        if let Ok(reading) = attempt.result {
            return Ok(Reading { convention: Some(convention), ..reading });
        }
        if best.as_ref().is_none_or(|best| attempt.known > best.known) {
            best = Some(attempt);
        }
    }
    best.map_or_else(|| Ok(Reading::default()), |attempt| attempt.result)
}

/// One reading of those whose signs stand in the folder, if all that can read it read it alike.
fn agreed(
    listing: &Listing,
    first: &'static Convention,
    reading: Reading,
    rest: Vec<(&'static Convention, Reading)>,
) -> Result<Reading, Vec<Diagnostic>> {
    let runs = |reading: &Reading| {
        let ranges = |file: &ReadFile| file.parts.iter().map(|part| part.range.clone()).collect::<Vec<_>>();
        reading.files.iter().map(|file| (file.path.clone(), file.text.clone(), ranges(file))).collect::<Vec<_>>()
    };
    let mine = runs(&reading);
    if rest.iter().all(|(_, other)| runs(other) == mine) {
        let others = rest.into_iter().map(|(convention, _)| convention).collect();
        return Ok(Reading { convention: Some(first), others, ..reading });
    }
    let names: Vec<&str> = std::iter::once(first.code).chain(rest.iter().map(|(convention, _)| convention.code)).collect();
    let message = format!("the folder {} could be read in more than one way: as files of {}", listing.folder, names.join(", "));
    Err(vec![Diagnostic::error("ambiguous-convention", message).help(format!("say which it is, such as `--convention {}`", first.code))])
}

fn explained(refused: Vec<(Attempt, &str)>) -> Vec<Diagnostic> {
    let best = refused.iter().map(|(attempt, _)| attempt.known).max().unwrap_or(0);
    let signs: Vec<String> = refused.iter().map(|(attempt, sign)| format!("{sign} ({})", attempt.convention.runner)).collect();
    let Some((attempt, _)) = refused.into_iter().find(|(attempt, _)| attempt.known == best) else { return Vec::new() };
    let runner = attempt.convention.runner;
    let mut problems = attempt.result.err().unwrap_or_default();
    if let Some(first) = problems.first_mut() {
        let more = format!("the folder is read as one of {runner}, because of {}; `--convention` says otherwise", signs.join(" and "));
        first.help = Some(match first.help.take() {
            Some(help) => format!("{help}\n{}", crate::diagnostic::sentence(&more)),
            None => crate::diagnostic::sentence(&more),
        });
    }
    problems
}

/// A folder read as one convention, well or not.
struct Attempt {
    convention: &'static Convention,
    /// How many files have names of this convention.
    known: usize,
    result: Result<Reading, Vec<Diagnostic>>,
}

impl Attempt {
    fn of(convention: &'static Convention, listing: &Listing, told: &Told) -> Attempt {
        let mut reader = Reader { convention, listing, problems: Vec::new(), notes: Vec::new() };
        let roles = reader.roles();
        let known =
            roles.iter().filter(|(_, role)| matches!(role, Role::Up(_) | Role::Down(_) | Role::Last(_) | Role::Baseline(_))).count();
        let values = placeholder::values(listing, &told.placeholders);
        let files = reader.read(roles, &values);
        let files = reader.ordered(files);
        let Reader { problems, notes, .. } = reader;
        let result = if problems.is_empty() { Ok(Reading { convention: None, others: Vec::new(), files, notes }) } else { Err(problems) };
        Attempt { convention, known, result }
    }
}

struct Reader<'l> {
    convention: &'static Convention,
    listing: &'l Listing,
    problems: Vec<Diagnostic>,
    notes: Vec<String>,
}

impl<'l> Reader<'l> {
    /// What each file is. Each that the runner might execute and that cannot be read is a problem.
    fn roles(&mut self) -> Vec<(&'l Listed, Role)> {
        let mut roles = Vec::new();
        for file in &self.listing.files {
            let role = match (self.convention.role)(&file.path) {
                Role::Beside if is_program(&file.path) => Role::Program,
                // `.SQL` is no ending to any runner, and SQL to any person.
                Role::Beside if !file.is_sql() && file.path.to_ascii_lowercase().ends_with(".sql") => Role::Other,
                role => role,
            };
            match role {
                Role::Other => self.problems.push(self.misnamed(&file.path)),
                Role::Program => self.problems.push(self.program(&file.path)),
                Role::Left => self.not_executed(&file.path),
                Role::Beside => {}
                _ => roles.push((file, role)),
            }
        }
        roles
    }

    fn misnamed(&self, path: &str) -> Diagnostic {
        let shown = self.listing.shown(path);
        if let Some((folder, _)) = path.rsplit_once('/').filter(|_| !self.convention.needs_sign) {
            let message = format!("the folder {} holds SQL files, and folders inside folders are not read", self.listing.shown(folder));
            let help = "move its files out of the folder, or the folder away; if a runner reads them, `--convention` names it";
            return Diagnostic::error("folder-in-history", message).help(help);
        }
        let of = if self.convention.needs_sign { format!(" of {}", self.convention.runner) } else { String::new() };
        let message = format!("{shown} is not named like a migration{of}");
        Diagnostic::error("foreign-file-name", message).help(format!("name it {}, or move it out of the folder", self.convention.pattern))
    }

    fn program(&self, path: &str) -> Diagnostic {
        let message = format!("{} is a step that is not SQL, so that what it does is not known", self.listing.shown(path));
        let help = "name a folder in which this step is written as SQL: only SQL is read and run";
        Diagnostic::error("step-not-sql", message).help(help)
    }

    fn fault(&mut self, path: &str, fault: &Fault) {
        let shown = self.listing.shown(path);
        let place = if fault.line > 0 { format!("{shown}:{}", fault.line) } else { shown };
        self.problems.push(Diagnostic::error("unreadable-migration", format!("{place}: {}", fault.message)).help(fault.help.clone()));
    }

    /// Texts with their parts; ways back beside them join the file that they belong to.
    fn read(&mut self, roles: Vec<(&'l Listed, Role)>, values: &Values) -> Vec<ReadFile> {
        let mut files = Vec::new();
        let mut downs = Vec::new();
        let mut baselines: Vec<ReadFile> = Vec::new();
        for (file, role) in roles {
            let Some((text, sections)) = self.sections(file, values) else { continue };
            let (file_name, runs_last, list) = match role {
                Role::Down(name) => {
                    downs.extend(sections.up.into_iter().map(|part| (numbers(&name.version), self.down(&file.path, &text, part))));
                    continue;
                }
                Role::Last(name) => (name, true, &mut files),
                Role::Baseline(name) => (name, false, &mut baselines),
                Role::Up(name) => (name, false, &mut files),
                Role::Beside | Role::Left | Role::Program | Role::Other => continue,
            };
            let down = sections.down.map(|part| self.down(&file.path, &text, part));
            let notes = sections.notes.iter().map(|note| format!("{}: {note}", self.listing.shown(&file.path)));
            self.notes.extend(notes);
            list.push(ReadFile { path: file.path.clone(), file_name, text, parts: sections.up, down, runs_last });
        }
        for (version, down) in downs {
            if let Some(file) = files.iter_mut().find(|file| !file.runs_last && numbers(&file.file_name.version) == version) {
                file.down = Some(down);
            }
        }
        self.with_baseline(files, baselines)
    }

    fn down(&self, path: &str, text: &str, part: Part) -> DownPart {
        DownPart { path: self.listing.shown(path), text: text.to_string(), part }
    }

    fn sections(&mut self, file: &Listed, values: &Values) -> Option<(String, Sections)> {
        let replaced;
        let file = match self.convention.placeholders.is_some_and(|has| has(file, self.listing)) {
            true => match placeholder::replace(file, values) {
                Ok(text) => {
                    replaced = Listed { path: file.path.clone(), text };
                    &replaced
                }
                Err(fault) => {
                    self.fault(&file.path, &fault);
                    return None;
                }
            },
            false => file,
        };
        match (self.convention.sections)(file, self.listing) {
            Ok(sections) => Some((file.text.clone(), sections)),
            Err(fault) => {
                self.fault(&file.path, &fault);
                None
            }
        }
    }

    /// The newest baseline stands for all that is not later.
    fn with_baseline(&mut self, files: Vec<ReadFile>, baselines: Vec<ReadFile>) -> Vec<ReadFile> {
        let version = |file: &ReadFile| numbers(&file.file_name.version);
        let Some(newest) = baselines.iter().map(version).max() else { return files };
        let (left, kept): (Vec<ReadFile>, Vec<ReadFile>) = files
            .into_iter()
            .chain(baselines)
            .partition(|file| !file.runs_last && (version(file) < newest || version(file) == newest && !self.is_baseline(file)));
        left.iter().for_each(|file| self.not_executed(&file.path));
        kept
    }

    fn is_baseline(&self, file: &ReadFile) -> bool {
        matches!((self.convention.role)(&file.path), Role::Baseline(_))
    }

    fn not_executed(&mut self, path: &str) {
        self.notes.push(format!("{} is not run by {} on an empty database", self.listing.shown(path), self.convention.runner));
    }

    /// In the runner's order, those without a version last.
    fn ordered(&mut self, files: Vec<ReadFile>) -> Vec<ReadFile> {
        let (mut last, mut files): (Vec<ReadFile>, Vec<ReadFile>) = files.into_iter().partition(|file| file.runs_last);
        last.sort_by(|one, other| one.file_name.name.cmp(&other.file_name.name));
        match self.convention.order {
            Order::Key(key) => self.sort(&mut files, key),
            Order::Version => self.sort(&mut files, |name| name.version.clone()),
            Order::Path => files.sort_by(|one, other| one.path.cmp(&other.path)),
            Order::NumbersOrDates => {
                let dates = key::are_dates_of_different_precision(files.iter().map(|file| file.file_name.version.as_str()));
                self.sort(&mut files, |name| if dates { (Vec::new(), name.version.clone()) } else { (key::parts(name), String::new()) });
            }
            Order::Listed(list) => files = self.listed(files, list),
        }
        files.extend(last);
        files
    }

    /// Two of one key have no order of their own.
    fn sort<K: Ord>(&mut self, files: &mut [ReadFile], key: impl Fn(&FileName) -> K) {
        files.sort_by(|one, other| (key(&one.file_name), &one.path).cmp(&(key(&other.file_name), &other.path)));
        for pair in files.windows(2).filter(|pair| key(&pair[0].file_name) == key(&pair[1].file_name)) {
            let (one, other) = (self.listing.shown(&pair[0].path), self.listing.shown(&pair[1].path));
            let message = format!("{one} and {other} have the same version, so that their order is not known");
            self.problems.push(Diagnostic::error("duplicate-stamp", message).help("give the later one a later version"));
        }
    }

    fn listed(&mut self, files: Vec<ReadFile>, list: fn(&Listing, &[&str]) -> Ordered) -> Vec<ReadFile> {
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        let order = match list(self.listing, &paths) {
            Ok(order) => order,
            Err((path, fault)) => {
                self.fault(&path, &fault);
                return Vec::new();
            }
        };
        let mut left: Vec<Option<ReadFile>> = files.into_iter().map(Some).collect();
        let mut take = |path: &String| left.iter_mut().find(|file| file.as_ref().is_some_and(|file| file.path == *path))?.take();
        let ordered = order.iter().filter_map(&mut take).collect();
        left.iter().flatten().for_each(|file| self.not_executed(&file.path));
        ordered
    }
}

/// A file that a runner would execute although it is no SQL: named like a migration, with the ending of a language or of a template.
fn is_program(path: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "go", "js", "mjs", "cjs", "ts", "mts", "cts", "py", "rb", "java", "kt", "groovy", "scala", "cs", "rs", "php", "ex", "exs", "pl",
        "sh", "j2", "erb", "tmpl", "gotmpl", "template", "mustache", "fizz", "gz",
    ];
    let Some((stem, ending)) = file_part(path).rsplit_once('.') else { return false };
    let versioned = leading_version(stem).is_some_and(|(_, rest)| !rest.is_empty())
        || flyway::read_stem(stem).is_some_and(|(_, _, name)| !name.is_empty());
    versioned && ENDINGS.contains(&ending) && !stem.ends_with(".d")
}
