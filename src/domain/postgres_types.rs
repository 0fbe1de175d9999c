//! The types of PostgreSQL by their own names.
//!
//! Comes in: a lower-case name and arguments. Goes out: a [`FieldType`], or which extension has it.
//! Source: PostgreSQL, "Chapter 8. Data Types", and the limits measured on PostgreSQL 15.

use super::expression::CheckTemplate;
use super::types::{ArgumentError, FieldType, SqlType, ValueClass};
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

/// `None` for a name that PostgreSQL itself does not have.
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
        _ => return None,
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

/// An extension whose types people ask for.
pub(super) struct ExtensionType {
    types: &'static [&'static str],
    pub(super) name: &'static str,
    /// Of Debian and Ubuntu (apt.postgresql.org); `{}` is the server's version.
    package: &'static str,
    /// What to write as long as the language has no `extension`.
    pub(super) instead: &'static str,
}

impl ExtensionType {
    pub(super) fn package(&self, postgres: u32) -> String {
        self.package.replace("{}", &postgres.to_string())
    }
}

/// Source: the extensions' own documentation; contrib stands in the server's package since PostgreSQL 10 on Debian.
const EXTENSIONS: &[ExtensionType] = &[
    ExtensionType {
        types: &["vector", "halfvec", "sparsevec"],
        name: "vector",
        package: "postgresql-{}-pgvector",
        instead: "write `real[]` until then",
    },
    ExtensionType {
        types: &["citext"],
        name: "citext",
        package: "postgresql-{}",
        instead: "write `email`, which keeps lower case, or `varchar(n)` with `check (x = lower(x))`",
    },
    ExtensionType {
        types: &["ltree", "lquery"],
        name: "ltree",
        package: "postgresql-{}",
        instead: "write a reference to the parent (`parent -> X?`)",
    },
    ExtensionType { types: &["hstore"], name: "hstore", package: "postgresql-{}", instead: "write `jsonb`" },
    ExtensionType { types: &["cube"], name: "cube", package: "postgresql-{}", instead: "write `real[]` until then" },
    ExtensionType { types: &["seg"], name: "seg", package: "postgresql-{}", instead: "write `numrange`" },
    ExtensionType {
        types: &["isbn13", "ean13", "issn", "ismn", "upc"],
        name: "isn",
        package: "postgresql-{}",
        instead: "write `isbn` or `ean`",
    },
    ExtensionType {
        types: &["geometry", "geography", "raster"],
        name: "postgis",
        package: "postgresql-{}-postgis-3",
        instead: "write `latitude` and `longitude`, or `point`",
    },
];

pub(super) fn extension_of(name: &str) -> Option<&'static ExtensionType> {
    EXTENSIONS.iter().find(|extension| extension.types.contains(&name))
}

/// The key style that a serial type was meant to be.
pub(super) fn serial_key(name: &str) -> Option<&'static str> {
    matches!(name, "serial" | "bigserial" | "smallserial" | "serial2" | "serial4" | "serial8").then_some("bigserial")
}

/// Types without a default operator class for btree. Source: pg_opclass of PostgreSQL 15.
const UNORDERED: &[&str] = &["json", "xml", "point", "line", "lseg", "box", "path", "polygon", "circle", "jsonpath", "xid", "pg_snapshot"];

/// Whether values can be compared, as keys, unique constraints and btree indexes must.
pub(super) fn has_order(sql: &SqlType) -> bool {
    !UNORDERED.contains(&sql.name.as_str())
}

/// Why an index of gist cannot hold the type, with btree_gist neither. Source: PostgreSQL, "F.8. btree_gist".
pub(super) fn never_in_gist(sql: &SqlType) -> Option<&'static str> {
    let none = sql.array || matches!(sql.name.as_str(), "json" | "jsonb" | "xml" | "jsonpath" | "line" | "lseg" | "path");
    none.then_some("name a field of another type, or an expression of it in parentheses")
}

/// Why an index of this method cannot hold the type; `None` when it can, or when only PostgreSQL knows.
pub(super) fn method_refuses(method: &str, sql: &SqlType) -> Option<&'static str> {
    let name = sql.name.as_str();
    match method {
        "btree" if !has_order(sql) => Some("write `using gist` for geometry, and `jsonb` for json"),
        "hash" if !has_order(sql) && name != "xid" => Some("choose another field"),
        "gin" if !(sql.array || matches!(name, "jsonb" | "json" | "tsvector")) => {
            Some("gin is for `jsonb`, `tsvector` and arrays; leave `using gin` out (pg_trgm, an extension, would be needed for text)")
        }
        "gin" if name == "json" && !sql.array => Some("write `jsonb`, which gin can look into"),
        "gist"
            if sql.array
                || !(name.ends_with("range") || matches!(name, "point" | "box" | "polygon" | "circle" | "tsvector" | "tsquery")) =>
        {
            Some("gist is for ranges and geometry; leave `using gist` out (btree_gist, an extension, would be needed for other types)")
        }
        _ => None,
    }
}
