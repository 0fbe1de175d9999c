//! `no-duplicate-index`: no index repeats another.

use super::{Practice, Review, Work};
use crate::diagnostic::Diagnostic;
use crate::domain::{Index, IndexPartValue};

pub const PRACTICE: Practice = Practice {
    code: "no-duplicate-index",
    summary: "No index repeats another",
    source: "Supabase splinter 0009; pgrubic GN025",
    documentation: "An index whose columns another one leads with is written and never needed.",
    work: Work::Advises { find, bad: BAD },
    example: GOOD,
};

const BAD: &str = "entity Post {\n  title varchar(80) unique\n  a int\n  b int\n  index (a)\n  index (a, b)\n}";
const GOOD: &str = "entity Post {\n  title varchar(80) unique\n  a int\n  b int\n  index (a, b)\n}";

fn find(review: &Review, findings: &mut Vec<Diagnostic>) {
    for entity in review.domain.own_entities() {
        let key = ("the key".to_string(), entity.key_columns());
        let fields =
            entity.fields().filter(|field| field.unique.is_some()).map(|field| ("a unique field".to_string(), vec![field.column.clone()]));
        let uniques = entity
            .uniques
            .iter()
            .filter(|unique| unique.condition.is_none())
            .map(|unique| ("a unique rule".to_string(), unique.columns.clone()));
        let constraints: Vec<(String, Vec<String>)> = std::iter::once(key).chain(fields).chain(uniques).collect();
        for (place, index) in entity.indexes.iter().enumerate() {
            let Some(columns) = plain_columns(index) else { continue };
            let others = entity.indexes.iter().enumerate().filter(|(other, _)| *other != place);
            let longer = others.filter_map(|(other, index)| Some((other, plain_columns(index)?))).any(|(other, others)| {
                // Of two equal ones the second is too much.
                others.starts_with(&columns) && (others.len() > columns.len() || other < place)
            });
            let constraint = constraints.iter().find(|(_, others)| others.starts_with(&columns));
            let by = match (longer, constraint) {
                (true, _) => "another index",
                (false, Some((kind, _))) => kind,
                (false, None) => continue,
            };
            findings.push(
                Diagnostic::warning(PRACTICE.code, format!("This index repeats {by}"))
                    .at(index.span, "never needed")
                    .help("Take it out: the other one leads with the same columns"),
            );
        }
    }
}

/// The columns of a plain ascending index over whole columns and all rows.
fn plain_columns(index: &Index) -> Option<Vec<String>> {
    if index.method != "btree" || index.condition.is_some() {
        return None;
    }
    let column = |part: &crate::domain::IndexPart| match &part.value {
        IndexPartValue::Column(column) if !part.descending && !part.nulls_first => Some(column.clone()),
        _ => None,
    };
    index.parts.iter().map(column).collect()
}
