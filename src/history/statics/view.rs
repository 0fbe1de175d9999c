//! Views and materialized views.
//!
//! Comes in: CREATE and DROP of views. Goes out: their definitions, the query with qualified names; it is compared in the normal form of
//! `catalog::query`. Never happens: a view that another one reads is dropped; a query that has no normal form, or columns whose types are not known.

use super::cursor::Cursor;
use super::state::{Relation, State};
use super::{Step, drop, expressions, not_modelled, view_query};
use crate::catalog::Definition;

/// After CREATE [OR REPLACE] [MATERIALIZED] VIEW.
pub(super) fn create(cursor: &mut Cursor, state: &mut State, materialized: bool, replace: bool) -> Step<()> {
    let may_stand = materialized && cursor.take("if not exists");
    let path = cursor.path()?;
    let name = state.new_name(&path)?;
    let standing = state.relation(&name).cloned();
    match standing {
        None => super::privilege::refuse_defaults(state, "TABLES")?,
        Some(_) if may_stand => return Ok(()),
        Some(Relation::View) if replace && !materialized => {}
        Some(_) => return not_modelled(format!("{name} stands already")),
    }
    let columns = if cursor.sees_sign("(") { cursor.name_list()? } else { Vec::new() };
    cursor.expect("as")?;
    let start = cursor.at;
    cursor.skip_to(|_| false)?;
    let mut end = cursor.at;
    cursor.end()?;
    let ends = |words: &[&str]| {
        end >= start + words.len() && words.iter().enumerate().all(|(at, word)| cursor.tokens[end - words.len() + at].is_word(word))
    };
    let populated = !ends(&["with", "no", "data"]);
    if ends(&["check", "option"]) {
        return not_modelled("a view with a check option");
    }
    if !populated {
        end -= 3;
    } else if ends(&["with", "data"]) {
        end -= 2;
    }
    let query = view_query::resolve(state, &cursor.between(start, end), &columns, !materialized)?;
    let path = name.sql().to_string();
    let text = &query.text;
    if materialized {
        let text = format!(" AS\n{text}{}", if populated { "" } else { "\nWITH NO DATA" });
        let create = format!("CREATE MATERIALIZED VIEW {path}{text}");
        let drop = format!("DROP MATERIALIZED VIEW {path}");
        state.put_definition(super::table_options::definition("materialized view", path, text, create, drop, None, None));
        return Ok(());
    }
    let view = Definition {
        kind: "view".to_string(),
        name: path.clone(),
        definition: format!(" AS {text}"),
        create: format!("CREATE VIEW {path} AS\n{text}"),
        drop: format!("DROP VIEW {path}"),
        replace: Some(format!("CREATE OR REPLACE VIEW {path} AS\n{text}")),
        shape: query.shape,
        within: None,
        included: false,
    };
    if let Some(standing) = state.catalog.definitions.get(&view.key()) {
        // Options of the standing view would go.
        if !view.shape.starts_with(&standing.shape) || !standing.definition.starts_with(" AS ") {
            return not_modelled("a view that cannot be replaced");
        }
    }
    state.put_definition(view);
    Ok(())
}

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
    cursor.cascades();
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
