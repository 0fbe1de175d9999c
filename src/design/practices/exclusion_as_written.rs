//! `exclusion-as-written`: what may not meet is a named exclusion constraint, with the extension that it needs.

use super::{Practice, Work};
use crate::catalog::{Extension, ObjectPath, QualifiedName};
use crate::design::draft::Draft;
use crate::domain::{Exclusion, IndexPartValue};
use crate::source::Origin;
use crate::sql::quote_identifier;

pub const PRACTICE: Practice = Practice {
    code: "exclusion-as-written",
    summary: "An exclusion is a named constraint; `btree_gist` comes along where plain values are compared",
    source: "PostgreSQL, 5.4.6. Exclusion Constraints; 8.17.10. Constraints on Ranges; F.8. btree_gist",
    documentation: "No two rows may meet all of the comparisons at once. An index of gist finds them; for numbers, texts and keys its operators are those of the \
                    extension `btree_gist`, which PostgreSQL brings along and the owner of a database may install.",
    work: Work::Builds(build),
    example: "entity Room {\n  name varchar(40) unique\n}\nentity Booking {\n  room -> Room\n  during tstzrange\n  exclude (room with =, during with &&)\n}",
};

const EXTENSION: &str = "btree_gist";

fn build(draft: &mut Draft) {
    for (_, entity) in draft.entities() {
        let table = draft.table_name(entity);
        for exclusion in &entity.exclusions {
            add(draft, &table, exclusion);
        }
    }
}

fn add(draft: &mut Draft, table: &QualifiedName, exclusion: &Exclusion) {
    let mut words = Vec::new();
    let mut parts = Vec::new();
    for part in &exclusion.parts {
        let value = match &part.value {
            IndexPartValue::Column(column) => {
                words.push(column.clone());
                quote_identifier(column).to_string()
            }
            IndexPartValue::Expression(fragment) => {
                words.extend(fragment.columns.iter().cloned());
                format!("({})", fragment.text)
            }
        };
        parts.push(format!("{value} WITH {}", part.operator));
    }
    let condition = exclusion.condition.as_ref().map_or_else(String::new, |condition| format!(" WHERE ({})", condition.text));
    let definition = format!("EXCLUDE USING {} ({}){condition}", exclusion.method, parts.join(", "));
    let wanted = draft.wanted("ex", table, &words, "excl");
    let object = draft.add_exclusion(table, exclusion.name.as_ref(), wanted, definition, Origin::Written(exclusion.span));
    if !exclusion.parts.iter().any(|part| part.needs_btree_gist) {
        return;
    }
    let because_of = Some(exclusion.span);
    draft.origins.entry(ObjectPath::Extension(EXTENSION.to_string())).or_insert(Origin::Practice { code: PRACTICE.code, because_of });
    draft.catalog.extensions.entry(EXTENSION.to_string()).or_insert_with(|| Extension { schema: "public".to_string() });
    let reason = format!("An index of gist compares plain values with the operators of the extension `{EXTENSION}`");
    draft.decide(PRACTICE.code, object, reason);
}
