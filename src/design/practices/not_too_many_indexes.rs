//! `not-too-many-indexes`: a table has at most ten indexes.

use super::{Practice, Review, Work};
use crate::catalog::QualifiedName;
use crate::diagnostic::Diagnostic;

pub const PRACTICE: Practice = Practice {
    code: "not-too-many-indexes",
    summary: "A table has at most ten indexes",
    source: "SQL Antipatterns, Index Shotgun; GitLab database guidelines: at most 15",
    documentation: "Every write keeps every index. Ask first which queries they answer.",
    work: Work::Advises { find, bad: BAD },
    example: GOOD,
};

const BAD: &str = "entity Post {\n  title varchar(80) unique\n  f1 int\n  f2 int\n  f3 int\n  f4 int\n  f5 int\n  f6 int\n  f7 int\n  f8 int\n  f9 int\n  f10 int\n  index (f1)\n  index (f2)\n  index (f3)\n  index (f4)\n  index (f5)\n  index (f6)\n  index (f7)\n  index (f8)\n  index (f9)\n  index (f10)\n}";
const GOOD: &str = "entity Post {\n  title varchar(80) unique\n  f1 int\n  index (f1)\n}";

fn find(review: &Review, findings: &mut Vec<Diagnostic>) {
    for entity in review.domain.own_entities() {
        let Some(table) = review.catalog.tables.get(&QualifiedName::new(&entity.schema, &entity.table)) else { continue };
        let count = table.indexes.len() + table.uniques.len() + usize::from(table.primary_key.is_some());
        if count > 10 {
            findings.push(
                Diagnostic::advice(PRACTICE.code, format!("`{}` gets {count} indexes", table.name.name))
                    .at(entity.name.span, "every write keeps them all")
                    .help("Keep those that a query needs; a key and a unique rule are indexes too"),
            );
        }
    }
}
