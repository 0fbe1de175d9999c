//! What stands in the way of a change: it goes before and comes back after it, as it was or as it is asked for.
//!
//! PostgreSQL refuses to change the type of a column that a view, a rule, a policy or a trigger uses, to drop a function that a check
//! calls, or a key that a foreign key refers to.
//!
//! Comes in: the steps so far. Goes out: the definitions to make anew, and steps for parts of tables. Never happens: something that stands
//! is lost on the way.

use std::collections::BTreeSet;

use super::compare::Part;
use super::mention::Mentions;
use super::planner::{Phase, Planner};
use super::removal::Why;
use super::{Change, Constraint, Part as PartKind, Reverse, Step};
use crate::catalog::{Catalog, ColumnValue, Definition, Index, IndexKeyValue, ObjectPath, QualifiedName, Table, Trigger};

/// What the steps disturb.
#[derive(Default)]
struct Disturbed {
    columns: BTreeSet<(QualifiedName, String)>,
    /// Objects that are dropped, to come back or not.
    objects: BTreeSet<(String, String)>,
    /// Columns of primary keys and unique constraints that go.
    keys: BTreeSet<(QualifiedName, Vec<String>)>,
}

impl Disturbed {
    fn by(steps: impl Iterator<Item = impl std::ops::Deref<Target = Step>>) -> Disturbed {
        let mut disturbed = Disturbed::default();
        for step in steps {
            match &step.change {
                Change::AlterColumnType { table, to: column, .. } | Change::DropColumn { table, column } => {
                    disturbed.columns.insert((table.clone(), column.name.clone()));
                }
                Change::SwapEnum { used_by, .. } => {
                    disturbed.columns.extend(used_by.iter().map(|used| (used.table.clone(), used.column.name.clone())));
                }
                Change::DropFunction(function) => {
                    disturbed.objects.insert((function.name.schema.clone(), function.name.name.clone()));
                }
                Change::DropTable(table) => {
                    disturbed.objects.insert((table.name.schema.clone(), table.name.name.clone()));
                }
                Change::DropConstraint { table, constraint } => {
                    let columns = match constraint {
                        Constraint::PrimaryKey(key) => key.columns.clone(),
                        Constraint::Unique(unique) => unique.columns.clone(),
                        _ => continue,
                    };
                    disturbed.keys.insert((table.clone(), sorted(columns)));
                }
                _ => {}
            }
        }
        disturbed
    }

    /// A column of a parent is one of its children.
    fn reach_children(&mut self, catalog: &Catalog) {
        let children: Vec<&Table> = catalog.tables.values().filter(|table| !table.options.parents.is_empty()).collect();
        let mut count = None;
        while count != Some(self.columns.len()) && !children.is_empty() {
            count = Some(self.columns.len());
            for table in &children {
                let of_parents =
                    |name: &&String| table.options.parents.iter().any(|parent| self.columns.contains(&(parent.clone(), (*name).clone())));
                let reached: Vec<String> = table.options.inherited.columns.iter().filter(of_parents).cloned().collect();
                self.columns.extend(reached.into_iter().map(|column| (table.name.clone(), column)));
            }
        }
    }

    fn touches(&self, mentions: &Mentions) -> bool {
        let object = self.objects.iter().any(|key| mentions.qualified.contains(key));
        object
            || self.columns.iter().any(|(table, column)| {
                mentions.qualified.contains(&(table.schema.clone(), table.name.clone())) && mentions.bare.contains(column)
            })
    }

    /// An expression of a table names its columns without the table.
    fn touches_within(&self, mentions: &Mentions) -> bool {
        self.objects.iter().any(|key| mentions.qualified.contains(key))
    }

    fn is_empty(&self) -> bool {
        self.columns.is_empty() && self.objects.is_empty() && self.keys.is_empty()
    }
}

fn sorted(mut columns: Vec<String>) -> Vec<String> {
    columns.sort();
    columns
}

/// What PostgreSQL would have to lose for a change of columns, each behind what it reads.
pub(super) fn in_the_way_of(catalog: &Catalog, columns: BTreeSet<(QualifiedName, String)>) -> Vec<Definition> {
    let mut disturbed = Disturbed { columns, ..Disturbed::default() };
    disturbed.reach_children(catalog);
    let mut others: Vec<(&Definition, Mentions)> = catalog
        .definitions
        .values()
        .filter(|definition| is_rebuilt_by_its_statement(definition))
        .map(|definition| (definition, Mentions::of(&definition.create)))
        .collect();
    let mut found: Vec<(&Definition, Mentions)> = Vec::new();
    while let Some(place) = others.iter().position(|(_, mentions)| disturbed.touches(mentions)) {
        let (definition, mentions) = others.remove(place);
        disturbed.objects.extend(super::dependency::key_of_definition(definition));
        found.push((definition, mentions));
    }
    let mut ordered = Vec::new();
    while !found.is_empty() {
        let names: Vec<Option<(String, String)>> =
            found.iter().map(|(definition, _)| super::dependency::key_of_definition(definition)).collect();
        let reads_another = |own: usize, mentions: &Mentions| {
            let mut others = names.iter().enumerate().filter(|(place, _)| *place != own).filter_map(|(_, name)| name.as_ref());
            others.any(|name| mentions.qualified.contains(name))
        };
        let free = found.iter().enumerate().position(|(place, (_, mentions))| !reads_another(place, mentions));
        ordered.push(found.remove(free.unwrap_or_default()).0.clone());
    }
    ordered
}

impl Planner<'_> {
    /// Finds what is in the way; definitions are only noted, parts of tables get their steps at once.
    pub(super) fn clear_the_way(&mut self) {
        let mut disturbed = Disturbed::by(self.steps());
        disturbed.reach_children(self.current);
        if disturbed.is_empty() && self.current.definitions.is_empty() {
            return;
        }
        let standing: Vec<(&Definition, Mentions)> =
            self.current.definitions.values().map(|definition| (definition, Mentions::of(&definition.create))).collect();
        // Views that change their shape are dropped, and what stands on them is in the way of that. One that can only be replaced forward is
        // dropped on the way back: where others read it, it is made anew both ways.
        for (definition, _) in &standing {
            let own = super::dependency::key_of_definition(definition);
            let asked = self.wanted.get(&definition.key());
            let stays = asked.is_some_and(|asked| asked == *definition || asked.replaces(definition));
            let returns = asked.is_some_and(|asked| asked == *definition || definition.replaces(asked));
            let is_read = || own.as_ref().is_some_and(|own| self.is_read_by_another(definition, own));
            if !stays {
                disturbed.objects.extend(own);
            } else if !returns && is_read() {
                self.rebuilt.insert(definition.key());
                disturbed.objects.extend(own);
            }
        }
        loop {
            let before = self.rebuilt.len();
            for (definition, mentions) in &standing {
                let own = super::dependency::key_of_definition(definition);
                let mut others = mentions.clone();
                if let Some(own) = &own {
                    others.qualified.remove(own);
                }
                if is_rebuilt_by_its_statement(definition) && disturbed.touches(&others) && self.rebuilt.insert(definition.key()) {
                    disturbed.objects.extend(own);
                }
            }
            if self.rebuilt.len() == before {
                break;
            }
        }
        if !disturbed.is_empty() {
            let tables: Vec<&Table> = self.current.tables.values().collect();
            for table in tables {
                self.clear_table(table, &disturbed);
            }
        }
    }

    fn is_read_by_another(&self, definition: &Definition, own: &(String, String)) -> bool {
        let mut others = self.wanted.values().filter(|other| other.key() != definition.key() && is_rebuilt_by_its_statement(other));
        others.any(|other| Mentions::of(&other.create).qualified.contains(own))
    }

    fn clear_table(&mut self, table: &Table, disturbed: &Disturbed) {
        // Whatever an earlier step has not dropped or changed comes back as it is.
        let Some(stays) = self.expected.tables.get(&table.name).cloned() else { return };
        for trigger in table.triggers.values().filter(|trigger| !table.options.inherited.triggers.contains(&trigger.name)) {
            let uses_column = |column: &String| {
                trigger.events.iter().any(|event| Mentions::of(event).bare.contains(column))
                    || trigger.condition.as_ref().is_some_and(|condition| Mentions::of(&condition.written).bare.contains(column))
            };
            let function = (trigger.function.schema.clone(), trigger.function.name.clone());
            let touched = disturbed.objects.contains(&function)
                || disturbed.columns.iter().any(|(of, column)| *of == table.name && uses_column(column));
            if touched && stays.triggers.get(&trigger.name).is_some_and(|left| left.same_definition(trigger)) {
                let object = ObjectPath::Trigger(table.name.clone(), trigger.name.clone());
                let comment = self.comment_of(&object);
                self.drop_trigger(&table.name, trigger.clone(), Why::InTheWay);
                let trigger = Trigger { comment: None, ..trigger.clone() };
                self.comes_back(Change::CreateTrigger { table: table.name.clone(), trigger }, object, comment);
            }
        }
        for key in table.foreign_keys.values().filter(|key| !table.options.inherited.constraints.contains(&key.name)) {
            let touched = disturbed.keys.contains(&(key.references.clone(), sorted(key.referenced_columns.clone())));
            let of = |table: &QualifiedName, columns: &[String]| {
                columns.iter().any(|column| disturbed.columns.contains(&(table.clone(), column.clone())))
            };
            // While one side has its new type and the other not yet, the key would not hold.
            let both_sides = of(&table.name, &key.columns) && of(&key.references, &key.referenced_columns);
            let name = self.name_by_now(&table.name, PartKind::Constraint, &key.name);
            if (touched || both_sides) && stays.foreign_keys.get(&name).is_some_and(|left| left.same_definition(key)) {
                self.constraint_goes_and_comes_back(&table.name, Constraint::ForeignKey(key.clone()), name);
            }
        }
        for check in table.checks.values().filter(|check| !table.options.inherited.constraints.contains(&check.name)) {
            let touched = disturbed.touches_within(&Mentions::of(&check.expression.written));
            let name = self.name_by_now(&table.name, PartKind::Constraint, &check.name);
            if touched && stays.checks.get(&name).is_some_and(|left| left.same_definition(check)) {
                self.constraint_goes_and_comes_back(&table.name, Constraint::Check(check.clone()), name);
            }
        }
        for index in table.indexes.values().filter(|index| !table.options.inherited.indexes.contains(&index.name)) {
            let mut mentions = Mentions::default();
            for key in &index.keys {
                if let IndexKeyValue::Expression(expression) = &key.value {
                    mentions.add(&expression.written);
                }
            }
            if let Some(predicate) = &index.predicate {
                mentions.add(&predicate.written);
            }
            let name = self.name_by_now(&table.name, PartKind::Index, &index.name);
            if disturbed.touches_within(&mentions) && stays.indexes.get(&name).is_some_and(|left| left.same_definition(index)) {
                let object = ObjectPath::Index(table.name.clone(), name.clone());
                let comment = self.comment_of(&object);
                self.made_under_its_name(&table.name, &index.name);
                self.drop_index(&table.name, index.clone(), Why::InTheWay);
                let index = Index { name, comment: None, ..index.clone() };
                self.comes_back(Change::CreateIndex { table: table.name.clone(), index }, object, comment);
            }
        }
        for column in table.columns.values().filter(|column| !table.options.inherited.columns.contains(&column.name)) {
            let ColumnValue::Default(expression) = &column.value else { continue };
            let touched = disturbed.touches_within(&Mentions::of(&expression.written));
            // One that steps aside has given its default away already.
            if touched
                && !self.is_freed(table, &column.name)
                && stays.columns.get(&column.name).is_some_and(|left| left.value == column.value && left.data_type == column.data_type)
            {
                let without = crate::catalog::Column { value: ColumnValue::None, ..column.clone() };
                let object = ObjectPath::Column(table.name.clone(), column.name.clone());
                let set = |from: &crate::catalog::Column, to: &crate::catalog::Column| Change::SetColumnValue {
                    table: table.name.clone(),
                    from: from.clone(),
                    to: to.clone(),
                };
                let reason = format!("the default of {object} is in the way of another change");
                self.in_phase(
                    Phase::Early,
                    set(column, &without),
                    Reverse::Exact(vec![set(&without, column)]),
                    Vec::new(),
                    reason,
                    &object,
                );
                self.comes_back(set(&without, column), object, None);
            }
        }
    }

    /// A part may be about to have another name.
    fn name_by_now(&self, table: &QualifiedName, kind: PartKind, name: &str) -> String {
        let renamed = self.steps().find_map(|step| match &step.change {
            Change::RenamePart { table: of, part, from, to } if of == table && *part == kind && from == name => Some(to.clone()),
            _ => None,
        });
        renamed.unwrap_or_else(|| name.to_string())
    }

    /// What goes comes back by its new name at once.
    fn made_under_its_name(&mut self, table: &QualifiedName, name: &str) {
        for phase in [Phase::Early, Phase::Middle, Phase::Late] {
            self.phase(phase)
                .retain(|step| !matches!(&step.change, Change::RenamePart { table: of, from, .. } if of == table && from == name));
        }
    }

    fn constraint_goes_and_comes_back(&mut self, table: &QualifiedName, constraint: Constraint, name: String) {
        let object = ObjectPath::Constraint(table.clone(), name.clone());
        let comment = self.comment_of(&object);
        self.made_under_its_name(table, constraint.name());
        self.drop_constraint(table, constraint.clone(), Why::InTheWay);
        let mut bare = constraint;
        bare.rename(name);
        bare.take_comment();
        self.comes_back(Change::AddConstraint { table: table.clone(), constraint: bare }, object, comment);
    }

    /// Its reverse is to go again, so that the way back meets no obstacle either.
    fn comes_back(&mut self, change: Change, object: ObjectPath, comment: Option<String>) {
        let undone = match &change {
            Change::CreateTrigger { table, trigger } => Change::DropTrigger { table: table.clone(), trigger: trigger.clone() },
            Change::AddConstraint { table, constraint } => Change::DropConstraint { table: table.clone(), constraint: constraint.clone() },
            Change::CreateIndex { table, index } => Change::DropIndex { table: table.clone(), index: index.clone() },
            Change::SetColumnValue { table, from, to } => {
                Change::SetColumnValue { table: table.clone(), from: to.clone(), to: from.clone() }
            }
            _ => return,
        };
        let reason = format!("{object} was in the way of another change");
        // Its comment is set when it is back.
        for phase in [Phase::Early, Phase::Middle, Phase::Late] {
            self.phase(phase).retain(|step| !matches!(&step.change, Change::SetComment { object: of, .. } if *of == object));
        }
        self.in_phase(Phase::Middle, change, Reverse::Exact(vec![undone]), Vec::new(), reason, &object);
        if let Some(comment) = comment {
            let set = Change::SetComment { object: object.clone(), comment: Some(comment) };
            let unset = Change::SetComment { object: object.clone(), comment: None };
            self.in_phase(Phase::Middle, set, Reverse::Exact(vec![unset]), Vec::new(), format!("{object} was made anew"), &object);
        }
    }

    /// As it is by now.
    pub(super) fn comment_of(&self, object: &ObjectPath) -> Option<String> {
        let table = |name: &QualifiedName| self.expected.tables.get(name);
        match object {
            ObjectPath::Trigger(of, name) => table(of)?.triggers.get(name)?.comment.clone(),
            ObjectPath::Index(of, name) => table(of)?.indexes.get(name)?.comment.clone(),
            ObjectPath::Constraint(of, name) => {
                let table = table(of)?;
                table.foreign_keys.get(name).and_then(|key| key.comment.clone()).or_else(|| table.checks.get(name)?.comment.clone())
            }
            _ => None,
        }
    }
}

/// Settings of a column or grants on it are in nobody's way.
fn is_rebuilt_by_its_statement(definition: &Definition) -> bool {
    const KINDS: &[&str] = &[
        "view",
        "materialized view",
        "rule",
        "policy",
        "trigger",
        "statistics",
        "aggregate",
        "cast",
        "domain constraint",
        "default of view column",
        "event trigger",
    ];
    KINDS.contains(&definition.kind.as_str()) && !definition.included
}
