//! The planner's story: compare what stands with what is asked, refuse what is not in its power, order what is.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::ordered::{IndexMap, IndexSet};
use crate::plural::counted;
use crate::sql::plpgsql::{self, Declaration};

use super::alter_table::within_tables;
use super::enum_swap::{merged_values, settle_swaps, views_give_way_to_swaps_back};
use super::enum_values::{EnumDifference, enum_difference, uses_of};
use super::following::Following;
use super::freed_columns::{Freed, freed_columns};
use super::inherited::settle_inherited;
use super::lookup::{self, LookupDifference, lookup_difference};
use super::partitions::Partitions;
use super::removal::bare_function;
use super::rename::{FormerNames, renames};
use super::table_work::{ChangedObject, CommentChange, Findings, TableWork, create_table, extend_table};
use super::wishes::{RemovalPolicy, Wishes, enum_value, lookup_value};
use super::{Change, Constraint, Hazard, Plan, Reverse, Step, apply, dependency, hazard, order};
use crate::catalog::{
    Catalog, Column, ColumnValue, Definition, EnumType, ForeignKey, Function, ObjectPath, QualifiedName, Schema, Table, implied_privileges,
};
use crate::diagnostic::{Diagnostic, has_errors};
use crate::parallel::each;
use crate::source::{Origin, Span};

/// From so many tables on, half of them are compared beside the others.
const MANY: usize = 100;

/// What leads from `current` to `target`. Warnings come with the plan; errors come instead of it.
pub fn plan(
    current: &Catalog,
    target: &Catalog,
    origins: &IndexMap<ObjectPath, Origin>,
    wishes: impl Into<Wishes>,
) -> Result<(Plan, Vec<Diagnostic>), Vec<Diagnostic>> {
    let wishes = wishes.into();
    let renames = renames(current, target, &wishes)?;
    let renamed = match &wishes.renamed {
        _ if renames.is_empty() => Cow::Borrowed(current),
        Some(renamed) => Cow::Borrowed(renamed),
        None => {
            let mut renamed = current.clone();
            renames.iter().for_each(|step| apply(&mut renamed, &step.change));
            Cow::Owned(renamed)
        }
    };
    let mut planner = Planner::new(&renamed, target, origins, &wishes, &renames);
    planner.schemas_and_extensions();
    planner.enums();
    planner.functions();
    planner.tables();
    planner.removed_objects();
    planner.clear_the_way();
    planner.definitions();
    planner.refuse_taken_names();
    planner.swap_early_used_enums();
    planner.free_defaults_of_swaps();
    planner.report_findings();
    let (mut plan, diagnostics) = planner.finish()?;
    plan.steps.splice(0..0, renames);
    Ok((plan, diagnostics))
}

pub(super) struct Planner<'a> {
    pub current: &'a Catalog,
    pub target: &'a Catalog,
    /// The definitions of the target and those that are left alone.
    pub wanted: Cow<'a, IndexMap<String, Definition>>,
    pub(super) origins: &'a IndexMap<ObjectPath, Origin>,
    policy: RemovalPolicy,
    /// What stands and goes in so many words.
    pub removed: BTreeMap<ObjectPath, Span>,
    former_names: IndexMap<QualifiedName, FormerNames>,
    /// Names that change with those of their tables and columns.
    pub following: Vec<Following>,
    /// Columns that step aside for their type.
    pub freed: Freed,
    /// `current` with every step so far.
    pub expected: Catalog,
    /// In reading order, by phase.
    phases: [Vec<Step>; 3],
    /// Definitions that are dropped and made anew because they are in the way of another change.
    pub rebuilt: BTreeSet<String>,
    /// What default privileges would give to each object that stands if it were made now, and that it does not have.
    pub given_anew: BTreeMap<String, Vec<Definition>>,
    /// What default privileges give to the objects that the plan makes.
    pub implied: Vec<Definition>,
    pub diagnostics: Vec<Diagnostic>,
    pub findings: Findings,
}

/// When a person would expect a step; needs may move it.
#[derive(Clone, Copy)]
pub(super) enum Phase {
    /// What goes because something else stands on its place or in its way.
    Early,
    /// What comes and what changes.
    Middle,
    /// What nothing needs any more.
    Late,
}

impl<'a> Planner<'a> {
    fn new(
        current: &'a Catalog,
        target: &'a Catalog,
        origins: &'a IndexMap<ObjectPath, Origin>,
        wishes: &Wishes,
        renames: &[Step],
    ) -> Planner<'a> {
        let wanted = match wishes.policy {
            RemovalPolicy::Declared if !current.definitions.is_empty() => {
                let mut wanted = current.definitions.clone();
                wanted.extend(target.definitions.iter().map(|(key, definition)| (key.clone(), definition.clone())));
                Cow::Owned(wanted)
            }
            _ => Cow::Borrowed(&target.definitions),
        };
        Planner {
            current,
            target,
            wanted,
            origins,
            policy: wishes.policy,
            removed: wishes.removed(current),
            former_names: FormerNames::all(wishes, renames),
            following: Vec::new(),
            // A migration runs again, and then meets the type as it is by then.
            freed: if wishes.policy == RemovalPolicy::Full { freed_columns(current, target) } else { Freed::new() },
            expected: current.clone(),
            phases: [Vec::new(), Vec::new(), Vec::new()],
            rebuilt: BTreeSet::new(),
            given_anew: given_anew(current),
            implied: Vec::new(),
            diagnostics: Vec::new(),
            findings: Findings::default(),
        }
    }

    /// All steps so far.
    pub fn steps(&self) -> impl Iterator<Item = &Step> + Clone {
        self.phases.iter().flatten()
    }

    pub fn phase(&mut self, phase: Phase) -> &mut Vec<Step> {
        &mut self.phases[phase as usize]
    }

    /// Whether what stands and is not asked for goes.
    pub fn removes(&self, object: &ObjectPath) -> bool {
        self.policy == RemovalPolicy::Full || self.removed.contains_key(object)
    }

    /// Whether rows that nobody here knows of must find what they need.
    pub fn fills(&self) -> bool {
        self.policy == RemovalPolicy::Declared
    }

    fn finish(mut self) -> Result<(Plan, Vec<Diagnostic>), Vec<Diagnostic>> {
        if has_errors(&self.diagnostics) {
            return Err(self.diagnostics);
        }
        let only_additions = self.phases[0].is_empty() && self.phases[2].is_empty();
        // A view in the way goes first, so that the changes of a table can stand in one statement.
        let referred = self
            .phases
            .iter()
            .flatten()
            .flat_map(|step| match &step.change {
                Change::DropConstraint { constraint: Constraint::ForeignKey(key), .. } => {
                    vec![(key.references.clone(), key.referenced_columns.clone())]
                }
                Change::DropTable(table) => {
                    table.foreign_keys.values().map(|key| (key.references.clone(), key.referenced_columns.clone())).collect()
                }
                _ => Vec::new(),
            })
            .collect();
        let early = &mut self.phases[Phase::Early as usize];
        early.sort_by_key(|step| !matches!(step.change, Change::Undefine { .. }));
        within_tables(early, &referred);
        let mut steps: Vec<Step> = self.phases.into_iter().flatten().collect();
        if !only_additions || !self.implied.is_empty() || !steps.iter().all(|step| stands_where_it_is_read(&step.change, self.target)) {
            steps = dependency::ordered(steps, self.policy == RemovalPolicy::Declared, &[self.current, &self.expected]);
            settle_swaps(&mut steps, self.current);
            self.expected = self.current.clone();
            let implied: Vec<(String, Definition)> = self.implied.iter().map(|implied| (implied.key(), implied.clone())).collect();
            self.expected.definitions.extend(implied.iter().cloned());
            steps.iter().for_each(|step| apply(&mut self.expected, &step.change));
            // What is made anew has them again, unless a step takes them.
            let taken = |key: &String| {
                steps.iter().any(|step| matches!(&step.change, Change::Undefine { definition, .. } if definition.key() == *key))
            };
            let again = implied.into_iter().filter(|(key, _)| !self.expected.definitions.contains_key(key) && !taken(key));
            let again: Vec<(String, Definition)> = again.collect();
            self.expected.definitions.extend(again);
        }
        views_give_way_to_swaps_back(&mut steps, self.current);
        settle_inherited(&mut self.expected, self.target);
        self.expected.sort();
        Ok((Plan { steps, expected: Arc::new(self.expected), ..Plan::default() }, self.diagnostics))
    }
}

fn given_anew(current: &Catalog) -> BTreeMap<String, Vec<Definition>> {
    let mut given: BTreeMap<String, Vec<Definition>> = BTreeMap::new();
    for privilege in implied_privileges(current, current, |_| true) {
        if !current.definitions.contains_key(&privilege.key()) {
            given.entry(privilege.within.clone().unwrap_or_default()).or_default().push(privilege);
        }
    }
    given
}

/// Additions that come in the order in which they need one another.
fn stands_where_it_is_read(change: &Change, target: &Catalog) -> bool {
    match change {
        Change::CreateFunction(function) => {
            let is_table = |name: &String| target.tables.keys().any(|table| table.name == *name);
            let of_a_table = |declared: &Declaration| {
                declared.data_type.iter().filter_map(|token| plpgsql::name(Some(token))).any(|name| is_table(&name))
            };
            function.returns == "trigger" && !function.options.sql_body && !plpgsql::declared(&function.body).iter().any(of_a_table)
        }
        Change::CreateSchema { .. }
        | Change::CreateExtension { .. }
        | Change::CreateEnum(_)
        | Change::AddEnumValue { .. }
        | Change::CreateTable(_)
        | Change::AddColumn { .. }
        | Change::AddConstraint { .. }
        | Change::CreateIndex { .. }
        | Change::CreateTrigger { .. }
        | Change::SetComment { .. } => true,
        _ => false,
    }
}

impl Planner<'_> {
    fn schemas_and_extensions(&mut self) {
        for (name, asked) in sorted(&self.target.schemas) {
            let object = ObjectPath::Schema(name.clone());
            let standing = self.current.schemas.get(name);
            if standing.is_none() && name != "public" {
                let change = Change::CreateSchema { name: name.clone(), schema: Schema { comment: None } };
                self.exact(change, Change::DropSchema { name: name.clone() }, &object, format!("schema {name} does not stand yet"));
            }
            self.comment(object, standing.and_then(|schema| schema.comment.clone()), asked.comment.clone());
        }
        for (name, asked) in sorted(&self.target.extensions) {
            let other = self.current.extensions.get(name).filter(|standing| standing.schema != asked.schema);
            if let Some(standing) = other.filter(|_| self.policy == RemovalPolicy::Full) {
                let (stands, asked) = (format!("in schema {}", standing.schema), format!("schema {}", asked.schema));
                self.findings.changed.push(ChangedObject { object: ObjectPath::Extension(name.clone()), stands, asked });
            }
            if !self.current.extensions.contains_key(name) {
                let (name, schema) = (name.clone(), asked.schema.clone());
                let change = Change::CreateExtension { name: name.clone(), schema: schema.clone() };
                let reason = format!("extension {name} is not installed yet");
                self.exact(change, Change::DropExtension { name: name.clone(), schema }, &ObjectPath::Extension(name), reason);
            }
        }
    }

    fn enums(&mut self) {
        for (name, asked) in sorted(&self.target.enums) {
            let object = ObjectPath::Enum(name.clone());
            match self.current.enums.get(name) {
                None => {
                    let bare = EnumType { comment: None, ..asked.clone() };
                    let reason = format!("enum {name} does not stand yet: {}", counted(asked.values.len(), "value"));
                    self.exact(Change::CreateEnum(bare.clone()), Change::DropEnum(bare), &object, reason);
                    self.comment(object, None, asked.comment.clone());
                }
                Some(standing) => {
                    self.enum_values(standing, asked);
                    self.comment(object, standing.comment.clone(), asked.comment.clone());
                }
            }
        }
    }

    fn enum_values(&mut self, standing: &EnumType, asked: &EnumType) {
        let object = ObjectPath::Enum(asked.name.clone());
        let unasked = standing.values.iter().filter(|value| !asked.values.contains(value)).cloned();
        let (gone, left): (Vec<String>, Vec<String>) = unasked.partition(|value| self.removes(&enum_value(&asked.name, value)));
        self.findings.left_alone.extend(left.iter().map(|value| enum_value(&asked.name, value)));
        let added = match enum_difference(&standing.values, &asked.values) {
            EnumDifference::Additions { added, .. } if gone.is_empty() => added,
            EnumDifference::Additions { .. } => {
                let reason = format!("`{}` of enum {} is not wanted any more", gone.join("`, `"), asked.name);
                return self.swap_enum(standing, merged_values(&standing.values, &asked.values, &left), reason);
            }
            EnumDifference::Reordered => {
                let reason = format!("the values of enum {} come in another order", asked.name);
                return self.swap_enum(standing, merged_values(&standing.values, &asked.values, &left), reason);
            }
        };
        for (value, before) in added {
            let change = Change::AddEnumValue { name: asked.name.clone(), value: value.clone(), before };
            let from = self.expected.enums.get(&asked.name).cloned().unwrap_or_else(|| standing.clone());
            let reverse = self.enum_reverse(&from, &change);
            let reason = format!("value `{value}` of enum {} does not stand yet", asked.name);
            self.push(change, reverse, hazard::of_added_enum_value(&asked.name, &value), reason, &object);
        }
    }

    /// PostgreSQL has no DROP VALUE: the type is swapped for one without the value, after a proof that no row has it.
    fn enum_reverse(&self, before: &EnumType, addition: &Change) -> Reverse {
        let mut after = Catalog::default();
        after.enums.insert(before.name.clone(), before.clone());
        apply(&mut after, addition);
        match (uses_of(&self.expected, before), after.enums.shift_remove(&before.name)) {
            (Ok(used_by), Some(from)) => Reverse::Exact(vec![Change::SwapEnum { from, to: before.clone(), used_by }]),
            (Err(reason), _) => Reverse::Impossible { reason },
            (_, None) => Reverse::Impossible { reason: format!("{} does not stand", before.name) },
        }
    }

    fn functions(&mut self) {
        for (signature, asked) in sorted(&self.target.functions) {
            let object = ObjectPath::Function(signature.clone());
            match self.current.functions.get(signature) {
                None => {
                    let mut bare = asked.clone();
                    bare.comment = None;
                    let reason = format!("function {signature} does not stand yet");
                    self.exact(Change::CreateFunction(bare.clone()), Change::DropFunction(bare), &object, reason);
                    self.comment(object, None, asked.comment.clone());
                }
                Some(standing) => {
                    let mut renamed = standing.clone();
                    renamed.comment.clone_from(&asked.comment);
                    // A checkout may have turned the line ends of the file that created it into CRLF.
                    if renamed.body.replace('\r', "") == asked.body.replace('\r', "") {
                        renamed.body.clone_from(&asked.body);
                    }
                    if renamed == *asked {
                        self.comment(object, standing.comment.clone(), asked.comment.clone());
                    } else if self.policy == RemovalPolicy::Full || is_ours(standing, asked) {
                        self.change_function(standing, asked, &object);
                    } else {
                        let describe = |function: &Function| {
                            format!("a {} {} function with the body `{}`", function.volatility, function.language, one_line(&function.body))
                        };
                        self.findings.changed.push(ChangedObject { object, stands: describe(standing), asked: describe(asked) });
                    }
                }
            }
        }
    }

    fn tables(&mut self) {
        let removes = self.policy == RemovalPolicy::Full;
        let (removed, former_names) = (&self.removed, &self.former_names);
        let needed = each(MANY, &sorted(&self.target.tables), |_, (name, asked)| {
            let mut findings = Findings::default();
            let work = match self.current.tables.get(*name) {
                None => create_table(asked),
                Some(standing) => extend_table(standing, asked, removes, removed, &FormerNames::of(name, former_names), &mut findings),
            };
            (asked.name.clone(), work, findings)
        });
        let mut works = Vec::with_capacity(needed.len());
        let mut gone_values = Vec::new();
        for (name, mut work, Findings { changed, left_alone, tables }) in needed {
            self.findings.changed.extend(changed);
            self.findings.left_alone.extend(left_alone);
            self.findings.tables.extend(tables);
            if let Some(LookupDifference { column, added, left }) = lookup_difference(self.current, self.target, &name) {
                work.lookup_values = Some((column.clone(), added)).filter(|(_, added)| !added.is_empty());
                let (gone, left): (Vec<String>, Vec<String>) =
                    left.into_iter().partition(|value| self.removes(&lookup_value(&name, value)));
                self.findings.left_alone.extend(left.iter().map(|value| lookup_value(&name, value)));
                gone_values.extend(Some((name.clone(), column, gone)).filter(|(_, _, gone)| !gone.is_empty()));
            }
            if !work.is_empty() {
                works.push(work);
            }
        }
        for changes in std::mem::take(&mut self.findings.tables) {
            self.alter_table(changes);
        }
        self.follow_names();
        let order = order::of_tables(&works, self.target);
        let mut pending: IndexSet<QualifiedName> = works.iter().map(|work| work.table.clone()).collect();
        let mut works: Vec<Option<TableWork>> = works.into_iter().map(Some).collect();
        let mut deferred = Vec::new();
        let partitions = Partitions::of_catalogs(&[self.target]);
        for place in order {
            if let Some(work) = works[place].take() {
                pending.swap_remove(&work.table);
                let waits = |key: &ForeignKey| {
                    pending.contains(&key.references) || partitions.of(&key.references).into_iter().any(|table| pending.contains(table))
                };
                self.table(work, waits, &mut deferred);
            }
        }
        for (table, column, values) in gone_values {
            self.remove_lookup_values(&table, column, values);
        }
        for (table, key, comment) in deferred {
            self.add_constraint(&table, Constraint::ForeignKey(key), true);
            if let Some(comment) = comment {
                self.comment(comment.object, comment.from, comment.to);
            }
        }
    }

    /// One table's steps, in the order in which a person would read them.
    fn table(
        &mut self,
        work: TableWork,
        waits: impl Fn(&ForeignKey) -> bool,
        deferred: &mut Vec<(QualifiedName, ForeignKey, Option<CommentChange>)>,
    ) {
        let TableWork { table, created, lookup_values, columns, constraints, foreign_keys, indexes, triggers, mut comments, .. } = work;
        let (later, now): (Vec<ForeignKey>, Vec<ForeignKey>) =
            foreign_keys.into_iter().partition(|key| waits(key) || created.is_some() && !key.validated);
        let is_new = created.is_some();
        match created {
            Some(mut bare) => {
                bare.foreign_keys = now.into_iter().map(|key| (key.name.clone(), key)).collect();
                self.create_table(Arc::new(bare));
                for constraint in constraints {
                    self.add_constraint(&table, constraint, false);
                }
            }
            None => {
                for column in columns {
                    self.add_column(&table, column);
                }
                let keys = now.into_iter().map(Constraint::ForeignKey);
                for constraint in constraints.into_iter().chain(keys) {
                    self.add_constraint(&table, constraint, false);
                }
            }
        }
        if let Some((column, values)) = lookup_values {
            self.add_lookup_values(&table, column, values);
        }
        for index in indexes {
            let hazards = if is_new { Vec::new() } else { hazard::of_created_index(&table, &index) };
            let object = ObjectPath::Index(table.clone(), index.name.clone());
            let reason = format!("index {} of {table} does not stand yet", index.name);
            let reverse = Reverse::Exact(vec![Change::DropIndex { table: table.clone(), index: index.clone() }]);
            self.push(Change::CreateIndex { table: table.clone(), index }, reverse, hazards, reason, &object);
        }
        for trigger in triggers {
            let object = ObjectPath::Trigger(table.clone(), trigger.name.clone());
            let reason = format!("trigger {} of {table} does not stand yet", trigger.name);
            let reverse = Change::DropTrigger { table: table.clone(), trigger: trigger.clone() };
            self.exact(Change::CreateTrigger { table: table.clone(), trigger }, reverse, &object, reason);
        }
        for key in later {
            let object = ObjectPath::Constraint(table.clone(), key.name.clone());
            let comment = comments.iter().position(|comment| comment.object == object).map(|place| comments.remove(place));
            deferred.push((table.clone(), key, comment));
        }
        comments.sort_by_key(|comment| comment_rank(&comment.object));
        for comment in comments {
            self.comment(comment.object, comment.from, comment.to);
        }
    }

    fn create_table(&mut self, table: Arc<Table>) {
        let object = ObjectPath::Table(table.name.clone());
        let reason = format!("table {} does not stand yet: {}", table.name, counted(table.columns.len(), "column"));
        let lost = format!("rows written to {} since", table.name);
        let reverse = Reverse::StructureOnly { changes: self.table_away(&table), lost };
        self.push(Change::CreateTable(table), reverse, Vec::new(), reason, &object);
    }

    fn add_lookup_values(&mut self, table: &QualifiedName, column: String, values: Vec<String>) {
        let reason = match values.as_slice() {
            [value] => format!("value `{value}` of lookup table {table} does not stand yet"),
            several => format!("{} of lookup table {table} do not stand yet", counted(several.len(), "value")),
        };
        let reverse = lookup::removal(&self.expected, table, &column, &values);
        self.exact(Change::AddLookupValues { table: table.clone(), column, values }, reverse, &ObjectPath::Table(table.clone()), reason);
    }

    fn remove_lookup_values(&mut self, table: &QualifiedName, column: String, values: Vec<String>) {
        let object = lookup_value(table, &values[0]);
        let reason = format!("`{}` of lookup table {table} is not wanted any more", values.join("`, `"));
        let change = lookup::removal(&self.expected, table, &column, &values);
        let reverse = Reverse::Exact(vec![Change::AddLookupValues { table: table.clone(), column, values }]);
        self.in_phase(Phase::Late, change, reverse, Vec::new(), reason, &object);
    }

    fn add_column(&mut self, table: &QualifiedName, column: Column) {
        let object = ObjectPath::Column(table.clone(), column.name.clone());
        let fails_on_rows = column.not_null && matches!(column.value, ColumnValue::None);
        if fails_on_rows && self.policy == RemovalPolicy::Declared {
            let message = format!("`{}` is required and has no default, but {table} stands and may hold rows", column.name);
            let help = "give the field a default (`= …`), or make it optional (`?`), fill it, and require it later";
            self.diagnostics
                .push(self.error_at("not-null-on-existing-table", message, &object, "new, required, without a default").help(help));
        }
        let mut hazards = hazard::of_added_column(table, &column);
        if fails_on_rows {
            hazards.extend(hazard::of_not_null(table, &column.name));
        }
        let reason = format!("column {} of {table} does not stand yet", column.name);
        let lost = format!("values written to {table}.{} since", column.name);
        let reverse = Reverse::StructureOnly { changes: vec![Change::DropColumn { table: table.clone(), column: column.clone() }], lost };
        self.push(Change::AddColumn { table: table.clone(), column }, reverse, hazards, reason, &object);
    }

    /// `closes_cycle`: the table was created a moment ago, without this key.
    fn add_constraint(&mut self, table: &QualifiedName, constraint: Constraint, closes_cycle: bool) {
        let object = ObjectPath::Constraint(table.clone(), constraint.name().to_string());
        let is_new = !self.current.tables.contains_key(table);
        let hazards = if is_new { Vec::new() } else { hazard::of_added_constraint(table, &constraint) };
        let why = if closes_cycle { "closes a cycle of references" } else { "does not stand yet" };
        let reason = format!("constraint {} of {table} {why}", constraint.name());
        let reverse = Reverse::Exact(vec![Change::DropConstraint { table: table.clone(), constraint: constraint.clone() }]);
        self.push(Change::AddConstraint { table: table.clone(), constraint }, reverse, hazards, reason, &object);
    }

    fn comment(&mut self, object: ObjectPath, from: Option<String>, to: Option<String>) {
        if from == to || to.is_none() && !self.removes(&object) {
            return;
        }
        let reason = format!("the comment of {object} {}", if from.is_some() { "has changed" } else { "is new" });
        let reverse = Change::SetComment { object: object.clone(), comment: from };
        self.exact(Change::SetComment { object: object.clone(), comment: to }, reverse, &object, reason);
    }

    fn exact(&mut self, change: Change, reverse: Change, object: &ObjectPath, reason: String) {
        self.push(change, Reverse::Exact(vec![reverse]), Vec::new(), reason, object);
    }

    fn push(&mut self, change: Change, reverse: Reverse, hazards: Vec<Hazard>, reason: String, object: &ObjectPath) {
        self.in_phase(Phase::Middle, change, reverse, hazards, reason, object);
    }

    pub fn in_phase(&mut self, phase: Phase, change: Change, reverse: Reverse, hazards: Vec<Hazard>, reason: String, object: &ObjectPath) {
        let reverse = self.with_what_goes_along(&change, reverse);
        apply(&mut self.expected, &change);
        let origin = self.origin(object);
        self.phases[phase as usize].push(Step { change, reverse, hazards, reason, origin });
    }

    /// In place where PostgreSQL allows it, else dropped and made anew.
    fn change_function(&mut self, standing: &Function, asked: &Function, object: &ObjectPath) {
        let from = bare_function(standing);
        let to = bare_function(asked);
        let reason = format!("{object} is defined otherwise now");
        // Names and defaults of arguments can be added in place, but not taken away. Source: PostgreSQL, CREATE FUNCTION, Notes.
        if from.arguments == to.arguments && from.returns == to.returns && from.options.procedure == to.options.procedure {
            let reverse = Reverse::Exact(vec![Change::ReplaceFunction { from: to.clone(), to: from.clone() }]);
            self.push(Change::ReplaceFunction { from, to }, reverse, Vec::new(), reason, object);
            self.comment(object.clone(), standing.comment.clone(), asked.comment.clone());
        } else {
            self.drop_function(standing, object);
            self.exact(Change::CreateFunction(to.clone()), Change::DropFunction(to), object, reason);
            self.comment(object.clone(), None, asked.comment.clone());
        }
    }
}

/// By name, whatever order the map came in.
fn sorted<K: Ord, V>(map: &IndexMap<K, V>) -> Vec<(&K, &V)> {
    let mut entries: Vec<(&K, &V)> = map.iter().collect();
    entries.sort_by_key(|(key, _)| *key);
    entries
}

/// The table's comment first, then columns, then the rest; each in its order.
fn comment_rank(object: &ObjectPath) -> u8 {
    match object {
        ObjectPath::Table(_) => 0,
        ObjectPath::Column(..) => 1,
        ObjectPath::Constraint(..) => 2,
        ObjectPath::Index(..) => 3,
        _ => 4,
    }
}

/// A function that somebody else wrote under the same name is never replaced; ours says by its comment what it is.
fn is_ours(standing: &Function, asked: &Function) -> bool {
    standing.comment.is_some() && standing.comment == asked.comment
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
