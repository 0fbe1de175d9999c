//! Literals of the domain in SQL and in the population.
//!
//! Comes in: a literal that fits its column. Goes out: a default's SQL, or a [`GivenValue`]. Never happens: a text that is not quoted.

use super::GivenValue;
use crate::catalog::{ColumnValue, Expression};
use crate::domain::Literal;
use crate::sql::quote_literal;

/// What a column's default is.
pub(super) fn default(literal: Option<&Literal>) -> ColumnValue {
    match literal.and_then(sql) {
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
            Literal::Text(text) | Literal::Json(text) | Literal::Expression(text) => element(text),
            Literal::Array(parts) => array(parts),
        })
        .collect();
    format!("{{{}}}", parts.join(","))
}

/// In double quotes where PostgreSQL would print it so: what is read back must be what was meant. Source: array_out in arrayfuncs.c.
fn element(text: &str) -> String {
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
    fn an_array_is_written_as_postgresql_prints_it() {
        let text = |text: &str| Literal::Text(text.to_string());
        let parts = ["s", "", "NULL", "a b", "a,b", "\"", "\\", "ä-1"].map(text);
        assert_eq!(array(&parts), r#"{s,"","NULL","a b","a,b","\"","\\",ä-1}"#);
        let nested = [Literal::Array(vec![Literal::Boolean(true), Literal::Null]), Literal::Array(vec![Literal::Number("1.50".into())])];
        assert_eq!(array(&nested), "{{t,NULL},{1.50}}");
    }
}
