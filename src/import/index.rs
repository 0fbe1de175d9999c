//! Indexes of an entity, one a line.
//!
//! Comes in: a table's indexes. Goes out: lines. Never happens: a line for an index that comes by itself, or whose kind or options the language
//! does not know.

use super::entity::{Writer, name_of};
use super::expression::{columns_read, in_parentheses};
use super::names::written;
use crate::catalog::{Index, IndexKeyValue, ObjectPath};
use crate::domain::DefaultStyle;
use crate::syntax::print::quoted;

/// Kinds of indexes that the language knows.
const METHODS: [&str; 6] = ["btree", "hash", "gin", "gist", "spgist", "brin"];

impl Writer<'_, '_> {
    pub(super) fn indexes(&self) -> Vec<(String, ObjectPath)> {
        self.table.indexes.values().filter_map(|index| self.index(index)).collect()
    }

    fn index(&self, index: &Index) -> Option<(String, ObjectPath)> {
        let object = ObjectPath::Index(self.table.name.clone(), index.name.clone());
        let known = METHODS.contains(&index.method.as_str()) && index.storage_parameters.is_empty() && index.valid;
        if !known || self.context.doubts.is_left(&object) || self.comes_by_itself(index) {
            return None;
        }
        let mut parts = Vec::new();
        let mut columns = Vec::new();
        for key in &index.keys {
            let mut part = match &key.value {
                IndexKeyValue::Column(column) => {
                    columns.push(column.clone());
                    self.form.listed(std::slice::from_ref(column))
                }
                IndexKeyValue::Expression(expression) => {
                    let read = columns_read(&expression.written, self.table);
                    columns.push(match (self.style.defaults, read.is_empty()) {
                        (DefaultStyle::Postgres, _) => "expr".to_string(),
                        (DefaultStyle::Practices, true) => "expression".to_string(),
                        (DefaultStyle::Practices, false) => read.join("_"),
                    });
                    in_parentheses(expression)?
                }
            };
            if let Some(collation) = &key.collation {
                part.push_str(&format!(" collate {}", quoted(collation)));
            }
            if let Some(class) = &key.operator_class {
                part.push_str(&format!(" {}", written(class)));
            }
            if key.descending {
                part.push_str(" desc");
            }
            if key.nulls_first != key.descending {
                part.push_str(if key.nulls_first { " nulls first" } else { " nulls last" });
            }
            parts.push(part);
        }
        let unique = if index.unique { "unique " } else { "" };
        let kind = (if index.unique { "uq" } else { "idx" }, "idx");
        let name = self.explicit(&index.name, kind, &columns, &object);
        let mut text = format!("{unique}index {name}({})", parts.join(", "));
        if index.method != "btree" {
            text.push_str(&format!(" using {}", index.method));
        }
        text.push_str(&self.included(&index.include, index.nulls_not_distinct));
        if let Some(predicate) = &index.predicate {
            text.push_str(&format!(" where {}", self.condition(predicate)?));
        }
        Some((text, object))
    }

    /// The index of a foreign key that nothing else leads with.
    fn comes_by_itself(&self, index: &Index) -> bool {
        if self.style.defaults == DefaultStyle::Postgres
            || index.unique
            || index.predicate.is_some()
            || index.method != "btree"
            || !index.include.is_empty()
        {
            return false;
        }
        let plain: Option<Vec<String>> = index
            .keys
            .iter()
            .map(|key| match &key.value {
                IndexKeyValue::Column(column)
                    if !key.descending && !key.nulls_first && key.collation.is_none() && key.operator_class.is_none() =>
                {
                    Some(column.clone())
                }
                _ => None,
            })
            .collect();
        let Some(columns) = plain else { return false };
        let of_key = self.table.foreign_keys.values().any(|key| key.columns == columns && self.context.forms.contains_key(&key.references));
        of_key
            && index.name == name_of(self.style, ("idx", "idx"), self.table, &columns)
            && !self.context.doubts.is_plain(&ObjectPath::Index(self.table.name.clone(), index.name.clone()))
    }
}
