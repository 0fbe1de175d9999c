//! COMMENT ON.
//!
//! Comes in: the statement after COMMENT ON. Goes out: the comment at its object, or, for kinds without a type of their own, the definition that
//! introspection gives (src/postgres/introspect/definitions/comments.sql).

use super::cursor::Cursor;
use super::state::{Relation, State, quoted};
use super::table_options::definition;
use super::{Step, function, not_modelled, types};
use crate::catalog::{QualifiedName, Schema};

/// After COMMENT ON.
pub(super) fn comment(cursor: &mut Cursor, state: &mut State) -> Step<()> {
    if cursor.take("column") {
        let mut path = cursor.path()?;
        let column = path.pop().unwrap_or_default();
        let text = text(cursor)?;
        return of_column(state, &path, &column, text);
    }
    if cursor.take("constraint") {
        let constraint = cursor.name()?;
        cursor.expect("on")?;
        if cursor.sees("domain") {
            return not_modelled("a comment on a domain's constraint");
        }
        let path = cursor.path()?;
        let table = state.find_table(&path)?;
        let text = text(cursor)?;
        return of_constraint(state, &table, &constraint, text);
    }
    if cursor.take("trigger") {
        let trigger = cursor.name()?;
        cursor.expect("on")?;
        let path = cursor.path()?;
        let table = state.find_table(&path)?;
        let text = text(cursor)?;
        return match state.table_mut(&table)?.triggers.get_mut(&trigger) {
            Some(trigger) => {
                trigger.comment = text;
                Ok(())
            }
            None => not_modelled("a comment on a trigger of this kind"),
        };
    }
    if cursor.take("policy") {
        let policy = cursor.name()?;
        cursor.expect("on")?;
        let path = cursor.path()?;
        let table = state.find_table(&path)?;
        let text = text(cursor)?;
        let identity = format!("{} on {}", quoted(&policy), table.sql());
        if !state.catalog.definitions.contains_key(&format!("policy {identity}")) {
            return not_modelled("a comment on a policy that is not known");
        }
        // pg_identify_object() says ON with a name that COMMENT takes too.
        return put(state, "policy", &identity, &format!("policy {identity}"), text);
    }
    if cursor.take("function") || cursor.take("procedure") {
        let mut function = function::named(cursor, state)?;
        function.comment = text(cursor)?;
        state.put_function(function);
        return Ok(());
    }
    if cursor.take("schema") {
        let name = cursor.name()?;
        let text = text(cursor)?;
        if name == "public" {
            match text {
                Some(text) if text != "standard public schema" => state.put_schema("public", Schema { comment: Some(text) }),
                Some(_) => state.take_schema("public"),
                None => return not_modelled("no comment on the schema public"),
            }
            return Ok(());
        }
        if !state.has_schema(&name) {
            return not_modelled("a schema that is not known");
        }
        state.put_schema(&name, Schema { comment: text });
        return Ok(());
    }
    if cursor.take("extension") || cursor.take("database") || cursor.take("role") {
        cursor.path()?;
        text(cursor)?;
        return Ok(());
    }
    for kind in ["table", "index", "sequence", "materialized view", "view", "type", "domain"] {
        if cursor.take(kind) {
            let path = cursor.path()?;
            let text = text(cursor)?;
            return of_named(state, kind, &path, text);
        }
    }
    cursor.unexpected("a kind of object")
}

/// After the object: `IS 'text'`. An empty comment is none.
fn text(cursor: &mut Cursor) -> Step<Option<String>> {
    cursor.expect("is")?;
    let text = if cursor.take("null") { None } else { Some(cursor.string()?) };
    cursor.end()?;
    Ok(text.filter(|text| !text.is_empty()))
}

fn of_column(state: &mut State, path: &[String], column: &str, text: Option<String>) -> Step<()> {
    if state.is_temporary(path) {
        return Ok(());
    }
    match state.find_relation(path).map(|(name, relation)| (name, relation.clone())) {
        Some((name, Relation::Table)) => match state.table_mut(&name)?.columns.get_mut(column) {
            Some(column) => {
                column.comment = text;
                Ok(())
            }
            None => not_modelled(format!("no column {column}")),
        },
        Some((name, relation @ (Relation::View | Relation::MaterializedView))) => {
            let kind = if relation == Relation::View { "view" } else { "materialized view" };
            let identity = format!("{}.{}", name.sql(), quoted(column));
            put_as(state, &format!("{kind} column"), &identity, &format!("COLUMN {identity}"), &format!("{kind} {}", name.sql()), text)
        }
        _ => not_modelled("a comment on a column of this kind of object"),
    }
}

fn of_constraint(state: &mut State, table: &QualifiedName, constraint: &str, text: Option<String>) -> Step<()> {
    let table = state.table_mut(table)?;
    let place = if let Some(key) = table.primary_key.as_mut().filter(|key| key.name == constraint) {
        &mut key.comment
    } else if let Some(unique) = table.uniques.get_mut(constraint) {
        &mut unique.comment
    } else if let Some(check) = table.checks.get_mut(constraint) {
        &mut check.comment
    } else if let Some(key) = table.foreign_keys.get_mut(constraint) {
        &mut key.comment
    } else if let Some(exclusion) = table.exclusions.get_mut(constraint) {
        &mut exclusion.comment
    } else {
        return not_modelled(format!("no constraint {constraint}"));
    };
    *place = text;
    Ok(())
}

fn of_named(state: &mut State, kind: &str, path: &[String], text: Option<String>) -> Step<()> {
    if matches!(kind, "type" | "domain") {
        let Some(name) = types::find(state, path) else { return not_modelled("a type that is not known") };
        if let Some(mut standing) = state.catalog.enums.get(&name).cloned() {
            standing.comment = text;
            state.put_enum(standing);
            return Ok(());
        }
        let path = name.sql().to_string();
        for (kind, words) in [("domain", "DOMAIN"), ("range type", "TYPE")] {
            let key = format!("{kind} {path}");
            if state.catalog.definitions.contains_key(&key) {
                return put_as(state, "type", &path, &format!("{words} {path}"), &key, text);
            }
        }
        return not_modelled("a comment on a type of this kind");
    }
    if state.is_temporary(path) {
        return Ok(());
    }
    let found = state.find_relation(path).map(|(name, relation)| (name, relation.clone()));
    match (kind, found) {
        ("table", Some((name, Relation::Table))) => state.set_table_comment(&name, text),
        ("index", Some((name, Relation::Index { table }))) => {
            if let Some(index) = state.table_mut(&table)?.indexes.get_mut(&name.name) {
                index.comment = text;
            }
            Ok(())
        }
        // The index of a constraint has no place for one.
        ("index", Some((_, Relation::KeyIndex { .. }))) => Ok(()),
        ("sequence", Some((name, Relation::Sequence))) => {
            put(state, kind, &name.sql().to_string(), &format!("sequence {}", name.sql()), text)
        }
        ("view", Some((name, Relation::View))) => put(state, kind, &name.sql().to_string(), &format!("view {}", name.sql()), text),
        ("materialized view", Some((name, Relation::MaterializedView))) => {
            put(state, kind, &name.sql().to_string(), &format!("materialized view {}", name.sql()), text)
        }
        _ => not_modelled(format!("a comment on {} that is not known", path.join("."))),
    }
}

fn put(state: &mut State, kind: &str, identity: &str, within: &str, text: Option<String>) -> Step<()> {
    put_as(state, kind, identity, &format!("{} {identity}", kind.to_uppercase()), within, text)
}

fn put_as(state: &mut State, kind: &str, identity: &str, words: &str, within: &str, text: Option<String>) -> Step<()> {
    let name = format!("on {kind} {identity}");
    match text {
        None => drop(state.take_definition(&format!("comment {name}"))),
        Some(text) => {
            let comment = format!("COMMENT ON {words} IS ");
            let literal = format!("{comment}{}", quote_as_postgres(&text));
            state.put_definition(definition(
                "comment",
                name,
                text,
                literal.clone(),
                format!("{comment}NULL"),
                Some(literal),
                Some(within.to_string()),
            ));
        }
    }
    Ok(())
}

/// As `quote_literal()` of PostgreSQL writes it.
fn quote_as_postgres(text: &str) -> String {
    let quoted = text.replace('\'', "''");
    if text.contains('\\') { format!("E'{}'", quoted.replace('\\', "\\\\")) } else { format!("'{quoted}'") }
}

/// The comment of an object that has a new name.
pub(super) fn put_other(state: &mut State, kind: &str, identity: &str, within: &str, text: String) {
    drop(put(state, kind, identity, within, Some(text)));
}
