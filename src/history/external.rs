//! Tables that others make: how a migration says that it refers to one, and what stands in for it while files are proven.
//!
//! Comes in: external tables of a design, or the text of a migration. Goes out: marks (`-- groundplan:external …`), and the SQL of stand-ins.
//! Never happens: a stand-in in the place of a table that stands; a mark in the middle of a statement taken for one.

use crate::catalog::QualifiedName;
use crate::design::ExternalTable;
use crate::sql::{comment_line, quote_identifier};

const MARK: &str = "-- groundplan:external ";

/// What of a table must be there for others to refer to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandIn {
    pub name: QualifiedName,
    /// `id UUID, PRIMARY KEY (id)`
    columns: String,
}

impl From<&ExternalTable> for StandIn {
    fn from(table: &ExternalTable) -> StandIn {
        let columns = table.columns.iter().map(|(name, data_type)| format!("{} {}", quote_identifier(name), data_type.sql()));
        let key: Vec<String> = table.columns.iter().map(|(name, _)| quote_identifier(name).to_string()).collect();
        let parts: Vec<String> = columns.chain([format!("PRIMARY KEY ({})", key.join(", "))]).collect();
        StandIn { name: table.name.clone(), columns: parts.join(", ") }
    }
}

impl StandIn {
    /// The line by which a migration says that it refers to the table.
    pub fn mark(&self) -> String {
        comment_line(&format!("{MARK}{} ({})", self.name.sql(), self.columns)).to_string()
    }

    /// Makes it, and its schema, where the table does not stand.
    pub fn sql(&self) -> String {
        self.statements().join("; ")
    }

    pub(super) fn statements(&self) -> [String; 2] {
        let schema = quote_identifier(&self.name.schema);
        [format!("CREATE SCHEMA IF NOT EXISTS {schema}"), format!("CREATE TABLE IF NOT EXISTS {} ({})", self.name.sql(), self.columns)]
    }
}

/// The tables that a migration of ours says it refers to. The marks stand in its head, before any statement.
pub fn stand_ins(migration: &str) -> Vec<StandIn> {
    let head = migration.lines().map(str::trim_end).take_while(|line| line.is_empty() || line.starts_with("--"));
    head.filter_map(|line| read(line.strip_prefix(MARK)?)).collect()
}

fn read(text: &str) -> Option<StandIn> {
    // A quoted name may hold what looks like the end of a name.
    let mut quoted = false;
    let end = text.char_indices().find(|(_, sign)| {
        quoted ^= *sign == '"';
        *sign == ' ' && !quoted
    });
    let (name, columns) = text.split_at(end?.0);
    let columns = columns.strip_prefix(" (")?;
    Some(StandIn { name: QualifiedName::try_from(name.to_string()).ok()?, columns: columns.strip_suffix(')')?.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::DataType;
    use crate::source::{FileId, Span};

    #[test]
    fn a_mark_reads_back_as_the_stand_in_that_it_was_made_of() {
        let table = |schema: &str, name: &str, columns: &[(&str, &str)]| ExternalTable {
            name: QualifiedName::new(schema, name),
            columns: columns.iter().map(|(name, data_type)| (name.to_string(), DataType::builtin(data_type))).collect(),
            span: Span::new(FileId(0), 0, 0),
        };
        for table in [table("auth", "users", &[("id", "uuid")]), table("A.b", "c (d\")", &[("x y", "int"), ("z", "text")])] {
            let made = StandIn::from(&table);
            let file = format!("-- title\n--\n{}\n\nBEGIN;\n-- groundplan:external other.t (id INT, PRIMARY KEY (id))\n", made.mark());
            assert_eq!(stand_ins(&file), [made]);
        }
        let sql = StandIn::from(&table("auth", "users", &[("id", "uuid")])).sql();
        assert!(sql.ends_with("CREATE TABLE IF NOT EXISTS auth.users (id UUID, PRIMARY KEY (id))"), "{sql}");
    }
}
