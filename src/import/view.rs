//! Views, as queries.
//!
//! Comes in: the definitions of views. Goes out: `view` and `materialized view`. Never happens: a view with options (SQL makes it).

use super::blocks::multi_line;
use super::names::{self, written};
use super::writing::{Context, Draft, can_document};
use crate::catalog::{Definition, ObjectPath, QualifiedName};

pub(super) fn write(context: &Context, schema: &str, draft: &mut Draft) {
    for definition in context.catalog.definitions.values() {
        let Some(view) = of(definition).filter(|view| view.name.schema == schema) else { continue };
        let object = ObjectPath::Other(definition.key());
        let commented = context.catalog.definitions.get(&format!("comment on {}", definition.key()));
        if context.doubts.of(&object) > 0 {
            continue;
        }
        draft.blank();
        let comment = commented.map(|comment| &comment.definition).filter(|comment| can_document(comment));
        draft.doc(comment);
        draft.line(&format!("{} {} {}", definition.kind, written(&view.written), multi_line(&view.query)), vec![object]);
        draft.views.insert(definition.key());
        if let (Some(definition), Some(_)) = (commented, comment) {
            draft.views.insert(definition.key());
        }
    }
}

struct View {
    name: QualifiedName,
    /// Its name in the requirements.
    written: String,
    query: String,
}

/// A view that is a query and nothing else.
fn of(definition: &Definition) -> Option<View> {
    if !matches!(definition.kind.as_str(), "view" | "materialized view") {
        return None;
    }
    let query = definition.definition.strip_prefix(" AS")?;
    if query.ends_with("WITH NO DATA") {
        return None;
    }
    let name = QualifiedName::try_from(definition.name.clone()).ok()?;
    let query = without_indentation(query.trim_matches('\n'));
    Some(View { written: names::view(&name.name)?, query, name })
}

/// PostgreSQL prints queries one blank to the right. Strings of several lines stay as they are.
fn without_indentation(query: &str) -> String {
    query.strip_prefix(' ').unwrap_or(query).trim_end_matches(';').to_string()
}
