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
            // As PostgreSQL prints it back.
            Literal::Boolean(value) => if *value { "t" } else { "f" }.to_string(),
            Literal::Number(text) => text.clone(),
            Literal::Text(text) | Literal::Json(text) | Literal::Expression(text) => {
                format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
            }
            Literal::Array(parts) => array(parts),
        })
        .collect();
    format!("{{{}}}", parts.join(","))
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
