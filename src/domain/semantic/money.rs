//! `money`: an amount of money, exact, in one currency.

use super::{ArgumentError, SemanticType, Shape};
use crate::syntax::ast::TypeArgumentValue;

pub const TYPE: SemanticType = SemanticType {
    name: "money",
    summary: "an amount of money, exact, in one currency",
    example: "price money(EUR)",
    like: "19.90",
    arguments: "`money(EUR)`: a currency of ISO 4217, which decides the digits after the point",
    resolve,
};

/// Source: PostgreSQL wiki, Don't Do This: do not use money.
fn resolve(arguments: &[TypeArgumentValue]) -> Result<Shape, ArgumentError> {
    let currency = match arguments {
        [TypeArgumentValue::Word(currency)] if currency.len() == 3 && currency.chars().all(|c| c.is_ascii_uppercase()) => currency.as_str(),
        _ => {
            return Err(ArgumentError::new(
                "`money` needs its currency by three letters",
                "write `money(EUR)`; `pg.money` is the type of PostgreSQL",
            ));
        }
    };
    Ok(Shape::decimal(14, minor_digits(currency)))
}

/// Source: ISO 4217, table A.1, column "minor unit"; two where it is not listed here.
fn minor_digits(currency: &str) -> u32 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}
