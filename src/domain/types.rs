//! Types as they are used: `varchar(3..30)`, `money(EUR)`, `Username`, `text[]`.
//!
//! Comes in: a written type. Goes out: a [`FieldType`]: the column's type, what its values look like, which checks hold.
//! Order of meaning: a declared enum or type alias, a semantic type, a type of PostgreSQL or of a known extension; `pg.` asks for the last.
//! Never happens: a look at which extensions are installed (that is the proof's).

use super::declarations::{Declarations, Declared, Space};
use super::expression::{self, CheckTemplate};
use super::nearest::suggestion;
use super::settings::Settings;
use super::{Findings, Literal, postgres_types, semantic, value};
use crate::diagnostic::Diagnostic;
use crate::syntax::ast::{Pattern, TypeArgumentValue, TypeUse};

/// A column's type: a name of `pg_catalog` (or its alias) with modifiers, or an enum of the requirements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SqlType {
    pub name: String,
    pub modifiers: Vec<String>,
    pub array: bool,
    /// Its place in `Domain::enums`; `name` is then empty.
    pub enumeration: Option<usize>,
    /// The type's schema, where it is written: `pg.public.rating`.
    pub schema: Option<String>,
    /// The extension that has the type.
    pub extension: Option<&'static str>,
}

impl SqlType {
    pub fn of(name: &str) -> SqlType {
        SqlType { name: name.to_string(), modifiers: Vec::new(), array: false, enumeration: None, schema: None, extension: None }
    }

    pub fn with<T: ToString>(name: &str, modifiers: &[T]) -> SqlType {
        SqlType { modifiers: modifiers.iter().map(ToString::to_string).collect(), ..SqlType::of(name) }
    }
}

/// Which written values fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueClass {
    Boolean,
    Integer {
        minimum: i128,
        maximum: i128,
    },
    /// Digits in all and after the point; `None` for any.
    Decimal {
        digits: Option<(u32, u32)>,
    },
    Float,
    Text,
    Json,
    Enumeration(usize),
    Timestamp {
        with_time_zone: bool,
    },
    Date,
    Time,
    Uuid,
    Network,
    /// Any string; PostgreSQL judges it.
    Other,
    /// The type was not understood; nothing is said about its values.
    Unknown,
}

#[derive(Debug, Clone, PartialEq)]
pub struct FieldType {
    /// The word of the language: `email`, `varchar`, `enum`.
    pub word: String,
    pub arguments: Vec<String>,
    pub sql: SqlType,
    pub class: ValueClass,
    pub minimum_length: Option<u32>,
    pub maximum_length: Option<u32>,
    /// The regular expression of `matches`.
    pub pattern: Option<String>,
    /// The form that a semantic type gives its values.
    pub form: Option<&'static str>,
    pub checks: Vec<CheckTemplate>,
    /// Of the type alias.
    pub default: Option<Literal>,
}

impl FieldType {
    pub(super) fn plain(word: &str, sql: SqlType, class: ValueClass) -> FieldType {
        FieldType {
            word: word.to_string(),
            arguments: Vec::new(),
            sql,
            class,
            minimum_length: None,
            maximum_length: None,
            pattern: None,
            form: None,
            checks: Vec::new(),
            default: None,
        }
    }

    /// Stands in for a type that was not understood, so that one mistake gives one finding.
    pub(super) fn unknown() -> FieldType {
        FieldType::plain("text", SqlType::of("text"), ValueClass::Unknown)
    }
}

/// Why arguments do not fit: what is wrong, and what to write.
#[derive(Debug)]
pub struct ArgumentError {
    pub message: String,
    pub help: String,
}

impl ArgumentError {
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> ArgumentError {
        ArgumentError { message: message.into(), help: help.into() }
    }
}

/// All type aliases, resolved once.
#[derive(Debug)]
pub(super) struct TypeTable<'a> {
    declarations: &'a Declarations<'a>,
    aliases: Vec<Progress>,
    pub(super) settings: Settings,
}

#[derive(Debug, Clone)]
enum Progress {
    Waiting,
    Open,
    Done(Box<FieldType>),
}

impl<'a> TypeTable<'a> {
    pub(super) fn new(declarations: &'a Declarations<'a>, settings: Settings, findings: &mut Findings) -> TypeTable<'a> {
        let mut table = TypeTable { declarations, aliases: vec![Progress::Waiting; declarations.types.len()], settings };
        for index in 0..declarations.types.len() {
            table.resolve_alias(index, 0, findings);
        }
        table
    }

    /// The values of an enum as written.
    pub(super) fn enum_values(&self, index: usize) -> Vec<&'a str> {
        self.declarations
            .enums
            .get(index)
            .map_or(Vec::new(), |item| item.item.values.iter().map(|value| value.name.text.as_str()).collect())
    }

    pub(super) fn enum_name(&self, index: usize) -> &'a str {
        self.declarations.enums.get(index).map_or("", |item| item.item.name.text.as_str())
    }

    fn resolve_alias(&mut self, index: usize, depth: usize, findings: &mut Findings) {
        if !matches!(self.aliases[index], Progress::Waiting) {
            return;
        }
        self.aliases[index] = Progress::Open;
        let alias = &self.declarations.types[index];
        if let Some(Declared::Type(base)) = self.declared(&alias.base, alias.space) {
            if matches!(self.aliases[base], Progress::Open) {
                findings.push(
                    Diagnostic::error("type-cycle", format!("the type `{}` is made of itself", alias.name.text))
                        .at(alias.base.span, "leads back to this type")
                        .related(alias.name.span, "declared here")
                        .help("give one type of the circle a base such as `varchar(40)`"),
                );
                self.aliases[index] = Progress::Done(Box::new(FieldType::unknown()));
                return;
            }
            if depth >= super::DEEPEST && matches!(self.aliases[base], Progress::Waiting) {
                findings.push(super::too_deep("types are made of each other", alias.base.span));
                self.aliases[index] = Progress::Done(Box::new(FieldType::unknown()));
                return;
            }
            self.resolve_alias(base, depth + 1, findings);
        }
        let resolved = self.alias_type(index, findings);
        self.aliases[index] = Progress::Done(Box::new(resolved));
    }

    fn alias_type(&self, index: usize, findings: &mut Findings) -> FieldType {
        let alias = &self.declarations.types[index];
        if let Some(mark) = alias.base.optional {
            findings.push(
                Diagnostic::error("optional-type", "a type cannot be optional; a field can")
                    .at(mark, "take this away")
                    .help(format!("write `{}?` where a field may be empty", alias.name.text)),
            );
        }
        let mut resolved = self.resolve(&alias.base, alias.space, findings);
        if let Some(pattern) = &alias.matches {
            add_pattern(&mut resolved, pattern, findings);
        }
        if let Some(check) = &alias.check {
            resolved.checks.extend(expression::value_check(check, findings));
        }
        if let Some(default) = &alias.default {
            match value::fit(&default.value, &resolved, self) {
                Ok(literal) => resolved.default = Some(literal),
                Err(diagnostic) => findings.push(*diagnostic),
            }
        }
        resolved
    }

    /// What of the requirements the type's name means.
    fn declared(&self, written: &TypeUse, space: Space) -> Option<Declared> {
        base_name(written).and_then(|name| self.declarations.find(space, written.namespace.as_ref(), name))
    }

    /// The meaning of a type that is written in a namespace, or outside of all; what is wrong with it becomes a finding.
    pub(super) fn resolve(&self, written: &TypeUse, space: Space, findings: &mut Findings) -> FieldType {
        let mut resolved = match self.base_type(written, space) {
            Ok(resolved) => resolved,
            Err(diagnostic) => {
                findings.push(*diagnostic);
                FieldType::unknown()
            }
        };
        if written.dimensions > 0 && resolved.class != ValueClass::Unknown {
            if !resolved.checks.is_empty() {
                findings.push(
                    Diagnostic::warning(
                        "array-elements-unchecked",
                        format!("PostgreSQL cannot check each element of `{}[]`", resolved.word),
                    )
                    .at(written.span, "the type's own checks do not reach into the array")
                    .help("make it an entity of its own with a reference, if its values must be checked"),
                );
                resolved.checks.clear();
            }
            resolved.sql.array = true;
        }
        resolved
    }

    fn base_type(&self, written: &TypeUse, space: Space) -> Result<FieldType, Box<Diagnostic>> {
        let arguments: Vec<TypeArgumentValue> = written.arguments.iter().map(|argument| argument.value.clone()).collect();
        let name = written.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
        let declared = self.declared(written, space);
        let resolved = match declared {
            Some(Declared::Enum(index)) if arguments.is_empty() => return Ok(enum_type(index)),
            Some(Declared::Type(index)) if arguments.is_empty() => {
                return Ok(match &self.aliases[index] {
                    Progress::Done(resolved) => (**resolved).clone(),
                    Progress::Waiting | Progress::Open => FieldType::unknown(),
                });
            }
            Some(Declared::Enum(_) | Declared::Type(_)) => {
                Err(ArgumentError::new(format!("`{name}` takes nothing in parentheses"), format!("write `{name}`")))
            }
            Some(other @ (Declared::Entity(_) | Declared::Mixin(_))) => return Err(Box::new(not_a_type(written, &name, other))),
            None if written.raw && written.namespace.is_some() => Ok(by_full_name(written, &name, &arguments)),
            // Without a length, which a person is asked for elsewhere.
            None if written.raw && arguments.is_empty() && matches!(name.as_str(), "varchar" | "character varying") => {
                Ok(FieldType::plain("varchar", SqlType::of("varchar"), ValueClass::Text))
            }
            None if written.namespace.is_some() => return Err(Box::new(self.unknown_type(written, &name))),
            None => match semantic::find(&name).filter(|_| !written.raw) {
                Some(found) => (found.resolve)(&arguments).map(|shape| shape.field_type(found.name, &arguments)),
                None => match postgres_types::resolve(&name.to_lowercase(), &arguments) {
                    Some(resolved) => resolved,
                    None => return Err(Box::new(self.unknown_type(written, &name))),
                },
            },
        };
        resolved.map_err(|error| {
            let place = match (written.arguments.first(), written.arguments.last()) {
                (Some(first), Some(last)) => first.span.to(last.span),
                _ => written.span,
            };
            Box::new(Diagnostic::error("bad-type-argument", error.message).at(place, "not possible here").help(error.help))
        })
    }

    fn unknown_type(&self, written: &TypeUse, name: &str) -> Diagnostic {
        let elsewhere = self.declarations.elsewhere(name).filter(|_| !written.raw);
        if let Some(space) = &written.namespace {
            let help = match elsewhere {
                Some(there) => format!("did you mean `{there}`?"),
                None => suggestion(name, self.declarations.type_names(), "declared types"),
            };
            return Diagnostic::error("unknown-type", format!("there is no type `{name}` in the namespace `{}`", space.text))
                .at(written.span, "unknown")
                .help(help);
        }
        if let Some(there) = elsewhere {
            return Diagnostic::error("unknown-type", format!("there is no type `{name}`"))
                .at(written.span, "unknown")
                .help(format!("did you mean `{there}`?"));
        }
        if let Some(style) = postgres_types::serial_key(&name.to_lowercase()) {
            return Diagnostic::error("serial-type", format!("`{name}` is no type of a field"))
                .at(written.span, "a number that counts up by itself is a key")
                .help(format!("write `key {style}`, or take the line out: every entity gets such an `id`"));
        }
        let mut known: Vec<&str> = Vec::new();
        if !written.raw {
            known.extend(self.declarations.type_names());
            semantic::names().for_each(|name| known.push(name));
        }
        postgres_types::names().for_each(|name| known.push(name));
        let help = match super::nearest::nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "write a type such as `varchar(100)`, `email` or `int`, or declare it: `type {name} = …`, `enum {name} {{ … }}`; {}",
                suggestion(name, self.declarations.type_names(), "declared types")
            ),
        };
        Diagnostic::error("unknown-type", format!("there is no type `{name}`")).at(written.span, "unknown").help(help)
    }
}

fn base_name(written: &TypeUse) -> Option<&str> {
    match written.words.as_slice() {
        [word] if !written.raw => Some(&word.text),
        _ => None,
    }
}

/// `pg.public.rating`: whatever PostgreSQL has under this name; nothing is known of its values.
fn by_full_name(written: &TypeUse, name: &str, arguments: &[TypeArgumentValue]) -> FieldType {
    let modifiers = arguments.iter().map(|argument| match argument {
        TypeArgumentValue::Number(text) | TypeArgumentValue::Word(text) | TypeArgumentValue::Text(text) => text.clone(),
        TypeArgumentValue::Range(low, high) => format!("{low}..{high}"),
    });
    let schema = written.namespace.as_ref().map(|schema| schema.text.clone());
    let sql = SqlType { modifiers: modifiers.collect(), schema, ..SqlType::of(name) };
    FieldType::plain(name, sql, ValueClass::Other)
}

fn enum_type(index: usize) -> FieldType {
    let sql = SqlType { enumeration: Some(index), ..SqlType::of("") };
    FieldType::plain("enum", sql, ValueClass::Enumeration(index))
}

fn not_a_type(written: &TypeUse, name: &str, declared: Declared) -> Diagnostic {
    let help = match declared {
        Declared::Entity(_) => format!("write `-> {name}` to refer to it"),
        _ => format!("write `include {name}` on a line of its own"),
    };
    Diagnostic::error("unknown-type", format!("`{name}` is {}, not a type", declared.kind())).at(written.span, "no type").help(help)
}

/// `matches /…/`: a check on a text.
pub(super) fn add_pattern(field_type: &mut FieldType, pattern: &Pattern, findings: &mut Findings) {
    if field_type.class == ValueClass::Unknown {
        return;
    }
    if field_type.class != ValueClass::Text || field_type.sql.array {
        findings.push(
            Diagnostic::error("pattern-on-other-type", "only a text can be matched with a regular expression")
                .at(pattern.span, format!("the type is `{}`", field_type.word))
                .help("write `check (…)` for other types"),
        );
        return;
    }
    field_type.checks.push(CheckTemplate::matches(&pattern.text));
    field_type.pattern = Some(pattern.text.clone());
}
