//! Columns and tables that are named after what they belong to or refer to, and follow when that has another name.
//!
//! Comes in: the resolved domain and what was written. Goes out: more of [`Former::renamed`]. Never happens: a name that was written for
//! itself (`column "…"`, `table "…"`) follows anything; a claim that two things were one.
//!
//! A column of a reference is called `reference_key`, one of a join table `entity_key`: either part may have had another name, in any
//! combination, since each `was` may have been carried out already.

use super::declarations::{Declarations, PlacedMember};
use super::former::{InSchema, column_before, exact_or};
use super::{Attribute, Domain, EntityId, Former, KeyKind, ManyToMany, Reference, ReferenceColumn, Renamed, naming};
use crate::source::Span;
use crate::syntax::ast::{self, FormerName, Member};

/// A name that a thing had, and the `was` that says so.
type Before = (String, Span);

/// A column by its name now, with those that it had.
type ColumnBefore = (String, Vec<Before>);

/// Adds what follows.
pub(super) fn follow(domain: &Domain, declarations: &Declarations, members: &[Vec<PlacedMember>], former: &mut Former) {
    let was = declarations.entities.iter().map(|entity| entity.was.as_ref()).collect();
    let mut names = Names { domain, members, was, keys: vec![None; domain.entities.len()] };
    if !names.anything_was_called_otherwise() {
        return;
    }
    for index in 0..domain.entities.len() {
        names.references(index, former);
        names.join_tables(index, former);
    }
}

struct Names<'a> {
    domain: &'a Domain,
    members: &'a [Vec<PlacedMember<'a>>],
    /// Of the entities; externals, which come last, have none.
    was: Vec<Option<&'a FormerName>>,
    /// The former names of each entity's key columns, by their names now, each entity computed once.
    keys: Vec<Option<Vec<ColumnBefore>>>,
}

impl<'a> Names<'a> {
    fn anything_was_called_otherwise(&self) -> bool {
        let members = || self.members.iter().flatten();
        self.was.iter().any(Option::is_some)
            || members().any(|placed| match placed.member {
                Member::Field(field) => field.was.is_some(),
                Member::Reference(reference) => reference.was.is_some(),
                Member::ManyToMany(relation) => relation.was.is_some(),
                _ => false,
            })
    }

    fn written(&self, index: usize, reference: &Reference) -> Option<&'a ast::Reference> {
        self.members[index].iter().find_map(|placed| match placed.member {
            Member::Reference(written) if written.name.span == reference.name.span => Some(written),
            _ => None,
        })
    }

    fn key(&mut self, target: EntityId) -> Vec<ColumnBefore> {
        if let Some(known) = &self.keys[target.0] {
            return known.clone();
        }
        // Keys are free of circles here; this ends a walk all the same.
        self.keys[target.0] = Some(Vec::new());
        let entity = self.domain.entity(target);
        let mut columns = Vec::new();
        if let KeyKind::Attributes(attributes) = &entity.key.kind {
            for attribute in attributes.iter().filter_map(|place| entity.attributes.get(*place)) {
                match attribute {
                    Attribute::Field(field) => {
                        let was = self.members[target.0].iter().find_map(|placed| match placed.member {
                            Member::Field(written) if written.name.span == field.name.span => written.was.as_ref(),
                            _ => None,
                        });
                        let before = was.map(|was| (exact_or(was, naming::column_name), was.span));
                        columns.push((field.column.clone(), before.into_iter().collect()));
                    }
                    Attribute::Reference(reference) => columns.extend(self.reference(target.0, reference)),
                }
            }
        }
        self.keys[target.0] = Some(columns.clone());
        columns
    }

    /// The columns of a reference with their former names.
    fn reference(&mut self, index: usize, reference: &Reference) -> Vec<ColumnBefore> {
        let written = self.written(index, reference);
        let now = naming::snake_case(&reference.name.text);
        let was = written.and_then(|written| written.was.as_ref());
        let mut prefixes: Vec<(String, Option<Span>)> = vec![(now, None)];
        prefixes.extend(was.filter(|was| !was.exact).map(|was| (naming::snake_case(&was.text), Some(was.span))));
        // Columns that were written for themselves follow nothing.
        let mut named = match written.is_none_or(|written| written.columns.is_empty()) {
            true => self.combined(&prefixes, reference.target, &reference.columns),
            false => reference.columns.iter().map(|column| (column.column.clone(), Vec::new())).collect(),
        };
        for ((now, before), column) in named.iter_mut().zip(&reference.columns) {
            let written = was.map(|was| (column_before(was, column), was.span)).filter(|(name, _)| name != now);
            before.retain(|(name, _)| written.as_ref().is_none_or(|(written, _)| written != name));
            before.splice(0..0, written);
        }
        named
    }

    /// `prefix_key` for each prefix and each name of the key's columns, but for the name that it has now. The prefix's own former name
    /// first, as it is written at the reference.
    fn combined(&mut self, prefixes: &[(String, Option<Span>)], target: EntityId, columns: &[ReferenceColumn]) -> Vec<ColumnBefore> {
        let key = self.key(target);
        let before = |column: &ReferenceColumn| {
            let known = key.iter().find(|(name, _)| *name == column.target_column).map(|(_, before)| before.as_slice()).unwrap_or_default();
            let ends = || {
                std::iter::once((column.target_column.as_str(), None)).chain(known.iter().map(|(name, span)| (name.as_str(), Some(*span))))
            };
            let mut names: Vec<Before> = Vec::new();
            for (end, of_key) in ends() {
                for (prefix, of_prefix) in prefixes.iter().rev() {
                    let name = naming::shorten(&format!("{prefix}_{end}"));
                    let Some(span) = of_prefix.or(of_key).filter(|_| name != column.column) else { continue };
                    if names.iter().all(|(known, _)| *known != name) {
                        names.push((name, span));
                    }
                }
            }
            (column.column.clone(), names)
        };
        columns.iter().map(before).collect()
    }

    fn references(&mut self, index: usize, former: &mut Former) {
        let domain = self.domain;
        let entity = &domain.entities[index];
        for reference in entity.references() {
            let columns = self.reference(index, reference);
            push(former, &InSchema::of(entity), columns);
        }
    }

    /// The tables between two entities are named after the one that declares them, their columns after both.
    fn join_tables(&mut self, index: usize, former: &mut Former) {
        let domain = self.domain;
        let entity = &domain.entities[index];
        for relation in &entity.many_to_many {
            let written = self.members[index].iter().find_map(|placed| match placed.member {
                Member::ManyToMany(written) if written.name.span == relation.name.span => Some(written),
                _ => None,
            });
            let table = InSchema::new(&entity.schema, &relation.table);
            let own = self.prefixes(index);
            let was = written.and_then(|written| written.was.as_ref()).filter(|was| !was.exact);
            if written.is_some_and(|written| written.table.is_none()) {
                let ends = std::iter::once((&relation.name.text, None)).chain(was.map(|was| (&was.text, Some(was.span))));
                for (end, of_relation) in ends {
                    for (prefix, of_entity) in own.iter().rev() {
                        let from = naming::shorten(&format!("{prefix}_{}", naming::snake_case(end)));
                        let Some(span) = of_relation.or(*of_entity).filter(|_| from != relation.table) else { continue };
                        let renamed = Renamed::Table { schema: entity.schema.clone(), from, to: relation.table.clone() };
                        add(former, renamed, span);
                    }
                }
            }
            let columns = self.combined(&own, EntityId(index), &relation.own_columns);
            push(former, &table, columns);
            let other = self.other_prefixes(index, relation, was);
            let columns = self.combined(&other, relation.target, &relation.target_columns);
            push(former, &table, columns);
        }
    }

    /// What the columns of a join table that lead to an entity begin with, now and before.
    fn prefixes(&self, index: usize) -> Vec<(String, Option<Span>)> {
        let was = self.was.get(index).copied().flatten().filter(|was| !was.exact);
        let mut prefixes = vec![(naming::snake_case(&self.domain.entities[index].name.text), None)];
        prefixes.extend(was.map(|was| (naming::snake_case(&was.text), Some(was.span))));
        prefixes
    }

    fn other_prefixes(&self, index: usize, relation: &ManyToMany, was: Option<&FormerName>) -> Vec<(String, Option<Span>)> {
        if relation.target.0 != index {
            return self.prefixes(relation.target.0);
        }
        // Of a relation to itself, they are named after the relation.
        let own = self.prefixes(index);
        let mut prefixes = Vec::new();
        let names = std::iter::once((&relation.name.text, None)).chain(was.map(|was| (&was.text, Some(was.span))));
        for (name, of_relation) in names {
            for (own_name, of_entity) in &own {
                prefixes.push((super::keys::prefix_to_itself(name, own_name), of_relation.or(*of_entity)));
            }
        }
        prefixes
    }
}

fn push(former: &mut Former, table: &InSchema, columns: Vec<ColumnBefore>) {
    for (to, before) in columns {
        for (from, span) in before {
            add(former, Renamed::Column { table: table.clone(), from, to: to.clone() }, span);
        }
    }
}

fn add(former: &mut Former, renamed: Renamed, span: Span) {
    if former.renamed.iter().all(|(known, _)| *known != renamed) {
        former.renamed.push((renamed, span));
    }
}
