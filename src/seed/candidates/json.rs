//! JSON: objects with the keys that the constants name, holding values of every kind; lists; plain values.

use serde_json::{Value, json};

use super::super::SeedValue;
use super::super::field::{At, Field};
use super::super::generate::made;
use super::paths::{document, united};
use super::written;

const KEYS: usize = 5;

pub fn json(field: &Field, constants: &[SeedValue]) -> Vec<SeedValue> {
    let constants: Vec<&str> = written(constants).collect();
    let mut found: Vec<Value> = constants.iter().filter_map(|text| serde_json::from_str(text).ok()).collect();
    let keys = constants.iter().flat_map(|text| text.trim_start_matches("$.").trim_matches(['{', '}']).split([',', '.']));
    const TYPES: &[&str] = &["object", "array", "string", "number", "boolean", "null"];
    let mut keys: Vec<&str> =
        keys.map(|key| key.trim_matches('"')).filter(|key| !key.is_empty() && key.len() <= 60 && !TYPES.contains(key)).collect();
    keys.dedup();
    keys.truncate(KEYS);
    let mut values = vec![json!(1), json!(10), json!("word"), json!([]), json!([1]), json!(["a", "b"]), json!({}), json!(true), json!(3.5)];
    values.extend(constants.iter().map(|text| json!(text)));
    values.extend(
        constants
            .iter()
            .filter_map(|text| text.parse::<i64>().ok())
            .flat_map(|number| [json!(number), json!(number + 1), json!(number - 1)]),
    );
    values.extend(
        constants.iter().filter_map(|text| text.parse::<usize>().ok()).filter(|length| *length < 50).map(|length| json!(vec![1; length])),
    );
    for key in &keys {
        found.extend(values.iter().map(|value| json!({ *key: value })));
        for other in keys.iter().filter(|other| *other != key) {
            found.extend(values.iter().map(|value| json!({ *key: value, *other: value })));
            found.extend(values.iter().map(|value| json!({ *key: { *other: value } })));
            found.extend(values.iter().map(|value| json!({ *key: 1, *other: value })));
        }
    }
    let all: serde_json::Map<String, Value> = keys.iter().map(|key| ((*key).to_string(), json!(1))).collect();
    found.push(Value::Object(all));
    found.extend(values.iter().map(|value| json!([value])));
    found.extend(values.clone());
    found.extend((0..6).map(|length| json!(vec!["word"; length])));
    // What the field usually holds, with what is asked for beside it.
    let usual: Vec<Value> = (0..3).filter_map(|row| text_of(&made(field, &At { row, ..At::default() }))).collect();
    let wholes = wholes(&constants, &keys, &values);
    let merged: Vec<Value> = usual.iter().flat_map(|usual| found.iter().take(120).filter_map(|asked| merge(usual, asked))).collect();
    let is_alone = |value: &Value| merged.is_empty() || !value.is_object();
    let alone: Vec<Value> = found.into_iter().filter(is_alone).chain([json!({})]).collect();
    wholes.into_iter().chain(merged).chain(alone).map(|value| SeedValue::Text(value.to_string())).collect()
}

/// Documents in which all is found that the constants name: written objects, what paths lead to, and all keys at once with one value or another.
fn wholes(constants: &[&str], keys: &[&str], values: &[Value]) -> Vec<Value> {
    let written = |text: &&str| serde_json::from_str::<Value>(text).ok().filter(Value::is_object);
    let paths: Vec<Value> = constants.iter().filter_map(|text| document(text)).collect();
    let is_led_to = !paths.is_empty();
    let asked: Vec<Value> = constants.iter().filter_map(written).chain(paths).collect();
    let together = asked.into_iter().reduce(united);
    // One key alone, or one object as it is written, is among the others.
    let mut found: Vec<Value> = together.iter().filter(|_| is_led_to).cloned().collect();
    let keys: Vec<&&str> = keys.iter().filter(|key| key.parse::<f64>().is_err()).collect();
    if keys.len() > 1 && together.is_none() {
        found.extend(values.iter().map(|value| Value::Object(keys.iter().map(|key| ((*key).to_string(), value.clone())).collect())));
    }
    found
}

fn text_of(value: &SeedValue) -> Option<Value> {
    if let SeedValue::Text(text) = value { serde_json::from_str(text).ok() } else { None }
}

fn merge(usual: &Value, asked: &Value) -> Option<Value> {
    let (mut all, asked) = (usual.as_object()?.clone(), asked.as_object()?);
    all.extend(asked.clone());
    Some(Value::Object(all))
}
