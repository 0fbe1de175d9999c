//! What a plan creates, in groups that a person thinks in (a table with its parts, then everything else), each with its
//! reasons: the place in the requirements, the practices that decided, the hazards.

use std::collections::BTreeSet;

use crate::ordered::IndexMap;
use serde::Serialize;

use crate::catalog::{ForeignKey, Index, IndexKeyValue, ObjectPath, QualifiedName, ReferentialAction, Table};
use crate::design::Decision;
use crate::plan::{Change, Constraint, Plan, Reverse, Step};
use crate::source::Sources;

/// A table, or a kind of objects that stand beside tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CreatedGroup {
    /// `table public.users`
    pub title: String,
    /// The group's table is new.
    pub is_new: bool,
    /// `blog.schema:14:1`
    pub place: Option<String>,
    pub items: Vec<CreatedItem>,
}

/// One thing that is created or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CreatedItem {
    /// `foreign key fk_posts_author_id (author_id) → public.users`
    pub what: String,
    /// Where it is asked for, when that is not the group's place.
    pub place: Option<String>,
    pub reasons: Vec<Reason>,
    pub hazards: Vec<String>,
    /// What the rollback cannot bring back.
    pub rollback: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The practice that decided, which `groundplan explain` knows.
    pub practice: String,
    pub text: String,
}

/// The groups in the order in which the plan first touches them.
pub fn created(plan: &Plan, decisions: &[Decision], sources: &Sources) -> Vec<CreatedGroup> {
    let decisions = DecisionsByObject::new(decisions);
    let mut groups: IndexMap<String, CreatedGroup> = IndexMap::default();
    let mut comments: IndexMap<String, usize> = IndexMap::default();
    for step in &plan.steps {
        let title = group_title(&step.change);
        if let Change::SetComment { .. } = step.change {
            *comments.entry(title).or_default() += 1;
            continue;
        }
        let is_new = matches!(step.change, Change::CreateTable(_));
        let group = groups.entry(title.clone()).or_insert_with(|| CreatedGroup { title, is_new: false, place: None, items: Vec::new() });
        let place = step.origin.span().filter(|span| sources.get(span.file).is_some()).map(|span| sources.place(span));
        if is_new {
            group.is_new = true;
            group.place = place.clone();
        }
        for (what, paths) in described(&step.change) {
            group.items.push(item(what, &paths, step, &decisions, place.clone().filter(|place| group.place.as_ref() != Some(place))));
        }
    }
    for (title, count) in comments {
        let what = if count == 1 { "1 comment".to_string() } else { format!("{count} comments") };
        let group = groups.entry(title.clone()).or_insert_with(|| CreatedGroup { title, is_new: false, place: None, items: Vec::new() });
        group.items.push(CreatedItem { what, place: None, reasons: Vec::new(), hazards: Vec::new(), rollback: None });
    }
    groups.into_values().collect()
}

/// The decisions in their order, found by what they are about.
struct DecisionsByObject<'a> {
    decisions: &'a [Decision],
    places: IndexMap<&'a ObjectPath, Vec<usize>>,
}

impl<'a> DecisionsByObject<'a> {
    fn new(decisions: &'a [Decision]) -> DecisionsByObject<'a> {
        let mut places: IndexMap<&ObjectPath, Vec<usize>> = IndexMap::default();
        for (place, decision) in decisions.iter().enumerate() {
            places.entry(&decision.object).or_default().push(place);
        }
        DecisionsByObject { decisions, places }
    }

    fn about(&self, objects: &[ObjectPath]) -> impl Iterator<Item = &'a Decision> {
        let places: BTreeSet<usize> = objects.iter().filter_map(|object| self.places.get(object)).flatten().copied().collect();
        places.into_iter().map(|place| &self.decisions[place])
    }
}

fn item(what: String, paths: &[ObjectPath], step: &Step, decisions: &DecisionsByObject<'_>, place: Option<String>) -> CreatedItem {
    let mut reasons: Vec<Reason> = Vec::new();
    for decision in decisions.about(paths) {
        let reason = Reason { practice: decision.practice.to_string(), text: decision.reason.clone() };
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    let rollback = match &step.reverse {
        Reverse::Exact(_) => None,
        Reverse::StructureOnly { lost, .. } => Some(format!("the rollback does not bring back: {lost}")),
        Reverse::Impossible { reason } => Some(format!("there is no rollback: {reason}")),
    };
    let hazards = step.hazards.iter().map(|hazard| format!("{} [{}]", hazard.text, hazard.code)).collect();
    CreatedItem { what, place, reasons, hazards, rollback }
}

/// Each thing that a change makes, with the objects that decisions may speak of.
fn described(change: &Change) -> Vec<(String, Vec<ObjectPath>)> {
    let one = |what: String, path: ObjectPath| vec![(what, vec![path])];
    match change {
        Change::CreateTable(table) => of_new_table(table),
        Change::DropTable(table) => one("removed".to_string(), ObjectPath::Table(table.name.clone())),
        Change::AddColumn { table, column } => {
            let null = if column.not_null { " NOT NULL" } else { "" };
            one(format!("column {} {}{null}", column.name, column.data_type.sql()), ObjectPath::Column(table.clone(), column.name.clone()))
        }
        Change::DropColumn { table, column } => {
            one(format!("column {} removed", column.name), ObjectPath::Column(table.clone(), column.name.clone()))
        }
        Change::AddConstraint { table, constraint } => {
            one(of_constraint(constraint), ObjectPath::Constraint(table.clone(), constraint.name().to_string()))
        }
        Change::DropConstraint { table, constraint } => {
            one(format!("{} removed", of_constraint(constraint)), ObjectPath::Constraint(table.clone(), constraint.name().to_string()))
        }
        Change::CreateIndex { table, index } => one(of_index(index), ObjectPath::Index(table.clone(), index.name.clone())),
        Change::DropIndex { table, index } => {
            one(format!("index {} removed", index.name), ObjectPath::Index(table.clone(), index.name.clone()))
        }
        Change::CreateTrigger { table, trigger } => {
            let what =
                format!("trigger {} ({} {})", trigger.name, trigger.timing.to_lowercase(), trigger.events.join(" or ").to_lowercase());
            one(what, ObjectPath::Trigger(table.clone(), trigger.name.clone()))
        }
        Change::DropTrigger { table, trigger } => {
            one(format!("trigger {} removed", trigger.name), ObjectPath::Trigger(table.clone(), trigger.name.clone()))
        }
        Change::CreateSchema { name, .. } => one(format!("schema {name}"), ObjectPath::Schema(name.clone())),
        Change::DropSchema { name } => one(format!("schema {name} removed"), ObjectPath::Schema(name.clone())),
        Change::CreateExtension { name, .. } => one(format!("extension {name}"), ObjectPath::Extension(name.clone())),
        Change::DropExtension { name, .. } => one(format!("extension {name} removed"), ObjectPath::Extension(name.clone())),
        Change::CreateEnum(kind) => one(format!("enum {} ({})", kind.name, kind.values.join(", ")), ObjectPath::Enum(kind.name.clone())),
        Change::DropEnum(kind) => one(format!("enum {} removed", kind.name), ObjectPath::Enum(kind.name.clone())),
        Change::AddEnumValue { name, value, .. } => one(format!("enum {name}: the value {value}"), ObjectPath::Enum(name.clone())),
        Change::SwapEnum { from, to, .. } => {
            let without: Vec<&str> = from.values.iter().filter(|value| !to.values.contains(value)).map(String::as_str).collect();
            let without = if without.is_empty() { String::new() } else { format!(", without {}", without.join(", ")) };
            one(format!("enum {} made anew ({}){without}", to.name, to.values.join(", ")), ObjectPath::Enum(to.name.clone()))
        }
        Change::AddLookupValues { table, values, .. } => {
            let word = if values.len() == 1 { "value" } else { "values" };
            one(format!("{} {word}: {}", values.len(), values.join(", ")), ObjectPath::Table(table.clone()))
        }
        Change::RemoveLookupValues { table, values, .. } => {
            one(format!("without the values {}", values.join(", ")), ObjectPath::Table(table.clone()))
        }
        Change::CreateFunction(function) => one(format!("function {}", function.signature()), ObjectPath::Function(function.signature())),
        Change::DropFunction(function) => {
            one(format!("function {} removed", function.signature()), ObjectPath::Function(function.signature()))
        }
        Change::SetComment { object, .. } => one("comment".to_string(), object.clone()),
        Change::Define { definition, .. } => one(definition.key(), change.object()),
        Change::Undefine { definition, .. } => one(format!("{} removed", definition.key()), change.object()),
        Change::AlterColumnType { to, .. } => one(format!("column {} becomes {}", to.name, to.data_type), change.object()),
        Change::SetColumnValue { to, .. } => one(format!("column {}: where new values come from", to.name), change.object()),
        Change::FillNulls { column, value, .. } => {
            one(format!("column {}: rows without a value get {}", column.name, value.written), change.object())
        }
        Change::SetNotNull { column, not_null, .. } => {
            one(format!("column {column} {}", if *not_null { "NOT NULL" } else { "may be empty" }), change.object())
        }
        Change::Rename { renamings, .. } => {
            let told: Vec<String> =
                renamings.iter().map(|renaming| format!("{} renamed to {}", renaming.from_name(), renaming.to_name())).collect();
            one(told.join(", "), change.object())
        }
        Change::RenamePart { from, to, .. } => one(format!("{from} renamed to {to}"), change.object()),
        Change::ValidateConstraint { constraint, .. } => one(format!("{} validated", of_constraint(constraint)), change.object()),
        Change::ReplaceFunction { .. } | Change::Redefine { .. } | Change::AlterTable { .. } => {
            one(format!("{} changed", change.object()), change.object())
        }
    }
}

fn of_new_table(table: &Table) -> Vec<(String, Vec<ObjectPath>)> {
    let constraint = |name: &str| vec![ObjectPath::Constraint(table.name.clone(), name.to_string())];
    // As the language marks what may be empty.
    let names: Vec<String> =
        table.columns.values().map(|column| format!("{}{}", column.name, if column.not_null { "" } else { "?" })).collect();
    let mut paths = vec![ObjectPath::Table(table.name.clone())];
    paths.extend(table.columns.keys().map(|name| ObjectPath::Column(table.name.clone(), name.clone())));
    let word = if names.len() == 1 { "column" } else { "columns" };
    let mut made = vec![(format!("{} {word}: {}", names.len(), names.join(", ")), paths)];
    if let Some(key) = &table.primary_key {
        made.push((of_constraint(&Constraint::PrimaryKey(key.clone())), constraint(&key.name)));
    }
    made.extend(table.uniques.values().map(|unique| (of_constraint(&Constraint::Unique(unique.clone())), constraint(&unique.name))));
    made.extend(table.foreign_keys.values().map(|key| (of_foreign_key(key), constraint(&key.name))));
    made.extend(table.checks.values().map(|check| (of_constraint(&Constraint::Check(check.clone())), constraint(&check.name))));
    made.extend(table.exclusions.values().map(|one| (of_constraint(&Constraint::Exclusion(one.clone())), constraint(&one.name))));
    made
}

fn of_constraint(constraint: &Constraint) -> String {
    match constraint {
        Constraint::PrimaryKey(key) => format!("primary key {} ({})", key.name, key.columns.join(", ")),
        Constraint::Unique(unique) => format!("unique {} ({})", unique.name, unique.columns.join(", ")),
        Constraint::ForeignKey(key) => of_foreign_key(key),
        Constraint::Check(check) => format!("check {} ({})", check.name, check.expression.written),
        Constraint::Exclusion(exclusion) => format!("exclusion {}", exclusion.name),
    }
}

fn of_foreign_key(key: &ForeignKey) -> String {
    let deletion = match &key.on_delete {
        ReferentialAction::NoAction => String::new(),
        action => format!(", on delete {}", action.sql().to_lowercase()),
    };
    format!("foreign key {} ({}) → {}{deletion}", key.name, key.columns.join(", "), key.references)
}

fn of_index(index: &Index) -> String {
    let keys: Vec<&str> = index
        .keys
        .iter()
        .map(|key| match &key.value {
            IndexKeyValue::Column(name) => name.as_str(),
            IndexKeyValue::Expression(expression) => expression.written.as_str(),
        })
        .collect();
    let unique = if index.unique { "unique " } else { "" };
    let method = if index.method == "btree" { String::new() } else { format!(" using {}", index.method) };
    format!("{unique}index {} ({}){method}", index.name, keys.join(", "))
}

fn group_title(change: &Change) -> String {
    let of_table = |name: &QualifiedName| format!("table {name}");
    match change.object() {
        ObjectPath::Table(table)
        | ObjectPath::Column(table, _)
        | ObjectPath::Constraint(table, _)
        | ObjectPath::Index(table, _)
        | ObjectPath::Trigger(table, _) => of_table(&table),
        ObjectPath::Enum(_) => TYPES.to_string(),
        ObjectPath::Function(_) => FUNCTIONS.to_string(),
        ObjectPath::Schema(_) | ObjectPath::Extension(_) | ObjectPath::Other(_) => DATABASE.to_string(),
    }
}

const TYPES: &str = "types";
const FUNCTIONS: &str = "functions";
const DATABASE: &str = "database";

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::catalog::{CheckConstraint, Column, ColumnValue, DataType, EnumType, Expression, PrimaryKey};
    use crate::plan::Hazard;
    use crate::source::{Origin, Span};

    fn step(change: Change, origin: Origin) -> Step {
        Step { change, reverse: Reverse::Exact(Vec::new()), hazards: Vec::new(), reason: String::new(), origin }
    }

    #[test]
    fn a_table_is_told_with_its_parts_and_why_each_is_there() {
        let mut sources = Sources::default();
        let file = sources.add("blog.schema", "entity User {\n  x int\n}\n");
        let users = QualifiedName::public("users");
        let mut table = Table::new(users.clone());
        for name in ["id", "email"] {
            let column = Column {
                name: name.into(),
                data_type: DataType::bigint(),
                not_null: true,
                value: ColumnValue::None,
                collation: None,
                comment: None,
            };
            table.columns.insert(name.into(), column);
        }
        table.primary_key = Some(PrimaryKey::new("pk_users", vec!["id".into()]));
        let check = CheckConstraint {
            name: "ck_email".into(),
            expression: Expression::new("email <> 0"),
            validated: true,
            no_inherit: false,
            comment: None,
        };
        let kind = EnumType { name: QualifiedName::public("mood"), values: vec!["sad".into(), "ok".into()], comment: None };
        let written = |start| Origin::Written(Span::new(file, start, start + 1));
        let comment = |column: &str| Change::SetComment { object: ObjectPath::Column(users.clone(), column.into()), comment: None };
        let mut lossy = step(Change::AddConstraint { table: users.clone(), constraint: Constraint::Check(check) }, written(16));
        lossy.reverse = Reverse::Impossible { reason: "for a test".into() };
        lossy.hazards = vec![Hazard { code: "table-scan", text: "reads the whole table".into() }];
        let steps = vec![
            step(Change::CreateEnum(kind), Origin::Existing),
            step(Change::CreateTable(Arc::new(table)), written(0)),
            lossy,
            step(comment("id"), written(0)),
            step(comment("email"), written(0)),
        ];
        let decision = |object| Decision { practice: "pk-required", object, reason: "every table has a key".into() };
        let decisions = [
            decision(ObjectPath::Constraint(users.clone(), "pk_users".into())),
            decision(ObjectPath::Constraint(users.clone(), "pk_users".into())),
            decision(ObjectPath::Constraint(QualifiedName::public("other"), "pk_users".into())),
        ];

        let groups = created(&Plan { steps, ..Plan::default() }, &decisions, &sources);
        let titles: Vec<_> = groups.iter().map(|group| (group.title.as_str(), group.is_new, group.place.as_deref())).collect();
        assert_eq!(titles, [("types", false, None), ("table public.users", true, Some("blog.schema:1:1"))]);
        let whats: Vec<_> = groups.iter().flat_map(|group| &group.items).map(|item| item.what.as_str()).collect();
        assert_eq!(
            whats,
            [
                "enum public.mood (sad, ok)",
                "2 columns: id, email",
                "primary key pk_users (id)",
                "check ck_email (email <> 0)",
                "2 comments"
            ]
        );
        let key = &groups[1].items[1];
        assert_eq!(key.reasons, [Reason { practice: "pk-required".into(), text: "every table has a key".into() }]);
        assert_eq!(key.place, None, "it is the table's");
        let check = &groups[1].items[2];
        assert_eq!(check.place.as_deref(), Some("blog.schema:2:3"));
        assert_eq!(check.hazards, ["reads the whole table [table-scan]"]);
        assert_eq!(check.rollback.as_deref(), Some("there is no rollback: for a test"));
    }
}
