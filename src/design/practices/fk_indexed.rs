//! `fk-indexed`: an index leads with the columns of every foreign key.

use super::{Practice, Work};
use crate::catalog::{ForeignKey, Index, IndexKey, IndexKeyValue, ObjectPath, QualifiedName, Table};
use crate::design::draft::Draft;
use crate::domain::DefaultStyle;
use crate::source::Origin;

pub const PRACTICE: Practice = Practice {
    code: "fk-indexed",
    summary: "Every foreign key has an index that leads with its columns",
    source: "PostgreSQL, 5.4.5. Foreign Keys: it is often a good idea to index the referencing columns too; Supabase splinter 0001; eugene E15",
    documentation: "Without it, deleting one parent reads the whole child table. An index, unique constraint or key that leads with the same columns serves as well.",
    work: Work::Builds(build),
    example: "entity User {\n  name varchar(80) unique\n}\nentity Post {\n  author -> User\n  title varchar(80) unique\n}",
};

fn build(draft: &mut Draft) {
    if draft.domain.settings.defaults == DefaultStyle::Postgres {
        return;
    }
    let tables: Vec<QualifiedName> = draft.catalog.tables.keys().cloned().collect();
    for name in tables {
        let table = draft.table(&name);
        let mut lacking: Vec<ForeignKey> = Vec::new();
        for key in table.foreign_keys.values() {
            if !leads(table, key) && !lacking.iter().any(|other| other.columns == key.columns) {
                lacking.push(key.clone());
            }
        }
        for key in lacking {
            add(draft, &name, &key);
        }
    }
}

fn add(draft: &mut Draft, table: &QualifiedName, key: &ForeignKey) {
    let because_of = draft.origins.get(&ObjectPath::Constraint(table.clone(), key.name.clone())).and_then(Origin::span);
    let index = Index {
        name: String::new(),
        method: "btree".to_string(),
        unique: false,
        nulls_not_distinct: false,
        keys: key.columns.iter().map(IndexKey::column).collect(),
        include: Vec::new(),
        predicate: None,
        storage_parameters: crate::ordered::IndexMap::default(),
        valid: true,
        comment: None,
    };
    let name = draft.add_index(table, None, &key.columns, index, Origin::Practice { code: PRACTICE.code, because_of });
    let reason = format!(
        "{} of `{}` gets an index, so that deleting from `{}` need not read the whole table",
        listed(&key.columns),
        table.name,
        key.references.name
    );
    draft.decide(PRACTICE.code, ObjectPath::Index(table.clone(), name), reason);
}

fn listed(columns: &[String]) -> String {
    columns.iter().map(|column| format!("`{column}`")).collect::<Vec<_>>().join(", ")
}

/// Whether the first columns of a key, unique constraint or whole index are those of the foreign key, in any order.
fn leads(table: &Table, key: &ForeignKey) -> bool {
    let same = |columns: &[&String]| {
        columns.len() >= key.columns.len() && key.columns.iter().all(|column| columns[..key.columns.len()].contains(&column))
    };
    let primary = table.primary_key.as_ref().is_some_and(|primary| same(&primary.columns.iter().collect::<Vec<_>>()));
    let unique = || table.uniques.values().any(|unique| same(&unique.columns.iter().collect::<Vec<_>>()));
    let index = || {
        table.indexes.values().filter(|index| index.method == "btree" && index.predicate.is_none()).any(|index| {
            let columns = index.keys.iter().map_while(|part| match &part.value {
                IndexKeyValue::Column(column) => Some(column),
                IndexKeyValue::Expression(_) => None,
            });
            same(&columns.collect::<Vec<_>>())
        })
    };
    primary || unique() || index()
}
