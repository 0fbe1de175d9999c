//! `extension-of-type`: who uses an extension's type gets the extension.

use super::{Practice, Work};
use crate::catalog::{Extension, ObjectPath};
use crate::design::draft::Draft;
use crate::domain::Attribute;
use crate::source::Origin;

pub const PRACTICE: Practice = Practice {
    code: "extension-of-type",
    summary: "The extension that has a field's type is created before the field",
    source: "PostgreSQL, CREATE EXTENSION",
    documentation: "`citext`, `hstore`, `ltree`, `vector(768)` and others belong to extensions. The migration creates the extension unless it stands, and \
                    its rollback drops it only where this migration has created it. What only PostgreSQL can tell, such as the extension of a function in \
                    a default, is found by the proof, which adds the extension and tries again.",
    work: Work::Builds(build),
    example: "entity Account {\n  login citext unique\n}",
};

fn build(draft: &mut Draft) {
    for (_, entity) in draft.entities() {
        for attribute in &entity.attributes {
            let Attribute::Field(field) = attribute else { continue };
            let Some(name) = field.data_type.sql.extension.filter(|name| !draft.catalog.extensions.contains_key(*name)) else { continue };
            let object = ObjectPath::Extension(name.to_string());
            draft.catalog.extensions.insert(name.to_string(), Extension { schema: "public".to_string() });
            draft.origins.insert(object.clone(), Origin::Written(field.name.span));
            let reason = format!(
                "The type `{}` of `{}.{}` belongs to the extension `{name}`",
                field.data_type.word, entity.name.text, field.name.text
            );
            draft.decide(PRACTICE.code, object, reason);
        }
    }
}
