//! Values of types that users put together: composite types and ranges.

use std::cmp::Ordering;

use super::super::condition::{Value, order_of};
use super::super::field::MadeOf;
use super::{At, Field, SeedValue, text};

/// `(12,"a text",)`: each attribute by its own generator; what has none is NULL.
pub fn composite(field: &Field, at: &At) -> SeedValue {
    let MadeOf::Composite(attributes) = &field.made_of else { return SeedValue::Null };
    let parts: Vec<String> = attributes.iter().map(|attribute| quoted(&value_of(attribute, at))).collect();
    text(format!("({})", parts.join(",")))
}

/// Two values of the subtype, the lower first; a point where their order is the server's to say.
pub fn range(field: &Field, at: &At) -> SeedValue {
    let (subtype, multirange) = match &field.made_of {
        MadeOf::Range(subtype) => (subtype, false),
        MadeOf::Multirange(subtype) => (subtype, true),
        _ => return SeedValue::Null,
    };
    let bounds = [0, 1].map(|step| value_of(subtype, &At { row: at.row * 2 + step, ..*at }));
    let order = order_of(&Value::of(&bounds[0], Some(&subtype.data_type)), &Value::of(&bounds[1], Some(&subtype.data_type)));
    let [first, second] = bounds.map(|bound| quoted(&bound));
    let range = match order {
        Some(Ordering::Less) => format!("[{first},{second})"),
        Some(Ordering::Greater) => format!("[{second},{first})"),
        _ => format!("[{first},{first}]"),
    };
    text(if multirange { format!("{{{range}}}") } else { range })
}

fn value_of(field: &Field, at: &At) -> SeedValue {
    super::super::generate::made(field, at)
}

/// As the text form of rows, ranges and arrays takes it.
fn quoted(value: &SeedValue) -> String {
    match value {
        SeedValue::Null | SeedValue::Parent(_) | SeedValue::Expression(_) => String::new(),
        SeedValue::Boolean(value) => value.to_string(),
        SeedValue::Number(number) => number.clone(),
        SeedValue::Text(text) => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
        SeedValue::Array(items) => {
            let items: Vec<String> =
                items.iter().map(|item| if *item == SeedValue::Null { "NULL".to_string() } else { quoted(item) }).collect();
            quoted(&SeedValue::Text(format!("{{{}}}", items.join(","))))
        }
    }
}
