//! Powers, roots, bits and cut numbers.

use super::Function;
use super::value::{Exactness, Value};
use crate::seed::decimal::Decimal;

/// The value as a whole number.
pub fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number, _) if number.whole() => number.floor(0).and_then(|number| i64::try_from(number).ok()),
        _ => None,
    }
}

pub fn truncated(number: Decimal, places: u32) -> Option<Decimal> {
    let zero = Decimal::integer(0);
    let units = if number.compare(zero)?.is_lt() { number.ceiling(places)? } else { number.floor(places)? };
    Some(Decimal::new(units, places))
}

/// Whole numbers that floating point holds exactly.
const EXACT: f64 = 9e15;

pub fn root(number: Decimal) -> Option<Value> {
    let approximate = number.approximate();
    // Of a negative number there is none: an error.
    if !(0.0..=EXACT).contains(&approximate) {
        return None;
    }
    let root = approximate.sqrt();
    let rounded = Decimal::integer(root.round() as i64);
    if rounded.times(rounded)?.compare(number)?.is_eq() {
        return Some(Value::Number(rounded, Exactness::Double));
    }
    Some(Value::Number(Decimal::parse(&format!("{root:.9}"))?, Exactness::Approximate))
}

fn power(base: Decimal, kind: Exactness, exponent: i64) -> Option<Value> {
    let mut product = Decimal::integer(1);
    for _ in 0..Some(exponent).filter(|exponent| (0..=20).contains(exponent))? {
        product = product.times(base)?.plain();
    }
    let is_exact = kind == Exactness::Decimal || product.approximate().abs() < EXACT && product.whole();
    // `power` of whole numbers is floating point.
    let kind = match kind {
        Exactness::Decimal => Exactness::Decimal,
        _ if is_exact => Exactness::Double,
        _ => Exactness::Approximate,
    };
    Some(Value::Number(product, kind))
}

pub fn complement(value: &Value) -> Option<Value> {
    Some(Value::integer(!whole(value)?))
}

pub fn of_several(function: Function, arguments: &[Value]) -> Option<Value> {
    let [left, right] = arguments else { return None };
    if let (Function::Power, Value::Number(base, kind)) = (function, left) {
        return power(*base, *kind, whole(right)?);
    }
    let (Value::Number(number, kind), Value::Number(divisor, other)) = (left, right) else { return None };
    if function == Function::WholeQuotient {
        let (quotient, _) = number.quotient(*divisor, 0)?;
        return Some(Value::Number(quotient, Exactness::Decimal));
    }
    let is_whole = (*kind, *other) == (Exactness::Integer, Exactness::Integer);
    let (left, right) = (whole(left).filter(|_| is_whole)?, whole(right)?);
    Some(Value::integer(match function {
        Function::BitAnd => left & right,
        Function::BitOr => left | right,
        Function::BitXor => left ^ right,
        Function::ShiftRight => left >> u32::try_from(right).ok().filter(|places| *places < 31)?,
        // Beyond this it depends on how wide the type is.
        Function::ShiftLeft => {
            left.checked_shl(u32::try_from(right).ok().filter(|places| *places < 31)?).filter(|number| i32::try_from(*number).is_ok())?
        }
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_powers_and_roots() {
        let number = |number: i64| Value::integer(number);
        for (function, left, right, wanted) in [
            (Function::BitAnd, 12, 10, 8),
            (Function::BitOr, 12, 10, 14),
            (Function::BitXor, 12, 10, 6),
            (Function::ShiftRight, -9, 1, -5),
            (Function::ShiftLeft, 3, 4, 48),
        ] {
            assert_eq!(of_several(function, &[number(left), number(right)]), Some(number(wanted)), "{function:?}");
        }
        assert_eq!(of_several(Function::ShiftLeft, &[number(1), number(31)]), None, "an integer would turn negative");
        assert_eq!(of_several(Function::Power, &[number(7), number(2)]), Some(Value::Number(Decimal::integer(49), Exactness::Double)));
        assert_eq!(root(Decimal::integer(49)), Some(Value::Number(Decimal::integer(7), Exactness::Double)));
        assert!(matches!(root(Decimal::integer(50)), Some(Value::Number(_, Exactness::Approximate))));
        assert_eq!(root(Decimal::integer(-1)), None);
        assert_eq!(truncated(Decimal::new(-199, 2), 0).map(|number| number.to_string()).as_deref(), Some("-1"));
    }
}
