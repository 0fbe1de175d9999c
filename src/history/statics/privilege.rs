//! GRANT and REVOKE of single privileges on tables, sequences, schemas and functions.
//!
//! Comes in: the statement after GRANT or REVOKE. Goes out: one definition for each privilege of each role
//! (src/postgres/introspect/definitions/privileges.sql). Never happens: a role by another name than its own (CURRENT_USER, ALL TABLES IN SCHEMA), a
//! privilege that not all supported versions have (ALL on a table).

use super::cursor::Cursor;
use super::state::{Relation, State, quoted, within_table};
use super::table_options::definition;
use super::{Step, function, not_modelled};

/// Whether ALTER DEFAULT PRIVILEGES gives new objects privileges.
pub(super) fn refuse_defaults(state: &State, target: &str) -> Step<()> {
    if !state.has_kind(&["default grant", "default revocation"]) {
        return Ok(());
    }
    let concerned = state.catalog.definitions.values().any(|definition| {
        matches!(definition.kind.as_str(), "default grant" | "default revocation") && definition.name.contains(&format!(" on {target}"))
    });
    if concerned { not_modelled("a new object under default privileges") } else { Ok(()) }
}

/// An object that privileges stand on.
struct Target {
    /// `TABLE public.users`
    text: String,
    within: String,
    /// What PUBLIC has of it without a GRANT.
    public: &'static [&'static str],
}

pub(super) fn grant(cursor: &mut Cursor, state: &mut State, revoke: bool) -> Step<()> {
    if revoke && cursor.sees("grant option for") {
        return not_modelled("a grant option that is revoked");
    }
    let mut privileges = Vec::new();
    loop {
        if cursor.take("all privileges") || cursor.take("all") {
            privileges.push("ALL".to_string());
        } else {
            privileges.push(cursor.name()?.to_uppercase());
        }
        if cursor.sees_sign("(") {
            return not_modelled("privileges on columns");
        }
        if !cursor.take_sign(",") {
            break;
        }
    }
    if !cursor.take("on") {
        return not_modelled("a role as a privilege");
    }
    let (targets, all) = targets(cursor, state)?;
    cursor.expect(if revoke { "from" } else { "to" })?;
    let mut roles = Vec::new();
    loop {
        cursor.take("group");
        roles.push(cursor.role()?);
        if !cursor.take_sign(",") {
            break;
        }
    }
    let grantable = cursor.take("with grant option");
    if cursor.cascades() {
        return not_modelled("privileges that are revoked with those that stand on them");
    }
    cursor.end()?;
    if revoke
        && state.catalog.definitions.values().any(|definition| definition.kind == "grant" && definition.definition == "WITH GRANT OPTION")
    {
        return not_modelled("a privilege that may have been passed on");
    }
    if privileges.iter().any(|privilege| privilege == "ALL") {
        let Some(all) = all else { return not_modelled("ALL privileges of a table") };
        privileges = all.iter().map(|privilege| privilege.to_string()).collect();
    }
    for target in &targets {
        for privilege in &privileges {
            for role in &roles {
                set(state, target, privilege, role, grantable, revoke);
            }
        }
    }
    Ok(())
}

/// What stands after ON, and all privileges of such an object where every version has the same.
fn targets(cursor: &mut Cursor, state: &State) -> Step<(Vec<Target>, Option<&'static [&'static str]>)> {
    if cursor.sees("all") {
        return not_modelled("privileges on all objects of a schema");
    }
    let mut found = Vec::new();
    if cursor.take("schema") {
        for name in cursor.names()? {
            if !state.has_schema(&name) || name == "public" {
                return not_modelled("privileges on the schema public, or on one that is not known");
            }
            found.push(Target { text: format!("SCHEMA {}", quoted(&name)), within: format!("schema {name}"), public: &[] });
        }
        return Ok((found, Some(&["USAGE", "CREATE"])));
    }
    if cursor.take("function") {
        loop {
            let function = function::named(cursor, state)?;
            if function.options.procedure {
                return not_modelled("privileges on a procedure");
            }
            let text = format!("FUNCTION {}({})", function.name.sql(), function.argument_types);
            found.push(Target { text, within: format!("function {}", function.signature()), public: &["EXECUTE"] });
            if !cursor.take_sign(",") {
                break;
            }
        }
        return Ok((found, Some(&["EXECUTE"])));
    }
    let sequence = cursor.take("sequence");
    if !sequence {
        cursor.take("table");
        if ["database", "domain", "type", "language", "procedure", "routine", "foreign", "tablespace", "large", "parameter"]
            .iter()
            .any(|kind| cursor.sees(kind))
        {
            return not_modelled("privileges on an object of this kind");
        }
    }
    loop {
        let path = cursor.path()?;
        let target = match state.find_relation(&path) {
            Some((name, Relation::Table)) if !sequence => {
                Target { text: format!("TABLE {}", name.sql()), within: within_table(&name), public: &[] }
            }
            Some((name, Relation::View)) if !sequence => {
                Target { text: format!("TABLE {}", name.sql()), within: format!("view {}", name.sql()), public: &[] }
            }
            Some((name, Relation::Sequence)) => {
                Target { text: format!("SEQUENCE {}", name.sql()), within: format!("sequence {}", name.sql()), public: &[] }
            }
            _ => return not_modelled(format!("{} that is not known", path.join("."))),
        };
        found.push(target);
        if !cursor.take_sign(",") {
            break;
        }
    }
    let all: Option<&'static [&'static str]> = if sequence { Some(&["USAGE", "SELECT", "UPDATE"]) } else { None };
    Ok((found, all))
}

fn set(state: &mut State, target: &Target, privilege: &str, role: &str, grantable: bool, revoke: bool) {
    let usual = role == "PUBLIC" && target.public.contains(&privilege);
    let text = &target.text;
    let grant = format!("GRANT {privilege} ON {text} TO {role}");
    let revocation = format!("REVOKE {privilege} ON {text} FROM {role}");
    if usual {
        let name = format!("{privilege} on {text} from {role}");
        match revoke {
            true => {
                state.put_definition(definition("revocation", name, String::new(), revocation, grant, None, Some(target.within.clone())))
            }
            false => drop(state.take_definition(&format!("revocation {name}"))),
        }
        return;
    }
    let name = format!("{privilege} on {text} to {role}");
    let key = format!("grant {name}");
    if revoke {
        state.take_definition(&key);
        return;
    }
    let grantable = grantable || state.catalog.definitions.get(&key).is_some_and(|standing| standing.definition == "WITH GRANT OPTION");
    let (option, create, replace) = match grantable {
        true => ("WITH GRANT OPTION", format!("{grant} WITH GRANT OPTION"), format!("{grant} WITH GRANT OPTION")),
        false => ("", grant, format!("REVOKE GRANT OPTION FOR {privilege} ON {text} FROM {role}")),
    };
    state.put_definition(definition("grant", name, option.to_string(), create, revocation, Some(replace), Some(target.within.clone())));
}
