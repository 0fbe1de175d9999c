//! `fk-declared`: every reference is a foreign key.

use super::{Practice, Work, fk_on_delete};
use crate::catalog::{Deferrable, ForeignKey, ObjectPath, QualifiedName, ReferentialAction};
use crate::design::draft::Draft;
use crate::domain::{Attribute, DefaultStyle, Entity, EnumStyle, Reference};
use crate::source::Origin;

pub const PRACTICE: Practice = Practice {
    code: "fk-declared",
    summary: "Every reference is a declared foreign key, of the type of the key that it points to",
    source: "SQL Antipatterns, Keyless Entry; GitLab database guidelines, foreign keys",
    documentation: "The database itself keeps a row from pointing to nothing. A reference to a composite key that may be empty is MATCH FULL: all of its columns \
                    are given, or none.",
    work: Work::Builds(build),
    example: "entity User {\n  name varchar(80) unique\n}\nentity Post {\n  author -> User\n  title varchar(80) unique\n}",
};

fn build(draft: &mut Draft) {
    for (index, entity) in draft.entities() {
        let table = draft.table_name(entity);
        for (place, attribute) in entity.attributes.iter().enumerate() {
            match attribute {
                Attribute::Reference(reference) => {
                    let name = add(draft, entity, &table, reference);
                    draft.foreign_keys.insert((index, place), name);
                }
                Attribute::Field(field) => {
                    if let (EnumStyle::Table, Some(place), false) =
                        (draft.domain.settings.enums, field.data_type.sql.enumeration, field.data_type.sql.array)
                    {
                        to_lookup(draft, &table, &field.column, place, field.span);
                    }
                }
            }
        }
        for written in &entity.foreign_keys {
            let optional = |column: &String| {
                draft.catalog.tables.get(&table).and_then(|table| table.columns.get(column)).is_some_and(|column| !column.not_null)
            };
            let all_optional = written.columns.iter().all(optional);
            let (on_delete, on_update) =
                fk_on_delete::actions(written.on_delete, written.on_update, all_optional, draft.domain.settings.defaults);
            let key = ForeignKey {
                name: String::new(),
                columns: written.columns.clone(),
                references: draft.table_name(draft.domain.entity(written.target)),
                referenced_columns: written.target_columns.clone(),
                on_delete,
                on_delete_columns: Vec::new(),
                on_update,
                match_full: false,
                deferrable: super::deferrable(written.deferrable),
                validated: !written.not_valid,
                comment: None,
            };
            draft.add_foreign_key(&table, written.name.as_ref(), key, Origin::Written(written.span));
        }
    }
}

fn add(draft: &mut Draft, entity: &Entity, table: &QualifiedName, reference: &Reference) -> String {
    let target = draft.domain.entity(reference.target);
    let postgres = draft.domain.settings.defaults == DefaultStyle::Postgres;
    let (on_delete, on_update) =
        fk_on_delete::actions(reference.on_delete, reference.on_update, reference.optional, draft.domain.settings.defaults);
    let key = ForeignKey {
        name: String::new(),
        columns: reference.columns.iter().map(|column| column.column.clone()).collect(),
        references: draft.table_name(target),
        referenced_columns: reference.columns.iter().map(|column| column.target_column.clone()).collect(),
        on_delete,
        on_delete_columns: Vec::new(),
        on_update,
        match_full: !postgres && reference.optional && reference.columns.len() > 1,
        deferrable: super::deferrable(reference.deferrable),
        validated: true,
        comment: None,
    };
    let match_full = key.match_full;
    let name = draft.add_foreign_key(table, reference.constraint.as_ref(), key, Origin::Written(reference.span));
    let object = ObjectPath::Constraint(table.clone(), name.clone());
    draft.decide(fk_on_delete::PRACTICE.code, object.clone(), fk_on_delete::reason(draft.domain, entity, reference, on_delete));
    if match_full {
        let reason = format!("`{}` is MATCH FULL: all of its columns are given, or none", reference.name.text);
        draft.decide(PRACTICE.code, object, reason);
    }
    name
}

fn to_lookup(draft: &mut Draft, table: &QualifiedName, column: &str, enumeration: usize, span: crate::source::Span) {
    let Some(enumeration) = draft.domain.enums.get(enumeration) else { return };
    let key = ForeignKey {
        name: String::new(),
        columns: vec![column.to_string()],
        references: QualifiedName::new(&enumeration.schema, &enumeration.lookup_table),
        referenced_columns: vec!["value".to_string()],
        on_delete: ReferentialAction::Restrict,
        on_delete_columns: Vec::new(),
        on_update: ReferentialAction::Restrict,
        match_full: false,
        deferrable: Deferrable::No,
        validated: true,
        comment: None,
    };
    draft.add_foreign_key(table, None, key, Origin::Practice { code: "enum-or-lookup", because_of: Some(span) });
}
