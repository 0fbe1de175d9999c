//! What the requirements name besides entities: extensions, namespaces, tables that others make.
//!
//! Comes in: the domain. Goes out: objects of the draft; an origin without an object for what is spoken of and left to others.
//! Never happens: a table that others make in the catalog.

use super::ExternalTable;
use super::draft::Draft;
use crate::catalog::{DataType, Extension, ObjectPath, QualifiedName, Schema};
use crate::source::Origin;

pub(super) fn build(draft: &mut Draft) {
    let domain = draft.domain;
    for name in &domain.extensions {
        draft.origins.insert(ObjectPath::Extension(name.text.clone()), Origin::Written(name.span));
        draft.catalog.extensions.insert(name.text.clone(), Extension { schema: "public".to_string() });
    }
    for namespace in &domain.namespaces {
        draft.origins.insert(ObjectPath::Schema(namespace.schema.clone()), Origin::Written(namespace.name.span));
        draft.catalog.schemas.insert(namespace.schema.clone(), Schema { comment: namespace.documentation.clone() });
    }
    for entity in domain.entities.iter().filter(|entity| entity.external) {
        let origin = Origin::Written(entity.key.span);
        draft.origins.insert(ObjectPath::Table(QualifiedName::new(&entity.schema, &entity.table)), origin.clone());
        draft.origins.entry(ObjectPath::Schema(entity.schema.clone())).or_insert(origin);
    }
}

/// The tables that others make, with the columns of their keys.
pub(super) fn external_tables(draft: &Draft) -> Vec<ExternalTable> {
    let external = draft.domain.entities.iter().filter(|entity| entity.external);
    let table = |entity: &crate::domain::Entity| ExternalTable {
        name: QualifiedName::new(&entity.schema, &entity.table),
        columns: entity
            .fields()
            .map(|field| (field.column.clone(), DataType::builtin(&field.data_type.sql.name).with(&field.data_type.sql.modifiers)))
            .collect(),
        span: entity.key.span,
    };
    external.map(table).collect()
}
