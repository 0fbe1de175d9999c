//! What no line can say, as `sql` blocks.
//!
//! Comes in: the steps from what the lines make to what stands, with the SQL of each and of its reverse. Goes out: blocks with names, in the order of the
//! steps; those that the tables need come before them. Never happens: a step that is left out.

use crate::ordered::{IndexMap, IndexSet};

use super::expression::words;
use super::names::written;
use crate::catalog::{Catalog, ColumnValue, Expression, IndexKeyValue, ObjectPath, Table};
use crate::plan::{Change, Step};
use crate::syntax::print::quoted;

/// A step with its SQL, and with that of its reverse.
#[derive(Debug, Clone)]
pub struct SqlStep<'a> {
    pub step: &'a Step,
    pub sql: Vec<String>,
    pub undo: Vec<String>,
}

/// One `sql` block.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    pub name: String,
    /// Before any table is made.
    pub before: bool,
    pub sql: Vec<String>,
    /// In the order in which it is to run.
    pub undo: Vec<String>,
    objects: Vec<ObjectPath>,
    /// What stands in it, for people.
    pub told: Vec<Told>,
}

/// An object, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// `event trigger`
    pub kind: String,
    pub name: String,
}

impl std::fmt::Display for Told {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} {}", self.kind, self.name)
    }
}

impl Block {
    pub(super) fn text(&self, place: &str) -> String {
        let undo = if self.undo.is_empty() { String::new() } else { format!(" undo {}", multi_line(&self.undo.join("\n"))) };
        format!("sql {}{place} {}{undo}", written(&self.name), multi_line(&self.sql.join("\n\n")))
    }
}

/// A text of several lines as it is; one that triple quotes cannot hold, with escapes.
pub(super) fn multi_line(text: &str) -> String {
    let awkward = |c: char| c.is_control() && c != '\n' && c != '\t';
    if text.contains("\"\"\"") || text.contains(awkward) || text.ends_with('"') {
        return quoted(text);
    }
    format!("\"\"\"\n{text}\n\"\"\"")
}

/// Groups neighbouring steps of one subject. Each step comes with its SQL and with that of its reverse.
pub fn blocks(steps: &[SqlStep], said: &Catalog) -> Vec<Block> {
    let early = needed_by_tables(steps, said);
    let mut blocks: Vec<Block> = Vec::new();
    let mut taken: IndexMap<String, usize> = IndexMap::default();
    for (place, SqlStep { step, sql, undo }) in steps.iter().enumerate() {
        if sql.is_empty() {
            continue;
        }
        let (name, before) = (subject(&step.change), early.contains(&place));
        let object = step.change.object();
        match blocks.iter_mut().rev().find(|block| block.before == before) {
            Some(block) if block.name == name || is_of_block(&object, block) => {
                block.sql.extend(sql.iter().cloned());
                block.undo.splice(0..0, undo.iter().cloned());
                block.objects.push(object);
                block.told.push(told(&step.change));
            }
            _ => {
                let told = vec![told(&step.change)];
                blocks.push(Block { name, before, sql: sql.clone(), undo: undo.clone(), objects: vec![object], told });
            }
        }
    }
    for block in &mut blocks {
        let count = taken.entry(block.name.clone()).or_insert(0);
        *count += 1;
        if *count > 1 {
            block.name = format!("{}_{count}", block.name);
        }
    }
    blocks
}

/// What the step makes; of a table that a line says, only the part.
fn told(change: &Change) -> Told {
    let told = |kind: &str, name: String| Told { kind: kind.to_string(), name };
    match change {
        Change::AlterTable { to, .. } => told("options of table", to.name.to_string()),
        Change::SetComment { object, .. } => told("comment on", object.to_string()),
        Change::SetColumnValue { table, to, .. } => told("default of column", format!("{table}.{}", to.name)),
        Change::Define { definition, .. } | Change::Undefine { definition, .. } | Change::Redefine { to: definition, .. } => {
            match definition.name.strip_prefix("on ").filter(|_| definition.kind == "comment") {
                Some(name) => told("comment on", name.to_string()),
                None => told(&definition.kind, definition.name.clone()),
            }
        }
        change => {
            // Of the objects with a type of their own each kind is one word.
            let object = change.object().to_string();
            let (kind, name) = object.split_once(' ').unwrap_or((&object, ""));
            told(kind, name.to_string())
        }
    }
}

/// A comment belongs to the block of its object.
fn is_of_block(object: &ObjectPath, block: &Block) -> bool {
    block.objects.contains(object)
}

/// What a step is about, as a word: the table for its parts, else kind and name.
fn subject(change: &Change) -> String {
    let table = |name: &crate::catalog::QualifiedName, what: &str| word(&format!("{}_{what}", name.name));
    match change.object() {
        ObjectPath::Schema(name) => word(&format!("schema_{name}")),
        ObjectPath::Extension(name) => word(&format!("extension_{name}")),
        ObjectPath::Enum(name) => word(&format!("enum_{}", name.name)),
        ObjectPath::Function(signature) => word(&format!("function_{}", short(&signature))),
        ObjectPath::Table(name) if matches!(change, Change::CreateTable(_)) => table(&name, "table"),
        ObjectPath::Trigger(name, _) => table(&name, "triggers"),
        ObjectPath::Index(name, _) => table(&name, "indexes"),
        ObjectPath::Table(name) | ObjectPath::Column(name, _) | ObjectPath::Constraint(name, _) => table(&name, "details"),
        ObjectPath::Other(key) => match SMALL_KINDS.iter().find(|(kind, _)| key.starts_with(&format!("{kind} "))) {
            Some((_, name)) => (*name).to_string(),
            None => word(&short(&key)),
        },
    }
}

/// Kinds of which all that follow each other share a block.
const SMALL_KINDS: &[(&str, &str)] = &[
    ("cluster mark of", "cluster_marks"),
    ("comment", "comments"),
    ("domain", "domains"),
    ("grant", "grants"),
    ("options of sequence", "options_of_sequences"),
    ("owner of sequence", "owners_of_sequences"),
    ("policy", "policies"),
    ("privilege", "privileges"),
    ("row security of", "row_security"),
    ("sequence", "sequences"),
    ("statistics of column", "statistics_of_columns"),
    ("storage", "storage"),
];

/// Without schemas and arguments: `public.touch(integer)` → `touch`, `comment on view public.a` → `comment on view a`.
fn short(key: &str) -> String {
    let key = key.split('(').next().unwrap_or(key);
    key.split(' ').map(|part| part.rsplit('.').next().unwrap_or(part)).collect::<Vec<_>>().join(" ")
}

fn word(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect();
    let joined = plain.split('_').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_");
    if joined.starts_with(|c: char| c.is_ascii_alphabetic()) { joined } else { format!("block_{joined}") }
}

/// The steps whose objects the said tables name in types and expressions, and what these name in turn.
fn needed_by_tables(steps: &[SqlStep], said: &Catalog) -> IndexSet<usize> {
    let mut wanted: IndexSet<String> = said.tables.values().flat_map(names_in).collect();
    let mut needed = IndexSet::default();
    loop {
        let before = needed.len();
        for (place, SqlStep { step, sql, .. }) in steps.iter().enumerate() {
            let Some(name) = may_come_first(&step.change) else { continue };
            if needed.contains(&place) || !wanted.contains(&name) {
                continue;
            }
            needed.insert(place);
            wanted.extend(words_needed(step, sql));
        }
        if needed.len() == before {
            return needed;
        }
    }
}

/// What a step names that must stand before it. The body of a function in PL/pgSQL is read when it runs.
fn words_needed(step: &Step, sql: &[String]) -> Vec<String> {
    match &step.change {
        Change::CreateFunction(function) if function.language == "plpgsql" => {
            all_words(&format!("{} {}", function.arguments, function.returns))
        }
        _ => sql.iter().flat_map(|sql| all_words(sql)).collect(),
    }
}

/// Said views that a step needs: views are made after all blocks.
pub fn views_in_the_way(steps: &[SqlStep], views: &IndexSet<String>) -> Vec<ObjectPath> {
    let needed: IndexSet<String> = steps.iter().flat_map(|SqlStep { step, sql, .. }| words_needed(step, sql)).collect();
    let is_view = |key: &&String| key.starts_with("view ") || key.starts_with("materialized view ");
    views.iter().filter(is_view).filter(|key| needed.contains(&last_name(key))).map(|key| ObjectPath::Other(key.clone())).collect()
}

/// The parts of said tables that need a step which reads a said table: they are left to SQL, which comes behind the tables.
pub fn parts_before_their_tables(steps: &[SqlStep], said: &Catalog) -> Vec<ObjectPath> {
    let tables: IndexSet<&str> = said.tables.keys().map(|name| name.name.as_str()).collect();
    let mut late: IndexSet<String> = IndexSet::default();
    loop {
        let before = late.len();
        for SqlStep { step, sql, .. } in steps {
            let Some(name) = may_come_first(&step.change).filter(|name| !late.contains(name)) else { continue };
            if words_needed(step, sql).iter().any(|word| tables.contains(word.as_str()) || *word != name && late.contains(word)) {
                late.insert(name);
            }
        }
        if late.len() == before {
            break;
        }
    }
    let names_late = |expression: &Expression| all_words(&expression.written).iter().any(|word| late.contains(word));
    let mut found = Vec::new();
    for table in said.tables.values() {
        for column in table.columns.values() {
            if let ColumnValue::Default(expression) | ColumnValue::Generated(expression) = &column.value
                && names_late(expression)
            {
                found.push(ObjectPath::Column(table.name.clone(), column.name.clone()));
            }
        }
        let checks = table.checks.values().filter(|check| names_late(&check.expression));
        found.extend(checks.map(|check| ObjectPath::Constraint(table.name.clone(), check.name.clone())));
        for index in table.indexes.values() {
            let of_key =
                |key: &crate::catalog::IndexKey| matches!(&key.value, IndexKeyValue::Expression(expression) if names_late(expression));
            if index.predicate.iter().any(names_late) || index.keys.iter().any(of_key) {
                found.push(ObjectPath::Index(table.name.clone(), index.name.clone()));
            }
        }
    }
    found
}

/// The name of an object that can stand without any table.
fn may_come_first(change: &Change) -> Option<String> {
    match change {
        Change::CreateSchema { name, .. } | Change::CreateExtension { name, .. } => Some(name.clone()),
        Change::CreateEnum(made) => Some(made.name.name.clone()),
        Change::CreateFunction(function) => Some(function.name.name.clone()),
        Change::Define { definition, .. } => {
            let kinds = [
                "domain",
                "composite type",
                "range type",
                "base type",
                "sequence",
                "collation",
                "aggregate",
                "operator",
                "domain constraint",
                "attribute",
                "default of domain",
            ];
            let name = definition.name.rsplit(" on ").next().unwrap_or(&definition.name);
            kinds.contains(&definition.kind.as_str()).then(|| last_name(name))
        }
        Change::SetComment { object: ObjectPath::Function(signature), .. } => {
            Some(last_name(signature.split('(').next().unwrap_or(signature)))
        }
        _ => None,
    }
}

fn last_name(path: &str) -> String {
    path.rsplit('.').next().unwrap_or(path).trim_matches('"').to_string()
}

/// Names of types and functions that a table uses.
fn names_in(table: &Table) -> Vec<String> {
    let mut found = Vec::new();
    let mut expressions = Vec::new();
    for column in table.columns.values() {
        found.extend(column.data_type.user_name().into_iter().flat_map(|name| [name.name, name.schema]));
        found.extend(column.collation.clone());
        match &column.value {
            ColumnValue::Default(expression) | ColumnValue::Generated(expression) => expressions.push(expression),
            ColumnValue::None | ColumnValue::Serial { .. } | ColumnValue::Identity(_) => {}
        }
    }
    expressions.extend(table.checks.values().map(|check| &check.expression));
    for index in table.indexes.values() {
        expressions.extend(&index.predicate);
        expressions.extend(index.keys.iter().filter_map(|key| match &key.value {
            IndexKeyValue::Expression(expression) => Some(expression),
            IndexKeyValue::Column(_) => None,
        }));
    }
    found.extend(expressions.into_iter().flat_map(|expression| all_words(&expression.written)));
    found.extend(table.exclusions.values().flat_map(|exclusion| all_words(&exclusion.definition)));
    found
}

/// Every word of SQL, those in strings too: `nextval('numbers'::regclass)`.
fn all_words(sql: &str) -> Vec<String> {
    let mut found: Vec<String> =
        sql.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).map(str::to_string).collect();
    found.extend(words(sql));
    found
}
