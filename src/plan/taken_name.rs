//! Names that a plan gives although something else has them.
//!
//! Comes in: what stands, and the steps. Goes out: an error for each name that is taken. Tables, indexes and key constraints share one space of names in a
//! schema; so do tables and enums. Never happens: a clash with something that the plan drops.

use crate::ordered::IndexMap;

use super::planner::Planner;
use super::{Change, Constraint, Step};
use crate::catalog::{Catalog, ObjectPath, QualifiedName, Table};

impl Planner<'_> {
    /// Tables, indexes and key constraints share one space of names in a schema; so do tables and enums.
    pub(super) fn refuse_taken_names(&mut self) {
        for (object, other) in clashes(self.current, self.steps()) {
            let message = format!("{object} cannot be created: its name is taken by {other}");
            let help = "PostgreSQL keeps the names of tables, indexes, keys and enums of one schema apart; give one of them another name";
            self.diagnostics.push(self.error_at("name-taken", message, &object, "needs another name").help(help));
        }
    }
}

/// (what the plan makes, who has its name)
fn clashes<'a>(current: &'a Catalog, steps: impl Iterator<Item = &'a Step> + Clone) -> Vec<(ObjectPath, ObjectPath)> {
    let mut standing = relation_names(current);
    for step in steps.clone() {
        for key in names_given_up(&step.change) {
            standing.swap_remove(&key);
        }
    }
    let mut seen: IndexMap<(&str, &str), Holder> = IndexMap::default();
    let mut clashes = Vec::new();
    for step in steps {
        for (key, object) in names_made_by(&step.change) {
            if let Some(other) = standing.get(&key).or_else(|| seen.get(&key)) {
                clashes.push((object.path(), other.path()));
            }
            seen.insert(key, object);
        }
    }
    clashes
}

/// Who has a name. The path is made only for a message.
#[derive(Clone, Copy)]
enum Holder<'a> {
    Table(&'a QualifiedName),
    Constraint(&'a QualifiedName, &'a str),
    Index(&'a QualifiedName, &'a str),
    Enum(&'a QualifiedName),
}

impl Holder<'_> {
    fn path(self) -> ObjectPath {
        match self {
            Holder::Table(name) => ObjectPath::Table(name.clone()),
            Holder::Constraint(table, name) => ObjectPath::Constraint(table.clone(), name.to_string()),
            Holder::Index(table, name) => ObjectPath::Index(table.clone(), name.to_string()),
            Holder::Enum(name) => ObjectPath::Enum(name.clone()),
        }
    }
}

/// Schema and name, and who has it.
type TakenName<'a> = ((&'a str, &'a str), Holder<'a>);

fn relation_names(catalog: &Catalog) -> IndexMap<(&str, &str), Holder<'_>> {
    let mut names = IndexMap::default();
    for table in catalog.tables.values() {
        names.extend(names_of_table(table));
        names.extend(table.indexes.values().map(|index| name_of_index(&table.name, &index.name)));
    }
    names.extend(catalog.enums.keys().map(name_of_enum));
    names
}

fn names_of_table(table: &Table) -> Vec<TakenName<'_>> {
    let constraint = |name| name_of_constraint(&table.name, name);
    let mut names = vec![((table.name.schema.as_str(), table.name.name.as_str()), Holder::Table(&table.name))];
    names.extend(table.primary_key.iter().map(|key| constraint(&key.name)));
    names.extend(table.uniques.keys().map(|name| constraint(name)));
    names.extend(table.exclusions.keys().map(|name| constraint(name)));
    names
}

fn name_of_constraint<'a>(table: &'a QualifiedName, name: &'a str) -> TakenName<'a> {
    ((&table.schema, name), Holder::Constraint(table, name))
}

fn name_of_index<'a>(table: &'a QualifiedName, name: &'a str) -> TakenName<'a> {
    ((&table.schema, name), Holder::Index(table, name))
}

fn name_of_enum(name: &QualifiedName) -> TakenName<'_> {
    ((&name.schema, &name.name), Holder::Enum(name))
}

fn names_made_by(change: &Change) -> Vec<TakenName<'_>> {
    match change {
        Change::CreateTable(table) => names_of_table(table),
        Change::CreateEnum(created) => vec![name_of_enum(&created.name)],
        Change::CreateIndex { table, index } => vec![name_of_index(table, &index.name)],
        Change::AddConstraint {
            table,
            constraint: constraint @ (Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Exclusion(_)),
        } => vec![name_of_constraint(table, constraint.name())],
        _ => Vec::new(),
    }
}

/// Schema and name.
fn names_given_up(change: &Change) -> Vec<(&str, &str)> {
    match change {
        Change::DropTable(table) => names_of_table(table)
            .into_iter()
            .map(|(key, _)| key)
            .chain(table.indexes.keys().map(|name| (table.name.schema.as_str(), name.as_str())))
            .collect(),
        Change::DropEnum(gone) => vec![name_of_enum(&gone.name).0],
        Change::DropIndex { table, index } => vec![(&table.schema, &index.name)],
        Change::DropConstraint { table, constraint } => vec![(&table.schema, constraint.name())],
        Change::RenamePart { table, from, .. } => vec![(&table.schema, from)],
        _ => Vec::new(),
    }
}
