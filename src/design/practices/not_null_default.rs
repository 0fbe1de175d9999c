//! `not-null-default`: fields and references become columns, NOT NULL unless `?` says otherwise.

use super::{Practice, Work};
use crate::catalog::{ColumnValue, ObjectPath};
use crate::design::draft::Draft;
use crate::design::literal;
use crate::domain::Attribute;
use crate::source::Origin;

pub const PRACTICE: Practice = Practice {
    code: "not-null-default",
    summary: "A column is NOT NULL unless it is meant to be empty",
    source: "PlanetScale and pganalyze on schema design; PostgreSQL, 5.4.2. Not-Null Constraints: most columns should be marked not null",
    documentation: "NULL means \"unknown\" and spreads through every comparison. `?` after the type allows it where a value may be missing.",
    work: Work::Builds(build),
    example: "entity User {\n  name varchar(80) unique\n  bio text?\n}",
};

fn build(draft: &mut Draft) {
    for (_, entity) in draft.entities() {
        let table = draft.table_name(entity);
        let mut optional: Vec<String> = Vec::new();
        for attribute in &entity.attributes {
            match attribute {
                Attribute::Field(field) => {
                    let data_type = draft.data_type(&field.data_type.sql);
                    let value = literal::default(field.default.as_ref(), &data_type);
                    draft.add_column(&table, &field.column, data_type, !field.optional, value, Origin::Written(field.span));
                }
                Attribute::Reference(reference) => {
                    for column in &reference.columns {
                        let data_type = draft.data_type(&column.sql);
                        let origin = Origin::Written(reference.span);
                        draft.add_column(&table, &column.column, data_type, !reference.optional, ColumnValue::None, origin);
                    }
                }
            }
            if attribute.optional() {
                optional.push(format!("`{}`", attribute.name().text));
            }
        }
        if !entity.attributes.is_empty() {
            let reason = match optional.as_slice() {
                [] => format!("Every field of `{}` is NOT NULL, as none is marked `?`", entity.name.text),
                _ => format!("Only {} of `{}` may be empty; all else is NOT NULL", optional.join(", "), entity.name.text),
            };
            draft.decide(PRACTICE.code, ObjectPath::Table(table), reason);
        }
    }
}
