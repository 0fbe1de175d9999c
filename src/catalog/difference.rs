//! Where two catalogs differ, in words: what the proof reports when PostgreSQL holds something else than was meant.
//!
//! Comes in: two catalogs. Goes out: sentences, ordered by object; none when the two are equal.
//! Never happens: a plan (that is `plan`'s).

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Debug;

use crate::ordered::IndexMap;

use super::{Catalog, Column, Inherited, Lookup, ObjectPath, QualifiedName, Table};

/// One difference.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    pub object: ObjectPath,
    /// What is meant and what stands.
    pub text: String,
}

impl Difference {
    /// Whether the same columns only come in another order.
    pub fn is_order_of_columns(&self) -> bool {
        self.text.starts_with(OTHER_ORDER)
    }

    /// Whether it only comes of a column that was dropped and made again: it stands last, and where rows stand it has no values.
    pub fn is_of_a_column_made_again(&self) -> bool {
        self.is_order_of_columns() || self.text == OPEN
    }
}

const OTHER_ORDER: &str = "columns are in another order";
const OPEN: &str = "may be NULL, which was not meant";

/// All differences of what stands from what is meant. The order of the columns counts.
pub fn differences(meant: &Catalog, stands: &Catalog) -> Vec<Difference> {
    let mut found = Vec::new();
    compare_maps(&meant.schemas, &stands.schemas, &mut found, |name| ObjectPath::Schema(name.clone()));
    compare_maps(&meant.extensions, &stands.extensions, &mut found, |name| ObjectPath::Extension(name.clone()));
    compare_maps(&meant.enums, &stands.enums, &mut found, |name| ObjectPath::Enum(name.clone()));
    compare_maps(&meant.functions, &stands.functions, &mut found, |signature| ObjectPath::Function(signature.clone()));
    compare_maps(&meant.definitions, &stands.definitions, &mut found, |key| ObjectPath::Other(key.clone()));
    for (name, table) in &meant.tables {
        match stands.tables.get(name) {
            Some(other) => compare_tables(&with_neutral_names(table), &with_neutral_names(other), &mut found),
            None => found.push(Difference { object: ObjectPath::Table(name.clone()), text: "is missing".to_string() }),
        }
    }
    for name in stands.tables.keys().filter(|name| !meant.tables.contains_key(*name)) {
        found.push(Difference { object: ObjectPath::Table(name.clone()), text: "stands, but was not meant".to_string() });
    }
    for (name, lookup) in &meant.lookups {
        compare_lookups(name, lookup, stands.lookups.get(name), &mut found);
    }
    found.sort_by(|a, b| a.object.cmp(&b.object));
    found
}

/// PostgreSQL chooses the names of what a partition has from its parent, by what is free at the time: they say nothing.
fn with_neutral_names(table: &Table) -> Cow<'_, Table> {
    let Inherited { constraints, indexes, .. } = &table.options.inherited;
    if constraints.is_empty() && indexes.is_empty() {
        return Cow::Borrowed(table);
    }
    let mut neutral = table.clone();
    let mut names = IndexMap::default();
    rename_inherited(&mut neutral.indexes, indexes, &mut names, |part, name| part.name = name);
    rename_inherited(&mut neutral.uniques, constraints, &mut names, |part, name| part.name = name);
    rename_inherited(&mut neutral.foreign_keys, constraints, &mut names, |part, name| part.name = name);
    if let Some(key) = neutral.primary_key.as_mut().filter(|key| constraints.contains(&key.name)) {
        names.insert(key.name.clone(), "inherited key".to_string());
        key.name = "inherited key".to_string();
    }
    let renamed = |set: &BTreeSet<String>| set.iter().map(|name| names.get(name).unwrap_or(name).clone()).collect();
    neutral.options.inherited.constraints = renamed(constraints);
    neutral.options.inherited.indexes = renamed(indexes);
    Cow::Owned(neutral)
}

/// Numbered in the order of all else that they say.
fn rename_inherited<T: Clone + Debug>(
    parts: &mut IndexMap<String, T>,
    inherited: &BTreeSet<String>,
    names: &mut IndexMap<String, String>,
    rename: impl Fn(&mut T, String),
) {
    let (of_parents, own): (Vec<_>, Vec<_>) = std::mem::take(parts).into_iter().partition(|(name, _)| inherited.contains(name));
    let mut of_parents: Vec<(String, String, T)> = of_parents
        .into_iter()
        .map(|(name, mut part)| {
            rename(&mut part, String::new());
            (format!("{part:?}"), name, part)
        })
        .collect();
    of_parents.sort_by(|one, other| (&one.0, &one.1).cmp(&(&other.0, &other.1)));
    parts.extend(own);
    for (place, (_, name, mut part)) in of_parents.into_iter().enumerate() {
        let neutral = format!("inherited {place}");
        rename(&mut part, neutral.clone());
        names.insert(name, neutral.clone());
        parts.insert(neutral, part);
    }
}

/// Values that stand and were not meant are told as well: nobody but the file could have brought them.
fn compare_lookups(table: &QualifiedName, meant: &Lookup, stands: Option<&Lookup>, found: &mut Vec<Difference>) {
    let mut tell = |text: String| found.push(Difference { object: ObjectPath::Table(table.clone()), text });
    let standing = |value: &String| stands.is_some_and(|stands| stands.values.contains(value));
    meant.values.iter().filter(|value| !standing(value)).for_each(|value| tell(format!("lacks the value `{value}`")));
    let others = stands.into_iter().flat_map(|stands| &stands.values).filter(|value| !meant.values.contains(*value));
    others.for_each(|value| tell(format!("holds the value `{value}`, which was not meant")));
}

fn compare_tables(meant: &Table, stands: &Table, found: &mut Vec<Difference>) {
    let table = &meant.name;
    let constraint = |name: &String| ObjectPath::Constraint(table.clone(), name.clone());
    let first = found.len();
    compare_maps(&meant.columns, &stands.columns, found, |name| ObjectPath::Column(table.clone(), name.clone()));
    for difference in &mut found[first..] {
        let ObjectPath::Column(_, name) = &difference.object else { continue };
        let (Some(meant), Some(stands)) = (meant.columns.get(name), stands.columns.get(name)) else { continue };
        let made_strict = Column { not_null: true, ..stands.clone() };
        if !stands.not_null && made_strict == *meant {
            difference.text = OPEN.to_string();
        }
    }
    compare_maps(&meant.uniques, &stands.uniques, found, constraint);
    compare_maps(&meant.foreign_keys, &stands.foreign_keys, found, constraint);
    compare_maps(&meant.checks, &stands.checks, found, constraint);
    compare_maps(&meant.exclusions, &stands.exclusions, found, constraint);
    compare_maps(&meant.indexes, &stands.indexes, found, |name| ObjectPath::Index(table.clone(), name.clone()));
    compare_maps(&meant.triggers, &stands.triggers, found, |name| ObjectPath::Trigger(table.clone(), name.clone()));
    let whole = ObjectPath::Table(table.clone());
    if meant.primary_key != stands.primary_key {
        found.push(Difference { object: whole.clone(), text: unlike("primary key", &meant.primary_key, &stands.primary_key) });
    }
    if meant.comment != stands.comment {
        found.push(Difference { object: whole.clone(), text: unlike("comment", &meant.comment, &stands.comment) });
    }
    if meant.options != stands.options {
        found.push(Difference { object: whole.clone(), text: unlike("kind", &meant.options, &stands.options) });
    }
    let order = |table: &Table| table.columns.keys().cloned().collect::<Vec<_>>();
    let (wanted, given) = (order(meant), order(stands));
    if wanted != given && meant.columns == stands.columns {
        let text = format!("{OTHER_ORDER}: meant ({}), found ({})", wanted.join(", "), given.join(", "));
        found.push(Difference { object: whole, text });
    }
}

fn compare_maps<K: Eq + std::hash::Hash, V: PartialEq + Debug>(
    meant: &IndexMap<K, V>,
    stands: &IndexMap<K, V>,
    found: &mut Vec<Difference>,
    path: impl Fn(&K) -> ObjectPath,
) {
    for (name, value) in meant {
        match stands.get(name) {
            None => found.push(Difference { object: path(name), text: "is missing".to_string() }),
            Some(other) if other != value => found.push(Difference { object: path(name), text: unlike("definition", value, other) }),
            Some(_) => {}
        }
    }
    for name in stands.keys().filter(|name| !meant.contains_key(*name)) {
        found.push(Difference { object: path(name), text: "stands, but was not meant".to_string() });
    }
}

/// Shows the first line of the two pretty forms that differs, which names the property: a report of an internal
/// disagreement, read by whoever mends Groundplan or the requirements.
fn unlike(what: &str, meant: &impl Debug, stands: &impl Debug) -> String {
    let (meant, stands) = (format!("{meant:#?}"), format!("{stands:#?}"));
    let unequal = meant.lines().zip(stands.lines()).find(|(a, b)| a != b);
    match unequal {
        Some((a, b)) => {
            format!("has another {what}: meant `{}`, found `{}`", a.trim().trim_end_matches(','), b.trim().trim_end_matches(','))
        }
        None => format!("has another {what}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{ColumnValue, DataType, QualifiedName};

    fn table(columns: &[(&str, &str)]) -> Catalog {
        let mut table = Table::new(QualifiedName::public("posts"));
        for (name, data_type) in columns {
            let column = Column {
                name: name.to_string(),
                data_type: DataType::builtin(data_type),
                not_null: true,
                value: ColumnValue::None,
                collation: None,
                comment: None,
            };
            table.columns.insert(name.to_string(), column);
        }
        let mut catalog = Catalog::default();
        catalog.tables.insert(table.name.clone(), table);
        catalog
    }

    fn texts(meant: &Catalog, stands: &Catalog) -> Vec<String> {
        differences(meant, stands).into_iter().map(|difference| format!("{} {}", difference.object, difference.text)).collect()
    }

    #[test]
    fn equal_catalogs_have_no_difference() {
        assert!(texts(&table(&[("a", "text"), ("b", "int")]), &table(&[("a", "text"), ("b", "int")])).is_empty());
    }

    #[test]
    fn each_difference_is_named_with_its_object() {
        let meant = table(&[("a", "text"), ("b", "int")]);
        assert_eq!(
            texts(&meant, &table(&[("a", "bigint"), ("c", "int")])),
            [
                "column public.posts.a has another definition: meant `name: \"text\"`, found `name: \"bigint\"`",
                "column public.posts.b is missing",
                "column public.posts.c stands, but was not meant",
            ]
        );
        assert_eq!(texts(&meant, &Catalog::default()), ["table public.posts is missing"]);
        assert_eq!(
            texts(&meant, &table(&[("b", "int"), ("a", "text")])),
            ["table public.posts columns are in another order: meant (a, b), found (b, a)"]
        );
        let mut open = meant.clone();
        let posts = open.tables.values_mut().next().expect("a table");
        posts.columns["b"].not_null = false;
        assert_eq!(texts(&meant, &open), ["column public.posts.b may be NULL, which was not meant"]);
        assert!(differences(&meant, &open)[0].is_of_a_column_made_again());
        assert!(differences(&open, &meant).iter().all(|found| !found.is_of_a_column_made_again()));
    }
}
