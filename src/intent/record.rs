//! The record of a reading: what a text means until it changes, as a file beside the requirements.
//!
//! Comes in: what was read, of what and by whom. Goes out: the text of NAME.schema.lock, and from that text the same record again, or why it is none. Never happens: two texts
//! for one record; a record that was edited and is taken all the same.
//!
//! A record is `.schema` text with a head of comments, so that the lines of an error are its lines, and a difference reads like one of requirements. It names no file but
//! a model's, so that it may be renamed with the requirements that it belongs to.

use super::reader::{ModelName, ReaderName};
use super::{Draft, Known, Reading};
use crate::world::sha256_hex;

/// Behind the name of the requirement file.
pub const RECORD_SUFFIX: &str = ".lock";

/// The first line; another form of record has another number.
const MARK: &str = "// groundplan:intent-record 1";

const PREFACE: &str = "\
// What the free text in the .schema file beside this one means, as long as neither changes. Keep it under version control.
// Not to be edited: what you write into the .schema file wins over it, and a changed text is read anew by `groundplan generate`.
//
";

/// The last line of the head: SHA-256 of all the lines above it.
const HEAD_KEY: &str = "head";

/// Keys and values of the head stand in two columns.
const KEY_WIDTH: usize = 12;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// SHA-256 of the text.
    pub text: String,
    /// SHA-256 of what was known beside it.
    pub known: String,
    pub archetypes: bool,
    pub reader: ReaderName,
    /// Where the written requirements say something else: a warning of every run. (What was assumed stands in the requirements.)
    pub differences: Vec<String>,
    /// The requirements that came of it.
    pub schema: String,
}

/// What a run would read, and how.
pub struct Asked<'a> {
    pub text: &'a str,
    pub known: &'a Known,
    pub reading: &'a Reading,
    /// The reader that a person has chosen; none takes any record's.
    pub chosen: Option<&'a ReaderName>,
}

/// Why a file is no record that may be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoRecord {
    /// What is wrong, in a few words.
    Damaged(String),
    /// It is whole but for its requirements.
    Edited,
}

impl Record {
    pub fn of(asked: &Asked, reader: &ReaderName, draft: &Draft) -> Record {
        let one_line = |sentence: &String| sentence.split_whitespace().collect::<Vec<_>>().join(" ");
        Record {
            text: sha256_hex(asked.text.as_bytes()),
            known: known_hash(asked.known),
            archetypes: asked.reading.archetypes,
            reader: reader.clone(),
            differences: draft.differences.iter().map(one_line).collect(),
            schema: draft.schema.clone(),
        }
    }

    /// What was read, as far as a record keeps it.
    pub fn draft(&self) -> Draft {
        Draft { schema: self.schema.clone(), differences: self.differences.clone(), ..Draft::default() }
    }

    /// The bytes of the file.
    pub fn write(&self) -> String {
        let mut text = format!("{MARK}\n{PREFACE}");
        let mut line = |key: &str, value: &str| text.push_str(&format!("// {key:KEY_WIDTH$} {value}\n"));
        line("text", &self.text);
        line("known", &self.known);
        line("archetypes", if self.archetypes { "on" } else { "off" });
        line("reader", &format!("{} {}", self.reader.name, self.reader.version));
        if let Some(model) = &self.reader.model {
            line("model", &model.file);
            line("model-bytes", &model.bytes.to_string());
            line("model-hash", &model.sha256);
            line("prompt", &model.prompt);
            line("grammar", &model.grammar);
            line("decoder", &model.decoder);
        }
        self.differences.iter().for_each(|difference| line("differs", difference));
        line("schema", &sha256_hex(self.schema.as_bytes()));
        let head = sha256_hex(text.as_bytes());
        text.push_str(&format!("// {HEAD_KEY:KEY_WIDTH$} {head}\n"));
        if !self.schema.is_empty() {
            text.push('\n');
            text.push_str(&self.schema);
        }
        text
    }

    /// The record that has this text. Line ends may have become those of another system.
    pub fn read(text: &str) -> Result<Record, NoRecord> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
        let damaged = |what: &str| NoRecord::Damaged(what.to_string());
        if !text.starts_with(MARK) {
            return Err(damaged("it does not begin as one of this version"));
        }
        let (head, schema) = match text.split_once("\n\n") {
            Some((head, schema)) => (format!("{head}\n"), schema.to_string()),
            None => (text.clone(), String::new()),
        };
        let value =
            |key: &str| values(&head, key).next().map(str::to_string).ok_or_else(|| damaged(&format!("its line `{key}` is missing")));
        let model = match values(&head, "model").next() {
            None => None,
            Some(file) => Some(ModelName {
                file: file.to_string(),
                bytes: value("model-bytes")?.parse().map_err(|_| damaged("its line `model-bytes` holds no number"))?,
                sha256: value("model-hash")?,
                prompt: value("prompt")?,
                grammar: value("grammar")?,
                decoder: value("decoder")?,
            }),
        };
        let reader = value("reader")?;
        let (name, version) = reader.rsplit_once(' ').unwrap_or((&reader, ""));
        let version = version.parse().map_err(|_| damaged("its line `reader` holds no version"))?;
        let all = |key: &str| values(&head, key).map(str::to_string).collect();
        let record = Record {
            text: value("text")?,
            known: value("known")?,
            archetypes: value("archetypes")? == "on",
            reader: ReaderName { name: name.to_string(), version, model },
            differences: all("differs"),
            schema,
        };
        let above = head.find(&format!("// {HEAD_KEY:KEY_WIDTH$} ")).map_or("", |at| &head[..at]);
        if value(HEAD_KEY)? != sha256_hex(above.as_bytes()) {
            return Err(damaged("its head was changed"));
        }
        match (value("schema")? == sha256_hex(record.schema.as_bytes()), record.write() == text) {
            (true, true) => Ok(record),
            (false, _) => Err(NoRecord::Edited),
            (true, false) => Err(damaged("it holds more than a record does")),
        }
    }

    /// Whether it is of this text, read in this way, whatever is written beside it by now.
    pub fn is_of_text(&self, asked: &Asked) -> bool {
        self.text == sha256_hex(asked.text.as_bytes()) && self.archetypes == asked.reading.archetypes
    }

    /// What has changed since it was made, each in a few words; nothing where it still holds.
    pub fn changes(&self, asked: &Asked) -> Vec<String> {
        let mut changes = Vec::new();
        if self.text != sha256_hex(asked.text.as_bytes()) {
            changes.push("the text".to_string());
        }
        if self.known != known_hash(asked.known) {
            changes.push("what is written beside it".to_string());
        }
        if self.archetypes != asked.reading.archetypes {
            changes.push(format!("the setting `archetypes`, which was {}", if self.archetypes { "on" } else { "off" }));
        }
        if let Some(reader) = asked.chosen.filter(|reader| **reader != self.reader) {
            changes.push(format!("the reader ({}, and now {})", self.reader.with_version(), reader.with_version()));
        }
        changes
    }
}

/// What stands behind a key of the head, line by line.
fn values<'t>(head: &'t str, key: &str) -> impl Iterator<Item = &'t str> {
    let start = format!("// {key:KEY_WIDTH$} ");
    head.lines().filter_map(move |line| line.strip_prefix(&start))
}

/// SHA-256 of all that is known, in its order.
pub fn known_hash(known: &Known) -> String {
    let entities = known.entities.iter().map(|entity| {
        let former: String = entity.former.iter().map(|name| format!(" was {name}")).collect();
        format!("{}: {}{former}\n", entity.name, entity.fields.join(" "))
    });
    let gone = known.gone.iter().map(|name| format!("removed {name}\n"));
    let beside = known.beside.iter().map(|line| format!("{line}\n"));
    sha256_hex(entities.chain(gone).chain(beside).collect::<String>().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intent::KnownEntity;

    fn rules() -> ReaderName {
        ReaderName { name: "rules".to_string(), version: 1, model: None }
    }

    fn with_model() -> ReaderName {
        let hash = |text: &str| sha256_hex(text.as_bytes());
        let (sha256, prompt, grammar) = (hash("model"), hash("prompt"), hash("grammar"));
        let model = ModelName { file: "a b.gguf".into(), bytes: 9, sha256, prompt, grammar, decoder: "llama 1".into() };
        ReaderName { name: "model".to_string(), version: 2, model: Some(model) }
    }

    fn draft(schema: &str) -> Draft {
        Draft { schema: schema.to_string(), differences: vec!["`Post.title` is longer\n  in the text".to_string()], ..Draft::default() }
    }

    fn asked<'a>(text: &'a str, known: &'a Known, reading: &'a Reading) -> Asked<'a> {
        Asked { text, known, reading, chosen: None }
    }

    const SCHEMA: &str = "entity User {\n  name person_name\n\n  // two\n}\n";

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let (known, reading) = (Known::default(), Reading::default());
        for (reader, schema) in [(rules(), SCHEMA), (with_model(), SCHEMA), (rules(), "")] {
            let record = Record::of(&asked("Users.", &known, &reading), &reader, &draft(schema));
            let text = record.write();
            assert_eq!(Record::read(&text), Ok(record.clone()), "{text}");
            assert_eq!(Record::read(&text.replace('\n', "\r\n")), Ok(record), "as git may check it out");
        }
    }

    #[test]
    fn its_text_is_this() {
        let (known, reading) = (Known::default(), Reading::default());
        let text = Record::of(&asked("Users.", &known, &reading), &with_model(), &draft("entity User {}\n")).write();
        let hash = |text: &str| sha256_hex(text.as_bytes());
        let head = format!("{MARK}\n{PREFACE}// text         {}\n// known        {}\n", hash("Users."), hash(""))
            + "// archetypes   on\n// reader       model 2\n// model        a b.gguf\n// model-bytes  9\n"
            + &format!("// model-hash   {}\n// prompt       {}\n// grammar      {}\n", hash("model"), hash("prompt"), hash("grammar"))
            + "// decoder      llama 1\n// differs      `Post.title` is longer in the text\n"
            + &format!("// schema       {}\n", hash("entity User {}\n"));
        assert_eq!(text, format!("{head}// head         {}\n\nentity User {{}}\n", hash(&head)));
    }

    #[test]
    fn every_changed_byte_is_found_out() {
        let (known, reading) = (Known::default(), Reading::default());
        let text = Record::of(&asked("Users.", &known, &reading), &rules(), &draft(SCHEMA)).write();
        let head = text.find("\n\n").expect("a head") + 2;
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = if bytes[at] == b'x' { b'y' } else { b'x' };
            let changed = String::from_utf8(bytes).expect("still text");
            let found = Record::read(&changed).expect_err("another text");
            // The blank line belongs to what comes behind it.
            assert_eq!(found == NoRecord::Edited, at + 1 >= head, "byte {at}: {found:?}");
        }
        for end in 0..text.len() {
            assert!(Record::read(&text[..end]).is_err(), "cut at {end}");
        }
        assert_eq!(Record::read(&format!("{text}\nentity Post {{}}\n")), Err(NoRecord::Edited));
        let conflict =
            text.replace("// archetypes   on\n", "<<<<<<< ours\n// archetypes   on\n=======\n// archetypes   off\n>>>>>>> theirs\n");
        assert!(matches!(Record::read(&conflict), Err(NoRecord::Damaged(_))));
    }

    #[test]
    fn what_changed_is_named() {
        let (known, reading) = (Known::default(), Reading::default());
        let record = Record::of(&asked("Users.", &known, &reading), &rules(), &draft(SCHEMA));
        assert_eq!(record.changes(&asked("Users.", &known, &reading)), Vec::<String>::new());
        assert_eq!(record.changes(&asked("Users", &known, &reading)), ["the text"]);
        let more = Known {
            entities: vec![KnownEntity { name: "Post".to_string(), fields: vec!["title".to_string()], ..Default::default() }],
            ..Default::default()
        };
        assert_eq!(record.changes(&asked("Users.", &more, &reading)), ["what is written beside it"]);
        let off = Reading { archetypes: false };
        assert_eq!(record.changes(&asked("Users.", &known, &off)), ["the setting `archetypes`, which was on"]);
        let other = with_model();
        let chosen = Asked { chosen: Some(&other), ..asked("Users.", &known, &reading) };
        assert_eq!(record.changes(&chosen), ["the reader (rules 1, and now model 2 with a b.gguf)"]);
    }
}
