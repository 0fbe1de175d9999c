//! `was` and `removed`: what things were called before, and what is no more.
//!
//! Comes in: the resolved domain and what was written. Goes out: [`Former`], in the names of the database. Never happens: one name
//! declared and removed, one former name claimed twice. Whether any of it still stands is not known here: these words stay true after
//! they have been carried out.

use std::collections::BTreeMap;

use super::declarations::{Declarations, PlacedMember};
use super::{Attribute, Domain, Entity, Findings, naming};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{FormerName, Member, RemovedItemKind, RemovedKind};

/// All former names and farewells.
#[derive(Debug, Clone, Default)]
pub struct Former {
    pub renamed: Vec<(Renamed, Span)>,
    pub removed: Vec<(Removed, Span)>,
}

/// What has another name now. Names are those of the database.
#[derive(Debug, Clone, PartialEq)]
pub enum Renamed {
    Table {
        from: String,
        to: String,
    },
    /// A column of a table, by the table's name now.
    Column {
        table: String,
        from: String,
        to: String,
    },
    Enum {
        from: String,
        to: String,
    },
    EnumValue {
        of: String,
        from: String,
        to: String,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub enum Removed {
    Table(String),
    Enum(String),
    EnumValue {
        of: String,
        value: String,
    },
    /// A field, a reference or a relation of many to many: the columns or the table that it may have had, the likeliest first.
    Member {
        table: String,
        columns: Vec<String>,
        join_table: Option<String>,
    },
    Part {
        table: String,
        kind: RemovedKind,
        name: String,
    },
}

pub(super) fn resolve(domain: &Domain, declarations: &Declarations, members: &[Vec<PlacedMember>], findings: &mut Findings) -> Former {
    let mut former = Former::default();
    items(domain, declarations, &mut former, findings);
    enums(domain, declarations, &mut former, findings);
    for ((entity, written), members) in domain.entities.iter().zip(&declarations.entities).zip(members) {
        if let Some(was) = &written.was {
            let from = exact_or(was, |name| naming::table_name_by(domain.settings.tables, name));
            former.renamed.push((Renamed::Table { from, to: entity.table.clone() }, was.span));
            let own_name = naming::snake_case(&was.text);
            if !was.exact {
                join_tables(entity, &own_name, was.span, members, &mut former);
            }
        }
        for placed in members {
            member(domain, entity, placed.member, &mut former, findings);
        }
    }
    claimed_once(&former, findings);
    former
}

fn exact_or(name: &FormerName, rule: impl Fn(&str) -> String) -> String {
    if name.exact { naming::shorten(&name.text) } else { rule(&name.text) }
}

fn items(domain: &Domain, declarations: &Declarations, former: &mut Former, findings: &mut Findings) {
    for item in &declarations.removed {
        match item.kind {
            RemovedItemKind::Entity => {
                let table = item
                    .exact
                    .as_ref()
                    .map_or_else(|| naming::table_name_by(domain.settings.tables, &item.name.text), |exact| naming::shorten(&exact.text));
                match domain.entities.iter().find(|entity| entity.table == table) {
                    Some(entity) => findings.push(declared(&item.name.text, item.name.span, entity.name.span, "entity")),
                    None => former.removed.push((Removed::Table(table), item.span)),
                }
            }
            RemovedItemKind::Enum => {
                let name = item.exact.as_ref().map_or_else(|| naming::column_name(&item.name.text), |exact| naming::shorten(&exact.text));
                match domain.enums.iter().find(|known| known.type_name == name) {
                    Some(known) => findings.push(declared(&item.name.text, item.name.span, known.name.span, "enum")),
                    None => former.removed.push((Removed::Enum(name), item.span)),
                }
            }
        }
    }
}

fn enums(domain: &Domain, declarations: &Declarations, former: &mut Former, findings: &mut Findings) {
    for (known, written) in domain.enums.iter().zip(&declarations.enums) {
        if let Some(was) = &written.was {
            let from = exact_or(was, naming::column_name);
            former.renamed.push((Renamed::Enum { from, to: known.type_name.clone() }, was.span));
        }
        for value in &written.values {
            let of = known.type_name.clone();
            if value.removed {
                match known.values.iter().find(|(name, _)| name.text == value.name.text) {
                    Some((name, _)) => findings.push(declared(&value.name.text, value.name.span, name.span, "value")),
                    None => former.removed.push((Removed::EnumValue { of, value: value.name.text.clone() }, value.name.span)),
                }
            } else if let Some(was) = &value.was {
                former.renamed.push((Renamed::EnumValue { of, from: was.text.clone(), to: value.name.text.clone() }, was.span));
            }
        }
    }
}

/// The tables between two entities are named after the one that declares them, and so are their columns.
fn join_tables(entity: &Entity, own_name: &str, span: Span, members: &[PlacedMember], former: &mut Former) {
    let new_name = naming::snake_case(&entity.name.text);
    for relation in &entity.many_to_many {
        let written = members.iter().find_map(|placed| match placed.member {
            Member::ManyToMany(written) if written.name.span == relation.name.span => Some(written),
            _ => None,
        });
        if written.is_some_and(|written| written.table.is_none() && written.was.is_none()) {
            let from = naming::shorten(&format!("{own_name}_{}", naming::snake_case(&relation.name.text)));
            former.renamed.push((Renamed::Table { from, to: relation.table.clone() }, span));
        }
        for column in &relation.own_columns {
            if let Some(rest) = column.column.strip_prefix(&format!("{new_name}_")) {
                let from = naming::shorten(&format!("{own_name}_{rest}"));
                former.renamed.push((Renamed::Column { table: relation.table.clone(), from, to: column.column.clone() }, span));
            }
        }
    }
}

fn member(domain: &Domain, entity: &Entity, written: &Member, former: &mut Former, findings: &mut Findings) {
    let attribute = |span: Span| entity.attributes.iter().find(|attribute| attribute.name().span == span);
    let table = || entity.table.clone();
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
                    let from = match was.exact {
                        true => naming::shorten(&was.text),
                        false => naming::shorten(&format!("{}_{}", naming::snake_case(&was.text), column.target_column)),
                    };
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
                former.renamed.push((Renamed::Table { from, to: known.table.clone() }, was.span));
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
            Some(naming::shorten(&format!("{own}_{snake}"))).filter(|table| domain.entities.iter().all(|other| other.table != *table)),
        ),
    };
    let is_declared = |column: &String| entity.attributes.iter().find(|attribute| attribute.columns().contains(&column.as_str()));
    if let Some(known) = columns.first().and_then(is_declared) {
        findings.push(declared(&name.text, name.span, known.name().span, "field"));
        return;
    }
    let columns = columns.into_iter().filter(|column| is_declared(column).is_none()).collect();
    former.removed.push((Removed::Member { table: entity.table.clone(), columns, join_table }, span));
}

fn declared(name: &str, removed: Span, declared: Span, what: &str) -> Diagnostic {
    Diagnostic::error("declared-and-removed", format!("`{name}` is declared and removed"))
        .at(removed, "removed here")
        .related(declared, format!("this {what} is declared"))
        .help("take one of the two out")
}

/// Two things cannot have been one.
fn claimed_once(former: &Former, findings: &mut Findings) {
    let mut claims: BTreeMap<(String, &str), Span> = BTreeMap::new();
    for (renamed, span) in &former.renamed {
        let (room, from, to) = match renamed {
            Renamed::Table { from, to } => ("table".to_string(), from, to),
            Renamed::Column { table, from, to } => (format!("column {table}"), from, to),
            Renamed::Enum { from, to } => ("enum".to_string(), from, to),
            Renamed::EnumValue { of, from, to } => (format!("value {of}"), from, to),
        };
        if from == to {
            findings.push(
                Diagnostic::error("was-itself", format!("`{from}` is what it is called now"))
                    .at(*span, "not another name")
                    .help("write the former name behind `was`, or take `was` out"),
            );
        }
        if let Some(first) = claims.insert((room, from), *span).filter(|first| first != span) {
            findings.push(
                Diagnostic::error("was-twice", format!("two things were called `{from}`"))
                    .at(*span, "again here")
                    .related(first, "first here")
                    .help("only one of them can take over its rows; take `was` out of the other"),
            );
        }
    }
}
