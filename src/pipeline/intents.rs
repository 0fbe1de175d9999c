//! Free text among the requirements: read, or taken from the record of an earlier reading.
//!
//! Comes in: requirement files with `intent """…"""`, and the records beside them. Goes out: the requirements that the texts mean, as one more source for each file, and what there is to
//! say about that. Never happens: a way into the schema beside the ordinary parser; a record that is used although it was changed; a file is written (that is `publish`'s).
//!
//! The intents of one file are one text, in their order. A file knows all that is written anywhere, and what was read of the files before it.

use std::path::{Path, PathBuf};

use similar::{ChangeTag, TextDiff};

use super::failure::Failure;
use super::known::{Declared, declared};
use super::model::ModelWish;
use super::reader::{Reader, Rules, RulesAndModel};
use super::requirements::Requirements;
use super::standing::project_ledger;
use crate::diagnostic::{Diagnostic, listed};
use crate::intent::{Asked, Draft, NoRecord, RECORD_SUFFIX, ReaderName, Reading, Record, known_hash, text_of};
use crate::ledger::Ledger;
use crate::proof::Evidence;
use crate::source::{FileId, Sources, Span};
use crate::syntax;
use crate::syntax::ast::{Ast, Intent, Item};
use crate::world::{World, sha256_hex};

/// What a person has said about free text.
#[derive(Debug, Clone, Default)]
pub struct IntentChoice {
    /// `--locked`: nothing is read anew.
    pub locked: bool,
    /// Whether this run writes the records of what it reads.
    pub writes: bool,
    /// `--model`: what reads beside the rules.
    pub model: Option<ModelWish>,
}

/// Where the requirements of a text come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// From the record, which still holds.
    Recorded,
    /// They were read, and there was no record.
    Read,
    /// They were read, because this has changed since the record was made.
    ReadAnew(Vec<String>),
    /// Of `--text`: they were read, and become requirements of their own.
    Drafted,
}

/// What became of the free text of one requirement file.
#[derive(Debug, Clone)]
pub struct Interpreted {
    /// The requirement file; of `--text`, that word.
    pub source: String,
    /// Where the requirements that were read have their place: the record, or a new requirement file.
    pub path: PathBuf,
    pub found: Found,
    /// `rules 1`
    pub reader: String,
    /// Without what was read word by word where it comes from a record.
    pub draft: Draft,
    /// What is otherwise than in the record that was, as lines with `+` and `-`.
    pub changed: Vec<String>,
    /// The bytes of the file at `path`.
    pub text: String,
    /// SHA-256 of the file that stands there.
    pub replaces: Option<String>,
    /// The source that holds it in this run.
    pub file: FileId,
    /// The first intent; none of `--text`.
    pub span: Option<Span>,
}

impl Interpreted {
    /// Whether a run that writes has something to write.
    pub fn is_new(&self) -> bool {
        self.found != Found::Recorded
    }
}

/// The reader that a run has.
fn reader<'w>(world: &'w dyn World, choice: &IntentChoice) -> Result<Box<dyn Reader + 'w>, Failure> {
    match &choice.model {
        None => Ok(Box::new(Rules::default())),
        Some(wish) => Ok(Box::new(RulesAndModel::open(world, wish)?)),
    }
}

/// The reader that a record must be of. A record of any reader is good, unless a person has chosen one.
fn chosen<'r>(reader: &'r dyn Reader, choice: &IntentChoice) -> Option<&'r ReaderName> {
    choice.model.is_some().then(|| reader.name())
}

/// Reads the intents of all files. The sources and trees of what they mean come behind those that are written.
pub(super) fn interpret(world: &dyn World, requirements: &mut Requirements, choice: &IntentChoice) -> Result<Vec<Interpreted>, Failure> {
    let mut interpreted = Vec::new();
    let written: Vec<PathBuf> = requirements.paths().to_vec();
    let reading = Reading { archetypes: archetypes(&requirements.asts) };
    if !requirements.has_intents() {
        return Ok(interpreted);
    }
    let reader = reader(world, choice)?;
    // In the order of their paths: in which one they are named on the command line must not change what they mean.
    let mut places: Vec<usize> = (0..written.len()).collect();
    places.sort_by_key(|place| &written[*place]);
    for place in places {
        let path = &written[place];
        let intents: Vec<Intent> = intents(&requirements.asts[place]).cloned().collect();
        let Some(first) = intents.first() else { continue };
        let text = text_of_intents(&intents).map_err(|refused| refusal(requirements, *refused))?;
        let of_file = OfFile { path: path.clone(), span: word_of(first), text };
        let found = of_file.interpret(world, requirements, &reading, &*reader, choice)?;
        interpreted.push(found);
    }
    Ok(interpreted)
}

/// What a text on the command line means beside the requirements that there are, as a new requirement file `path_of` its draft.
pub(super) fn interpret_text(
    world: &dyn World,
    requirements: &mut Requirements,
    text: &str,
    archetypes: bool,
    choice: &IntentChoice,
    path_of: impl FnOnce(&Draft) -> Result<PathBuf, Failure>,
) -> Result<Interpreted, Failure> {
    let declared = declared(&requirements.asts);
    let (draft, reader) = read(world, text, &declared, archetypes, choice)?.map_err(|refused| refusal(requirements, *refused))?;
    if draft.schema.trim().is_empty() {
        let said = Diagnostic::error("intent-nothing-new", "all that this text asks for is written already");
        let help = match draft.differences.first() {
            Some(difference) => format!("what it says otherwise is to be changed where it is written: {difference}"),
            None => "say what is to be stored beside it".to_string(),
        };
        return Err(refusal(requirements, said.help(help)));
    }
    let path = path_of(&draft)?;
    let file = requirements.take_in(&path, &draft.schema);
    Ok(Interpreted {
        source: "--text".to_string(),
        path,
        found: Found::Drafted,
        reader,
        text: draft.schema.clone(),
        draft,
        changed: Vec::new(),
        replaces: None,
        file,
        span: None,
    })
}

/// A draft of a text by itself, beside nothing that is written.
pub(super) fn draft_alone(world: &dyn World, text: &str, archetypes: bool, choice: &IntentChoice) -> Result<(Draft, String), Failure> {
    let read = read(world, text, &Declared::default(), archetypes, choice)?;
    read.map_err(|refused| Failure::input(vec![*refused], Sources::default()))
}

/// What one text means beside what is declared, and the reader's name.
fn read(
    world: &dyn World,
    text: &str,
    declared: &Declared,
    archetypes: bool,
    choice: &IntentChoice,
) -> Result<Result<(Draft, String), Box<Diagnostic>>, Failure> {
    let reader = reader(world, choice)?;
    let reading = Reading { archetypes };
    let asked = Asked { text, known: &declared.known, reading: &reading, chosen: chosen(&*reader, choice) };
    let mut draft = match answer(project_ledger(world).as_ref(), &*reader, &asked)? {
        Ok(draft) => draft,
        Err(refused) => return Ok(Err(refused)),
    };
    beside(&mut draft, declared)?;
    Ok(Ok((draft, reader.name().with_version())))
}

/// The free text of one requirement file.
struct OfFile {
    path: PathBuf,
    /// The word `intent` of the first.
    span: Span,
    text: String,
}

impl OfFile {
    fn interpret(
        &self,
        world: &dyn World,
        requirements: &mut Requirements,
        reading: &Reading,
        reader: &dyn Reader,
        choice: &IntentChoice,
    ) -> Result<Interpreted, Failure> {
        let declared = declared(&requirements.asts);
        let asked = Asked { text: &self.text, known: &declared.known, reading, chosen: chosen(reader, choice) };
        let path = record_path(&self.path);
        if let Some(oddity) = world.oddity(&path) {
            let message = format!("{} cannot be used: it is {oddity}", path.display());
            let help = "remove it: the next `groundplan generate` reads the text and writes the record there";
            let refused = Diagnostic::error("intent-record-damaged", message).at(self.span, "the record of this text").help(help);
            return Err(refusal(requirements, refused));
        }
        let standing = match world.exists(&path) {
            true => Some(world.read(&path)?),
            false => None,
        };
        let record = match &standing {
            None => None,
            Some(bytes) => Some(self.record(&path, bytes).map_err(|refused| refusal(requirements, *refused))?),
        };
        let changes = record.as_ref().map(|record| record.changes(&asked));
        let name = |file: &Path| file.display().to_string().replace('\\', "/");
        let interpreted = |found, reader: String, draft, changed, text: String, file| Interpreted {
            source: name(&self.path),
            path: path.clone(),
            found,
            reader,
            draft,
            changed,
            text,
            replaces: standing.as_deref().map(sha256_hex),
            file,
            span: Some(self.span),
        };
        let serves = match (&record, &changes) {
            (Some(_), Some(changes)) if changes.is_empty() => true,
            // What a model has read stays, where it fits what is written by now.
            (Some(record), _) if record.reader.model.is_some() && choice.model.is_none() && record.is_of_text(&asked) => {
                let mut draft = record.draft();
                beside(&mut draft, &declared)?;
                draft.schema == record.schema
            }
            _ => false,
        };
        if let (Some(record), true) = (&record, serves) {
            let (draft, text) = (record.draft(), record.write());
            let file = requirements.take_in(&path, &text);
            requirements.diagnostics.extend(draft.differences.iter().map(|difference| self.differs(difference)));
            return Ok(interpreted(Found::Recorded, record.reader.with_version(), draft, Vec::new(), text, file));
        }
        if choice.locked {
            return Err(refusal(requirements, self.locked(&path, changes.as_deref())));
        }
        // What a model has read, rules would lose without a word.
        if let (Some(Record { reader: ReaderName { model: Some(model), .. }, .. }), None) = (&record, &choice.model) {
            return Err(refusal(requirements, self.needs_model(&path, &model.file, &changes.unwrap_or_default())));
        }
        let answer = answer(project_ledger(world).as_ref(), reader, &asked)?;
        let mut draft = answer.map_err(|refused| refusal(requirements, refused.at(self.span, "this text")))?;
        beside(&mut draft, &declared)?;
        let made = Record::of(&asked, reader.name(), &draft);
        let text = made.write();
        let file = requirements.take_in(&path, &text);
        requirements.diagnostics.extend(draft.differences.iter().map(|difference| self.differs(difference)));
        let changed = record.as_ref().map(|record| difference(&record.schema, &draft.schema)).unwrap_or_default();
        let found = match (changes, &record) {
            (Some(mut changes), Some(record)) => {
                // What a model had read, rules may not see.
                if record.reader != *reader.name() {
                    changes.push(format!("the reader ({}, and now {})", record.reader.with_version(), reader.name().with_version()));
                    changes.dedup();
                }
                Found::ReadAnew(changes)
            }
            _ => Found::Read,
        };
        if !choice.writes {
            requirements.diagnostics.push(self.not_recorded(&path, &found));
        }
        Ok(interpreted(found, reader.name().with_version(), draft, changed, text, file))
    }

    fn record(&self, path: &Path, bytes: &[u8]) -> Result<Record, Box<Diagnostic>> {
        let path = path.display();
        let text = std::str::from_utf8(bytes).map_err(|_| NoRecord::Damaged("it is not UTF-8".to_string()));
        let refused = match text.and_then(Record::read) {
            Ok(record) => return Ok(record),
            Err(NoRecord::Damaged(what)) => Diagnostic::error("intent-record-damaged", format!("{path} cannot be used: {what}"))
                .help("bring it back from version control, or delete it: the next `groundplan generate` reads the text anew"),
            Err(NoRecord::Edited) => Diagnostic::error("intent-record-edited", format!("{path} was changed by hand")).help(format!(
                "move what you want otherwise into {}, where it wins over what is read, and delete the record: the next `groundplan generate` makes it anew",
                self.path.display()
            )),
        };
        Err(Box::new(refused.at(self.span, "the record of this text")))
    }

    fn locked(&self, path: &Path, changes: Option<&[String]>) -> Diagnostic {
        let message = match changes {
            None => format!("`--locked` reads nothing anew, and {} does not stand", path.display()),
            Some(changes) => {
                format!("`--locked` reads nothing anew, and {} is out of date, because {} changed", path.display(), listed(changes))
            }
        };
        Diagnostic::error("intent-locked", message)
            .at(self.span, "would have to be read")
            .help("run `groundplan generate` without `--locked`, review the record and commit it")
    }

    fn needs_model(&self, path: &Path, model: &str, changes: &[String]) -> Diagnostic {
        let message = format!("{} was read with {model}, and {} changed since", path.display(), listed(changes));
        Diagnostic::error("intent-needs-model", message)
            .at(self.span, "to be read anew")
            .help(format!("read it with that model again (`--model {model}`), or delete {} to have it read by rules alone", path.display()))
    }

    fn not_recorded(&self, path: &Path, found: &Found) -> Diagnostic {
        let message = match found {
            Found::ReadAnew(changes) => format!("{} is out of date, because {} changed", path.display(), listed(changes)),
            _ => format!("{} does not stand", path.display()),
        };
        Diagnostic::warning("intent-not-recorded", message)
            .at(self.span, "read anew, for this run alone")
            .help("`groundplan generate` writes the record")
    }

    fn differs(&self, difference: &str) -> Diagnostic {
        Diagnostic::warning("intent-differs", difference.to_string())
            .at(self.span, "in this text")
            .help("change the text or what is written; until then what is written counts")
    }
}

/// `blog.schema.lock`
fn record_path(requirements: &Path) -> PathBuf {
    let mut name = requirements.file_name().unwrap_or_default().to_os_string();
    name.push(RECORD_SUFFIX);
    requirements.with_file_name(name)
}

fn intents(ast: &Ast) -> impl Iterator<Item = &Intent> {
    ast.items.iter().filter_map(|item| match item {
        Item::Intent(intent) => Some(intent),
        _ => None,
    })
}

/// Each begins a paragraph.
fn text_of_intents(intents: &[Intent]) -> Result<String, Box<Diagnostic>> {
    let checked =
        |intent: &Intent| text_of(intent.text.text.as_bytes()).map_err(|refused| Box::new(refused.at(word_of(intent), "of this intent")));
    let parts: Vec<String> = intents.iter().map(checked).collect::<Result<_, _>>()?;
    let text = parts.join("\n\n");
    text_of(text.as_bytes()).map_err(|refused| Box::new(refused.at(word_of(&intents[0]), "with the others of this file")))
}

/// An item begins with its word.
fn word_of(intent: &Intent) -> Span {
    Span { end: intent.span.start + "intent".len() as u32, ..intent.span }
}

/// `settings { archetypes off }`; that it is another word, `domain` says.
fn archetypes(asts: &[Ast]) -> bool {
    let settings = asts.iter().flat_map(|ast| &ast.items).filter_map(|item| match item {
        Item::Settings(settings) => Some(&settings.entries),
        _ => None,
    });
    !settings.flatten().any(|setting| setting.name.text == "archetypes" && setting.value.text == "off")
}

fn refusal(requirements: &mut Requirements, refused: Diagnostic) -> Failure {
    let mut diagnostics = std::mem::take(&mut requirements.diagnostics);
    diagnostics.push(refused);
    Failure::input(diagnostics, requirements.sources.clone())
}

/// What the reader makes of it. The ledger keeps what takes long.
fn answer(ledger: Option<&Ledger>, reader: &dyn Reader, asked: &Asked) -> Result<Result<Draft, Box<Diagnostic>>, Failure> {
    let ledger = ledger.filter(|_| reader.is_slow());
    let key = key_of(reader, asked);
    if let Some(draft) = ledger.and_then(|ledger| ledger.snapshot::<Draft>(&key)) {
        return Ok(Ok(draft));
    }
    let draft = match reader.draft(asked)? {
        Ok(draft) => draft,
        Err(unreadable) => {
            return Ok(Err(Box::new(Diagnostic::error("intent-unreadable", unreadable.message).help(unreadable.help))));
        }
    };
    if let Some(ledger) = ledger {
        ledger.keep_snapshot(&key, &draft);
    }
    Ok(Ok(draft))
}

/// All that an answer depends on.
fn key_of(reader: &dyn Reader, asked: &Asked) -> String {
    let name = format!("{:?}", reader.name());
    let parts = [sha256_hex(asked.text.as_bytes()), known_hash(asked.known), format!("{:?}", asked.reading), name];
    format!("intent:{}", sha256_hex(parts.join("\n").as_bytes()))
}

/// Fits a draft into what is written. What the parser does not read in it is no fault of the text.
fn beside(draft: &mut Draft, declared: &Declared) -> Result<(), Failure> {
    let mut sources = Sources::default();
    let file = sources.add("draft.schema", &draft.schema);
    let (ast, found) = syntax::parse(file, &sources.file(file).text);
    if let Some(error) = found.iter().find(|found| found.severity == crate::diagnostic::Severity::Error) {
        return Err(Failure::internal(format!("the draft of a text cannot be read: {}", error.message), sources, Evidence::default()));
    }
    declared.fit(draft, &ast);
    Ok(())
}

/// The lines that come and go, without those that are nothing but a comment.
fn difference(before: &str, after: &str) -> Vec<String> {
    let found = TextDiff::from_lines(before, after);
    let changed = found.iter_all_changes().filter_map(|change| {
        let sign = match change.tag() {
            ChangeTag::Equal => return None,
            ChangeTag::Delete => '-',
            ChangeTag::Insert => '+',
        };
        let line = change.value().trim_end();
        (!line.is_empty() && !line.trim_start().starts_with("//")).then(|| format!("{sign} {line}"))
    });
    changed.collect()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::intent::{Known, ModelName, Unreadable};

    /// A reader that takes long, and counts how often it is asked.
    struct Slow {
        name: ReaderName,
        asked: Cell<u32>,
    }

    fn slow(version: u32) -> Slow {
        let hash = || "0".repeat(64);
        let model = ModelName { file: "a.gguf".into(), bytes: 1, sha256: hash(), prompt: hash(), grammar: hash(), decoder: "a 1".into() };
        Slow { name: ReaderName { name: "model".into(), version, model: Some(model) }, asked: Cell::new(0) }
    }

    impl Reader for Slow {
        fn name(&self) -> &ReaderName {
            &self.name
        }

        fn draft(&self, asked: &Asked) -> Result<Result<Draft, Unreadable>, Failure> {
            self.asked.set(self.asked.get() + 1);
            Ok(Ok(Draft { schema: format!("// {}\n", asked.text), questions: vec!["Why?".to_string()], ..Draft::default() }))
        }
    }

    fn asked<'a>(text: &'a str, known: &'a Known, reading: &'a Reading) -> Asked<'a> {
        Asked { text, known, reading, chosen: None }
    }

    #[test]
    fn the_ledger_keeps_an_answer_for_all_that_it_depends_on() {
        let folder = tempfile::tempdir().expect("a folder");
        let ledger = Ledger::at(folder.path().join("ledger.sqlite"));
        let (known, reading) = (Known::default(), Reading::default());
        let more = Known {
            entities: vec![crate::intent::KnownEntity { name: "A".into(), fields: Vec::new(), ..Default::default() }],
            ..Default::default()
        };
        let off = Reading { archetypes: false };
        let (first, second) = (slow(1), slow(2));
        let same = |reader: &Slow, asked: Asked| answer(Some(&ledger), reader, &asked).expect("a reader").expect("an answer").schema;
        for _ in 0..3 {
            assert_eq!(same(&first, asked("Users.", &known, &reading)), "// Users.\n");
        }
        assert_eq!(first.asked.get(), 1);
        same(&first, asked("Posts.", &known, &reading));
        same(&first, asked("Users.", &more, &reading));
        same(&first, asked("Users.", &known, &off));
        assert_eq!(first.asked.get(), 4);
        same(&second, asked("Users.", &known, &reading));
        assert_eq!(second.asked.get(), 1, "another version reads otherwise");
        answer(None, &second, &asked("Users.", &known, &reading)).expect("a reader").expect("an answer");
        assert_eq!(second.asked.get(), 2, "without a ledger it is asked");
    }

    #[test]
    fn a_damaged_ledger_changes_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("ledger.sqlite");
        let (known, reading) = (Known::default(), Reading::default());
        let reader = slow(1);
        let whole = answer(Some(&Ledger::at(&path)), &reader, &asked("Users.", &known, &reading)).expect("a reader").expect("an answer");
        crate::world::RealWorld.rewrite(&path, b"no database at all, and long enough to be looked at as one").expect("damaged");
        let found = answer(Some(&Ledger::at(&path)), &reader, &asked("Users.", &known, &reading)).expect("a reader").expect("an answer");
        assert_eq!((found.schema, found.questions, reader.asked.get()), (whole.schema, whole.questions, 2));
    }

    #[test]
    fn rules_are_not_kept_because_they_take_no_time() {
        let folder = tempfile::tempdir().expect("a folder");
        let ledger = Ledger::at(folder.path().join("ledger.sqlite"));
        let (known, reading) = (Known::default(), Reading::default());
        answer(Some(&ledger), &Rules::default(), &asked("A blog platform with users.", &known, &reading))
            .expect("a reader")
            .expect("an answer");
        assert!(!ledger.is_there());
    }

    #[test]
    fn lines_that_come_and_go_are_told_and_blank_ones_and_comments_are_not() {
        assert_eq!(difference("// a\nentity A {}\n", "// b\nentity A { // c\n}\n"), ["- entity A {}", "+ entity A { // c", "+ }"]);
        assert_eq!(
            difference("entity A {}\n\nentity B {}\n", "entity A {}\n\nentity C {}\n\nentity D {}\n"),
            ["- entity B {}", "+ entity C {}", "+ entity D {}"]
        );
        assert_eq!(difference("a\n", "a\n"), Vec::<String>::new());
    }

    /// `blog.schema` with this text and what else is written, and the record of a model for `text`.
    fn with_record_of_a_model(text: &str, now: &str, more: &str) -> crate::world::MemoryWorld {
        let (known, reading) = (Known::default(), Reading::default());
        let draft = Draft { schema: "entity Warranty {\n  months int\n}\n".to_string(), ..Draft::default() };
        let record = Record::of(&asked(text, &known, &reading), slow(1).name(), &draft).write();
        crate::world::MemoryWorld::new()
            .with_file("blog.schema", &format!("intent \"{now}\"\n{more}\n"))
            .with_file("blog.schema.lock", &record)
    }

    #[test]
    fn what_a_model_has_read_stays_as_long_as_the_text_does() {
        let read = |world: &dyn World| {
            let inputs = [PathBuf::from("blog.schema")];
            super::super::analyse(world, &inputs, &IntentChoice { writes: true, ..IntentChoice::default() })
        };
        let text = "A shop sells things with a warranty.";
        let beside = with_record_of_a_model(text, text, "entity Unrelated { note text }");
        let analysis = read(&beside).expect("the record serves");
        assert_eq!(analysis.interpreted[0].found, Found::Recorded);
        assert!(analysis.domain.entities.iter().any(|entity| entity.name.text == "Warranty"));
        for world in [
            with_record_of_a_model(text, "A shop sells things with a guarantee.", ""),
            with_record_of_a_model(text, text, "entity Warranty { years int }"),
        ] {
            match read(&world) {
                Err(Failure::Input(findings)) => assert_eq!(findings.diagnostics[0].code, "intent-needs-model"),
                other => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn a_record_stands_beside_its_requirements() {
        assert_eq!(record_path(Path::new("parts/blog.schema")), Path::new("parts/blog.schema.lock"));
    }
}
