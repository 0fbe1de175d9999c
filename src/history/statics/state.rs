//! What a database holds while its history is read, and the way back from a statement that cannot be read to its end.
//!
//! Comes in: changes, object by object. Goes out: the catalog, and which name stands for what. Never happens: a change that the
//! journal does not know, so that a statement is applied whole or not at all.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::settings::Dangers;
use super::{Step, not_modelled};
use crate::catalog::{
    Catalog, Column, ColumnValue, Definition, EnumType, Extension, Function, Index, QualifiedName, Schema, Sequence, Table,
};
use crate::sql::quote_identifier;

/// What a name in a schema's space of relations stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Relation {
    Table,
    Index {
        table: QualifiedName,
    },
    /// The index of a primary key, unique or exclusion constraint.
    KeyIndex {
        table: QualifiedName,
    },
    Sequence,
    View,
    MaterializedView,
    CompositeType,
    /// A foreign table, an index of a materialized view.
    Other,
}

/// What statements set for those after them.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    pub search_path: Vec<String>,
    /// The transaction has settings of its own, which go with it, and what they are is not known.
    pub local: bool,
    /// A transaction is open.
    pub open: bool,
    /// search_path and time zone as they will be again when the transaction ends.
    pub outside: Option<(Vec<String>, Option<String>)>,
    /// `None` while it is the server's own.
    pub time_zone: Option<String>,
    /// Temporary tables and views by name; `true` when they go with the transaction.
    pub temporary: BTreeMap<String, bool>,
    /// Those that may change the schema.
    pub temporary_functions: BTreeSet<String>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            search_path: vec!["$user".to_string(), "public".to_string()],
            local: false,
            open: false,
            outside: None,
            time_zone: None,
            temporary: BTreeMap::new(),
            temporary_functions: BTreeSet::new(),
        }
    }
}

enum Undo {
    Table(QualifiedName, Option<Box<Table>>),
    /// For what is done to every table, a whole table is much to keep.
    Index(QualifiedName, String, Option<Box<Index>>),
    TableComment(QualifiedName, Option<String>),
    Enum(QualifiedName, Option<EnumType>),
    Function(String, Option<Box<Function>>),
    Definition(String, Option<Box<Definition>>),
    Sequence(QualifiedName, Option<Sequence>),
    Schema(String, Option<Schema>),
    Extension(String, Option<Extension>),
}

#[derive(Default)]
pub(super) struct State {
    pub catalog: Catalog,
    /// All of them, also those that a column owns.
    pub sequences: BTreeMap<QualifiedName, Sequence>,
    pub settings: Settings,
    /// Its history has dropped it: the catalog lists public only for its comment.
    pub without_public: bool,
    /// In step with the catalog between two statements.
    relations: BTreeMap<QualifiedName, Relation>,
    /// How many constraints of a schema have a name.
    constraints: BTreeMap<QualifiedName, usize>,
    /// How many tables have a table as their parent.
    parents: BTreeMap<QualifiedName, usize>,
    /// How many definitions there are of a kind, for questions that every statement asks.
    kinds: BTreeMap<String, usize>,
    journal: Vec<Undo>,
    /// Worked out when rows are read or written; what changes an object forgets it.
    dangers: OnceCell<Dangers>,
    /// By the last statement that was kept.
    pub changed: bool,
    settings_before: Settings,
}

impl State {
    pub fn new(catalog: Catalog, sequences: BTreeMap<QualifiedName, Sequence>, settings: Settings) -> State {
        let mut state = State { catalog, sequences, settings, ..State::default() };
        let tables: Vec<QualifiedName> = state.catalog.tables.keys().cloned().collect();
        for name in &tables {
            state.name_table(name, None);
        }
        for name in state.sequences.keys().cloned().collect::<Vec<_>>() {
            state.relations.insert(name, Relation::Sequence);
        }
        for definition in state.catalog.definitions.values().cloned().collect::<Vec<_>>() {
            state.index_definition(&definition, true);
        }
        state
    }

    // -- The journal

    pub fn begin(&mut self) {
        self.journal.clear();
        self.changed = false;
        self.settings_before = self.settings.clone();
    }

    /// The statement stands: names follow.
    pub fn keep(&mut self) {
        self.changed = !self.journal.is_empty();
        if self.changed {
            self.dangers.take();
        }
        // Only the oldest state of each object counts: that is what the names stand for still.
        let mut oldest = Vec::new();
        let mut seen_tables = BTreeSet::new();
        let mut seen = BTreeSet::new();
        for undo in std::mem::take(&mut self.journal) {
            let counts = match &undo {
                Undo::Table(name, _) => seen_tables.insert(name.clone()),
                Undo::Definition(key, _) => seen.insert(key.clone()),
                Undo::Sequence(..) | Undo::Index(..) => true,
                _ => false,
            };
            if counts {
                oldest.push(undo);
            }
        }
        // What goes first: a name may move from one object to another.
        for undo in &oldest {
            match undo {
                Undo::Table(name, Some(before)) => self.unname_table(name, before),
                Undo::Definition(_, Some(before)) => self.index_definition(before, false),
                _ => {}
            }
        }
        for undo in oldest {
            match undo {
                Undo::Table(name, before) => self.name_table(&name, before.as_deref()),
                Undo::Index(table, name, _) if self.catalog.tables.get(&table).is_some_and(|table| table.indexes.contains_key(&name)) => {
                    self.relations.insert(QualifiedName::new(table.schema.clone(), name), Relation::Index { table });
                }
                Undo::Definition(key, _) => {
                    if let Some(now) = self.catalog.definitions.get(&key).cloned() {
                        self.index_definition(&now, true);
                    }
                }
                Undo::Sequence(name, _) => {
                    if self.sequences.contains_key(&name) {
                        self.relations.insert(name, Relation::Sequence);
                    } else if self.relations.get(&name) == Some(&Relation::Sequence) {
                        self.relations.remove(&name);
                    }
                }
                _ => {}
            }
        }
    }

    /// Back to where the statement began.
    pub fn undo(&mut self) {
        self.dangers.take();
        fn put<K: std::hash::Hash + Eq, V>(map: &mut crate::ordered::IndexMap<K, V>, key: K, before: Option<V>) {
            match before {
                Some(value) => drop(map.insert(key, value)),
                None => drop(map.swap_remove(&key)),
            }
        }
        while let Some(undo) = self.journal.pop() {
            let catalog = &mut self.catalog;
            match undo {
                Undo::Table(key, before) => put(&mut catalog.tables, key, before.map(|before| *before)),
                Undo::Index(table, key, before) => {
                    if let Some(table) = catalog.tables.get_mut(&table) {
                        put(&mut table.indexes, key, before.map(|before| *before));
                    }
                }
                Undo::TableComment(table, before) => {
                    if let Some(table) = catalog.tables.get_mut(&table) {
                        table.comment = before;
                    }
                }
                Undo::Enum(key, before) => put(&mut catalog.enums, key, before),
                Undo::Function(key, before) => put(&mut catalog.functions, key, before.map(|before| *before)),
                Undo::Definition(key, before) => put(&mut catalog.definitions, key, before.map(|before| *before)),
                Undo::Schema(key, before) => put(&mut catalog.schemas, key, before),
                Undo::Extension(key, before) => put(&mut catalog.extensions, key, before),
                Undo::Sequence(key, Some(before)) => drop(self.sequences.insert(key, before)),
                Undo::Sequence(key, None) => drop(self.sequences.remove(&key)),
            }
        }
        self.settings = self.settings_before.clone();
    }

    /// Takes away the names that the table had and has no more.
    fn unname_table(&mut self, name: &QualifiedName, before: &Table) {
        let within = |inner: &String| QualifiedName::new(name.schema.clone(), inner.clone());
        let now = self.catalog.tables.get(name);
        let gone = |stands: &dyn Fn(&Table) -> bool| !now.is_some_and(stands);
        for index in before.indexes.keys().filter(|index| gone(&|now| now.indexes.contains_key(*index))) {
            self.relations.remove(&within(index));
        }
        for key in key_names(before).filter(|key| gone(&|now| has_key(now, key))) {
            self.relations.remove(&within(key));
        }
        for constraint in constraint_names(before).filter(|constraint| gone(&|now| has_constraint(now, constraint))) {
            if let Some(count) = self.constraints.get_mut(&within(constraint)) {
                *count = count.saturating_sub(1);
            }
        }
        for parent in before.options.parents.iter().filter(|parent| gone(&|now| now.options.parents.contains(*parent))) {
            if let Some(count) = self.parents.get_mut(parent) {
                *count = count.saturating_sub(1);
            }
        }
        if now.is_none() && self.relations.get(name) == Some(&Relation::Table) {
            self.relations.remove(name);
        }
    }

    /// Adds the names that the table has and had not.
    fn name_table(&mut self, name: &QualifiedName, before: Option<&Table>) {
        let Some(now) = self.catalog.tables.get(name) else { return };
        let within = |inner: &String| QualifiedName::new(name.schema.clone(), inner.clone());
        let new = |stood: &dyn Fn(&Table) -> bool| !before.is_some_and(stood);
        if before.is_none() {
            self.relations.insert(name.clone(), Relation::Table);
        }
        for index in now.indexes.keys().filter(|index| new(&|before| before.indexes.contains_key(*index))) {
            self.relations.insert(within(index), Relation::Index { table: name.clone() });
        }
        for key in key_names(now).filter(|key| new(&|before| has_key(before, key))) {
            self.relations.insert(within(key), Relation::KeyIndex { table: name.clone() });
        }
        for constraint in constraint_names(now).filter(|constraint| new(&|before| has_constraint(before, constraint))) {
            *self.constraints.entry(within(constraint)).or_default() += 1;
        }
        for parent in now.options.parents.iter().filter(|parent| new(&|before| before.options.parents.contains(*parent))) {
            *self.parents.entry(parent.clone()).or_default() += 1;
        }
    }

    fn index_definition(&mut self, definition: &Definition, stands: bool) {
        let count = self.kinds.entry(definition.kind.clone()).or_default();
        *count = if stands { *count + 1 } else { count.saturating_sub(1) };
        let name = definition.name.as_str();
        let relation = match definition.kind.as_str() {
            "view" => Relation::View,
            "materialized view" => Relation::MaterializedView,
            "composite type" => Relation::CompositeType,
            "foreign table" => Relation::Other,
            "index" => Relation::Other,
            "domain constraint" => {
                if let Some((constraint, domain)) = name.rsplit_once(" on ")
                    && let (Ok(domain), Some(constraint)) = (QualifiedName::try_from(domain.to_string()), unquoted(constraint))
                {
                    let count = self.constraints.entry(QualifiedName::new(domain.schema, constraint)).or_default();
                    *count = if stands { *count + 1 } else { count.saturating_sub(1) };
                }
                return;
            }
            _ => return,
        };
        let name = name.split(" on ").next().unwrap_or(name);
        let Ok(name) = QualifiedName::try_from(name.to_string()) else { return };
        match stands {
            true => drop(self.relations.insert(name, relation)),
            false => drop(self.relations.remove(&name)),
        }
    }

    // -- Changes

    pub fn table_mut(&mut self, name: &QualifiedName) -> Step<&mut Table> {
        let Some(table) = self.catalog.tables.get_mut(name) else { return not_modelled(format!("no table {name}")) };
        if !self.journal.iter().any(|undo| matches!(undo, Undo::Table(other, _) if other == name)) {
            self.journal.push(Undo::Table(name.clone(), Some(Box::new(table.clone()))));
        }
        Ok(table)
    }

    pub fn put_index(&mut self, table: &QualifiedName, index: Index) -> Step<()> {
        let Some(standing) = self.catalog.tables.get_mut(table) else { return not_modelled(format!("no table {table}")) };
        let name = index.name.clone();
        let before = standing.indexes.insert(name.clone(), index);
        self.journal.push(Undo::Index(table.clone(), name, before.map(Box::new)));
        Ok(())
    }

    pub fn set_table_comment(&mut self, table: &QualifiedName, comment: Option<String>) -> Step<()> {
        let Some(standing) = self.catalog.tables.get_mut(table) else { return not_modelled(format!("no table {table}")) };
        let before = std::mem::replace(&mut standing.comment, comment);
        self.journal.push(Undo::TableComment(table.clone(), before));
        Ok(())
    }

    pub fn put_table(&mut self, table: Table) {
        let name = table.name.clone();
        let before = self.catalog.tables.insert(name.clone(), table);
        self.journal.push(Undo::Table(name, before.map(Box::new)));
    }

    pub fn take_table(&mut self, name: &QualifiedName) -> Step<Table> {
        let Some(table) = self.catalog.tables.swap_remove(name) else { return not_modelled(format!("no table {name}")) };
        self.journal.push(Undo::Table(name.clone(), Some(Box::new(table.clone()))));
        Ok(table)
    }

    pub fn put_enum(&mut self, kind: EnumType) {
        let name = kind.name.clone();
        let before = self.catalog.enums.insert(name.clone(), kind);
        self.journal.push(Undo::Enum(name, before));
    }

    pub fn take_enum(&mut self, name: &QualifiedName) -> Option<EnumType> {
        let before = self.catalog.enums.swap_remove(name)?;
        self.journal.push(Undo::Enum(name.clone(), Some(before.clone())));
        Some(before)
    }

    pub fn put_function(&mut self, function: Function) {
        let key = function.signature();
        let before = self.catalog.functions.insert(key.clone(), function);
        self.journal.push(Undo::Function(key, before.map(Box::new)));
    }

    pub fn take_function(&mut self, signature: &str) -> Option<Function> {
        let before = self.catalog.functions.swap_remove(signature)?;
        self.journal.push(Undo::Function(signature.to_string(), Some(Box::new(before.clone()))));
        Some(before)
    }

    pub fn put_definition(&mut self, definition: Definition) {
        let key = definition.key();
        let before = self.catalog.definitions.insert(key.clone(), definition);
        self.journal.push(Undo::Definition(key, before.map(Box::new)));
    }

    pub fn take_definition(&mut self, key: &str) -> Option<Definition> {
        let before = self.catalog.definitions.swap_remove(key)?;
        self.journal.push(Undo::Definition(key.to_string(), Some(Box::new(before.clone()))));
        Some(before)
    }

    /// Sets the sequence and what the catalog says of it.
    pub fn put_sequence(&mut self, sequence: Sequence) {
        let name = sequence.name.clone();
        let before = self.sequences.insert(name.clone(), sequence);
        self.journal.push(Undo::Sequence(name.clone(), before));
        self.describe_sequence(&name);
    }

    pub fn take_sequence(&mut self, name: &QualifiedName) -> Option<Sequence> {
        let before = self.sequences.remove(name)?;
        self.journal.push(Undo::Sequence(name.clone(), Some(before.clone())));
        self.describe_sequence(name);
        Some(before)
    }

    pub fn put_schema(&mut self, name: &str, schema: Schema) {
        let before = self.catalog.schemas.insert(name.to_string(), schema);
        self.journal.push(Undo::Schema(name.to_string(), before));
    }

    pub fn take_schema(&mut self, name: &str) {
        if let Some(before) = self.catalog.schemas.swap_remove(name) {
            self.journal.push(Undo::Schema(name.to_string(), Some(before)));
        }
    }

    pub fn put_extension(&mut self, name: &str, extension: Extension) {
        let before = self.catalog.extensions.insert(name.to_string(), extension);
        self.journal.push(Undo::Extension(name.to_string(), before));
    }

    pub fn dangers(&self) -> &Dangers {
        self.dangers.get_or_init(|| super::settings::dangers(self))
    }

    // -- Names

    pub fn has_schema(&self, name: &str) -> bool {
        name == "public" && !self.without_public || self.catalog.schemas.contains_key(name)
    }

    /// The schemas that unqualified names are looked up in.
    pub fn path(&self) -> impl Iterator<Item = &str> {
        // "$user" is never a schema of that name.
        self.settings.search_path.iter().map(String::as_str).filter(|schema| *schema != "$user" && self.has_schema(schema))
    }

    /// The name of something new.
    pub fn new_name(&self, path: &[String]) -> Step<QualifiedName> {
        match path {
            [_] if self.settings.search_path.iter().find(|schema| *schema != "$user").is_some_and(|first| first.starts_with("pg_")) => {
                not_modelled("a search_path that begins with PostgreSQL's own schema")
            }
            [name] => match self.path().next() {
                Some(schema) => Ok(QualifiedName::new(schema, name.clone())),
                None => not_modelled("an empty search_path"),
            },
            [.., schema, name] if self.has_schema(schema) => Ok(QualifiedName::new(schema.clone(), name.clone())),
            [.., schema, _] => not_modelled(format!("a schema {schema} that is not known")),
            [] => not_modelled("no name"),
        }
    }

    pub fn relation(&self, name: &QualifiedName) -> Option<&Relation> {
        self.relations.get(name)
    }

    pub fn is_temporary(&self, path: &[String]) -> bool {
        match path {
            [name] => self.settings.temporary.contains_key(name),
            [.., schema, _] => schema == "pg_temp",
            [] => false,
        }
    }

    /// What stands under a name, by the search_path.
    pub fn find_relation(&self, path: &[String]) -> Option<(QualifiedName, &Relation)> {
        let found = |schema: &str, name: &String| {
            let name = QualifiedName::new(schema, name.clone());
            self.relations.get_key_value(&name).map(|(name, relation)| (name.clone(), relation))
        };
        match path {
            // pg_catalog stands before the path, and what it holds is not known here.
            [name] if name.starts_with("pg_") => Some((QualifiedName::new("pg_catalog", name.clone()), &Relation::Other)),
            [name] => self.path().find_map(|schema| found(schema, name)),
            [.., schema, name] => found(schema, name),
            [] => None,
        }
    }

    pub fn find_table(&self, path: &[String]) -> Step<QualifiedName> {
        match self.find_relation(path) {
            Some((name, Relation::Table)) => Ok(name),
            Some(_) => not_modelled(format!("{}, which is no table", path.join("."))),
            None => not_modelled(format!("a table {} that is not known", path.join("."))),
        }
    }

    pub fn table(&self, name: &QualifiedName) -> Step<&Table> {
        self.catalog.tables.get(name).map_or_else(|| not_modelled(format!("no table {name}")), Ok)
    }

    pub fn column(&self, table: &QualifiedName, column: &str) -> Step<&Column> {
        let found = self.table(table)?.columns.get(column);
        found.map_or_else(|| not_modelled(format!("no column {column} in {table}")), Ok)
    }

    pub fn constraint_exists(&self, name: &QualifiedName) -> bool {
        self.constraints.get(name).is_some_and(|count| *count > 0)
    }

    /// Whether a definition of one of these kinds stood when the statement began.
    pub fn has_kind(&self, kinds: &[&str]) -> bool {
        kinds.iter().any(|kind| self.kinds.get(*kind).is_some_and(|count| *count > 0))
    }

    /// Tables that are partitioned, partitions or heirs: what is done to one is done to others.
    pub fn has_family(&self, name: &QualifiedName) -> bool {
        self.catalog.tables.get(name).is_some_and(|table| table.options.partition_key.is_some() || !table.options.parents.is_empty())
            || self.parents.get(name).is_some_and(|count| *count > 0)
    }

    pub fn children(&self, name: &QualifiedName) -> Vec<QualifiedName> {
        self.catalog.tables.values().filter(|table| table.options.parents.contains(name)).map(|table| table.name.clone()).collect()
    }

    /// The sequence that an identity column takes its values from, or a serial one.
    pub fn sequence_of(&self, table: &QualifiedName, column: &str) -> Option<QualifiedName> {
        if let Some(ColumnValue::Serial { sequence }) =
            self.catalog.tables.get(table).and_then(|table| table.columns.get(column)).map(|column| &column.value)
        {
            return Some(sequence.clone());
        }
        let owned = |sequence: &&Sequence| sequence.identity && sequence.owner.as_ref().is_some_and(|(t, c)| t == table && c == column);
        self.sequences.values().find(owned).map(|sequence| sequence.name.clone())
    }
}

/// Of constraints that have an index.
fn key_names(table: &Table) -> impl Iterator<Item = &String> {
    table.primary_key.iter().map(|key| &key.name).chain(table.uniques.keys()).chain(table.exclusions.keys())
}

fn has_key(table: &Table, name: &str) -> bool {
    table.primary_key.as_ref().is_some_and(|key| key.name == name)
        || table.uniques.contains_key(name)
        || table.exclusions.contains_key(name)
}

pub(super) fn has_constraint(table: &Table, name: &str) -> bool {
    has_key(table, name) || table.checks.contains_key(name) || table.foreign_keys.contains_key(name)
}

/// All names that a table's constraints have.
pub(super) fn constraint_names(table: &Table) -> impl Iterator<Item = &String> {
    key_names(table).chain(table.checks.keys()).chain(table.foreign_keys.keys())
}

/// A name as SQL writes it, without its quotes.
pub(super) fn unquoted(name: &str) -> Option<String> {
    match name.strip_prefix('"') {
        Some(rest) => Some(rest.strip_suffix('"')?.replace("\"\"", "\"")),
        None => Some(name.to_string()),
    }
}

/// `table public.users`: what definitions that go with a table name it by.
pub(super) fn within_table(table: &QualifiedName) -> String {
    format!("table {table}")
}

pub(super) fn quoted(name: &str) -> String {
    quote_identifier(name).to_string()
}
