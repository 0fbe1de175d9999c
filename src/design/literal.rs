//! Literals of the domain in SQL and in the population.
//!
//! Comes in: a literal that fits its column. Goes out: a default's SQL, or a [`GivenValue`]. Never happens: a text that is not quoted.

use super::GivenValue;
use crate::catalog::{ColumnValue, DataType, Expression, discrete_range};
use crate::domain::Literal;
use crate::sql::quote_literal;

/// What a column's default is. A range over days or whole numbers is written as PostgreSQL holds it: `[1,5]` as `[1,6)`.
pub(super) fn default(literal: Option<&Literal>, data_type: &DataType) -> ColumnValue {
    let range = |literal: &Literal| match literal {
        Literal::Text(text) if !data_type.array => discrete_range(text, &data_type.name).map(|text| quote_literal(&text).to_string()),
        _ => None,
    };
    match literal.and_then(|literal| range(literal).or_else(|| sql(literal))) {
        Some(text) => ColumnValue::Default(Expression::new(text)),
        None => ColumnValue::None,
    }
}

fn sql(literal: &Literal) -> Option<String> {
    Some(match literal {
        Literal::Null => return None,
        Literal::Boolean(true) => "TRUE".to_string(),
        Literal::Boolean(false) => "FALSE".to_string(),
        Literal::Number(text) | Literal::Expression(text) => text.clone(),
        Literal::Text(text) | Literal::Json(text) => quote_literal(text).to_string(),
        Literal::Array(parts) => quote_literal(&array(parts)).to_string(),
    })
}

/// An array in PostgreSQL's own notation, which takes the column's type whatever that is. Source: PostgreSQL, "8.15.6. Array Input and Output Syntax".
pub(super) fn array(parts: &[Literal]) -> String {
    let parts: Vec<String> = parts
        .iter()
        .map(|part| match part {
            Literal::Null => "NULL".to_string(),
            Literal::Boolean(value) => if *value { "t" } else { "f" }.to_string(),
            Literal::Number(text) => text.clone(),
            Literal::Text(text) | Literal::Json(text) | Literal::Expression(text) => array_element(text),
            Literal::Array(parts) => array(parts),
        })
        .collect();
    format!("{{{}}}", parts.join(","))
}

/// In double quotes where PostgreSQL would print it so: what is read back must be what was meant. Source: array_out in arrayfuncs.c.
pub fn array_element(text: &str) -> String {
    let special = |c: char| matches!(c, '"' | '\\' | '{' | '}' | ',' | ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}');
    if text.is_empty() || text.eq_ignore_ascii_case("null") || text.contains(special) {
        return format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    }
    text.to_string()
}

pub(super) fn given(literal: &Literal) -> GivenValue {
    match literal {
        Literal::Null => GivenValue::Null,
        Literal::Boolean(value) => GivenValue::Boolean(*value),
        Literal::Number(text) => GivenValue::Number(text.clone()),
        Literal::Text(text) => GivenValue::Text(text.clone()),
        Literal::Json(text) => GivenValue::Json(text.clone()),
        Literal::Array(parts) => GivenValue::Array(parts.iter().map(given).collect()),
        Literal::Expression(text) => GivenValue::Expression(text.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_of_whole_numbers_is_written_as_postgresql_holds_it() {
        let default = |text: &str, data_type: &str| match default(Some(&Literal::Text(text.to_string())), &DataType::builtin(data_type)) {
            ColumnValue::Default(expression) => expression.written,
            other => format!("{other:?}"),
        };
        assert_eq!(default("[1,5]", "int4range"), "'[1,6)'");
        assert_eq!(default("(-3,]", "int8range"), "'[-2,)'");
        assert_eq!(default("[ 5, 5)", "int8range"), "'empty'");
        assert_eq!(default("[,5]", "int4range"), "'(,6)'");
        assert_eq!(default("[\"2024-02-28\",2024-12-31]", "daterange"), "'[2024-02-28,2025-01-01)'");
        assert_eq!(default("[1,5]", "numrange"), "'[1,5]'", "between 5 and 6 lie other numbers");
        assert_eq!(default("[1,2147483647]", "int4range"), "'[1,2147483647]'", "which PostgreSQL refuses by itself");
    }

    #[test]
    fn an_array_is_written_as_postgresql_prints_it() {
        let text = |text: &str| Literal::Text(text.to_string());
        let parts = ["s", "", "NULL", "a b", "a,b", "\"", "\\", "ä-1"].map(text);
        assert_eq!(array(&parts), r#"{s,"","NULL","a b","a,b","\"","\\",ä-1}"#);
        let nested = [Literal::Array(vec![Literal::Boolean(true), Literal::Null]), Literal::Array(vec![Literal::Number("1.50".into())])];
        assert_eq!(array(&nested), "{{t,NULL},{1.50}}");
    }
}
