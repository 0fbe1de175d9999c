//! `was` and `removed`: what things were called before, and what is no more.
//!
//! Comes in: the resolved domain and what was written. Goes out: [`Former`], in the names of the database. Never happens: one name
//! declared and removed, one former name claimed twice. Whether any of it still stands is not known here: these words stay true after
//! they have been carried out.

use std::collections::{BTreeMap, BTreeSet};

use super::declarations::{Declarations, PlacedMember, schema_of};
use super::{Attribute, Domain, Entity, EnumStyle, Findings, ReferenceColumn, former_keys, naming};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{FormerName, Member, RemovedItemKind, RemovedKind};

/// All former names and farewells.
#[derive(Debug, Clone, Default)]
pub struct Former {
    pub renamed: Vec<(Renamed, Span)>,
    pub removed: Vec<(Removed, Span)>,
}

impl Former {
    /// As if the words at these places were not written.
    pub fn forget(&mut self, places: &BTreeSet<Span>) {
        self.renamed.retain(|(_, span)| !places.contains(span));
        self.removed.retain(|(_, span)| !places.contains(span));
    }
}

/// A table or type: two schemas may each have one of the same name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct InSchema {
    pub schema: String,
    pub name: String,
}

/// What has another name now. Names are those of the database; nothing moves to another schema.
#[derive(Debug, Clone, PartialEq)]
pub enum Renamed {
    Table {
        schema: String,
        from: String,
        to: String,
    },
    /// A column of a table, by the table's name now.
    Column {
        table: InSchema,
        from: String,
        to: String,
    },
    Enum {
        schema: String,
        from: String,
        to: String,
    },
    EnumValue {
        of: InSchema,
        from: String,
        to: String,
    },
    /// A row of a lookup table.
    LookupValue {
        table: InSchema,
        from: String,
        to: String,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub enum Removed {
    Table(InSchema),
    Enum(InSchema),
    EnumValue {
        of: InSchema,
        value: String,
    },
    LookupValue {
        table: InSchema,
        value: String,
    },
    /// A field, a reference or a relation of many to many: the columns or the table that it may have had, the likeliest first.
    Member {
        table: InSchema,
        columns: Vec<String>,
        join_table: Option<InSchema>,
    },
    Part {
        table: InSchema,
        kind: RemovedKind,
        name: String,
    },
}

impl InSchema {
    pub(super) fn new(schema: impl Into<String>, name: impl Into<String>) -> InSchema {
        InSchema { schema: schema.into(), name: name.into() }
    }

    pub(super) fn of(entity: &Entity) -> InSchema {
        InSchema::new(&entity.schema, &entity.table)
    }
}

pub(super) fn resolve(domain: &Domain, declarations: &Declarations, members: &[Vec<PlacedMember>], findings: &mut Findings) -> Former {
    let mut former = Former::default();
    items(domain, declarations, &mut former, findings);
    enums(domain, declarations, &mut former, findings);
    for ((entity, written), members) in domain.entities.iter().zip(&declarations.entities).zip(members) {
        if let Some(was) = &written.was {
            let from = exact_or(was, |name| naming::table_name_by(domain.settings.tables, name));
            former.renamed.push((Renamed::Table { schema: entity.schema.clone(), from, to: entity.table.clone() }, was.span));
        }
        for placed in members {
            member(domain, entity, placed.member, &mut former, findings);
        }
    }
    claimed_once(&former, findings);
    former_keys::follow(domain, declarations, members, &mut former);
    former
}

pub(super) fn exact_or(name: &FormerName, rule: impl Fn(&str) -> String) -> String {
    if name.exact { naming::shorten(&name.text) } else { rule(&name.text) }
}

/// What a column of a reference was called.
pub(super) fn column_before(was: &FormerName, column: &ReferenceColumn) -> String {
    match was.exact {
        true => naming::shorten(&was.text),
        false => naming::shorten(&format!("{}_{}", naming::snake_case(&was.text), column.target_column)),
    }
}

fn items(domain: &Domain, declarations: &Declarations, former: &mut Former, findings: &mut Findings) {
    for item in &declarations.removed {
        let schema = schema_of(item.space);
        let named =
            |rule: &dyn Fn(&str) -> String| item.exact.as_ref().map_or_else(|| rule(&item.name.text), |exact| naming::shorten(&exact.text));
        let table_name = |name: &str| naming::table_name_by(domain.settings.tables, name);
        let lookups = domain.settings.enums == EnumStyle::Table;
        let gone = match item.kind {
            RemovedItemKind::Enum if !lookups => Removed::Enum(InSchema::new(schema, named(&naming::column_name))),
            RemovedItemKind::Enum | RemovedItemKind::Entity => Removed::Table(InSchema::new(schema, named(&table_name))),
        };
        let entity = domain.entities.iter().find(|entity| gone == Removed::Table(InSchema::of(entity)));
        let kind = domain.enums.iter().find(|known| match lookups {
            true => gone == Removed::Table(InSchema::new(&known.schema, &known.lookup_table)),
            false => gone == Removed::Enum(InSchema::new(&known.schema, &known.type_name)),
        });
        match (entity, kind) {
            (Some(entity), _) => findings.push(declared(&item.name.text, item.name.span, entity.name.span, "entity")),
            (None, Some(known)) => findings.push(declared(&item.name.text, item.name.span, known.name.span, "enum")),
            (None, None) => former.removed.push((gone, item.span)),
        }
    }
}

fn enums(domain: &Domain, declarations: &Declarations, former: &mut Former, findings: &mut Findings) {
    let lookups = domain.settings.enums == EnumStyle::Table;
    for (known, written) in domain.enums.iter().zip(&declarations.enums) {
        let schema = known.schema.clone();
        if let Some(was) = &written.was {
            let renamed = match lookups {
                true => Renamed::Table { schema, from: exact_or(was, naming::table_name), to: known.lookup_table.clone() },
                false => Renamed::Enum { schema, from: exact_or(was, naming::column_name), to: known.type_name.clone() },
            };
            former.renamed.push((renamed, was.span));
        }
        let of = InSchema::new(&known.schema, if lookups { &known.lookup_table } else { &known.type_name });
        for value in &written.values {
            let of = of.clone();
            if value.removed {
                match known.values.iter().find(|(name, _)| name.text == value.name.text) {
                    Some((name, _)) => findings.push(declared(&value.name.text, value.name.span, name.span, "value")),
                    None => {
                        let value_name = value.name.text.clone();
                        let removed = match lookups {
                            true => Removed::LookupValue { table: of, value: value_name },
                            false => Removed::EnumValue { of, value: value_name },
                        };
                        former.removed.push((removed, value.name.span));
                    }
                }
            } else if let Some(was) = &value.was {
                let (from, to) = (was.text.clone(), value.name.text.clone());
                let renamed = match lookups {
                    true => Renamed::LookupValue { table: of, from, to },
                    false => Renamed::EnumValue { of, from, to },
                };
                former.renamed.push((renamed, was.span));
            }
        }
    }
}

fn member(domain: &Domain, entity: &Entity, written: &Member, former: &mut Former, findings: &mut Findings) {
    let attribute = |span: Span| entity.attributes.iter().find(|attribute| attribute.name().span == span);
    let table = || InSchema::of(entity);
    match written {
        Member::Field(field) => {
            if let (Some(was), Some(Attribute::Field(known))) = (&field.was, attribute(field.name.span)) {
                let from = exact_or(was, naming::column_name);
                former.renamed.push((Renamed::Column { table: table(), from, to: known.column.clone() }, was.span));
            }
        }
        Member::Reference(reference) => {
            if let (Some(was), Some(Attribute::Reference(known))) = (&reference.was, attribute(reference.name.span)) {
                if was.exact && known.columns.len() > 1 {
                    findings.push(
                        Diagnostic::error(
                            "former-name-of-several-columns",
                            format!("`{}` has {} columns", known.name.text, known.columns.len()),
                        )
                        .at(was.span, "one name for several columns")
                        .help("write the reference's former name as a word, without quotes"),
                    );
                    return;
                }
                for column in &known.columns {
                    let from = column_before(was, column);
                    former.renamed.push((Renamed::Column { table: table(), from, to: column.column.clone() }, was.span));
                }
            }
        }
        Member::ManyToMany(relation) => {
            let known = entity.many_to_many.iter().find(|known| known.name.span == relation.name.span);
            if let (Some(was), Some(known)) = (&relation.was, known) {
                let own = naming::snake_case(&entity.name.text);
                let from = match was.exact {
                    true => naming::shorten(&was.text),
                    false => naming::shorten(&format!("{own}_{}", naming::snake_case(&was.text))),
                };
                former.renamed.push((Renamed::Table { schema: entity.schema.clone(), from, to: known.table.clone() }, was.span));
            }
        }
        Member::Removed(removed) => match removed.kind {
            Some(kind) => {
                let part = Removed::Part { table: table(), kind, name: naming::shorten(&removed.name.text) };
                former.removed.push((part, removed.span));
            }
            None => removed_member(domain, entity, &removed.name, removed.span, former, findings),
        },
        _ => {}
    }
}

fn removed_member(domain: &Domain, entity: &Entity, name: &FormerName, span: Span, former: &mut Former, findings: &mut Findings) {
    let known = entity.attributes.iter().map(Attribute::name).chain(entity.many_to_many.iter().map(|relation| &relation.name));
    if let Some(known) = known.into_iter().find(|known| known.text == name.text && !name.exact) {
        findings.push(declared(&name.text, name.span, known.span, "field"));
        return;
    }
    let snake = naming::snake_case(&name.text);
    let own = naming::snake_case(&entity.name.text);
    let (columns, join_table) = match name.exact {
        true => (vec![naming::shorten(&name.text)], None),
        false => (
            vec![naming::column_name(&name.text), naming::shorten(&format!("{snake}_id"))],
            Some(InSchema::new(&entity.schema, naming::shorten(&format!("{own}_{snake}"))))
                .filter(|table| domain.entities.iter().all(|other| InSchema::of(other) != *table)),
        ),
    };
    let is_declared = |column: &String| entity.attributes.iter().find(|attribute| attribute.columns().contains(&column.as_str()));
    if let Some(known) = columns.first().and_then(is_declared) {
        findings.push(declared(&name.text, name.span, known.name().span, "field"));
        return;
    }
    let columns = columns.into_iter().filter(|column| is_declared(column).is_none()).collect();
    former.removed.push((Removed::Member { table: InSchema::of(entity), columns, join_table }, span));
}

fn declared(name: &str, removed: Span, declared: Span, what: &str) -> Diagnostic {
    Diagnostic::error("declared-and-removed", format!("`{name}` is declared and removed"))
        .at(removed, "removed here")
        .related(declared, format!("this {what} is declared"))
        .help("take one of the two out")
}

/// Two things cannot have been one.
fn claimed_once(former: &Former, findings: &mut Findings) {
    let mut claims: BTreeMap<(&str, InSchema, String), Span> = BTreeMap::new();
    for (renamed, span) in &former.renamed {
        let (kind, room, from, to) = match renamed {
            Renamed::Table { schema, from, to } => ("table", InSchema::new(schema, ""), from, to),
            Renamed::Column { table, from, to } => ("column", table.clone(), from, to),
            Renamed::Enum { schema, from, to } => ("enum", InSchema::new(schema, ""), from, to),
            Renamed::EnumValue { of, from, to } | Renamed::LookupValue { table: of, from, to } => ("value", of.clone(), from, to),
        };
        if from == to {
            findings.push(
                Diagnostic::error("was-itself", format!("`{from}` is what it is called now"))
                    .at(*span, "not another name")
                    .help("write the former name behind `was`, or take `was` out"),
            );
        }
        if let Some(first) = claims.insert((kind, room, from.clone()), *span).filter(|first| first != span) {
            findings.push(
                Diagnostic::error("was-twice", format!("two things were called `{from}`"))
                    .at(*span, "again here")
                    .related(first, "first here")
                    .help("only one of them can take over its rows; take `was` out of the other"),
            );
        }
    }
}
