//! A number as its column keeps it.
//!
//! Comes in: a value, the type of its column. Goes out: the same value; of a floating-point type the shortest number that is read as what the column
//! holds, which is what PostgreSQL prints of it. Never happens: another change.
//!
//! Source: PostgreSQL, "8.1.3. Floating-Point Types": real and double precision are IEEE 754 single and double, printed in the shortest precise form.

use super::SeedValue;
use crate::catalog::DataType;

/// So many digits are kept as they are written.
const DIGITS_OF_REAL: usize = 6;
const DIGITS_OF_DOUBLE: usize = 15;
/// Longer numbers are written with an exponent.
const LONGEST: usize = 30;

pub fn kept(data_type: &DataType, value: SeedValue) -> SeedValue {
    let digits = match data_type.name.as_str() {
        _ if data_type.array || data_type.schema.is_some() => return value,
        "real" => DIGITS_OF_REAL,
        "double precision" => DIGITS_OF_DOUBLE,
        _ => return value,
    };
    match value {
        SeedValue::Number(text) => SeedValue::Number(rounded(&text, digits).unwrap_or(text)),
        value => value,
    }
}

/// None for what is kept as it is written, or is no number of the type.
fn rounded(text: &str, digits: usize) -> Option<String> {
    let significant = text.trim_start_matches('-').trim_start_matches(['0', '.']).bytes().filter(u8::is_ascii_digit).count();
    if !text.contains(['e', 'E']) && significant <= digits {
        return None;
    }
    let scientific = if digits == DIGITS_OF_REAL {
        text.parse::<f32>().ok().filter(|number| number.is_finite()).map(|number| format!("{number:e}"))
    } else {
        text.parse::<f64>().ok().filter(|number| number.is_finite()).map(|number| format!("{number:e}"))
    }?;
    let plain = written_out(&scientific).filter(|plain| plain.len() <= LONGEST);
    Some(plain.unwrap_or(scientific))
}

/// So far from the point nobody writes all digits.
const GREATEST_EXPONENT: i32 = 2000;

/// `-1.5e3` → `-1500`: digits alone, with a point where there are decimals, none of them a zero at the end. None for what is no number.
pub fn written_out(text: &str) -> Option<String> {
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, exponent.parse::<i32>().ok().filter(|exponent| exponent.abs() <= GREATEST_EXPONENT)?),
        None => (text, 0),
    };
    let (sign, unsigned) = match number.strip_prefix('-') {
        Some(unsigned) => ("-", unsigned),
        None => ("", number.strip_prefix('+').unwrap_or(number)),
    };
    let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = format!("{whole}{decimals}");
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let point = whole.len() as i32 + exponent;
    let missing = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
    let digits = format!("{}{digits}{}", missing(1 - point), missing(point - digits.len() as i32));
    let (whole, decimals) = digits.split_at(usize::try_from(point.max(1)).ok()?);
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let decimals = decimals.trim_end_matches('0');
    let sign = if whole == "0" && decimals.is_empty() { "" } else { sign };
    Some(if decimals.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{decimals}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_out() {
        for (text, written) in [
            ("1e+100", Some(format!("1{}", "0".repeat(100)))),
            ("-1.50E3", Some("-1500".to_string())),
            ("1.5e-3", Some("0.0015".to_string())),
            ("12.340", Some("12.34".to_string())),
            ("007", Some("7".to_string())),
            ("-0.0", Some("0".to_string())),
            ("0.5", Some("0.5".to_string())),
            ("1e999999999", None),
            ("NaN", None),
            ("", None),
            ("1.2.3", None),
        ] {
            assert_eq!(written_out(text), written, "{text}");
        }
    }

    #[test]
    fn a_floating_point_number_is_the_one_that_the_column_holds() {
        let of = |name: &str, text: &str| match kept(&DataType::builtin(name), SeedValue::Number(text.to_string())) {
            SeedValue::Number(text) => text,
            other => format!("{other:?}"),
        };
        assert_eq!(of("double precision", &"9".repeat(100)), "1e100");
        assert_eq!(of("double precision", "3.50"), "3.50");
        assert_eq!(of("double precision", "0.12345678901234567"), "0.12345678901234566");
        assert_eq!(of("real", "123456.789"), "123456.79");
        assert_eq!(of("real", "16777217"), "16777216");
        assert_eq!(of("real", "1e50"), "1e50", "what the type cannot hold is left for PostgreSQL to say");
        assert_eq!(of("numeric", "123456.789"), "123456.789");
    }
}
