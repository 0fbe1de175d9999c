//! Views and materialized views.
//!
//! Comes in: DROP VIEW, DROP MATERIALIZED VIEW, REFRESH. Never happens: a view that another one reads is dropped; a query whose printed form is not known.

use super::cursor::Cursor;
use super::state::{Relation, State};
use super::{Step, drop, expressions, not_modelled};

/// After DROP [MATERIALIZED] VIEW.
pub(super) fn drop(cursor: &mut Cursor, state: &mut State, materialized: bool) -> Step<()> {
    let may_lack = cursor.take("if exists");
    let mut names = Vec::new();
    loop {
        let path = cursor.path()?;
        match state.find_relation(&path) {
            Some((name, Relation::View)) if !materialized => names.push(name),
            Some((name, Relation::MaterializedView)) if materialized => names.push(name),
            None if may_lack && !state.is_temporary(&path) => {}
            _ => return not_modelled(format!("a view {} that is not known", path.join("."))),
        }
        if !cursor.take_sign(",") {
            break;
        }
    }
    let _ = cursor.take("cascade") || cursor.take("restrict");
    cursor.end()?;
    let kind = if materialized { "materialized view" } else { "view" };
    for name in &names {
        let own = name.sql().to_string();
        let reads = |definition: &crate::catalog::Definition| {
            matches!(definition.kind.as_str(), "view" | "materialized view" | "rule" | "policy")
                && !names.iter().any(|other| definition.name == other.sql().as_str())
                && definition.within.as_deref() != Some(&format!("{kind} {own}"))
                && expressions::mentions(&definition.definition, &name.name)
        };
        if let Some(reader) = state.catalog.definitions.values().find(|definition| reads(definition)) {
            return not_modelled(format!("a view that {} reads", reader.key()));
        }
        drop::type_is_unused(state, name, &[])?;
    }
    for name in &names {
        let key = format!("{kind} {}", name.sql());
        state.take_definition(&key);
        drop::forget_parts(state, &key);
    }
    Ok(())
}
