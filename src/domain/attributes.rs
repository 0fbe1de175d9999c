//! Entities and their fields and references, before keys are known.
//!
//! Comes in: an entity's members with mixins written out. Goes out: an [`Entity`] whose references have no columns yet.
//! Never happens: two fields of one name, two columns of one name, two tables of one name that go unseen.

use crate::ordered::IndexMap;

use super::declarations::{Declarations, Declared, Placed, PlacedMember, Space, check_printable, schema_of};
use super::nearest::suggestion;
use super::settings::{DefaultStyle, EnumStyle, Settings};
use super::types::{self, FieldType, TypeTable};
use super::{Attribute, Domain, Entity, EntityId, Field, Findings, Key, KeyKind, Literal, Reference, ValueSource, naming, value};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{self, ActionKind, Member, Name, Value};

/// PostgreSQL's system columns. Source: PostgreSQL, "5.5. System Columns".
const SYSTEM_COLUMNS: &[&str] = &["tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"];

/// PostgreSQL's MaxHeapAttributeNumber.
const MOST_COLUMNS: usize = 1600;

pub(super) fn entity(
    written: &Placed<ast::Entity>,
    members: &[PlacedMember],
    declarations: &Declarations,
    types: &TypeTable,
    settings: Settings,
    findings: &mut Findings,
) -> Entity {
    let mut names: IndexMap<&str, &Name> = IndexMap::default();
    let mut entity = Entity {
        name: written.name.clone(),
        documentation: written.doc.as_ref().map(|doc| doc.text.clone()),
        schema: schema_of(written.space),
        table: match &written.table {
            Some(table) => naming::shorten(&table.text),
            None => naming::table_name_by(settings.tables, &written.name.text),
        },
        table_written: written.table.as_ref().map(|table| table.span),
        key: Key { name: None, kind: KeyKind::Generated(settings.keys), span: written.name.span, written: false },
        attributes: Vec::new(),
        many_to_many: Vec::new(),
        uniques: Vec::new(),
        indexes: Vec::new(),
        exclusions: Vec::new(),
        checks: Vec::new(),
        foreign_keys: Vec::new(),
        rows: Vec::new(),
        seed: None,
        timestamps: settings.defaults == DefaultStyle::Practices,
        external: false,
    };
    if let Some(table) = &written.table {
        check_printable(&Name { text: table.text.clone(), span: table.span }, findings);
    }
    for placed in members {
        let name = match placed.member {
            Member::Field(field) => &field.name,
            Member::Reference(reference) => &reference.name,
            Member::ManyToMany(relation) => &relation.name,
            Member::NoTimestamps(_) => {
                entity.timestamps = false;
                continue;
            }
            _ => continue,
        };
        check_printable(name, findings);
        if let Some(first) = names.get(name.text.as_str()) {
            findings.push(duplicate_field(written, name, first, placed.from_mixin));
            continue;
        }
        names.insert(&name.text, name);
        match placed.member {
            Member::Field(written) => entity.attributes.push(Attribute::Field(field(written, placed.space, types, findings))),
            Member::Reference(written) => entity.attributes.push(reference(written, placed.space, declarations, findings)),
            _ => {}
        }
    }
    entity
}

fn duplicate_field(entity: &ast::Entity, name: &Name, first: &Name, from_mixin: bool) -> Diagnostic {
    let help = if from_mixin { "one of them comes from a mixin: take it out here, or rename it" } else { "give one of them another name" };
    Diagnostic::error("duplicate-field", format!("`{}` has the field `{}` twice", entity.name.text, name.text))
        .at(name.span, "again here")
        .related(first.span, "first here")
        .help(help)
}

fn field(written: &ast::Field, space: Space, types: &TypeTable, findings: &mut Findings) -> Field {
    let mut data_type = types.resolve(&written.data_type, space, findings);
    if let Some(pattern) = &written.matches {
        types::add_pattern(&mut data_type, pattern, findings);
    }
    let optional = written.data_type.optional.is_some();
    let default = match &written.default {
        Some(default) => written_default(&default.value, &data_type, types, findings),
        None => data_type.default.clone(),
    };
    Field {
        name: written.name.clone(),
        documentation: written.doc.as_ref().map(|doc| doc.text.clone()),
        column: match &written.column {
            Some(column) => {
                check_printable(&Name { text: column.text.clone(), span: column.span }, findings);
                naming::shorten(&column.text)
            }
            None => naming::column_name(&written.name.text),
        },
        data_type,
        optional,
        default,
        default_span: written.default.as_ref().map(|default| default.span),
        unique: written.unique,
        check: None,
        source: source(written, findings),
        collation: written.collation.as_ref().map(|collation| collation.text.clone()),
        span: written.span,
    }
}

/// What a computed field computes is resolved with the constraints, when all columns are known.
fn source(written: &ast::Field, findings: &mut Findings) -> Option<ValueSource> {
    let source = written.source.as_ref()?;
    let wrong = |message: String, label: &str, help: &str| Diagnostic::error("value-source", message).at(source.span(), label).help(help);
    let name = &written.name.text;
    let numbers = written.data_type.words.iter().any(|word| {
        matches!(word.text.as_str(), "smallint" | "int" | "integer" | "bigint" | "int2" | "int4" | "int8")
            && written.data_type.dimensions == 0
    });
    if let Some(default) = &written.default {
        findings.push(
            wrong(format!("`{name}` has a default, and the database makes its values"), "one of the two", "take one of them out")
                .related(default.span, "the default"),
        );
    }
    match source {
        ast::ValueSource::Generated(_) => None,
        _ if !numbers => {
            findings.push(wrong(format!("`{name}` cannot be numbered"), "counts in whole numbers", "write `smallint`, `int` or `bigint`"));
            None
        }
        ast::ValueSource::Serial(sequence, _) => Some(ValueSource::Serial(sequence.as_ref().map(|sequence| sequence.text.clone()))),
        ast::ValueSource::Identity { by_default, span } => {
            if written.data_type.optional.is_some() {
                let help = "take the `?` away";
                findings
                    .push(Diagnostic::error("value-source", format!("`{name}` always has a number")).at(*span, "never empty").help(help));
            }
            Some(ValueSource::Identity { by_default: *by_default })
        }
    }
}

fn written_default(written: &Value, data_type: &FieldType, types: &TypeTable, findings: &mut Findings) -> Option<Literal> {
    if let Value::Null(span) = written {
        findings.push(
            Diagnostic::error("null-default", "`= null` is no default")
                .at(*span, "says nothing")
                .help("take it out; write `?` after the type if the field may be empty"),
        );
        return None;
    }
    match value::fit(written, data_type, types) {
        Ok(literal) => Some(literal),
        Err(diagnostic) => {
            findings.push(Diagnostic { code: if diagnostic.code == "bad-value" { "bad-default" } else { diagnostic.code }, ..*diagnostic });
            None
        }
    }
}

fn reference(written: &ast::Reference, space: Space, declarations: &Declarations, findings: &mut Findings) -> Attribute {
    let place = (space, written.namespace.as_ref());
    let Some(target) = entity_target(&written.name, place, &written.target, declarations, findings) else {
        return Attribute::Field(stand_in(written));
    };
    let optional = written.optional.is_some();
    match &written.on_delete {
        Some(action) if action.kind == ActionKind::SetNull && !optional => findings.push(
            Diagnostic::error("set-null-required", format!("`{}` may not be empty, so that it cannot be set to null", written.name.text))
                .at(action.span, "would break NOT NULL")
                .related(written.target.span, "required here")
                .help(format!("write `{} -> {}?`, or `on delete restrict`", written.name.text, written.target.text)),
        ),
        _ => {}
    }
    for action in [&written.on_delete, &written.on_update].into_iter().flatten() {
        if action.kind == ActionKind::SetDefault {
            findings.push(
                Diagnostic::error("set-default-reference", "a reference has no default that it could be set to")
                    .at(action.span, "no default")
                    .help("write `restrict`, `cascade` or, for an optional reference, `set null`"),
            );
        }
    }
    Attribute::Reference(Reference {
        name: written.name.clone(),
        documentation: written.doc.as_ref().map(|doc| doc.text.clone()),
        target,
        columns: Vec::new(),
        optional,
        unique: written.unique,
        on_delete: written.on_delete.as_ref().map(|action| (action.kind, action.span)),
        on_update: written.on_update.as_ref().map(|action| (action.kind, action.span)),
        constraint: written.constraint.clone(),
        deferrable: written.deferrable,
        span: written.span,
    })
}

/// The entity that a relation points to. `place`: the namespace in which it is written, and the one before the target's dot.
pub(super) fn entity_target(
    name: &Name,
    place: (Space, Option<&Name>),
    target: &Name,
    declarations: &Declarations,
    findings: &mut Findings,
) -> Option<EntityId> {
    match declarations.find(place.0, place.1, &target.text) {
        Some(Declared::Entity(index)) => return Some(EntityId(index)),
        Some(other) => findings.push(
            Diagnostic::error("unknown-entity", format!("`{}` is {}, not an entity", target.text, other.kind()))
                .at(target.span, "cannot be referred to")
                .help(format!("write `{} {}` for a field of this type", name.text, target.text)),
        ),
        None => {
            let help = match declarations.elsewhere(&target.text) {
                Some(there) => format!("did you mean `{there}`?"),
                None => suggestion(&target.text, declarations.entity_names(), "entities"),
            };
            let within = place.1.map_or_else(String::new, |space| format!(" in the namespace `{}`", space.text));
            findings.push(
                Diagnostic::error("unknown-entity", format!("there is no entity `{}`{within}", target.text))
                    .at(target.span, "unknown")
                    .help(help),
            );
        }
    }
    None
}

/// In the place of a reference to nowhere, so that what names it is not reported too.
fn stand_in(written: &ast::Reference) -> Field {
    Field {
        name: written.name.clone(),
        documentation: None,
        column: naming::column_name(&format!("{}_id", naming::snake_case(&written.name.text))),
        data_type: FieldType::unknown(),
        optional: true,
        default: None,
        default_span: None,
        unique: None,
        check: None,
        source: None,
        collation: None,
        span: written.span,
    }
}

/// Each column of a table has a name of its own, and none of PostgreSQL's.
pub(super) fn unique_columns(domain: &Domain, findings: &mut Findings) {
    for entity in &domain.entities {
        let mut taken: IndexMap<&str, Span> = IndexMap::default();
        let generated = matches!(entity.key.kind, KeyKind::Generated(_));
        if generated {
            taken.insert("id", entity.key.span);
        }
        for attribute in &entity.attributes {
            for column in attribute.columns() {
                if SYSTEM_COLUMNS.contains(&column) {
                    findings.push(
                        Diagnostic::error("system-column", format!("`{column}` is a column that PostgreSQL keeps for itself"))
                            .at(attribute.name().span, "not free")
                            .help("write another name, or `column \"…\"`"),
                    );
                }
                match taken.get(column) {
                    Some(first) => findings.push(duplicate_column(entity, column, attribute.name(), *first, generated)),
                    None => {
                        taken.insert(column, attribute.name().span);
                    }
                }
            }
        }
        if taken.len() > MOST_COLUMNS {
            findings.push(
                Diagnostic::error(
                    "too-many-columns",
                    format!("`{}` has {} columns; PostgreSQL takes {MOST_COLUMNS}", entity.name.text, taken.len()),
                )
                .at(entity.name.span, "too many fields")
                .help("move a group of fields into an entity of its own"),
            );
        }
    }
}

fn duplicate_column(entity: &Entity, column: &str, name: &Name, first: Span, generated: bool) -> Diagnostic {
    let finding = Diagnostic::error("duplicate-column", format!("two columns of `{}` would be named `{column}`", entity.table))
        .at(name.span, "and this one");
    match column {
        "id" if generated => finding
            .related(first, "the entity gets a key `id`")
            .help("write `key (id)` to make this field the key, `key uuid` for an id of another type, or give the field another name"),
        _ => finding.related(first, "this one").help("give one of them another name, or write `column \"…\"` at it"),
    }
}

/// Tables and types share one room in PostgreSQL (a table is also a type).
pub(super) fn unique_tables<'a>(domain: &'a Domain, findings: &mut Findings) {
    let mut taken: IndexMap<(&str, &str), (Span, &str)> = IndexMap::default();
    let enums = domain.enums.iter().filter(|_| domain.settings.enums != EnumStyle::Check);
    let enum_name = |item: &'a super::Enumeration| match domain.settings.enums {
        EnumStyle::Table => item.lookup_table.as_str(),
        EnumStyle::Native | EnumStyle::Check => item.type_name.as_str(),
    };
    let enums = enums.map(|item| (item.schema.as_str(), enum_name(item), item.name.span, "this enum"));
    let tables = domain
        .entities
        .iter()
        .map(|entity| (entity.schema.as_str(), entity.table.as_str(), entity.table_written.unwrap_or(entity.name.span), "this entity"));
    let joins = domain.entities.iter().flat_map(|entity| {
        let table =
            |relation: &'a super::ManyToMany| (entity.schema.as_str(), relation.table.as_str(), relation.span, "this relation's table");
        entity.many_to_many.iter().map(table)
    });
    let views = domain.views.iter().map(|view| (view.schema.as_str(), view.relation.as_str(), view.name.span, "this view"));
    for (schema, name, span, kind) in enums.chain(tables).chain(joins).chain(views) {
        match taken.get(&(schema, name)) {
            Some((first, first_kind)) => findings.push(
                Diagnostic::error("duplicate-table", format!("two objects of the database would be named `{name}`"))
                    .at(span, kind)
                    .related(*first, *first_kind)
                    .help("write `table \"…\"` after the name of one of them to name it yourself"),
            ),
            None => {
                taken.insert((schema, name), (span, kind));
            }
        }
    }
}
