//! One value of a row as SQL, and the casts that VALUES needs once it stands in a FROM clause.
//!
//! Source: PostgreSQL, "10.5. UNION, CASE, and Related Constructs": string constants of a VALUES list become text.

use super::template::RenderError;
use crate::catalog::DataType;
use crate::seed::SeedValue;
use crate::sql::quote_literal;

pub(super) fn value_sql(value: &SeedValue, data_type: &DataType) -> Result<String, RenderError> {
    Ok(match value {
        SeedValue::Null => "NULL".to_string(),
        SeedValue::Boolean(truth) => truth.to_string(),
        SeedValue::Number(number) if is_number(number) => number.clone(),
        SeedValue::Number(text) | SeedValue::Text(text) => quote_literal(text).to_string(),
        SeedValue::Array(_) => format!("{}::{}", array_sql(value, data_type)?, cast_type(data_type).sql()),
        SeedValue::Expression(written) if written.contains("--") => format!("({written}\n)"),
        SeedValue::Expression(written) => format!("({written})"),
        SeedValue::Parent(_) => return Err(RenderError { message: "a parent stands where a column's value belongs".to_string() }),
    })
}

fn array_sql(value: &SeedValue, data_type: &DataType) -> Result<String, RenderError> {
    let SeedValue::Array(items) = value else { return value_sql(value, data_type) };
    let items: Vec<String> = items.iter().map(|item| array_sql(item, data_type)).collect::<Result<_, _>>()?;
    Ok(format!("ARRAY[{}]", items.join(", ")))
}

/// Decimal text that SQL reads as a number.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let mut parts = digits.splitn(2, ['e', 'E']);
    let (mantissa, exponent) = (parts.next().unwrap_or(""), parts.next());
    let whole = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mantissa_is_fine = match mantissa.split_once('.') {
        Some((before, after)) => whole(before) && whole(after),
        None => whole(mantissa),
    };
    mantissa_is_fine && exponent.is_none_or(|exponent| whole(exponent.strip_prefix(['-', '+']).unwrap_or(exponent)))
}

pub(super) fn is_character(data_type: &DataType) -> bool {
    data_type.schema.is_none() && matches!(data_type.name.as_str(), "text" | "character varying" | "character")
}

/// The type to cast to. An explicit cast to `varchar(n)` or `bit(n)` cuts a long value in silence, where the assignment to the column refuses
/// it: such casts go to the type without a length. Source: PostgreSQL, "8.3. Character Types".
pub(super) fn cast_type(data_type: &DataType) -> DataType {
    let unbounded = |name: &str| DataType { array: data_type.array, ..DataType::builtin(name) };
    match data_type.name.as_str() {
        _ if is_character(data_type) => unbounded("text"),
        "bit" | "bit varying" if data_type.schema.is_none() => unbounded("varbit"),
        _ => data_type.clone(),
    }
}

/// `sample.status::public.post_status`; without a cast where the assignment to the column finds its own way.
pub(super) fn selected(column: &str, values: &[&SeedValue], data_type: &DataType) -> String {
    if assigns_without_cast(values, data_type) {
        format!("sample.{column}")
    } else {
        format!("sample.{column}::{}", cast_type(data_type).sql())
    }
}

fn assigns_without_cast(values: &[&SeedValue], data_type: &DataType) -> bool {
    let given: Vec<&&SeedValue> = values.iter().filter(|value| !matches!(value, SeedValue::Null)).collect();
    if !data_type.array && is_character(data_type) {
        return given.iter().all(|value| matches!(value, SeedValue::Text(_) | SeedValue::Expression(_)));
    }
    let numeric = matches!(data_type.name.as_str(), "smallint" | "integer" | "bigint" | "numeric" | "real" | "double precision");
    !given.is_empty()
        && given.iter().all(|value| match value {
            SeedValue::Number(number) => numeric && data_type.schema.is_none() && is_number(number),
            SeedValue::Boolean(_) => data_type.schema.is_none() && data_type.name == "boolean",
            SeedValue::Array(_) => true,
            _ => false,
        })
}

/// What a stored value is compared with when there is no key: in the column's own precision, so that what was rounded on its way in is found again.
pub(super) fn compared(column: &str, data_type: &DataType) -> String {
    if is_character(data_type) && !data_type.array {
        format!("sample.{column}")
    } else {
        format!("sample.{column}::{}", cast_type(data_type).sql())
    }
}

/// What a stored value is cast to before it is compared. Arrays of two kinds of text have no `=` between them, and domains over an enum have none at all:
/// both sides get the cast.
pub(super) fn stored_cast(declared: &DataType, base: &DataType) -> String {
    let to = cast_type(base);
    let is_needed = declared.array && to != *declared || base.schema.is_some() && base != declared;
    if is_needed { format!("::{}", to.sql()) } else { String::new() }
}

/// Types without `=`, or with one that means something else (boxes of equal area). Source: pg_operator on PostgreSQL 15.
pub(super) fn has_no_equality(data_type: &DataType) -> bool {
    data_type.schema.is_none()
        && matches!(
            data_type.name.as_str(),
            "json" | "xml" | "point" | "line" | "lseg" | "box" | "path" | "polygon" | "circle" | "jsonpath" | "txid_snapshot"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_numbers_and_everything_else_is_quoted() {
        for (text, expected) in
            [("12", "12"), ("-12.50", "-12.50"), ("1e-3", "1e-3"), ("1;DROP", "'1;DROP'"), ("--1", "'--1'"), ("1.", "'1.'"), ("", "''")]
        {
            assert_eq!(value_sql(&SeedValue::Number(text.to_string()), &DataType::bigint()).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn arrays_carry_their_type_and_no_length_that_would_cut() {
        let value = SeedValue::Array(vec![SeedValue::Text("it's".to_string()), SeedValue::Null]);
        let labels = DataType::builtin("varchar").with(["3"]).array_of();
        assert_eq!(value_sql(&value, &labels).as_deref(), Ok("ARRAY['it''s', NULL]::TEXT[]"));
        assert_eq!(value_sql(&SeedValue::Array(vec![]), &labels).as_deref(), Ok("ARRAY[]::TEXT[]"));
    }
}
