//! What conditions ask of arrays, and of network addresses within others.

use super::evaluate::{compare, not};
use super::value::{Value, is_equal};
use super::{Function, powers};

/// A NULL is found too, unlike by `=`.
pub fn position(arguments: &[Value]) -> Option<Value> {
    let [list, wanted] = arguments else { return None };
    let items = match list {
        Value::Null => return Some(Value::Null),
        Value::Array(items) => items,
        _ => return None,
    };
    for (place, item) in (1..).zip(items) {
        let same = match (item, wanted) {
            (Value::Null, other) | (other, Value::Null) => *other == Value::Null,
            (item, wanted) => is_equal(item, wanted)?,
        };
        if same {
            return Some(Value::integer(place));
        }
    }
    Some(Value::Null)
}

pub fn of_several(function: Function, arguments: &[Value]) -> Option<Value> {
    Some(match (function, arguments) {
        (Function::Overlaps, [Value::Array(left), Value::Array(right)]) => {
            let mut any = false;
            for item in left.iter().filter(|item| **item != Value::Null) {
                for other in right.iter().filter(|other| **other != Value::Null) {
                    any |= is_equal(item, other)?;
                }
            }
            Value::Boolean(any)
        }
        (Function::Element, [Value::Array(items), place]) => {
            let place = powers::whole(place)?;
            usize::try_from(place - 1).ok().and_then(|place| items.get(place)).cloned().unwrap_or(Value::Null)
        }
        (Function::AllCompare(comparison), [value, Value::Array(items)]) => {
            items.iter().fold(Value::Boolean(true), |all, item| both(all, compare(value.clone(), comparison, item.clone())))
        }
        (Function::AnyCompare(comparison), [value, Value::Array(items)]) => {
            not(items.iter().fold(Value::Boolean(true), |none, item| both(none, not(compare(value.clone(), comparison, item.clone())))))
        }
        (Function::ShiftLeft, [Value::Address(inner), Value::Address(outer) | Value::Text(outer)]) => {
            Value::Boolean(is_within(inner, outer)?)
        }
        _ => return None,
    })
}

fn both(left: Value, right: Value) -> Value {
    match (left, right) {
        (Value::Boolean(false), _) | (_, Value::Boolean(false)) => Value::Boolean(false),
        (Value::Boolean(true), other) | (other, Value::Boolean(true)) => other,
        (Value::Null, Value::Null) => Value::Null,
        _ => Value::Unjudged,
    }
}

/// An address of IPv4 as a number, with the length of its mask.
fn address(text: &str) -> Option<(u32, u32)> {
    let (address, length) = text.split_once('/').map_or((text, Some(32)), |(address, length)| (address, length.parse().ok()));
    let address: std::net::Ipv4Addr = address.parse().ok()?;
    Some((u32::from(address), length.filter(|length| *length <= 32)?))
}

/// `inner << outer`: strictly within.
fn is_within(inner: &str, outer: &str) -> Option<bool> {
    if inner.contains(':') != outer.contains(':') {
        return Some(false);
    }
    let ((inner, inner_length), (outer, outer_length)) = (address(inner)?, address(outer)?);
    let shift = 32 - outer_length;
    Some(inner_length > outer_length && u64::from(inner) >> shift == u64::from(outer) >> shift)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_within_networks() {
        for (inner, outer, wanted) in [
            ("10.1.2.3", "10.0.0.0/8", Some(true)),
            ("10.0.0.0/8", "10.0.0.0/8", Some(false)),
            ("11.0.0.1", "10.0.0.0/8", Some(false)),
            ("9.9.9.9", "0.0.0.0/0", Some(true)),
            ("2001:db8::1", "10.0.0.0/8", Some(false)),
            ("2001:db8::1", "2001:db8::/32", None),
        ] {
            assert_eq!(is_within(inner, outer), wanted, "{inner} << {outer}");
        }
    }
}
