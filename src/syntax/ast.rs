//! What was written, item by item. Every node knows its place; nothing is resolved here.
//!
//! Invariant: text is decoded (quotes and backquotes taken off, escapes resolved), spans cover the written form.

mod constraints;

use crate::source::Span;
pub use constraints::*;

/// One requirement file, as far as it could be read. Items that could not be read are absent and have a diagnostic.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ast {
    pub items: Vec<Item>,
}

/// A word or a back-quoted name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    pub text: String,
    pub span: Span,
}

/// A string, "…" or """…""".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    pub text: String,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    Project(Project),
    Settings(Settings),
    Use(Use),
    Enum(Enum),
    Type(TypeAlias),
    Mixin(Mixin),
    Entity(Entity),
    Extension(Extension),
    External(External),
    Ignore(Ignore),
    Namespace(Namespace),
    View(View),
    Sql(SqlBlock),
    Intent(Intent),
    Removed(RemovedItem),
}

/// What something was called before, or what is no more: `username`, or `"OLD_NO"` as the database has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerName {
    pub text: String,
    /// It stood in a string: the name in the database, letter for letter.
    pub exact: bool,
    pub span: Span,
}

/// `removed entity LegacyImport`, `removed entity Old table "old_ones"`, `removed enum State "task_state"`
#[derive(Debug, Clone, PartialEq)]
pub struct RemovedItem {
    pub kind: RemovedItemKind,
    pub name: Name,
    /// The name of the table or type in the database.
    pub exact: Option<Text>,
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RemovedItemKind {
    Entity,
    Enum,
}

/// `project blog edition 2026 "Blog platform"`
#[derive(Debug, Clone, PartialEq)]
pub struct Project {
    pub name: Name,
    pub edition: Option<Number>,
    pub title: Option<Text>,
    pub span: Span,
}

/// `settings { keys bigserial }`
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    pub entries: Vec<Setting>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    pub name: Name,
    /// The word or number as written.
    pub value: Name,
    pub span: Span,
}

/// `use "people.schema"`
#[derive(Debug, Clone, PartialEq)]
pub struct Use {
    pub path: Text,
    pub span: Span,
}

/// `enum PostStatus { draft published archived }`, `enum X "type_name" { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Enum {
    pub doc: Option<Text>,
    pub name: Name,
    /// `was State`
    pub was: Option<FormerName>,
    /// The explicit name of the PostgreSQL type.
    pub type_name: Option<Text>,
    pub values: Vec<EnumValue>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub struct EnumValue {
    pub doc: Option<Text>,
    /// A word, a back-quoted name or a string.
    pub name: Name,
    /// `draft was new`
    pub was: Option<Name>,
    /// `removed archived`: the value is no more.
    pub removed: bool,
}

/// `type Username = varchar(3..30) matches /^[a-z0-9_]+$/`
#[derive(Debug, Clone, PartialEq)]
pub struct TypeAlias {
    pub doc: Option<Text>,
    pub name: Name,
    pub base: TypeUse,
    pub matches: Option<Pattern>,
    /// `check (value > 0)`: the word `value` stands for the column.
    pub check: Option<SqlExpression>,
    pub default: Option<Default>,
    pub span: Span,
}

/// `mixin Described { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Mixin {
    pub doc: Option<Text>,
    pub name: Name,
    pub members: Vec<Member>,
    pub span: Span,
}

/// `entity User { … }`, `entity User table "app_users" { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    pub doc: Option<Text>,
    pub name: Name,
    /// `was Customer`
    pub was: Option<FormerName>,
    pub table: Option<Text>,
    pub members: Vec<Member>,
    pub span: Span,
}

/// `extension pg_trgm`, `extension "uuid-ossp"`
#[derive(Debug, Clone, PartialEq)]
pub struct Extension {
    /// A word, a back-quoted name or a string.
    pub name: Name,
    pub span: Span,
}

/// `external entity auth.users (id uuid)`: a table that others make, with the columns of its key.
#[derive(Debug, Clone, PartialEq)]
pub struct External {
    pub namespace: Option<Name>,
    pub name: Name,
    pub columns: Vec<ExternalColumn>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ExternalColumn {
    pub name: Name,
    pub data_type: TypeUse,
    pub span: Span,
}

/// `ignore "schema_migrations", "audit.*"`
#[derive(Debug, Clone, PartialEq)]
pub struct Ignore {
    pub patterns: Vec<Text>,
    pub span: Span,
}

/// `namespace billing { … }`: a schema of PostgreSQL. Never inside another.
#[derive(Debug, Clone, PartialEq)]
pub struct Namespace {
    pub doc: Option<Text>,
    pub name: Name,
    pub items: Vec<Item>,
    pub span: Span,
}

/// `view PublishedPosts """select …"""`, `materialized view …`
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    pub doc: Option<Text>,
    pub name: Name,
    pub materialized: bool,
    pub query: Text,
    pub span: Span,
}

/// `sql touch_post after Post """create function …""" undo """drop function …"""`
#[derive(Debug, Clone, PartialEq)]
pub struct SqlBlock {
    pub name: Name,
    pub place: Option<SqlPlace>,
    /// The word `replace`: the block may run again with another text.
    pub replace: Option<Span>,
    pub text: Text,
    pub undo: Option<Text>,
    pub span: Span,
}

/// `intent """Readers can bookmark posts."""`: requirements in free text.
#[derive(Debug, Clone, PartialEq)]
pub struct Intent {
    pub text: Text,
    pub span: Span,
}

/// `before Post`, `after billing.Plan`
#[derive(Debug, Clone, PartialEq)]
pub struct SqlPlace {
    pub before: bool,
    pub namespace: Option<Name>,
    pub entity: Name,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Member {
    Field(Field),
    Reference(Reference),
    ManyToMany(ManyToMany),
    Include(Include),
    Key(Key),
    Unique(Unique),
    Index(Index),
    Exclude(Exclude),
    Check(Check),
    Rows(Rows),
    Seed(Seed),
    /// `no timestamps`
    NoTimestamps(Span),
    /// `no key`
    NoKey(Span),
    ForeignKey(ForeignKey),
    Removed(Removed),
}

/// `removed nickname`, `removed index by_date`
#[derive(Debug, Clone, PartialEq)]
pub struct Removed {
    /// Nothing for a field or a reference.
    pub kind: Option<RemovedKind>,
    pub name: FormerName,
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RemovedKind {
    Check,
    Unique,
    Constraint,
    Index,
    Trigger,
}

impl RemovedKind {
    pub const ALL: [RemovedKind; 5] =
        [RemovedKind::Check, RemovedKind::Unique, RemovedKind::Constraint, RemovedKind::Index, RemovedKind::Trigger];

    pub fn word(self) -> &'static str {
        match self {
            RemovedKind::Check => "check",
            RemovedKind::Unique => "unique",
            RemovedKind::Constraint => "constraint",
            RemovedKind::Index => "index",
            RemovedKind::Trigger => "trigger",
        }
    }
}

/// `email email unique`, `is_admin bool = false`, `price money(EUR)? column "unit_price" check (price > 0)`
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    pub doc: Option<Text>,
    pub name: Name,
    pub data_type: TypeUse,
    pub default: Option<Default>,
    /// The span of the word `unique`.
    pub unique: Option<Span>,
    pub matches: Option<Pattern>,
    pub check: Option<SqlExpression>,
    /// `column "name"`
    pub column: Option<Text>,
    /// Where the values of new rows come from, other than a default.
    pub source: Option<ValueSource>,
    /// `collate "C"`
    pub collation: Option<Text>,
    /// `was username`
    pub was: Option<FormerName>,
    pub span: Span,
}

/// A field whose values the database makes.
#[derive(Debug, Clone, PartialEq)]
pub enum ValueSource {
    /// `serial`, `serial "old_id_seq"`: the sequence's name.
    Serial(Option<Text>, Span),
    /// `identity`, `identity by default`
    Identity { by_default: bool, span: Span },
    /// `generated (price * count)`
    Generated(SqlExpression),
}

impl ValueSource {
    pub fn span(&self) -> Span {
        match self {
            ValueSource::Serial(_, span) | ValueSource::Identity { span, .. } => *span,
            ValueSource::Generated(sql) => sql.span,
        }
    }
}

/// A type as it is used: `varchar(1..200)?`, `text[]`, `pg.timestamp(3)`, `money(EUR)`, `double precision`.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeUse {
    /// The words before the arguments: `["money"]`, `["double", "precision"]`; `pg.` is in `raw`.
    pub words: Vec<Name>,
    /// `pg.` stood before it: the type of PostgreSQL, not the semantic one.
    pub raw: bool,
    /// `billing` of `billing.PlanKind`.
    pub namespace: Option<Name>,
    pub arguments: Vec<TypeArgument>,
    /// `[]` this many times.
    pub dimensions: u8,
    /// `?`
    pub optional: Option<Span>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub struct TypeArgument {
    pub value: TypeArgumentValue,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub enum TypeArgumentValue {
    Number(String),
    /// `1..200`
    Range(String, String),
    Word(String),
    Text(String),
}

/// What stands after `=`.
#[derive(Debug, Clone, PartialEq)]
pub struct Default {
    pub value: Value,
    pub span: Span,
}

/// A value in a default, in `rows` or in `seed { … }`.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Number(Number),
    Text(Text),
    True(Span),
    False(Span),
    Null(Span),
    /// A value of an enum, or a word such as `now`.
    Word(Name),
    /// `{}`, `[]`, `{"a": 1}`: JSON, or an empty array.
    Json(Text),
    /// `[1, 2]`, `["a", "b"]` whose parts are plain values.
    List(Vec<Value>, Span),
    /// `(now() + interval '1 day')`
    Expression(SqlExpression),
}

impl Value {
    pub fn span(&self) -> Span {
        match self {
            Value::Number(number) => number.span,
            Value::Text(text) | Value::Json(text) => text.span,
            Value::True(span) | Value::False(span) | Value::Null(span) | Value::List(_, span) => *span,
            Value::Word(name) => name.span,
            Value::Expression(expression) => expression.span,
        }
    }
}

/// As written: `-12.50`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    pub text: String,
    pub span: Span,
}

/// `/^[a-z]+$/`, a regular expression of PostgreSQL, with `\/` for a slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    pub text: String,
    pub span: Span,
}

/// SQL in balanced parentheses. `text` and `span` are what stands between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SqlExpression {
    pub text: String,
    pub span: Span,
}

/// `author -> User? unique on delete cascade on update restrict column "writer_id"`
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    pub doc: Option<Text>,
    pub name: Name,
    /// `billing` of `-> billing.Plan`.
    pub namespace: Option<Name>,
    pub target: Name,
    pub optional: Option<Span>,
    pub unique: Option<Span>,
    pub on_delete: Option<Action>,
    pub on_update: Option<Action>,
    /// One for each column of the target's key.
    pub columns: Vec<Text>,
    /// `constraint fk_author`: the foreign key's name.
    pub constraint: Option<Name>,
    pub deferrable: Option<Deferrable>,
    /// `was writer`
    pub was: Option<FormerName>,
    pub span: Span,
}

/// `foreign key (club, author) -> User (club, number) on delete cascade`: between fields that stand by themselves.
#[derive(Debug, Clone, PartialEq)]
pub struct ForeignKey {
    pub name: Option<Name>,
    pub fields: Vec<Name>,
    /// `billing` of `-> billing.Plan`.
    pub namespace: Option<Name>,
    pub target: Name,
    /// Fields of the target; its key without them.
    pub target_fields: Vec<Name>,
    pub on_delete: Option<Action>,
    pub on_update: Option<Action>,
    pub deferrable: Option<Deferrable>,
    pub not_valid: Option<Span>,
    pub span: Span,
}

/// `deferrable`, `deferrable initially deferred`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deferrable {
    pub initially_deferred: bool,
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActionKind {
    Cascade,
    Restrict,
    SetNull,
    SetDefault,
    NoAction,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    pub kind: ActionKind,
    pub span: Span,
}

/// `tags <-> Tag table "post_labels"`
#[derive(Debug, Clone, PartialEq)]
pub struct ManyToMany {
    pub doc: Option<Text>,
    pub name: Name,
    /// `billing` of `-> billing.Plan`.
    pub namespace: Option<Name>,
    pub target: Name,
    pub table: Option<Text>,
    /// `was labels`
    pub was: Option<FormerName>,
    pub span: Span,
}

/// `include Described`
#[derive(Debug, Clone, PartialEq)]
pub struct Include {
    pub mixin: Name,
    pub span: Span,
}

/// `rows (email, username) { ("root@example.org", "root") }`
#[derive(Debug, Clone, PartialEq)]
pub struct Rows {
    pub fields: Vec<Name>,
    pub rows: Vec<Row>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub values: Vec<Value>,
    pub span: Span,
}

/// `seed 5`, `seed 5 { is_admin = true }`
#[derive(Debug, Clone, PartialEq)]
pub struct Seed {
    pub count: Number,
    pub fixed: Vec<FixedField>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub struct FixedField {
    pub name: Name,
    pub value: Value,
    pub span: Span,
}
