//! What the target lacks, under the policy that takes it away.
//!
//! Comes in: both catalogs. Goes out: steps, late in reading order, each with the way back; the objects left alone otherwise.
//! Never happens: CASCADE (what stands on a removed object has a step of its own).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::definitions::sequences_owned_by;
use super::partitions::{Partitions, detached, referring};
use super::planner::{Phase, Planner};
use super::table_work::{create_table, options_of};
use super::{Change, Constraint, Reverse, order};
use crate::catalog::{Catalog, Definition, EnumType, ForeignKey, Function, ObjectPath, QualifiedName, Table};

impl Planner<'_> {
    /// Tables, functions, enums, extensions and schemas that stand and are not asked for.
    pub(super) fn removed_objects(&mut self) {
        self.removed_tables();
        for (signature, function) in self.current.functions.iter().filter(|(signature, _)| !self.target.functions.contains_key(*signature))
        {
            self.remove(ObjectPath::Function(signature.clone()), |planner, object| planner.drop_function(function, object));
        }
        for (name, gone) in self.current.enums.iter().filter(|(name, _)| !self.target.enums.contains_key(*name)) {
            self.remove(ObjectPath::Enum(name.clone()), |planner, object| planner.drop_enum(gone, object));
        }
        for (name, gone) in self.current.extensions.iter().filter(|(name, _)| !self.target.extensions.contains_key(*name)) {
            self.remove(ObjectPath::Extension(name.clone()), |planner, object| {
                let (name, schema) = (name.clone(), gone.schema.clone());
                let reverse = Change::CreateExtension { name: name.clone(), schema: schema.clone() };
                planner.in_phase(
                    Phase::Late,
                    Change::DropExtension { name, schema },
                    Reverse::Exact(vec![reverse]),
                    Vec::new(),
                    not_wanted(object),
                    object,
                );
            });
        }
        let schemas = self.current.schemas.iter().filter(|(name, _)| *name != "public" && !self.target.schemas.contains_key(*name));
        for (name, gone) in schemas {
            self.remove(ObjectPath::Schema(name.clone()), |planner, object| {
                let mut reverse = vec![Change::CreateSchema { name: name.clone(), schema: gone.clone() }];
                reverse.extend(comment_back(object, &gone.comment));
                reverse.extend(planner.parts_again(object));
                planner.in_phase(
                    Phase::Late,
                    Change::DropSchema { name: name.clone() },
                    Reverse::Exact(reverse),
                    Vec::new(),
                    not_wanted(object),
                    object,
                );
            });
        }
    }

    /// By the policy: the removal, or a note that the object is left alone. What the requirements name without asking for it (they leave
    /// it to others) is left alone without a note.
    pub(super) fn remove(&mut self, object: ObjectPath, removal: impl FnOnce(&mut Self, &ObjectPath)) {
        if self.removes(&object) {
            removal(self, &object);
        } else if !self.origins.contains_key(&object) {
            self.findings.left_alone.push(object);
        }
    }

    fn removed_tables(&mut self) {
        let gone: Vec<&Table> = self.current.tables.values().filter(|table| !self.target.tables.contains_key(&table.name)).collect();
        let places: BTreeMap<&QualifiedName, usize> = gone.iter().enumerate().map(|(place, table)| (&table.name, place)).collect();
        let partitions = Partitions::of_catalogs(&[self.current]);
        let edges: Vec<Vec<(usize, bool)>> = gone
            .iter()
            .map(|table| {
                let parents = table.options.parents.iter().filter_map(|parent| Some((*places.get(parent)?, true)));
                let keys = table.foreign_keys.values().filter_map(|key| Some((*places.get(&key.references)?, false)));
                parents.chain(keys).collect()
            })
            .collect();
        let mut order = order::creation_order(&edges);
        order.reverse();
        let mut dropped: Vec<&QualifiedName> = Vec::new();
        for place in order {
            let table = gone[place];
            let goes_before = |key: &ForeignKey| {
                dropped.contains(&&key.references) || partitions.of(&key.references).iter().any(|partition| dropped.contains(partition))
            };
            self.remove(ObjectPath::Table(table.name.clone()), |planner, object| planner.drop_table(table, goes_before, object));
            dropped.push(&table.name);
        }
    }

    /// Keys that point at a table which goes first, or hold a partition that does, go before it.
    fn drop_table(&mut self, table: &Table, goes_before: impl Fn(&ForeignKey) -> bool, object: &ObjectPath) {
        let detached = self.must_be_detached(table, &self.expected);
        if let Some(detached) = &detached {
            self.alter_options(Box::new(options_of(table)), Box::new(options_of(detached)));
        }
        let mut left = detached.unwrap_or_else(|| table.clone());
        let forward: Vec<ForeignKey> = table
            .foreign_keys
            .values()
            .filter(|key| goes_before(key) && !table.options.inherited.constraints.contains(&key.name))
            .cloned()
            .collect();
        for key in forward {
            left.foreign_keys.shift_remove(&key.name);
            self.drop_constraint(&table.name, Constraint::ForeignKey(key), Why::NotWanted);
        }
        self.refuse_referred_to(table, object);
        let mut parts = self.parts_of(&object.to_string(), self.current);
        for index in table.indexes.keys() {
            parts.extend(self.parts_of(&ObjectPath::Index(table.name.clone(), index.clone()).to_string(), self.current));
        }
        for key in sequences_owned_by(&self.current.definitions, &table.name, None) {
            parts.extend(self.current.definitions.get(&key).cloned());
            parts.extend(self.parts_of(&key, self.current));
        }
        let lost = format!("all rows of {}", table.name);
        let reverse = Reverse::StructureOnly { changes: table_again(&left, parts), lost };
        self.in_phase(
            Phase::Late,
            Change::DropTable(Arc::new(left)),
            reverse,
            super::hazard::of_dropped_table(&table.name),
            not_wanted(object),
            object,
        );
    }

    /// A partition under a key that stays, as it is after it is detached: PostgreSQL drops no such partition where it is.
    fn must_be_detached(&self, table: &Table, catalog: &Catalog) -> Option<Table> {
        let stays = |of: &Table| self.current.tables.contains_key(&of.name) && self.target.tables.contains_key(&of.name);
        referring(table, catalog).any(|(of, _)| stays(of)).then(|| detached(table))
    }

    /// How a table goes that this plan makes.
    pub(super) fn table_away(&self, table: &Arc<Table>) -> Vec<Change> {
        match self.must_be_detached(table, self.current) {
            Some(detached) => {
                let (from, to) = (Box::new(options_of(table)), Box::new(options_of(&detached)));
                vec![Change::AlterTable { from, to }, Change::DropTable(Arc::new(detached))]
            }
            None => vec![Change::DropTable(Arc::clone(table))],
        }
    }

    /// A key that stays cannot point at what goes.
    fn refuse_referred_to(&mut self, gone: &Table, object: &ObjectPath) {
        let stays = |table: &&Table| table.name != gone.name && !self.removes_table(&table.name);
        let keys = self.expected.tables.values().filter(stays).flat_map(|table| table.foreign_keys.values().map(|key| (&table.name, key)));
        let pointing: Vec<(QualifiedName, ForeignKey)> =
            keys.filter(|(_, key)| key.references == gone.name).map(|(table, key)| (table.clone(), key.clone())).collect();
        for (table, key) in pointing {
            let message = format!("{object} cannot be removed: {} of {table} refers to it", key.columns.join(", "));
            let columns: Vec<String> = key.columns.iter().map(|column| format!("`removed {column}`")).collect();
            let help = format!("write {} in the entity of {table}, or `removed constraint {}`", columns.join(" and "), key.name);
            self.diagnostics.push(self.error_at("removed-but-referred-to", message, object, "removed here").help(help));
        }
    }

    fn removes_table(&self, name: &QualifiedName) -> bool {
        !self.target.tables.contains_key(name) && self.removes(&ObjectPath::Table(name.clone()))
    }

    pub(super) fn drop_function(&mut self, function: &Function, object: &ObjectPath) {
        let mut reverse = vec![Change::CreateFunction(bare_function(function))];
        reverse.extend(comment_back(object, &function.comment));
        reverse.extend(self.parts_again(object));
        let change = Change::DropFunction(function.clone());
        self.in_phase(Phase::Late, change, Reverse::Exact(reverse), Vec::new(), not_wanted(object), object);
    }

    fn drop_enum(&mut self, gone: &EnumType, object: &ObjectPath) {
        let bare = EnumType { comment: None, ..gone.clone() };
        let mut reverse = vec![Change::CreateEnum(bare.clone())];
        reverse.extend(comment_back(object, &gone.comment));
        reverse.extend(self.parts_again(object));
        self.in_phase(Phase::Late, Change::DropEnum(bare), Reverse::Exact(reverse), Vec::new(), not_wanted(object), object);
    }

    pub(super) fn parts_again(&self, object: &ObjectPath) -> Vec<Change> {
        let parts = self.parts_of(&object.to_string(), self.current);
        parts.into_iter().map(|definition| Change::Define { definition, parts: Vec::new() }).collect()
    }

    /// What goes with an object and is made by statements of its own, with what goes with that.
    pub(super) fn parts_of(&self, owner: &str, catalog: &Catalog) -> Vec<Definition> {
        let mut parts = Vec::new();
        // One that goes to another owner has steps of its own.
        let moves = |part: &Definition| self.target.definitions.get(&part.key()).is_some_and(|asked| asked.within != part.within);
        for part in catalog.definitions.values().filter(|part| part.within.as_deref() == Some(owner) && !moves(part)) {
            if !part.included {
                parts.push(part.clone());
            }
            parts.extend(self.parts_of(&part.key(), catalog));
        }
        parts
    }
}

pub(super) fn bare_function(function: &Function) -> Function {
    Function { comment: None, ..function.clone() }
}

pub(super) fn not_wanted(object: &ObjectPath) -> String {
    Why::NotWanted.reason(object)
}

/// Why something that stands is dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    NotWanted,
    /// It comes back otherwise.
    Replaced,
    /// It comes back as it was.
    InTheWay,
}

impl Why {
    pub fn reason(self, object: &ObjectPath) -> String {
        match self {
            Why::NotWanted => format!("{object} is not wanted any more"),
            Why::Replaced => format!("{object} is defined otherwise now"),
            Why::InTheWay => format!("{object} is in the way of another change"),
        }
    }
}

pub(super) fn comment_back(object: &ObjectPath, comment: &Option<String>) -> Option<Change> {
    comment.as_ref().map(|text| Change::SetComment { object: object.clone(), comment: Some(text.clone()) })
}

/// The changes that make a dropped table anew, without its rows.
fn table_again(table: &Table, parts: Vec<Definition>) -> Vec<Change> {
    let work = create_table(table);
    let name = &table.name;
    let mut changes = Vec::new();
    if let Some(mut bare) = work.created {
        bare.foreign_keys.extend(work.foreign_keys.into_iter().map(|key| (key.name.clone(), key)));
        changes.push(Change::CreateTable(Arc::new(bare)));
    }
    changes.extend(work.indexes.into_iter().map(|index| Change::CreateIndex { table: name.clone(), index }));
    changes.extend(work.triggers.into_iter().map(|trigger| Change::CreateTrigger { table: name.clone(), trigger }));
    changes.extend(work.comments.into_iter().map(|comment| Change::SetComment { object: comment.object, comment: comment.to }));
    changes.extend(parts.into_iter().map(|definition| Change::Define { definition, parts: Vec::new() }));
    changes
}
