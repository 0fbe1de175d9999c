//! `not-null-default`: fields and references become columns, NOT NULL unless `?` says otherwise.

use super::{Practice, Work};
use crate::catalog::{ColumnValue, DataType, Expression, IdentityKind, ObjectPath, QualifiedName, serial_sequence_name};
use crate::design::draft::Draft;
use crate::design::literal;
use crate::domain::{Attribute, Field, ValueSource};
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
                    let value = value(field, &table, &data_type);
                    let column = draft.add_column(&table, &field.column, data_type, !field.optional, value, Origin::Written(field.span));
                    column.collation.clone_from(&field.collation);
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

/// Where the values of new rows come from. A sequence's name may be written with its schema.
fn value(field: &Field, table: &QualifiedName, data_type: &DataType) -> ColumnValue {
    match &field.source {
        None => literal::default(field.default.as_ref(), data_type),
        Some(ValueSource::Serial(None)) => ColumnValue::Serial { sequence: serial_sequence_name(table, &field.column) },
        Some(ValueSource::Serial(Some(name))) => {
            let (schema, name) = name.split_once('.').unwrap_or((&table.schema, name));
            ColumnValue::Serial { sequence: QualifiedName::new(schema, name) }
        }
        Some(ValueSource::Identity { by_default: true }) => ColumnValue::Identity(IdentityKind::ByDefault),
        Some(ValueSource::Identity { by_default: false }) => ColumnValue::Identity(IdentityKind::Always),
        Some(ValueSource::Generated(fragment)) => ColumnValue::Generated(Expression::new(fragment.text.clone())),
    }
}
