//! The kinds of fields: how a type is written, what may be said about it, values that fit it.

/// What fields of a kind have in common, as far as checks, defaults and indexes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    Text,
    Integer,
    Decimal,
    Boolean,
    Date,
    Moment,
    Interval,
    Json,
    Array,
    Range,
    Geometry,
    Network,
    /// An enum of the project, by its place.
    Enum(usize),
    Other,
}

#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// As it stands in the requirements.
    pub written: &'static str,
    pub class: Class,
    /// Whether the values have an order, so that the field may be unique or a key.
    pub ordered: bool,
    /// Whether fifteen distinct sample values are easily found.
    pub many: bool,
    /// Values as the requirements write them, each fitting the type.
    pub values: &'static [&'static str],
    /// Whether the type brings rules of its own, so that no other check is added.
    pub semantic: bool,
}

const fn raw(written: &'static str, class: Class, many: bool, values: &'static [&'static str]) -> Kind {
    Kind { written, class, ordered: true, many, values, semantic: false }
}

const fn unordered(written: &'static str, class: Class, values: &'static [&'static str]) -> Kind {
    Kind { written, class, ordered: false, many: false, values, semantic: false }
}

const fn semantic(written: &'static str, class: Class, many: bool, values: &'static [&'static str]) -> Kind {
    Kind { written, class, ordered: true, many, values, semantic: true }
}

use Class::{Array, Boolean, Date, Decimal, Geometry, Integer, Interval, Json, Moment, Network, Other, Range, Text};

/// Types that most projects have; half of all fields are of these.
pub const COMMON: &[Kind] = &[
    raw("varchar(1..80)", Text, true, &["\"small\"", "\"it's \\\"large\\\"\"", "\"$$ -- \\\\\""]),
    raw("varchar(40)", Text, true, &["\"small\"", "\"medium\""]),
    raw("varchar(3..30)", Text, true, &["\"small\"", "\"large\""]),
    raw("text", Text, true, &["\"small\"", "\"\"\"two\nlines\"\"\""]),
    raw("text(1..500)", Text, true, &["\"small\"", "\"medium\""]),
    raw("int", Integer, true, &["8", "2", "-3"]),
    raw("bigint", Integer, true, &["8", "9000000000"]),
    raw("numeric(10,2)", Decimal, true, &["8", "12.50"]),
    raw("bool", Boolean, false, &["true", "false"]),
    semantic("date", Date, true, &["\"2026-01-31\"", "\"2024-02-29\""]),
    semantic("timestamp", Moment, true, &["\"2026-01-31 12:00\"", "\"2026-06-01 00:00+02\""]),
    raw("jsonb", Json, false, &["{}", "{\"a\": [1, 2.5, null]}", "[]"]),
    raw("text[]", Array, false, &["[]", "[\"a\", \"it's\"]"]),
];

pub const SEMANTIC: &[Kind] = &[
    semantic("email", Text, true, &["\"ada@example.org\"", "\"bob@example.org\""]),
    semantic("url", Text, true, &["\"https://example.org/about\""]),
    semantic("slug", Text, true, &["\"hello-world\"", "\"other\""]),
    semantic("phone", Text, true, &["\"+12025550123\""]),
    semantic("secret", Text, true, &[]),
    semantic("token", Text, true, &["\"Zk3vQ0r8s1T6w9Xy\""]),
    semantic("money(EUR)", Decimal, true, &["19.90", "0"]),
    semantic("money(JPY)", Decimal, true, &["1990"]),
    semantic("percent", Decimal, false, &["12.50"]),
    semantic("rating", Integer, false, &["4", "1"]),
    semantic("country", Text, false, &["\"DE\"", "\"FR\""]),
    semantic("currency", Text, false, &["\"EUR\""]),
    semantic("language", Text, false, &["\"en\""]),
    semantic("timezone", Text, false, &["\"Europe/Berlin\""]),
    semantic("ip", Network, true, &["\"192.0.2.10\""]),
    semantic("cidr", Network, false, &["\"192.0.2.0/24\""]),
    semantic("mac", Other, true, &["\"00:00:5e:00:53:01\""]),
    semantic("color", Text, false, &["\"#ffcc00\"", "\"#000000\""]),
    semantic("latitude", Decimal, true, &["52.520008"]),
    semantic("longitude", Decimal, true, &["13.404954"]),
    semantic("markdown", Text, true, &["\"# Hello\""]),
    semantic("html", Text, true, &["\"<p>Hello</p>\""]),
    semantic("uuid", Other, true, &["\"0190a6e1-7c5d-7000-8000-000000000001\""]),
    Kind { ordered: true, ..semantic("json", Json, false, &["{}"]) },
    semantic("person_name", Text, true, &["\"Ada Lovelace\""]),
    semantic("first_name", Text, false, &["\"Ada\""]),
    semantic("last_name", Text, false, &["\"Lovelace\""]),
    semantic("street", Text, true, &["\"12 Analytical Row\""]),
    semantic("city", Text, false, &["\"London\""]),
    semantic("postal_code", Text, true, &["\"10115\""]),
    semantic("company", Text, true, &["\"Example GmbH\""]),
    semantic("isbn", Text, true, &["\"9783161484100\""]),
    semantic("ean", Text, true, &["\"4006381333931\""]),
    semantic("semver", Text, true, &["\"1.4.0-rc.1\""]),
    semantic("date", Date, true, &["\"2026-01-31\""]),
    semantic("time", Other, false, &["\"18:30\""]),
    semantic("timestamp", Moment, true, &["\"2026-01-31 12:00+00\""]),
    semantic("duration", Interval, false, &["\"1 hour 30 minutes\""]),
    semantic("year", Integer, false, &["2026"]),
    semantic("quantity", Integer, false, &["3"]),
];

pub const POSTGRES: &[Kind] = &[
    raw("smallint", Integer, true, &["8", "-1"]),
    raw("integer", Integer, true, &["8"]),
    raw("numeric", Decimal, true, &["8", "-0.000001"]),
    raw("decimal(6,4)", Decimal, true, &["8", "0.5"]),
    raw("numeric(4)", Decimal, true, &["8"]),
    raw("real", Decimal, true, &["8", "1.5"]),
    raw("double precision", Decimal, true, &["8", "-2.25"]),
    raw("float(20)", Decimal, true, &["8"]),
    raw("char(3)", Text, false, &["\"abc\""]),
    raw("varchar(200)", Text, true, &["\"small\""]),
    raw("bytea", Other, true, &[]),
    raw("pg.date", Date, true, &["\"2026-01-31\""]),
    raw("pg.time", Other, false, &["\"12:00\""]),
    raw("time(3)", Other, false, &["\"12:00\""]),
    raw("time with time zone", Other, false, &["\"12:00+02\""]),
    raw("pg.timestamp", Moment, true, &["\"2026-01-31 12:00\""]),
    raw("timestamptz", Moment, true, &["\"2026-01-31 12:00+00\""]),
    raw("timestamptz(3)", Moment, true, &["\"2026-01-31 12:00+00\""]),
    raw("interval", Interval, false, &["\"3 days\""]),
    raw("interval(2)", Interval, false, &["\"1 hour\""]),
    raw("interval day to second", Interval, false, &["\"1 day 02:00:00\""]),
    raw("interval year to month", Interval, false, &["\"1 year 2 months\""]),
    raw("pg.uuid", Other, true, &["\"0190a6e1-7c5d-7000-8000-000000000001\""]),
    unordered("pg.json", Json, &["{}"]),
    raw("inet", Network, true, &["\"192.0.2.10\""]),
    raw("pg.cidr", Network, false, &["\"192.0.2.0/24\""]),
    raw("macaddr", Other, true, &["\"00:00:5e:00:53:01\""]),
    raw("macaddr8", Other, true, &[]),
    unordered("point", Geometry, &["\"(1,2)\""]),
    unordered("line", Other, &[]),
    unordered("lseg", Other, &[]),
    unordered("box", Geometry, &["\"(3,4),(1,2)\""]),
    unordered("path", Other, &[]),
    unordered("polygon", Geometry, &[]),
    unordered("circle", Geometry, &["\"<(1,2),3>\""]),
    raw("int4range", Range, false, &["\"[1,5)\""]),
    raw("int8range", Range, false, &["\"[1,5)\""]),
    raw("numrange", Range, false, &["\"[1.5,5)\""]),
    raw("tsrange", Range, false, &["\"[2026-01-01 00:00,2026-02-01 00:00)\""]),
    raw("tstzrange", Range, false, &["\"[2026-01-01 00:00+00,2026-02-01 00:00+00)\""]),
    raw("daterange", Range, false, &["\"[2026-01-01,2026-02-01)\""]),
    raw("int4multirange", Other, false, &["\"{[1,5)}\""]),
    raw("datemultirange", Other, false, &[]),
    raw("tsvector", Other, false, &[]),
    raw("tsquery", Other, false, &[]),
    raw("bit(4)", Other, false, &["\"1010\""]),
    raw("bit varying(8)", Other, false, &["\"10\""]),
    raw("pg.money", Other, true, &["12.5"]),
    unordered("xml", Other, &[]),
    raw("oid", Other, true, &[]),
    raw("pg_lsn", Other, true, &[]),
    raw("int[]", Array, false, &["[]", "[36, 38, 40]"]),
    raw("numeric(6,2)[]", Array, false, &["[1.5]"]),
    raw("varchar(20)[]", Array, false, &["[\"a\"]"]),
    raw("text[][]", Array, false, &[]),
    raw("bool[]", Array, false, &["[true, false]"]),
    raw("date[]", Array, false, &["[\"2026-01-31\"]"]),
    raw("uuid[]", Array, false, &[]),
    raw("jsonb[]", Other, false, &[]),
    raw("inet[]", Array, false, &[]),
    unordered("point[]", Other, &[]),
];

/// A check in SQL that the first of the kind's values fulfils; `x` is the column.
pub fn checks(kind: &Kind) -> &'static [&'static str] {
    if kind.semantic {
        return &[];
    }
    match kind.class {
        Text if kind.written == "char(3)" => &["x <> 'xyz'"],
        Text => &[
            "char_length(x) > 1",
            "x <> 'forbidden'",
            "x in ('small', 'medium', 'large')",
            "x = lower(x)",
            "x <> '' and x not like '%\\%'",
            "x ~ '^[a-z ]+$' or x = 'it''s'",
        ],
        Integer => &["x > 0", "x between 1 and 1000", "x <> 13", "x in (1, 2, 3, 5, 8)", "x % 2 = 0", "not (x < 0 or x > 900)"],
        Decimal => &["x > 0", "x >= 0 and x < 50", "x between 0.5 and 9.5", "x <> 1"],
        Date | Moment => &["x >= '2000-01-01'", "x > '1990-05-05' and x < '2100-01-01'"],
        Interval => &["x > interval '1 minute'"],
        Json => match kind.written {
            "jsonb" => &["jsonb_typeof(x) = 'object'", "x <> 'null'"],
            _ => &["json_typeof(x) = 'object'"],
        },
        Array => &["cardinality(x) < 9", "x is distinct from null"],
        Range => &["not isempty(x)", "lower(x) is not null"],
        Network => &["family(x) = 4"],
        _ => &[],
    }
}

/// Patterns, each with a value that matches.
pub const PATTERNS: &[(&str, &str)] = &[
    ("/^[a-z]+$/", "\"small\""),
    ("/^[A-Z]{2}-[0-9]{3,5}$/", "\"AB-123\""),
    ("/^[a-z0-9_]+$/", "\"small\""),
    ("/^(red|green|blue)$/", "\"red\""),
    ("/^\\d{4}$/", "\"2026\""),
    ("/^[^ '\"]+$/", "\"small\""),
    ("/^[A-Z]\\w*(-\\w+)?$/", "\"Ab-c\""),
];

/// Whether a kind of index can hold the class.
pub fn index_method(kind: &Kind) -> &'static [&'static str] {
    match kind.class {
        Json if kind.written == "jsonb" || kind.written == "json" => &["gin"],
        Array => &["gin"],
        Range => &["gist"],
        Geometry => &["gist"],
        Text | Integer | Date => &["hash", "brin"],
        _ => &[],
    }
}
