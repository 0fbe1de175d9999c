//! What was meant: names resolved, relations paired, mixins and type aliases expanded, values checked against their types.
//!
//! Comes in: every requirement file as an [`Ast`], the main file first. Goes out: a [`Domain`] and what there is to say about it;
//! with errors among that, the domain holds what could be understood. Never happens: an object of PostgreSQL (that is `design`'s),
//! a silent guess about an unknown word.
//!
//! Words: a *field* holds a value, a *reference* (`->`) points to another entity, an *attribute* is either. An attribute has one
//! column, or several when it refers to a composite key.

mod attributes;
pub mod codes;
mod constraints;
mod declarations;
mod expression;
mod foreign_keys;
mod former;
mod former_keys;
mod keys;
pub mod naming;
mod nearest;
mod newer_functions;
mod postgres_types;
mod rows;
pub mod semantic;
mod settings;
mod surroundings;
mod types;
mod value;
mod written_sql;

#[cfg(test)]
mod tests;

pub use expression::{CheckTemplate, SqlFragment};
pub use former::{Former, InSchema, Removed, Renamed};
pub use newer_functions::NEWER_FUNCTIONS;
pub use settings::{DefaultStyle, EnumStyle, FILES, KeyStyle, LOCALES, Settings, StringStyle, TableStyle};
pub use types::{FieldType, SqlType, ValueClass};
pub use value::Literal;

use crate::diagnostic::Diagnostic;
use crate::parallel::each;
use crate::source::Span;
use crate::syntax::ast::{ActionKind, Ast, Deferrable, Name};

/// Everything that the requirements say.
#[derive(Debug, Clone, Default)]
pub struct Domain {
    pub project: String,
    pub title: Option<String>,
    pub settings: Settings,
    pub enums: Vec<Enumeration>,
    /// Those that others make come last.
    pub entities: Vec<Entity>,
    /// What was called otherwise, and what is no more.
    pub former: Former,
    pub namespaces: Vec<Namespace>,
    pub extensions: Vec<Name>,
    /// Patterns of tables that are none of the project's business.
    pub ignored: Vec<Ignored>,
    pub views: Vec<View>,
    pub blocks: Vec<SqlBlock>,
}

/// `view PublishedPosts """select …"""`
#[derive(Debug, Clone)]
pub struct View {
    pub name: Name,
    pub schema: String,
    /// Its name in PostgreSQL.
    pub relation: String,
    pub materialized: bool,
    /// Without a final semicolon.
    pub query: String,
    pub documentation: Option<String>,
    /// Of the query.
    pub span: Span,
}

/// `sql touch_post after Post """…""" undo """…"""`
#[derive(Debug, Clone)]
pub struct SqlBlock {
    pub name: Name,
    /// Where its names are looked up first.
    pub schema: String,
    /// It runs before this entity's table is made.
    pub before: Option<EntityId>,
    /// The word `replace`: it may run again with another text.
    pub replace: Option<Span>,
    pub text: String,
    pub undo: Option<String>,
    pub span: Span,
}

/// `namespace billing { … }`
#[derive(Debug, Clone)]
pub struct Namespace {
    pub name: Name,
    /// Of PostgreSQL.
    pub schema: String,
    pub documentation: Option<String>,
}

/// `ignore "schema_migrations"`
#[derive(Debug, Clone)]
pub struct Ignored {
    pub pattern: String,
    pub span: Span,
}

/// The place of an entity in [`Domain::entities`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub usize);

#[derive(Debug, Clone)]
pub struct Enumeration {
    pub name: Name,
    pub schema: String,
    /// Of the type in PostgreSQL.
    pub type_name: String,
    /// Of the lookup table that `enums table` makes of it.
    pub lookup_table: String,
    pub documentation: Option<String>,
    pub values: Vec<(Name, Option<String>)>,
}

#[derive(Debug, Clone)]
pub struct Entity {
    pub name: Name,
    pub documentation: Option<String>,
    pub schema: String,
    pub table: String,
    /// `table "…"` stood there.
    pub table_written: Option<Span>,
    pub key: Key,
    /// In the written order, those of mixins where they are included.
    pub attributes: Vec<Attribute>,
    pub many_to_many: Vec<ManyToMany>,
    pub uniques: Vec<Unique>,
    pub indexes: Vec<Index>,
    pub exclusions: Vec<Exclusion>,
    pub checks: Vec<Check>,
    pub foreign_keys: Vec<ForeignKey>,
    pub rows: Vec<Rows>,
    pub seed: Option<Seed>,
    pub timestamps: bool,
    /// It stands elsewhere and is only referred to; its attributes are its key.
    pub external: bool,
}

#[derive(Debug, Clone)]
pub struct Key {
    pub name: Option<Name>,
    pub kind: KeyKind,
    /// Where it is written; the entity's name otherwise.
    pub span: Span,
    pub written: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub enum KeyKind {
    /// A column `id` of its own.
    Generated(KeyStyle),
    /// These attributes, by their place in [`Entity::attributes`]; none for `no key`.
    Attributes(Vec<usize>),
}

#[derive(Debug, Clone)]
#[expect(clippy::large_enum_variant, reason = "most attributes are fields, so boxing them would cost more than it saves")]
pub enum Attribute {
    Field(Field),
    Reference(Reference),
}

#[derive(Debug, Clone)]
pub struct Field {
    pub name: Name,
    pub documentation: Option<String>,
    pub column: String,
    pub data_type: FieldType,
    pub optional: bool,
    pub default: Option<Literal>,
    pub default_span: Option<Span>,
    pub unique: Option<Span>,
    /// `check (…)` at the field, its columns resolved.
    pub check: Option<SqlFragment>,
    /// Where the values of new rows come from, other than a default.
    pub source: Option<ValueSource>,
    pub collation: Option<String>,
    pub span: Span,
}

/// How the database itself makes a field's values.
#[derive(Debug, Clone, PartialEq)]
pub enum ValueSource {
    /// With the name of the sequence, where it is written.
    Serial(Option<String>),
    Identity {
        by_default: bool,
    },
    Generated(SqlFragment),
}

#[derive(Debug, Clone)]
pub struct Reference {
    pub name: Name,
    pub documentation: Option<String>,
    pub target: EntityId,
    pub columns: Vec<ReferenceColumn>,
    pub optional: bool,
    pub unique: Option<Span>,
    pub on_delete: Option<(ActionKind, Span)>,
    pub on_update: Option<(ActionKind, Span)>,
    /// The foreign key's name, where it is written.
    pub constraint: Option<Name>,
    pub deferrable: Option<Deferrable>,
    pub span: Span,
}

/// `foreign key (club, author) -> User (club, number)`: between columns that stand by themselves.
#[derive(Debug, Clone)]
pub struct ForeignKey {
    pub name: Option<Name>,
    pub columns: Vec<String>,
    pub target: EntityId,
    pub target_columns: Vec<String>,
    pub on_delete: Option<(ActionKind, Span)>,
    pub on_update: Option<(ActionKind, Span)>,
    pub deferrable: Option<Deferrable>,
    pub not_valid: bool,
    pub span: Span,
}

/// A column of a reference and the column of the target's key that it equals.
#[derive(Debug, Clone, PartialEq)]
pub struct ReferenceColumn {
    pub column: String,
    pub target_column: String,
    pub sql: SqlType,
}

#[derive(Debug, Clone)]
pub struct ManyToMany {
    pub name: Name,
    pub documentation: Option<String>,
    pub target: EntityId,
    pub table: String,
    /// Of the declaring entity, then of the target.
    pub own_columns: Vec<ReferenceColumn>,
    pub target_columns: Vec<ReferenceColumn>,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct Unique {
    pub name: Option<Name>,
    pub attributes: Vec<usize>,
    pub columns: Vec<String>,
    pub include: Vec<String>,
    pub nulls_not_distinct: bool,
    pub deferrable: Option<Deferrable>,
    pub condition: Option<SqlFragment>,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct Index {
    pub unique: bool,
    pub name: Option<Name>,
    pub parts: Vec<IndexPart>,
    pub method: String,
    pub include: Vec<String>,
    pub nulls_not_distinct: bool,
    pub condition: Option<SqlFragment>,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct IndexPart {
    pub value: IndexPartValue,
    pub collation: Option<String>,
    pub operator_class: Option<String>,
    pub descending: bool,
    pub nulls_first: bool,
}

#[derive(Debug, Clone)]
pub enum IndexPartValue {
    Column(String),
    Expression(SqlFragment),
}

/// `exclude (room with =, during with &&)`
#[derive(Debug, Clone)]
pub struct Exclusion {
    pub name: Option<Name>,
    pub parts: Vec<ExclusionPart>,
    pub method: String,
    pub condition: Option<SqlFragment>,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct ExclusionPart {
    pub value: IndexPartValue,
    pub operator: String,
    /// The method has operators for the value only with `btree_gist`.
    pub needs_btree_gist: bool,
}

#[derive(Debug, Clone)]
pub struct Check {
    pub name: Option<Name>,
    pub expression: SqlFragment,
    pub not_valid: bool,
    pub span: Span,
}

/// `rows (…) { … }`: values that fit their attributes.
#[derive(Debug, Clone)]
pub struct Rows {
    pub attributes: Vec<usize>,
    pub rows: Vec<(Vec<Literal>, Span)>,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct Seed {
    pub count: u64,
    pub fixed: Vec<(usize, Literal)>,
    pub span: Span,
}

impl Attribute {
    pub fn name(&self) -> &Name {
        match self {
            Attribute::Field(field) => &field.name,
            Attribute::Reference(reference) => &reference.name,
        }
    }

    pub fn span(&self) -> Span {
        match self {
            Attribute::Field(field) => field.span,
            Attribute::Reference(reference) => reference.span,
        }
    }

    pub fn optional(&self) -> bool {
        match self {
            Attribute::Field(field) => field.optional,
            Attribute::Reference(reference) => reference.optional,
        }
    }

    pub fn columns(&self) -> Vec<&str> {
        match self {
            Attribute::Field(field) => vec![&field.column],
            Attribute::Reference(reference) => reference.columns.iter().map(|column| column.column.as_str()).collect(),
        }
    }
}

impl Entity {
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.attributes.iter().filter_map(|attribute| match attribute {
            Attribute::Field(field) => Some(field),
            Attribute::Reference(_) => None,
        })
    }

    pub fn references(&self) -> impl Iterator<Item = &Reference> {
        self.attributes.iter().filter_map(|attribute| match attribute {
            Attribute::Reference(reference) => Some(reference),
            Attribute::Field(_) => None,
        })
    }

    /// The columns of these attributes, in order.
    pub fn columns_of(&self, attributes: &[usize]) -> Vec<String> {
        let chosen = attributes.iter().filter_map(|index| self.attributes.get(*index));
        chosen.flat_map(|attribute| attribute.columns()).map(str::to_string).collect()
    }

    pub fn key_columns(&self) -> Vec<String> {
        match &self.key.kind {
            KeyKind::Generated(_) => vec!["id".to_string()],
            KeyKind::Attributes(attributes) => self.columns_of(attributes),
        }
    }
}

impl Ignored {
    /// Whether it means this table: a pattern without a dot means the table's name in any schema.
    pub fn covers(&self, schema: &str, table: &str) -> bool {
        match self.pattern.split_once('.') {
            Some((schemas, tables)) => fits(schemas, schema) && fits(tables, table),
            None => fits(&self.pattern, table),
        }
    }

    /// Whether it means every table of this schema.
    pub fn covers_schema(&self, schema: &str) -> bool {
        self.pattern.split_once('.').is_some_and(|(schemas, tables)| tables == "*" && fits(schemas, schema))
    }
}

/// `*` stands for any text.
fn fits(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = name.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

impl Domain {
    /// Those that the project makes.
    pub fn own_entities(&self) -> impl Iterator<Item = &Entity> {
        self.entities.iter().filter(|entity| !entity.external)
    }

    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.0]
    }
}

/// Reads the meaning of all requirement files, the main file first. Findings come in the order of the files, then of the text.
pub fn resolve(asts: &[Ast]) -> (Domain, Vec<Diagnostic>) {
    let mut findings = Findings::for_target(Settings::default());
    let declarations = declarations::collect(asts, &mut findings);
    let settings = settings::resolve(asts, &mut findings);
    findings.target = settings.postgres;
    let mut domain = declarations::domain(&declarations, settings);
    let types = types::TypeTable::new(&declarations, settings, &mut findings);
    let mut members: Vec<Vec<declarations::PlacedMember>> =
        declarations.entities.iter().map(|entity| declarations.members(entity, &mut findings)).collect();
    surroundings::resolve(asts, &mut domain, &mut findings);
    written_sql::resolve(asts, &declarations, &mut domain, &mut findings);
    let target = settings.postgres;
    let entities = each(MANY, &members, |place, members| {
        let mut findings = Findings::for_server(target);
        (attributes::entity(&declarations.entities[place], members, &declarations, &types, settings, &mut findings), findings)
    });
    for (entity, found) in entities {
        domain.entities.push(entity);
        findings.found.extend(found.found);
    }
    for external in &declarations.externals {
        domain.entities.push(surroundings::external(external, &types, &mut findings));
        members.push(Vec::new());
    }
    keys::resolve(&mut domain, &members, &mut findings);
    attributes::unique_columns(&domain, &mut findings);
    foreign_keys::resolve(&mut domain, &members, &declarations, &mut findings);
    keys::many_to_many(&mut domain, &members, &declarations, &mut findings);
    attributes::unique_tables(&domain, &mut findings);
    surroundings::ignored_entities(&domain, &mut findings);
    let constraints = each(MANY, &members, |place, members| {
        let mut findings = Findings::for_server(target);
        (constraints::resolve(&domain.entities[place], members, &types, &mut findings), findings)
    });
    for (index, (members, (constraints, found))) in members.iter().zip(constraints).enumerate() {
        findings.found.extend(found.found);
        if let Some(constraints) = constraints {
            constraints.enter(&mut domain.entities[index]);
        }
        rows::resolve(&mut domain, EntityId(index), members, &types, &mut findings);
    }
    domain.former = former::resolve(&domain, &declarations, &members, &mut findings);
    (domain, findings.in_order())
}

/// From so many entities on, half of them are read beside the others.
const MANY: usize = 100;

/// How many declarations may be made of each other in a row: far more than people write, and few enough for any stack.
const DEEPEST: usize = 64;

fn too_deep(what: &str, span: Span) -> Diagnostic {
    Diagnostic::error("nested-too-deeply", format!("more than {DEEPEST} {what} in a row"))
        .at(span, "not followed any further")
        .help("shorten the row")
}

/// What was found. A finding of a mixin or type alias that several entities share is kept once.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    found: Vec<Diagnostic>,
    /// The server that expressions are written for.
    target: u32,
}

impl Findings {
    pub(crate) fn for_target(settings: Settings) -> Findings {
        Findings::for_server(settings.postgres)
    }

    fn for_server(target: u32) -> Findings {
        Findings { found: Vec::new(), target }
    }

    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    fn in_order(mut self) -> Vec<Diagnostic> {
        self.found.sort_by_key(|diagnostic| diagnostic.span);
        let mut seen = std::collections::BTreeSet::new();
        self.found.retain(|diagnostic| seen.insert((diagnostic.code, diagnostic.span)));
        for diagnostic in &mut self.found {
            diagnostic.message = sentence(&diagnostic.message);
            diagnostic.help = diagnostic.help.take().map(|help| sentence(&help));
        }
        self.found
    }
}

/// With a capital at its beginning.
pub(crate) fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}
