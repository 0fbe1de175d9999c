//! `pk-required`: every table has a primary key; where none is written, `id` is one.

use super::{Practice, Work};
use crate::catalog::{ColumnValue, DataType, Expression, IdentityKind, ObjectPath, QualifiedName, serial_sequence_name};
use crate::design::draft::Draft;
use crate::domain::{Entity, KeyKind, KeyStyle};
use crate::source::Origin;

pub const PRACTICE: Practice = Practice {
    code: "pk-required",
    summary: "Every table has a primary key: `id`, unless `key` says otherwise",
    source: "pgrubic GN004; SQL Antipatterns, ID Required; Supabase splinter 0004",
    documentation: "Without a key a row cannot be named, replicated or referred to. `settings { keys … }` chooses between BIGSERIAL, identity and \
                    uuid for the whole project, `key …` for one entity; `key (a, b)` takes fields of the entity.",
    work: Work::Builds(build),
    example: "entity Tag {\n  name varchar(40) unique\n}",
};

fn build(draft: &mut Draft) {
    for (_, entity) in draft.entities() {
        let table = draft.table_name(entity);
        let origin = if entity.key.written {
            Origin::Written(entity.key.span)
        } else {
            Origin::Practice { code: PRACTICE.code, because_of: Some(entity.name.span) }
        };
        if let KeyKind::Generated(style) = entity.key.kind {
            generated(draft, entity, &table, style, origin.clone());
        }
        let columns = entity.key_columns();
        if columns.is_empty() {
            draft.decide(PRACTICE.code, ObjectPath::Table(table), format!("`{}` has no key, as it is written", entity.name.text));
            continue;
        }
        draft.add_primary_key(&table, entity.key.name.as_ref(), columns, origin);
    }
}

fn generated(draft: &mut Draft, entity: &Entity, table: &QualifiedName, style: KeyStyle, origin: Origin) {
    let (data_type, value, reason) = match style {
        KeyStyle::BigSerial => {
            let value = ColumnValue::Serial { sequence: serial_sequence_name(table, "id") };
            (DataType::bigint(), value, "BIGSERIAL: short, fast to join, and it never runs out")
        }
        KeyStyle::Serial => {
            let value = ColumnValue::Serial { sequence: serial_sequence_name(table, "id") };
            (DataType::builtin("int"), value, "SERIAL: short, and it ends at two thousand million rows")
        }
        KeyStyle::Identity => {
            (DataType::bigint(), ColumnValue::Identity(IdentityKind::Always), "an identity: the database alone numbers the rows")
        }
        KeyStyle::Uuid => {
            let value = ColumnValue::Default(Expression::new("gen_random_uuid()"));
            (DataType::builtin("uuid"), value, "a random uuid: it can be made anywhere and tells nothing")
        }
        KeyStyle::UuidV7 => {
            let value = ColumnValue::Default(Expression::new("uuidv7()"));
            (DataType::builtin("uuid"), value, "a uuid in the order of time: it can be made anywhere and keeps the index compact")
        }
    };
    draft.add_column(table, "id", data_type, true, value, origin);
    let reason = format!("`{}` gets the key `id`, {reason}", entity.name.text);
    draft.decide(PRACTICE.code, ObjectPath::Column(table.clone(), "id".to_string()), reason);
}
