//! `settings { … }` and `project … edition …`: words to values.
//!
//! Comes in: the files' settings. Goes out: [`Settings`], defaults where nothing is written. Never happens: an unknown word taken as a default.

use super::Findings;
use super::nearest::{list, suggestion};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{Ast, Item, Project, Setting};

/// How an entity without a written key gets one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum KeyStyle {
    #[default]
    BigSerial,
    Serial,
    Identity,
    Uuid,
    UuidV7,
}

impl StringStyle {
    pub fn word(self) -> &'static str {
        match self {
            StringStyle::Varchar => "varchar",
            StringStyle::Text => "text",
        }
    }
}

impl EnumStyle {
    pub fn word(self) -> &'static str {
        match self {
            EnumStyle::Native => "native",
            EnumStyle::Check => "check",
            EnumStyle::Table => "table",
        }
    }
}

impl KeyStyle {
    pub fn word(self) -> &'static str {
        match self {
            KeyStyle::BigSerial => "bigserial",
            KeyStyle::Serial => "serial",
            KeyStyle::Identity => "identity",
            KeyStyle::Uuid => "uuid",
            KeyStyle::UuidV7 => "uuidv7",
        }
    }

    pub const WORDS: [&'static str; 5] = ["bigserial", "serial", "identity", "uuid", "uuidv7"];

    pub fn from_word(word: &str) -> Option<KeyStyle> {
        match word {
            "bigserial" => Some(KeyStyle::BigSerial),
            "serial" => Some(KeyStyle::Serial),
            "identity" => Some(KeyStyle::Identity),
            "uuid" => Some(KeyStyle::Uuid),
            "uuidv7" => Some(KeyStyle::UuidV7),
            _ => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StringStyle {
    #[default]
    Varchar,
    Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EnumStyle {
    #[default]
    Native,
    Check,
    Table,
}

/// How what nobody wrote is made: names, columns of time, actions and indexes of references.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DefaultStyle {
    #[default]
    Practices,
    /// As PostgreSQL itself does.
    Postgres,
}

/// How a table's name follows from its entity's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TableStyle {
    #[default]
    Plural,
    Singular,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    pub edition: u32,
    pub tables: TableStyle,
    pub defaults: DefaultStyle,
    pub keys: KeyStyle,
    pub strings: StringStyle,
    pub enums: EnumStyle,
    /// The convention of the migrations; absent when nobody has chosen one.
    pub files: Option<&'static str>,
    /// Whose names, places and words sample rows take.
    pub locale: &'static str,
    /// The major version of the target server.
    pub postgres: u32,
    /// Where these are written; absent when nobody has chosen one.
    pub postgres_written: Option<Span>,
    pub keys_written: Option<Span>,
    pub strings_written: Option<Span>,
    pub enums_written: Option<Span>,
}

impl std::default::Default for Settings {
    fn default() -> Settings {
        Settings {
            edition: 2026,
            tables: TableStyle::default(),
            defaults: DefaultStyle::default(),
            keys: KeyStyle::default(),
            strings: StringStyle::default(),
            enums: EnumStyle::default(),
            files: None,
            locale: LOCALES[0],
            postgres: 15,
            postgres_written: None,
            keys_written: None,
            strings_written: None,
            enums_written: None,
        }
    }
}

/// The conventions that files are written in. A test of `pipeline` holds them against those of `convention`.
pub const FILES: [&str; 6] = ["plain", "dbmate", "goose", "golang-migrate", "sqlx", "flyway"];

/// The locales of sample rows, that of no setting first. A test of `pipeline` holds them against those of `seed`.
pub const LOCALES: [&str; 4] = ["en", "de", "fr", "es"];

const NAMES: [&str; 10] = ["defaults", "tables", "keys", "strings", "enums", "changes", "files", "postgres", "locale", "archetypes"];

/// The settings of all files together; each may be written once.
pub(super) fn resolve(asts: &[Ast], findings: &mut Findings) -> Settings {
    let mut settings = Settings::default();
    let mut written: Vec<&Setting> = Vec::new();
    for item in asts.iter().flat_map(|ast| &ast.items) {
        match item {
            Item::Project(project) => check_edition(project, findings),
            Item::Settings(block) => {
                for setting in &block.entries {
                    match written.iter().find(|earlier| earlier.name.text == setting.name.text) {
                        Some(earlier) => findings.push(twice(setting, earlier)),
                        None => written.push(setting),
                    }
                }
            }
            _ => {}
        }
    }
    for setting in &written {
        apply(setting, &mut settings, findings);
        match setting.name.text.as_str() {
            "keys" => settings.keys_written = Some(setting.value.span),
            "strings" => settings.strings_written = Some(setting.value.span),
            "enums" => settings.enums_written = Some(setting.value.span),
            _ => {}
        }
    }
    check_key_version(&written, settings, findings);
    settings
}

fn twice(setting: &Setting, earlier: &Setting) -> Diagnostic {
    Diagnostic::error("duplicate-setting", format!("the setting `{}` is written twice", setting.name.text))
        .at(setting.span, "again here")
        .related(earlier.span, "first here")
        .help("keep one of them")
}

fn check_edition(project: &Project, findings: &mut Findings) {
    if let Some(edition) = &project.edition
        && edition.text != "2026"
    {
        findings.push(
            Diagnostic::error("unknown-edition", format!("there is no edition {}", edition.text))
                .at(edition.span, "not an edition")
                .help("write `edition 2026`, the only one so far"),
        );
    }
}

fn apply(setting: &Setting, settings: &mut Settings, findings: &mut Findings) {
    let value = setting.value.text.as_str();
    let allowed: &[&str] = match setting.name.text.as_str() {
        "keys" => match KeyStyle::from_word(value) {
            Some(keys) => return settings.keys = keys,
            None => &KeyStyle::WORDS,
        },
        "defaults" => match value {
            "practices" => return settings.defaults = DefaultStyle::Practices,
            "postgres" => return settings.defaults = DefaultStyle::Postgres,
            _ => &["practices", "postgres"],
        },
        "tables" => match value {
            "plural" => return settings.tables = TableStyle::Plural,
            "singular" => return settings.tables = TableStyle::Singular,
            _ => &["plural", "singular"],
        },
        "strings" => match value {
            "varchar" => return settings.strings = StringStyle::Varchar,
            "text" => return settings.strings = StringStyle::Text,
            _ => &["varchar", "text"],
        },
        "enums" => match value {
            "native" => return settings.enums = EnumStyle::Native,
            "check" => return settings.enums = EnumStyle::Check,
            "table" => return settings.enums = EnumStyle::Table,
            _ => &["native", "check", "table"],
        },
        "postgres" => match value.parse() {
            Ok(version @ 14..=18) => {
                settings.postgres_written = Some(setting.value.span);
                return settings.postgres = version;
            }
            _ => &["14", "15", "16", "17", "18"],
        },
        "files" => match FILES.iter().find(|code| **code == value) {
            Some(code) => return settings.files = Some(code),
            None => &FILES,
        },
        "locale" => match LOCALES.iter().find(|code| **code == value) {
            Some(code) => return settings.locale = code,
            None => &LOCALES,
        },
        // Free text is read before anything is resolved, and looks for this by itself.
        "archetypes" => match value {
            "on" | "off" => return,
            _ => &["on", "off"],
        },
        "changes" => match value {
            "direct" => return,
            _ => &["direct"],
        },
        name => return findings.push(unknown(setting, name)),
    };
    findings.push(unknown_value(setting, allowed));
}

fn unknown(setting: &Setting, name: &str) -> Diagnostic {
    Diagnostic::error("unknown-setting", format!("there is no setting `{name}`"))
        .at(setting.name.span, "unknown")
        .help(suggestion(name, NAMES, "settings"))
}

fn unknown_value(setting: &Setting, allowed: &[&str]) -> Diagnostic {
    let (name, value) = (&setting.name.text, &setting.value.text);
    let message = match (name.as_str(), value.as_str()) {
        ("changes", "online") => format!("`{name} {value}` is not built yet"),
        ("files", "refinery" | "liquibase" | "atlas" | "prisma" | "drizzle" | "diesel" | "node-pg-migrate" | "graphile-migrate") => {
            format!("files of {value} are read and not written")
        }
        ("locale", _) => format!("there are no words for the locale `{value}`"),
        ("postgres", _) => format!("PostgreSQL {value} is not a supported server"),
        _ => format!("`{value}` is no value of the setting `{name}`"),
    };
    Diagnostic::error("bad-setting", message).at(setting.value.span, "not allowed here").help(format!("write one of {}", list(allowed)))
}

/// Source: PostgreSQL 18 release notes, `uuidv7()`.
fn check_key_version(written: &[&Setting], settings: Settings, findings: &mut Findings) {
    let keys = written.iter().find(|setting| setting.name.text == "keys");
    if let (Some(keys), KeyStyle::UuidV7, 14..18) = (keys, settings.keys, settings.postgres) {
        findings.push(uuidv7_needs_18(keys.value.span, settings));
    }
}

pub(super) fn uuidv7_needs_18(span: Span, settings: Settings) -> Diagnostic {
    Diagnostic::error("key-needs-newer-postgres", format!("`uuidv7` needs PostgreSQL 18; the target is {}", settings.postgres))
        .at(span, "made by uuidv7(), which 18 brought")
        .help("write `postgres 18` in the settings, or use `uuid`")
}
