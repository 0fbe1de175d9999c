//! `${name}` in a text: what the runner replaces before PostgreSQL sees it.
//!
//! Comes in: a text, the values that were given. Goes out: the text that PostgreSQL sees, with the same lines. Never happens: a placeholder
//! that reaches PostgreSQL, a value that adds a line.

use std::collections::BTreeMap;

use super::Fault;
use super::listing::{Listed, Listing};
use super::markers::is_liquibase;

pub(super) type Values = BTreeMap<String, String>;

/// Those of the command line, and those that Liquibase's `--property name:… value:…` lines give.
pub(super) fn values(listing: &Listing, given: &[(String, String)]) -> Values {
    let mut values = Values::new();
    for line in listing.sql().filter(|file| is_liquibase(file)).flat_map(Listed::lines) {
        let Some(text) = line.text.trim_start().strip_prefix("--").map(str::trim_start) else { continue };
        let Some(property) = text.strip_prefix("property ") else { continue };
        let field = |name: &str| property.split_whitespace().find_map(|word| word.strip_prefix(name));
        if let (Some(name), Some(value)) = (field("name:"), field("value:")) {
            // The first definition counts. Source: Liquibase's documentation, "Changelog parameters".
            values.entry(name.to_string()).or_insert_with(|| value.to_string());
        }
    }
    values.extend(given.iter().cloned());
    values
}

pub(super) fn replace(file: &Listed, values: &Values) -> Result<String, Fault> {
    let mut text = String::with_capacity(file.text.len());
    let mut rest = file.text.as_str();
    while let Some(at) = rest.find("${") {
        text.push_str(&rest[..at]);
        let Some(length) = rest[at..].find('}').filter(|length| !rest[at..at + length].contains('\n')) else {
            text.push_str("${");
            rest = &rest[at + 2..];
            continue;
        };
        let name = &rest[at + 2..at + length];
        match values.get(name).filter(|value| !value.contains('\n')) {
            Some(value) => text.push_str(value),
            None => {
                let line = text.matches('\n').count() + 1;
                let message = format!("the placeholder ${{{name}}} has no value");
                return Err(Fault::new(line, message, format!("give it one: `--placeholder {name}=VALUE`")));
            }
        }
        rest = &rest[at + length + 1..];
    }
    text.push_str(rest);
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_gets_its_value_or_is_named_with_its_line() {
        let file = Listed { path: "V1__a.sql".to_string(), text: "create schema ${schema};\n\nset role ${owner};\n".to_string() };
        let mut given = vec![("schema".to_string(), "app".to_string())];
        let fault = replace(&file, &given.iter().cloned().collect()).expect_err("no owner");
        assert_eq!((fault.line, fault.message.as_str()), (3, "the placeholder ${owner} has no value"));
        given.push(("owner".to_string(), "me".to_string()));
        assert_eq!(replace(&file, &given.into_iter().collect()).as_deref(), Ok("create schema app;\n\nset role me;\n"));
        let open = Listed { text: "select '${\n}';".to_string(), ..file };
        assert_eq!(replace(&open, &Values::new()).as_deref(), Ok("select '${\n}';"));
    }
}
