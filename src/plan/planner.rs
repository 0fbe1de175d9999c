//! The planner's story: compare what stands with what is asked, refuse what is not in its power, order what is.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indexmap::IndexMap;

use super::enum_values::{EnumDifference, early_uses, enum_difference, uses_of};
use super::removal::bare_function;
use super::table_work::{ChangedObject, CommentChange, Findings, TableWork, create_table, extend_table};
use super::{Change, Constraint, Hazard, Plan, RemovalPolicy, Reverse, Step, apply, dependency, hazard, order};
use crate::catalog::{Catalog, Column, ColumnValue, Definition, EnumType, ForeignKey, Function, ObjectPath, QualifiedName, Schema};
use crate::diagnostic::{Diagnostic, has_errors};
use crate::source::Origin;

/// What leads from `current` to `target`. Warnings come with the plan; errors come instead of it.
pub fn plan(
    current: &Catalog,
    target: &Catalog,
    origins: &IndexMap<ObjectPath, Origin>,
    policy: RemovalPolicy,
) -> Result<(Plan, Vec<Diagnostic>), Vec<Diagnostic>> {
    let mut planner = Planner::new(current, target, origins, policy);
    planner.schemas_and_extensions();
    planner.enums();
    planner.functions();
    planner.tables();
    planner.removed_objects();
    planner.clear_the_way();
    planner.definitions();
    planner.refuse_taken_names();
    planner.refuse_early_uses();
    planner.report_findings();
    planner.finish()
}

pub(super) struct Planner<'a> {
    pub current: &'a Catalog,
    pub target: &'a Catalog,
    /// The definitions of the target and those that are left alone.
    pub wanted: Cow<'a, IndexMap<String, Definition>>,
    pub(super) origins: &'a IndexMap<ObjectPath, Origin>,
    policy: RemovalPolicy,
    /// `current` with every step so far.
    expected: Catalog,
    /// In reading order, by phase.
    phases: [Vec<Step>; 3],
    /// Definitions that are dropped and made anew because they are in the way of another change.
    pub rebuilt: BTreeSet<String>,
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
    fn new(current: &'a Catalog, target: &'a Catalog, origins: &'a IndexMap<ObjectPath, Origin>, policy: RemovalPolicy) -> Planner<'a> {
        let wanted = match policy {
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
            policy,
            expected: current.clone(),
            phases: [Vec::new(), Vec::new(), Vec::new()],
            rebuilt: BTreeSet::new(),
            implied: Vec::new(),
            diagnostics: Vec::new(),
            findings: Findings::default(),
        }
    }

    /// All steps so far.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.phases.iter().flatten()
    }

    /// Whether what stands and is not asked for goes.
    pub fn removes(&self, _object: &ObjectPath) -> bool {
        self.policy == RemovalPolicy::Full
    }

    fn finish(mut self) -> Result<(Plan, Vec<Diagnostic>), Vec<Diagnostic>> {
        if has_errors(&self.diagnostics) {
            return Err(self.diagnostics);
        }
        let only_additions = self.phases[0].is_empty() && self.phases[2].is_empty();
        let mut steps: Vec<Step> = self.phases.into_iter().flatten().collect();
        if !only_additions || !self.implied.is_empty() || !steps.iter().all(|step| stands_where_it_is_read(&step.change)) {
            steps = dependency::ordered(steps);
            self.expected = self.current.clone();
            self.expected.definitions.extend(self.implied.iter().map(|implied| (implied.key(), implied.clone())));
            steps.iter().for_each(|step| apply(&mut self.expected, &step.change));
        }
        self.expected.sort();
        Ok((Plan { steps, expected: Arc::new(self.expected), ..Plan::default() }, self.diagnostics))
    }
}

/// Additions that come in the order in which they need one another.
fn stands_where_it_is_read(change: &Change) -> bool {
    match change {
        Change::CreateFunction(function) => function.returns == "trigger" && !function.options.sql_body,
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
        let (added, left) = match enum_difference(&standing.values, &asked.values) {
            EnumDifference::Additions { added, left } => (added, left),
            EnumDifference::Reordered => {
                let quoted = |values: &[String]| format!("the values ({})", values.join(", "));
                self.findings.changed.push(ChangedObject { object, stands: quoted(&standing.values), asked: quoted(&asked.values) });
                return;
            }
        };
        for value in left {
            self.findings.left_alone.push(ObjectPath::Other(format!("value `{value}` of enum {}", asked.name)));
        }
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
                    } else if self.policy == RemovalPolicy::Full {
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
        let mut works = Vec::new();
        for (name, asked) in sorted(&self.target.tables) {
            let work = match self.current.tables.get(name) {
                None => create_table(asked),
                Some(standing) => extend_table(standing, asked, self.policy == RemovalPolicy::Full, &mut self.findings),
            };
            if !work.is_empty() {
                works.push(work);
            }
        }
        for changes in std::mem::take(&mut self.findings.tables) {
            self.alter_table(changes);
        }
        let order = creation_order(&works, self.target);
        let mut pending: BTreeSet<QualifiedName> = works.iter().map(|work| work.table.clone()).collect();
        let mut works: Vec<Option<TableWork>> = works.into_iter().map(Some).collect();
        let mut deferred = Vec::new();
        for place in order {
            if let Some(work) = works[place].take() {
                pending.remove(&work.table);
                self.table(work, &pending, &mut deferred);
            }
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
        pending: &BTreeSet<QualifiedName>,
        deferred: &mut Vec<(QualifiedName, ForeignKey, Option<CommentChange>)>,
    ) {
        let TableWork { table, created, columns, constraints, foreign_keys, indexes, triggers, mut comments, .. } = work;
        let (later, now): (Vec<ForeignKey>, Vec<ForeignKey>) = foreign_keys.into_iter().partition(|key| pending.contains(&key.references));
        let is_new = created.is_some();
        match created {
            Some(mut bare) => {
                bare.foreign_keys = now.into_iter().map(|key| (key.name.clone(), key)).collect();
                self.create_table(bare);
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

    fn create_table(&mut self, table: crate::catalog::Table) {
        let object = ObjectPath::Table(table.name.clone());
        let reason = format!("table {} does not stand yet: {}", table.name, counted(table.columns.len(), "column"));
        let lost = format!("rows written to {} since", table.name);
        let reverse = Reverse::StructureOnly { changes: vec![Change::DropTable(table.clone())], lost };
        self.push(Change::CreateTable(table), reverse, Vec::new(), reason, &object);
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

    /// The object's own origin, else that of the table it belongs to.
    fn origin(&self, object: &ObjectPath) -> Origin {
        let owner = || match object {
            ObjectPath::Column(table, _)
            | ObjectPath::Constraint(table, _)
            | ObjectPath::Index(table, _)
            | ObjectPath::Trigger(table, _) => Some(ObjectPath::Table(table.clone())),
            _ => None,
        };
        let own = self.origins.get(object).or_else(|| owner().and_then(|owner| self.origins.get(&owner)));
        own.cloned().unwrap_or(Origin::Existing)
    }

    pub fn error_at(&self, code: &'static str, message: String, object: &ObjectPath, label: &str) -> Diagnostic {
        let diagnostic = Diagnostic::error(code, message);
        match self.origin(object).span() {
            Some(span) => diagnostic.at(span, label),
            None => diagnostic,
        }
    }

    fn report_findings(&mut self) {
        let Findings { changed, left_alone, .. } = std::mem::take(&mut self.findings);
        for ChangedObject { object, stands, asked } in changed {
            let message = format!("{object} stands as {stands}, and the requirements ask for {asked}");
            let help =
                "changing it is not supported yet; write the ALTER by hand as a migration, or write what stands into the requirements";
            self.diagnostics.push(self.error_at("changed-object", message, &object, "differs from what stands").help(help));
        }
        for object in left_alone {
            let message = format!("{object} stands, and the requirements do not have it");
            self.diagnostics.push(Diagnostic::warning("left-alone", format!("{message}; it is left alone"))
                .help("a removal has to be written in the requirements, which a later version will understand; until then drop it by a migration of your own"));
        }
    }

    /// Tables, indexes and key constraints share one space of names in a schema; so do tables and enums.
    fn refuse_taken_names(&mut self) {
        let mut standing = relation_names(self.current);
        for step in self.phases.iter().flatten() {
            for key in names_given_up(&step.change) {
                standing.remove(&key);
            }
        }
        let mut seen: BTreeMap<(&str, &str), Holder> = BTreeMap::new();
        let mut clashes = Vec::new();
        for step in self.phases.iter().flatten() {
            for (key, object) in names_made_by(&step.change) {
                if let Some(other) = standing.get(&key).or_else(|| seen.get(&key)) {
                    clashes.push((object.path(), other.path()));
                }
                seen.insert(key, object);
            }
        }
        for (object, other) in clashes {
            let message = format!("{object} cannot be created: its name is taken by {other}");
            let help = "PostgreSQL keeps the names of tables, indexes, keys and enums of one schema apart; give one of them another name";
            self.diagnostics.push(self.error_at("name-taken", message, &object, "needs another name").help(help));
        }
    }

    fn refuse_early_uses(&mut self) {
        for early in early_uses(self.phases.iter().flatten(), &self.expected) {
            let message = format!("{} uses `{}`, which this run adds to {}", early.object, early.value, early.enum_name);
            let help = "PostgreSQL refuses a new value until the migration that adds it has committed: run once with the value alone, then add its use";
            self.diagnostics
                .push(self.error_at("enum-value-used-at-once", message, &early.object, "uses a value that is not there yet").help(help));
        }
    }
}

/// By name, whatever order the map came in.
fn sorted<K: Ord, V>(map: &IndexMap<K, V>) -> Vec<(&K, &V)> {
    let mut entries: Vec<(&K, &V)> = map.iter().collect();
    entries.sort_by_key(|(key, _)| *key);
    entries
}

fn creation_order(works: &[TableWork], target: &Catalog) -> Vec<usize> {
    let place: BTreeMap<&QualifiedName, usize> = works.iter().enumerate().map(|(place, work)| (&work.table, place)).collect();
    let edges: Vec<Vec<(usize, bool)>> = works
        .iter()
        .map(|work| {
            let columns = target.tables.get(&work.table).map(|table| &table.columns);
            let required = |key: &ForeignKey| {
                key.columns.iter().all(|name| columns.and_then(|columns| columns.get(name)).is_some_and(|column| column.not_null))
            };
            work.foreign_keys.iter().filter_map(|key| Some((*place.get(&key.references)?, required(key)))).collect()
        })
        .collect();
    order::creation_order(&edges)
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

fn relation_names(catalog: &Catalog) -> BTreeMap<(&str, &str), Holder<'_>> {
    let mut names = BTreeMap::new();
    for table in catalog.tables.values() {
        names.extend(names_of_table(table));
        names.extend(table.indexes.values().map(|index| name_of_index(&table.name, &index.name)));
    }
    names.extend(catalog.enums.keys().map(name_of_enum));
    names
}

fn names_of_table(table: &crate::catalog::Table) -> Vec<TakenName<'_>> {
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

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
