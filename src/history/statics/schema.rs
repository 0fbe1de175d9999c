//! Schemas and extensions.
//!
//! Never happens: a schema that is dropped with what it holds; an extension that is not known, or that is dropped (its types and operators may be in use).

use super::cursor::Cursor;
use super::state::{State, quoted};
use super::{Step, not_modelled, privilege};
use crate::catalog::{Extension, Schema};

/// Extensions that take the schema of the search_path and bring no objects that the catalog would hold. Those of PostgreSQL's contrib/, and pgvector.
const KNOWN: &[&str] = &[
    "amcheck",
    "bloom",
    "btree_gin",
    "btree_gist",
    "citext",
    "cube",
    "dict_int",
    "dict_xsyn",
    "fuzzystrmatch",
    "hstore",
    "intarray",
    "isn",
    "lo",
    "ltree",
    "pg_stat_statements",
    "pg_trgm",
    "pgcrypto",
    "pgrowlocks",
    "pgstattuple",
    "seg",
    "sslinfo",
    "tablefunc",
    "tcn",
    "tsm_system_rows",
    "tsm_system_time",
    "unaccent",
    "uuid-ossp",
    "vector",
    "xml2",
    "moddatetime",
    "insert_username",
    "autoinc",
    "refint",
    "pg_buffercache",
    "pg_freespacemap",
    "pg_visibility",
    "pg_prewarm",
    "pageinspect",
];

/// Whether one stands whose functions may do anything.
pub(super) fn has_unknown_extension(state: &State) -> bool {
    state.catalog.extensions.keys().any(|name| name != "plpgsql" && !KNOWN.contains(&name.as_str()))
}

/// After CREATE SCHEMA.
pub(super) fn create(cursor: &mut Cursor, state: &mut State) -> Step<()> {
    let may_stand = cursor.take("if not exists");
    if cursor.sees("authorization") {
        return not_modelled("a schema by its owner");
    }
    let name = cursor.name()?;
    if cursor.take("authorization") {
        cursor.name()?;
    }
    cursor.end()?;
    if state.has_schema(&name) {
        return if may_stand { Ok(()) } else { not_modelled(format!("the schema {name} stands already")) };
    }
    if name == "public" {
        // It would have other privileges than the one that was dropped.
        return not_modelled("the schema public made anew");
    }
    if name.starts_with("pg_") || name == "information_schema" {
        return not_modelled("a schema of PostgreSQL itself");
    }
    privilege::refuse_defaults(state, "SCHEMAS")?;
    state.put_schema(&name, Schema::default());
    Ok(())
}

/// After DROP SCHEMA: only empty ones.
pub(super) fn drop(cursor: &mut Cursor, state: &mut State) -> Step<()> {
    let may_lack = cursor.take("if exists");
    let names = cursor.names()?;
    cursor.cascades();
    cursor.end()?;
    for name in names {
        if !state.has_schema(&name) {
            if may_lack {
                continue;
            }
            return not_modelled(format!("a schema {name} that is not known"));
        }
        let path = format!("{}.", quoted(&name));
        let label = format!("{name}.");
        let catalog = &state.catalog;
        let used = catalog.tables.keys().chain(catalog.enums.keys()).any(|object| object.schema == name)
            || catalog.functions.keys().any(|signature| signature.starts_with(&label))
            || catalog.extensions.values().any(|extension| extension.schema == name)
            || catalog
                .definitions
                .values()
                .any(|definition| definition.name.contains(&path) || definition.within.as_deref() == Some(&format!("schema {name}")));
        if used || name == "public" || state.sequences.keys().any(|sequence| sequence.schema == name) {
            return not_modelled("a schema that is dropped with what it holds");
        }
        state.take_schema(&name);
    }
    Ok(())
}

/// After CREATE EXTENSION.
pub(super) fn create_extension(cursor: &mut Cursor, state: &mut State) -> Step<()> {
    let may_stand = cursor.take("if not exists");
    let name = cursor.name()?;
    cursor.take("with");
    let mut schema = None;
    loop {
        if cursor.take("schema") {
            schema = Some(cursor.name()?);
        } else if cursor.take("version") {
            cursor.at += 1;
        } else if cursor.take("cascade") {
            return not_modelled("an extension with those that it needs");
        } else {
            break;
        }
    }
    cursor.end()?;
    if name == "plpgsql" && may_stand {
        return Ok(());
    }
    if state.catalog.extensions.contains_key(&name) {
        return if may_stand { Ok(()) } else { not_modelled("an extension that stands already") };
    }
    if !KNOWN.contains(&name.as_str()) {
        return not_modelled(format!("an extension {name} that is not known"));
    }
    let schema = match schema {
        Some(schema) if state.has_schema(&schema) => schema,
        Some(_) => return not_modelled("a schema that is not known"),
        None => state.new_name(std::slice::from_ref(&name))?.schema,
    };
    state.put_extension(&name, Extension { schema });
    Ok(())
}
