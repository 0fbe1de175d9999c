//! The order of steps: what a step needs is there before it, and what stands on something goes before that does.
//!
//! Comes in: steps in the order in which a person would read them. Goes out: the same steps, moved only where a need forces it.
//! Never happens: a step is lost; needs that contradict each other stop the plan (the weaker ones give way, and PostgreSQL judges).

use std::collections::{BTreeMap, BTreeSet};

use super::column_parts::is_index;
use super::mention::Mentions;
use super::partitions::Partitions;
use super::stable_order::{Edges, stable_order};
use super::{Change, Constraint, Step};
use crate::catalog::{
    Catalog, Column, ColumnValue, DataType, Definition, ForeignKey, Function, Index, IndexKeyValue, ObjectPath, PrimaryKey, QualifiedName,
    Table, Trigger, UniqueConstraint, serial_sequence_name,
};
use crate::sql::plpgsql;

type Key = (String, String);

/// What a step does to which names, and what it needs.
#[derive(Default)]
struct Facts {
    creates: Vec<Key>,
    drops: Vec<Key>,
    /// Changes it in place; `true` when what stands on it is in the way.
    alters: Vec<(Key, bool)>,
    /// Names that must be there when it runs.
    needs: Mentions,
    /// Names that it would be good to have: the body of a function is text until it is called.
    would_like: Mentions,
    /// What it takes away stands on these.
    stood_on: Mentions,
    /// The name of the definition that it makes or changes, which needs nothing of itself.
    own: Option<Key>,
    /// The columns of a table that it alters by force.
    columns: Vec<String>,
    /// The table whose part it concerns: steps of one table keep their order.
    table: Option<Key>,
    /// A swap takes what stands on the type along: only what is read before it goes before it.
    takes_along: bool,
    drops_table: bool,
}

fn key(name: &QualifiedName) -> Key {
    (name.schema.clone(), name.name.clone())
}

fn need_type(mentions: &mut Mentions, data_type: &DataType) {
    if let Some(name) = data_type.user_name() {
        mentions.add_qualified(&name.schema, &name.name);
    }
}

fn need_column(mentions: &mut Mentions, column: &Column) {
    need_type(mentions, &column.data_type);
    mentions.bare.extend(column.collation.clone());
    need_value(mentions, column);
}

/// What its numbers come from, under the name that PostgreSQL gives it.
fn sequence_of(table: &QualifiedName, column: &Column) -> Option<Key> {
    match &column.value {
        ColumnValue::Serial { sequence } => Some(key(sequence)),
        ColumnValue::Identity(_) => Some(key(&serial_sequence_name(table, &column.name))),
        _ => None,
    }
}

fn need_value(mentions: &mut Mentions, column: &Column) {
    match &column.value {
        ColumnValue::Default(expression) | ColumnValue::Generated(expression) => mentions.add(&expression.written),
        ColumnValue::Serial { sequence } => mentions.add_qualified(&sequence.schema, &sequence.name),
        ColumnValue::None | ColumnValue::Identity(_) => {}
    }
}

fn need_constraint(mentions: &mut Mentions, constraint: &Constraint) {
    match constraint {
        Constraint::ForeignKey(key) => mentions.add_qualified(&key.references.schema, &key.references.name),
        Constraint::Check(check) => mentions.add(&check.expression.written),
        Constraint::Exclusion(exclusion) => mentions.add(&exclusion.definition),
        Constraint::PrimaryKey(_) | Constraint::Unique(_) => {}
    }
}

fn need_index(mentions: &mut Mentions, index: &Index) {
    for key in &index.keys {
        if let IndexKeyValue::Expression(expression) = &key.value {
            mentions.add(&expression.written);
        }
        if let Some(class) = &key.operator_class {
            mentions.add(class);
        }
        mentions.bare.extend(key.collation.clone());
    }
    if let Some(predicate) = &index.predicate {
        mentions.add(&predicate.written);
    }
}

fn need_trigger(mentions: &mut Mentions, trigger: &Trigger) {
    mentions.add_qualified(&trigger.function.schema, &trigger.function.name);
    if let Some(condition) = &trigger.condition {
        mentions.add(&condition.written);
    }
}

fn need_table(mentions: &mut Mentions, table: &Table) {
    for column in table.columns.values() {
        need_column(mentions, column);
    }
    for key in table.foreign_keys.values().filter(|key| key.references != table.name) {
        mentions.add_qualified(&key.references.schema, &key.references.name);
    }
    for check in table.checks.values() {
        mentions.add(&check.expression.written);
    }
    for exclusion in table.exclusions.values() {
        mentions.add(&exclusion.definition);
    }
    for parent in &table.options.parents {
        mentions.add_qualified(&parent.schema, &parent.name);
    }
    for text in [&table.options.of_type, &table.options.partition_key].into_iter().flatten() {
        mentions.add(text);
    }
}

/// Its signature is read when it is made; its body only when it is parsed then too.
fn need_function(facts: &mut Facts, function: &Function) {
    facts.needs.add(&function.arguments);
    facts.needs.add(&function.returns);
    if function.options.sql_body {
        facts.needs.add(&function.body);
    } else if function.language == "sql" || function.language == "plpgsql" {
        facts.would_like.add(&function.body);
    }
    // The types of its variables are looked for when it is made.
    if function.language == "plpgsql" {
        for declared in plpgsql::declared(&function.body) {
            let data_type: String = declared.data_type.iter().map(ToString::to_string).collect();
            facts.needs.add(&data_type);
            // A bare name is most likely that of a table beside the function.
            if let Some(name) = plpgsql::name(declared.data_type.first()) {
                facts.needs.add_qualified(&function.name.schema, &name);
            }
        }
    }
}

/// The name under which others know it.
pub(super) fn key_of_definition(definition: &Definition) -> Option<(String, String)> {
    const NAMED: &[&str] = &[
        "view",
        "materialized view",
        "sequence",
        "domain",
        "composite type",
        "range type",
        "base type",
        "aggregate",
        "window function",
        "foreign table",
        "index",
        "statistics",
        "collation",
        "text search configuration",
        "text search dictionary",
    ];
    if !NAMED.contains(&definition.kind.as_str()) {
        return None;
    }
    let name = definition.name.split('(').next().unwrap_or_default();
    let name = name.split_once(" on ").map_or(name, |(name, _)| name).to_string();
    QualifiedName::try_from(name).ok().map(|name| key(&name))
}

/// Of a definition as such, which few kinds of statements name: no schema has an empty name.
fn whole(key: &str) -> Key {
    (String::new(), key.to_string())
}

/// A table whose columns are kept in a way that children take over when they are made. Source: PostgreSQL, MergeAttributes.
fn taken_over(definition: &Definition) -> Option<Key> {
    let is_taken_over = ["storage of column", "compression of column"].contains(&definition.kind.as_str());
    let table = definition.within.as_deref().filter(|_| is_taken_over)?.strip_prefix("table ")?;
    QualifiedName::try_from(table.to_string()).ok().map(|name| key(&name))
}

/// The composite type of an attribute: it is as it shall be before a column has it.
fn changed_type(definition: &Definition) -> Option<Key> {
    let name = definition.within.as_deref().filter(|_| definition.kind == "attribute")?.strip_prefix("composite type ")?;
    QualifiedName::try_from(name.to_string()).ok().map(|name| key(&name))
}

fn facts(change: &Change) -> Facts {
    let mut facts = Facts::default();
    let part_of = |facts: &mut Facts, table: &QualifiedName| {
        facts.table = Some(key(table));
        facts.needs.add_qualified(&table.schema, &table.name);
    };
    let taken_from = |facts: &mut Facts, table: &QualifiedName| {
        facts.table = Some(key(table));
        facts.stood_on.add_qualified(&table.schema, &table.name);
    };
    match change {
        Change::CreateEnum(created) => facts.creates.push(key(&created.name)),
        Change::DropEnum(dropped) => facts.drops.push(key(&dropped.name)),
        Change::AddEnumValue { name, .. } => facts.alters.push((key(name), false)),
        Change::SwapEnum { to, .. } => {
            facts.alters.push((key(&to.name), true));
            facts.takes_along = true;
        }
        Change::CreateFunction(function) => {
            facts.creates.push(key(&function.name));
            need_function(&mut facts, function);
        }
        Change::ReplaceFunction { from, to } => {
            facts.alters.push((key(&to.name), false));
            facts.own = Some(key(&to.name));
            if from.options.sql_body {
                facts.stood_on.add(&from.body);
            }
            need_function(&mut facts, to);
        }
        Change::DropFunction(function) => {
            facts.drops.push(key(&function.name));
            facts.stood_on.add(&function.arguments);
            facts.stood_on.add(&function.returns);
            if function.options.sql_body {
                facts.stood_on.add(&function.body);
            }
        }
        Change::CreateTable(table) => {
            facts.creates.push(key(&table.name));
            facts.creates.extend(table.columns.values().filter_map(|column| sequence_of(&table.name, column)));
            need_table(&mut facts.needs, table);
            facts.table = Some(key(&table.name));
        }
        Change::DropTable(table) => {
            facts.drops.push(key(&table.name));
            facts.drops_table = true;
            facts.drops.extend(table.columns.values().filter_map(|column| sequence_of(&table.name, column)));
            need_table(&mut facts.stood_on, table);
            table.triggers.values().for_each(|trigger| need_trigger(&mut facts.stood_on, trigger));
            table.indexes.values().for_each(|index| need_index(&mut facts.stood_on, index));
            facts.table = Some(key(&table.name));
        }
        Change::AlterTable { from, to } => {
            part_of(&mut facts, &to.name);
            facts.alters.push((key(&to.name), false));
            need_table(&mut facts.needs, to);
            for parent in from.options.parents.iter().filter(|parent| !to.options.parents.contains(parent)) {
                facts.stood_on.add_qualified(&parent.schema, &parent.name);
            }
        }
        Change::AddColumn { table, column } => {
            part_of(&mut facts, table);
            // PostgreSQL adds no identity to a table with children: those that go are gone by then.
            facts.alters.push((key(table), matches!(column.value, ColumnValue::Identity(_))));
            facts.columns.push(column.name.clone());
            facts.creates.extend(sequence_of(table, column));
            need_column(&mut facts.needs, column);
        }
        Change::DropColumn { table, column } => {
            facts.drops.extend(sequence_of(table, column));
            // Its parents' columns are nothing to it.
            facts.table = Some(key(table));
            facts.alters.push((key(table), true));
            facts.columns.push(column.name.clone());
            need_column(&mut facts.stood_on, column);
        }
        Change::AlterColumnType { table, from, to, .. } => {
            part_of(&mut facts, table);
            facts.alters.push((key(table), true));
            facts.columns.push(to.name.clone());
            need_type(&mut facts.needs, &to.data_type);
            need_type(&mut facts.stood_on, &from.data_type);
        }
        Change::SetColumnValue { table, from, to } => {
            part_of(&mut facts, table);
            facts.alters.push((key(table), false));
            if std::mem::discriminant(&from.value) != std::mem::discriminant(&to.value) {
                facts.creates.extend(sequence_of(table, to));
                facts.drops.extend(sequence_of(table, from));
            }
            need_value(&mut facts.needs, to);
            need_value(&mut facts.stood_on, from);
            // A new default is a value of the type.
            if from.data_type != to.data_type || from.value == ColumnValue::None {
                need_type(&mut facts.needs, &to.data_type);
            }
            if from.data_type != to.data_type {
                need_type(&mut facts.stood_on, &from.data_type);
            }
        }
        Change::FillNulls { table, column, value } => {
            part_of(&mut facts, table);
            need_column(&mut facts.needs, column);
            facts.needs.add(&value.written);
        }
        Change::AddLookupValues { table, .. } => part_of(&mut facts, table),
        Change::RemoveLookupValues { table, .. } => taken_from(&mut facts, table),
        Change::SetNotNull { table, .. } => {
            part_of(&mut facts, table);
            facts.alters.push((key(table), false));
        }
        Change::AddConstraint { table, constraint } => {
            part_of(&mut facts, table);
            need_constraint(&mut facts.needs, constraint);
            if is_index(constraint) {
                facts.creates.push((table.schema.clone(), constraint.name().to_string()));
            }
            if matches!(constraint, Constraint::PrimaryKey(_) | Constraint::Unique(_)) {
                facts.alters.push((key(table), false));
            }
        }
        Change::DropConstraint { table, constraint } => {
            taken_from(&mut facts, table);
            need_constraint(&mut facts.stood_on, constraint);
            if is_index(constraint) {
                facts.drops.push((table.schema.clone(), constraint.name().to_string()));
            }
            if let Constraint::PrimaryKey(PrimaryKey { columns, .. }) | Constraint::Unique(UniqueConstraint { columns, .. }) = constraint {
                facts.alters.push((key(table), true));
                facts.columns.clone_from(columns);
            }
        }
        Change::RenamePart { table, .. } | Change::ValidateConstraint { table, .. } => part_of(&mut facts, table),
        Change::CreateIndex { table, index } => {
            part_of(&mut facts, table);
            facts.creates.push((table.schema.clone(), index.name.clone()));
            need_index(&mut facts.needs, index);
            if index.unique {
                facts.alters.push((key(table), false));
            }
        }
        Change::DropIndex { table, index } => {
            taken_from(&mut facts, table);
            facts.drops.push((table.schema.clone(), index.name.clone()));
            need_index(&mut facts.stood_on, index);
        }
        Change::CreateTrigger { table, trigger } => {
            part_of(&mut facts, table);
            need_trigger(&mut facts.needs, trigger);
        }
        Change::DropTrigger { table, trigger } => {
            taken_from(&mut facts, table);
            need_trigger(&mut facts.stood_on, trigger);
        }
        Change::Define { definition, .. } => {
            facts.creates.push(whole(&definition.key()));
            facts.needs.qualified.extend(definition.within.as_deref().map(whole));
            facts.creates.extend(key_of_definition(definition));
            facts.alters.extend(changed_type(definition).map(|key| (key, false)));
            facts.needs.add(&definition.create);
            facts.own = key_of_definition(definition).or_else(|| changed_type(definition));
        }
        Change::Undefine { definition, .. } => {
            facts.drops.push(whole(&definition.key()));
            facts.alters.extend(taken_over(definition).map(|table| (table, false)));
            facts.stood_on.qualified.extend(definition.within.as_deref().map(whole));
            facts.drops.extend(key_of_definition(definition));
            facts.stood_on.add(&definition.create);
        }
        Change::Redefine { from, to } => {
            // PostgreSQL changes no attribute of a type that a column has.
            facts.alters.extend(changed_type(to).map(|key| (key, true)));
            facts.alters.extend(key_of_definition(to).map(|key| (key, false)));
            facts.alters.extend(taken_over(to).map(|table| (table, false)));
            facts.needs.add(&to.create);
            facts.stood_on.add(&from.create);
            // The attributes of one type are in nobody's way but that of its users.
            facts.own = key_of_definition(to).or_else(|| changed_type(to));
        }
        Change::SetComment { object, .. } => match object {
            ObjectPath::Table(table)
            | ObjectPath::Column(table, _)
            | ObjectPath::Constraint(table, _)
            | ObjectPath::Index(table, _)
            | ObjectPath::Trigger(table, _) => part_of(&mut facts, table),
            ObjectPath::Enum(name) => facts.needs.add_qualified(&name.schema, &name.name),
            ObjectPath::Function(signature) => facts.needs.add(signature),
            ObjectPath::Schema(_) | ObjectPath::Extension(_) | ObjectPath::Other(_) => {}
        },
        // They come before all others.
        Change::Rename { .. } => {}
        Change::CreateSchema { .. } | Change::DropSchema { .. } | Change::CreateExtension { .. } | Change::DropExtension { .. } => {}
    }
    facts
}

/// The steps in an order that PostgreSQL accepts. `gathered`: those of one table stand together where their needs allow it.
/// `catalogs`: what stands, and what shall.
pub(super) fn ordered(steps: Vec<Step>, gathered: bool, catalogs: &[&Catalog]) -> Vec<Step> {
    // What an extension holds is not known here: all else comes after it, and goes before it. The same holds for schemas.
    let (mut first, steps): (Vec<Step>, Vec<Step>) =
        steps.into_iter().partition(|step| matches!(step.change, Change::CreateSchema { .. } | Change::CreateExtension { .. }));
    let (last, steps): (Vec<Step>, Vec<Step>) =
        steps.into_iter().partition(|step| matches!(step.change, Change::DropSchema { .. } | Change::DropExtension { .. }));
    // What concerns only what is made later comes behind all that is made.
    let (for_later, steps): (Vec<Step>, Vec<Step>) = steps.into_iter().partition(|step| {
        let of = |definition: &Definition| super::definitions::FOR_LATER.contains(&definition.kind.as_str());
        matches!(&step.change, Change::Define { definition, .. } | Change::Undefine { definition, .. } | Change::Redefine { to: definition, .. } if of(definition))
    });
    let mut facts: Vec<Facts> = steps.iter().map(|step| facts(&step.change)).collect();
    take_after_it_is_made(&steps, &mut facts);
    mind_children(&mut facts, catalogs);
    mind_swaps(&steps, &mut facts);
    mind_partitions(&steps, &mut facts, catalogs);
    if let Some(standing) = catalogs.first() {
        mind_parts(&steps, &mut facts, standing);
    }
    let edges = edges(&facts);
    let tables: Vec<Option<&Key>> = facts.iter().map(|facts| facts.table.as_ref().filter(|_| gathered)).collect();
    let order = stable_order(&tables, &edges);
    let mut steps: Vec<Option<Step>> = steps.into_iter().map(Some).collect();
    first.extend(order.into_iter().filter_map(|place| steps[place].take()));
    first.extend(for_later);
    first.extend(last);
    first
}

/// A privilege on what this plan makes is there by default privileges as soon as that is made: it is taken afterwards.
fn take_after_it_is_made(steps: &[Step], facts: &mut [Facts]) {
    let is_privilege = |step: &Step| matches!(&step.change, Change::Undefine { definition, .. } if definition.kind == "grant" || definition.kind == "revocation");
    if !steps.iter().any(is_privilege) {
        return;
    }
    let made: BTreeSet<Key> = facts.iter().flat_map(|facts| facts.creates.iter().cloned()).collect();
    for (step, facts) in steps.iter().zip(facts) {
        if is_privilege(step) && facts.stood_on.qualified.iter().any(|key| made.contains(key)) {
            facts.needs = std::mem::take(&mut facts.stood_on);
        }
    }
}

/// A view of a table comes after the enum of one of its columns has been made anew.
fn mind_swaps(steps: &[Step], facts: &mut [Facts]) {
    let swaps: Vec<(Key, Vec<Key>)> = steps
        .iter()
        .filter_map(|step| match &step.change {
            Change::SwapEnum { to, used_by, .. } => Some((key(&to.name), used_by.iter().map(|used| key(&used.table)).collect())),
            _ => None,
        })
        .collect();
    if swaps.is_empty() {
        return;
    }
    for (_, facts) in steps.iter().zip(facts).filter(|(step, _)| matches!(step.change, Change::Define { .. })) {
        let reads = |tables: &[Key]| tables.iter().any(|table| facts.needs.qualified.contains(table));
        let swapped: Vec<Key> = swaps.iter().filter(|(_, tables)| reads(tables)).map(|(name, _)| name.clone()).collect();
        facts.needs.qualified.extend(swapped);
    }
}

/// A foreign key holds the partitions of what it refers to.
fn mind_partitions(steps: &[Step], facts: &mut [Facts], catalogs: &[&Catalog]) {
    let partitions = Partitions::of_catalogs(catalogs);
    for (step, facts) in steps.iter().zip(facts) {
        let (keys, comes): (Vec<&ForeignKey>, bool) = match &step.change {
            Change::CreateTable(table) => (table.foreign_keys.values().collect(), true),
            Change::DropTable(table) => (table.foreign_keys.values().collect(), false),
            Change::AddConstraint { constraint: Constraint::ForeignKey(key), .. } => (vec![key], true),
            Change::DropConstraint { constraint: Constraint::ForeignKey(key), .. } => (vec![key], false),
            _ => continue,
        };
        let held = keys.iter().flat_map(|held| partitions.of(&held.references)).map(key);
        (if comes { &mut facts.needs } else { &mut facts.stood_on }).qualified.extend(held);
    }
}

/// What changes a table changes those that inherit from it, at any depth.
fn mind_children(facts: &mut [Facts], catalogs: &[&Catalog]) {
    let mut children: BTreeMap<Key, BTreeSet<Key>> = BTreeMap::new();
    for table in catalogs.iter().flat_map(|catalog| catalog.tables.values()) {
        for parent in &table.options.parents {
            children.entry(key(parent)).or_default().insert(key(&table.name));
        }
    }
    if children.is_empty() {
        return;
    }
    for facts in facts {
        let mut open = facts.alters.clone();
        let mut seen: BTreeSet<Key> = open.iter().map(|(key, _)| key.clone()).collect();
        while let Some((parent, by_force)) = open.pop() {
            for child in children.get(&parent).into_iter().flatten().filter(|child| seen.insert((*child).clone())) {
                facts.alters.push((child.clone(), by_force));
                open.push((child.clone(), by_force));
            }
        }
    }
}

/// What goes with a table or a view stands on functions and types of its own.
fn mind_parts(steps: &[Step], facts: &mut [Facts], standing: &Catalog) {
    let mut parts: BTreeMap<&str, Vec<&Definition>> = BTreeMap::new();
    for part in standing.definitions.values() {
        parts.entry(part.within.as_deref().unwrap_or_default()).or_default().push(part);
    }
    for (step, facts) in steps.iter().zip(facts) {
        let owner = match &step.change {
            Change::DropTable(table) => ObjectPath::Table(table.name.clone()).to_string(),
            Change::Undefine { definition, .. } => definition.key(),
            _ => continue,
        };
        for part in parts.get(owner.as_str()).into_iter().flatten() {
            facts.stood_on.add(&part.create);
        }
    }
}

fn edges(facts: &[Facts]) -> Edges {
    let mut edges = Edges::new();
    let mut edge = |before: usize, after: usize, must: bool| {
        if before != after {
            *edges.entry((before, after)).or_insert(false) |= must;
        }
    };
    let mut by_key: BTreeMap<&Key, Vec<usize>> = BTreeMap::new();
    let mut by_name: BTreeMap<&str, BTreeSet<&Key>> = BTreeMap::new();
    let mut last_of_table: BTreeMap<&Key, usize> = BTreeMap::new();
    for (place, fact) in facts.iter().enumerate() {
        for key in fact.creates.iter().chain(&fact.drops).chain(fact.alters.iter().map(|(key, _)| key)) {
            by_key.entry(key).or_default().push(place);
            by_name.entry(&key.1).or_default().insert(key);
        }
        if let Some(table) = &fact.table
            && let Some(before) = last_of_table.insert(table, place)
        {
            edge(before, place, true);
        }
    }
    let same_table = |one: usize, other: usize| facts[one].table.is_some() && facts[one].table == facts[other].table;
    for (place, fact) in facts.iter().enumerate() {
        let touching = |mentions: &Mentions| -> Vec<(usize, &Key, bool)> {
            let keys = keys_of(mentions, &by_name).into_iter().filter(|(key, _)| fact.own.as_ref() != Some(*key));
            let others = keys.flat_map(|(key, sure)| by_key.get(key).into_iter().flatten().map(move |other| (*other, key, sure)));
            others.filter(|(other, ..)| *other != place && !same_table(place, *other)).collect()
        };
        let mut behind: BTreeMap<usize, bool> = BTreeMap::new();
        for (mentions, must) in [(&fact.needs, true), (&fact.would_like, false)] {
            for (other, key, sure) in touching(mentions) {
                if facts[other].creates.contains(key) || facts[other].alters.iter().any(|(altered, _)| altered == key) {
                    *behind.entry(other).or_default() |= must && sure;
                }
            }
        }
        for (other, key, sure) in touching(&fact.stood_on) {
            let disturbs =
                facts[other].drops.contains(key) || facts[other].alters.iter().any(|(altered, by_force)| altered == key && *by_force);
            // The rows of a table that goes need not fit the new type.
            if !disturbs || facts[other].takes_along && place > other && !fact.drops_table {
                continue;
            }
            // What reads a table before and after goes before the columns that it read, and behind those that it did not.
            let columns = &facts[other].columns;
            let waits = behind.get(&other).is_some_and(|must| *must || !sure);
            if waits && !columns.is_empty() && !columns.iter().any(|column| fact.stood_on.bare.contains(column)) {
                continue;
            }
            behind.remove(&other);
            edge(place, other, sure);
        }
        for (other, must) in behind {
            edge(other, place, must);
        }
        for key in &fact.creates {
            for other in by_key.get(key).into_iter().flatten().filter(|other| facts[**other].drops.contains(key)) {
                edge(*other, place, true);
            }
        }
    }
    edges
}

/// Names that some step touches: a qualified mention is sure, a bare one only likely.
fn keys_of<'a>(mentions: &Mentions, by_name: &BTreeMap<&'a str, BTreeSet<&'a Key>>) -> Vec<(&'a Key, bool)> {
    let bare =
        mentions.bare.iter().filter_map(|name| by_name.get(name.as_str())).flatten().map(|key| (*key, mentions.qualified.contains(*key)));
    let qualified = mentions.qualified.iter().filter(|(_, name)| !mentions.bare.contains(name));
    let qualified = qualified.filter_map(|key| by_name.get(key.1.as_str())?.get(key).map(|key| (*key, true)));
    bare.chain(qualified).collect()
}
