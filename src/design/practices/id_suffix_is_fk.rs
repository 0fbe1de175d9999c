//! `id-suffix-is-fk`: a field that ends in `_id` is a reference.

use super::{Practice, Review, Work};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity;

pub const PRACTICE: Practice = Practice {
    code: "id-suffix-is-fk",
    summary: "A field that ends in `_id` is a reference",
    source: "GitLab database guidelines: naming of foreign keys; SQL Antipatterns, Keyless Entry",
    documentation: "A number named like a reference is one that nobody checks. Ids of other systems are named `_xid` or `external_id`.",
    work: Work::Advises { find, bad: BAD },
    example: GOOD,
};

const BAD: &str = "entity Post {\n  title varchar(80) unique\n  author_id bigint\n}";
const GOOD: &str = "entity User {\n  name varchar(80) unique\n}\nentity Post {\n  title varchar(80) unique\n  author -> User\n}";

fn find(review: &Review, findings: &mut Vec<Diagnostic>) {
    for (entity, field) in review.fields() {
        let sql = field.data_type.sql.name.as_str();
        let number = matches!(sql, "bigint" | "int" | "integer" | "int8" | "int4" | "uuid");
        let Some(stem) =
            field.column.strip_suffix("_id").filter(|stem| number && !matches!(*stem, "external" | "public" | "request" | "trace"))
        else {
            continue;
        };
        let is_one = |columns: &[String]| columns.contains(&field.column);
        if entity.foreign_keys.iter().any(|key| is_one(&key.columns)) || entity.key_columns().contains(&field.column) {
            continue;
        }
        if entity.fields().any(|other| other.column == format!("{stem}_type")) {
            continue;
        }
        findings.push(
            Diagnostic::new(Severity::Question, PRACTICE.code, format!("Is `{}` a reference?", field.name.text))
                .at(field.name.span, "nothing checks that it points to something")
                .help(format!("Write `{stem} -> X` for a reference to an entity, or name it `{stem}_xid` if it belongs to another system")),
        );
    }
}
