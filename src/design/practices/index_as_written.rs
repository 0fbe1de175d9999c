//! `index-as-written`: indexes of the requirements, GIN where it is asked for.

use super::{Practice, Work};
use crate::catalog::{Expression, Index, IndexKey, IndexKeyValue, ObjectPath, QualifiedName};
use crate::design::draft::Draft;
use crate::domain::{self, DefaultStyle, IndexPartValue};
use crate::ordered::IndexMap;
use crate::source::Origin;

pub const PRACTICE: Practice = Practice {
    code: "index-as-written",
    summary: "An index stands where the requirements ask for it, partial and GIN ones as written",
    source: "PostgreSQL, 11. Indexes",
    documentation: "`index (labels) using gin` finds elements of arrays and jsonb; `index (status) where (status = 'draft')` holds the rows that queries ask for.",
    work: Work::Builds(build),
    example: "entity Post {\n  title varchar(80) unique\n  labels text[]\n  index (labels) using gin\n}",
};

fn build(draft: &mut Draft) {
    for (_, entity) in draft.entities() {
        let table = draft.table_name(entity);
        for written in &entity.indexes {
            add(draft, &table, written);
        }
    }
}

fn add(draft: &mut Draft, table: &QualifiedName, written: &domain::Index) {
    let words: Vec<String> = written
        .parts
        .iter()
        .map(|part| match &part.value {
            IndexPartValue::Column(column) => column.clone(),
            IndexPartValue::Expression(_) if draft.domain.settings.defaults == DefaultStyle::Postgres => "expr".to_string(),
            IndexPartValue::Expression(fragment) if fragment.columns.is_empty() => "expression".to_string(),
            IndexPartValue::Expression(fragment) => fragment.columns.join("_"),
        })
        .collect();
    let keys = written.parts.iter().map(|part| IndexKey {
        value: match &part.value {
            IndexPartValue::Column(column) => IndexKeyValue::Column(column.clone()),
            IndexPartValue::Expression(fragment) => IndexKeyValue::Expression(Expression::new(fragment.text.clone())),
        },
        collation: part.collation.clone(),
        operator_class: part.operator_class.clone(),
        descending: part.descending,
        nulls_first: part.nulls_first,
    });
    let index = Index {
        name: String::new(),
        method: written.method.clone(),
        unique: written.unique,
        nulls_not_distinct: written.nulls_not_distinct,
        keys: keys.collect(),
        include: written.include.clone(),
        predicate: written.condition.as_ref().map(|condition| Expression::new(condition.text.clone())),
        storage_parameters: IndexMap::default(),
        valid: true,
        comment: None,
    };
    let name = draft.add_index(table, written.name.as_ref(), &words, index, Origin::Written(written.span));
    let reason = match (written.method.as_str(), &written.condition) {
        ("gin", _) => format!("The index of `{}` on {} is a GIN: it finds elements inside of values", table.name, listed(&words)),
        (_, Some(_)) => {
            format!("The index of `{}` on {} holds only the rows of its condition, and stays small", table.name, listed(&words))
        }
        _ => format!("An index of `{}` on {} serves the queries that compare or sort by it", table.name, listed(&words)),
    };
    draft.decide(PRACTICE.code, ObjectPath::Index(table.clone(), name), reason);
}

fn listed(words: &[String]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
