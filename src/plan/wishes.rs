//! What the planner may do with what stands and is not asked for.
//!
//! Comes in: what the requirements remove in so many words. Goes out: whether an object goes. Never happens: a removal because
//! something is merely missing, unless the policy is [`RemovalPolicy::Full`].

use std::collections::BTreeSet;

use crate::catalog::{Catalog, ObjectPath, QualifiedName};
use crate::source::Span;

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
    pub(super) fn removed(&self, current: &Catalog) -> BTreeSet<ObjectPath> {
        let removals = self.removals.iter();
        removals.filter_map(|removal| removal.candidates.iter().find(|object| stands(current, object)).cloned()).collect()
    }
}

/// How a value of an enum is called.
pub fn enum_value(of: &QualifiedName, value: &str) -> ObjectPath {
    ObjectPath::Other(format!("value `{value}` of enum {of}"))
}

fn stands(catalog: &Catalog, object: &ObjectPath) -> bool {
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
            catalog.definitions.contains_key(path) || values.into_iter().any(|value| value == *object)
        }
    }
}
