//! What the planner may do with what stands and is not asked for.
//!
//! Comes in: what the requirements remove in so many words. Goes out: whether an object goes. Never happens: a removal because
//! something is merely missing, unless the policy is [`RemovalPolicy::Full`].

use std::collections::{BTreeMap, BTreeSet};

use heck::ToUpperCamelCase;

use super::{Renaming, renames};
use crate::catalog::{Catalog, ObjectPath, QualifiedName};
use crate::diagnostic::Diagnostic;
use crate::domain::naming;
use crate::source::Span;
use crate::syntax::print::quoted;
use crate::syntax::words::needs_back_quotes;

/// What to do with objects that stand but are not in the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RemovalPolicy {
    /// `generate`: only what the requirements remove in so many words; the rest is left alone with a warning.
    #[default]
    Declared,
    /// `diff`: whatever the target lacks goes.
    Full,
}

/// What is wished besides the target.
#[derive(Debug, Clone, Default)]
pub struct Wishes {
    pub policy: RemovalPolicy,
    pub removals: Vec<Removal>,
    /// What has another name now, with the place of `was`.
    pub renames: Vec<(Renaming, Span)>,
    /// What stands once the renames are carried out, read from PostgreSQL: it words views and the like anew. Without it, a forecast serves.
    pub renamed: Option<Catalog>,
}

impl From<RemovalPolicy> for Wishes {
    fn from(policy: RemovalPolicy) -> Wishes {
        Wishes { policy, ..Wishes::default() }
    }
}

/// `removed …`: true for ever, and without effect once the object is gone.
#[derive(Debug, Clone)]
pub struct Removal {
    /// What the words may mean, the likeliest first: the first that stands goes.
    pub candidates: Vec<ObjectPath>,
    pub span: Span,
}

impl Wishes {
    /// The objects that stand and go in so many words.
    pub(super) fn removed(&self, current: &Catalog) -> BTreeMap<ObjectPath, Span> {
        let standing = |removal: &Removal| removal.candidates.iter().find(|object| stands(current, object)).cloned();
        self.removals.iter().filter_map(|removal| Some((standing(removal)?, removal.span))).collect()
    }
}

/// The places of words that have nothing left to do: renames that have been carried out, and removals of what is gone. A rename of what has never
/// stood is not among them.
pub fn spent(current: &Catalog, target: &Catalog, wishes: &Wishes) -> Result<BTreeSet<Span>, Vec<Diagnostic>> {
    let acting: BTreeSet<Span> = renames(current, target, wishes)?.iter().filter_map(|step| step.origin.span()).collect();
    let renamed =
        wishes.renames.iter().filter(|(renaming, span)| renaming.new_stands(current) && !acting.contains(span)).map(|(_, span)| *span);
    // Where the table or the enum has not come yet, nothing of it has gone.
    let owner_stands = |removal: &Removal| {
        removal.candidates.iter().all(|object| match object {
            ObjectPath::Column(of, _) | ObjectPath::Constraint(of, _) | ObjectPath::Index(of, _) | ObjectPath::Trigger(of, _) => {
                current.tables.contains_key(of)
            }
            ObjectPath::Other(path) => {
                path.rsplit_once(" of enum ").is_none_or(|(_, of)| current.enums.keys().any(|name| name.to_string() == of))
            }
            _ => true,
        })
    };
    let is_gone = |removal: &&Removal| !removal.candidates.iter().any(|object| stands(current, object));
    let (gone, stand): (Vec<&Removal>, Vec<&Removal>) = wishes.removals.iter().partition(is_gone);
    // The line of a mixin is one for each entity that has it.
    let still_acting: BTreeSet<Span> = stand.iter().map(|removal| removal.span).collect();
    let gone = gone.into_iter().filter(|removal| owner_stands(removal) && !still_acting.contains(&removal.span));
    Ok(renamed.chain(gone.map(|removal| removal.span)).collect())
}

/// How a value of an enum is called.
pub fn enum_value(of: &QualifiedName, value: &str) -> ObjectPath {
    ObjectPath::Other(format!("value `{value}` of enum {of}"))
}

/// How a value of a lookup table is called.
pub fn lookup_value(table: &QualifiedName, value: &str) -> ObjectPath {
    ObjectPath::Other(format!("value `{value}` of lookup table {table}"))
}

/// What to write in the requirements so that an object goes.
pub(super) fn how_to_remove(object: &ObjectPath) -> String {
    let own_migration = || "nothing in the requirements can remove it; drop it by a migration of your own if it is not wanted".to_string();
    let in_entity =
        |table: &QualifiedName, words: String| format!("if it is not wanted any more, write `removed {words}` in the entity of {table}");
    match object {
        ObjectPath::Table(name) => {
            let entity = naming::singular(&name.name).to_upper_camel_case();
            let exact =
                if naming::table_name(&entity) == name.name { String::new() } else { format!(" table {}", written(&name.name, true)) };
            format!(
                "if it is not wanted any more, write `removed entity {}{exact}`{}; if it has another name now, write `was` behind that",
                word(&entity),
                in_namespace(&name.schema)
            )
        }
        ObjectPath::Enum(name) => {
            let kind = name.name.to_upper_camel_case();
            let exact = if naming::column_name(&kind) == name.name { String::new() } else { format!(" {}", written(&name.name, true)) };
            format!("if it is not wanted any more, write `removed enum {}{exact}`{}", word(&kind), in_namespace(&name.schema))
        }
        ObjectPath::Column(table, name) => {
            format!("{}; if it has another name now, write `was {}` behind that", in_entity(table, column(name)), column(name))
        }
        ObjectPath::Constraint(table, name) => in_entity(table, format!("constraint {}", written(name, false))),
        ObjectPath::Index(table, name) => in_entity(table, format!("index {}", written(name, false))),
        ObjectPath::Trigger(table, name) => in_entity(table, format!("trigger {}", written(name, false))),
        ObjectPath::Other(path) => {
            let value = path.strip_prefix("value `");
            let of_enum = value.and_then(|rest| rest.rsplit_once("` of enum ")).map(|(value, of)| (value, format!("the enum {of}")));
            let of_lookup = || {
                let (value, table) = value?.rsplit_once("` of lookup table ")?;
                Some((value, format!("the enum of {table}")))
            };
            match of_enum.or_else(of_lookup) {
                Some((value, of)) => {
                    let value = written(value, false);
                    format!(
                        "if no row has it any more, write `removed {value}` on a line of its own in {of}; if it has another name now, write `was {value}` behind that"
                    )
                }
                None => own_migration(),
            }
        }
        ObjectPath::Schema(_) | ObjectPath::Extension(_) | ObjectPath::Function(_) => own_migration(),
    }
}

fn in_namespace(schema: &str) -> String {
    if schema == "public" { String::new() } else { format!(" in the namespace {}", word(schema)) }
}

/// A field's name where it leads to the column, else the column's own.
fn column(name: &str) -> String {
    written(name, naming::column_name(name) != name)
}

/// A word, or a string where a word would not do.
fn written(name: &str, exact: bool) -> String {
    if exact || needs_back_quotes(name) { quoted(name) } else { name.to_string() }
}

fn word(name: &str) -> String {
    if needs_back_quotes(name) { format!("`{name}`") } else { name.to_string() }
}

pub(super) fn stands(catalog: &Catalog, object: &ObjectPath) -> bool {
    let table = |name: &QualifiedName| catalog.tables.get(name);
    match object {
        ObjectPath::Schema(name) => catalog.schemas.contains_key(name),
        ObjectPath::Extension(name) => catalog.extensions.contains_key(name),
        ObjectPath::Enum(name) => catalog.enums.contains_key(name),
        ObjectPath::Function(signature) => catalog.functions.contains_key(signature),
        ObjectPath::Table(name) => table(name).is_some(),
        ObjectPath::Column(of, name) => table(of).is_some_and(|table| table.columns.contains_key(name)),
        ObjectPath::Constraint(of, name) => table(of).is_some_and(|table| table.has_constraint(name)),
        ObjectPath::Index(of, name) => table(of).is_some_and(|table| table.indexes.contains_key(name)),
        ObjectPath::Trigger(of, name) => table(of).is_some_and(|table| table.triggers.contains_key(name)),
        ObjectPath::Other(path) => {
            let values = catalog.enums.values().flat_map(|of| of.values.iter().map(|value| enum_value(&of.name, value)));
            let rows = catalog.lookups.iter().flat_map(|(table, lookup)| lookup.values.iter().map(|value| lookup_value(table, value)));
            catalog.definitions.contains_key(path) || values.into_iter().chain(rows).any(|value| value == *object)
        }
    }
}
