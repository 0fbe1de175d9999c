//! What PostgreSQL holds, or would hold, in normal form.
//!
//! Comes in: objects from design, from introspection and from static replay. Goes out: one type, [`Catalog`], so that any two
//! can be compared. Two catalogs are equal when PostgreSQL would hold them equal: expressions compare by their normal
//! form, maps without regard to order, columns and keys in their order.
//! Never happens: a place in the requirements (see `design::Design::origins`), a database's object identifiers.

mod data_type;
mod default_name;
mod definition;
mod difference;
mod exclusion;
mod expression;
mod function;
mod object;
mod privilege;
mod query;
mod sequence;
mod table;

use crate::ordered::{IndexMap, IndexSet};
use serde::{Deserialize, Serialize};

pub use data_type::DataType;
pub use default_name::{default_name, serial_sequence_name};
pub use definition::{Definition, query_is_read};
pub use difference::{Difference, differences};
pub use expression::Expression;
pub(crate) use expression::{Kind, Readings, array_elements, discrete_range, has_known_spelling, tree as expression_tree};
pub use function::{Function, FunctionOptions, Parallel};
pub use object::ObjectPath;
pub use privilege::{grant, implied_privileges, revocation};
pub use sequence::Sequence;
pub use table::{
    CheckConstraint, Column, ColumnValue, Deferrable, ExclusionConstraint, ForeignKey, IdentityKind, Index, IndexKey, IndexKeyValue,
    Inherited, PrimaryKey, ReferentialAction, Table, TableOptions, Trigger, UniqueConstraint,
};

use crate::sql::{SqlText, quote_identifier};

/// `schema.name`, both unquoted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct QualifiedName {
    pub schema: String,
    pub name: String,
}

/// The serialised form is SQL's own, so that it can be the key of a JSON object and reads back unharmed.
impl From<QualifiedName> for String {
    fn from(name: QualifiedName) -> String {
        name.sql().to_string()
    }
}

impl TryFrom<String> for QualifiedName {
    type Error = String;

    fn try_from(text: String) -> Result<QualifiedName, String> {
        let mut parts = Vec::new();
        let mut rest = text.as_str();
        loop {
            let (part, after) = match rest.strip_prefix('"') {
                Some(quoted) => split_quoted(quoted).ok_or_else(|| format!("`{text}` has an open quote"))?,
                None => {
                    let end = rest.find('.').unwrap_or(rest.len());
                    (rest[..end].to_string(), &rest[end..])
                }
            };
            parts.push(part);
            match after.strip_prefix('.') {
                Some(next) => rest = next,
                None => break,
            }
        }
        match <[String; 2]>::try_from(parts) {
            Ok([schema, name]) => Ok(QualifiedName { schema, name }),
            Err(_) => Err(format!("`{text}` is not of the form schema.name")),
        }
    }
}

/// The unquoted text before the closing quote, and what follows that quote.
fn split_quoted(text: &str) -> Option<(String, &str)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'"' {
            if bytes.get(at + 1) != Some(&b'"') {
                return Some((text[..at].replace("\"\"", "\""), &text[at + 1..]));
            }
            at += 1;
        }
        at += 1;
    }
    None
}

impl QualifiedName {
    pub fn new(schema: impl Into<String>, name: impl Into<String>) -> QualifiedName {
        QualifiedName { schema: schema.into(), name: name.into() }
    }

    /// In the schema `public`.
    pub fn public(name: impl Into<String>) -> QualifiedName {
        QualifiedName::new("public", name)
    }

    /// Quoted where needed: `public."user"`.
    pub fn sql(&self) -> SqlText {
        SqlText::trusted([quote_identifier(&self.schema).as_str(), ".", quote_identifier(&self.name).as_str()].concat())
    }
}

/// For people and for keys of maps; SQL uses [`QualifiedName::sql`].
impl std::fmt::Display for QualifiedName {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}.{}", self.schema, self.name)
    }
}

/// Everything that a database holds, without its rows; those of lookup tables belong to it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Catalog {
    /// By name. `public` always stands and is listed only for its comment.
    pub schemas: IndexMap<String, Schema>,
    /// By name; `plpgsql` is not listed.
    pub extensions: IndexMap<String, Extension>,
    pub enums: IndexMap<QualifiedName, EnumType>,
    /// By signature: `public.set_updated_at()`, `public.twice(integer, integer)`.
    pub functions: IndexMap<String, Function>,
    pub tables: IndexMap<QualifiedName, Table>,
    /// Objects of all other kinds, by kind and name: `view public.published`.
    pub definitions: IndexMap<String, Definition>,
    /// By table. No database says which of its tables these are, so one that is read tells of those that were asked for.
    pub lookups: IndexMap<QualifiedName, Lookup>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Schema {
    pub comment: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Extension {
    pub schema: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EnumType {
    pub name: QualifiedName,
    /// In their order, which is also how they sort.
    pub values: Vec<String>,
    pub comment: Option<String>,
}

/// The rows of a table that stands for an enum. Their order has no meaning.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lookup {
    /// The table's key, which holds the values.
    pub column: String,
    pub values: IndexSet<String>,
}

impl Catalog {
    /// Sorts every map of objects by name; columns keep their order.
    pub fn sort(&mut self) {
        self.schemas.sort_keys();
        self.extensions.sort_keys();
        self.enums.sort_keys();
        self.functions.sort_keys();
        self.tables.sort_keys();
        self.definitions.sort_keys();
        self.lookups.sort_keys();
        for table in self.tables.values_mut() {
            table.sort();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_qualified_name_reads_back_from_its_serialised_form() {
        for (schema, name) in [("public", "posts"), ("a.b", "c\"d"), ("Public", "user"), ("x", "\"\".\"")] {
            let name = QualifiedName::new(schema, name);
            assert_eq!(QualifiedName::try_from(String::from(name.clone())), Ok(name));
        }
        assert!(QualifiedName::try_from("posts".to_string()).is_err());
        assert!(QualifiedName::try_from("public.\"posts".to_string()).is_err());
    }
}
