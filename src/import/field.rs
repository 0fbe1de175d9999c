//! Types, defaults and what else stands behind a field's name.
//!
//! Comes in: a column with its table and the checks that may be its own. Goes out: text behind the name. Never happens: a semantic type
//! whose check the table does not have.

use crate::catalog::{CheckConstraint, Column, DataType, Expression, QualifiedName};
use crate::domain::semantic;

use super::expression::{on_one_line, without_outer};
use super::names::{Names, written};

/// The type, as it is referred to from a namespace. `None` when a name of it can be written in no way.
pub(super) fn type_text(data_type: &DataType, names: &Names, left: impl Fn(&QualifiedName) -> bool, from: &str) -> String {
    let element = match data_type.user_name() {
        Some(name) => match names.reference(&name, from).filter(|_| names.enums.contains_key(&name) && !left(&name)) {
            Some(reference) => reference,
            None if name.schema == "public" && crate::sql::extensions::of_type(&name.name).is_some() => {
                format!("{}{}", written(&name.name), modifiers(data_type))
            }
            None => format!("pg.{}.{}{}", written(&name.schema), written(&name.name), modifiers(data_type)),
        },
        None => builtin(data_type),
    };
    if data_type.array { format!("{element}[]") } else { element }
}

fn modifiers(data_type: &DataType) -> String {
    if data_type.modifiers.is_empty() { String::new() } else { format!("({})", data_type.modifiers.join(", ")) }
}

/// PostgreSQL's own types by the shortest of their names that means no other.
fn builtin(data_type: &DataType) -> String {
    let arguments = modifiers(data_type);
    match data_type.name.as_str() {
        "character varying" if arguments.is_empty() => "pg.varchar".to_string(),
        "character varying" => format!("varchar{arguments}"),
        "character" if arguments.is_empty() => "pg.pg_catalog.bpchar".to_string(),
        "character" => format!("char{arguments}"),
        "bit varying" => format!("varbit{arguments}"),
        "bit" => format!("bit{arguments}"),
        "integer" => "int".to_string(),
        "boolean" => "bool".to_string(),
        "timestamp with time zone" => format!("timestamp{arguments}"),
        "timestamp without time zone" => format!("pg.timestamp{arguments}"),
        "time without time zone" => format!("time{arguments}"),
        "time with time zone" => format!("timetz{arguments}"),
        "interval" => interval(data_type),
        "numeric" if data_type.modifiers.iter().any(|part| part.starts_with('-')) => format!("pg.pg_catalog.numeric{arguments}"),
        name @ ("smallint" | "bigint" | "real" | "double precision" | "text" | "bytea" | "jsonb" | "xml" | "inet" | "macaddr"
        | "macaddr8" | "point" | "line" | "lseg" | "box" | "path" | "polygon" | "circle" | "tsvector" | "tsquery" | "int4range"
        | "int8range" | "numrange" | "tsrange" | "tstzrange" | "daterange" | "date" | "uuid" | "cidr" | "oid" | "name"
        | "jsonpath" | "pg_lsn") => name.to_string(),
        "numeric" => format!("numeric{arguments}"),
        name @ ("json" | "money") => format!("pg.{name}"),
        "\"char\"" => "pg.pg_catalog.`\"char\"`".to_string(),
        name => format!("pg.pg_catalog.{}{arguments}", written(name)),
    }
}

fn interval(data_type: &DataType) -> String {
    let is_fields = |part: &&String| part.starts_with(|c: char| c.is_ascii_alphabetic());
    let fields: String = data_type.modifiers.iter().filter(is_fields).map(|fields| format!(" {fields}")).collect();
    let precision: String = data_type.modifiers.iter().filter(|part| !is_fields(part)).map(|digits| format!("({digits})")).collect();
    format!("interval{fields}{precision}")
}

/// A type of the language that brings exactly this check: `email`, `varchar(3..30)`, `text(1..5000)`.
pub(super) fn checked_type(column: &Column, check: &CheckConstraint) -> Option<String> {
    if column.data_type.array {
        return None;
    }
    let semantic = semantic::plain().filter(|known| !known.checks.is_empty()).find(|known| {
        let data_type = DataType::builtin(&known.sql.name).with(&known.sql.modifiers);
        let texts: Vec<String> = known
            .checks
            .iter()
            .map(|template| if column.not_null { template.for_column(&column.name) } else { template.for_optional_column(&column.name) })
            .collect();
        data_type == column.data_type && Expression::new(texts.join(" AND ")) == check.expression
    });
    semantic.map(|known| known.word).or_else(|| by_length(column, check))
}

fn by_length(column: &Column, check: &CheckConstraint) -> Option<String> {
    let text = on_one_line(&check.expression.written)?;
    let numbers: Vec<u32> =
        without_outer(&text).split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter_map(|word| word.parse().ok()).collect();
    let name = crate::sql::quote_identifier(&column.name);
    let same = |text: String| Expression::new(text) == check.expression;
    match (column.data_type.name.as_str(), column.data_type.modifiers.as_slice(), numbers.as_slice()) {
        ("character varying", [most], [least]) if *least > 0 => {
            let fits = most.parse().is_ok_and(|most: u32| *least <= most) && same(format!("char_length({name}) >= {least}"));
            fits.then(|| format!("varchar({least}..{most})"))
        }
        ("text", [], [most]) if *most > 0 => same(format!("char_length({name}) <= {most}")).then(|| format!("text({most})")),
        ("text", [], [least, most]) if *least > 0 && least <= most => {
            same(format!("char_length({name}) BETWEEN {least} AND {most}")).then(|| format!("text({least}..{most})"))
        }
        _ => None,
    }
}
