//! Types as statements write them.
//!
//! Comes in: a type's name where one is read. Goes out: a [`DataType`] in the catalog's normal form. Never happens: a type that
//! nobody has made (what is neither PostgreSQL's nor in the catalog is not modelled).

use super::cursor::Cursor;
use super::state::{Relation, State};
use super::token::Kind;
use super::{Step, not_modelled};
use crate::catalog::{DataType, QualifiedName};

/// Types of pg_catalog beside those with names of several words. Source: `SELECT typname FROM pg_type` of PostgreSQL 15.
const BUILTIN: &str = " aclitem any anyarray anycompatible anycompatiblearray anycompatiblemultirange anycompatiblenonarray \
    anycompatiblerange anyelement anyenum anymultirange anynonarray anyrange bit bool box bpchar bytea cid cidr circle cstring date \
    datemultirange daterange event_trigger fdw_handler float4 float8 gtsvector index_am_handler inet int2 int2vector int4 \
    int4multirange int4range int8 int8multirange int8range internal interval json jsonb jsonpath language_handler line lseg macaddr \
    macaddr8 money name numeric nummultirange numrange oid oidvector path pg_lsn pg_snapshot point polygon record refcursor regclass \
    regcollation regconfig regdictionary regnamespace regoper regoperator regproc regprocedure regrole regtype table_am_handler text \
    tid time timestamp timestamptz timetz trigger tsm_handler tsmultirange tsquery tsrange tstzmultirange tstzrange tsvector \
    txid_snapshot unknown uuid varbit varchar void xid xid8 xml boolean char character decimal dec float int integer bigint smallint \
    real ";

/// The types that extensions bring. Source: their control and SQL files in contrib/, and pgvector's.
const OF_EXTENSIONS: &[(&str, &str)] = &[
    ("citext", "citext"),
    ("cube", "cube"),
    ("hstore", "hstore"),
    ("ltree", "ltree"),
    ("ltree", "lquery"),
    ("ltree", "ltxtquery"),
    ("intarray", "query_int"),
    ("seg", "seg"),
    ("vector", "vector"),
    ("vector", "halfvec"),
    ("vector", "sparsevec"),
];

/// What a path of names means where a type is read, without modifiers.
pub(super) fn named(state: &State, path: &[String]) -> Step<DataType> {
    let builtin = |name: &str| BUILTIN.contains(&format!(" {name} "));
    match path {
        [schema, name] if schema == "pg_catalog" && builtin(name) => return Ok(DataType::builtin(name)),
        [name] if builtin(name) => return Ok(DataType::builtin(name)),
        _ => {}
    }
    match find(state, path) {
        Some(name) => Ok(DataType::user(&name)),
        None => not_modelled(format!("a type {} that is not known", path.join("."))),
    }
}

/// A type of the catalog.
pub(super) fn find(state: &State, path: &[String]) -> Option<QualifiedName> {
    match path {
        [name] => state.path().map(|schema| QualifiedName::new(schema, name.clone())).find(|name| stands(state, name)),
        [.., schema, name] => Some(QualifiedName::new(schema.clone(), name.clone())).filter(|name| stands(state, name)),
        [] => None,
    }
}

pub(super) fn stands(state: &State, name: &QualifiedName) -> bool {
    let defined = |kind: &str| state.catalog.definitions.contains_key(&format!("{kind} {}", name.sql()));
    let of_extension = |(extension, kind): &(&str, &str)| {
        *kind == name.name && state.catalog.extensions.get(*extension).is_some_and(|extension| extension.schema == name.schema)
    };
    state.catalog.enums.contains_key(name)
        || matches!(state.relation(name), Some(Relation::Table | Relation::View | Relation::MaterializedView | Relation::CompositeType))
        || OF_EXTENSIONS.iter().any(of_extension)
        || ["domain", "range type", "base type"].into_iter().any(defined)
}

/// A type with its modifiers and array brackets.
pub(super) fn read(cursor: &mut Cursor, state: &State) -> Step<DataType> {
    let mut data_type = element(cursor, state)?;
    while cursor.take_sign("[") {
        if cursor.peek().is_some_and(|token| token.kind == Kind::Number) {
            cursor.at += 1;
        }
        cursor.expect_sign("]")?;
        data_type.array = true;
    }
    if cursor.take("array") {
        if cursor.take_sign("[") {
            cursor.number()?;
            cursor.expect_sign("]")?;
        }
        data_type.array = true;
    }
    if cursor.sees_sign("%") {
        return not_modelled("a type taken from a column");
    }
    Ok(data_type)
}

fn element(cursor: &mut Cursor, state: &State) -> Step<DataType> {
    if cursor.peek().is_some_and(|token| token.kind == Kind::Quoted && token.value == "char") {
        cursor.at += 1;
        return Ok(DataType { schema: None, name: "\"char\"".to_string(), modifiers: Vec::new(), array: false });
    }
    if cursor.take("double precision") {
        return Ok(DataType::builtin("double precision"));
    }
    for (words, name) in [
        ("national character varying", "varchar"),
        ("national char varying", "varchar"),
        ("character varying", "varchar"),
        ("char varying", "varchar"),
        ("bit varying", "varbit"),
    ] {
        if cursor.take(words) {
            return with_modifiers(DataType::builtin(name), modifiers(cursor)?);
        }
    }
    if cursor.take("national character") || cursor.take("national char") || cursor.take("nchar") {
        return with_modifiers(DataType::builtin("char"), modifiers(cursor)?);
    }
    if cursor.sees("timestamp") || cursor.sees("time") {
        let timestamp = cursor.sees("timestamp");
        cursor.at += 1;
        let modifiers = modifiers(cursor)?;
        let zoned = cursor.take("with time zone");
        if !zoned {
            cursor.take("without time zone");
        }
        let name = match (timestamp, zoned) {
            (true, true) => "timestamptz",
            (true, false) => "timestamp",
            (false, true) => "timetz",
            (false, false) => "time",
        };
        return Ok(DataType::builtin(name).with(modifiers));
    }
    if cursor.take("interval") {
        return interval(cursor);
    }
    let quoted = cursor.peek().is_some_and(|token| token.kind == Kind::Quoted);
    let path = cursor.path()?;
    if path.len() == 1 && !quoted && matches!(path[0].as_str(), "setof" | "serial" | "bigserial" | "smallserial") {
        return not_modelled(format!("`{}` at this place", path[0]));
    }
    let data_type = named(state, &path)?;
    let modifiers = modifiers(cursor)?;
    // The standard's words are read by PostgreSQL's grammar; its own names, also in quotes, have no length unless one is given.
    if path.len() > 1 && data_type.schema.is_none() || quoted {
        return if modifiers.is_empty() && !matches!(path.last().map(String::as_str), Some("bpchar" | "bit" | "char" | "interval")) {
            Ok(data_type)
        } else {
            not_modelled("a built-in type with modifiers in an unusual spelling")
        };
    }
    with_modifiers(data_type, modifiers)
}

fn modifiers(cursor: &mut Cursor) -> Step<Vec<String>> {
    let mut found = Vec::new();
    if cursor.take_sign("(") {
        loop {
            match cursor.peek() {
                Some(token) if token.is_name() => found.push(cursor.name()?),
                _ => found.push(cursor.number()?),
            }
            if !cursor.take_sign(",") {
                break;
            }
        }
        cursor.expect_sign(")")?;
    }
    Ok(found)
}

/// As `format_type()` prints them.
fn with_modifiers(data_type: DataType, modifiers: Vec<String>) -> Step<DataType> {
    Ok(match (data_type.name.as_str(), modifiers.as_slice()) {
        _ if data_type.schema.is_some() => data_type.with(modifiers),
        ("numeric", [precision]) => {
            let precision = precision.clone();
            data_type.with([precision, "0".to_string()])
        }
        ("character" | "bit", []) => data_type.with(["1"]),
        ("double precision", [bits]) => match bits.parse::<u32>() {
            Ok(1..=24) => DataType::builtin("real"),
            Ok(25..=53) => DataType::builtin("double precision"),
            _ => return not_modelled("a float of this precision"),
        },
        ("numeric" | "character" | "character varying" | "bit" | "bit varying" | "bpchar", _) => {
            if data_type.name == "bpchar" && !modifiers.is_empty() {
                DataType::builtin("char").with(modifiers)
            } else {
                data_type.with(modifiers)
            }
        }
        (_, []) => data_type,
        _ => return not_modelled("modifiers of this type"),
    })
}

fn interval(cursor: &mut Cursor) -> Step<DataType> {
    let data_type = DataType::builtin("interval");
    if cursor.sees_sign("(") {
        let modifiers = modifiers(cursor)?;
        return Ok(data_type.with(modifiers));
    }
    const FIELDS: [&str; 6] = ["year", "month", "day", "hour", "minute", "second"];
    let Some(first) = FIELDS.into_iter().find(|field| cursor.take(field)) else { return Ok(data_type) };
    let mut fields = first.to_string();
    let mut last = first;
    if cursor.take("to") {
        let Some(second) = FIELDS.into_iter().find(|field| cursor.take(field)) else { return cursor.unexpected("a field") };
        fields.push_str(&format!(" to {second}"));
        last = second;
    }
    let mut all = vec![fields];
    if last == "second" {
        all.extend(modifiers(cursor)?);
    }
    Ok(data_type.with(all))
}

/// As `format_type(oid, NULL)` prints it: without modifiers.
pub(super) fn plain(data_type: &DataType) -> String {
    let mut plain = DataType { modifiers: Vec::new(), ..data_type.clone() };
    if plain.schema.is_none() && plain.name == "bpchar" {
        plain.name = "character".to_string();
    }
    plain.to_string()
}
