//! Values that may do where nobody knows what a condition asks for: those that it names itself, what lies beside them, and what is typical of the
//! type.
//!
//! Comes in: a field and the constants of the conditions that read it. Goes out: values that its type holds, each once, in the same order for every
//! row. Never happens: a value that is said to fulfil anything: the conditions or PostgreSQL judge each.

mod json;
mod moments;
mod numbers;
mod others;
mod paths;
mod texts;

use crate::ordered::IndexSet;

use super::SeedValue;
use super::condition::range_subtype;
use super::field::{At, Family, Field};
use super::generate::made;
use super::generators::time::{ANCHOR, DAY};
use super::kept::kept;

/// What the field's own generator makes comes first, at most so many.
pub const USUAL: usize = 32;
/// More than these are not looked at.
const MOST: usize = 3000;

/// `many` where they are looked for once, and not for each row.
pub fn candidates(field: &Field, constants: &[SeedValue], many: bool) -> Vec<SeedValue> {
    let mut found = usual(field);
    found.extend(field.values.iter().cloned());
    if field.data_type.array {
        found.extend(others::arrays(field, constants));
    } else {
        found.extend(of_type(field, constants, many));
    }
    if field.nullable {
        found.push(SeedValue::Null);
    }
    let mut found: Vec<SeedValue> = found.into_iter().map(|value| kept(&field.data_type, value)).collect();
    let mut seen: IndexSet<String> = IndexSet::default();
    found.retain(|value| seen.insert(format!("{value:?}")));
    found.truncate(MOST);
    found
}

fn usual(field: &Field) -> Vec<SeedValue> {
    let at = |row: u64| At { row, variation: row / 8, born: ANCHOR + row as i64 * 37 * DAY, ..At::default() };
    (0..USUAL as u64).map(|row| made(field, &at(row))).filter(|value| *value != SeedValue::Null).collect()
}

fn of_type(field: &Field, constants: &[SeedValue], many: bool) -> Vec<SeedValue> {
    let own = field.data_type.schema.is_some() && field.data_type.name != "citext";
    match field.family {
        Family::Integer | Family::Decimal => numbers::numbers(field, constants),
        Family::Text => texts::texts(field, constants, many),
        Family::Time => moments::moments(&field.data_type.name, constants),
        Family::Boolean => vec![SeedValue::Boolean(true), SeedValue::Boolean(false)],
        Family::Other if own => Vec::new(),
        Family::Other => match field.data_type.name.as_str() {
            "json" | "jsonb" => json::json(field, constants),
            "money" => numbers::numbers(field, constants),
            name if name.starts_with("time ") => moments::times_of_day(name, constants),
            name if range_subtype(name).is_some() => others::ranges(name, constants),
            name => others::others(name, field, constants),
        },
    }
}

/// The texts among the constants.
fn written(constants: &[SeedValue]) -> impl Iterator<Item = &str> {
    constants
        .iter()
        .filter_map(|constant| if let SeedValue::Text(text) | SeedValue::Number(text) = constant { Some(text.as_str()) } else { None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::DataType;
    use crate::seed::generators::tests::field;

    fn of(name: &str, constants: &[&str]) -> Vec<String> {
        let constants: Vec<SeedValue> = constants
            .iter()
            .map(|text| match text.parse::<f64>() {
                Ok(_) => SeedValue::Number(text.to_string()),
                Err(_) => SeedValue::Text(text.to_string()),
            })
            .collect();
        let plain = field("Thing", "value", "", DataType::builtin(name));
        let field = Field { generator: crate::seed::generators::choose(&plain), ..plain };
        let text = |value: SeedValue| match value {
            SeedValue::Number(text) | SeedValue::Text(text) => text,
            other => format!("{other:?}"),
        };
        candidates(&field, &constants, true).into_iter().map(text).collect()
    }

    #[test]
    fn what_a_condition_names_and_what_lies_beside_it() {
        for (data_type, constants, wanted) in [
            ("integer", &["49"][..], &["7", "-7", "49", "50", "48", "98", "2147483647"][..]),
            ("bigint", &["9223372036854775800"], &["9223372036854775801", "9223372036854775807"]),
            ("numeric", &["1e30"], &["1000000000000000000000000000001"]),
            ("text", &["^([a-z])\\1$"], &["cc"]),
            ("text", &["(?<=x)y"], &["xy"]),
            ("text", &["-", "x"], &["word-x"]),
            ("date", &["2020-05-05"], &["2020-05-05", "2020-05-06", "2024-02-01", "2024-12-25"]),
            ("jsonb", &["key"], &["[\"key\"]", "{\"group\":\"Anchor\",\"key\":[1],\"position\":23,\"reviewed\":false}"]),
            ("inet", &["10.0.0.0/8"], &["10.0.0.1"]),
            ("int4range", &["5"], &["[5,6)", "empty"]),
            ("bytea", &["3"], &["\\x616263"]),
            ("bit varying", &["101"], &["101", "1"]),
        ] {
            let found = of(data_type, constants);
            for value in wanted {
                assert!(found.iter().any(|known| known == value), "{data_type} {constants:?} has no {value}: {found:?}");
            }
        }
    }

    #[test]
    fn no_number_is_beyond_its_type() {
        for value in of("smallint", &["40000", "-40000"]) {
            assert!((-32_768..=32_767).contains(&value.parse::<i64>().expect("a number")), "{value}");
        }
    }
}
