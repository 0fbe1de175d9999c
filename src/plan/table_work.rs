//! What one table needs: all of it when it is new, else what it lacks.

use super::Constraint;
use super::compare::{Part, describe_column, match_parts, same_column};
use crate::catalog::{Column, ForeignKey, Index, ObjectPath, QualifiedName, Table, Trigger};

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
}

pub(super) struct CommentChange {
    pub object: ObjectPath,
    pub from: Option<String>,
    pub to: Option<String>,
}

/// What the comparison of standing and asked objects has to say besides the additions.
#[derive(Default)]
pub(super) struct Findings {
    pub changed: Vec<ChangedObject>,
    pub left_alone: Vec<ObjectPath>,
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

    /// A comment that stands and is not asked for stays: taking it away would be an inference.
    fn comment(&mut self, object: ObjectPath, from: &Option<String>, to: &Option<String>) {
        if to.is_some() && from != to {
            self.comments.push(CommentChange { object, from: from.clone(), to: to.clone() });
        }
    }
}

pub(super) fn create_table(asked: &Table) -> TableWork {
    let mut work = TableWork::new(&asked.name);
    let mut bare = asked.clone();
    work.foreign_keys = std::mem::take(&mut bare.foreign_keys).into_values().collect();
    work.indexes = std::mem::take(&mut bare.indexes).into_values().collect();
    work.triggers = std::mem::take(&mut bare.triggers).into_values().collect();
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
        found.push((path, take_constraint_comment(constraint)));
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

fn take_constraint_comment(constraint: &mut Constraint) -> Option<String> {
    match constraint {
        Constraint::PrimaryKey(constraint) => constraint.comment.take(),
        Constraint::Unique(constraint) => constraint.comment.take(),
        Constraint::ForeignKey(constraint) => constraint.comment.take(),
        Constraint::Check(constraint) => constraint.comment.take(),
        Constraint::Exclusion(constraint) => constraint.comment.take(),
    }
}

pub(super) fn extend_table(standing: &Table, asked: &Table, findings: &mut Findings) -> TableWork {
    let mut work = TableWork::new(&asked.name);
    let table = &asked.name;
    compare_columns(standing, asked, &mut work, findings);
    compare_primary_key(standing, asked, &mut work, findings);
    let constraint = |name: &str| ObjectPath::Constraint(table.clone(), name.to_string());
    for unique in compare_parts(&standing.uniques, &asked.uniques, &mut work, findings, constraint) {
        work.constraints.push(Constraint::Unique(unique));
    }
    for check in compare_parts(&standing.checks, &asked.checks, &mut work, findings, constraint) {
        work.constraints.push(Constraint::Check(check));
    }
    for exclusion in compare_parts(&standing.exclusions, &asked.exclusions, &mut work, findings, constraint) {
        work.constraints.push(Constraint::Exclusion(exclusion));
    }
    work.foreign_keys = compare_parts(&standing.foreign_keys, &asked.foreign_keys, &mut work, findings, constraint);
    work.indexes =
        compare_parts(&standing.indexes, &asked.indexes, &mut work, findings, |name| ObjectPath::Index(table.clone(), name.to_string()));
    work.triggers = compare_parts(&standing.triggers, &asked.triggers, &mut work, findings, |name| {
        ObjectPath::Trigger(table.clone(), name.to_string())
    });
    take_part_comments(&mut work);
    work.comment(ObjectPath::Table(table.clone()), &standing.comment, &asked.comment);
    work
}

/// The missing parts; comments and findings go where they belong.
fn compare_parts<T: Part>(
    standing: &indexmap::IndexMap<String, T>,
    asked: &indexmap::IndexMap<String, T>,
    work: &mut TableWork,
    findings: &mut Findings,
    path: impl Fn(&str) -> ObjectPath,
) -> Vec<T> {
    let matched = match_parts(standing, asked);
    for (standing, asked) in &matched.present {
        work.comment(path(standing.name()), standing.comment(), asked.comment());
    }
    for (standing, asked) in &matched.changed {
        findings.changed.push(ChangedObject { object: path(asked.name()), stands: standing.describe(), asked: asked.describe() });
    }
    findings.left_alone.extend(matched.left.iter().map(|part| path(part.name())));
    matched.missing.into_iter().cloned().collect()
}

fn compare_columns(standing: &Table, asked: &Table, work: &mut TableWork, findings: &mut Findings) {
    let path = |name: &str| ObjectPath::Column(asked.name.clone(), name.to_string());
    for column in asked.columns.values() {
        match standing.columns.get(&column.name) {
            None => work.columns.push(column.clone()),
            Some(there) if same_column(there, column) => work.comment(path(&column.name), &there.comment, &column.comment),
            Some(there) => findings.changed.push(ChangedObject {
                object: path(&column.name),
                stands: describe_column(there),
                asked: describe_column(column),
            }),
        }
    }
    findings.left_alone.extend(standing.columns.keys().filter(|name| !asked.columns.contains_key(*name)).map(|name| path(name)));
}

fn compare_primary_key(standing: &Table, asked: &Table, work: &mut TableWork, findings: &mut Findings) {
    let path = |name: &str| ObjectPath::Constraint(asked.name.clone(), name.to_string());
    match (&standing.primary_key, &asked.primary_key) {
        (None, None) => {}
        (None, Some(key)) => work.constraints.push(Constraint::PrimaryKey(key.clone())),
        (Some(there), None) => findings.left_alone.push(path(&there.name)),
        (Some(there), Some(key)) if there.same_definition(key) => work.comment(path(&there.name), &there.comment, &key.comment),
        (Some(there), Some(key)) => {
            findings.changed.push(ChangedObject { object: path(&key.name), stands: there.describe(), asked: key.describe() });
        }
    }
}
