//! Keys, and the columns of references, which follow the key that they point to.
//!
//! Comes in: entities with their attributes. Goes out: every key as attributes or a generated `id`; every reference with its columns.
//! Never happens: an endless key (a key made of references that lead back to it).

use super::attributes::entity_target;
use super::declarations::{Declarations, PlacedMember};
use super::nearest::{list, nearest, suggestion};
use super::settings::{KeyStyle, uuidv7_needs_18};
use super::types::SqlType;
use super::{Attribute, Domain, Entity, Findings, Key, KeyKind, ManyToMany, Reference, ReferenceColumn, naming};
use crate::diagnostic::Diagnostic;
use crate::syntax::ast::{self, Member, Name, Text};

pub(super) fn resolve(domain: &mut Domain, members: &[Vec<PlacedMember>], findings: &mut Findings) {
    for (index, members) in members.iter().enumerate() {
        let mut written = members.iter().filter_map(|placed| match placed.member {
            Member::Key(key) => Some((Some(key), key.span)),
            Member::NoKey(span) => Some((None, *span)),
            _ => None,
        });
        if let Some((key, span)) = written.next() {
            let kind = key.map_or(KeyKind::Attributes(Vec::new()), |key| kind(key, domain, index, findings));
            domain.entities[index].key = Key { name: key.and_then(|key| key.name.clone()), kind, span, written: true };
        }
        if let (Some((_, second)), first) = (written.next(), domain.entities[index].key.span) {
            findings.push(
                Diagnostic::error("duplicate-key", format!("`{}` has two keys", domain.entities[index].name.text))
                    .at(second, "again here")
                    .related(first, "first here")
                    .help("keep one as the key and write the other as `unique (…)`"),
            );
        }
    }
    let mut keys = Keys { domain, columns: vec![Progress::Waiting; members.len()], depth: 0 };
    for index in 0..members.len() {
        keys.of(index, findings);
    }
    let keys: Vec<Vec<KeyColumn>> = keys.columns.into_iter().map(Progress::done).collect();
    reference_columns(domain, members, &keys, findings);
}

/// A column of a key and its type.
type KeyColumn = (String, SqlType);

fn kind(key: &ast::Key, domain: &Domain, index: usize, findings: &mut Findings) -> KeyKind {
    let entity = &domain.entities[index];
    match &key.kind {
        ast::KeyKind::Generated(word) => match KeyStyle::from_word(&word.text) {
            Some(style) => {
                if style == KeyStyle::UuidV7 && domain.settings.postgres < 18 {
                    findings.push(uuidv7_needs_18(word.span, domain.settings));
                }
                KeyKind::Generated(style)
            }
            None => {
                findings.push(Diagnostic::error("unknown-key", format!("there is no key `{}`", word.text)).at(word.span, "unknown").help(
                    match nearest(&word.text, KeyStyle::WORDS) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("write one of {}, or a field in parentheses: `key ({})`", list(&KeyStyle::WORDS), word.text),
                    },
                ));
                KeyKind::Generated(domain.settings.keys)
            }
        },
        ast::KeyKind::Fields(names) => {
            let mut attributes = Vec::new();
            for name in names {
                let Some(found) = find_attribute(entity, name, "a key", findings) else { continue };
                check_key_part(entity, found, name, findings);
                if attributes.contains(&found) {
                    findings.push(repeated(name, "the key"));
                } else {
                    attributes.push(found);
                }
            }
            if attributes.is_empty() { KeyKind::Generated(domain.settings.keys) } else { KeyKind::Attributes(attributes) }
        }
    }
}

fn check_key_part(entity: &Entity, found: usize, name: &Name, findings: &mut Findings) {
    let attribute = &entity.attributes[found];
    if attribute.optional() && !is_unknown(attribute) {
        findings.push(
            Diagnostic::error("optional-key", format!("`{}` may be empty and so cannot be part of the key", name.text))
                .at(name.span, "part of the key")
                .related(attribute.span(), "optional here")
                .help("take the `?` away"),
        );
    }
    if let Attribute::Field(field) = attribute
        && !super::postgres_types::has_order(&field.data_type.sql)
    {
        findings.push(unordered(&field.data_type.word, name, "a key"));
    }
}

fn is_unknown(attribute: &Attribute) -> bool {
    matches!(attribute, Attribute::Field(field) if field.data_type.class == super::ValueClass::Unknown)
}

pub(super) fn unordered(word: &str, name: &Name, place: &str) -> Diagnostic {
    Diagnostic::error("no-order", format!("PostgreSQL cannot compare values of `{word}`, as {place} must"))
        .at(name.span, "has no order")
        .help(if word == "json" { "write `jsonb`" } else { "choose a field of another type, or `index (…) using gist`" })
}

pub(super) fn repeated(name: &Name, list: &str) -> Diagnostic {
    Diagnostic::error("repeated-field", format!("`{}` stands twice in {list}", name.text)).at(name.span, "again here").help("take one out")
}

/// A field or reference of an entity by its name; an unknown one becomes a finding.
pub(super) fn find_attribute(entity: &Entity, name: &Name, place: &str, findings: &mut Findings) -> Option<usize> {
    let found = entity.attributes.iter().position(|attribute| attribute.name().text == name.text);
    if found.is_none() {
        let known = entity.attributes.iter().map(|attribute| attribute.name().text.as_str());
        findings.push(
            Diagnostic::error("unknown-field", format!("`{}` has no field `{}` for {place}", entity.name.text, name.text))
                .at(name.span, "unknown")
                .help(suggestion(&name.text, known, "fields")),
        );
    }
    found
}

#[derive(Debug, Clone)]
enum Progress {
    Waiting,
    Open,
    Done(Vec<KeyColumn>),
}

impl Progress {
    fn done(self) -> Vec<KeyColumn> {
        match self {
            Progress::Done(columns) => columns,
            Progress::Waiting | Progress::Open => Vec::new(),
        }
    }
}

/// The key columns of every entity, each computed once.
struct Keys<'a> {
    domain: &'a mut Domain,
    columns: Vec<Progress>,
    /// How many keys are open, one made of the next.
    depth: usize,
}

impl Keys<'_> {
    fn of(&mut self, index: usize, findings: &mut Findings) -> Vec<KeyColumn> {
        match &self.columns[index] {
            Progress::Done(columns) => return columns.clone(),
            Progress::Open => return Vec::new(),
            Progress::Waiting => {}
        }
        self.columns[index] = Progress::Open;
        self.depth += 1;
        let columns = match self.domain.entities[index].key.kind.clone() {
            KeyKind::Generated(style) => vec![("id".to_string(), generated_type(style))],
            KeyKind::Attributes(attributes) => self.of_attributes(index, &attributes, findings),
        };
        self.depth -= 1;
        self.columns[index] = Progress::Done(columns.clone());
        columns
    }

    fn of_attributes(&mut self, index: usize, attributes: &[usize], findings: &mut Findings) -> Vec<KeyColumn> {
        let mut columns = Vec::new();
        for attribute in attributes {
            match self.domain.entities[index].attributes[*attribute].clone() {
                Attribute::Field(field) => columns.push((field.column, field.data_type.sql)),
                Attribute::Reference(reference) if matches!(self.columns[reference.target.0], Progress::Open) => {
                    let entity = &mut self.domain.entities[index];
                    findings.push(
                        Diagnostic::error("key-cycle", format!("the key of `{}` leads back to itself", entity.name.text))
                            .at(reference.span, "part of the key that it refers to")
                            .related(entity.key.span, "the key")
                            .help("write `key bigserial` in one of the entities, and `unique (…)` for the rest"),
                    );
                    let style = self.domain.settings.keys;
                    self.domain.entities[index].key.kind = KeyKind::Generated(style);
                    return vec![("id".to_string(), generated_type(style))];
                }
                Attribute::Reference(reference) if self.depth > super::DEEPEST => {
                    findings.push(super::too_deep("keys are made of each other", reference.span));
                    let style = self.domain.settings.keys;
                    self.domain.entities[index].key.kind = KeyKind::Generated(style);
                    return vec![("id".to_string(), generated_type(style))];
                }
                Attribute::Reference(reference) => {
                    let target = self.of(reference.target.0, findings);
                    columns.extend(target.into_iter().map(|(column, sql)| (reference_column(&reference.name.text, &column), sql)));
                }
            }
        }
        columns
    }
}

fn generated_type(style: KeyStyle) -> SqlType {
    match style {
        KeyStyle::BigSerial | KeyStyle::Identity => SqlType::of("bigint"),
        KeyStyle::Serial => SqlType::of("int"),
        KeyStyle::Uuid | KeyStyle::UuidV7 => SqlType::of("uuid"),
    }
}

fn reference_column(reference: &str, key_column: &str) -> String {
    naming::shorten(&format!("{}_{key_column}", naming::snake_case(reference)))
}

/// Gives every reference its columns, or those of `column "…"`: first those that keys are made of, then the others.
fn reference_columns(domain: &mut Domain, members: &[Vec<PlacedMember>], keys: &[Vec<KeyColumn>], findings: &mut Findings) {
    // Written column names of a key made of references change what other references follow, so that targets come first.
    let mut resolved: Vec<Option<Vec<KeyColumn>>> = vec![None; keys.len()];
    for index in 0..domain.entities.len() {
        columns_of_entity(domain, members, index, keys, &mut resolved, findings);
    }
    for index in 0..domain.entities.len() {
        for attribute in 0..domain.entities[index].attributes.len() {
            if !in_key(domain, index, attribute) {
                one_reference(domain, members, index, attribute, keys, &mut resolved, findings);
            }
        }
    }
}

fn in_key(domain: &Domain, index: usize, attribute: usize) -> bool {
    matches!(&domain.entities[index].key.kind, KeyKind::Attributes(key) if key.contains(&attribute))
}

fn columns_of_entity(
    domain: &mut Domain,
    members: &[Vec<PlacedMember>],
    index: usize,
    keys: &[Vec<KeyColumn>],
    resolved: &mut Vec<Option<Vec<KeyColumn>>>,
    findings: &mut Findings,
) -> Vec<KeyColumn> {
    if let Some(columns) = &resolved[index] {
        return columns.clone();
    }
    // Keys are free of cycles here; this ends a walk all the same.
    resolved[index] = Some(keys[index].clone());
    for attribute in 0..domain.entities[index].attributes.len() {
        if in_key(domain, index, attribute) {
            one_reference(domain, members, index, attribute, keys, resolved, findings);
        }
    }
    let own = own_key(domain, index, &keys[index]);
    resolved[index] = Some(own.clone());
    own
}

/// The key's columns by the names that its attributes have now.
fn own_key(domain: &Domain, index: usize, key: &[KeyColumn]) -> Vec<KeyColumn> {
    let names = domain.entities[index].key_columns();
    if names.len() != key.len() {
        return key.to_vec();
    }
    names.into_iter().zip(key).map(|(name, (_, sql))| (name, sql.clone())).collect()
}

fn one_reference(
    domain: &mut Domain,
    members: &[Vec<PlacedMember>],
    index: usize,
    attribute: usize,
    keys: &[Vec<KeyColumn>],
    resolved: &mut Vec<Option<Vec<KeyColumn>>>,
    findings: &mut Findings,
) {
    let Attribute::Reference(reference) = domain.entities[index].attributes[attribute].clone() else { return };
    let target = columns_of_entity(domain, members, reference.target.0, keys, resolved, findings);
    let written = members[index].iter().find_map(|placed| match placed.member {
        Member::Reference(written) if written.name.span == reference.name.span => Some(written.columns.as_slice()),
        _ => None,
    });
    let columns = named_columns(&reference, &target, written.unwrap_or(&[]), findings);
    if let Attribute::Reference(reference) = &mut domain.entities[index].attributes[attribute] {
        reference.columns = columns;
    }
}

fn named_columns(reference: &Reference, target: &[KeyColumn], written: &[Text], findings: &mut Findings) -> Vec<ReferenceColumn> {
    if target.is_empty() {
        findings.push(
            Diagnostic::error("reference-without-key", format!("`{}` refers to an entity without a key", reference.name.text))
                .at(reference.span, "nothing to refer to")
                .help("give that entity a key, or name unique fields of it: `foreign key (code) -> Country (code)`"),
        );
        return Vec::new();
    }
    if !written.is_empty() && written.len() != target.len() {
        let columns: Vec<&String> = target.iter().map(|(column, _)| column).collect();
        findings.push(
            Diagnostic::error(
                "reference-columns",
                format!("`{}` refers to a key of {} columns, but names {}", reference.name.text, target.len(), written.len()),
            )
            .at(reference.span, "one name for each column of the key")
            .help(format!("the key's columns are {}", list(&columns))),
        );
    }
    let name = |place: usize, column: &str| match written.get(place) {
        Some(text) => naming::shorten(&text.text),
        None => reference_column(&reference.name.text, column),
    };
    let columns = target.iter().enumerate();
    columns
        .map(|(place, (column, sql))| ReferenceColumn { column: name(place, column), target_column: column.clone(), sql: sql.clone() })
        .collect()
}

/// `<->`: a table of its own with both keys, declared on one side.
pub(super) fn many_to_many(domain: &mut Domain, members: &[Vec<PlacedMember>], declarations: &Declarations, findings: &mut Findings) {
    for (index, members) in members.iter().enumerate() {
        for placed in members {
            let Member::ManyToMany(written) = placed.member else { continue };
            if domain.entities[index].many_to_many.iter().any(|known| known.name.text == written.name.text) {
                continue;
            }
            let Some(target) =
                entity_target(&written.name, (placed.space, written.namespace.as_ref()), &written.target, declarations, findings)
            else {
                continue;
            };
            let other = domain.entities[target.0].many_to_many.iter().find(|other| other.target.0 == index && target.0 != index);
            if let Some(other) = other {
                findings.push(declared_twice(domain, index, written, other));
                continue;
            }
            let relation = join(domain, index, target.0, written);
            domain.entities[index].many_to_many.push(relation);
        }
    }
}

fn declared_twice(domain: &Domain, index: usize, written: &ast::ManyToMany, other: &ManyToMany) -> Diagnostic {
    let (here, there) = (&domain.entities[index].name.text, &written.target.text);
    Diagnostic::error(
        "many-to-many-twice",
        format!("`{here}.{}` and `{there}.{}` say the same from both sides", written.name.text, other.name.text),
    )
    .at(written.span, format!("from `{here}` to `{there}`"))
    .related(other.span, format!("from `{there}` to `{here}`"))
    .help("keep one of them: the table between the two is read from both sides")
}

fn join(domain: &Domain, own: usize, target: usize, written: &ast::ManyToMany) -> ManyToMany {
    let own_name = naming::snake_case(&domain.entities[own].name.text);
    let target_name = match own == target {
        false => naming::snake_case(&domain.entities[target].name.text),
        true => prefix_to_itself(&written.name.text, &own_name),
    };
    ManyToMany {
        name: written.name.clone(),
        documentation: written.doc.as_ref().map(|doc| doc.text.clone()),
        target: super::EntityId(target),
        table: match &written.table {
            Some(table) => naming::shorten(&table.text),
            None => naming::shorten(&format!("{own_name}_{}", naming::snake_case(&written.name.text))),
        },
        own_columns: join_columns(&domain.entities[own], &own_name),
        target_columns: join_columns(&domain.entities[target], &target_name),
        span: written.span,
    }
}

/// What the other columns of a relation of an entity to itself begin with.
pub(super) fn prefix_to_itself(relation: &str, own_name: &str) -> String {
    Some(naming::singular(relation)).filter(|name| *name != own_name).unwrap_or_else(|| format!("related_{own_name}"))
}

fn join_columns(entity: &Entity, prefix: &str) -> Vec<ReferenceColumn> {
    let column = |column: &str, sql: &SqlType| ReferenceColumn {
        column: naming::shorten(&format!("{prefix}_{column}")),
        target_column: column.to_string(),
        sql: sql.clone(),
    };
    match &entity.key.kind {
        KeyKind::Generated(style) => vec![column("id", &generated_type(*style))],
        KeyKind::Attributes(attributes) => attributes
            .iter()
            .filter_map(|index| entity.attributes.get(*index))
            .flat_map(|attribute| match attribute {
                Attribute::Field(field) => vec![column(&field.column, &field.data_type.sql)],
                Attribute::Reference(reference) => reference.columns.iter().map(|part| column(&part.column, &part.sql)).collect(),
            })
            .collect(),
    }
}
