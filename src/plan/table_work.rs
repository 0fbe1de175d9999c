//! What one table needs: all of it when it is new, else what it lacks.

use std::collections::{BTreeMap, BTreeSet};

use crate::ordered::IndexMap;

use super::compare::{Part, describe_column, match_parts, same_column};
use super::mention::Mentions;
use super::removal::Why;
use super::rename::FormerNames;
use super::{Constraint, Part as PartKind};
use crate::catalog::{
    Column, ColumnValue, ForeignKey, Index, Inherited, ObjectPath, QualifiedName, Table, TableOptions, Trigger, serial_sequence_name,
};
use crate::source::Span;

/// The additions to one table, sorted by kind.
pub(super) struct TableWork {
    pub table: QualifiedName,
    /// The table itself, without foreign keys, indexes, triggers and comments, when it does not stand.
    pub created: Option<Table>,
    /// What a lookup table lacks: its column and the values.
    pub lookup_values: Option<(String, Vec<String>)>,
    pub columns: Vec<Column>,
    pub constraints: Vec<Constraint>,
    pub foreign_keys: Vec<ForeignKey>,
    pub indexes: Vec<Index>,
    pub triggers: Vec<Trigger>,
    pub comments: Vec<CommentChange>,
    /// Whether all that is not asked for goes.
    full: bool,
}

pub(super) struct CommentChange {
    pub object: ObjectPath,
    pub from: Option<String>,
    pub to: Option<String>,
}

/// What stands otherwise in one table than it is asked for, or is not asked for and removed.
pub(super) struct TableChanges {
    pub table: QualifiedName,
    /// (standing, asked)
    pub columns: Vec<(Column, Column)>,
    pub dropped_columns: Vec<Column>,
    /// Dropped to be added again: what computes them has changed.
    pub recomputed_columns: Vec<Column>,
    /// (standing, the same with the sequence by its new name)
    pub sequences: Vec<(Column, Column)>,
    /// To be dropped: those that are not asked for, and those that are asked for otherwise (they are among the additions too).
    pub constraints: Vec<(Constraint, Why)>,
    pub indexes: Vec<(Index, Why)>,
    pub triggers: Vec<(Trigger, Why)>,
    /// (what, from, to)
    pub renamed: Vec<(PartKind, String, String)>,
    pub validated: Vec<Constraint>,
    /// Comments of indexes that go while a type changes, and what they are.
    pub comments_away: Vec<(ObjectPath, String)>,
    /// Both tables without their parts.
    pub options: Option<(Box<Table>, Box<Table>)>,
}

impl TableChanges {
    fn new(table: &QualifiedName) -> TableChanges {
        TableChanges {
            table: table.clone(),
            columns: Vec::new(),
            dropped_columns: Vec::new(),
            recomputed_columns: Vec::new(),
            sequences: Vec::new(),
            constraints: Vec::new(),
            indexes: Vec::new(),
            triggers: Vec::new(),
            renamed: Vec::new(),
            validated: Vec::new(),
            comments_away: Vec::new(),
            options: None,
        }
    }
}

/// What the comparison of standing and asked objects has to say besides the additions.
#[derive(Default)]
pub(super) struct Findings {
    pub changed: Vec<ChangedObject>,
    pub left_alone: Vec<ObjectPath>,
    pub tables: Vec<TableChanges>,
}

pub(super) struct ChangedObject {
    /// As the requirements call it.
    pub object: ObjectPath,
    pub stands: String,
    pub asked: String,
}

impl TableWork {
    fn new(table: &QualifiedName) -> TableWork {
        TableWork {
            table: table.clone(),
            created: None,
            lookup_values: None,
            columns: Vec::new(),
            constraints: Vec::new(),
            foreign_keys: Vec::new(),
            indexes: Vec::new(),
            triggers: Vec::new(),
            comments: Vec::new(),
            full: false,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.created.is_none()
            && self.lookup_values.is_none()
            && self.columns.is_empty()
            && self.constraints.is_empty()
            && self.foreign_keys.is_empty()
            && self.indexes.is_empty()
            && self.triggers.is_empty()
            && self.comments.is_empty()
    }

    /// A comment that stands and is not asked for stays, unless all that is not asked for goes.
    fn comment(&mut self, object: ObjectPath, from: &Option<String>, to: &Option<String>) {
        if (to.is_some() || self.full) && from != to {
            self.comments.push(CommentChange { object, from: from.clone(), to: to.clone() });
        }
    }
}

/// The parts that are not inherited, taken out of the map.
fn take_own<T>(parts: &mut IndexMap<String, T>, inherited: &BTreeSet<String>) -> Vec<T> {
    let (mut own, mut left) = (Vec::new(), Vec::new());
    for (name, part) in std::mem::take(parts) {
        if inherited.contains(&name) { left.push((name, part)) } else { own.push(part) }
    }
    parts.extend(left);
    own
}

pub(super) fn create_table(asked: &Table) -> TableWork {
    let mut work = TableWork::new(&asked.name);
    let mut bare = asked.clone();
    // What a table has from its parents comes with them.
    let Inherited { constraints, indexes, triggers, .. } = bare.options.inherited.clone();
    work.foreign_keys = take_own(&mut bare.foreign_keys, &constraints);
    work.indexes = take_own(&mut bare.indexes, &indexes);
    work.triggers = take_own(&mut bare.triggers, &triggers);
    work.comment(ObjectPath::Table(asked.name.clone()), &None, &bare.comment.take());
    for column in bare.columns.values_mut() {
        work.comment(ObjectPath::Column(asked.name.clone(), column.name.clone()), &None, &column.comment.take());
    }
    if let Some(key) = &mut bare.primary_key {
        work.comment(ObjectPath::Constraint(asked.name.clone(), key.name.clone()), &None, &key.comment.take());
    }
    let constraint = |name: &str| ObjectPath::Constraint(asked.name.clone(), name.to_string());
    for unique in bare.uniques.values_mut() {
        work.comment(constraint(&unique.name), &None, &unique.comment.take());
    }
    for check in bare.checks.values_mut() {
        work.comment(constraint(&check.name), &None, &check.comment.take());
    }
    for exclusion in bare.exclusions.values_mut() {
        work.comment(constraint(&exclusion.name), &None, &exclusion.comment.take());
    }
    // Of two keys over the same columns CREATE TABLE makes one. Source: PostgreSQL, transformIndexConstraints.
    let mut keys: Vec<Vec<String>> = bare.primary_key.iter().map(|key| key.columns.clone()).collect();
    let mut twice: Vec<String> = Vec::new();
    for unique in bare.uniques.values() {
        if keys.contains(&unique.columns) && !constraints.contains(&unique.name) {
            twice.push(unique.name.clone());
        } else {
            keys.push(unique.columns.clone());
        }
    }
    work.constraints.extend(twice.iter().filter_map(|name| bare.uniques.shift_remove(name)).map(Constraint::Unique));
    // CREATE TABLE would validate it at once. Source: PostgreSQL, CREATE TABLE has no NOT VALID.
    let unchecked: Vec<String> = bare
        .checks
        .values()
        .filter(|check| !check.validated && !constraints.contains(&check.name))
        .map(|check| check.name.clone())
        .collect();
    work.constraints.extend(unchecked.iter().filter_map(|name| bare.checks.shift_remove(name)).map(Constraint::Check));
    work.created = Some(bare);
    take_part_comments(&mut work);
    work
}

/// Comments of foreign keys, indexes, triggers and constraints that are added become steps of their own.
fn take_part_comments(work: &mut TableWork) {
    let table = work.table.clone();
    let mut found: Vec<(ObjectPath, Option<String>)> = Vec::new();
    for column in &mut work.columns {
        found.push((ObjectPath::Column(table.clone(), column.name.clone()), column.comment.take()));
    }
    for constraint in &mut work.constraints {
        let path = ObjectPath::Constraint(table.clone(), constraint.name().to_string());
        found.push((path, constraint.take_comment()));
    }
    for key in &mut work.foreign_keys {
        found.push((ObjectPath::Constraint(table.clone(), key.name.clone()), key.comment.take()));
    }
    for index in &mut work.indexes {
        found.push((ObjectPath::Index(table.clone(), index.name.clone()), index.comment.take()));
    }
    for trigger in &mut work.triggers {
        found.push((ObjectPath::Trigger(table.clone(), trigger.name.clone()), trigger.comment.take()));
    }
    for (object, comment) in found {
        work.comment(object, &None, &comment);
    }
}

/// Compares one table that stands. Additions are the work; what changes or goes is among the findings.
/// `full`: what is not asked for goes, and names count; else only what is among the `removed` goes.
pub(super) fn extend_table(
    standing: &Table,
    asked: &Table,
    full: bool,
    removed: &BTreeMap<ObjectPath, Span>,
    former: &FormerNames,
    findings: &mut Findings,
) -> TableWork {
    // What a table had from the parents that it leaves is its own then.
    let leaves = !standing.options.parents.is_empty() && asked.options.parents.is_empty() && full;
    let mut free = leaves.then(|| standing.clone());
    if let Some(free) = &mut free {
        free.options.inherited = Inherited::default();
    }
    let standing = free.as_ref().unwrap_or(standing);
    let mut comparison = Comparison {
        standing,
        asked,
        full,
        removed,
        former,
        work: TableWork { full, ..TableWork::new(&asked.name) },
        changes: TableChanges::new(&asked.name),
        changed: Vec::new(),
        left_alone: Vec::new(),
    };
    comparison.columns();
    comparison.primary_key();
    comparison.constraints();
    comparison.indexes_and_triggers();
    comparison.options();
    let Comparison { mut work, mut changes, changed, left_alone, .. } = comparison;
    take_part_comments(&mut work);
    comments_step_aside(standing, asked, &mut work, &mut changes);
    work.comment(ObjectPath::Table(asked.name.clone()), &standing.comment, &asked.comment);
    findings.changed.extend(changed);
    findings.left_alone.extend(left_alone);
    findings.tables.push(changes);
    work
}

/// When a column of a partitioned table gets another type, PostgreSQL makes its indexes anew, and copies their comments to those of the
/// partitions. Source: PostgreSQL, ATPostAlterTypeParse and DefineIndex.
fn comments_step_aside(standing: &Table, asked: &Table, work: &mut TableWork, changes: &mut TableChanges) {
    if standing.options.partition_key.is_none() {
        return;
    }
    let is_retyped = |(from, to): &&(Column, Column)| from.data_type != to.data_type || from.collation != to.collation;
    let retyped: Vec<&str> = changes.columns.iter().filter(is_retyped).map(|(_, to)| to.name.as_str()).collect();
    for index in standing.indexes.values().filter(|index| retyped.iter().any(|column| index.uses(column))) {
        let Some((comment, stays)) = index.comment.as_ref().zip(asked.indexes.get(&index.name)) else { continue };
        if changes.indexes.iter().any(|(gone, _)| gone.name == index.name) {
            continue;
        }
        let object = ObjectPath::Index(asked.name.clone(), index.name.clone());
        work.comments.retain(|change| change.object != object);
        let to = if stays.comment.is_some() || work.full { stays.comment.clone() } else { Some(comment.clone()) };
        work.comment(object.clone(), &None, &to);
        changes.comments_away.push((object, comment.clone()));
    }
}

struct Comparison<'a> {
    standing: &'a Table,
    asked: &'a Table,
    full: bool,
    removed: &'a BTreeMap<ObjectPath, Span>,
    former: &'a FormerNames,
    work: TableWork,
    changes: TableChanges,
    changed: Vec<ChangedObject>,
    left_alone: Vec<ObjectPath>,
}

impl Comparison<'_> {
    fn columns(&mut self) {
        let path = |name: &str| ObjectPath::Column(self.asked.name.clone(), name.to_string());
        let inherited = &self.asked.options.inherited.columns;
        let is_retyped = |column: &&Column| {
            let there = self.standing.columns.get(&column.name);
            there.is_some_and(|there| there.data_type != column.data_type || there.collation != column.collation)
        };
        let retyped: Vec<&str> = self.asked.columns.values().filter(is_retyped).map(|column| column.name.as_str()).collect();
        for column in self.asked.columns.values() {
            match self.standing.columns.get(&column.name) {
                None if inherited.contains(&column.name) => {}
                None => self.work.columns.push(column.clone()),
                Some(there) => {
                    self.work.comment(path(&column.name), &there.comment, &column.comment);
                    self.sequence_follows(there, column);
                    let same = same_column(there, column, self.full);
                    let source_changes = is_generated_from(column, &retyped);
                    if same && !source_changes || inherited.contains(&column.name) {
                        continue;
                    }
                    let generated = |column: &Column| matches!(column.value, ColumnValue::Generated(_));
                    let computed_otherwise = !same && (generated(there) || generated(column));
                    if !self.full && (computed_otherwise || numbered_otherwise(there, column)) {
                        let (stands, asked) = (describe_column(there), describe_column(column));
                        self.changed.push(ChangedObject { object: path(&column.name), stands, asked });
                        continue;
                    }
                    // What is computed otherwise is computed anew; what is not computed any more keeps its values.
                    if generated(column) {
                        self.changes.recomputed_columns.push(there.clone());
                        self.work.columns.push(column.clone());
                    } else {
                        self.changes.columns.push((there.clone(), column.clone()));
                    }
                }
            }
        }
        let gone = self.standing.columns.values().filter(|column| !self.asked.columns.contains_key(&column.name));
        for column in gone.filter(|column| !self.standing.options.inherited.columns.contains(&column.name)) {
            if self.goes(&path(&column.name)) {
                self.changes.dropped_columns.push(column.clone());
            } else {
                self.left_alone.push(path(&column.name));
            }
        }
        // What is computed from a column goes before it.
        self.changes.dropped_columns.sort_by_key(|column| !matches!(column.value, ColumnValue::Generated(_)));
    }

    /// The sequence of a serial column has the name that PostgreSQL made of the table's and the column's.
    fn sequence_follows(&mut self, there: &Column, asked: &Column) {
        if let (ColumnValue::Serial { sequence }, ColumnValue::Serial { sequence: wanted }) = (&there.value, &asked.value)
            && !self.full
            && sequence != wanted
        {
            let table = &self.asked.name;
            let before = QualifiedName::new(table.schema.clone(), self.former.table(&table.name));
            if *sequence == serial_sequence_name(&before, &self.former.column(&asked.name)) {
                let to = Column { value: asked.value.clone(), ..there.clone() };
                self.changes.sequences.push((there.clone(), to));
            }
        }
    }

    fn goes(&self, object: &ObjectPath) -> bool {
        self.full || self.removed.contains_key(object)
    }

    /// PostgreSQL drops what uses a column along with it; a step of its own brings it back on the way back.
    fn goes_with_a_column(&self, part: &impl Part) -> bool {
        let gone = self.changes.dropped_columns.iter().chain(&self.changes.recomputed_columns);
        gone.map(|column| column.name.as_str()).any(|column| part.uses(column))
    }

    fn primary_key(&mut self) {
        let inherited = |table: &Table, name: &str| table.options.inherited.constraints.contains(name);
        let there = self.standing.primary_key.as_ref().filter(|key| !inherited(self.standing, &key.name));
        let asked = self.asked.primary_key.as_ref().filter(|key| !inherited(self.asked, &key.name));
        match (there, asked) {
            (None, None) => {}
            (None, Some(key)) => self.work.constraints.push(Constraint::PrimaryKey(key.clone())),
            (Some(there), None) => self.not_asked_for(there, Constraint::PrimaryKey),
            (Some(there), Some(key)) if there.same_definition(key) && !self.goes_with_a_column(key) => {
                self.present(there, key, PartKind::Constraint);
            }
            (Some(there), Some(key)) => {
                self.changes.constraints.push((Constraint::PrimaryKey(there.clone()), Why::Replaced));
                self.work.constraints.push(Constraint::PrimaryKey(key.clone()));
            }
        }
    }

    fn constraints(&mut self) {
        let (standing, asked) = (self.standing, self.asked);
        let added = self.compare(&standing.uniques, &asked.uniques, Constraint::Unique);
        self.work.constraints.extend(added.into_iter().map(Constraint::Unique));
        let added = self.compare(&standing.checks, &asked.checks, Constraint::Check);
        self.work.constraints.extend(added.into_iter().map(Constraint::Check));
        let added = self.compare(&standing.exclusions, &asked.exclusions, Constraint::Exclusion);
        self.work.constraints.extend(added.into_iter().map(Constraint::Exclusion));
        self.work.foreign_keys = self.compare(&standing.foreign_keys, &asked.foreign_keys, Constraint::ForeignKey);
    }

    /// Gives what is to be added; the rest goes among the changes.
    fn compare<T: Part>(&mut self, standing: &IndexMap<String, T>, asked: &IndexMap<String, T>, constraint: fn(T) -> Constraint) -> Vec<T> {
        let standing = own(standing, &self.standing.options.inherited.constraints);
        let asked = own(asked, &self.asked.options.inherited.constraints);
        let matched = match_parts(&standing, &asked, |name| self.former.name_before(self.asked, name));
        let mut added: Vec<T> = Vec::new();
        for (there, wanted) in matched.present {
            if self.goes_with_a_column(wanted) {
                self.changes.constraints.push((constraint(there.clone()), Why::InTheWay));
                added.push(wanted.clone());
            } else {
                self.present(there, wanted, PartKind::Constraint);
            }
        }
        for part in matched.left {
            self.not_asked_for(part, constraint);
        }
        added.extend(matched.missing.into_iter().cloned());
        for (there, wanted) in matched.changed {
            let comments = (there.comment().clone(), wanted.comment().clone());
            let (there, asked) = (constraint(there.clone()), constraint(wanted.clone()));
            if asked.validates(&there) {
                self.work.comment(ObjectPath::Constraint(self.asked.name.clone(), asked.name().to_string()), &comments.0, &comments.1);
                self.changes.validated.push(asked);
            } else {
                self.changes.constraints.push((there, Why::Replaced));
                added.push(wanted.clone());
            }
        }
        added
    }

    /// Equal but for its name and comment. Under a foreign name it is there all the same, unless both states are to be equal in all.
    fn present<T: Part>(&mut self, there: &T, wanted: &T, kind: PartKind) {
        let table = self.asked.name.clone();
        // Names that we made follow a rename; all others are left as somebody chose them.
        let follows = || self.former.name_before(self.asked, wanted.name()).is_some_and(|before| before == there.name());
        let renamed = there.name() != wanted.name() && (self.full || follows());
        if renamed {
            self.changes.renamed.push((kind, there.name().to_string(), wanted.name().to_string()));
        }
        let name = if renamed { wanted.name() } else { there.name() }.to_string();
        let object = match kind {
            PartKind::Constraint => ObjectPath::Constraint(table, name),
            PartKind::Index => ObjectPath::Index(table, name),
        };
        self.work.comment(object, there.comment(), wanted.comment());
    }

    fn not_asked_for<T: Part>(&mut self, part: &T, constraint: fn(T) -> Constraint) {
        let object = ObjectPath::Constraint(self.asked.name.clone(), part.name().to_string());
        if self.goes(&object) || self.goes_with_a_column(part) {
            self.changes.constraints.push((constraint(part.clone()), Why::NotWanted));
        } else {
            self.left_alone.push(object);
        }
    }

    fn indexes_and_triggers(&mut self) {
        let table = self.asked.name.clone();
        let standing = own(&self.standing.indexes, &self.standing.options.inherited.indexes);
        let asked = own(&self.asked.indexes, &self.asked.options.inherited.indexes);
        let matched = match_parts(&standing, &asked, |name| self.former.name_before(self.asked, name));
        self.work.indexes = matched.missing.into_iter().cloned().collect();
        for (there, wanted) in matched.present {
            if self.goes_with_a_column(wanted) {
                self.changes.indexes.push((there.clone(), Why::InTheWay));
                self.work.indexes.push(wanted.clone());
            } else {
                self.present(there, wanted, PartKind::Index);
            }
        }
        for (there, wanted) in matched.changed {
            self.changes.indexes.push((there.clone(), Why::Replaced));
            self.work.indexes.push(wanted.clone());
        }
        for index in matched.left {
            let object = ObjectPath::Index(table.clone(), index.name.clone());
            if self.goes(&object) || self.goes_with_a_column(index) {
                self.changes.indexes.push((index.clone(), Why::NotWanted));
            } else {
                self.left_alone.push(object);
            }
        }
        let standing = own(&self.standing.triggers, &self.standing.options.inherited.triggers);
        let asked = own(&self.asked.triggers, &self.asked.options.inherited.triggers);
        let matched = match_parts(&standing, &asked, |name| self.former.name_before(self.asked, name));
        for (there, wanted) in matched.present {
            if self.full && there.name != wanted.name || self.goes_with_a_column(wanted) {
                self.changes.triggers.push((there.clone(), Why::Replaced));
                self.work.triggers.push(wanted.clone());
            } else {
                self.work.comment(ObjectPath::Trigger(table.clone(), there.name.clone()), &there.comment, &wanted.comment);
            }
        }
        self.work.triggers.extend(matched.missing.into_iter().cloned());
        for (there, wanted) in matched.changed {
            self.changes.triggers.push((there.clone(), Why::Replaced));
            self.work.triggers.push(wanted.clone());
        }
        for trigger in matched.left {
            let object = ObjectPath::Trigger(table.clone(), trigger.name.clone());
            if self.goes(&object) || self.goes_with_a_column(trigger) {
                self.changes.triggers.push((trigger.clone(), Why::NotWanted));
            } else {
                self.left_alone.push(object);
            }
        }
    }

    fn options(&mut self) {
        let (from, to) = (options_of(self.standing), options_of(self.asked));
        if from != to && self.full {
            if let Some((stands, asked)) = made_otherwise(self.standing, self.asked) {
                self.changed.push(ChangedObject { object: ObjectPath::Table(self.asked.name.clone()), stands, asked });
                return;
            }
            self.changes.options = Some((Box::new(from), Box::new(to)));
        }
    }
}

/// A table without its parts.
pub(super) fn options_of(table: &Table) -> Table {
    let mut bare = Table::new(table.name.clone());
    bare.options = TableOptions { inherited: Inherited::default(), ..table.options.clone() };
    bare
}

/// What no ALTER TABLE reaches: another way to be partitioned, another type, and columns of a new parent. Source: PostgreSQL, ALTER TABLE,
/// INHERIT: the columns that a table had before stay its own.
fn made_otherwise(standing: &Table, asked: &Table) -> Option<(String, String)> {
    let (old, new) = (&standing.options, &asked.options);
    let told = |text: &Option<String>, word: &str| {
        text.as_ref().map_or_else(|| format!("a table that is not {word}"), |text| format!("{word} {text}"))
    };
    if old.partition_key != new.partition_key {
        return Some((told(&old.partition_key, "partitioned by"), told(&new.partition_key, "partitioned by")));
    }
    if old.of_type != new.of_type {
        return Some((told(&old.of_type, "of type"), told(&new.of_type, "of type")));
    }
    let joins = old.parents != new.parents && new.partition_bound.is_none();
    if joins && new.inherited.columns.iter().any(|column| !old.inherited.columns.contains(column)) {
        let parents = |table: &Table| {
            let names: Vec<String> = table.options.parents.iter().map(|parent| parent.to_string()).collect();
            if names.is_empty() { "a table without parents".to_string() } else { format!("a child of {}", names.join(", ")) }
        };
        return Some((parents(standing), parents(asked)));
    }
    None
}

fn is_generated_from(column: &Column, sources: &[&str]) -> bool {
    match &column.value {
        ColumnValue::Generated(expression) if !sources.is_empty() => {
            let mentions = Mentions::of(&expression.written);
            sources.iter().any(|source| mentions.bare.contains(*source))
        }
        _ => false,
    }
}

/// A setting decides how what is new is numbered; what stands keeps its sequence and its numbers.
fn numbered_otherwise(there: &Column, asked: &Column) -> bool {
    use ColumnValue::{Identity, Serial};
    matches!((&there.value, &asked.value), (Serial { .. }, Identity(_)) | (Identity(_), Serial { .. }))
}

/// The parts that are a table's own.
fn own<T: Clone>(parts: &IndexMap<String, T>, inherited: &BTreeSet<String>) -> IndexMap<String, T> {
    parts.iter().filter(|(name, _)| !inherited.contains(*name)).map(|(name, part)| (name.clone(), part.clone())).collect()
}
