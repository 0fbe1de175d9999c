//! States of a field as an enum.
//!
//! Comes in: a field with states. Goes out: the field with the name of its enum as type, and with its first state as default where it is the state of a life.

use super::super::names;
use super::super::outline::Field;
use super::Questions;

pub fn settle(entity: &str, field: &mut Field, questions: &mut Questions) {
    if field.states.is_empty() {
        return;
    }
    let lower: Vec<String> = field.states.iter().map(|state| state.to_lowercase()).collect();
    if matches!(
        lower.iter().map(String::as_str).collect::<Vec<_>>().as_slice(),
        ["yes", "no"] | ["no", "yes"] | ["true", "false"] | ["false", "true"]
    ) {
        field.states.clear();
        field.kind = "bool".to_string();
        field.optional = false;
        field.default.get_or_insert_with(|| "false".to_string());
        return;
    }
    if field.kind.trim().is_empty() {
        field.kind = enum_name(entity, &field.name);
    }
    let life = names::words(&field.name).last().is_some_and(|last| matches!(last.as_str(), "status" | "state" | "stage" | "phase"));
    if life && field.default.is_none() && !field.optional && !field.unique {
        field.default = field.states.first().cloned();
        if let Some(first) = field.states.first() {
            questions.ask(5, format!("Is {} first {}? Assumed: yes.", names::with_article(&names::spoken(entity)), names::spoken(first)));
        }
    }
}

/// `Order` and `status` are `OrderStatus`; `Order` and `order_status` too.
fn enum_name(entity: &str, field: &str) -> String {
    let (owner, own) = (names::words(entity), names::words(field));
    let words = if own.starts_with(&owner) { own } else { [owner, own].concat() };
    heck::ToUpperCamelCase::to_upper_camel_case(words.join("_").as_str())
}
