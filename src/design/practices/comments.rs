//! `comments`: what `///` says stands in the database.

use super::{Practice, Work};
use crate::design::draft::Draft;
use crate::domain::Attribute;

pub const PRACTICE: Practice = Practice {
    code: "comments",
    summary: "Documentation of the requirements becomes COMMENT ON",
    source: "GitLab database dictionary; PostgreSQL, COMMENT",
    documentation: "`///` before an entity, field, reference or enum. Whoever opens the database with psql or a viewer reads it there.",
    work: Work::Builds(build),
    example: "/// A person who can sign in.\nentity User {\n  /// Shown to others.\n  name varchar(80) unique\n}",
};

fn build(draft: &mut Draft) {
    for (_, entity) in draft.entities() {
        let name = draft.table_name(entity);
        let table = draft.table(&name);
        table.comment.clone_from(&entity.documentation);
        for attribute in &entity.attributes {
            let documentation = match attribute {
                Attribute::Field(field) => &field.documentation,
                Attribute::Reference(reference) => &reference.documentation,
            };
            for column in attribute.columns() {
                if let (Some(text), Some(column)) = (documentation, table.columns.get_mut(column)) {
                    column.comment = Some(text.clone());
                }
            }
        }
    }
}
