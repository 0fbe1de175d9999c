//! Types that stand on others: domains, composite types, ranges of users.
//!
//! Comes in: the catalog. Goes out: a table's columns by the types that their values have, and the checks that their domains bring. Never
//! happens: an endless way through types that name each other.

use super::condition::data_type_of;
use crate::catalog::{Catalog, Column, ColumnValue, DataType, QualifiedName, Table};
use crate::ordered::IndexMap;

/// Deeper than domains are stacked anywhere.
const GREATEST_DEPTH: usize = 12;

/// A type taken down to what its values are.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// An enum, a composite type, a range of a user's, or a type of PostgreSQL.
    pub data_type: DataType,
    pub not_null: bool,
    pub default: Option<String>,
    /// Name and expression over VALUE. Of an array of a domain they are about each element.
    pub checks: Vec<(String, String)>,
    pub of_elements: bool,
}

/// What a type's values are made of.
#[derive(Debug, Clone)]
pub enum Parts {
    /// The subtype, and whether it is a multirange.
    Range(DataType, bool),
    /// Each attribute's name and type.
    Composite(Vec<(String, DataType)>),
}

pub fn resolve(catalog: &Catalog, data_type: &DataType) -> Resolved {
    let mut resolved =
        Resolved { data_type: data_type.clone(), not_null: false, default: None, checks: Vec::new(), of_elements: data_type.array };
    for _ in 0..GREATEST_DEPTH {
        let Some(name) = resolved.data_type.user_name() else { break };
        let path = name.sql().to_string();
        let Some(domain) = catalog.definitions.get(&format!("domain {path}")) else { break };
        let base = domain.definition.split(" COLLATE ").next().unwrap_or_default();
        let Some(base) = data_type_of(base) else { break };
        let within = format!("domain {path}");
        let parts = catalog.definitions.values().filter(|part| part.within.as_deref() == Some(within.as_str()));
        for part in parts {
            match part.kind.as_str() {
                "domain constraint" => {
                    let check =
                        part.definition.strip_prefix("CHECK (").and_then(|text| text.trim_end_matches(" NOT VALID").strip_suffix(')'));
                    let name = part.name.split(" on ").next().unwrap_or_default().trim_matches('"').to_string();
                    resolved.checks.extend(check.map(|check| (name, check.to_string())));
                }
                "not null of domain" => resolved.not_null = true,
                "default of domain" => resolved.default = resolved.default.take().or_else(|| Some(part.definition.clone())),
                _ => {}
            }
        }
        // An array of a domain over an array does not exist: its elements would be arrays.
        resolved.data_type = DataType { array: resolved.data_type.array || base.array, ..base };
    }
    resolved
}

/// The columns with their domains resolved; what a generated column is made of stays.
pub fn columns(catalog: &Catalog, table: &Table) -> (IndexMap<String, Column>, Vec<Resolved>) {
    let resolved: Vec<Resolved> = table.columns.values().map(|column| resolve(catalog, &column.data_type)).collect();
    let columns = table.columns.iter().zip(&resolved).map(|((name, column), resolved)| {
        let value = match (&column.value, &resolved.default) {
            (ColumnValue::None, Some(default)) => ColumnValue::Default(crate::catalog::Expression::new(default.clone())),
            (value, _) => value.clone(),
        };
        // What is not NULL about a domain is not so of the elements of its arrays.
        let not_null = column.not_null || (resolved.not_null && !resolved.of_elements);
        (name.clone(), Column { data_type: resolved.data_type.clone(), not_null, value, ..column.clone() })
    });
    (columns.collect(), resolved.clone())
}

pub fn parts(catalog: &Catalog, data_type: &DataType) -> Option<Parts> {
    let name = data_type.user_name()?;
    let path = name.sql().to_string();
    if let Some(range) = catalog.definitions.get(&format!("range type {path}")) {
        return subtype(&range.definition).map(|subtype| Parts::Range(subtype, false));
    }
    if let Some(range) = catalog.definitions.values().find(|range| range.kind == "range type" && is_multirange_of(&range.definition, &name))
    {
        return subtype(&range.definition).map(|subtype| Parts::Range(subtype, true));
    }
    let composite = catalog.definitions.get(&format!("composite type {path}"))?;
    let attribute = |name: &String| {
        let quoted = crate::sql::quote_identifier(name);
        let attribute = catalog.definitions.get(&format!("attribute {path}.{}", quoted.as_str()))?;
        let text = attribute.definition.split(" COLLATE ").next().unwrap_or_default();
        Some((name.clone(), resolve(catalog, &data_type_of(text)?).data_type))
    };
    composite.shape.iter().map(attribute).collect::<Option<Vec<_>>>().map(Parts::Composite)
}

fn subtype(definition: &str) -> Option<DataType> {
    let text = definition.split(", ").find_map(|part| part.strip_prefix("SUBTYPE = "))?;
    data_type_of(text)
}

fn is_multirange_of(definition: &str, name: &QualifiedName) -> bool {
    let text = definition.split(", ").find_map(|part| part.strip_prefix("MULTIRANGE_TYPE_NAME = "));
    text.is_some_and(|text| text == name.sql().as_str() || text == name.name)
}
