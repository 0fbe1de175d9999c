//! Row-level-security policies.
//!
//! Comes in: CREATE and DROP POLICY. Goes out: their definitions (src/postgres/introspect/definitions/relations.sql), whose expressions are
//! compared in normal form. Never happens: a policy that asks another table.

use super::cursor::Cursor;
use super::state::{State, quoted, within_table};
use super::{Step, expressions, not_modelled};
use crate::catalog::Definition;

/// After CREATE POLICY.
pub(super) fn create(cursor: &mut Cursor, state: &mut State) -> Step<()> {
    let name = cursor.name()?;
    cursor.expect("on")?;
    let path = cursor.path()?;
    let table = state.find_table(&path)?;
    let mut kind = String::new();
    if cursor.take("as") {
        if cursor.take("restrictive") {
            kind.push_str(" AS RESTRICTIVE");
        } else {
            cursor.expect("permissive")?;
        }
    }
    let mut command = "ALL".to_string();
    if cursor.take("for") {
        command = cursor.name()?.to_uppercase();
    }
    kind.push_str(&format!(" FOR {command}"));
    let mut roles = vec!["PUBLIC".to_string()];
    if cursor.take("to") {
        roles.clear();
        loop {
            roles.push(cursor.role()?);
            if !cursor.take_sign(",") {
                break;
            }
        }
        roles.sort();
        roles.dedup();
        if roles.len() > 1 {
            // PostgreSQL sorts by the server's collation, and PUBLIC alone stands for all.
            return not_modelled("a policy for several roles");
        }
    }
    let own = state.table(&table)?;
    let read = |cursor: &mut Cursor| -> Step<String> {
        let text = cursor.bracketed()?;
        expressions::on_table(state, own, &text)?;
        Ok(text)
    };
    let using = if cursor.take("using") { Some(read(cursor)?) } else { None };
    let check = if cursor.take("with check") { Some(read(cursor)?) } else { None };
    cursor.end()?;
    let identity = format!("{} on {}", quoted(&name), table.sql());
    if state.catalog.definitions.contains_key(&format!("policy {identity}")) {
        return not_modelled("a policy of this name stands already");
    }
    let mut text = format!(" TO {}", roles.join(", "));
    let wrapped = |word: &str, expression: &Option<String>| expression.as_ref().map(|text| format!(" {word} ({text})")).unwrap_or_default();
    text.push_str(&wrapped("USING", &using));
    text.push_str(&wrapped("WITH CHECK", &check));
    let place = format!("{} ON {}", quoted(&name), table.sql());
    state.put_definition(Definition {
        kind: "policy".to_string(),
        name: identity,
        definition: format!("{kind}{text}"),
        create: format!("CREATE POLICY {place}{kind}{text}"),
        drop: format!("DROP POLICY {place}"),
        replace: Some(format!("ALTER POLICY {place}{text}")),
        shape: vec![kind, using.is_none().to_string(), check.is_none().to_string()],
        within: Some(within_table(&table)),
        included: false,
    });
    Ok(())
}

/// After DROP POLICY.
pub(super) fn drop(cursor: &mut Cursor, state: &mut State) -> Step<()> {
    let may_lack = cursor.take("if exists");
    let name = cursor.name()?;
    cursor.expect("on")?;
    let path = cursor.path()?;
    cursor.cascades();
    cursor.end()?;
    let table = state.find_table(&path)?;
    let key = format!("policy {} on {}", quoted(&name), table.sql());
    if state.take_definition(&key).is_none() && !may_lack {
        return not_modelled("a policy that is not known");
    }
    super::drop::forget_parts(state, &key);
    Ok(())
}
