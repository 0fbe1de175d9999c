//! The types of PostgreSQL by their own names.
//!
//! Comes in: a lower-case name and arguments. Goes out: a [`FieldType`], also for the types of known extensions.
//! Source: PostgreSQL, "Chapter 8. Data Types", and the limits measured on PostgreSQL 15.

use super::expression::CheckTemplate;
use super::types::{ArgumentError, FieldType, SqlType, ValueClass};
use crate::sql::extensions;
use crate::syntax::ast::TypeArgumentValue;

const SMALLINT: ValueClass = ValueClass::Integer { minimum: i16::MIN as i128, maximum: i16::MAX as i128 };
const INTEGER: ValueClass = ValueClass::Integer { minimum: i32::MIN as i128, maximum: i32::MAX as i128 };
const BIGINT: ValueClass = ValueClass::Integer { minimum: i64::MIN as i128, maximum: i64::MAX as i128 };

/// Types without arguments.
const SIMPLE: &[(&str, ValueClass)] = &[
    ("bool", ValueClass::Boolean),
    ("boolean", ValueClass::Boolean),
    ("smallint", SMALLINT),
    ("int2", SMALLINT),
    ("int", INTEGER),
    ("integer", INTEGER),
    ("int4", INTEGER),
    ("bigint", BIGINT),
    ("int8", BIGINT),
    ("real", ValueClass::Float),
    ("float4", ValueClass::Float),
    ("float8", ValueClass::Float),
    ("double precision", ValueClass::Float),
    ("money", ValueClass::Decimal { digits: None }),
    ("bytea", ValueClass::Other),
    ("date", ValueClass::Date),
    ("json", ValueClass::Json),
    ("jsonb", ValueClass::Json),
    ("jsonpath", ValueClass::Other),
    ("uuid", ValueClass::Uuid),
    ("xml", ValueClass::Other),
    ("inet", ValueClass::Network),
    ("cidr", ValueClass::Network),
    ("macaddr", ValueClass::Other),
    ("macaddr8", ValueClass::Other),
    ("point", ValueClass::Other),
    ("line", ValueClass::Other),
    ("lseg", ValueClass::Other),
    ("box", ValueClass::Other),
    ("path", ValueClass::Other),
    ("polygon", ValueClass::Other),
    ("circle", ValueClass::Other),
    ("tsvector", ValueClass::Other),
    ("tsquery", ValueClass::Other),
    ("int4range", ValueClass::Other),
    ("int8range", ValueClass::Other),
    ("numrange", ValueClass::Other),
    ("tsrange", ValueClass::Other),
    ("tstzrange", ValueClass::Other),
    ("daterange", ValueClass::Other),
    ("int4multirange", ValueClass::Other),
    ("int8multirange", ValueClass::Other),
    ("nummultirange", ValueClass::Other),
    ("tsmultirange", ValueClass::Other),
    ("tstzmultirange", ValueClass::Other),
    ("datemultirange", ValueClass::Other),
    ("name", ValueClass::Text),
    ("oid", ValueClass::Other),
    ("xid", ValueClass::Other),
    ("xid8", ValueClass::Other),
    ("pg_lsn", ValueClass::Other),
    ("pg_snapshot", ValueClass::Other),
    ("regclass", ValueClass::Other),
    ("regtype", ValueClass::Other),
    ("regproc", ValueClass::Other),
];

/// Types that take arguments, with how they are written.
const WITH_ARGUMENTS: &[&str] = &[
    "text",
    "varchar",
    "character varying",
    "char",
    "character",
    "bpchar",
    "numeric",
    "decimal",
    "float",
    "bit",
    "bit varying",
    "varbit",
    "time",
    "timetz",
    "time with time zone",
    "time without time zone",
    "timestamp",
    "timestamptz",
    "timestamp with time zone",
    "timestamp without time zone",
    "interval",
];

/// Source: PostgreSQL, "8.5. Date/Time Types", fields of interval.
const INTERVAL_FIELDS: &[&str] = &[
    "year",
    "month",
    "day",
    "hour",
    "minute",
    "second",
    "year to month",
    "day to hour",
    "day to minute",
    "day to second",
    "hour to minute",
    "hour to second",
    "minute to second",
];

/// PostgreSQL's MaxAttrSize: "length for type varchar cannot exceed 10485760".
const LONGEST_TEXT: u32 = 10_485_760;

pub(super) fn names() -> impl Iterator<Item = &'static str> {
    SIMPLE.iter().map(|(name, _)| *name).chain(WITH_ARGUMENTS.iter().copied())
}

/// `None` for a name that neither PostgreSQL itself nor a known extension has.
pub(super) fn resolve(name: &str, arguments: &[TypeArgumentValue]) -> Option<Result<FieldType, ArgumentError>> {
    if let Some((name, class)) = SIMPLE.iter().find(|(known, _)| *known == name) {
        return Some(match arguments {
            [] => Ok(FieldType::plain(name, SqlType::of(name), class.clone())),
            _ => Err(ArgumentError::new(format!("`{name}` takes nothing in parentheses"), format!("write `{name}`"))),
        });
    }
    Some(match name {
        "text" => text(arguments),
        "varchar" | "character varying" => varchar(arguments),
        "char" | "character" | "bpchar" => sized("char", "char", arguments, LONGEST_TEXT, ValueClass::Text),
        "bit" => sized("bit", "bit", arguments, 83_886_080, ValueClass::Other),
        "bit varying" | "varbit" => sized("varbit", "varbit", arguments, 83_886_080, ValueClass::Other),
        "numeric" | "decimal" => numeric(arguments),
        "float" => float(arguments),
        "time" | "time without time zone" => precise("time", arguments, ValueClass::Time),
        "timetz" | "time with time zone" => precise("timetz", arguments, ValueClass::Time),
        "timestamp" | "timestamp without time zone" => precise("timestamp", arguments, ValueClass::Timestamp { with_time_zone: false }),
        "timestamptz" | "timestamp with time zone" => precise("timestamptz", arguments, ValueClass::Timestamp { with_time_zone: true }),
        _ if name == "interval" || name.starts_with("interval ") => interval(name, arguments)?,
        _ => return of_extension(name, arguments),
    })
}

fn number(argument: &TypeArgumentValue) -> Option<u32> {
    match argument {
        TypeArgumentValue::Number(text) => text.parse().ok(),
        _ => None,
    }
}

fn range(argument: &TypeArgumentValue) -> Option<(u32, u32)> {
    match argument {
        TypeArgumentValue::Range(low, high) => Some((low.parse().ok()?, high.parse().ok()?)),
        _ => None,
    }
}

fn lengths(minimum: u32, maximum: u32, example: &str) -> Result<(u32, u32), ArgumentError> {
    match () {
        () if minimum > maximum => {
            Err(ArgumentError::new(format!("{minimum} is more than {maximum}"), format!("write the smaller number first: `{example}`")))
        }
        () if maximum == 0 => Err(ArgumentError::new("a length is at least 1", format!("write `{example}`"))),
        () if maximum > LONGEST_TEXT => {
            Err(ArgumentError::new(format!("PostgreSQL allows at most {LONGEST_TEXT} characters"), "write `text` for a text of any length"))
        }
        () => Ok((minimum, maximum)),
    }
}

/// `text`, `text(5000)`, `text(1..5000)`: always TEXT, its length by a check.
fn text(arguments: &[TypeArgumentValue]) -> Result<FieldType, ArgumentError> {
    let plain = FieldType::plain("text", SqlType::of("text"), ValueClass::Text);
    let (minimum, maximum) = match arguments {
        [] => return Ok(plain),
        [argument] => match (number(argument), range(argument)) {
            (Some(maximum), _) => lengths(0, maximum, "text(5000)")?,
            (_, Some((minimum, maximum))) => lengths(minimum, maximum, "text(1..5000)")?,
            _ => {
                return Err(ArgumentError::new(
                    "`text` takes a length or a range of lengths",
                    "write `text`, `text(5000)` or `text(1..5000)`",
                ));
            }
        },
        _ => return Err(ArgumentError::new("`text` takes one length", "write `text(1..5000)`")),
    };
    let check = match minimum {
        0 => format!("char_length({{column}}) <= {maximum}"),
        _ => format!("char_length({{column}}) BETWEEN {minimum} AND {maximum}"),
    };
    Ok(FieldType {
        minimum_length: Some(minimum).filter(|minimum| *minimum > 0),
        maximum_length: Some(maximum),
        checks: vec![CheckTemplate::new(&check)],
        ..plain
    })
}

/// `varchar(40)`, `varchar(3..30)`.
fn varchar(arguments: &[TypeArgumentValue]) -> Result<FieldType, ArgumentError> {
    let (minimum, maximum) = match arguments {
        [argument] => match (number(argument), range(argument)) {
            (Some(maximum), _) => lengths(0, maximum, "varchar(40)")?,
            (_, Some((minimum, maximum))) => lengths(minimum, maximum, "varchar(3..30)")?,
            _ => return Err(ArgumentError::new("a length is a whole number", "write `varchar(40)` or `varchar(3..30)`")),
        },
        [] => return Err(ArgumentError::new("`varchar` needs a length", "write `varchar(40)`, or `text` for any length")),
        _ => return Err(ArgumentError::new("`varchar` takes one length", "write `varchar(40)` or `varchar(3..30)`")),
    };
    let minimum = Some(minimum).filter(|minimum| *minimum > 0);
    let checks = minimum.map(|minimum| CheckTemplate::new(&format!("char_length({{column}}) >= {minimum}")));
    Ok(FieldType {
        minimum_length: minimum,
        maximum_length: Some(maximum),
        checks: checks.into_iter().collect(),
        ..FieldType::plain("varchar", SqlType::with("varchar", &[maximum]), ValueClass::Text)
    })
}

/// `char(3)`, `bit(8)`.
fn sized(word: &str, sql: &str, arguments: &[TypeArgumentValue], most: u32, class: ValueClass) -> Result<FieldType, ArgumentError> {
    let length = match arguments {
        [] => {
            return Ok(FieldType {
                maximum_length: (class == ValueClass::Text).then_some(1),
                ..FieldType::plain(word, SqlType::of(sql), class)
            });
        }
        [argument] => number(argument).filter(|length| (1..=most).contains(length)),
        _ => None,
    };
    match length {
        Some(length) => Ok(FieldType {
            maximum_length: (class == ValueClass::Text).then_some(length),
            ..FieldType::plain(word, SqlType::with(sql, &[length]), class)
        }),
        None => Err(ArgumentError::new(format!("`{word}` takes one length from 1 to {most}"), format!("write `{word}(8)`"))),
    }
}

fn numeric(arguments: &[TypeArgumentValue]) -> Result<FieldType, ArgumentError> {
    let wrong = || {
        ArgumentError::new(
            "`decimal` takes its digits: 1 to 1000 in all, and how many of them stand after the point",
            "write `decimal(12,2)`",
        )
    };
    let digits = match arguments {
        [] => None,
        [precision] => Some((number(precision).ok_or_else(wrong)?, 0)),
        [precision, scale] => Some((number(precision).ok_or_else(wrong)?, number(scale).ok_or_else(wrong)?)),
        _ => return Err(wrong()),
    };
    let sql = match digits {
        Some((precision, scale)) if !(1..=1000).contains(&precision) || scale > precision => return Err(wrong()),
        Some((precision, scale)) => SqlType::with("numeric", &[precision, scale]),
        None => SqlType::of("numeric"),
    };
    Ok(FieldType::plain("decimal", sql, ValueClass::Decimal { digits }))
}

/// Source: PostgreSQL, "8.1.3. Floating-Point Types": 1 to 24 is real, 25 to 53 double precision.
fn float(arguments: &[TypeArgumentValue]) -> Result<FieldType, ArgumentError> {
    let name = match arguments {
        [] => "float8",
        [argument] => match number(argument) {
            Some(1..=24) => "float4",
            Some(25..=53) => "float8",
            _ => return Err(ArgumentError::new("`float` takes 1 to 53 binary digits", "write `float`")),
        },
        _ => return Err(ArgumentError::new("`float` takes at most one number", "write `float`")),
    };
    Ok(FieldType::plain("float", SqlType::of(name), ValueClass::Float))
}

fn precise(name: &str, arguments: &[TypeArgumentValue], class: ValueClass) -> Result<FieldType, ArgumentError> {
    let sql = match arguments {
        [] => SqlType::of(name),
        [argument] => match number(argument) {
            Some(precision @ 0..=6) => SqlType::with(name, &[precision]),
            _ => {
                return Err(ArgumentError::new(
                    format!("`{name}` takes 0 to 6 digits of a second"),
                    format!("write `{name}` or `{name}(3)`"),
                ));
            }
        },
        _ => return Err(ArgumentError::new(format!("`{name}` takes one number"), format!("write `{name}`"))),
    };
    Ok(FieldType::plain(name, sql, class))
}

fn interval(name: &str, arguments: &[TypeArgumentValue]) -> Option<Result<FieldType, ArgumentError>> {
    let fields = name.strip_prefix("interval").unwrap_or("").trim();
    if !fields.is_empty() && !INTERVAL_FIELDS.contains(&fields) {
        return None;
    }
    let mut modifiers: Vec<String> = Some(fields.to_string()).filter(|fields| !fields.is_empty()).into_iter().collect();
    match arguments {
        [] => {}
        [argument] => match number(argument) {
            Some(precision @ 0..=6) if fields.is_empty() || fields.ends_with("second") => modifiers.push(precision.to_string()),
            _ => return Some(Err(ArgumentError::new("an interval takes 0 to 6 digits of a second", "write `interval` or `interval(3)`"))),
        },
        _ => return Some(Err(ArgumentError::new("an interval takes one number", "write `interval`"))),
    }
    Some(Ok(FieldType::plain("interval", SqlType::with("interval", &modifiers), ValueClass::Other)))
}

/// A type of a known extension; `None` for any other name.
fn of_extension(name: &str, arguments: &[TypeArgumentValue]) -> Option<Result<FieldType, ArgumentError>> {
    let extension = extensions::of_type(name)?;
    let modifiers: Option<Vec<String>> = match (name, arguments) {
        (_, []) => Some(Vec::new()),
        // Source: pgvector, "Reference": a column of a plain vector has up to 16,000 dimensions.
        ("vector" | "halfvec", [dimensions]) => {
            number(dimensions).filter(|dimensions| (1..=16_000).contains(dimensions)).map(|dimensions| vec![dimensions.to_string()])
        }
        ("sparsevec", [dimensions]) => {
            number(dimensions).filter(|dimensions| *dimensions >= 1).map(|dimensions| vec![dimensions.to_string()])
        }
        ("geometry" | "geography", [TypeArgumentValue::Word(shape)]) => Some(vec![shape.clone()]),
        ("geometry" | "geography", [TypeArgumentValue::Word(shape), system]) => {
            number(system).map(|system| vec![shape.clone(), system.to_string()])
        }
        _ => None,
    };
    let (takes, help) = match name {
        "vector" | "halfvec" => ("takes the number of its dimensions, 1 to 16000", format!("write `{name}(768)`")),
        "sparsevec" => ("takes the number of its dimensions", format!("write `{name}(100000)`")),
        "geometry" | "geography" => ("takes a shape and the number of a reference system", format!("write `{name}(Point, 4326)`")),
        _ => ("takes nothing in parentheses", format!("write `{name}`")),
    };
    let class = if name == "citext" { ValueClass::Text } else { ValueClass::Other };
    Some(match modifiers {
        Some(modifiers) => {
            let sql = SqlType { modifiers, extension: Some(extension.name), ..SqlType::of(name) };
            Ok(FieldType::plain(name, sql, class))
        }
        None => Err(ArgumentError::new(format!("`{name}` {takes}"), help)),
    })
}

/// The key style that a serial type was meant to be.
pub(super) fn serial_key(name: &str) -> Option<&'static str> {
    matches!(name, "serial" | "bigserial" | "smallserial" | "serial2" | "serial4" | "serial8").then_some("bigserial")
}

/// Types without a default operator class for btree. Source: pg_opclass of PostgreSQL 15.
const UNORDERED: &[&str] =
    &["json", "xml", "point", "line", "lseg", "box", "path", "polygon", "circle", "jsonpath", "xid", "pg_snapshot", "lquery", "ltxtquery"];

/// Whether values can be compared, as keys, unique constraints and btree indexes must.
pub(super) fn has_order(sql: &SqlType) -> bool {
    !UNORDERED.contains(&sql.name.as_str())
}

/// Types for which btree_gist has a default operator class. Source: pg_opclass of PostgreSQL 15 with btree_gist 1.7.
const BTREE_GIST: &[&str] = &[
    "bool",
    "boolean",
    "smallint",
    "int2",
    "int",
    "integer",
    "int4",
    "bigint",
    "int8",
    "real",
    "float4",
    "float8",
    "double precision",
    "numeric",
    "money",
    "char",
    "varchar",
    "text",
    "bytea",
    "bit",
    "varbit",
    "uuid",
    "date",
    "time",
    "timetz",
    "timestamp",
    "timestamptz",
    "interval",
    "inet",
    "cidr",
    "macaddr",
    "macaddr8",
    "oid",
];

/// Why an index of gist cannot hold the type, with btree_gist neither. Source: PostgreSQL, "F.8. btree_gist".
pub(super) fn never_in_gist(sql: &SqlType) -> Option<&'static str> {
    let none = sql.array || matches!(sql.name.as_str(), "json" | "jsonb" | "xml" | "jsonpath" | "line" | "lseg" | "path");
    none.then_some("name a field of another type, or an expression of it in parentheses")
}

/// Why an index of this method cannot hold the type; `None` when it can, or when only PostgreSQL knows.
pub(super) fn method_refuses(method: &str, sql: &SqlType) -> Option<&'static str> {
    let name = sql.name.as_str();
    if sql.extension.is_some() || sql.schema.is_some() {
        return None;
    }
    // An enum has no name here.
    let plain = !sql.array && (BTREE_GIST.contains(&name) || sql.enumeration.is_some());
    match method {
        "btree" if !has_order(sql) => Some("write `using gist` for geometry, and `jsonb` for json"),
        "hash" if !has_order(sql) && name != "xid" => Some("choose another field"),
        "gin" if !(sql.array || matches!(name, "jsonb" | "json" | "tsvector")) => {
            Some("gin is for `jsonb`, `tsvector` and arrays; leave `using gin` out (pg_trgm, an extension, would be needed for text)")
        }
        "gin" if name == "json" && !sql.array => Some("write `jsonb`, which gin can look into"),
        // Of plain types btree_gist makes it possible, which the proof adds when PostgreSQL misses it.
        "gist" if plain => None,
        "gist"
            if sql.array
                || !(name.ends_with("range") || matches!(name, "point" | "box" | "polygon" | "circle" | "tsvector" | "tsquery")) =>
        {
            Some("gist is for ranges, geometry and plain values such as numbers and texts; leave `using gist` out")
        }
        _ => None,
    }
}
