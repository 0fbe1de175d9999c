//! The design while practices build it.
//!
//! Comes in: the domain, and what one practice after another adds. Goes out: catalog, origins, decisions. Never happens: an object without an
//! origin, a name that is longer than 63 bytes or taken.

use std::collections::BTreeMap;

use crate::ordered::{IndexMap, IndexSet};
use sha2::{Digest, Sha256};

use super::Decision;
use crate::catalog::{
    Catalog, CheckConstraint, Column, ColumnValue, DataType, ExclusionConstraint, Expression, ForeignKey, Index, ObjectPath, PrimaryKey,
    QualifiedName, Table, UniqueConstraint, default_name,
};
use crate::diagnostic::Diagnostic;
use crate::domain::{DefaultStyle, Domain, Entity, EnumStyle, SqlType, StringStyle, naming};
use crate::source::{Origin, Span};
use crate::syntax::ast::Name;

pub struct Draft<'a> {
    pub(super) domain: &'a Domain,
    pub(super) catalog: Catalog,
    pub(super) origins: IndexMap<ObjectPath, Origin>,
    pub(super) decisions: Vec<Decision>,
    pub(super) findings: Vec<Diagnostic>,
    /// The foreign key of a reference, by entity and attribute.
    pub(super) foreign_keys: BTreeMap<(usize, usize), String>,
    /// Tables, indexes and sequences share one room in a schema. Source: PostgreSQL, CREATE INDEX: "distinct from the name of any other relation".
    relations: IndexSet<QualifiedName>,
}

/// So many objects have most entities: room for them is made at once.
const OBJECTS: usize = 24;

impl<'a> Draft<'a> {
    pub(super) fn new(domain: &'a Domain) -> Draft<'a> {
        let joins = domain
            .entities
            .iter()
            .flat_map(|entity| entity.many_to_many.iter().map(|relation| QualifiedName::new(&entity.schema, &relation.table)));
        let tables = domain.entities.iter().map(|entity| QualifiedName::new(&entity.schema, &entity.table));
        Draft {
            domain,
            catalog: Catalog::default(),
            origins: IndexMap::with_capacity_and_hasher(domain.entities.len() * OBJECTS, Default::default()),
            decisions: Vec::with_capacity(domain.entities.len() * OBJECTS / 2),
            findings: Vec::new(),
            foreign_keys: BTreeMap::new(),
            relations: tables.chain(joins).collect(),
        }
    }

    /// Those that the project makes, each with its place in the domain. The domain outlives the draft, so that its entities can be read
    /// while the draft grows.
    pub(super) fn entities(&self) -> impl Iterator<Item = (usize, &'a Entity)> + use<'a> {
        self.domain.entities.iter().enumerate().filter(|(_, entity)| !entity.external)
    }

    pub(super) fn table_name(&self, entity: &Entity) -> QualifiedName {
        QualifiedName::new(&entity.schema, &entity.table)
    }

    pub(super) fn add_table(&mut self, name: &QualifiedName, origin: Origin) {
        self.relations.insert(name.clone());
        self.origins.insert(ObjectPath::Table(name.clone()), origin);
        self.catalog.tables.insert(name.clone(), Table::new(name.clone()));
    }

    pub(super) fn table(&mut self, name: &QualifiedName) -> &mut Table {
        let place = match self.catalog.tables.get_index_of(name) {
            Some(place) => place,
            None => self.catalog.tables.insert_full(name.clone(), Table::new(name.clone())).0,
        };
        &mut self.catalog.tables[place]
    }

    pub(super) fn decide(&mut self, practice: &'static str, object: ObjectPath, reason: impl Into<String>) {
        self.decisions.push(Decision { practice, object, reason: reason.into() });
    }

    pub(super) fn add_column(
        &mut self,
        table: &QualifiedName,
        name: &str,
        data_type: DataType,
        not_null: bool,
        value: ColumnValue,
        origin: Origin,
    ) -> &mut Column {
        if let ColumnValue::Serial { sequence } = &value {
            self.relations.insert(sequence.clone());
        }
        let column = Column { name: name.to_string(), data_type, not_null, value, collation: None, comment: None };
        self.origins.insert(ObjectPath::Column(table.clone(), name.to_string()), origin);
        self.table(table).columns.entry(name.to_string()).insert_entry(column).into_mut()
    }

    pub(super) fn add_primary_key(&mut self, table: &QualifiedName, written: Option<&Name>, columns: Vec<String>, origin: Origin) {
        let wanted = self.wanted("pk", table, &[], "pkey");
        let name = self.relation_name(table, written, wanted, || "primary key".to_string());
        self.origins.insert(ObjectPath::Constraint(table.clone(), name.clone()), origin);
        self.table(table).primary_key = Some(PrimaryKey::new(name, columns));
    }

    /// The name of what nobody named: `uq_<table>_<columns>`, or as PostgreSQL would call it.
    pub(super) fn wanted(&self, prefix: &str, table: &QualifiedName, columns: &[String], label: &str) -> String {
        name_of_unnamed(self.domain.settings.defaults, (prefix, label), &table.name, columns)
    }

    pub(super) fn add_unique(&mut self, table: &QualifiedName, written: Option<&Name>, unique: UniqueConstraint, origin: Origin) {
        let columns = unique.columns.clone();
        let standing = self.catalog.tables.get(table);
        // PostgreSQL makes no second constraint beside an equal primary key. Source: transformIndexConstraints() in parse_utilcmd.c.
        let is_key = standing.and_then(|table| table.primary_key.as_ref()).is_some_and(|key| key.columns == columns);
        if is_key || standing.is_some_and(|table| table.uniques.values().any(|unique| unique.columns == columns)) {
            return;
        }
        let wanted = self.wanted("uq", table, &columns, "key");
        let name = self.relation_name(table, written, wanted, || columns.join(","));
        self.origins.insert(ObjectPath::Constraint(table.clone(), name.clone()), origin);
        self.table(table).uniques.insert(name.clone(), UniqueConstraint { name, ..unique });
    }

    /// The index's name is made here; `parts` are the words that stand for its keys in the name.
    pub(super) fn add_index(
        &mut self,
        table: &QualifiedName,
        written: Option<&Name>,
        parts: &[String],
        mut index: Index,
        origin: Origin,
    ) -> String {
        let (prefix, label) = (if index.unique { "uq" } else { "idx" }, "idx");
        let wanted = self.wanted(prefix, table, parts, label);
        let rest = || format!("{:?}{:?}{}", index.keys, index.predicate, index.method);
        index.name = self.relation_name(table, written, wanted, rest);
        let name = index.name.clone();
        self.origins.insert(ObjectPath::Index(table.clone(), name.clone()), origin);
        self.table(table).indexes.insert(name.clone(), index);
        name
    }

    /// PostgreSQL names a check of one column by it, and one of several by the table alone.
    pub(super) fn add_check(
        &mut self,
        table: &QualifiedName,
        written: Option<&Name>,
        columns: &[String],
        text: String,
        origin: Origin,
    ) -> String {
        let named: &[String] = if self.domain.settings.defaults == DefaultStyle::Postgres && columns.len() != 1 { &[] } else { columns };
        let wanted = self.wanted("ck", table, named, "check");
        let name = self.constraint_name(table, written, wanted, &text);
        self.origins.insert(ObjectPath::Constraint(table.clone(), name.clone()), origin);
        let check =
            CheckConstraint { name: name.clone(), expression: Expression::new(text), validated: true, no_inherit: false, comment: None };
        self.table(table).checks.insert(name.clone(), check);
        name
    }

    /// An exclusion is an index too.
    pub(super) fn add_exclusion(
        &mut self,
        table: &QualifiedName,
        written: Option<&Name>,
        wanted: String,
        definition: String,
        origin: Origin,
    ) -> ObjectPath {
        let name = self.relation_name(table, written, wanted, || definition.clone());
        let object = ObjectPath::Constraint(table.clone(), name.clone());
        self.origins.insert(object.clone(), origin);
        self.table(table).exclusions.insert(name.clone(), ExclusionConstraint { name, definition, comment: None });
        object
    }

    pub(super) fn add_foreign_key(&mut self, table: &QualifiedName, written: Option<&Name>, mut key: ForeignKey, origin: Origin) -> String {
        let wanted = self.wanted("fk", table, &key.columns, "fkey");
        key.name = self.constraint_name(table, written, wanted, &key.references.name);
        let name = key.name.clone();
        self.origins.insert(ObjectPath::Constraint(table.clone(), name.clone()), origin);
        self.table(table).foreign_keys.insert(name.clone(), key);
        name
    }

    /// A name in the schema, which is one in the table too: primary keys and unique constraints are indexes.
    fn relation_name(&mut self, table: &QualifiedName, written: Option<&Name>, wanted: String, rest: impl Fn() -> String) -> String {
        let taken = |name: &str| self.relations.contains(&QualifiedName::new(&table.schema, name));
        let name = match written {
            Some(written) => {
                let name = naming::shorten(&written.text);
                if taken(&name) || self.is_constraint(table, &name) {
                    self.findings.push(name_taken(&name, written.span));
                }
                name
            }
            None => free_name(&wanted, rest, |name| taken(name) || self.is_constraint(table, name)),
        };
        self.relations.insert(QualifiedName::new(&table.schema, &name));
        name
    }

    fn constraint_name(&mut self, table: &QualifiedName, written: Option<&Name>, wanted: String, rest: &str) -> String {
        match written {
            Some(written) => {
                let name = naming::shorten(&written.text);
                if self.is_constraint(table, &name) {
                    self.findings.push(name_taken(&name, written.span));
                }
                name
            }
            None => free_name(&wanted, || rest.to_string(), |name| self.is_constraint(table, name)),
        }
    }

    fn is_constraint(&self, table: &QualifiedName, name: &str) -> bool {
        self.catalog.tables.get(table).is_some_and(|table| {
            table.checks.contains_key(name)
                || table.foreign_keys.contains_key(name)
                || table.uniques.contains_key(name)
                || table.exclusions.contains_key(name)
                || table.primary_key.as_ref().is_some_and(|key| key.name == name)
        })
    }

    /// The column type for a type of the domain, under the project's settings.
    pub(super) fn data_type(&self, sql: &SqlType) -> DataType {
        let text = self.domain.settings.strings == StringStyle::Text;
        let data_type = match sql.enumeration.and_then(|index| self.domain.enums.get(index)) {
            Some(enumeration) => match self.domain.settings.enums {
                EnumStyle::Native => DataType::user(&QualifiedName::new(&enumeration.schema, &enumeration.type_name)),
                EnumStyle::Check | EnumStyle::Table if text => DataType::builtin("text"),
                // The limit of an enum's value: a longer column would promise what another setting cannot keep.
                EnumStyle::Check | EnumStyle::Table => DataType::builtin("varchar").with([naming::LONGEST]),
            },
            None if text && sql.name == "varchar" && !sql.modifiers.is_empty() => DataType::builtin("text"),
            None if sql.schema.as_deref() == Some("pg_catalog") => DataType::builtin(&sql.name).with(&sql.modifiers),
            None if sql.schema.is_some() => {
                let schema = sql.schema.clone().unwrap_or_default();
                DataType::user(&QualifiedName::new(schema, &sql.name)).with(&sql.modifiers)
            }
            None if sql.extension.is_some() => DataType::user(&QualifiedName::public(&sql.name)).with(&sql.modifiers),
            None => DataType::builtin(&sql.name).with(&sql.modifiers),
        };
        if sql.array { data_type.array_of() } else { data_type }
    }
}

/// The name of what nobody named, unless it is taken: `kind` is the prefix by the practices and PostgreSQL's own label.
pub fn name_of_unnamed(defaults: DefaultStyle, kind: (&str, &str), table: &str, columns: &[String]) -> String {
    let (prefix, label) = kind;
    match defaults {
        DefaultStyle::Postgres if columns.is_empty() => default_name(table, None, label),
        DefaultStyle::Postgres => default_name(table, Some(&columns.join("_")), label),
        DefaultStyle::Practices if columns.is_empty() => naming::shorten(&format!("{prefix}_{table}")),
        DefaultStyle::Practices => naming::shorten(&format!("{prefix}_{table}_{}", columns.join("_"))),
    }
}

fn name_taken(name: &str, span: Span) -> Diagnostic {
    Diagnostic::error("duplicate-constraint-name", format!("The name `{name}` is taken"))
        .at(span, "names something else too")
        .help("Write another name, or none: then one is made that is free")
}

/// `wanted`, cut to 63 bytes; with eight digits of a hash of `rest` when it is taken. The hash keeps the name stable when other objects come and go.
fn free_name(wanted: &str, rest: impl Fn() -> String, taken: impl Fn(&str) -> bool) -> String {
    let mut name = naming::shorten(wanted);
    let mut round = 0;
    while taken(&name) {
        let digest = Sha256::digest(format!("{wanted}\0{}\0{round}", rest()).as_bytes());
        let suffix: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        name = naming::shorten(&format!("{wanted}_{suffix}"));
        round += 1;
    }
    name
}
