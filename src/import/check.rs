//! Whether the lines make what they say.
//!
//! Comes in: what stands, what the lines make, and which objects they say. Goes out: those that come out otherwise. Never happens: a judgement about
//! comments, which documentation does not always keep.

use crate::ordered::IndexSet;

use super::share::same_column;
use super::writing::Draft;
use crate::catalog::{Catalog, ObjectPath, Table};

/// The objects that are said and come out otherwise.
pub fn otherwise(stands: &Catalog, said: &Catalog, draft: &Draft) -> IndexSet<ObjectPath> {
    draft.objects().filter(|object| !is_same(stands, said, object)).cloned().collect()
}

fn is_same(stands: &Catalog, said: &Catalog, object: &ObjectPath) -> bool {
    let tables = |name| stands.tables.get(name).zip(said.tables.get(name));
    match object {
        ObjectPath::Enum(name) => stands.enums.get(name).map(|held| &held.values) == said.enums.get(name).map(|held| &held.values),
        ObjectPath::Table(name) => tables(name).is_some_and(|(stands, said)| stands.columns.keys().eq(said.columns.keys())),
        ObjectPath::Column(table, name) => tables(table).is_some_and(|(stands, said)| {
            stands.columns.get(name).zip(said.columns.get(name)).is_some_and(|(one, other)| same_column(one, other))
        }),
        ObjectPath::Constraint(table, name) => tables(table).is_some_and(|(stands, said)| same_constraint(stands, said, name)),
        ObjectPath::Index(table, name) => tables(table).is_some_and(|(stands, said)| {
            let index = |table: &Table| table.indexes.get(name).cloned().map(|index| crate::catalog::Index { comment: None, ..index });
            index(stands) == index(said)
        }),
        ObjectPath::Schema(_) | ObjectPath::Extension(_) | ObjectPath::Function(_) | ObjectPath::Trigger(..) | ObjectPath::Other(_) => true,
    }
}

fn same_constraint(stands: &Table, said: &Table, name: &str) -> bool {
    let bare = |table: &Table| {
        let mut table = table.clone();
        table.primary_key.iter_mut().for_each(|part| part.comment = None);
        table.uniques.values_mut().for_each(|part| part.comment = None);
        table.foreign_keys.values_mut().for_each(|part| part.comment = None);
        table.checks.values_mut().for_each(|part| part.comment = None);
        table.exclusions.values_mut().for_each(|part| part.comment = None);
        let key = table.primary_key.filter(|key| key.name == name);
        (
            key,
            table.uniques.shift_remove(name),
            table.foreign_keys.shift_remove(name),
            table.checks.shift_remove(name),
            table.exclusions.shift_remove(name),
        )
    };
    bare(stands) == bare(said)
}
